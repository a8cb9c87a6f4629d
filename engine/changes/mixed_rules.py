"""A rulebook of which some rules are those of an earlier one.

In: two rulebooks and the rules to take from the earlier. Out: a `Rulebook`, and whether it is whole: whether every fact that
a rule of it reads is there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from wayhome.engine.changes.units import READINESS, Unit
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.rulebook import Measure, Row, Rulebook, conditions_of
from wayhome.engine.truth import facts_read

Rule = TypeVar("Rule")


def mixed(before: Rulebook, after: Rulebook, taken_back: Collection[Unit]) -> Rulebook:
    """The later rulebook with these rules as they were; a rule that was not there is left out."""

    def of(kind: str, earlier: Mapping[str, Rule], later: Mapping[str, Rule]) -> dict[str, Rule]:
        ids = {unit.id for unit in taken_back if unit.kind == kind}
        order = {**earlier, **later} if Unit("order", kind) in taken_back else {**later, **earlier}
        return {
            id_: earlier[id_] if id_ in ids else later[id_]
            for id_ in order
            if (id_ in earlier if id_ in ids else id_ in later)
        }

    implications = of(
        "implication",
        {rule.id: rule for rule in before.implications},
        {rule.id: rule for rule in after.implications},
    )
    recommendations = of("recommendation", before.recommendations, after.recommendations)
    measures = of("measure", before.measures, after.measures)
    steps = of("step", {step.id: step for step in before.steps}, {step.id: step for step in after.steps})
    return replace(
        after,
        implications=tuple(implications.values()),
        findings=of("finding", before.findings, after.findings),
        some_actor=of("finding", before.some_actor, after.some_actor),
        recommendations=recommendations,
        measures={
            id_: replace(
                rule,
                made_of=_made_of(rule, before, after, recommendations),
                criteria=_criteria(rule, before, after, has_means_of_before=Unit("means") in taken_back),
            )
            for id_, rule in measures.items()
        },
        guards=of("guard", before.guards, after.guards),
        steps=tuple(steps.values()),
    )


def _made_of(measure: Measure, before: Rulebook, after: Rulebook, there: Collection[str]) -> tuple[str, ...]:
    """The parts of a measure that are there: one that only one of the rulebooks has belongs to its measure in that one."""
    parts = dict.fromkeys(measure.made_of)
    for book, other in ((before, after), (after, before)):
        if measure.id in book.measures:
            alone = (part for part in book.measures[measure.id].made_of if part not in other.recommendations)
            parts |= dict.fromkeys(alone)
    return tuple(part for part in parts if part in there)


def _criteria(
    measure: Measure, before: Rulebook, after: Rulebook, *, has_means_of_before: bool
) -> dict[str, tuple[Row, ...]]:
    """The criteria of a measure, where the means of the two differ with the readiness that goes with one of them."""
    owner = (before if has_means_of_before else after).measures.get(measure.id)
    if before.means == after.means or owner is None or READINESS not in owner.criteria:
        return measure.criteria
    return {**measure.criteria, READINESS: owner.criteria[READINESS]}


def is_whole(rulebook: Rulebook, questionnaire: Questionnaire) -> bool:
    """Whether every fact that a rule reads is asked for or found by another."""
    known = {*questionnaire.facts, *rulebook.findings, *rulebook.some_actor}
    read = {
        fact for _, _, conditions in conditions_of(rulebook) for condition in conditions for fact in facts_read(condition)
    }
    read |= {fact for condition in rulebook.relevance.values() for fact in facts_read(condition)}
    # Bodies are a matter of their own: their rules read facts of one body.
    return read <= known | set(questionnaire.actor_facts) and rulebook.relevance.keys() <= questionnaire.questions.keys()
