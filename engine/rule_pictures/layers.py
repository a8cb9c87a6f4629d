"""Nodes of a graph in columns from left to right, ordered so that lines cross each other seldom.

In: nodes and pairs of them, without circles. Out: columns; a line that passes a column has a place in it, held by a `Pass`.
The order within a column is improved by the barycentre heuristic (Sugiyama, Tagawa and Toda, 1981): each node is moved to
the mean place of its neighbours, forwards and back, and the order with the fewest crossings is kept.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)
SWEEPS = 12


@dataclass(frozen=True)
class Pass(Generic[N]):
    """The place where the lines from one node to those further right pass a column, side by side as one."""

    source: N
    column: int


@dataclass(frozen=True)
class Layered(Generic[N]):
    """The columns, and each line as the places it runs through."""

    columns: tuple[tuple[N | Pass[N], ...], ...]
    lines: Mapping[tuple[N, N], tuple[N | Pass[N], ...]]


def columns_of(nodes: Sequence[N], lines: Sequence[tuple[N, N]], least: Mapping[N, int]) -> dict[N, int]:
    """The column of each node: to the right of all that lead to it, and no further left than `least` says."""
    before: dict[N, list[N]] = {node: [] for node in nodes}
    for source, target in lines:
        before[target].append(source)
    found: dict[N, int] = {}
    for node in TopologicalSorter(before).static_order():
        found[node] = max([least.get(node, 0), *(found[source] + 1 for source in before[node])])
    used = {column: i for i, column in enumerate(sorted(set(found.values())))}
    return {node: used[found[node]] for node in nodes}


def layered(nodes: Sequence[N], lines: Sequence[tuple[N, N]], column: Mapping[N, int]) -> Layered[N]:
    """The columns in an order with few crossings; the same input gives the same order."""
    columns: list[list[N | Pass[N]]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for node in nodes:
        columns[column[node]].append(node)
    routes: dict[tuple[N, N], tuple[N | Pass[N], ...]] = {}
    held: dict[Pass[N], None] = {}
    for source, target in lines:
        passes = [Pass(source, i) for i in range(column[source] + 1, column[target])]
        held |= dict.fromkeys(passes)
        routes[source, target] = (source, *passes, target)
    for place in held:
        columns[place.column].append(place)
    steps = dict.fromkeys(step for route in routes.values() for step in pairwise(route))
    return Layered(tuple(map(tuple, _ordered(columns, steps))), routes)


def _ordered(columns: list[list[N | Pass[N]]], steps: Iterable[tuple[N | Pass[N], N | Pass[N]]]) -> list[list[N | Pass[N]]]:
    left: dict[N | Pass[N], list[N | Pass[N]]] = {}
    right: dict[N | Pass[N], list[N | Pass[N]]] = {}
    for source, target in steps:
        left.setdefault(target, []).append(source)
        right.setdefault(source, []).append(target)
    best, fewest = columns, crossings(columns, right)
    for sweep in range(SWEEPS):
        forwards = sweep % 2 == 0
        columns = [list(column) for column in columns]
        numbers = range(1, len(columns)) if forwards else range(len(columns) - 2, -1, -1)
        for i in numbers:
            beside = columns[i - 1] if forwards else columns[i + 1]
            places = {node: place for place, node in enumerate(beside)}
            neighbours = left if forwards else right
            columns[i] = _by_mean_place(columns[i], places, neighbours)
        found = crossings(columns, right)
        if found < fewest:
            best, fewest = columns, found
    return best


def _by_mean_place(
    column: list[N | Pass[N]],
    places: Mapping[N | Pass[N], int],
    neighbours: Mapping[N | Pass[N], list[N | Pass[N]]],
) -> list[N | Pass[N]]:
    """A column sorted by the mean place of each node's neighbours; a node without neighbours keeps its place."""
    means = {}
    for place, node in enumerate(column):
        found = [places[other] for other in neighbours.get(node, ()) if other in places]
        means[node] = sum(found) / len(found) if found else float(place)
    return sorted(column, key=lambda node: means[node])


def crossings(columns: Sequence[Sequence[N | Pass[N]]], right: Mapping[N | Pass[N], list[N | Pass[N]]]) -> int:
    """How many pairs of lines cross between neighbouring columns."""
    total = 0
    for column, following in pairwise(columns):
        places = {node: place for place, node in enumerate(following)}
        seen: list[int] = []
        for node in column:
            ends = sorted(places[other] for other in right.get(node, ()))
            total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
