"""The part of a program that decides one rule: what its facts follow from, and what the rule makes of them.

In: a `Library` and a rule. Out: a `RuleProgram` of two `Program`s. The first draws the facts the rule reads from answers;
the second is the rule itself, on those facts. A change of the rule changes the second alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from wayhome.engine.compile import Program, Table, conclusions_of, exclusive
from wayhome.engine.evaluate import evaluate
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.library import Library
from wayhome.engine.rule_tests.stated import MODE, ways_of
from wayhome.engine.rule_tests.written import QUESTION
from wayhome.engine.rulebook import ActorRule, Rulebook, SomeActor
from wayhome.engine.truth import Condition, facts_read

MEANS = "means"


@dataclass(frozen=True)
class RuleProgram:
    """What decides one rule."""

    facts: Program
    """From answers to the facts the rule reads."""
    rule: Program
    """From those facts to what the rule says; the facts are what it is asked about."""

    @cached_property
    def whole(self) -> Program:
        """Both in one."""
        implications = self.facts.implications or self.rule.implications
        strata = (*self.facts.strata, *self.rule.strata)
        domains = {**self.facts.domains, **self.rule.domains}
        return replace(self.rule, domains=domains, asked=self.facts.asked, skips=self.facts.skips,
                       implications=implications, strata=strata)  # fmt: skip

    def changed(self, kind: str, book: Rulebook) -> RuleProgram:
        """The same for a rule that was changed and reads the same facts."""
        return replace(self, rule=rule_program(kind, book, self.rule if kind == "implication" else self.facts))

    def facts_from(self, given: Mapping[str, int]) -> Evaluation:
        """The facts that follow from these masks; what is not among them is unknown."""
        domains = self.facts.domains
        return evaluate(self.facts, {fact: given.get(fact, domains[fact].full) for fact in self.facts.asked})

    def said_of(self, facts: Mapping[str, int]) -> Evaluation:
        """What the rule makes of facts."""
        return evaluate(self.rule, {fact: facts[fact] for fact in self.rule.asked})


def program_of(kind: str, book: Rulebook, library: Library, also: Iterable[str] = ()) -> RuleProgram:
    """What decides the rule of `book`, a rulebook of one entry; `also` are facts to be followed besides those it reads."""
    compiled = {"some_actor": library.some_actor, "actor": library.actor_rules}.get(kind, library.country)
    program = compiled.program
    if kind in ("contradiction", QUESTION):  # it is read of the answers as they were given
        program = replace(program, implications=())
    facts = slice_of(program, {*_read_by(kind, book), *also})
    for measure in book.measures.values():  # an example gives the way as it gives an answer
        ways = ways_of(measure, library.rulebook.recommendations)
        facts = replace(facts, domains=facts.domains | {MODE: ways}, asked=(*facts.asked, MODE))
    if kind != "implication":
        return RuleProgram(facts, rule_program(kind, book, facts))
    # Implications narrow one fact together: what the rule says is said by all of them.
    return RuleProgram(replace(facts, implications=()), replace(facts, asked=tuple(facts.domains), skips=(), strata=()))


def rule_program(kind: str, book: Rulebook, facts: Program) -> Program:
    """The rule of `book` on the facts it reads; for implications, `facts` holds all that narrow these facts."""
    if kind == "implication":
        own = {rule.id: rule for rule in book.implications}
        return replace(facts, implications=tuple(own.get(rule.id, rule) for rule in facts.implications))
    verdicts, outcomes = _conclusions(kind, book)
    tables = _tables(book)
    domains = {**facts.domains, **{table.id: table.domain for table in tables}}
    return Program(domains, tuple(facts.domains), (), (), (tables,) if tables else (), verdicts, outcomes)


def _read_by(kind: str, book: Rulebook) -> set[str]:
    verdicts, outcomes = _conclusions(kind, book)
    conditions = [*verdicts.values(), *(row for table in (*_tables(book), *outcomes) for _, row in table.rows)]
    conditions += [rule.when for rule in book.implications]
    narrowed = {fact for rule in book.implications for fact, _ in rule.then}
    return narrowed.union(*map(facts_read, conditions))


def _tables(book: Rulebook) -> tuple[Table, ...]:
    return tuple(Table(rule.id, rule.domain, exclusive(rule.rows)) for rule in book.findings.values())


def _conclusions(kind: str, book: Rulebook) -> tuple[dict[str, Condition], tuple[Table, ...]]:
    """The named conditions and the tables of a rulebook of one entry."""
    verdicts, outcomes = conclusions_of(book)
    if kind == "contradiction":
        return {rule.id: rule.when for rule in book.contradictions}, ()
    if kind == QUESTION:
        return dict(book.relevance), ()
    if kind in ("actor", "some_actor"):
        own: list[ActorRule | SomeActor] = [*book.actor_rules.values(), *book.some_actor.values()]
        return {rule.id: rule.when for rule in own}, ()
    if kind == MEANS:
        return {MEANS: book.means}, ()
    criteria = tuple(f"{measure}#{name}" for measure, rule in book.measures.items() for name in rule.criteria)
    return verdicts, tuple(table for table in outcomes if kind != "measure" or table.id in criteria)


def slice_of(program: Program, read: Iterable[str]) -> Program:
    """The part of a program that these facts follow from; it concludes nothing but facts."""
    tables = {table.id: table for stratum in program.strata for table in stratum}
    skips = {fact: skip for level in program.skips for skip in level for fact in (*skip.facts, *skip.beside)}
    narrowing: dict[str, set[str]] = {}
    for rule in program.implications:
        for fact, _ in rule.then:
            narrowing.setdefault(fact, set()).update(facts_read(rule.when))
    needed: set[str] = set()
    waiting = list(read)
    while waiting:
        fact = waiting.pop()
        if fact in needed:
            continue
        needed.add(fact)
        waiting.extend(narrowing.get(fact, ()))
        if fact in tables:
            waiting.extend(read_ for _, row in tables[fact].rows for read_ in facts_read(row))
        if fact in skips:
            waiting.extend((*skips[fact].facts, *skips[fact].beside, *facts_read(skips[fact].relevant)))
    levels = (tuple(skip for skip in level if skip.facts[0] in needed) for level in program.skips)
    implications = (
        replace(rule, then=tuple(narrowed for narrowed in rule.then if narrowed[0] in needed))
        for rule in program.implications
    )
    strata = (tuple(table for table in stratum if table.id in needed) for stratum in program.strata)
    return Program(
        {fact: domain for fact, domain in program.domains.items() if fact in needed},
        tuple(fact for fact in program.asked if fact in needed),
        tuple(level for level in levels if level),
        tuple(rule for rule in implications if rule.then),
        tuple(stratum for stratum in strata if stratum),
        {},
        (),
    )
