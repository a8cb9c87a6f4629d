"""Findings, preconditions, implications, contradictions, rules on bodies and sentences of care, in words.

In: `RuleWords` and a rule. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.brief.phrases import capital
from wayhome.engine.brief.tree import Block, Code, Items, Paragraph, Text
from wayhome.engine.rule_graph import Node, base_id
from wayhome.engine.rule_pages.around import examples, passages, reads, used, value_words, yes_or_no
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_tests.cases import as_list
from wayhome.engine.rulebook import Finding
from wayhome.engine.truth import NEVER


def finding(w: RuleWords, node: Node) -> list[Block]:
    """A finding or a precondition: its table, row by row."""
    book = w.library.rulebook
    if node.id in book.some_actor:
        return _some_actor(w, node)
    found = book.findings[node.id]
    blocks = w.head(node, w.say(f"kind.{node.kind}"))
    blocks += w.section("asks", _rows_in_words(w, found))
    rows = [(capital(w.facts.value(found.id, value)), text) for value, text in w.rows(found.rows)]
    blocks += w.section("table", [w.grid(("value", "if"), rows)])
    blocks += w.section("tasks", _tasks(w, found))
    also = [w.say("how.headline")] if book.headline == found.id else []
    blocks += [*passages(w, found.cites), *reads(w, node), *used(w, node, also)]
    kind = "precondition" if found.is_precondition else "finding"
    return [*blocks, *examples(w, kind, node.id, lambda expect: _value(w, found, expect))]


def _value(w: RuleWords, found: Finding, expect: Mapping[str, object]) -> str:
    """The value expected; nothing, if only its tasks are spoken of."""
    return value_words(w, found.id, expect["is"]) if "is" in expect else ""


def _rows_in_words(w: RuleWords, found: Finding) -> list[Block]:
    """`"yes" if any of these is so:`, and the parts; the last row as it is."""
    blocks: list[Block] = [Paragraph(w.sentences.say("explain.table"))]
    for value, row in found.rows:
        said = w.facts.value(found.id, value)
        in_words = w.condition("rules.row", row, value=said)
        blocks += in_words or [Paragraph(w.sentences.say("explain.row.otherwise", value=said))]
    return blocks


def _tasks(w: RuleWords, found: Finding) -> list[Block]:
    if not found.tasks:
        return []
    words = w.library.wording.preconditions[found.id].tasks
    lines = (w.sentences.say("explain.task", step=str(task.step), text=words[task.text].text) for task in found.tasks)
    return [Items(tuple(lines))]


def _some_actor(w: RuleWords, node: Node) -> list[Block]:
    some = w.library.rulebook.some_actor[node.id]
    blocks = w.head(node, w.say("kind.some-actor"))
    blocks += w.section("asks", w.condition("rules.if", some.when))
    blocks += [*passages(w, some.cites), *reads(w, node), *used(w, node)]
    return [*blocks, *examples(w, "some_actor", node.id, lambda expect: yes_or_no(w, expect["is"]))]


def actor(w: RuleWords, node: Node) -> list[Block]:
    """A rule asked of each body listed."""
    rule = w.library.rulebook.actor_rules[node.id]
    blocks = w.head(node, w.say("kind.actor"))
    blocks += w.section("asks", w.condition("rules.if", rule.when))
    blocks += [*passages(w, [rule.passage]), *reads(w, node)]
    return [*blocks, *examples(w, "actor", node.id, lambda expect: yes_or_no(w, expect["is"]))]


def implication(w: RuleWords, node: Node) -> list[Block]:
    """What one answer says about another; told of the first fact, if it is said of several."""
    first, *others = [rule for rule in w.library.rulebook.implications if base_id(rule.id) == node.id]
    blocks = w.head(node, w.say("kind.implication"))
    asks = _said_of(w, [first.id, *(rule.id for rule in others)])
    asks += w.condition("rules.if", first.when)
    for fact, mask in first.then:
        asks.append(Paragraph(w.say("then", fact=w.facts.asks(fact, w.facts.domain(fact).names(mask)))))
    blocks += [*w.section("asks", asks), *reads(w, node), *used(w, node)]
    return [*blocks, *examples(w, "implication", node.id, lambda expect: _narrowed(w, expect))]


def contradiction(w: RuleWords, node: Node) -> list[Block]:
    """Answers that cannot all be true."""
    first, *others = [rule for rule in w.library.rulebook.contradictions if base_id(rule.id) == node.id]
    blocks = w.head(node, w.say("kind.contradiction", command=Code("wayhome check")))
    asks = _said_of(w, [first.id, *(rule.id for rule in others)])
    asks += [*w.condition("rules.if", first.when), Paragraph(w.say("mend", text=first.mend))]
    blocks += [*w.section("asks", asks), *reads(w, node)]
    return [*blocks, *examples(w, "contradiction", node.id, lambda expect: yes_or_no(w, expect["is"]))]


def guard(w: RuleWords, node: Node) -> list[Block]:
    """A sentence of care, and what keeps it away."""
    found = w.library.rulebook.guards[node.id]
    blocks = w.head(node, w.say("kind.guard"))
    blocks += [Paragraph(w.say(f"audience.{found.audience}"))] if found.audience != "brief" else []
    never = [Paragraph(w.say("never-away"))]
    blocks += w.section("asks", never if found.unless == NEVER else w.condition("rules.unless", found.unless))
    blocks += w.section("said", [Paragraph((Text(w.library.wording.guards[node.id].text),))])
    blocks += [*reads(w, node), *used(w, node)]
    return [*blocks, *examples(w, "guard", node.id, lambda expect: _prints(w, expect))]


def _prints(w: RuleWords, expect: Mapping[str, object]) -> str:
    return w.facts.either([w.words(f"expected.prints.{value}") for value in as_list(expect["prints"])])


def _said_of(w: RuleWords, ids: list[str]) -> list[Block]:
    """The facts a rule is said of, each in turn."""
    facts = [fact for fact in (id_.partition("@")[2] for id_ in ids) if fact]
    names = "; ".join(w.facts.subject(fact) for fact in facts)
    return [Paragraph(w.say("said-of", names=names))] if facts else []


def _narrowed(w: RuleWords, expect: Mapping[str, object]) -> str:
    """What an implication leaves of each fact."""
    said = []
    for fact, wanted in expect.items():
        if wanted == "open":
            said.append(w.words("expected.narrowed-nothing"))
        else:
            said.append(w.facts.asks(fact, as_list(wanted)))
    return "; ".join(dict.fromkeys(said))
