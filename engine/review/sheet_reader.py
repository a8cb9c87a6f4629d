"""Read a form back from a workbook.

In: an .xlsx file. Out: `Filled`. Rows are found by their hidden key, so that they may be reordered or taken out; locked text
that was changed is refused with its cell, and so are a formula, merged cells, and what was written where nothing is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.forms.workbook import CellValue, Formula, Sheet, column_name, read_workbook
from wayhome.engine.review.filled import Filled, FilledRow, Typed, cleaned, same_words, words_of
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
    person_label,
    person_lines,
)

_AS_SENT = "answer the form as it was sent"
_ELSEWHERE = "write in the coloured cells only, and take this out"
_PERSON_COLUMN = 2
_MOST_MERGED = 1000
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
    person = _person(_page(sheets, PERSONS, str(path)), form, words, problems)
    problems += _other_pages(sheets)
    return Filled(form, str(path), person, rows, facts, tuple(problems))


def _page(sheets: Sequence[Sheet], marker: str, file: str) -> Sheet:
    found = [sheet for sheet in sheets if _marker(sheet) == marker]
    if not found:
        what = f"the page with {marker!r} in its hidden first column is not there"
        raise InputError.at(file, what, mend=_AS_SENT)
    if len(found) > 1:  # a copy that somebody made: which of them is meant nobody can tell
        names = " and ".join(repr(sheet.name) for sheet in found)
        raise InputError.at(file, f"the pages {names} are the same page of the form", mend="take all but one of them out")
    return found[0]


def _marker(sheet: Sheet) -> str:
    """Which page of the form a sheet is; nothing if it is none."""
    markers = (DECISIONS, FACTS, PERSONS)
    return next((value for row in sheet.rows[:1] for value in row if isinstance(value, str) and value in markers), "")


def _other_pages(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Pages that somebody added: what stands there answers nothing."""
    for sheet in sheets:
        if sheet.name != CARRIED and not _marker(sheet):
            first = next((i for i in range(len(sheet.rows)) if list(_written(sheet, i))), None)
            if first is not None:
                what = f"the page {sheet.name!r} is no part of the form, and what it says is not recorded"
                yield Problem(sheet.place(first, 0), what, mend=_ELSEWHERE)


def _written(sheet: Sheet, row: int, *, start: int = 0) -> Iterator[int]:
    """The columns of a row in which something stands, from one on."""
    return (j for j in range(start, len(sheet.rows[row])) if cleaned(_text(sheet.rows[row][j])))


def _person(sheet: Sheet, form: Form, words: FormWords, problems: list[Problem]) -> FilledRow:
    """Who answers: the keys stand in the first column, the answers two columns on."""
    sent = {words_of(text) for text in (*person_lines(form, words), *(person_label(name, words) for name in PERSON))}
    typed: dict[str, Typed] = {}
    for i, row in enumerate(sheet.rows):
        key = row[0] if row else None
        is_asked = isinstance(key, str) and key in PERSON
        if is_asked and (found := _typed(sheet, i, _PERSON_COLUMN, problems)) is not None:
            typed[str(key)] = found
        others = (j for j in _written(sheet, i, start=1) if not (is_asked and j == _PERSON_COLUMN))
        if (other := next((j for j in others if words_of(_text(row[j])) not in sent), None)) is not None:
            problems.append(Problem(sheet.place(i, other), "this is not what was sent, and no answer", mend=_ELSEWHERE))
    problems += [_note(sheet, *cell) for cell in sheet.notes]
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
    if len(sheet.merged) > _MOST_MERGED:
        raise InputError.at(sheet.place(0, 0), f"more than {_MOST_MERGED} merged areas", mend=_AS_SENT)
    noted = {row: (row, column) for row, column in sheet.notes}
    problems += _beside(sheet, 0, columns, noted)
    problems += [_note(sheet, *cell) for row, cell in noted.items() if row >= len(sheet.rows)]
    expected = locked_cells(form, words)
    found: dict[str, list[tuple[FilledRow, list[Problem]]]] = {}
    for i in range(1, len(sheet.rows)):
        wrong: list[Problem] = []
        typed = {
            name: answer
            for name in heads
            if name not in locked and (answer := _typed(sheet, i, columns[name], wrong)) is not None
        }
        wrong += _beside(sheet, i, columns, noted)
        key = sheet.value(i, 0)
        if isinstance(key, str) and key in keys:
            wrong += [
                Problem(sheet.place(i, columns[name]), f"the locked text under {heads[name]!r} was changed", mend=_AS_SENT)
                for name in locked
                if not same_words(_text(sheet.value(i, columns[name])), expected[key][name])
            ]
            first = next(name for name in heads if name not in locked)
            found.setdefault(key, []).append((FilledRow(key, sheet.place(i, columns[first]), typed), wrong))
        elif sheet.rows[i] or wrong:
            place = wrong[0].place if wrong else sheet.place(i, next(_written(sheet, i, start=1), 0))
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


def _beside(sheet: Sheet, row: int, columns: Mapping[str, int], noted: Mapping[int, tuple[int, int]]) -> Iterator[Problem]:
    """What stands in a row where nothing is asked, or so that nobody can tell which answer it belongs to."""
    others = (column for column in _written(sheet, row, start=1) if column not in columns.values())
    if (other := next(others, None)) is not None:
        yield Problem(sheet.place(row, other), "this stands beside the form, where nothing is asked", mend=_ELSEWHERE)
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom:
            cells = f"{column_name(left)}{top + 1}:{column_name(right)}{bottom + 1}"
            mend = "split them, so that each answer stands in a cell of its own"
            yield Problem(sheet.place(row, left), f"the cells {cells} are merged", mend=mend)
    if row in noted:
        yield _note(sheet, *noted[row])


def _note(sheet: Sheet, row: int, column: int) -> Problem:
    what = "there is a note, or comment, on this cell, and notes are not recorded"
    return Problem(sheet.place(row, column), what, mend="write what it says into an answer, and take the note out")


def _columns(sheet: Sheet, heads: Mapping[str, str]) -> dict[str, int]:
    """The column of each heading, wherever it was moved to."""
    there: dict[str, list[int]] = {}
    for i, value in enumerate(sheet.rows[0]):
        there.setdefault(" ".join(str(value).split()), []).append(i)
    for head in heads.values():
        if head not in there:
            raise InputError.at(sheet.place(0, 0), f"the column {head!r} is not there", mend=_AS_SENT)
        if len(there[head]) > 1:
            raise InputError.at(sheet.place(0, there[head][1]), f"there is a second column {head!r}", mend=_AS_SENT)
    return {name: there[head][0] for name, head in heads.items()}


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
