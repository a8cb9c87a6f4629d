"""The answers to a question: its lines, if it has several, and the values to choose from, each with its sentence.

In: `RuleWords` and a `Question`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.brief.tree import Block, Code, Items, Line, Text
from wayhome.engine.questionnaire import Question
from wayhome.engine.rule_pages.rule_words import RuleWords


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
