"""The conditions under which questions arise, as XPath for the column `relevant` of a form.

In: the relevance conditions of a rulebook, and which questions the form asks. Out: an expression by question. It hides a
question only where it certainly does not arise: an answer left open or not known leaves the question shown, as does a
question that is not in the form. For each condition there are two expressions, that it may hold and that it certainly holds;
this is the three-valued logic of `truth` in two values. `tests/engine/forms/test_xpath.py` compares it with `evaluate`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from wayhome.engine.answer_fields import ANSWER
from wayhome.engine.compile import Program, Skip
from wayhome.engine.forms.form_names import Asks, FormName, FormNames
from wayhome.engine.questionnaire import NotKnown, Questionnaire
from wayhome.engine.truth import All, Any, Condition, Count, Test

TRUE, FALSE = "true()", "false()"


def reference(name: str) -> str:
    """The answer to the question of the form with this name."""
    return f"${{{name}}}"


def selected(name: str, value: str) -> str:
    """Whether a value was chosen."""
    return f"selected({reference(name)}, '{value}')"


def is_blank(name: str) -> str:
    """Whether a question was left open."""
    return f"{reference(name)} = ''"


def equals(name: str, value: str) -> str:
    """Whether a value was chosen, and no other."""
    return f"{reference(name)} = '{value}'"


def not_(part: str) -> str:
    """The opposite of an expression."""
    if part in (TRUE, FALSE):
        return FALSE if part == TRUE else TRUE
    return f"not{part}" if part.startswith("(") else f"not({part})"


def any_of(parts: Iterable[str]) -> str:
    """An expression that holds where one of the parts does."""
    return _joined(parts, "or", neutral=FALSE, absorbing=TRUE)


def all_of(parts: Iterable[str]) -> str:
    """An expression that holds where each of the parts does."""
    return _joined(parts, "and", neutral=TRUE, absorbing=FALSE)


def _joined(parts: Iterable[str], word: str, *, neutral: str, absorbing: str) -> str:
    found = [part for part in dict.fromkeys(parts) if part != neutral]
    if absorbing in found:
        return absorbing
    if len(found) <= 1:
        return found[0] if found else neutral
    return f"({f' {word} '.join(found)})"


@dataclass(frozen=True)
class Relevance:
    """What is known of relevance while a form is filled in."""

    program: Program
    questionnaire: Questionnaire
    names: FormNames
    asked: Collection[str]
    """The questions in the form."""

    def of(self, question: str) -> str:
        """The expression under which a question is shown; nothing if it always is."""
        skip = self._skips.get(question)
        shown = self._may(skip.relevant) if skip else TRUE
        return "" if shown == TRUE else shown

    @cached_property
    def _skips(self) -> Mapping[str, Skip]:
        return {skip.question: skip for level in self.program.skips for skip in level}

    def _may(self, condition: Condition) -> str:
        """The condition is true or unknown."""
        match condition:
            case Test(fact, mask, _):
                return self._may_be(fact, mask)
            case All(parts):
                return all_of(self._may(part) for part in parts)
            case Any(parts):
                return any_of(self._may(part) for part in parts)
            case Count(at_least, parts):
                return _count(at_least, [self._may(part) for part in parts])

    def _must(self, condition: Condition) -> str:
        """The condition is true."""
        match condition:
            case Test(fact, mask, full):
                return not_(self._may_be(fact, full & ~mask))
            case All(parts):
                return all_of(self._must(part) for part in parts)
            case Any(parts):
                return any_of(self._must(part) for part in parts)
            case Count(at_least, parts):
                return _count(at_least, [self._must(part) for part in parts])

    def _may_be(self, fact: str, mask: int) -> str:
        """The fact may have one of these values, by the answer and by whether its question arises."""
        if not mask:
            return FALSE
        values = self.questionnaire.facts[fact].domain.names(mask)
        answered = self._answer_allows(fact, values)
        for skip in self._skips.values():
            if fact in skip.facts:
                skipped = not_(self._must(skip.relevant)) if mask & skip.skipped else FALSE
                return any_of((all_of((self._may(skip.relevant), answered)), skipped))
            if fact in skip.beside:
                return any_of((not_(self._may(skip.relevant)), answered))
        return answered

    def _answer_allows(self, fact: str, values: tuple[str, ...]) -> str:
        """The answer does not certainly exclude all of these values."""
        name = self._choice_of(fact)
        excluded = [value for value in self.questionnaire.facts[fact].domain.values if value not in values]
        if name is None or not excluded:
            return TRUE
        ways = [_only(name, excluded)]
        if NotKnown.CONTESTED in name.field.states:
            voices = [voice for voice in self.names.by_question[name.field.question] if voice.asks is Asks.VOICE_VALUE]
            is_contested = equals(name.name, NotKnown.CONTESTED.value)
            ways.append(all_of((is_contested, *(_only(voice, excluded) for voice in voices))))
        return not_(any_of(ways))

    def _choice_of(self, fact: str) -> FormName | None:
        """The choice that settles a fact; None if the form does not ask it, or if more than the choice settles it."""
        id_ = self.questionnaire.facts[fact].question
        if id_ not in self.asked:
            return None
        for name in self.names.by_question[id_]:
            if name.asks is Asks.CHOICE and self._is_settled_by(fact, name):
                return name
        return None

    def _is_settled_by(self, fact: str, name: FormName) -> bool:
        kind, path = self.questionnaire.questions[name.field.question].kind, name.field.path
        parts = path[1:] if path[0] == ANSWER[0] else path
        if path[0] == ANSWER[0] and kind not in ("scale", "values", "options", "grid"):
            return False  # a number, a date or a list: the choice says only that it is given
        has_these = set(self.questionnaire.facts[fact].domain.values) == set(name.field.choices)
        return has_these and fact == ".".join((name.field.question, *parts))


def _only(name: FormName, values: Collection[str]) -> str:
    """Something was chosen, and none but these values."""
    if len(values) == 1:
        return equals(name.name, *values)
    others = any_of(selected(name.name, value) for value in name.values if value not in values)
    return all_of((not_(is_blank(name.name)), not_(others)))


def _count(at_least: int, parts: list[str]) -> str:
    return f"({' + '.join(f'if({part}, 1, 0)' for part in parts)} >= {at_least})"
