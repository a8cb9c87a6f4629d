"""A part of the graph of rules as a picture: columns from questions to measures, and lines between them.

In: `RuleWords` and a `Chosen`. Out: a `Picture`. What a colour says, the heading of its column or its outline says too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from wayhome.engine.brief.phrases import capital, listed
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    INK,
    LIGHT,
    MUTED,
    PALE,
    PAPER,
    RULE,
    SIGNAL,
    SMALL,
    Drawing,
    height_of,
)
from wayhome.engine.brief.pictures.legend import SIGN_WIDTH, Sign, legend
from wayhome.engine.brief.pictures.lettering import wrapped
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.rule_graph import How, Kind, Node
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_pictures.chosen import Chosen
from wayhome.engine.rule_pictures.layers import Layered, Pass, columns_of, layered
from wayhome.engine.rule_pictures.written import to_mermaid

BOX, GAP, MARGIN = 150.0, 46.0, 6.0
"""Widths of a column, of what lies between two, and of the edge."""
_PADDING, _BETWEEN, _PASS = 8.0, 7.0, 5.0
"""Heights: of a box beyond its words, between two boxes, of the room a line takes that passes."""
_HEAD = 36.0
MOST_SAID = 60
"""Of nodes that the words beside a picture name one by one."""
_FILLS: dict[Kind, tuple[str, str, str]] = {
    Kind.QUESTION: (PAPER, MUTED, INK),
    Kind.FINDING: (PALE, MUTED, INK),
    Kind.PRECONDITION: (PALE, MUTED, INK),
    Kind.RECOMMENDATION: (LIGHT, DEEP, INK),
    Kind.MEASURE: (DEEP, DEEP, PAPER),
}
"""Fill, outline and type of a box."""
_OTHER = (PAPER, RULE, INK)


def picture_of(w: RuleWords, chosen: Chosen, name: str = "way") -> Picture:
    """The picture with its title and the same in words."""
    if chosen.about:
        title = w.say("graph.one", name=capital(w.title(chosen.about)))
    else:
        title = w.say("graph.all")
    said = _said(w, chosen)
    svg = _Sheet(w, chosen, name).svg(words_of(title), said)
    return Picture(name, title, said, svg, to_mermaid(w, chosen, words_of(title), said))


def _said(w: RuleWords, chosen: Chosen) -> str:
    """How many of each kind, and, if they are few enough to be listened to, which rests on which."""
    number = Counter(node.kind for node in chosen.nodes)
    counts = [w.count(n, kind) for kind, n in number.items()]
    said = [w.words("graph.said", counts=listed(counts))]
    if len(chosen.nodes) <= MOST_SAID:
        behind: dict[Node, list[str]] = {}
        for edge in chosen.edges:
            behind.setdefault(edge.target, []).append(w.title(edge.source))
        for node in chosen.nodes:
            if node in behind:
                names = "; ".join(behind[node])
                said.append(w.words("graph.behind", name=capital(w.title(node)), names=names))
    return " ".join(said)


def _columns(chosen: Chosen) -> Layered[Node]:
    """Questions first, then findings, recommendations in a column of their own, then measures in the order of the work."""
    lines = [(edge.source, edge.target) for edge in chosen.edges]
    findings = {node: 1 for node in chosen.nodes if node.kind in (Kind.FINDING, Kind.PRECONDITION)}
    first = columns_of(chosen.nodes, lines, findings)
    behind = max((first[node] for node in findings), default=0) + 1
    least = {**findings, **{node: behind for node in chosen.nodes if node.kind is Kind.RECOMMENDATION}}
    least |= {node: behind + 1 for node in chosen.nodes if node.kind is Kind.MEASURE}
    return layered(chosen.nodes, lines, columns_of(chosen.nodes, lines, least))


class _Sheet:
    """One picture while it is drawn."""

    def __init__(self, w: RuleWords, chosen: Chosen, name: str) -> None:
        self.w = w
        self.chosen = chosen
        self.layered = _columns(chosen)
        count = max(len(self.layered.columns), 2)
        self.drawing = Drawing(name, 2 * MARGIN + count * BOX + (count - 1) * GAP)
        self.words = {node: wrapped(capital(w.title(node)), BOX - 12, SMALL, most=3) for node in chosen.nodes}

    def svg(self, title: str, said: str) -> str:
        places, bottom = self._places()
        self._heads()
        self._lines(places)
        for i, column in enumerate(self.layered.columns):
            for node in column:
                if not isinstance(node, Pass):
                    self._box(node, _x(i), places[node])
        bottom = legend(self.drawing, bottom + 6, self._keys())
        return self.drawing.svg(bottom + 4, title, said)

    def _room(self, node: Node | Pass[Node]) -> float:
        """The height kept for a box and what lies below it, or for a line that passes."""
        return _PASS if isinstance(node, Pass) else self._height(node) + _BETWEEN

    def _height(self, node: Node) -> float:
        return height_of(self.words[node]) + _PADDING

    def _places(self) -> tuple[Mapping[Node | Pass[Node], float], float]:
        """The middle of each box, from top to bottom, the columns centred; and the lower edge of the tallest."""
        heights = [sum(map(self._room, column)) for column in self.layered.columns]
        tallest = max(heights, default=0.0)
        places: dict[Node | Pass[Node], float] = {}
        for column, height in zip(self.layered.columns, heights, strict=True):
            y = _HEAD + (tallest - height) / 2
            for node in column:
                places[node] = y + self._room(node) / 2
                y += self._room(node)
        return places, _HEAD + tallest

    def _heads(self) -> None:
        """Over each column, of which kinds it is."""
        for i, column in enumerate(self.layered.columns):
            kinds = dict.fromkeys(node.kind for node in column if not isinstance(node, Pass))
            said = capital(listed(self.w.words(f"kinds.{kind}").lower() for kind in kinds))
            lines = wrapped(said, BOX, SMALL, bold=True, most=2)
            self.drawing.label(_x(i) + BOX / 2, 12, lines, bold=True, fill=MUTED, anchor="middle")

    def _box(self, node: Node, x: float, y: float) -> None:
        fill, stroke, type_ = _FILLS.get(node.kind, _OTHER)
        height = self._height(node)
        radius = 9 if node.kind is Kind.QUESTION else 0
        dashes = "5 2" if node.kind in (Kind.FINDING, Kind.PRECONDITION) else None
        if node == self.chosen.about:
            frame = radius and radius + 3
            self.drawing.rect(x - 3, y - height / 2 - 3, BOX + 6, height + 6, fill=SIGNAL, radius=frame)
        self.drawing.rect(x, y - height / 2, BOX, height, fill=fill, stroke=stroke, dashes=dashes, radius=radius)
        first = y - height / 2 + _PADDING / 2 + SMALL
        self.drawing.label(x + BOX / 2, first, self.words[node], fill=type_, anchor="middle")

    def _lines(self, places: Mapping[Node | Pass[Node], float]) -> None:
        """From the right side of a box to the left side of the next, through the places kept free in between."""
        column = {node: i for i, nodes in enumerate(self.layered.columns) for node in nodes}
        drawn: set[tuple[Node | Pass[Node], Node | Pass[Node]]] = set()
        for edge in self.chosen.edges:
            path = ""
            for source, target in pairwise(self.layered.lines[edge.source, edge.target]):
                if (source, target) in drawn:  # lines from one box run as one until they part
                    continue
                drawn.add((source, target))
                left, right = _x(column[source]) + BOX, _x(column[target])
                start = left - BOX if isinstance(source, Pass) else left
                path += _curve((start, left, places[source]), (right, places[target]))
            if edge.how is How.AFTER:
                self.drawing.shape(path, stroke=SIGNAL, width=1.6, dashes="6 3")
            elif path:
                self.drawing.shape(path, stroke=MUTED, width=0.8)

    def _keys(self) -> list[tuple[Sign, str]]:
        """The lines, as far as they stand here."""
        lines = {edge.how is How.AFTER for edge in self.chosen.edges}
        keys: list[tuple[Sign, str]] = []
        if False in lines:
            keys.append((self._sign(MUTED, 0.8, None), self.w.words("graph.key.reads")))
        if True in lines:
            keys.append((self._sign(SIGNAL, 1.6, "6 3"), self.w.words("graph.key.after")))
        return keys

    def _sign(self, stroke: str, width: float, dashes: str | None) -> Sign:
        return lambda x, y: self.drawing.line((x, y), (x + SIGN_WIDTH, y), stroke=stroke, width=width, dashes=dashes)


def _x(column: int) -> float:
    return MARGIN + column * (BOX + GAP)


def _curve(source: tuple[float, float, float], target: tuple[float, float]) -> str:
    """Level through the column of the source, if it only passes there, and in a curve to the target."""
    start, left, y1 = source
    right, y2 = target
    level = f"M{_number(start)} {_number(y1)}" + (f"H{_number(left)}" if left > start else "")
    middle = (left + right) / 2
    points = ((middle, y1), (middle, y2), (right, y2))
    return f"{level}C{' '.join(f'{_number(x)} {_number(y)}' for x, y in points)}"


def _number(value: float) -> str:
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")
