"""From measures to six steps: who does what, in which months, and what can start at once.

In: ranked measures, preconditions, the steps of the rulebook. Out: a `Roadmap`. A step is a shelf, not a date: what puts
existing things to use starts in month 0 beside the process. Months count from the start of the plan; they and the places of
measures in the steps are ours, the six steps are those of Figure 4.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wayhome.engine.compile import when_of
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.facts import Opening
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Status
from wayhome.engine.responses import Reviews
from wayhome.engine.rulebook import Rulebook

START_AT_ONCE = {"operate", "strengthen"}
"""Ways that put existing things to use; `connect` is the service scale's word for operate."""


@dataclass(frozen=True)
class Task:
    """One line of the roadmap."""

    id: str
    step: int
    kind: str
    """standing, measure, precondition or scoping."""
    start: int
    end: int
    lead: str | None = None
    partners: tuple[str, ...] = ()
    at_once: bool = False
    measure: str | None = None
    passages: tuple[str, ...] = ()
    wording: str = ""
    """Key of its text, for tasks that are not measures."""
    questions: tuple[str, ...] = ()
    """For a scoping task: what to ask this body."""
    waits_for: tuple[str, ...] = ()
    """Measures it comes after that are not yet in place."""
    in_main: bool = True
    """Stands in the main part of a brief; the rest of what is recommended stands in the annex alone."""
    without: tuple[str, ...] = ()
    """Measures it comes after that were set aside in a review: it is not scheduled on them."""
    paid_by: str = ""
    """Whose money it waits for, as the body that leads answered; empty if for none."""
    is_promised: bool = False
    """Its end is the date that the body that leads answered, later than planned."""


@dataclass(frozen=True)
class Roadmap:
    """The tasks of the six steps, in order, and how long they take."""

    tasks: tuple[Task, ...]
    horizon: int | None
    beyond: tuple[str, ...]
    """Tasks that begin inside the time given but end after it, or begin after it."""

    @property
    def main(self) -> tuple[Task, ...]:
        """The tasks of the main part of a brief."""
        return tuple(task for task in self.tasks if task.in_main)

    @property
    def printed(self) -> tuple[Task, ...]:
        """The lines the main part prints: of what builds a precondition only the first in a step, of questions none."""
        found: list[Task] = []
        building: set[tuple[int, str]] = set()
        for task in self.main:
            owner = (task.step, task.id.removesuffix(f".{task.wording}"))
            if task.kind == "scoping" or (task.kind == "precondition" and owner in building):
                continue
            building.add(owner)
            found.append(task)
        return tuple(found)

    @property
    def months(self) -> int:
        """How long the main part takes."""
        return max((task.end for task in self.main), default=0)

    def of_step(self, number: int) -> tuple[Task, ...]:
        """The tasks on one shelf."""
        return tuple(task for task in self.tasks if task.step == number)


def build_roadmap(
    rulebook: Rulebook,
    ranked: Sequence[Ranked],
    evaluation: Evaluation,
    to_ask: Mapping[str, Sequence[str]],
    horizon: int | None,
    openings: Mapping[str, Opening],
    reviews: Reviews | None = None,
    begins: int | None = None,
) -> Roadmap:
    """Lay out the six steps; `to_ask` maps a role to the questions it should be asked.

    With `reviews`, what was set aside leaves the plan and dates that were promised count, as far as it is known in which
    month, counted from year 0, the plan `begins`.
    """
    by_id = {r.id: r for r in ranked}
    tasks = []
    for step in rulebook.steps:
        for standing in step.tasks:
            done = standing.unless_in_place
            in_place = done is not None and done in by_id and by_id[done].status is Status.IN_PLACE
            if evaluation.verdicts[when_of(standing.id)] is True and not in_place:
                start, length = standing.months
                tasks.append(
                    Task(
                        standing.id,
                        step.number,
                        "standing",
                        start,
                        start + length,
                        standing.lead,
                        standing.partners,
                        passages=standing.passages,
                        wording=standing.id,
                    )
                )
    tasks.extend(_preconditions(rulebook, evaluation))
    tasks.extend(
        Task(f"ask.{role}", 2, "scoping", 0, 3, role, questions=tuple(questions)) for role, questions in to_ask.items()
    )
    tasks.extend(_measures(ranked, by_id, openings, reviews or Reviews(0, ""), begins))
    tasks.sort(key=lambda task: (task.step, not task.at_once, task.start))
    beyond = tuple(task.id for task in tasks if horizon is not None and task.end > horizon)
    return Roadmap(tuple(tasks), horizon, beyond)


