"""The steps of a question: what is asked, one prompt after another, for it to be answered.

In: a question and what is said on it so far. Out: `Step`s. Which they are hangs on the answers: what pays for a service is
asked only where there may be one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.answer_fields import ANSWER, COMPLETE, EVIDENCE, NONE_PLANNED, AnswerField, Said, Takes, fields_of
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire
from wayhome.engine.sources import Plain


class Asks(StrEnum):
    """What a step asks for."""

    FIELD = "field"
    """One field."""
    LINES = "lines"
    """Which lines of a list apply, all at once."""
    REVIEW = "review"
    """Whether an answer of several lines stays as it is."""
    BODIES = "bodies"
    """A list of bodies, each with its own fields."""
    EVIDENCE = "evidence"
    SOURCE = "source"
    DATE = "date"


@dataclass(frozen=True)
class Step:
    """One prompt of a question."""

    asks: Asks
    field: AnswerField | None = None
    number: int = 0
    """Which line it is, of those asked one by one, counted from 1; 0 if it is none of several."""
    of: int = 0


BESIDE = (Step(Asks.EVIDENCE), Step(Asks.SOURCE), Step(Asks.DATE))
BY_LINE = ("options", "grid", "dates", "names", "period")


def steps_of(
    question: Question, said: Said, questionnaire: Questionnaire, *, line_by_line: bool, with_evidence: bool
) -> tuple[Step, ...]:
    """The steps of a question; `line_by_line` goes through the lines of a list that could be answered all at once."""
    return tuple(_steps(question, said, questionnaire, line_by_line, with_evidence))


def _steps(
    question: Question, said: Said, questionnaire: Questionnaire, line_by_line: bool, with_evidence: bool
) -> Iterator[Step]:
    fields = fields_of(question, questionnaire)
    answers = [field for field in fields if not field.is_qualifier]
    if question.repeat:
        yield Step(Asks.BODIES)
    elif question.options and not line_by_line:
        yield Step(Asks.LINES)
    elif question.kind in BY_LINE:
        if not line_by_line and any(field.path in said for field in answers):
            yield Step(Asks.REVIEW)
        else:
            yield from _lines(answers, said)
    else:
        yield Step(Asks.FIELD, answers[0])
    if may_exist(question, said.get(ANSWER), questionnaire):
        yield from (Step(Asks.FIELD, field) for field in fields if field.is_qualifier and field.path != COMPLETE)
    if question.repeat and any(len(path) > 1 for path in said):
        yield from (Step(Asks.FIELD, field) for field in fields if field.path == COMPLETE)
    if with_evidence and _may_be_evidenced(said):
        yield BESIDE[0]
        if EVIDENCE in said:
            yield from BESIDE[1:]


def _lines(answers: list[AnswerField], said: Said) -> Iterator[Step]:
    asked = [field for field in answers if field.path[-1] != "title"]
    for number, field in enumerate(asked, 1):
        if field.takes is Takes.MONTHS and said.get(asked[0].path) in set(NotKnown):
            continue  # that the start is not known is said of the whole period
        yield Step(Asks.FIELD, field, number, len(asked))
        title = next((one for one in answers if one.path == (*field.path[:-1], "title") and one is not field), None)
        if title is not None and _is_coming(said.get(field.path)):
            yield Step(Asks.FIELD, title)


def _is_coming(value: Plain) -> bool:
    """A date, or a text in preparation without one: something that can have a title."""
    return value is not None and value != NONE_PLANNED and value not in set(NotKnown)


def may_exist(question: Question, answer: Plain, questionnaire: Questionnaire) -> bool:
    """Whether there may be something of which one can ask who pays for it: not where it is not known, or not there."""
    values = answer if isinstance(answer, list) else [answer]
    if answer is None or any(value in set(NotKnown) for value in values):
        return False
    if question.scale:
        there: set[str] = {level.level for level in questionnaire.scales[question.scale].levels if level.exists}
    else:
        there = {name for name, value in question.values.items() if value.exists}
        # Where no answer is marked as something that is there, all are but the one that says "none".
        there = there or {name for name in question.values if name != "none"}
    return question.kind == "number" or any(value in there for value in values)


def _may_be_evidenced(said: Said) -> bool:
    """There is an answer that is neither withheld nor not asked yet."""
    silent = (NotKnown.NOT_ASKED, NotKnown.WITHHELD)
    return any(path[0] == "answer" and value not in silent for path, value in said.items())
