"""An exact search: one value for each fact so that every law and a goal hold, or the certainty that there is none.

In: for each fact the values it may take (a bit mask), laws and a goal, as conditions. Out: one bit for each fact. Narrowing
is by propagation (a condition that must hold and has one way left takes it); where that ends, one test is split into
"holds" and "does not", so the search ends and misses nothing. The same question always gets the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wayhome.engine.truth import All, Any, Condition, Count, Test, facts_read, truth

World = dict[str, int]
"""One value (a single bit) for each fact."""
_Open = dict[str, int]
"""The values still considered for each fact."""


class Search:
    """Facts with their values, and laws that always hold; the question is what else can."""

    def __init__(self, domains: Mapping[str, int], laws: Iterable[Condition], usual: World | None = None) -> None:
        """Prepare; `usual` is a world in which the laws hold, if one is known already."""
        self._domains = dict(domains)
        self._laws = tuple(laws)
        self._reading = _reading(self._laws)
        self._start = dict(domains)
        self.is_empty = not _propagated(self._start, All(self._laws), self._reading)
        """No world at all keeps the laws."""
        self._usual: World = usual or {}
        if not self.is_empty and usual is None:
            # A world of its own for the laws alone: whatever a question leaves untouched is answered as there.
            found = self._found(All(self._laws))
            self._usual, self.is_empty = found or {}, found is None

    def find(self, goal: Condition) -> World | None:
        """A world in which the laws and the goal hold; None if there is none."""
        if self.is_empty:
            return None
        return dict(self._usual) if truth(goal, self._usual) is True else self._found(goal)

    def _found(self, goal: Condition) -> World | None:
        parts = goal.parts if isinstance(goal, All) else (goal,)
        reading = _reading(parts)
        for fact, conditions in self._reading.items():
            reading[fact] = reading.get(fact, ()) + conditions
        waiting: list[tuple[_Open, Condition]] = [(self._start, goal)]
        while waiting:
            held, wanted = waiting.pop()
            masks = dict(held)
            if not _propagated(masks, wanted, reading):
                continue
            undecided = next(self._undecided(parts, masks), None)
            if undecided is None:
                return {fact: self._picked(fact, mask) for fact, mask in masks.items()}
            test = self._leaf(undecided, masks)
            waiting.append((masks, Test(test.fact, test.full & ~test.mask, test.full)))
            waiting.append((masks, test))
        return None

    def _undecided(self, goal: Iterable[Condition], masks: _Open) -> Iterator[Condition]:
        """What does not yet hold whatever is picked: parts of the goal, and laws on a fact that was narrowed.

        Where no fact of a law was narrowed, the usual world keeps it.
        """
        yield from (part for part in goal if truth(part, masks) is not True)
        for fact, mask in masks.items():
            if mask != self._start[fact]:
                yield from (law for law in self._reading.get(fact, ()) if truth(law, masks) is not True)

    def _leaf(self, condition: Condition, masks: _Open) -> Test:
        """An open test inside an open condition, if possible one that the usual world answers as wanted."""
        while not isinstance(condition, Test):
            open_ = [part for part in condition.parts if truth(part, masks) is None]
            usual = (part for part in open_ if self._usual and truth(part, self._usual) is True)
            condition = next(usual, open_[0])
        return condition

    def _picked(self, fact: str, mask: int) -> int:
        usual = self._usual.get(fact, 0)
        return usual if usual & mask else mask & -mask


def _reading(conditions: Iterable[Condition]) -> dict[str, tuple[Condition, ...]]:
    found: dict[str, list[Condition]] = {}
    for condition in conditions:
        for fact in facts_read(condition):
            found.setdefault(fact, []).append(condition)
    return {fact: tuple(those) for fact, those in found.items()}


def _propagated(masks: _Open, wanted: Condition, reading: Mapping[str, tuple[Condition, ...]]) -> bool:
    """Narrow `masks` by what must follow if `wanted` holds; False if nothing is left of some fact."""
    narrowed: list[str] = []
    if not _demanded(wanted, masks, narrowed):
        return False
    while narrowed:
        for condition in reading.get(narrowed.pop(), ()):
            if not _demanded(condition, masks, narrowed):
                return False
    return True


def _demanded(condition: Condition, masks: _Open, narrowed: list[str]) -> bool:
    """Narrow by one condition that must hold, as far as it leaves no choice; False if it cannot hold."""
    match condition:
        case Test(fact, mask, _):
            left = masks[fact] & mask
            if left != masks[fact]:
                masks[fact] = left
                narrowed.append(fact)
            return left != 0
        case All(parts):
            return all(_demanded(part, masks, narrowed) for part in parts)
        case Any(parts):
            needed = 1
        case Count(needed, parts):
            pass
    ways: list[Condition] = []
    held = 0
    for part in parts:
        verdict = truth(part, masks)
        held += verdict is True
        if held == needed:
            return True
        if verdict is not False:
            ways.append(part)
    if len(ways) < needed:
        return False
    return len(ways) > needed or all(_demanded(part, masks, narrowed) for part in ways)
