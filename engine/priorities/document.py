"""Priorities of several bodies as a document: their places side by side, where they agree and differ, what stays as it is.

In: `Priorities`. Out: text, Markdown or JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.phrases import Phrases, listed
from wayhome.engine.brief.tree import Block, Document, Grid, Heading, Items, Line, Paragraph, Text, plain
from wayhome.engine.plain_text import to_text
from wayhome.engine.priorities.orders import FIRST, BodyOrder, Disputed, Preferred, Priorities, direct
from wayhome.engine.priorities.result import PrioritiesResult, priorities_result
from wayhome.engine.prioritise import Ranked
from wayhome.engine.rulebook import CRITERIA

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_BODIES = len(_LETTERS)
MOST_DISPUTED = 10
"""Pairs printed on which bodies differ."""


class Prioritised:
    """Priorities of several bodies, to be read by people and machines."""

    def __init__(self, priorities: Priorities) -> None:
        self.priorities = priorities
        self._p = Phrases(priorities.advice)

    def to_document(self) -> Document:
        """The priorities as a document tree; the front matter says what they were made from."""
        advice = self.priorities.advice
        front: dict[str, object] = {
            "country": self._p.place,
            "edition": str(advice.options.edition),
            "date": advice.options.date.text if advice.options.date else None,
            "profile-sha256": advice.profile.digest,
            **advice.library.identity,
            "weights": [{"name": order.body.name, **order.body.weights} for order in self.priorities.orders],
        }
        return Document(front, tuple(_blocks(self._p, self.priorities)), ())

    def to_text(self) -> str:
        """For a terminal."""
        return to_text(self.to_document().blocks)

    def to_markdown(self) -> str:
        """The same as Markdown."""
        return to_markdown(self.to_document())

    def to_result(self) -> PrioritiesResult:
        """The same as plain values; `wayhome schema priorities` describes them."""
        return priorities_result(self._p, self.priorities)

    def to_json(self) -> str:
        """The same as JSON."""
        return self.to_result().model_dump_json(indent=2) + "\n"


def _blocks(p: Phrases, found: Priorities) -> list[Block]:
    head: list[Block] = [
        Heading(1, p.say("priorities.title", place=p.place)),
        Paragraph(p.say("priorities.intro")),
        Items(tuple(_body(p, i, order) for i, order in enumerate(found.orders))),
    ]
    if not found.orders[0].ranked:
        return [*head, Paragraph(p.say("priorities.nothing")), *_places(p, found, "depends", lambda order: order.depending)]
    return [
        *head,
        *_places(p, found, "places", lambda order: order.ranked),
        *_agreed(p, found),
        *_disputed(p, found),
        *_places(p, found, "depends", lambda order: order.depending),
        *_fixed(p, found),
    ]


def _letter(p: Phrases, i: int) -> str:
    return _LETTERS[i - 1] if i else p.words("priorities.ours.short")


def _body(p: Phrases, i: int, order: BodyOrder) -> Line:
    weights = (p.words("priorities.weight", criterion=name, weight=str(order.body.weights[name])) for name in CRITERIA)
    said = ", ".join(weights)
    if not i:
        return p.say("priorities.body.ours", weights=said)
    return p.say("priorities.body", letter=_letter(p, i), name=plain(order.body.name), weights=said)


def _title(p: Phrases, measure: str) -> str:
    return p.wording.measures[measure].title


def _places(p: Phrases, found: Priorities, key: str, of: Callable[[BodyOrder], Sequence[Ranked]]) -> list[Block]:
    """The places side by side, in our order."""
    if not of(found.orders[0]):
        return []
    head = [p.say("priorities.head.measure"), *((Text(_letter(p, i)),) for i in range(len(found.orders)))]
    places = [dict(zip((r.id for r in of(order)), _marked(of(order)), strict=True)) for order in found.orders]
    rows = [((Text(_title(p, r.id)),), *((Text(by_measure[r.id]),) for by_measure in places)) for r in of(found.orders[0])]
    legend = [Paragraph(p.say("priorities.places"))] if key == "places" else []
    return [Heading(2, p.say(f"priorities.section.{key}")), *legend, Grid(tuple(head), tuple(rows))]


def _marked(ranked: Sequence[Ranked]) -> Iterable[str]:
    """Places from 1; with = where neighbours stand so near that their order says nothing."""
    for i, r in enumerate(ranked):
        is_equal = r.equal_to_next or (i > 0 and ranked[i - 1].equal_to_next)
        yield f"{i + 1} =" if is_equal else f"{i + 1}"


def _agreed(p: Phrases, found: Priorities) -> list[Block]:
    """Of what somebody has among the first few: what all put before what."""
    by_first: dict[str, tuple[list[str], list[str]]] = {}
    for pair in found.agreed:
        if {pair.first, pair.second} <= found.foremost:
            whatever, these = by_first.setdefault(pair.first, ([], []))
            (whatever if pair.is_whatever else these).append(_title(p, pair.second))
    lines = []
    for first, (whatever, these) in by_first.items():
        groups = [
            p.words(f"priorities.agreed.{key}", titles="; ".join(titles))
            for key, titles in (("whatever", whatever), ("these", these))
            if titles
        ]
        lines.append(p.say("priorities.agreed.line", first=_title(p, first), others="; ".join(groups)))
    said: list[Block] = [Paragraph(p.say("priorities.agreed", count=str(FIRST))), Items(tuple(lines))]
    return [
        Heading(2, p.say("priorities.section.agreed")),
        *(said if lines else [Paragraph(p.say("priorities.agreed.none"))]),
    ]


def _disputed(p: Phrases, found: Priorities) -> list[Block]:
    """Of what somebody has among the first few: the pairs on which they differ."""
    lines = tuple(_dispute(p, pair) for pair in found.disputed if {pair.one, pair.other} <= found.foremost)
    said: list[Block] = [Paragraph(p.say("priorities.disputed", count=str(FIRST))), Items(lines[:MOST_DISPUTED])]
    if len(lines) > MOST_DISPUTED:
        said.append(Paragraph(p.say("priorities.disputed.more", count=str(len(lines) - MOST_DISPUTED))))
    return [
        Heading(2, p.say("priorities.section.disputed")),
        *(said if lines else [Paragraph(p.say("priorities.disputed.none"))]),
    ]


def _dispute(p: Phrases, pair: Disputed) -> Line:
    """Bodies that say the same for the same reason are named together."""
    views: dict[tuple[str, str], list[Preferred]] = {}
    for view in pair.preferences:
        views.setdefault((view.first, view.criterion if view.ahead else ""), []).append(view)
    said = []
    for (first, criterion), held in views.items():
        letters = listed(_letter(p, view.body) for view in held)
        title = _title(p, first)
        if criterion:
            why = p.words(f"priorities.criterion.{criterion}")
            said.append(p.words("priorities.view", letters=letters, first=title, criterion=why))
        else:
            said.append(p.words("priorities.view.tie", letters=letters, first=title))
    return p.say("priorities.disputed.line", one=_title(p, pair.one), other=_title(p, pair.other), views="; ".join(said))


def _fixed(p: Phrases, found: Priorities) -> list[Block]:
    """Classes, and the pairs that stay in their order under all weights."""
    ranked = found.advice.ranked
    counts = [
        p.words(f"priorities.class.{of_class}", count=str(sum(r.of_class == of_class for r in ranked)))
        for of_class in ("recommended", "safe", "depends")
    ]
    blocks: list[Block] = [
        Heading(2, p.say("priorities.section.fixed")),
        Paragraph(p.say("priorities.classes", classes=", ".join(counts))),
    ]
    if not found.fixed:
        return [*blocks, Paragraph(p.say("priorities.fixed.none"))]
    behind: dict[str, list[str]] = {}
    for first, second in direct(found.fixed):
        behind.setdefault(first, []).append(_title(p, second))
    others = len(found.orders[0].ranked) - 1
    lines = [
        p.say("priorities.first", title=_title(p, first))
        for first in behind
        if sum(pair[0] == first for pair in found.fixed) == others
    ]
    blocks += [Paragraph(line) for line in lines]
    pairs = (p.say("priorities.fixed.line", first=_title(p, first), others="; ".join(its)) for first, its in behind.items())
    return [
        *blocks,
        Paragraph(p.say("priorities.fixed")),
        Items(tuple(pairs)),
        Paragraph(p.say("priorities.fixed.how")),
    ]
