"""The rulebook: implications, contradictions, findings, recommendations, measures, guards, steps, weights; all checked.

These are the types; `rulebook_reader` makes them from rule files, `compile` puts them into the order of evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from wayhome.engine.errors import Place
from wayhome.engine.truth import NEVER, Condition, Domain

CRITERIA = ("gap", "stakes", "leverage", "reach", "opening", "readiness")
POINTS = Domain(("0", "1", "2", "3"))
Row = tuple[str, Condition]
Cost = Literal["none", "small", "budget line", "investment"]
Audience = Literal["brief", "adviser", "confidential"]
Safe = Literal["no", "yes", "when-recommended"]
"""Safe to begin whatever the open answers turn out to be."""
Level = Literal["any", "national"]
ActorPart = Literal["engagement", "agreement", "contact", "function"]
InForce = Literal["draft", "active", "retired"]
"""A draft is read, checked and tested; only an active rule advises; a retired one is kept for its id alone."""
_AS_WRITTEN = {"extra": "forbid"}  # pydantic reads these types too, as they stand in rule files


@dataclass(frozen=True)
class Example:
    """An example beside its rule: what is given, what is expected."""

    __pydantic_config__ = _AS_WRITTEN

    name: str
    given: dict[str, str | list[str]] = field(default_factory=dict)
    expect: dict[str, object] = field(default_factory=dict)
    each: list[dict[str, str | list[str]]] = field(default_factory=list)
    """If there are any: the same is expected of each of these in turn, on top of what is given."""


@dataclass(frozen=True)
class BuildingTask:
    """A task that builds a precondition."""

    __pydantic_config__ = _AS_WRITTEN

    step: int
    text: str
    passage: str
    months: tuple[int, int]
    lead: str


@dataclass(frozen=True)
class Implication:
    """A rule that narrows facts."""

    id: str
    title: str
    when: Condition
    then: tuple[tuple[str, int], ...]
    place: Place
    examples: tuple[Example, ...] = ()
    in_force: InForce = "active"


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot all be true. It narrows nothing and decides nothing."""

    id: str
    title: str
    when: Condition
    """Read of the answers as they were given, before any implication."""
    mend: str
    place: Place
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A conclusion: a domain and the rows that decide it."""

    id: str
    title: str
    domain: Domain
    rows: tuple[Row, ...]
    stratum: int
    cites: tuple[str, ...]
    place: Place
    is_precondition: bool = False
    tasks: tuple[BuildingTask, ...] = ()
    examples: tuple[Example, ...] = ()
    in_force: InForce = "active"


@dataclass(frozen=True)
class Component:
    """One piece of a recommendation: what the passage asks for is there, missing or still to be asked about."""

    passage: str
    when: Condition
    """Whether it comes in at all."""
    done: Condition | None
    """Whether it is there; None for what can be borne in mind and not ticked off."""


@dataclass(frozen=True)
class Illustration:
    """A case that shows a recommendation at work, told where its condition is shared."""

    passage: str
    when: Condition


@dataclass(frozen=True)
class Recommendation:
    """One rule's verdict on one thing to do."""

    id: str
    title: str
    sector: str
    need: Condition
    fits: Condition
    modes: tuple[Row, ...]
    gap: tuple[Row, ...]
    about: tuple[str, ...]
    """The facts on a scale that its need reads: what it improves."""
    lead: str
    cites: tuple[str, ...]
    stratum: int
    place: Place
    components: tuple[Component, ...] = ()
    illustrations: tuple[Illustration, ...] = ()
    level: Level = "any"
    """`national`: only the national level can decide it; in an area it is asked of that level."""
    national_when: Condition | None = None
    """What makes it a matter of the national level in an area."""
    examples: tuple[Example, ...] = ()
    in_force: InForce = "active"

    @property
    def passages(self) -> tuple[str, ...]:
        """Every passage it rests on, its own first."""
        told = (*(part.passage for part in self.components), *(case.passage for case in self.illustrations))
        return tuple(dict.fromkeys((self.id, *self.cites, *told)))


@dataclass(frozen=True)
class ActorRule:
    """What follows for each body in a list: how to work with it, and which functions of its kind fit."""

    id: str
    """Its passage, with the variant if it is one of several."""
    passage: str
    title: str
    part: ActorPart
    when: Condition
    place: Place
    examples: tuple[Example, ...] = ()
    in_force: InForce = "active"


@dataclass(frozen=True)
class SomeActor:
    """A finding over a whole list: does the condition hold of some body in it?"""

    id: str
    title: str
    when: Condition
    cites: tuple[str, ...]
    place: Place
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Measure:
    """What a brief prints and ranks."""

    id: str
    made_of: tuple[str, ...]
    lead: str
    lead_by_mode: dict[str, str] = field(hash=False)
    partners: tuple[str, ...]
    cluster: str
    step: int
    months: tuple[int, int]
    after: tuple[str, ...]
    after_to_create: tuple[str, ...]
    """What it comes after as well while it still has to be made."""
    rests_on: tuple[str, ...]
    instrument: dict[str, str] = field(hash=False)
    cost: dict[str, Cost] = field(hash=False)
    criteria: dict[str, tuple[Row, ...]] = field(hash=False)
    """Criterion to the rows that give its points; gap belongs to recommendations, opening to dates."""
    openings: dict[str, tuple[Row, ...]] = field(hash=False)
    """Dates that may serve it, each with the rows that give its points."""
    guards: tuple[str, ...]
    together_with: tuple[str, ...]
    contradicts: tuple[str, ...]
    safe: str
    """One of the words of `Safe`."""
    only_while_open: bool
    keeps_place: bool
    audience: Audience
    main_when: Condition
    """It stands in the main part of a brief only if this is certain, else in the annexes."""
    by_sector: bool
    """Its parts are one sentence said of several sectors: it prints once, with the sectors."""
    place: Place
    in_force: InForce = "active"


