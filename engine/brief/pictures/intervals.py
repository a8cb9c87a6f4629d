"""The order of measures drawn: for each, the points that are assured and those that open answers could still add.

In: `Phrases`. Out: a `Picture`, for the annex with the points; the main part of a brief shows none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    LEADING,
    MUTED,
    PALE,
    RULE,
    SIGNAL,
    SMALL,
    WIDTH,
    Drawing,
    height_of,
)
from wayhome.engine.brief.pictures.legend import SIGN_WIDTH, Sign, legend
from wayhome.engine.brief.pictures.lettering import wrapped
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.prioritise import Ranked

NAME = "intervals"
_NUMBER, _WORDS, _LEFT, _RIGHT = 20, 26, 336, WIDTH - 24
"""Right edge of the numbers, left edge of the words, edges of the points."""
_AXIS, _HEADING, _LEAST, _SPARE, _BAR = 22, 19, 17, 4, 8
_STEPS = (1, 2, 3, 6, 12, 30, 60, 120, 300, 600)
"""Points from one tick of the axis to the next; the first with room for its words is taken."""
_TICK_WIDTH = 36
_CLASSES = ("recommended", "safe", "depends")


@dataclass(frozen=True)
class _Row:
    """A measure, or the heading of a class."""

    lines: tuple[str, ...]
    top: float
    measure: Ranked | None = None

    @property
    def height(self) -> float:
        return max(_LEAST, height_of(self.lines) + _SPARE) if self.measure else _HEADING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def intervals(p: Phrases) -> Picture | None:
    """The points drawn; nothing if no measure is to be done, or if no criterion counts."""
    most = 3 * sum(p.advice.weights.values())
    rows = tuple(_rows(p))
    if not most or not rows:
        return None
    drawing = Drawing(NAME)
    bottom = rows[-1].top + rows[-1].height
    _axis(drawing, p, most, bottom)
    for row in rows:
        _draw(drawing, p, row, most)
    groups = _equal(rows)
    for group in groups:
        x, first, last = _RIGHT + 8, group[0].middle - _BAR / 2, group[-1].middle + _BAR / 2
        drawing.line((x, first), (x + 6, first), (x + 6, last), (x, last), stroke=SIGNAL, width=1.6)
    bottom = legend(drawing, bottom + 8, _keys(drawing, p, rows, groups))
    title, said = p.say("picture.intervals"), _said(p, rows, groups, most)
    return Picture(NAME, title, said, drawing.svg(bottom + 4, words_of(title), said))


def _rows(p: Phrases) -> Iterator[_Row]:
    """The measures in the order of the brief, under the heading of their class."""
    top: float = _AXIS
    for class_ in _CLASSES:
        measures = [r for r in p.advice.ranked if r.of_class == class_]
        if measures:
            heading = _Row((p.words(f"picture.intervals.{class_}"),), top)
            yield heading
            top += heading.height
        for r in measures:
            row = _Row(tuple(wrapped(p.of(r).title, _LEFT - _WORDS - 10, SMALL, most=2)), top, r)
            yield row
            top += row.height


def _x(points: float, most: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * points / most


def _axis(drawing: Drawing, p: Phrases, most: int, bottom: float) -> None:
    step = next((step for step in _STEPS if _x(step, most) - _LEFT >= _TICK_WIDTH), most)
    drawing.label(_WORDS, SMALL + 2, [p.words("picture.intervals.axis", most=str(most))], fill=MUTED)
    for points in range(0, most + 1, step):
        drawing.label(_x(points, most), SMALL + 2, [str(points)], bold=True, anchor="middle")
        drawing.line((_x(points, most), _AXIS), (_x(points, most), bottom), stroke=RULE)


def _draw(drawing: Drawing, p: Phrases, row: _Row, most: int) -> None:
    r = row.measure
    if r is None:
        drawing.rect(0, row.top, WIDTH, row.height, fill=PALE)
        drawing.label(6, row.top + 13.5, row.lines, bold=True)
        return
    base = row.middle - (len(row.lines) - 1) * SMALL * LEADING / 2 + 4
    number = str(p.numbers.get(r.id, ""))
    drawing.label(_NUMBER, base, [number] if number else [], bold=True, fill=DEEP, anchor="end")
    drawing.label(_WORDS, base, row.lines)
    assured, upper = _x(r.assured, most), _x(r.upper, most)
    if r.upper > r.assured:
        drawing.rect(assured, row.middle - _BAR / 2, upper - assured, _BAR, fill=drawing.hatch(DEEP), stroke=DEEP)
    if r.assured:
        drawing.rect(_LEFT, row.middle - _BAR / 2, assured - _LEFT, _BAR, fill=DEEP, stroke=DEEP)


def _equal(rows: tuple[_Row, ...]) -> list[list[_Row]]:
    """Runs of measures whose order says nothing."""
    runs: list[list[_Row]] = [[]]
    for row in rows:
        if row.measure and row.measure.of_class == "recommended":
            runs[-1].append(row)
            if not row.measure.equal_to_next:
                runs.append([])
    return [run for run in runs if len(run) > 1]


def _keys(drawing: Drawing, p: Phrases, rows: tuple[_Row, ...], groups: list[list[_Row]]) -> Iterator[tuple[Sign, str]]:
    """The signs that stand in this picture."""

    def bar(fill: str) -> Sign:
        return lambda x, y: drawing.rect(x, y - _BAR / 2, SIGN_WIDTH, _BAR, fill=fill, stroke=DEEP)

    def bracket(x: float, y: float) -> None:
        x += SIGN_WIDTH / 2
        drawing.line((x - 3, y - 6), (x + 3, y - 6), (x + 3, y + 6), (x - 3, y + 6), stroke=SIGNAL, width=1.6)

    measures = [row.measure for row in rows if row.measure]
    if any(r.assured for r in measures):
        yield bar(DEEP), p.words("picture.intervals.key.assured")
    if any(r.upper > r.assured for r in measures):
        yield bar(drawing.hatch(DEEP)), p.words("picture.intervals.key.open")
    if groups:
        yield bracket, p.words("picture.intervals.key.equal")


def _said(p: Phrases, rows: tuple[_Row, ...], groups: list[list[_Row]], most: int) -> str:
    """What one sees, in a sentence or two."""
    measures = [row.measure for row in rows if row.measure]
    open_ = sum(r.upper > r.assured for r in measures)
    parts = [p.words("picture.intervals.said", count=str(len(measures)), most=str(most), open=str(open_))]
    if groups:
        parts.append(p.words("picture.intervals.said.equal", count=str(len(groups))))
    return " ".join(parts)
