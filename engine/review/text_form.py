"""A form as Markdown, for those who prefer text: a section a measure, a line for each answer after a fixed label.

In: a `Form`. Out: text. Words that a person typed are inert in it. The end of the file carries the form itself, so that what
comes back can be held against what was sent.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable

from wayhome.engine.brief.markdown import escaped
from wayhome.engine.responses import Decision
from wayhome.engine.review.form_words import ANSWERS, CORRECTIONS, PERSON, FormWords
from wayhome.engine.review.forms import FactAsked, Form, Row
from wayhome.engine.review.sheets import introduction

PERSON_KEY = "you"
CARRIED = "wayhome-review-form"
"""The comment that carries the form begins with this word."""
_LINE = 120


def text_form(form: Form, words: FormWords) -> str:
    """The form as Markdown."""
    front = {"wayhome-review": 1, "for": form.content.subject, "body": form.content.name, "form": form.digest}
    parts = ["---", *(f"{key}: {json.dumps(value, ensure_ascii=True)}" for key, value in front.items()), "---", ""]
    parts += [preamble(form, words), ""]
    parts += [person_head(words), "", *labels(words, PERSON, "person"), ""]
    parts += [f"## {words('page.decisions')}", ""]
    for row in form.content.rows:
        parts += [row_head(row), "", *labels(words, ANSWERS, "answer"), ""]
    if form.content.facts:
        parts += [f"## {words('page.facts')}", ""]
    for fact in form.content.facts:
        parts += [fact_head(fact, words), "", *labels(words, CORRECTIONS, "correction"), ""]
    carried = textwrap.wrap(form.carried(), _LINE)
    return "\n".join([*parts, f"<!-- {CARRIED}", words("form.copy"), *carried, "-->", ""])


def preamble(form: Form, words: FormWords) -> str:
    """What stands before the first question."""
    lines = [*introduction(form, words), words("form.edit.text"), words("form.decisions.lead")]
    parts = [f"# {_inert(form.content.title)}", *map(_inert, lines)]
    return "\n\n".join([*parts, "\n".join(f"- {words(f'decides.{decision}')}" for decision in Decision)])


def person_head(words: FormWords) -> str:
    """What stands above the answers on the person."""
    return f"## {words('form.person')}\n`{PERSON_KEY}`"


def row_head(row: Row) -> str:
    """What stands above the answers on a measure."""
    number = "" if row.number is None else f"{row.number}. "
    return _head(f"{number}{row.reviewed.title}", row.measure, (row.reviewed.text, row.your_part, row.why))


def fact_head(fact: FactAsked, words: FormWords) -> str:
    """What stands above the answers on a fact."""
    title, _, more = fact.asked.partition("\n")
    held = f"{words('facts.head.held')}: {fact.held or words('facts.unknown')}"
    choices = f"{words('facts.head.choices')}: {', '.join(fact.values)}" if fact.choices else ""
    return _head(title, fact.key, (more, held, fact.rests_on, choices))


def labels(words: FormWords, names: Iterable[str], kind: str) -> list[str]:
    """The lines to fill in."""
    return [f"- {label_of(words, name, kind)}:" for name in names]


def label_of(words: FormWords, name: str, kind: str) -> str:
    """What stands before the colon; `kind` is person, answer or correction."""
    return {"person": words.person, "answer": words.answer, "correction": words.correction}[kind](name)


def _head(title: str, key: str, paragraphs: Iterable[str]) -> str:
    blocks = ["\n".join(f"> {_inert(line)}  " for line in text.split("\n")) for text in paragraphs if text]
    return "\n".join([f"### {_inert(title)}", f"`{key}`", "", "\n>\n".join(blocks)])


def _inert(text: str) -> str:
    """Words that render as themselves wherever they stand."""
    inert = escaped(" ".join(text.split()))
    return f"\\{inert}" if inert[:1] in "-+=#" and inert else inert
