"""Rules that say the same twice.

In: a `Reading`. Out: faults at the second of two rules whose conditions are the same once they are simplified.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.compile import exclusive
from wayhome.engine.errors import Place
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rulebook import Row, Rulebook
from wayhome.engine.truth import All, Any, Condition, Count, Test, simplify


def same_rules(reading: Reading) -> Iterator[LintFinding]:
    """Every rule that concludes under the same conditions what one before it concludes."""
    first: dict[object, tuple[str, Place]] = {}
    told: set[tuple[str, str]] = set()
    for kind, id_, place, said in _rules(reading.library.rulebook):
        known = first.setdefault((kind, said), (id_, place))
        if known[0] != id_ and (id_, known[0]) not in told:
            told.add((id_, known[0]))
            what = f"{id_} has the same conditions as {known[0]} ({known[1]})"
            yield fault("duplicate-rule", place, what, "make one of the two, or say what tells them apart", id_)


def _rules(book: Rulebook) -> Iterator[tuple[str, str, Place, object]]:
    """Every rule with what it says: what has to hold, and what follows."""
    for implication in book.implications:
        yield "implication", implication.id, implication.place, (in_order(implication.when), implication.then)
    for contradiction in book.contradictions:
        yield "contradiction", contradiction.id, contradiction.place, in_order(contradiction.when)
    for finding in book.findings.values():
        yield "finding", finding.id, finding.place, _table(finding.rows)
    for rule in book.recommendations.values():
        asked = (in_order(rule.need), in_order(rule.fits))
        yield "recommendation", rule.id, rule.place, (asked, _table(rule.modes), rule.sector)
        yield "recommendation by name", rule.id, rule.place, (asked, rule.title, rule.sector, rule.lead)
    for actor_rule in book.actor_rules.values():
        what = (actor_rule.part, actor_rule.passage)
        yield "actor", actor_rule.id, actor_rule.place, (in_order(actor_rule.when), what)
    for some in book.some_actor.values():
        yield "some_actor", some.id, some.place, in_order(some.when)


def _table(rows: tuple[Row, ...]) -> object:
    """What has to hold for each value, in whichever order the rows stand."""
    holds: dict[str, list[Condition]] = {}
    for value, condition in exclusive(rows):
        holds.setdefault(value, []).append(condition)
    return frozenset((value, in_order(simplify(Any(tuple(some))))) for value, some in holds.items())


def in_order(condition: Condition) -> Condition:
    """The same condition with its parts in an order of their own, so that how they were written makes no difference."""
    if isinstance(condition, Test):
        return condition
    parts = tuple(sorted(map(in_order, condition.parts), key=repr))
    match condition:
        case All():
            return All(parts)
        case Any():
            return Any(parts)
        case Count(at_least):
            return Count(at_least, parts)
