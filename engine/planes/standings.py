"""Measures over many scenarios: where each is recommended, its points of each criterion, and their order.

In: `Planes` of the program, the measures an edition knows of, and the statuses they rest on. Out: `Standings`, whose planes
say what `prioritise` says: a measure stands as its foremost part does, and each criterion is given by three planes, the
least points reaching 1, 2 and 3 (and three for the most).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wayhome.engine.compile import Program, fits_of, main_of, modes_of, national_of, need_of, points_of
from wayhome.engine.planes.circuit import ONE, ZERO, Circuit
from wayhome.engine.planes.flatten import Planes, Values, Verdict
from wayhome.engine.prioritise import UNLOCKED
from wayhome.engine.recommend import Status
from wayhome.engine.rulebook import CRITERIA, Measure, Recommendation, Rulebook

Thresholds = tuple[int, int, int]
"""Planes: where points reach 1, 2 and 3."""
ByStatus = dict[Status, int]


@dataclass(frozen=True)
class Standing:
    """Where a measure stands how, and with which points."""

    id: str
    status: ByStatus
    least: dict[str, Thresholds]
    most: dict[str, Thresholds]
    ranked: int
    """Where it has a place in the order: recommended, and not a safe start."""
    for_main: int
    """Where it may stand in the main part of a brief."""


@dataclass(frozen=True)
class Standings:
    """Of all recommendations and measures."""

    recommendations: dict[str, ByStatus]
    measures: dict[str, Standing]


def needed_for_standings(program: Program, rulebook: Rulebook) -> Program:
    """As much of a program as `standings` reads: nothing of components, guards, tasks and ways of doing things."""
    rules = rulebook.recommendations
    verdicts = {name for id_ in rules for name in (need_of(id_), fits_of(id_), national_of(id_))}
    verdicts |= {main_of(id_) for id_ in rulebook.measures}
    modes = {modes_of(id_) for id_ in rules}
    return replace(
        program,
        verdicts={name: condition for name, condition in program.verdicts.items() if name in verdicts},
        outcomes=tuple(table for table in program.outcomes if table.id not in modes),
    )


def standings(
    planes: Planes,
    rulebook: Rulebook,
    measures: Mapping[str, Measure],
    *,
    told: Collection[str] | None = None,
    is_area: bool = False,
) -> Standings:
    """Add the gates that say how everything stands; `told` names the recommendations spoken of, by default all."""
    rules = {id_: rule for id_, rule in rulebook.recommendations.items() if told is None or id_ in told}
    statuses = {id_: statuses_of(planes, rule, is_area=is_area) for id_, rule in rules.items()}
    parts = {id_: [part for part in measure.made_of if part in rules] for id_, measure in measures.items()}
    of_measure = {id_: foremost(planes.circuit, [statuses[part] for part in its]) for id_, its in parts.items() if its}
    found = {}
    for id_, status in of_measure.items():
        measure = measures[id_]
        least, most = _criteria(planes, measure, parts[id_], statuses, of_measure)
        # A safe start has no place in the order.
        ranked = ZERO if measure.safe in ("yes", "when-recommended") else status[Status.RECOMMENDED]
        main = planes.verdicts[main_of(id_)].certain if main_of(id_) in planes.verdicts else ONE
        found[id_] = Standing(id_, status, least, most, ranked, main if measure.audience == "brief" else ZERO)
    return Standings(statuses, found)


def statuses_of(planes: Planes, rule: Recommendation, *, is_area: bool) -> ByStatus:
    """Where a recommendation has which status."""
    circuit, need, fits = planes.circuit, planes.verdicts[need_of(rule.id)], planes.verdicts[fits_of(rule.id)]
    elsewhere = ZERO
    if is_area:
        decided = planes.verdicts.get(national_of(rule.id), Verdict(ZERO, ZERO))
        elsewhere = ONE if rule.level == "national" else decided.certain
    here = circuit.negated(elsewhere)
    may_fit = circuit.all_of((fits.possible, here))
    recommended = circuit.all_of((need.certain, fits.certain, here))
    return {
        Status.RECOMMENDED: recommended,
        Status.POSSIBLE: circuit.all_of((need.possible, may_fit, circuit.negated(recommended))),
        Status.IN_PLACE: circuit.negated(need.possible),
        Status.NOT_APPLICABLE: circuit.all_of((need.possible, circuit.negated(may_fit))),
    }


def foremost(circuit: Circuit, parts: Sequence[ByStatus]) -> ByStatus:
    """Where a measure of these parts has which status: it stands as its foremost part does."""
    found: ByStatus = {}
    before: list[int] = []
    for status in (Status.RECOMMENDED, Status.POSSIBLE, Status.IN_PLACE, Status.NOT_APPLICABLE):
        here = circuit.any_of(part[status] for part in parts)
        found[status] = circuit.all_of((here, *map(circuit.negated, before)))
        before.append(here)
    return found


def _criteria(
    planes: Planes,
    measure: Measure,
    parts: Iterable[str],
    statuses: Mapping[str, ByStatus],
    of_measure: Mapping[str, ByStatus],
) -> tuple[dict[str, Thresholds], dict[str, Thresholds]]:
    circuit = planes.circuit
    least: dict[str, Thresholds] = {}
    most: dict[str, Thresholds] = {}
    is_recommended = of_measure[measure.id][Status.RECOMMENDED]
    gaps = []
    for part in parts:
        leads = circuit.any_of(
            (
                statuses[part][Status.RECOMMENDED],
                circuit.all_of((statuses[part][Status.POSSIBLE], circuit.negated(is_recommended))),
            )
        )
        gap = planes.outcomes[points_of(part, "gap")]
        gaps.append((_where(circuit, leads, _least(circuit, gap)), _where(circuit, leads, _most(circuit, gap))))
    least["gap"] = _highest(circuit, [low for low, _ in gaps])
    most["gap"] = _highest(circuit, [high for _, high in gaps])
    for name in measure.criteria:
        values = planes.outcomes[points_of(measure.id, name)]
        least[name], most[name] = _least(circuit, values), _most(circuit, values)
    dates = [planes.outcomes[points_of(date, "opening")] for date in measure.openings]
    least["opening"] = most["opening"] = _highest(circuit, [_least(circuit, values) for values in dates])
    if measure.after:
        unlocked = circuit.all_of(
            of_measure[before][Status.IN_PLACE] if before in of_measure else ZERO for before in measure.after
        )
        least["readiness"] = _raised(circuit, least["readiness"], unlocked)
        most["readiness"] = _raised(circuit, most["readiness"], unlocked)
    return {name: least[name] for name in CRITERIA}, {name: most[name] for name in CRITERIA}


def _least(circuit: Circuit, values: Values) -> Thresholds:
    """No value below is left, and some value is."""
    some = circuit.any_of(values)
    first, second, third = (circuit.all_of((some, circuit.negated(circuit.any_of(values[:points])))) for points in (1, 2, 3))
    return first, second, third


def _most(circuit: Circuit, values: Values) -> Thresholds:
    return circuit.any_of(values[1:]), circuit.any_of(values[2:]), circuit.any_of(values[3:])


def _where(circuit: Circuit, here: int, steps: Thresholds) -> Thresholds:
    first, second, third = (circuit.all_of((here, plane)) for plane in steps)
    return first, second, third


def _highest(circuit: Circuit, alternatives: Sequence[Thresholds]) -> Thresholds:
    first, second, third = (circuit.any_of(steps[i] for steps in alternatives) for i in range(3))
    return first, second, third


def _raised(circuit: Circuit, steps: Thresholds, here: int) -> Thresholds:
    """At least `UNLOCKED` points here."""
    first, second, third = (
        circuit.any_of((plane, here)) if points <= UNLOCKED else plane for points, plane in enumerate(steps, 1)
    )
    return first, second, third
