"""Since last time: what became of what an earlier brief asked for, in the main part and, in full, in Annex L.

In: `Phrases` of an advice that is held against an earlier one. Out: blocks; nothing if it is not. The main part tells as
much of it as there is room for: with the answers behind it, by title, or in numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wayhome.engine.brief.phrases import Phrases, capital, listed, spaced
from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Items, Line, Paragraph, Text, codes, plain
from wayhome.engine.dates import in_words

if TYPE_CHECKING:
    from wayhome.engine.changes.comparison import Comparison
    from wayhome.engine.changes.since import Since
    from wayhome.engine.changes.standing import MeasureState
    from wayhome.engine.changes.units import Unit

MOST_TOLD = 6
"""Measures in the main part of a brief, whatever became of them."""
MOST_NAMED = 3
"""Titles after one word of what became of them."""


def since_of(p: Phrases) -> tuple[Since, ...]:
    """What became of each measure; nothing if the advice is held against no earlier one."""
    if p.advice.previous is None:
        return ()
    from wayhome.engine.changes.since import since_last_time  # few briefs are held against an earlier profile

    return since_last_time(p.advice.previous, p.advice.reviews)


def since(p: Phrases) -> list[Block]:
    """The section of the main part."""
    if p.advice.previous is None:
        return []
    found = since_of(p)
    heading = Heading(2, p.say("since.title"))
    if not found:
        return [heading, Paragraph(p.say("since.nothing", intro=_intro(p)))]
    if p.detail == "counts":
        return [heading, Paragraph(_counts(p, found))]
    told = found[:MOST_TOLD] if p.detail == "answers" else ()
    lines = [_told(p, one) for one in told] if told else _names(p, found)
    left = len(found) - len(told)
    last = p.say("since.more", count=str(left)) if told and left else p.say("since.all")
    return [heading, Paragraph(spaced([(Text(_intro(p)),), last])), Items(tuple(lines))]


def since_in_full(p: Phrases) -> list[Block]:
    """The annex: what became of each measure, how it stood and stands, and the answers that make the difference."""
    comparison = p.advice.previous
    if comparison is None:
        return []
    from wayhome.engine.changes.standing import measure_states

    head = tuple(p.say(f"since.annex.head.{key}") for key in ("turn", "action", "before", "after", "because"))
    befores, afters = measure_states(comparison.before), measure_states(comparison.after)
    rows = [
        (
            (Text(p.words(f"since.turn.{one.turn}")),),
            (Text(title_of(p, one.measure)),),
            _state(p, befores.get(one.measure)),
            _state(p, afters.get(one.measure)),
            spaced([_because(p, one), why(p, one)]),
        )
        for one in since_of(p)
    ]
    intro = p.say("since.annex.intro", hash=Code(comparison.before.profile.digest))
    grid: list[Block] = [Grid(head, tuple(rows))] if rows else []
    return [Heading(2, p.say("since.annex")), Paragraph(intro), *grid]


def title_of(p: Phrases, measure: str) -> str:
    """The title of a measure, with its number in the brief if it has one."""
    title = p.wording.measures[measure].title
    return f"{title} ({p.actions([p.numbers[measure]])})" if measure in p.numbers else title


def _intro(p: Phrases) -> str:
    return p.words("since.intro", date=_day(p)) if _day(p) else p.words("since.intro.undated")


def _day(p: Phrases) -> str:
    comparison = p.advice.previous
    date = comparison.before.profile.date if comparison else None
    return in_words(date) if date else ""


def _told(p: Phrases, one: Since) -> Line:
    return p.say("since.line", turn=p.words(f"since.turn.{one.turn}"), title=title_of(p, one.measure), why=why(p, one))


def _names(p: Phrases, found: Sequence[Since]) -> list[Line]:
    """One line for each turn, with the titles of the first few."""
    lines = []
    for turn in _turns(found):
        titles = [title_of(p, one.measure) for one in found if one.turn == turn]
        named = titles[:MOST_NAMED]
        if len(titles) > len(named):
            named.append(p.words("since.names.more", count=str(len(titles) - len(named))))
        lines.append(p.say("since.names", turn=p.words(f"since.turn.{turn}"), titles="; ".join(named)))
    return lines


def _counts(p: Phrases, found: Sequence[Since]) -> Line:
    counted = []
    for turn in _turns(found):
        count = str(sum(one.turn == turn for one in found))
        counted.append(p.words("since.count", turn=p.words(f"since.turn.{turn}").lower(), count=count))
    return p.say("since.counts", intro=_intro(p), counts=capital(listed(counted)))


def _turns(found: Sequence[Since]) -> list[str]:
    """The turns there are, in the order in which they are told."""
    return list(dict.fromkeys(one.turn for one in found))


def why(p: Phrases, one: Since) -> Line:
    """What shows it: what was reported, or the first answer behind it as its evidence puts it."""
    if one.progress is not None:
        evidence = plain(one.progress.evidence).text
        if not evidence:
            return p.say("since.why.reported.bare", date=one.progress.date)
        key = "given-up" if one.sign == "given-up" else "reported"
        return p.say(f"since.why.{key}", date=one.progress.date, evidence=Text(evidence))
    if one.sign == "rejected":
        return p.say("since.why.rejected")
    reason = _reason(p, one)
    if one.sign == "in-place":
        return p.say("since.why.in-place", reason=reason)
    if one.sign == "parts":
        titles = [p.advice.library.rulebook.recommendations[part].title for part in one.parts]
        return p.say("since.why.parts", parts="; ".join(titles), reason=reason)
    return reason


def _reason(p: Phrases, one: Since) -> Line:
    for unit in one.causes.units:
        fact = _differing(p, unit)
        if fact and len(p.values(fact)) < len(p.advice.library.program.domains[fact].values):
            return p.reason(fact)
        if fact:
            return p.say("since.why.open", name=capital(p.question_of(fact).name))
    return ()


def _differing(p: Phrases, unit: Unit) -> str:
    """The first fact of an answer that is known otherwise than then."""
    comparison = p.advice.previous
    if comparison is None or not unit.id:
        return ""
    facts = [spec.id for spec in p.questionnaire.facts_of(unit.id)]
    return next((fact for fact in facts if _differs(comparison, fact)), "")


def _differs(comparison: Comparison, fact: str) -> bool:
    return comparison.before.given.get(fact) != comparison.after.given.get(fact)


def _state(p: Phrases, state: MeasureState | None) -> Line:
    return p.say(f"since.state.{(state.of_class or state.status) if state else 'none'}")


def _because(p: Phrases, one: Since) -> Line:
    """The answers behind it, by id."""
    if not one.causes.units:
        return p.say("since.annex.reviewed") if one.progress or one.sign == "rejected" else ()
    questions = codes(unit.id or unit.kind for unit in one.causes.units)
    stop: Line = (Text("."),)
    if one.causes.how == "together":
        return (*p.say("since.annex.together", questions=questions), *stop)
    return (*questions, *stop)
