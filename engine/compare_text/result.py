"""The shape of a comparison as JSON, and how it is filled.

In: a `Teller`. Out: a `CompareResult`. Of two countries it holds neither points nor places in the order: they are not scored
against each other.
"""

from __future__ import annotations

from typing import Literal

from wayhome.engine.advise import Advice
from wayhome.engine.changes.causes import Causes, How
from wayhome.engine.changes.comparison import Change, MeasureChange
from wayhome.engine.changes.standing import (
    CareState,
    FindingState,
    MeasureState,
    PiecesState,
    RecommendationState,
    TaskState,
)
from wayhome.engine.changes.units import Kind
from wayhome.engine.compare_text import answers as told
from wayhome.engine.compare_text.teller import Teller
from wayhome.engine.explain_text.words import Words
from wayhome.engine.facts import State
from wayhome.engine.prioritise import Class
from wayhome.engine.recommend import Piece, Status
from wayhome.engine.responses import MeasureReview, Outcome
from wayhome.engine.responses import State as ProgressState
from wayhome.engine.sources import Strict


class SideResult(Strict):
    """One of the two sides."""

    country: str
    area: str | None
    name: str
    title: str
    situation: str | None
    """The day its answers describe."""
    date: str | None
    """The day it was worked out for, if another was given."""
    profile: str
    """SHA-256 of the profile; likewise of rulebook and knowledge."""
    rulebook: str
    rulebook_version: str | None
    knowledge: str
    knowledge_version: str | None
    weights: dict[str, int]


class UnitResult(Strict):
    """An answer or a rule that differs."""

    kind: Kind
    """answer; time (the same answer, read otherwise); level (a country, and a part of it); weights; review; question, scale,
    qualifier or roles of the questionnaire; passages (where they stand); order (of the kind `id`); means; else a rule."""
    id: str
    name: str


class CausesResult(Strict):
    """What has to be taken back, all else as on the second side, for a thing to stand as on the first."""

    how: How
    """each: any one of them is enough; together: all of them, of which none can be left out; untold."""
    of: list[UnitResult]


class AnswerSideResult(Strict):
    """An answer on one side."""

    words: str
    """Empty if nothing is on record."""
    values: dict[str, list[str]]
    """By fact, what is still possible."""
    states: dict[str, State]
    evidence: str
    sources: list[str]
    date: str


class AnswerChangeResult(Strict):
    """A question answered otherwise."""

    question: str
    name: str
    how: told.How | None
    """In which way it changed; null for two places, where nothing changed and something differs."""
    before: AnswerSideResult
    after: AnswerSideResult


class FindingChangeResult(Strict):
    """A finding or precondition read otherwise; null on a side whose rulebook has none such."""

    id: str
    title: str
    is_precondition: bool
    before: list[str] | None
    after: list[str] | None
    causes: CausesResult


class RecommendationSideResult(Strict):
    """A recommendation on one side."""

    status: Status
    modes: list[str]
    asked: bool
    """Of the national level, in an area."""


class RecommendationChangeResult(Strict):
    """A recommendation of another status, or with other ways left."""

    id: str
    title: str
    before: RecommendationSideResult | None
    after: RecommendationSideResult | None
    causes: CausesResult


class MeasureSideResult(Strict):
    """A measure on one side; rank and points are null for two places."""

    status: Status
    of_class: Class | None
    modes: list[str]
    lead: str | None
    """The role that leads in the way left; it, instrument and cost are null for what is not to be done."""
    instrument: str | None
    cost: str | None
    in_main: bool
    """Stands in the main part of the brief."""
    rank: int | None
    assured: int | None
    upper: int | None


class MeasureChangeResult(Strict):
    """A measure that stands otherwise, or at another place in the order."""

    id: str
    title: str
    before: MeasureSideResult | None
    after: MeasureSideResult | None
    causes: CausesResult
    """Of status and class; else of the way; else of lead, instrument or cost; else of the points.

    Empty if only others moved.
    """
    now_before_it: list[str]
    now_behind_it: list[str]


class TaskSideResult(Strict):
    """A line of the roadmap on one side."""

    step: int
    start: int
    end: int
    at_once: bool
    lead: str | None
    questions: list[str]


class TaskChangeResult(Strict):
    """A line of the roadmap that came, went or moved."""

    id: str
    text: str
    before: TaskSideResult | None
    after: TaskSideResult | None
    causes: CausesResult
    """Empty for rounds of questions, of which no cause is sought."""


