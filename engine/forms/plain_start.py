"""The first two sheets of a plain workbook: how to fill it in, what it is about and how far it is; and the sources.

In: the head and the sources of a profile, and formulas that count. Out: the sheets, written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from wayhome.engine.forms import plain_layout as layout
from wayhome.engine.forms import plain_style as style
from wayhome.engine.forms import plain_words as words
from wayhome.engine.forms.plain_page import FIRST, KEY, LABELS, TITLE, head_of, named
from wayhome.engine.sources import Plain

_BAR = 40  # squares


@dataclass(frozen=True)
class Progress:
    """How far a section is."""

    title: str
    sheet: str
    counts: str
    """The formula for how many of its questions are answered."""
    questions: int


def write_start(
    sheet: Worksheet, head: Mapping[str, Plain], version: str, progress: Sequence[Progress], *, is_blank: bool
) -> None:
    """Write the first sheet; `version` is the hash of the questionnaire, `is_blank` a form that holds no answers yet."""
    style.fill(sheet, 1, KEY, f"{layout.MARKER} {layout.FORMAT} {layout.START}")
    style.fill(sheet, 1, FIRST, f"{layout.QUESTIONNAIRE} {version}")
    style.fill(sheet, 1, FIRST + 1, layout.VALUE)
    style.fill(sheet, 1, FIRST + 2, layout.BLANK if is_blank else None)
    style.fill(sheet, TITLE, FIRST, words.START_TITLE, style.TITLE)
    row = _instructions(sheet, TITLE + 1)
    row = _head(sheet, row + 1, head)
    _progress(sheet, row + 1, progress)
    style.finish(sheet, {2: 38, 3: 94, 4: 11, 5: 11}, labels=None, hidden=[KEY])


def _instructions(sheet: Worksheet, row: int) -> int:
    style.fill(sheet, row, FIRST, words.START_HEADING, style.HEADING)
    for below, (about, text) in enumerate(words.INSTRUCTIONS, 1):
        style.fill(sheet, row + below, FIRST, about, style.STRONG)
        style.fill(sheet, row + below, FIRST + 1, text)
    return row + len(words.INSTRUCTIONS) + 1


def _head(sheet: Worksheet, row: int, held: Mapping[str, Plain]) -> int:
    style.fill(sheet, row, FIRST, words.HEAD_HEADING, style.HEADING)
    for key in layout.HEAD:
        if key == "invented" and key not in held:
            continue  # a line that would puzzle everybody else
        row += 1
        label, what = words.HEAD_LABELS[key]
        style.fill(sheet, row, KEY, f"{layout.HEAD_LINE} {key}")
        style.fill(sheet, row, FIRST, style.told(label, what))
        style.fill(sheet, row, FIRST + 1, _written(held.get(key)), style.OPEN)
    return row + 1


def _progress(sheet: Worksheet, row: int, progress: Sequence[Progress]) -> None:
    style.fill(sheet, row, FIRST, words.PROGRESS_HEADING, style.HEADING)
    for column, label in enumerate(words.PROGRESS_LABELS, FIRST):
        style.fill(sheet, row + 1, column, label, style.LABELS)
    first = row + 2
    for at, section in enumerate(progress, first):
        cell = style.fill(sheet, at, FIRST, section.title, style.LINK)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{named(section.sheet)}'!B{LABELS + 1}")
        _count(sheet, at, f"={section.counts}", section.questions)
    last = first + len(progress) - 1
    style.fill(sheet, last + 1, FIRST, words.IN_ALL, style.STRONG)
    _count(sheet, last + 1, f"=SUM(D{first}:D{last})", sum(section.questions for section in progress))


def _count(sheet: Worksheet, row: int, answered: str, questions: int) -> None:
    squares = f"ROUND({_BAR}*D{row}/E{row},0)"
    style.calculate(sheet, row, FIRST + 1, f'=REPT("■",{squares})&REPT("□",{_BAR}-{squares})', style.BAR)
    style.calculate(sheet, row, FIRST + 2, answered, style.FIGURE)
    style.fill(sheet, row, FIRST + 3, questions, style.FIGURE)


def write_sources(sheet: Worksheet, sources: Mapping[str, Plain]) -> None:
    """Write the sheet of sources, with room for more; the keys that answers name already stay as they are."""
    head_of(sheet, layout.SOURCES, words.SOURCES_TITLE, layout.SOURCE_COLUMNS)
    for column, name in enumerate(layout.SOURCE_COLUMNS, FIRST):
        style.fill(sheet, LABELS, column, words.SOURCE_LABELS[name], style.LABELS)
    for row, key in enumerate([*sources, *([None] * layout.ROOM)], LABELS + 1):
        source = sources[key] if key is not None else None
        style.fill(sheet, row, KEY, layout.SOURCE_LINE)
        style.fill(sheet, row, FIRST, key, style.OPEN if key is None else style.SHUT)
        for column, name in enumerate(layout.SOURCE_COLUMNS[1:], FIRST + 1):
            style.fill(sheet, row, column, _written(source.get(name)) if isinstance(source, dict) else None, style.OPEN)
    style.finish(sheet, {2: 24, 3: 80, 4: 50, 5: 14}, labels=LABELS, hidden=[KEY])


def _written(value: Plain) -> str | None:
    if value is None or value == "":
        return None
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
