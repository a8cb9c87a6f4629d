"""The cells of a form in a workbook: locked text, cells to fill in, choices, heights.

In: an openpyxl sheet. Out: the same with cells written.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from wayhome.engine.forms.workbook import put

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Calibri"
_TALLEST = 400  # points; Excel takes 409
_LINE = 13.2  # points of a line of the text


def new_page(book: Workbook, title: str, *, landscape: bool) -> Worksheet:
    """A page of a workbook, locked but for what is unlocked on it, that prints one page wide."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet: Worksheet = book.create_sheet(title)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # which leaves both to the reader
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 8 if landscape else 9  # A3, A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.4)
    return sheet


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell, counted from 1."""
    from openpyxl.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # a part of a merged area holds nothing of its own
    return cell


def say(
    sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, size: int = 10, is_boxed: bool = False
) -> None:
    """Write locked text."""
    from openpyxl.styles import Alignment, Font

    cell = cell_at(sheet, row, column)
    put(cell, text or None)
    cell.font = Font(name=FONT, bold=bold, size=size)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_boxed:
        cell.border = _box()


def to_fill_in(sheet: Worksheet, row: int, column: int) -> None:
    """A cell to fill in: unlocked, coloured, and text whatever is typed."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    cell = cell_at(sheet, row, column)
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", start_color="FFF6DC")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name=FONT, size=10)
    cell.number_format = "@"
    cell.border = _box()


def offer(sheet: Worksheet, cells: str, choices: str, *, is_open: bool) -> None:
    """Let cells be filled from a list: from nothing else, unless it `is_open`."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=not is_open)
    rule.add(cells)
    sheet.add_data_validation(rule)


def height_of(cells: list[tuple[str, int]]) -> float:
    """Points that let the longest of these texts be read, each in a column so many characters wide."""
    lines = max(sum(len(textwrap.wrap(line, max(1, width - 3))) or 1 for line in text.split("\n")) for text, width in cells)
    return min(_TALLEST, 6 + _LINE * lines)


def _box() -> Border:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="B7B7B7")
    return Border(left=thin, right=thin, top=thin, bottom=thin)
