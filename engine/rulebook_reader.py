"""Read a rules folder.

In: rules/*/*.yaml, the questionnaire and the ids of passages. Out: a `Rulebook` whose conditions are checked and
simplified. A rule reads answers and the findings of lower-numbered folders only, so evaluation ends and order is free.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from wayhome.engine.conditions import parse_condition
from wayhome.engine.errors import MOST_PROBLEMS, InputError, Place, Problem, collected, did_you_mean, first_of, listing
from wayhome.engine.in_force import kept
from wayhome.engine.questionnaire import MODES, YES_NO, Questionnaire, Scale
from wayhome.engine.rule_shapes import (
    ActorRuleShape,
    ContradictionShape,
    FindingShape,
    GateShape,
    GuardShape,
    HeadlineShape,
    ImplicationShape,
    MeansShape,
    MeasureShape,
    RecommendShape,
    Retirable,
    RowShape,
    SomeActorShape,
    StepShape,
)
from wayhome.engine.rulebook import (
    POINTS,
    ActorRule,
    Component,
    Contradiction,
    Example,
    Finding,
    Guard,
    Illustration,
    Implication,
    InForce,
    Measure,
    Recommendation,
    Row,
    Rulebook,
    SetAside,
    SomeActor,
    Step,
    StepTask,
)
from wayhome.engine.rulebook_links import problems_of_links
from wayhome.engine.sources import CASES, Source, entries, read_yaml, shape
from wayhome.engine.truth import ALWAYS, All, Any, Condition, Domain, Test, facts_read, simplify
from wayhome.engine.weights import read_weights

STRATA = (
    "0-implications",
    "1-context",
    "2-preconditions",
    "3-structures",
    "4-opportunities",
    "5-priorities",
    "6-roadmap",
)
KINDS = (
    "implication",
    "contradiction",
    "finding",
    "precondition",
    "recommend",
    "actor",
    "some_actor",
    "measure",
    "guard",
    "gate",
    "means",
    "headline",
    "step",
)
WEIGHTS = "weights.yaml"
RETIRABLE: dict[str, type[Retirable]] = {
    "implication": ImplicationShape,
    "recommend": RecommendShape,
    "actor": ActorRuleShape,
    "measure": MeasureShape,
}
"""The kinds of rules that advise, each of which can be a draft or retired. What others read cannot."""
SET_BY_AUTHOR = ("stakes", "leverage", "reach")


def load_rulebook(folder: Path, questionnaire: Questionnaire, passages: Collection[str]) -> Rulebook:
    """Read a rules folder; raises InputError listing every fault."""
    reader = _Reader(questionnaire, passages)
    rulebook = reader.read(folder)
    if reader.problems:
        raise InputError(reader.problems)
    return rulebook


def rule_files(folder: Path) -> Iterator[tuple[int, Path]]:
    """The files of a rules folder that hold rules, in the order in which they are read, each with its stratum."""
    for stratum, name in enumerate(STRATA):
        for path in sorted((folder / name).rglob("*.yaml")):
            if path.name != WEIGHTS and not path.name.endswith(CASES):
                yield stratum, path


def kind_of(entry: Mapping[str, object], place: Place) -> str:
    """The kind of an entry, one of `KINDS`; raises InputError if it is none."""
    for kind in KINDS:
        if kind in entry:
            return kind
    raise InputError.at(place, "an entry of an unknown kind", f"one that begins with {listing(KINDS, 99)}")


def read_entry(source: Source, i: int, known: Rulebook, questionnaire: Questionnaire, passages: Collection[str]) -> Rulebook:
    """One entry read by itself among the rules known already: a rulebook of nothing but what it says.

    Raises InputError for a fault in it.
    """
    reader = _Reader(questionnaire, passages)
    reader.domains |= {finding.id: finding.domain for finding in known.findings.values()}
    reader.recommendations, reader.means = known.recommendations, known.means
    none = Rulebook({}, (), {}, {}, {}, {}, (), {}, "")
    entry = source.value[i]  # type: ignore[index]  # the caller has seen that it is a list
    assert isinstance(entry, dict)
    match kind_of(entry, source.place(i)):
        case "implication":
            return replace(none, implications=tuple(reader.implications(source, i)))
        case "contradiction":
            return replace(none, contradictions=tuple(reader.contradictions_in(source, i)))
        case "finding" | "precondition":
            finding = reader.finding(source, i, 0)
            return replace(none, findings={finding.id: finding})
        case "recommend":
            rule = reader.recommendation(source, i, 0)
            return replace(none, recommendations={rule.id: rule})
        case "actor":
            actor_rule = reader.actor_rule(source, i)
            return replace(none, actor_rules={actor_rule.id: actor_rule})
        case "some_actor":
            some = reader.some(source, i)
            return replace(none, some_actor={some.id: some})
        case "measure":
            measure = reader.measure(source, i)
            return replace(none, measures={measure.id: measure})
        case "guard":
            guard = reader.guard(source, i)
            return replace(none, guards={guard.id: guard})
        case "means":
            return replace(none, means=reader.means_in(source, i))
        case "step":
            return replace(none, steps=(reader.step(source, i),))
    return none


class _Reader:
    """Reads the folders in order, so that each sees the findings of those before it."""

    def __init__(self, questionnaire: Questionnaire, passages: Collection[str]) -> None:
        self.questionnaire = questionnaire
        self.passages = passages
        self.problems: list[Problem] = []
        self.domains = {spec.id: spec.domain for spec in questionnaire.facts.values()}
        self.actor_domains = {spec.id: spec.domain for spec in questionnaire.actor_facts.values()}
        self.actor_rules: dict[str, ActorRule] = {}
        self.some_actor: dict[str, SomeActor] = {}
        self.findings: dict[str, Finding] = {}
        self.recommendations: dict[str, Recommendation] = {}
        self.measures: dict[str, Measure] = {}
        self.guards: dict[str, Guard] = {}
        self.gate: list[tuple[str, ...]] = []
        self.contradictions: list[Contradiction] = []
        self.weights: dict[str, int] = {}
        self.means: Condition = Any()
        self.headline = ""
        self.retired: list[SetAside] = []

    def read(self, folder: Path) -> Rulebook:
        relevance = self.relevance()
        implications: list[Implication] = []
        steps: list[Step] = []
        for path in [path for name in STRATA for path in sorted((folder / name).rglob(WEIGHTS))]:
            with collected(self.problems):
                self.weights = read_weights(read_yaml(path))
        for stratum, files in itertools.groupby(rule_files(folder), key=lambda found: found[0]):
            found: dict[str, Finding] = {}
            for _, path in files:
                with collected(self.problems):
                    source = read_yaml(path)
                    for i, entry in entries(source, "recommend"):
                        if len(self.problems) > MOST_PROBLEMS:
                            break  # nobody mends more in one go, and looking for hints takes time
                        with collected(self.problems):
                            self.entry(entry, source, i, stratum, implications, found, steps)
            self.findings.update(found)
            self.domains.update({finding.id: finding.domain for finding in found.values()})
        rulebook = Rulebook(
            relevance,
            tuple(implications),
            self.findings,
            self.recommendations,
            self.measures,
            self.guards,
            tuple(sorted(steps, key=lambda step: step.number)),
            self.weights,
            self.headline,
            self.actor_rules,
            self.some_actor,
            tuple(self.gate),
            tuple(self.contradictions),
            self.means,
            tuple(self.retired),
        )
        if not self.problems:  # a rule that cannot be read would be missed wherever it is named
            self.problems.extend(first_of(problems_of_links(rulebook, folder)))
        return kept(rulebook, ("draft", "active"))

    def entry(
        self,
        entry: Mapping[str, object],
        source: Source,
        i: int,
        stratum: int,
        implications: list[Implication],
        found: dict[str, Finding],
        steps: list[Step],
    ) -> None:
        kind = next((kind for kind in RETIRABLE if kind in entry), None)
        if kind and entry.get("status") == "retired":
            self.retire(kind, source, i)
        elif "implication" in entry:
            for implication in self.implications(source, i):
                self.once(implication.id, implication.place, {known.id for known in implications})
                implications.append(implication)
        elif "contradiction" in entry:
            for contradiction in self.contradictions_in(source, i):
                self.once(contradiction.id, contradiction.place, {known.id for known in self.contradictions})
                self.contradictions.append(contradiction)
        elif "finding" in entry or "precondition" in entry:
            finding = self.finding(source, i, stratum)
            self.once(finding.id, finding.place, {**self.findings, **found, **self.questionnaire.facts})
            found[finding.id] = finding
        elif "recommend" in entry:
            rule = self.recommendation(source, i, stratum)
            self.once(rule.id, rule.place, self.recommendations)
            self.recommendations[rule.id] = rule
        elif "actor" in entry:
            actor_rule = self.actor_rule(source, i)
            self.once(actor_rule.id, actor_rule.place, self.actor_rules)
            self.actor_rules[actor_rule.id] = actor_rule
        elif "some_actor" in entry:
            some = self.some(source, i)
            self.once(some.id, some.place, {**self.some_actor, **self.findings, **found, **self.questionnaire.facts})
            self.some_actor[some.id] = some
            self.domains[some.id] = Domain(YES_NO)  # worked out from the list before anything else
        elif "measure" in entry:
            measure = self.measure(source, i)
            self.once(measure.id, measure.place, self.measures)
            self.measures[measure.id] = measure
        elif "guard" in entry:
            guard = self.guard(source, i)
            self.once(guard.id, guard.place, self.guards)
            self.guards[guard.id] = guard
        elif "means" in entry:
            self.means = self.means_in(source, i)
        elif "headline" in entry:
            self.headline = shape(HeadlineShape, source, i).headline
            if self.headline not in self.findings:
                hint = did_you_mean(self.headline, self.findings)
                raise InputError.at(source.place(i), f"there is no finding {self.headline!r}", mend=hint, code="unknown-id")
        elif "gate" in entry:
            gate = shape(GateShape, source, i).gate
            for id_ in gate:
                if id_ not in self.questionnaire.questions:
                    hint = did_you_mean(id_, self.questionnaire.questions)
                    raise InputError.at(source.place(i), f"there is no question {id_!r}", mend=hint, code="unknown-id")
            self.gate.append(gate)
        elif "step" in entry:
            steps.append(self.step(source, i))
        else:
            kind_of(entry, source.place(i))

    def retire(self, kind: str, source: Source, i: int) -> None:
        """Keep the id of a rule; what it read may be there no more, so that its conditions are not looked at."""
        written = shape(RETIRABLE[kind], source, i)
        id_ = str(getattr(written, kind))
        if isinstance(written, ActorRuleShape) and written.variant:
            id_ = f"{id_}.{written.variant}"
        title = getattr(written, "title", "")
        self.retired.append(SetAside(kind, id_, title, "retired", written.replaced_by or "", source.place(i)))

    def advising(self, written: Retirable, examples: tuple[Example, ...], source: Source, i: int) -> InForce:
        """Whether a rule that is not retired advises already; it has examples, and no other stands in its place."""
        if written.replaced_by is not None:
            what = "only a rule with `status: retired` is replaced by another"
            raise InputError.at(source.place(i, "replaced_by"), what)
        if not examples and not isinstance(written, MeasureShape):
            what = "the rule has no example; only one with `status: retired` needs none"
            raise InputError.at(source.place(i), what, code="missing-example")
        return written.status

    def once(self, id_: str, place: Place, known: Collection[str]) -> None:
        if id_ in known:
            raise InputError.at(place, f"{id_!r} is defined twice", code="stands-twice")

    def condition(self, given: object, source: Source, *path: str | int) -> Condition:
        return parse_condition(given, self.domains, source, path)

    def relevance(self) -> dict[str, Condition]:
        found = {}
        for question in self.questionnaire.questions.values():
            if question.relevant is None:
                continue
            place = self.questionnaire.places[question.question]
            source = Source(place.file, None, {(): (place.line, place.column)})
            with collected(self.problems):
                found[question.question] = self.condition(question.relevant, source)
            domains = [spec.domain for spec in self.questionnaire.skipped_facts(question)]
            if not domains or any(question.when_skipped not in domain.values for domain in domains):
                self.problems.append(
                    Problem(place, f"`when_skipped` {question.when_skipped!r} is not an answer of it", code="outside-domain")
                )
        return found

    def rows(
        self, given: tuple[RowShape, ...], source: Source, path: tuple[str | int, ...], allowed: Collection[str] = ()
    ) -> tuple[Row, ...]:
        rows = []
        for j, row in enumerate(given):
            value = str(row.is_)
            if allowed and value not in allowed:
                hint = did_you_mean(value, allowed)
                raise InputError.at(
                    source.place(*path, j, "is"),
                    f"{value!r} cannot stand here",
                    listing(allowed, 9),
                    hint,
                    code="outside-domain",
                )
            last = j == len(given) - 1
            if (row.when is None) != last:
                what = "the last row of a table must have no `when`" if last else "only the last row may have no condition"
                mend = "add a row without one, for whatever is left" if last else "give it a `when`, or put it last"
                raise InputError.at(source.place(*path, j), what, mend=mend)
            rows.append((value, self.condition(row.when, source, *path, j, "when")))
        return tuple(rows)

    def implications(self, source: Source, i: int) -> Iterator[Implication]:
        written = shape(ImplicationShape, source, i)
        in_force = self.advising(written, written.examples, source, i)
        for fact, id_, examples in _each(written.implication, written):
            when = self.condition_on_answers(about(written.when, fact), source, i)
            then = []
            for key, values in written.then.items():
                target = named(key, fact)
                if target not in self.questionnaire.facts:
                    hint = did_you_mean(target, self.questionnaire.facts)
                    raise InputError.at(
                        source.place(i, "then", key), f"there is no fact {target!r} to narrow", mend=hint, code="unknown-id"
                    )
                test = self.condition({target: values}, source, i, "then")
                then.append((target, test.mask if isinstance(test, Test) else self.domains[target].full))
            yield Implication(id_, written.title, when, tuple(then), source.place(i), examples, in_force)

    def contradictions_in(self, source: Source, i: int) -> Iterator[Contradiction]:
        written = shape(ContradictionShape, source, i)
        for fact, id_, examples in _each(written.contradiction, written):
            when = self.condition_on_answers(about(written.when, fact), source, i)
            if not facts_read(when):
                what = "a condition that holds whatever the answers" if when == ALWAYS else "a condition that never holds"
                code = "always-true" if when == ALWAYS else "never-true"
                raise InputError.at(source.place(i, "when"), what, code=code)
            yield Contradiction(id_, written.title, when, written.mend, source.place(i), examples)

    def condition_on_answers(self, given: object, source: Source, i: int) -> Condition:
        """A condition that reads no finding, in whichever folder it stands."""
        asked = {spec.id: spec.domain for spec in self.questionnaire.facts.values()}
        return parse_condition(given, asked, source, (i, "when"))

    def finding(self, source: Source, i: int, stratum: int) -> Finding:
        written = shape(FindingShape, source, i)
        if (written.finding is None) == (written.precondition is None):
            raise InputError.at(source.place(i), "an entry is a finding or a precondition")
        id_ = written.finding or written.precondition or ""
        rows = self.rows(written.table, source, (i, "table"))
        values = tuple(dict.fromkeys(value for value, _ in rows))
        if set(values) == set(YES_NO):
            values = YES_NO
        self.cited(written.cites, source, i, "cites")
        for j, task in enumerate(written.tasks):
            self.role(task.lead, source, i, "tasks", j)
        return Finding(
            id_,
            written.title,
            Domain(values),
            rows,
            stratum,
            written.cites,
            source.place(i),
            written.precondition is not None,
            written.tasks,
            written.examples,
        )

    def recommendation(self, source: Source, i: int, stratum: int) -> Recommendation:
        written = shape(RecommendShape, source, i)
        self.cited((written.recommend,), source, i, "recommend")
        self.cited(written.cites, source, i, "cites")
        self.role(written.lead, source, i, "lead")
        if written.sector not in self.questionnaire.sectors:
            hint = did_you_mean(written.sector, self.questionnaire.sectors)
            raise InputError.at(
                source.place(i, "sector"), f"there is no sector {written.sector!r}", mend=hint, code="unknown-id"
            )
        need = self.condition(written.need, source, i, "need")
        if isinstance(written.mode, str):
            modes = self.scale_rows(written.mode, "mode", source, i)
        else:
            modes = self.rows(written.mode, source, (i, "mode"), MODES)
        gap_from = written.gap if written.gap is not None else written.mode
        if isinstance(gap_from, str):
            gap = self.scale_rows(gap_from, "gap", source, i)
        elif written.gap is None:
            raise InputError.at(source.place(i), f"{written.recommend} needs `gap`, since its mode is a table")
        else:
            gap = self.rows(gap_from, source, (i, "gap"), POINTS.values)
        return Recommendation(
            written.recommend,
            written.title,
            written.sector,
            need,
            self.condition(written.fits, source, i, "fits"),
            modes,
            gap,
            tuple(fact for fact in sorted(facts_read(need)) if self.questionnaire.scale_of(fact)),
            written.lead,
            written.cites,
            stratum,
            source.place(i),
            self.components(written, source, i),
            self.illustrations(written, source, i),
            written.level,
            None if written.national_when is None else self.condition(written.national_when, source, i, "national_when"),
            written.examples,
            self.advising(written, written.examples, source, i),
        )

    def components(self, written: RecommendShape, source: Source, i: int) -> tuple[Component, ...]:
        found: list[Component] = []
        for j, part in enumerate(written.components):
            path = ("components", j)
            self.cited((part.passage,), source, i, *path)
            if any(part.passage == known.passage for known in found):
                raise InputError.at(source.place(i, *path), f"{part.passage!r} stands twice", code="stands-twice")
            done = None if part.done is None else self.condition(part.done, source, i, *path, "done")
            found.append(Component(part.passage, self.condition(part.when, source, i, *path, "when"), done))
        return tuple(found)

    def illustrations(self, written: RecommendShape, source: Source, i: int) -> tuple[Illustration, ...]:
        found: list[Illustration] = []
        for j, case in enumerate(written.illustrations):
            self.cited((case.passage,), source, i, "illustrations", j)
            if any(case.passage == known.passage for known in found):
                raise InputError.at(
                    source.place(i, "illustrations", j), f"{case.passage!r} stands twice", code="stands-twice"
                )
            found.append(Illustration(case.passage, self.condition(case.when, source, i, "illustrations", j, "when")))
        return tuple(found)

    def actor_rule(self, source: Source, i: int) -> ActorRule:
        written = shape(ActorRuleShape, source, i)
        self.cited((written.actor,), source, i, "actor")
        when = parse_condition(written.when, {**self.domains, **self.actor_domains}, source, (i, "when"))
        if not facts_read(when) & self.actor_domains.keys():
            what = f"{written.actor} reads nothing of the body"
            raise InputError.at(source.place(i, "when"), what, "a test on actor.category, actor.interest and so on")
        id_ = f"{written.actor}.{written.variant}" if written.variant else written.actor
        in_force = self.advising(written, written.examples, source, i)
        return ActorRule(id_, written.actor, written.title, written.part, when, source.place(i), written.examples, in_force)

    def some(self, source: Source, i: int) -> SomeActor:
        written = shape(SomeActorShape, source, i)
        self.cited(written.cites, source, i, "cites")
        when = parse_condition(written.when, self.actor_domains, source, (i, "when"))
        return SomeActor(written.some_actor, written.title, when, written.cites, source.place(i), written.examples)

    def scale_rows(self, fact: str, key: Literal["mode", "gap"], source: Source, i: int) -> tuple[Row, ...]:
        """The rows a scale gives by itself: the verb, or the gap, of each of its levels."""
        scale = self.questionnaire.scale_of(fact)
        if scale is None:
            hint = did_you_mean(fact, self.questionnaire.questions)
            raise InputError.at(source.place(i, key), f"{fact!r} is not a question on a scale", mend=hint, code="unknown-id")
        return rows_of_scale(scale, fact, key)

    def measure(self, source: Source, i: int) -> Measure:
        written = shape(MeasureShape, source, i)
        for role in (written.lead, *written.partners):
            self.role(role, source, i, "partners" if role in written.partners else "lead")
        for mode, role in written.lead_by_mode.items():
            if mode not in MODES:
                where = source.place(i, "lead_by_mode", mode)
                raise InputError.at(where, f"unknown mode {mode!r}", mend=did_you_mean(mode, MODES), code="outside-domain")
            self.role(role, source, i, "lead_by_mode", mode)
        for name, by_mode in (("instrument", written.instrument), ("cost", written.cost)):
            if "any" not in by_mode:
                raise InputError.at(source.place(i, name), f"`{name}` needs an entry `any`")
            for mode in by_mode:
                if mode not in (*MODES, "any"):
                    raise InputError.at(
                        source.place(i, name, mode),
                        f"unknown mode {mode!r}",
                        mend=did_you_mean(mode, MODES),
                        code="outside-domain",
                    )
        criteria = {name: self.points(getattr(written.criteria, name), source, i, name) for name in SET_BY_AUTHOR}
        criteria["readiness"] = self.readiness(written, source, i)
        return Measure(
            written.measure,
            written.made_of,
            written.lead,
            written.lead_by_mode,
            written.partners,
            written.cluster,
            written.step,
            written.months,
            written.after,
            written.after_to_create,
            written.rests_on,
            written.instrument,
            written.cost,
            criteria,
            self.openings(written.opening, source, i),
            written.guards,
            written.together_with,
            written.contradicts,
            written.safe,
            written.only_while_open,
            written.keeps_place,
            written.audience,
            self.condition(written.main_when, source, i, "main_when"),
            written.by_sector,
            source.place(i),
            self.advising(written, (), source, i),
            written.examples,
        )

    def points(self, given: int | tuple[RowShape, ...], source: Source, i: int, name: str) -> tuple[Row, ...]:
        path = (i, "criteria", name)
        if isinstance(given, int):
            if str(given) not in POINTS.values:
                raise InputError.at(source.place(*path), f"{name}: {given} points", "0 to 3", code="outside-domain")
            return ((str(given), ALWAYS),)
        return self.rows(given, source, path, POINTS.values)

    def openings(self, facts: tuple[str, ...], source: Source, i: int) -> dict[str, tuple[Row, ...]]:
        """Opening: a dated decision within six months, within twelve, inside the horizon, none known (ours)."""
        found = {}
        for fact in facts:
            later = {"all": [{fact: "later"}, {f"{fact}.inside-horizon": "yes"}]}
            tests = (("3", {fact: "within-6"}), ("2", {fact: "within-12"}), ("1", later))
            rows = [(value, self.condition(test, source, i, "opening")) for value, test in tests]
            found[fact] = (*rows, ("0", ALWAYS))
        return found

    def readiness(self, written: MeasureShape, source: Source, i: int) -> tuple[Row, ...]:
        """Readiness: owner only; owner and carrier; text, owner and means, so that a signature starts it (ours)."""
        named = next((f"{q.question}.{written.lead}" for q in self.questionnaire.questions.values() if q.names), "")
        if named not in self.domains:
            return (("0", ALWAYS),)
        owner = self.condition({named: "yes"}, source, i, "lead")
        text = Any(tuple(self.texts(written.made_of)))
        carrier = Any(tuple(self.condition({fact: "yes"}, source, i, "carriers") for fact in written.carriers))
        return (
            ("3", simplify(All((owner, text, self.means)))),
            ("2", simplify(All((owner, Any((carrier, text)))))),
            ("1", owner),
            ("0", ALWAYS),
        )

    def texts(self, parts: tuple[str, ...]) -> Iterator[Condition]:
        """For each fact these recommendations improve: is it at a level at which a text stands ready?"""
        known = (self.recommendations[part] for part in parts if part in self.recommendations)
        for rule in known:
            for fact in rule.about if rule.in_force == "active" else ():
                scale = self.questionnaire.scale_of(fact)
                levels = [level.level for level in scale.levels if level.text] if scale else []
                if scale and levels:
                    yield Test(fact, scale.domain.mask(levels), scale.domain.full)

    def guard(self, source: Source, i: int) -> Guard:
        written = shape(GuardShape, source, i)
        unless = Any() if written.unless is None else self.condition(written.unless, source, i, "unless")
        return Guard(written.guard, unless, written.always, written.audience, source.place(i))

    def means_in(self, source: Source, i: int) -> Condition:
        return self.condition(shape(MeansShape, source, i).means, source, i, "means")

    def step(self, source: Source, i: int) -> Step:
        written = shape(StepShape, source, i)
        self.cited(written.cites, source, i, "cites")
        tasks = []
        for j, task in enumerate(written.tasks):
            self.cited((task.passage, *task.cites), source, i)
            for role in (task.lead, *task.partners):
                self.role(role, source, i, "tasks", j)
            when = self.condition(task.when, source, i, "tasks", j, "when")
            tasks.append(
                StepTask(
                    task.task, (task.passage, *task.cites), task.months, task.lead, task.partners, when, task.unless_in_place
                )
            )
        return Step(written.step, written.id, written.title, written.cites, written.months, tuple(tasks), source.place(i))

    def cited(self, ids: tuple[str, ...], source: Source, *path: str | int) -> None:
        for id_ in ids:
            if id_ not in self.passages:
                hint = did_you_mean(id_, self.passages)
                raise InputError.at(source.place(*path), f"there is no passage {id_!r}", mend=hint, code="broken-citation")

    def role(self, role: str, source: Source, *path: str | int) -> None:
        if role not in self.questionnaire.roles:
            hint = did_you_mean(role, self.questionnaire.roles)
            raise InputError.at(source.place(*path), f"there is no role {role!r}", mend=hint, code="unknown-id")


def rows_of_scale(scale: Scale, fact: str, key: Literal["mode", "gap"]) -> tuple[Row, ...]:
    """The rows a scale gives by itself for a fact on it: the verb, or the gap, of each of its levels."""
    default = "secure" if key == "mode" else "0"
    rows: list[Row] = []
    for level in scale.levels:
        value = getattr(level, key)
        if value is not None and str(value) != default:
            rows.append((str(value), Test(fact, scale.domain.mask([level.level]), scale.domain.full)))
    return (*rows, (default, ALWAYS))


def _each(id_: str, written: ImplicationShape | ContradictionShape) -> Iterator[tuple[str | None, str, tuple[Example, ...]]]:
    """Each fact a rule is about (None for a rule about no fact in particular), with its id and examples for it."""
    for fact in written.for_each or (None,):
        yield fact, f"{id_}@{fact}" if fact else id_, () if fact and fact != written.for_each[0] else written.examples


def named(key: str, fact: str | None) -> str:
    """A key in which the word `it` stands for a fact."""
    return fact + key[2:] if fact and (key == "it" or key.startswith("it.")) else key


def about(given: object, fact: str | None) -> object:
    """A condition in which the word `it` stands for a fact."""
    if isinstance(given, dict):
        return {named(key, fact): about(value, fact) for key, value in given.items()}
    return [about(item, fact) for item in given] if isinstance(given, list) else given
