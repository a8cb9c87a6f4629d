"""Since last time: of what was asked then and is asked now, what is done, progressed, slipped back, new or no longer asked.

In: a `Comparison` of one place, and today's review if there is one. Out: a `Since` a measure. Knowing more is no progress
and knowing less no setback: only what was certain on both sides is called done, progressed or slipped back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wayhome.engine.advise import Advice
from wayhome.engine.changes.causes import Causes
from wayhome.engine.changes.comparison import NO_CAUSE, Comparison
from wayhome.engine.changes.standing import (
    MeasureState,
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
    """What the answers say became of a measure.

    What is done or slipped back shows by its status; else by what it is to improve, where that certainly stands at another
    level; only then does it count whether the answers still ask for it.
    """
    was, is_ = _standing(before), _standing(after)
    certain: dict[tuple[str, str], Turn] = {("asked", "in-place"): "done", ("in-place", "asked"): "slipped"}
    if (was, is_) in certain:
        return Since(id_, certain[was, is_], "answers", comparison.causes(id_, "measure"))
    moved = _moved(comparison, id_, before, after) if before and after else None
    if moved is not None:
        return replace(moved, turn="done") if is_ == "in-place" and moved.turn == "progressed" else moved
    turns: dict[tuple[str, str], tuple[Turn, Sign]] = {
        ("asked", "not-applicable"): ("no-longer", "not-applicable"),
        ("asked", "open"): ("uncertain", "answers"),
        ("open", "asked"): ("new", "answers"),
        ("open", "in-place"): ("no-longer", "in-place"),
        ("open", "not-applicable"): ("no-longer", "not-applicable"),
        ("in-place", "open"): ("uncertain", "answers"),
        ("not-applicable", "asked"): ("new", "answers"),
    }
    if (was, is_) not in turns:
        return None
    turn, sign = turns[was, is_]
    return Since(id_, turn, sign, comparison.causes(id_, "measure"))


def _standing(state: MeasureState | None) -> str:
    """Asked for; open, as it hangs on an answer; in place; or not applicable, as what is left out is."""
    if state is None:
        return "not-applicable"
    if state.of_class is None:
        return str(state.status)
    return "asked" if state.of_class in _ASKED else "open"


def _moved(comparison: Comparison, id_: str, before: MeasureState, after: MeasureState) -> Since | None:
    """Whether certainly more or less is missing than then: parts of it, or levels. What slipped back is told first."""
    directions: tuple[tuple[Turn, Status, int], ...] = (
        ("slipped", Status.RECOMMENDED, 1),
        ("progressed", Status.IN_PLACE, -1),
    )
    for turn, status, sign in directions:
        turned = _turned_parts(comparison, id_, status)
        if turned:
            return Since(id_, turn, "parts", comparison.causes(turned[0], "recommendation"), turned)
        level = _changed_level(comparison, id_, sign)
        if level:
            return Since(id_, turn, "answers", comparison.causes(level, "level"))
        (least, most), (low, high) = before.gap, after.gap
        is_asked = before.status is after.status is Status.RECOMMENDED
        if is_asked and (low > most if sign > 0 else high < least):
            return Since(id_, turn, "answers", comparison.causes(id_, "gap"))
    return None


def _turned_parts(comparison: Comparison, id_: str, to: Status) -> tuple[str, ...]:
    """The parts of a measure that went from recommended to in place, or back."""
    then, now = recommendation_states(comparison.before), recommendation_states(comparison.after)
    other = Status.IN_PLACE if to is Status.RECOMMENDED else Status.RECOMMENDED
    made_of = comparison.after.library.rulebook.measures[id_].made_of
    parts = (part for part in made_of if part in then and part in now)
    return tuple(part for part in parts if then[part].status is other and now[part].status is to)


def _changed_level(comparison: Comparison, id_: str, sign: int) -> str:
    """The first thing a measure improves of which certainly more (1) or less (-1) is missing now; empty if there is none."""
    book = comparison.after.library.rulebook
    rules = [book.recommendations[part] for part in book.measures[id_].made_of]
    for fact in dict.fromkeys(fact for rule in rules for fact in rule.about):
        then, now = (_missing(side, fact) for side in (comparison.before, comparison.after))
        if then and now and (min(now) > max(then) if sign > 0 else max(now) < min(then)):
            return fact
    return ""


def _missing(advice: Advice, fact: str) -> list[int]:
    """How much is missing at each level a fact may still have; nothing if a level does not say."""
    scale = advice.library.questionnaire.scale_of(fact)
    if scale is None:
        return []
    gaps = {level.level: level.gap for level in scale.levels}
    found = [gaps[value] for value in scale.domain.names(advice.evaluation.facts[fact])]
    return [gap for gap in found if gap is not None] if None not in found else []
