"""A changelog to be read: what weighs most first, each rule with what changed in it, the versions at the end; and as JSON.

In: a `Changelog`. Out: text, Markdown or JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from wayhome.engine.brief.markdown import blocks_to_markdown
from wayhome.engine.brief.phrases import capital
from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Paragraph, Text
from wayhome.engine.history_file import Of
from wayhome.engine.plain_text import to_text
from wayhome.engine.sources import Strict
from wayhome.engine.version_file import Step
from wayhome.engine.versions.changelog import Changelog, Grown
from wayhome.engine.versions.entries import Behind, Entry, How, Said
from wayhome.engine.versions.meaning import Turn
from wayhome.engine.versions.written import have_other_examples

_HEADS = {
    Step.MAJOR: "Advice can change for a country that has it already",
    Step.MINOR: "New, or other than before where no advice hangs on it",
    Step.PATCH: "Other words, the same meaning",
}
_BEHIND = {
    Behind.FINDING: "The same, only through a finding that the rule reads",
    Behind.KNOWLEDGE: "The same, through the knowledge: these rules are written as they were",
}
_PROVED = (
    "Whether a condition holds in more cases, fewer or others was decided over every complete profile there can be; the"
    " examples are the fewest answers found that show it, whatever else is answered."
)


class SaidResult(Strict):
    """One thing that changed in a rule."""

    what: str
    """The key of the rule that changed."""
    sentence: str
    step: str
    turn: Turn | None
    """Of a condition or a table: weaker, stronger, different, settled-otherwise, reworded or untold."""
    before: str
    after: str
    examples: list[str]
    """Answers with which the two versions differ."""
    through: list[str]
    """Findings through which it changed, if it is written as it was."""


class EntryResult(Strict):
    """One rule, question or text."""

    kind: str
    id: str
    title: str
    how: How
    other: str | None
    """Of a rule that was retired or has another id: the one that stands in its place, or the id it has now."""
    step: str
    """How far the version has to grow for it: major, minor or patch."""
    version: Of
    """Which version grows: that of the rulebook, or that of the knowledge, through which a rule can change as well."""
    said: list[SaidResult]


class GrownResult(Strict):
    """How far a version has to grow, and how far it did."""

    before: str | None
    now: str | None
    step: str
    suggested: str | None
    warning: str | None
    sha256_before: str
    sha256_now: str


class ChangelogResult(Strict):
    """What changed between two versions of rules and knowledge."""

    rulebook: GrownResult
    knowledge: GrownResult
    entries: list[EntryResult]
    """Of rules, then of the knowledge, what weighs most first."""


def to_json(log: Changelog) -> str:
    """The changelog as JSON; `wayhome schema changelog` describes it."""
    rulebook, knowledge = log.grown
    digests = [(side.rulebook_digest, side.knowledge_digest) for side in (log.old, log.new)]
    result = ChangelogResult(
        rulebook=_grown_result(rulebook, digests[0][0], digests[1][0]),
        knowledge=_grown_result(knowledge, digests[0][1], digests[1][1]),
        entries=[
            *(_entry_result(one, "knowledge" if one.by_knowledge else "rulebook") for one in log.entries),
            *(_entry_result(one, "knowledge") for one in log.knowledge),
        ],
    )
    return result.model_dump_json(indent=2) + "\n"


def _grown_result(grown: Grown, before: str, now: str) -> GrownResult:
    return GrownResult(
        before=grown.before or None,
        now=grown.now or None,
        step=grown.step.name.lower(),
        suggested=grown.suggested or None,
        warning=grown.warning or None,
        sha256_before=before,
        sha256_now=now,
    )


def _entry_result(entry: Entry, version: Of) -> EntryResult:
    said = [
        SaidResult(
            what=one.what,
            sentence=one.sentence,
            step=one.step.name.lower(),
            turn=one.turn,
            before=one.before,
            after=one.after,
            examples=list(one.examples),
            through=list(one.through),
        )
        for one in entry.said
    ]
    return EntryResult(
        kind=entry.kind,
        id=entry.id,
        title=entry.title,
        how=entry.how,
        other=entry.other or None,
        step=entry.step.name.lower(),
        version=version,
        said=said,
    )


def to_plain(log: Changelog) -> str:
    """For a terminal."""
    return to_text(tuple(_blocks(log)))


def to_markdown(log: Changelog) -> str:
    """The same as Markdown."""
    return blocks_to_markdown(tuple(_blocks(log)))


def _blocks(log: Changelog) -> Iterator[Block]:
    yield Heading(1, (Text("What changed in the rules"),))
    behind = list(Behind)
    everything = sorted(  # stable: rules before words
        (*log.entries, *log.knowledge), key=lambda one: (-one.step, behind.index(one.behind))
    )
    if not everything:
        yield Paragraph((Text(_nothing_changed(log)),))
    if any(said.turn for entry in everything for said in entry.said):
        yield Paragraph((Text(_PROVED),))
    for (step, through), entries in groupby(everything, key=lambda one: (one.step, one.behind)):
        yield Heading(2, (Text(_BEHIND.get(through) or _HEADS[step]),))
        for entry in entries:
            yield from _entry(entry)
    if everything:
        yield Heading(2, (Text("Versions"),))
        yield Items(tuple(_grown(one) for one in log.grown))


def _nothing_changed(log: Changelog) -> str:
    """What is so where there is no entry: the files are the same, or differ in what says nothing."""
    said = "Nothing changed in meaning or in words."
    old, new = log.old, log.new
    if (old.rulebook_digest, old.knowledge_digest) == (new.rulebook_digest, new.knowledge_digest):
        return said
    in_ = []
    if (old.rulebook_version, old.knowledge_version) != (new.rulebook_version, new.knowledge_version):
        in_.append("the versions they say")
    if have_other_examples(old, new):
        in_.append("examples")
    return f"{said} The files differ, in {', '.join([*in_, 'comments'])}, layout or order alone."


def _entry(entry: Entry) -> Iterator[Block]:
    named: Line = (Text(f"{capital(entry.kind)} “{entry.title}”"),)
    if entry.id:
        named = (*named, Text(" ["), Code(entry.id), Text("]"))
    yield Paragraph((*named, Text(f": {entry.how}.")))
    if entry.said:
        yield Items(tuple(_said(one) for one in entry.said))


def _said(said: Said) -> Line:
    is_condition = said.turn in (Turn.WEAKER, Turn.STRONGER, Turn.DIFFERENT) and said.what not in _TABLES
    if is_condition and not said.through:
        return (Text(f"{said.sentence} Before: {said.before}. Now: {said.after}."),)
    return (Text(said.sentence),)


_TABLES = ("mode", "gap", "table", "criteria")
"""The parts of a rule that are tables: their sentences say before and now themselves."""


def _grown(grown: Grown) -> Line:
    versions = f"{capital(grown.of)}: {grown.before or 'no version'} before, {grown.now or 'no version'} now."
    if grown.step is Step.NONE:
        return (Text(f"{versions} Nothing in it changed."),)
    least = f"; {grown.suggested} at least" if grown.suggested else ""
    warning = f" Warning: {grown.warning}." if grown.warning else ""
    return (Text(f"{versions} This is a {grown.step.name.lower()} change{least}.{warning}"),)
