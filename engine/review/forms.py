"""The form that is put to a body, whatever it is written on: what it is asked, and everything that must come back unchanged.

In: `Phrases` and a body. Out: a `Form` with a digest. The workbook and the Markdown are two ways of writing it down, and
carry it with them, so that what comes back can be held against it.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cached_property

from wayhome.engine.errors import InputError, Place
from wayhome.engine.review.entries import Reviewed, canonical, digest
from wayhome.engine.sources import Strict

FORMAT = 1


class Row(Strict):
    """One measure, as a body is asked about it."""

    measure: str
    reviewed: Reviewed
    hash: str
    number: int | None
    """Its number in the main part of the brief."""
    your_part: str
    """The body's mandate, texts, staff and money, what has to come first, and what its own clients gain; a line each."""
    why: str
    """The reason, what it rests on, the passage and the hash; a line each."""


class FactAsked(Strict):
    """A fact the body may correct: one field of one answer."""

    question: str
    path: tuple[str, ...]
    asked: str
    held: str
    rests_on: str
    choices: tuple[tuple[str, str], ...]
    """Values in their order, each with what it means; empty where anything can be said, such as a date."""

    @property
    def choices_in_words(self) -> tuple[str, ...]:
        """The values that can be answered, each with what it means."""
        return tuple(value if value == meaning else f"{value}: {meaning}" for value, meaning in self.choices)

    @property
    def values(self) -> tuple[str, ...]:
        """The values that can be answered."""
        return tuple(value for value, _ in self.choices)

    @property
    def key(self) -> str:
        """What points at the field."""
        return "|".join((self.question, *self.path))


class FormContent(Strict):
    """Everything a form says."""

    wayhome_review: int = FORMAT
    subject: str
    """The country or area: answers are taken into the log of the same one only."""
    place: str
    title: str
    body: str
    roles: tuple[str, ...]
    name: str
    deadline: str
    opened: str
    made_from: dict[str, str]
    """The digests of profile, rulebook and knowledge."""
    bodies: dict[str, str]
    """Role to name: to whom a measure may be passed on."""
    rows: tuple[Row, ...]
    facts: tuple[FactAsked, ...]


@dataclass(frozen=True)
class Form:
    """A form with what identifies it."""

    content: FormContent

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything it says."""
        return digest(self.content.model_dump(mode="json"))

    @cached_property
    def rows(self) -> dict[str, Row]:
        """By measure."""
        return {row.measure: row for row in self.content.rows}

    @cached_property
    def facts(self) -> dict[str, FactAsked]:
        """By the key of the field."""
        return {fact.key: fact for fact in self.content.facts}

    def carried(self) -> str:
        """The form as one word that no office program, mail or Markdown changes, for a file to carry with it."""
        content = {"form": self.content.model_dump(mode="json"), "digest": self.digest}
        return base64.b64encode(canonical(content)).decode()


def form_carried(word: str, place: Place) -> Form:
    """The form that a file carries; raises InputError if it is damaged or was changed."""
    mend = "ask for the form again, and copy the answers over"
    try:
        carried = json.loads(base64.b64decode("".join(word.split()), validate=True))
        form = Form(FormContent.model_validate(carried["form"]))
        is_whole = form.digest == carried["digest"]
    except (ValueError, KeyError, TypeError, RecursionError):  # of which ValidationError is one
        raise InputError.at(place, "the hidden copy of the form is damaged", mend=mend) from None
    if not is_whole:
        raise InputError.at(place, "the hidden copy of the form was changed", mend=mend)
    if form.content.wayhome_review != FORMAT:
        raise InputError.at(place, f"a form of format {form.content.wayhome_review}", f"format {FORMAT}")
    return form
