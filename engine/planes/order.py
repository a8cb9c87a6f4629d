"""The order of measures in every scenario of a block: whole numbers, compared as `prioritise` compares them.

In: a machine that has run, the standings, weights. Out: points of each criterion and one key a measure and scenario: the
higher key stands first, and -1 has no place. Keys never tie, since they end in the order of the handbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wayhome.engine.handbook import Passage
from wayhome.engine.planes.circuit import ZERO
from wayhome.engine.planes.machine import Machine, unpacked
from wayhome.engine.planes.standings import Standing, Standings, Thresholds
from wayhome.engine.prioritise import first_line
from wayhome.engine.rulebook import CRITERIA, Measure

Points = NDArray[np.uint8]
Keys = NDArray[np.int64]
Places = NDArray[np.int16]
NOBODY = -1
TIES = ("opening", "stakes", "readiness")


def in_handbook_order(
    found: Standings, measures: Mapping[str, Measure], passages: Mapping[str, Passage]
) -> tuple[Standing, ...]:
    """The measures that can have a place, those first whose parts the handbook tells first."""

    def line(standing: Standing) -> int:
        return first_line((part for part in measures[standing.id].made_of if part in found.recommendations), passages)

    return tuple(sorted((s for s in found.measures.values() if s.ranked != ZERO), key=line))


class Order:
    """The arithmetic of places, for measures given in the order of the handbook."""

    def __init__(self, measures: Sequence[Standing]) -> None:
        self.measures = tuple(measures)
        self._size = 1 << len(measures).bit_length()

    def planes(self) -> set[int]:
        """What the machine has to work out for it."""
        steps = [standing.least[name] for standing in self.measures for name in CRITERIA]
        return {plane for three in steps for plane in three} | {standing.ranked for standing in self.measures}

    def points(self, machine: Machine) -> dict[str, Points]:
        """Of each criterion, the least points of each measure (row) in each scenario (column)."""
        return {name: self._points(machine, [standing.least[name] for standing in self.measures]) for name in CRITERIA}

    def keys(self, machine: Machine, points: Mapping[str, Points], weights: Mapping[str, int | NDArray[np.int64]]) -> Keys:
        """One row a measure, one column a scenario; a weight is one number, or one for each scenario."""
        keys = np.zeros((len(self.measures), machine.scenarios), np.int64)
        for name, found in points.items():
            keys += np.multiply(found, weights[name], dtype=np.int64)
        for name in TIES:
            keys *= 4  # points run from 0 to 3
            keys += points[name]
        keys *= self._size
        keys += np.arange(self._size - 1, self._size - 1 - len(self.measures), -1)[:, np.newaxis]
        for row, standing in zip(keys, self.measures, strict=True):
            row[machine.bits(standing.ranked) == 0] = NOBODY
        return keys

    def places(self, keys: Keys, most: int) -> Places:
        """In each scenario (row), the index of the measure in first, second, ... place; -1 where there is none."""
        found = np.sort(keys.T, axis=1)[:, : -most - 1 : -1]
        return np.where(found == NOBODY, NOBODY, self._size - 1 - (found & (self._size - 1))).astype(np.int16)

    def _points(self, machine: Machine, rows: Sequence[Thresholds]) -> Points:
        steps = np.array([[machine.plane(plane) for plane in three] for three in rows], np.uint64)
        points: Points = unpacked(steps.reshape(len(rows), 3, machine.words)).sum(axis=1, dtype=np.uint8)
        return points
