"""A visit to one question: its steps, one prompt after another, each reply in the file before the next prompt.

In: a question. Out: its answer in the file. Raises a Leave if the question is left for elsewhere.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from wayhome.engine.answer_fields import ANSWER, VOICES, AnswerField, FieldPath, Said, fields_of
from wayhome.engine.interview.ask_beside import Beside
from wayhome.engine.interview.ask_bodies import Bodies
from wayhome.engine.interview.ask_field import ask_field, changes_of
from wayhome.engine.interview.ask_lines import are_left, ask_whether, is_unknown, named, others, unknown, whole_list
from wayhome.engine.interview.course import has_answer
from wayhome.engine.interview.in_words import answer_in_words, qualifiers_in_words, value_in_words, voices_in_words
from wayhome.engine.interview.prompts import LINES, OTHERS, REVIEW, field_lines, help_on, lines_of_options, so_far
from wayhome.engine.interview.read_input import NotUnderstood, read_lines
from wayhome.engine.interview.record import Record
from wayhome.engine.interview.steps import BESIDE, BY_LINE, Asks, Step, may_exist, steps_of
from wayhome.engine.interview.talk import Again, Back, Changed, Done, Skip, Talk, walk
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import Question
from wayhome.engine.sources import Plain


class Visit:
    """One question on the screen."""

    def __init__(
        self, question: Question, library: Library, talk: Talk, record: Record, beside: Beside, *, is_quick: bool
    ) -> None:
        self.question = question
        self._id = question.question
        self._library = library
        self._talk = talk
        self._record = record
        self._beside = beside
        self._is_quick = is_quick
        self._step: Step | None = None
        self._is_changed = False
        self._line_by_line = False
        self._goes_through = False

    def ask(self) -> None:
        """Ask all there is to ask; raises Back before the first prompt, and what else leads elsewhere."""
        self._begin()
        while True:
            try:
                walk(self._steps, self._take)
            except Done:
                break
            except Again:
                self._line_by_line = self._goes_through = True
            except Changed:
                self._begin()
            else:
                break
        if not has_answer(self._said):
            self._talk.say("Left open.")

    def help(self) -> str:
        """The help on what is on the screen."""
        return help_on(self.question, self._step, self._library)

    def edit_evidence(self) -> None:
        """Ask for evidence, source and date, and come back to where it was called."""
        with contextlib.suppress(Back, Skip):
            walk(lambda: BESIDE, lambda step: self._beside.ask(self._id, step.asks))
        self._talk.say("Back to the question.")

    @property
    def _said(self) -> Said:
        return self._record.said(self._id)

    def _begin(self) -> None:
        self._is_changed = self._goes_through = False
        # Lines that hold something are shown first; a list of options is answered in one line, if need be.
        self._line_by_line = self.question.kind in BY_LINE and not self.question.options and not has_answer(self._said)

    def _steps(self) -> Sequence[Step]:
        return steps_of(
            self.question,
            self._said,
            self._library.questionnaire,
            line_by_line=self._line_by_line,
            with_evidence=(self._is_changed or self._goes_through) and not self._is_quick,
        )

    def _take(self, step: Step) -> None:
        self._step = step
        is_first = self._steps()[0] == step
        if is_first:
            held = so_far(self.question, self._said, self._library.questionnaire)
            self._talk.say("\n".join([self.question.text, *held]))
        if step.asks is Asks.LINES:
            self._take_lines()
        elif step.asks is Asks.REVIEW:
            self._take_review()
        elif step.asks is Asks.BODIES:
            self._is_changed |= Bodies(self._talk, self._record, self.question).ask()
        elif step.field is not None:
            self._take_field(step, step.field, is_first=is_first)
        else:
            self._talk.say("")
            self._beside.ask(self._id, step.asks)

    def _answer(self, changes: dict[FieldPath, Plain], words: str) -> None:
        self._record.answer(self._id, changes, words)
        self._is_changed = True

    def _take_review(self) -> None:
        """An answer of several lines: kept, or gone through."""
        self._talk.say(REVIEW)
        while reply := self._talk.ask("Enter or r: "):
            if reply.lower() == "r":
                raise Again
            self._talk.say(REVIEW)
        raise Done

    def _take_lines(self) -> None:
        """Which lines of a list apply."""
        is_answered = has_answer(self._said)
        self._talk.say("\n".join([*lines_of_options(self.question), f"{LINES}{' Enter keeps it.' if is_answered else ''}"]))
        while reply := self._talk.ask("Numbers: "):
            if reply.lower() == "r":
                raise Again
            try:
                if self._are_answered(reply):
                    return
            except NotUnderstood as error:
                self._talk.say(str(error))
        if not self._is_changed:
            raise Done

    def _are_answered(self, reply: str) -> bool:
        """Write down what a reply says of all lines; False if it says nothing after all."""
        said = self._said
        if is_unknown(reply):
            changes = changes_of(self._talk, whole_list(self.question), said, reply)
            if changes:
                state = changes[ANSWER]
                self._answer(unknown(self.question, state, said), value_in_words(state))
            return bool(changes)
        chosen = read_lines(self.question.options, reply)
        changes = named(self.question, chosen, said)
        then: Said = {path: value for path, value in {**said, **changes}.items() if value is not None}
        self._answer(changes, answer_in_words(self.question, then, self._library.questionnaire))
        if are_left(self.question, chosen, self._said):
            self._talk.say(OTHERS)
            if ask_whether(self._talk):
                self._answer(others(self.question, chosen, self._said), "no for the others")
        return True

    def _take_field(self, step: Step, field: AnswerField, *, is_first: bool) -> None:
        said = self._said
        is_main = field.path == ANSWER
        is_kept = is_main and ANSWER in said and not self._goes_through
        if not is_first and not step.number:
            self._talk.say("")
        lines = field_lines(step, self.question, is_first=is_first)
        if field.path in said and not step.number:
            lines.append(self._how_to_keep(field, said, is_kept=is_kept))
        if lines:
            self._talk.say("\n".join(lines))
        changes = ask_field(self._talk, step, said, "r" if is_kept else "")
        if changes is None:
            self._goes_through = True
        elif changes:
            self._answer(changes, _words(field, changes))
            if is_main:
                self._clear_what_is_left()
        elif is_main and not self._goes_through and not self._is_changed:
            raise Done

    def _how_to_keep(self, field: AnswerField, said: Said, *, is_kept: bool) -> str:
        if not is_kept:
            return f"So far: {value_in_words(said[field.path], field.takes)}. Enter keeps it."
        more = steps_of(
            self.question, said, self._library.questionnaire, line_by_line=False, with_evidence=not self._is_quick
        )
        return REVIEW if len(more) > 1 else "Enter keeps it and goes on."

    def _clear_what_is_left(self) -> None:
        """Offer to take away what qualified an answer that has changed to one it no longer fits."""
        said = self._said
        questionnaire = self._library.questionnaire
        left = [field for field in fields_of(self.question, questionnaire) if field.is_qualifier and field.path in said]
        if not left or may_exist(self.question, said.get(ANSWER), questionnaire):
            return
        self._talk.say(
            f"Beside it still stands: {qualifiers_in_words(left, said)}. Shall it go? y takes it away; n or Enter keeps it."
        )
        if ask_whether(self._talk):
            self._answer({field.path: None for field in left}, "nothing beside the answer")


def _words(field: AnswerField, changes: dict[FieldPath, Plain]) -> str:
    """What has been changed, for the line that says so."""
    value = changes[field.path]
    words = "left open" if value is None else value_in_words(value, field.takes)
    voices = voices_in_words(changes[VOICES]) if changes.get(VOICES) else ""
    label = field.label if len(field.path) > 1 else field.path[0] if field.is_qualifier else ""
    return f"{f'{label}: ' if label else ''}{words}{f': {voices}' if voices else ''}"
