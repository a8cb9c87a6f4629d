"""Everything a reader meets in words: each text of questionnaire, handbook, wording and rules, with its place.

In: a `Reading`. Out: `Said`s in the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.errors import Place
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rule_tests.written import value_at
from wayhome.engine.rulebook_reader.files import KINDS
from wayhome.engine.sources import CASES, read_yaml
from wayhome.engine.wording import SENTENCES

EXAMPLE = "name of an example"
"""The part the name of an example is."""
SENTENCE = "sentence"
"""The part a sentence of the program is: the whole of it."""


@dataclass(frozen=True)
class Said:
    """One text."""

    about: str
    """The id of the question, passage, measure or sentence."""
    part: str
    """Which of its texts."""
    text: str
    place: Place


def texts_in_rules(reading: Reading) -> Iterator[Said]:
    """What rules say themselves: their titles, what mends a contradiction, and the names of their examples."""
    folders = (reading.rules, reading.knowledge / "questionnaire")
    beside = [read_yaml(path) for folder in folders for path in sorted(folder.rglob(f"*{CASES}"))]
    parts = {"title": "title", "mend": "mend", "name": EXAMPLE}
    for source in (*reading.rule_files, *beside):
        for path in source.marks:
            if path and path[-1] in parts:
                text, entry = value_at(source.value, path), value_at(source.value, path[:1])
                kind = next((kind for kind in (*KINDS, "rule", "question") if isinstance(entry, dict) and kind in entry), "")
                if kind and isinstance(entry, dict) and isinstance(text, str):
                    yield Said(str(entry[kind]), parts[path[-1]], text, source.place(*path))


def texts_of(reading: Reading) -> Iterator[Said]:
    """Every text."""
    yield from _questions(reading)
    yield from _scales(reading)
    yield from _pages(reading)
    yield from _wording(reading)
    yield from sentences_in(reading.knowledge)


def sentences_in(knowledge: Path) -> Iterator[Said]:
    """The sentences of a knowledge folder."""
    for name in SENTENCES:
        source = read_yaml(knowledge / "wording" / name)
        held = source.value.get("sentences") if isinstance(source.value, dict) else None
        for key, text in held.items() if isinstance(held, dict) else ():
            yield Said(key, SENTENCE, str(text), source.place("sentences", key))


def _questions(reading: Reading) -> Iterator[Said]:
    questionnaire = reading.library.questionnaire
    for question in questionnaire.questions.values():
        id_, place = question.question, questionnaire.places[question.question]
        for part, text in (("name", question.name), ("text", question.text)):
            yield Said(id_, part, text, reading.at(place, part))
        for part, text in (("help", question.help), ("matters", question.matters)):
            if text:
                yield Said(id_, part, text, reading.at(place, part))
        for value, answer in question.values.items():
            yield Said(id_, f"answer {value}", answer.anchor, reading.at(place, "values", value))
        for option, label in question.options.items():
            yield Said(id_, f"option {option}", label, reading.at(place, "options", option))
        for row, label in question.grid.rows.items() if question.grid else ():
            yield Said(id_, f"row {row}", label, reading.at(place, "grid", "rows", row))


def _scales(reading: Reading) -> Iterator[Said]:
    path = reading.knowledge / "questionnaire" / "scales.yaml"
    for scale in reading.library.questionnaire.scales.values():
        place = reading.entry(path, "scale", scale.scale)
        for level in scale.levels:
            yield Said(scale.scale, f"anchor of {level.level}", level.anchor, place)
            yield Said(scale.scale, f"clause of {level.level}", level.clause, place)


def _pages(reading: Reading) -> Iterator[Said]:
    for passage in reading.library.passages.values():
        yield Said(passage.id, "title", passage.title, passage.place)
        yield Said(passage.id, "text", passage.text, passage.place)
        for mode, text in passage.modes.items():
            yield Said(passage.id, f"paragraph {mode}", text, passage.place)
    for measure in reading.library.wording.measures.values():
        yield Said(measure.id, "title", measure.title, measure.place)
        for (name, way), text in measure.fields.items():
            yield Said(measure.id, name if way == "any" else f"{name} ({way})", text, measure.place)
        for way, text in measure.actions.items():
            yield Said(measure.id, f"paragraph {way}", text, measure.place)


def _wording(reading: Reading) -> Iterator[Said]:
    wording, folder = reading.library.wording, reading.knowledge / "wording"
    guards, steps = read_yaml(folder / "guards.yaml"), read_yaml(folder / "steps.yaml")
    preconditions = read_yaml(folder / "preconditions.yaml")
    for id_, guard in wording.guards.items():
        yield Said(id_, "title", guard.title, guards.place("guards", id_))
        yield Said(id_, "text", guard.text, guards.place("guards", id_))
    for id_, task in wording.steps.items():
        yield Said(id_, "text", task.text, steps.place("steps", id_))
    for id_, words in wording.preconditions.items():
        place = preconditions.place("preconditions", id_)
        yield Said(id_, "title", words.title, place)
        yield Said(id_, "caution", words.caution, place)
        for value, reading_ in words.reading.items():
            yield Said(id_, f"reading {value}", reading_, place)
        for task_id, task in words.tasks.items():
            yield Said(id_, f"task {task_id}", task.text, place)
