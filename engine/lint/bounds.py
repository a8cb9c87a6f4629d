"""How near the compiled rulebook comes to what the rule engine bears.

In: a `Reading`. Out: faults for what fills nine tenths of a bound or more (the share is ours). Beyond a bound the engine
would hang or err silently, so that loading refuses.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from wayhome.engine.disjuncts import MOST_DISJUNCTS
from wayhome.engine.errors import Place
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rulebook import conditions_of
from wayhome.engine.rulesets import (
    MOST_CONDITIONS,
    MOST_FACTS,
    MOST_RULES,
    MOST_SHARING,
    MOST_TESTS,
    MOST_VALUES,
    SENTINEL,
    Ruleset,
)

NEAR = 0.9


def near_the_bounds(reading: Reading) -> Iterator[LintFinding]:
    """Every bound of the rule engine that the rulebook has nearly reached."""
    library = reading.library
    places = {id_: place for id_, place, _ in conditions_of(library.rulebook)}
    for compiled in (library.country, library.some_actor, library.actor_rules):
        domains = compiled.program.domains
        for ruleset in compiled.rulesets:
            for what, number, most, name in _loads(ruleset, {fact: len(d.values) for fact, d in domains.items()}):
                if number >= NEAR * most:
                    owner = name.partition("#")[0].partition("[")[0]
                    place = places.get(owner) or Place(str(reading.rules))
                    said = f"{name or f'stage {ruleset.stage}'}: {number} {what}, of at most {most}"
                    mend = "split the rule before it grows" if name else "no rule can be added for long that asks for more"
                    yield fault("near-engine-bound", place, said, mend, owner or ruleset.stage)


def _loads(ruleset: Ruleset, values: dict[str, int]) -> Iterator[tuple[str, int, int, str]]:
    """What is counted, how much of it there is, how much there may be, and the condition it is a part of."""
    yield "engine rules", len(ruleset.rules) + 1, MOST_RULES, ""
    yield "facts read", len(ruleset.facts), MOST_FACTS, ""
    tests, sharing, ways = Counter[str](), Counter[str](), Counter[tuple[str, bool]]()
    for rule, definition in (rule for part in ruleset.parts for rule in json.loads(part.definition).items()):
        if rule == SENTINEL:
            continue
        concluded = ruleset.rules[rule]
        ways.update((name, concluded.verdict) for name in concluded.names)
        sharing.update(json.dumps(next(iter(part.values()))) for part in definition["all"])
        yield "conditions in one engine rule", len(definition["all"]), MOST_CONDITIONS, concluded.names[0]
    for test in sharing:
        tests[json.loads(test)["$and"][1]["f"]] += 1
    named = {key: fact for fact, key in ruleset.facts.items()}
    for fact in ruleset.facts:
        yield f"values of {fact}", values[fact], MOST_VALUES, ""
    for key, number in tests.items():
        yield f"distinct tests on {named[key]}", number, MOST_TESTS, ""
    for test, number in sharing.items():
        yield f"engine rules on one test of {named[json.loads(test)['$and'][1]['f']]}", number, MOST_SHARING, ""
    for (name, _), number in ways.items():
        yield "ways to hold or to fail", number, MOST_DISJUNCTS, name
