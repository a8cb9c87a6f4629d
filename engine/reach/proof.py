"""Whether any changes, however many at once, reach a plane.

In: the planes, the plane to be reached, what is given, the changes there are. Out: yes, no, or None if that would take too
long to say. Some facts are left free, and each gate told whether it can be 0 and whether it can be 1: what cannot be so with
them free is so under none of their values. Otherwise one more of them is given each of its values in turn.
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
    choices: list[list[dict[str, int]]]
    """Of each fact that can change, what its changes settle; nothing, to begin with."""
    turns: int = 0


def can_be_reached(planes: Planes, reached: int, given: Mapping[str, int], changes: Sequence[Candidate]) -> bool | None:
    """Whether some of these changes together reach the plane; None if that is not settled."""
    choices: dict[str, list[dict[str, int]]] = {}
    for change in changes:
        choices.setdefault(change.fact, [{}]).append(change.masks)
    attempt = _Attempt(planes, reached, needed_gates(planes.circuit, {reached}), list(choices.values()))
    return _reached(attempt, 0, given)


def _reached(attempt: _Attempt, chosen: int, given: Mapping[str, int]) -> bool | None:
    """The same once so many of the choices are made, and facts are `given` as they leave them."""
    attempt.turns += 1
    if attempt.turns > MOST_TURNS:
        return None
    free = {fact for choice in attempt.choices[chosen:] for settled in choice for fact in settled}
    can_be = _can_be(attempt, given, free)
    if can_be != CAN_BE_0 | CAN_BE_1:
        return can_be == CAN_BE_1
    answers = []
    for settled in attempt.choices[chosen]:  # there is one left: with nothing free every plane is settled
        answers.append(_reached(attempt, chosen + 1, {**given, **settled}))
        if answers[-1]:
            return True
    return None if None in answers else False


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
