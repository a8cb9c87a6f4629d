"""Read and write Excel workbooks (.xlsx) safely.

Reading: a file in; sheets of plain values out, each with its cell's name; nothing is calculated, and a file made to exhaust
the machine is refused. Writing, with openpyxl: text never becomes a formula, and the same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wayhome.engine.archives import CREATED, packed
from wayhome.engine.errors import InputError, Place
from wayhome.engine.forms.xlsx_cells import MOST_COLUMNS as MOST_COLUMNS
from wayhome.engine.forms.xlsx_cells import Cells, worksheets
from wayhome.engine.forms.xlsx_cells import CellValue as CellValue
from wayhome.engine.forms.xlsx_cells import Formula as Formula
from wayhome.engine.forms.xlsx_cells import column_name as column_name
from wayhome.engine.forms.xlsx_parts import Parts, UnreadableError
from wayhome.engine.sources import read_bytes, write_atomically

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as WrittenCell

LARGEST = 20_000_000  # bytes as stored
LONGEST_CELL = 32_767  # characters; Excel cuts what is longer
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
# What XML 1.0 cannot hold, and an underscore that could be taken for the first of such an escape, stand as `_x0041_` in the
# files of Excel (ECMA-376-1, 22.9.2.19). openpyxl writes text as it is.
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATES = re.compile("[\ud800-\udfff]")  # half a character, which no file can hold


@dataclass(frozen=True)
class Sheet:
    """A sheet as read: rows of values, none longer than its last value."""

    file: str
    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged areas: first row, first column, last row, last column, counted from 0."""
    notes: tuple[tuple[int, int], ...] = ()
    """Row and column of each cell with a note, or comment, on it; counted from 0."""

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands, counted from 0, as a person names it: `answers.xlsx, sheet Services, cell D12`."""
        return Place(f"{self.file}, sheet {self.name}, cell {column_name(column)}{row + 1}")

    def value(self, row: int, column: int) -> CellValue:
        """The value in a cell; None where there is none."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, hidden ones too; raises InputError for what is no workbook or too large."""
    name, data = str(path), read_bytes(path, LARGEST)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError.at(name, "an old .xls file, or one with a password", mend="save it as .xlsx without a password")
    try:
        return tuple(_sheet(cells, name) for cells in worksheets(Parts(data)))
    except UnreadableError as error:
        raise InputError.at(name, str(error), error.expected, error.mend) from None
    except Exception as error:  # a damaged file fails in any number of ways
        what = f"not a workbook that can be read ({type(error).__name__})"
        raise InputError.at(name, what, mend="open it in Excel or LibreOffice and save it anew as .xlsx") from None


def _sheet(cells: Cells, file: str) -> Sheet:
    rows = tuple(_row(cells.rows.get(i, {})) for i in range(max(cells.rows, default=-1) + 1))
    return Sheet(file, cells.name, rows, tuple(cells.merged), tuple(cells.notes))


def _row(values: dict[int, CellValue]) -> tuple[CellValue, ...]:
    return tuple(values.get(i) for i in range(max(values, default=-1) + 1))


def put(cell: WrittenCell, value: str | int | None) -> None:
    """Write a value into a cell; text stays text, whatever it begins with. Raises InputError for what no cell can hold."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", _SURROGATES.sub("\ufffd", value))
    if len(text) > LONGEST_CELL:
        raise InputError.at(cell.parent.title, f"a text of {len(text):,} characters", f"at most {LONGEST_CELL:,} in a cell")
    cell.value = text
    cell.data_type = "s"  # openpyxl would take `=...` for a formula
    cell.quotePrefix = True  # and so would Excel, once somebody edits the cell


def save(book: Workbook, path: Path, *, replace: bool = True) -> None:
    """Write a workbook, atomically; the same content gives the same bytes."""
    book.properties.created = CREATED
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as given:
        write_atomically(path, packed(_parts(given)), replace=replace)


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for part in archive.infolist():
        data = archive.read(part)
        if part.filename == "docProps/core.xml":
            data = _MODIFIED.sub(rb"\g<1>" + CREATED.isoformat().encode() + b"Z", data)
        yield part.filename, data
