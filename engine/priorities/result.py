"""The shape of priorities as JSON, and how it is filled.

In: `Priorities`. Out: a `PrioritiesResult`.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.priorities.orders import BodyOrder, Priorities
from wayhome.engine.prioritise import Class, Interval
from wayhome.engine.sources import Strict


class PlaceResult(Strict):
    """A measure in the order of one body."""

    measure: str
    place: int
    assured: int
    """Points under the weights of this body: assured, and at most."""
    upper: int
    equal_to_next: bool
    """It and the next stand within two points of the foremost of their group: their order says nothing."""


class OrderResult(Strict):
    """The order of one body."""

    name: str
    ours: bool
    """The weights of the rulebook, for comparison."""
    weights: dict[str, int]
    recommended: list[PlaceResult]
    depending: list[str]
    """Measures that hang on an answer, those first that would hurt most if they were missed."""


class WeighedResult(Strict):
    """A measure, and what weights do not touch."""

    measure: str
    title: str
    of_class: Class | None
    criteria: dict[str, Interval]
    """Each criterion, from what is certain to what is still open."""


class AgreedResult(Strict):
    """A pair that all put in the same order."""

    first: str
    second: str
    whatever: bool
    """No weights, as long as none is below zero, put the second before the first."""


class PreferenceResult(Strict):
    """How one body orders a pair."""

    body: int
    """Its place in `orders`, from 0."""
    first: str
    ahead: int
    """By how many points; 0 if they are equal."""
    criterion: str | None
    """What counts most for the first under its weights; null if the order of ties decides."""


class DisputedResult(Strict):
    """A pair that bodies put in different orders."""

    one: str
    other: str
    preferences: list[PreferenceResult]


class FixedResult(Strict):
    """A pair whose order no change of weights can alter."""

    first: str
    second: str


class PrioritiesResult(Strict):
    """The orders of several bodies, and what they have in common."""

    country: str
    area: str | None
    edition: str
    profile: str
    """SHA-256; likewise of rulebook and knowledge."""
    rulebook: str
    rulebook_version: str | None
    knowledge: str
    knowledge_version: str | None
    orders: list[OrderResult]
    """Ours first."""
    measures: list[WeighedResult]
    agreed: list[AgreedResult]
    disputed: list[DisputedResult]
    fixed: list[FixedResult]
    """All of them, those included that follow from two others."""


def priorities_result(p: Phrases, found: Priorities) -> PrioritiesResult:
    """Priorities as plain values."""
    advice = found.advice
    return PrioritiesResult(
        country=advice.profile.country.alpha_3,
        area=advice.profile.area,
        edition=str(advice.options.edition),
        profile=advice.profile.digest,
        rulebook=advice.library.rulebook_digest,
        rulebook_version=advice.library.rulebook_version or None,
        knowledge=advice.library.knowledge_digest,
        knowledge_version=advice.library.knowledge_version or None,
        orders=[_order(order, is_ours=i == 0) for i, order in enumerate(found.orders)],
        measures=[
            WeighedResult(measure=r.id, title=p.of(r).title, of_class=r.of_class, criteria=r.criteria)
            for r in advice.ranked
            if r.of_class
        ],
        agreed=[AgreedResult(first=one.first, second=one.second, whatever=one.is_whatever) for one in found.agreed],
        disputed=[
            DisputedResult(
                one=pair.one,
                other=pair.other,
                preferences=[
                    PreferenceResult(body=view.body, first=view.first, ahead=view.ahead, criterion=view.criterion or None)
                    for view in pair.preferences
                ],
            )
            for pair in found.disputed
        ],
        fixed=[FixedResult(first=first, second=second) for first, second in found.fixed],
    )


def _order(order: BodyOrder, *, is_ours: bool) -> OrderResult:
    return OrderResult(
        name=order.body.name,
        ours=is_ours,
        weights=order.body.weights,
        recommended=[
            PlaceResult(measure=r.id, place=place, assured=r.assured, upper=r.upper, equal_to_next=r.equal_to_next)
            for place, r in enumerate(order.ranked, 1)
        ],
        depending=[r.id for r in order.depending],
    )
