"""A rulebook's program as a circuit: two planes a condition (certainly so; possibly so), one for each value of a fact.

In: a `Program`. Out: `Planes`, which name where everything `evaluate` concludes can be read off. A plane of a value says in
which scenarios it is still possible. The certain and the possible side of a condition run through the same connectives
(Kleene's, with `not` at the leaves), so that each side is built only where something reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wayhome.engine.compile import Program, Skip, Table
from wayhome.engine.planes.circuit import ZERO, Circuit
from wayhome.engine.truth import All, Any, Condition, Count, Test

Values = tuple[int, ...]
"""The plane of each value of a domain: where it is still possible."""


@dataclass(frozen=True)
class Verdict:
    """The two planes of a condition; it is unknown where it is possible and not certain."""

    certain: int
    possible: int


@dataclass
class Planes:
    """Where in the circuit each conclusion stands."""

    circuit: Circuit
    given: dict[str, Values]
    """The inputs: facts as answers leave them."""
    asked: dict[str, Values] = field(default_factory=dict)
    facts: dict[str, Values] = field(default_factory=dict)
    irrelevant: dict[str, int] = field(default_factory=dict)
    """Question to where it certainly does not arise."""
    applies: dict[str, int] = field(default_factory=dict)
    """Implication to where its condition certainly holds."""
    excluded: dict[tuple[str, str], int] = field(default_factory=dict)
    """(implication, fact) to where it rules out a value that was still possible."""
    conflicts: dict[tuple[str, str], int] = field(default_factory=dict)
    """(implication, fact) to where it is not applied, since it would leave the fact without any value."""
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    outcomes: dict[str, Values] = field(default_factory=dict)
    _behind: list[frozenset[str]] = field(default_factory=list)

    def facts_behind(self, plane: int) -> frozenset[str]:
        """The facts of answers that a plane depends on."""
        if not self._behind:
            owner = {value: frozenset((fact,)) for fact, values in self.given.items() for value in values}
            self._behind = [owner.get(number, frozenset()) for number in range(2 + self.circuit.inputs)]
        for gate in self.circuit.gates[len(self._behind) - 2 - self.circuit.inputs :]:
            self._behind.append(self._behind[gate.left] | self._behind[gate.right])
        return self._behind[plane]


def flatten(program: Program) -> Planes:
    """The circuit of a program."""
    circuit = Circuit()
    given = {fact: tuple(circuit.add_input() for _ in program.domains[fact].values) for fact in program.asked}
    planes = Planes(circuit, given)
    now = dict(given)
    for level in program.skips:
        reader = Reader(circuit, now)
        decided = [(skip, reader.certain(skip.relevant), reader.possible(skip.relevant)) for skip in level]
        for skip, certain, possible in decided:
            planes.irrelevant[skip.question] = circuit.negated(possible)
            now.update(_skipped(circuit, skip, now, certain, possible))
    planes.asked = dict(now)
    _narrow(program, planes, now)
    for stratum in program.strata:
        reader = Reader(circuit, now)
        now.update({table.id: reader.values(table) for table in stratum})
    planes.facts = now
    reader = Reader(circuit, now)
    planes.verdicts = {name: reader.verdict(condition) for name, condition in program.verdicts.items()}
    planes.outcomes = {table.id: reader.values(table) for table in program.outcomes}
    return planes


def _skipped(circuit: Circuit, skip: Skip, now: Mapping[str, Values], certain: int, possible: int) -> dict[str, Values]:
    """The facts of a conditional question: the answer where it arises, the value when skipped where it may not."""
    found = {}
    for fact in skip.facts:
        found[fact] = tuple(
            circuit.any_of((circuit.all_of((plane, possible)), circuit.negated(certain)))
            if skip.skipped >> i & 1
            else circuit.all_of((plane, possible))
            for i, plane in enumerate(now[fact])
        )
    for fact in skip.beside:
        found[fact] = tuple(circuit.any_of((plane, circuit.negated(possible))) for plane in now[fact])
    return found


def _narrow(program: Program, planes: Planes, now: dict[str, Values]) -> None:
    """Let each implication in turn rule values out, except where it would leave a fact without any."""
    circuit = planes.circuit
    reader = Reader(circuit, planes.asked)
    for rule in program.implications:
        applies = planes.applies[rule.id] = reader.certain(rule.when)
        for fact, allowed in rule.then:
            ruled_out = [i for i in range(len(now[fact])) if not allowed >> i & 1]
            left = circuit.any_of(plane for i, plane in enumerate(now[fact]) if i not in ruled_out)
            keep = circuit.negated(circuit.all_of((applies, left)))
            excluded = circuit.all_of((applies, circuit.any_of(now[fact][i] for i in ruled_out)))
            planes.excluded[rule.id, fact] = circuit.any_of((excluded, planes.excluded.get((rule.id, fact), ZERO)))
            conflict = circuit.all_of((applies, circuit.negated(left)))
            planes.conflicts[rule.id, fact] = circuit.any_of((conflict, planes.conflicts.get((rule.id, fact), ZERO)))
            now[fact] = tuple(
                circuit.all_of((plane, keep)) if i in ruled_out else plane for i, plane in enumerate(now[fact])
            )


class Reader:
    """Conditions over facts as they stand at one point of the evaluation."""

    def __init__(self, circuit: Circuit, facts: Mapping[str, Values]) -> None:
        self._circuit = circuit
        self._facts = dict(facts)
        self._certain: dict[Condition, int] = {}
        self._possible: dict[Condition, int] = {}

    def certain(self, condition: Condition) -> int:
        """Where it holds for every value still possible."""
        found = self._certain.get(condition)
        if found is None:
            found = self._certain[condition] = self._read(condition, is_certain=True)
        return found

    def possible(self, condition: Condition) -> int:
        """Where it is not excluded."""
        found = self._possible.get(condition)
        if found is None:
            found = self._possible[condition] = self._read(condition, is_certain=False)
        return found

    def verdict(self, condition: Condition) -> Verdict:
        """Both sides of it."""
        return Verdict(self.certain(condition), self.possible(condition))

    def values(self, table: Table) -> Values:
        """The values of a table that are not excluded."""
        rows: dict[str, list[int]] = {value: [] for value in table.domain.values}
        for value, condition in table.rows:
            rows[value].append(self.possible(condition))
        return tuple(self._circuit.any_of(planes) for planes in rows.values())

    def _read(self, condition: Condition, *, is_certain: bool) -> int:
        circuit = self._circuit
        if isinstance(condition, Test):
            wanted = [plane for i, plane in enumerate(self._facts[condition.fact]) if condition.mask >> i & 1]
            others = [plane for i, plane in enumerate(self._facts[condition.fact]) if not condition.mask >> i & 1]
            return circuit.negated(circuit.any_of(others)) if is_certain else circuit.any_of(wanted)
        parts = [self.certain(part) if is_certain else self.possible(part) for part in condition.parts]
        match condition:
            case All():
                return circuit.all_of(parts)
            case Any():
                return circuit.any_of(parts)
            case Count(at_least, _):
                return circuit.at_least(at_least, parts)
