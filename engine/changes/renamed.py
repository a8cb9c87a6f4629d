"""Which rules and passages have another id in the new version and are the same in everything else, or in all but the title.

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
        if not self.ids:
            return value
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
    """The rules of which nothing changed but the id, or the id and the title.

    Args:
        old: the library of before.
        new: the library of now.
        known: renamed whatever else changed: by kind, ids of before with those of now.
    """
    set_aside = {one.id for side in (old, new) for one in side.rulebook.set_aside}
    found = {kind: dict(ids) for kind, ids in (known or {}).items()}
    for is_titled in (True, False):
        was, is_now = (
            {"passage": _told_by_passages(side, is_titled), **rules_by_kind(side, is_titled=is_titled)}
            for side in (old, new)
        )
        _find(found, was, is_now, set_aside)
    return Renamed({kind: ids for kind, ids in found.items() if ids})


ByKind = Mapping[str, Mapping[str, object]]
"""By kind and id, what a rule or a passage is without its id."""


def _find(found: dict[str, dict[str, str]], old: ByKind, new: ByKind, set_aside: set[str]) -> None:
    """Add what is the same under another id; once it is found, what names it may be the same too."""
    is_done = False
    while not is_done:
        is_done = True
        names = Renamed(found)
        for kind, was in old.items():
            known = found.setdefault(kind, {})
            aside = set() if kind == "passage" else set_aside
            gone = was.keys() - new[kind].keys() - known.keys() - aside
            came = [id_ for id_ in new[kind] if id_ not in was and id_ not in {*known.values(), *aside}]
            for id_ in sorted(gone):
                now = next((one for one in came if names.linked(was[id_]) == new[kind][one]), "")
                if now:
                    known[id_] = now
                    came.remove(now)
                    is_done = False


def rules_by_kind(library: Library, *, is_titled: bool = True) -> dict[str, dict[str, object]]:
    """By kind and id, a rule without its id, its place and its examples; without titles, what else is said of it counts."""
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
    words: dict[tuple[str, str], object] = {
        ("measure", id_): one.title if is_titled else (one.fields, one.actions) for id_, one in wording.measures.items()
    }
    words |= {("guard", id_): one.title if is_titled else one.text for id_, one in wording.guards.items()}
    return {
        kind: {rule.id: (words.get((kind, rule.id)), _bare(kind, rule, is_titled)) for rule in rules}
        for kind, rules in kinds.items()
    }


def _bare(kind: str, rule: Any, is_titled: bool) -> Any:
    names = {one.name for one in fields(rule)}
    left_out = _BESIDE if is_titled else {**_BESIDE, "title": ""}
    bare = replace(rule, id="", **{name: value for name, value in left_out.items() if name in names})
    return replace(bare, passage="") if kind == "actor" else bare


def _told_by_passages(library: Library, is_titled: bool) -> dict[str, object]:
    return {
        id_: {key: value for key, value in told(one).items() if is_titled or key != "title"}
        for id_, one in library.passages.items()
    }


def told(words: object) -> dict[str, object]:
    """Everything that words say: all but their id and where they stand in their file."""
    found = {key: value for key, value in vars(words).items() if key not in ("id", "place")}
    if isinstance(words, Passage):
        found["callouts"] = tuple((one.kind, tuple(text for _, text in one.lines)) for one in words.callouts)
    return found
