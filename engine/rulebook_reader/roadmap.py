"""The six steps with their standing tasks.

In: an entry of a rule file. Out: the step.
"""

from __future__ import annotations

from wayhome.engine.rule_shapes import StepShape
from wayhome.engine.rulebook import Step, StepTask
from wayhome.engine.rulebook_reader.reading import Reading
from wayhome.engine.sources import Source, shape


def step(known: Reading, source: Source, i: int) -> Step:
    """One of the six steps; raises InputError for a fault in it."""
    written = shape(StepShape, source, i)
    known.cited(written.cites, source, i, "cites")
    tasks = []
    for j, task in enumerate(written.tasks):
        known.cited((task.passage,), source, i, "tasks", j, "passage")
        known.cited(task.cites, source, i, "tasks", j, "cites")
        known.role(task.lead, source, i, "tasks", j, "lead")
        for k, role in enumerate(task.partners):
            known.role(role, source, i, "tasks", j, "partners", k)
        passages = (task.passage, *task.cites)
        when = known.condition(task.when, source, i, "tasks", j, "when")
        tasks.append(StepTask(task.task, passages, task.months, task.lead, task.partners, when, task.unless_in_place))
    return Step(written.step, written.id, written.title, written.cites, written.months, tuple(tasks), source.place(i))
