"""What is asked: the types of roles, scales, qualifiers and questions, and of the facts that answers to them yield.

`questionnaire_reader` makes them from knowledge/questionnaire/*.yaml.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool

from wayhome.engine.errors import Place
from wayhome.engine.sources import Strict
from wayhome.engine.text_forms import ID
from wayhome.engine.truth import Domain

YES_NO = ("no", "yes")
DATE_BANDS = ("passed", "within-6", "within-12", "later", "none-planned")
MOST_ANSWERS = 200
"""Values, options or rows of one question (ours): the rule engine bears 240 values of a fact, and nobody reads as many."""
CATEGORY = "category"
"""The field of a list of bodies by which the country's facts say whether anybody of that kind is named."""
Name = Annotated[str, Field(pattern=ID)]


class NotKnown(StrEnum):
    """The kinds of not-knowing an answer may state in place of a value."""

    NOT_ASKED = "not-asked"
    NOBODY_KNOWS = "nobody-knows"
    CONTESTED = "contested"
    WITHHELD = "withheld"


def _yes_no(value: object) -> object:
    words = {"yes": True, "no": False}
    return words.get(value, value) if isinstance(value, str) else value


YesNo = Annotated[StrictBool, BeforeValidator(_yes_no, json_schema_input_type=bool | Literal["yes", "no"])]
"""A yes or no in our files: YAML 1.2 reads both as words."""

Mode = Literal["create", "house", "adopt", "operate", "open", "strengthen", "unify", "renew", "secure"]
MODES: tuple[Mode, ...] = ("create", "house", "adopt", "operate", "open", "strengthen", "unify", "renew", "secure")


class Role(Strict):
    """A body that answers questions or leads measures."""

    role: str = Field(pattern=ID)
    title: str
    """How a sentence names it."""
    short: str = ""
    """How a table or a line of the roadmap names it."""
    actor: YesNo = False
    """One of the roles whose real name is asked in `frame.actors`."""


class Sector(Strict):
    """One of the sectors of Table 4.8, or what stands under none."""

    sector: str = Field(pattern=ID)
    title: str
    lead: str
    """The role that leads in it."""
    aliases: tuple[Name, ...] = ()
    """Other words for it, in ids and rows."""


class Level(Strict):
    """One rung of a scale."""

    level: str = Field(pattern=ID)
    anchor: str
    """The sentence an adviser picks the level by."""
    clause: str
    """The same as words that follow a colon."""
    gap: Literal[0, 1, 2, 3] | None = None
    """Points of the criterion Gap at this level (ours)."""
    mode: Mode | None = None
    """What is advised at this level, unless a rule says otherwise (ours)."""
    exists: YesNo = False
    """Something is there and is credited."""
    text: YesNo = False
    """A text stands ready, so that a signature or an order starts it."""


class Scale(Strict):
    """Levels with an anchor sentence each; `order` runs from lowest to highest, other levels stand outside it."""

    scale: str = Field(pattern=ID)
    title: str
    levels: tuple[Level, ...] = Field(min_length=1, max_length=MOST_ANSWERS)
    order: tuple[str, ...] = Field(default=(), max_length=MOST_ANSWERS)
    qualifiers: tuple[str, ...] = ()
    stale_after: int | None = None
    """Months after which an answer is old and widens by one level each way (ours)."""

    @property
    def domain(self) -> Domain:
        """The levels as a domain."""
        return Domain(tuple(level.level for level in self.levels), self.order)


class Qualifier(Strict):
    """A further fact about a running thing, such as who pays for it."""

    qualifier: str = Field(pattern=ID)
    text: str
    values: dict[Name, str] = Field(default={}, max_length=MOST_ANSWERS)
    """Value to label."""
    dates: tuple[Literal["ends-inside-plan", "period-over", "recent"], ...] = ()
    """For a date: the yes/no facts it yields."""


class Value(Strict):
    """One answer of a question that has a list of its own."""

    anchor: str
    clause: str = ""
    exists: YesNo = False


class Grid(Strict):
    """The same values asked of several rows."""

    rows: dict[Name, str] = Field(min_length=1, max_length=MOST_ANSWERS)
    values: dict[Name, Value] = Field(min_length=1, max_length=MOST_ANSWERS)
    ordered: YesNo = False


class Band(Strict):
    """A range of numbers, from the band before up to `below` (bands are ours)."""

    band: str = Field(pattern=ID)
    below: int | None = None


class Counted(Strict):
    """What a number counts; a partial count is a lower bound."""

    label: str
    partial: YesNo = False


class Plausible(Strict):
    """What a number is likely to lie within (ours); `check` warns outside."""

    least: int | None = None
    most: int | None = None
    since: int | None = None
    """The first year of which a figure still says something."""


class Number(Strict):
    """A number, kept for printing and read by rules as a band."""

    unit: str
    bands: tuple[Band, ...] = Field(min_length=1, max_length=MOST_ANSWERS)
    counted: dict[Name, Counted | str] = Field(default={}, max_length=MOST_ANSWERS)


class ActorField(Strict):
    """One thing asked of every body or group in a list."""

    text: str
    values: dict[Name, str] = Field(min_length=2, max_length=MOST_ANSWERS)


class Repeat(Strict):
    """The same few things asked of every body or group that the adviser lists; each has a key and a name."""

    fields: dict[Name, ActorField] = Field(min_length=1)


