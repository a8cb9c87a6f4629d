"""What is said in answer to a question, as words on a screen.

In: values by field. Out: one line of text, with nothing in it that could act on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wayhome.engine.answer_fields import (
    ANSWER,
    COMPLETE,
    DATE,
    EVIDENCE,
    SOURCE,
    VOICES,
    AnswerField,
    FieldPath,
    Said,
    Takes,
    fields_of,
)
from wayhome.engine.errors import printable
from wayhome.engine.interview.read_input import joined
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire
from wayhome.engine.sources import Plain

NOT_KNOWN: Mapping[str, str] = {
    NotKnown.NOT_ASKED: "not asked yet",
    NotKnown.NOBODY_KNOWS: "asked, and nobody knows",
    NotKnown.CONTESTED: "voices differ",
    NotKnown.WITHHELD: "withheld",
}
LONGEST = 200
"""Characters of one text that are shown where it is only to be recognised."""


def value_in_words(value: Plain, takes: Takes = Takes.CHOICE) -> str:
    """One value, or several of which one holds."""
    if isinstance(value, list):
        words = [value_in_words(part, takes) for part in value]
        return ", ".join(words) if takes in (Takes.TEXTS, Takes.KEYS) else f"{joined(words)} (one of these)"
    if isinstance(value, int) and takes is Takes.NUMBER:
        return f"{value:,}"
    text = str(value)
    if takes not in (Takes.TEXT, Takes.TEXTS, Takes.KEYS) and text in NOT_KNOWN:
        return NOT_KNOWN[text]
    return shortened(text)


def sentence(words: str) -> str:
    """Words with a full stop, unless they bring one."""
    return words if words.endswith(".") else f"{words}."


def shortened(text: str) -> str:
    """A text that is only to be recognised."""
    return printable(text if len(text) <= LONGEST else f"{text[:LONGEST]}...")


def answer_in_words(question: Question, said: Said, questionnaire: Questionnaire) -> str:
    """The answer and what qualifies it; nothing if nothing is said."""
    fields = fields_of(question, questionnaire)
    if question.repeat:
        parts = _bodies(said)
    elif question.options:
        parts = _by_value(fields, said)
    else:
        parts = [_part(field, said) for field in fields if field.path in said and not field.is_qualifier]
    parts += [voices_in_words(said.get(VOICES))]
    parts += [_part(field, said) for field in fields if field.path in said and field.is_qualifier and field.path != COMPLETE]
    if said.get(COMPLETE) == "yes":
        parts.append("nobody else is known")
    return "; ".join(part for part in parts if part)


def beside_in_words(said: Said, path: FieldPath) -> str:
    """The evidence, source or date of an answer."""
    takes = {EVIDENCE: Takes.TEXT, SOURCE: Takes.KEYS, DATE: Takes.DATE}[path]
    return value_in_words(said[path], takes) if path in said else ""


def _part(field: AnswerField, said: Said) -> str:
    if field.path[-1] == "title" and field.path[0] == "answer":
        return ""  # stands beside its date
    words = value_in_words(said[field.path], field.takes)
    title = said.get((*field.path[:-1], "title")) if field.path[0] == "answer" and len(field.path) > 1 else None
    words += f" ({shortened(str(title))})" if title is not None else ""
    label = field.path[0] if field.is_qualifier else field.label
    return f"{label}: {words}" if label else words


def _by_value(fields: tuple[AnswerField, ...], said: Said) -> list[str]:
    """The lines of a list by what is said of them: most of them share one word."""
    found: dict[str, list[str]] = {}
    for field in fields:
        if field.path in said and not field.is_qualifier:
            found.setdefault(value_in_words(said[field.path]), []).append(field.label)
    order = sorted(found, key=lambda word: (word != "yes", word != "no"))
    return [f"{word}: {', '.join(found[word])}" for word in order]


def _bodies(said: Said) -> list[str]:
    if ANSWER in said:
        return [value_in_words(said[ANSWER])]
    return [f"{shortened(str(value))}" for path, value in said.items() if path[0] == "answer" and path[-1] == "name"]


def voices_in_words(voices: Plain) -> str:
    """What each voice says; nothing if there are none."""
    found = [voice for voice in voices if isinstance(voice, dict)] if isinstance(voices, list) else []
    return ", ".join(f"{value_in_words(voice.get('value'))} ({shortened(str(voice.get('who')))})" for voice in found)


def qualifiers_in_words(fields: Iterable[AnswerField], said: Said) -> str:
    """What qualifies an answer."""
    return "; ".join(_part(field, said) for field in fields if field.path in said)
