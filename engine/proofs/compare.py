"""Two conditions against each other, over every complete profile: the same, one stronger, or different.

In: conditions, each with the space whose rulebook it stands in (the same for both, or an older and a newer rulebook that
ask the same questions). Out: the relation, with profiles that show the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.proofs.search import World
from wayhome.engine.proofs.space import Space
from wayhome.engine.truth import All, Condition, facts_read, negate, simplify, truth


class Relation(StrEnum):
    """What a new condition is to an old one."""

    SAME = "same"
    """They hold in the same profiles."""
    WEAKER = "weaker"
    """The new one holds wherever the old one did, and elsewhere."""
    STRONGER = "stronger"
    """The new one holds nowhere but where the old one did, and not everywhere there."""
    DIFFERENT = "different"
    """Each holds somewhere where the other does not."""


@dataclass(frozen=True)
class Comparison:
    """How two conditions stand to each other."""

    relation: Relation
    gained: World | None = None
    """A profile in which only the new one holds."""
    lost: World | None = None
    """A profile in which only the old one held."""


def entails(space: Space, first: Condition, second: Condition) -> bool:
    """Whether the second holds in every complete profile in which the first does."""
    return counterexample(space, first, second) is None


def equivalent(space: Space, first: Condition, second: Condition) -> bool:
    """Whether both hold in the same complete profiles."""
    return entails(space, first, second) and entails(space, second, first)


def counterexample(space: Space, first: Condition, second: Condition) -> World | None:
    """A complete profile in which the first holds and the second does not."""
    return space.find(space.states.certain(first), negate(space.states.certain(second)))


class Comparer:
    """Compares conditions of a new rulebook with those of an old one (or of one and the same)."""

    def __init__(self, old: Space, new: Space) -> None:
        """Take the profiles that are complete under both; raises InputError if the two ask the same question differently."""
        self._old, self._new = old, new
        self._both = new if old is new else new.within(old)

    def compared(self, old: Condition, new: Condition) -> Comparison:
        """The new condition against the old one; worlds are read with `masks`."""
        was, is_now = self._old.states.certain(old), self._new.states.certain(new)
        gained, lost = self._both.find(is_now, negate(was)), self._both.find(was, negate(is_now))
        if gained is None:
            relation = Relation.SAME if lost is None else Relation.STRONGER
        else:
            relation = Relation.WEAKER if lost is None else Relation.DIFFERENT
        return Comparison(relation, gained, lost)

    def shown(self, old: Condition, new: Condition) -> dict[str, int] | None:
        """The fewest answers found with which an old and a new condition both certainly hold; None if they never do.

        Whatever the other answers, they hold: by fact, the values that are left.
        """
        wanted = simplify(All((self._old.states.certain(old), self._new.states.certain(new))))
        world = self._both.find(wanted)
        if world is None:
            return None
        full = self._both.states.domains
        needed = dict(world)
        for fact in sorted(facts_read(wanted)):
            wider = {**needed, fact: full[fact]}
            if truth(wanted, wider) is True:
                needed = wider
        kept = {fact: needed[fact] for fact in sorted(facts_read(wanted)) if needed[fact] != full[fact]}
        return self._both.masks(kept)

    def masks(self, world: World) -> dict[str, int]:
        """The values that a world which shows a difference leaves of each fact."""
        return self._both.masks(world)
