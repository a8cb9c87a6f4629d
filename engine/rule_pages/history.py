"""The history of one question, rule or passage: since when it is there, what changed in which version, and why.

In: `RuleWords` and a node of the graph. Out: blocks; nothing where there is no history. What no version names is said to be
in none: that nothing changed is never claimed.
"""

from __future__ import annotations

from wayhome.engine.brief.tree import Block, Code, Items, Line, Paragraph, Text
from wayhome.engine.history_file import Change, Of, Version
from wayhome.engine.rule_graph import Kind, Node
from wayhome.engine.rule_pages.rule_words import RuleWords


def history(w: RuleWords, node: Node) -> list[Block]:
    """What happened to a question, a rule or a passage, newest first; a task is told of with its step."""
    if node.kind is Kind.TASK:
        step = next(one for one in w.library.rulebook.steps if node.id in [task.id for task in one.tasks])
        told_of, intro = Node(Kind.STEP, step.id), [Paragraph(w.say("history.task", name=w.name(Node(Kind.STEP, step.id))))]
    else:
        told_of, intro = node, []
    lines = [told(w, *one) for one in w.histories.told_of(told_of)]
    if lines:
        return w.section("history", [*intro, Items(tuple(lines))])
    if not w.histories.covers(told_of.kind):
        return []
    key = "history.none" if node.kind is not Kind.RULEBOOK else f"history.{'means' if node.id == 'means' else 'unchanged'}"
    return w.section("history", [*intro, Paragraph(w.say(key))])


def told(w: RuleWords, of: Of, version: Version, change: Change) -> Line:
    """One thing that happened, with its version, its day and its reason."""
    when = when_of(w, version)
    if change.group == "new":
        said = w.say(f"history.new.{of}", when=when)
    else:
        said = w.say(f"history.version.{of}", when=when, what=what_happened(w, change))
    if change.because:
        return w.say("history.because", said=said, text=change.because)
    return w.say("history.because-version", said=said, text=version.because) if version.because else said


def what_happened(w: RuleWords, change: Change) -> Line:
    """What happened to a rule that is not new."""
    if change.group == "changed":
        return (Text(" ".join(change.sentences)),)
    by = change.group == "replaced"
    other = w.name_of_other(Kind(change.kind), change.other) if by else (Code(change.other),)
    return w.say(f"history.{change.group}", id=Code(change.id), by=other)


def when_of(w: RuleWords, version: Version) -> str:
    """A version with its day, if somebody gave it."""
    return w.words("history.when", version=version.version, date=version.date) if version.date else version.version
