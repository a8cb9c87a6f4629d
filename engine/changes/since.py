"""Since last time: of what was asked then and is asked now, what is done, progressed, slipped back, new or no longer asked.

In: a `Comparison` of one place, and today's review if there is one. Out: a `Since` a measure. Knowing more is no progress
and knowing less no setback: only what was certain on both sides is called done, progressed or slipped back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.changes.causes import Causes
from wayhome.engine.changes.comparison import NO_CAUSE, Comparison
from wayhome.engine.changes.standing import (
    MeasureState,
    RecommendationState,
    measure_states,
    recommendation_states,
)
from wayhome.engine.dates import PartialDate, parse_date
from wayhome.engine.recommend import Status
from wayhome.engine.responses import MeasureReview, Outcome, Progress, Reviews
from wayhome.engine.responses import State as Reported

Turn = Literal["done", "progressed", "slipped", "new", "uncertain", "no-longer"]
TURNS: tuple[Turn, ...] = ("done", "progressed", "slipped", "new", "uncertain", "no-longer")
"""In the order in which they are told."""
Sign = Literal["answers", "parts", "reported", "rejected", "given-up", "in-place", "not-applicable"]
_ASKED = ("recommended", "safe")


@dataclass(frozen=True)
class Since:
    """What became of one measure."""

    measure: str
    turn: Turn
    sign: Sign
    """By what it shows: the answers to it, parts of it, or what was reported or decided in the review."""
    causes: Causes
    """The answers behind it."""
    parts: tuple[str, ...] = ()
    """The recommendations that were done, or slipped back."""
    progress: Progress | None = None


def since_last_time(comparison: Comparison, reviews: Reviews | None) -> tuple[Since, ...]:
    """Every measure of which there is something to tell, by its turn, then in today's order."""
    found = list(_found(comparison, reviews))
    return tuple(sorted(found, key=lambda one: TURNS.index(one.turn)))


def _found(comparison: Comparison, reviews: Reviews | None) -> Iterator[Since]:
    befores, afters = measure_states(comparison.before), measure_states(comparison.after)
    day = comparison.before.profile.date
    for id_ in {**afters, **befores}:
        if id_ in comparison.hidden:
            continue
        heard = reviews.measures.get(id_) if reviews else None
        told = (heard and _heard(heard, day)) or _turned(comparison, id_, befores.get(id_), afters.get(id_))
        if told is not None:
            yield told
        elif heard and heard.progress and heard.progress.state is Reported.UNDER_WAY and _is_new(heard.progress.date, day):
            yield Since(id_, "progressed", "reported", NO_CAUSE, progress=heard.progress)


def _heard(found: MeasureReview, day: PartialDate | None) -> Since | None:
    """What was reported done or given up, or decided against, after the day of the earlier profile."""
    progress = found.progress
    if progress is not None and _is_new(progress.date, day):
        if progress.state is Reported.DONE:
            return Since(found.measure, "done", "reported", NO_CAUSE, progress=progress)
        if progress.state is Reported.DROPPED:
            return Since(found.measure, "no-longer", "given-up", NO_CAUSE, progress=progress)
    if found.outcome is Outcome.REJECTED and found.deciding and _is_new(found.deciding.date, day):
        return Since(found.measure, "no-longer", "rejected", NO_CAUSE)
    return None


def _is_new(date: str, day: PartialDate | None) -> bool:
    """Whether a report can be from after the earlier profile; without a day to hold it against, every report is."""
    reported = parse_date(date)
    return day is None or reported is None or not reported.is_before(day)


def _turned(comparison: Comparison, id_: str, before: MeasureState | None, after: MeasureState | None) -> Since | None:
    """What the answers say became of a measure."""
    was, is_ = _standing(before), _standing(after)
    turns: dict[tuple[str, str], tuple[Turn, Sign]] = {
        ("asked", "in-place"): ("done", "answers"),
        ("asked", "not-applicable"): ("no-longer", "not-applicable"),
        ("asked", "open"): ("uncertain", "answers"),
        ("open", "asked"): ("new", "answers"),
        ("open", "in-place"): ("no-longer", "in-place"),
        ("open", "not-applicable"): ("no-longer", "not-applicable"),
        ("in-place", "asked"): ("slipped", "answers"),
        ("in-place", "open"): ("uncertain", "answers"),
        ("not-applicable", "asked"): ("new", "answers"),
    }
    if (was, is_) in turns:
        turn, sign = turns[was, is_]
        return Since(id_, turn, sign, comparison.causes(id_, "measure"))
    if before is None or after is None or not before.status is after.status is Status.RECOMMENDED:
        return None
    return _moved(comparison, id_, before, after)


def _standing(state: MeasureState | None) -> str:
    """Asked for; open, as it hangs on an answer; in place; or not applicable, as what is left out is."""
    if state is None:
        return "not-applicable"
    if state.of_class is None:
        return str(state.status)
    return "asked" if state.of_class in _ASKED else "open"


def _moved(comparison: Comparison, id_: str, before: MeasureState, after: MeasureState) -> Since | None:
    """A measure recommended then and now: more or less of it is missing. What slipped back is told first."""
    then, now = recommendation_states(comparison.before), recommendation_states(comparison.after)
    parts = [part for part in comparison.after.library.rulebook.measures[id_].made_of if part in then and part in now]
    lost = tuple(part for part in parts if _is_turn(then[part], now[part], Status.IN_PLACE, Status.RECOMMENDED))
    won = tuple(part for part in parts if _is_turn(then[part], now[part], Status.RECOMMENDED, Status.IN_PLACE))
    if lost:
        return Since(id_, "slipped", "parts", comparison.causes(lost[0], "recommendation"), lost)
    if after.gap[0] > before.gap[1]:
        return Since(id_, "slipped", "answers", comparison.causes(id_, "gap"))
    if won:
        return Since(id_, "progressed", "parts", comparison.causes(won[0], "recommendation"), won)
    if after.gap[1] < before.gap[0]:
        return Since(id_, "progressed", "answers", comparison.causes(id_, "gap"))
    return None


def _is_turn(then: RecommendationState, now: RecommendationState, was: Status, is_: Status) -> bool:
    return then.status is was and now.status is is_
