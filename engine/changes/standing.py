"""Where everything stands in an advice: findings, recommendations, measures, tasks, each as a plain value to compare.

In: an `Advice`. Out: a state by id. What the edition's readers may not see has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.advise import Advice
from wayhome.engine.care import guarded, told_in_full
from wayhome.engine.prioritise import Class, Interval, Ranked
from wayhome.engine.recommend import Piece, Status, Verdict
from wayhome.engine.roadmap import Task

What = Literal[
    "finding",
    "recommendation",
    "way of recommendation",
    "pieces",
    "measure",
    "way",
    "terms",
    "place",
    "points",
    "gap",
    "level",
    "task",
    "care",
    "care of",
]
Aspect = tuple[What, str]
"""One thing a change can be about: what, and of which id."""


@dataclass(frozen=True)
class FindingState:
    """The values a finding may still have."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class RecommendationState:
    """The verdict on one thing to do, and the ways of doing it that are left."""

    status: Status
    modes: tuple[str, ...]
    is_asked: bool
    """Of the national level, in an area."""


@dataclass(frozen=True)
class Terms:
    """On which terms a measure is to be done, in the way that is left."""

    lead: str
    """The role that leads."""
    instrument: str
    cost: str
    """The class of its cost."""


@dataclass(frozen=True)
class MeasureState:
    """Status, class, ways, terms, place and points of a measure."""

    status: Status
    of_class: Class | None
    modes: tuple[str, ...]
    rank: int | None
    shown: bool
    assured: int
    upper: int
    criteria: tuple[tuple[str, Interval], ...]
    terms: Terms | None
    """None for what is not to be done."""

    @property
    def gap(self) -> Interval:
        """How much is missing, at least and at most."""
        return dict(self.criteria)["gap"]


@dataclass(frozen=True)
class CareState:
    """How a sentence of care stands in the main part of a brief."""

    is_told: bool
    """In full; else by its name alone."""
    measures: tuple[str, ...]
    """The measures of the main part that it goes with."""


@dataclass(frozen=True)
class PiecesState:
    """The pieces of what is to be done that come in, each with how far it is."""

    pieces: tuple[tuple[str, Piece], ...]


@dataclass(frozen=True)
class TaskState:
    """When a task of the roadmap is due, on which shelf, and who leads; of a round of questions also what is asked."""

    step: int
    start: int
    end: int
    at_once: bool
    lead: str | None
    questions: tuple[str, ...]


def finding_states(advice: Advice) -> dict[str, FindingState]:
    """Every finding, preconditions included."""
    return {
        finding.id: FindingState(finding.domain.names(advice.evaluation.facts[finding.id]))
        for finding in advice.library.rulebook.findings.values()
    }


def recommendation_states(advice: Advice) -> dict[str, RecommendationState]:
    """Every recommendation whose measure this edition shows."""
    return {id_: _recommendation(verdict) for id_, verdict in _shown(advice).items()}


def pieces_states(advice: Advice) -> dict[str, PiecesState]:
    """Every such recommendation that is to be done."""
    return {
        id_: PiecesState(tuple((part.passage, part.piece) for part in verdict.components))
        for id_, verdict in _shown(advice).items()
        if verdict.status in (Status.RECOMMENDED, Status.POSSIBLE)
    }


def _shown(advice: Advice) -> dict[str, Verdict]:
    owners = advice.library.rulebook.measures.values()
    shown = {part for owner in owners if advice.options.edition.sees(owner.audience) for part in owner.made_of}
    return {id_: verdict for id_, verdict in advice.verdicts.items() if id_ in shown}


def _recommendation(verdict: Verdict) -> RecommendationState:
    is_asked = verdict.asked in (Status.RECOMMENDED, Status.POSSIBLE)
    return RecommendationState(verdict.status, verdict.modes, is_asked)


def measure_states(advice: Advice) -> dict[str, MeasureState]:
    """Every measure this edition shows."""
    return {r.id: _measure(r) for r in advice.ranked}


def _measure(r: Ranked) -> MeasureState:
    criteria = tuple(r.criteria.items())
    terms = Terms(r.lead, r.instrument, r.cost) if r.of_class else None
    return MeasureState(r.status, r.of_class, r.modes, r.rank, r.shown, r.assured, r.upper, criteria, terms)


def care_states(advice: Advice) -> dict[str, CareState]:
    """Every sentence of care in the main part."""
    told = told_in_full(advice)
    return {id_: CareState(id_ in told, measures) for id_, measures in guarded(advice).items()}


def task_states(advice: Advice) -> dict[str, TaskState]:
    """Every line of the roadmap."""
    return {task.id: _task(task) for task in advice.roadmap.tasks}


def _task(task: Task) -> TaskState:
    return TaskState(task.step, task.start, task.end, task.at_once, task.lead, task.questions)


def scaled_facts(advice: Advice) -> list[str]:
    """The facts measured on a scale: what a measure improves."""
    rules = advice.library.rulebook.recommendations.values()
    return list(dict.fromkeys(fact for rule in rules for fact in rule.about))


def aspects(advice: Advice) -> dict[Aspect, object]:
    """All of it, in the pieces of which causes are sought one by one."""
    return dict(_aspects(advice))


def _aspects(advice: Advice) -> Iterator[tuple[Aspect, object]]:
    for id_, finding in finding_states(advice).items():
        yield ("finding", id_), finding
    for id_, recommendation in recommendation_states(advice).items():
        yield ("recommendation", id_), (recommendation.status, recommendation.is_asked)
        yield ("way of recommendation", id_), recommendation.modes
    for id_, pieces in pieces_states(advice).items():
        yield ("pieces", id_), pieces
    for id_, measure in measure_states(advice).items():
        yield ("measure", id_), (measure.status, measure.of_class)
        yield ("way", id_), measure.modes
        yield ("terms", id_), measure.terms
        yield ("place", id_), (measure.shown, measure.rank)
        yield ("points", id_), measure.criteria
        yield ("gap", id_), measure.gap
    for fact in scaled_facts(advice):
        yield ("level", fact), advice.library.program.domains[fact].names(advice.evaluation.facts[fact])
    for id_, task in task_states(advice).items():
        yield ("task", id_), task
    for id_, care in care_states(advice).items():
        yield ("care", id_), care.is_told
        yield ("care of", id_), care.measures
