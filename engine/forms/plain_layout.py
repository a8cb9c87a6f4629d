"""What stands where in a plain workbook: its sheets, their rows, and the hidden keys by which a row is found again.

In: the questionnaire, a selection, and what a profile says so far. Out: plain values, without a word of Excel;
`plain_workbook` draws them and `plain_import` reads them back.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from wayhome.engine.answer_fields import VOICES, AnswerField, FieldPath, body_fields, fields_of
from wayhome.engine.draft import Draft
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire, Section
from wayhome.engine.selection import Selection, select

MARKER = "wayhome-plain"
"""Begins the hidden first cell of each sheet that is ours."""
FORMAT = 1
START, SOURCES, SECTION, BODIES = "start", "sources", "section", "bodies"
"""The kinds of sheets, as their hidden first cell names them."""


class Column(StrEnum):
    """A column of a section's sheet, as the hidden first row names it."""

    QUESTION = "question"
    PART = "part"
    ANSWER = "answer"
    EVIDENCE = "evidence"
    SOURCE = "source"
    DATE = "date"
    COUNTED = "counted"
    """1 on the first line of a question that has an answer, else 0."""


BESIDE_COLUMNS = (Column.EVIDENCE, Column.SOURCE, Column.DATE)
"""What stands beside the answer to a question, once."""
SOURCE_COLUMNS = ("key", "title", "address", "date")
VALUE = "value"
"""The column of the head's lines."""
QUESTIONNAIRE = "questionnaire"
"""Begins the hidden cell with the version of the questions."""
BLANK = "blank"
"""Stands in the hidden first row if the workbook was made without a profile that says anything yet."""
HEAD = ("country", "area", "name", "title", "date", "for", "prepared_by", "basis", "invented")
LABEL_ROW, HEAD_LINE, SOURCE_LINE, BODY_LINE = "labels", "head", "source", "body"
"""The keys of rows that are no answers: what is for the eye, and the lines of the head, of sources and of bodies."""
ROOM = 40
"""Empty lines kept for further sources and bodies."""
LONGEST_NAME = 31  # of a sheet, in Excel
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]+")


@dataclass(frozen=True)
class Row:
    """A line of a section's sheet."""

    question: Question
    path: FieldPath
    """What is said there; empty for the line of a question whose answers stand in lines of their own below it."""
    field: AnswerField | None
    """None for the line of such a question, and for the line that says who says what."""
    is_first: bool
    """Of the lines of its question: the one with its text, the evidence, the source and the date."""

    @property
    def key(self) -> str:
        """By which the row is found again, wherever it has gone."""
        return row_key(self.question.question, self.path)


def row_key(question: str, path: FieldPath) -> str:
    """The hidden key of a row, such as `returns.groups answer/minorities`."""
    return f"{question} {'/'.join(path)}".strip()


def read_key(key: str) -> tuple[str, FieldPath]:
    """The question and the path in a hidden key."""
    question, _, path = key.partition(" ")
    return question, tuple(path.split("/")) if path else ()


def rows_of(question: Question, questionnaire: Questionnaire) -> tuple[Row, ...]:
    """The lines of a question: the answer, who says what where voices may differ, then what qualifies the answer."""
    fields = fields_of(question, questionnaire)
    rows = [] if len(fields[0].path) == 1 else [Row(question, (), None, is_first=True)]
    for field in fields:
        rows.append(Row(question, field.path, field, is_first=not rows))
        if can_be_contested(field):
            rows.append(Row(question, VOICES, None, is_first=False))
    return tuple(rows)


def can_be_contested(field: AnswerField) -> bool:
    """Whether two voices may be set down side by side on it."""
    return NotKnown.CONTESTED in field.states


def body_columns(question: Question) -> tuple[str, ...]:
    """The columns of a list of bodies."""
    return ("key", *(field.path[-1] for field in body_fields(question, "")))


def sections_on(draft: Draft | None, questionnaire: Questionnaire, selection: Selection) -> tuple[Section, ...]:
    """The sections and questions on the sheets.

    Without anything that narrows it down, a workbook also holds all that the profile answers, asked for or not, so that it
    says as much as the profile does.
    """
    sections = select(questionnaire, selection, is_area=draft is not None and draft.profile.area is not None)
    if draft is None or is_narrowed(selection):
        return sections
    said = draft.everything_said()
    asked = {question.question for section in sections for question in section.questions} | set(said)
    whole = (
        replace(section, questions=tuple(q for q in section.questions if q.question in asked))
        for section in questionnaire.sections
    )
    return tuple(section for section in whole if section.questions)


def is_narrowed(selection: Selection) -> bool:
    """Whether less is asked for than everything."""
    return bool(selection.section or selection.core or selection.role) or not selection.sensitive


def left_out(draft: Draft, questionnaire: Questionnaire, selection: Selection) -> tuple[str, ...]:
    """The questions a profile answers that the selection keeps off the sheets."""
    on = {question.question for section in sections_on(draft, questionnaire, selection) for question in section.questions}
    return tuple(question for question in draft.everything_said() if question not in on)


def sheet_names(sections: Iterable[Section]) -> dict[str, str]:
    """Section to the name of its sheet, and the id of a question answered body by body to the name of that list."""
    names: dict[str, str] = {}
    taken = {"start", "sources", "lists", "history"}  # Excel keeps the last for itself
    for section in sections:
        names[section.id] = _free_name(section.title, taken)
        for question in section.questions:
            if question.repeat:
                names[question.question] = _free_name(f"{names[section.id]}, list", taken)
    return names


def _free_name(title: str, taken: set[str]) -> str:
    """A name that Excel allows and no other sheet has: without what stands in brackets, cut between words."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", re.sub(r"\s*\(.*?\)", "", title)).split()).strip("'") or "Section"
    for i in range(1, len(taken) + 2):
        end = f" {i}" if i > 1 else ""
        name = _cut(plain, LONGEST_NAME - len(end)) + end
        if name.casefold() not in taken:
            break
    taken.add(name.casefold())
    return name


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    start, _, _ = text[: most - 3].rpartition(" ")
    return f"{start or text[: most - 4]} ..."


def questionnaire_hash(questionnaire: Questionnaire) -> str:
    """SHA-256 over all that can be said in answer to the questionnaire: the version of the questions a workbook asks."""
    total = hashlib.sha256()
    for question in questionnaire.questions.values():
        for row in rows_of(question, questionnaire):
            words = (*row.field.choices, *row.field.states) if row.field else ()
            total.update(" ".join((row.key, *words, "\n")).encode())
    return total.hexdigest()
