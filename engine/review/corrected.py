"""What a body proposes in place of an answer: read as an answer of the questionnaire, or refused with its place.

In: the fact it was asked about and what was typed. Out: a value that a profile can hold.
"""

from __future__ import annotations

import re
from dataclasses import replace

from wayhome.engine.answer_fields import DATE, EVIDENCE, AnswerField, Takes, fields_of
from wayhome.engine.contribution import Contribution, checked
from wayhome.engine.errors import InputError, Problem
from wayhome.engine.questionnaire import NotKnown, Questionnaire
from wayhome.engine.review.filled import FilledRow
from wayhome.engine.review.forms import FactAsked
from wayhome.engine.sources import Plain

_BETWEEN = re.compile(r"\s*(?:[,;\n]|\bor\b)\s*")
_NUMBER = re.compile(r"\d+\Z|\d{1,3}(?:[\s,.'’]\d{3})+\Z")
"""A whole number, perhaps with its thousands apart: in every script, and whatever stands between them."""
_NOT_THEIRS = {str(NotKnown.NOT_ASKED), str(NotKnown.CONTESTED), str(NotKnown.WITHHELD)}
"""Kinds of not-knowing that are for the adviser to state."""


def correction_of(fact: FactAsked, row: FilledRow, questionnaire: Questionnaire) -> tuple[Plain, list[Problem]]:
    """The value proposed, or None and what is wrong with it."""
    field = field_asked(fact.question, fact.path, questionnaire)
    place = row.place_of("proposed")
    if field is None:
        return None, [Problem(row.place, f"this questionnaire has no {fact.key!r}", mend="was another --knowledge used?")]
    value = _value(field, row.text("proposed"))
    if str(value) in _NOT_THEIRS:
        mend = "say what is right, or nobody-knows"
        return None, [Problem(place, f"{value!r} is no correction", mend=mend)]
    values: dict[tuple[str, ...], Plain] = {fact.path: value, EVIDENCE: row.text("evidence")}
    if row.text("established"):
        values[DATE] = row.text("established")
    places = {EVIDENCE: row.place_of("evidence"), DATE: row.place_of("established")}
    given = Contribution("", {fact.question: values}, lambda _, path: places.get(path, place), is_another_voice=True)
    try:
        proposed = checked(given, place.file, questionnaire).answers[fact.question].get(fact.path)
    except InputError as error:
        problems = [replace(problem, expected=problem.expected or ", ".join(fact.values)) for problem in error.problems]
        return None, problems
    if in_words(proposed) == fact.held:
        mend = "say what is right instead, or empty the row"
        return None, [Problem(place, "that is what is held already", mend=mend)]
    return proposed, []


def in_words(proposed: Plain | tuple[str, ...]) -> str:
    """A proposed answer in the words of a profile."""
    return " or ".join(map(str, proposed)) if isinstance(proposed, (list, tuple)) else str(proposed)


def field_asked(question: str, path: tuple[str, ...], questionnaire: Questionnaire) -> AnswerField | None:
    """The field of an answer that a correction points at."""
    asked = questionnaire.questions.get(question)
    if asked is None or asked.repeat:
        return None
    return next((field for field in fields_of(asked, questionnaire) if field.path == path), None)


def _value(field: AnswerField, typed: str) -> Plain:
    """What was typed, in the form in which a profile writes it."""
    text = typed.strip()
    if field.takes in (Takes.NUMBER, Takes.MONTHS) and _NUMBER.match(text) and len(text) < 20:
        return int(re.sub(r"\D", "", text))
    if field.takes is Takes.TEXTS:
        return [part for part in re.split(r"\s*[;\n]\s*", text) if part]
    if field.takes in (Takes.CHOICE, Takes.NUMBER, Takes.OPENING):
        if _choice(field, text) != text:
            return _choice(field, text)
        values = [_choice(field, part) for part in _BETWEEN.split(text) if part]
        known = [value for value in field.choices if value in values]  # in their own order, as a profile is read
        ordered: list[Plain] = [*known] if set(values) <= set(known) else [*values]
        return ordered[0] if len(ordered) == 1 else ordered
    return " ".join(text.split())


def _choice(field: AnswerField, typed: str) -> str:
    """The value of a choice that was typed as such, with what it means, or as what it means alone."""
    plain = typed.casefold().rstrip(".")
    for value, meaning in field.choices.items():
        if plain in (value, meaning.casefold().rstrip("."), f"{value}: {meaning}".casefold().rstrip(".")):
            return value
    return typed
