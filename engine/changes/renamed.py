"""Which rules have another id in the new version and are the same in everything else.

In: two libraries. Out: `Renamed`, by kind the old ids with the new ones. Two rules that changed their ids and name each
other are not seen: they are told as gone and new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from wayhome.engine.errors import Place
from wayhome.engine.handbook import Passage
from wayhome.engine.library import Library
from wayhome.engine.rulebook import Rulebook
from wayhome.engine.truth import All, Count, Test
from wayhome.engine.truth import Any as AnyOf

Value = TypeVar("Value")
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
    "cites": "passage",
    "passage": "passage",
    "passages": "passage",
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

    def now(self, kind: str, id_: str) -> str:
        """The id that a rule of before has now."""
        return self.of(kind).get(id_, id_)

    def linked(self, value: Value) -> Value:
        """A rule or a condition of before, with whatever it names under the id of now."""
        return self._linked(value, "", in_conditions=True)  # type: ignore[no-any-return]  # each value keeps its type

    def links(self, old: Rulebook) -> Rulebook:
        """The rulebook of before, in which rules name each other by the ids of now; conditions are left as they are."""
        return self._linked(old, "", in_conditions=False) if self.ids else old

    def _linked(self, value: Any, part: str, *, in_conditions: bool) -> Any:
        match value:
            case str():
                return self.of(_NAMES.get(part, "")).get(value, value)
            case tuple():
                return tuple(self._linked(one, part, in_conditions=in_conditions) for one in value)
            case dict():
                return {key: self._linked(one, part, in_conditions=in_conditions) for key, one in value.items()}
            case Test() | All() | AnyOf() | Count() if not in_conditions:
                return value
        if is_dataclass(value) and not isinstance(value, type):
            parts = {one.name: getattr(value, one.name) for one in fields(value)}
            return replace(
                value, **{name: self._linked(one, name, in_conditions=in_conditions) for name, one in parts.items()}
            )
        return value


def renamed(old: Library, new: Library, known: Mapping[str, Mapping[str, str]] | None = None) -> Renamed:
    """The rules of which nothing changed but the id, and those of `known`: by kind, ids of before with those of now."""
    rules = rules_by_kind(old), rules_by_kind(new)
    set_aside = {one.id for side in (old, new) for one in side.rulebook.set_aside}
    known = known or {}
    found: dict[str, dict[str, str]] = {kind: dict(known.get(kind, {})) for kind in rules[0]}
    found["passage"] = {**_renamed_passages(old.passages, new.passages), **known.get("passage", {})}
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


def rules_by_kind(library: Library) -> dict[str, dict[str, tuple[str, Any]]]:
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


def _renamed_passages(old: Mapping[str, Passage], new: Mapping[str, Passage]) -> dict[str, str]:
    """Passages of which nothing changed but the id: that of before to that of now."""
    came = {id_: told(one) for id_, one in new.items() if id_ not in old}
    names: dict[str, str] = {}
    for id_ in (id_ for id_ in old if id_ not in new):
        now = next((one for one, its in came.items() if its == told(old[id_])), "")
        if now:
            names[id_] = now
            del came[now]
    return names


def told(words: object) -> dict[str, object]:
    """Everything that words say: all but their id and where they stand in their file."""
    return {key: value for key, value in vars(words).items() if key not in ("id", "place")}
