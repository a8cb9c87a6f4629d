"""Rows of a picture that draws something of each measure: headings, and numbered titles beside what is drawn.

In: titles and what stands behind them. Out: `Row`s one below the other, and their words on a drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from wayhome.engine.brief.pictures.drawing import DEEP, LEADING, PALE, SMALL, WIDTH, Drawing, height_of
from wayhome.engine.brief.pictures.lettering import wrapped

Drawn = TypeVar("Drawn")
WORDS, SPARE, BAR = 26, 4, 8
"""Left edge of the titles, room below each, height of a bar."""
_NUMBER = 20
"""Right edge of the numbers."""
_HEADING, _LEAST = 19, 17


@dataclass(frozen=True)
class Row(Generic[Drawn]):
    """A measure, or a heading, of which nothing is drawn."""

    lines: tuple[str, ...]
    top: float
    of: Drawn | None = None

    @property
    def height(self) -> float:
        """Height on the picture."""
        return _HEADING if self.of is None else max(_LEAST, height_of(self.lines) + SPARE)

    @property
    def bottom(self) -> float:
        """Where the next row begins."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Where bars lie."""
        return self.top + self.height / 2


def rows_of(groups: Iterable[tuple[str, Iterable[tuple[str, Drawn]]]], top: float, right: float) -> Iterator[Row[Drawn]]:
    """Each group that has members under its heading; titles are broken before the right edge."""
    for heading, members in groups:
        below = top
        for title, drawn in members:
            if below == top:
                yield (row := Row[Drawn]((heading,), top))
                below = row.bottom
            yield (row := Row(tuple(wrapped(title, right - WORDS - 10, SMALL, most=2)), below, drawn))
            below = row.bottom
        top = below


def write_heading(drawing: Drawing, row: Row[Drawn]) -> None:
    """The words of a heading, on a band."""
    drawing.rect(0, row.top, WIDTH, row.height, fill=PALE)
    drawing.label(6, row.top + 13.5, row.lines, bold=True)


def write_title(drawing: Drawing, row: Row[Drawn], number: int | None) -> None:
    """The title of a measure, behind the number it has in the main part of the brief, if it has one."""
    base = row.middle - (len(row.lines) - 1) * SMALL * LEADING / 2 + 4
    drawing.label(_NUMBER, base, [] if number is None else [str(number)], bold=True, fill=DEEP, anchor="end")
    drawing.label(WORDS, base, row.lines)
