"""From findings to recommendations: what the rulebook says of each thing that could be done.

In: the rulebook and an `Evaluation`. Out: one `Verdict` a recommendation, always of exactly one status, with the modes
still open and the facts its verdict hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from wayhome.engine.compile import Program, done_of, fits_of, modes_of, national_of, need_of, points_of, told_of
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.questionnaire import MODES
from wayhome.engine.rulebook import Component, Recommendation, Rulebook
from wayhome.engine.truth import Condition, Domain, Test, Truth, truth


class Status(StrEnum):
    """The verdict on one thing to do."""

    RECOMMENDED = "recommended"
    POSSIBLE = "possible"
    IN_PLACE = "in-place"
    NOT_APPLICABLE = "not-applicable"


class Piece(StrEnum):
    """How far a component is."""

    DONE = "done"
    MISSING = "missing"
    OPEN = "open"
    """Still to be asked about."""
    GUIDANCE = "guidance"
    """To be borne in mind; it is never ticked off."""


@dataclass(frozen=True)
class Pieced:
    """A component with how far it is, and the facts it hangs on while that is open."""

    passage: str
    piece: Piece
    hangs_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What the rulebook says of one recommendation."""

    rule: Recommendation
    status: Status
    modes: tuple[str, ...]
    """The ways of doing it still open; several while an answer is missing, none if nothing is to be done."""
    gap: tuple[int, int]
    """Least and most points of the criterion Gap."""
    hangs_on: tuple[str, ...]
    """Facts of the questionnaire that would settle the status, or else the mode."""
    components: tuple[Pieced, ...] = ()
    """Its pieces, as far as they come in; only where it is to be done."""
    illustrations: tuple[str, ...] = ()
    """Passages of cases that share its condition; only where it is to be done."""
    asked: Status | None = None
    """In an area, of what only the national level can decide and would have to do: what the verdict there would be."""
    grounds: tuple[str, ...] = ()
    """Passages it rests on besides its own."""

    @property
    def passages(self) -> tuple[str, ...]:
        """Every passage that is told of it, its own first."""
        told = (*self.grounds, *(part.passage for part in self.components), *self.illustrations)
        return tuple(dict.fromkeys((self.rule.id, *told)))

    @property
    def mode(self) -> str | None:
        """The mode, if only one is left."""
        return self.modes[0] if len(self.modes) == 1 else None


def status_of(need: Truth, fits: Truth) -> Status:
    """Exactly one status: what is recommended stays so, and a no stays a no, as knowledge grows."""
    if need is False:
        return Status.IN_PLACE
    if fits is False:
        return Status.NOT_APPLICABLE
    return Status.RECOMMENDED if need and fits else Status.POSSIBLE


def status_here(rule: Recommendation, evaluation: Evaluation, *, is_area: bool) -> tuple[Status, Status]:
    """The status of a recommendation, and what it is or would be for the national level.

    In an area, what only the national level can decide does not apply.
    """
    need, fits = evaluation.verdicts[need_of(rule.id)], evaluation.verdicts[fits_of(rule.id)]
    nationally = status_of(need, fits)
    is_elsewhere = is_area and (rule.level == "national" or evaluation.verdicts.get(national_of(rule.id)) is True)
    return (status_of(need, False) if is_elsewhere else nationally), nationally


def verdicts_of(
    rulebook: Rulebook, program: Program, evaluation: Evaluation, *, is_area: bool = False
) -> dict[str, Verdict]:
    """The verdict on every recommendation, in the order of the rulebook.

    In an area, what only the national level can decide does not apply, and is asked of that level.
    """
    tables = {table.id: table for table in program.outcomes}
    found = {}
    for rule in rulebook.recommendations.values():
        status, nationally = status_here(rule, evaluation, is_area=is_area)
        open_to_do = status in (Status.RECOMMENDED, Status.POSSIBLE)
        table = tables[modes_of(rule.id)]
        modes = table.domain.names(evaluation.outcomes[table.id]) if open_to_do else ()
        gap = points(evaluation, points_of(rule.id, "gap")) if open_to_do else (0, 0)
        if status is Status.POSSIBLE:
            deciding = [rule.need, rule.fits]
        elif len(modes) > 1:
            deciding = [condition for _, condition in table.rows]
        else:
            deciding = []
        hangs_on = dict.fromkeys(fact for condition in deciding for fact in open_facts(condition, evaluation, program))
        ordered = tuple(sorted(modes, key=MODES.index))
        found[rule.id] = Verdict(
            rule,
            status,
            ordered,
            gap,
            tuple(hangs_on),
            tuple(_pieces(rule, evaluation, program)) if open_to_do else (),
            tuple(
                case.passage
                for case in rule.illustrations
                if open_to_do and evaluation.verdicts.get(told_of(rule.id, case.passage), True)
            ),
            nationally if status is Status.NOT_APPLICABLE and nationally is not status else None,
            rule.cites,
        )
    return found


def _pieces(rule: Recommendation, evaluation: Evaluation, program: Program) -> Iterator[Pieced]:
    """The components that come in, or may, with how far each is."""
    for part in rule.components:
        comes_in = evaluation.verdicts.get(told_of(rule.id, part.passage), True)
        if comes_in is not False:
            yield _pieced(part, comes_in, evaluation.verdicts.get(done_of(rule.id, part.passage)), evaluation, program)


def _pieced(part: Component, comes_in: Truth, done: Truth, evaluation: Evaluation, program: Program) -> Pieced:
    piece = piece_of(part, comes_in, done)
    if piece is not Piece.OPEN:
        return Pieced(part.passage, piece)
    asked = [part.when] if done is not None or part.done is None else [part.when, part.done]
    open_ = [fact for condition in asked for fact in open_facts(condition, evaluation, program)]
    return Pieced(part.passage, Piece.OPEN, tuple(dict.fromkeys(open_)))


def piece_of(part: Component, comes_in: Truth, done: Truth) -> Piece:
    """How far a component is that comes in, or may; `done` is the verdict on whether it is there."""
    if comes_in and part.done is None:
        return Piece.GUIDANCE
    if comes_in and done is not None:
        return Piece.DONE if done else Piece.MISSING
    return Piece.OPEN


def points(evaluation: Evaluation, table: str) -> tuple[int, int]:
    """Least and most points a table of criteria still allows."""
    mask = evaluation.outcomes[table]
    values = [int(value) for value in Domain(("0", "1", "2", "3")).names(mask)]
    return (min(values), max(values)) if values else (0, 0)


def open_facts(condition: Condition, evaluation: Evaluation, program: Program) -> list[str]:
    """The answers an undecided condition hangs on, traced through findings to the questionnaire."""
    if truth(condition, evaluation.facts) is not None:
        return []
    if not isinstance(condition, Test):
        return [fact for part in condition.parts for fact in open_facts(part, evaluation, program)]
    for stratum in program.strata:
        for table in stratum:
            if table.id == condition.fact:
                return [fact for _, row in table.rows for fact in open_facts(row, evaluation, program)]
    for level in program.skips:
        for skip in level:
            if condition.fact in skip.facts:  # it may not arise: then what decides that is open too
                as_asked = replace(evaluation, facts=evaluation.asked)
                return [*open_facts(skip.relevant, as_asked, program), condition.fact]
    return [condition.fact]
