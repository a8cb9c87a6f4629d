"""The rules the engine is given: one ruleset for each stage of the program, within the bounds it can bear.

In: a `Program`. Out: a `Ruleset` a stage, in parts, each as the JSON the engine loads. Each condition is compiled to what
makes it true and what makes it false, as far as somebody reads it, both in disjunctive form: one engine rule a disjunct,
shared by all conditions it decides. Every bound at which the engine hangs, overflows or silently errs is checked here, at
load.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wayhome.engine.compile import Program, Table
from wayhome.engine.disjuncts import Disjunct, disjuncts
from wayhome.engine.errors import EngineError
from wayhome.engine.truth import Condition, Domain, negate

MOST_FACTS = 500  # messages of one kind the engine can tell apart
MOST_TESTS = 60  # distinct tests on one fact; the engine loops for ever at 512
MOST_SHARING = 250  # rules on one identical test; the engine overflows at 256
MOST_RULES = 4000
MOST_VALUES = 240  # of one fact; the engine refuses a message of 251 fields only when it arrives
MOST_CONDITIONS = 15  # of one rule; the engine refuses 16 only when a fact arrives
AT_ONCE = 200
"""Rules that are loaded together: for every run the engine sets aside 8 kB for each condition of a ruleset, and after every
firing it looks through all its rules, so that several small ones take half the time of a large one."""
SENTINEL = "0"
"""The rule that fires in every state: deleting a state in which nothing fired crashes the engine."""
BOTH = (True, False)


@dataclass(frozen=True)
class EngineRule:
    """What one engine rule concludes when it fires."""

    names: tuple[str, ...]
    verdict: bool


@dataclass(frozen=True)
class Part:
    """Some of the rules of a stage, loaded into the engine together."""

    definition: str
    """The JSON the engine loads."""
    facts: tuple[str, ...]
    """The facts they read."""


@dataclass(frozen=True)
class Ruleset:
    """The rules of one stage; its bounds are those of a single part, however many there are."""

    stage: str
    parts: tuple[Part, ...]
    facts: dict[str, str]
    """Fact to the short decimal name under which the engine knows it: its identity is a 32-bit hash."""
    rules: dict[str, EngineRule]
    constant: dict[str, bool]
    """Conditions that need no fact."""


def rulesets_of(program: Program) -> tuple[Ruleset, ...]:
    """The rulesets of a program, in the order of its stages; raises EngineError outside the engine's bounds."""
    domains = program.domains
    stages = [
        _ruleset(f"relevance-{i}", {skip.question: (skip.relevant, BOTH) for skip in level}, domains)
        for i, level in enumerate(program.skips)
    ]
    implications = {rule.id: (rule.when, (True,)) for rule in program.implications}
    stages.append(_ruleset("implications", implications, domains))
    stages += [_ruleset(f"findings-{i}", _rows(stratum), domains) for i, stratum in enumerate(program.strata)]
    verdicts = {name: (condition, BOTH) for name, condition in program.verdicts.items()}
    return (*stages, _ruleset("verdicts", {**verdicts, **_rows(program.outcomes)}, domains))


def row_name(table: str, i: int) -> str:
    """The name of the condition of a table's row."""
    return f"{table}[{i}]"


Wanted = tuple[Condition, tuple[bool, ...]]
"""A condition, and which of its verdicts anybody reads."""


def _rows(tables: Iterable[Table]) -> dict[str, Wanted]:
    """Of a row only this matters: has its value been excluded?"""
    return {row_name(table.id, i): (row, (False,)) for table in tables for i, (_, row) in enumerate(table.rows)}


def _ruleset(stage: str, conditions: Mapping[str, Wanted], domains: Mapping[str, Domain]) -> Ruleset:
    shared: dict[tuple[bool, Disjunct], list[str]] = {}
    constant: dict[str, bool] = {}
    for name, (condition, verdicts) in conditions.items():
        for verdict in verdicts:
            for disjunct in disjuncts(condition if verdict else negate(condition), name):
                if disjunct:
                    shared.setdefault((verdict, disjunct), []).append(name)
                else:
                    constant[name] = verdict
    facts: dict[str, str] = {}
    rules: dict[str, EngineRule] = {}
    sharing: Counter[tuple[str, int]] = Counter()
    for i, ((verdict, disjunct), names) in enumerate(shared.items(), 1):
        if len(disjunct) > MOST_CONDITIONS:
            raise EngineError(f"{names[0]}: a condition on more than {MOST_CONDITIONS} facts at once; split the rule")
        sharing.update(disjunct)
        rules[str(i)] = EngineRule(tuple(names), verdict)
        for fact, _ in disjunct:
            facts.setdefault(fact, str(len(facts) + 1))
    _check_bounds(stage, len(rules) + 1, [len(domains[fact].values) for fact in facts], sharing)
    numbered = list(zip(rules, (disjunct for _, disjunct in shared), strict=True))
    tests = {(fact, out): _test(facts[fact], out, domains[fact]) for fact, out in sharing}
    parts = (_part(numbered[start : start + AT_ONCE], tests) for start in range(0, len(numbered), AT_ONCE))
    return Ruleset(stage, tuple(parts), facts, rules, constant)


def _part(rules: Iterable[tuple[str, Disjunct]], tests: Mapping[tuple[str, int], object]) -> Part:
    definition: dict[str, object] = {SENTINEL: {"all": [{"c0": {"k": "boot"}}]}}
    read: dict[str, None] = {}
    for number, disjunct in rules:
        definition[number] = {"all": [{f"c{j}": tests[test]} for j, test in enumerate(disjunct)]}
        read |= {fact: None for fact, _ in disjunct}
    return Part(json.dumps(definition, separators=(",", ":")), tuple(read))


def _test(key: str, out: int, domain: Domain) -> object:
    """All tests on one fact in one condition: two conditions on one message never match in this engine."""
    ruled_out = [{f"p{v}": "0"} for v in range(len(domain.values)) if out >> v & 1]
    return {"$and": [{"k": "fact"}, {"f": key}, *ruled_out]}


def _check_bounds(stage: str, rules: int, values: list[int], sharing: Counter[tuple[str, int]]) -> None:
    tests = Counter(fact for fact, _ in sharing)
    for what, number, most in (
        ("facts read", len(values), MOST_FACTS),
        ("values of one fact", max(values, default=0), MOST_VALUES),
        ("distinct tests on one fact", max(tests.values(), default=0), MOST_TESTS),
        ("rules on one test", max(sharing.values(), default=0), MOST_SHARING),
        ("engine rules", rules, MOST_RULES),
    ):
        if number > most:
            raise EngineError(f"the rules of stage {stage} exceed the engine's bounds: {number} {what}, at most {most}")
