"""A circuit of and, or and not over bit planes; equal gates are one gate, and constants fold away.

A plane is a row of bits, one a scenario; a gate is a number that names a plane. Nothing here knows of rules or of NumPy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Operation = Literal["and", "or", "not"]
ZERO = 0
ONE = 1


class Gate(NamedTuple):
    """One operation on planes; `not` reads `left` alone."""

    operation: Operation
    left: int
    right: int
    out: int


@dataclass
class Circuit:
    """Gates, each reading only what stands before it. Planes 0 and 1 are the constants, then come the inputs."""

    inputs: int = 0
    gates: list[Gate] = field(default_factory=list)
    _known: dict[tuple[Operation, int, int], int] = field(default_factory=dict)
    _opposite: dict[int, int] = field(default_factory=lambda: {ZERO: ONE, ONE: ZERO})

    @property
    def planes(self) -> int:
        """How many planes there are: constants, inputs, gates."""
        return 2 + self.inputs + len(self.gates)

    def add_input(self) -> int:
        """A plane that is given from outside; all inputs come before the first gate."""
        assert not self.gates
        self.inputs += 1
        return 1 + self.inputs

    def negated(self, plane: int) -> int:
        """Not this plane."""
        if plane not in self._opposite:
            found = self._gate("not", plane, plane)
            self._opposite[plane], self._opposite[found] = found, plane
        return self._opposite[plane]

    def all_of(self, planes: Iterable[int]) -> int:
        """Where all of these hold; everywhere, if there are none."""
        return self._fold("and", planes, neutral=ONE, absorbing=ZERO)

    def any_of(self, planes: Iterable[int]) -> int:
        """Where at least one of these holds; nowhere, if there are none."""
        return self._fold("or", planes, neutral=ZERO, absorbing=ONE)

    def at_least(self, number: int, planes: Sequence[int]) -> int:
        """Where at least so many of these hold."""
        # reached[j]: at least j of the planes seen so far hold
        reached = [ONE] + [ZERO] * number
        for plane in planes:
            for j in range(number, 0, -1):
                reached[j] = self.any_of((reached[j], self.all_of((reached[j - 1], plane))))
        return reached[number]

    def _fold(self, operation: Operation, planes: Iterable[int], *, neutral: int, absorbing: int) -> int:
        wanted = set(planes)
        wanted.discard(neutral)
        if absorbing in wanted:
            return absorbing
        if len(wanted) < 2:
            return wanted.pop() if wanted else neutral
        opposite = self._opposite
        for plane in wanted:
            if opposite.get(plane) in wanted:
                return absorbing
        first, *others = sorted(wanted)  # in one order, so that a common beginning is worked out once
        found = first
        for plane in others:
            found = self._gate(operation, found, plane)
        return found

    def _gate(self, operation: Operation, left: int, right: int) -> int:
        key = (operation, left, right)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.planes
            self.gates.append(Gate(operation, left, right, found))
        return found
