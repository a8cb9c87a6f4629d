"""Where a review stands, for whoever runs it: by body and by action, what is decided, open, stale or contested.

In: `Reviews`, the `Phrases` of the advice for all readers, perhaps the day. Out: blocks for the terminal and for Markdown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wayhome.engine.brief.phrases import Phrases, listed, spaced
from wayhome.engine.brief.responses_annex import action_words, decision_words, response_words, state_words
from wayhome.engine.brief.tree import Block, Document, Heading, Items, Line, Paragraph, Text, plain
from wayhome.engine.dates import PartialDate
from wayhome.engine.library_history import became
from wayhome.engine.responses import MeasureReview, Outcome, Request, Response, Reviews
from wayhome.engine.review.form_maker import subject_of
from wayhome.engine.review.item import reviewable

SHORT_HASH = 16


def status(reviews: Reviews, p: Phrases, today: PartialDate | None = None) -> list[Block]:
    """The whole report; without a day nothing is called late."""
    counts = Counter(found.outcome for found in reviews.measures.values() if found.is_asked)
    told = [f"{counts[outcome]} {p.words(f'review.outcome.{outcome}')}" for outcome in Outcome if counts[outcome]]
    found: list[Block] = [
        Heading(1, p.say("review.status.title", place=p.place)),
        Paragraph(p.say("review.status.counts", counts=listed(told)) if told else p.say("review.status.nobody")),
    ]
    for name, lines in _by_body(reviews, p, today).items():
        found += [Heading(2, (plain(name),)), Items(tuple(lines))]
    by_action = [_action(p, one) for one in reviews.measures.values()]
    if by_action:
        found += [Heading(2, p.say("review.status.actions")), Items(tuple(by_action))]
    found += _rest(reviews, p)
    register = p.say("review.status.log", entries=str(reviews.entries), head=reviews.head[:SHORT_HASH])
    return [*found, Paragraph(register)]


def status_document(reviews: Reviews, p: Phrases, today: PartialDate | None = None) -> Document:
    """The same as a document, with what it was made from in front."""
    front: dict[str, object] = {
        "review": subject_of(p.advice.profile),
        "profile-sha256": p.advice.profile.digest,
        "log": {"entries": reviews.entries, "head": reviews.head},
    }
    return Document(front, tuple(status(reviews, p, today)), ())


def _by_body(reviews: Reviews, p: Phrases, today: PartialDate | None) -> dict[str, list[Line]]:
    """Body by body, its answers, and in one line what it still owes by which day."""
    found: dict[str, list[Line]] = {}
    owed: dict[str, dict[str, list[str]]] = {}
    for measure in reviews.measures.values():
        for one in measure.responses:
            found.setdefault(one.name, []).append(_answer(p, measure, one))
        answered = {one.body for one in measure.responses}
        for asked in measure.waits_for:
            if asked.body not in answered or asked.deadline:  # else its answer, on an earlier text, says so
                by_deadline = owed.setdefault(_name(p, asked), {})
                by_deadline.setdefault(asked.deadline, []).append(action_words(p, measure.measure, measure.title))
    for name, by_deadline in owed.items():
        lines = [_owed(p, actions, deadline, today) for deadline, actions in by_deadline.items()]
        found.setdefault(name, []).extend(lines)
    return found


def _name(p: Phrases, asked: Request) -> str:
    return p.body(asked.name) if asked.name in p.questionnaire.roles else asked.name


def _answer(p: Phrases, measure: MeasureReview, one: Response) -> Line:
    title = action_words(p, measure.measure, measure.title)
    parts = [p.say("review.status.answer", action=title, decision=decision_words(p, one), date=one.date)]
    if one.reasons:
        parts.append(p.say("review.status.reasons", reasons=plain(one.reasons)))
    if one.action or one.unit or one.by or one.own_text:
        parts.append(p.say("review.status.response", response=response_words(p, one)))
    if one.is_stale:
        parts.append(p.say("review.status.read", text=plain(one.text)))
        key = "review.status.now" if measure.is_advised else "review.status.gone"
        parts.append(p.say(key, title=plain(measure.title), text=plain(measure.text)))
    return spaced(parts)


def _retired(p: Phrases, measure: str) -> Line:
    """What became of a measure that the rulebook advises no more."""
    library = p.advice.library
    gone = library.rulebook.what_became_of(measure)
    if gone is None and measure not in library.rulebook.measures:
        since = became(library, measure)
        key = "review.status.renamed" if since and since.now else "review.status.removed"
        return p.say(key, id=measure, by=since.now, version=since.version) if since else ()
    if gone is None or gone.in_force != "retired":
        return ()
    key = "review.status.replaced" if gone.replaced_by else "review.status.retired"
    return p.say(key, id=gone.id, by=gone.replaced_by)


def _owed(p: Phrases, actions: list[str], deadline: str, today: PartialDate | None) -> Line:
    named = "; ".join(actions)
    if not deadline:
        return p.say("review.status.open", actions=named)
    is_late = today is not None and today.text > deadline
    return p.say("review.status.late" if is_late else "review.status.due", actions=named, deadline=deadline)


def _action(p: Phrases, measure: MeasureReview) -> Line:
    title = Text(action_words(p, measure.measure, measure.title))
    voices = [_voice(p, one) for one in measure.responses]
    outcome = p.words(f"review.outcome.{measure.outcome}")
    parts = [p.say("review.status.action", action=title, id=measure.measure, outcome=outcome), _retired(p, measure.measure)]
    if len(voices) > 1 or (voices and measure.deciding is None):
        parts.append(p.say("review.status.voices", voices="; ".join(voices)))
    if measure.progress:
        state, date = state_words(p, measure.progress.state), measure.progress.date
        parts.append(
            p.say("review.status.progress", state=state, date=date, evidence=plain(measure.progress.evidence or "–"))
        )
    return spaced(parts)


def _voice(p: Phrases, one: Response) -> str:
    stale = f" ({p.words('review.export.stale')})" if one.is_stale else ""
    return f"{plain(one.name).text}: {p.words(f'review.decision.{one.decision}')}{stale}"


def _rest(reviews: Reviews, p: Phrases) -> Iterator[Block]:
    """What was begun outside the plan, facts that are corrected, remarks, and what nobody was asked about."""
    unplanned = [
        p.say(
            "review.status.unplanned",
            title=plain(one.title),
            id=one.action,
            state=state_words(p, one.progress.state),
            date=one.progress.date,
            evidence=plain(one.progress.evidence or "–"),
        )
        for one in reviews.unplanned
    ]
    open_ = sum(not one.is_taken_in for one in reviews.proposals)
    if unplanned:
        yield Heading(2, p.say("review.status.outside"))
        yield Items(tuple(unplanned))
    if reviews.remarks:
        yield Heading(2, p.say("review.annex.remarks"))
        yield Items(tuple(p.say("review.remark", name=plain(one.name), text=plain(one.text)) for one in reviews.remarks))
    if open_:
        yield Paragraph(p.say("review.status.proposals" if open_ > 1 else "review.status.proposals.one", count=str(open_)))
    asked = {id_ for id_, found in reviews.measures.items() if found.is_asked}
    left = [p.numbers[r.id] for r in reviewable(p.advice) if r.shown and r.id not in asked]
    if left:
        yield Paragraph(p.say("review.status.unasked", actions=p.actions(left)))
