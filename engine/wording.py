"""The sentences a brief is made of: templates with slots, kept in knowledge/ so that translation stays possible.

In: knowledge/measures/*.md and knowledge/wording/*.yaml. Out: `Wording`. A template's slots are `{words}` in braces; two
asterisks make strong text. Nothing a user typed is ever read as a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wayhome.engine.entries import Entry, read_entries
from wayhome.engine.errors import InputError, Place, Problem, collected, did_you_mean, listing
from wayhome.engine.questionnaire import MODES
from wayhome.engine.sources import Strict, read_yaml, shape

_SLOT = re.compile(r"\{([a-z_]+)\}")
_SLOTS = {"decision": {"month", "text"}, "sign": {"month"}, "action": {"text"}}
"""What may stand in braces: the month of the plan; the law, plan or budget that is open next."""
SENTENCES = (
    "brief.yaml",
    "summary.yaml",
    "body.yaml",
    "matrix.yaml",
    "explain.yaml",
    "compare.yaml",
    "since.yaml",
    "priorities.yaml",
    "what-if.yaml",
    "rules.yaml",
    "check.yaml",
    "pictures.yaml",
    "review.yaml",
)
"""Files of `sentences:`; a key stands in one of them only."""
MEASURE_FIELDS = ("reason", "decision", "message", "if", "then", "sign", "check", "good for")
WAYS = (*MODES, "existing", "any")
"""A mode; `existing` while several are open that all build on what is there; `any`, which is always true."""
_FIELD_BY_MODE = re.compile(r"([a-z ]+?)(?: \(([a-z]+)\))?\Z")


@dataclass(frozen=True)
class MeasureWording:
    """What a brief says of a measure; fields and actions may differ by the way it is done."""

    id: str
    title: str
    place: Place
    fields: dict[tuple[str, str], str]
    """(field, way) to text; the way `any` is the default."""
    actions: dict[str, str]
    """Way to the paragraph that says what to do; its first sentence is the title of the action."""

    def say(self, name: str, way: str = "any") -> str:
        """The text of a field in this way, else its neutral text, else nothing."""
        return self.fields.get((name, way)) or self.fields.get((name, "any"), "")

    def action(self, way: str = "any") -> tuple[str, str]:
        """Title and details of what to do in this way."""
        text = self.actions.get(way) or self.actions["any"]
        title, _, details = text.partition(". ")
        return title.rstrip("."), details


class Titled(Strict):
    """A title and a text."""

    title: str
    text: str


class TaskWording(Strict):
    """What a task of the roadmap says."""

    text: str
    result: str = ""
    short: str = ""
    """The same in a few words, for a picture."""


class PreconditionWording(Strict):
    """How the brief speaks of a precondition: never a mark, always what would show it."""

    title: str
    reading: dict[str, str]
    """A value, or several joined with `-or-`, or `open`, to the words of the table."""
    caution: str
    tasks: dict[str, TaskWording] = {}


class PageWording(Strict):
    """What stands around a brief in the formats people read and print."""

    language: str
    """A BCP 47 tag, such as `en`."""
    direction: Literal["ltr", "rtl"]
    untitled: str
    skip: str
    contents: str
    facts: str
    number: str
    """The heading of a column of numbers or letters."""
    annexes: str
    sources: str
    source: str
    """What a reference is called; the slot is `{number}`."""
    back: str
    """What the way back from a source is called; the slots are `{number}` and `{use}`."""
    origin: str
    checking: str
    """What the hashes and options at the end are for."""


@dataclass(frozen=True)
class Wording:
    """Every sentence of a brief."""

    measures: dict[str, MeasureWording]
    guards: dict[str, Titled]
    steps: dict[str, TaskWording]
    preconditions: dict[str, PreconditionWording]
    sentences: dict[str, str]
    page: PageWording


class _Guards(Strict):
    guards: dict[str, Titled]


class _Steps(Strict):
    steps: dict[str, TaskWording]


class _Preconditions(Strict):
    preconditions: dict[str, PreconditionWording]


class _Sentences(Strict):
    sentences: dict[str, str]


class _Page(Strict):
    page: PageWording


def load_wording(knowledge: Path) -> Wording:
    """Read all wording below a knowledge folder; raises InputError listing every fault."""
    folder = knowledge / "wording"
    measures: dict[str, MeasureWording] = {}
    problems: list[Problem] = []
    for path in sorted((knowledge / "measures").glob("*.md")):
        with collected(problems):
            for entry in read_entries(path):
                if entry.id in measures:
                    problems.append(Problem(entry.place, f"the measure {entry.id} is worded twice", code="stands-twice"))
                measures[entry.id] = _measure(entry, problems)
    with collected(problems):
        guards = shape(_Guards, read_yaml(folder / "guards.yaml")).guards
    with collected(problems):
        steps = shape(_Steps, read_yaml(folder / "steps.yaml")).steps
    with collected(problems):
        preconditions = shape(_Preconditions, read_yaml(folder / "preconditions.yaml")).preconditions
    with collected(problems):
        sentences = _sentences(folder)
    with collected(problems):
        page = load_page_wording(knowledge)
    if problems:
        raise InputError(problems)
    return Wording(measures, guards, steps, preconditions, sentences, page)


def load_page_wording(knowledge: Path) -> PageWording:
    """Read what stands around a brief; raises InputError listing every fault."""
    return shape(_Page, read_yaml(knowledge / "wording" / "page.yaml")).page


def _sentences(folder: Path) -> dict[str, str]:
    """The sentences of every command, merged."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for name in SENTENCES:
        with collected(problems):
            source = read_yaml(folder / name)
            for key, text in shape(_Sentences, source).sentences.items():
                if key in found:
                    what = f"the sentence {key!r} stands twice"
                    problems.append(Problem(source.place("sentences", key), what, code="stands-twice"))
                found[key] = text
    if problems:
        raise InputError(problems)
    return found


