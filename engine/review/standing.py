"""Where a review stands: from the log and today's advice to what is decided, open, stale or contested.

In: a `Log` and the `Phrases` of an advice for all readers. Out: `Reviews`. Of each body the answer of the latest day counts;
an answer to a text that has changed since is kept, shown and not acted on. What is not for all readers is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.dates import parse_date
from wayhome.engine.prioritise import Ranked
from wayhome.engine.responses import (
    Decision,
    MeasureReview,
    Outcome,
    Progress,
    Remark,
    Request,
    Response,
    Reviews,
    Unplanned,
)
from wayhome.engine.review.corrections import proposals_of
from wayhome.engine.review.entries import AskedEntry, DecisionEntry, OverallEntry, ProgressEntry
from wayhome.engine.review.form_maker import subject_of
from wayhome.engine.review.item import Item, items_of
from wayhome.engine.review.log import Log

_WANTED = (Decision.ACCEPT, Decision.ACCEPT_IF_FUNDED, Decision.PARTIALLY_ACCEPT)
_OUTCOMES = {
    Decision.ACCEPT: Outcome.ACCEPTED,
    Decision.ACCEPT_IF_FUNDED: Outcome.ACCEPTED_IF_FUNDED,
    Decision.PARTIALLY_ACCEPT: Outcome.PARTIALLY_ACCEPTED,
    Decision.REJECT: Outcome.REJECTED,
}


@dataclass
class _Heard:
    """What the log says of one measure: the latest of each body."""

    decisions: dict[str, tuple[int, DecisionEntry]] = field(default_factory=dict)
    asked: dict[str, AskedEntry] = field(default_factory=dict)
    progress: tuple[int, ProgressEntry] | None = None

    @property
    def is_answered(self) -> bool:
        """Whether anything came back: a measure that was only asked about is forgotten once it is no longer advised."""
        return bool(self.decisions) or self.progress is not None


def standing_of(log: Log, p: Phrases) -> Reviews:
    """Where the review stands on today's advice; raises InputError for the log of another country or area."""
    log.refuse_unless_on(subject_of(p.advice.profile))
    items, ranked = items_of(p), {r.id: r for r in p.advice.ranked}
    measures = {
        id_: _measure(id_, heard, items.get(id_), ranked.get(id_))
        for id_, heard in _heard(log).items()
        if _is_for_all(p, id_, ranked) and (id_ in items or heard.is_answered)
    }
    order = {r.id: i for i, r in enumerate(p.advice.ranked)}
    return Reviews(
        len(log.lines),
        log.head,
        dict(sorted(measures.items(), key=lambda pair: order.get(pair[0], len(order)))),
        _unplanned(log),
        _remarks(log),
        proposals_of(log, p),
    )


def is_earlier(date: str, other: str) -> bool:
    """Whether a date in a log is certainly before another: a month is not before a day in it, nor a year before either."""
    one, held = parse_date(date), parse_date(other)
    return one is not None and held is not None and one.is_before(held)


def _is_for_all(p: Phrases, measure: str, ranked: Mapping[str, Ranked]) -> bool:
    """Whether every reader may hear of a measure: not if it is for some alone, or silent since an answer was withheld."""
    if measure in ranked:
        return ranked[measure].measure.audience == "brief"
    return measure not in p.advice.library.rulebook.measures  # a rulebook that no longer has it hides nothing


def _heard(log: Log) -> dict[str, _Heard]:
    """By measure, the latest answer, request and report."""
    found: dict[str, _Heard] = {}
    last_asked: dict[str, AskedEntry] = {}
    for line in log.lines:
        entry = line.entry
        if isinstance(entry, AskedEntry):
            last_asked[entry.body] = entry
        elif isinstance(entry, DecisionEntry):
            decisions = found.setdefault(entry.measure, _Heard()).decisions
            held = decisions.get(entry.body)
            if held is None or entry.date >= held[1].date:
                decisions[entry.body] = (line.number, entry)
        elif isinstance(entry, ProgressEntry) and entry.is_planned:
            one = found.setdefault(entry.action, _Heard())
            if one.progress is None or not is_earlier(entry.date, one.progress[1].date):
                one.progress = (line.number, entry)
    for body, asked in last_asked.items():
        for measure in asked.measures:
            found.setdefault(measure, _Heard()).asked[body] = asked
    return found


