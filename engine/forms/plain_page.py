"""What every sheet of a plain workbook begins with: hidden names, a title, the heads of its columns.

In: an empty sheet. Out: the same with its first four rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from wayhome.engine.forms import plain_layout as layout
from wayhome.engine.forms import plain_style as style
from wayhome.engine.forms import plain_words as words

KEY, FIRST = 1, 2
"""The hidden column of keys, and the first of the others."""
TITLE, HINT, LABELS = 2, 3, 4
"""Rows, below the hidden one with the names of the columns."""


def head_of(sheet: Worksheet, kind: str, title: str, columns: Sequence[str]) -> None:
    """Write the hidden first row, by which the sheet and its columns are found again, the title, and a line of help."""
    style.fill(sheet, 1, KEY, f"{layout.MARKER} {layout.FORMAT} {kind}")
    for column, name in enumerate(columns, FIRST):
        style.fill(sheet, 1, column, str(name))
    style.fill(sheet, TITLE, FIRST, title, style.TITLE)
    style.fill(sheet, HINT, FIRST, words.HINT, style.QUIET)
    for row in (TITLE, HINT, LABELS):
        style.fill(sheet, row, KEY, layout.LABEL_ROW)


def named(sheet: str) -> str:
    """The name of a sheet as a formula holds it between apostrophes."""
    return sheet.replace("'", "''")
