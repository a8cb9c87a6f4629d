"""A circuit run with NumPy: 64 scenarios to a machine word, a block of words at a time, so that a block stays in the cache.

In: a `Circuit`, the planes that are to be read off, and the inputs of a block. A plane that nothing reads any more gives
its room to the next.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from wayhome.engine.planes.circuit import ONE, Circuit, Gate

Words = NDArray[np.uint64]
Bits = NDArray[np.uint8]
WORD = 64
_EVERYWHERE = np.iinfo(np.uint64).max
_UFUNCS = {"and": np.bitwise_and, "or": np.bitwise_or, "not": np.bitwise_not}


class Machine:
    """A circuit made ready for blocks of one size."""

    def __init__(self, circuit: Circuit, wanted: Collection[int], words: int) -> None:
        """Only what `wanted` needs is worked out; a block holds 64 scenarios for each of `words`."""
        self.words = words
        gates = needed_gates(circuit, wanted)
        room = _rooms(circuit, gates, frozenset(wanted))
        self._rows = np.zeros((1 + max(room.values()), words), np.uint64)
        rows = list(self._rows)
        rows[room[ONE]][:] = _EVERYWHERE
        self._planes = {plane: rows[at] for plane, at in room.items()}
        self._steps = []
        for operation, left, right, out in gates:
            read = (rows[room[left]],) if operation == "not" else (rows[room[left]], rows[room[right]])
            self._steps.append((_UFUNCS[operation], (*read, rows[room[out]])))

    @property
    def scenarios(self) -> int:
        """How many scenarios a block holds."""
        return self.words * WORD

    def run(self) -> None:
        """Work the block out."""
        for operation, rows in self._steps:
            operation(*rows)

    def fill(self, inputs: Sequence[int], rows: Words) -> None:
        """Put one row into each of these inputs, which stand one after the other."""
        self._rows[inputs[0] : inputs[-1] + 1] = rows

    def plane(self, number: int) -> Words:
        """A constant, an input, to be filled before a run, or one of the wanted planes, to be read before the next."""
        return self._planes[number]

    def bits(self, number: int) -> Bits:
        """A plane as one byte a scenario, 0 or 1."""
        return unpacked(self._planes[number])


def unpacked(planes: Words) -> Bits:
    """One byte a scenario, 0 or 1; of several planes at once, if the last axis is that of scenarios."""
    return np.unpackbits(planes.view(np.uint8), axis=-1, bitorder="little")


def packed(bits: NDArray[np.bool_]) -> Words:
    """One bit a scenario, the first lowest; as many scenarios as fill whole words."""
    return np.packbits(bits, bitorder="little").view(np.uint64)


def needed_gates(circuit: Circuit, wanted: Collection[int]) -> list[Gate]:
    """The gates something wanted depends on, in their order."""
    needed = set(wanted)
    gates = []
    for gate in reversed(circuit.gates):
        if gate.out in needed:
            needed.add(gate.left)
            needed.add(gate.right)
            gates.append(gate)
    return gates[::-1]


def _rooms(circuit: Circuit, gates: list[Gate], kept: frozenset[int]) -> dict[int, int]:
    """A row of the buffer for each plane; constants, inputs and what is wanted keep theirs."""
    room = {plane: plane for plane in range(2 + circuit.inputs)}
    last_read = {plane: i for i, gate in enumerate(gates) for plane in (gate.left, gate.right)}
    free: list[int] = []
    rows = len(room)
    for i, (_, left, right, out) in enumerate(gates):
        for plane in {left, right}:
            if last_read[plane] == i and plane >= 2 + circuit.inputs and plane not in kept:
                free.append(room[plane])
        if free:
            room[out] = free.pop()
        else:
            room[out] = rows
            rows += 1
    return room
