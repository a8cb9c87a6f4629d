"""From recommendations to an order: measures in three classes, ranked by the points that are assured.

In: verdicts, criteria, weights. Out: `Ranked` measures. Classes are never mixed: recommended; safe to begin; hanging on an
answer. Inside the first, unknown criteria count at their least, so that ignorance never outranks knowledge. Criteria,
weights and the whole order are ours; the handbook ranks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wayhome.engine.compile import main_of, points_of
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.handbook import Passage
from wayhome.engine.questionnaire import MODES
from wayhome.engine.recommend import Status, Verdict, points
from wayhome.engine.rulebook import CRITERIA, Measure

Class = Literal["recommended", "safe", "depends"]
Interval = tuple[int, int]
MOST_SHOWN = 10
MOST_RECOMMENDED = 7  # of the ten: a longer list is no longer an order
MOST_OF_A_CLUSTER = 3
MOST_SAFE = 2
MOST_DEPENDING = 4
EQUAL_WITHIN = 2  # points; nearer than this, the order says nothing
FROM_NOTHING = {"create", "house"}  # modes of what does not exist yet
UNLOCKED = 2  # readiness once everything a measure comes after works


@dataclass(frozen=True)
class Ranked:
    """A measure with its status, class, points and place."""

    measure: Measure
    status: Status
    parts: tuple[Verdict, ...]
    modes: tuple[str, ...]
    criteria: dict[str, Interval]
    assured: int
    upper: int
    of_class: Class | None
    is_for_main: bool
    """It may stand in the main part of a brief."""
    rank: int | None = None
    shown: bool = False
    """Stands in the main part of the brief."""
    equal_to_next: bool = False
    """It and the next stand within two points of the foremost of their group: their order says nothing."""

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id

    @property
    def mode(self) -> str | None:
        """The mode, if only one is left."""
        return self.modes[0] if len(self.modes) == 1 else None

    @property
    def lead(self) -> str:
        """The role that leads, in the mode that is left."""
        return lead_of(self.measure, self.modes)

    @property
    def instrument(self) -> str:
        """What it is decided by, in the mode that is left."""
        return by_mode(self.measure.instrument, self.modes)

    @property
    def cost(self) -> str:
        """Its cost class, in the mode that is left."""
        return by_mode(self.measure.cost, self.modes)

    @property
    def after(self) -> tuple[str, ...]:
        """The measures it comes after, those included that matter only while it has to be made."""
        return after_of(self.measure, self.modes)

    @property
    def way(self) -> str:
        """The key of its wording: the mode; `existing` while several are open that all build on what is there; `any`."""
        if self.mode is not None:
            return self.mode
        return "existing" if self.modes and not FROM_NOTHING & set(self.modes) else "any"

    @property
    def leading_parts(self) -> tuple[Verdict, ...]:
        """The parts that give the measure its status."""
        return tuple(part for part in self.parts if part.status is self.status)

    @property
    def is_settled(self) -> bool:
        """Every part that is to be done has one way left, be it the same or not."""
        return all(part.mode is not None for part in self.leading_parts)

    @property
    def hangs_on(self) -> tuple[str, ...]:
        """The answers that would settle the measure's status or way."""
        return tuple(dict.fromkeys(fact for part in self.leading_parts for fact in part.hangs_on))


def lead_of(measure: Measure, modes: Sequence[str]) -> str:
    """The role that leads a measure while these modes are left."""
    return measure.lead_by_mode.get(modes[0], measure.lead) if len(modes) == 1 else measure.lead


def by_mode(texts: Mapping[str, str], modes: Sequence[str]) -> str:
    """The instrument or cost class for the one mode left, else the neutral one."""
    return texts.get(modes[0], texts["any"]) if len(modes) == 1 else texts["any"]


def after_of(measure: Measure, modes: Collection[str]) -> tuple[str, ...]:
    """The measures that a measure comes after while these modes are left."""
    return (*measure.after, *(measure.after_to_create if FROM_NOTHING & set(modes) else ()))


def rank_measures(
    measures: Mapping[str, Measure],
    passages: Mapping[str, Passage],
    verdicts: Mapping[str, Verdict],
    evaluation: Evaluation,
    weights: Mapping[str, int],
) -> list[Ranked]:
    """Every measure that has a verdict: the recommended in their order, then the safe, the depending, and the rest."""
    parts = {id_: [verdicts[part] for part in measure.made_of if part in verdicts] for id_, measure in measures.items()}
    statuses = {id_: status_of_parts([part.status for part in its]) for id_, its in parts.items() if its}
    found = [_score(measures[id_], tuple(parts[id_]), statuses, evaluation, weights) for id_ in statuses]

    def handbook_order(ranked: Ranked) -> int:
        return _handbook_order(ranked, passages)

    def recommended_order(ranked: Ranked) -> tuple[int, ...]:
        return (-ranked.assured, *tie_order(ranked, passages))

    def hurt_if_missed(ranked: Ranked) -> tuple[int, ...]:
        high = sum(weights[name] * ranked.criteria[name][1] for name in ("stakes", "leverage", "reach"))
        return (-high, handbook_order(ranked))

    first = sorted((r for r in found if r.of_class == "recommended"), key=recommended_order)
    first = [replace(r, rank=i) for i, r in enumerate(first, 1)]
    first = _equal(first)
    safe = sorted((r for r in found if r.of_class == "safe"), key=handbook_order)
    depends = sorted((r for r in found if r.of_class == "depends"), key=hurt_if_missed)
    rest = [r for r in found if r.of_class is None]
    return _show(first, safe, depends) + rest


