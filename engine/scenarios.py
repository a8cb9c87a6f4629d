"""What would be advised in scenarios: complete profiles drawn from what one profile leaves open.

In: an `Advice`. Out: `Scenarios`, with the measures, the weights and the silence of that advice, run a block at a time.
Everything about drawing is ours: each open answer uniformly, within what the implication rules allow.
"""

from __future__ import annotations

import weakref
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import local
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wayhome.engine.advise import Advice
from wayhome.engine.facts import SILENT
from wayhome.engine.planes.flatten import Planes, flatten
from wayhome.engine.planes.machine import WORD, Machine, Words
from wayhome.engine.planes.order import NOBODY, Keys, Order, in_handbook_order
from wayhome.engine.planes.standings import needed_for_standings, standings
from wayhome.engine.planes.worlds import Draw, constant, enter, read_when_drawing

MOST_KEPT = 8
"""Circuits of a library: editions, areas and silence make several."""
WORDS = 160
"""Of a block: 10,240 scenarios, few enough for their planes to stay in the cache."""

Drawn = NDArray[np.int64]
"""A weight for each scenario."""
Members = NDArray[np.bool_]
"""One row a scenario, one column a measure that can have a place."""


@dataclass(frozen=True)
class _Built:
    """What the scenarios of every advice have in common that knows the same measures."""

    planes: Planes
    order: Order
    machines: local = field(default_factory=local)
    """Ready machines, for each thread its own: a machine holds one block at a time."""

    def machine(self, wanted: Literal["order", "implications"], words: int) -> Machine:
        """A machine that works out the order of measures, or what implications exclude."""
        ready: dict[tuple[str, int], Machine] = self.machines.__dict__.setdefault("ready", {})
        if (wanted, words) not in ready:
            if len(ready) == MOST_KEPT:
                ready.pop(next(iter(ready)))
            planes = self.order.planes() if wanted == "order" else read_when_drawing(self.planes)
            ready[wanted, words] = Machine(self.planes.circuit, planes, words)
        return ready[wanted, words]


_built: dict[int, dict[Hashable, _Built]] = {}
"""By library; freed with it."""


def _build(advice: Advice) -> _Built:
    library, is_area = advice.library, advice.profile.area is not None
    measures = {ranked.id: ranked.measure for ranked in advice.ranked}
    if id(library) not in _built:
        weakref.finalize(library, _built.pop, id(library)).atexit = False
        _built[id(library)] = {}
    of_library = _built[id(library)]
    key = (frozenset(measures), frozenset(advice.verdicts), is_area)
    if key not in of_library:
        planes = flatten(needed_for_standings(library.program, library.rulebook))
        found = standings(planes, library.rulebook, measures, told=advice.verdicts, is_area=is_area)
        if len(of_library) == MOST_KEPT:
            of_library.pop(next(iter(of_library)), None)
        of_library[key] = _Built(planes, Order(in_handbook_order(found, measures, library.passages)))
    return of_library[key]


class Scenarios:
    """The rulebook made ready for the scenarios of one advice."""

    def __init__(self, advice: Advice) -> None:
        built = _build(advice)
        self.advice = advice
        self.program = advice.library.program
        self.planes = built.planes
        self.order = built.order
        self._machine = built.machine

    @cached_property
    def given(self) -> dict[str, int]:
        """The values each answer leaves open."""
        return {fact: given.mask for fact, given in self.advice.given.items()}

    @cached_property
    def left(self) -> dict[str, int]:
        """The values each answer is left, after what implications say of it."""
        found = {}
        for fact, given in self.given.items():
            found[fact] = given & self.advice.evaluation.facts[fact] or given
            if fact.endswith(".nobody-knows") and found[fact].bit_count() > 1:
                # A scenario says how things are: where it gives an answer, somebody knows it.
                found[fact] = self.program.domains[fact].mask(["no"])
        return found

    @cached_property
    def silent(self) -> frozenset[str]:
        """What is not raised stays open in every scenario, so that nothing is said of it."""
        return frozenset(fact for fact, given in self.advice.given.items() if given.state in SILENT)

    def draw(self, seed: int, *, undrawn: Collection[str] = ()) -> Draw:
        """A source of scenarios, the same for the same seed; what is `undrawn` stays open, as what is silent does."""
        undrawn = self.silent.union(undrawn)
        conflicts = {(one.implication, one.fact) for one in self.advice.evaluation.conflicts}
        machine = partial(self._machine, "implications")
        return Draw(self.program, self.planes, self.left, undrawn=undrawn, conflicts=conflicts, seed=seed, machine=machine)

    def same(self, words: int) -> dict[str, Words]:
        """The answers as they are, in every scenario."""
        return {fact: constant(mask, len(self.program.domains[fact].values), words) for fact, mask in self.given.items()}

    def keys(self, facts: Mapping[str, Words], weights: Mapping[str, int] | Mapping[str, Drawn] | None = None) -> Keys:
        """The keys of the order (`planes.order`), one row a measure and one column a scenario.

        `weights` are those of the advice, unless others are given: one number a criterion, or one for each scenario.
        """
        weights = weights or self.advice.weights
        words = next(iter(facts.values())).shape[1]
        found = []
        for start in range(0, words, WORDS):
            part = slice(start, start + WORDS)
            machine = self._machine("order", min(WORDS, words - start))
            enter(machine, self.planes, {fact: rows[:, part] for fact, rows in facts.items()})
            machine.run()
            scenarios = slice(start * WORD, (start + WORDS) * WORD)
            chosen = {name: w if isinstance(w, int) else w[scenarios] for name, w in weights.items()}
            found.append(self.order.keys(machine, self.order.points(machine), chosen))
        return np.concatenate(found, axis=1)

    def foremost(self, keys: Keys, most: int) -> Members:
        """Which measures stand in the first so many places."""
        places = self.order.places(keys, most)
        found = np.zeros((len(places), len(self.order.measures) + 1), np.bool_)
        np.put_along_axis(found, places, values=True, axis=1)  # nobody, at -1, falls into the last column
        return found[:, :-1]

    def recommended(self, keys: Keys) -> Members:
        """Which measures have a place at all."""
        return np.asarray(keys.T != NOBODY, np.bool_)
