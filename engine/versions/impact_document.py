"""What another version of the rules makes of stored profiles, to be read; and as JSON.

In: an `Impact`. Out: text, Markdown or JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wayhome.engine.brief.markdown import blocks_to_markdown
from wayhome.engine.brief.phrases import lower
from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Paragraph, Text
from wayhome.engine.changes.comparison import MeasureChange
from wayhome.engine.changes.standing import MeasureState
from wayhome.engine.changes.units import Kind, Unit
from wayhome.engine.compare_text import sections
from wayhome.engine.compare_text.result import (
    FindingChangeResult,
    MeasureChangeResult,
    RecommendationChangeResult,
    TaskChangeResult,
    compare_result,
)
from wayhome.engine.compare_text.teller import Teller, told
from wayhome.engine.plain_text import to_text
from wayhome.engine.sources import Strict
from wayhome.engine.versions.impact import Impact, Touched


class TouchedResult(Strict):
    """A profile, and what the new version makes of it that the old one did not."""

    file: str
    country: str
    area: str | None
    sha256: str
    findings: list[FindingChangeResult]
    recommendations: list[RecommendationChangeResult]
    measures: list[MeasureChangeResult]
    """Those of the main part, before or now."""
    tasks: list[TaskChangeResult]
    """Lines of the roadmap in the main part, of another step or in other months."""
    otherwise: bool
    """Nothing of these differs, but points, or what stands further down or in the annexes, do."""


class RuleResult(Strict):
    """A rule, and the profiles that change because of it."""

    kind: Kind
    id: str
    name: str
    profiles: list[str]


class UnreadResult(Strict):
    """A profile that could not be read, and why."""

    file: str
    problems: list[str]


class ImpactResult(Strict):
    """Which profiles change, how, and because of which rules."""

    read: int
    changed: int
    rules: list[RuleResult]
    profiles: list[TouchedResult]
    unread: list[UnreadResult]


def to_json(found: Impact) -> str:
    """The same as JSON; `wayhome schema impact` describes it."""
    names = _names(found)
    result = ImpactResult(
        read=len(found.profiles),
        changed=len(found.changed),
        rules=[
            RuleResult(kind=unit.kind, id=unit.id, name=names[unit], profiles=files) for unit, files in found.by_rule.items()
        ],
        profiles=[_touched_result(one) for one in found.profiles],
        unread=[
            UnreadResult(file=one.file, problems=[str(problem) for problem in one.error.problems]) for one in found.unread
        ],
    )
    return result.model_dump_json(indent=2, by_alias=True) + "\n"


def _touched_result(one: Touched) -> TouchedResult:
    compared = compare_result(Teller(one.comparison))
    foremost, moved = {change.id for change in one.foremost}, {change.id for change in one.moved}
    return TouchedResult(
        file=one.file,
        country=compared.after.country,
        area=compared.after.area,
        sha256=compared.after.profile,
        findings=compared.findings,
        recommendations=compared.recommendations,
        measures=[measure for measure in compared.measures if measure.id in foremost],
        tasks=[task for task in compared.tasks if task.id in moved],
        otherwise=one.is_otherwise_touched,
    )


def to_plain(found: Impact) -> str:
    """For a terminal."""
    return to_text(tuple(_blocks(found)))


def to_markdown(found: Impact) -> str:
    """The same as Markdown."""
    return blocks_to_markdown(tuple(_blocks(found)))


def _blocks(found: Impact) -> Iterator[Block]:
    yield Heading(1, (Text("What the new rules make of stored profiles"),))
    yield Paragraph((Text(_summary(found)),))
    names = _names(found)
    if found.by_rule:
        yield Heading(2, (Text("Because of which rule"),))
        lines: list[Line] = [
            (Text(f"{names[unit]} "), *_id(unit), Text(f": {', '.join(files)}")) for unit, files in found.by_rule.items()
        ]
        yield Items(tuple(lines))
    for one in found.changed:
        yield from _profile(one)
    if found.unread:
        yield Heading(2, (Text("Could not be read"),))
        yield Items(tuple((Text(str(problem)),) for one in found.unread for problem in one.error.problems))


def _summary(found: Impact) -> str:
    number, changed = len(found.profiles), len(found.changed)
    of = "1 profile" if number == 1 else f"{number} profiles"
    told = [f"{changed} of {of} {'changes' if changed == 1 else 'change'}."]
    otherwise = [one.file for one in found.profiles if one.is_otherwise_touched]
    if otherwise:
        what = "only points, or what stands further down or in the annexes,"
        told.append(f"Of {', '.join(otherwise)} {what} {'differs' if len(otherwise) == 1 else 'differ'}.")
    same = [one.file for one in found.profiles if not one.is_changed and not one.is_otherwise_touched]
    if same:
        told.append(f"Nothing changes for {', '.join(same)}.")
    return " ".join(told)


def _profile(one: Touched) -> Iterator[Block]:
    t = Teller(one.comparison)
    yield Heading(2, (Text(f"{t.p.place} ({one.file})"),))
    for section in (sections.preconditions, sections.findings, sections.recommendations):
        for block in section(t):
            yield replace(block, level=3) if isinstance(block, Heading) else block
    lines = tuple(_foremost(t, change, one) for change in one.foremost)
    if lines:
        yield Heading(3, (Text("The main part of the brief"),))
        yield Items(lines)
    moved = tuple(sections.task_line(t, change) for change in one.moved)
    if moved:
        yield Heading(3, t.p.say("compare.section.tasks"))
        yield Items(moved)


def _foremost(t: Teller, change: MeasureChange, one: Touched) -> Line:
    before = f"{t.measure_words(t.before, change.id, change.before)}{_place(change.before)}"
    after = f"{t.measure_words(t.after, change.id, change.after)}{_place(change.after)}"
    due = t.due(change)
    if change.id in one.moved_by_weights:
        due = (Text("Due to the weights of the criteria."),)
    elif not due and change.before is not None and change.after is not None:
        due = (Text("It moved since others did."),)
    name = t.line(t.measure(change.id), before, after, change.id) if before != after else sections.subject(t, change)
    return told(name, sections.terms(t, change), due)


def _place(state: MeasureState | None) -> str:
    if state is None:
        return ""
    if not state.shown:
        return ", not in the main part"
    return "" if state.rank is None else f", place {state.rank}"


def _names(found: Impact) -> dict[Unit, str]:
    """What the rules are called that changes are due to."""
    names: dict[Unit, str] = {}
    for one in found.changed:
        teller = Teller(one.comparison)
        names |= {unit: teller.unit_name(unit) for unit in one.causes}
    return names


def _id(unit: Unit) -> Line:
    return (Text(f"({lower(unit.kind)} "), Code(unit.id), Text(")")) if unit.id else (Text(f"({unit.kind})"),)
