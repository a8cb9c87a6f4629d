"""The shape of a review as JSON, alone or as a part of an advice, and how it is filled.

In: `Reviews`. Out: a `ReviewsResult`: what each body answered, who is waited for, how far the work is. Bodies are named,
persons are not.
"""

from __future__ import annotations

from wayhome.engine.responses import Decision, MeasureReview, Outcome, Progress, Response, Reviews, State
from wayhome.engine.sources import Strict


class ResponseResult(Strict):
    """The answer of one body to one action."""

    entry: int
    """Its number in the log."""
    body: str
    name: str
    decision: Decision
    date: str
    reasons: str
    whose: str
    """For not-ours: the role, or else the name, of the body it passes the action on to."""
    paid_by: str
    """For accept-if-funded: whose money it waits for."""
    action: str
    unit: str
    by: str | None
    own_text: str
    stale: bool
    """It was given on a text that has changed since, which is the next."""
    title: str
    text: str


class RequestResult(Strict):
    """A body that has not answered, or on an earlier text only."""

    body: str
    name: str
    deadline: str | None


class ProgressResult(Strict):
    """How far an action is."""

    entry: int
    state: State
    date: str
    evidence: str


class MeasureReviewResult(Strict):
    """What all bodies answered to one action."""

    measure: str
    title: str
    text: str
    """The text that is put to the bodies today."""
    outcome: Outcome
    set_aside: bool
    """It left the plan: rejected, or given up."""
    advised: bool
    """It is still advised today."""
    lead: str
    responses: list[ResponseResult]
    waits_for: list[RequestResult]
    paid_by: str
    progress: ProgressResult | None


class UnplannedResult(Strict):
    """An action begun outside the plan."""

    action: str
    title: str
    by: str
    progress: ProgressResult


class RemarkResult(Strict):
    """What a body says of the brief as a whole."""

    body: str
    name: str
    text: str
    date: str


class ProposalResult(Strict):
    """A fact that a body corrects."""

    entry: int
    question: str
    path: list[str]
    held: str
    proposed: str
    evidence: str
    name: str
    taken_in: bool


class ReviewsResult(Strict):
    """A review as it stands."""

    entries: int
    head: str
    """The hash of the last entry of the log that was read."""
    measures: list[MeasureReviewResult]
    unplanned: list[UnplannedResult]
    remarks: list[RemarkResult]
    proposals: list[ProposalResult]


def reviews_result(reviews: Reviews) -> ReviewsResult:
    """A review as plain values."""
    return ReviewsResult(
        entries=reviews.entries,
        head=reviews.head,
        measures=[_measure(found) for found in reviews.measures.values()],
        unplanned=[
            UnplannedResult(action=one.action, title=one.title, by=one.by, progress=_progress(one.progress))
            for one in reviews.unplanned
        ],
        remarks=[RemarkResult(body=one.body, name=one.name, text=one.text, date=one.date) for one in reviews.remarks],
        proposals=[
            ProposalResult(
                entry=one.entry,
                question=one.question,
                path=list(one.path),
                held=one.held,
                proposed=one.proposed,
                evidence=one.evidence,
                name=one.name,
                taken_in=one.is_taken_in,
            )
            for one in reviews.proposals
        ],
    )


def _measure(found: MeasureReview) -> MeasureReviewResult:
    return MeasureReviewResult(
        measure=found.measure,
        title=found.title,
        text=found.text,
        outcome=found.outcome,
        set_aside=found.is_set_aside,
        advised=found.is_advised,
        lead=found.lead,
        responses=[_response(one) for one in found.responses],
        waits_for=[RequestResult(body=one.body, name=one.name, deadline=one.deadline or None) for one in found.waits_for],
        paid_by=found.paid_by,
        progress=_progress(found.progress) if found.progress else None,
    )


def _response(one: Response) -> ResponseResult:
    return ResponseResult(
        entry=one.entry,
        body=one.body,
        name=one.name,
        decision=one.decision,
        date=one.date,
        reasons=one.reasons,
        whose=one.whose,
        paid_by=one.paid_by,
        action=one.action,
        unit=one.unit,
        by=str(one.by) if one.by else None,
        own_text=one.own_text,
        stale=one.is_stale,
        title=one.title,
        text=one.text,
    )


def _progress(found: Progress) -> ProgressResult:
    return ProgressResult(entry=found.entry, state=found.state, date=found.date, evidence=found.evidence)
