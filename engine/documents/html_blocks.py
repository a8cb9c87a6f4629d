"""Blocks of the document tree as HTML elements.

In: blocks. Out: HTML, and the headings to list in the contents. Ids stand once in the page, and are made of small letters,
digits and hyphens only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from wayhome.engine.brief.tree import Block, Break, Grid, Heading, Items, Line, Paragraph, Picture, Strong, words_of
from wayhome.engine.documents.html_lines import Lines, escaped
from wayhome.engine.documents.html_pictures import inline_svg
from wayhome.engine.documents.parts import is_empty
from wayhome.engine.errors import EngineError

_NOT_IN_IDS = re.compile("[^a-z0-9]+")
_LONGEST_ID = 60
_LONGEST_SHORT = 14
_SHORT = ' class="short"'
"""Of a cell whose few words stand on one line, such as `month 12`."""
RESERVED = ("title", "main", "annexes", "sources", "origin")
"""Ids the page itself uses; besides, it uses ids with two hyphens side by side, which no words give."""


class Ids:
    """Ids that stand once in a document."""

    def __init__(self) -> None:
        self._taken = set(RESERVED)

    def take(self, id_: str) -> str:
        """An id chosen beforehand, since links lead to it; it has to be free."""
        if id_ in self._taken:
            raise EngineError(f"the anchor {id_!r} stands twice")
        self._taken.add(id_)
        return id_

    def unique(self, words: str, otherwise: str) -> str:
        """An id that reads like the words, or like something else if they have no Latin letter."""
        stem = _NOT_IN_IDS.sub("-", words.lower())[:_LONGEST_ID].strip("-") or otherwise
        id_ = next(id_ for id_ in _numbered(stem) if id_ not in self._taken)
        self._taken.add(id_)
        return id_


def _numbered(stem: str) -> Iterable[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


class Blocks:
    """Turns blocks into HTML, one after the other; keeps what the contents will list."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.contents: list[tuple[str, str]] = []
        """Id and words of each heading below the title, as HTML."""
        self._ids = Ids()
        self._named_by = ""
        """The id of what names the next table: the heading above it, or the line that leads to it."""

    def section(self, blocks: Sequence[Block]) -> str:
        """Blocks one after the other; a heading of the second level and what follows it are a section."""
        parts = [self._block(block, following) for block, following in pairwise([*blocks, None]) if block is not None]
        inside = "\n".join(parts)
        return f"<section>\n{inside}\n</section>" if isinstance(blocks[0], Heading) else inside

    def title(self, line: Line) -> str:
        """The one heading of the first level."""
        self._named_by = "title"
        return f'<h1 id="title"{self.lines.direction(line)}>{self.lines.inside(line)}</h1>'

    def _block(self, block: Block, following: Block | None) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(line):
                is_lead = isinstance(following, Grid) and bool(line) and isinstance(line[0], Strong)
                return self._lead(line) if is_lead else self._element("p", line)
            case Items(lines, is_numbered):
                kind = "ol" if is_numbered else "ul"
                items = "\n".join(f"<li>{self._turned(line)}</li>" for line in lines)
                return f"<{kind}>\n{items}\n</{kind}>"
            case Grid():
                return self._grid(block)
            case Picture():
                return self._picture(block)
            case Break():
                return "<hr>"

    def _element(self, tag: str, line: Line, attributes: str = "") -> str:
        return f"<{tag}{attributes}{self.lines.direction(line)}>{self.lines.inside(line)}</{tag}>"

    def _turned(self, line: Line) -> str:
        """What stands inside a list entry: the entry keeps its mark on the side of the list, whichever way it runs."""
        return self._element("bdi", line) if self.lines.direction(line) else self.lines.inside(line)

    def _heading(self, heading: Heading) -> str:
        words = words_of(heading.line)
        self._named_by = self._ids.take(heading.anchor) if heading.anchor else self._ids.unique(words, "part")
        if heading.level == 2:
            self.contents.append((self._named_by, f"<span{self.lines.direction(heading.line)}>{escaped(words)}</span>"))
        return self._element(f"h{heading.level}", heading.line, f' id="{self._named_by}"')

    def _lead(self, line: Line) -> str:
        """A line that leads to a table, and names it."""
        self._named_by = self._ids.unique(words_of(line[:1]), "lead")
        return self._element("p", line, f' class="lead" id="{self._named_by}"')

    def _grid(self, grid: Grid) -> str:
        """A table that can be scrolled by keyboard where it is wider than the screen."""
        is_numbered = bool(grid.head) and is_empty(grid.head[0])
        number = ' class="number"' if is_numbered else ""
        columns = [self._column(cell) for cell in grid.head]
        if is_numbered:
            columns[0] = f'<th scope="col"{number}><span class="unseen">{escaped(self.lines.words.number)}</span></th>'
        rows = "\n".join(f"<tr>{''.join(self._row(row, number))}</tr>" for row in grid.rows)
        table = (
            f'<div class="scroll" role="group" tabindex="0" aria-labelledby="{self._named_by}">\n'
            f'<table class="columns-{len(grid.head)}" aria-labelledby="{self._named_by}">\n'
            f"<thead>\n<tr>{''.join(columns)}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
        )
        return f"<details>\n{self._element('summary', grid.folded)}\n{table}\n</details>" if grid.folded else table

    def _picture(self, picture: Picture) -> str:
        """A picture that can be scrolled as a table can: on a phone its words would be too small to be read."""
        id_ = self._ids.unique(picture.name, "picture")
        caption = self._element("figcaption", picture.title, f' id="{id_}--caption"')
        return (
            f'<figure>\n<div class="scroll" role="group" tabindex="0" aria-labelledby="{id_}--caption">\n'
            f"{inline_svg(picture, id_)}\n</div>\n{caption}\n</figure>"
        )

    def _column(self, cell: Line) -> str:
        return "<td></td>" if is_empty(cell) else self._element("th", cell, ' scope="col"')

    def _row(self, row: tuple[Line, ...], number: str) -> list[str]:
        """The cells of a row; the first says what the row is about."""
        return [self._cell(cell, number if i == 0 else None) for i, cell in enumerate(row)]

    def _cell(self, cell: Line, heading: str | None) -> str:
        if heading is not None and not is_empty(cell):
            return self._element("th", cell, f' scope="row"{heading}')
        return self._element("td", cell, _SHORT if _is_short(cell) else "")


def _is_short(cell: Line) -> bool:
    return 0 < len(words_of(cell)) <= _LONGEST_SHORT
