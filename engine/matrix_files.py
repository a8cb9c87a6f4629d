"""The action plan matrix as files: a workbook for people who plan with it, a CSV file for programs that read it.

In: a `Matrix`. Out: files; the same matrix gives the same bytes, and no text in it is ever taken for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from wayhome.engine.csv_cells import without_formula
from wayhome.engine.extras import need
from wayhome.engine.forms.workbook import put, save
from wayhome.engine.matrix import Cell, Matrix, Table

if TYPE_CHECKING:
    from openpyxl import Workbook

FORMATS = ("xlsx", "csv")
_HEAD, _HEAD_INK, _LINE = "FF0B4A6F", "FFFFFFFF", "FFC9D3DB"
_A3, _A4 = 8, 9
_FONT = "Calibri"
_TALLEST = 409
"""Points; a row cannot be taller in Excel."""


def to_csv(matrix: Matrix) -> bytes:
    """The plan alone, as RFC 4180 has it: UTF-8 with a byte order mark (Excel asks for one), CRLF, quotes where needed.

    Each row is one line: a line break in a cell becomes a space, or `; ` where no sentence ends. Text that a program could
    take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([inert(column.title) for column in matrix.plan.columns])
    for row in matrix.plan.rows:
        writer.writerow(["" if cell is None else inert(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def inert(text: str) -> str:
    """Text on one line that no spreadsheet program takes for a formula."""
    flat = re.sub(r"(?<![.;:])\n", "; ", "\n".join(line.strip() for line in text.splitlines() if line.strip()))
    return without_formula(flat.replace("\n", " "))


def write_xlsx(matrix: Matrix, path: Path) -> None:
    """The plan, the recommendations behind it and what the columns mean, as a workbook of three sheets.

    Raises InputError if openpyxl is not installed, or if the file cannot be written.
    """
    need("openpyxl", "office")
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in (matrix.plan, matrix.parts, matrix.about):
        _fill(book, table, matrix)
    book.properties.title = matrix.title
    save(book, path)


def _fill(book: Workbook, table: Table, matrix: Matrix) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.title)
    side = Side(style="thin", color=_LINE)
    edges = Border(left=side, right=side, bottom=side)
    is_wide = len(table.columns) > 3
    for i, column in enumerate(table.columns, 1):
        cell = sheet.cell(1, i)
        put(cell, column.title)
        cell.font = Font(name=_FONT, size=10, bold=True, color=_HEAD_INK)
        cell.fill = PatternFill("solid", fgColor=_HEAD)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(i)].width = column.width
    for j, row in enumerate(table.rows, 2):
        for i, value in enumerate(row, 1):
            cell = sheet.cell(j, i)
            put(cell, value)
            cell.font = Font(name=_FONT, size=10)
            cell.alignment = Alignment(
                wrap_text=True, vertical="top", horizontal="center" if isinstance(value, int) else None
            )
            cell.border = edges
        sheet.row_dimensions[j].height = _height(row, table)
    sheet.row_dimensions[1].height = 45 if is_wide else 18
    sheet.freeze_panes = "C2" if is_wide else "A2"
    if is_wide:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
    sheet.page_setup.paperSize = _A3 if is_wide else _A4
    # On one page across, even A3, so many columns would be too small to be read.
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2 if is_wide else 1, 0
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    if is_wide:
        sheet.print_title_cols = "A:B"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    # In a head or foot `&` begins a code.
    sheet.oddHeader.left.text = matrix.title.replace("&", "&&")
    sheet.oddFooter.left.text = matrix.edition.replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"


def _height(row: tuple[Cell, ...], table: Table) -> int:
    """Points for the longest cell of a row: programs that open the file do not all work it out themselves."""
    lines = 1
    for cell, column in zip(row, table.columns, strict=True):
        if isinstance(cell, str):
            lines = max(lines, sum(-(-len(part) // max(1, column.width - 1)) or 1 for part in cell.split("\n")))
    return min(_TALLEST, 13 * lines + 4)
