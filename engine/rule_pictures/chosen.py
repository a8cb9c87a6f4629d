"""Which part of the graph of rules is drawn: all of it, or what leads to one rule and follows from it.

In: a `RuleGraph`. Out: a `Chosen`: nodes in the order of the rulebook, and the edges between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wayhome.engine.rule_graph import Edge, How, Kind, Node, RuleGraph

ON_THE_WAY = (Kind.QUESTION, Kind.FINDING, Kind.PRECONDITION, Kind.RECOMMENDATION, Kind.MEASURE)
"""What the picture of everything shows."""
LEADS_ON = (How.READS, How.PART)
"""What is followed as far as it goes. Of what a measure comes after or rests on the picture shows the next alone, else
everything would hang together; what it reads for its points is no part of the way."""
SHOWN = (*LEADS_ON, How.AFTER, How.RESTS_ON)


@dataclass(frozen=True)
class Chosen:
    """A part of the graph, and the node it is about, if it is about one."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    about: Node | None = None


def everything(graph: RuleGraph) -> Chosen:
    """All that lies on a way from a question to a measure."""
    edges = [edge for edge in graph.edges if edge.how in SHOWN and _is_on_the_way(edge)]
    return _chosen(graph, {node for edge in edges for node in (edge.source, edge.target)}, edges, None)


def around(graph: RuleGraph, about: Node) -> Chosen:
    """What leads to one node and follows from it; of what lies on no way, all that it is joined to."""
    before = _followed(about, lambda node: [edge.source for edge in graph.into(node) if _leads_on(edge)])
    after = _followed(about, lambda node: [edge.target for edge in graph.out(node) if _leads_on(edge)])
    beside = [edge for edge in (*graph.into(about), *graph.out(about)) if edge.how is not How.ASKED_IF]
    near = [edge for edge in beside if edge.how in SHOWN and _is_on_the_way(edge)] or beside
    nodes = {*before, *after, *(node for edge in near for node in (edge.source, edge.target))}
    edges = [edge for edge in graph.edges if edge in near or (_leads_on(edge) and {edge.source, edge.target} <= nodes)]
    return _chosen(graph, nodes, edges, about)


def _is_on_the_way(edge: Edge) -> bool:
    return edge.source.kind in ON_THE_WAY and edge.target.kind in ON_THE_WAY


def _leads_on(edge: Edge) -> bool:
    return edge.how in LEADS_ON and _is_on_the_way(edge)


def _chosen(graph: RuleGraph, nodes: set[Node], edges: Iterable[Edge], about: Node | None) -> Chosen:
    joined = dict[tuple[Node, Node], Edge]()
    for edge in edges:  # two nodes are joined by one line, whatever they have in common
        if (edge.target, edge.source) not in joined:  # an implication may narrow another answer to a question it reads
            joined.setdefault((edge.source, edge.target), edge)
    linked = {node for pair in joined for node in pair} | ({about} if about else set())
    return Chosen(tuple(node for node in graph.titles if node in nodes & linked), tuple(joined.values()), about)


def _followed(start: Node, following: Callable[[Node], list[Node]]) -> set[Node]:
    found, waiting = {start}, [start]
    while waiting:
        new = [node for node in following(waiting.pop()) if node not in found]
        found.update(new)
        waiting += new
    return found
