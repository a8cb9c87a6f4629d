"""A country in which a condition holds, or the proof that there is none: an exact search over finitely many answers.

In: the program from answers to the facts a rule reads, and a condition on those facts. Out: the answers that are enough for
it to hold, everything else unknown; or None if it holds in no complete profile. Only values that some test tells apart are
tried, and only of questions the condition still hangs on, so that few of the many profiles have to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from wayhome.engine.compile import Program
from wayhome.engine.evaluate import evaluate
from wayhome.engine.truth import All, Condition, Test, facts_read, negate, simplify, truth

Masks = dict[str, int]


class Search:
    """Searches the profiles of one program."""

    def __init__(self, program: Program, contradictions: Mapping[str, Condition] | None = None) -> None:
        """The program from answers to facts, and answers that cannot all be true, by name, to be kept away from."""
        self.program = program
        known = (contradictions or {}).items()
        self._contradictions = {name: when for name, when in known if facts_read(when) <= set(program.asked)}
        # An answer says what it says: of a complete profile nothing is concluded by an implication.
        self._plain = Program(program.domains, program.asked, program.skips, (), program.strata, {}, ())
        self._tables = {table.id: table for stratum in program.strata for table in stratum}
        self._skips = {fact: skip for level in program.skips for skip in level for fact in (*skip.facts, *skip.beside)}

    def find(self, goal: Condition, given: Mapping[str, int] | None = None) -> Masks | None:
        """The answers that are enough for a condition to hold, on top of those given; None if it never does.

        Answers that cannot all be true are taken only where there are no others.
        """
        for found in (self.find_plausible(goal, given), self.find_consistent(goal, given)):
            if found is not None:
                return found
        return self._find(simplify(goal), given or {})

    def find_plausible(self, goal: Condition, given: Mapping[str, int] | None = None) -> Masks | None:
        """The same, but nothing that contradicts an implication or itself."""
        found = self.find_consistent(goal, given)
        if found is None or not any(truth(when, self._all(found)) for when in self._contradictions.values()):
            return found
        return self.find_consistent(All((goal, *map(negate, self._contradictions.values()))), given)

    def find_consistent(self, goal: Condition, given: Mapping[str, int] | None = None) -> Masks | None:
        """The same among profiles that no implication contradicts."""
        found = self._find(simplify(goal), given or {})
        if found is None or self._is_consistent(found):
            return found
        return self._find(simplify(All((goal, *self._consistency))), given or {})

    def facts(self, given: Mapping[str, int]) -> Masks:
        """The facts that follow from these answers, implications and all."""
        return evaluate(self.program, self._all(given)).facts

    def contradicts(self, given: Mapping[str, int]) -> list[str]:
        """The implications that these answers contradict, and the contradictions that hold of them."""
        masks = self._all(given)
        implications = [conflict.implication for conflict in evaluate(self.program, masks).conflicts]
        return implications + [name for name, when in self._contradictions.items() if truth(when, masks)]

    def _all(self, given: Mapping[str, int]) -> Masks:
        return {fact: given.get(fact, self.program.domains[fact].full) for fact in self.program.asked}

    @cached_property
    def _consistency(self) -> tuple[Condition, ...]:
        """What must hold so that no implication is contradicted."""
        domains = self.program.domains
        return tuple(
            negate(All((rule.when, Test(fact, domains[fact].full & ~allowed, domains[fact].full))))
            for rule in self.program.implications
            for fact, allowed in rule.then
        )

    def _is_consistent(self, given: Mapping[str, int]) -> bool:
        """Whether some completion of these answers is contradicted by no implication."""
        return not self._consistency or self._find(simplify(All(self._consistency)), given) is not None

    def _find(self, goal: Condition, given: Mapping[str, int]) -> Masks | None:
        cells = self._cells_of(goal)
        return self._narrow(goal, self._all(given), cells)

    def _narrow(self, goal: Condition, masks: Masks, cells: Mapping[str, tuple[int, ...]]) -> Masks | None:
        evaluation = evaluate(self._plain, masks)
        found = truth(goal, evaluation.facts)
        if found is True:
            return {fact: mask for fact, mask in masks.items() if mask != self.program.domains[fact].full}
        if found is False:
            return None
        for fact, wanted in self._open(goal, evaluation.asked, evaluation.facts):
            parts = [part for cell in cells[fact] if (part := masks[fact] & cell)]
            if len(parts) > 1:
                for part in sorted(parts, key=lambda part: not part & wanted):
                    deeper = self._narrow(goal, {**masks, fact: part}, cells)
                    if deeper is not None:
                        return deeper
                return None
        return None

    def _open(self, condition: Condition, asked: Masks, facts: Masks) -> Iterator[tuple[str, int]]:
        """The answers an undecided condition hangs on, each with the values that would make its test hold."""
        if truth(condition, facts) is not None:
            return
        if not isinstance(condition, Test):
            for part in condition.parts:
                yield from self._open(part, asked, facts)
        elif condition.fact in self._tables:
            table = self._tables[condition.fact]
            wanted = table.domain.names(condition.mask)
            for _, row in sorted(table.rows, key=lambda row: row[0] not in wanted):
                yield from self._open(row, asked, facts)
        else:
            if condition.fact in self._skips:
                yield from self._open(self._skips[condition.fact].relevant, asked, asked)
            yield condition.fact, condition.mask

    def _cells_of(self, goal: Condition) -> dict[str, tuple[int, ...]]:
        """For each answer the sets of its values that no test tells apart."""
        masks: dict[str, set[int]] = {}
        for test in (*tests_in([goal]), *self._tests):
            masks.setdefault(test.fact, set()).add(test.mask)
        return {fact: _cells(self.program.domains[fact].full, sorted(masks.get(fact, ()))) for fact in self.program.asked}

    @cached_property
    def _tests(self) -> tuple[Test, ...]:
        rows = [row for table in self._tables.values() for _, row in table.rows]
        skips = [skip.relevant for level in self.program.skips for skip in level]
        return tuple(tests_in([*rows, *skips, *self._consistency]))


def tests_in(conditions: Iterable[Condition]) -> Iterator[Test]:
    """Every test in these conditions."""
    for condition in conditions:
        if isinstance(condition, Test):
            yield condition
        else:
            yield from tests_in(condition.parts)


def _cells(full: int, masks: Iterable[int]) -> tuple[int, ...]:
    """The parts into which sets divide a domain, in the order of its values."""
    cells = [full]
    for mask in masks:
        cells = [part for cell in cells for part in (cell & mask, cell & ~mask) if part]
    return tuple(sorted(cells, key=lambda cell: cell & -cell))
