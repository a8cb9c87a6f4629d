"""The shapes of rule files, as their authors write them: what `wayhome schema rulebook` describes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from wayhome.engine.questionnaire import Name, YesNo
from wayhome.engine.rulebook import ActorPart, Audience, BuildingTask, Cost, Example, InForce, Level, Safe
from wayhome.engine.sources import Strict
from wayhome.engine.text_forms import ID, IMPLICATION_ID

Months = tuple[Annotated[int, Field(ge=0, le=240)], Annotated[int, Field(ge=1, le=240)]]
"""The month something may start, counted from the decision, and how many months it takes."""


RuleKind = Literal[
    "implication",
    "contradiction",
    "finding",
    "precondition",
    "recommend",
    "actor",
    "some_actor",
    "measure",
    "guard",
    "means",
    "step",
]
"""The kinds of rules that examples can be given of, as their entries begin; a step by its `id`."""


class RowShape(Strict):
    """A row of a table: the first whose condition holds wins."""

    is_: Name | StrictInt = Field(alias="is")
    when: dict[str, object] | None = None


MOST_ROWS = 40
"""Of one table: each row stands against all before it, so that a long table costs more than its length (ours)."""
Rows = Annotated[tuple[RowShape, ...], Field(min_length=1, max_length=MOST_ROWS)]


class Retirable(Strict):
    """A rule that can be written before it advises, and kept by its id when it advises no more."""

    status: InForce = "active"
    """A draft is checked and tested and advises nothing yet; a retired rule is known by its id only."""
    replaced_by: str | None = None
    """Of a retired rule: the id of the one that stands in its place."""


class ImplicationShape(Retirable):
    """If `when` is certain, each fact in `then` is one of the values listed."""

    implication: str = Field(pattern=IMPLICATION_ID)
    title: str
    for_each: tuple[str, ...] = ()
    when: dict[str, object]
    then: dict[str, str | list[str]]
    examples: tuple[Example, ...] = ()
    """At least one, unless the rule is retired."""


class ContradictionShape(Strict):
    """Answers that cannot all be true: `wayhome check` names them, and nothing is concluded from it."""

    contradiction: str = Field(pattern=ID)
    title: str
    for_each: tuple[str, ...] = ()
    when: dict[str, object]
    """Read of the answers as they were given, before any implication."""
    mend: str
    """What to do about it, as a clause that follows a semicolon."""
    examples: tuple[Example, ...] = Field(min_length=1)


class FindingShape(Retirable):
    """Something concluded from answers: a table. A precondition is always in force."""

    finding: str | None = Field(default=None, pattern=ID)
    precondition: str | None = Field(default=None, pattern=ID)
    title: str
    cites: tuple[str, ...] = Field(min_length=1)
    table: Rows
    tasks: tuple[BuildingTask, ...] = ()
    examples: tuple[Example, ...] = ()
    """At least one, unless the finding is retired."""


class ComponentShape(Strict):
    """One piece of a recommendation, worded by its passage."""

    passage: str
    when: dict[str, object] | None = None
    """Whether it comes in at all; always, if left out."""
    done: dict[str, object] | None = None
    """Whether it is there already; left out for what is borne in mind and never ticked off."""


class IllustrationShape(Strict):
    """A case told beside a recommendation where its condition is shared."""

    passage: str
    when: dict[str, object]


class RecommendShape(Retirable):
    """One thing to do; its id is that of its passage."""

    recommend: str = Field(pattern=ID)
    title: str
    cites: tuple[str, ...] = ()
    sector: str = Field(pattern=ID)
    need: dict[str, object]
    fits: dict[str, object] | None = None
    mode: str | Rows
    gap: str | Rows | None = None
    lead: str
    level: Level = "any"
    """`national`: only the national level can decide it; in an area it is asked of that level."""
    national_when: dict[str, object] | None = None
    """In an area: what makes it a matter of the national level there, such as a power the area does not have."""
    components: tuple[ComponentShape, ...] = ()
    illustrations: tuple[IllustrationShape, ...] = ()
    examples: tuple[Example, ...] = ()
    """At least one, unless the rule is retired."""


class ActorRuleShape(Retirable):
    """What follows for each body in the list; `actor.*` are the things asked of it. Its id is that of its passage."""

    actor: str = Field(pattern=ID)
    variant: Name | None = None
    """One of several ways a passage names, each with a rule of its own."""
    title: str
    part: ActorPart
    when: dict[str, object]
    examples: tuple[Example, ...] = ()
    """At least one, unless the rule is retired."""


class SomeActorShape(Strict):
    """A finding over the list: yes if the condition holds of some body in it, no if of none and the list is complete."""

    some_actor: str = Field(pattern=ID)
    title: str
    cites: tuple[str, ...] = Field(min_length=1)
    when: dict[str, object]
    examples: tuple[Example, ...] = Field(min_length=1)


class CriteriaShape(Strict):
    """Criteria the author sets; the others follow from scales, openings and actors."""

    stakes: StrictInt | Rows
    leverage: StrictInt | Rows
    reach: StrictInt | Rows


class MeasureShape(Retirable):
    """One decision a brief asks for, made of one or more recommendations."""

    measure: str = Field(pattern=ID)
    made_of: tuple[str, ...] = Field(min_length=1)
    lead: str
    lead_by_mode: dict[str, str] = {}
    """Who leads instead, in some modes."""
    partners: tuple[str, ...] = ()
    cluster: str
    step: int = Field(ge=1, le=6)
    months: Months
    after: tuple[str, ...] = ()
    after_to_create: tuple[str, ...] = ()
    """What it comes after as well while it still has to be made; what exists is put to use without waiting for it."""
    rests_on: tuple[str, ...] = ()
    instrument: dict[str, str]
    cost: dict[str, Cost]
    criteria: CriteriaShape
    opening: tuple[str, ...] = ()
    carriers: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    together_with: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    safe: Safe = "no"
    """Safe to begin whatever the open answers turn out to be."""
    only_while_open: YesNo = False
    """Left out once hardly anything hangs on an open answer."""
    keeps_place: YesNo = False
    """One place among what hangs on an answer is kept for it, whatever the order (protection and care)."""
    audience: Audience = "brief"
    main_when: dict[str, object] | None = None
    """It stands in the main part of a brief only if this is certain, else in the annexes."""
    by_sector: YesNo = False
    """Its parts are one sentence said of several sectors: it prints once, with the sectors."""
    examples: tuple[Example, ...] = ()


class GuardShape(Retirable):
    """A sentence of care that prints unless its condition certainly holds."""

    guard: str = Field(pattern=ID)
    unless: dict[str, object] | None = None
    always: YesNo = False
    """Where it prints, it stands in the main part, however few actions it goes with."""
    audience: Audience = "brief"
    examples: tuple[Example, ...] = ()


class GateShape(Strict):
    """What the ministerial edition needs: an answer to one of these questions."""

    gate: tuple[str, ...] = Field(min_length=1)


class MeansShape(Strict):
    """When there is money of the State's own, for the criterion Readiness."""

    means: dict[str, object]
    examples: tuple[Example, ...] = ()


