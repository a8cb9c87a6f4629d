"""The graph of the rules in the format asked for.

In: a `Library` and perhaps an id. Out: text: SVG, Mermaid or the language of Graphviz.
"""

from __future__ import annotations

from typing import Literal

from wayhome.engine.library import Library
from wayhome.engine.rule_graph import rule_graph
from wayhome.engine.rule_pages.entry import nodes_named
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_pictures.chosen import around, everything
from wayhome.engine.rule_pictures.picture import picture_of
from wayhome.engine.rule_pictures.written import to_dot

Form = Literal["svg", "mermaid", "dot"]


def graph_of(library: Library, id_: str, form: Form) -> str:
    """The way through what has this id (the first, if a passage carries several), or all of it.

    Raises:
        InputError: if nothing has the id.
    """
    words = RuleWords(library, rule_graph(library))
    graph = words.graph
    chosen = around(graph, nodes_named(words, id_)[0]) if id_ else everything(graph)
    if form == "dot":
        return to_dot(words, chosen) + "\n"
    picture = picture_of(words, chosen)
    return picture.svg if form == "svg" else picture.mermaid + "\n"
