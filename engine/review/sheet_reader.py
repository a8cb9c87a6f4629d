"""Read a form back from a workbook.

In: an .xlsx file. Out: `Filled`. Rows are found by their hidden key, so that they may be reordered or taken out; locked text
that was changed is refused with its cell, and so is a formula.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.forms.workbook import CellValue, Formula, Sheet, read_workbook
from wayhome.engine.review.filled import Filled, FilledRow, Typed, cleaned, same_words
from wayhome.engine.review.form_words import ANSWERS, CORRECTIONS, PERSON, FormWords
from wayhome.engine.review.forms import Form, form_carried
from wayhome.engine.review.sheets import (
    CARRIED,
    DECISIONS,
    FACTS,
    LOCKED_OF_FACT,
    LOCKED_OF_ROW,
    PERSONS,
    locked_cells,
)

_AS_SENT = "answer the form as it was sent"
_NOT_OURS = "is it a form written by `wayhome review open`?"


def read_sheet(path: Path, words: FormWords) -> Filled:
    """Read a form; raises InputError for what is no form of ours."""
    sheets = read_workbook(path)
    carried = next((sheet for sheet in sheets if sheet.name == CARRIED), None)
    if carried is None:
        raise InputError.at(str(path), "the hidden page of a review form is not there", mend=_NOT_OURS)
    pieces = [carried.value(row, 0) for row in range(len(carried.rows))]
    form = form_carried("".join(piece for piece in pieces if isinstance(piece, str)), carried.place(0, 0))
    problems: list[Problem] = []
    heads = {name: words(f"head.{name}") for name in (*LOCKED_OF_ROW, *ANSWERS)}
    rows = _table(_page(sheets, DECISIONS, str(path)), form, words, heads, LOCKED_OF_ROW, form.rows, problems)
    facts: tuple[FilledRow, ...] = ()
    if form.content.facts:
        heads = {name: words(f"facts.head.{name}") for name in (*LOCKED_OF_FACT, *CORRECTIONS)}
        facts = _table(_page(sheets, FACTS, str(path)), form, words, heads, LOCKED_OF_FACT, form.facts, problems)
    person = _person(_page(sheets, PERSONS, str(path)), problems)
    return Filled(form, str(path), person, rows, facts, tuple(problems))


def _page(sheets: Sequence[Sheet], marker: str, file: str) -> Sheet:
    for sheet in sheets:
        if any(value == marker for row in sheet.rows[:1] for value in row):
            return sheet
    what = f"the page with {marker!r} in its hidden first column is not there"
    raise InputError.at(file, what, mend=_AS_SENT)


def _person(sheet: Sheet, problems: list[Problem]) -> FilledRow:
    """Who answers: the keys stand in the first column, the answers two columns on."""
    typed: dict[str, Typed] = {}
    for i, row in enumerate(sheet.rows):
        key = row[0] if row else None
        if isinstance(key, str) and key in PERSON:
            found = _typed(sheet, i, 2, problems)
            if found is not None:
                typed[key] = found
    return FilledRow("you", Place(f"{sheet.file}, sheet {sheet.name}"), typed)


def _table(
    sheet: Sheet,
    form: Form,
    words: FormWords,
    heads: Mapping[str, str],
    locked: Sequence[str],
    keys: Collection[str],
    problems: list[Problem],
) -> tuple[FilledRow, ...]:
    """The rows that are what they were; what is wrong with the others goes to `problems`."""
    columns = _columns(sheet, heads)
    expected = locked_cells(form, words)
    found: dict[str, list[tuple[FilledRow, list[Problem]]]] = {}
    for i in range(1, len(sheet.rows)):
        wrong: list[Problem] = []
        typed = {
            name: answer
            for name in heads
            if name not in locked and (answer := _typed(sheet, i, columns[name], wrong)) is not None
        }
        key = sheet.value(i, 0)
        if isinstance(key, str) and key in keys:
            wrong += [
                Problem(sheet.place(i, columns[name]), f"the locked text under {heads[name]!r} was changed", mend=_AS_SENT)
                for name in locked
                if not same_words(_text(sheet.value(i, columns[name])), expected[key][name])
            ]
            first = next(name for name in heads if name not in locked)
            found.setdefault(key, []).append((FilledRow(key, sheet.place(i, columns[first]), typed), wrong))
        elif typed or wrong or key is not None:
            place = wrong[0].place if wrong else next(iter(typed.values())).place if typed else sheet.place(i, 0)
            problems.append(Problem(place, "this row belongs to nothing that was asked", mend=_AS_SENT))
    kept = []
    for key, rows in found.items():
        for row, wrong in rows:
            if len(rows) > 1:  # they say two things, so neither is taken
                problems.append(Problem(row.place, f"{key} stands in {len(rows)} rows", mend="leave one of them"))
            problems += wrong
            if row.typed and not wrong and len(rows) == 1:
                kept.append(row)
    return tuple(kept)


def _columns(sheet: Sheet, heads: Mapping[str, str]) -> dict[str, int]:
    """The column of each heading, wherever it was moved to."""
    there = {" ".join(str(value).split()): i for i, value in enumerate(sheet.rows[0]) if isinstance(value, str)}
    missing = [head for head in heads.values() if head not in there]
    if missing:
        raise InputError.at(sheet.place(0, 0), f"the column {missing[0]!r} is not there", mend=_AS_SENT)
    return {name: there[head] for name, head in heads.items()}


def _typed(sheet: Sheet, row: int, column: int, problems: list[Problem]) -> Typed | None:
    value = sheet.value(row, column)
    place = sheet.place(row, column)
    if isinstance(value, Formula):
        problems.append(Problem(place, "a formula", "text", "type what it shows, or begin the cell with an apostrophe"))
        return None
    text = cleaned(_text(value))
    return Typed(text, place) if text else None


def _text(value: CellValue) -> str:
    if isinstance(value, Formula):
        return value.text
    return "" if value is None else str(value)
