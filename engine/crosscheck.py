"""Rules against words: whatever a rule can conclude has the words a brief needs for it.

In: rulebook, passages, wording. Out: the problems found, each at the rule or entry that lacks something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wayhome.engine.entry_places import EntryPlaces
from wayhome.engine.errors import Problem, did_you_mean
from wayhome.engine.handbook import Passage
from wayhome.engine.inventory import Row
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.rulebook import Rulebook, conditions_of
from wayhome.engine.truth import facts_read
from wayhome.engine.wording import Wording

NEEDED_OF_ADVICE = ("actors", "beneficiaries", "indicator", "verification", "sdg", "gcm", "crs")


def problems_between(rulebook: Rulebook, passages: Mapping[str, Passage], wording: Wording) -> Iterator[Problem]:
    """Everything a rule needs and the knowledge does not say."""
    yield from _recommendations(rulebook, passages)
    yield from _measures(rulebook, wording)
    yield from _guards_and_steps(rulebook, wording)
    yield from _preconditions(rulebook, passages, wording)


def problems_of_passages(
    passages: Mapping[str, Passage], questionnaire: Questionnaire, rows: Mapping[str, Row]
) -> Iterator[Problem]:
    """Passages that the inventory does not have, or places elsewhere, and questions that name a passage there is not."""
    places = EntryPlaces()
    for passage in passages.values():
        row = rows.get(passage.id)
        if row is None:
            mend = did_you_mean(passage.id, rows.keys() - passages.keys()) or "add its row to inventory.csv"
            yield Problem(passage.place, f"the inventory has no row {passage.id!r}", mend=mend, code="unknown-id")
        elif row.locator != passage.locator:
            what, where = f"{passage.id} has another Locator than the inventory", places.field(passage.place, "locator")
            yield Problem(where, what, row.locator, code="broken-citation")
    for question in questionnaire.questions.values():
        for i, id_ in enumerate(question.passages):
            if id_ not in passages:
                where = places.at(questionnaire.places[question.question], "passages", i)
                what, hint = f"{question.question} names no passage {id_!r}", did_you_mean(id_, passages)
                yield Problem(where, what, mend=hint, code="broken-citation")


def problems_of_opt_in(rulebook: Rulebook, questionnaire: Questionnaire) -> Iterator[Problem]:
    """What is asked on request only may decide confidential measures and nothing else."""
    on_request = {spec.id for spec in questionnaire.facts.values() if questionnaire.questions[spec.question].opt_in}
    confidential = {m.id for m in rulebook.measures.values() if m.audience == "confidential"}
    allowed = {*confidential, *(part for id_ in confidential for part in rulebook.measures[id_].made_of)}
    for id_, place, conditions in conditions_of(rulebook):
        read = {fact for condition in conditions for fact in facts_read(condition)} & on_request
        if read and id_ not in allowed:
            what = f"{id_} reads {', '.join(sorted(read))}, which is asked on request only"
            yield Problem(place, what, mend="only a measure with `audience: confidential` may", code="on-request-only")


def _recommendations(rulebook: Rulebook, passages: Mapping[str, Passage]) -> Iterator[Problem]:
    for rule in rulebook.recommendations.values():
        passage = passages[rule.id]
        for mode in dict.fromkeys(("any", *(value for value, _ in rule.modes))):
            if mode not in passage.modes:
                yield Problem(
                    passage.place,
                    f"{rule.id} has no paragraph **{mode}:**, which its rule can conclude",
                    code="missing-text",
                )
        for name in NEEDED_OF_ADVICE:
            if not getattr(passage, name):
                yield Problem(passage.place, f"{rule.id} is advised and so needs the field {name!r}", code="missing-text")


def _measures(rulebook: Rulebook, wording: Wording) -> Iterator[Problem]:
    for measure in rulebook.measures.values():
        words = wording.measures.get(measure.id)
        if words is None:
            yield Problem(
                measure.place, f"{measure.id} has no wording", mend="add it below knowledge/measures", code="missing-text"
            )
            continue
        modes = {value for part in measure.made_of for value, _ in rulebook.recommendations[part].modes}
        for mode in sorted(modes - set(words.actions)):
            yield Problem(
                words.place, f"{measure.id} has no paragraph **{mode}:**, which its rules can conclude", code="missing-text"
            )
    known = {*rulebook.measures, *(one.id for one in rulebook.set_aside if one.kind == "measure")}
    for id_, words in wording.measures.items():
        if id_ not in known:
            yield Problem(words.place, f"there is no measure {id_!r}", code="unknown-id")


def _guards_and_steps(rulebook: Rulebook, wording: Wording) -> Iterator[Problem]:
    places = EntryPlaces()
    for guard in rulebook.guards.values():
        if guard.id not in wording.guards:
            yield Problem(guard.place, f"the guard {guard.id!r} has no text in wording/guards.yaml", code="missing-text")
    for step in rulebook.steps:
        for i, task in enumerate(step.tasks):
            if task.id not in wording.steps:
                what = f"the task {task.id!r} has no text in wording/steps.yaml"
                yield Problem(places.at(step.place, "tasks", i, "task"), what, code="missing-text")
            if task.unless_in_place is not None and task.unless_in_place not in rulebook.measures:
                what = f"the task {task.id!r} names no measure {task.unless_in_place!r}"
                where, hint = (
                    places.at(step.place, "tasks", i, "unless_in_place"),
                    did_you_mean(task.unless_in_place, rulebook.measures),
                )
                yield Problem(where, what, mend=hint, code="unknown-id")


def _preconditions(rulebook: Rulebook, passages: Mapping[str, Passage], wording: Wording) -> Iterator[Problem]:
    places = EntryPlaces()
    for finding in rulebook.preconditions:
        words = wording.preconditions.get(finding.id)
        if words is None:
            yield Problem(finding.place, f"{finding.id} has no text in wording/preconditions.yaml", code="missing-text")
            continue
        for key in (*finding.domain.values, "open"):
            if key not in words.reading:
                yield Problem(
                    finding.place,
                    f"{finding.id} has no reading for {key!r} in wording/preconditions.yaml",
                    code="missing-text",
                )
        for i, task in enumerate(finding.tasks):
            if task.text not in words.tasks:
                what, where = (
                    f"{finding.id}: the task {task.text!r} has no text",
                    places.at(finding.place, "tasks", i, "text"),
                )
                yield Problem(where, what, mend=did_you_mean(task.text, words.tasks), code="missing-text")
            if task.passage not in passages:
                what, hint = f"{finding.id}: there is no passage {task.passage!r}", did_you_mean(task.passage, passages)
                yield Problem(places.at(finding.place, "tasks", i, "passage"), what, mend=hint, code="broken-citation")
