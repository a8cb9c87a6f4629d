"""The shape of what is new since an earlier profile as JSON, a part of an advice, and how it is filled.

In: `Phrases` of an advice held against an earlier one. Out: a `SinceResult`.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.since import since_of, why
from wayhome.engine.brief.tree import words_of
from wayhome.engine.changes.causes import How
from wayhome.engine.changes.since import Sign, Since, Turn
from wayhome.engine.changes.units import Kind
from wayhome.engine.sources import Strict


class SinceCauseResult(Strict):
    """An answer that makes the difference."""

    kind: Kind
    id: str


class SinceMeasureResult(Strict):
    """What became of one measure."""

    measure: str
    title: str
    number: int | None
    """Its number in the main part of today's brief, if it stands there."""
    turn: Turn
    sign: Sign
    """By what it shows: answers, parts of the measure, or what was reported or decided in the review."""
    why: str
    because: list[SinceCauseResult]
    """The answers which, taken back to what they were, undo it."""
    how: How
    """each: any one of them does so; together: only all of them."""
    parts: list[str]
    """The recommendations that were done, or slipped back."""


class SinceResult(Strict):
    """What became of what was asked for before."""

    profile: str
    """SHA-256 of the earlier profile."""
    date: str | None
    """The day its answers describe."""
    measures: list[SinceMeasureResult]


def since_result(p: Phrases) -> SinceResult | None:
    """What is new as plain values; None if the advice is held against no earlier one."""
    if p.advice.previous is None:
        return None
    then = p.advice.previous.before.profile
    return SinceResult(
        profile=then.digest,
        date=str(then.date) if then.date else None,
        measures=[_measure(p, one) for one in since_of(p)],
    )


def _measure(p: Phrases, one: Since) -> SinceMeasureResult:
    return SinceMeasureResult(
        measure=one.measure,
        title=p.wording.measures[one.measure].title,
        number=p.numbers.get(one.measure),
        turn=one.turn,
        sign=one.sign,
        why=words_of(why(p, one)),
        because=[SinceCauseResult(kind=unit.kind, id=unit.id) for unit in one.causes.units],
        how=one.causes.how,
        parts=list(one.parts),
    )
