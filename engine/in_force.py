"""Which rules advise: drafts wait, retired ones are kept for their ids, and neither leaves a trace in what stands.

In: a rulebook of all that was written. Out: one of the rules that are wanted, with every link to another taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from wayhome.engine.entry_places import EntryPlaces
from wayhome.engine.errors import Problem, did_you_mean
from wayhome.engine.rulebook import (
    ActorRule,
    Finding,
    Guard,
    Implication,
    InForce,
    Measure,
    Recommendation,
    Rulebook,
    SetAside,
    Step,
    conditions_of,
)
from wayhome.engine.truth import facts_read

Rule = TypeVar("Rule", Finding, Recommendation, ActorRule, Measure, Guard)


def in_force(rulebook: Rulebook) -> Rulebook:
    """The rules that advise; the others are known by their ids."""
    return kept(rulebook, frozenset[InForce](("active",)))


def kept(rulebook: Rulebook, wanted: Collection[InForce]) -> Rulebook:
    """The rules that stand as wanted; the others are among those set aside.

    A measure is left out with the last of its parts.
    """
    recommendations = _of(rulebook.recommendations, wanted)
    made_of = {
        id_: tuple(part for part in measure.made_of if part in recommendations)
        for id_, measure in _of(rulebook.measures, wanted).items()
    }
    measures = {id_: rulebook.measures[id_] for id_, parts in made_of.items() if parts}
    return replace(
        rulebook,
        implications=tuple(rule for rule in rulebook.implications if rule.in_force in wanted),
        findings=_of(rulebook.findings, wanted),
        recommendations=recommendations,
        measures={id_: _linked(one, made_of[id_], measures) for id_, one in measures.items()},
        steps=tuple(_without_links(step, measures) for step in rulebook.steps),
        actor_rules=_of(rulebook.actor_rules, wanted),
        guards=_of(rulebook.guards, wanted),
        set_aside=(*rulebook.set_aside, *(one for one in _others(rulebook) if one.in_force not in wanted)),
    )


def _of(rules: Mapping[str, Rule], wanted: Collection[InForce]) -> dict[str, Rule]:
    return {id_: rule for id_, rule in rules.items() if rule.in_force in wanted}


def _linked(measure: Measure, made_of: tuple[str, ...], measures: Collection[str]) -> Measure:
    """A measure without links to what is left out."""

    def there(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ in measures)

    return replace(
        measure,
        made_of=made_of,
        after=there(measure.after),
        after_to_create=there(measure.after_to_create),
        together_with=there(measure.together_with),
        contradicts=there(measure.contradicts),
    )


def _without_links(step: Step, measures: Collection[str]) -> Step:
    tasks = (
        task if task.unless_in_place is None or task.unless_in_place in measures else replace(task, unless_in_place=None)
        for task in step.tasks
    )
    return replace(step, tasks=tuple(tasks))


def _others(rulebook: Rulebook) -> Iterator[SetAside]:
    kinds: tuple[tuple[str, Collection[Implication | Finding | Recommendation | ActorRule | Measure | Guard]], ...] = (
        ("implication", rulebook.implications),
        ("finding", rulebook.findings.values()),
        ("recommend", rulebook.recommendations.values()),
        ("actor", rulebook.actor_rules.values()),
        ("measure", rulebook.measures.values()),
        ("guard", rulebook.guards.values()),
    )
    for kind, rules in kinds:
        for rule in rules:
            title = "" if isinstance(rule, Measure | Guard) else rule.title
            yield SetAside(kind, rule.id, title, rule.in_force, "", rule.place)


def problems_of_retired(rulebook: Rulebook, places: EntryPlaces) -> Iterator[Problem]:
    """Ids used a second time, and replacements there are not."""
    known = {
        "implication": [rule.id.partition("@")[0] for rule in rulebook.implications],
        "recommend": [*rulebook.recommendations],
        "actor": [*rulebook.actor_rules],
        "measure": [*rulebook.measures],
        "finding": [*rulebook.findings, *rulebook.some_actor],
        "guard": [*rulebook.guards],
    }
    retired: dict[str, list[str]] = {kind: [] for kind in known}
    for one in rulebook.set_aside:
        if one.id in (*known[one.kind], *retired[one.kind]):
            what = f"{one.id!r} is retired here and stands a second time"
            yield Problem(one.place, what, mend="an id is never used again; choose another", code="stands-twice")
        retired[one.kind].append(one.id)
    for one in rulebook.set_aside:
        others = {*known[one.kind], *retired[one.kind]} - {one.id}
        if one.replaced_by and one.replaced_by not in others:
            is_itself = one.replaced_by == one.id
            what = f"{one.id}: `replaced_by` names {'the rule itself' if is_itself else f'no {one.replaced_by!r}'}"
            mend = "name what stands in its place, or leave it out" if is_itself else did_you_mean(one.replaced_by, others)
            yield Problem(places.at(one.place, "replaced_by"), what, mend=mend, code="unknown-id")


def problems_of_drafts(rulebook: Rulebook, places: EntryPlaces) -> Iterator[Problem]:
    """Findings and guards that are drafts though a rule in force needs them: it would stand there without them."""
    standing = in_force(rulebook)
    drafts = rulebook.findings.keys() - standing.findings.keys()
    for id_, place, conditions in conditions_of(standing):
        for fact in sorted({fact for condition in conditions for fact in facts_read(condition)} & drafts):
            what = f"{id_} is in force and reads {fact}, which is a draft"
            mend = f"take the `status: draft` of {fact} away, or make {id_} a draft as well"
            yield Problem(place, what, mend=mend, code="reads-draft")
    needed = {rulebook.headline: "the headline"} | dict.fromkeys(facts_read(rulebook.means), "`means`")
    for fact in sorted(needed.keys() & drafts):
        what = f"{needed[fact]} is in force and reads {fact}, which is a draft"
        mend = f"take its `status: draft` away, or let {needed[fact]} read another"
        yield Problem(rulebook.findings[fact].place, what, mend=mend, code="reads-draft")
    for measure in standing.measures.values():
        for i, guard in enumerate(measure.guards):
            if guard in rulebook.guards and guard not in standing.guards:
                what = f"{measure.id} is in force and names the guard {guard}, which is a draft"
                mend = f"take the `status: draft` of {guard} away, or {guard} out of this list"
                yield Problem(places.at(measure.place, "guards", i), what, mend=mend, code="reads-draft")
