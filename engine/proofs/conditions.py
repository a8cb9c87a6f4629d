"""Conditions that always hold, and conditions that never do.

In: `Grounds`. Out: a `Proof`. Those of recommendations and of tables are looked at as statuses and rows (`reachable`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wayhome.engine.errors import Place
from wayhome.engine.proofs.grounds import Fault, Grounds, Nearly, Proof, base
from wayhome.engine.proofs.space import Space
from wayhome.engine.sources import Path_
from wayhome.engine.truth import ALWAYS, NEVER, All, Condition, negate


@dataclass(frozen=True)
class Written:
    """A condition somebody wrote, and what it is."""

    rule: str
    place: Place
    what: str
    condition: Condition
    within: tuple[Condition, ...] = ()
    """What must hold for anybody to ask: it has to hold somewhere within this."""
    is_of_area: bool = False
    """It is asked of areas only."""
    part: Path_ = ("when",)
    """Where it stands in its entry."""


def conditions(grounds: Grounds) -> Proof:
    """Every condition holds somewhere and fails somewhere."""
    faults: list[Fault] = []
    number = 0
    for written in written_conditions(grounds):
        number += 1
        faults.extend(_faults(grounds, written, grounds.space))
    # Contradictions between answers happen in no profile that is in order, so here each may for once.
    for contradiction in grounds.library.rulebook.contradictions:
        number += 1
        written = Written(contradiction.id, contradiction.place, "contradiction", contradiction.when)
        its = (law for law in grounds.space.laws if law.by == "contradiction" and law.id == contradiction.id)
        space = grounds.space.without(its)
        faults.extend(_faults(grounds, written, space))
    return Proof(f"each of {number} conditions holds somewhere and fails somewhere", number, tuple(faults))


def written_conditions(grounds: Grounds) -> Iterator[Written]:
    """Every condition but those of recommendations, tables and contradictions, as far as it was written at all."""
    rulebook, questionnaire = grounds.library.rulebook, grounds.library.questionnaire
    for question, relevant in rulebook.relevance.items():
        yield Written(question, questionnaire.places[question], "relevance", relevant, part=("relevant",))
    for implication in rulebook.implications:
        yield Written(implication.id, implication.place, "when", implication.when)
    for rule in rulebook.recommendations.values():
        for i, part in enumerate(rule.components):
            if part.when != ALWAYS:
                at = ("components", i, "when")
                yield Written(rule.id, rule.place, f"component {part.passage}", part.when, (rule.need, rule.fits), part=at)
            if part.done is not None:
                at = ("components", i, "done")
                yield Written(rule.id, rule.place, f"done of {part.passage}", part.done, part=at)
        for i, case in enumerate(rule.illustrations):
            at = ("illustrations", i, "when")
            yield Written(rule.id, rule.place, f"illustration {case.passage}", case.when, (rule.need, rule.fits), part=at)
        if rule.national_when is not None:
            yield Written(rule.id, rule.place, "national_when", rule.national_when, is_of_area=True, part=("national_when",))
    for measure in rulebook.measures.values():
        if measure.main_when != ALWAYS:
            yield Written(measure.id, measure.place, "main_when", measure.main_when, part=("main_when",))
    for guard in rulebook.guards.values():
        if guard.unless != NEVER:
            yield Written(guard.id, guard.place, "unless", guard.unless, part=("unless",))
    for step in rulebook.steps:
        for i, task in enumerate(step.tasks):
            if task.when != ALWAYS:
                yield Written(task.id, step.place, "when", task.when, part=("tasks", i, "when"))
    for some in rulebook.some_actor.values():
        yield Written(some.id, some.place, "when", some.when)
    for actor_rule in rulebook.actor_rules.values():
        yield Written(actor_rule.id, actor_rule.place, "when", actor_rule.when)


def _faults(grounds: Grounds, written: Written, space: Space) -> Iterator[Fault]:
    states = grounds.states
    if space.find(*map(states.certain, (written.condition, *written.within))) is None:
        nearly = grounds.nearly(_parts(written.condition, *written.within), space)
        why = f"{grounds.words(*nearly.parts)} {'exclude each other' if len(nearly.parts) > 1 else 'never holds'}"
        message = f"{written.rule}: its {written.what} holds in no complete profile: {why}{_by(nearly)}"
        shows = f"the {written.what} of {written.rule} does not hold here"
        yield _fault("never-holds", written, message, "mend the condition, or take it away", nearly, shows, grounds)
    elif space.find(states.certainly_not(written.condition)) is None:
        nearly = grounds.nearly(_parts(negate(written.condition)), space)
        if written.condition == ALWAYS:
            message = f"{written.rule}: its {written.what} holds whatever is answered"
        else:
            condition = grounds.words(written.condition)
            message = f"{written.rule}: its {written.what} {condition} fails in no complete profile{_by(nearly)}"
        shows = f"the {written.what} of {written.rule} holds here, as everywhere"
        yield _fault("never-fails", written, message, "mend the condition, or leave it out", nearly, shows, grounds)


def _parts(*conditions: Condition) -> list[Condition]:
    return [part for condition in conditions for part in (condition.parts if isinstance(condition, All) else (condition,))]


def _by(nearly: Nearly) -> str:
    return f" (by {', '.join(nearly.laws)})" if nearly.laws else ""


def _fault(code: str, written: Written, message: str, mend: str, nearly: Nearly, shows: str, grounds: Grounds) -> Fault:
    place = grounds.places.at(written.place, *written.part)
    return Fault(code, place, (base(written.rule),), written.what, message, mend, nearly.world, shows, written.is_of_area)
