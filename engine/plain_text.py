"""A document tree as plain text for a terminal: wrapped paragraphs, hanging lists, columns.

In: blocks and notes of the document tree. Out: text. Notes become numbers in square brackets, listed at the end.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from wayhome.engine.brief.tree import Block, Break, Grid, Heading, Items, Line, Note, Paragraph, Picture, Text

WIDTH = 88
WIDEST = 160
"""Of a table whose cells stand side by side."""


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
    """Cells side by side, each column as wide as its widest cell; in a table no terminal is wide enough for, below it."""
    cells = [[words_of(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    if sum(widths) > WIDEST:
        return "\n".join(_stacked(cells[0], row) for row in cells[1:])
    return "\n".join(
        "  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def _stacked(head: Sequence[str], row: Sequence[str]) -> str:
    """A row as an entry of a list: its cells below one another, all but the first with the heading of their columns."""
    lines = [_wrapped((Text(row[0]),), "- ")]
    for name, text in zip(head[1:], row[1:], strict=True):
        lines.append(textwrap.indent(_wrapped((Text(f"{name}: {text}"),), "  "), "  ") if text else "")
    return "\n".join(filter(None, lines))
