"""What would be advised in scenarios: complete profiles drawn from what one profile leaves open.

In: an `Advice`. Out: `Scenarios`, with the measures, the weights and the silence of that advice.

Everything about drawing is ours: each open answer uniformly, within what the implication rules allow.
"""

from __future__ import annotations

from functools import cached_property

from wayhome.engine.advise import Advice
from wayhome.engine.facts import SILENT
from wayhome.engine.planes.flatten import Planes, flatten
from wayhome.engine.planes.order import Order, in_handbook_order
from wayhome.engine.planes.standings import Standings, standings
from wayhome.engine.planes.worlds import Draw

WORDS = 160
"""Of a block: 10,240 scenarios, whose planes stay in the cache."""


class Scenarios:
    """The rulebook made ready for the scenarios of one advice."""

    def __init__(self, advice: Advice) -> None:
        library = advice.library
        measures = {ranked.id: ranked.measure for ranked in advice.ranked}
        self.advice = advice
        self.planes: Planes = flatten(library.program)
        self.standings: Standings = standings(
            self.planes, library.rulebook, measures, told=advice.verdicts, is_area=advice.profile.area is not None
        )
        self.order = Order(in_handbook_order(self.standings, measures, library.passages))
        self.weights = {name: advice.weights[name] for name in advice.weights}

    @cached_property
    def left(self) -> dict[str, int]:
        """The values each answer is left, after what implications say of it."""
        found = {}
        for fact, given in self.advice.given.items():
            found[fact] = given.mask & self.advice.evaluation.facts[fact] or given.mask
            if fact.endswith(".nobody-knows") and found[fact].bit_count() > 1:
                # A scenario says how things are: where it gives an answer, somebody knows it.
                found[fact] = self.advice.library.program.domains[fact].mask(["no"])
        return found

    @cached_property
    def silent(self) -> frozenset[str]:
        """What is not raised stays open in every scenario, so that nothing is said of it."""
        return frozenset(fact for fact, given in self.advice.given.items() if given.state in SILENT)

    def draw(self, seed: int) -> Draw:
        """A source of scenarios; the same seed gives the same ones."""
        return Draw(self.advice.library.program, self.planes, self.left, undrawn=self.silent, seed=seed)
