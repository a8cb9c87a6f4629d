"""Why, and why not: a condition with the truth of each of its parts, down to the answers.

In: a condition and an `Evaluation`. Out: a `Reason` tree, the answers a verdict rests on, and what another answer would
make of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wayhome.engine.compile import Program
from wayhome.engine.evaluate import evaluate
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.rulebook import Row
from wayhome.engine.truth import All, Any, Condition, Count, Domain, Test, Truth, truth


@dataclass(frozen=True)
class Reason:
    """One condition with its truth; a leaf names a fact, what it may be and what was wanted of it."""

    kind: str
    """test, all, any or count."""
    truth: Truth
    parts: tuple[Reason, ...] = ()
    fact: str = ""
    possible: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    at_least: int = 0


def reason_for(condition: Condition, evaluation: Evaluation, program: Program) -> Reason:
    """The whole tree of a condition."""
    verdict = truth(condition, evaluation.facts)
    match condition:
        case Test(fact, mask, _):
            domain = program.domains[fact]
            return Reason("test", verdict, (), fact, domain.names(evaluation.facts[fact]), domain.names(mask))
        case All(parts):
            return Reason("all", verdict, tuple(reason_for(part, evaluation, program) for part in parts))
        case Any(parts):
            return Reason("any", verdict, tuple(reason_for(part, evaluation, program) for part in parts))
        case Count(at_least, parts):
            reasons = tuple(reason_for(part, evaluation, program) for part in parts)
            return Reason("count", verdict, reasons, at_least=at_least)


def as_asked(condition: Condition, domain_of: Callable[[str], Domain]) -> Reason:
    """The whole tree of a condition as a rule asks it, of no profile in particular."""
    match condition:
        case Test(fact, mask, _):
            return Reason("test", None, fact=fact, wanted=domain_of(fact).names(mask))
        case All(parts):
            return Reason("all", None, tuple(as_asked(part, domain_of) for part in parts))
        case Any(parts):
            return Reason("any", None, tuple(as_asked(part, domain_of) for part in parts))
        case Count(at_least, parts):
            return Reason("count", None, tuple(as_asked(part, domain_of) for part in parts), at_least=at_least)


def deciding_facts(condition: Condition, evaluation: Evaluation, program: Program) -> tuple[str, ...]:
    """The facts of the questionnaire that make a decided condition true or false, in the order of the rule."""
    return tuple(dict.fromkeys(_deciding(condition, evaluation, program)))


def _deciding(condition: Condition, evaluation: Evaluation, program: Program) -> list[str]:
    verdict = truth(condition, evaluation.facts)
    if verdict is None:
        return []
    if isinstance(condition, Test):
        if condition.fact in program.asked:
            return [condition.fact]
        return _behind(condition.fact, evaluation, program)
    return [
        fact
        for part in condition.parts
        if truth(part, evaluation.facts) is verdict
        for fact in _deciding(part, evaluation, program)
    ]


def _behind(finding: str, evaluation: Evaluation, program: Program) -> list[str]:
    """The answers behind a finding: those that decided its rows."""
    for stratum in program.strata:
        for table in stratum:
            if table.id == finding:
                return [fact for _, row in table.rows for fact in _deciding(row, evaluation, program)]
    return []


def deciding_row(rows: Sequence[Row], evaluation: Evaluation) -> Condition | None:
    """The condition of the first row of a table that holds; None while an earlier one is open."""
    for _, condition in rows:
        verdict = truth(condition, evaluation.facts)
        if verdict is not False:
            return condition if verdict else None
    return None


def supposing(
    program: Program, given: Mapping[str, int], evaluation: Evaluation, fact: str
) -> Iterator[tuple[str, Evaluation]]:
    """Each value still possible of a fact, with what would follow from it, all other answers as they are."""
    domain = program.domains[fact]
    for value in domain.names(evaluation.facts[fact]):
        yield value, evaluate(program, {**given, fact: domain.mask([value])})