def _measure(entry: Entry, problems: list[Problem]) -> MeasureWording:
    fields: dict[tuple[str, str], str] = {}
    for key, text in entry.fields.items():
        match = _FIELD_BY_MODE.match(key)
        name, mode = (match.group(1), match.group(2) or "any") if match else (key, "any")
        if name not in MEASURE_FIELDS:
            hint = did_you_mean(name, MEASURE_FIELDS)
            problems.append(Problem(entry.at(key), f"{entry.id}: unknown field {name!r}", mend=hint))
        problems.extend(_unknown_way(entry, mode, entry.at(key)))
        problems.extend(_unfilled(entry, text, name, entry.at(key)))
        fields[name, mode] = text
    for needed in ("reason", "decision", "message", "if", "then", "sign"):
        if (needed, "any") not in fields:
            problems.append(Problem(entry.place, f"{entry.id} has no field {needed.capitalize()!r}", code="missing-text"))
    if "any" not in entry.variants:
        problems.append(
            Problem(
                entry.place, f"{entry.id} has no neutral paragraph", mend="add one that begins **any:**", code="missing-text"
            )
        )
    for mode, text in entry.variants.items():
        problems.extend(_unknown_way(entry, mode, entry.at(mode)))
        problems.extend(_unfilled(entry, text, "action", entry.at(mode)))
    return MeasureWording(entry.id, entry.title, entry.place, fields, dict(entry.variants))


def slots_in(text: str) -> set[str]:
    """The names in braces in a text."""
    return set(_SLOT.findall(text))


def filled(template: str, slots: Mapping[str, str]) -> str:
    """A text with its slots filled; raises KeyError for one that is not given. What is filled in is not read again."""
    return _SLOT.sub(lambda match: slots[match.group(1)], template)


def _unknown_way(entry: Entry, mode: str, place: Place) -> list[Problem]:
    """A way of doing a thing that there is not."""
    what, hint = f"{entry.id}: unknown mode {mode!r}", did_you_mean(mode, WAYS)
    return [] if mode in WAYS else [Problem(place, what, listing(WAYS, 11), hint, "outside-domain")]


def _unfilled(entry: Entry, text: str, name: str, place: Place) -> list[Problem]:
    """Slots that nothing fills here."""
    allowed = _SLOTS.get(name, set())
    hint = f"what may stand here: {', '.join(f'{{{slot}}}' for slot in sorted(allowed))}" if allowed else ""
    return [
        Problem(place, f"{entry.id}: nothing fills {{{slot}}} here", mend=hint, code="unfilled-slot")
        for slot in _SLOT.findall(text)
        if slot not in allowed
    ]
