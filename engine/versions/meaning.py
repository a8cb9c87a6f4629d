"""Conditions and tables of two versions of a rulebook against each other: what they decide, not how they are written.

In: two libraries, and a condition or a table from each. Out: a `Turn` with the answers that show it, decided over every
complete profile; nothing if they are the same.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cached_property

from wayhome.engine.changes.renamed import Renamed
from wayhome.engine.compile import exclusive
from wayhome.engine.library import Library
from wayhome.engine.proofs.compare import Comparer, Relation
from wayhome.engine.proofs.space import Space, answered_space_of
from wayhome.engine.rulebook import Row
from wayhome.engine.truth import ALWAYS, All, Any, Condition, Count, Test, facts_read, negate, simplify, truth

MOST_TRIED = 30_000
"""Sets of open answers tried one by one to see whether two conditions agree on all of them (ours)."""
NOTHING_RENAMED = Renamed()
Answers = dict[str, int]
"""By fact, the values that are left; of the other facts nothing has to be known."""


class Turn(StrEnum):
    """How a condition or a table of the new version stands to the old one."""

    WEAKER = "weaker"
    """It holds wherever it did, and elsewhere."""
    STRONGER = "stronger"
    """It holds only where it did, and not everywhere there."""
    DIFFERENT = "different"
    """It holds elsewhere, and no longer everywhere it did; or a table yields other values."""
    SETTLED_OTHERWISE = "settled-otherwise"
    """The same wherever every answer is known; where some are open or nobody knows, it may be settled sooner or later."""
    REWORDED = "reworded"
    """Written otherwise, and the same whatever is known."""
    UNTOLD = "untold"
    """The two versions ask one question with other answers, so that it cannot be decided."""


@dataclass(frozen=True)
class Move:
    """A table yields another value in some countries."""

    before: str
    after: str
    where: Answers


@dataclass(frozen=True)
class Turned:
    """A condition or a table that changed."""

    turn: Turn
    gained: Answers | None = None
    """Answers with which only the new condition holds."""
    lost: Answers | None = None
    """Answers with which only the old one held."""
    moves: tuple[Move, ...] = ()
    through: tuple[str, ...] = ()
    """Findings through which it changed, if it is itself written as it was."""


class Meaning:
    """Two libraries, of which conditions are compared."""

    def __init__(self, old: Library, new: Library, names: Renamed = NOTHING_RENAMED) -> None:
        self.old, self.new, self.names = old, new, names

    @cached_property
    def changed_findings(self) -> frozenset[str]:
        """The findings that are written otherwise, or read one that is."""
        found: set[str] = set()
        old = {self.names.of("finding").get(id_, id_): one for id_, one in self.old.rulebook.findings.items()}
        for id_ in {**self.new.rulebook.findings, **old}:  # in strata: what is read comes first
            was, is_now = old.get(id_), self.new.rulebook.findings.get(id_)
            is_same = was is not None and is_now is not None and self.is_written_alike(was.rows, is_now.rows)
            if not is_same or (is_now and any(facts_read(row) & found for _, row in is_now.rows)):
                found.add(id_)
        return frozenset(found)

    def is_written_alike(self, old: object, new: object) -> bool:
        """Whether what holds conditions is the same but for ids that changed and the order of parts."""
        linked = self.names.linked(old)
        return linked == new or _without_order(linked) == _without_order(new)

    def condition(self, old: Condition, new: Condition) -> Turned | None:
        """How a condition changed, None if it did not."""
        is_same = self.is_written_alike(old, new)
        through = self._through([new]) if is_same else ()
        if is_same and not through:
            return None
        if self._comparer is None:
            return Turned(Turn.UNTOLD, through=through)
        gained, lost = self._comparer.shown(negate(old), new), self._comparer.shown(old, negate(new))
        if gained is not None:
            return Turned(Turn.WEAKER if lost is None else Turn.DIFFERENT, gained, lost, through=through)
        if lost is not None:
            return Turned(Turn.STRONGER, None, lost, through=through)
        if through:
            return None if self._is_settled_alike(old, new) else Turned(Turn.SETTLED_OTHERWISE, through=through)
        return Turned(Turn.REWORDED if self.agree_on_open(old, new) else Turn.SETTLED_OTHERWISE)

    def table(
        self,
        old: Sequence[Row],
        new: Sequence[Row],
        old_within: tuple[Condition, ...] = (),
        new_within: tuple[Condition, ...] = (),
    ) -> Turned | None:
        """How a table changed where it is asked in both versions, None if it did not."""
        is_same = self.is_written_alike(tuple(old), tuple(new))
        through = self._through([row for _, row in new]) if is_same else ()
        if is_same and not through:
            return None
        if self._comparer is None:
            return Turned(Turn.UNTOLD, through=through)
        moves = []
        for before, held in _by_value(old, old_within).items():
            for after, holds in _by_value(new, new_within).items():
                where = self._comparer.shown(held, holds) if before != after else None
                if where is not None:
                    moves.append(Move(before, after, where))
        if moves:
            return Turned(Turn.DIFFERENT, moves=tuple(moves), through=through)
        if through:
            return None
        agree = self._agree_on_open_tables(old, new, old_within, new_within)
        return Turned(Turn.REWORDED if agree else Turn.SETTLED_OTHERWISE)

    def agree_on_open(self, old: Condition, new: Condition) -> bool:
        """Whether two conditions are true, false and open in the same cases, whatever is known of the facts they read.

        A sufficient test: where there are too many cases to try, or a finding changed, the answer is no.
        """
        cases = self._open_cases((old, new))
        return cases is not None and all(truth(old, known) is truth(new, known) for known in cases)

    def _agree_on_open_tables(
        self,
        old: Sequence[Row],
        new: Sequence[Row],
        old_within: tuple[Condition, ...],
        new_within: tuple[Condition, ...],
    ) -> bool:
        """Whether two tables leave the same values, whatever is known; the order of their rows may differ."""
        read = {fact for _, row in (*old, *new) for fact in facts_read(row)}
        # What it is asked within leaves all values or none, of one table as of the other, if it shares no fact with them.
        is_apart = not any(facts_read(one) & read for one in (*old_within, *new_within))
        before = exclusive(old, () if is_apart else old_within)
        now = exclusive(new, () if is_apart else new_within)
        if any(facts_read(row) & self.changed_findings for _, row in (*before, *now)):
            return False
        both = {(value, _without_order(row)) for value, row in before} & {(value, _without_order(row)) for value, row in now}
        before, now = (
            tuple((value, row) for value, row in rows if (value, _without_order(row)) not in both) for rows in (before, now)
        )
        cases = self._open_cases([row for _, row in (*before, *now)])
        return cases is not None and all(_left(before, known) == _left(now, known) for known in cases)

    def _open_cases(self, conditions: Collection[Condition]) -> Iterator[Answers] | None:
        """Every set of open answers to what conditions read; None where they are too many, or where a finding changed."""
        domains = {**self.old.program.domains, **self.new.program.domains}
        domains |= {spec.id: spec.domain for spec in self.new.questionnaire.actor_facts.values()}
        read = sorted({fact for condition in conditions for fact in facts_read(condition)})
        if not set(read) <= domains.keys() or set(read) & self.changed_findings:
            return None
        if math.prod(domains[fact].full for fact in read) > MOST_TRIED:
            return None
        ways = itertools.product(*(range(1, domains[fact].full + 1) for fact in read))
        return (dict(zip(read, masks, strict=True)) for masks in ways)

    @cached_property
    def answered_otherwise(self) -> str:
        """A fact that has other values in the new version; empty if there is none, so that conditions can be compared."""
        old, new = (space.states.of for space in self._spaces)
        return next((fact for fact, masks in old.items() if new.get(fact, masks) != masks), "")

    @cached_property
    def unnarrowed(self) -> Comparer:
        """Of the new version, the profiles in which implications may be at odds with the answers, and with each other."""
        space = self._spaces[1]
        space = space.without(law for law in space.laws if law.by == "implication")
        return Comparer(space, space)

    @cached_property
    def _comparer(self) -> Comparer | None:
        return None if self.answered_otherwise else Comparer(*self._spaces)

    @cached_property
    def _spaces(self) -> tuple[Space, Space]:
        old = answered_space_of(self.old)
        return old, old if self.old is self.new else answered_space_of(self.new)

    def _through(self, conditions: Collection[Condition]) -> tuple[str, ...]:
        """The changed findings that conditions read."""
        read = {fact for condition in conditions for fact in facts_read(condition)}
        return tuple(sorted(read & self.changed_findings))

    def _is_settled_alike(self, old: Condition, new: Condition) -> bool:
        """Whether both are certain, and certainly not so, in the same profiles in which everything is answered."""
        assert self._comparer is not None
        both = ((old, new), (negate(old), negate(new)))
        return all(self._comparer.compared(*pair).relation is Relation.SAME for pair in both)


def _by_value(rows: Sequence[Row], within: tuple[Condition, ...]) -> Mapping[str, Condition]:
    """For each value of a table, when it is the one that comes out."""
    found: dict[str, list[Condition]] = {}
    for value, row in exclusive(rows, within):
        found.setdefault(value, []).append(row)
    return {value: simplify(Any(tuple(parts))) for value, parts in found.items()}


def _without_order(value: object) -> Hashable:
    """A condition, or whatever holds conditions, of which the order of their parts is forgotten: it decides nothing."""
    match value:
        case Test():
            return value
        case All(parts) | Any(parts) | Count(_, parts):
            least = value.at_least if isinstance(value, Count) else 0
            return type(value), least, frozenset(Counter(map(_without_order, parts)).items())
        case tuple():
            return tuple(map(_without_order, value))
        case dict():
            return frozenset((key, _without_order(part)) for key, part in value.items())
    if is_dataclass(value) and not isinstance(value, type):
        return tuple((one.name, _without_order(getattr(value, one.name))) for one in fields(value))
    assert isinstance(value, Hashable)
    return value


def _left(rows: Sequence[Row], known: Answers) -> set[str]:
    """The values that a table leaves where this is known."""
    return {value for value, row in rows if truth(row, known) is not False}


def as_condition(answers: Answers, library: Library) -> Condition:
    """Answers as a condition, to be worded: those of facts that a library knows."""
    domains = {**library.program.domains, **{spec.id: spec.domain for spec in library.questionnaire.actor_facts.values()}}
    tests = tuple(Test(fact, mask, domains[fact].full) for fact, mask in answers.items() if fact in domains)
    return simplify(All(tests)) if tests else ALWAYS
