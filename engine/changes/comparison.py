"""Two advices compared: what changed in answers, findings, recommendations, measures and tasks, and what it is due to.

In: two advices for the same readers (`sides` makes them). Out: a `Comparison`. It counts nothing and calls nothing better or
worse: of two countries it says what differs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from wayhome.engine.advise import Advice
from wayhome.engine.changes.causes import Causes, causes_of
from wayhome.engine.changes.mixtures import Mixtures
from wayhome.engine.changes.standing import (
    Aspect,
    CareState,
    FindingState,
    MeasureState,
    PiecesState,
    RecommendationState,
    TaskState,
    What,
    aspects,
    care_states,
    finding_states,
    measure_states,
    pieces_states,
    recommendation_states,
    task_states,
)
from wayhome.engine.changes.worlds import Found, Worlds

State = TypeVar("State")
NO_CAUSE = Causes("each")
"""Of what moved only since others did."""


@dataclass(frozen=True)
class Change(Generic[State]):
    """One thing that stands otherwise than before; None where it is not there at all."""

    id: str
    before: State | None
    after: State | None
    whats: tuple[What, ...]
    """In which respects it may stand otherwise, the foremost first; a cause is sought of the first that does."""


@dataclass(frozen=True)
class MeasureChange(Change[MeasureState]):
    """A measure that stands otherwise, or at another place of the order."""

    now_before_it: tuple[str, ...] = ()
    """Measures that stand before it in the order now and did not before."""
    now_behind_it: tuple[str, ...] = ()
    """Measures that stood before it, and do not now."""


@dataclass(frozen=True)
class Comparison:
    """Two advices, and everything in which they differ."""

    before: Advice
    """Under other rules than the later one: in the ids of now."""
    after: Advice
    mixtures: Mixtures
    """Of the two libraries."""

    @property
    def is_same_place(self) -> bool:
        """Whether both are on one country or area, so that one can speak of change."""
        ours, theirs = self.after.profile, self.before.profile
        return (ours.country.alpha_3, ours.area) == (theirs.country.alpha_3, theirs.area)

    @property
    def is_of_rules(self) -> bool:
        """Whether it is one profile under two rulebooks."""
        is_one_profile = self.before.profile.digest == self.after.profile.digest
        ours, theirs = self.after.library, self.before.library
        digests = (ours.rulebook_digest, ours.knowledge_digest), (theirs.rulebook_digest, theirs.knowledge_digest)
        return is_one_profile and digests[0] != digests[1]

    @cached_property
    def worlds(self) -> Worlds:
        """The two, and every mixture of them."""
        return Worlds(self.before, self.after, self.mixtures)

    @cached_property
    def findings(self) -> tuple[Change[FindingState], ...]:
        """Findings and preconditions read otherwise."""
        found = _differing(finding_states(self.before), finding_states(self.after), set())
        return tuple(Change(id_, was, is_, ("finding",)) for id_, was, is_ in found)

    @cached_property
    def recommendations(self) -> tuple[Change[RecommendationState], ...]:
        """Recommendations of another status, or with other ways left."""
        found = _differing(recommendation_states(self.before), recommendation_states(self.after), self.hidden)
        return tuple(Change(id_, was, is_, ("recommendation", "way of recommendation")) for id_, was, is_ in found)

    @cached_property
    def measures(self) -> tuple[MeasureChange, ...]:
        """Measures of another status, class, way, number of points or place in the order, or on other terms."""
        befores, afters = measure_states(self.before), measure_states(self.after)
        order = _order(befores), _order(afters)
        # Points, as places, are compared of one place only.
        whats: tuple[What, ...] = ("measure", "way", "terms")
        whats += ("points",) if self.is_same_place else ()
        found = []
        for id_, was, is_ in _differing(befores, afters, self.hidden):
            ahead_then, ahead_now = (_ahead(id_, ranks) for ranks in order)
            is_placed = id_ in order[0] and id_ in order[1]
            passed = tuple(other for other in ahead_now if other not in ahead_then) if is_placed else ()
            overtaken = tuple(other for other in ahead_then if other not in ahead_now) if is_placed else ()
            found.append(MeasureChange(id_, was, is_, whats, passed, overtaken))
        return tuple(found)

    @cached_property
    def pieces(self) -> tuple[Change[PiecesState], ...]:
        """Recommendations, to be done on both sides, of which other pieces come in or are further or less far."""
        found = _differing(pieces_states(self.before), pieces_states(self.after), self.hidden)
        return tuple(Change(id_, was, is_, ("pieces",)) for id_, was, is_ in found if was and is_)

    @cached_property
    def care(self) -> tuple[Change[CareState], ...]:
        """Sentences of care that go with other measures, or, where the main part has the same measures, are told otherwise.

        What comes and goes with a measure is no change of its own.
        """
        shown = [{r.id for r in side.shown} for side in (self.before, self.after)]
        both = shown[0] & shown[1]

        def with_both(state: CareState | None) -> set[str]:
            return both & set(state.measures if state else ())

        return tuple(
            Change(id_, was, is_, ("care", "care of"))
            for id_, was, is_ in _differing(care_states(self.before), care_states(self.after), set())
            if shown[0] == shown[1] or with_both(was) != with_both(is_)
        )

    @cached_property
    def tasks(self) -> tuple[Change[TaskState], ...]:
        """Lines of the roadmap that came, went or moved.

        No cause is sought of what is asked in a round of questions: an answer takes its own question out of it.
        """
        found = _differing(task_states(self.before), task_states(self.after), self.hidden)
        return tuple(Change(id_, was, is_, () if _is_of_questions(was, is_) else ("task",)) for id_, was, is_ in found)

    @cached_property
    def _aspects(self) -> tuple[Found, Found]:
        return aspects(self.before), aspects(self.after)

    def causes_of(self, change: Change[State]) -> Causes:
        """What a change is due to; nothing if only its place in the order moved."""
        return self.causes(change.id, *change.whats)

    def causes(self, id_: str, *whats: What) -> Causes:
        """What the first of these respects that differs is due to."""
        before, after = self._aspects
        for what in whats:
            aspect: Aspect = (what, id_)
            if before.get(aspect) != after.get(aspect):
                if aspect not in self._causes:
                    self._causes[aspect] = causes_of(self.worlds, aspect, before)
                return self._causes[aspect]
        return NO_CAUSE

    @cached_property
    def _causes(self) -> dict[Aspect, Causes]:
        """Those sought so far: it takes a while, and not everybody asks."""
        return {}

    @cached_property
    def hidden(self) -> set[str]:
        """What only one side shows although both have the rule: that the other is silent must not show either."""
        books = self.before.library.rulebook, self.after.library.rulebook
        sides = self.before, self.after
        shown = [{*side.verdicts, *(r.id for r in side.ranked)} for side in sides]
        for side in sides:  # for whom a measure is meant is no secret
            measures = side.library.rulebook.measures.values()
            shown = [found - {one.id for one in measures if not side.options.edition.sees(one.audience)} for found in shown]
        in_both = (books[0].recommendations.keys() & books[1].recommendations.keys()) | {
            id_
            for id_ in books[0].measures.keys() & books[1].measures.keys()
            if not books[1].measures[id_].only_while_open  # these come and go with the number of open answers
        }
        return (shown[0] ^ shown[1]) & in_both


def _differing(
    before: Mapping[str, State], after: Mapping[str, State], hidden: Collection[str]
) -> list[tuple[str, State | None, State | None]]:
    """What differs, in the later order, and then what is gone."""
    return [
        (id_, before.get(id_), after.get(id_))
        for id_ in {**after, **before}
        if id_ not in hidden and before.get(id_) != after.get(id_)
    ]


def _is_of_questions(*states: TaskState | None) -> bool:
    return any(state is not None and state.questions for state in states)


def _order(states: Mapping[str, MeasureState]) -> dict[str, int]:
    return {id_: state.rank for id_, state in states.items() if state.rank is not None}


def _ahead(id_: str, ranks: Mapping[str, int]) -> list[str]:
    """The measures that stand before one in the order."""
    return [other for other, rank in ranks.items() if id_ in ranks and rank < ranks[id_]]
