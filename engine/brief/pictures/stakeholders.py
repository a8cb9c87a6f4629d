"""Influence against interest: where each body of the adviser's list stands.

In: `Phrases`. Out: a `Picture`, for the adviser alone, since nobody else is told how a body was rated. A rating that is not
known stands at the edge.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    LEADING,
    LIGHT,
    MUTED,
    PALE,
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    Drawing,
    height_of,
    path,
)
from wayhome.engine.brief.pictures.lettering import wrapped
from wayhome.engine.brief.pictures.mermaid import quadrants
from wayhome.engine.brief.tree import Picture, plain, words_of
from wayhome.engine.profile import Actor

NAME = "stakeholders"
LOW, HIGH, UNRATED = "low", "high", ""
_LEFT, _TOP, _EDGE, _GAP = 100, 4, 156, 8
_LEAST, _SPARE = 92, 16
_FILLS = {(HIGH, HIGH): LIGHT, (LOW, HIGH): PALE, (HIGH, LOW): PALE}

Cell = tuple[str, str]
"""Interest and influence."""


def rating(actor: Actor, name: str) -> str:
    """`low` or `high`; nothing if it is not known."""
    part = actor.parts.get(name)
    return part.values[0] if part and part.values in ((LOW,), (HIGH,)) else UNRATED


def stakeholders(p: Phrases) -> Picture | None:
    """The grid drawn; nothing while nobody is listed."""
    cells: dict[Cell, list[str]] = {}
    for body in sorted(p.advice.actors, key=lambda body: body.actor.name.casefold()):
        place = (rating(body.actor, "interest"), rating(body.actor, "influence"))
        cells.setdefault(place, []).append(plain(body.actor.name).text)
    if not cells:
        return None
    drawing = Drawing(NAME)
    bottom = _grid(drawing, p, cells)
    title, said = p.say("picture.stakeholders"), _said(p, cells)
    across = p.words("annex.partners.grid.low"), p.words("annex.partners.grid.high")
    upwards = p.words("annex.partners.grid.influence.low"), p.words("annex.partners.grid.influence.high")
    rated = {place: names for place, names in cells.items() if UNRATED not in place}
    chart = quadrants(words_of(title), said, across, upwards, rated) if rated else ""
    return Picture(NAME, title, said, drawing.svg(bottom, words_of(title), said), chart)


def _grid(drawing: Drawing, p: Phrases, cells: dict[Cell, list[str]]) -> float:
    """The fields with the bodies in them, and the axes; gives the lower edge."""
    has_edge = [any(place[i] == UNRATED for place in cells) for i in (0, 1)]
    columns = (LOW, HIGH, *([UNRATED] if has_edge[0] else []))
    rows = (HIGH, LOW, *([UNRATED] if has_edge[1] else []))
    room = (WIDTH - 2 - _LEFT - (_EDGE + _GAP) * has_edge[0]) / 2
    lefts = {LOW: _LEFT, HIGH: _LEFT + room, UNRATED: _LEFT + 2 * room + _GAP}
    widths = {LOW: room, HIGH: room, UNRATED: _EDGE}
    top: float = _TOP
    for row in rows:
        top += _GAP * (row == UNRATED)
        words = {
            column: [wrapped(name, widths[column] - 30, SMALL) for name in cells.get((column, row), ())]
            for column in columns
        }
        least = _LEAST if row != UNRATED else 40
        height = max(least, *(sum(height_of(lines) + 4 for lines in names) + _SPARE for names in words.values()))
        side = (
            p.words("picture.stakeholders.unrated.influence")
            if row == UNRATED
            else p.words(f"annex.partners.grid.influence.{row}")
        )
        lines = wrapped(side, _LEFT - 16, SMALL, bold=True)
        drawing.label(2, top + height / 2 - (len(lines) - 1) * SMALL * LEADING / 2 + 4, lines, bold=True)
        for column in columns:
            if words[column] or UNRATED not in (row, column):
                _field(drawing, words[column], (column, row), (lefts[column], top, widths[column], height))
        top += height
        if row == LOW:
            drawing.line((_LEFT - 6, top), (_LEFT - 6, _TOP + 4), stroke=MUTED)
            drawing.shape(path((_LEFT - 9, _TOP + 7), (_LEFT - 6, _TOP), (_LEFT - 3, _TOP + 7), closed=True), fill=MUTED)
    _axis_across(drawing, p, columns, lefts, widths, top + 7)
    return top + 34


def _field(drawing: Drawing, names: list[list[str]], place: Cell, box: tuple[float, float, float, float]) -> None:
    """One field with its bodies, each after a dot."""
    x, y, width, height = box
    is_edge = UNRATED in place
    drawing.rect(
        x,
        y,
        width,
        height,
        fill=PAPER if is_edge else _FILLS.get(place, PAPER),
        stroke=MUTED if is_edge else RULE,
        dashes="3 3" if is_edge else None,
    )
    y += _SPARE / 2 + SMALL + 1
    for lines in names:
        drawing.disc(x + 12, y - 4, 2.6, fill=PAPER if is_edge else DEEP, stroke=DEEP)
        drawing.label(x + 20, y, lines)
        y += height_of(lines) + 4


def _axis_across(
    drawing: Drawing, p: Phrases, columns: tuple[str, ...], lefts: dict[str, float], widths: dict[str, float], y: float
) -> None:
    end = lefts[HIGH] + widths[HIGH]
    drawing.line((_LEFT, y), (end - 4, y), stroke=MUTED)
    drawing.shape(path((end - 7, y - 3), (end, y), (end - 7, y + 3), closed=True), fill=MUTED)
    for column in columns:
        words = (
            p.words("picture.stakeholders.unrated.interest")
            if column == UNRATED
            else p.words(f"annex.partners.grid.{column}")
        )
        drawing.label(
            lefts[column] + widths[column] / 2,
            y + 17,
            wrapped(words, widths[column], SMALL, bold=True, most=1),
            bold=True,
            anchor="middle",
        )


def _said(p: Phrases, cells: dict[Cell, list[str]]) -> str:
    """Who stands where, the foremost first."""
    parts = []
    for (interest, influence), names in sorted(cells.items(), key=_order):
        where = [
            p.words(f"annex.partners.grid.influence.{influence}" if influence else "picture.stakeholders.unrated.influence"),
            p.words(f"annex.partners.grid.{interest}" if interest else "picture.stakeholders.unrated.interest"),
        ]
        parts.append(f"{', '.join(where)}: {'; '.join(names)}")
    return p.words("picture.stakeholders.said", places=". ".join(map(capital, parts)))


def _order(item: tuple[Cell, list[str]]) -> tuple[int, int]:
    (interest, influence), _ = item
    levels = (HIGH, LOW, UNRATED)
    return levels.index(influence), levels.index(interest)
