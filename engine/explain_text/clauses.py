"""Conditions of rules in words.

In: `FactWords` and a condition as a tree of reasons. Out: clauses. Parts of a condition that test lines of one list for the
same thing are said together.
"""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.engine.brief.phrases import capital
from wayhome.engine.explain import Reason, as_asked
from wayhome.engine.explain_text.fact_words import FactWords
from wayhome.engine.truth import Condition, Truth


def in_parts(words: FactWords, reason: Reason) -> tuple[str, list[tuple[Truth, str]]]:
    """How a condition joins its parts (`any of these is so`), and its parts, each with its truth."""
    if reason.kind != "test" and not reason.parts:
        return "", []
    parts = (reason,) if reason.kind == "test" else reason.parts
    key = "one" if len(parts) == 1 else reason.kind
    how = words.p.words(f"explain.if.{key}", least=str(reason.at_least), count=str(len(parts)))
    return how, [(group[0].truth, capital(_part(words, group, reason.kind))) for group in _alike(words, parts)]


def _part(words: FactWords, group: list[Reason], kind: str) -> str:
    return clause(words, group[0]) if len(group) == 1 else _together(words, group, kind)


def _alike(words: FactWords, parts: Sequence[Reason]) -> list[list[Reason]]:
    """Tests of lines of one list for the same values, with the same truth, together; everything else alone."""
    groups: dict[object, list[Reason]] = {}
    for i, part in enumerate(parts):
        key: object = i
        if part.kind == "test" and part.fact in words.questionnaire.facts and words.row(part.fact)[0]:
            question = words.questionnaire.question_of(part.fact).question
            key = (question, words.row(part.fact)[1], part.wanted, part.truth)
        groups.setdefault(key, []).append(part)
    return list(groups.values())


def _together(words: FactWords, group: Sequence[Reason], kind: str) -> str:
    """Tests for the same values in one clause."""
    values, first = words.wanted(group[0].fact, group[0].wanted), group[0].fact
    questions = {words.questionnaire.question_of(part.fact).question for part in group}
    if len(questions) == 1 and words.row(first)[0]:
        rows = words.shortened([words.row(part.fact)[0] for part in group])
        name = words.questionnaire.question_of(first).name
        return words.p.words(f"explain.each.{kind}", name=name, rows=rows, values=values)
    subjects = "; ".join(words.subject(part.fact) for part in group)
    return words.p.words(f"explain.same.{kind}", subjects=subjects, values=values)


def clause(words: FactWords, reason: Reason, *, inner: bool = False) -> str:
    """A condition in one clause; parts that are themselves joined stand in brackets."""
    if reason.kind == "test":
        return words.asks(reason.fact, reason.wanted)
    groups: dict[object, list[Reason]] = {}
    for i, part in enumerate(reason.parts):
        is_asked = part.kind == "test" and part.fact in words.questionnaire.facts
        groups.setdefault(words.wanted(part.fact, part.wanted) if is_asked else i, []).append(part)
    said = [
        clause(words, its[0], inner=True) if len(its) == 1 else _together(words, its, reason.kind) for its in groups.values()
    ]
    told = words.p.words(f"explain.join.{reason.kind}").join(said)
    if reason.kind == "count":
        told = words.p.words("explain.at-least-of", least=str(reason.at_least), parts=told)
    return words.p.words("explain.brackets", text=told) if inner and len(said) > 1 else told


def asked_in_parts(words: FactWords, condition: Condition) -> tuple[str, list[str]]:
    """How a condition joins its parts, and its parts, of no profile in particular."""
    how, parts = in_parts(words, as_asked(condition, words.domain))
    return how, [text for _, text in parts]


def asked_in_one_clause(words: FactWords, condition: Condition) -> str:
    """A condition in one clause, of no profile in particular."""
    return clause(words, as_asked(condition, words.domain))
