"""Small faults in what a rule states outright: another month, role, step, instrument or cost, a guard left out.

In: an entry as it is written. Out: for each fault where it is, what it is, and the value that stands there by mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.rule_tests.stated import ANY, STEPS
from wayhome.engine.rulebook import POINTS, Audience, Cost, Level, Safe
from wayhome.engine.sources import Path_, Plain

_CHOICES: dict[str, tuple[str, ...]] = {
    "safe": get_args(Safe),
    "audience": get_args(Audience),
    "level": get_args(Level),
    "always": YES_NO,
}
"""Keys that say the first of these words if they are left out."""
_LISTS = ("after", "after_to_create", "rests_on", "guards")
BY_WAY = ("lead_by_mode", "instrument", "cost")
"""Keys of what is said by the way of doing it."""
_SOMETHING_ELSE = "something else"


@dataclass(frozen=True)
class StatedFault:
    """One fault: a value that stands at a path by mistake."""

    at: Path_
    """What is to blame."""
    what: str
    path: Path_
    value: Plain


def stated_faults(entry: Mapping[str, Plain], roles: Collection[str], sectors: Collection[str]) -> Iterator[StatedFault]:
    """Every such fault of an entry."""
    if "measure" in entry:
        yield from _of_measure(entry, tuple(roles))
    elif "recommend" in entry:
        yield from _another(entry, ("lead",), tuple(roles))
        yield from _another(entry, ("sector",), tuple(sectors))
        yield from _chosen(entry, "level")
    elif "guard" in entry:
        yield from _chosen(entry, "audience")
        yield from _chosen(entry, "always")
    elif "step" in entry:
        yield from _months(entry, ())
    for i, task in enumerate(_list_in(entry, "tasks")):
        if isinstance(task, dict):
            yield from _another(task, ("lead",), tuple(roles), ("tasks", i))
            yield from _months(task, ("tasks", i))
            if "step" in task:
                yield from _another(task, ("step",), STEPS, ("tasks", i))


def why_nobody_hears(faulty: Mapping[str, Plain], key: str, way: str) -> str:
    """Why a measure says the same with a fault in what it says of one way."""
    given = faulty[key]
    assert isinstance(given, dict)
    if way == ANY:
        return "its parts are done in one way only, of which it says something of its own"
    return "none of its parts is ever done in this way" if way in given else "it says the same of any other way"


def _of_measure(entry: Mapping[str, Plain], roles: Sequence[str]) -> Iterator[StatedFault]:
    yield from _another(entry, ("lead",), roles)
    yield from _another(entry, ("step",), STEPS)
    yield from _months(entry, ())
    for key, known in zip(BY_WAY, (roles, (), get_args(Cost)), strict=True):
        yield from _by_way(entry, key, known)
    criteria = _map_in(entry, "criteria")
    for name, points in criteria.items():
        if not isinstance(points, list):
            yield from _another(criteria, (name,), POINTS.values, ("criteria",))
    for key in _LISTS:
        ids = _list_in(entry, key)
        for i, id_ in enumerate(ids):
            yield StatedFault((key, i), f"{id_} left out", (key,), [other for other in ids if other != id_])
    yield from _chosen(entry, "safe")
    yield from _chosen(entry, "audience")


def _list_in(entry: Mapping[str, Plain], key: str) -> list[Plain]:
    value = entry.get(key)
    return value if isinstance(value, list) else []


def _map_in(entry: Mapping[str, Plain], key: str) -> dict[str, Plain]:
    value = entry.get(key)
    return value if isinstance(value, dict) else {}


def _another(holder: Mapping[str, Plain], path: Path_, known: Sequence[str], within: Path_ = ()) -> Iterator[StatedFault]:
    """The next of the words there are; of the last, the one before it."""
    given = holder[str(path[0])]
    value = str(given)
    if value in known and len(known) > 1:
        at = known.index(value)
        other = known[at + 1 if at + 1 < len(known) else at - 1]
        changed = int(other) if isinstance(given, int) else other
        yield StatedFault((*within, *path), f"{value} became {other}", (*within, *path), changed)


def _months(holder: Mapping[str, Plain], within: Path_) -> Iterator[StatedFault]:
    """A month later, a month longer."""
    months = holder["months"]
    assert isinstance(months, list)
    for i, month in enumerate(months):
        other = int(str(month)) + 1
        changed: list[Plain] = [other if j == i else given for j, given in enumerate(months)]
        yield StatedFault((*within, "months", i), f"{month} became {other}", (*within, "months"), changed)


def _by_way(entry: Mapping[str, Plain], key: str, known: Sequence[str]) -> Iterator[StatedFault]:
    """What is said of one way left out, or said of another; without a list of words, what another way says."""
    given = _map_in(entry, key)
    for way, value in given.items():
        if way != ANY:
            rest: Plain = {other: said for other, said in given.items() if other != way}
            yield StatedFault((key, way), f"{value} left out", (key,), rest)
        words = known or [*dict.fromkeys(map(str, given.values())), _SOMETHING_ELSE]
        yield from _another(given, (way,), words, (key,))


def _chosen(entry: Mapping[str, Plain], key: str) -> Iterator[StatedFault]:
    words = _CHOICES[key]
    value = str(entry.get(key, words[0]))
    other = words[(words.index(value) + 1) % len(words)]
    yield StatedFault((key,), f"{value} became {other}", (), {**entry, key: other})
