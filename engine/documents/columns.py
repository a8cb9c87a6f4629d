"""How wide the columns of a table are, for formats that do not find it out themselves.

In: a table. Out: a share of the width for each column, and how tall its rows become.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from wayhome.engine.brief.pictures.lettering import width_of
from wayhome.engine.brief.tree import Grid, Line, Note, words_of
from wayhome.engine.documents.parts import is_empty
from wayhome.engine.documents.pdf_lines import cut

WHOLE = 1000
"""What the shares add up to."""
_NUMBER = 52  # a column of numbers or letters without a heading
_ACROSS = 62.0
"""Sizes of type from edge to edge of a table: 53 of Word, whose letters are narrower than those measured here."""
_EDGES = 1.7  # the empty edges of a cell
_LONGEST = 10.0  # a longer word is broken
_MORE = 0.8  # twice as much to say gets a little less than twice the width
_FEW = 12.0  # words that are not broken into lines if they take no more room


def column_shares(grid: Grid) -> list[int]:
    """Each column as wide as its longest word; of the rest, columns with more to say get more."""
    texts = [[_said(cell) for cell in cells] for cells in zip(grid.head, *grid.rows, strict=True)]
    is_numbered = bool(grid.head) and is_empty(grid.head[0]) and len(texts) > 1
    least = [_least(column) for column in texts]
    wished = [(sum(width_of(text, 1) for text in column) + 1) ** _MORE for column in texts]
    if is_numbered:
        least[0], wished[0] = max(least[0], _ACROSS * _NUMBER / WHOLE), 0.0
    rest = max(_ACROSS - sum(least), 0.0)
    widths = [low + rest * wish / sum(wished) for low, wish in zip(least, wished, strict=True)]
    shares = [int(WHOLE * width / sum(widths)) for width in widths]
    return [*shares[:-1], WHOLE - sum(shares[:-1])]


def lines_of_rows(grid: Grid, shares: Sequence[int]) -> list[int]:
    """About how many lines each row takes when its columns have these shares; a little more rather than less."""
    widths = [max(_ACROSS * share / WHOLE - _EDGES, 1.0) for share in shares]
    return [
        max(math.ceil(width_of(_said(cell), 1) / width) for cell, width in zip(row, widths, strict=True))
        for row in grid.rows
    ]


def _said(cell: Line) -> str:
    notes = "".join(f"[{part.key}]" for part in cell if isinstance(part, Note))
    return words_of(cell) + notes


def _least(column: list[str]) -> float:
    """The room a column cannot do without: its longest word as far as it is not broken, or its longest cell if short."""
    words = [width_of(word, 1) for text in column for piece in cut(text) for word in piece.split()]
    whole = [width for text in column[1:] if (width := width_of(text, 1)) <= _FEW]
    return min(max([*words, *(whole if len(whole) == len(column) - 1 else [])], default=0.0), _LONGEST) + _EDGES