def tie_order(ranked: Ranked, passages: Mapping[str, Passage]) -> tuple[int, ...]:
    """What decides between measures of equal points, the smaller first: it knows no weights."""
    lows = {name: low for name, (low, _) in ranked.criteria.items()}
    return (-lows["opening"], -lows["stakes"], -lows["readiness"], _handbook_order(ranked, passages))


def _handbook_order(ranked: Ranked, passages: Mapping[str, Passage]) -> int:
    return first_line((part.rule.id for part in ranked.parts), passages)


def _equal(ranked: list[Ranked]) -> list[Ranked]:
    """Mark what stands within two points of the foremost of its group; a group never stretches further."""
    found: list[Ranked] = []
    foremost = None
    for i, r in enumerate(ranked):
        if foremost is None or foremost - r.assured > EQUAL_WITHIN:
            foremost = r.assured
        is_last = i + 1 == len(ranked)
        found.append(replace(r, equal_to_next=not is_last and foremost - ranked[i + 1].assured <= EQUAL_WITHIN))
    return found


def status_of_parts(parts: Sequence[Status]) -> Status:
    """A measure stands as its foremost part does."""
    for status in (Status.RECOMMENDED, Status.POSSIBLE, Status.IN_PLACE):
        if status in parts:
            return status
    return Status.NOT_APPLICABLE


def _score(
    measure: Measure,
    parts: tuple[Verdict, ...],
    statuses: Mapping[str, Status],
    evaluation: Evaluation,
    weights: Mapping[str, int],
) -> Ranked:
    status = statuses[measure.id]
    leading = [part for part in parts if part.status is status]
    criteria: dict[str, Interval] = {"gap": (max(part.gap[0] for part in leading), max(part.gap[1] for part in leading))}
    for name in measure.criteria:
        criteria[name] = points(evaluation, points_of(measure.id, name))
    # An opening nobody knows of is no opening: a bonus, not an interval.
    opening = max((points(evaluation, points_of(date, "opening"))[0] for date in measure.openings), default=0)
    criteria["opening"] = (opening, opening)
    if measure.after and all(statuses.get(before) is Status.IN_PLACE for before in measure.after):
        low, high = criteria["readiness"]
        criteria["readiness"] = (max(low, UNLOCKED), max(high, UNLOCKED))
    open_to_do = status in (Status.RECOMMENDED, Status.POSSIBLE)
    modes = {mode for part in leading for mode in part.modes} if open_to_do else set()
    of_class: Class | None = None
    if open_to_do:
        is_safe = measure.safe == "yes" or (measure.safe == "when-recommended" and status is Status.RECOMMENDED)
        of_class = "safe" if is_safe else "recommended" if status is Status.RECOMMENDED else "depends"
    return Ranked(
        measure,
        status,
        parts,
        tuple(mode for mode in MODES if mode in modes),
        {name: criteria[name] for name in CRITERIA},
        sum(weights[name] * low for name, (low, _) in criteria.items()),
        sum(weights[name] * high for name, (_, high) in criteria.items()),
        of_class,
        measure.audience == "brief" and evaluation.verdicts.get(main_of(measure.id), True) is True,
    )


def shown_without(ranked: Sequence[Ranked], set_aside: Collection[str]) -> list[Ranked]:
    """The same measures in the same order; those set aside leave the main part of the brief to the next."""
    first, safe, depends = ([r for r in ranked if r.of_class == of_class] for of_class in ("recommended", "safe", "depends"))
    return _show(first, safe, depends, set_aside) + [r for r in ranked if r.of_class is None]


def _show(first: list[Ranked], safe: list[Ranked], depends: list[Ranked], set_aside: Collection[str] = ()) -> list[Ranked]:
    """Choose what the main part of the brief holds: at most ten, at most three of a cluster, a place for care."""
    shown: set[str] = set()
    clusters: dict[str, int] = {}

    def take(ranked: Ranked) -> None:
        shown.add(ranked.id)
        clusters[ranked.measure.cluster] = clusters.get(ranked.measure.cluster, 0) + 1

    def fits(ranked: Ranked) -> bool:
        is_free = ranked.is_for_main and ranked.id not in shown and ranked.id not in set_aside
        return is_free and clusters.get(ranked.measure.cluster, 0) < MOST_OF_A_CLUSTER

    for ranked in [r for r in safe if fits(r)][:MOST_SAFE]:
        take(ranked)
    care = next((r for r in depends if r.measure.keeps_place and fits(r)), None)
    if care is not None:
        take(care)
    for ranked in first:
        taken = sum(r.id in shown for r in first)
        if len(shown) < MOST_SHOWN and taken < MOST_RECOMMENDED and fits(ranked):
            take(ranked)
    for ranked in depends:
        waiting = sum(r.id in shown for r in depends)
        if len(shown) < MOST_SHOWN and waiting < MOST_DEPENDING and fits(ranked):
            take(ranked)
    return [replace(ranked, shown=ranked.id in shown) for ranked in (*first, *safe, *depends)]


def first_line(ids: Iterable[str], passages: Mapping[str, Passage]) -> int:
    """The first line of the handbook that any of these passages begins on: the order of the handbook."""
    found = [re.search(r"L(\d+)", passages[id_].locator) for id_ in ids]
    return min(int(match.group(1)) if match else 0 for match in found)
