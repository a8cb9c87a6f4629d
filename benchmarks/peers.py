"""The truth of the whole rulebook by other means: generated Python closures, CLIPS, zen-engine.

Each peer takes complete profiles (one value a fact) and decides every condition of the rulebook that decides anything:
the findings row by row, then the needs, fits, components, guards, tasks, and the rows of modes and points. Answers stand
as they are after relevance and implications, which are worked out beforehand for all alike. The benchmark asserts that
every peer decides each of them as the planes do.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping, Sequence

from wayhome.engine.compile import Program
from wayhome.engine.truth import All, Any, Condition, Count, Test

World = dict[str, int]
"""Fact to the number of its value."""
Decide = Callable[[Sequence[World]], list[list[bool]]]


def conditions_of(program: Program) -> list[Condition]:
    """What is decided of a profile, in one order for everybody; findings come first."""
    rows = [row for stratum in program.strata for table in stratum for _, row in table.rows]
    outcomes = [row for table in program.outcomes for _, row in table.rows]
    return [*rows, *program.verdicts.values(), *outcomes]


def closures(program: Program) -> Decide:
    """Every condition as a Python function made of Python functions."""

    def made(condition: Condition) -> Callable[[World], bool]:
        if isinstance(condition, Test):
            fact, mask = condition.fact, condition.mask
            return lambda world: mask >> world[fact] & 1 == 1
        parts = [made(part) for part in condition.parts]
        if isinstance(condition, Count):
            least = condition.at_least
            return lambda world: sum(part(world) for part in parts) >= least
        if isinstance(condition, All):
            return lambda world: all(part(world) for part in parts)
        return lambda world: any(part(world) for part in parts)

    strata = [
        [[(table.id, table.domain.values.index(value), made(row)) for value, row in table.rows] for table in stratum]
        for stratum in program.strata
    ]
    rest = [*program.verdicts.values(), *(row for table in program.outcomes for _, row in table.rows)]
    others = [made(condition) for condition in rest]

    def decide(world: World) -> list[bool]:
        world, found = dict(world), []
        for stratum in strata:
            values = {}
            for table in stratum:
                held = [(id_, value) for id_, value, row in table if row(world)]
                found += [row(world) for _, _, row in table]
                values.update(held)
            world |= values
        return [*found, *(other(world) for other in others)]

    return lambda worlds: [decide(world) for world in worlds]


class Clips:
    """The same as rules of CLIPS: each part of a condition asserts that it holds (RETE, forward chaining)."""

    def __init__(self, program: Program) -> None:
        import clips

        self._environment = clips.Environment()
        self._rules = itertools.count()
        self._numbers: dict[Condition, int] = {}
        self._program = program
        self._wanted = [self._holds(condition) for condition in conditions_of(program)]
        for stratum in program.strata:
            for table in stratum:
                for value, row in table.rows:
                    at = table.domain.values.index(value)
                    self._rule(f"(h {self._holds(row)})", f"(f {table.id} {at})")

    def __call__(self, worlds: Sequence[World]) -> list[list[bool]]:
        """Decide one world after the other."""
        found = []
        for world in worlds:
            self._environment.reset()
            for fact, value in world.items():
                self._environment.assert_string(f"(f {fact} {value})")
            self._environment.run()
            held = {fact[0] for fact in self._environment.facts() if fact.template.name == "h"}
            found.append([number in held for number in self._wanted])
        return found

    def _holds(self, condition: Condition) -> int:
        """The number that is asserted where a condition holds."""
        if condition not in self._numbers:
            number = self._numbers[condition] = len(self._numbers)
            match condition:
                case Test():
                    self._rule(self._read(condition), f"(h {number})")
                case All(parts):
                    self._rule(" ".join(self._read(part) for part in parts), f"(h {number})")
                case Any(parts):
                    for part in parts:
                        self._rule(self._read(part), f"(h {number})")
                case Count(at_least, parts):
                    for chosen in itertools.combinations(parts, at_least):
                        self._rule(" ".join(self._read(part) for part in chosen), f"(h {number})")
        return self._numbers[condition]

    def _read(self, condition: Condition) -> str:
        if not isinstance(condition, Test):
            return f"(h {self._holds(condition)})"
        values = [str(i) for i in range(condition.full.bit_length()) if condition.mask >> i & 1]
        return f"(f {condition.fact} {'|'.join(values)})"

    def _rule(self, left: str, right: str) -> None:
        self._environment.build(f"(defrule r{next(self._rules)} {left} => (assert {right}))")


class Zen:
    """The same as a decision of zen-engine: one expression for each condition, findings before what reads them."""

    def __init__(self, program: Program) -> None:
        import zen

        self._names = {fact: f"f{i}" for i, fact in enumerate(program.domains)}
        nodes, edges = [{"id": "in", "type": "inputNode", "name": "in", "content": {"schema": ""}}], []
        self._number = len(conditions_of(program))
        number = itertools.count()
        stages: list[list[tuple[str, str]]] = []
        for stratum in program.strata:
            rows, values = [], []
            for table in stratum:
                value = "-1"
                for name, row in table.rows:
                    key = f"c{next(number)}"
                    rows.append((key, self._said(row)))
                    value = f"$root.{key} ? {table.domain.values.index(name)} : {value}"
                values.append((self._names[table.id], value.replace("$root.", "")))
            stages += [rows, values]
        stages.append([(f"c{next(number)}", self._said(condition)) for condition in _rest(program)])
        for i, stage in enumerate(stages):
            expressions = [{"id": f"{i}-{j}", "key": key, "value": value} for j, (key, value) in enumerate(stage)]
            content = {"expressions": expressions, "passThrough": True}
            nodes.append({"id": f"s{i}", "type": "expressionNode", "name": f"s{i}", "content": content})
        nodes.append({"id": "out", "type": "outputNode", "name": "out", "content": {"schema": ""}})
        order = [node["id"] for node in nodes]
        for i, (source, target) in enumerate(itertools.pairwise(order)):
            edges.append({"id": f"e{i}", "type": "edge", "sourceId": source, "targetId": target})
        self._decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def __call__(self, worlds: Sequence[World]) -> list[list[bool]]:
        """Decide one world after the other."""
        found = []
        for world in worlds:
            result = self._decision.evaluate({self._names[fact]: value for fact, value in world.items()})["result"]
            found.append([result[f"c{i}"] for i in range(self._number)])
        return found

    def _said(self, condition: Condition) -> str:
        match condition:
            case Test(fact, mask, full):
                values = [str(i) for i in range(full.bit_length()) if mask >> i & 1]
                return f"{self._names[fact]} in [{', '.join(values)}]"
            case All(parts):
                return f"({' and '.join(map(self._said, parts))})" if parts else "true"
            case Any(parts):
                return f"({' or '.join(map(self._said, parts))})" if parts else "false"
            case Count(at_least, parts):
                return f"({' + '.join(f'({self._said(part)} ? 1 : 0)' for part in parts)}) >= {at_least}"


def _rest(program: Program) -> list[Condition]:
    rows = sum(len(table.rows) for stratum in program.strata for table in stratum)
    return conditions_of(program)[rows:]


def worlds_of(program: Program, facts: Sequence[Mapping[str, int]]) -> list[World]:
    """Facts of one value each as the numbers of those values."""
    return [{fact: found[fact].bit_length() - 1 for fact in program.asked} for found in facts]
