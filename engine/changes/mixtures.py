"""Two libraries, and every mixture of them: the later one with some of its rules and of its questionnaire as they were.

In: two libraries. Out: what differs, as `Unit`s, and a `Library` for any of them taken back. Rules are read anew wherever
the questionnaire is neither that of before nor that of now, since what a condition asks of a scale depends on its levels.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property

from wayhome.engine.changes.knowledge import differing_knowledge, mixed_questionnaire, touching
from wayhome.engine.changes.mixed_rules import is_whole, mixed
from wayhome.engine.changes.renames import book_under_new_ids, renames, under_new_ids
from wayhome.engine.changes.units import KNOWLEDGE, RULES, Unit, differing_rules
from wayhome.engine.compile import compile_rulebook, facts_over_lists
from wayhome.engine.errors import InputError
from wayhome.engine.in_force import in_force
from wayhome.engine.library import Compiled, Library
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.rulebook import Rulebook
from wayhome.engine.rulebook_reader.whole import load_rulebook

Units = frozenset[Unit]


class Mixtures:
    """Two libraries, of which the earlier one has the ids of now, and what lies between them."""

    def __init__(self, before: Library, after: Library) -> None:
        self.names = renames(before, after)
        self.before, self.after = under_new_ids(before, self.names), after
        self.knowledge: Units = frozenset(differing_knowledge(self.before, after))
        self._read: dict[tuple[bool, Units], Rulebook | None] = {}
        self._asked: dict[Units, Questionnaire | None] = {}
        self._mixed: dict[Units, Library | None] = {}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Everything in which the two differ and on which a conclusion can rest, first of the questionnaire."""
        return (*sorted(self.knowledge), *self._rules())

    @cached_property
    def touched(self) -> dict[str, Units]:
        """By question, what of the questionnaire changes what an answer to it means."""
        sides = (touching(self.knowledge, side.questionnaire) for side in (self.before, self.after))
        found: dict[str, Units] = {}
        for side in sides:
            for id_, units in side.items():
                found[id_] = found.get(id_, frozenset()) | units
        return found

    def _rules(self) -> tuple[Unit, ...]:
        """The rules that differ, read with one questionnaire where both can be."""
        if self.before.rulebook_digest == self.after.rulebook_digest:
            return ()
        for taken_back in (frozenset[Unit](), self.knowledge):
            then, now = (self._book(taken_back, is_later=is_later) for is_later in (False, True))
            if then is not None and now is not None:
                return tuple(differing_rules(then, now))
        return tuple(differing_rules(self.before.rulebook, self.after.rulebook))

    def questionnaire(self, taken_back: Units) -> Questionnaire | None:
        """The later questionnaire with these parts as they were; None if that makes no sense."""
        if taken_back not in self._asked:
            self._asked[taken_back] = mixed_questionnaire(self.before, self.after, taken_back)
        return self._asked[taken_back]

    def _book(self, taken_back: Units, *, is_later: bool) -> Rulebook | None:
        """The rules of a side, read with the later questionnaire with these parts as they were; None if they do not fit."""
        own = frozenset[Unit]() if is_later else self.knowledge
        if taken_back == own:
            return (self.after if is_later else self.before).rulebook
        key = (is_later, taken_back)
        if key not in self._read:
            self._read[key] = self._read_with(self.questionnaire(taken_back), is_later=is_later)
        return self._read[key]

    def _read_with(self, questionnaire: Questionnaire | None, *, is_later: bool) -> Rulebook | None:
        if questionnaire is None:
            return None
        passages = {*self.before.passages, *self.after.passages, *self.names.of("passage")}
        try:
            book = in_force(load_rulebook((self.after if is_later else self.before).rules, questionnaire, passages))
        except InputError:
            return None
        return book if is_later else book_under_new_ids(book, self.names)

    def library(self, units: Collection[Unit]) -> Library | None:
        """The later library with these as they were; None if the mixture reads what nobody asks or finds."""
        ours = frozenset(unit for unit in units if unit.kind in (*RULES, *KNOWLEDGE, "order", "means"))
        if not ours:
            return self.after
        if ours not in self._mixed:
            self._mixed[ours] = self._library(ours)
        return self._mixed[ours]

    def _library(self, units: Units) -> Library | None:
        asked = units & self.knowledge
        questionnaire, now = self.questionnaire(asked), self._book(asked, is_later=True)
        then = self._book(asked, is_later=False) if units - asked else now
        if questionnaire is None or now is None or then is None:
            return None
        book = mixed(then, now, units)
        if not is_whole(book, questionnaire):
            return None
        questionnaire = replace(questionnaire, facts=questionnaire.facts | facts_over_lists(book, questionnaire))
        first, second = self.before.passages, self.after.passages
        return replace(
            self.after,
            questionnaire=questionnaire,
            passages={**second, **first} if Unit("passages") in units else {**first, **second},
            rulebook=book,
            country=Compiled(compile_rulebook(book, questionnaire), ()),
        )
