"""The questions of the questionnaire as rows of an XLSForm.

In: a question, its names in the form and the condition under which it arises. Out: a group with its choices, with what
qualifies the answer, with two voices where it is contested, and with evidence and source once there is an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wayhome.engine.answer_fields import EVIDENCE, SOURCE, UNDATED, AnswerField, Takes
from wayhome.engine.forms import form_words as words
from wayhome.engine.forms.form_names import (
    GIVEN,
    Asks,
    FormName,
    FormNames,
    base_name,
    needs_given,
    page_group,
    repeat_name,
)
from wayhome.engine.forms.xlsform_rows import Rows
from wayhome.engine.forms.xpath import any_of, equals, is_blank, not_
from wayhome.engine.profile import LONGEST_TEXT
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire

FIELD_LIST = "field-list"
"""Everything in the group stands on one screen."""
_YEAR, _MONTH = "(19|20|21)[0-9][0-9]", "(0[1-9]|1[0-2])"
_DAYS = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])"
_RANGES = {Takes.NUMBER: (0, 999_999_999, words.RANGE_OF_NUMBER), Takes.MONTHS: (1, 240, words.RANGE_OF_MONTHS)}
_SILENT = (NotKnown.NOT_ASKED, NotKnown.WITHHELD)
"""Where nothing more is asked."""


def date_constraint() -> tuple[str, str]:
    """What a date has to look like, and the message that says so."""
    return f"regex(., '^{_YEAR}(-({_MONTH}|{_DAYS}))?$')", words.DATE_FORM


def text_constraint() -> tuple[str, str]:
    """How long a text may be, and the message that says so."""
    return f"string-length(.) <= {LONGEST_TEXT}", words.TOO_LONG.format(most=LONGEST_TEXT)


def capital(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class QuestionWriter:
    """Writes questions into the rows of a form."""

    rows: Rows
    questionnaire: Questionnaire
    names: FormNames
    relevance: Callable[[str], str]
    """The condition under which a question arises."""

    def write(self, question: Question, *, is_on_one_screen: bool) -> None:
        """A question with all that follows from its answer; a list of bodies cannot stand on a screen with others."""
        appearance = FIELD_LIST if not is_on_one_screen and not question.repeat else ""
        id_ = question.question
        cells = {"relevant": self.relevance(id_), "appearance": appearance}
        with self.rows.group(page_group(id_), capital(question.name), **cells):
            for name in self.names.by_question[id_]:
                self._write(question, name)
            if question.repeat:
                self._write_bodies(question)
            self._write_evidence(question)

    def _write(self, question: Question, name: FormName) -> None:
        if name.field.path in (EVIDENCE, SOURCE) or name.is_of_body:
            return  # these come last
        match name.asks:
            case Asks.NOTHING if question.options:
                # The head of a grid: a question with the choices of its rows, of which only the labels show.
                row = next(one.field for one in self.names.by_question[question.question] if one.asks is Asks.CHOICE)
                type_ = self._select(question, row)
                self.rows.add(type_, name.name, question.text, appearance="label", **self._help(question))
            case Asks.NOTHING:
                more = words.SEVERAL if question.grid else ""
                self.rows.add("note", name.name, question.text, **self._help(question, more))
            case Asks.CHOICE:
                self._write_choice(question, name)
            case Asks.TYPED:
                self._write_typed(question, name)
            case Asks.VOICE_VALUE:
                type_ = self.rows.select(f"{self._list_name(question, name.field)}_said", _labelled(name.field))
                self.rows.add(type_, name.name, words.VOICE_VALUE[name.voice], **self._voice(question))
            case Asks.VOICE_WHO:
                self._text(name.name, words.VOICE_WHO[name.voice], hint=words.VOICE_HINT, **self._voice(question))

    def _write_choice(self, question: Question, name: FormName) -> None:
        field, label = name.field, capital(name.field.label)
        is_several = _takes_several(question, field)
        cells: dict[str, str] = {}
        if is_several:
            alone = " or ".join(f"selected(., '{state.value}')" for state in field.states)
            cells |= {"constraint": f"count-selected(.) <= 1 or not({alone})", "constraint_message": words.ALONE}
        if name.name == base_name(question.question):
            label = question.text
            cells |= self._help(question, words.SEVERAL if is_several else "")
        elif field.is_qualifier:
            cells["relevant"] = self._has_answer(question)
        elif question.options:
            cells["appearance"] = "list-nolabel"
        self.rows.add(self._select(question, field, several=is_several), name.name, label, **cells)

    def _write_typed(self, question: Question, name: FormName) -> None:
        field, label = name.field, capital(name.field.label)
        cells = {"relevant": self._is_wanted(question, name), "hint": words.TYPED_HINT.get(field.takes, "")}
        if needs_given(field) and not question.period:
            # The choice stands right above: the label says what to type, and leaving it open would say nothing.
            label = words.TYPED[field.takes]
            cells |= {"required": "yes", "required_message": words.NEEDED}
        if field.takes in (Takes.NUMBER, Takes.MONTHS):
            least, most, message = _RANGES[field.takes]
            constraint = f". >= {least} and . <= {most}"
            self.rows.add("integer", name.name, label, constraint=constraint, constraint_message=message, **cells)
        elif field.takes in (Takes.DATE, Takes.OPENING):
            constraint, message = date_constraint()
            self.rows.add("text", name.name, label, constraint=constraint, constraint_message=message, **cells)
        else:
            appearance = "multiline" if field.takes is Takes.TEXTS else ""
            self._text(name.name, label, appearance=appearance, **cells)

    def _write_bodies(self, question: Question) -> None:
        id_ = question.question
        are_listed = equals(base_name(id_), GIVEN)
        with self.rows.repeat(repeat_name(id_), words.BODIES, relevant=are_listed, appearance=FIELD_LIST):
            for name in self.names.by_question[id_]:
                if not name.is_of_body:
                    continue
                if name.asks is Asks.TYPED:
                    needed = {"required": "yes", "required_message": words.NEEDED}
                    self._text(name.name, capital(name.field.label), hint=words.VOICE_HINT, **needed)
                else:
                    self.rows.add(self.rows.select(name.name, self._choices(name.field)), name.name, name.field.label)

    def _write_evidence(self, question: Question) -> None:
        answered = self._has_answer(question)
        evidence, source = (self.names.of(question.question, path, Asks.TYPED).name for path in (EVIDENCE, SOURCE))
        self._text(evidence, words.EVIDENCE, hint=words.EVIDENCE_HINT, relevant=answered, appearance="multiline")
        self._text(source, words.SOURCE, hint=words.SOURCE_HINT, relevant=answered)

    def _text(self, name: str, label: str, **cells: str) -> None:
        constraint, message = text_constraint()
        self.rows.add("text", name, label, constraint=constraint, constraint_message=message, **cells)

    def _help(self, question: Question, more: str = "") -> dict[str, str]:
        who = ", ".join(self.questionnaire.roles[role].title for role in question.ask)
        guidance = words.ASK.format(who=who)
        if question.matters:
            guidance += f" {words.MATTERS.format(matters=question.matters)}"
        return {"hint": f"{question.help} {more}".strip(), "guidance_hint": guidance}

    def _select(self, question: Question, field: AnswerField, *, several: bool = False) -> str:
        return self.rows.select(self._list_name(question, field), self._choices(field), several=several)

    def _choices(self, field: AnswerField) -> dict[str, str]:
        given = {}
        if needs_given(field):
            given = {GIVEN: words.PERIOD_GIVEN if field.path == ("answer", "start") else words.GIVEN[field.takes]}
        labels = words.SHORT_STATES if _is_yes_no(field) else words.STATES
        return {**given, **_labelled(field), **{state.value: labels[state] for state in field.states}}

    def _list_name(self, question: Question, field: AnswerField) -> str:
        """Questions with the same choices share a list."""
        if field.is_qualifier:
            return "_".join(("qualifier", *field.path)).replace("-", "_")
        if _is_yes_no(field):
            return "yes_no"
        return f"scale_{question.scale}".replace("-", "_") if question.scale else base_name(question.question)

    def _voice(self, question: Question) -> dict[str, str]:
        """Voices are heard where the answer is contested, and then both."""
        is_contested = equals(base_name(question.question), NotKnown.CONTESTED.value)
        return {"relevant": is_contested, "required": "yes", "required_message": words.NEEDED}

    def _is_wanted(self, question: Question, name: FormName) -> str:
        """The condition under which something is typed."""
        field = name.field
        if field.takes is Takes.DATE and not needs_given(field):
            return self._has_answer(question)  # the year of a number
        # What is typed has the name of its choice and one word more.
        choice = name.name.rpartition("__")[0]
        given = equals(choice, GIVEN)
        return any_of((given, equals(choice, UNDATED))) if field.takes is Takes.TEXT else given

    def _has_answer(self, question: Question) -> str:
        """Something is said in answer to a question, and it may be spoken of."""
        names = self.names.by_question[question.question]
        choices = [one for one in names if one.asks is Asks.CHOICE and not one.field.is_qualifier and not one.is_of_body]
        silent = {one.name: [state for state in _SILENT if state in one.field.states] for one in choices}
        return any_of(
            not_(any_of((is_blank(name), *(equals(name, state.value) for state in states))))
            for name, states in silent.items()
        )


def _takes_several(question: Question, field: AnswerField) -> bool:
    """Several values can be ticked, of which one holds; of only two that would say nothing."""
    return not field.is_qualifier and question.kind in ("scale", "values", "grid") and len(field.choices) > 2


def _labelled(field: AnswerField) -> dict[str, str]:
    """Each value with what it means, such as `patchy: It works in some places or for some groups`."""
    is_word = _is_yes_no(field)
    return {value: capital(value) if is_word else f"{value}: {meaning}" for value, meaning in field.choices.items()}


def _is_yes_no(field: AnswerField) -> bool:
    return bool(field.choices) and all(value == meaning for value, meaning in field.choices.items())
