"""Annex H: what each action is made of, piece by piece, with the guidance behind it and cases that share its condition.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.phrases import Phrases, lower
from wayhome.engine.brief.tree import Block, Heading, Items, Line, Paragraph
from wayhome.engine.recommend import Piece, Status, Verdict

_SAID = {Piece.MISSING: "missing", Piece.OPEN: "open", Piece.GUIDANCE: "guidance"}


def details(p: Phrases) -> list[Block]:
    """Every action of the main part with its recommendations, in its order."""
    if not p.advice.shown:
        return []
    found: list[Block] = [Heading(2, p.say("annex.details")), Paragraph(p.say("annex.details.intro"))]
    for r in p.advice.shown:
        found.append(Heading(3, p.say("annex.details.action", number=str(p.numbers[r.id]), title=p.of(r).title)))
        for part in r.leading_parts:
            found.append(Paragraph(_part(p, part)))
            lines = tuple(_pieces(p, part))
            found += [Items(lines)] if lines else []
    return found


def _part(p: Phrases, part: Verdict) -> Line:
    modes = p.advice.library.passages[part.rule.id].modes
    way = p.ways(part.modes) if part.status is Status.RECOMMENDED else p.words(f"status.{part.status}")
    is_settled = part.status is Status.RECOMMENDED and part.mode is not None
    text = modes[part.mode] if is_settled and part.mode in modes else modes["any"]  # nothing unknown is told as a fact
    return p.say("annex.details.part", title=part.rule.title, way=way, text=text)


def _pieces(p: Phrases, part: Verdict) -> Iterator[Line]:
    """What is missing, to be asked, to bear in mind, in the order of the rule; then what is there, cases and grounds."""
    done = []
    for piece in part.components:
        if piece.piece is Piece.DONE:
            done.append(lower(p.advice.library.passages[piece.passage].title))
        else:
            yield _told(p, _SAID[piece.piece], piece.passage)
    if done:
        yield p.say("annex.details.done", titles="; ".join(done))
    for case in part.illustrations:
        yield _told(p, "case", case)
    for ground in part.grounds:
        yield _told(p, "grounds", ground)


def _told(p: Phrases, key: str, passage: str) -> Line:
    found = p.advice.library.passages[passage]
    return p.say(f"annex.details.{key}", title=found.title, text=found.text, locator=found.locator)
