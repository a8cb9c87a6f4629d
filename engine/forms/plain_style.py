"""How a plain workbook looks: one accent colour, readable on a grey printer, nothing said by colour alone.

In: cells and sheets of openpyxl. Out: the same, styled, protected and set up for printing.
"""

from __future__ import annotations

import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from wayhome.engine.forms.plain_words import LONGEST_PROMPT
from wayhome.engine.forms.workbook import put

# The names Excel itself gives them in the drawing that places notes; made-up ones are as valid, and less trusted.
for _prefix, _namespace in (("v", "vml"), ("o", "office:office"), ("x", "office:excel")):
    ET.register_namespace(_prefix, f"urn:schemas-microsoft-com:{_namespace}")

ACCENT, PALE, GREY, DARK = "1F4E79", "EEF3F8", "8A8A8A", "404040"
FONT, SIZE, SMALL = "Arial", 10, 9  # Arial, since LibreOffice has letters of the same width
TEXT, WHOLE_NUMBER = "@", "0"
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 380, 17, 58  # pixels; letters to a line, about
_MOST_NOTE_LINES = 34


_LINE_HEIGHT, _AROUND, _HIGHEST = 12.75, 4.0, 400.0  # points
_INDENT = 3.0  # units of a column's width
_LETTERS = {SIZE: 1.33, SMALL: 1.48}  # to a unit of a column's width, about


@dataclass(frozen=True)
class Look:
    """The style of a cell."""

    font: Font = field(default_factory=lambda: Font(name=FONT, size=SIZE))
    fill: PatternFill = field(default_factory=PatternFill)
    border: Border = field(default_factory=Border)
    alignment: Alignment = field(default_factory=lambda: Alignment("left", "top", wrap_text=True, indent=1))
    is_locked: bool = True
    form: str = "General"

    def on(self, cell: Cell) -> Cell:
        """Give a cell this style."""
        cell.font, cell.fill, cell.border, cell.alignment = self.font, self.fill, self.border, self.alignment
        cell.protection, cell.number_format = Protection(locked=self.is_locked), self.form
        return cell


_LINE = Side(style="thin", color=GREY)
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_RULE = Border(top=Side(style="medium", color=ACCENT))
PLAIN = Look()
TITLE = Look(Font(name=FONT, size=15, bold=True, color=ACCENT), alignment=Alignment("left", "center", indent=1))
HEADING = Look(Font(name=FONT, size=12, bold=True, color=ACCENT), alignment=Alignment("left", "bottom", indent=1))
STRONG = Look(Font(name=FONT, size=SIZE, bold=True))
LINK = Look(Font(name=FONT, size=SIZE, color=ACCENT, underline="single"))
QUIET = Look(Font(name=FONT, size=9, color=DARK), alignment=Alignment("left", "center", indent=1))
LABELS = Look(
    Font(name=FONT, size=SIZE, bold=True, color="FFFFFF"),
    PatternFill("solid", fgColor=ACCENT),
    alignment=Alignment("left", "center", wrap_text=True, indent=1),
)
ASKED = Look(fill=PatternFill("solid", fgColor=PALE), border=_RULE)
BELOW = Look(fill=PatternFill("solid", fgColor=PALE))
OPEN = Look(border=_BOX, is_locked=False, form=TEXT)
OPEN_NUMBER = Look(
    border=_BOX, is_locked=False, form=WHOLE_NUMBER, alignment=Alignment("left", "top", wrap_text=True, indent=1)
)
SHUT = Look(border=_BOX, fill=PatternFill("solid", fgColor=PALE), form=TEXT)
BAR = Look(Font(name=FONT, size=9, color=ACCENT), alignment=Alignment("left", "center", indent=1))
FIGURE = Look(alignment=Alignment("right", "top"))


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell, counted from 1."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # nothing is merged on our sheets
    return cell


def fill(sheet: Worksheet, row: int, column: int, value: str | int | CellRichText | None, look: Look = PLAIN) -> Cell:
    """Put a value into a cell, counted from 1, in this style."""
    cell = look.on(cell_at(sheet, row, column))
    if isinstance(value, CellRichText):
        cell.value = value
    else:
        put(cell, value)
    return cell


