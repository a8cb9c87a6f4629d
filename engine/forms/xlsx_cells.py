"""The values in the cells of an Excel workbook.

In: the parts of a file. Out: for each worksheet its values by row and column. Only what stands in a cell is read: styles as
far as they make a number a date, no links, pictures or areas. A package that builds an object for each of those can be made
to fill a machine by a small file.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wayhome.engine.forms.xlsx_notes import noted_cells
from wayhome.engine.forms.xlsx_numbers import BUILT_IN, FIRST_DAY, FIRST_DAY_1904, number_or_date, shown_by
from wayhome.engine.forms.xlsx_parts import NO_WORKBOOK, Attributes, Parts, UnreadableError, walk

MOST_ROWS, MOST_COLUMNS = 20_000, 5_000
_MOST_CELLS = 5_000_000  # with the empty ones to the left of a value
_WORKBOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_TRUTHS = {"TRUE()": "yes", "FALSE()": "no"}  # as LibreOffice writes them
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Formula:
    """What stands in a cell that calculates something."""

    text: str


CellValue = str | int | float | None | Formula


@dataclass
class Cells:
    """A worksheet, rows and columns counted from 0."""

    name: str
    rows: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    """Row and column of each cell that somebody put a note, or comment, on."""


def column_name(column: int) -> str:
    """`A` for column 0."""
    name, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def worksheets(parts: Parts) -> Iterator[Cells]:
    """Every worksheet, hidden ones too; raises UnreadableError, or any error of a parser where the file is damaged."""
    if _WORKBOOK not in parts:
        raise UnreadableError(*NO_WORKBOOK)
    book, strings, styles = _Book(), _Strings(), _Styles()
    walk(parts.part(_WORKBOOK), book)
    walk(parts.part("xl/_rels/workbook.xml.rels"), book)
    for kind, part in book.parts.values():
        if kind in ("sharedStrings", "styles"):
            walk(parts.part(part), strings if kind == "sharedStrings" else styles)
    for name, id_ in book.sheets:
        kind, part = book.parts[id_]
        if kind == "worksheet":  # not a chart on a sheet of its own
            sheet = _Sheet(Cells(name), strings.texts, styles.shown, book.first_day)
            walk(parts.part(part), sheet)
            sheet.cells.notes += map(_position, noted_cells(parts, part))
            if sum(max(row) + 1 for row in sheet.cells.rows.values()) > _MOST_CELLS:
                raise UnreadableError(
                    f"the sheet {name!r} is larger than {_MOST_CELLS:,} cells", mend="is it the right file?"
                )
            yield sheet.cells


class _Book:
    """The sheets of a workbook, and what it is made of."""

    names = frozenset({"workbookPr", "sheet", "Relationship"})

    def __init__(self) -> None:
        self.first_day = FIRST_DAY
        self.sheets: list[tuple[str, str]] = []
        """Name and id."""
        self.parts: dict[str, tuple[str, str]] = {}
        """By id the kind of a part and its name."""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.first_day = FIRST_DAY_1904
        elif name == "sheet":
            id_ = next(value for key, value in attributes.items() if key.endswith(":id"))
            self.sheets.append((attributes["name"], id_))
        elif name == "Relationship" and attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            self.parts[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], part)

    def end(self, name: str, text: str) -> None:
        pass


class _Strings:
    """The texts that cells refer to by number, the pieces of rich text put together."""

    names = frozenset({"si", "t", "rPh"})

    def __init__(self) -> None:
        self.texts: list[str | None] = []
        self._pieces: list[str] = []
        self._is_spoken = False

    def start(self, name: str, attributes: Attributes) -> None:
        self._is_spoken = self._is_spoken or name == "rPh"  # how to pronounce the text, which is no part of it

    def end(self, name: str, text: str) -> None:
        if name == "rPh":
            self._is_spoken = False
        elif name == "t" and not self._is_spoken:
            self._pieces.append(text)
        elif name == "si":
            self.texts.append(_text("".join(self._pieces)))
            self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self._pieces.clear()


def _text(text: str) -> str | None:
    """A text as people see it; None for blanks."""
    text = _ESCAPED.sub(_unescaped, text).replace("\r\n", "\n")  # XML has done so with ends of lines that are not escaped
    return text if text.strip() else None


def _unescaped(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char


class _Styles:
    """For each style of a cell the parts of a date that it shows: d, m, y, h; nothing for a number."""

    names = frozenset({"numFmt", "cellXfs", "xf"})

    def __init__(self) -> None:
        self.shown: list[str] = []
        self._formats = dict(BUILT_IN)
        self._is_of_cells = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "cellXfs":
            self._is_of_cells = True
        elif name == "numFmt":
            self._formats[int(attributes["numFmtId"])] = shown_by(attributes["formatCode"])
        elif self._is_of_cells:
            self.shown.append(self._formats.get(int(attributes.get("numFmtId", 0)), ""))

    def end(self, name: str, text: str) -> None:
        if name == "cellXfs":
            self._is_of_cells = False


class _Sheet:
    """The cells of a worksheet."""

    names = frozenset({"row", "c", "v", "t", "f", "rPh", "mergeCell"})

    def __init__(self, cells: Cells, strings: list[str | None], shown: list[str], first_day: datetime.datetime) -> None:
        self.cells = cells
        self._strings, self._shown, self._first_day = strings, shown, first_day
        self._row = self._column = -1
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._formula: str | None = None
        self._shared: dict[str, str] = {}
        self._share = ""
        self._text = _Strings()

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            if "r" in attributes:
                self._row, self._column = _position(attributes["r"])
            else:
                self._column += 1
            self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s", 0))
            self._value = self._formula = None
            self._text.forget()
        elif name == "row":
            self._row, self._column = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1, -1
        elif name == "f":
            self._share = attributes.get("si", "")
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.cells.merged.append((*_position(first), *_position(last or first)))
        else:
            self._text.start(name, attributes)

    def end(self, name: str, text: str) -> None:
        if name == "c":
            if self._value is not None or self._formula is not None or self._kind == "inlineStr":
                self._keep(self._meant())
        elif name == "v":
            self._value = text
        elif name == "f":
            # A formula for several cells stands in the first of them.
            self._formula = self._shared.setdefault(self._share, text) if self._share else text
        else:
            self._text.end(name, text)

    def _meant(self) -> CellValue:
        given = self._value or ""
        if self._formula in _TRUTHS:
            return _TRUTHS[self._formula]
        if self._formula is not None:
            return Formula(f"={self._formula}")
        if self._kind == "s":
            return self._strings[int(given)] if given and not given.startswith("-") else None
        if self._kind == "inlineStr":
            self._text.end("si", "")
            return self._text.texts.pop()
        if self._kind == "b":
            return "yes" if given.strip() in ("1", "true") else "no"
        if self._kind == "d":
            return given.removesuffix("T00:00:00") or None
        if self._kind == "n":
            shown = self._shown[self._style] if self._style < len(self._shown) else ""
            return number_or_date(given.strip(), shown, self._first_day)
        return _text(given)  # a text that was calculated, or an error such as #REF!

    def _keep(self, value: CellValue) -> None:
        if value is None:
            return
        if not (0 <= self._row < MOST_ROWS and 0 <= self._column < MOST_COLUMNS):
            where = f"the sheet {self.cells.name!r} has something in cell {column_name(self._column)}{self._row + 1}"
            raise UnreadableError(where, f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns")
        self.cells.rows.setdefault(self._row, {})[self._column] = value


def _position(reference: str) -> tuple[int, int]:
    """Row and column, counted from 0."""
    match = _REFERENCE.match(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