def _preconditions(rulebook: Rulebook, evaluation: Evaluation) -> list[Task]:
    """What builds a precondition that certainly is not met."""
    found = []
    for finding in rulebook.preconditions:
        if "met" in finding.domain.names(evaluation.facts[finding.id]):
            continue
        for task in finding.tasks:
            start, length = task.months
            found.append(
                Task(
                    f"{finding.id}.{task.text}",
                    task.step,
                    "precondition",
                    start,
                    start + length,
                    task.lead,
                    passages=(task.passage,),
                    wording=task.text,
                )
            )
    return found


def _measures(
    ranked: Sequence[Ranked],
    by_id: Mapping[str, Ranked],
    openings: Mapping[str, Opening],
    reviews: Reviews,
    begins: int | None,
) -> list[Task]:
    """One task for each measure that is recommended or safe and was not set aside.

    It starts no earlier than what it comes after, and otherwise a month before the nearest opening that serves it; later, if
    the body that leads answered with a later date.
    """
    planned = {r.id: r for r in ranked if r.of_class in ("recommended", "safe") and not reviews.is_set_aside(r.id)}
    starts: dict[str, int] = {}

    def is_at_once(r: Ranked) -> bool:
        is_free = not _open_before(r, by_id, reviews) and not reviews.paid_by(r.id)
        return bool(r.modes) and set(r.modes) <= START_AT_ONCE and is_free

    def promised_start(r: Ranked) -> int:
        """The month from which on it takes its length to the date promised."""
        date = reviews.promised(r.id)
        return date.last - begins - r.measure.months[1] if date is not None and begins is not None else 0

    def planned_start(r: Ranked) -> int:
        first = () if reviews.is_begun(r.id) else r.after
        earlier = [start_of(before) + 1 for before in first if before in planned and not reviews.is_done(before)]
        months = [found.month for date in r.measure.openings if (found := openings.get(date)) and found.month]
        own = min([r.measure.months[0], *(max(0, month - 1) for month in months)])
        return 0 if is_at_once(r) else max([own, *earlier])

    def start_of(id_: str) -> int:
        if id_ not in starts:
            starts[id_] = max(planned_start(planned[id_]), promised_start(planned[id_]))
        return starts[id_]

    tasks = []
    for r in planned.values():
        start = start_of(r.id)
        tasks.append(
            Task(
                r.id,
                r.measure.step,
                "measure",
                start,
                start + r.measure.months[1],
                r.lead,
                r.measure.partners,
                is_at_once(r) and start == 0,
                r.id,
                tuple(part.rule.id for part in r.leading_parts),
                waits_for=_open_before(r, by_id, reviews),
                in_main=r.shown,
                without=tuple(before for before in r.after if reviews.is_set_aside(before)),
                paid_by=reviews.paid_by(r.id),
                is_promised=start > planned_start(r),
            )
        )
    return tasks


def _open_before(r: Ranked, by_id: Mapping[str, Ranked], reviews: Reviews) -> tuple[str, ...]:
    """What a measure comes after and is neither in place nor out of the question, nor done or set aside in a review."""
    still_open = (Status.RECOMMENDED, Status.POSSIBLE)
    return tuple(
        before
        for before in r.after
        if before in by_id
        and by_id[before].status in still_open
        and not reviews.is_done(before)
        and not reviews.is_set_aside(before)
    )
