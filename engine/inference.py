"""The inference of every assessment, on durable-rules: the only module that speaks to the rule engine.

In: a `Program` and the masks of the facts answers yield. Out: an `Evaluation` and every firing. The engine is used inside
a narrow safe subset through its C functions, without its host, threads or timers:

- one message a fact, with a field for each value of its domain: `'1'` while it is possible, `'0'` once ruled out. "The
  fact lies within S" is then a conjunction of `'0'` over the values outside S: a single condition on one message, so that
  neither the engine's `or` nor its negation (both unsound) is needed;
- each condition has rules for what makes it true and what makes it false (`rulesets`); several firings are one
  conclusion, no firing is unknown;
- one engine ruleset a stage of the program; ids are decimal and text a user typed never enters.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from wayhome.engine.compile import Program, Table
from wayhome.engine.errors import EngineError
from wayhome.engine.evaluation import Conflict, Evaluation
from wayhome.engine.rulesets import SENTINEL, Part, Ruleset, row_name, rulesets_of
from wayhome.engine.truth import Domain, Truth

try:
    import durable_rules_engine as _c
except ImportError:  # no build for this Python, or no compiler at install time
    _c = None

_STATES = 899  # live states of a ruleset are reused in turn; the engine dies at 1024


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


class Inference:
    """A compiled program loaded into the engine. Build one per process; safe to call from several threads."""

    def __init__(self, program: Program, rulesets: Sequence[Ruleset] | None = None) -> None:
        """Load a program (`rulesets`: its rules, if made before); raises EngineError outside the engine's bounds."""
        if _c is None:
            raise EngineError("the durable-rules engine is not installed for this Python")
        self._program = program
        made = rulesets_of(program) if rulesets is None else rulesets
        self._stages = {ruleset.stage: _Stage(ruleset, program.domains) for ruleset in made}

    def close(self) -> None:
        """Free what the engine holds."""
        for stage in self._stages.values():
            stage.close()

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
                    for fact in skip.beside:
                        asked[fact] = program.domains[fact].full
                for fact in skip.facts if verdict is not True else ():
                    asked[fact] = skip.skipped | (0 if verdict is False else asked[fact])

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


def _left(table: Table, verdicts: Mapping[str, Truth]) -> int:
    """The values of which no row has fired its false form."""
    left = 0
    for i, (value, _) in enumerate(table.rows):
        if verdicts.get(row_name(table.id, i)) is not False:
            left |= 1 << table.domain.values.index(value)
    return left


class _Stage:
    """One ruleset, loaded part by part."""

    def __init__(self, ruleset: Ruleset, domains: Mapping[str, Domain]) -> None:
        self._ruleset = ruleset
        self._domains = domains
        self._fact_of = {key: fact for fact, key in ruleset.facts.items()}
        self._parts = [_Part(part, ruleset.facts, domains) for part in ruleset.parts]
        self._lock = threading.Lock()

    def close(self) -> None:
        for part in self._parts:
            part.close()

    def decide(self, facts: Mapping[str, int], firings: list[Firing]) -> dict[str, Truth]:
        """The truth of each condition that is decided; appends every firing in a fixed order."""
        found: dict[str, Truth] = dict(self._ruleset.constant)
        fired: list[tuple[int, Firing]] = []
        with self._lock:
            messages_of = self._fire(facts)
        for rule_id, messages in messages_of:
            rule = self._ruleset.rules[rule_id]
            matched = sorted({self._fact_of[message["f"]] for message in messages.values()})
            shown = tuple((fact, self._domains[fact].names(facts[fact])) for fact in matched)
            for name in rule.names:
                if found.setdefault(name, rule.verdict) is not rule.verdict:
                    raise EngineError(f"the rule engine concluded {name} to be both true and false")
                fired.append((int(rule_id), Firing(self._ruleset.stage, name, rule.verdict, shown)))
        firings.extend(firing for _, firing in sorted(fired, key=lambda pair: (pair[0], pair[1].name)))
        return found

    def _fire(self, facts: Mapping[str, int]) -> list[Fired]:
        """The rules that fire on these facts, each with the messages matched."""
        return [fired for part in self._parts for fired in part.fire(facts)]


Fired = tuple[str, dict[str, dict[str, str]]]
"""The number of a rule, and the messages it matched by the names they have in it."""


class _Part:
    """One part of a ruleset, loaded."""

    def __init__(self, part: Part, keys: Mapping[str, str], domains: Mapping[str, Domain]) -> None:
        self._read = [(fact, keys[fact], len(domains[fact].values)) for fact in part.facts]
        self._handle: int = _c.create_ruleset("wayhome", part.definition)
        self._states = itertools.cycle(range(1, _STATES + 1))

    def close(self) -> None:
        _c.delete_ruleset(self._handle)

    def fire(self, facts: Mapping[str, int]) -> list[Fired]:
        """Assert every fact this part reads into a fresh state; the rules that fired, with the messages matched."""
        state = str(next(self._states))
        fired: list[Fired] = []
        try:
            _c.get_facts(self._handle, state)
        except _c.error as error:
            if "309" not in str(error):
                raise EngineError(f"the rule engine failed: {error}") from error
        else:
            raise EngineError(f"the rule engine kept facts of an earlier run in state {state}")
        is_begun = False
        try:
            self._put(f'{{"k": "boot", "sid": "{state}", "id": "1"}}', fired)
            is_begun = True  # the sentinel has fired: from here on the state exists and may be deleted
            for number, (fact, key, values) in enumerate(self._read, 2):
                fields = _fields(facts[fact], values)
                self._put(f'{{"k": "fact", "f": "{key}", "sid": "{state}", "id": "{number}", {fields}}}', fired)
        except _c.error as error:
            raise EngineError(f"the rule engine failed: {error}") from error
        finally:
            if is_begun:
                _c.delete_state(self._handle, state)
        return fired

    def _put(self, message: str, fired: list[Fired]) -> None:
        """Assert one message, as JSON, and drain the agenda; nothing the engine reports is swallowed."""
        code, state = _c.assert_fact(self._handle, message)
        if code == 1:  # no rule tests this message
            return
        if code != 0:
            raise EngineError(f"the rule engine refused a fact (code {code})")
        action = _c.start_action_for_state(self._handle, state)
        text = action[1] if action else None
        while text:
            ((rule, messages),) = json.loads(text).items()
            if rule != SENTINEL:
                fired.append((rule, messages))
            text = _c.complete_and_start_action(self._handle, state)


@cache
def _fields(possible: int, values: int) -> str:
    """The fields of a message that say which values are still possible, as JSON."""
    return ", ".join(f'"p{v}": "{possible >> v & 1}"' for v in range(values))
