"""The smallest sets of candidates under which a plane holds: every set of up to three is tried, on bit planes.

In: the planes of a program, the plane to be reached, what is given, candidates. Out: sets of candidates, none of which holds
another. In a block each bit stands for one set: a few candidates that its words share, and one more.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from wayhome.engine.planes.flatten import Planes
from wayhome.engine.planes.machine import WORD, Machine, Words, packed
from wayhome.engine.planes.worlds import constant
from wayhome.engine.reach.candidates import Candidate

MOST = 3
WORDS = 160
"""Of a block at most, unless there are more candidates than that: its planes stay in the cache."""
_EVERYWHERE = np.iinfo(np.uint64).max
Found = tuple[int, ...]
"""Candidates by their places, in rising order."""
Tell = Callable[[int, int], None]
"""Told how far the search is: so much, of so much."""


def smallest_sets(
    planes: Planes,
    reached: int,
    given: Mapping[str, int],
    known: Sequence[Candidate],
    confirmed: Callable[[Found], bool],
    tell: Tell = lambda done, of: None,
) -> list[Found]:
    """Every set of up to `MOST` candidates that reaches the plane, while no smaller set within it does.

    `confirmed` is asked of each set found and has the last word.
    """
    block = _Block(planes, reached, given, known)
    most = sum(math.comb(len(known), size) for size in range(MOST))
    tried = 0
    found: set[Found] = set()
    for size in range(1, MOST + 1):
        prefixes = list(_prefixes(known, size - 1, found))
        here = []
        for at in range(0, len(prefixes), block.prefixes):
            chosen = prefixes[at : at + block.prefixes]
            new = [one for one in block.reached_with(chosen) if not any(less in found for less in _within(one))]
            here += [one for one in new if confirmed(one)]
            tried += len(chosen)
            tell(tried, most)
        found.update(here)
    tell(most, most)
    return sorted(found, key=lambda one: (len(one), one))


def _prefixes(known: Sequence[Candidate], size: int, found: set[Found]) -> Iterator[Found]:
    """All but the last of a set: candidates that go together and do not reach it by themselves."""
    for chosen in itertools.combinations(range(len(known)), size):
        is_possible = all(known[i].goes_with(known[j]) for i, j in itertools.combinations(chosen, 2))
        if is_possible and chosen not in found and not any(less in found for less in _within(chosen)):
            yield chosen


def _within(one: Found) -> Iterator[Found]:
    """The sets that hold fewer."""
    for size in range(1, len(one)):
        yield from itertools.combinations(one, size)


class _Block:
    """Room for several prefixes side by side, each with every candidate as the last of its set, one bit each."""

    def __init__(self, planes: Planes, reached: int, given: Mapping[str, int], known: Sequence[Candidate]) -> None:
        self._known = known
        self._width = max(1, -(-len(known) // WORD))
        self.prefixes = max(1, WORDS // self._width)
        self._reached = reached
        self._machine = Machine(planes.circuit, {reached}, self._width * self.prefixes)
        self._inputs = {fact: planes.given[fact] for fact in planes.facts_behind(reached)}
        self._last = {fact: self._with_last(fact, given[fact]) for fact in self._inputs}
        for fact in self._inputs:
            for plane, row in zip(self._inputs[fact], self._last[fact], strict=True):
                self._machine.plane(plane)[:] = np.tile(row, self.prefixes)

    def _with_last(self, fact: str, mask: int) -> Words:
        """A fact under each candidate alone."""
        values = len(self._inputs[fact])
        rows = constant(mask, values, self._width)
        for at, candidate in enumerate(self._known):
            if fact in candidate.masks:
                here = np.zeros(self._width * WORD, np.bool_)
                here[at] = True
                bit = packed(here)
                rows = rows & ~bit | constant(candidate.masks[fact], values, self._width) & bit
        return rows

    def reached_with(self, prefixes: Sequence[Found]) -> Iterator[Found]:
        """The sets of one of these prefixes and one candidate after it that reach the plane."""
        for place, prefix in enumerate(prefixes):
            self._enter(place, prefix)
        self._machine.run()
        bits = self._machine.bits(self._reached)[: len(prefixes) * self._width * WORD]
        hits = np.flatnonzero(bits)
        for place, prefix in enumerate(prefixes):
            self._restore(place, prefix)
        for hit in hits.tolist():
            place, last = divmod(hit, self._width * WORD)
            prefix = prefixes[place]
            is_after = last < len(self._known) and (not prefix or last > prefix[-1])
            if is_after and all(self._known[one].goes_with(self._known[last]) for one in prefix):
                yield (*prefix, last)

    def _enter(self, place: int, prefix: Found) -> None:
        here = slice(place * self._width, (place + 1) * self._width)
        for one in prefix:
            for fact, mask in self._known[one].masks.items():
                for i, plane in enumerate(self._inputs.get(fact, ())):
                    self._machine.plane(plane)[here] = _EVERYWHERE if mask >> i & 1 else 0

    def _restore(self, place: int, prefix: Found) -> None:
        here = slice(place * self._width, (place + 1) * self._width)
        for one in prefix:
            for fact in self._inputs.keys() & self._known[one].masks.keys():
                for plane, row in zip(self._inputs[fact], self._last[fact], strict=True):
                    self._machine.plane(plane)[here] = row