def calculate(sheet: Worksheet, row: int, column: int, formula: str, look: Look = PLAIN) -> Cell:
    """Put a formula of ours into a cell."""
    cell = look.on(cell_at(sheet, row, column))
    cell.value = formula
    return cell


def told(strong: str, *quiet: str) -> CellRichText:
    """A bold line, and smaller ones below it."""
    lines: list[TextBlock | str] = [TextBlock(InlineFont(rFont=FONT, sz=SIZE, b=True), strong)]
    small = InlineFont(rFont=FONT, sz=SMALL, color=Color(DARK))
    return CellRichText(*lines, *(TextBlock(small, f"\n{text}") for text in quiet if text))


class _AutomaticHeight(RowDimension):
    """A height that we estimate, so that the row is right when the file is opened, and that still grows with the text."""

    @property
    def customHeight(self) -> bool:  # noqa: N802  # openpyxl's name
        """Not set by a person."""
        return False


def _set_heights(sheet: Worksheet, widths: Mapping[int, float]) -> None:
    for row in range(2, sheet.max_row + 1):
        cells = [(cell_at(sheet, row, column), width) for column, width in widths.items()]
        most = max((_height_of(cell, width) for cell, width in cells if cell.value is not None), default=0)
        sheet.row_dimensions[row] = _AutomaticHeight(sheet, ht=min(max(most, _LINE_HEIGHT) + _AROUND, _HIGHEST))


def _height_of(cell: Cell, width: float) -> float:
    text = cell.value
    if not cell.alignment.wrap_text or cell.data_type == "f":
        return float(cell.font.sz) * _LINE_HEIGHT / SIZE
    if not isinstance(text, CellRichText):
        return _lines(str(text), width, SIZE) * _LINE_HEIGHT
    parts = [(str(part).strip("\n"), SIZE if i == 0 else SMALL) for i, part in enumerate(text)]
    return sum(_lines(part, width, size) * _LINE_HEIGHT * size / SIZE for part, size in parts)


def _lines(text: str, width: float, size: int) -> int:
    letters = max(1, int((width - _INDENT) * _LETTERS[size]))
    return sum(len(textwrap.wrap(line, letters)) or 1 for line in text.split("\n"))


def note(cell: Cell, text: str) -> None:
    """Put a note on a cell, of a size in which all of it can be read."""
    lines = sum(1 + len(line) // _NOTE_LETTERS for line in text.split("\n"))
    cell.comment = Comment(text, "Wayhome", height=_NOTE_LINE * min(lines + 1, _MOST_NOTE_LINES), width=_NOTE_WIDTH)


def offer(
    sheet: Worksheet,
    cells: Sequence[Cell],
    prompt: str,
    words: str | None = None,
    *,
    only: bool = False,
    freely: bool = False,
) -> None:
    """A prompt for some cells and, if `words` names a range, a drop-down of what stands there.

    Another entry is refused if `only`, taken without a word if `freely`, and otherwise pointed out: several values are fine.
    """
    check = DataValidation(
        type="list" if words else None,
        formula1=words,
        allow_blank=True,
        showInputMessage=True,
        prompt=prompt[:LONGEST_PROMPT],
        showErrorMessage=bool(words) and not freely,
        errorStyle="stop" if only else "information",
        errorTitle="Not in the list",
        error="Choose from the list." if only else "Fine if these are several words of the list, such as: patchy, mostly.",
    )
    for cell in cells:
        check.add(cell)
    sheet.add_data_validation(check)


def finish(sheet: Worksheet, widths: Mapping[int, float], *, labels: int | None, hidden: Sequence[int]) -> None:
    """Widths, protection and printing of a sheet.

    The rows up to `labels` stay in view, and that row heads every page; a sheet without one is printed on a single page.
    """
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    _set_heights(sheet, widths)
    for column in hidden:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.row_dimensions[1].hidden = True
    sheet.sheet_view.showGridLines = False
    if labels:
        sheet.freeze_panes = sheet.cell(labels + 1, 1).coordinate
        sheet.print_title_rows = f"{labels}:{labels}"
    _protect(sheet)
    sheet.page_setup.orientation = "landscape" if labels else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0 if labels else 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.75, 0.35
    assert sheet.oddFooter is not None
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


def _protect(sheet: Worksheet) -> None:
    """Lock what is not for writing, without a password; columns and rows may be made wider and higher."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # these name what is forbidden
    sheet.protection.formatRows = False
