"""Which sentences of care go with measures: those whose facts are adverse or unknown, and that are fit for the edition.

In: an `Advice`. Out: ids of guards, in the order of the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.engine.advise import Advice
from wayhome.engine.compile import unless_of
from wayhome.engine.prioritise import Ranked

MOST_GUARDS = 5
"""Told in full in the main part of a brief; the others are named there."""


def guards_among(advice: Advice, measures: Iterable[Ranked]) -> list[str]:
    """The guards of these measures that print."""
    named = {id_ for r in measures for id_ in r.measure.guards}
    return [
        guard.id
        for guard in advice.library.rulebook.guards.values()
        if guard.id in named
        and advice.evaluation.verdicts[unless_of(guard.id)] is not True
        and advice.options.edition.sees(guard.audience)
    ]


def guarded(advice: Advice) -> dict[str, tuple[str, ...]]:
    """The guards that print in the brief, each with the measures of its main part that it goes with."""
    return {id_: tuple(r.id for r in advice.shown if id_ in r.measure.guards) for id_ in guards_among(advice, advice.shown)}


def told_in_full(advice: Advice) -> frozenset[str]:
    """The guards whose sentences stand in the main part."""
    found = guarded(advice)
    guards = advice.library.rulebook.guards
    return frozenset(sorted(found, key=lambda id_: (not guards[id_].always, -len(found[id_])))[:MOST_GUARDS])
