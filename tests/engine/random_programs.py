"""Rulebooks built in memory: small ones by hand, random ones by Hypothesis, and an oracle that knows only complete worlds.

A condition is described twice over: as a plain tuple (`Plain`), which the oracle reads in one complete world with ordinary
true and false, and as the `Condition` the engine is given. The oracle shares no code with the engine: it knows nothing of
unknown values, of merging or of negation pushed to the leaves.
"""

import itertools
import os
from dataclasses import dataclass, field, fields
from functools import cached_property

from hypothesis import settings
from hypothesis import strategies as st

from wayhome.engine.compile import Program, compile_rulebook, fits_of, modes_of, need_of, points_of, unless_of
from wayhome.engine.errors import Place
from wayhome.engine.questionnaire import MODES, FactSpec, Question, Questionnaire
from wayhome.engine.rulebook import Finding, Guard, Implication, Measure, Recommendation, Rulebook
from wayhome.engine.truth import ALWAYS, All, Any, Count, Domain, Test, negate, simplify

PLACE = Place("rules.yaml", 1, 1)
WEIGHTS = {"gap": 3, "stakes": 3, "leverage": 3, "reach": 2, "opening": 2, "readiness": 1}


def examples(number):
    """Hypothesis settings for a machine of any speed; in CI the same examples every time."""
    return settings(deadline=None, max_examples=number, derandomize=bool(os.environ.get("CI")))


# Built by hand


NEUTRAL = {
    "tuple": (),
    "dict": {},
    "bool": False,
    "int": 0,
    "Condition |": None,
    "Condition": ALWAYS,
    "Place": PLACE,
    "Audience": "brief",
    "Level": "any",
    "InForce": "active",
    "str |": None,
    "str": "",
}


def filled(kind, **given):
    """A record of the rulebook of which only some fields matter."""
    for field_ in fields(kind):
        if field_.name not in given:
            given[field_.name] = next(value for name, value in NEUTRAL.items() if field_.type.startswith(name))
    return kind(**given)


def recommendation(id_="thing", need=ALWAYS, fits=ALWAYS, modes=(("create", ALWAYS),), gap=(("0", ALWAYS),), **rest):
    rest = {name: tuple(value) for name, value in rest.items()}
    return filled(Recommendation, id=id_, need=need, fits=fits, modes=tuple(modes), gap=tuple(gap), **rest)


def finding(id_, rows, stratum=1):
    values = tuple(dict.fromkeys(value for value, _ in rows))
    return filled(Finding, id=id_, domain=Domain(values), rows=tuple(rows), stratum=stratum)


def points(**given):
    """Rows of points for the criteria a measure sets itself; 0 for those not named."""
    return {name: given.get(name, (("0", ALWAYS),)) for name in ("stakes", "leverage", "reach", "readiness")}


def measure(id_="measure", made_of=("thing",), **given):
    return filled(Measure, **{"id": id_, "made_of": tuple(made_of), "criteria": points(), "cluster": "means", **given})


def rulebook(*, relevance=None, implications=(), findings=(), recommendations=(), measures=(), guards=(), steps=()):
    return filled(
        Rulebook,
        relevance=relevance or {},
        implications=tuple(implications),
        findings={rule.id: rule for rule in findings},
        recommendations={rule.id: rule for rule in recommendations},
        measures={rule.id: rule for rule in measures},
        guards={rule.id: rule for rule in guards},
        steps=tuple(steps),
        weights=WEIGHTS,
    )


def questionnaire(domains, when_skipped=None, owners=None):
    """A questionnaire that asks for these facts; `owners` names the question of a fact that is not one itself."""
    owners = owners or {}
    facts = {id_: FactSpec(id_, domain, owners.get(id_, id_), id_, {}) for id_, domain in domains.items()}
    questions = {}
    for id_ in dict.fromkeys(spec.question for spec in facts.values()):
        skipped = (when_skipped or {}).get(id_)
        questions[id_] = Question(question=id_, name=id_, text=id_, ask=("lead",), list=True, when_skipped=skipped)
    return Questionnaire({}, {}, {}, {}, (), facts, questions, dict.fromkeys(questions, PLACE))


def program_of(domains, verdicts):
    """A program of nothing but named conditions."""
    return Program(dict(domains), tuple(domains), (), (), (), {n: simplify(c) for n, c in verdicts.items()}, ())


def nothing_known(program):
    return {fact: program.domains[fact].full for fact in program.asked}


# Described for the oracle

Plain = tuple
"""("test", fact, mask), ("not", plain), ("all", plains), ("any", plains) or ("count", at_least, plains)."""
TRUE: Plain = ("all", ())


def built(plain, domains):
    """The condition as the reader of rules makes it, before it is simplified."""
    match plain:
        case ("test", fact, mask):
            return Test(fact, mask, domains[fact].full)
        case ("not", part):
            return negate(built(part, domains))
        case ("all", parts):
            return All(tuple(built(part, domains) for part in parts))
        case ("any", parts):
            return Any(tuple(built(part, domains) for part in parts))
        case ("count", at_least, parts):
            return Count(at_least, tuple(built(part, domains) for part in parts))
    raise ValueError(plain)


