"""The names of the questions in a form for ODK and KoboToolbox: one for each thing that can be said, and the way back.

In: the questionnaire. Out: `FormNames`. A name holds small letters, digits and underscores alone, with at least one
underscore; the values that can be chosen hold none. So the header of an export, such as `services/service_health`,
`services-service_health` or `services/service_health/on-paper`, is read without doubt, whatever stands between its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.answer_fields import (
    ANSWER,
    EVIDENCE,
    SOURCE,
    AnswerField,
    Takes,
    beside,
    body_fields,
    fields_of,
)
from wayhome.engine.errors import InputError, Place
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire

GIVEN = "given"
"""The choice that says that a number, a date, a name or a list follows."""
BODY = "about_body"
BODY_NAME = "about_body_name"
TALK_DATE = "about_date"
COUNTRY = "about_country"
AREA = "about_area"
VERSION = "about_version"
SENSITIVE_OPEN = "sensitive_open"
HEAD = (BODY, BODY_NAME, TALK_DATE, COUNTRY, AREA, VERSION, SENSITIVE_OPEN)
"""The questions of the form that answer none of the questionnaire."""
ABOUT_GROUP, SENSITIVE_GROUP = "about", "sensitive"
OTHER_BODY = "other"
VOICES_ASKED = (1, 2)
_TYPED = {
    Takes.NUMBER: "number",
    Takes.MONTHS: "months",
    Takes.DATE: "date",
    Takes.OPENING: "date",
    Takes.NAME: "name",
    Takes.TEXT: "text",
    Takes.TEXTS: "list",
}
"""What a name ends in where a choice comes before what is typed."""


class Asks(StrEnum):
    """What a question of the form takes."""

    CHOICE = "choice"
    """One of the choices of its field, a kind of not-knowing, or `given`."""
    TYPED = "typed"
    """A number, a date, a name or text."""
    VOICE_VALUE = "voice-value"
    """What one of two voices says."""
    VOICE_WHO = "voice-who"
    """Which body that is."""
    NOTHING = "nothing"
    """Shown only: the question above its rows."""


@dataclass(frozen=True)
class FormName:
    """One question of the form. For what is asked of each body in a list, the path of the field has no key yet."""

    name: str
    asks: Asks
    field: AnswerField
    voice: int = 0

    @property
    def is_of_body(self) -> bool:
        """It is asked of each body in a list."""
        return "" in self.field.path

    @property
    def values(self) -> tuple[str, ...]:
        """What can be chosen."""
        if self.asks is Asks.VOICE_VALUE:
            return tuple(self.field.choices)
        if self.asks is not Asks.CHOICE:
            return ()
        given = (GIVEN,) if needs_given(self.field) else ()
        return (*given, *self.field.choices, *(state.value for state in self.field.states))


@dataclass(frozen=True)
class FormNames:
    """Every name in the form, whichever questions are asked."""

    by_name: Mapping[str, FormName]
    by_question: Mapping[str, tuple[FormName, ...]]
    repeats: Mapping[str, str]
    """The name of the repeat for the bodies in a list, to its question."""

    def of(self, question: str, path: tuple[str, ...], asks: Asks) -> FormName:
        """The question of the form that takes this part of an answer; KeyError if there is none."""
        for found in self.by_question[question]:
            if found.field.path == path and found.asks is asks:
                return found
        raise KeyError((question, path, asks))


def form_names(questionnaire: Questionnaire) -> FormNames:
    """The names for a questionnaire; raises InputError if two of its questions would share one."""
    by_name: dict[str, FormName] = {}
    by_question: dict[str, tuple[FormName, ...]] = {}
    repeats: dict[str, str] = {}
    taken = {ABOUT_GROUP, SENSITIVE_GROUP, *HEAD, *(section_group(section.id) for section in questionnaire.sections)}
    for id_, question in questionnaire.questions.items():
        found = tuple(_names(question, questionnaire))
        groups = [page_group(id_)]
        if question.repeat:
            repeats[repeat_name(id_)] = id_
            groups.append(repeat_name(id_))
        for name in (*(one.name for one in found), *groups):
            if name in taken:
                mend = "give the question, or a row of it, another name"
                place = questionnaire.places.get(id_, Place(id_))
                raise InputError.at(place, f"a form would have the name {name!r} twice", mend=mend)
            taken.add(name)
        by_question[id_] = found
        by_name |= {one.name: one for one in found}
    return FormNames(by_name, by_question, repeats)


def base_name(question: str) -> str:
    """The name of a question: `service.employment` is `service_employment`."""
    name = _plain(question)
    return name if "_" in name else f"q_{name}"


def page_group(question: str) -> str:
    """The group around a question and what follows from its answer."""
    return f"{base_name(question)}__page"


def repeat_name(question: str) -> str:
    """The repeat for the bodies in a list."""
    return f"{base_name(question)}__bodies"


def section_group(section: str) -> str:
    """The group of a section."""
    return _plain(section)


def needs_given(field: AnswerField) -> bool:
    """Whether a choice comes first, and what is typed follows only after `given`."""
    return (field.takes in _TYPED or field.takes is Takes.NOTHING) and bool(field.choices or field.states)


def _plain(id_: str) -> str:
    return re.sub(r"[.-]", "_", id_)


def _names(question: Question, questionnaire: Questionnaire) -> Iterator[FormName]:
    fields = fields_of(question, questionnaire)
    base = base_name(question.question)
    if question.kind in ("options", "grid", "dates", "names"):
        yield FormName(base, Asks.NOTHING, AnswerField(question.question, ANSWER, Takes.NOTHING))
    for field in fields:
        yield from _of_field(base, field)
        if NotKnown.CONTESTED in field.states:
            for voice in VOICES_ASKED:
                yield FormName(f"{base}__voice{voice}", Asks.VOICE_VALUE, field, voice)
                yield FormName(f"{base}__voice{voice}_who", Asks.VOICE_WHO, field, voice)
    if question.repeat:
        for field in body_fields(question, ""):
            asks = Asks.TYPED if field.takes is Takes.TEXT else Asks.CHOICE
            yield FormName(f"{base}__body__{_plain(field.path[2])}", asks, field)
    for path in (EVIDENCE, SOURCE):
        # Not `__evidence`: a row of the question may have that name.
        yield FormName(f"{base}__its_{path[0]}", Asks.TYPED, beside(question.question, path))


def _of_field(base: str, field: AnswerField) -> Iterator[FormName]:
    parts = field.path[1:] if field.path[0] == "answer" else field.path
    # A date of a row, and the start of a period, share the choice with all that is said of the row or the period.
    is_shared = field.takes is Takes.OPENING or (field.takes is Takes.DATE and field.path[0] == "answer")
    name = "__".join((base, *(_plain(part) for part in (parts[:-1] if is_shared else parts))))
    if field.choices or field.states:
        yield FormName(name, Asks.CHOICE, field)
    if field.takes in _TYPED:
        if is_shared:
            name = f"{name}__{_plain(parts[-1])}"
        elif needs_given(field):
            name = f"{name}__{_TYPED[field.takes]}"
        yield FormName(name, Asks.TYPED, field)
