"""Examples beside the rules: what none of them shows, and what they say that cannot be.

In: a `Reading`. Out: faults at rules. `wayhome rules test` runs the examples; here they are only read.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.errors import InputError, Place
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.contradicted import contradicted_examples
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.recommend import Status
from wayhome.engine.rule_tests.cases import collect
from wayhome.engine.rulebook import Recommendation
from wayhome.engine.truth import ALWAYS, NEVER


def missing_examples(reading: Reading) -> Iterator[LintFinding]:
    """Statuses of recommendations, values of findings and verdicts of other rules that no example ends in."""
    book = reading.library.rulebook
    for rule in book.recommendations.values():
        shown = {str(example.expect.get("status")) for example in rule.examples}
        yield from _lacking(rule.id, rule.place, [str(status) for status in _statuses(rule) if str(status) not in shown])
    for finding in book.findings.values():
        ends = [example.expect.get("is") for example in finding.examples]
        yield from _lacking(finding.id, finding.place, [value for value in finding.domain.values if value not in ends])
    for rules in (book.some_actor, book.actor_rules):
        for id_, other in rules.items():
            ends = [example.expect.get("is") for example in other.examples]
            yield from _lacking(id_, other.place, [value for value in YES_NO if value not in ends])


def impossible_examples(reading: Reading) -> Iterator[LintFinding]:
    """Examples, in rule files or beside them, that name what there is not; if none does, those whose answers contradict."""
    try:
        rules = collect(reading.library)
    except InputError as error:
        yield from (fault(p.code or "wrong-shape", p.place, p.said, p.mend) for p in error.problems)
    else:
        yield from contradicted_examples(rules, reading.library)


def _statuses(rule: Recommendation) -> list[Status]:
    """The statuses a rule can end in, as far as its conditions show by themselves."""
    found = []
    if NEVER not in (rule.need, rule.fits):
        found.append(Status.RECOMMENDED)
    if rule.need != ALWAYS:
        found.append(Status.IN_PLACE)
    if rule.need not in (ALWAYS, NEVER) or rule.fits not in (ALWAYS, NEVER):
        found.append(Status.POSSIBLE)
    if rule.fits != ALWAYS and rule.need != NEVER:
        found.append(Status.NOT_APPLICABLE)
    return found


def _lacking(id_: str, place: Place, missing: list[str]) -> Iterator[LintFinding]:
    if missing:
        what = f"{id_}: no example ends in {' or '.join(map(repr, missing))}"
        yield fault("missing-example", place, what, "add one", id_)