def holds(plain, world):
    """Whether a condition holds in a complete world: every fact has one value."""
    match plain:
        case ("test", fact, mask):
            return world[fact] & mask != 0
        case ("not", part):
            return not holds(part, world)
        case ("all", parts):
            return all(holds(part, world) for part in parts)
        case ("any", parts):
            return any(holds(part, world) for part in parts)
        case ("count", at_least, parts):
            return sum(holds(part, world) for part in parts) >= at_least
    raise ValueError(plain)


def first_hit(rows, world):
    """The value of the first row that holds."""
    return next(value for value, plain in rows if holds(plain, world))


@dataclass(frozen=True)
class World:
    """What is so if every question has this one answer."""

    asked: dict
    facts: dict
    violated: frozenset
    """(implication, fact) pairs that this world contradicts; it cannot be real unless there are none."""
    irrelevant: frozenset
    verdicts: dict
    outcomes: dict
    """Value of each table, or None where the table is not asked."""

    def status(self, rule):
        if not self.verdicts[need_of(rule)]:
            return "in-place"
        return "recommended" if self.verdicts[fits_of(rule)] else "not-applicable"


@dataclass(frozen=True)
class Book:
    """A rulebook as the oracle reads it; `program` is the same rulebook as the engine runs it."""

    asked: dict
    relevance: dict = field(default_factory=dict)
    """Question to (plain, value when skipped); each reads only questions before it in `asked`."""
    implications: tuple = ()
    """(id, plain, ((fact, mask), ...))"""
    strata: tuple = ()
    """Of each stratum, (id, domain, rows)."""
    recommendations: tuple = ()
    """(id, need, fits, rows of modes, rows of gap)"""
    stakes: tuple = (("0", TRUE),)
    """Rows of points of the one measure that all recommendations belong to."""
    guards: tuple = ()

    @cached_property
    def domains(self):
        return {**self.asked, **{id_: domain for stratum in self.strata for id_, domain, _ in stratum}}

    def _condition(self, plain):
        return simplify(built(plain, self.domains))

    def _rows(self, rows):
        return tuple((value, self._condition(plain)) for value, plain in rows)

    @cached_property
    def rulebook(self):
        return rulebook(
            relevance={id_: self._condition(plain) for id_, (plain, _) in self.relevance.items()},
            implications=[
                filled(Implication, id=id_, when=self._condition(when), then=then) for id_, when, then in self.implications
            ],
            findings=[
                finding(id_, self._rows(rows), stratum)
                for stratum, findings in enumerate(self.strata, 1)
                for id_, _, rows in findings
            ],
            recommendations=[
                recommendation(id_, self._condition(need), self._condition(fits), self._rows(modes), self._rows(gap))
                for id_, need, fits, modes, gap in self.recommendations
            ],
            measures=[
                measure(made_of=[rule[0] for rule in self.recommendations], criteria=points(stakes=self._rows(self.stakes)))
            ],
            guards=[filled(Guard, id=id_, unless=self._condition(unless)) for id_, unless in self.guards],
        )

    @cached_property
    def program(self):
        skipped = {id_: value for id_, (_, value) in self.relevance.items()}
        return compile_rulebook(self.rulebook, questionnaire(self.asked, skipped))

    def world(self, picked):
        """What follows from one answer to every question."""
        asked, irrelevant = dict(picked), set()
        for id_ in self.asked:
            if id_ in self.relevance:
                plain, skipped = self.relevance[id_]
                if not holds(plain, asked):
                    asked[id_] = 1 << self.asked[id_].values.index(skipped)
                    irrelevant.add(id_)
        violated = {
            (id_, fact)
            for id_, plain, then in self.implications
            if holds(plain, asked)
            for fact, mask in then
            if not asked[fact] & mask
        }
        facts = dict(asked)
        for stratum in self.strata:
            facts.update({id_: 1 << d.values.index(first_hit(rows, facts)) for id_, d, rows in stratum})
        verdicts, outcomes = {}, {}
        for id_, need, fits, modes, gap in self.recommendations:
            verdicts[need_of(id_)], verdicts[fits_of(id_)] = holds(need, facts), holds(fits, facts)
            missing = holds(need, facts) and holds(fits, facts)
            outcomes[modes_of(id_)] = first_hit(modes, facts) if missing else None
            outcomes[points_of(id_, "gap")] = first_hit(gap, facts) if missing else None
        outcomes[points_of("measure", "stakes")] = first_hit(self.stakes, facts)
        verdicts.update({unless_of(id_): holds(unless, facts) for id_, unless in self.guards})
        return World(asked, facts, frozenset(violated), frozenset(irrelevant), verdicts, outcomes)

    def completions(self, given):
        """Every world that these partly known facts allow and no implication contradicts."""
        for picked in completions(given):
            world = self.world(picked)
            if not world.violated:
                yield world


def completions(given):
    """Every choice of one value a fact."""
    bits = [[1 << i for i in range(mask.bit_length()) if mask >> i & 1] for mask in given.values()]
    for picked in itertools.product(*bits):
        yield dict(zip(given, picked, strict=True))


