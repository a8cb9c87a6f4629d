"""The inference of every assessment, on durable-rules: the only module that speaks to the rule engine.

In: a `Program` and the masks of the facts answers yield. Out: an `Evaluation` and every firing. The engine is used inside
a narrow safe subset through its C functions, without its host, threads or timers:

- one message a fact, with a field for each value of its domain: `'1'` while it is possible, `'0'` once ruled out. "The
  fact lies within S" is then a conjunction of `'0'` over the values outside S: a single condition on one message, so that
  neither the engine's `or` nor its negation (both unsound) is needed;
- each condition is compiled to what makes it true and what makes it false, both in disjunctive form, one engine rule a
  disjunct; several firings are one conclusion, neither is unknown;
- one engine ruleset a stage of the program; ids are decimal (identity is a 32-bit hash in the engine), text a user typed
  never enters, and every bound at which the engine hangs, overflows or silently errs is checked at load.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wayhome.engine.compile import Program, Table
from wayhome.engine.disjuncts import Disjunct, disjuncts
from wayhome.engine.errors import EngineError
from wayhome.engine.evaluation import Conflict, Evaluation
from wayhome.engine.truth import Condition, Domain, Truth, negate

try:
    import durable_rules_engine as _c
except ImportError:  # no build for this Python, or no compiler at install time
    _c = None  # type: ignore[assignment]

MOST_FACTS = 500  # messages of one kind the engine can tell apart
MOST_TESTS = 60  # distinct tests on one fact; the engine loops for ever at 512
MOST_SHARING = 250  # rules on one identical test; the engine overflows at 256
MOST_RULES = 4000
MOST_CONDITIONS = 15  # of one rule; the engine refuses 16 only when a fact arrives
_STATES = 899  # live states of a ruleset are reused in turn; the engine dies at 1024
_SENTINEL = "0"


def is_available() -> bool:
    """Whether the engine can be used on this Python."""
    return _c is not None


@dataclass(frozen=True)
class Firing:
    """One engine rule that fired: which condition it decided, how, and the facts it matched."""

    stage: str
    name: str
    verdict: bool
    matched: tuple[tuple[str, tuple[str, ...]], ...]
    """Fact id and the values still possible."""


@dataclass(frozen=True)
class _Rule:
    names: tuple[str, ...]
    verdict: bool


class Inference:
    """A compiled program loaded into the engine. Build one per process; safe to call from several threads."""

    def __init__(self, program: Program) -> None:
        """Load a program; raises EngineError if it lies outside the bounds of the engine."""
        if _c is None:
            raise EngineError("the durable-rules engine is not installed for this Python")
        self._program = program
        self._stages: dict[str, _Ruleset] = {}
        for i, level in enumerate(program.skips):
            self._load(f"relevance-{i}", {skip.question: skip.relevant for skip in level})
        self._load("implications", {rule.id: rule.when for rule in program.implications})
        for i, stratum in enumerate(program.strata):
            self._load(f"findings-{i}", _rows(stratum))
        self._load("verdicts", {**program.verdicts, **_rows(program.outcomes)})

    def _load(self, stage: str, conditions: Mapping[str, Condition]) -> None:
        self._stages[stage] = _Ruleset(stage, conditions, self._program.domains)

    def close(self) -> None:
        """Free what the engine holds."""
        for ruleset in self._stages.values():
            ruleset.close()

    def run(self, given: Mapping[str, int]) -> tuple[Evaluation, tuple[Firing, ...]]:
        """Run the program on facts (every fact of the questionnaire, non-empty masks)."""
        program, firings = self._program, list[Firing]()

        def decide(stage: str, facts: Mapping[str, int]) -> dict[str, Truth]:
            return self._stages[stage].decide(facts, firings)

        asked, irrelevant = dict(given), set[str]()
        for i, level in enumerate(program.skips):
            relevant = decide(f"relevance-{i}", asked)
            for skip in level:
                verdict = relevant.get(skip.question)
                if verdict is False:
                    irrelevant.add(skip.question)
                if verdict is not True:
                    asked[skip.question] = skip.skipped | (0 if verdict is False else asked[skip.question])

        facts, applied, conflicts = dict(asked), [], []
        fired = decide("implications", asked)
        for rule in program.implications:
            for fact, allowed in rule.then if fired.get(rule.id) else ():
                left = facts[fact] & allowed
                if left == 0:
                    conflicts.append(Conflict(rule.id, fact))
                elif left != facts[fact]:
                    applied.append((rule.id, fact))
                    facts[fact] = left

        for i, stratum in enumerate(program.strata):
            excluded = decide(f"findings-{i}", facts)
            for table in stratum:
                facts[table.id] = _left(table, excluded)
        verdicts = decide("verdicts", facts)
        evaluation = Evaluation(
            asked,
            facts,
            {name: verdicts.get(name) for name in program.verdicts},
            {table.id: _left(table, verdicts) for table in program.outcomes},
            tuple(applied),
            tuple(conflicts),
            frozenset(irrelevant),
        )
        return evaluation, tuple(firings)


def _row(table: str, i: int) -> str:
    return f"{table}[{i}]"


def _rows(tables: Iterable[Table]) -> dict[str, Condition]:
    return {_row(table.id, i): condition for table in tables for i, (_, condition) in enumerate(table.rows)}


def _left(table: Table, verdicts: Mapping[str, Truth]) -> int:
    """The values of which no row has fired its false form."""
    left = 0
    for i, (value, _) in enumerate(table.rows):
        if verdicts.get(_row(table.id, i)) is not False:
            left |= 1 << table.domain.values.index(value)
    return left


class _Ruleset:
    """One engine ruleset: the conditions of a stage in both forms."""

    def __init__(self, stage: str, conditions: Mapping[str, Condition], domains: Mapping[str, Domain]) -> None:
        self.stage = stage
        self._domains = domains
        self._constant: dict[str, Truth] = {}
        self._rules: dict[str, _Rule] = {}
        self._facts: dict[str, str] = {}
        """Fact to the short name under which the engine knows it."""
        shared: dict[tuple[bool, Disjunct], list[str]] = {}
        for name, condition in conditions.items():
            for verdict in (True, False):
                for disjunct in disjuncts(condition if verdict else negate(condition), name):
                    if disjunct:
                        shared.setdefault((verdict, disjunct), []).append(name)
                    else:
                        self._constant[name] = verdict
        self._handle = self._create(shared)
        self._lock = threading.Lock()
        self._states = itertools.cycle(range(1, _STATES + 1))

    def _create(self, shared: Mapping[tuple[bool, Disjunct], list[str]]) -> int:
        # The sentinel fires in every state: deleting a state in which nothing fired crashes the engine.
        rules: dict[str, object] = {_SENTINEL: {"all": [{"c0": {"k": "boot"}}]}}
        sharing: Counter[tuple[str, int]] = Counter()
        for i, ((verdict, disjunct), names) in enumerate(shared.items(), 1):
            if len(disjunct) > MOST_CONDITIONS:
                raise EngineError(f"{names[0]}: a condition on more than {MOST_CONDITIONS} facts at once; split the rule")
            sharing.update(disjunct)
            self._rules[str(i)] = _Rule(tuple(names), verdict)
            rules[str(i)] = {"all": [self._test(f"c{j}", fact, out) for j, (fact, out) in enumerate(disjunct)]}
        tests = Counter(fact for fact, _ in sharing)
        for what, number, most in (
            ("facts read", len(self._facts), MOST_FACTS),
            ("distinct tests on one fact", max(tests.values(), default=0), MOST_TESTS),
            ("rules on one test", max(sharing.values(), default=0), MOST_SHARING),
            ("engine rules", len(rules), MOST_RULES),
        ):
            if number > most:
                raise EngineError(
                    f"the rules of stage {self.stage} exceed the engine's bounds: {number} {what}, at most {most}"
                )
        handle: int = _c.create_ruleset("wayhome", json.dumps(rules))
        return handle

    def _test(self, alias: str, fact: str, out: int) -> dict[str, object]:
        """All tests on one fact in one condition: two conditions on one message never match in this engine."""
        key = self._facts.setdefault(fact, str(len(self._facts) + 1))
        values = range(len(self._domains[fact].values))
        return {alias: {"$and": [{"k": "fact"}, {"f": key}, *({f"p{v}": "0"} for v in values if out >> v & 1)]}}

    def close(self) -> None:
        _c.delete_ruleset(self._handle)

    def decide(self, facts: Mapping[str, int], firings: list[Firing]) -> dict[str, Truth]:
        """The truth of each condition that is decided; appends every firing in a fixed order."""
        found = dict(self._constant)
        fired: list[tuple[int, Firing]] = []
        by_key = {key: fact for fact, key in self._facts.items()}
        with self._lock:
            for rule_id, messages in self._fire(facts):
                rule = self._rules[rule_id]
                matched = sorted({by_key[message["f"]] for message in messages.values()})
                shown = tuple((fact, self._domains[fact].names(facts[fact])) for fact in matched)
                for name in rule.names:
                    if found.setdefault(name, rule.verdict) is not rule.verdict:
                        raise EngineError(f"the rule engine concluded {name} to be both true and false")
                    fired.append((int(rule_id), Firing(self.stage, name, rule.verdict, shown)))
        firings.extend(firing for _, firing in sorted(fired, key=lambda pair: (pair[0], pair[1].name)))
        return found

    def _fire(self, facts: Mapping[str, int]) -> list[tuple[str, dict[str, dict[str, str]]]]:
        """Assert every fact this ruleset reads into a fresh state; the rules that fired, with the messages matched."""
        state = str(next(self._states))
        fired: list[tuple[str, dict[str, dict[str, str]]]] = []
        try:
            _c.get_facts(self._handle, state)
        except _c.error as error:
            if "309" not in str(error):
                raise EngineError(f"the rule engine failed: {error}") from error
        else:
            raise EngineError(f"the rule engine kept facts of an earlier run in state {state}")
        try:
            numbers = itertools.count(1)
            self._put({"k": "boot", "sid": state, "id": str(next(numbers))}, fired)
            for fact, key in self._facts.items():
                possible = facts[fact]
                values = range(len(self._domains[fact].values))
                fields = {f"p{v}": "1" if possible >> v & 1 else "0" for v in values}
                self._put({"k": "fact", "f": key, "sid": state, "id": str(next(numbers)), **fields}, fired)
        except _c.error as error:
            raise EngineError(f"the rule engine failed: {error}") from error
        finally:
            _c.delete_state(self._handle, state)
        return fired

    def _put(self, message: dict[str, str], fired: list[tuple[str, dict[str, dict[str, str]]]]) -> None:
        """Assert one message and drain the agenda; nothing the engine reports is swallowed."""
        code, state = _c.assert_fact(self._handle, json.dumps(message))
        if code == 1:  # no rule tests this message
            return
        if code != 0:
            raise EngineError(f"the rule engine refused a fact (code {code})")
        action = _c.start_action_for_state(self._handle, state)
        text = action[1] if action else None
        while text:
            ((rule, messages),) = json.loads(text).items()
            if rule != _SENTINEL:
                fired.append((rule, messages))
            text = _c.complete_and_start_action(self._handle, state)
