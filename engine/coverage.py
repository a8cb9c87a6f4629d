"""Is every piece of the handbook accounted for? Which rules and questions stand on each passage?

In: a `Library`, the inventory and the rows set aside. Out: a `Covered` for each row, and blocks to print. A row is carried
by a rule if some condition decides about it; its text reaches a brief if a recommendation, a finding or a step prints it
without a condition of its own; it is set aside if it cannot become advice; nothing else is allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Items, Line, Paragraph, Text, codes
from wayhome.engine.inventory import Row, SetAside
from wayhome.engine.library import Library
from wayhome.engine.truth import ALWAYS


class Carried(StrEnum):
    """How a row of the inventory is accounted for."""

    RULE = "rule"
    TEXT = "text"
    ASIDE = "aside"
    NONE = "none"


@dataclass(frozen=True)
class Covered:
    """One row with what stands on it."""

    row: Row
    carried: Carried
    rules: tuple[str, ...]
    """Rules in which a condition decides about it, then those that print its text."""
    questions: tuple[str, ...]
    aside: SetAside | None


def coverage_of(library: Library, rows: dict[str, Row], aside: dict[str, SetAside]) -> tuple[Covered, ...]:
    """Every row in the order of the handbook."""
    deciding, printing = dict[str, dict[str, None]](), dict[str, dict[str, None]]()
    for passage, rule in _deciding(library):
        deciding.setdefault(passage, {})[rule] = None
    for passage, rule in _printing(library):
        printing.setdefault(passage, {})[rule] = None
    asking: dict[str, list[str]] = {}
    for question in library.questionnaire.questions.values():
        for passage in question.passages:
            asking.setdefault(passage, []).append(question.question)
    found = []
    for id_, row in rows.items():
        how = Carried.RULE if id_ in deciding else Carried.TEXT if id_ in printing else Carried.NONE
        if how is Carried.NONE and id_ in aside:
            how = Carried.ASIDE
        rules = tuple({**deciding.get(id_, {}), **printing.get(id_, {})})
        found.append(Covered(row, how, rules, tuple(asking.get(id_, ())), aside.get(id_)))
    return tuple(found)


def _deciding(library: Library) -> Iterator[tuple[str, str]]:
    """Passage and rule, where a condition of the rule decides about what the passage says."""
    book = library.rulebook
    for rule in book.recommendations.values():
        yield rule.id, rule.id
        for part in rule.components:
            if part.done is not None or part.when != ALWAYS:
                yield part.passage, rule.id
        for case in rule.illustrations:
            yield case.passage, rule.id
    for actor_rule in book.actor_rules.values():
        yield actor_rule.passage, f"{actor_rule.id} (each body)"
    for finding in book.findings.values():
        yield (finding.id if finding.is_precondition else finding.cites[0]), finding.id
        for task in finding.tasks:
            yield task.passage, finding.id
    for some in book.some_actor.values():
        yield some.cites[0], some.id


def _printing(library: Library) -> Iterator[tuple[str, str]]:
    """Passage and rule, where a brief prints the text of the passage without a condition of its own (Annex H)."""
    book = library.rulebook
    for rule in book.recommendations.values():
        for passage in (*rule.cites, *(part.passage for part in rule.components)):
            yield passage, rule.id
    for finding in book.findings.values():
        for passage in finding.cites:
            yield passage, finding.id
    for step in book.steps:
        for passage in (*step.cites, *(passage for task in step.tasks for passage in task.passages)):
            yield passage, f"step {step.number}"


HEAD = ("Section", "Rows", "Carried by a rule", "Text in a brief", "Set aside", "None of these")


def report(covered: tuple[Covered, ...]) -> list[Block]:
    """How many rows of each section are accounted for in which way, what is set aside and why, and what is missing."""
    counts: dict[str, Counter[Carried]] = {}
    for one in covered:
        counts.setdefault(one.row.section, Counter())[one.carried] += 1
    total = sum(counts.values(), Counter())
    rows = [_row(section, count) for section, count in (*counts.items(), ("Total", total))]
    found: list[Block] = [Grid(tuple((Text(word),) for word in HEAD), tuple(rows))]
    aside = [one for one in covered if one.carried is Carried.ASIDE and one.aside]
    if aside:
        lines = tuple((Code(one.row.id), Text(f" ({one.aside.reason}): {one.aside.why}")) for one in aside if one.aside)
        found += [Heading(2, (Text("Set aside"),)), Items(lines)]
    double = [one.row.id for one in covered if one.aside and one.carried is not Carried.ASIDE]
    if double:
        found += [Paragraph((Text("Set aside, and carried all the same:"),)), Items(tuple((Code(id_),) for id_ in double))]
    missing = [one.row.id for one in covered if one.carried is Carried.NONE]
    said = {0: "Every row is accounted for.", 1: "1 row is not accounted for:"}
    found.append(Paragraph((Text(said.get(len(missing), f"{len(missing)} rows are not accounted for:")),)))
    return [*found, Items(tuple((Code(id_),) for id_ in missing))] if missing else found


def _row(section: str, count: Counter[Carried]) -> tuple[Line, ...]:
    return ((Text(section),), (Text(str(count.total())),), *((Text(str(count[how])),) for how in Carried))


def reverse(covered: tuple[Covered, ...]) -> list[Block]:
    """The rules and questions that stand on each passage."""
    lines: list[Line] = []
    for one in covered:
        rules = codes(one.rules) or (Text("no rule"),)
        questions = codes(one.questions) or (Text("no question"),)
        lines.append((Code(one.row.id), Text(": "), *rules, Text("; asked by "), *questions))
    return [Items(tuple(lines))]
