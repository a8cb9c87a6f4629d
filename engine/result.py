"""The shape of an advice as JSON: everything the brief says, and the trace behind it.

`result_builder` fills these models from an `Advice`; `wayhome schema advice` describes them.
"""

from __future__ import annotations

from pydantic import Field

from wayhome.engine.facts import State
from wayhome.engine.prioritise import Class
from wayhome.engine.result_reviews import ReviewsResult
from wayhome.engine.result_since import SinceResult
from wayhome.engine.robustness_words import KindResult
from wayhome.engine.sources import Strict


class SourceResult(Strict):
    """A source of answers."""

    title: str
    address: str
    date: str | None


class FactResult(Strict):
    """What is still possible of a fact, and in which way it is known or not."""

    values: list[str]
    state: State


class AnswerResult(Strict):
    """An answer and its evidence."""

    facts: dict[str, FactResult]
    evidence: str
    sources: list[str]
    date: str | None
    number: int | None
    text: list[str]


class ProfileResult(Strict):
    """The profile the advice is for."""

    country: str
    name: str
    area: str | None
    title: str
    date: str | None
    recipient: str
    basis: str
    invented: bool
    start_month: int | None = Field(description="months since year 0")
    horizon: int | None
    actors: dict[str, str]
    answers: dict[str, AnswerResult]
    sources: dict[str, SourceResult]


class DigestResult(Strict):
    """What the advice was made from, for `wayhome verify`."""

    profile: str
    rulebook: str
    rulebook_version: str | None
    knowledge: str
    knowledge_version: str | None
    wayhome: str
    edition: str
    date: str | None


class FiringResult(Strict):
    """One firing of the rule engine."""

    stage: str
    condition: str
    verdict: bool
    matched: dict[str, list[str]]


class ImplicationResult(Strict):
    """An implication that narrowed a fact, or would have emptied it."""

    implication: str
    fact: str
    applied: bool


class RulebookResult(Strict):
    """How the rules were run."""

    inference: str
    firings: list[FiringResult]
    implications: list[ImplicationResult]
    skipped: list[str]


class FindingResult(Strict):
    """A finding; one value if it is certain."""

    title: str
    values: list[str]
    cites: list[str]


class PreconditionResult(FindingResult):
    """A precondition of Table 4.7."""

    id: str
    value: str | None
    reading: str
    because: list[str]
    """The questions it reads that the profile answers."""


class BecauseResult(Strict):
    """An answer that decided."""

    fact: str
    text: str
    values: list[str]
    evidence: str
    sources: list[str]


class ComponentResult(Strict):
    """A piece of a recommendation, and how far it is."""

    passage: str
    title: str
    state: str
    """done, missing, open (still to be asked about) or guidance (never ticked off)."""
    hangs_on: list[str]


class RecommendationResult(Strict):
    """One thing to do, with the verdict on it."""

    id: str
    title: str
    sector: str
    status: str
    mode: str | None
    modes: list[str]
    strength: str
    lead: str
    citations: list[dict[str, str]]
    because: list[BecauseResult]
    hangs_on: list[str]
    components: list[ComponentResult]
    illustrations: list[str]
    """Passages of cases that share its condition."""
    reason: str | None
    """`level`: only the national level can decide it, and this is a profile of an area."""
    measure: str
    indicator: str
    means_of_verification: str
    beneficiaries: str
    sdg: list[str]
    gcm: list[str]
    crs: list[str]


class PointsResult(Strict):
    """Points of a measure: assured, and at most; each criterion as least and most."""

    assured: int
    upper: int
    criteria: dict[str, tuple[int, int]]


class MeasureResult(Strict):
    """One decision, made of recommendations."""

    id: str
    title: str
    status: str
    of_class: Class | None = Field(serialization_alias="class")
    rank: int | None
    number: int | None
    """Its number in the main part of the brief, if it stands there."""
    equal_to_next: bool
    points: PointsResult
    made_of: list[str]
    mode: str | None
    modes: list[str]
    action: str
    decision: str
    lead: str
    lead_name: str | None
    partners: list[str]
    step: int
    instrument: str
    cost: str
    guards: list[str]
    after: list[str]
    rests_on: list[str]
    hangs_on: list[str]
    sign: str


class TaskResult(Strict):
    """A line of the roadmap; months count from the start of the plan."""

    id: str
    kind: str
    text: str
    result: str
    lead: str | None
    partners: list[str]
    start: int
    end: int
    at_once: bool
    measure: str | None
    passages: list[str]
    questions: list[str]
    waits_for: list[str]
    in_main: bool
    """Stands in the main part of the brief; the rest of what is recommended stands in the annex alone."""
    without: list[str]
    """Measures it comes after that were set aside in a review: it is not scheduled on them."""
    paid_by: str
    """Whose money it waits for, as answered in a review; empty if for none."""
    promised: bool
    """Its dates are those answered in a review, later than planned."""


class StepResult(Strict):
    """One of the six steps."""

    number: int
    id: str
    title: str
    tasks: list[TaskResult]


class RoadmapResult(Strict):
    """The six steps, and what the first page says."""

    months: int
    horizon: int | None
    beyond_horizon: list[str]
    key_messages: list[str]
    care: dict[str, str]
    cautions: dict[str, str]
    steps: list[StepResult]


class BodyResult(Strict):
    """What follows for a body in the adviser's list. Ratings are for the adviser alone."""

    key: str
    name: str
    rules: list[str]
    """`rule@key` of what holds: how to work with it, what to put in writing, which functions fit."""
    advice: list[str]
    """The same in words."""
    ratings: dict[str, list[str]] | None
    """The answers about it; null in editions for other readers."""


class AskResult(Strict):
    """What an area asks of the national level."""

    recommendation: str
    title: str
    status: str
    """What the verdict at that level would be."""


class UnknownResult(Strict):
    """A question still open, first the one on which most hangs."""

    question: str
    name: str
    state: State
    ask: list[str]
    matters: str
    effort: str
    facts: list[str]
    measures: list[str]


class FirmnessResult(Strict):
    """How firm the order is, over combinations of open answers and other weights."""

    open_answers: int
    seed: int
    both: KindResult


class AdviceResult(Strict):
    """Everything an advice says."""

    profile: ProfileResult
    digest: DigestResult
    rulebook: RulebookResult
    context: dict[str, FindingResult]
    preconditions: list[PreconditionResult]
    recommendations: list[RecommendationResult]
    measures: list[MeasureResult]
    roadmap: RoadmapResult
    unknowns: list[UnknownResult]
    weights: dict[str, int]
    firmness: FirmnessResult
    stakeholders: list[BodyResult]
    asks: list[AskResult]
    reviews: ReviewsResult | None
    """What the bodies asked answered, and how far the work is; null if no review was read."""
    since: SinceResult | None
    """What became of what was asked for before; null if no earlier profile was read."""
