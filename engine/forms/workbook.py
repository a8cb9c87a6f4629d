"""Read and write Excel workbooks (.xlsx) safely, with openpyxl.

Reading: bytes in; sheets of plain values out, each with its cell's name; nothing is calculated, and a file made to exhaust
the machine is refused. Writing: text never becomes a formula, and the same content gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wayhome.engine.archives import CREATED, packed
from wayhome.engine.errors import InputError, Place
from wayhome.engine.extras import need
from wayhome.engine.sources import read_bytes, write_atomically

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as WrittenCell

LARGEST = 20_000_000  # bytes as stored
LARGEST_UNPACKED = 25_000_000  # openpyxl takes some twenty times as much memory
MOST_ROWS, MOST_COLUMNS = 20_000, 5_000
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
# What XML 1.0 cannot hold, and an underscore that could be taken for the first of such an escape, stand as `_x0041_` in the
# files of Excel (ECMA-376-1, 22.9.2.19). openpyxl writes text as it is, and takes `x005F_` away while reading some of it.
_TO_ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x000[Dd]_(?=\n)|_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)|_x(000[0-8B-Fb-f]|001[0-9A-Fa-f]|[Ff]{3}[EeFf])_")
_SURROGATES = re.compile("[\ud800-\udfff]")  # half a character, which no file can hold
LONGEST_CELL = 32_767  # characters; Excel cuts what is longer


@dataclass(frozen=True)
class Formula:
    """What stands in a cell that calculates something."""

    text: str


CellValue = str | int | float | None | Formula


@dataclass(frozen=True)
class Sheet:
    """A sheet as read: rows of values, none longer than its last value."""

    file: str
    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged areas: first row, first column, last row, last column, counted from 0."""

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands, counted from 0, as a person names it: `answers.xlsx, sheet Services, cell D12`."""
        return Place(f"{self.file}, sheet {self.name}, cell {column_name(column)}{row + 1}")

    def value(self, row: int, column: int) -> CellValue:
        """The value in a cell; None where there is none."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


def column_name(column: int) -> str:
    """`A` for column 0."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, hidden ones too; raises InputError for what is no workbook or too large."""
    need("openpyxl", "office")
    import openpyxl

    name, data = str(path), read_bytes(path, LARGEST)
    _refuse_what_is_none(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and extensions, which we do not read
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        return tuple(_sheet(sheet, name) for sheet in book.worksheets)
    except InputError:
        raise
    except Exception as error:  # a damaged file fails in openpyxl in any number of ways
        what = f"not a workbook that can be read ({type(error).__name__})"
        raise InputError.at(name, what, mend="open it in Excel or LibreOffice and save it anew as .xlsx") from None


def _refuse_what_is_none(data: bytes, name: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError.at(name, "an old .xls file, or one with a password", mend="save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError.at(name, "not an Excel workbook", "an .xlsx file") from None
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise InputError.at(name, "not an Excel workbook", "an .xlsx file", "save it as .xlsx")
    if len(parts) > 1000 or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise InputError.at(name, f"unpacks to more than {LARGEST_UNPACKED:,} bytes", mend="is it the right file?")


def _sheet(sheet: object, file: str) -> Sheet:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        what = f"the sheet {sheet.title!r} has {sheet.max_row:,} rows and {sheet.max_column:,} columns"
        raise InputError.at(file, what, f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns")
    cells: dict[int, dict[int, CellValue]] = {}
    for (row, column), cell in sheet._cells.items():  # only cells that are there: a sheet may be wide and empty
        value = _value(cell)
        if value is not None:
            cells.setdefault(row - 1, {})[column - 1] = value
    rows = tuple(_row(cells.get(i, {})) for i in range(max(cells, default=-1) + 1))
    areas = tuple((a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1) for a in sheet.merged_cells.ranges)
    return Sheet(file, sheet.title, rows, areas)


def _row(cells: dict[int, CellValue]) -> tuple[CellValue, ...]:
    return tuple(cells.get(i) for i in range(max(cells, default=-1) + 1))


def _value(cell: object) -> CellValue:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "n")
    if kind == "f":
        return Formula(str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 10**15 else value
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds") if value.time() != datetime.time() else value.date().isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if value is None or isinstance(value, int):
        return value
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = _ESCAPED.sub(_unescaped, text)
    return text if text.strip() else None


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return "_" if match[0][5] in "Ff" else ""  # the second half of a line end of Windows


def put(cell: WrittenCell, value: str | int | None) -> None:
    """Write a value into a cell; text stays text, whatever it begins with. Raises InputError for what no cell can hold."""
    if isinstance(value, str):
        text = _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", _SURROGATES.sub("\ufffd", value))
        if len(text) > LONGEST_CELL:
            raise InputError.at(
                cell.parent.title, f"a text of {len(text):,} characters", f"at most {LONGEST_CELL:,} in a cell"
            )
        cell.value = text
        cell.data_type = "s"  # openpyxl would take `=...` for a formula
        cell.quotePrefix = True  # and so would Excel, once somebody edits the cell
    else:
        cell.value = value


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
