"""A form as a workbook: a page on whoever answers, one with a row a measure, one with the facts that can be corrected.

In: a `Form`. Out: an .xlsx file. Everything but the coloured cells is locked; decisions are chosen from a list. A hidden
page carries the form itself, so that what comes back can be held against what was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wayhome.engine.extras import need
from wayhome.engine.forms.workbook import column_name, put, save
from wayhome.engine.responses import Decision
from wayhome.engine.review.form_words import ANSWERS, CORRECTIONS, PERSON, FormWords
from wayhome.engine.review.forms import Form
from wayhome.engine.review.sheet_cells import FONT, cell_at, height_of, new_page, offer, say, to_fill_in

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

CARRIED = "wayhome"
"""The hidden page. Its first column holds the form in pieces, its second the names of bodies."""
DECISIONS, FACTS, PERSONS = "wayhome:actions", "wayhome:facts", "wayhome:you"
"""What stands in the hidden first column above the keys, so that a page is found whatever it is called."""
LONGEST_CELL = 30_000  # characters; Excel takes 32,767
LONGEST_CHOICES = 255  # characters; Excel takes no more in a rule
LOCKED_OF_ROW = ("number", "title", "what", "part", "why")
LOCKED_OF_FACT = ("asked", "held", "rests", "choices")
_WIDTHS = {
    "number": 5,
    "title": 26,
    "what": 42,
    "part": 48,
    "why": 44,
    "decision": 17,
    "reasons": 36,
    "whose": 19,
    "paid-by": 19,
    "action": 32,
    "unit": 19,
    "by": 12,
    "own-text": 24,
    "asked": 44,
    "held": 16,
    "rests": 40,
    "choices": 48,
    "proposed": 20,
    "evidence": 40,
    "document": 28,
    "established": 14,
}
"""Of the columns, in characters."""
_HEAD_ROW = 1


def write_sheet(form: Form, words: FormWords, path: Path, *, replace: bool = False) -> None:
    """Write the workbook; raises InputError if it cannot be written, or exists and may not be replaced."""
    need("openpyxl", "office")
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _person(book, form, words)
    _decisions(book, form, words)
    _facts(book, form, words)
    _carried(book, form, words)
    book.active = 0
    save(book, path, replace=replace)


def locked_cells(form: Form, words: FormWords) -> dict[str, dict[str, str]]:
    """By key of a row, what stands in each of its locked cells."""
    rows = {
        row.measure: {
            "number": "" if row.number is None else str(row.number),
            "title": row.reviewed.title,
            "what": row.reviewed.text,
            "part": row.your_part,
            "why": row.why,
        }
        for row in form.content.rows
    }
    facts = {
        fact.key: {
            "asked": fact.asked,
            "held": fact.held or words("facts.unknown"),
            "rests": fact.rests_on,
            "choices": "\n".join(fact.choices_in_words),
        }
        for fact in form.content.facts
    }
    return rows | facts


def _person(book: Workbook, form: Form, words: FormWords) -> None:
    """What the form is for, how to answer, who answers."""
    sheet = new_page(book, words("page.person"), landscape=False)
    put(cell_at(sheet, 1, 1), PERSONS)
    for column, width in (("A", 2), ("B", 26), ("C", 82)):
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["A"].hidden = True
    row = 1
    for i, line in enumerate(person_lines(form, words)):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=3)
        say(sheet, row, 2, line, bold=i == 0, size=14 if i == 0 else 10)
        sheet.row_dimensions[row].height = 24 if i == 0 else height_of([(line, 108)])
        row += 1
    row += 1
    for name in PERSON:
        put(cell_at(sheet, row, 1), name)
        say(sheet, row, 2, person_label(name, words), bold=True)
        to_fill_in(sheet, row, 3)
        sheet.row_dimensions[row].height = 90 if name == "overall" else 18
        row += 1


def person_lines(form: Form, words: FormWords) -> list[str]:
    """What stands above the answers on the person."""
    lines = [form.content.title, *introduction(form, words), words("form.edit"), words("form.decisions.lead")]
    return lines + [f"– {words(f'decides.{decision}')}" for decision in Decision]


def person_label(name: str, words: FormWords) -> str:
    """What stands beside an answer on the person."""
    return words.person(name) + (f" ({words('form.date.hint')})" if name == "date" else "")


def introduction(form: Form, words: FormWords) -> list[str]:
    """What every form says before it asks."""
    content = form.content
    deadline = words("form.deadline", deadline=content.deadline) if content.deadline else words("form.deadline.none")
    pages = {"decisions": words("page.decisions"), "facts": words("page.facts")}
    facts = [words("form.facts", **pages)] if content.facts else []
    return [words("form.intro", place=content.place, **pages), deadline, *facts, words("form.log")]


def _decisions(book: Workbook, form: Form, words: FormWords) -> None:
    """A row for each measure."""
    heads = {name: words(f"head.{name}") for name in (*LOCKED_OF_ROW, *ANSWERS)}
    sheet = _table(book, words("page.decisions"), DECISIONS, heads, frozen=3)
    locked = locked_cells(form, words)
    for i, row in enumerate(form.content.rows, _HEAD_ROW + 1):
        _row(sheet, i, row.measure, locked[row.measure], ANSWERS)
    last = _HEAD_ROW + len(form.content.rows)
    at = {name: column_name(j) for j, name in enumerate(heads, 1)}
    if last == _HEAD_ROW:
        return
    offer(sheet, f"{at['decision']}2:{at['decision']}{last}", f'"{",".join(words.choices)}"', is_open=False)
    offer(sheet, f"{at['whose']}2:{at['paid-by']}{last}", f"{CARRIED}!$B$1:$B${len(form.content.bodies)}", is_open=True)
    _mark_missing_reasons(sheet, at, last, words)


def _facts(book: Workbook, form: Form, words: FormWords) -> None:
    """A row for each fact that can be corrected."""
    if not form.content.facts:
        return
    heads = {name: words(f"facts.head.{name}") for name in (*LOCKED_OF_FACT, *CORRECTIONS)}
    sheet = _table(book, words("page.facts"), FACTS, heads, frozen=2)
    locked = locked_cells(form, words)
    for i, fact in enumerate(form.content.facts, _HEAD_ROW + 1):
        _row(sheet, i, fact.key, locked[fact.key], CORRECTIONS)
        values = f'"{",".join(fact.values)}"'
        if fact.choices and len(values) <= LONGEST_CHOICES:
            offer(sheet, f"{column_name(1 + len(LOCKED_OF_FACT))}{i}", values, is_open=True)


def _carried(book: Workbook, form: Form, words: FormWords) -> None:
    """The form itself, for reading it back."""
    sheet = book.create_sheet(CARRIED)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    text = form.carried()
    for i, start in enumerate(range(0, len(text), LONGEST_CELL), 1):
        put(cell_at(sheet, i, 1), text[start : start + LONGEST_CELL])
    for i, name in enumerate(form.content.bodies.values(), 1):
        put(cell_at(sheet, i, 2), name)


def _table(book: Workbook, title: str, marker: str, heads: dict[str, str], frozen: int) -> Worksheet:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = new_page(book, title, landscape=True)
    put(cell_at(sheet, _HEAD_ROW, 1), marker)
    sheet.column_dimensions["A"].hidden = True
    for column, (name, head) in enumerate(heads.items(), 2):
        cell = cell_at(sheet, _HEAD_ROW, column)
        put(cell, head)
        cell.font = Font(name=FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F4E5F")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[column_name(column - 1)].width = _WIDTHS[name]
    sheet.row_dimensions[_HEAD_ROW].height = 30
    sheet.freeze_panes = cell_at(sheet, _HEAD_ROW + 1, frozen + 1)
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    return sheet


def _row(sheet: Worksheet, row: int, key: str, locked: dict[str, str], answers: Sequence[str]) -> None:
    put(cell_at(sheet, row, 1), key)
    column = 2
    for name, text in locked.items():
        say(sheet, row, column, text, bold=name == "title", is_boxed=True)
        column += 1
    for _ in answers:
        to_fill_in(sheet, row, column)
        column += 1
    sheet.row_dimensions[row].height = height_of([(text, _WIDTHS[name]) for name, text in locked.items()])


def _mark_missing_reasons(sheet: Worksheet, at: dict[str, str], last: int, words: FormWords) -> None:
    """Reasons that are still missing show in red."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    decision, reasons = at["decision"], at["reasons"]
    accepted = words.decision(Decision.ACCEPT)
    missing = f'AND(${decision}2<>"",${decision}2<>"{accepted}",${reasons}2="")'
    red = PatternFill("solid", start_color="F8CBAD", end_color="F8CBAD")
    sheet.conditional_formatting.add(f"{reasons}2:{reasons}{last}", FormulaRule(formula=[missing], fill=red))  # type: ignore[no-untyped-call]
