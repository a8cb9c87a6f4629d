"""What the bodies answered, where the main part of a brief shows it: beside the lead, below the actions, in the roadmap.

In: `Phrases`. Out: lines; nothing if no review was read.
"""

from __future__ import annotations

from collections import Counter

from wayhome.engine.brief.phrases import Phrases, listed
from wayhome.engine.brief.tree import Line, Text, joined, plain
from wayhome.engine.prioritise import Ranked
from wayhome.engine.responses import MeasureReview, Outcome, State
from wayhome.engine.roadmap import Task

MOST_OF_A_NAME = 8
"""Words of a payer in the main part, where somebody wrote more than a name."""


def review_of(p: Phrases, measure: str) -> MeasureReview | None:
    """What was answered to a measure, if anybody was asked about it or reported on it."""
    return p.advice.reviews.measures.get(measure) if p.advice.reviews else None


def is_set_aside(p: Phrases, measure: str) -> bool:
    """Whether a measure left the plan in a review."""
    return p.advice.reviews is not None and p.advice.reviews.is_set_aside(measure)


def is_unpaid(p: Phrases, measure: str) -> bool:
    """Whether a measure waits for somebody's money, where the main part has room to say what waits with it."""
    return not p.is_short and p.advice.reviews is not None and bool(p.advice.reviews.paid_by(measure))


def is_answered(p: Phrases, measure: str) -> bool:
    """Whether there is an answer to show."""
    found = review_of(p, measure)
    return found is not None and found.outcome is not Outcome.OPEN


def outcome(p: Phrases, measure: str) -> Line:
    """Where a measure stands, in a word or two."""
    found = review_of(p, measure)
    return p.say(f"review.outcome.{found.outcome if found else Outcome.OPEN}")


def lead_and_answer(p: Phrases, r: Ranked) -> Line:
    """Who leads, and where the measure stands, if it was answered."""
    lead = Text(p.lead(r.lead))
    return p.say("review.lead", lead=lead, outcome=outcome(p, r.id)) if is_answered(p, r.id) else (lead,)


def answered(p: Phrases) -> Line:
    """In a sentence, how the actions of the main part stand, and how many were set aside."""
    assert p.advice.reviews is not None
    asked = [found for r in p.advice.shown if (found := review_of(p, r.id))]
    left = len(p.advice.shown) - len(asked)
    counts = Counter(found.outcome for found in asked) + Counter({Outcome.OPEN: left})
    told = [f"{counts[outcome]} {p.words(f'review.outcome.{outcome}')}" for outcome in Outcome if counts[outcome]]
    aside = sum(found.is_set_aside for found in p.advice.reviews.measures.values() if found.is_advised)
    parts = [*p.say("review.answered", counts=listed(told))]
    if aside:
        parts += [Text(" "), *p.say("review.aside" if aside > 1 else "review.aside.one", count=str(aside))]
    return joined(parts)


def of_task(p: Phrases, task: Task, *, is_main: bool = False) -> list[Line]:
    """What a review says of a line of the roadmap: how far it is, whose money it waits for, what it has to do without."""
    found = review_of(p, task.measure) if task.measure else None
    lines = []
    if found is not None and found.progress is not None and found.progress.state is not State.NOT_STARTED:
        lines.append(p.say(f"review.task.{found.progress.state}"))
    if task.paid_by:
        payer = plain(task.paid_by).text
        is_long = is_main and (p.is_short or len(payer.split()) > MOST_OF_A_NAME)
        lines.append(p.say("review.task.money.annex" if is_long else "review.task.money", payer=payer))
    if task.without and not (is_main and p.is_short):
        lines.append(p.say("review.task.without"))
    if task.is_promised and not is_main:
        lines.append(p.say("review.task.promised"))
    return lines