class PieceResult(Strict):
    """A piece of a recommendation, worded by its passage."""

    passage: str
    title: str
    piece: Piece


class PiecesChangeResult(Strict):
    """A recommendation, to be done on both sides, of which other pieces come in, or are further or less far."""

    id: str
    title: str
    before: list[PieceResult]
    after: list[PieceResult]
    causes: CausesResult


class CareSideResult(Strict):
    """How a sentence of care stands in the main part."""

    told: bool
    """In full; else by its name."""
    measures: list[str]
    """Those of the main part that it goes with."""


class CareChangeResult(Strict):
    """A sentence of care that is told otherwise in the main part; null where it is not told."""

    id: str
    title: str
    before: CareSideResult | None
    after: CareSideResult | None
    causes: CausesResult


class RenamedResult(Strict):
    """A rule that has another id now; everything else here names it by that."""

    kind: str
    title: str
    before: str
    after: str


class ReviewSideResult(Strict):
    """Where a measure stands with those asked, and how far it is."""

    outcome: Outcome
    progress: ProgressState | None


class ReviewChangeResult(Strict):
    """A measure that stands otherwise with those asked, or is further or less far."""

    measure: str
    before: ReviewSideResult | None
    after: ReviewSideResult | None


class CompareResult(Strict):
    """Two advices, and everything in which they differ."""

    kind: Literal["time", "rules", "places"]
    """One place at two times; one profile under two rulebooks; two places."""
    edition: str
    before: SideResult
    after: SideResult
    answers: list[AnswerChangeResult]
    findings: list[FindingChangeResult]
    measures: list[MeasureChangeResult]
    recommendations: list[RecommendationChangeResult]
    pieces: list[PiecesChangeResult]
    tasks: list[TaskChangeResult]
    care: list[CareChangeResult]
    reviews: list[ReviewChangeResult]
    renamed: list[RenamedResult]


def compare_result(t: Teller) -> CompareResult:
    """A comparison as plain values."""
    c = t.comparison
    measures = [_measure(t, change) for change in c.measures]
    return CompareResult(
        kind="rules" if c.is_of_rules else "time" if c.is_same_place else "places",
        edition=str(c.after.options.edition),
        before=_side(t.before),
        after=_side(t.after),
        answers=[_answer(t, change) for change in told.answer_changes(t.before, t.after)],
        findings=[_finding(t, change) for change in c.findings],
        measures=[found for found in measures if found.before != found.after],
        recommendations=[_recommendation(t, change) for change in c.recommendations],
        pieces=[_pieces(t, change) for change in c.pieces],
        tasks=[_task(t, change) for change in c.tasks],
        care=[_care(t, change) for change in c.care],
        reviews=_reviews(c.before, c.after),
        renamed=renamed_result(t),
    )


def _side(side: Words) -> SideResult:
    advice = side.advice
    profile, date = advice.profile, advice.options.date
    return SideResult(
        country=profile.country.alpha_3,
        area=profile.area,
        name=side.p.place,
        title=profile.title,
        situation=str(profile.date) if profile.date else None,
        date=date.text if date else None,
        profile=profile.digest,
        rulebook=advice.library.rulebook_digest,
        rulebook_version=advice.library.rulebook_version or None,
        knowledge=advice.library.knowledge_digest,
        knowledge_version=advice.library.knowledge_version or None,
        weights=advice.weights,
    )


def causes_result(t: Teller, causes: Causes) -> CausesResult:
    """Causes as plain values, each with its name."""
    units = [UnitResult(kind=unit.kind, id=unit.id, name=t.unit_name(unit)) for unit in causes.units]
    return CausesResult(how=causes.how, of=units)


def _answer(t: Teller, change: told.AnswerChange) -> AnswerChangeResult:
    return AnswerChangeResult(
        question=change.question.question,
        name=change.question.name,
        how=change.how if t.comparison.is_same_place else None,
        before=_answer_side(change.before),
        after=_answer_side(change.after),
    )


def _answer_side(side: told.AnswerSide) -> AnswerSideResult:
    return AnswerSideResult(
        words=side.words,
        values={fact: list(values) for fact, values in side.values.items()},
        states=side.states,
        evidence=side.evidence,
        sources=list(side.sources),
        date=side.date,
    )


