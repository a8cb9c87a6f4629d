"""Every version with what changed in it, linked to the rules.

In: `RuleWords` whose names are links, with the histories. Out: the blocks of a page, but for its head. What stood there when
a history began is counted and not listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wayhome.engine.brief.phrases import capital, listed
from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Link, Paragraph, Text
from wayhome.engine.history_file import Change, Of, Version
from wayhome.engine.rule_graph import Kind, Node
from wayhome.engine.rule_pages.history import what_happened, when_of
from wayhome.engine.rule_pages.rule_words import RuleWords, kind_of_gone


def changes(w: RuleWords) -> list[Block]:
    """The versions of the rules, then those of the knowledge, each newest first."""
    blocks: list[Block] = []
    for history in w.histories:
        for version in history.versions:
            blocks += _version(w, history.of, version, is_first=version is history.versions[-1])
    return blocks


def _version(w: RuleWords, of: Of, version: Version, *, is_first: bool) -> list[Block]:
    blocks: list[Block] = [Heading(2, w.say(f"pages.changes.{of}", when=when_of(w, version)))]
    blocks += [Paragraph(w.say("pages.changes.why", text=version.because))] if version.because else []
    new = [one for one in version.changes if one.group == "new"]
    changed = [one for one in version.changes if one.group == "changed"]
    gone = [one for one in version.changes if one.group not in ("new", "changed")]
    if is_first and new:
        counts = Counter(one.kind for one in new)
        said = listed(w.count(number, Kind(kind)) for kind, number in counts.items())
        blocks.append(Paragraph(w.say("pages.changes.begins", counts=said)))
    elif new:
        blocks += _part(w, "new", [Items(tuple(_with_reason(w, (*_named(w, one), Text(".")), one) for one in new))])
    inside: list[Block] = []
    for one in changed:
        lines: list[Line] = [(Text(sentence),) for sentence in one.sentences]
        lines += [w.say("pages.changes.why", text=one.because)] if one.because else []
        inside += [Paragraph(_named(w, one)), Items(tuple(lines))]
    blocks += _part(w, "changed", inside)
    told = [_with_reason(w, (*_named(w, one), Text(": "), *what_happened(w, one)), one) for one in gone]
    blocks += _part(w, "gone", [Items(tuple(told))] if told else [])
    return blocks if version.changes else [*blocks, Paragraph(w.say("pages.changes.nothing"))]


def _part(w: RuleWords, key: str, blocks: Sequence[Block]) -> list[Block]:
    return [Heading(3, w.say(f"pages.changes.{key}")), *blocks] if blocks else []


def _with_reason(w: RuleWords, said: Line, change: Change) -> Line:
    return w.say("history.because", said=said, text=change.because) if change.because else said


def _named(w: RuleWords, change: Change) -> Line:
    """A rule as a link to where it stands; of one that stands nowhere any more, what is known of it."""
    if change.kind == "rulebook":
        return w.name(Node(Kind.RULEBOOK, change.id))
    if change.kind == "knowledge":
        return (Code(change.id),)
    kind_of = Kind.MEASURE if change.kind == "words" else Kind(change.kind)
    node = Node(kind_of, change.other if change.group == "renamed" else change.id)
    kind = w.words(f"one.{change.kind}")
    if node in w.graph.titles or (node.kind is Kind.PASSAGE and node.id in w.library.passages):
        return w.say("pages.listed", name=(Link(capital(w.title(node)), w.address(node)),), kind=kind)
    aside = [one for one in w.library.rulebook.set_aside if one.id == change.id and kind_of_gone(one) is kind_of]
    name: Line = w.name_of_gone(aside[0]) if aside else (Code(change.id),)
    if change.title:
        name = w.say("named", title=change.title, id=Code(change.id))
    return w.say("pages.listed", name=name, kind=kind)
