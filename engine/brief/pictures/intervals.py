"""The order of measures drawn: for each, the points that are assured and those that open answers could still add.

In: `Phrases`. Out: a `Picture`, for the annex with the points; the main part of a brief shows none.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    MUTED,
    RULE,
    SIGNAL,
    SMALL,
    WIDTH,
    Drawing,
)
from wayhome.engine.brief.pictures.legend import SIGN_WIDTH, Sign, legend
from wayhome.engine.brief.pictures.measure_rows import BAR, WORDS, Row, rows_of, write_heading, write_title
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.prioritise import Ranked

NAME = "intervals"
_LEFT, _RIGHT = 336, WIDTH - 24
"""Edges of the points."""
_AXIS = 22
_STEPS = (1, 2, 3, 6, 12, 30, 60, 120, 300, 600)
"""Points from one tick of the axis to the next; the first with room for its words is taken."""
_TICK_WIDTH = 36
_CLASSES = ("recommended", "safe", "depends")


def intervals(p: Phrases) -> Picture | None:
    """The points drawn; nothing if no measure is to be done, or if no criterion counts."""
    most = 3 * sum(p.advice.weights.values())
    rows = tuple(_rows(p))
    if not most or not rows:
        return None
    drawing = Drawing(NAME)
    bottom = rows[-1].bottom
    _axis(drawing, p, most, bottom)
    for row in rows:
        _draw(drawing, p, row, most)
    groups = _equal(rows)
    for group in groups:
        x, first, last = _RIGHT + 8, group[0].middle - BAR / 2, group[-1].middle + BAR / 2
        drawing.line((x, first), (x + 6, first), (x + 6, last), (x, last), stroke=SIGNAL, width=1.6)
    bottom = legend(drawing, bottom + 8, _keys(drawing, p, rows, groups))
    title, said = p.say("picture.intervals"), _said(p, rows, groups, most)
    return Picture(NAME, title, said, drawing.svg(bottom + 4, words_of(title), said))


def _rows(p: Phrases) -> Iterator[Row[Ranked]]:
    """The measures in the order of the brief, under the heading of their class."""
    groups = (
        (p.words(f"picture.intervals.{class_}"), [(p.of(r).title, r) for r in p.advice.ranked if r.of_class == class_])
        for class_ in _CLASSES
    )
    return rows_of(groups, _AXIS, _LEFT)


def _x(points: float, most: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * points / most


def _axis(drawing: Drawing, p: Phrases, most: int, bottom: float) -> None:
    step = next((step for step in _STEPS if _x(step, most) - _LEFT >= _TICK_WIDTH), most)
    drawing.label(WORDS, SMALL + 2, [p.words("picture.intervals.axis", most=str(most))], fill=MUTED)
    for points in range(0, most + 1, step):
        drawing.label(_x(points, most), SMALL + 2, [str(points)], bold=True, anchor="middle")
        drawing.line((_x(points, most), _AXIS), (_x(points, most), bottom), stroke=RULE)


def _draw(drawing: Drawing, p: Phrases, row: Row[Ranked], most: int) -> None:
    r = row.of
    if r is None:
        write_heading(drawing, row)
        return
    write_title(drawing, row, p.numbers.get(r.id))
    assured, upper = _x(r.assured, most), _x(r.upper, most)
    if r.upper > r.assured:
        drawing.rect(assured, row.middle - BAR / 2, upper - assured, BAR, fill=drawing.hatch(DEEP), stroke=DEEP)
    if r.assured:
        drawing.rect(_LEFT, row.middle - BAR / 2, assured - _LEFT, BAR, fill=DEEP, stroke=DEEP)


def _equal(rows: tuple[Row[Ranked], ...]) -> list[list[Row[Ranked]]]:
    """Runs of measures whose order says nothing."""
    runs: list[list[Row[Ranked]]] = [[]]
    for row in rows:
        if row.of and row.of.of_class == "recommended":
            runs[-1].append(row)
            if not row.of.equal_to_next:
                runs.append([])
    return [run for run in runs if len(run) > 1]


def _keys(
    drawing: Drawing, p: Phrases, rows: tuple[Row[Ranked], ...], groups: list[list[Row[Ranked]]]
) -> Iterator[tuple[Sign, str]]:
    """The signs that stand in this picture."""

    def bar(fill: str) -> Sign:
        return lambda x, y: drawing.rect(x, y - BAR / 2, SIGN_WIDTH, BAR, fill=fill, stroke=DEEP)

    def bracket(x: float, y: float) -> None:
        x += SIGN_WIDTH / 2
        drawing.line((x - 3, y - 6), (x + 3, y - 6), (x + 3, y + 6), (x - 3, y + 6), stroke=SIGNAL, width=1.6)

    measures = [row.of for row in rows if row.of]
    if any(r.assured for r in measures):
        yield bar(DEEP), p.words("picture.intervals.key.assured")
    if any(r.upper > r.assured for r in measures):
        yield bar(drawing.hatch(DEEP)), p.words("picture.intervals.key.open")
    if groups:
        yield bracket, p.words("picture.intervals.key.equal")


def _said(p: Phrases, rows: tuple[Row[Ranked], ...], groups: list[list[Row[Ranked]]], most: int) -> str:
    """What one sees, in a sentence or two."""
    measures = [row.of for row in rows if row.of]
    open_ = sum(r.upper > r.assured for r in measures)
    parts = [p.words("picture.intervals.said", count=str(len(measures)), most=str(most), open=str(open_))]
    if groups:
        parts.append(p.words("picture.intervals.said.equal", count=str(len(groups))))
    return " ".join(parts)
