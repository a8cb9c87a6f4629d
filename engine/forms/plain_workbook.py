"""The plain workbook: the questionnaire as a form for people who have Excel or LibreOffice and nothing else.

In: a profile as far as it is written, or none; the library; which questions to ask. Out: a workbook of openpyxl with a sheet
a section, which `plain_import` reads back without losing a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from wayhome.engine.answer_fields import SOURCE, VOICES, AnswerField, Said, Takes, beside, body_fields
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.forms import plain_layout as layout
from wayhome.engine.forms import plain_style as style
from wayhome.engine.forms import plain_words as words
from wayhome.engine.forms.cell_text import cell_of, voices_cell
from wayhome.engine.forms.plain_layout import Column, Row
from wayhome.engine.forms.plain_page import FIRST, KEY, LABELS, TITLE, head_of, named
from wayhome.engine.forms.plain_start import Progress, write_sources, write_start
from wayhome.engine.forms.workbook import column_name
from wayhome.engine.questionnaire import Question, Section
from wayhome.engine.selection import Selection
from wayhome.engine.sources import Plain

if TYPE_CHECKING:
    from wayhome.engine.library import Library

SOURCES, LISTS = "Sources", "Lists"
_AT = {column: i for i, column in enumerate(Column, FIRST)}
_WIDTHS = {
    Column.QUESTION: 56,
    Column.PART: 30,
    Column.ANSWER: 24,
    Column.EVIDENCE: 52,
    Column.SOURCE: 20,
    Column.DATE: 12,
}


def plain_workbook(draft: Draft | None, library: Library, selection: Selection) -> Workbook:
    """The workbook, with all that the profile says on the questions in it; raises InputError for what no cell can hold."""
    return _Writer(draft, library, selection).write()


class _Writer:
    """A workbook while it is written."""

    def __init__(self, draft: Draft | None, library: Library, selection: Selection) -> None:
        self.draft = draft
        self.library = library
        self.sections = layout.sections_on(draft, library.questionnaire, selection)
        if not self.sections:
            raise InputError.at("wayhome form", "no question is left to ask", mend="narrow the questions down less")
        self.sources = self._sources(layout.is_narrowed(selection))
        self.names = layout.sheet_names(self.sections)
        self.book = Workbook()
        self.lists = self.book.create_sheet(LISTS)
        self.ranges: dict[tuple[str, ...], str] = {}
        """Words of a drop-down to where they stand."""

    def write(self) -> Workbook:
        start, sources = self.book.active, self.book.create_sheet(SOURCES, 1)
        assert isinstance(start, Worksheet)
        start.title = "Start"
        progress = [self._section(self.book.create_sheet(self.names[section.id]), section) for section in self.sections]
        write_sources(sources, self.sources)
        version = layout.questionnaire_hash(self.library.questionnaire)
        is_blank = self.draft is None or not self.draft.everything_said()
        write_start(start, self.draft.value if self.draft else {}, version, progress, is_blank=is_blank)
        self.lists.sheet_state = "hidden"
        self.book.move_sheet(self.lists, len(self.book.worksheets))
        self.book.properties.creator, self.book.properties.title = "Wayhome", "Wayhome questionnaire"
        return self.book

    def _said(self, question: str) -> Said:
        return self.draft.said(question) if self.draft else {}

    # The sheet of a section

    def _section(self, sheet: Worksheet, section: Section) -> Progress:
        head_of(sheet, f"{layout.SECTION} {section.id}", section.title, list(Column))
        for column in Column:
            if column in words.COLUMN_LABELS:
                style.fill(sheet, LABELS, _AT[column], words.COLUMN_LABELS[column], style.LABELS)
        rows = [row for question in section.questions for row in layout.rows_of(question, self.library.questionnaire)]
        last = LABELS + len(rows)
        for at, row in enumerate(rows, LABELS + 1):
            self._row(sheet, at, row, self._said(row.question.question), last)
        self._offer_sources(sheet, rows)
        counted = column_name(_AT[Column.COUNTED] - 1)
        total = f"SUM('{named(sheet.title)}'!${counted}${LABELS + 1}:${counted}${last})"
        said = f'={total}&" of {len(section.questions)} answered"'
        style.calculate(sheet, TITLE, _AT[Column.EVIDENCE], said, style.QUIET)
        hidden = [KEY, _AT[Column.COUNTED]]
        style.finish(sheet, {_AT[name]: width for name, width in _WIDTHS.items()}, labels=LABELS, hidden=hidden)
        for question in section.questions:
            if question.repeat:
                self._bodies(self.book.create_sheet(self.names[question.question]), question)
        return Progress(section.title, sheet.title, total, len(section.questions))

    def _row(self, sheet: Worksheet, at: int, row: Row, said: Said, last: int) -> None:
        look = style.ASKED if row.is_first else style.BELOW
        style.fill(sheet, at, KEY, row.key)
        style.fill(sheet, at, _AT[Column.QUESTION], self._asked(row.question) if row.is_first else None, look)
        style.fill(sheet, at, _AT[Column.PART], words.part_of(row), look)
        if row.field:
            self._answer(sheet, at, row.field, said.get(row.path), _AT[Column.ANSWER])
        elif row.path == VOICES:
            voices = said.get(VOICES)
            cell = style.fill(sheet, at, _AT[Column.ANSWER], voices_cell(voices) if voices else None, style.OPEN)
            style.note(cell, words.VOICES_NOTE)
        else:
            style.fill(sheet, at, _AT[Column.ANSWER], None, look)
        if row.is_first:
            self._beside(sheet, at, row.question.question, said)
            style.calculate(sheet, at, _AT[Column.COUNTED], self._is_answered(row.question, last))

    def _beside(self, sheet: Worksheet, at: int, question: str, said: Said) -> None:
        for column in layout.BESIDE_COLUMNS:
            asked = beside(question, (column.value,))
            value = said.get(asked.path)
            style.fill(sheet, at, _AT[column], None if value is None else cell_of(asked, value), style.OPEN)

    def _answer(self, sheet: Worksheet, at: int, asked: AnswerField, value: Plain, column: int) -> Cell:
        is_number = asked.takes in (Takes.NUMBER, Takes.MONTHS)
        look = style.OPEN_NUMBER if is_number else style.OPEN
        cell = style.fill(sheet, at, column, None if value is None else cell_of(asked, value), look)
        if text := words.note_of(asked):
            style.note(cell, text)
        self._offer(sheet, [cell], asked)
        return cell

    def _asked(self, question: Question) -> CellRichText:
        text = f"{question.text} {words.marks(question)}".strip()
        ask = words.who_can_answer(question, self.library.questionnaire)
        if question.repeat:
            where = f"List them on the sheet “{self.names[question.question]}”."
            return style.told(text, where, question.help, ask)
        only_if = words.only_if(question, self.library.rulebook, self.library.questionnaire)
        return style.told(text, only_if, question.help, ask)

    def _is_answered(self, question: Question, last: int) -> str:
        """1 if one of the cells for the answer is filled, wherever the rows have been moved to."""
        key, answer = column_name(KEY - 1), column_name(_AT[Column.ANSWER] - 1)
        keys, answers = (f"${column}${LABELS + 1}:${column}${last}" for column in (key, answer))
        filled = f'COUNTIFS({keys},"{question.question} answer*",{answers},"<>")'
        if question.repeat:
            bodies = f"'{named(self.names[question.question])}'!$C${LABELS + 1}:$C${self._last_body(question)}"
            filled = f"{filled}+COUNTA({bodies})"
        return f"=IF({filled}>0,1,0)"

    # Bodies, one a row

    def _bodies(self, sheet: Worksheet, question: Question) -> None:
        columns = layout.body_columns(question)
        head_of(sheet, f"{layout.BODIES} {question.question}", question.text, columns)
        fields = body_fields(question, "")
        style.fill(sheet, LABELS, FIRST, words.BODY_KEY_LABEL, style.LABELS)
        for column, asked in enumerate(fields, FIRST + 1):
            cell = style.fill(sheet, LABELS, column, words.heading_of(asked), style.LABELS)
            if text := words.note_of(asked):
                style.note(cell, text)
        said = self._said(question.question)
        keys: list[str | None] = [*_keys(said), *([None] * layout.ROOM)]
        for row, key in enumerate(keys, LABELS + 1):
            style.fill(sheet, row, KEY, layout.BODY_LINE)
            style.fill(sheet, row, FIRST, key, style.SHUT if key else style.OPEN)
        for column, asked in enumerate(fields, FIRST + 1):
            cells = []
            for row, key in enumerate(keys, LABELS + 1):
                value = said.get(("answer", key, asked.path[-1])) if key else None
                typed = None if value is None else cell_of(asked, value)
                cells.append(style.fill(sheet, row, column, typed, style.OPEN))
            self._offer(sheet, cells, asked)
        widths = {FIRST: 20, FIRST + 1: 40} | dict.fromkeys(range(FIRST + 2, FIRST + len(columns)), 19)
        style.finish(sheet, widths, labels=LABELS, hidden=[KEY])

    def _last_body(self, question: Question) -> int:
        return LABELS + len(_keys(self._said(question.question))) + layout.ROOM

    # Sources

    def _sources(self, is_narrowed: bool) -> Mapping[str, Plain]:
        """The sources of the profile; on some of its questions, those that the answers there name."""
        if self.draft is None or not is_narrowed:
            return self.draft.sources if self.draft else {}
        named: set[str] = set()
        for question in (question for section in self.sections for question in section.questions):
            keys = self._said(question.question).get(SOURCE)
            named |= set(map(str, keys if isinstance(keys, list) else [keys]))
        return {key: source for key, source in self.draft.sources.items() if key in named}

    def _offer_sources(self, sheet: Worksheet, rows: Sequence[Row]) -> None:
        firsts = [at for at, row in enumerate(rows, LABELS + 1) if row.is_first]
        cells = [style.cell_at(sheet, at, _AT[Column.SOURCE]) for at in firsts]
        prompt = words.prompt_of(beside("", SOURCE))
        column, last = column_name(FIRST - 1), LABELS + len(self.sources) + layout.ROOM
        range_ = f"{SOURCES}!${column}${LABELS + 1}:${column}${last}"
        style.offer(sheet, cells, prompt, range_, freely=True)

    # Drop-downs

    def _offer(self, sheet: Worksheet, cells: Sequence[Cell], asked: AnswerField) -> None:
        choices = (*asked.choices, *(state.value for state in asked.states))
        range_ = self._list(choices) if choices else None
        freely = asked.takes not in (Takes.CHOICE, Takes.NOTHING)
        style.offer(sheet, cells, words.prompt_of(asked), range_, only=asked.is_exact, freely=freely)

    def _list(self, choices: tuple[str, ...]) -> str:
        """Where the words of a drop-down stand; the same words stand there once."""
        if choices not in self.ranges:
            column = len(self.ranges) + 1
            for at, word in enumerate(choices, 1):
                style.fill(self.lists, at, column, word)
            name = column_name(column - 1)
            self.ranges[choices] = f"{LISTS}!${name}$1:${name}${len(choices)}"
        return self.ranges[choices]


def _keys(said: Said) -> list[str]:
    """The keys of the bodies listed in an answer."""
    return list(dict.fromkeys(path[1] for path in said if len(path) > 1))
