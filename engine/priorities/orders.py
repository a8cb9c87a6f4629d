"""The order of measures under the weights of several bodies, and what holds whatever the weights.

In: an `Advice` and the weights of each body. Out: `Priorities`. Weights move places inside a class; they never move a
measure from one class to another, since classes follow from the answers alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wayhome.engine.advise import Advice
from wayhome.engine.prioritise import Ranked, rank_measures, tie_order
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.weights import BodyWeights

FIRST = 5
"""How far down an order two bodies are held against each other in print."""


@dataclass(frozen=True)
class BodyOrder:
    """The order of one body."""

    body: BodyWeights
    ranked: tuple[Ranked, ...]
    """The measures recommended now, the first of its order first."""
    depending: tuple[Ranked, ...]
    """The measures that hang on an answer, in its order."""

    @property
    def ranks(self) -> dict[str, int]:
        """The place of each measure recommended now, from 1."""
        return {r.id: i for i, r in enumerate(self.ranked, 1)}


@dataclass(frozen=True)
class Agreed:
    """A pair that every body puts in the same order."""

    first: str
    second: str
    is_whatever: bool
    """No weights, as long as none is below zero, put the second before the first."""


@dataclass(frozen=True)
class Preferred:
    """How one body orders a pair."""

    body: int
    """Its place among the orders; 0 is ours."""
    first: str
    ahead: int
    """By how many points; 0 if they are equal and the order of ties decides."""
    criterion: str
    """The criterion that counts most for the first under its weights; empty if none does."""


@dataclass(frozen=True)
class Disputed:
    """A pair that bodies put in different orders."""

    one: str
    other: str
    preferences: tuple[Preferred, ...]


@dataclass(frozen=True)
class Priorities:
    """The orders of all bodies, ours first, and what they have in common."""

    advice: Advice
    orders: tuple[BodyOrder, ...]
    """Ours, then those of the bodies in the order given."""

    @property
    def held(self) -> dict[int, BodyOrder]:
        """The orders held against each other, by their place: those of the bodies; of a single body its own and ours."""
        start = 1 if len(self.orders) > 2 else 0
        return dict(enumerate(self.orders[start:], start))

    @cached_property
    def agreed(self) -> tuple[Agreed, ...]:
        """Pairs that every body puts in the same order."""
        held = [order.ranks for order in self.held.values()]
        return tuple(
            Agreed(first.id, second.id, stands_before(self.advice, first, second))
            for first, second in itertools.permutations(self.orders[0].ranked, 2)
            if all(ranks[first.id] < ranks[second.id] for ranks in held)
        )

    @cached_property
    def disputed(self) -> tuple[Disputed, ...]:
        """Pairs that bodies put in different orders, with what makes each of them do so."""
        found = []
        held = {i: (order.body.weights, order.ranks) for i, order in self.held.items()}
        for one, other in itertools.combinations(self.orders[0].ranked, 2):
            views = tuple(_preferred(i, weights, ranks, one, other) for i, (weights, ranks) in held.items())
            if len({view.first for view in views}) > 1:
                found.append(Disputed(one.id, other.id, views))
        return tuple(found)

    @cached_property
    def fixed(self) -> tuple[tuple[str, str], ...]:
        """Pairs whose order no change of weights can alter, be they of one of these bodies or of any other."""
        return tuple(
            (first.id, second.id)
            for first, second in itertools.permutations(self.orders[0].ranked, 2)
            if stands_before(self.advice, first, second)
        )

    @property
    def foremost(self) -> set[str]:
        """What stands among the first few of some order."""
        return {r.id for order in self.orders for r in order.ranked[:FIRST]}


def priorities_of(advice: Advice, bodies: Sequence[BodyWeights]) -> Priorities:
    """The order under our weights, and under those of each body."""
    ours = BodyWeights("", dict(advice.library.rulebook.weights))
    return Priorities(advice, tuple(_order(advice, body) for body in (ours, *bodies)))


def _order(advice: Advice, body: BodyWeights) -> BodyOrder:
    seen = {r.id for r in advice.ranked}
    measures = {id_: measure for id_, measure in advice.library.rulebook.measures.items() if id_ in seen}
    found = rank_measures(measures, advice.library.passages, advice.verdicts, advice.evaluation, body.weights)
    recommended, depending = (tuple(r for r in found if r.of_class == of_class) for of_class in ("recommended", "depends"))
    return BodyOrder(body, recommended, depending)


def stands_before(advice: Advice, first: Ranked, second: Ranked) -> bool:
    """Whether no weights, as long as none is below zero, put the second measure before the first.

    That is so exactly if the first has no fewer assured points in any criterion (else weight on that one alone would turn
    them round) and, should their sums be equal, goes before by the order of ties, which knows no weights.
    """
    has_no_less = all(first.criteria[name][0] >= second.criteria[name][0] for name in CRITERIA)
    return has_no_less and _tie(advice, first) < _tie(advice, second)


def _tie(advice: Advice, r: Ranked) -> tuple[int, ...]:
    """The order of ties; last of all that of the rulebook."""
    return (*tie_order(r, advice.library.passages), list(advice.library.rulebook.measures).index(r.id))


def _preferred(body: int, weights: Mapping[str, int], ranks: Mapping[str, int], one: Ranked, other: Ranked) -> Preferred:
    first, second = (one, other) if ranks[one.id] < ranks[other.id] else (other, one)
    return Preferred(body, first.id, *_ahead(weights, first, second))


def _ahead(weights: Mapping[str, int], first: Ranked, second: Ranked) -> tuple[int, str]:
    """By how many points the first leads, and the criterion that gives it most of them."""
    by_criterion = {name: weights[name] * (first.criteria[name][0] - second.criteria[name][0]) for name in CRITERIA}
    most = max(CRITERIA, key=lambda name: by_criterion[name])
    return sum(by_criterion.values()), most if by_criterion[most] > 0 else ""


def direct(fixed: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Of pairs whose order is fixed, those that do not follow from two others."""
    known = set(fixed)
    ids = {id_ for pair in fixed for id_ in pair}
    for first, second in fixed:
        if not any((first, between) in known and (between, second) in known for between in ids):
            yield first, second
