"""Run the examples that stand beside the rules, through both evaluations.

In: a `Library`. Out: the examples that failed, each with its place, what was expected and what came out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wayhome.engine.compile import modes_of
from wayhome.engine.double_entry import infer
from wayhome.engine.errors import InputError, Place, did_you_mean, listing
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.library import Compiled, Library
from wayhome.engine.recommend import Status, verdicts_of
from wayhome.engine.rulebook import Example
from wayhome.engine.truth import ALWAYS, NEVER, Truth, truth

OPEN = "open"
"""Expected of a fact of which nothing was narrowed."""
_TRUTHS: dict[Truth, list[str]] = {True: ["yes"], False: ["no"], None: ["no", "yes"]}


@dataclass(frozen=True)
class Failure:
    """An example that does not hold."""

    place: Place
    rule: str
    example: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.example!r}: expected {self.expected}; got {self.found}"


def examples_of(library: Library) -> Iterator[tuple[str, str, Place, Example]]:
    """Every example with the kind and id of its rule."""
    book = library.rulebook
    for kind, rules in (
        ("implication", book.implications),
        ("contradiction", book.contradictions),
        ("finding", book.findings.values()),
        ("recommendation", book.recommendations.values()),
        ("some_actor", book.some_actor.values()),
        ("actor", book.actor_rules.values()),
    ):
        for rule in rules:
            for example in rule.examples:
                yield kind, rule.id, rule.place, example


def run_examples(library: Library, only: str = "") -> tuple[int, list[Failure]]:
    """Run the examples of rules whose id contains `only`; the number run, and those that failed."""
    number, failures = 0, []
    for kind, rule, place, example in examples_of(library):
        if only in rule:
            number += 1
            found = _run(library, kind, rule, place, example)
            if found != example.expect:
                failures.append(Failure(place, rule, example.name, _words(example.expect), _words(found)))
    return number, failures


def missing_examples(library: Library, only: str = "") -> list[str]:
    """What a rule can conclude and no example beside it shows: every status and mode deserves one."""
    tables = {table.id: table for table in library.program.outcomes}
    found = []
    for rule in library.rulebook.recommendations.values():
        if only not in rule.id:
            continue
        modes = [mode for mode, row in tables[modes_of(rule.id)].rows if row != NEVER]
        statuses = [Status.RECOMMENDED, Status.POSSIBLE, Status.IN_PLACE]
        if rule.fits != ALWAYS:
            statuses.append(Status.NOT_APPLICABLE)
        shown = {
            (key, value) for example in rule.examples for key, value in example.expect.items() if isinstance(value, str)
        }
        wanted = [("mode", mode) for mode in dict.fromkeys(modes)] + [("status", str(status)) for status in statuses]
        missing = [f"{value!r}" for key, value in wanted if (key, value) not in shown]
        if missing:
            found.append(f"{rule.place}: {rule.id}: no example ends in {', '.join(missing)}; add one")
    for contradiction in library.rulebook.contradictions:
        ends = [_as_list(example.expect.get("is")) for example in contradiction.examples]
        missing = [repr(words) for words in _TRUTHS.values() if ends and words not in ends and only in contradiction.id]
        if missing:
            found.append(f"{contradiction.place}: {contradiction.id}: no example ends in {', '.join(missing)}; add one")
    return found


def _run(library: Library, kind: str, rule: str, place: Place, example: Example) -> dict[str, object]:
    """What comes out, in the words the example uses."""
    compiled = {"some_actor": library.some_actor, "actor": library.actor_rules}.get(kind, library.country)
    evaluation = _evaluated(compiled, rule, place, example)
    if kind in ("some_actor", "actor"):
        return {"is": _as_written(_TRUTHS[evaluation.verdicts[rule]], example.expect.get("is"))}
    if kind == "contradiction":
        when = next(known.when for known in library.rulebook.contradictions if known.id == rule)
        return {"is": _as_written(_TRUTHS[truth(when, evaluation.asked)], example.expect.get("is"))}
    if kind == "implication":
        return {fact: _narrowed(library, evaluation, fact, wanted) for fact, wanted in example.expect.items()}
    if kind == "finding":
        domain = library.program.domains[rule]
        return {"is": _as_written(list(domain.names(evaluation.facts[rule])), example.expect.get("is"))}
    verdict = verdicts_of(library.rulebook, library.program, evaluation)[rule]
    found: dict[str, object] = {"status": str(verdict.status)}
    if "mode" in example.expect:
        found["mode"] = verdict.mode or list(verdict.modes)
    if "modes" in example.expect:
        found["modes"] = _as_written(list(verdict.modes), example.expect["modes"])
    return found


def _evaluated(compiled: Compiled, rule: str, place: Place, example: Example) -> Evaluation:
    """What follows from what the example gives, everything else unknown."""
    domains = compiled.program.domains
    masks = {fact: domains[fact].full for fact in compiled.program.asked}
    for fact, value in example.given.items():
        if fact not in masks:
            raise InputError.at(
                place,
                f"{rule}: {example.name!r} gives an unknown fact {fact!r}",
                mend=did_you_mean(fact, masks),
                code="unknown-id",
            )
        try:
            masks[fact] = domains[fact].mask([value] if isinstance(value, str) else value)
        except KeyError as error:
            allowed = listing(domains[fact].values)
            raise InputError.at(
                place, f"{rule}: {example.name!r}: {fact} is never {error.args[0]!r}", allowed, code="outside-domain"
            ) from None
    return infer(compiled, masks)[0]


def _narrowed(library: Library, evaluation: Evaluation, fact: str, wanted: object) -> object:
    domain = library.program.domains.get(fact)
    if domain is None:
        return "no such fact"
    mask = evaluation.facts[fact]
    if wanted == OPEN:
        return OPEN if mask == domain.full else list(domain.names(mask))
    return _as_written(list(domain.names(mask)), wanted)


def _as_list(wanted: object) -> list[str]:
    return sorted(map(str, wanted)) if isinstance(wanted, list) else [str(wanted)]


def _as_written(values: list[str], wanted: object) -> object:
    """Values in the order and form of the expectation, if they are the same set."""
    if isinstance(wanted, list):
        return wanted if set(map(str, wanted)) == set(values) else values
    return values[0] if len(values) == 1 else values


def _words(values: dict[str, object]) -> str:
    return ", ".join(f"{key} {value}" for key, value in values.items())