# Random: Hypothesis draws bytes in one go, which is fast, and these turn them into rulebooks; less bytes, simpler rulebooks


class Choices:
    """A row of choices read off bytes; the first alternative once they are used up."""

    def __init__(self, data):
        self._data = iter(data)

    def below(self, number):
        return next(self._data, 0) % number

    def of(self, alternatives):
        return alternatives[self.below(len(alternatives))]

    def some(self, least, most, made):
        return tuple(made() for _ in range(least + self.below(most - least + 1)))

    def mask(self, domain):
        """A set of values that is not empty; nothing known, to begin with."""
        return domain.full - self.below(domain.full)

    def domain(self, most=4):
        names = tuple("abcdefgh"[: 2 + self.below(most - 1)])
        return Domain(names, names)

    def plain(self, domains, depth=2):
        """A condition over these facts, as the oracle reads it."""
        kind = self.below(8) if depth else 0
        if kind < 3:
            fact = self.of(list(domains))
            return ("test", fact, self.below(domains[fact].full + 1))
        if kind == 3:
            return ("not", self.plain(domains, depth - 1))
        parts = self.some(1, 4, lambda: self.plain(domains, depth - 1))
        if kind == 4:
            return ("count", 1 + self.below(len(parts)), parts)
        return ("all" if kind == 5 else "any", parts)

    def table(self, values, domains, depth=2):
        """Rows with their conditions; the last holds always."""
        rows = self.some(0, 3, lambda: (self.of(values), self.plain(domains, depth)))
        return (*rows, (self.of(values), TRUE))

    def facts(self, domains):
        return {id_: self.mask(domain) if self.below(3) else domain.full for id_, domain in domains.items()}

    def narrowed(self, facts):
        """Facts of which at least as much is known."""
        kept = {fact: mask & self.below(256) for fact, mask in facts.items()}
        return {fact: kept[fact] or mask for fact, mask in facts.items()}

    def book(self, most_facts=3, most_values=4):
        """A rulebook with skipped questions, implications, findings in two strata, recommendations, points and guards."""
        asked = {f"q{i}": self.domain(most_values) for i in range(2 + self.below(most_facts - 1))}
        names = list(asked)
        relevance = {}
        for i, name in enumerate(names[1:], 1):
            if self.below(3) == 1:
                before = {id_: asked[id_] for id_ in names[:i]}
                relevance[name] = (self.plain(before, 1), self.of(asked[name].values))
        relevance = dict(reversed(relevance.items()))  # their order must not matter

        def narrowing():
            fact = self.of(names)
            return fact, self.mask(asked[fact])

        def finding_():
            rows = self.table("xyz", read)
            return Domain(tuple(dict.fromkeys(value for value, _ in rows))), rows

        whens = self.some(0, 3, lambda: (self.plain(asked, 1), self.some(1, 2, narrowing)))
        read, strata = dict(asked), []
        for number in range(self.below(3)):
            found = self.some(1, 2, finding_)
            strata.append(tuple((f"finding.{number}.{i}", domain, rows) for i, (domain, rows) in enumerate(found)))
            read = {**read, **{id_: domain for id_, domain, _ in strata[-1]}}
        rules = self.some(
            1, 2, lambda: (self.plain(read), self.of((TRUE, self.plain(read, 1))), self.table(MODES[:4], read))
        )
        return Book(
            asked,
            relevance,
            tuple((f"I{i}", when, then) for i, (when, then) in enumerate(whens)),
            tuple(strata),
            tuple((f"thing.{i}", *rule, self.table("0123", read, 1)) for i, rule in enumerate(rules)),
            self.table("0123", read, 1),
            (("guard", self.plain(read)),),
        )


def choices(most=600):
    return st.binary(min_size=most, max_size=most).map(Choices)


def books(most_facts=3, most_values=4):
    return choices().map(lambda chosen: chosen.book(most_facts, most_values))


def books_and_facts(most_facts=3, most_values=4):
    """A rulebook and partly known facts for it."""

    def made(chosen):
        facts = Choices(bytes(chosen.below(256) for _ in range(2 * most_facts)))
        book = chosen.book(most_facts, most_values)
        return book, facts.facts(book.asked)

    return choices().map(made)


def books_and_two_facts(most_facts=3, most_values=4):
    """A rulebook, partly known facts for it, and facts of which at least as much is known."""

    def made(chosen):
        first = Choices(bytes(chosen.below(256) for _ in range(3 * most_facts)))
        book = chosen.book(most_facts, most_values)
        facts = first.facts(book.asked)
        return book, facts, first.narrowed(facts)

    return choices().map(made)


def conditions_and_facts(most_facts=4, most_values=4, depth=3):
    """A condition as the oracle reads it, the domains of its facts, and partly known facts."""

    def made(chosen):
        domains = {f"q{i}": chosen.domain(most_values) for i in range(1 + chosen.below(most_facts))}
        facts = chosen.facts(domains)
        return chosen.plain(domains, depth), domains, facts

    return choices(150).map(made)
