"""The later of two advices with some of what differs taken back to what it was.

In: two advices. Out: what would follow if these answers or rules had stayed as they were, all else as it is now. The
reference evaluator alone works it out: both evaluators agree on each side already.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from wayhome.engine.advise import Advice, following, with_reviews
from wayhome.engine.changes.mixed_rules import is_whole, mixed
from wayhome.engine.changes.standing import Aspect, aspects
from wayhome.engine.changes.units import Unit, differing_units
from wayhome.engine.compile import compile_rulebook
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import Given
from wayhome.engine.library import Compiled, Library
from wayhome.engine.profile import Profile
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.rulebook import Rulebook

Found = dict[Aspect, object]
_RULES = {"relevance", "implication", "finding", "recommendation", "measure", "step"}


class Worlds:
    """Two advices, and every mixture of them."""

    def __init__(self, before: Advice, after: Advice) -> None:
        self.before = before
        self.after = after
        self.units = differing_units(before, after)
        self._known: dict[frozenset[Unit], Found] = {}

    @cached_property
    def can_be_mixed(self) -> bool:
        """Whether single answers can be taken back: not if the two questionnaires mean different things by one fact."""
        ours, theirs = self.after.library.questionnaire.facts, self.before.library.questionnaire.facts
        return all(ours[id_].domain == theirs[id_].domain for id_ in ours.keys() & theirs.keys())

    def without(self, units: frozenset[Unit]) -> Found:
        """How everything would stand with these taken back; nothing if such a mixture makes no sense."""
        if units not in self._known:
            self._known[units] = self._worked_out(units) if units else aspects(self.after)
        return self._known[units]

    def _worked_out(self, units: frozenset[Unit]) -> Found:
        library = self._library(units)
        if library is None:
            return {}
        given = self._given({unit.id for unit in units if unit.kind in ("answer", "time")})
        evaluation = evaluate(library.program, {fact: found.mask for fact, found in given.items()})
        weights = (self.before if Unit("weights") in units else self.after).weights
        options = replace(self.after.options, weights=weights)
        found = following(self._profile(units), library, options, given, evaluation)
        reviews = (self.before if Unit("review") in units else self.after).reviews
        return aspects(with_reviews(found, reviews) if reviews else found)

    def _given(self, taken_back: set[str]) -> dict[str, Given]:
        """Every fact of either questionnaire; those of these questions as they were."""
        found = {**self.before.given, **self.after.given}
        for fact, given in self.before.given.items():
            if self._questionnaire.facts[fact].question in taken_back:
                found[fact] = given
        return found

    def _profile(self, units: frozenset[Unit]) -> Profile:
        """What conclusions read of the profile itself: the dates of openings, the period of the plan, the level."""
        before, profile = self.before.profile, self.after.profile
        answers = dict(profile.answers)
        for unit in units:
            if unit.kind == "answer":
                answers.pop(unit.id, None)
                answers |= {unit.id: before.answers[unit.id]} if unit.id in before.answers else {}
                if self._questionnaire.questions[unit.id].kind == "period":
                    profile = replace(profile, start=before.start, horizon=before.horizon)
        area = before.area if Unit("level") in units else profile.area
        return replace(profile, answers=answers, area=area)

    def _library(self, units: frozenset[Unit]) -> Library | None:
        """The later library with these rules as they were; None if the mixture reads a fact that nobody finds."""
        rules = frozenset(unit for unit in units if unit.kind in _RULES)
        if not rules and self._questionnaire is self.after.library.questionnaire:
            return self.after.library
        book = mixed(self.before.library.rulebook, self.after.library.rulebook, rules)
        if not is_whole(book, self._questionnaire):
            return None
        return self._compiled(book)

    def _compiled(self, book: Rulebook) -> Library:
        library = self.after.library
        return replace(
            library,
            questionnaire=self._questionnaire,
            passages={**self.before.library.passages, **library.passages},
            rulebook=book,
            country=Compiled(compile_rulebook(book, self._questionnaire), ()),
        )

    @cached_property
    def _questionnaire(self) -> Questionnaire:
        """Every question and fact of either."""
        ours, theirs = self.after.library.questionnaire, self.before.library.questionnaire
        if self.before.library.knowledge_digest == self.after.library.knowledge_digest:
            return ours
        return replace(
            ours,
            questions={**theirs.questions, **ours.questions},
            facts={**theirs.facts, **ours.facts},
            places={**theirs.places, **ours.places},
            actor_facts={**theirs.actor_facts, **ours.actor_facts},
            roles={**theirs.roles, **ours.roles},
        )
