"""The course of an interview: which question comes next, and how far it has come.

In: the questions to ask in their order, and a draft of the profile. Out: ids of questions, and lines on progress.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from wayhome.engine.answer_fields import Said
from wayhome.engine.draft import Draft
from wayhome.engine.interview.relevance import not_arising
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import NotKnown, Question, Section


@dataclass(frozen=True)
class Course:
    """The questions of an interview, as a draft leaves them."""

    sections: Sequence[Section]
    order: Sequence[str]
    """Ids of the questions of the sections, in the order in which they are asked."""
    draft: Draft
    library: Library
    only_unanswered: bool = False

    def on(self, draft: Draft) -> Course:
        """The same course, seen from another draft."""
        if draft is self.draft:
            return self
        return Course(self.sections, self.order, draft, self.library, self.only_unanswered)

    @cached_property
    def arising(self) -> tuple[str, ...]:
        """The questions that arise, in their order; what was answered all the same is not asked either."""
        left_out = not_arising(self.draft.profile, self.library)
        return tuple(id_ for id_ in self.order if id_ not in left_out)

    @cached_property
    def said(self) -> dict[str, Said]:
        """What is said on each question."""
        return self.draft.everything_said()

    @property
    def open(self) -> tuple[str, ...]:
        """The questions on which nothing is written."""
        return tuple(id_ for id_ in self.arising if not has_answer(self.said.get(id_, {})))

    @property
    def answered(self) -> int:
        """How many of the questions that arise are answered, be it that nobody knows."""
        return sum(is_answered(self.said.get(id_, {})) for id_ in self.arising)

    @property
    def first(self) -> str | None:
        """The first question on which nothing is written; None if there is none."""
        return next(iter(self.open), None)

    def after(self, question: str) -> str | None:
        """The question to ask after another; None after the last."""
        return next(iter(self._later(question)), None)

    def before(self, question: str) -> str | None:
        """The question before another, answered or not; None before the first."""
        at = self.order.index(question)
        earlier = [id_ for id_ in self.arising if self.order.index(id_) < at]
        return earlier[-1] if earlier else None

    def _later(self, question: str) -> list[str]:
        at = self.order.index(question)
        asked = self.open if self.only_unanswered else self.arising
        return [id_ for id_ in asked if self.order.index(id_) > at]

    def progress(self, question: str) -> str:
        """Where a question stands, and how far the interview has come, in one line."""
        section = self.section_of(question)
        within = [id_ for id_ in self.arising if self.section_of(id_) is section]
        return f"{section.title}, question {within.index(question) + 1} of {len(within)}; {self.count}"

    @property
    def count(self) -> str:
        """How far the interview has come, as words."""
        return f"{self.answered} of {len(self.arising)} answered"

    @property
    def overview(self) -> str:
        """The sections, with how far each is answered, a line each."""
        lines = []
        for section in self.sections:
            within = [id_ for id_ in self.arising if self.section_of(id_) is section]
            done = sum(is_answered(self.said.get(id_, {})) for id_ in within)
            lines.append(f"  {section.id}: {section.title}, {done} of {len(within)} answered")
        return "\n".join(["Sections, such as /returns:", *lines])

    def section_of(self, question: str) -> Section:
        """The section of a question."""
        return self._sections[question]

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {question.question: section for section in self.sections for question in section.questions}

    def find(self, text: str) -> list[str]:
        """The questions a text may mean, the best matches only: by id, by section, by name, then by what is asked."""
        wanted = text.casefold()
        questions = [self.library.questionnaire.questions[id_] for id_ in self.arising]
        for section in self.sections:
            if wanted in (section.id, section.title.casefold()):
                inside = [id_ for id_ in self.arising if self.section_of(id_) is section]
                return inside[:1]
        for reading in (_is_id, _begins_id, _in_id, _in_name, _in_text):
            found = [question.question for question in questions if reading(question, wanted)]
            if found:
                return found
        return []


def has_answer(said: Said) -> bool:
    """Something is written in answer, be it that it was not asked yet; a question that has it is passed."""
    return any(path[0] == "answer" for path in said)


def is_answered(said: Said) -> bool:
    """Something is said, be it that nobody knows."""
    return any(path[0] == "answer" and value != NotKnown.NOT_ASKED for path, value in said.items())


def _is_id(question: Question, wanted: str) -> bool:
    return question.question == wanted


def _begins_id(question: Question, wanted: str) -> bool:
    return question.question.startswith(wanted) or question.question.split(".")[-1] == wanted


def _in_id(question: Question, wanted: str) -> bool:
    return wanted in question.question


def _in_name(question: Question, wanted: str) -> bool:
    return all(word in question.name.casefold() for word in wanted.split())


def _in_text(question: Question, wanted: str) -> bool:
    return all(word in question.text.casefold() for word in wanted.split())
