"""The rulebook as a program both evaluators run: what is decided, in which order, from which conditions.

In: a `Rulebook` and the questionnaire. Out: a `Program`. A table's row *i* becomes `condition i and none before it`, so
that the value of row *i* is still possible unless that condition is certainly false (design: first hit, under
uncertainty the set of values not excluded). Nothing here knows how a condition is decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wayhome.engine.errors import InputError
from wayhome.engine.questionnaire import YES_NO, FactSpec, Questionnaire
from wayhome.engine.rulebook import POINTS, Implication, Row, Rulebook
from wayhome.engine.truth import ALWAYS, All, Condition, Domain, facts_read, negate, simplify


@dataclass(frozen=True)
class Skip:
    """A question asked only under a condition, and the value its fact has otherwise."""

    question: str
    relevant: Condition
    skipped: int
    lines: tuple[str, ...] = ()
    """The facts that take this value, if the answer is not a single fact."""
    beside: tuple[str, ...] = ()
    """Facts of what stands beside the answer: nothing is known of them where the question does not arise."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that take this value where the question does not arise."""
        return self.lines or (self.question,)


@dataclass(frozen=True)
class Table:
    """A derived fact: each value with the condition under which its row is the first to hold."""

    id: str
    domain: Domain
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Program:
    """What both evaluators run, in this order."""

    domains: dict[str, Domain]
    """Every fact that answers or tables yield."""
    asked: tuple[str, ...]
    """The facts answers yield."""
    skips: tuple[tuple[Skip, ...], ...]
    """Conditional questions, in levels: a level reads the levels before it."""
    implications: tuple[Implication, ...]
    strata: tuple[tuple[Table, ...], ...]
    """Findings, in strata: a stratum reads answers and the strata before it."""
    verdicts: dict[str, Condition]
    """Named conditions decided last: the need and fit of each recommendation, guards, tasks."""
    outcomes: tuple[Table, ...]
    """Modes, gaps and criteria: tables that nothing else reads."""


def need_of(recommendation: str) -> str:
    """The name of the verdict on a recommendation's need."""
    return f"{recommendation}#need"


def fits_of(recommendation: str) -> str:
    """The name of the verdict on whether a recommendation fits the place."""
    return f"{recommendation}#fits"


def modes_of(recommendation: str) -> str:
    """The name of the table of a recommendation's modes."""
    return f"{recommendation}#mode"


def points_of(owner: str, criterion: str) -> str:
    """The name of a table of points; gap belongs to a recommendation, opening to a date, the rest to a measure."""
    return f"{owner}#{criterion}"


def unless_of(guard: str) -> str:
    """The name of the verdict on a guard's `unless`."""
    return f"{guard}#unless"


def done_of(recommendation: str, passage: str) -> str:
    """The name of the verdict on whether a component is there."""
    return f"{recommendation}#done:{passage}"


def told_of(recommendation: str, passage: str) -> str:
    """The name of the verdict on whether a component or a case comes in."""
    return f"{recommendation}#told:{passage}"


def national_of(recommendation: str) -> str:
    """The name of the verdict on whether an area leaves a recommendation to the national level."""
    return f"{recommendation}#national"


def main_of(measure: str) -> str:
    """The name of the verdict on whether a measure may stand in the main part of a brief."""
    return f"{measure}#main"


def when_of(task: str) -> str:
    """The name of the verdict on a standing task's `when`."""
    return f"{task}#when"


def compile_rulebook(rulebook: Rulebook, questionnaire: Questionnaire) -> Program:
    """Put a rulebook into the order of its evaluation; raises InputError if relevance goes round in a circle."""
    domains = {spec.id: spec.domain for spec in questionnaire.facts.values()}
    asked = tuple(domains)
    strata: dict[int, list[Table]] = {}
    for finding in rulebook.findings.values():
        domains[finding.id] = finding.domain
        strata.setdefault(finding.stratum, []).append(Table(finding.id, finding.domain, exclusive(finding.rows)))
    verdicts, outcomes = conclusions_of(rulebook)
    return Program(
        domains,
        asked,
        _levels(rulebook, questionnaire),
        rulebook.implications,
        tuple(tuple(strata[number]) for number in sorted(strata)),
        verdicts,
        outcomes,
    )


