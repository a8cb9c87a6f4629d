"""The answers in which two profiles differ, and how.

In: the `Words` of both sides. Out: an `AnswerChange` a question. What is withheld on either side is silent on both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.brief.answers import answer_words
from wayhome.engine.brief.tree import plain
from wayhome.engine.explain_text.words import Words
from wayhome.engine.facts import SILENT, State
from wayhome.engine.profile import Answer
from wayhome.engine.questionnaire import Question

How = Literal["answered", "gone", "narrowed", "widened", "changed", "state", "time", "evidence"]
_BY_FACT = ("scale", "values", "options", "grid")
"""Kinds of questions whose facts say all there is to say; of the others the answer is told as Annex A tells it."""
_UNTOLD = ("old", "nobody-knows")
"""Facts that only say how an answer is known, which its words say already."""


@dataclass(frozen=True)
class AnswerSide:
    """An answer on one side, in words."""

    words: str
    """Empty if nothing is on record."""
    evidence: str
    sources: tuple[str, ...]
    """Titles."""
    date: str
    states: dict[str, State]
    values: dict[str, tuple[str, ...]]
    """By fact, the values still possible."""


@dataclass(frozen=True)
class AnswerChange:
    """A question answered otherwise."""

    question: Question
    how: How
    before: AnswerSide
    after: AnswerSide
    derived: tuple[tuple[str, str, str], ...]
    """What follows from what stands beside the answer, such as a date: the subject, before, and now."""


def answer_changes(before: Words, after: Words) -> list[AnswerChange]:
    """Every question answered otherwise, in the order of the questionnaire."""
    questions = after.questionnaire.questions | before.questionnaire.questions
    return [change for question in questions.values() if (change := _change(question, before, after))]


def _change(question: Question, before: Words, after: Words) -> AnswerChange | None:
    id_ = question.question
    facts = list(dict.fromkeys([*_facts(before, id_), *_facts(after, id_)]))
    if any(side.is_hidden(fact) for side in (before, after) for fact in facts if fact in side.advice.given):
        facts = [fact for fact in facts if not any(_is_hidden(side, fact) for side in (before, after))]
        if not facts:
            return None
    answers = [side.advice.profile.answers.get(id_) for side in (before, after)]
    differing = [fact for fact in facts if before.advice.given.get(fact) != after.advice.given.get(fact)]
    if not differing and answers[0] == answers[1]:
        return None
    main, beside = _split(
        question, [fact for fact in differing if fact in before.advice.given and fact in after.advice.given]
    )
    sides = [_side(side, question, main, facts) for side in (before, after)]
    derived = tuple(
        (after.subject(fact), before.state(fact), after.state(fact))
        for fact in beside
        if _mask(before, fact) != _mask(after, fact)
    )
    return AnswerChange(question, _how(facts, before, after, answers), sides[0], sides[1], derived)


def _facts(side: Words, question: str) -> list[str]:
    return [spec.id for spec in side.questionnaire.facts_of(question)] if question in side.questionnaire.questions else []


def _mask(side: Words, fact: str) -> int:
    return side.advice.given[fact].mask


def _is_hidden(side: Words, fact: str) -> bool:
    return fact in side.advice.given and side.is_hidden(fact)


def _split(question: Question, facts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Of the facts that differ, the answer itself or its lines, and what is derived from what stands beside."""
    lines = (*question.options, *(question.grid.rows if question.grid else ()))
    own = {question.question, *(f"{question.question}.{line}" for line in lines)}
    main = [fact for fact in facts if fact in own]
    told = [fact for fact in facts if fact not in own and fact.rpartition(".")[2] not in _UNTOLD]
    return main, told if question.kind in _BY_FACT else []


def _side(side: Words, question: Question, main: list[str], facts: list[str]) -> AnswerSide:
    answer = side.advice.profile.answers.get(question.question)
    known = [fact for fact in facts if fact in side.advice.given]
    sources = side.advice.profile.sources
    return AnswerSide(
        words=_words(side, question, [fact for fact in main if fact in side.advice.given], answer),
        evidence=plain(answer.evidence).text if answer else "",
        sources=tuple(plain(sources[key].title).text for key in answer.sources) if answer else (),
        date=str(answer.date) if answer and answer.date else "",
        states={fact: side.advice.given[fact].state for fact in known},
        values={fact: side.program.domains[fact].names(side.advice.evaluation.facts[fact]) for fact in known},
    )


def _words(side: Words, question: Question, main: list[str], answer: Answer | None) -> str:
    """What is known, in words; of a list its differing lines alone, those that say the same together."""
    if question.kind in _BY_FACT and question.question in side.advice.given:
        return side.state(question.question)
    if question.kind not in _BY_FACT or not main:
        return answer_words(side.p, question, answer, "not known") if answer else ""
    told: dict[str, list[str]] = {}
    for fact in main:
        told.setdefault(side.state(fact), []).append(side.row(fact)[0])
    return "; ".join(side.p.words("compare.rows", says=says, rows=side.shortened(rows)) for says, rows in told.items())


def _how(facts: Sequence[str], before: Words, after: Words, answers: Sequence[Answer | None]) -> How:
    was, is_ = (list(_masks(side, facts)) for side in (before, after))
    known = [any(state not in (State.NOT_ASKED, *SILENT) for _, state in found) for found in (was, is_)]
    if not facts:
        known = [answer is not None for answer in answers]
    if known[0] is not known[1]:
        return "answered" if known[1] else "gone"
    if answers[0] == answers[1]:
        return "time"
    pairs = [(then, now) for (then, _), (now, _) in zip(was, is_, strict=True)]
    if not facts:
        return "changed"
    if all(then == now for then, now in pairs):
        is_same_state = [state for _, state in was] == [state for _, state in is_]
        return "evidence" if is_same_state else "state"
    if all(not now & ~then for then, now in pairs):
        return "narrowed"
    return "widened" if all(not then & ~now for then, now in pairs) else "changed"


def _masks(side: Words, facts: Sequence[str]) -> Iterator[tuple[int, State]]:
    for fact in facts:
        given = side.advice.given.get(fact)
        yield (given.mask, given.state) if given else (0, State.NOT_ASKED)
