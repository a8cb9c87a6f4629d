"""Find the sheets of a plain workbook again, whatever was inserted, moved or hidden, and what was typed into their cells.

In: the sheets of a workbook as read. Out: `FormSheet`s with their columns and lines. Faults go to a list of problems, each
with sheet and cell: formulas and merged cells where an answer belongs, and columns that are gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.forms import plain_layout as layout
from wayhome.engine.forms import plain_words as words
from wayhome.engine.forms.workbook import MOST_COLUMNS, Formula, Sheet, column_name

_SEEK_ROWS, _SEEK_COLUMNS = 50, 30
"""How far the hidden first cell may have moved."""
Typed = str | int | float


@dataclass(frozen=True)
class FormSheet:
    """A sheet of the form."""

    sheet: Sheet
    kind: str
    about: str
    """The section or question it is for."""
    top: int
    """The row of the hidden names of the columns."""
    left: int
    """The column of the hidden keys of the rows."""
    columns: Mapping[str, int]

    def lines(self) -> Iterator[tuple[int, str]]:
        """The rows below the names of the columns, each with its key; empty for a row that is not of the form."""
        for row in range(self.top + 1, len(self.sheet.rows)):
            key = self.sheet.value(row, self.left)
            yield row, key.strip() if isinstance(key, str) else ""

    def typed(self, row: int, column: str, problems: list[Problem]) -> Typed | None:
        """What stands in a cell for answers; a formula there is a problem."""
        value = self.sheet.value(row, self.columns[column])
        if isinstance(value, Formula):
            mend = "copy the cell, then paste it as a value (Paste Special)"
            problems.append(Problem(self.place(row, column), "a formula", "an answer as it stands", mend))
            return None
        return value

    def place(self, row: int, column: str) -> Place:
        """Where a cell stands."""
        return self.sheet.place(row, self.columns[column])


def is_plain(sheets: Iterable[Sheet]) -> bool:
    """Whether this is a workbook made by `wayhome form export --plain`."""
    return any(_marker(sheet) is not None for sheet in sheets)


def form_sheets(sheets: Iterable[Sheet], problems: list[Problem]) -> list[FormSheet]:
    """The sheets of the form; raises InputError for a workbook of another format."""
    found = []
    for sheet in sheets:
        marker = _marker(sheet)
        if marker is not None:
            form = _form_sheet(sheet, *marker, problems)
            problems.extend(_merged(form))
            found.append(form)
        elif any(isinstance(value, str) and value.strip() in words.SIGNS for row in sheet.rows for value in row):
            mend = "put them back (Undo), or copy the answers into a new export"
            problems.append(Problem(sheet.place(0, 0), "the sheet has lost its hidden first column or row", mend=mend))
    return found


def _marker(sheet: Sheet) -> tuple[int, int] | None:
    for row, values in enumerate(sheet.rows[:_SEEK_ROWS]):
        for column, value in enumerate(values[:_SEEK_COLUMNS]):
            if isinstance(value, str) and value.startswith(f"{layout.MARKER} "):
                return row, column
    return None


def _form_sheet(sheet: Sheet, top: int, left: int, problems: list[Problem]) -> FormSheet:
    _, number, kind, about = f"{sheet.value(top, left)}   ".split(" ", 3)
    if number != str(layout.FORMAT):
        what = f"a workbook of the format {number}, made by another version of Wayhome"
        raise InputError.at(sheet.place(top, left), what, f"format {layout.FORMAT}", "read it with that version, or update")
    columns: dict[str, int] = {}
    for column, name in enumerate(sheet.rows[top]):
        if column != left and isinstance(name, str):
            columns.setdefault(name.strip(), column)
    for name in _needed(kind):
        if name not in columns:
            label = {**words.SOURCE_LABELS, **words.COLUMN_LABELS}.get(name, name).partition(":")[0]
            mend = "put it back (Undo), or copy the answers into a new export"
            problems.append(Problem(sheet.place(top, left), f"the sheet has lost its column {label!r}", mend=mend))
            columns[name] = MOST_COLUMNS  # where nothing stands
    return FormSheet(sheet, kind, about.strip(), top, left, columns)


def _needed(kind: str) -> tuple[str, ...]:
    return {
        layout.START: (layout.VALUE,),
        layout.SOURCES: layout.SOURCE_COLUMNS,
        layout.SECTION: (layout.Column.ANSWER, *layout.BESIDE_COLUMNS),
        layout.BODIES: ("key", "name"),
    }.get(kind, ())


def _merged(form: FormSheet) -> Iterator[Problem]:
    """Merged cells in columns for answers: which of them an answer belongs to nobody can tell."""
    shown = {layout.Column.QUESTION: 0, layout.Column.PART: 0, layout.Column.COUNTED: 0}
    for_answers = {column for name, column in form.columns.items() if name not in shown}
    for first_row, first_column, last_row, last_column in form.sheet.merged:
        if last_row > form.top and any(first_column <= column <= last_column for column in for_answers):
            keys = [key for row, key in form.lines() if first_row <= row <= last_row]
            if any(key and key != layout.LABEL_ROW for key in keys):
                cells = f"{column_name(first_column)}{first_row + 1}:{column_name(last_column)}{last_row + 1}"
                mend = "split them, so that each answer stands in a cell of its own"
                yield Problem(form.sheet.place(first_row, first_column), f"the cells {cells} are merged", mend=mend)
