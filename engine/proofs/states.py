"""Facts as a complete profile leaves them: mostly one value, now and then several, where no answer can say more.

A fact has *states*: the sets of values that some complete answer leaves. A condition on facts becomes a condition on their
states that holds exactly where the engine would call the first certainly true; findings are put in by their tables. On
states everything is plain: a world has one state for each fact, and what does not hold there is false.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wayhome.engine.compile import Table
from wayhome.engine.truth import All, Any, Condition, Count, Test, negate, simplify


class States:
    """The states of each fact, and the tables of what follows from them."""

    def __init__(self, states: Mapping[str, Iterable[int]], tables: Iterable[Table] = ()) -> None:
        self.of = {fact: tuple(dict.fromkeys(masks)) for fact, masks in states.items()}
        self.domains = {fact: (1 << len(masks)) - 1 for fact, masks in self.of.items()}
        self._tables = {table.id: table for table in tables}
        self._certain: dict[Condition, Condition] = {}

    def certain(self, condition: Condition) -> Condition:
        """Where a condition on facts and findings certainly holds."""
        found = self._certain.get(condition)
        if found is None:
            found = self._certain[condition] = simplify(self._translated(condition))
        return found

    def certainly_not(self, condition: Condition) -> Condition:
        """Where it certainly does not."""
        return self.certain(negate(condition))

    def exactly(self, fact: str, masks: Iterable[int]) -> Test:
        """Where a fact is in one of these states."""
        wanted = set(masks)
        return self._test(fact, (mask in wanted for mask in self.of[fact]))

    def _translated(self, condition: Condition) -> Condition:
        match condition:
            case Test(fact, mask, _) if fact in self._tables:
                # The finding lies within `mask` once every row with another value is certainly out.
                rows = self._tables[fact].rows
                domain = self._tables[fact].domain
                others = (row for value, row in rows if not domain.mask([value]) & mask)
                return All(tuple(self.certainly_not(row) for row in others))
            case Test(fact, mask, _):
                return self._test(fact, (not state & ~mask for state in self.of[fact]))
            case All(parts):
                return All(tuple(self.certain(part) for part in parts))
            case Any(parts):
                return Any(tuple(self.certain(part) for part in parts))
            case Count(at_least, parts):
                return Count(at_least, tuple(self.certain(part) for part in parts))

    def _test(self, fact: str, held: Iterable[bool]) -> Test:
        return Test(fact, sum(is_held << i for i, is_held in enumerate(held)), self.domains[fact])
