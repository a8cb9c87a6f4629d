"""What can be taken back, one by one: each answer, each part of the questionnaire and each rule in which two advices differ.

In: two rulebooks. Out: `Unit`s. `knowledge` finds those of two questionnaires, `answered` those of two profiles.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from wayhome.engine.errors import Place
from wayhome.engine.rulebook import Finding, Implication, Recommendation, Rulebook, SomeActor

Told = TypeVar("Told", Implication, Finding, SomeActor, Recommendation)

Kind = Literal[
    "answer",
    "time",
    "level",
    "weights",
    "review",
    "question",
    "relevance",
    "scale",
    "qualifier",
    "roles",
    "passages",
    "order",
    "means",
    "implication",
    "finding",
    "recommendation",
    "measure",
    "guard",
    "step",
]
READINESS = "readiness"
"""The criterion in which the means of the State stand."""
RULES: tuple[Kind, ...] = ("implication", "finding", "recommendation", "measure", "guard", "step")
KNOWLEDGE: tuple[Kind, ...] = ("question", "relevance", "scale", "qualifier", "roles", "passages")


@dataclass(frozen=True, order=True)
class Unit:
    """One thing in which two advices differ."""

    kind: Kind
    id: str = ""
    """Of a question, a part of the questionnaire or a rule; of an order the kind of what stands in it; else empty."""


def in_other_order(before: Collection[str], after: Collection[str]) -> bool:
    """Whether what is in both stands in another order."""
    return [id_ for id_ in before if id_ in after] != [id_ for id_ in after if id_ in before]


_UNPLACED = Place("")


def rules_by_kind(
    rulebook: Rulebook, parts: Collection[str], *, has_other_means: bool = False
) -> dict[Kind, dict[str, object]]:
    """The rules a conclusion can rest on, without what decides nothing: titles, examples, places in files.

    With other means the readiness of every measure is another one, which is no difference of each.
    """
    return {
        "implication": {rule.id: _bare(rule) for rule in rulebook.implications},
        "finding": {
            **{id_: replace(_bare(rule), cites=()) for id_, rule in rulebook.findings.items()},
            **{id_: replace(_bare(rule), cites=()) for id_, rule in rulebook.some_actor.items()},
        },
        "recommendation": {id_: _bare(rule) for id_, rule in rulebook.recommendations.items()},
        "measure": {
            id_: replace(
                rule,
                place=_UNPLACED,
                made_of=tuple(part for part in rule.made_of if part in parts),
                criteria={name: rows for name, rows in rule.criteria.items() if not (has_other_means and name == READINESS)},
            )
            for id_, rule in rulebook.measures.items()
        },
        "guard": {id_: replace(rule, place=_UNPLACED) for id_, rule in rulebook.guards.items()},
        "step": {rule.id: replace(rule, title="", place=_UNPLACED) for rule in rulebook.steps},
    }


def _bare(rule: Told) -> Told:
    return replace(rule, title="", examples=(), place=_UNPLACED)


def differing_rules(before: Rulebook, after: Rulebook) -> Iterator[Unit]:
    """The rules that decide otherwise, stand in one rulebook only, or in another order; read with one questionnaire."""
    # A part that only one of them has is a rule of its own that differs, and not its measure.
    in_both = before.recommendations.keys() & after.recommendations.keys()
    is_other = before.means != after.means
    if is_other:
        yield Unit("means")
    ours, theirs = (rules_by_kind(book, in_both, has_other_means=is_other) for book in (after, before))
    for kind, rules in ours.items():
        for id_ in {**rules, **theirs[kind]}:
            if rules.get(id_) != theirs[kind].get(id_):
                yield Unit(kind, id_)
        if in_other_order(theirs[kind], rules):
            yield Unit("order", kind)
