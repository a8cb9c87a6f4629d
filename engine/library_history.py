"""The histories of a library, and what has to stand in them.

In: a `Library`. Out: what changed in which version, by question, rule and passage. The files are read here, when they are
shown: a library that is cached knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wayhome.engine.history_file import Change, History, Of, Version, read_history
from wayhome.engine.in_force import in_force
from wayhome.engine.library import Library
from wayhome.engine.rule_graph import Kind, Node, rule_graph
from wayhome.engine.sources import HISTORY

_NOT_NAMED = (Kind.TASK, Kind.ROLE, Kind.SECTOR)
"""Kinds without a history of their own; that of a task is its step's."""


@dataclass(frozen=True)
class Histories:
    """What is known of the versions of rules and of knowledge."""

    rulebook: History
    knowledge: History

    def __iter__(self) -> Iterator[History]:
        """First the rules, then the knowledge."""
        return iter((self.rulebook, self.knowledge))

    def told_of(self, node: Node) -> list[tuple[Of, Version, Change]]:
        """What happened to a question, rule or passage, newest first; of a measure, then, of its words."""
        found = [(one.of, *told) for one in self for told in one.told_of(node.kind, node.id)]
        if node.kind is Kind.MEASURE:
            found += [("knowledge", *told) for told in self.knowledge.told_of("words", node.id)]
        return found

    def removed_in(self, id_: str) -> str:
        """The last version that took something with this id out; empty if none did."""
        found = (
            version.version
            for one in self
            for version in one.versions
            for c in version.changes
            if c.id == id_ and c.group == "removed"
        )
        return next(found, "")

    def covers(self, kind: Kind) -> bool:
        """Whether there is a history in which things of this kind stand."""
        return bool((self.knowledge if kind in (Kind.QUESTION, Kind.PASSAGE) else self.rulebook).versions)


NO_HISTORIES = Histories(History("rulebook"), History("knowledge"))


def histories_of(library: Library) -> Histories:
    """The histories beside the rules and the knowledge of a library, empty where there is no file.

    Raises:
        InputError: a history that cannot be read.
    """
    knowledge = library.examples.parent
    return Histories(read_history(library.rules / HISTORY, "rulebook"), read_history(knowledge / HISTORY, "knowledge"))


def named_in(library: Library) -> dict[Of, dict[str, list[str]]]:
    """By history and kind, the ids of everything in force: what a history that is complete names."""
    library = replace(library, rulebook=in_force(library.rulebook))
    found: dict[Of, dict[str, list[str]]] = {"rulebook": {}, "knowledge": {}}
    passages = (Node(Kind.PASSAGE, id_) for id_ in library.passages)
    for node in (*rule_graph(library).titles, *passages):
        if node.kind not in _NOT_NAMED:
            of: Of = "knowledge" if node.kind in (Kind.QUESTION, Kind.PASSAGE) else "rulebook"
            found[of].setdefault(node.kind.value, []).append(node.id)
    return found
