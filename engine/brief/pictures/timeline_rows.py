"""The lines of the timeline: the tasks under their steps, then the dates known, each with its words and its place.

In: `Phrases`. Out: `Row`s, the same tasks in the same order as the main part prints them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.pictures.drawing import SMALL, WIDTH, height_of
from wayhome.engine.brief.pictures.lettering import wrapped
from wayhome.engine.facts import Opening
from wayhome.engine.roadmap import Task

WORDS_WIDTH = 246
_HEADING, _LEAST, _SPARE = 19, 18, 6


@dataclass(frozen=True)
class Row:
    """A task, a date that is known, or the heading above them."""

    lines: tuple[str, ...]
    number: str = ""
    """Of the action in the brief."""
    task: Task | None = None
    waits: tuple[str, ...] = ()
    """Lines that say which open action would make it firmer."""
    opening: Opening | None = None
    top: float = 0

    @property
    def is_heading(self) -> bool:
        """Whether it names what follows."""
        return self.task is None and self.opening is None

    @property
    def height(self) -> float:
        """The room it takes."""
        return _HEADING if self.is_heading else max(_LEAST, height_of((*self.lines, *self.waits)) + _SPARE)

    @property
    def middle(self) -> float:
        """Where its bar stands."""
        return self.top + self.height / 2


def rows_of(p: Phrases, top: float) -> tuple[Row, ...]:
    """Every line from `top` downwards."""
    found = []
    for row in (*_tasks(p), *_dates(p)):
        found.append(replace(row, top=top))
        top += row.height
    return tuple(found)


def months_of(p: Phrases) -> int:
    """How many months are drawn: until the last line printed ends."""
    return max((task.end for task in p.advice.roadmap.printed), default=0)


def after_of(p: Phrases, rows: tuple[Row, ...]) -> dict[str, list[str]]:
    """Measures drawn, each with those drawn that come after it."""
    drawn = {row.task.measure for row in rows if row.task and row.task.measure}
    found: dict[str, list[str]] = {}
    for r in p.advice.ranked:
        for before in dict.fromkeys(r.after):
            if r.id in drawn and before in drawn:
                found.setdefault(before, []).append(r.id)
    return found


def _heading(words: str) -> Row:
    return Row(tuple(wrapped(words, WIDTH - 20, SMALL, bold=True, most=1)))


def _tasks(p: Phrases) -> Iterator[Row]:
    plan = p.advice.roadmap
    open_ = {r.id: p.numbers[r.id] for r in p.advice.shown if r.of_class == "depends"}
    for step in p.advice.library.rulebook.steps:
        tasks = [task for task in plan.printed if task.step == step.number]
        if tasks:
            name = p.words(f"step.name.{step.id}")
            yield _heading(p.words("picture.timeline.step", number=str(step.number), name=name))
        for task in tasks:
            waits = [open_[id_] for id_ in task.waits_for if id_ in open_]
            yield Row(
                tuple(wrapped(p.task_name(task), WORDS_WIDTH, SMALL, most=3)),
                str(p.numbers.get(task.measure or "", "")),
                task,
                tuple(wrapped(p.words("task.waits", actions=p.actions(waits)), WORDS_WIDTH, SMALL)) if waits else (),
            )


def _dates(p: Phrases) -> Iterator[Row]:
    """The dates that fall into these months, under the name of their question."""
    months = months_of(p)
    for question in p.questionnaire.questions.values():
        if question.dates is None:
            continue
        found = []
        for row, kind in question.dates.rows.items():
            fact = f"{question.question}.{row}"
            opening = p.advice.openings.get(fact)
            if opening and opening.month is not None and opening.month < months and not p.advice.is_withheld(fact):
                found.append(
                    Row(tuple(wrapped(capital(opening.title or kind), WORDS_WIDTH, SMALL, most=3)), opening=opening)
                )
        if found:
            yield _heading(capital(question.name))
        yield from sorted(found, key=lambda row: row.opening.month if row.opening and row.opening.month else 0)
