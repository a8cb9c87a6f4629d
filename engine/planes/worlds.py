"""Scenarios: complete answers, drawn from what is still possible.

In: the planes of a program and the values each fact is left. Out: `Worlds`. Each open fact is drawn uniformly and on its
own (ours: nothing is known of what is likelier); where an implication rules a value out, that fact is drawn anew among
the values it leaves, until no implication is contradicted. Questions that do not arise take the value they then have.
The bits come straight from PCG64, whose stream NumPy keeps the same, so that a seed gives the same scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from wayhome.engine.compile import Program
from wayhome.engine.planes.flatten import Planes
from wayhome.engine.planes.machine import WORD, Machine, Words, packed, unpacked
from wayhome.engine.rulebook import Implication
from wayhome.engine.truth import Condition, facts_read

MOST_TURNS = 25
"""What is contradicted even after so many is left out: a few scenarios in ten thousand at most."""
LONGEST_CHAIN = 5
_EVERYWHERE = np.iinfo(np.uint64).max


@dataclass(frozen=True)
class Worlds:
    """Scenarios as inputs of the circuit: by fact, one row a value and one bit a scenario."""

    facts: dict[str, Words]
    real: Words
    """Which scenarios contradict no implication; all of them, except for answers that contradict one another."""

    @property
    def words(self) -> int:
        """64 scenarios each."""
        return len(self.real)


class Draw:
    """Draws scenarios for one profile."""

    def __init__(
        self,
        program: Program,
        planes: Planes,
        left: Mapping[str, int],
        *,
        undrawn: Collection[str] = (),
        conflicts: Collection[tuple[str, str]] = (),
        seed: int = 1,
        machine: Callable[[int], Machine] | None = None,
    ) -> None:
        """Make ready to draw.

        Args:
            program: whose answers are drawn.
            planes: its circuit.
            left: the values each fact is left.
            undrawn: facts that stay as open as they are; an implication may narrow them.
            conflicts: (implication, fact) pairs at odds in the answers themselves, which no scenario can mend.
            seed: the same seed gives the same scenarios.
            machine: gives a machine for so many words that works out `read_when_drawing`; made anew if not given.
        """
        self._machine = machine or (lambda words: Machine(planes.circuit, read_when_drawing(planes), words))
        self._program, self._planes, self._left = program, planes, left
        self.open = tuple(fact for fact in program.asked if left[fact].bit_count() > 1 and fact not in undrawn)
        """The facts that are drawn."""
        # What is drawn has one value, which must not be excluded; what is not drawn must keep one.
        self._wrong = {
            key: excluded if key[1] in self.open else planes.conflicts[key]
            for key, excluded in planes.excluded.items()
            if key not in conflicts
        }
        self._wrong_rows: dict[str, list[int]] = {}
        for row, (_, fact) in enumerate(self._wrong):
            self._wrong_rows.setdefault(fact, []).append(row)
        self._behind = {rule.id: self._open_behind(rule.when) for rule in program.implications}
        self._turns = _turns(program.implications)
        self._bits = np.random.PCG64(seed)

    def worlds(self, words: int) -> Worlds:
        """64 scenarios for each of `words`."""
        facts = {}
        for fact in self._program.asked:
            if fact in self.open:
                facts[fact] = self._drawn(fact, self._left[fact], words)
            else:
                facts[fact] = constant(self._left[fact], len(self._program.domains[fact].values), words)
        return Worlds(facts, self._mended(facts, words))

    def _open_behind(self, condition: Condition) -> tuple[str, ...]:
        """The facts that are drawn of those it reads, and of those that say whether their questions arise."""
        read = set(facts_read(condition))
        for level in reversed(self._program.skips):
            read |= {fact for skip in level if read & set(skip.facts) for fact in facts_read(skip.relevant)}
        return tuple(fact for fact in self.open if fact in read)

    def _drawn(self, fact: str, mask: int, words: int) -> Words:
        """Values drawn uniformly from a mask."""
        values = [i for i in range(len(self._program.domains[fact].values)) if mask >> i & 1]
        found = np.zeros((len(self._program.domains[fact].values), words), np.uint64)
        if len(values) == 2:
            found[values[0]] = self._bits.random_raw(words)
            found[values[1]] = ~found[values[0]]
        else:
            picked = self._below(len(values), words * WORD)
            for i, value in enumerate(values):
                found[value] = packed(picked == i)
        return found

    def _below(self, number: int | NDArray[np.uint8], scenarios: int) -> NDArray[np.uint32]:
        """For each scenario a whole number from 0 to one less than `number`, uniformly."""
        raw = self._bits.random_raw(-(-scenarios // 4)).view(np.uint16)[:scenarios]
        return raw.astype(np.uint32) * np.asarray(number, np.uint32) >> np.uint32(16)

    def _mended(self, facts: dict[str, Words], words: int) -> Words:
        """Draw anew, in place, what implications contradict; returns where none does any more."""
        machine = self._machine(words)
        entered: dict[str, Words] = {}
        real = np.full(words, _EVERYWHERE)
        last_turn = max(self._turns.values(), default=0)
        for turn in range(MOST_TURNS if self._wrong else 0):
            enter(machine, self._planes, {fact: rows for fact, rows in facts.items() if rows is not entered.get(fact)})
            entered = dict(facts)
            machine.run()
            wrong = np.array([machine.plane(plane) for plane in self._wrong.values()])
            real = ~np.bitwise_or.reduce(wrong)
            if (real == _EVERYWHERE).all():
                break
            is_wrong = np.asarray(wrong.any(axis=1))
            for fact, rows in self._wrong_rows.items():
                # First each fact once, after those its implications read; then whatever is still contradicted.
                if turn == self._turns[fact] or turn > last_turn:
                    where = [wrong[row] for row in rows if is_wrong[row]]
                    if where:
                        self._mend(facts, machine, fact, np.bitwise_or.reduce(where))
        return real

    def _mend(self, facts: dict[str, Words], machine: Machine, fact: str, where: Words) -> None:
        """Draw among the values that all implications leave; where they leave none, what they rest on is not so."""
        values = len(self._program.domains[fact].values)
        left = constant(self._left[fact], values, len(where)).copy()
        rules = [(rule, allowed) for rule in self._program.implications for target, allowed in rule.then if target == fact]
        for rule, allowed in rules:
            applies = machine.plane(self._planes.applies[rule.id])
            for i in range(values):
                if not allowed >> i & 1:
                    left[i] &= ~applies
        at = np.flatnonzero(unpacked(where))
        choices = np.stack([row[at // WORD] >> (at % WORD).astype(np.uint64) & np.uint64(1) for row in left]).astype(
            np.uint8
        )
        number = choices.sum(axis=0, dtype=np.uint8)
        if fact in self.open:
            is_picked = (choices == 1) & (np.cumsum(choices, axis=0) - 1 == self._below(number, len(at)))
            drawn = np.zeros_like(left)
            for row, found in zip(drawn, is_picked, strict=True):
                row[:] = _at(at[found], len(where))
            where = where & ~_at(at[number > 0], len(where))
            self._redraw(facts, fact, np.bitwise_or.reduce(drawn), drawn)
        for rule, _ in rules:
            here = where & machine.plane(self._planes.applies[rule.id])
            for read in self._behind[rule.id] if here.any() else ():
                self._redraw(facts, read, here, self._drawn(read, self._left[read], len(where)))

    def _redraw(self, facts: dict[str, Words], fact: str, where: Words, drawn: Words) -> None:
        facts[fact] = facts[fact] & ~where | drawn & where


def read_when_drawing(planes: Planes) -> set[int]:
    """The planes a machine has to work out for a draw."""
    return {*planes.excluded.values(), *planes.conflicts.values(), *planes.applies.values()}


def _turns(implications: Collection[Implication]) -> dict[str, int]:
    """The turn at which each fact is mended first: after the facts that the implications on it read."""
    turns = {fact: 0 for rule in implications for fact, _ in rule.then}
    for _ in range(LONGEST_CHAIN):
        for rule in implications:
            after = max((turns[read] + 1 for read in facts_read(rule.when) if read in turns), default=0)
            for fact, _ in rule.then:
                turns[fact] = min(max(turns[fact], after), LONGEST_CHAIN)  # some read one another in a circle
    return turns


def enter(machine: Machine, planes: Planes, facts: Mapping[str, Words]) -> None:
    """Put facts into the inputs of a machine."""
    for fact, rows in facts.items():
        machine.fill(planes.given[fact], rows)


def _at(scenarios: NDArray[np.intp], words: int) -> Words:
    """A plane with only these bits."""
    bits = np.zeros(words * WORD, np.bool_)
    bits[scenarios] = True
    return packed(bits)


@lru_cache(maxsize=1_000)
def constant(mask: int, values: int, words: int) -> Words:
    """The same values left in every scenario; not to be written to, since it is made once for all facts alike."""
    found = np.zeros((values, words), np.uint64)
    found[[i for i in range(values) if mask >> i & 1]] = _EVERYWHERE
    found.flags.writeable = False
    return found
