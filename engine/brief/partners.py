"""Annex I: how to work with each body in the adviser's list; for the adviser alone, how each was rated.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.actors import ActorAdvice
from wayhome.engine.brief.phrases import Phrases, listed, lower
from wayhome.engine.brief.pictures.gallery import pictured
from wayhome.engine.brief.pictures.stakeholders import rating
from wayhome.engine.brief.tree import Block, Grid, Heading, Line, Paragraph, Text, plain
from wayhome.engine.profile import Actor
from wayhome.engine.questionnaire import CATEGORY

PARTS = ("engagement", "agreement", "contact")


def partners(p: Phrases) -> list[Block]:
    """The plan for working with partners; nothing while nobody is listed."""
    bodies = p.advice.actors
    if not bodies:
        return []
    head = tuple(p.say(f"annex.partners.head.{key}") for key in ("body", "engagement", "functions"))
    rows = tuple(_row(p, body) for body in sorted(bodies, key=lambda body: body.actor.name.casefold()))
    found: list[Block] = [
        Heading(2, p.say("annex.partners")),
        Paragraph(p.say("annex.partners.intro")),
        Grid(head, rows),
    ]
    missing = missing_kinds(p)
    if missing:
        key = "annex.partners.missing.known" if p.advice.profile.lists_are_complete else "annex.partners.missing"
        found.append(Paragraph(p.say(key, kinds=listed(missing))))
    return [*found, *_grid(p)] if p.advice.options.edition.sees("adviser") else found


def missing_kinds(p: Phrases) -> list[str]:
    """The kinds of body of which nobody is listed."""
    category = p.questionnaire.actor_facts[f"actor.{CATEGORY}"]
    named = {value for body in p.advice.profile.listed for value in _values(body, CATEGORY)}
    return [label for kind, label in category.clauses.items() if kind not in named]


def _values(actor: Actor, name: str) -> tuple[str, ...]:
    part = actor.parts.get(name)
    return part.values if part else ()


def _row(p: Phrases, body: ActorAdvice) -> tuple[Line, ...]:
    engagement = "; ".join(lower(rule.title) for part in PARTS for rule in body.rules if rule.part == part)
    functions = "; ".join(lower(rule.title) for rule in body.rules if rule.part == "function")
    return (
        (plain(body.actor.name),),
        (Text(engagement or p.words("annex.partners.open")),),
        (Text(functions or "–"),),
    )


def _grid(p: Phrases) -> list[Block]:
    """Influence against interest, as a table."""
    names: dict[tuple[str, str], list[str]] = {}
    for body in p.advice.actors:
        place = (rating(body.actor, "influence"), rating(body.actor, "interest"))
        place = place if all(place) else ("", "")
        names.setdefault(place, []).append(plain(body.actor.name).text)
    head: tuple[Line, ...] = ((), p.say("annex.partners.grid.low"), p.say("annex.partners.grid.high"))
    rows: list[tuple[Line, ...]] = []
    for influence in ("high", "low"):
        cells: list[Line] = [(Text("; ".join(names.get((influence, interest), ())) or "–"),) for interest in ("low", "high")]
        rows.append((p.say(f"annex.partners.grid.influence.{influence}"), *cells))
    unrated = names.get(("", ""))
    found: list[Block] = [
        Heading(3, p.say("annex.partners.grid")),
        *pictured(p, "stakeholders"),
        Grid(head, tuple(rows)),
    ]
    if unrated:
        found.append(Paragraph((*p.say("annex.partners.grid.open"), Text(f": {'; '.join(unrated)}"))))
    return found
