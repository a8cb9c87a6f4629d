"""Read a rules folder.

In: rules/*/*.yaml, the questionnaire and the ids of passages. Out: a `Rulebook` whose conditions are checked and
simplified. A rule reads answers and the findings of lower-numbered folders only, so evaluation ends and order is free.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from functools import cache, partial
from pathlib import Path

from wayhome.engine.errors import MOST_PROBLEMS, InputError, Place, Problem, collected, did_you_mean, first_of
from wayhome.engine.in_force import kept
from wayhome.engine.questionnaire import YES_NO, Questionnaire
from wayhome.engine.rule_shapes import (
    ActorRuleShape,
    FindingShape,
    GateShape,
    GuardShape,
    HeadlineShape,
    ImplicationShape,
    MeasureShape,
    RecommendShape,
    Retirable,
)
from wayhome.engine.rulebook import (
    ActorRule,
    Contradiction,
    Finding,
    Guard,
    Implication,
    Measure,
    Rulebook,
    SetAside,
    SomeActor,
    Step,
)
from wayhome.engine.rulebook_links import problems_of_links
from wayhome.engine.rulebook_reader.files import kind_of, missing_folders, rule_files, weights_files
from wayhome.engine.rulebook_reader.findings import finding, some_actor
from wayhome.engine.rulebook_reader.implications import contradictions, implications
from wayhome.engine.rulebook_reader.measures import guard, means, measure
from wayhome.engine.rulebook_reader.reading import Reading
from wayhome.engine.rulebook_reader.recommendations import actor_rule, recommendation
from wayhome.engine.rulebook_reader.roadmap import step
from wayhome.engine.sources import Source, entries, read_yaml, shape
from wayhome.engine.truth import Condition, Domain
from wayhome.engine.weights import read_weights

RETIRABLE: dict[str, type[Retirable]] = {
    "implication": ImplicationShape,
    "recommend": RecommendShape,
    "actor": ActorRuleShape,
    "measure": MeasureShape,
    "finding": FindingShape,
    "guard": GuardShape,
}
"""The kinds of rules that can be drafts or retired; findings and guards only where no rule in force reads them."""


def load_rulebook(folder: Path, questionnaire: Questionnaire, passages: Collection[str]) -> Rulebook:
    """Read a rules folder; raises InputError listing every fault, first of all a missing folder that may be behind it."""
    missing = missing_folders(folder)
    reader = _Reader(questionnaire, passages)
    rulebook = reader.read(folder)
    if reader.problems:
        is_lacking = any(problem.code in ("unknown-id", "incomplete") for problem in reader.problems)
        raise InputError([*(missing if is_lacking else ()), *reader.problems])
    return rulebook


class _Reader:
    """Reads the folders in order, so that each sees the findings of those before it."""

    def __init__(self, questionnaire: Questionnaire, passages: Collection[str]) -> None:
        self.known = Reading(questionnaire, passages)
        self.questionnaire = questionnaire
        self.problems: list[Problem] = []
        self.implications: list[Implication] = []
        self.contradictions: list[Contradiction] = []
        self.actor_rules: dict[str, ActorRule] = {}
        self.some_actor: dict[str, SomeActor] = {}
        self.findings: dict[str, Finding] = {}
        self.measures: dict[str, Measure] = {}
        self.guards: dict[str, Guard] = {}
        self.gate: list[tuple[str, ...]] = []
        self.steps: list[Step] = []
        self.weights: dict[str, int] = {}
        self.headline = ""
        self.retired: list[SetAside] = []

    def read(self, folder: Path) -> Rulebook:
        self.known.findings_of_folder = cache(partial(_places_of_findings, folder))
        relevance = self.relevance()
        for path in weights_files(folder):
            with collected(self.problems):
                self.weights = read_weights(read_yaml(path))
        for stratum, files in itertools.groupby(rule_files(folder), key=lambda found: found[0]):
            found: dict[str, Finding] = {}
            for _, path in files:
                with collected(self.problems):
                    self.file(read_yaml(path), stratum, found)
            self.findings.update(found)
            self.known.domains.update({one.id: one.domain for one in found.values()})
        rulebook = Rulebook(
            relevance,
            tuple(self.implications),
            self.findings,
            self.known.recommendations,
            self.measures,
            self.guards,
            tuple(sorted(self.steps, key=lambda one: one.number)),
            self.weights,
            self.headline,
            self.actor_rules,
            self.some_actor,
            tuple(self.gate),
            tuple(self.contradictions),
            self.known.means,
            tuple(self.retired),
        )
        if not self.problems:  # a rule that cannot be read would be missed wherever it is named
            self.problems.extend(first_of(problems_of_links(rulebook, folder)))
        return kept(rulebook, ("draft", "active"))

    def file(self, source: Source, stratum: int, found: dict[str, Finding]) -> None:
        for i, entry in entries(source, "recommend"):
            if len(self.problems) > MOST_PROBLEMS:
                break  # nobody mends more in one go, and looking for hints takes time
            with collected(self.problems):
                self.entry(entry, source, i, stratum, found)

    def entry(self, entry: Mapping[str, object], source: Source, i: int, stratum: int, found: dict[str, Finding]) -> None:
        """One rule; `found` holds the findings of this folder, which its other rules cannot read."""
        known, kind = self.known, kind_of(entry, source.place(i))
        if kind in RETIRABLE and entry.get("status") == "retired":
            self.retire(kind, source, i)
            return
        match kind:
            case "implication":
                for implication in implications(known, source, i):
                    _once(implication.id, implication.place, {one.id: one for one in self.implications})
                    self.implications.append(implication)
            case "contradiction":
                for contradiction in contradictions(known, source, i):
                    _once(contradiction.id, contradiction.place, {one.id: one for one in self.contradictions})
                    self.contradictions.append(contradiction)
            case "finding" | "precondition":
                concluded = finding(known, source, i, stratum)
                _once(concluded.id, concluded.place, {**self.findings, **found, **self.questionnaire.facts})
                found[concluded.id] = concluded
            case "recommend":
                rule = recommendation(known, source, i, stratum)
                _once(rule.id, rule.place, known.recommendations)
                known.recommendations[rule.id] = rule
            case "actor":
                of_body = actor_rule(known, source, i)
                _once(of_body.id, of_body.place, self.actor_rules)
                self.actor_rules[of_body.id] = of_body
            case "some_actor":
                some = some_actor(known, source, i)
                _once(some.id, some.place, {**self.some_actor, **self.findings, **found, **self.questionnaire.facts})
                self.some_actor[some.id] = some
                known.domains[some.id] = Domain(YES_NO)  # worked out from the list before anything else
            case "measure":
                ranked = measure(known, source, i)
                _once(ranked.id, ranked.place, self.measures)
                self.measures[ranked.id] = ranked
            case "guard":
                care = guard(known, source, i)
                _once(care.id, care.place, self.guards)
                self.guards[care.id] = care
            case "gate":
                self.gate.append(self.gate_in(source, i))
            case "means":
                known.means = means(known, source, i)
            case "headline":
                self.headline = self.headline_in(source, i)
            case "step":
                self.steps.append(step(known, source, i))

    def retire(self, kind: str, source: Source, i: int) -> None:
        """Keep the id of a rule; what it read may be there no more, so that its conditions are not looked at."""
        written = shape(RETIRABLE[kind], source, i)
        id_ = str(getattr(written, kind))
        if isinstance(written, ActorRuleShape) and written.variant:
            id_ = f"{id_}.{written.variant}"
        title = getattr(written, "title", "")
        self.retired.append(SetAside(kind, id_, title, "retired", written.replaced_by or "", source.place(i)))

    def gate_in(self, source: Source, i: int) -> tuple[str, ...]:
        """Questions of which one must be settled."""
        gate = shape(GateShape, source, i).gate
        for j, id_ in enumerate(gate):
            if id_ not in self.questionnaire.questions:
                hint = did_you_mean(id_, self.questionnaire.questions)
                where = source.place(i, "gate", j)
                raise InputError.at(where, f"there is no question {id_!r}", mend=hint, code="unknown-id")
        return gate

    def headline_in(self, source: Source, i: int) -> str:
        headline = shape(HeadlineShape, source, i).headline
        if headline not in self.findings:
            hint = did_you_mean(headline, self.findings)
            raise InputError.at(
                source.place(i, "headline"), f"there is no finding {headline!r}", mend=hint, code="unknown-id"
            )
        return headline

    def relevance(self) -> dict[str, Condition]:
        """When each question is asked."""
        found = {}
        for question in self.questionnaire.questions.values():
            if question.relevant is None:
                continue
            place = self.questionnaire.places[question.question]
            source = Source(place.file, None, {(): (place.line, place.column)})
            with collected(self.problems):
                found[question.question] = self.known.condition(question.relevant, source)
            domains = [spec.domain for spec in self.questionnaire.skipped_facts(question)]
            if not domains or any(question.when_skipped not in domain.values for domain in domains):
                what = f"`when_skipped` {question.when_skipped!r} is not an answer of it"
                self.problems.append(Problem(place, what, code="outside-domain"))
        return found


def _places_of_findings(folder: Path) -> dict[str, Place]:
    """Where the findings in a rules folder stand; only a mistake asks for it, for each file is read once more."""
    found: dict[str, Place] = {}
    for _, path in rule_files(folder):
        try:
            source = read_yaml(path)
        except InputError:  # told where it is read first
            continue
        for i, entry in enumerate(source.value if isinstance(source.value, list) else ()):
            if isinstance(entry, dict):
                ids = [entry[kind] for kind in ("finding", "precondition") if kind in entry]
                found.update({str(id_): source.place(i) for id_ in ids})
    return found


def _once(id_: str, place: Place, known: Mapping[str, object]) -> None:
    if id_ in known:
        first = getattr(known[id_], "place", None)  # a fact is that of a question, which has the same id
        mend = f"the first is at {first}" if first else "a question has it already"
        raise InputError.at(place, f"{id_!r} is defined twice", mend=mend, code="stands-twice")
