"""A question in words: what is asked of whom, when it is asked, and what can be answered.

In: `RuleWords` and a `Question`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.brief.tree import Block, Code, Items, Line, Paragraph, Text
from wayhome.engine.questionnaire import Question
from wayhome.engine.rule_graph import How, Kind, Node
from wayhome.engine.rule_pages.rule_words import RuleWords


def question(w: RuleWords, node: Node) -> list[Block]:
    """Everything about a question."""
    from wayhome.engine.rule_pages.around import used

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
    return [*blocks, *used(w, node)]


def answers(w: RuleWords, asked: Question) -> list[Block]:
    """The lines of a question, if it has several, and the values that can be answered, each with its sentence."""
    lines = dict(asked.options)
    values: list[tuple[str, str]] = []
    if asked.scale:
        values = [(level.level, level.anchor) for level in w.library.questionnaire.scales[asked.scale].levels]
    elif asked.values:
        values = [(value, said.anchor) for value, said in asked.values.items()]
    elif asked.grid:
        lines, values = dict(asked.grid.rows), [(value, said.anchor) for value, said in asked.grid.values.items()]
    elif asked.number:
        values = [(band.band, w.facts.value(asked.question, band.band)) for band in asked.number.bands]
    elif asked.dates:
        lines = dict(asked.dates.rows)
    elif asked.repeat:
        for name, field in asked.repeat.fields.items():
            lines[name] = f"{field.text}: {'; '.join(field.values.values())}"
    return [Items(tuple(_said(*entry) for entry in entries)) for entries in (list(lines.items()), values) if entries]


def _said(id_: str, sentence: str) -> Line:
    return (Code(id_), Text(f": {sentence}"))
