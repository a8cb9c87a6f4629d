"""What changes, and what would bring a thing about, as plain values for machines.

In: `Change`s and `Reach`es. Out: pydantic models.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from wayhome.engine.explain_text.would_change import doer_of
from wayhome.engine.reach.candidates import Candidate
from wayhome.engine.reach.reach import ByChange, Reach
from wayhome.engine.sources import Strict
from wayhome.engine.what_if.changes import Change, Stand

Subject = Literal["answer", "finding", "precondition", "measure", "recommendation", "task"]


class StandResult(Strict):
    """How one thing stands; what does not concern its kind is null or empty."""

    values: tuple[str, ...]
    """Still possible, of an answer or a finding."""
    status: str
    modes: tuple[str, ...]
    of_class: Literal["recommended", "safe", "depends"] | None
    rank: int | None
    """The place among all measures recommended now."""
    points: tuple[int, int] | None
    """Assured, and at most."""
    step: int | None
    months: tuple[int, int] | None
    questions: int
    """Of a task that is to ask somebody: how many."""


class ChangeResult(Strict):
    """One thing that stands otherwise."""

    kind: Subject
    id: str
    title: str
    before: StandResult | None
    after: StandResult | None
    because: tuple[str, ...]
    """Facts of answers that are other ones now."""
    is_only_moved: bool
    """A measure whose place is another one only because others gained or lost theirs."""


class SupposedResult(Strict):
    """One answer of a set."""

    fact: str
    value: str
    kind: Literal["learn", "change"]
    effort: int
    """Of asking: desk 1, call 2, survey 4 (ours)."""
    step: int | None
    """Of the six, in which a government would change it."""
    measures: tuple[str, ...]
    """Those that do it."""


class ReachResult(Strict):
    """What would bring a thing about; complete for sets of up to three answers."""

    kind: Literal["finding", "precondition", "measure", "recommendation"]
    id: str
    title: str
    wanted: str
    now: tuple[str, ...]
    is_so: bool
    learn: list[list[SupposedResult]]
    change: list[list[SupposedResult]]
    both: list[list[SupposedResult]]
    by_change: ByChange
    """Whether changes alone do: found, impossible (however many), beyond-three (it takes more), unsettled."""
    changeable: tuple[str, ...]
    """The known answers that bear on it and that a government can change."""
    together: list[SupposedResult]
    """Where it takes more than three changes at once: some that do, none of which can be spared."""


class WhatIfResult(Strict):
    """What changes if some answers are otherwise."""

    country: str
    edition: str
    profile_sha256: str
    rulebook_sha256: str
    knowledge_sha256: str
    supposed: dict[str, tuple[str, ...]]
    """By fact, the values left."""
    ignored: tuple[str, ...]
    """Questions supposed that do not arise then."""
    contradicted: dict[str, tuple[str, ...]]
    """By fact, the implications that contradict it and are set aside."""
    changes: list[ChangeResult]
    reach: list[ReachResult]


def result_of_change(change: Change, title: str) -> ChangeResult:
    """A change as plain values."""
    before, after = _stand(change.before), _stand(change.after)
    return ChangeResult(
        kind=change.kind,
        id=change.id,
        title=title,
        before=before,
        after=after,
        because=change.because,
        is_only_moved=change.is_only_moved,
    )


def _stand(stand: Stand | None) -> StandResult | None:
    return None if stand is None else StandResult(**asdict(stand))


def result_of_reach(found: Reach, title: str) -> ReachResult:
    """What brings a thing about as plain values; every set, in order."""

    def sets(its: tuple[tuple[Candidate, ...], ...]) -> list[list[SupposedResult]]:
        return [[_answer(found, candidate) for candidate in one] for one in its]

    return ReachResult(
        kind=found.target.kind,
        id=found.target.id,
        title=title,
        wanted=found.target.wanted,
        now=found.now,
        is_so=found.is_so,
        learn=sets(found.learn),
        change=sets(found.change),
        both=sets(found.both),
        by_change=found.by_change,
        changeable=found.changeable,
        together=[_answer(found, candidate) for candidate in found.together],
    )


def _answer(found: Reach, candidate: Candidate) -> SupposedResult:
    doer = doer_of(found.advice, candidate.fact, found.target) if candidate.kind == "change" else None
    return SupposedResult(
        fact=candidate.fact,
        value=candidate.value,
        kind=candidate.kind,
        effort=candidate.effort,
        step=doer.step if doer else None,
        measures=doer.measures if doer else (),
    )
