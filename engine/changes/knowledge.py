"""What can be taken back of the knowledge: each scale, qualifier and question that is asked or read otherwise.

In: two libraries. Out: `Unit`s, and a questionnaire of which some parts are those of the earlier one. Words decide nothing
and are no difference here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from wayhome.engine.changes.units import Unit, in_other_order
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import Qualifier, Question, Questionnaire, Scale, Value
from wayhome.engine.questionnaire_reader import actor_facts_of, facts_of

Part = TypeVar("Part")


def differing_knowledge(before: Library, after: Library) -> Iterator[Unit]:
    """What of the knowledge decides otherwise."""
    if before.knowledge_digest == after.knowledge_digest:
        return
    ours, theirs = after.questionnaire, before.questionnaire
    for scale in {**ours.scales, **theirs.scales}:
        if _scale(ours.scales.get(scale)) != _scale(theirs.scales.get(scale)):
            yield Unit("scale", scale)
    for qualifier in {**ours.qualifiers, **theirs.qualifiers}:
        if _qualifier(ours.qualifiers.get(qualifier)) != _qualifier(theirs.qualifiers.get(qualifier)):
            yield Unit("qualifier", qualifier)
    for id_ in {**ours.questions, **theirs.questions}:
        now, was = ours.questions.get(id_), theirs.questions.get(id_)
        if _question(now) != _question(was):
            yield Unit("question", id_)
        elif now and was and (now.relevant, now.when_skipped) != (was.relevant, was.when_skipped):
            yield Unit("relevance", id_)
    if in_other_order(theirs.questions, ours.questions):
        yield Unit("order", "question")
    roles = [[(role.role, role.actor) for role in side.roles.values()] for side in (ours, theirs)]
    leads = [{sector.sector: sector.lead for sector in side.sectors.values()} for side in (ours, theirs)]
    if roles[0] != roles[1] or leads[0] != leads[1]:
        yield Unit("roles")
    if any(one.locator != after.passages[id_].locator for id_, one in before.passages.items() if id_ in after.passages):
        yield Unit("passages")


def _scale(scale: Scale | None) -> object:
    levels = scale and [(level.level, level.gap, level.mode, level.exists, level.text) for level in scale.levels]
    return scale and (levels, scale.order, scale.qualifiers, scale.stale_after)


def _qualifier(qualifier: Qualifier | None) -> object:
    return qualifier and (tuple(qualifier.values), qualifier.dates)


def _question(question: Question | None) -> object:
    """What a question is, without its words."""
    if question is None:
        return None
    grid, number, repeat = question.grid, question.number, question.repeat
    counted = number and [(key, not isinstance(one, str) and one.partial) for key, one in number.counted.items()]
    return (
        (question.kind, question.scale, question.qualifiers, question.ordered, question.stale_after, question.should_know),
        (question.ask, question.effort, question.core, question.opt_in, question.level),
        (_values(question.values), [*question.options], question.dates and [*question.dates.rows]),
        grid and ([*grid.rows], _values(grid.values), grid.ordered),
        number and ([(band.band, band.below) for band in number.bands], counted),
        repeat and {name: [*field.values] for name, field in repeat.fields.items()},
    )


def _values(values: Mapping[str, Value]) -> object:
    return [(name, value.exists) for name, value in values.items()]


def touching(units: Collection[Unit], questionnaire: Questionnaire) -> dict[str, frozenset[Unit]]:
    """By question, the units of these that change what it is or what its answers mean."""
    found: dict[str, frozenset[Unit]] = {}
    for id_, question in questionnaire.questions.items():
        behind = {Unit("question", id_), Unit("scale", question.scale or "")}
        behind |= {Unit("qualifier", one.qualifier) for one in questionnaire.qualifiers_of(question)}
        behind |= {Unit("roles")} if question.names else set()
        found[id_] = frozenset(behind & set(units))
    return found


def mixed_questionnaire(before: Library, after: Library, taken_back: Collection[Unit]) -> Questionnaire | None:
    """The later questionnaire with these parts as they were; None if a question would be measured on nothing."""
    ours, theirs = after.questionnaire, before.questionnaire

    def of(kinds: tuple[str, ...], was: Mapping[str, Part], now: Mapping[str, Part]) -> dict[str, Part]:
        ids = {unit.id for unit in taken_back if unit.kind in kinds}
        order = {**was, **now} if Unit("order", kinds[0]) in taken_back else {**now, **was}
        return {id_: was[id_] if id_ in ids else now[id_] for id_ in order if (id_ in was if id_ in ids else id_ in now)}

    foremost = theirs if Unit("roles") in taken_back else ours
    found = replace(
        ours,
        roles={**theirs.roles, **ours.roles} if foremost is ours else {**ours.roles, **theirs.roles},
        sectors={**theirs.sectors, **foremost.sectors},
        scales=of(("scale",), theirs.scales, ours.scales),
        qualifiers=of(("qualifier",), theirs.qualifiers, ours.qualifiers),
        questions=of(("question", "relevance"), theirs.questions, ours.questions),
        places={**theirs.places, **ours.places},
        facts={},
        actor_facts={},
    )
    for question in found.questions.values():
        scale = found.scales.get(question.scale or "")
        named = (*(scale.qualifiers if scale else ()), *question.qualifiers)
        if (question.scale and scale is None) or any(name not in found.qualifiers for name in named):
            return None
        found.facts.update({spec.id: spec for spec in facts_of(question, found)})
        found.actor_facts.update({spec.id: spec for spec in actor_facts_of(question)})
    return found
