"""What changed in a version, as its history holds it.

In: the entries of a changelog, or a library of which everything is new. Out: plain values, as they stand under a version in
`history.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wayhome.engine.history_file import GROUPS, Group, Of
from wayhome.engine.library import Library
from wayhome.engine.library_history import named_in
from wayhome.engine.rule_graph import base_id
from wayhome.engine.sources import Plain
from wayhome.engine.versions.entries import Entry, How

ORDER = ("date", "because", *GROUPS, "reasons")
"""The keys of a version, as they are written."""
_KINDS = {"measure's words": "words", "weights": "rulebook", "gate": "rulebook", "headline": "rulebook"}
"""Kinds that a history calls otherwise than a changelog does."""

_BESIDE = {
    "scale": "scale",
    "qualifier": "qualifier",
    "role": "role",
    "sector": "sector",
    "section": "page",
    "guard's words": "care",
    "step's words": "task",
    "precondition's words": "precondition",
    "sentence": "sentence",
    "page's words": "around",
    "inventory row": "inventory",
}
"""Kinds of the knowledge that stand together in a history, with the first word of their ids there."""


def begun(library: Library, of: Of) -> dict[str, Plain]:
    """The first version: everything in force is new in it."""
    return {"new": {kind: [*ids] for kind, ids in named_in(library)[of].items()}}


def recorded(entries: Iterable[Entry]) -> dict[str, Plain]:
    """What a changelog found, by what happened and by kind."""
    groups: dict[Group, dict[str, dict[str, list[str]]]] = {group: {} for group in GROUPS}
    for entry in entries:
        kind, id_ = _KINDS.get(entry.kind, entry.kind), base_id(entry.id) or entry.kind
        group, said = _group(entry)
        if entry.kind in _BESIDE:  # these can only change: that one is new or gone is said of it
            kind, id_ = "knowledge", f"{_BESIDE[entry.kind]}.{entry.id}"
        if kind in ("knowledge", "words") and group != "changed":
            group, said = "changed", [f"{entry.title}: {entry.how}."]
        known = groups[group].setdefault(kind, {}).setdefault(id_, [])
        known += [one for one in said if one not in known]  # of a rule that is said of several facts, once
    found: dict[str, Plain] = {}
    for group, kinds in groups.items():
        if kinds:
            found[group] = {kind: _written(group, its) for kind, its in kinds.items()}
    return found


def _group(entry: Entry) -> tuple[Group, list[str]]:
    """What happened to a rule, and what is said of it there."""
    match entry.how:
        case How.NEW:
            return "new", []
        case How.RETIRED:
            return ("replaced", [entry.other]) if entry.other else ("retired", [])
        case How.RENAMED:
            return "renamed", [base_id(entry.other)]
        case How.REMOVED:
            return "removed", [entry.title]
    return "changed", [one.sentence for one in entry.said] or [f"{entry.title}: {entry.how}."]


def _written(group: Group, by_id: Mapping[str, list[str]]) -> Plain:
    if group in ("new", "retired"):
        return [*by_id]
    if group == "changed":
        return {id_: [*said] for id_, said in by_id.items()}
    return {id_: said[0] for id_, said in by_id.items()}
