"""What can be taken back: each answer and each rule in which two advices differ, one by one.

In: two advices. Out: `Unit`s. An answer that is written the same and read otherwise (on another day, for another start of
the plan) is a unit of its own kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wayhome.engine.advise import Advice
from wayhome.engine.errors import Place
from wayhome.engine.rulebook import Implication, Measure, Rulebook, Step

Kind = Literal[
    "answer",
    "time",
    "level",
    "weights",
    "review",
    "relevance",
    "implication",
    "finding",
    "recommendation",
    "measure",
    "step",
]


@dataclass(frozen=True, order=True)
class Unit:
    """One thing in which two advices differ."""

    kind: Kind
    id: str = ""
    """Of a question or a rule; empty for what there is only one of."""


def differing_units(before: Advice, after: Advice) -> tuple[Unit, ...]:
    """Everything in which two advices differ and on which a conclusion can rest, answers first."""
    found = list(_answers(before, after))
    if (before.profile.area is None) is not (after.profile.area is None):
        found.append(Unit("level"))
    if before.weights != after.weights:
        found.append(Unit("weights"))
    if before.reviews != after.reviews:
        found.append(Unit("review"))
    if before.library.rulebook_digest != after.library.rulebook_digest:
        found += differing_rules(before.library.rulebook, after.library.rulebook)
    return tuple(found)


def _answers(before: Advice, after: Advice) -> Iterator[Unit]:
    """The questions whose answers are not the same, in the order of the questionnaire."""
    questions = after.library.questionnaire.questions | before.library.questionnaire.questions
    facts: dict[str, list[str]] = {}
    for questionnaire in (before.library.questionnaire, after.library.questionnaire):
        for spec in questionnaire.facts.values():
            facts.setdefault(spec.question, []).append(spec.id)
    for id_, question in questions.items():
        is_same = before.profile.answers.get(id_) == after.profile.answers.get(id_)
        # Of dates the month counts as well, and the period of the plan yields no fact at all.
        is_dated = question.kind in ("dates", "period") and not is_same
        if is_dated or any(before.given.get(fact) != after.given.get(fact) for fact in facts.get(id_, ())):
            yield Unit("time" if is_same else "answer", id_)


_UNPLACED = Place("")


def _of_kinds(rulebook: Rulebook, parts: Collection[str]) -> dict[Kind, dict[str, object]]:
    """The rules a conclusion can rest on, without what decides nothing: titles, examples, places in files."""
    return {
        "relevance": dict(rulebook.relevance),
        "implication": {rule.id: _bare_implication(rule) for rule in rulebook.implications},
        "finding": {
            id_: replace(rule, title="", examples=(), place=_UNPLACED, cites=()) for id_, rule in rulebook.findings.items()
        },
        "recommendation": {
            id_: replace(rule, title="", examples=(), place=_UNPLACED, components=(), illustrations=())
            for id_, rule in rulebook.recommendations.items()
        },
        "measure": {id_: _bare_measure(rule, parts) for id_, rule in rulebook.measures.items()},
        "step": {rule.id: _bare_step(rule) for rule in rulebook.steps},
    }


def _bare_implication(rule: Implication) -> Implication:
    return replace(rule, title="", examples=(), place=_UNPLACED)


def _bare_measure(rule: Measure, parts: Collection[str]) -> Measure:
    made_of = tuple(part for part in rule.made_of if part in parts)
    return replace(rule, place=_UNPLACED, made_of=made_of)


def _bare_step(rule: Step) -> Step:
    return replace(rule, title="", place=_UNPLACED)


def differing_rules(before: Rulebook, after: Rulebook) -> Iterator[Unit]:
    """The rules that decide otherwise, or stand in one rulebook only."""
    # A part that only one of them has is a rule of its own that differs, and not its measure.
    in_both = before.recommendations.keys() & after.recommendations.keys()
    ours, theirs = _of_kinds(after, in_both), _of_kinds(before, in_both)
    for kind, rules in ours.items():
        for id_ in {**rules, **theirs[kind]}:
            if rules.get(id_) != theirs[kind].get(id_):
                yield Unit(kind, id_)
