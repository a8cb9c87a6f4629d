"""The later of two advices with some of what differs taken back to what it was.

In: two advices. Out: what would follow if these answers, rules or parts of the questionnaire had stayed as they were, all
else as it is now. The reference evaluator alone works it out: both evaluators agree on each side already.
"""

from __future__ import annotations

from dataclasses import replace

from wayhome.engine.advise import Advice, following, with_reviews
from wayhome.engine.changes.answered import differing_answers
from wayhome.engine.changes.mixtures import Mixtures, Units
from wayhome.engine.changes.standing import Aspect, aspects
from wayhome.engine.changes.units import Unit
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import Given
from wayhome.engine.library import Library
from wayhome.engine.profile import Profile
from wayhome.engine.questionnaire import Questionnaire

Found = dict[Aspect, object]


class Worlds:
    """Two advices, and every mixture of them."""

    def __init__(self, before: Advice, after: Advice, mixtures: Mixtures) -> None:
        self.before = before
        self.after = after
        self._mixtures = mixtures
        self.units = (*differing_answers(before, after, mixtures.touched), *mixtures.units)
        self._differing = frozenset(self.units)
        self._known: dict[Units, Found] = {}

    def without(self, units: Units) -> Found:
        """How everything would stand with these taken back; nothing if such a mixture makes no sense."""
        if units not in self._known:
            self._known[units] = self._worked_out(units) if units else aspects(self.after)
        return self._known[units]

    def _worked_out(self, units: Units) -> Found:
        library = self._mixtures.library(units)
        given = None if library is None else self._given(units, library)
        if library is None or given is None:
            return {}
        evaluation = evaluate(library.program, {fact: found.mask for fact, found in given.items()})
        weights = (self.before if Unit("weights") in units else self.after).weights
        options = replace(self.after.options, weights=weights)
        found = following(self._profile(units, library.questionnaire), library, options, given, evaluation)
        reviews = (self.before if Unit("review") in units else self.after).reviews
        return aspects(with_reviews(found, reviews) if reviews else found)

    def _given(self, units: Units, library: Library) -> dict[str, Given] | None:
        """Every fact, as it was where all that it rests on is taken back; None if only a part of that is."""
        found: dict[str, Given] = {}
        for spec in library.questionnaire.facts.values():
            behind = self._behind(spec.question)
            if spec.id in library.rulebook.some_actor:
                behind |= self._differing & {Unit("finding", spec.id)}
            side = self._side(behind, units)
            if side is None or spec.id not in side.given:
                return None
            found[spec.id] = side.given[spec.id]
        return found

    def _behind(self, question: str) -> Units:
        """What differs of the answer to a question, or of what that answer means."""
        own = self._differing & {Unit("answer", question), Unit("time", question)}
        return own | self._mixtures.touched.get(question, frozenset())

    def _side(self, behind: Units, units: Units) -> Advice | None:
        """The side to take a thing from that rests on these; None if only some of them are taken back."""
        if not behind & units:
            return self.after
        return self.before if behind <= units else None

    def _profile(self, units: Units, questionnaire: Questionnaire) -> Profile:
        """What conclusions read of the profile itself: the dates of openings, the period of the plan, the level."""
        before, profile = self.before.profile, self.after.profile
        answers = dict(profile.answers)
        for id_, question in questionnaire.questions.items():
            behind = self._behind(id_)
            if not behind or not behind <= units or behind == {Unit("time", id_)}:
                continue
            answers.pop(id_, None)
            answers |= {id_: before.answers[id_]} if id_ in before.answers else {}
            if question.kind == "period":
                profile = replace(profile, start=before.start, horizon=before.horizon)
        answers = {id_: answer for id_, answer in answers.items() if id_ in questionnaire.questions}
        area = before.area if Unit("level") in units else profile.area
        return replace(profile, answers=answers, area=area)
