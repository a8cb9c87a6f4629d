"""A question in words: what is asked of whom, when it is asked, and what can be answered.

In: `RuleWords` and a node of the graph. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.brief.tree import Block, Items, Paragraph, Text
from wayhome.engine.rule_graph import How, Kind, Node
from wayhome.engine.rule_pages.answers import answers
from wayhome.engine.rule_pages.around import examples, used
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_tests.cases import as_list


def question(w: RuleWords, node: Node) -> list[Block]:
    """Everything about a question."""
    asked = w.library.questionnaire.questions[node.id]
    book = w.library.rulebook
    blocks = w.head(node, w.say("kind.question", roles=w.names(Kind.ROLE, asked.ask)))
    blocks.append(Paragraph((Text(f"{asked.text} {asked.help}".strip()),)))
    for key, holds in (("core", asked.core), ("gate", any(node.id in group for group in book.gate))):
        blocks += [Paragraph(w.say(key))] if holds else []
    if asked.opt_in:
        blocks.append(Paragraph(w.say("asked-on-request")))
    if node.id in book.relevance:
        blocks += w.condition("rules.asked-if", book.relevance[node.id])
    blocks += w.section("answers", answers(w, asked))
    narrowing = tuple(w.name(edge.source) for edge in w.graph.into(node) if edge.how is How.NARROWS)
    blocks += w.section("narrows", [Items(narrowing)] if narrowing else [])
    blocks += used(w, node)
    return [*blocks, *examples(w, "question", node.id, lambda expect: _asked(w, expect))]


def _asked(w: RuleWords, expect: Mapping[str, object]) -> str:
    return w.facts.either([w.words(f"expected.asked.{value}") for value in as_list(expect["asked"])])
