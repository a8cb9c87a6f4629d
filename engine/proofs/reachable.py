"""What a rulebook can conclude, and never does: values, statuses, ways of doing, rows of tables.

In: `Grounds`. Out: a `Proof` for each kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wayhome.engine.compile import exclusive, fits_of, need_of
from wayhome.engine.errors import Place
from wayhome.engine.evaluate import evaluate
from wayhome.engine.proofs.grounds import Fault, Grounds, Nearly, Proof
from wayhome.engine.proofs.search import World
from wayhome.engine.recommend import Status, status_of
from wayhome.engine.rulebook import Recommendation, Row
from wayhome.engine.rulebook_reader.measures import SET_BY_AUTHOR
from wayhome.engine.rulebook_reader.reading import rows_of_scale
from wayhome.engine.truth import ALWAYS, All, Any, Condition, Test, facts_read, negate


def values(grounds: Grounds) -> Proof:
    """Every value of every finding."""
    faults, number = [], 0
    for finding in grounds.library.rulebook.findings.values():
        for value in finding.domain.values:
            number += 1
            test = Test(finding.id, finding.domain.mask([value]), finding.domain.full)
            if grounds.find(test) is None:
                i, own = next((i, condition) for i, (is_, condition) in enumerate(finding.rows) if is_ == value)
                nearly = _nearest(grounds, own, finding.rows, value)
                message = f"{finding.id} is never {value!r}: {_why(grounds, nearly)}"
                shows = f"{finding.id} is not {value!r} here"
                place = grounds.places.at(finding.place, "table", i)
                faults.append(_fault("unreachable-value", place, finding.id, f"value {value}", message, nearly, shows))
    return Proof(f"each of {number} values of findings can come out", number, tuple(faults))


def statuses(grounds: Grounds) -> Proof:
    """Every status of every recommendation."""
    faults, number = [], 0
    program = grounds.library.program
    blank = evaluate(program, {fact: program.domains[fact].full for fact in program.asked}).verdicts
    for rule in grounds.library.rulebook.recommendations.values():
        for status, conditions in _status_conditions(rule).items():
            number += 1
            if _status_world(grounds, rule, status) is None:
                nearly = grounds.nearly(_parts(*conditions))
                message = f"{rule.id} is never {status}: {_why(grounds, nearly)}"
                shows = f"{rule.id} is not {status} here"
                place = grounds.places.at(rule.place, "fits" if status is Status.NOT_APPLICABLE else "need")
                faults.append(_fault("unreachable-status", place, rule.id, f"status {status}", message, nearly, shows))
        number += 1
        # What is open while nothing is known is open somewhere; knowing more never opens what is decided.
        if status_of(blank[need_of(rule.id)], blank[fits_of(rule.id)]) is not Status.POSSIBLE:
            message = f"{rule.id} is decided without any answer"
            nothing = Nearly((), (), None)
            shows = f"nothing is answered here, and all the same {rule.id} is decided"
            place = grounds.places.at(rule.place, "need")
            faults.append(_fault("unreachable-status", place, rule.id, "status possible", message, nothing, shows))
    return Proof(f"each of {number} statuses of recommendations can happen", number, tuple(faults))


def _status_conditions(rule: Recommendation) -> dict[Status, tuple[Condition, ...]]:
    """What makes each status that is decided; without `fits`, nothing makes a rule inapplicable."""
    found: dict[Status, tuple[Condition, ...]] = {
        Status.RECOMMENDED: (rule.need, rule.fits),
        Status.IN_PLACE: (negate(rule.need),),
    }
    if rule.fits != ALWAYS:
        found[Status.NOT_APPLICABLE] = (rule.need, negate(rule.fits))
    return found


def _status_world(grounds: Grounds, rule: Recommendation, status: Status) -> World | None:
    if status is not Status.NOT_APPLICABLE:
        return grounds.find(*_status_conditions(rule)[status])
    states = grounds.states
    return grounds.space.find(negate(states.certainly_not(rule.need)), states.certainly_not(rule.fits))


def modes(grounds: Grounds) -> Proof:
    """Every way of doing each recommendation."""
    faults, number = [], 0
    for rule in _recommended(grounds):
        if _is_of_scale(grounds, rule.modes, "mode"):
            continue
        for mode in dict.fromkeys(value for value, _ in rule.modes):
            number += 1
            others = [negate(row) for value, row in exclusive(rule.modes) if value != mode]
            if grounds.find(rule.need, rule.fits, *others) is None:
                i, own = next((i, condition) for i, (value, condition) in enumerate(rule.modes) if value == mode)
                nearly = _nearest(grounds, own, rule.modes, mode, rule.need, rule.fits)
                message = f"{rule.id} is never to {mode!r}: {_why(grounds, nearly)}"
                shows = f"the way of {rule.id} is not {mode!r} here, if it is recommended"
                chosen = grounds.find(*others)
                if chosen is not None:
                    nearly = replace(nearly, world=chosen)
                    shows = f"the row for {mode!r} is the first of {rule.id} that holds here, and it is not recommended"
                place = grounds.places.at(rule.place, "mode", i)
                faults.append(_fault("unreachable-mode", place, rule.id, f"mode {mode}", message, nearly, shows))
    return Proof(f"each of {number} ways of doing that tables name can be advised", number, tuple(faults))


TableName = Literal["mode", "gap"]


@dataclass(frozen=True)
class _Written:
    """A table as its author wrote it."""

    rule: str
    name: str
    place: Place
    rows: tuple[Row, ...]
    within: tuple[Condition, ...] = ()


def rows(grounds: Grounds) -> Proof:
    """Every row of every table is somewhere the first that holds."""
    faults, number = [], 0
    for table in _tables(grounds):
        comes_first = [grounds.find(row) is not None for _, row in exclusive(table.rows, table.within)]
        can_be = {value for (value, _), is_first in zip(table.rows, comes_first, strict=True) if is_first}
        for i, (value, _) in enumerate(table.rows):
            number += 1
            is_nothing = table.name == "gap" and value == "0"  # a gap ends in nothing missing, which need leaves out
            if is_nothing or comes_first[i]:
                continue
            if value not in can_be and table.name in ("table", "mode"):
                continue  # told as the value that never comes out
            own = table.rows[i][1]
            if grounds.find(own, *table.within) is None:
                nearly = grounds.nearly(_parts(own, *table.within))
                message = f"row {i + 1} of its {table.name} ({value}) never holds: {_why(grounds, nearly)}"
                code, shows = "never-holds", f"row {i + 1} of the {table.name} of {table.rule} does not hold here"
            else:
                before = [negate(condition) for _, condition in table.rows[:i]]
                nearly = grounds.nearly([*before, *table.within, own])
                above = ", ".join(str(1 + before.index(part)) for part in nearly.parts if part in before)
                message = (
                    f"row {i + 1} of its {table.name} ({value}) is never the first to hold: row {above} always is before it"
                )
                nearly = Nearly(nearly.parts, nearly.laws, grounds.find(own, *table.within))
                code, shows = (
                    "never-first",
                    f"row {i + 1} of the {table.name} of {table.rule} holds here, and an earlier one wins",
                )
            message = f"{table.rule}: {message}"
            at = ("criteria", table.name) if table.name in SET_BY_AUTHOR else (table.name,)
            place = grounds.places.at(table.place, *at, i)
            faults.append(_fault(code, place, table.rule, f"row {i + 1} of {table.name}", message, nearly, shows))
    return Proof(f"each of {number} rows of tables is somewhere the first to hold", number, tuple(faults))


def _tables(grounds: Grounds) -> Iterator[_Written]:
    rulebook = grounds.library.rulebook
    for finding in rulebook.findings.values():
        yield _Written(finding.id, "table", finding.place, finding.rows)
    for rule in _recommended(grounds):
        of_rule: tuple[tuple[TableName, tuple[Row, ...]], ...] = (("mode", rule.modes), ("gap", rule.gap))
        for name, its in of_rule:
            if not _is_of_scale(grounds, its, name):
                yield _Written(rule.id, name, rule.place, its, (rule.need, rule.fits))
    for measure in rulebook.measures.values():
        for criterion in SET_BY_AUTHOR:
            if criterion in measure.criteria:
                yield _Written(measure.id, criterion, measure.place, measure.criteria[criterion])


def _recommended(grounds: Grounds) -> Iterator[Recommendation]:
    """Rules that can be recommended at all; of the others nothing more needs to be said."""
    rules = grounds.library.rulebook.recommendations.values()
    return (rule for rule in rules if grounds.find(rule.need, rule.fits) is not None)


def _is_of_scale(grounds: Grounds, its: tuple[Row, ...], name: TableName) -> bool:
    """The rows are those of a scale, which has more levels than a rule needs."""
    read = sorted(facts_read(All(tuple(condition for _, condition in its))))
    scale = grounds.library.questionnaire.scale_of(read[0]) if len(read) == 1 else None
    return scale is not None and its == rows_of_scale(scale, read[0], name)


def _nearest(grounds: Grounds, own: Condition, its: tuple[Row, ...], value: str, *within: Condition) -> Nearly:
    """Why a value never comes out: its own condition never holds, or rows before it always do."""
    before: list[Condition] = []
    for is_, condition in its:
        if is_ == value:
            break
        before.append(negate(condition))
    nearly = grounds.nearly([*before, *_parts(*within), *_parts(own)])
    shown = grounds.find(own, *within)
    return nearly if shown is None else Nearly(nearly.parts, nearly.laws, shown)


def _parts(*conditions: Condition) -> list[Condition]:
    """Conditions with each `all` taken apart."""
    return [part for condition in conditions for part in (condition.parts if isinstance(condition, All) else (condition,))]


def _why(grounds: Grounds, nearly: Nearly) -> str:
    if nearly.parts in ((), (Any(),)):
        return "nothing could make it so"
    by = f" (by {', '.join(nearly.laws)})" if nearly.laws else ""
    if len(nearly.parts) == 1:
        return f"{grounds.words(*nearly.parts)} never holds{by}"
    return f"{grounds.words(*nearly.parts)} exclude each other{by}"


def _fault(code: str, place: Place, rule: str, about: str, message: str, nearly: Nearly, shows: str) -> Fault:
    mends = {
        "unreachable-value": "mend the row, or take the value away",
        "unreachable-status": "mend `need` or `fits`",
        "unreachable-mode": "mend the row or `need`, or take the way of doing away",
        "never-holds": "mend its condition, or take it away",
        "never-first": "put it before those, or take it away",
    }
    return Fault(code, place, (rule,), about, message, mends[code], nearly.world, shows)