def _measure(id_: str, heard: _Heard, item: Item | None, ranked: Ranked | None) -> MeasureReview:
    responses = [_response(number, entry, item) for number, entry in heard.decisions.values()]
    decisions = [entry for _, entry in heard.decisions.values()]
    roles = {body: asked.roles for body, asked in heard.asked.items()} | {one.body: one.roles for one in decisions}
    lead_role = ranked.lead if ranked else next((entry.reviewed.lead for entry in decisions), "")
    lead = next((body for body, held in roles.items() if lead_role in held), lead_role)
    outcome, lead, passed_to = _outcome(responses, lead, roles)
    responses.sort(key=lambda one: (one.body != lead, one.entry))
    waits = _waits(id_, heard, responses, item) if item else []
    if item and passed_to and passed_to not in roles:
        waits.append(Request(passed_to, passed_to))
    title = item.reviewed.title if item else next((entry.reviewed.title for entry in reversed(decisions)), "")
    if not title and heard.progress:
        title = heard.progress[1].title
    return MeasureReview(
        id_,
        title,
        outcome,
        item.reviewed.text if item else "",
        lead,
        tuple(responses),
        tuple(waits),
        _progress(heard.progress),
        is_advised=item is not None,
    )


def _waits(id_: str, heard: _Heard, responses: Iterable[Response], item: Item) -> list[Request]:
    """Who owes an answer; by when, unless the day was set for an earlier text that was answered."""
    is_stale = {one.body: one.is_stale for one in responses}
    found = []
    for body, asked in heard.asked.items():
        if is_stale.get(body, True):
            is_asked_anew = body not in is_stale or asked.measures[id_] == item.hash
            found.append(Request(body, asked.name, asked.deadline if is_asked_anew else ""))
    return found


def _response(number: int, entry: DecisionEntry, item: Item | None) -> Response:
    return Response(
        number,
        entry.body,
        entry.name,
        entry.decision,
        entry.date,
        entry.reasons,
        entry.whose,
        entry.paid_by,
        entry.action,
        entry.unit,
        parse_date(entry.by),
        entry.own_text,
        entry.reviewed.title,
        entry.reviewed.text,
        item is None or item.hash != entry.hash,
    )


def _outcome(responses: Iterable[Response], lead: str, roles: Mapping[str, tuple[str, ...]]) -> tuple[Outcome, str, str]:
    """Where a measure stands, who leads it once it was passed on, and to whom it was passed on without an answer yet."""
    current = {one.body: one for one in responses if not one.is_stale}
    decisions = {one.decision for one in current.values()}
    if Decision.REJECT in decisions and decisions & set(_WANTED):
        return Outcome.CONTESTED, lead, ""
    asked: set[str] = set()
    while lead in current and current[lead].decision is Decision.NOT_OURS:
        asked.add(lead)
        whose = current[lead].whose
        lead = next((body for body, held in roles.items() if whose in held), whose)
        if lead in asked:  # each says that it is the other's
            return Outcome.CONTESTED, lead, ""
    if lead in current:
        return _OUTCOMES[current[lead].decision], lead, ""
    if asked:
        return Outcome.PASSED_ON, lead, lead
    return (Outcome.STALE if any(one.body == lead for one in responses) else Outcome.OPEN), lead, ""


def _progress(found: tuple[int, ProgressEntry] | None) -> Progress | None:
    if found is None:
        return None
    number, entry = found
    return Progress(number, entry.state, entry.date, entry.evidence)


def _unplanned(log: Log) -> tuple[Unplanned, ...]:
    found: dict[str, Unplanned] = {}
    for line in log.lines:
        entry = line.entry
        if isinstance(entry, ProgressEntry) and not entry.is_planned:
            held = found.get(entry.action)
            if held is None or not is_earlier(entry.date, held.progress.date):
                progress = Progress(line.number, entry.state, entry.date, entry.evidence)
                by = entry.by or (held.by if held else "")
                found[entry.action] = Unplanned(entry.action, entry.title, by, progress)
    return tuple(found.values())


def _remarks(log: Log) -> tuple[Remark, ...]:
    found: dict[str, Remark] = {}
    for line in log.lines:
        entry = line.entry
        if isinstance(entry, OverallEntry) and (entry.body not in found or entry.date >= found[entry.body].date):
            found[entry.body] = Remark(entry.body, entry.name, entry.text, entry.date)
    return tuple(found.values())