def conclusions_of(rulebook: Rulebook) -> tuple[dict[str, Condition], tuple[Table, ...]]:
    """What is decided last: the verdicts and the outcomes of a `Program`."""
    verdicts: dict[str, Condition] = {}
    outcomes: list[Table] = []
    for rule in rulebook.recommendations.values():
        verdicts[need_of(rule.id)] = rule.need
        verdicts[fits_of(rule.id)] = rule.fits
        # A mode or a gap is asked only where something is missing: worlds in which it is not are left out.
        missing = (rule.need, rule.fits)
        modes = Domain(tuple(dict.fromkeys(value for value, _ in rule.modes)))
        outcomes.append(Table(modes_of(rule.id), modes, exclusive(rule.modes, missing)))
        outcomes.append(Table(points_of(rule.id, "gap"), POINTS, exclusive(rule.gap, missing)))
        if rule.national_when is not None:
            verdicts[national_of(rule.id)] = rule.national_when
        for part in rule.components:
            if part.done is not None:
                verdicts[done_of(rule.id, part.passage)] = part.done
        told = [(part.passage, part.when) for part in rule.components]
        told += [(case.passage, case.when) for case in rule.illustrations]
        verdicts |= {told_of(rule.id, passage): when for passage, when in told if when != ALWAYS}
    dates: dict[str, Table] = {}
    for measure in rulebook.measures.values():
        for name, rows in measure.criteria.items():
            outcomes.append(Table(points_of(measure.id, name), POINTS, exclusive(rows)))
        for fact, rows in measure.openings.items():
            dates[points_of(fact, "opening")] = Table(points_of(fact, "opening"), POINTS, exclusive(rows))
        if measure.main_when != ALWAYS:
            verdicts[main_of(measure.id)] = measure.main_when
    for guard in rulebook.guards.values():
        verdicts[unless_of(guard.id)] = guard.unless
    for step in rulebook.steps:
        for task in step.tasks:
            verdicts[when_of(task.id)] = task.when
    return verdicts, (*outcomes, *dates.values())


def facts_over_lists(rulebook: Rulebook, questionnaire: Questionnaire) -> dict[str, FactSpec]:
    """The facts that rules draw from the whole list of bodies; answers to the question of that list yield them."""
    asked = next((spec.question for spec in questionnaire.actor_facts.values()), "")
    words = {"yes": "yes", "no": "no"}
    return {some.id: FactSpec(some.id, Domain(YES_NO), asked, some.title, words) for some in rulebook.some_actor.values()}


def compile_some_actor(rulebook: Rulebook, questionnaire: Questionnaire) -> Program:
    """What the findings over a list ask of one body in it."""
    return _per_actor({some.id: some.when for some in rulebook.some_actor.values()}, {}, questionnaire)


def compile_actor_rules(rulebook: Rulebook, questionnaire: Questionnaire, country: Program) -> Program:
    """What follows for one body: its own facts, with the answers and findings of the country that its rules read."""
    return _per_actor({rule.id: rule.when for rule in rulebook.actor_rules.values()}, country.domains, questionnaire)


def _per_actor(conditions: dict[str, Condition], country: dict[str, Domain], questionnaire: Questionnaire) -> Program:
    read = {fact for condition in conditions.values() for fact in facts_read(condition)}
    domains = {spec.id: spec.domain for spec in questionnaire.actor_facts.values()}
    domains |= {fact: domain for fact, domain in country.items() if fact in read}
    return Program(domains, tuple(domains), (), (), (), conditions, ())


def exclusive(rows: Sequence[Row], within: tuple[Condition, ...] = ()) -> tuple[Row, ...]:
    """Each row's value with `its condition, and none before it` (and what the whole table is asked within)."""
    found: list[Row] = []
    before: list[Condition] = []
    for value, condition in rows:
        found.append((value, simplify(All((condition, *before, *within)))))
        before.append(negate(condition))
    return tuple(found)


def _levels(rulebook: Rulebook, questionnaire: Questionnaire) -> tuple[tuple[Skip, ...], ...]:
    waiting = dict(rulebook.relevance)
    levels: list[tuple[Skip, ...]] = []
    while waiting:
        ready = [
            id_
            for id_, condition in waiting.items()
            if not {questionnaire.facts[fact].question for fact in facts_read(condition)} & waiting.keys()
        ]
        if not ready:
            first = next(iter(waiting))
            raise InputError.at(
                questionnaire.places[first], f"the relevance of {first!r} goes round in a circle", code="circle"
            )
        level = []
        for id_ in ready:
            question = questionnaire.questions[id_]
            specs = questionnaire.skipped_facts(question)
            skipped = specs[0].domain.mask([question.when_skipped or ""])
            lines = () if specs[0].id == id_ else tuple(spec.id for spec in specs)
            beside = tuple(spec.id for spec in questionnaire.facts_of(id_) if spec not in specs)
            level.append(Skip(id_, waiting.pop(id_), skipped, lines, beside))
        levels.append(tuple(level))
    return tuple(levels)
