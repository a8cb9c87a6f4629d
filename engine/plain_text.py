"""A document tree as plain text for a terminal: wrapped paragraphs, hanging lists, columns.

In: blocks and notes of the document tree. Out: text. Notes become numbers in square brackets, listed at the end.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Sequence

from wayhome.engine.brief.tree import Block, Break, Grid, Heading, Items, Line, Note, Paragraph, Picture

WIDTH = 88
_BETWEEN = "  "
_NARROWEST = 8


def to_text(blocks: Iterable[Block], notes: Sequence[tuple[str, Line]] = ()) -> str:
    """The blocks one after the other, each heading on top of what it heads, then the notes."""
    text = ""
    for block in blocks:
        rendered = _block(block)
        if rendered:
            text += f"{rendered}\n" if isinstance(block, Heading) and block.level > 1 else f"{rendered}\n\n"
    return text + "".join(f"{_wrapped(line, f'[{key}] ')}\n" for key, line in notes) if notes else text.rstrip("\n") + "\n"


def words_of(line: Line) -> str:
    """A line as plain words; a note as its number in brackets."""
    return "".join(f" [{part.key}]" if isinstance(part, Note) else part.text for part in line)


def _block(block: Block) -> str:
    match block:
        case Heading(level, line):
            text = _wrapped(line)
            return f"{text}\n{'=' * max(map(len, text.splitlines()))}" if level == 1 and text else text
        case Paragraph(line):
            return _wrapped(line)
        case Items(lines, is_numbered):
            marks = (f"{i}. " if is_numbered else "- " for i in range(1, len(lines) + 1))
            return "\n".join(_wrapped(line, mark) for line, mark in zip(lines, marks, strict=True))
        case Grid(head, rows):
            return _columns((head, *rows))
        case Break():
            return "-" * WIDTH
        case Picture():
            return ""  # what it shows stands beside it


def _wrapped(line: Line, mark: str = "") -> str:
    return textwrap.fill(
        words_of(line),
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _columns(rows: Sequence[tuple[Line, ...]]) -> str:
    """Cells side by side, each column as wide as its widest cell; wrapped where all that is wider than a terminal."""
    cells = [[words_of(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    room = WIDTH - len(_BETWEEN) * (len(widths) - 1)
    if sum(widths) <= room:
        return "\n".join(_side_by_side(row, widths) for row in cells)
    widths = _shared(widths, room)
    found = []
    for row in cells:
        wrapped = [textwrap.wrap(text, width, break_on_hyphens=False) for text, width in zip(row, widths, strict=True)]
        found.append("\n".join(_side_by_side(line, widths) for line in itertools.zip_longest(*wrapped, fillvalue="")))
    return "\n\n".join(found)


def _side_by_side(row: Sequence[str], widths: Sequence[int]) -> str:
    return _BETWEEN.join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip()


def _shared(widths: Sequence[int], room: int) -> list[int]:
    """Columns that need less than an equal share keep what they need; the others share the rest."""
    found, left = list(widths), list(range(len(widths)))
    while left:
        share = max(_NARROWEST, room // len(left))
        modest = [i for i in left if widths[i] <= share]
        if not modest:
            for i in left:
                found[i] = share
            break
        room -= sum(widths[i] for i in modest)
        left = [i for i in left if i not in modest]
    return found