class Rows(Strict):
    """Dates asked of several rows."""

    rows: dict[Name, str] = Field(min_length=1, max_length=MOST_ANSWERS)


KINDS = ("scale", "values", "options", "grid", "number", "dates", "names", "repeat", "period", "list")
"""The shapes an answer takes; a question has one."""


class Question(Strict):
    """One thing asked about a country."""

    question: str = Field(pattern=ID)
    name: str
    text: str
    help: str = ""
    matters: str = ""
    """Why the answer matters, in one clause."""
    ask: tuple[str, ...] = Field(min_length=1)
    effort: Literal["desk", "call", "survey"] = "call"
    documents: YesNo = False
    core: YesNo = False
    policy: YesNo = False
    """A government can change this; otherwise it is a circumstance."""
    sensitive: YesNo = False
    opt_in: YesNo = False
    """Asked only on request; left unanswered, it is not raised at all."""
    level: Literal["any", "national", "area"] = "any"
    """Asked for a whole country only, or for an area only."""
    should_know: YesNo = False
    """A State should know this, so that nobody knowing is a finding."""
    passages: tuple[str, ...] = ()
    relevant: dict[str, object] | None = None
    when_skipped: str | None = None
    stale_after: int | None = None
    qualifiers: tuple[str, ...] = ()

    scale: str | None = None
    values: dict[Name, Value] = Field(default={}, max_length=MOST_ANSWERS)
    ordered: YesNo = False
    options: dict[Name, str] = Field(default={}, max_length=MOST_ANSWERS)
    grid: Grid | None = None
    number: Number | None = None
    dates: Rows | None = None
    names: Literal["roles"] | None = None
    repeat: Repeat | None = None
    period: YesNo = False
    list: YesNo = False
    plausible: Plausible | None = None
    """For a number, or the months of a period."""

    @property
    def kind(self) -> str:
        """Which of the shapes an answer takes."""
        return next(kind for kind in KINDS if getattr(self, kind))

    def is_raised(self, *, is_area: bool) -> bool:
        """Whether it is asked of everybody at this level of government."""
        return not self.opt_in and self.level in ("any", "area" if is_area else "national")


@dataclass(frozen=True)
class FactSpec:
    """A fact an answer yields: its domain, and how sentences speak of it."""

    id: str
    domain: Domain
    question: str
    label: str
    clauses: dict[str, str] = field(hash=False)
    """Value to the words that state it."""
    exists: frozenset[str] = frozenset()
    """Values at which there is something to credit."""


@dataclass(frozen=True)
class Section:
    """A page of the questionnaire."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    """Everything that can be asked, and the facts answers yield."""

    roles: dict[str, Role]
    sectors: dict[str, Sector]
    scales: dict[str, Scale]
    qualifiers: dict[str, Qualifier]
    sections: tuple[Section, ...]
    facts: dict[str, FactSpec]
    questions: dict[str, Question]
    places: dict[str, Place]
    actor_facts: dict[str, FactSpec] = field(default_factory=dict)
    """What is asked of each body in a list; such facts stand apart from those of the country."""

    def canonical(self, id_: str) -> str:
        """An id with the word of the table for a sector in place of another word for it."""
        aliases = {alias: sector.sector for sector in self.sectors.values() for alias in sector.aliases}
        return ".".join(aliases.get(part, part) for part in id_.split("."))

    def other_words(self, id_: str) -> tuple[str, ...]:
        """Every other way this id may be written: with another word for a sector in it."""
        parts = [(part, *(self.sectors[part].aliases if part in self.sectors else ())) for part in id_.split(".")]
        return tuple(".".join(words) for words in itertools.product(*parts))[1:]

    def question_of(self, fact: str) -> Question:
        """The question that yields a fact of the country."""
        return self.questions[self.facts[fact].question]

    def facts_of(self, question: str) -> tuple[FactSpec, ...]:
        """The facts an answer to a question yields."""
        return tuple(spec for spec in self.facts.values() if spec.question == question)

    def facts_of_list(self) -> tuple[FactSpec, ...]:
        """The facts of the country that the list of bodies yields."""
        asked = {spec.question for spec in self.actor_facts.values()}
        return tuple(spec for spec in self.facts.values() if spec.question in asked)

    def skipped_facts(self, question: Question) -> tuple[FactSpec, ...]:
        """The facts that take the value `when_skipped`: the answer itself, or each of its lines."""
        if question.question in self.facts:
            return (self.facts[question.question],)
        lines = (*question.options, *(question.grid.rows if question.grid else ()))
        return tuple(self.facts[f"{question.question}.{line}"] for line in lines)

    @property
    def actor_roles(self) -> tuple[str, ...]:
        """The roles whose real names a profile gives."""
        return tuple(role.role for role in self.roles.values() if role.actor)

    def scale_of(self, fact: str) -> Scale | None:
        """The scale a fact is measured on, if it is."""
        question = self.questions.get(fact)
        return self.scales[question.scale] if question and question.scale else None

    def stale_after(self, question: Question) -> int | None:
        """Months after which an answer to this question is old, if answers to it age."""
        scale = self.scales[question.scale] if question.scale else None
        return question.stale_after or (scale.stale_after if scale else None)

    def qualifiers_of(self, question: Question) -> tuple[Qualifier, ...]:
        """The qualifiers an answer to this question may carry."""
        names = (*(self.scales[question.scale].qualifiers if question.scale else ()), *question.qualifiers)
        return tuple(self.qualifiers[name] for name in dict.fromkeys(names))
