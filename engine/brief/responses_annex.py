"""Annex K: what the bodies answered, with all their reasons; who waits for whom; how far the work is.

In: `Phrases`. Out: blocks; nothing if no review was read. Dissent stays visible, and stands apart so that it can be taken
out. Bodies are named, persons are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.phrases import Phrases, capital, listed
from wayhome.engine.brief.responses import is_set_aside
from wayhome.engine.brief.tree import Block, Grid, Heading, Items, Line, Paragraph, Text, joined, plain
from wayhome.engine.dates import in_words
from wayhome.engine.responses import Decision, MeasureReview, Progress, Response, Reviews, State


def responses(p: Phrases) -> list[Block]:
    """All of it, in the order of the brief."""
    reviews = p.advice.reviews
    if reviews is None:
        return []
    found: list[Block] = [Heading(2, p.say("review.annex")), Paragraph(p.say("review.annex.intro"))]
    found += _answers(p, reviews)
    found += _set_aside(p, reviews)
    found += _waiting(p, reviews)
    found += _progress(p, reviews)
    found += _proposals(p, reviews)
    remarks = [p.say("review.remark", name=plain(one.name), text=plain(one.text)) for one in reviews.remarks]
    return [*found, Heading(3, p.say("review.annex.remarks")), Items(tuple(remarks))] if remarks else found


def action_words(p: Phrases, measure: str, title: str) -> str:
    """An action by its number, if it has one, and its title."""
    number = p.numbers.get(measure)
    return f"{number}. {plain(title).text}" if number else plain(title).text


def _answers(p: Phrases, reviews: Reviews) -> list[Block]:
    head = tuple(
        p.say(f"review.annex.head.{key}") for key in ("action", "stands", "body", "decision", "reasons", "response")
    )
    rows = []
    for found in reviews.measures.values():
        title = Text(action_words(p, found.measure, found.title))
        stands = Text(p.words(f"review.outcome.{found.outcome}"))
        for i, one in enumerate(found.responses):
            rows.append(
                (
                    (title,) if i == 0 else (),
                    (stands,) if i == 0 else (),
                    (plain(one.name),),
                    decision_words(p, one),
                    (plain(one.reasons or "–"),),
                    response_words(p, one),
                )
            )
    if not rows:
        return [Paragraph(p.say("review.annex.none"))]
    return [Grid(head, tuple(rows))]


def decision_words(p: Phrases, one: Response) -> Line:
    """What a body decided, on whose behalf it waits or to whom it passes on, and whether on the text of today."""
    words = p.words(f"review.decision.{one.decision}")
    if one.decision is Decision.NOT_OURS:
        words = p.words("review.decided.whose", decision=words, whose=_role_words(p, one.whose))
    elif one.decision is Decision.ACCEPT_IF_FUNDED:
        words = p.words("review.decided.paid-by", decision=words, payer=plain(one.paid_by).text)
    if one.is_stale:
        return p.say("review.decided.stale", decision=words, title=plain(one.title))
    return (Text(words),)


def _role_words(p: Phrases, role: str) -> str:
    return p.body(role) if role in p.questionnaire.roles else plain(role).text


def response_words(p: Phrases, one: Response) -> Line:
    """What a body will do, by which unit and when, and in which of its texts; a dash if it said nothing."""
    told = [plain(text).text.rstrip(".") for text in (one.action, one.unit) if text]
    told += [p.words("review.response.by", date=in_words(one.by))] if one.by else []
    told += [p.words("review.response.text", text=plain(one.own_text).text.rstrip("."))] if one.own_text else []
    return (Text("; ".join(told) or "–"),)


def _set_aside(p: Phrases, reviews: Reviews) -> list[Block]:
    lines = [_aside(p, found) for found in reviews.measures.values() if found.is_set_aside and found.is_advised]
    return (
        [Heading(3, p.say("review.annex.aside")), Paragraph(p.say("review.annex.aside.intro")), Items(tuple(lines))]
        if lines
        else []
    )


def _aside(p: Phrases, found: MeasureReview) -> Line:
    title = plain(found.title)
    if found.is_dropped and found.progress:
        return p.say("review.aside.dropped", title=title, reasons=plain(found.progress.evidence))
    told = found.deciding
    assert told is not None  # nothing else is set aside
    return p.say("review.aside.rejected", title=title, name=plain(told.name), reasons=plain(told.reasons))


def _waiting(p: Phrases, reviews: Reviews) -> list[Block]:
    """Body by body, what waits for it: an answer, its money, or what it has to do first."""
    waits: dict[str, list[str]] = {}
    for name, what in (*_answers_awaited(p, reviews), *_money_awaited(p, reviews), *_work_awaited(p)):
        held = waits.setdefault(name, [])
        if what not in held:
            held.append(what)
    lines = [p.say("review.waits", name=name, what="; ".join(what)) for name, what in waits.items()]
    return [Heading(3, p.say("review.annex.waits")), Items(tuple(lines))] if lines else []


def _answers_awaited(p: Phrases, reviews: Reviews) -> Iterator[tuple[str, str]]:
    """The answers that hold an action up: those of the bodies that would lead."""
    asked: dict[tuple[str, str], list[str]] = {}
    for found in reviews.measures.values():
        for one in found.waits_for if found.is_advised and not found.is_set_aside else ():
            if one.body == found.lead:
                name = capital(_role_words(p, one.name))
                quoted = p.words("review.waits.action", action=action_words(p, found.measure, found.title))
                asked.setdefault((name, one.deadline), []).append(quoted)
    for (name, deadline), actions in asked.items():
        key = "review.waits.answer.dated" if deadline else "review.waits.answer"
        yield name, p.words(key, actions=listed(actions), deadline=deadline)


def _money_awaited(p: Phrases, reviews: Reviews) -> Iterator[tuple[str, str]]:
    for found in reviews.measures.values():
        if found.paid_by:
            yield (
                capital(plain(found.paid_by).text),
                p.words("review.waits.money", action=action_words(p, found.measure, found.title)),
            )


def _work_awaited(p: Phrases) -> Iterator[tuple[str, str]]:
    ranked = {r.id: r for r in p.advice.ranked}
    for task in p.advice.roadmap.main:
        for before in task.waits_for:
            first, then = ranked[before], ranked[task.measure or ""]
            if not is_set_aside(p, before) and p.advice.options.edition.sees(first.measure.audience):
                named = action_words(p, before, p.action(first)[0])
                yield (
                    capital(p.body(first.lead)),
                    p.words("review.waits.first", first=named, then=action_words(p, then.id, p.action(then)[0])),
                )


def _progress(p: Phrases, reviews: Reviews) -> list[Block]:
    head = tuple(p.say(f"review.annex.head.{key}") for key in ("action", "state", "date", "evidence"))
    rows = [
        _progress_row(p, action_words(p, found.measure, found.title), found.progress)
        for found in reviews.measures.values()
        if found.progress is not None
    ]
    for one in reviews.unplanned:
        title = p.words("review.unplanned", title=plain(one.title).text)
        rows.append(_progress_row(p, title, one.progress))
    return [Heading(3, p.say("review.annex.progress")), Grid(head, tuple(rows))] if rows else []


def _progress_row(p: Phrases, title: str, progress: Progress) -> tuple[Line, ...]:
    return (
        (Text(title),),
        (Text(state_words(p, progress.state)),),
        (Text(progress.date),),
        (plain(progress.evidence or "–"),),
    )


def state_words(p: Phrases, state: State) -> str:
    """How far an action is."""
    return p.words(f"review.state.{state}")


def _proposals(p: Phrases, reviews: Reviews) -> list[Block]:
    head = tuple(p.say(f"review.annex.head.{key}") for key in ("fact", "held", "proposed", "body", "shown"))
    rows = []
    for one in reviews.proposals:
        question = p.questionnaire.questions.get(one.question)
        if one.is_taken_in or question is None:
            continue
        rows.append(
            (
                (Text(capital(question.name)),),
                (Text(one.held or p.words("review.facts.unknown")),),
                (plain(one.proposed),),
                (plain(one.name),),
                joined([plain(one.evidence)]),
            )
        )
    if not rows:
        return []
    return [
        Heading(3, p.say("review.annex.proposals")),
        Paragraph(p.say("review.annex.proposals.intro")),
        Grid(head, tuple(rows)),
    ]
