"""What a rule states outright, whatever the answers: months, steps, who leads, by which instrument, at what cost.

In: a rulebook of one entry, and the ways of doing it that are left. Out: values under the keys by which an example expects
them. Some of it a measure states by the way of doing it: an example gives the way as it gives an answer, `mode: open`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import get_args

from wayhome.engine.prioritise import after_of, by_mode, lead_of
from wayhome.engine.questionnaire import MODES, YES_NO
from wayhome.engine.rulebook import (
    Audience,
    BuildingTask,
    Cost,
    Level,
    Measure,
    Recommendation,
    Rulebook,
    Safe,
    StepTask,
)
from wayhome.engine.truth import ALWAYS, Condition, Domain, Test

Said = dict[str, tuple[str, ...]]
"""What a rule says under each key."""
MODE = "mode"
"""The key under which an example of a measure gives the way of doing it."""
ANY = "any"
"""Of a measure: several ways are left, or its parts go different ways."""
LISTED = ("after", "rests_on", "guards")
"""Keys of lists of ids."""
MONTHS = "months"
"""The key of a month and a length, whose order counts; of a task it stands behind its id."""
STEPS = ("1", "2", "3", "4", "5", "6")
Choices = Mapping[str, Collection[str] | None]
"""The values that may be expected under each key; None for any text or number."""


def is_months(key: str, book: Rulebook) -> bool:
    """Whether a key holds a month and a length, of the rule of a rulebook of one entry."""
    return key.rpartition(".")[2] == MONTHS and key in stated_by(book)


def months_word(values: Collection[str]) -> str:
    """A month and a length as one value."""
    return f"[{', '.join(values)}]"


def ways_of(measure: Measure, recommendations: Mapping[str, Recommendation]) -> Domain:
    """The ways in which the parts of a measure can be done; and `any`, if there are several."""
    known = {mode for part in measure.made_of if part in recommendations for mode, _ in recommendations[part].modes}
    ways = tuple(mode for mode in MODES if mode in known)
    return Domain((*ways, ANY) if len(ways) > 1 else ways)


def ways_left(ways: Domain, mask: int) -> tuple[str, ...]:
    """The modes that are left; all of them, where that is not known."""
    left = ways.names(mask)
    return tuple(way for way in (ways.values if ANY in left else left) if way != ANY)


def stated_by(book: Rulebook, modes: tuple[str, ...] = ()) -> Said:
    """What the rule of a rulebook of one entry states, while these modes are left."""
    for measure in book.measures.values():
        return _by_measure(measure, modes)
    for rule in book.recommendations.values():
        return {"lead": (rule.lead,), "sector": (rule.sector,), "level": (rule.level,)}
    for guard in book.guards.values():
        return {"audience": (guard.audience,), "always": ("yes" if guard.always else "no",)}
    said = {f"{id_}.{key}": values for id_, task in _tasks(book) for key, values in _by_task(task).items()}
    for step in book.steps:
        said[MONTHS] = _months(step.months)
    return said


def meaning_of_stated(book: Rulebook, ways: Domain | None) -> dict[str, Condition]:
    """The same as conditions: each thing that is stated, with the ways in which it is."""
    if ways is None:
        return {f"{key} {', '.join(values)}": ALWAYS for key, values in stated_by(book).items()}
    masks: dict[str, int] = {}
    for i in range(len(ways.values)):
        for key, values in stated_by(book, ways_left(ways, 1 << i)).items():
            said = f"{key} {', '.join(values)}"
            masks[said] = masks.get(said, 0) | 1 << i
    return {said: ALWAYS if mask == ways.full else Test(MODE, mask, ways.full) for said, mask in masks.items()}


def choices_of(book: Rulebook, known: Rulebook, roles: Collection[str], sectors: Collection[str]) -> Choices:
    """What an example of a rule may expect of what it states.

    Args:
        book: a rulebook of nothing but this rule.
        known: the whole rulebook.
        roles: the roles there are.
        sectors: the sectors there are.
    """
    if book.measures:
        ids = {"after": known.measures, "rests_on": [one.id for one in known.preconditions], "guards": known.guards}
        words = {"cost": get_args(Cost), "safe": get_args(Safe), "audience": get_args(Audience)}
        return {MONTHS: None, "lead": roles, "step": STEPS, "instrument": None, **words, **ids}
    if book.recommendations:
        return {"lead": roles, "sector": sectors, "level": get_args(Level)}
    if book.guards:
        return {"audience": get_args(Audience), "always": YES_NO}
    return {key: roles if key.endswith(".lead") else None for key in stated_by(book)}


def _by_measure(measure: Measure, modes: tuple[str, ...]) -> Said:
    return {
        MONTHS: _months(measure.months),
        "lead": (lead_of(measure, modes),),
        "step": (str(measure.step),),
        "instrument": (by_mode(measure.instrument, modes),),
        "cost": (by_mode(measure.cost, modes),),
        "after": after_of(measure, modes),
        "rests_on": measure.rests_on,
        "guards": measure.guards,
        "safe": (measure.safe,),
        "audience": (measure.audience,),
    }


def _months(months: tuple[int, int]) -> tuple[str, ...]:
    return (months_word(tuple(map(str, months))),)


def _tasks(book: Rulebook) -> Iterator[tuple[str, StepTask | BuildingTask]]:
    """The tasks of a step or a precondition, each with the id by which examples name it."""
    for step in book.steps:
        yield from ((task.id, task) for task in step.tasks)
    for finding in book.findings.values():
        yield from ((task.text, task) for task in finding.tasks)


def _by_task(task: StepTask | BuildingTask) -> Said:
    said: Said = {MONTHS: _months(task.months), "lead": (task.lead,)}
    return said | {"step": (str(task.step),)} if isinstance(task, BuildingTask) else said
