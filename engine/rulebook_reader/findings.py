"""Findings and preconditions, from answers or over the list of bodies.

In: an entry of a rule file. Out: the finding.
"""

from __future__ import annotations

from wayhome.engine.conditions import parse_condition
from wayhome.engine.errors import InputError
from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.rule_shapes import FindingShape, SomeActorShape
from wayhome.engine.rulebook import Finding, SomeActor
from wayhome.engine.rulebook_reader.reading import Reading, advising
from wayhome.engine.sources import Source, shape
from wayhome.engine.truth import Domain


def finding(known: Reading, source: Source, i: int, stratum: int) -> Finding:
    """A finding or precondition; raises InputError for a fault in it."""
    written = shape(FindingShape, source, i)
    if (written.finding is None) == (written.precondition is None):
        raise InputError.at(source.place(i), "an entry is a finding or a precondition")
    if written.precondition is not None and (written.status != "active" or written.replaced_by is not None):
        what = "a precondition is always in force, since a brief reports on each of them"
        where = source.place(i, "status" if written.status != "active" else "replaced_by")
        raise InputError.at(where, what, mend="take the line away")
    id_ = written.finding or written.precondition or ""
    rows = known.rows(written.table, source, (i, "table"))
    values = tuple(dict.fromkeys(value for value, _ in rows))
    if set(values) == set(YES_NO):
        values = YES_NO
    known.cited(written.cites, source, i, "cites")
    for j, task in enumerate(written.tasks):
        known.role(task.lead, source, i, "tasks", j, "lead")
    return Finding(
        id_,
        written.title,
        Domain(values),
        rows,
        stratum,
        written.cites,
        source.place(i),
        written.precondition is not None,
        written.tasks,
        written.examples,
        advising(written, written.examples, source, i),
    )


def some_actor(known: Reading, source: Source, i: int) -> SomeActor:
    """A finding over the list of bodies; raises InputError for a fault in it."""
    written = shape(SomeActorShape, source, i)
    known.cited(written.cites, source, i, "cites")
    when = parse_condition(written.when, known.actor_domains, source, (i, "when"))
    return SomeActor(written.some_actor, written.title, when, written.cites, source.place(i), written.examples)
