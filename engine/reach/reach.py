"""The smallest sets of answers that bring a thing about, and whether changes alone can.

In: an `Advice` and a `Target`. Out: `Reach`. Every set of up to three answers is tried: single values, all other answers as
they are, unknown ones unknown. What implication rules exclude is no answer. Each set found is confirmed by the plain
evaluator; if the two disagree it ends in an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.advise import Advice
from wayhome.engine.errors import EngineError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.planes.flatten import Planes
from wayhome.engine.reach.candidates import Candidate, candidates
from wayhome.engine.reach.proof import can_be_reached
from wayhome.engine.reach.search import Found, Tell, smallest_sets
from wayhome.engine.reach.targets import Target, is_spoken_of, plane_of, program_of, standing_of


class ByChange(StrEnum):
    """Whether changes alone, without learning anything, bring it about."""

    FOUND = "found"
    IMPOSSIBLE = "impossible"
    """No changes do, however many at once."""
    BEYOND = "beyond-three"
    """It takes more than three at once."""
    UNSETTLED = "unsettled"
    """No three do; whether more would is not known."""


@dataclass(frozen=True)
class Reach:
    """What would bring a target about; sets with the fewest answers and the least effort first."""

    advice: Advice
    target: Target
    now: tuple[str, ...]
    """Its status, or the values of the finding still possible."""
    learn: tuple[tuple[Candidate, ...], ...]
    """Sets of open answers: if it turns out so."""
    change: tuple[tuple[Candidate, ...], ...]
    """Sets of answers that are known and a government can change."""
    both: tuple[tuple[Candidate, ...], ...]
    """Sets that take some of each."""
    by_change: ByChange
    changeable: tuple[str, ...] = ()
    """The known answers that bear on it and that a government can change."""
    together: tuple[Candidate, ...] = ()
    """Where it takes more than three changes at once: some that do, none of which can be spared."""

    @property
    def is_so(self) -> bool:
        """Whether it stands so already."""
        return self.now == (self.target.wanted,)


def reach(advice: Advice, target: Target, tell: Tell = lambda done, of: None) -> Reach:
    """Look for everything small that brings a target about.

    Args:
        advice: how things stand.
        target: what is to be reached.
        tell: is told how far the search is.

    Raises:
        EngineError: if the two evaluators disagree on a set found.
    """
    now = standing_of(target, advice, advice.evaluation)
    if now == (target.wanted,):
        return Reach(advice, target, now, (), (), (), ByChange.FOUND)
    planes = advice.planes
    reached, facts = _goal(advice, target, planes)
    known = candidates(advice, facts)
    given = {fact: found.mask for fact, found in advice.given.items()}
    referee = _Referee(advice, target, known)
    found = smallest_sets(planes, reached, given, known, referee.confirms, tell)
    sets = sorted((tuple(known[one] for one in places) for places in found), key=_least_first)
    kinds = [{candidate.kind for candidate in one} for one in sets]
    learn, change, both = (
        tuple(one for one, its in zip(sets, kinds, strict=True) if its == wanted)
        for wanted in ({"learn"}, {"change"}, {"learn", "change"})
    )
    changes = [candidate for candidate in known if candidate.kind == "change"]
    can_be, example = (True, ()) if change else can_be_reached(planes, reached, given, changes)
    if change:
        by_change = ByChange.FOUND
    elif can_be and advice.evaluation.conflicts:
        by_change = ByChange.UNSETTLED  # an answer that is contradicted now may be among the changes, and be so still
    else:
        by_change = {True: ByChange.BEYOND, False: ByChange.IMPOSSIBLE, None: ByChange.UNSETTLED}[can_be]
    changeable = tuple(dict.fromkeys(candidate.fact for candidate in changes))
    together = referee.pared(example) if by_change is ByChange.BEYOND else ()
    return Reach(advice, target, now, learn, change, both, by_change, changeable, together)


def _goal(advice: Advice, target: Target, planes: Planes) -> tuple[int, frozenset[str]]:
    """Where the target is reached and no implication is contradicted anew; with the facts of answers that bear on it."""
    circuit, here = planes.circuit, {(one.implication, one.fact) for one in advice.evaluation.conflicts}
    reached = plane_of(target, advice, planes)
    conflicts = {plane: planes.facts_behind(plane) for key, plane in planes.conflicts.items() if key not in here}
    facts, is_growing = planes.facts_behind(reached), True
    while is_growing:
        more = facts.union(*(read for read in conflicts.values() if read & facts))
        is_growing, facts = more != facts, more
    excluded = circuit.any_of(plane for plane, read in conflicts.items() if read & facts)
    return circuit.all_of((reached, circuit.negated(excluded))), facts


def _least_first(one: tuple[Candidate, ...]) -> tuple[int, int]:
    """The fewest answers, then the least effort; else in the order of the questionnaire."""
    return len(one), sum(candidate.effort for candidate in one)


class _Referee:
    """Asks the plain evaluator about a set."""

    def __init__(self, advice: Advice, target: Target, known: tuple[Candidate, ...]) -> None:
        self._advice, self._target, self._known = advice, target, known
        self._given = {fact: found.mask for fact, found in advice.given.items()}
        self._conflicts = set(advice.evaluation.conflicts)
        self._program = program_of(target, advice)

    def confirms(self, places: Found) -> bool:
        """Whether a set is one of answers that contradict nothing, and of something this edition speaks of then too."""
        chosen = [self._known[one] for one in places]
        is_reached, is_answer = self._judged(chosen)
        if not is_reached:
            names = ", ".join(f"{candidate.fact}={candidate.value}" for candidate in chosen)
            raise EngineError(f"the two evaluations of {self._target.id} differ under {names}")
        return is_answer

    def pared(self, chosen: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """A set without those that it can spare."""
        for candidate in chosen:
            fewer = [one for one in chosen if one is not candidate]
            if all(self._judged(fewer)):
                return self.pared(fewer)
        return tuple(chosen)

    def _judged(self, chosen: Sequence[Candidate]) -> tuple[bool, bool]:
        """Whether a set reaches the target, and whether it is one of answers that `confirms`."""
        masks = {fact: mask for candidate in chosen for fact, mask in candidate.masks.items()}
        evaluation = evaluate(self._program, {**self._given, **masks})
        conflicts = set(evaluation.conflicts)
        is_contradicted = conflicts - self._conflicts or any(conflict.fact in masks for conflict in conflicts)
        is_reached = standing_of(self._target, self._advice, evaluation) == (self._target.wanted,)
        return is_reached, not is_contradicted and is_spoken_of(self._target, self._advice, evaluation)
