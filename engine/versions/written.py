"""Rules as their files have them: which of them are written as before, whatever they mean by now.

In: two rules folders. Out: which entries differ. Examples, comments, layout and the order of keys are no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from wayhome.engine.library import Library
from wayhome.engine.rule_graph import base_id
from wayhome.engine.rulebook_reader.files import kind_of, rule_files
from wayhome.engine.sources import Plain, entries, read_yaml
from wayhome.engine.truth import facts_read
from wayhome.engine.versions.entries import Entry

_KINDS = {
    "recommendation": ("recommend",),
    "finding": ("finding", "some_actor", "precondition"),
    "precondition": ("precondition", "finding"),
}
"""Kinds of a changelog by the words with which entries of rule files begin, where those are others."""
_OF_OTHERS = ("made_of", "after", "after_to_create", "together_with", "contradicts", "tasks", "order")
"""What changes in a rule when another one is set aside, or placed elsewhere."""
Written = dict[tuple[str, str], Plain]
"""By kind, as entries begin, and id."""


class WrittenRules:
    """The entries of two rulebooks."""

    def __init__(self, old: Library, new: Library) -> None:
        self._old, self._new = old, new

    @cached_property
    def old(self) -> Written:
        """The entries of before."""
        return _entries(self._old.rules)

    @cached_property
    def new(self) -> Written:
        """The entries of now."""
        return _entries(self._new.rules)

    def is_as_before(self, kind: str, id_: str) -> bool:
        """Whether a rule is written the same in both, or stands in neither; the kind is that of a changelog."""
        keys = [(word, base_id(id_)) for word in _KINDS.get(kind, (kind,))]
        return all(self.old.get(key) == self.new.get(key) for key in keys)

    def is_through_knowledge(self, entry: Entry) -> bool:
        """Whether a rule changed only because the knowledge did."""
        if self._old.rulebook_digest == self._new.rulebook_digest:
            return True
        if not entry.id or not self.is_as_before(entry.kind, entry.id):
            return False
        if any(one.what in _OF_OTHERS for one in entry.said):
            return False
        if {finding for one in entry.said for finding in one.through} & self._changed_findings:
            return False
        measure = self._new.rulebook.measures.get(entry.id) if entry.kind == "measure" else None
        behind = [("means", ""), *(("recommendation", part) for part in measure.made_of)] if measure else []
        return all(self.is_as_before(*one) for one in behind)

    @cached_property
    def _changed_findings(self) -> frozenset[str]:
        """Findings that are written otherwise, or read one that is."""
        found: set[str] = set()
        for id_, finding in self._new.rulebook.findings.items():  # in strata: what is read comes first
            if not self.is_as_before("finding", id_) or any(facts_read(row) & found for _, row in finding.rows):
                found.add(id_)
        return frozenset(found)


def have_other_examples(old: Library, new: Library) -> bool:
    """Whether the examples in the rule files of two rulebooks differ."""
    sides = [{key: entry["examples"] for key, entry in _read(side.rules) if "examples" in entry} for side in (old, new)]
    return sides[0] != sides[1]


def _entries(folder: Path) -> Written:
    return {key: {name: part for name, part in entry.items() if name != "examples"} for key, entry in _read(folder)}


def _read(folder: Path) -> Iterator[tuple[tuple[str, str], dict[str, Plain]]]:
    """Every entry of the rule files."""
    for _, path in rule_files(folder):
        source = read_yaml(path)
        for i, entry in entries(source, "recommend"):
            kind = kind_of(entry, source.place(i))
            yield (kind, _id(kind, entry)), entry


def _id(kind: str, entry: dict[str, Plain]) -> str:
    if kind == "means":
        return ""
    id_ = str(entry["id"] if kind == "step" else entry[kind])
    return f"{id_}.{entry['variant']}" if "variant" in entry else id_
