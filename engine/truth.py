"""Facts as sets of values still possible, and conditions over them with three truth values.

A fact is a non-empty set of values of a finite domain, held as a bit mask: a known answer is one bit, *unknown* is all of
them. A condition is true if it holds for every value still possible, false if for none, else unknown (`None`): Kleene's
strong connectives over set membership, after tests on one fact have been merged (S. C. Kleene, Introduction to
Metamathematics, 1952, section 64). The result is sound, not complete: a certain verdict is always right.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Truth = bool | None
MOST_COUNTED = 8


@dataclass(frozen=True)
class Domain:
    """The values a fact can take. `order` lists, lowest first, those that `below` and `at_least` may compare."""

    values: tuple[str, ...]
    order: tuple[str, ...] = ()

    @property
    def full(self) -> int:
        """The mask of everything: nothing is known."""
        return (1 << len(self.values)) - 1

    def mask(self, values: Iterable[str]) -> int:
        """The bit mask of these values; KeyError for one that is not of this domain."""
        out = 0
        for value in values:
            if value not in self.values:
                raise KeyError(value)
            out |= 1 << self.values.index(value)
        return out

    def names(self, mask: int) -> tuple[str, ...]:
        """The values in a mask, in the order of the domain."""
        return tuple(value for i, value in enumerate(self.values) if mask >> i & 1)

    def below(self, level: str) -> int:
        """The mask of the ordered levels under this one."""
        return self.mask(self.order[: self.order.index(level)])

    def at_least(self, level: str) -> int:
        """The mask of this ordered level and those above it."""
        return self.mask(self.order[self.order.index(level) :])


@dataclass(frozen=True)
class Test:
    """Does the fact lie within `mask`? `full` is the mask of its whole domain."""

    fact: str
    mask: int
    full: int

    __test__ = False  # the name is the design's; pytest must not collect it


@dataclass(frozen=True)
class All:
    """Every part holds; without parts: always true."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Any:
    """At least one part holds; without parts: never true."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Count:
    """At least `at_least` of the parts hold."""

    at_least: int
    parts: tuple[Condition, ...]


Condition = Test | All | Any | Count
ALWAYS = All()
NEVER = Any()


def negate(condition: Condition) -> Condition:
    """The condition that holds exactly where this one does not, with `not` pushed down to the tests."""
    match condition:
        case Test(fact, mask, full):
            return Test(fact, full & ~mask, full)
        case All(parts):
            return Any(tuple(negate(part) for part in parts))
        case Any(parts):
            return All(tuple(negate(part) for part in parts))
        case Count(at_least, parts):
            return Count(len(parts) - at_least + 1, tuple(negate(part) for part in parts))


def simplify(condition: Condition) -> Condition:
    """An equivalent condition in which each `all` and `any` tests a fact once, flat and without constants.

    Merging matters for precision: `x is a, or x is b` is true of {a, b} although neither half is.
    """
    match condition:
        case Test(_, mask, full):
            return ALWAYS if mask == full else condition if mask else NEVER
        case Count(at_least, parts):
            return _simplify_count(at_least, tuple(simplify(part) for part in parts))
        case All(parts):
            return _merge(parts, conjunction=True)
        case Any(parts):
            return _merge(parts, conjunction=False)


def _simplify_count(at_least: int, parts: tuple[Condition, ...]) -> Condition:
    held = sum(part == ALWAYS for part in parts)
    open_parts = tuple(part for part in parts if part not in (ALWAYS, NEVER))
    missing = at_least - held
    if missing <= 0:
        return ALWAYS
    if missing > len(open_parts):
        return NEVER
    if missing == 1:
        return simplify(Any(open_parts))
    if missing == len(open_parts):
        return simplify(All(open_parts))
    return Count(missing, open_parts)


def _merge(parts: tuple[Condition, ...], *, conjunction: bool) -> Condition:
    kind: type[All] | type[Any] = All if conjunction else Any
    neutral, absorbing = (ALWAYS, NEVER) if conjunction else (NEVER, ALWAYS)
    flat: list[Condition] = []
    for part in parts:
        simple = simplify(part)
        flat.extend(simple.parts if isinstance(simple, kind) else (simple,))
    tests: dict[str, Test] = {}
    others: dict[Condition, None] = {}
    for part in flat:
        if isinstance(part, Test):
            known = tests.get(part.fact)
            if known is None:
                mask = part.mask
            else:
                mask = known.mask & part.mask if conjunction else known.mask | part.mask
            tests[part.fact] = Test(part.fact, mask, part.full)
        elif part == absorbing:
            return absorbing
        elif part != neutral:
            others[part] = None
    merged: list[Condition] = []
    for test in tests.values():
        if test.mask == (0 if conjunction else test.full):
            return absorbing
        if test.mask != (test.full if conjunction else 0):
            merged.append(test)
    merged.extend(others)
    return merged[0] if len(merged) == 1 else kind(tuple(merged))


def truth(condition: Condition, facts: Mapping[str, int]) -> Truth:
    """True, False or None (unknown) for these facts (fact id to mask of values still possible)."""
    match condition:
        case Test(fact, mask, _):
            value = facts[fact]
            return True if not value & ~mask else None if value & mask else False
        case All(parts):
            return _until(False, parts, facts)
        case Any(parts):
            return _until(True, parts, facts)
        case Count(at_least, parts):
            found = [truth(part, facts) for part in parts]
            held = found.count(True)
            return True if held >= at_least else None if held + found.count(None) >= at_least else False


def _until(decisive: bool, parts: Iterable[Condition], facts: Mapping[str, int]) -> Truth:
    """The decisive truth as soon as one part has it; else unknown if any part is; else the other truth."""
    result: Truth = not decisive
    for part in parts:
        found = truth(part, facts)
        if found is decisive:
            return decisive
        if found is None:
            result = None
    return result


def facts_read(condition: Condition) -> frozenset[str]:
    """The ids of the facts a condition tests."""
    if isinstance(condition, Test):
        return frozenset((condition.fact,))
    return frozenset(itertools.chain.from_iterable(facts_read(part) for part in condition.parts))