def _finding(t: Teller, change: Change[FindingState]) -> FindingChangeResult:
    before, after = (list(state.values) if state else None for state in (change.before, change.after))
    return FindingChangeResult(
        id=change.id,
        title=t.finding(change.id),
        is_precondition=change.id in t.p.wording.preconditions,
        before=before,
        after=after,
        causes=causes_result(t, t.comparison.causes_of(change)),
    )


def _recommendation(t: Teller, change: Change[RecommendationState]) -> RecommendationChangeResult:
    before, after = (
        RecommendationSideResult(status=state.status, modes=list(state.modes), asked=state.is_asked) if state else None
        for state in (change.before, change.after)
    )
    return RecommendationChangeResult(
        id=change.id,
        title=t.recommendation(change.id),
        before=before,
        after=after,
        causes=causes_result(t, t.comparison.causes_of(change)),
    )


def _measure(t: Teller, change: MeasureChange) -> MeasureChangeResult:
    is_same_place = t.comparison.is_same_place

    def side(state: MeasureState | None) -> MeasureSideResult | None:
        if state is None:
            return None
        return MeasureSideResult(
            status=state.status,
            of_class=state.of_class,
            modes=list(state.modes),
            lead=state.terms.lead if state.terms else None,
            instrument=state.terms.instrument if state.terms else None,
            cost=state.terms.cost if state.terms else None,
            in_main=state.shown,
            rank=state.rank if is_same_place else None,
            assured=state.assured if is_same_place else None,
            upper=state.upper if is_same_place else None,
        )

    return MeasureChangeResult(
        id=change.id,
        title=t.measure(change.id),
        before=side(change.before),
        after=side(change.after),
        causes=causes_result(t, t.comparison.causes_of(change)),
        now_before_it=list(change.now_before_it) if is_same_place else [],
        now_behind_it=list(change.now_behind_it) if is_same_place else [],
    )


def _pieces(t: Teller, change: Change[PiecesState]) -> PiecesChangeResult:
    before, after = (
        [PieceResult(passage=id_, title=t.passage(id_), piece=piece) for id_, piece in (state.pieces if state else ())]
        for state in (change.before, change.after)
    )
    causes = causes_result(t, t.comparison.causes_of(change))
    return PiecesChangeResult(id=change.id, title=t.recommendation(change.id), before=before, after=after, causes=causes)


def _care(t: Teller, change: Change[CareState]) -> CareChangeResult:
    before, after = (
        CareSideResult(told=state.is_told, measures=list(state.measures)) if state else None
        for state in (change.before, change.after)
    )
    causes = causes_result(t, t.comparison.causes_of(change))
    return CareChangeResult(id=change.id, title=t.guard(change.id), before=before, after=after, causes=causes)


def renamed_result(t: Teller) -> list[RenamedResult]:
    """The rules that have another id now."""
    return [RenamedResult(kind=one.kind, title=one.title, before=one.before, after=one.after) for one in t.renamed]


def _task(t: Teller, change: Change[TaskState]) -> TaskChangeResult:
    def side(state: TaskState | None) -> TaskSideResult | None:
        if state is None:
            return None
        return TaskSideResult(
            step=state.step,
            start=state.start,
            end=state.end,
            at_once=state.at_once,
            lead=state.lead,
            questions=list(state.questions),
        )

    shown = t.after if change.after is not None else t.before
    task = next(task for task in shown.advice.roadmap.tasks if task.id == change.id)
    return TaskChangeResult(
        id=change.id,
        text=shown.p.task_words(task)[0],
        before=side(change.before),
        after=side(change.after),
        causes=causes_result(t, t.comparison.causes_of(change)),
    )


def _reviews(before: Advice, after: Advice) -> list[ReviewChangeResult]:
    then, now = (side.reviews.measures if side.reviews else {} for side in (before, after))
    found = []
    for id_ in {**now, **then}:
        sides = _review_side(then.get(id_)), _review_side(now.get(id_))
        if sides[0] != sides[1]:
            found.append(ReviewChangeResult(measure=id_, before=sides[0], after=sides[1]))
    return found


def _review_side(found: MeasureReview | None) -> ReviewSideResult | None:
    if found is None:
        return None
    return ReviewSideResult(outcome=found.outcome, progress=found.progress.state if found.progress else None)
