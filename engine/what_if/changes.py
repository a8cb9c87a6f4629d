"""What changes between two advices: answers, findings, measures, recommendations, tasks.

In: the advice as it is and the one with some answers otherwise. Out: `Change`s in the order of a table, each with the
answers behind it as far as they are other ones now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wayhome.engine.advise import Advice, Edition
from wayhome.engine.compile import fits_of, modes_of, need_of, points_of
from wayhome.engine.explain import deciding_facts
from wayhome.engine.prioritise import Class, Ranked
from wayhome.engine.recommend import Verdict
from wayhome.engine.roadmap import Task
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.truth import Condition, facts_read

Kind = Literal["answer", "finding", "precondition", "measure", "recommendation", "task"]


@dataclass(frozen=True)
class Stand:
    """How one thing stands; what does not concern its kind is left empty."""

    values: tuple[str, ...] = ()
    """Still possible, of an answer or a finding."""
    status: str = ""
    modes: tuple[str, ...] = ()
    of_class: Class | None = None
    rank: int | None = None
    """The place among all that is recommended now."""
    points: tuple[int, int] | None = None
    """Assured, and at most."""
    step: int | None = None
    months: tuple[int, int] | None = None
    questions: int = 0
    """Of a task that is to ask somebody: how many."""


@dataclass(frozen=True)
class Change:
    """One thing that stands otherwise; None where it did not stand, or no longer does."""

    kind: Kind
    id: str
    before: Stand | None
    after: Stand | None
    because: tuple[str, ...] = ()
    """Facts of answers that are other ones now."""
    is_only_moved: bool = False
    """A measure whose place is another one only because others gained or lost theirs."""


def changes_between(before: Advice, after: Advice) -> tuple[Change, ...]:
    """Everything that stands otherwise, in the order: answers, findings, measures with their parts, tasks."""
    facts = [fact for fact in before.given if before.evaluation.facts[fact] != after.evaluation.facts[fact]]
    seen = [fact for fact in facts if _is_seen(fact, before) and _is_seen(fact, after)]
    reasons = _Reasons(before, after, seen)
    return tuple(
        change
        for change in (
            *_answers(before, after, seen),
            *_findings(before, after, reasons),
            *_measures(before, after, reasons),
            *_tasks(before, after, reasons),
        )
        if change.before != change.after
    )


def _is_seen(fact: str, advice: Advice) -> bool:
    return advice.options.edition is Edition.CONFIDENTIAL or not advice.is_withheld(fact)


class _Reasons:
    """Which of the answers that changed are behind a conclusion."""

    def __init__(self, before: Advice, after: Advice, changed: Collection[str]) -> None:
        self._evaluations = (before.evaluation, after.evaluation)
        self._program = after.library.program
        self._changed = changed
        self._tables = {table.id: table for stratum in self._program.strata for table in stratum}
        self._outcomes = {table.id: table for table in self._program.outcomes}

    def of(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """Those that decide one of these conditions, before or after; else those that they read."""
        conditions = list(conditions)
        deciding = {
            fact
            for evaluation in self._evaluations
            for condition in conditions
            for fact in deciding_facts(condition, evaluation, self._program)
        }
        read = deciding if deciding & set(self._changed) else set(self._read(conditions))
        return tuple(fact for fact in self._changed if fact in read)

    def of_table(self, name: str) -> tuple[str, ...]:
        """The same for the rows of a finding, or of a table of modes or points."""
        table = self._tables.get(name) or self._outcomes[name]
        return self.of(condition for _, condition in table.rows)

    def of_rule(self, rule: str, *, is_of_way: bool) -> tuple[str, ...]:
        """The same for the status of a recommendation, or for its way."""
        if is_of_way:
            return self.of_table(modes_of(rule))
        return self.of(self._program.verdicts[name] for name in (need_of(rule), fits_of(rule)))

    def _read(self, conditions: Iterable[Condition]) -> Iterator[str]:
        for condition in conditions:
            for fact in facts_read(condition):
                yield fact
                if fact in self._tables:
                    yield from self._read(row for _, row in self._tables[fact].rows)


def _answers(before: Advice, after: Advice, seen: Iterable[str]) -> Iterator[Change]:
    for fact in seen:
        yield Change("answer", fact, Stand(_values(before, fact)), Stand(_values(after, fact)))


def _values(advice: Advice, fact: str) -> tuple[str, ...]:
    return advice.library.program.domains[fact].names(advice.evaluation.facts[fact])


def _findings(before: Advice, after: Advice, reasons: _Reasons) -> Iterator[Change]:
    for finding in after.library.rulebook.findings.values():
        stands = [Stand(_values(advice, finding.id)) for advice in (before, after)]
        kind: Kind = "precondition" if finding.is_precondition else "finding"
        if stands[0] != stands[1]:
            yield Change(kind, finding.id, stands[0], stands[1], reasons.of_table(finding.id))


def _measures(before: Advice, after: Advice, reasons: _Reasons) -> Iterator[Change]:
    """Measures, each followed by those of its parts that stand otherwise; those that only moved come last."""
    was, now = ({ranked.id: ranked for ranked in advice.ranked} for advice in (before, after))
    moved = []
    for id_ in dict.fromkeys([*now, *was]):
        stands = [_of_measure(found.get(id_)) for found in (was, now)]
        if stands[0] == stands[1]:
            continue
        parts = list(_parts(was.get(id_), now.get(id_), reasons))
        because = tuple(dict.fromkeys(fact for part in parts for fact in part.because))
        change = Change("measure", id_, stands[0], stands[1], because or _behind_points(was.get(id_), now.get(id_), reasons))
        if stands[0] and stands[1] and replace(stands[0], rank=stands[1].rank) == stands[1]:
            moved.append(replace(change, because=(), is_only_moved=True))
        else:
            yield change
            yield from parts
    # A part may change without its measure.
    for id_ in now:
        if id_ in was and _of_measure(was[id_]) == _of_measure(now[id_]):
            yield from _parts(was[id_], now[id_], reasons)
    yield from moved


def _of_measure(ranked: Ranked | None) -> Stand | None:
    if ranked is None:
        return None
    points = (ranked.assured, ranked.upper) if ranked.of_class else None
    return Stand((), str(ranked.status), ranked.modes, ranked.of_class, ranked.rank, points)


def _parts(was: Ranked | None, now: Ranked | None, reasons: _Reasons) -> Iterator[Change]:
    parts = [{part.rule.id: part for part in ranked.parts} if ranked else {} for ranked in (was, now)]
    for id_ in dict.fromkeys([*parts[1], *parts[0]]):
        stands = [_of_part(its.get(id_)) for its in parts]
        if stands[0] != stands[1]:
            is_of_way = None not in stands and stands[0].status == stands[1].status  # type: ignore[union-attr]
            yield Change("recommendation", id_, stands[0], stands[1], reasons.of_rule(id_, is_of_way=is_of_way))


def _of_part(verdict: Verdict | None) -> Stand | None:
    return Stand((), str(verdict.status), verdict.modes) if verdict else None


def _behind_points(was: Ranked | None, now: Ranked | None, reasons: _Reasons) -> tuple[str, ...]:
    """The answers behind the criteria whose points are other ones."""
    if was is None or now is None:
        return ()
    found: dict[str, None] = {}
    for name in CRITERIA:
        if was.criteria[name] == now.criteria[name]:
            continue
        if name == "gap":
            tables = [points_of(part.rule.id, name) for part in now.leading_parts]
        elif name == "opening":
            tables = [points_of(date, name) for date in now.measure.openings]
        else:
            tables = [points_of(now.id, name)]
        found |= dict.fromkeys(fact for table in tables for fact in reasons.of_table(table))
    return tuple(found)


def _tasks(before: Advice, after: Advice, reasons: _Reasons) -> Iterator[Change]:
    was, now = ({task.id: task for task in advice.roadmap.tasks} for advice in (before, after))
    for id_ in dict.fromkeys([*now, *was]):
        stands = [_of_task(found.get(id_)) for found in (was, now)]
        if stands[0] == stands[1]:
            continue
        task = now.get(id_) or was[id_]
        because: tuple[str, ...] = ()
        if task.kind == "precondition":
            because = reasons.of_table(task.id.removesuffix(f".{task.wording}"))
        yield Change("task", id_, stands[0], stands[1], because)


def _of_task(task: Task | None) -> Stand | None:
    return Stand(step=task.step, months=(task.start, task.end), questions=len(task.questions)) if task else None
