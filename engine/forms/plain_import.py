"""Read a plain workbook back: what was typed into it, as a contribution to a profile.

In: the sheets of a workbook made by `plain_workbook`, filled in by people. Out: a checked `Contribution`, each of its values
with the cell it stands in. Raises InputError listing every fault; what was typed is never dropped without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wayhome.engine.answer_fields import ANSWER, SOURCE, VOICES, AnswerField, FieldPath, Said, beside, body_fields, fields_of
from wayhome.engine.contribution import Contribution, checked
from wayhome.engine.draft import new_key
from wayhome.engine.errors import InputError, Place, Problem, did_you_mean
from wayhome.engine.forms import plain_layout as layout
from wayhome.engine.forms import plain_words as words
from wayhome.engine.forms.cell_text import date_of, text_of, value_of, voices_of
from wayhome.engine.forms.named_sources import NamedSources
from wayhome.engine.forms.plain_sheets import FormSheet, Typed, form_sheets
from wayhome.engine.forms.workbook import Sheet
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire
from wayhome.engine.sources import Plain
from wayhome.engine.text_forms import ID

if TYPE_CHECKING:
    from wayhome.engine.library import Library

_OLD = "the workbook was made for another version of the questionnaire; "


def read_plain(sheets: Sequence[Sheet], library: Library) -> Contribution:
    """What a filled-in workbook says; raises InputError listing every fault with its sheet and cell."""
    return _Reader(sheets, library.questionnaire).read()


def remarks(sheets: Sequence[Sheet], library: Library) -> tuple[Problem, ...]:
    """What deserves a second look although it can be read: questions whose words were changed in the workbook."""
    found = []
    for form in form_sheets(sheets, []):
        changed = [row for row, shown, asked in _questions(form, library.questionnaire) if shown != asked]
        if form.kind == layout.SECTION and changed:
            what = f"{len(changed)} questions here have other words than the questionnaire (the first is in this row)"
            mend = "they were read by their hidden keys: are the answers meant for the questions as they stand now?"
            found.append(Problem(form.place(changed[0], layout.Column.ANSWER), what, mend=mend))
    return tuple(found)


def _questions(form: FormSheet, questionnaire: Questionnaire) -> Iterator[tuple[int, str, str]]:
    """Rows with the text of a question: as it stands there, and as it is asked."""
    column = form.columns.get(layout.Column.QUESTION)
    for row, key in form.lines():
        shown = form.sheet.value(row, column) if column is not None else None
        question = questionnaire.questions.get(layout.read_key(key)[0])
        if question and isinstance(shown, str):
            asked = f"{question.text} {words.marks(question)}".strip()
            yield row, shown.partition("\n")[0].strip(), asked


@dataclass
class _Reader:
    sheets: Sequence[Sheet]
    questionnaire: Questionnaire
    problems: list[Problem] = field(default_factory=list)
    typed: dict[tuple[str, FieldPath], tuple[Typed, Place]] = field(default_factory=dict)
    """What was typed for a field of a question, and where."""
    places: dict[tuple[str, FieldPath], Place] = field(default_factory=dict)
    sources: NamedSources = field(default_factory=NamedSources)
    bodies: dict[str, dict[str, str]] = field(default_factory=dict)
    """Question to the keys of the bodies listed, with their names."""
    is_of_this_version: bool = True
    was_blank: bool = False
    """The workbook was not made from a profile with answers: it is a voice of its own."""

    def read(self) -> Contribution:
        forms = form_sheets(self.sheets, self.problems)
        head: dict[str, Plain] = {}
        for form in forms:
            if form.kind == layout.START:
                mark = f"{layout.QUESTIONNAIRE} {layout.questionnaire_hash(self.questionnaire)}"
                self.is_of_this_version = mark in form.sheet.rows[form.top]
                self.was_blank = layout.BLANK in form.sheet.rows[form.top]
                head |= self._head(form)
            elif form.kind == layout.SOURCES:
                self._read_sources(form)
        answers: dict[str, Said] = {}
        for form in forms:
            if form.kind == layout.SECTION:
                self._read_section(form)
        for (question, path), (value, _) in self.typed.items():
            answers.setdefault(question, {})[path] = self._value(question, path, value)
        for form in forms:
            if form.kind == layout.BODIES:
                self._read_bodies(form, answers)
        for said in answers.values():
            if VOICES in said:
                said.setdefault(ANSWER, NotKnown.CONTESTED.value)
        file = self.sheets[0].file
        who = str(head.get("prepared_by") or file)
        sources = dict(self.sources.by_key)
        given = Contribution(who, answers, self.place_of, head, sources, is_another_voice=self.was_blank)
        try:
            given = checked(given, file, self.questionnaire)
        except InputError as error:
            self.problems.extend(error.problems)
        if self.problems:
            raise InputError(self.problems)
        return given

    def place_of(self, question: str, path: FieldPath) -> Place:
        """The cell of a value; of one of its parts, or of what it is a part of; or the file."""
        for length in range(len(path), -1, -1):
            start = path[:length]
            for (id_, known), place in self.places.items():
                if id_ == question and known[:length] == start:
                    return place
        return Place(self.sheets[0].file)

    def problem(self, place: Place, what: str, expected: str = "", mend: str = "") -> None:
        self.problems.append(Problem(place, what, expected, mend))

    # The head and the sources

    def _head(self, form: FormSheet) -> dict[str, Plain]:
        head: dict[str, Plain] = {}
        for row, key in form.lines():
            kind, _, name = key.partition(" ")
            typed = form.typed(row, layout.VALUE, self.problems) if kind == layout.HEAD_LINE else None
            if typed is None:
                continue
            place = form.place(row, layout.VALUE)
            if name not in layout.HEAD:
                self.problem(
                    place, f"there is no line {name!r} at the head of a profile", mend=self._nearest(name, layout.HEAD)
                )
            elif name in head:
                self.problem(place, f"the line {name!r} stands twice", mend=f"the first is in {self.places['', (name,)]}")
            else:
                head[name] = _line(name, typed)
                self.places["", (name,)] = place
        return head

    def _read_sources(self, form: FormSheet) -> None:
        lines = [
            (row, self._line(form, row, layout.SOURCE_COLUMNS)) for row, kind in form.lines() if kind != layout.LABEL_ROW
        ]
        for row, given in sorted(lines, key=lambda line: "key" not in line[1]):  # a key that is made must be a free one
            key = text_of(given.pop("key", ""))
            source = {name: _line(name, typed) for name, typed in given.items()}
            place = form.place(row, "title")
            if key in self.sources.by_key:
                self.problem(
                    form.place(row, "key"), f"two sources have the key {key!r}", mend="give one of them another key"
                )
            elif source and "title" not in source:
                self.problem(place, "a source without a title", "what the document or conversation is called")
            elif source:
                key = self.sources.add(key, source)
                self.places["", ("sources", key)] = place
                self.places |= {("", ("sources", key, name)): form.place(row, name) for name in source}

    def _line(self, form: FormSheet, row: int, columns: Sequence[str]) -> dict[str, Typed]:
        """What is typed into a line, by column."""
        found = {column: form.typed(row, column, self.problems) for column in columns}
        return {column: value for column, value in found.items() if value is not None}

    # The answers

    def _read_section(self, form: FormSheet) -> None:
        columns = (layout.Column.ANSWER, *layout.BESIDE_COLUMNS)
        for row, key in form.lines():
            if key == layout.LABEL_ROW or not (given := self._line(form, row, columns)):
                continue
            place = form.place(row, next(iter(given)))
            question, path = layout.read_key(key)
            known = self.questionnaire.questions.get(question)
            if not key:
                mend = "move it into a line of the form"
                self.problem(place, "nothing says to which question this line belongs", mend=mend)
            elif known is None or not self._has_line(known, path):
                self.problem(place, f"the questionnaire has no line {key!r}", mend=self._nearest_line(key))
            else:
                for column, value in given.items():
                    at = path if column == layout.Column.ANSWER else (str(column),)
                    if at:
                        self._take(question, at, value, form.place(row, column))
                    else:
                        mend = "answer in the lines below it"
                        self.problem(form.place(row, column), "an answer beside the text of a question", mend=mend)

    def _has_line(self, question: Question, path: FieldPath) -> bool:
        return any(row.path == path for row in layout.rows_of(question, self.questionnaire))

    def _take(self, question: str, path: FieldPath, value: Typed, place: Place) -> None:
        held = self.typed.get((question, path))
        if held is None:
            self.typed[question, path] = (value, place)
            self.places[question, path] = place
        elif text_of(held[0]) != text_of(value):
            mend = "keep one of the two lines"
            self.problem(place, f"{question} {'/'.join(path)} is answered twice, and otherwise in {held[1]}", mend=mend)

    def _value(self, question: str, path: FieldPath, typed: Typed) -> Plain:
        known = self.questionnaire.questions[question]
        fields = {one.path: one for one in fields_of(known, self.questionnaire)}
        if path == VOICES:
            return self._voices(question, fields[ANSWER], typed)
        if path == SOURCE:
            return self.sources.keys_in(text_of(typed))
        return value_of(fields.get(path) or beside(question, path), typed)

    def _voices(self, question: str, asked: AnswerField, typed: Typed) -> Plain:
        voices = voices_of(asked, typed)
        if any(isinstance(voice, dict) and "who" not in voice for voice in voices):
            place = self.places[question, VOICES]
            self.problem(
                place, "a line that does not say who says it", f"such as `{next(iter(asked.choices))}: two organisations`"
            )
            return [{"who": "?", **voice} for voice in voices if isinstance(voice, dict)]
        return list(voices)

    # Bodies

    def _read_bodies(self, form: FormSheet, answers: dict[str, Said]) -> None:
        question = self.questionnaire.questions.get(form.about)
        lines = [(row, self._line(form, row, list(form.columns))) for row, key in form.lines() if key != layout.LABEL_ROW]
        lines = [(row, given) for row, given in lines if set(given) - {"key"}]  # a line that was emptied takes nothing away
        if question is None or not question.repeat:
            if lines:
                place = form.place(lines[0][0], "name")
                self.problem(place, f"the questionnaire has no list {form.about!r}", mend=self._version())
            return
        for row, given in sorted(lines, key=lambda line: "key" not in line[1]):  # a key that is made must be a free one
            key = self._body_key(form, row, given)
            fields = {one.path[-1]: one for one in body_fields(question, key)}
            self.places[form.about, ("answer", key)] = form.place(row, "name")
            for name, typed in given.items():
                if name in fields:
                    answers.setdefault(form.about, {})[fields[name].path] = value_of(fields[name], typed)
                    self.places[form.about, fields[name].path] = form.place(row, name)
                else:
                    mend = self._nearest(name, fields)
                    self.problem(form.place(row, name), f"nothing is asked of a body under {name!r}", mend=mend)

    def _body_key(self, form: FormSheet, row: int, given: dict[str, Typed]) -> str:
        """The key of the body on a line, taken out of what was typed there; made up if there is none that can be one."""
        taken = self.bodies.setdefault(form.about, {})
        typed, name = text_of(given.pop("key", "")), text_of(given.get("name", ""))
        if typed in taken:
            self.problem(form.place(row, "key"), f"two bodies have the key {typed!r}", mend="give one of them another key")
        is_key = re.match(ID, typed) is not None
        key = typed if is_key else new_key(typed or name, taken, "body")
        taken[key] = name
        return key

    # Hints

    def _nearest_line(self, key: str) -> str:
        rows = (row.key for one in self.questionnaire.questions.values() for row in layout.rows_of(one, self.questionnaire))
        return self._nearest(key, rows)

    def _nearest(self, word: str, known: Iterable[str]) -> str:
        return self._version() + (did_you_mean(word, known) or "copy the answer into a new export")

    def _version(self) -> str:
        return "" if self.is_of_this_version else _OLD


def _line(name: str, typed: Typed) -> Plain:
    """A line of the head or of a source, a year as the number a person would write."""
    if name != "date":
        return text_of(typed)
    date = date_of(typed)
    return int(date) if date.isascii() and date.isdecimal() and len(date) == 4 else date
