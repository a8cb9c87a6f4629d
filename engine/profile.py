"""What a government and its advisers know about one country or area: answers, with their evidence.

These are the types: the file as written, and the checked `Profile`, in which every answer is a value, several values of
which one holds, or a kind of not-knowing. `profile_reader` makes the second from the first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from wayhome.engine.dates import PartialDate
from wayhome.engine.errors import Place
from wayhome.engine.places import Country
from wayhome.engine.questionnaire import NotKnown, YesNo
from wayhome.engine.sources import Strict

FORMAT = 1
LONGEST_TEXT = 2000


class SourceEntry(Strict):
    """A document or conversation that answers rest on."""

    title: str = Field(min_length=1, max_length=LONGEST_TEXT)
    address: str = Field(default="", max_length=LONGEST_TEXT)
    date: str | int | None = None


class VoiceEntry(Strict):
    """One of several voices that differ on an answer."""

    value: str | list[str]
    who: str = Field(max_length=LONGEST_TEXT)


class AnswerEntry(BaseModel):
    """An answer as written; further keys are the qualifiers of its question."""

    model_config = ConfigDict(frozen=True, extra="allow", use_attribute_docstrings=True)

    answer: object
    """A value, a list of values of which one holds, a map of those by option or row, or a kind of not-knowing."""
    voices: tuple[VoiceEntry, ...] = ()
    """For `contested`: who says what."""
    evidence: str = Field(default="", max_length=LONGEST_TEXT)
    """One factual sentence a brief can print as it stands."""
    source: str | tuple[str, ...] = ()
    """Keys of `sources`."""
    date: str | int | None = None
    """When the fact was established."""


class ProfileFile(Strict):
    """A profile file."""

    wayhome: Literal[1]
    """Version of this format."""
    country: str
    """ISO 3166-1 alpha-2 or alpha-3; XX for an invented country."""
    area: str | None = None
    """ISO 3166-2, for a profile of a part of the country."""
    title: str = Field(default="", max_length=LONGEST_TEXT)
    date: str | int | None = None
    """The day the answers describe."""
    recipient: str = Field(default="", alias="for", max_length=LONGEST_TEXT)
    """Whom the brief is for."""
    prepared_by: str = Field(default="", max_length=LONGEST_TEXT)
    basis: str = Field(default="", max_length=LONGEST_TEXT)
    """What the answers rest on, in a sentence."""
    invented: YesNo = False
    """The country does not exist; every page says so."""
    sources: dict[str, SourceEntry] = {}
    answers: dict[str, AnswerEntry | str | int | list[str] | None] | None = None


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


@dataclass(frozen=True)
class Profile:
    """A checked profile."""

    file: str
    digest: str
    """SHA-256 of the file's bytes."""
    country: Country
    area: str | None
    title: str
    date: PartialDate | None
    recipient: str
    basis: str
    invented: bool
    sources: dict[str, SourceEntry]
    answers: dict[str, Answer]
    places: dict[str, Place]

    @property
    def start(self) -> int | None:
        """The month the plan may start, counted from year 0, if it is known."""
        answer = self.answers.get("frame.start-horizon")
        part = answer.parts.get("start") if answer else None
        return part.date.first if part and part.date and part.date.first == part.date.last else None

    @property
    def horizon(self) -> int | None:
        """The months there are, if known."""
        answer = self.answers.get("frame.start-horizon")
        return answer.number if answer else None

    def actor(self, role: str) -> str | None:
        """The real name of the body in this role, if the profile gives it."""
        answer = self.answers.get("frame.actors")
        part = answer.parts.get(role) if answer else None
        return part.title if part and part.title else None
