"""Whether any changes, however many at once, reach a plane.

In: the planes, the plane to be reached, what is given, the changes there are. Out: whether some of them do, and which; None
if that would take too long to say. Some facts are left free, and each gate told whether it can be 0 and whether it can be 1:
what cannot be so with them free is so under none of their values. Otherwise one more of them is given each of its values in
turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wayhome.engine.planes.circuit import ONE, ZERO, Gate
from wayhome.engine.planes.flatten import Planes
from wayhome.engine.planes.machine import needed_gates
from wayhome.engine.reach.candidates import Candidate

MOST_TURNS = 2000
"""After so many attempts nothing is claimed."""
CAN_BE_0, CAN_BE_1 = 1, 2
_NOT = (0, CAN_BE_1, CAN_BE_0, CAN_BE_0 | CAN_BE_1)


@dataclass
class _Attempt:
    planes: Planes
    reached: int
    gates: Sequence[Gate]
    choices: list[list[Candidate | None]]
    """Of each fact that can change, its changes; None, to begin with, leaves it as it is."""
    turns: int = 0


def can_be_reached(
    planes: Planes, reached: int, given: Mapping[str, int], changes: Sequence[Candidate]
) -> tuple[bool | None, tuple[Candidate, ...]]:
    """Whether some of these changes together reach the plane (None if that is not settled), and such changes."""
    choices: dict[str, list[Candidate | None]] = {}
    for change in changes:
        choices.setdefault(change.fact, [None]).append(change)
    attempt = _Attempt(planes, reached, needed_gates(planes.circuit, {reached}), list(choices.values()))
    found = _reached(attempt, (), 0, given)
    if found is not None:
        return True, found
    return (None if attempt.turns > MOST_TURNS else False), ()


def _reached(
    attempt: _Attempt, chosen: tuple[Candidate, ...], made: int, given: Mapping[str, int]
) -> tuple[Candidate, ...] | None:
    """Changes that reach it, once so many of the choices are made and facts are `given` as they leave them."""
    attempt.turns += 1
    if attempt.turns > MOST_TURNS:
        return None
    free = {fact for choice in attempt.choices[made:] for change in choice if change for fact in change.masks}
    can_be = _can_be(attempt, given, free)
    if can_be != CAN_BE_0 | CAN_BE_1:
        return chosen if can_be == CAN_BE_1 else None
    for change in attempt.choices[made]:  # there is one left: with nothing free every plane is settled
        more = (change,) if change else ()
        found = _reached(attempt, (*chosen, *more), made + 1, {**given, **(change.masks if change else {})})
        if found is not None:
            return found
    return None


def _can_be(attempt: _Attempt, given: Mapping[str, int], free: set[str]) -> int:
    """Whether the plane can be 0, and whether 1, whatever the free facts are."""
    found = {ZERO: CAN_BE_0, ONE: CAN_BE_1}
    for fact, planes in attempt.planes.given.items():
        for i, plane in enumerate(planes):
            known = CAN_BE_1 if given[fact] >> i & 1 else CAN_BE_0
            found[plane] = CAN_BE_0 | CAN_BE_1 if fact in free else known
    for gate in attempt.gates:
        left, right = found[gate.left], found[gate.right]
        if gate.operation == "not":
            found[gate.out] = _NOT[left]
        elif gate.operation == "and":
            found[gate.out] = (left | right) & CAN_BE_0 | left & right & CAN_BE_1
        else:
            found[gate.out] = left & right & CAN_BE_0 | (left | right) & CAN_BE_1
    return found[attempt.reached]
