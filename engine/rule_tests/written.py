"""Rules as their files write them, and the conditions in them as trees whose leaves are single tests.

In: a rules folder, and the questionnaire, whose questions say when they are asked. Out: a `WrittenRule` an entry, and for
each of its conditions a `Node`. A leaf is named by its path in the entry (`need.any.0.sop.use`), whatever the layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wayhome.engine.conditions import parse_condition
from wayhome.engine.errors import Place
from wayhome.engine.questionnaire_reader import question_files
from wayhome.engine.rulebook_reader.files import kind_of, rule_files
from wayhome.engine.rulebook_reader.for_each import about, named
from wayhome.engine.sources import Path_, Plain, Source, entries, read_yaml
from wayhome.engine.truth import Condition, Domain

UNTESTED = ("gate", "headline")
"""Kinds of entries that hold no condition."""
TABLES = ("table", "mode", "gap", "criteria.stakes", "criteria.leverage", "criteria.reach")
"""Keys whose value may be a list of rows."""
QUESTION = "question"
"""The kind of a question that is asked under a condition only."""
CONDITIONS = ("need", "fits", "when", "unless", "means", "national_when", "main_when", "relevant")
"""Keys whose value is a condition."""
PIECES = {"components": ("when", "done"), "illustrations": ("when",), "tasks": ("when",)}
"""Keys whose value is a list of parts, with the keys of each that are conditions."""


@dataclass(frozen=True)
class WrittenRule:
    """An entry of a rule file, or a question."""

    kind: str
    id: str
    """As the file writes it: without the fact, where a rule is about several."""
    source: Source
    index: int
    within: Path_ = ()
    """The path of the list it is in; of the file as a whole, if left out."""

    @property
    def path(self) -> Path_:
        """Where in its file it stands."""
        return (*self.within, self.index)

    @property
    def entry(self) -> dict[str, Plain]:
        """What the entry says."""
        entry = value_at(self.source.value, self.path)
        assert isinstance(entry, dict)
        return entry

    @property
    def place(self) -> Place:
        """Where the entry begins."""
        return self.source.place(*self.path)

    def place_of(self, *path: str | int) -> Place:
        """Where a part of the entry stands."""
        return self.source.place(*self.path, *path)

    @property
    def facts(self) -> tuple[str | None, ...]:
        """The facts that the word `it` stands for in turn."""
        given = self.entry.get("for_each")
        return tuple(str(fact) for fact in given) if isinstance(given, list) and given else (None,)

    @cached_property
    def condition_paths(self) -> tuple[Path_, ...]:
        """Where in the entry conditions stand."""
        return tuple(_condition_paths(self.entry))


@dataclass(frozen=True)
class Node:
    """A condition or a part of one, as it is written."""

    path: Path_
    kind: str
    """test, all, any, not or count."""
    condition: Condition
    parts: tuple[Node, ...] = ()
    fact: str = ""
    """Of a test."""
    given: Plain = None
    """Of a test: what it asks of the fact; of a count: the least number."""

    @property
    def leaves(self) -> Iterator[Node]:
        """The tests in it."""
        if self.kind == "test":
            yield self
        for part in self.parts:
            yield from part.leaves

    @property
    def nodes(self) -> Iterator[Node]:
        """Itself and every part."""
        yield self
        for part in self.parts:
            yield from part.nodes


def written_rules(folder: Path) -> list[WrittenRule]:
    """Every entry that can be tested, in the order of the files; raises InputError for what cannot be read."""
    found = []
    for _, path in rule_files(folder):
        source = read_yaml(path)
        for i, entry in entries(source, "recommend"):
            kind = kind_of(entry, source.place(i))
            if kind not in UNTESTED and entry.get("status") != "retired":
                found.append(WrittenRule(kind, _id_of(kind, entry), source, i))
    return found


def written_questions(folder: Path) -> list[WrittenRule]:
    """Every question that is asked under a condition only, in the order of the questionnaire in this folder."""
    found = []
    for path in question_files(folder):
        source = read_yaml(path)
        questions = value_at(source.value, ("questions",))
        for i, entry in enumerate(questions if isinstance(questions, list) else ()):
            if isinstance(entry, dict) and isinstance(entry.get("relevant"), dict):
                found.append(WrittenRule(QUESTION, str(entry["question"]), source, i, ("questions",)))
    return found


def _id_of(kind: str, entry: Mapping[str, Plain]) -> str:
    if kind == "means":
        return "means"
    if kind == "step":
        return str(entry.get("id"))
    variant = entry.get("variant") if kind == "actor" else None
    return f"{entry[kind]}.{variant}" if variant else str(entry[kind])


def value_at(entry: Plain, path: Path_) -> Plain:
    """What stands at a path; None if nothing does."""
    for step in path:
        if isinstance(entry, dict) and isinstance(step, str):
            entry = entry.get(step)
        elif isinstance(entry, list) and isinstance(step, int) and step < len(entry):
            entry = entry[step]
        else:
            return None
    return entry


def _condition_paths(entry: dict[str, Plain]) -> Iterator[Path_]:
    for key in CONDITIONS:
        if isinstance(entry.get(key), dict):
            yield (key,)
    for name in TABLES:
        path: Path_ = tuple(name.split("."))
        rows = value_at(entry, path)
        for i, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict) and isinstance(row.get("when"), dict):
                yield (*path, i, "when")
    for name, keys in PIECES.items():
        pieces = entry.get(name)
        for i, piece in enumerate(pieces if isinstance(pieces, list) else ()):
            for key in keys:
                if isinstance(piece, dict) and isinstance(piece.get(key), dict):
                    yield (name, i, key)


def tree_of(rule: WrittenRule, path: Path_, domains: Mapping[str, Domain], fact: str | None = None) -> Node:
    """The condition at a path of an entry as a tree; `fact` is what the word `it` stands for."""
    return _node(value_at(rule.entry, path), path, domains, rule, fact)


def trees_of(rule: WrittenRule, domains: Mapping[str, Domain], fact: str | None = None) -> list[tuple[Path_, Node]]:
    """Every condition of a rule, each with the path of the whole of it."""
    return [(path, tree_of(rule, path, domains, fact)) for path in rule.condition_paths]


def _node(given: Plain, path: Path_, domains: Mapping[str, Domain], rule: WrittenRule, fact: str | None) -> Node:
    assert isinstance(given, dict)  # the reader of rules has seen it

    def parsed(part: dict[str, Plain]) -> Condition:
        return parse_condition(about(part, fact), domains, rule.source, (*rule.path, *path))

    parts = []
    for key, value in given.items():
        at = (*path, key)
        if key in ("all", "any") and isinstance(value, list):
            members = tuple(_node(member, (*at, i), domains, rule, fact) for i, member in enumerate(value))
            parts.append(Node(at, key, parsed({key: value}), members))
        elif key == "not":
            parts.append(Node(at, key, parsed({key: value}), (_node(value, at, domains, rule, fact),)))
        elif key == "count" and isinstance(value, dict) and isinstance(value["of"], list):
            members = tuple(_node(member, (*at, "of", i), domains, rule, fact) for i, member in enumerate(value["of"]))
            parts.append(Node(at, key, parsed({key: value}), members, given=value["at_least"]))
        else:
            parts.append(Node(at, "test", parsed({key: value}), fact=named(key, fact), given=value))
    return parts[0] if len(parts) == 1 else Node(path, "all", parsed(given), tuple(parts))


def path_text(path: Path_) -> str:
    """A path as it is printed."""
    return ".".join(map(str, path))
