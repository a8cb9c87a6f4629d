"""What became of rules that advise nothing: drafts, retired ones, measures without parts, and those that are gone.

In: two libraries, and the rules as they are written. Out: `Entry`s, and what is said of a rule that was set aside before.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.phrases import listed
from wayhome.engine.library import Library
from wayhome.engine.rule_graph import base_id
from wayhome.engine.rulebook import Rulebook, SetAside
from wayhome.engine.version_file import Step
from wayhome.engine.versions.entries import Entry, How, Said
from wayhome.engine.versions.words import measure_title
from wayhome.engine.versions.written import WrittenRules

CAN_RETIRE = ("recommendation", "measure", "implication", "actor", "finding", "guard")
_KIND_OF = {"recommend": "recommendation"}
"""The kinds of entries as a changelog calls them, where that is not how they begin."""
Key = tuple[str, str]
"""Kind and id of a rule that is set aside."""


class Aside:
    """The rules of two versions that advise nothing."""

    def __init__(self, old: Library, new: Library, written: WrittenRules) -> None:
        self._sides = old, new
        self._written = written
        self._old, self._new = _by_key(old.rulebook), _by_key(new.rulebook)

    def gone(self, kind: str, id_: str, title: str, step: Step) -> Entry:
        """What became of a rule that was in force."""
        aside = self._new.get((kind, base_id(id_)))
        if aside is None:
            fallen = self._fallen(id_) if kind == "measure" else ""
            if fallen:
                return Entry(kind, id_, title, How.FALLEN, step, (Said("made_of", fallen, step),))
            said = "It is gone."
            if kind in CAN_RETIRE:
                said += " An old brief that names it leads nowhere: keep it with `status: retired` instead."
            return Entry(kind, id_, title, How.REMOVED, step, (Said("status", said, step),))
        if aside.in_force == "draft":
            said = "It is a draft now and advises nothing for the time being."
            return Entry(kind, id_, title, How.DRAFT, step, (Said("status", said, step),))
        said = f"It advises nothing any more{self._in_its_place(aside)}."
        return Entry(kind, id_, title, How.RETIRED, step, (Said("status", said, step),), aside.replaced_by)

    def said_of_new(self, kind: str, id_: str, step: Step) -> Iterator[Said]:
        """Of a rule that stood in the old version and advised nothing, what it was there."""
        aside = self._old.get((kind, base_id(id_)))
        if aside is not None:
            was = "a draft" if aside.in_force == "draft" else "retired"
            yield Said("status", f"It was {was}, and is in force now.", step)

    def entries(self) -> Iterator[Entry]:
        """Rules that advised nothing in the old version, or did not stand in it, and advise nothing in the new one."""
        known = {*self._old, *_in_force(self._sides[0].rulebook)}
        for key, aside in self._new.items():
            was = self._old.get(key)
            how = How.DRAFT if aside.in_force == "draft" else How.RETIRED
            if key not in known:
                yield self._entry(key, aside, how, self._of_unknown(aside))
            elif was is not None and not self._written.is_as_before(*key):
                is_same = was.in_force == aside.in_force == "retired"
                yield self._entry(key, aside, How.REWORDED if is_same else how, self._of_other(was, aside))
        there = {*self._new, *_in_force(self._sides[1].rulebook)}
        for key, aside in self._old.items():
            if key not in there:
                step = Step.MAJOR if aside.in_force == "retired" else Step.PATCH
                word = "retired" if aside.in_force == "retired" else "a draft"
                more = " An old brief that names it leads nowhere." if aside.in_force == "retired" else ""
                said = Said("status", f"It was {word}, and is gone.{more}", step)
                yield Entry(*key, self._title(aside), How.REMOVED, step, (said,))

    def _fallen(self, id_: str) -> str:
        """Why a measure that is written as it was advises nothing; empty if it is not there, or for another reason."""
        parts = self._sides[0].rulebook.measures[id_].made_of
        asides = [aside for part in parts if (aside := self._new.get(("recommendation", part)))]
        if ("measure", id_) not in self._written.new or len(asides) != len(parts):
            return ""
        said = [f"“{one.title}” is {'a draft' if one.in_force == 'draft' else 'retired'}" for one in asides]
        which = "its only part" if len(parts) == 1 else "of its parts"
        return f"It falls, since {which} {listed(said)}."

    def _in_its_place(self, aside: SetAside) -> str:
        """What stands in the place of a rule that was retired, by its title."""
        by = aside.replaced_by
        if not by:
            return ""
        book = self._sides[1].rulebook
        kind = _KIND_OF.get(aside.kind, aside.kind)
        title = ""
        if kind == "recommendation" and by in book.recommendations:
            title = book.recommendations[by].title
        elif kind == "actor" and by in book.actor_rules:
            title = book.actor_rules[by].title
        elif kind == "implication":
            title = next((rule.title for rule in book.implications if base_id(rule.id) == by), "")
        elif kind == "measure":
            title = measure_title(self._sides[1], by)
        other = self._new.get((kind, by))
        title = title or (other.title if other else "")
        return f"; “{title}” ({by}) stands in its place" if title and title != by else f"; {by} stands in its place"

    def _of_unknown(self, aside: SetAside) -> str:
        if aside.in_force == "draft":
            return "It is written, and advises nothing yet."
        return f"Its id is kept as that of a retired rule{self._in_its_place(aside)}."

    def _of_other(self, was: SetAside, aside: SetAside) -> str:
        if was.in_force != aside.in_force:
            before, now = ("a draft" if one.in_force == "draft" else "retired" for one in (was, aside))
            return f"It was {before} and is {now}; it advised nothing, and does not now."
        if aside.in_force == "retired":
            return f"What is kept of it changed{self._in_its_place(aside)}. It advises nothing."
        return "The draft is written otherwise, and advises nothing yet."

    def _entry(self, key: Key, aside: SetAside, how: How, sentence: str) -> Entry:
        said = (Said("status", sentence, Step.PATCH),)
        return Entry(*key, self._title(aside), how, Step.PATCH, said, aside.replaced_by)

    def _title(self, aside: SetAside) -> str:
        guards = {**self._sides[0].wording.guards, **self._sides[1].wording.guards}
        if aside.kind == "guard" and aside.id in guards:
            return guards[aside.id].title
        return aside.title or measure_title(self._sides[1], aside.id)


def _by_key(rulebook: Rulebook) -> dict[Key, SetAside]:
    return {(_KIND_OF.get(one.kind, one.kind), base_id(one.id)): one for one in rulebook.set_aside}


def _in_force(rulebook: Rulebook) -> Iterator[Key]:
    """The rules of kinds that can be set aside."""
    yield from (("recommendation", id_) for id_ in rulebook.recommendations)
    yield from (("measure", id_) for id_ in rulebook.measures)
    yield from (("actor", id_) for id_ in rulebook.actor_rules)
    yield from (("finding", id_) for id_ in rulebook.findings)
    yield from (("guard", id_) for id_ in rulebook.guards)
    yield from (("implication", base_id(rule.id)) for rule in rulebook.implications)
