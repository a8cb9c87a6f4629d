"""Examples whose answers contradict each other, as `wayhome check` would say of a profile.

In: rules with their examples. Out: faults at examples, in rule files or beside them. What they show is of no country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wayhome.engine.evaluate import evaluate
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.library import Library
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.rule_tests.cases import RuleCases
from wayhome.engine.rule_tests.running import masks_of
from wayhome.engine.truth import truth


def contradicted_examples(rules: Iterable[RuleCases], library: Library) -> Iterator[LintFinding]:
    """Examples of which a contradiction certainly holds, or whose answers two implications narrow to nothing.

    The examples of a contradiction show it, and are held against the others only.
    """
    program = replace(library.program, strata=(), verdicts={}, outcomes=())
    for found in rules:
        for case in found.cases:
            given = {fact: program.domains[fact].full for fact in program.asked} | masks_of(case, program.domains)
            against = list(dict.fromkeys(_against(evaluate(program, given), found.rule.id, library)))
            if against:
                what = f"{found.rule.id}: the answers of {case.name!r} go against {' and '.join(against)}"
                mend = "give answers that a country could have, or leave one open"
                yield fault("example-contradicts", case.place, what, mend, found.rule.id)


def _against(evaluation: Evaluation, rule: str, library: Library) -> Iterator[str]:
    """What speaks against answers; contradictions are read of them as they were given, before any implication."""
    for contradiction in library.rulebook.contradictions:
        id_ = _written(contradiction.id)
        if id_ != rule and truth(contradiction.when, evaluation.asked) is True:
            yield f"the contradiction {id_}"
    for conflict in evaluation.conflicts:
        yield f"the implication {_written(conflict.implication)} (of {conflict.fact})"


def _written(id_: str) -> str:
    """The id of a rule as its file writes it, without the fact it is about."""
    return id_.partition("@")[0]
