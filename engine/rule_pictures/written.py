"""A part of the graph of rules in the words of Mermaid and of Graphviz.

In: `RuleWords` and a `Chosen`. Out: text. Titles keep their letters; what either language would read as more than words is
taken away or escaped.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import capital
from wayhome.engine.brief.pictures.mermaid import head, inert
from wayhome.engine.rule_graph import How, Kind
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_pictures.chosen import Chosen

_MERMAID = {
    Kind.QUESTION: ('(["', '"])'),
    Kind.FINDING: ('{{"', '"}}'),
    Kind.PRECONDITION: ('{{"', '"}}'),
    Kind.MEASURE: ('[["', '"]]'),
}
_DOT = {
    Kind.QUESTION: "shape=box, style=rounded",
    Kind.FINDING: "shape=hexagon",
    Kind.PRECONDITION: "shape=hexagon",
    Kind.MEASURE: "shape=box, style=bold",
}


def to_mermaid(w: RuleWords, chosen: Chosen, title: str, said: str) -> str:
    """A flow chart from left to right."""
    names = {node: f"n{i}" for i, node in enumerate(chosen.nodes)}
    lines = head("flowchart LR", title, said)
    for node, name in names.items():
        opening, closing = _MERMAID.get(node.kind, ('["', '"]'))
        lines.append(f"    {name}{opening}{inert(capital(w.title(node)))}{closing}")
    for edge in chosen.edges:
        arrow = "-.->" if edge.how is How.AFTER else "-->"
        lines.append(f"    {names[edge.source]} {arrow} {names[edge.target]}")
    return "\n".join(lines)


def to_dot(w: RuleWords, chosen: Chosen) -> str:
    """A graph for Graphviz; nodes are named by kind and id."""
    lines = ["digraph rules {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];']
    for node in chosen.nodes:
        looks = f", {_DOT[node.kind]}" if node.kind in _DOT else ""
        lines.append(f"  {_quoted(f'{node.kind} {node.id}')} [label={_quoted(capital(w.title(node)))}{looks}];")
    for edge in chosen.edges:
        source, target = (_quoted(f"{node.kind} {node.id}") for node in (edge.source, edge.target))
        lines.append(f"  {source} -> {target}{' [style=dashed]' if edge.how is How.AFTER else ''};")
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
