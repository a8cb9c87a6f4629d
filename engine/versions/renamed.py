"""Which rules have another id in the new version and are the same in everything else.

In: two libraries. Out: `Renamed`, by kind the old ids with the new ones. Two rules that changed their ids and name each
other are not seen: they are told as gone and new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from wayhome.engine.errors import Place
from wayhome.engine.library import Library
from wayhome.engine.rulebook import Measure, Rulebook, Step, StepTask

Value = TypeVar("Value")
Rule = TypeVar("Rule", Measure, Step, StepTask, Rulebook)
_NAMES = {
    "made_of": "recommendation",
    "after": "measure",
    "after_to_create": "measure",
    "together_with": "measure",
    "contradicts": "measure",
    "unless_in_place": "measure",
    "guards": "guard",
    "rests_on": "finding",
    "headline": "finding",
    "fact": "finding",
}
"""The parts of rules that name other rules, with the kind they name."""
_BESIDE = {"place": Place(""), "examples": ()}
"""What may differ between two rules that are the same."""


@dataclass(frozen=True)
class Renamed:
    """The ids of before with those of now; a precondition is a finding here."""

    ids: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, kind: str) -> Mapping[str, str]:
        """The renamed rules of a kind."""
        return self.ids.get(kind, {})

    def linked(self, value: Value) -> Value:
        """A rule, a condition or a rulebook of before, with whatever it names under the id of now."""
        return self._linked(value, "")  # type: ignore[no-any-return]  # each value keeps its type

    def links(self, rule: Rule) -> Rule:
        """A rule of before that names other rules by the ids of now; its conditions are left as they are."""
        links = {one.name: self._linked(getattr(rule, one.name), one.name) for one in fields(rule) if one.name in _NAMES}
        return replace(rule, **links)

    def _linked(self, value: Any, part: str) -> Any:
        match value:
            case str():
                return self.of(_NAMES.get(part, "")).get(value, value)
            case tuple():
                return tuple(self._linked(one, part) for one in value)
            case dict():
                return {key: self._linked(one, part) for key, one in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: self._linked(getattr(value, one.name), one.name) for one in fields(value)})
        return value


def renamed(old: Library, new: Library) -> Renamed:
    """The rules of which nothing changed but the id."""
    rules = _rules_by_kind(old), _rules_by_kind(new)
    set_aside = {one.id for side in (old, new) for one in side.rulebook.set_aside}
    found: dict[str, dict[str, str]] = {kind: {} for kind in rules[0]}
    is_done = False
    while not is_done:
        is_done = True
        names = Renamed(found)
        for kind, was in rules[0].items():
            is_now = rules[1][kind]
            gone = was.keys() - is_now.keys() - found[kind].keys() - set_aside
            came = [id_ for id_ in is_now if id_ not in was and id_ not in {*found[kind].values(), *set_aside}]
            for id_ in sorted(gone):
                now = next((one for one in came if names.linked(was[id_]) == is_now[one]), "")
                if now:
                    found[kind][id_] = now
                    came.remove(now)
                    is_done = False  # what names it may be the same now
    return Renamed({kind: ids for kind, ids in found.items() if ids})


def _rules_by_kind(library: Library) -> dict[str, dict[str, tuple[str, Any]]]:
    """By kind and id, the title of a rule and the rule without its id, its place and its examples."""
    book, wording = library.rulebook, library.wording
    kinds: dict[str, list[Any]] = {
        "finding": [*book.findings.values(), *book.some_actor.values()],
        "recommendation": [*book.recommendations.values()],
        "guard": [*book.guards.values()],
        "implication": [*book.implications],
        "contradiction": [*book.contradictions],
        "actor": [*book.actor_rules.values()],
        "measure": [*book.measures.values()],
    }
    titles = {("measure", id_): words.title for id_, words in wording.measures.items()}
    titles |= {("guard", id_): words.title for id_, words in wording.guards.items()}
    return {
        kind: {rule.id: (titles.get((kind, rule.id)) or rule.title, _bare(kind, rule)) for rule in rules}
        for kind, rules in kinds.items()
    }


def _bare(kind: str, rule: Any) -> Any:
    names = {one.name for one in fields(rule)}
    bare = replace(rule, id="", **{name: value for name, value in _BESIDE.items() if name in names})
    return replace(bare, passage="") if kind == "actor" else bare
