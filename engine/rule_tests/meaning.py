"""What a rule decides in a complete profile, as conditions: two rules mean the same where all of these are the same.

In: a rulebook of one entry and its program. Out: a condition for each thing the rule can say. `apart` finds a profile of
which two rules say different things, or proves that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wayhome.engine.compile import (
    Program,
    Table,
    done_of,
    fits_of,
    main_of,
    modes_of,
    national_of,
    need_of,
    points_of,
    told_of,
)
from wayhome.engine.rule_tests.search import Search
from wayhome.engine.rule_tests.stated import MODE, meaning_of_stated
from wayhome.engine.rulebook import Recommendation, Rulebook
from wayhome.engine.truth import ALWAYS, NEVER, All, Any, Condition, Test, negate, simplify

Meaning = dict[str, Condition]


def meaning_of(kind: str, book: Rulebook, program: Program) -> Meaning:
    """What a rule can say, each with the condition under which it says so."""
    stated = meaning_of_stated(book, program.domains.get(MODE) if kind == "measure" else None)
    if kind == "recommend":
        (rule,) = book.recommendations.values()
        return _of_recommendation(rule, program) | stated
    if kind == "implication":
        # Of a complete profile an implication says that it cannot be.
        return {
            f"{rule.id} {fact}": simplify(All((rule.when, Test(fact, full & ~allowed, full))))
            for rule in book.implications
            for fact, allowed in rule.then
            for full in (program.domains[fact].full,)
        }
    tables = [*program.outcomes, *(table for stratum in program.strata for table in stratum)]
    always = {main_of(measure): ALWAYS for measure in book.measures}  # without a condition it may stand there
    return always | program.verdicts | {key: when for table in tables for key, when in _values(table)} | stated


def _values(table: Table) -> Iterable[tuple[str, Condition]]:
    for value in dict.fromkeys(value for value, _ in table.rows):
        rows = tuple(row for known, row in table.rows if known == value)
        yield f"{table.id} {value}", simplify(Any(rows))


def _of_recommendation(rule: Recommendation, program: Program) -> Meaning:
    """Modes, points, components and cases count only where it is recommended."""
    verdicts = program.verdicts
    need, fits = verdicts[need_of(rule.id)], verdicts[fits_of(rule.id)]
    recommended = simplify(All((need, fits)))
    found: Meaning = {"need": need, "recommended": recommended}
    if rule.national_when is not None:
        found["national"] = verdicts[national_of(rule.id)]
    for table in program.outcomes:  # their rows hold only where it is recommended
        if table.id in (modes_of(rule.id), points_of(rule.id, "gap")):
            found.update(_values(table))
    for part in rule.components:
        comes_in = simplify(All((recommended, verdicts.get(told_of(rule.id, part.passage), ALWAYS))))
        found[f"{part.passage} comes in"] = comes_in
        done = verdicts.get(done_of(rule.id, part.passage))
        if done is not None:
            found[f"{part.passage} done"] = simplify(All((comes_in, done)))
            found[f"{part.passage} missing"] = simplify(All((comes_in, negate(done))))
    for case in rule.illustrations:
        told = verdicts.get(told_of(rule.id, case.passage), ALWAYS)
        found[f"{case.passage} told"] = simplify(All((recommended, told)))
    return found


@dataclass(frozen=True)
class Same:
    """Two rules that say the same of every complete profile."""

    ruled_out: tuple[str, ...] = ()
    """Implications and contradictions that rule out the only answers of which they would say different things."""


def apart(left: Meaning, right: Meaning, search: Search) -> Condition | Same:
    """A condition that some profile meets, and under which two rules say different things; or that there is none."""
    contradicted: list[str] = []
    for key in dict.fromkeys((*left, *right)):
        one, other = left.get(key, NEVER), right.get(key, NEVER)
        if one == other:
            continue
        differs = simplify(Any((All((one, negate(other))), All((negate(one), other)))))
        if search.find_plausible(differs) is not None:
            return differs
        impossible = search.find(differs)
        contradicted += search.contradicts(impossible) if impossible is not None else ()
    return Same(tuple(dict.fromkeys(contradicted)))
