"""Annex J: every opening of the table of sectors under the body that would lead, be it advised, open or in place.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases, capital, listed
from wayhome.engine.brief.pictures.gallery import pictured
from wayhome.engine.brief.pictures.sectors import in_sectors
from wayhome.engine.brief.tree import Block, Grid, Heading, Line, Paragraph, Text, line
from wayhome.engine.recommend import Status, Verdict


def bodies(p: Phrases) -> list[Block]:
    """A table for each body that leads in a sector."""
    led: dict[str, list[Verdict]] = {}
    for verdict in in_sectors(p):
        led.setdefault(verdict.rule.lead, []).append(verdict)
    if not led:
        return []
    head = tuple(p.say(f"annex.bodies.head.{key}") for key in ("item", "status", "what", "shown", "codes"))
    found: list[Block] = [Heading(2, p.say("annex.bodies")), Paragraph(p.say("annex.bodies.intro"))]
    found += pictured(p, "sectors")
    for role, verdicts in led.items():
        found.append(Heading(3, (Text(capital(p.body(role))),)))
        found.append(Grid(head, tuple(_row(p, verdict) for verdict in verdicts)))
    return found


def _row(p: Phrases, verdict: Verdict) -> tuple[Line, ...]:
    passage = p.advice.library.passages[verdict.rule.id]
    status = p.words(f"status.{verdict.status}")
    if verdict.status is Status.RECOMMENDED:
        status = f"{status}: {p.ways(verdict.modes)}"
    codes = p.say("annex.bodies.codes", sdg=", ".join(passage.sdg), gcm=", ".join(passage.gcm), crs=", ".join(passage.crs))
    return (Text(verdict.rule.title),), (Text(status),), _what(p, verdict), (Text(passage.indicator),), codes


def _what(p: Phrases, verdict: Verdict) -> Line:
    """Where the action tells it, or how to do it, or what to ask first."""
    number = next((p.numbers[r.id] for r in p.advice.shown for part in r.leading_parts if part is verdict), None)
    if number is not None:
        return p.say("annex.bodies.see", actions=p.actions([number]))
    if verdict.status is Status.RECOMMENDED:
        modes = p.advice.library.passages[verdict.rule.id].modes
        return line(modes.get(verdict.mode or "any") or modes["any"])
    if verdict.status is Status.POSSIBLE:
        facts = [fact for fact in verdict.hangs_on if not p.advice.is_withheld(fact)]
        names = listed(dict.fromkeys(p.question_of(fact).name for fact in facts))
        return p.say("annex.bodies.ask", names=names) if names else (Text("–"),)
    return (Text("–"),)
