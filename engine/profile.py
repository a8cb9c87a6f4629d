"""What a government and its advisers know about one country or area: answers, with their evidence.

These are the types: the file as written, and the checked `Profile`, in which every answer is a value, several values of
which one holds, or a kind of not-knowing. `profile_reader` makes the second from the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt

from wayhome.engine.dates import PartialDate
from wayhome.engine.errors import Place
from wayhome.engine.places import NO_COUNTRY, Country
from wayhome.engine.questionnaire import NotKnown, YesNo
from wayhome.engine.sources import Strict

FORMAT = 1
LONGEST_TEXT = 2000
MOST_MONTHS = 240

# In a file a key without a value (null) says no more than a key left out.
_Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Words = Annotated[_Text, BeforeValidator(lambda given: "" if given is None else given, json_schema_input_type=_Text | None)]
Keys = Annotated[
    tuple[str, ...],
    BeforeValidator(
        lambda given: [given] if isinstance(given, str) else () if given is None else given,
        json_schema_input_type=str | list[str] | None,
    ),
]
WrittenDate = str | StrictInt | None


class SourceEntry(Strict):
    """A document or conversation that answers rest on."""

    title: str = Field(min_length=1, max_length=LONGEST_TEXT)
    address: Words = ""
    date: WrittenDate = None


class VoiceEntry(Strict):
    """One of several voices that differ on an answer."""

    value: str | list[str]
    who: str = Field(max_length=LONGEST_TEXT)


class AnswerEntry(BaseModel):
    """An answer as written; further keys are the qualifiers of its question."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    answer: object
    """A value, a list of values of which one holds, a map of those by option or row, or a kind of not-knowing."""
    voices: tuple[VoiceEntry, ...] = ()
    """For `contested`: who says what."""
    evidence: Words = ""
    """One factual sentence a brief can print as it stands."""
    source: Keys = ()
    """Keys of `sources`."""
    date: WrittenDate = None
    """When the fact was established."""


def _as_entry(given: object) -> object:
    return given if isinstance(given, (dict, AnswerEntry)) else {"answer": given}


Written = Annotated[AnswerEntry, BeforeValidator(_as_entry, json_schema_input_type=AnswerEntry | str | int | list[str])]
"""An answer with what stands beside it, or the answer alone."""


class ProfileFile(Strict):
    """A profile file."""

    wayhome: Literal[1]
    """Version of this format."""
    country: Words = ""
    """ISO 3166-1 alpha-2 or alpha-3; XX for an invented country. A brief needs it; a profile may wait for it."""
    area: str | None = None
    """ISO 3166-2, for a profile of a part of the country."""
    name: Words = ""
    """What sentences call the country or area, if not by its name in ISO 3166."""
    title: Words = ""
    date: WrittenDate = None
    """The day the answers describe."""
    recipient: Words = Field(default="", alias="for")
    """Whom the brief is for."""
    prepared_by: Words = ""
    basis: Words = ""
    """What the answers rest on, in a sentence."""
    invented: YesNo = False
    """The country does not exist; every page says so."""
    sources: dict[str, SourceEntry] = {}
    answers: dict[str, Written | None] | None = None


@dataclass(frozen=True)
class Part:
    """The answer for one fact of a question: values of which one holds, or a kind of not-knowing."""

    values: tuple[str, ...] = ()
    state: NotKnown | None = None
    date: PartialDate | None = None
    title: str = ""
    """Free text beside a date or a name."""

    @property
    def is_given(self) -> bool:
        """Something was said, be it that nobody knows."""
        return self.state is not NotKnown.NOT_ASKED


@dataclass(frozen=True)
class Actor:
    """A body or group that has a part in reintegration, as the adviser lists it."""

    key: str
    """The adviser's short name for it; stable, so that advice on it can be compared."""
    name: str
    parts: dict[str, Part]
    """By field."""


@dataclass(frozen=True)
class Answer:
    """One question's answer with its evidence."""

    question: str
    parts: dict[str, Part]
    """By option or row; the key is empty for a question with one fact."""
    qualifiers: dict[str, Part] = field(default_factory=dict)
    voices: tuple[VoiceEntry, ...] = ()
    evidence: str = ""
    sources: tuple[str, ...] = ()
    date: PartialDate | None = None
    number: int | None = None
    year: int | None = None
    items: tuple[str, ...] = ()
    listed: tuple[Actor, ...] = ()
    is_complete: bool = False
    """Nobody else is known who would belong in the list."""


@dataclass(frozen=True)
class Profile:
    """A checked profile."""

    file: str
    digest: str
    """SHA-256 of the file's bytes."""
    country: Country
    area: str | None
    name: str
    title: str
    date: PartialDate | None
    recipient: str
    basis: str
    invented: bool
    sources: dict[str, SourceEntry]
    answers: dict[str, Answer]
    start: int | None
    """The month the plan may start, counted from year 0, if it is known."""
    horizon: int | None
    """The months there are, if known."""
    actors: dict[str, str]
    """Role to the real name of the body."""
    places: dict[str, Place]
    """Of each answer, by question."""
    source_places: dict[str, Place] = field(default_factory=dict)
    """Of each source, by its key."""

    @property
    def has_country(self) -> bool:
        """Whether it says which country it is about."""
        return self.country is not NO_COUNTRY

    @property
    def listed(self) -> tuple[Actor, ...]:
        """The bodies and groups that have a part in reintegration."""
        return tuple(actor for answer in self.answers.values() for actor in answer.listed)

    @property
    def lists_are_complete(self) -> bool:
        """Whether everybody who has a part is listed."""
        return any(answer.is_complete for answer in self.answers.values())

    def actor(self, role: str) -> str | None:
        """The real name of the body in this role, if the profile gives it."""
        return self.actors.get(role)