@dataclass(frozen=True)
class Guard:
    """Care to be taken; `unless` is the condition under which it need not be said."""

    id: str
    unless: Condition
    always: bool
    audience: Audience
    place: Place
    in_force: InForce = "active"


@dataclass(frozen=True)
class StepTask:
    """A standing task of a step."""

    id: str
    passages: tuple[str, ...]
    months: tuple[int, int]
    lead: str
    partners: tuple[str, ...]
    when: Condition
    unless_in_place: str | None


@dataclass(frozen=True)
class Step:
    """One of the six steps of Figure 4.5."""

    number: int
    id: str
    title: str
    cites: tuple[str, ...]
    months: tuple[int, int]
    tasks: tuple[StepTask, ...]
    place: Place


@dataclass(frozen=True)
class SetAside:
    """A rule that advises nothing, known by its id."""

    kind: str
    """As its entry begins: recommend, measure, actor, implication, finding or guard."""
    id: str
    title: str
    """Empty for a measure or a guard, whose title stands in the knowledge."""
    in_force: InForce
    replaced_by: str
    """The rule that stands in its place; empty if none does."""
    place: Place

    @property
    def said(self) -> str:
        """What has become of it, as a clause."""
        if self.in_force == "draft":
            return "a draft, which advises nothing yet"
        return f"retired, replaced by {self.replaced_by}" if self.replaced_by else "retired"


@dataclass(frozen=True)
class Rulebook:
    """All rules, in the order of their files."""

    relevance: dict[str, Condition]
    """Question to the condition under which it is asked."""
    implications: tuple[Implication, ...]
    findings: dict[str, Finding]
    recommendations: dict[str, Recommendation]
    measures: dict[str, Measure]
    guards: dict[str, Guard]
    steps: tuple[Step, ...]
    weights: dict[str, int]
    headline: str
    """The finding whose value chooses the headline of a brief."""
    actor_rules: dict[str, ActorRule] = field(default_factory=dict)
    some_actor: dict[str, SomeActor] = field(default_factory=dict)
    gate: tuple[tuple[str, ...], ...] = ()
    """For the ministerial edition: questions of which one in each group must be settled."""
    contradictions: tuple[Contradiction, ...] = ()
    """What `check` looks for; no evaluation reads it."""
    means: Condition = NEVER
    """When there is money of the State's own; it stands in the readiness of every measure."""
    set_aside: tuple[SetAside, ...] = ()
    """Rules that were retired, and drafts as far as they are left out."""

    def what_became_of(self, id_: str) -> SetAside | None:
        """The rule of this id that was set aside, if there is one."""
        return next((one for one in self.set_aside if one.id == id_), None)

    def is_draft(self, place: Place) -> bool:
        """Whether the rule that stands here is a draft, in a rulebook that has its drafts among its rules."""
        rules: tuple[Implication | Finding | Recommendation | ActorRule | Measure | Guard, ...] = (
            *self.implications,
            *self.findings.values(),
            *self.recommendations.values(),
            *self.actor_rules.values(),
            *self.measures.values(),
            *self.guards.values(),
        )
        return any(rule.in_force == "draft" and rule.place == place for rule in rules)

    @property
    def preconditions(self) -> tuple[Finding, ...]:
        """The findings that are preconditions, in the order of the handbook."""
        return tuple(finding for finding in self.findings.values() if finding.is_precondition)


def conditions_of(rulebook: Rulebook) -> Iterator[tuple[str, Place, list[Condition]]]:
    """Every rule with its place and all the conditions it reads."""
    for rule in rulebook.recommendations.values():
        tables = [condition for _, condition in (*rule.modes, *rule.gap)]
        pieces = [condition for part in rule.components for condition in (part.when, part.done) if condition is not None]
        cases = [case.when for case in rule.illustrations]
        national = [] if rule.national_when is None else [rule.national_when]
        yield rule.id, rule.place, [rule.need, rule.fits, *tables, *pieces, *cases, *national]
    for finding in rulebook.findings.values():
        yield finding.id, finding.place, [condition for _, condition in finding.rows]
    for measure in rulebook.measures.values():
        rows = [condition for table in measure.criteria.values() for _, condition in table]
        yield measure.id, measure.place, [measure.main_when, *rows]
    for implication in rulebook.implications:
        yield implication.id, implication.place, [implication.when]
    for contradiction in rulebook.contradictions:
        yield contradiction.id, contradiction.place, [contradiction.when]
    for guard in rulebook.guards.values():
        yield guard.id, guard.place, [guard.unless]
    for actor_rule in rulebook.actor_rules.values():
        yield actor_rule.id, actor_rule.place, [actor_rule.when]
    for step in rulebook.steps:
        yield step.id, step.place, [task.when for task in step.tasks]
