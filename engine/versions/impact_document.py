"""What another version of the rules makes of stored profiles, to be read; and as JSON.

In: an `Impact`. Out: text, Markdown or JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from wayhome.engine.brief.markdown import blocks_to_markdown
from wayhome.engine.brief.phrases import lower
from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Paragraph, Text
from wayhome.engine.changes.comparison import Change, MeasureChange
from wayhome.engine.changes.standing import MeasureState
from wayhome.engine.changes.units import Kind, Unit
from wayhome.engine.compare_text import sections
from wayhome.engine.compare_text.result import (
    CareChangeResult,
    FindingChangeResult,
    MeasureChangeResult,
    PiecesChangeResult,
    RecommendationChangeResult,
    RenamedResult,
    TaskChangeResult,
    causes_result,
    compare_result,
    renamed_result,
)
from wayhome.engine.compare_text.teller import Teller, told
from wayhome.engine.plain_text import to_text
from wayhome.engine.sources import Strict
from wayhome.engine.versions.impact import Impact, Touched

Result = TypeVar(
    "Result",
    FindingChangeResult,
    RecommendationChangeResult,
    MeasureChangeResult,
    PiecesChangeResult,
    TaskChangeResult,
)


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
    pieces: list[PiecesChangeResult]
    tasks: list[TaskChangeResult]
    """Lines of the roadmap in the main part, of another step or in other months; what belongs to no measure came or went."""
    care: list[CareChangeResult]
    otherwise: bool
    """Nothing of these differs, but points, words, or what stands further down or in the annexes, do."""
    parts: list[str]
    """Then the parts of its brief in which a word differs, by their titles."""


class RuleResult(Strict):
    """A rule or a part of the questionnaire, and the profiles that change because of it."""

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
    renamed: list[RenamedResult]
    """Rules that have another id now, which changes nothing."""
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
        renamed=renamed_result(found.profiles[0].teller) if found.profiles else [],
        unread=[
            UnreadResult(file=one.file, problems=[str(problem) for problem in one.error.problems]) for one in found.unread
        ],
    )
    return result.model_dump_json(indent=2, by_alias=True) + "\n"


def _touched_result(one: Touched) -> TouchedResult:
    compared = compare_result(one.teller)
    foremost = {change.id: causes_result(one.teller, one.causes_of_measure(change)) for change in one.foremost}
    return TouchedResult(
        file=one.file,
        country=compared.after.country,
        area=compared.after.area,
        sha256=compared.after.profile,
        findings=_among(compared.findings, one.findings),
        recommendations=_among(compared.recommendations, one.recommendations),
        measures=[
            measure.model_copy(update={"causes": foremost[measure.id]})
            for measure in _among(compared.measures, one.foremost)
        ],
        pieces=_among(compared.pieces, one.pieces),
        tasks=_among(compared.tasks, one.tasks),
        care=compared.care,
        otherwise=one.is_otherwise_touched,
        parts=list(one.sections),
    )


def _among(results: Sequence[Result], changes: Sequence[Change[Any]]) -> list[Result]:
    """Those of the results that are told of these changes."""
    ids = {change.id for change in changes}
    return [result for result in results if result.id in ids]


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
    if found.profiles:
        yield from sections.renamed(found.profiles[0].teller)
    if found.unread:
        yield Heading(2, (Text("Could not be read"),))
        yield Items(tuple((Text(str(problem)),) for one in found.unread for problem in one.error.problems))


def _summary(found: Impact) -> str:
    number, changed = len(found.profiles), len(found.changed)
    of = "1 profile" if number == 1 else f"{number} profiles"
    told = [f"{changed} of {of} {'changes' if changed == 1 else 'change'}."]
    for what, files in _otherwise(found).items():
        told.append(f"Of {', '.join(files)} {what}.")
    same = [one.file for one in found.profiles if not one.is_changed and not one.is_otherwise_touched]
    if same:
        told.append(f"Nothing changes for {', '.join(same)}.")
    return " ".join(told)


def _otherwise(found: Impact) -> dict[str, list[str]]:
    """Of the profiles of which only something minor differs, by what that is."""
    files: dict[str, list[str]] = {}
    for one in found.profiles:
        if one.is_otherwise_touched and (one.comparison.measures or one.comparison.tasks):
            files.setdefault("only points, or what stands further down or in the annexes, differs", []).append(one.file)
        elif one.is_otherwise_touched:
            parts = "; ".join(title or "its title" for title in one.sections)
            what = f"only words or annexes of the brief differ ({parts}), {_because(one)}"
            files.setdefault(what, []).append(one.file)
    return files


def _because(one: Touched) -> str:
    """What words can be due to, as far as that is told apart."""
    ours, theirs = one.comparison.after.library, one.comparison.before.library
    if ours.rulebook_digest == theirs.rulebook_digest:
        return "due to the knowledge"
    is_one_knowledge = ours.knowledge_digest == theirs.knowledge_digest
    return "due to the rules" if is_one_knowledge else "due to the rules or the knowledge"


def _profile(one: Touched) -> Iterator[Block]:
    t = one.teller
    yield Heading(2, (Text(f"{t.p.place} ({one.file})"),))
    for section in (sections.preconditions, sections.findings, sections.recommendations, sections.pieces):
        yield from _one_deeper(section(t))
    lines = tuple(_foremost(t, change, one) for change in one.foremost)
    if lines:
        yield Heading(3, (Text("The main part of the brief"),))
        yield Items(lines)
    tasks = tuple(line for change in one.tasks if (line := sections.task_line(t, change)))
    if tasks:
        yield Heading(3, t.p.say("compare.section.tasks"))
        yield Items(tasks)
    yield from _one_deeper(sections.care(t))


def _one_deeper(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield replace(block, level=3) if isinstance(block, Heading) else block


def _foremost(t: Teller, change: MeasureChange, one: Touched) -> Line:
    words = t.measures(change)
    before, after = f"{words[0]}{_place(change.before)}", f"{words[1]}{_place(change.after)}"
    due = t.due_to(one.causes_of_measure(change))
    if not due and change.before is not None and change.after is not None and not one.has_own_rule_changed(change.id):
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
        names |= {unit: one.teller.unit_name(unit) for unit in one.causes}
    return names


def _id(unit: Unit) -> Line:
    has_id = unit.id and unit.kind != "order"
    return (Text(f"({lower(unit.kind)} "), Code(unit.id), Text(")")) if has_id else (Text(f"({unit.kind})"),)