class HeadlineShape(Strict):
    """The finding whose value chooses the headline of a brief."""

    headline: str


class StepTaskShape(Strict):
    """A task that belongs to a step whatever the answers."""

    task: str = Field(pattern=ID)
    passage: str
    cites: tuple[str, ...] = ()
    months: Months
    lead: str
    partners: tuple[str, ...] = ()
    when: dict[str, object] | None = None
    unless_in_place: str | None = None


class StepShape(Strict):
    """One of the six steps."""

    step: int = Field(ge=1, le=6)
    id: str = Field(pattern=ID)
    title: str
    cites: tuple[str, ...]
    months: Months
    tasks: tuple[StepTaskShape, ...] = ()
    examples: tuple[Example, ...] = ()


class CaseShape(Strict):
    """An example in a file of its own beside a rule file; its name ends in `.cases.yaml`."""

    rule: str
    """The id of the rule, as its file writes it."""
    kind: RuleKind | None = None
    """Which is meant, where rules of several kinds have one id."""
    name: str
    given: dict[str, str | list[str]] = {}
    """Answers. Of a measure also the way of doing it, as `mode: open`; while several are, what it says of `any` holds."""
    expect: dict[str, object]
    """What the rule says of them, by the keys of its kind.

    Of a recommendation: status, mode or modes, gap, its pieces; lead, sector, level. Of a measure: its criteria and main;
    lead, instrument, cost and after, by the way given; months as [start, length], step, rests_on, guards, safe, audience.
    Of a task of a step or a precondition: `ID.months`, `ID.lead`, and of the latter `ID.step`.
    """
    each: list[dict[str, str | list[str]]] = []
    """If there are any: the same is expected of each of these in turn, on top of what is given."""


class QuestionCaseShape(Strict):
    """An example of a question that is asked under a condition only, in a file beside the questionnaire."""

    question: str
    name: str
    given: dict[str, str | list[str]] = {}
    expect: dict[str, object]
    """`asked: yes`, `asked: no`, or `asked: [no, yes]` while that is open."""
    each: list[dict[str, str | list[str]]] = []
    """If there are any: the same is expected of each of these in turn, on top of what is given."""
