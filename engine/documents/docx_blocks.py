"""Blocks of the document tree in the language of Word: paragraphs of named styles, tables and pictures.

In: blocks. Out: WordprocessingML, the headings for the contents, and the pictures to be stored beside it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wayhome.engine.brief.pictures.png import WIDTH_CM, to_png
from wayhome.engine.brief.tree import Block, Break, Grid, Heading, Items, Line, Paragraph, Picture, Strong, Text, words_of
from wayhome.engine.documents.columns import WHOLE, column_shares
from wayhome.engine.documents.docx_lines import Lines, escaped, paragraph, run
from wayhome.engine.documents.parts import is_empty

TEXT_WIDTH = 9638
"""From margin to margin, in twentieths of a point: 17 cm."""
FIRST_IMAGE = 10
"""The number of the first picture's relation; those of the parts of every document stand before it."""
_PAGE_BREAK = "<w:pageBreakBefore/>"
_KEPT = "<w:keepNext/>"
_BULLETS, _FIRST_LIST = 1, 2
_EMU = 360_000  # units of drawings, to a centimetre
_DRAWING = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="{name}" descr="{alternative}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alternative}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rId{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)


class Blocks:
    """Turns blocks into WordprocessingML, one after the other; keeps what other parts of the file need."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.contents: list[tuple[str, Line]] = []
        """Bookmark and words of each heading of the first level below the title."""
        self.pictures: list[bytes] = []
        self.lists = 0
        """How many numbered lists there are: each begins with 1."""
        self._named_by = ""
        """What names the next table: the heading above it, or the line that leads to it."""

    def all(self, blocks: Sequence[Block]) -> str:
        """Blocks one after the other."""
        leads = set(_leading_to_pictures(blocks))
        return "".join(
            self._block(block, after, _KEPT if at in leads else "")
            for at, (block, after) in enumerate(pairwise([*blocks, None]))
            if block is not None
        )

    def heading(self, level: int, line: Line, *, on_new_page: bool = False) -> str:
        """A heading below the title, its level counted from 2 as in the tree."""
        self._named_by = words_of(line)
        name = f"part_{len(self.contents) + 1}"
        properties = _PAGE_BREAK if on_new_page else ""
        if level != 2:
            return self.lines.paragraph(f"Heading{level - 1}", line, properties)
        self.contents.append((name, line))
        mark = self.lines.bookmark(name, "")
        return self.lines.paragraph("Heading1", line, properties, before=mark)

    def facts(self, rows: Sequence[tuple[str, str, bool]], name: str) -> str:
        """A table without a head: what is told, in words, and whether as code."""
        widths = (TEXT_WIDTH // 5, TEXT_WIDTH - TEXT_WIDTH // 5)
        told = "".join(
            self._row(
                [
                    paragraph("TableText", run(label, self.lines.words.direction, "FactLabel"), self.lines.words.direction),
                    paragraph("TableText", run(value, style="Code"))
                    if is_code
                    else self.lines.paragraph("TableText", (Text(value),), is_at_start=True),
                ],
                widths,
            )
            for label, value, is_code in rows
        )
        return self._table("FactsTable", name, "", widths, told)

    def _block(self, block: Block, following: Block | None, kept: str) -> str:
        match block:
            case Heading(level, line):
                return self.heading(level, line)
            case Paragraph(line):
                is_lead = isinstance(following, Grid) and bool(line) and isinstance(line[0], Strong)
                if is_lead:
                    self._named_by = words_of(line)
                return self.lines.paragraph("TableLead" if is_lead else "Normal", line, kept)
            case Items(lines, is_numbered):
                return self._items(lines, is_numbered)
            case Grid():
                return self._grid(block)
            case Picture():
                return self._picture(block)
            case Break():
                return paragraph("Rule", "")

    def _items(self, lines: Sequence[Line], is_numbered: bool) -> str:
        self.lists += is_numbered
        style, number = ("ListNumber", _FIRST_LIST + self.lists - 1) if is_numbered else ("ListBullet", _BULLETS)
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return "".join(self.lines.paragraph(style, line, properties) for line in lines)

    def _grid(self, grid: Grid) -> str:
        shares = column_shares(grid)
        widths = tuple(TEXT_WIDTH * share // WHOLE for share in shares)
        is_numbered = is_empty(grid.head[0])
        head = [self.lines.paragraph("TableHeading", cell) for cell in grid.head]
        if is_numbered:
            head[0] = self.lines.paragraph("TableHeading", (Text(self.lines.words.number),))
        rows = [self._row(head, widths, is_head=True)]
        for row in grid.rows:
            cells = [self.lines.paragraph("TableText", cell) for cell in row]
            if is_numbered and all(isinstance(part, Text) for part in row[0]):
                direction = self.lines.words.direction
                cells[0] = paragraph("TableText", run(words_of(row[0]), direction, "RowNumber"), direction)
            rows.append(self._row(cells, widths))
        columns = ", ".join(words for cell in grid.head if (words := words_of(cell).strip()))
        return self._table("BriefTable", self._named_by, columns, widths, "".join(rows))

    def _table(self, style: str, name: str, description: str, widths: Sequence[int], rows: str) -> str:
        """A table and the small space below it: two tables that touch would be one."""
        turned = "<w:bidiVisual/>" if self.lines.words.direction == "rtl" else ""
        first_row = int(style == "BriefTable")
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{turned}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06{first_row * 2}0" w:firstRow="{first_row}" w:lastRow="0"'
            ' w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{escaped(name)}"/><w:tblDescription w:val="{escaped(description)}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{paragraph('TableEnd', '')}"
        )

    def _row(self, cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False) -> str:
        """Never broken across pages; a head stands again on top of each."""
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for cell, width in zip(cells, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{inside}</w:tr>"

    def _picture(self, picture: Picture) -> str:
        png = to_png(picture.svg)
        self.pictures.append(png)
        pixels_across, pixels_down = struct.unpack(">II", png[16:24])
        number = len(self.pictures)
        drawing = _DRAWING.format(
            width=WIDTH_CM * _EMU,
            height=WIDTH_CM * _EMU * pixels_down // pixels_across,
            number=number,
            name=escaped(picture.name),
            alternative=escaped(picture.alternative),
            relation=FIRST_IMAGE + number - 1,
        )
        shown = paragraph("Picture", f"<w:r>{drawing}</w:r>", self.lines.words.direction)
        return shown + self.lines.paragraph("Caption", picture.title)


def _leading_to_pictures(blocks: Sequence[Block]) -> Iterator[int]:
    """The places of paragraphs that a picture follows: they and their heading stand on its page, however tall it is."""
    leads = False
    for at in reversed(range(len(blocks))):
        block = blocks[at]
        leads = isinstance(block, Picture) or (leads and isinstance(block, Paragraph))
        if leads and isinstance(block, Paragraph):
            yield at
