"""How firm an order is: the result of `robustness`, and how its shares are said.

These are the types; whoever reads them need not load NumPy.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

WITHIN = (1, 3, 5, 10)
FOREMOST = 5
RISING = 10
"""A measure that is not recommended today is told of if it is among the first five in so many of 100 scenarios (ours)."""
Band = Literal["almost-every", "most", "some", "hardly-any"]
BANDS: tuple[tuple[int, Band], ...] = ((95, "almost-every"), (60, "most"), (10, "some"), (0, "hardly-any"))
"""Of 100 scenarios, from so many on (ours)."""


@dataclass(frozen=True)
class Standing:
    """One measure over all scenarios of a kind; shares are whole numbers of scenarios."""

    measure: str
    recommended: int
    within: tuple[int, ...]
    """In the first 1, 3, 5 and 10 places."""
    best: int | None
    """The best place seen; None if it never had one."""
    worst: int | None
    """The worst place seen; None if it had none in some scenario."""

    @property
    def foremost(self) -> int:
        """In how many it stands in the first five places."""
        return self.within[WITHIN.index(FOREMOST)]


@dataclass(frozen=True)
class Swap:
    """Two measures that stand one after the other today, and how often the second stands before the first."""

    first: str
    second: str
    swapped: int


@dataclass(frozen=True)
class Kind:
    """What was seen in one kind of scenarios: of open answers, of weights, or of both."""

    scenarios: int
    standings: tuple[Standing, ...]
    """Measures that have a place in some scenario, in the order of today, then of their share in the first five places."""
    swaps: tuple[Swap, ...]
    same_five: int
    """In how many the measures in the first five places are those of today."""


@dataclass(frozen=True)
class Tried:
    """What a brief says of how firm its order is."""

    both: Kind
    open: int
    """How many answers are drawn."""
    seed: int


@dataclass(frozen=True)
class Robustness:
    """How firm an order is."""

    answers: Kind
    weights: Kind
    both: Kind
    sensitive: dict[str, int]
    """Criterion to in how many scenarios the first five are others when only its weight is drawn, most first."""
    open: int
    """How many answers are drawn."""
    left_out: int
    """Scenarios drawn that contradict an implication, and were not counted."""
    seed: int


def told(ranked: Collection[str], kind: Kind) -> list[Standing]:
    """The measures with a place today (`ranked`), in their order, and those that often rise among the first five."""
    return [s for s in kind.standings if s.measure in ranked or of_hundred(s.foremost, kind.scenarios) >= RISING]


def band(number: int, scenarios: int) -> Band:
    """How a share is said in words."""
    return next(band for least, band in BANDS if number * 100 >= least * scenarios)


def of_hundred(number: int, scenarios: int) -> int:
    """A share as a whole number of 100; 100 and 0 only where it is all or none."""
    whole = round(100 * number / scenarios)
    return min(max(whole, 1 if number else 0), 100 if number == scenarios else 99)
