"""Texts that still begin as `wayhome rules new` wrote them, where a rule in force would print them.

In: the rules in force, passages and wording. Out: the problems found, each at the line of the text. No brief ever prints
such a text: a rulebook that would does not load for advising, while its checks go on reading it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Protocol

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.handbook import Passage
from wayhome.engine.rulebook import Rulebook
from wayhome.engine.sources import Strict, read_text
from wayhome.engine.wording import Wording

DRAFT = "DRAFT"
"""What every text begins with that has to be replaced."""
_LEFT = re.compile(rf"{DRAFT}\b")
_NOT_PRINTED = ("examples",)


def problems_of_draft_texts(
    rulebook: Rulebook, passages: Mapping[str, Passage], wording: Wording, knowledge: Path
) -> Iterator[Problem]:
    """Every text of a rule in force, and of what is printed with it, that is still to be written."""
    for owner, place, printed in _printed(rulebook, passages, wording, knowledge / "wording"):
        text = next((text for text in _texts(printed) if _LEFT.match(text)), None)
        if text is not None:
            mend = "replace it, and the word with it; or give the rule `status: draft` until it is written"
            what = f"{owner} is in force, and a text of it still begins with {DRAFT}"
            yield Problem(_line_of(text, place), what, mend=mend, code="draft-text")


class _Rule(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


def _printed(
    rulebook: Rulebook, passages: Mapping[str, Passage], wording: Wording, folder: Path
) -> Iterator[tuple[str, Place, object]]:
    """What a brief may print: whose it is, where it stands, and what holds the texts."""
    rules: tuple[_Rule, ...] = (
        *rulebook.implications,
        *rulebook.contradictions,
        *rulebook.findings.values(),
        *rulebook.some_actor.values(),
        *rulebook.recommendations.values(),
        *rulebook.actor_rules.values(),
        *rulebook.measures.values(),
        *rulebook.steps,
    )
    for rule in rules:
        yield rule.id, rule.place, rule
    cited = [id_ for rule in rulebook.recommendations.values() for id_ in rule.passages]
    cited += [id_ for finding in rulebook.findings.values() for id_ in finding.cites]
    cited += [id_ for some in rulebook.some_actor.values() for id_ in some.cites]
    cited += [rule.passage for rule in rulebook.actor_rules.values()]
    cited += [id_ for step in rulebook.steps for task in step.tasks for id_ in task.passages]
    for id_ in dict.fromkeys(cited):
        yield id_, passages[id_].place, passages[id_]
    for measure in rulebook.measures:
        yield measure, wording.measures[measure].place, wording.measures[measure]
    for file, said in (
        ("guards", {id_: wording.guards[id_] for id_ in rulebook.guards}),
        ("preconditions", {one.id: wording.preconditions[one.id] for one in rulebook.preconditions}),
        ("steps", {task.id: wording.steps[task.id] for step in rulebook.steps for task in step.tasks}),
    ):
        for id_, words in said.items():
            yield id_, Place(str(folder / f"{file}.yaml"), 1, 1), words


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Strict):
        yield from _texts(dict(value))
    elif isinstance(value, Mapping | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)
    elif is_dataclass(value):
        parts = (getattr(value, one.name) for one in fields(value) if one.name not in _NOT_PRINTED)
        yield from (text for part in parts for text in _texts(part))


def _line_of(text: str, entry: Place) -> Place:
    """Where a text of an entry stands; the entry itself if its file has it in another form."""
    begins = text.split("\n")[0][:40]
    try:
        lines = read_text(Path(entry.file)).split("\n")
    except InputError:  # it has changed meanwhile
        return entry
    for number, line in enumerate(lines[entry.line - 1 :], entry.line):
        if begins in line:
            return Place(entry.file, number, line.index(begins) + 1)
    return entry
