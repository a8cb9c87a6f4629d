"""The histories of a library, and what has to stand in them.

In: a `Library`. Out: what changed in which version, by question, rule and passage. The files are read here, when they are
shown: a library that is cached knows nothing of them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wayhome.engine.errors import InputError
from wayhome.engine.history_file import Change, History, Of, Version, read_history
from wayhome.engine.in_force import in_force
from wayhome.engine.library import Library
from wayhome.engine.rule_graph import Kind, Node, rule_graph
from wayhome.engine.sources import HISTORY

_NOT_NAMED = (Kind.TASK, Kind.ROLE, Kind.SECTOR)
"""Kinds without a history of their own; that of a task is its step's."""


_ENDS = {
    "removed": "was taken out in version {version}",
    "retired": "was retired in version {version}",
    "replaced": "was retired in version {version}, replaced by {by}",
}
"""The ends of an id, as the rest of a sentence on it."""


@dataclass(frozen=True)
class Became:
    """What became of an id that nothing has any more."""

    now: str
    """The id that stands for it; empty if none does."""
    version: str
    """Since when."""
    said: str
    """The same as the rest of a sentence on it: `is called papers since version 0.2.0`."""


@dataclass(frozen=True)
class Histories:
    """What is known of the versions of rules and of knowledge."""

    rulebook: History
    knowledge: History

    def __iter__(self) -> Iterator[History]:
        """First the rules, then the knowledge."""
        return iter((self.rulebook, self.knowledge))

    def told_of(self, node: Node) -> list[tuple[Of, Version, Change]]:
        """What happened to a question, rule or passage, newest first; then, of what has words elsewhere, to those."""
        found = [(one.of, *told) for one in self for told in one.told_of(node.kind, node.id)]
        words = {
            Kind.MEASURE: ("words", node.id),
            Kind.GUARD: ("knowledge", f"care.{node.id}"),
            Kind.PRECONDITION: ("knowledge", f"precondition.{node.id}"),
        }
        if node.kind in words:
            found += [("knowledge", *told) for told in self.knowledge.told_of(*words[node.kind])]
        return found

    def became(self, id_: str) -> Became | None:
        """What became of an id, however often it was renamed; None if no history names it so."""
        now, since, passed = id_, "", {id_}
        while last := self._last(now):
            version, change = last[0].version, last[1]
            if change.group != "renamed":
                end = _ENDS[change.group].format(version=version, by=change.other)
                return Became("", version, f"was called {now} from version {since} on, and {end}" if since else end)
            if change.other in passed:  # a history written by hand may go in a circle
                return None
            now, since = change.other, version
            passed.add(now)
        return Became(now, since, f"is called {now} since version {since}") if since else None

    def _last(self, id_: str) -> tuple[Version, Change] | None:
        """The last time an id was given up."""
        for one in self:
            for version in one.versions:
                for change in version.changes:
                    if change.id == id_ and change.group in ("renamed", *_ENDS):
                        return version, change
        return None

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


def became(library: Library, id_: str) -> Became | None:
    """What became of an id that nothing in a library has, as its histories tell; those that cannot be read tell nothing."""
    with contextlib.suppress(InputError):
        return histories_of(library).became(id_)
    return None


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
