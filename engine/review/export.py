"""The decisions in a plain open shape, one row an action, for an evaluation office to load.

In: `Reviews` and phrases. Out: rows, as JSON (described by `wayhome schema decisions`) or as CSV. The columns are those of a
management response: recommendation, response, action plan, unit in charge, date, progress.
"""

from __future__ import annotations

import csv
import io

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.csv_cells import without_formula
from wayhome.engine.responses import MeasureReview, Outcome, Response, Reviews
from wayhome.engine.review.form_maker import subject_of
from wayhome.engine.sources import Strict

FORMAT = 1


class DecisionRow(Strict):
    """One action, and what the bodies answered to it."""

    subject: str
    """Country (ISO 3166-1) or area (ISO 3166-2)."""
    id: str
    number: str
    """Its number in the brief; empty if it stands in the annexes alone."""
    recommendation: str
    lead: str
    """The body that leads, or would."""
    outcome: Outcome
    management_response: str
    """The decision of the body that leads; empty while it has none that stands."""
    reasons: str
    action_plan: str
    unit: str
    due: str
    decided_on: str
    waits_for_money_of: str
    passed_on_to: str
    own_text: str
    other_responses: str
    """Of all other bodies, and of earlier texts, each with its reasons."""
    no_answer_from: str
    progress: str
    progress_on: str
    progress_evidence: str
    still_advised: str
    """yes or no"""
    log_entry: str
    """The number of the deciding entry in the log."""


class DecisionsResult(Strict):
    """All decisions of a review."""

    wayhome_decisions: int = FORMAT
    subject: str
    entries: int
    head: str
    """The hash of the last entry of the log that was read."""
    decisions: list[DecisionRow]


def decisions_of(reviews: Reviews, p: Phrases) -> DecisionsResult:
    """One row for each action that somebody was asked about or reported on."""
    subject = subject_of(p.advice.profile)
    return DecisionsResult(
        subject=subject,
        entries=reviews.entries,
        head=reviews.head,
        decisions=[_row(p, subject, found) for found in reviews.measures.values()],
    )


def _row(p: Phrases, subject: str, found: MeasureReview) -> DecisionRow:
    told = found.deciding
    others = [one for one in found.responses if one is not told]
    names = {one.body: one.name for one in found.waits_for} | {one.body: one.name for one in found.responses}
    return DecisionRow(
        subject=subject,
        id=found.measure,
        number=str(p.numbers.get(found.measure, "")),
        recommendation=found.title,
        lead=_name(p, names.get(found.lead, found.lead)),
        outcome=found.outcome,
        management_response=str(told.decision) if told else "",
        reasons=told.reasons if told else "",
        action_plan=told.action if told else "",
        unit=told.unit if told else "",
        due=str(told.by) if told and told.by else "",
        decided_on=told.date if told else "",
        waits_for_money_of=told.paid_by if told else "",
        passed_on_to=_name(p, found.lead) if found.outcome is Outcome.PASSED_ON else "",
        own_text=told.own_text if told else "",
        other_responses="; ".join(_other(p, one) for one in others),
        no_answer_from="; ".join(_name(p, one.name) for one in found.waits_for),
        progress=str(found.progress.state) if found.progress else "",
        progress_on=found.progress.date if found.progress else "",
        progress_evidence=found.progress.evidence if found.progress else "",
        still_advised="yes" if found.is_advised else "no",
        log_entry=str(told.entry) if told else "",
    )


def _name(p: Phrases, role: str) -> str:
    return p.body(role) if role in p.questionnaire.roles else role


def _other(p: Phrases, one: Response) -> str:
    stale = f" ({p.words('review.export.stale')})" if one.is_stale else ""
    whose = f" ({_name(p, one.whose)})" if one.whose else ""
    return f"{one.name}: {one.decision}{whose}{stale}{f': {one.reasons}' if one.reasons else ''}"


def to_csv(decisions: DecisionsResult) -> str:
    """The rows as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(DecisionRow.model_fields)
    for row in decisions.decisions:
        writer.writerow(without_formula(str(value)) for value in row.model_dump().values())
    return out.getvalue()
