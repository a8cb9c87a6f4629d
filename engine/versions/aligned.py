"""The library of before as the one of now would name and order it, so that what conditions decide can be compared.

In: two libraries. Out: the old one, its questions under the ids they have now and its values in the order they have now.
What is only called or placed otherwise is then the same in both, and no change of the rules that read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from wayhome.engine.compile import compile_rulebook, facts_over_lists
from wayhome.engine.library import Compiled, Library
from wayhome.engine.questionnaire import Question, Questionnaire, Section
from wayhome.engine.questionnaire_reader import actor_facts_of, facts_of
from wayhome.engine.rulebook import Finding, Implication, Measure, Rulebook
from wayhome.engine.truth import All, Count, Domain, Test, simplify
from wayhome.engine.truth import Any as AnyOf

Value = TypeVar("Value")


@dataclass(frozen=True)
class Aligned:
    """The old library, aligned with the new one."""

    library: Library
    questions: Mapping[str, str] = field(default_factory=dict)
    """The ids of questions of before with those of now, where they differ."""


def aligned(old: Library, new: Library) -> Aligned:
    """Align an old library with a new one; the same object if there is nothing to align."""
    names = _renamed_questions(old.questionnaire, new.questionnaire)
    side = _Side(old, new, names)
    if not names and not side.moved:
        return Aligned(old)
    rulebook = side.rulebook()
    side.questionnaire.facts.update(facts_over_lists(rulebook, side.questionnaire))
    program = compile_rulebook(rulebook, side.questionnaire)
    return Aligned(
        replace(old, questionnaire=side.questionnaire, rulebook=rulebook, country=Compiled(program, ())),
        names,
    )


def _renamed_questions(old: Questionnaire, new: Questionnaire) -> dict[str, str]:
    """Questions that have another id and are the same in all that decides, and in their name or their text."""
    came = [id_ for id_ in new.questions if id_ not in old.questions]
    found: dict[str, str] = {}
    for told in ({"name", "text", "help", "matters"}, {"name"}, {"text"}):
        for id_, question in old.questions.items():
            alike = [one for one in came if _told(question, told) == _told(new.questions[one], told)]
            if id_ not in new.questions and id_ not in found and alike:
                found[id_] = alike[0]
                came.remove(alike[0])
    return found


def _told(question: Question, words: set[str]) -> dict[str, object]:
    """A question without its id, and of its own words only these; when it is asked is told apart."""
    return question.model_dump(exclude={"question", "relevant", "name", "text", "help", "matters"} - words)


class _Side:
    """The old library, of which one part after the other is aligned."""

    def __init__(self, old: Library, new: Library, names: Mapping[str, str]) -> None:
        self.old, self.new, self.names = old, new, names

    @cached_property
    def moved(self) -> dict[str, tuple[Domain, Domain]]:
        """By old id, each fact or finding whose values stand in another order, with its domain before and now."""
        before = {
            **{spec.id: spec.domain for spec in self.old.questionnaire.facts.values()},
            **{spec.id: spec.domain for spec in self.old.questionnaire.actor_facts.values()},
            **{one.id: one.domain for one in self.old.rulebook.findings.values()},
        }
        now = {
            **{spec.id: spec.domain for spec in self.new.questionnaire.facts.values()},
            **{spec.id: spec.domain for spec in self.new.questionnaire.actor_facts.values()},
            **{one.id: one.domain for one in self.new.rulebook.findings.values()},
        }
        found = {}
        for id_, domain in before.items():
            other = now.get(self.fact(id_))
            if other and set(other.values) == set(domain.values) and other.values != domain.values:
                found[id_] = domain, Domain(other.values, domain.order)
        return found

    @cached_property
    def _facts(self) -> dict[str, str]:
        """Facts of renamed questions, with their ids of now."""
        return {
            spec.id: f"{self.names[spec.question]}{spec.id.removeprefix(spec.question)}"
            for spec in self.old.questionnaire.facts.values()
            if spec.question in self.names and spec.id.startswith(spec.question)
        }

    def fact(self, id_: str) -> str:
        """The id of a fact as it is now."""
        return self._facts.get(id_, id_)

    def mask(self, fact: str, mask: int) -> int:
        """The mask of the same values as they are ordered now."""
        if fact not in self.moved:
            return mask
        before, now = self.moved[fact]
        return now.mask(before.names(mask))

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """The questions, under their ids of now, each with its values in the order of now."""
        old, new = self.old.questionnaire, self.new.questionnaire
        questions = {self.names.get(id_, id_): self._question(one) for id_, one in old.questions.items()}
        sections = (
            Section(one.id, one.title, tuple(questions[self.names.get(q.question, q.question)] for q in one.questions))
            for one in old.sections
        )
        scales = {
            id_: scale.model_copy(update={"levels": _by(scale.levels, "level", new.scales[id_].levels)})
            if id_ in new.scales
            else scale
            for id_, scale in old.scales.items()
        }
        qualifiers = {
            id_: one.model_copy(update={"values": _in_order(one.values, new.qualifiers[id_].values)})
            if id_ in new.qualifiers
            else one
            for id_, one in old.qualifiers.items()
        }
        places = {self.names.get(id_, id_): place for id_, place in old.places.items()}
        found = replace(
            old,
            scales=scales,
            qualifiers=qualifiers,
            sections=tuple(sections),
            facts={},
            questions=questions,
            places=places,
            actor_facts={},
        )
        for question in questions.values():
            found.facts.update({spec.id: spec for spec in facts_of(question, found)})
            found.actor_facts.update({spec.id: spec for spec in actor_facts_of(question)})
        return found

    def _question(self, old: Question) -> Question:
        id_ = self.names.get(old.question, old.question)
        now = self.new.questionnaire.questions.get(id_, old)
        update: dict[str, object] = {"question": id_, "values": _in_order(old.values, now.values)}
        if old.grid and now.grid:
            update["grid"] = old.grid.model_copy(update={"values": _in_order(old.grid.values, now.grid.values)})
        if old.number and now.number:
            update["number"] = old.number.model_copy(update={"counted": _in_order(old.number.counted, now.number.counted)})
        if old.repeat and now.repeat:
            asked = {
                name: one.model_copy(update={"values": _in_order(one.values, now.repeat.fields[name].values)})
                if name in now.repeat.fields
                else one
                for name, one in old.repeat.fields.items()
            }
            update["repeat"] = old.repeat.model_copy(update={"fields": asked})
        return old.model_copy(update=update)

    def rulebook(self) -> Rulebook:
        """The rules, whose conditions read facts as they are named and ordered now."""
        book = self.old.rulebook
        book = replace(book, relevance={self.names.get(id_, id_): when for id_, when in book.relevance.items()})
        gate = tuple(tuple(self.names.get(id_, id_) for id_ in group) for group in book.gate)
        return replace(self._of(book), gate=gate)

    def _of(self, value: Value) -> Value:
        return self._walked(value)  # type: ignore[no-any-return]  # each value keeps its type

    def _walked(self, value: Any) -> Any:
        match value:
            case Test(fact, mask, full):
                return Test(self.fact(fact), self.mask(fact, mask), full)
            case All() | AnyOf() | Count():
                return simplify(self._parts(value))
            case tuple():
                return tuple(self._walked(one) for one in value)
            case dict():
                return {key: self._walked(one) for key, one in value.items()}
            case Implication():
                then = tuple((self.fact(fact), self.mask(fact, mask)) for fact, mask in value.then)
                base, at, fact = value.id.partition("@")
                return replace(value, id=f"{base}{at}{self.fact(fact)}", when=self._of(value.when), then=then)
            case Finding():
                domain = self.moved[value.id][1] if value.id in self.moved else value.domain
                return replace(value, domain=domain, rows=self._of(value.rows))
            case Measure():
                openings = {self.fact(fact): rows for fact, rows in value.openings.items()}
                return self._parts(replace(value, openings=openings))
        return self._parts(value) if is_dataclass(value) and not isinstance(value, type) else value

    def _parts(self, value: Any) -> Any:
        parts = {one.name: self._walked(getattr(value, one.name)) for one in fields(value)}
        if "about" in parts:
            parts["about"] = tuple(sorted(map(self.fact, parts["about"])))
        return replace(value, **parts)


def _in_order(old: dict[str, Value], new: Iterable[str]) -> dict[str, Value]:
    """The same with its keys in another order, if they are the same keys."""
    order = [*new]
    return {key: old[key] for key in order} if set(order) == set(old) else old


def _by(old: tuple[Value, ...], name: str, new: tuple[Value, ...]) -> tuple[Value, ...]:
    known = {getattr(one, name): one for one in old}
    return tuple(_in_order(known, [getattr(one, name) for one in new]).values())
