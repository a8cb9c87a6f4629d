"""The reference evaluator: the program run directly on sets of values, plainly, to check the rule engine against.

In: a `Program` and the masks of the facts answers yield. Out: an `Evaluation`. It shares no code with `inference` beyond
the program itself and the type of the result.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.compile import Program, Table
from wayhome.engine.evaluation import Conflict, Evaluation
from wayhome.engine.truth import truth


def evaluate(program: Program, given: Mapping[str, int]) -> Evaluation:
    """Run the program; `given` holds a non-empty mask for every fact of the questionnaire."""
    asked = dict(given)
    irrelevant = set()
    for level in program.skips:
        decided = [(skip, truth(skip.relevant, asked)) for skip in level]
        for skip, relevant in decided:
            for fact in skip.facts:
                if relevant is False:
                    asked[fact] = skip.skipped
                elif relevant is None:
                    asked[fact] |= skip.skipped
            if relevant is False:
                irrelevant.add(skip.question)
                asked.update({fact: program.domains[fact].full for fact in skip.beside})

    facts = dict(asked)
    applied, conflicts = [], []
    for rule in program.implications:
        if truth(rule.when, asked) is not True:
            continue
        for fact, allowed in rule.then:
            if not facts[fact] & allowed:
                conflicts.append(Conflict(rule.id, fact))
            elif facts[fact] & ~allowed:
                facts[fact] &= allowed
                applied.append((rule.id, fact))

    for stratum in program.strata:
        facts.update({table.id: _values(table, facts) for table in stratum})
    return Evaluation(
        asked,
        facts,
        {name: truth(condition, facts) for name, condition in program.verdicts.items()},
        {table.id: _values(table, facts) for table in program.outcomes},
        tuple(applied),
        tuple(conflicts),
        frozenset(irrelevant),
    )


def _values(table: Table, facts: Mapping[str, int]) -> int:
    """The values not excluded."""
    return table.domain.mask(value for value, condition in table.rows if truth(condition, facts) is not False)
