"""Annex H: what each action is made of, piece by piece, with the guidance behind it and cases that share its condition.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wayhome.engine.brief.phrases import Phrases, lower
from wayhome.engine.brief.responses import is_set_aside
from wayhome.engine.brief.tree import Block, Heading, Items, Line, Paragraph
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Piece, Status, Verdict

_SAID = {Piece.MISSING: "missing", Piece.OPEN: "open", Piece.GUIDANCE: "guidance"}


Reasons = Callable[[Phrases, Ranked], list[Block]]
"""Why an action is advised, and by how many points: the text of an explanation."""


def details(p: Phrases, reasons: Reasons) -> list[Block]:
    """Every action of the main part in its order, then what is recommended beyond; at last the steps and the ground."""
    found: list[Block] = [Heading(2, p.say("annex.details")), Paragraph(p.say("annex.details.intro"))]
    told: set[str] = set()
    beyond = [r for r in p.advice.ranked if not r.shown and r.of_class in ("recommended", "safe")]
    for r in (*p.advice.shown, *beyond):
        beyond_key = "annex.details.set-aside" if is_set_aside(p, r.id) else "annex.details.beyond"
        key = "annex.details.action" if r.shown else beyond_key
        found.append(Heading(3, p.say(key, number=str(p.numbers.get(r.id, "")), title=p.of(r).title)))
        found += reasons(p, r) if r.shown else []
        here: set[str] = set()
        for part in r.leading_parts:
            found.append(Paragraph(_part(p, part)))
            lines = tuple(_pieces(p, part, here))
            found += [Items(lines)] if lines else []
        told |= here
    return [*found, *_ground(p, told)]


def _ground(p: Phrases, told: set[str]) -> list[Block]:
    """What the handbook says of the steps and the conditions, as far as it was not told before."""
    book = p.advice.library.rulebook
    cited = [
        passage for step in book.steps for passage in (*step.cites, *(id_ for task in step.tasks for id_ in task.passages))
    ]
    cited += [passage for finding in book.findings.values() for passage in finding.cites]
    lines = tuple(_told(p, "grounds", passage) for passage in dict.fromkeys(cited) if passage not in told)
    return [Heading(3, p.say("annex.details.ground")), Items(lines)] if lines else []


def _part(p: Phrases, part: Verdict) -> Line:
    modes = p.advice.library.passages[part.rule.id].modes
    way = p.ways(part.modes) if part.status is Status.RECOMMENDED else p.words(f"status.{part.status}")
    is_settled = part.status is Status.RECOMMENDED and part.mode is not None
    text = modes[part.mode] if is_settled and part.mode in modes else modes["any"]  # nothing unknown is told as a fact
    return p.say("annex.details.part", title=part.rule.title, way=way, text=text)


def _pieces(p: Phrases, part: Verdict, told: set[str]) -> Iterator[Line]:
    """What is missing, to be asked, to bear in mind, in the order of the rule; then what is there, cases and grounds.

    A passage is told once a measure; `told` takes those that were.
    """
    done = []
    for piece in part.components:
        if piece.passage in told:
            continue
        told.add(piece.passage)
        if piece.piece is Piece.DONE:
            done.append(lower(p.advice.library.passages[piece.passage].title))
        else:
            yield _told(p, _SAID[piece.piece], piece.passage)
    if done:
        yield p.say("annex.details.done", titles="; ".join(done))
    for key, passages in (("case", part.illustrations), ("grounds", part.grounds)):
        for passage in passages:
            if passage not in told:
                told.add(passage)
                yield _told(p, key, passage)


def _told(p: Phrases, key: str, passage: str) -> Line:
    found = p.advice.library.passages[passage]
    return p.say(f"annex.details.{key}", title=found.title, text=found.text, locator=found.locator)
