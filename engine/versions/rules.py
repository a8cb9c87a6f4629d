"""What changed in one rule, kind by kind.

In: `VersionWords` and the rule in both versions. Out: `Said`s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields

from wayhome.engine.explain_text.fact_words import FactWords
from wayhome.engine.rulebook import (
    ActorRule,
    Component,
    Contradiction,
    Finding,
    Guard,
    Implication,
    Measure,
    Recommendation,
    Rulebook,
    SomeActor,
    Step,
)
from wayhome.engine.version_file import Step as Grows
from wayhome.engine.versions.entries import Said
from wayhome.engine.versions.words import VersionWords, finding_title, measure_title


class Differ:
    """Says what differs between two versions of a rule."""

    def __init__(self, words: VersionWords) -> None:
        self.w = words
        self.old, self.new = words.meaning.old, words.meaning.new

    # names

    def recommendation_name(self, id_: str) -> str:
        """What a recommendation is called."""
        known = {**self.old.rulebook.recommendations, **self.new.rulebook.recommendations}
        return f"“{known[id_].title}”"

    def measure_name(self, id_: str) -> str:
        """What a measure is called."""
        return f"“{measure_title(self.new if id_ in self.new.wording.measures else self.old, id_)}”"

    def role_name(self, id_: str) -> str:
        """What a role is called."""
        known = {**self.old.questionnaire.roles, **self.new.questionnaire.roles}
        return known[id_].title if id_ in known else id_

    def guard_name(self, id_: str) -> str:
        """What a sentence of care is called."""
        known = {**self.old.wording.guards, **self.new.wording.guards}
        return f"“{known[id_].title}”"

    def passage_name(self, id_: str) -> str:
        """What a passage is called."""
        known = {**self.old.passages, **self.new.passages}
        return f"“{known[id_].title}”"

    def finding_name(self, id_: str) -> str:
        """What a finding is called."""
        return f"“{finding_title(self.w.meaning, id_)}”"

    def fact_name(self, id_: str) -> str:
        """What a fact is about."""
        known = self.new.program.domains
        return f"“{(self.w.new if id_ in known else self.w.old).subject(id_)}”"

    def question_name(self, id_: str) -> str:
        """What a question is called."""
        known = {**self.old.questionnaire.questions, **self.new.questionnaire.questions}
        return f"“{known[id_].name}”"

    def sector_name(self, id_: str) -> str:
        """What a sector is called."""
        known = {**self.old.questionnaire.sectors, **self.new.questionnaire.sectors}
        return f"“{known[id_].title}”"

    def task_name(self, id_: str) -> str:
        """What a standing task is called."""
        known = {**self.old.wording.steps, **self.new.wording.steps}
        return f"“{known[id_].short or known[id_].text}”" if id_ in known else id_

    def gate(self, book: Rulebook) -> tuple[str, ...]:
        """The answers the ministerial edition needs, those in one of which is enough together."""
        return tuple(" or ".join(map(self.question_name, group)) for group in book.gate)

    # rules

    def implication(self, old: Implication, new: Implication) -> Iterator[Said]:
        """When it applies, and what it leaves."""
        yield from self._title(old.title, new.title)
        yield from self.w.condition("when", "It applies", old.when, new.when)
        if _left(old, self.w.old) != _left(new, self.w.new):
            yield from self.w.field("then", "What it leaves", _narrowed(old, self.w.old), _narrowed(new, self.w.new))

    def contradiction(self, old: Contradiction, new: Contradiction) -> Iterator[Said]:
        """When `check` tells it: nothing is advised by it."""
        yield from self._title(old.title, new.title)
        yield from self.w.field("mend", "What to do about it", old.mend, new.mend, step=Grows.PATCH)
        for one in self.w.condition("when", "It is told", old.when, new.when):
            yield Said(one.what, one.sentence, Grows.PATCH, one.turn, one.before, one.after, one.examples)

    def finding(self, old: Finding, new: Finding) -> Iterator[Said]:
        """Its rows, and the tasks that build a precondition."""
        yield from self._title(old.title, new.title)
        yield from self.w.table("table", "What is found", old.rows, new.rows)
        values = _ordered(old.domain.values), _ordered(new.domain.values)
        yield from self.w.field("table", "What can be found", values[0], values[1])
        yield from self.w.field("tasks", "Tasks that build it", self._tasks(old), self._tasks(new))
        yield from self._cites(old.cites, new.cites)

    def some_actor(self, old: SomeActor, new: SomeActor) -> Iterator[Said]:
        """When it is found of a list of bodies."""
        yield from self._title(old.title, new.title)
        yield from self.w.condition("when", "It is found", old.when, new.when)
        yield from self._cites(old.cites, new.cites)

    def actor_rule(self, old: ActorRule, new: ActorRule) -> Iterator[Said]:
        """When it follows for a body."""
        yield from self._title(old.title, new.title)
        yield from self.w.condition("when", "It follows for a body", old.when, new.when)
        yield from self.w.field("part", "Part of the advice", old.part, new.part)

    def recommendation(self, old: Recommendation, new: Recommendation) -> Iterator[Said]:
        """When it is advised, in which way, how much is missing, and its pieces."""
        yield from self.w.condition("need", "It is needed", old.need, new.need)
        yield from self.w.condition("fits", "It fits", old.fits, new.fits)
        within = (old.need, old.fits), (new.need, new.fits)
        yield from self.w.table("mode", "Way of doing it", old.modes, new.modes, within)
        yield from self.w.table("gap", "Points for the gap", old.gap, new.gap, within)
        yield from self.w.field("level", "Who can decide it", old.level, new.level)
        so = "In an area it is left to the national level"
        yield from self.w.condition("national_when", so, old.national_when, new.national_when)
        yield from self.w.field("lead", "Led by", old.lead, new.lead, self.role_name)
        yield from self.w.field("sector", "Sector", old.sector, new.sector, self.sector_name)
        yield from self._components(old, new)
        cases = [{case.passage: case.when for case in side.illustrations} for side in (old, new)]
        yield from self.w.field("illustrations", "Cases told with it", tuple(cases[0]), tuple(cases[1]), self.passage_name)
        for passage in (one for one in cases[1] if one in cases[0]):
            so = f"The case {self.passage_name(passage)} is told"
            yield from self.w.condition("illustrations", so, cases[0][passage], cases[1][passage])
        yield from self._title(old.title, new.title)
        yield from self._cites(old.cites, new.cites)

    def _components(self, old: Recommendation, new: Recommendation) -> Iterator[Said]:
        was, is_now = ({part.passage: part for part in side.components} for side in (old, new))
        yield from self.w.field("components", "Its pieces", tuple(was), tuple(is_now), self.passage_name)
        for passage, part in is_now.items():
            if passage in was:
                yield from self._component(was[passage], part)

    def _component(self, old: Component, new: Component) -> Iterator[Said]:
        name = self.passage_name(new.passage)
        yield from self.w.condition("components", f"The piece {name} is part of it", old.when, new.when)
        if (old.done is None) is not (new.done is None):
            of = f"The piece {name} can be ticked off"
            yield from self.w.field("components", of, old.done is not None, new.done is not None)
        else:
            yield from self.w.condition("components", f"The piece {name} counts as done", old.done, new.done)

    def measure(self, old: Measure, new: Measure) -> Iterator[Said]:
        """Its parts, its points, its place in the order and in time, and what is printed with it."""
        parts = self.recommendation_name
        yield from self.w.field("made_of", "Made of", old.made_of, new.made_of, parts)
        for name, rows in new.criteria.items():
            yield from self.w.table("criteria", f"Points for {name}", old.criteria[name], rows)
        yield from self.w.field(
            "opening", "Dates that may serve it", tuple(old.openings), tuple(new.openings), self.fact_name
        )
        for what, of in (("after", "Comes after"), ("after_to_create", "While it has to be made it also comes after")):
            yield from self.w.field(what, of, getattr(old, what), getattr(new, what), self.measure_name)
        yield from self.w.field("step", "Step of the roadmap", old.step, new.step)
        yield from self.w.field("months", "Months", _months(old.months), _months(new.months))
        for what, of in (("lead", "Led by"), ("lead_by_mode", "Led otherwise, by way"), ("partners", "With")):
            yield from self.w.field(what, of, getattr(old, what), getattr(new, what), self.role_name)
        yield from self.w.condition("main_when", "It may stand in the main part", old.main_when, new.main_when)
        for what, of in _MEASURE_FIELDS:
            yield from self.w.field(what, of, getattr(old, what), getattr(new, what))
        # The same instrument in other letters is the same instrument.
        is_same = _in_small(old.instrument) == _in_small(new.instrument)
        step = Grows.PATCH if is_same else Grows.MAJOR
        yield from self.w.field("instrument", "Instrument", old.instrument, new.instrument, step=step)
        yield from self.w.field("guards", "Care told with it", old.guards, new.guards, self.guard_name)
        yield from self.w.field("rests_on", "Rests on", old.rests_on, new.rests_on, self.finding_name)
        for what, of in (("together_with", "Goes together with"), ("contradicts", "Contradicts")):
            yield from self.w.field(what, of, getattr(old, what), getattr(new, what), self.measure_name)

    def guard(self, old: Guard, new: Guard) -> Iterator[Said]:
        """When it need not be said, and to whom it is."""
        yield from self.w.condition("unless", "It is left out", old.unless, new.unless)
        yield from self.w.field("always", "Always in the main part", old.always, new.always)
        yield from self.w.field("audience", "Readers", old.audience, new.audience)

    def step(self, old: Step, new: Step) -> Iterator[Said]:
        """Its months, and its standing tasks."""
        yield from self._title(old.title, new.title)
        yield from self.w.field("months", "Months", _months(old.months), _months(new.months))
        tasks = [{task.id: task for task in side.tasks} for side in (old, new)]
        yield from self.w.field("number", "Number of the step", old.number, new.number)
        yield from self.w.field("tasks", "Standing tasks", tuple(tasks[0]), tuple(tasks[1]), self.task_name)
        for id_, task in tasks[1].items():
            was = tasks[0].get(id_)
            if was is None:
                continue
            name = self.task_name(id_)
            yield from self.w.condition("tasks", f"The task {name} stands", was.when, task.when)
            yield from self.w.field("tasks", f"Months of {name}", _months(was.months), _months(task.months))
            for what, of in (("lead", "Led by"), ("partners", "With")):
                was_by, is_by = getattr(was, what), getattr(task, what)
                yield from self.w.field("tasks", f"{of} ({name})", was_by, is_by, self.role_name)
            of = f"{name} falls away once this works"
            yield from self.w.field("tasks", of, was.unless_in_place, task.unless_in_place, self.measure_name)
            of = f"Passages cited for {name}"
            yield from self.w.field("tasks", of, was.passages, task.passages, self.passage_name, Grows.PATCH)
        yield from self._cites(old.cites, new.cites)

    def rest(self, old: object, new: object, said: Collection[Said]) -> Iterator[Said]:
        """Of a rule that stands in both, what differs and nothing has been said of: no difference is passed over."""
        told = {one.what for one in said}
        for name in (one.name for one in fields(new) if one.name not in _TOLD_ELSEWHERE):  # type: ignore[arg-type]
            is_same = self.w.meaning.is_written_alike(getattr(old, name), getattr(new, name))
            if not is_same and _KEYS.get(name, name) not in told:
                yield Said(name, f"What stands under {name.replace('_', ' ')} changed.", Grows.MAJOR)

    def _tasks(self, finding: Finding) -> tuple[str, ...]:
        """What is done to build a precondition, and when."""
        sides = [side.wording.preconditions.get(finding.id) for side in (self.old, self.new)]
        words = {key: task.text for side in sides if side for key, task in side.tasks.items()}
        return tuple(
            f"“{words.get(one.text, one.text)}” (step {one.step}, {_months(one.months)}, led by {self.role_name(one.lead)})"
            for one in finding.tasks
        )

    def _title(self, old: str, new: str) -> Iterator[Said]:
        yield from self.w.field("title", "Title", f"“{old}”", f"“{new}”", step=Grows.PATCH)

    def _cites(self, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Said]:
        yield from self.w.field("cites", "Passages cited", old, new, self.passage_name, Grows.PATCH)


_TOLD_ELSEWHERE = ("id", "place", "examples", "in_force", "stratum", "about", "domain")
"""Parts of rules that follow from others, or decide nothing."""
_KEYS = {"rows": "table", "modes": "mode", "openings": "opening"}
"""Parts of rules under the keys by which their changes are told."""
_MEASURE_FIELDS = (
    ("cluster", "Cluster"),
    ("safe", "Safe to begin"),
    ("only_while_open", "Left out once hardly anything is open"),
    ("keeps_place", "Keeps a place among what hangs on an answer"),
    ("audience", "Readers"),
    ("by_sector", "One sentence said of several sectors"),
    ("cost", "Cost"),
)


def _left(rule: Implication, words: FactWords) -> dict[str, set[str]]:
    """The values that an implication leaves of each fact."""
    return {fact: set(words.domain(fact).names(mask)) for fact, mask in rule.then}


def _narrowed(rule: Implication, words: FactWords) -> dict[str, str]:
    """What each fact is about, and the values of it that an implication leaves."""
    left = ((fact, words.quoted(fact, words.domain(fact).names(mask))) for fact, mask in rule.then)
    return {words.subject(fact): words.either(values) if values else "nothing" for fact, values in left}


def _in_small(by_way: dict[str, str]) -> dict[str, str]:
    """Words by way, in small letters and single spaces."""
    return {way: " ".join(words.casefold().split()) for way, words in by_way.items()}


def _ordered(values: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a finding without the order of its rows, which the rows themselves tell."""
    return tuple(sorted(values))


def _months(months: tuple[int, int]) -> str:
    start, length = months
    return f"from month {start}, for {length}"
