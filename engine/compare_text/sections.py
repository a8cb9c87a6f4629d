"""The sections of a comparison: answers, preconditions, findings, measures, order, recommendations, roadmap, reviews.

In: a `Teller`. Out: blocks; a section without a change is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wayhome.engine.brief.phrases import capital
from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Text, plain
from wayhome.engine.changes.comparison import Change, MeasureChange, State
from wayhome.engine.changes.standing import MeasureState, TaskState
from wayhome.engine.compare_text.answers import AnswerChange, answer_changes
from wayhome.engine.compare_text.teller import Teller, told
from wayhome.engine.explain_text.words import Words
from wayhome.engine.responses import MeasureReview


def _section(t: Teller, key: str, lines: Iterable[Line]) -> list[Block]:
    found = tuple(line for line in lines if line)
    return [Heading(2, t.p.say(f"compare.section.{key}")), Items(found)] if found else []


def answers(t: Teller) -> list[Block]:
    """Each answer that differs, with the evidence of the later one."""
    return _section(t, "answers", (_answer(t, change) for change in answer_changes(t.before, t.after)))


def _answer(t: Teller, change: AnswerChange) -> Line:
    is_change = t.comparison.is_same_place
    name, id_ = capital(change.question.name), change.question.question
    if change.before.words != change.after.words:
        parts = [t.line(name, change.before.words, change.after.words, id_)]
    elif change.derived:
        parts = []
    else:
        parts = [t.p.say("compare.same", subject=Text(name), id=Code(id_), words=Text(capital(change.after.words)))]
    parts += [t.line(capital(subject), before, after) for subject, before, after in change.derived]
    if is_change:
        return told(*parts, t.p.say(f"compare.how.{change.how}"), (Text(change.after.evidence),))
    for label, side in ((t.first, change.before), (t.second, change.after)):
        if side.evidence:
            parts.append(t.p.say("compare.evidence", label=label, evidence=Text(side.evidence)))
    return told(*parts)


def preconditions(t: Teller) -> list[Block]:
    """The preconditions read otherwise, in the words of the brief."""
    return _findings(t, "preconditions", is_precondition=True)


def findings(t: Teller) -> list[Block]:
    """All other findings read otherwise."""
    return _findings(t, "findings", is_precondition=False)


def _findings(t: Teller, key: str, *, is_precondition: bool) -> list[Block]:
    lines = []
    for change in t.comparison.findings:
        if (change.id in t.p.wording.preconditions) is is_precondition:
            lines.append(_line(t, t.finding, change, t.findings(change)))
    return _section(t, key, lines)


def measures(t: Teller) -> list[Block]:
    """Measures of another class or way or on other terms, or, of one place, with other points."""
    return _section(t, "measures", (_measure(t, change) for change in t.comparison.measures))


def _measure(t: Teller, change: MeasureChange) -> Line:
    before, after = t.measures(change)
    points = _points(t, change.before, change.after) if t.comparison.is_same_place else ()
    said = told(terms(t, change), points)
    if before != after:
        return told(t.line(t.measure(change.id), before, after, change.id), said, t.due(change))
    return told(subject(t, change), said, t.due(change)) if said else ()


def subject(t: Teller, change: MeasureChange) -> Line:
    """The name of a measure of which something is told."""
    return t.p.say("compare.subject", subject=Text(t.measure(change.id)), id=Code(change.id))


def terms(t: Teller, change: MeasureChange) -> Line:
    """Who leads, by which instrument and at what cost, where these differ and the way does not: with the way they follow."""
    before, after = change.before, change.after
    if before is None or after is None or before.terms is None or after.terms is None or before.modes != after.modes:
        return ()
    then, now = before.terms, after.terms
    leads = t.before.body(then.lead), t.after.body(now.lead)
    if leads[0] == leads[1]:  # one body may have several roles
        leads = t.before.questionnaire.roles[then.lead].title, t.after.questionnaire.roles[now.lead].title
    sides = {
        "lead": leads,
        "instrument": (then.instrument, now.instrument),
        "cost": (then.cost, now.cost),
    }
    differing = {key: (was, is_) for key, (was, is_) in sides.items() if getattr(then, key) != getattr(now, key)}
    first, second = t.first.lower(), t.second.lower()
    return told(
        *(
            t.p.say(f"compare.terms.{key}", first=first, before=Text(was), second=second, after=Text(is_))
            for key, (was, is_) in differing.items()
        )
    )


def _points(t: Teller, before: MeasureState | None, after: MeasureState | None) -> Line:
    """The points on both sides, if a criterion differs; that of other weights all of them differ is said once."""
    if before is None or after is None or before.of_class is None or after.of_class is None:
        return ()
    if before.criteria == after.criteria:
        return ()
    said = [
        f"{state.assured}"
        if state.assured == state.upper
        else t.p.words("compare.points.interval", low=str(state.assured), high=str(state.upper))
        for state in (before, after)
    ]
    return t.p.say("compare.points", first=t.first.lower(), before=said[0], second=t.second.lower(), after=said[1])


def order(t: Teller) -> list[Block]:
    """Of one place, the measures that changed their place in the order; places of two countries are not compared."""
    if not t.comparison.is_same_place:
        return []
    return _section(t, "order", [_weights(t), *(_rank(t, change) for change in t.comparison.measures)])


def _weights(t: Teller) -> Line:
    """The weights that differ, which move all points."""
    before, after = t.before.advice.weights, t.after.advice.weights
    names = [name for name in after if before[name] != after[name]]
    if not names:
        return ()
    said = (
        ", ".join(t.p.words("compare.weight", criterion=name, weight=str(side[name])) for name in names)
        for side in (before, after)
    )
    return t.line(t.p.words("compare.weights"), *said)


def _rank(t: Teller, change: MeasureChange) -> Line:
    before, after = change.before, change.after
    if before is None or after is None or before.rank is None or after.rank is None or before.rank == after.rank:
        return ()
    parts = [
        t.p.say(
            "compare.rank",
            subject=Text(t.measure(change.id)),
            id=Code(change.id),
            before=str(before.rank),
            after=str(after.rank),
        )
    ]
    for key, ids in (("passed", change.now_before_it), ("overtaken", change.now_behind_it)):
        if ids:
            parts.append(t.p.say(f"compare.rank.{key}", titles="; ".join(map(t.measure, ids))))
    return told(*parts)


def recommendations(t: Teller) -> list[Block]:
    """Recommendations of another status or way."""
    changes = t.comparison.recommendations
    return _section(
        t, "recommendations", (_line(t, t.recommendation, change, t.recommendations(change)) for change in changes)
    )


def _line(t: Teller, name: Callable[[str], str], change: Change[State], sides: tuple[str, str]) -> Line:
    """A thing on both sides, with what the change is due to; nothing where both are told alike."""
    return told(t.line(name(change.id), *sides, change.id), t.due(change)) if sides[0] != sides[1] else ()


def pieces(t: Teller) -> list[Block]:
    """Recommendations of which other pieces come in, or are further or less far."""
    return _section(t, "pieces", (_line(t, t.recommendation, change, t.pieces(change)) for change in t.comparison.pieces))


def care(t: Teller) -> list[Block]:
    """Sentences of care that came into the main part or left it, are told less or more fully, or go with other measures."""
    return _section(t, "care", (_line(t, t.guard, change, t.care(change)) for change in t.comparison.care))


def renamed(t: Teller) -> list[Block]:
    """Rules that are the same under another id."""
    return _section(
        t,
        "renamed",
        (
            t.p.say("compare.renamed", title=Text(one.title), before=Code(one.before), after=Code(one.after))
            for one in t.renamed
        ),
    )


def tasks(t: Teller) -> list[Block]:
    """Lines of the roadmap that came, went or moved."""
    return _section(t, "tasks", (task_line(t, change) for change in t.comparison.tasks))


def task_line(t: Teller, change: Change[TaskState]) -> Line:
    """A line of the roadmap on both sides, with what the change is due to."""
    side = t.after if change.after is not None else t.before
    task = next(task for task in side.advice.roadmap.tasks if task.id == change.id)
    if task.kind == "scoping":
        subject = t.p.words("compare.task.ask", body=side.body(task.lead or ""))
        nothing = t.p.words("compare.task.asked.none")
        before, after = (t.task_words(t.after, state) if state else nothing for state in (change.before, change.after))
        return t.line(subject, before, after)
    subject = side.p.task_words(task)[0].rstrip(".")
    before, after = t.task_words(t.before, change.before), t.task_words(t.after, change.after)
    return told(t.line(subject, before, after), t.due(change)) if before != after else ()


def reviews(t: Teller) -> list[Block]:
    """Measures on which bodies answered otherwise since, or that moved on."""
    then, now = (side.advice.reviews.measures if side.advice.reviews else {} for side in (t.before, t.after))
    lines = []
    for id_, found in {**now, **then}.items():
        before, after = (_review(t, held.get(id_)) for held in (then, now))
        if before != after:
            shown = now[id_].progress if id_ in now else None
            evidence = (
                t.p.say("compare.review.shown", date=shown.date, evidence=plain(shown.evidence))
                if shown and shown.evidence
                else ()
            )
            lines.append(told(t.line(found.title or id_, before, after, id_), evidence))
    return _section(t, "reviews", lines)


def _review(t: Teller, found: MeasureReview | None) -> str:
    if found is None:
        return ""
    outcome = t.p.words(f"review.outcome.{found.outcome}")
    if found.progress is None:
        return outcome
    return t.p.words("compare.review.state", outcome=outcome, state=t.p.words(f"review.state.{found.progress.state}"))


def side_line(t: Teller, label: str, side: Words) -> Line:
    """Which profile stands on a side, and of when it is."""
    profile = side.advice.profile
    date = str(profile.date) if profile.date else t.p.words("compare.side.undated")
    day = side.advice.options.date
    if day and day != profile.date:
        date = t.p.words("compare.side.for", date=date, day=str(day))
    title = plain(profile.title).text or side.p.place
    return t.p.say("compare.side", label=label, title=Text(title), date=date)
