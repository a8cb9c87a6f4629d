"""Measures, steps and standing tasks in words.

In: `RuleWords` and a rule. Out: blocks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wayhome.engine.brief.phrases import capital
from wayhome.engine.brief.tree import Block, Items, Line, Paragraph, Text
from wayhome.engine.questionnaire import MODES
from wayhome.engine.rule_graph import Kind, Node
from wayhome.engine.rule_pages.around import examples, passages, reads, used
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_tests.cases import as_list
from wayhome.engine.rulebook import CRITERIA, Measure
from wayhome.engine.truth import ALWAYS

WEIGHTS = Node(Kind.RULEBOOK, "weights")
_SLOT = re.compile(r"\{[a-z_]+\}")


def measure(w: RuleWords, node: Node) -> list[Block]:
    """Everything about a measure."""
    found = w.library.rulebook.measures[node.id]
    lead = w.name(Node(Kind.ROLE, found.lead))
    blocks = w.head(node, w.say("kind.measure", lead=lead), reason_of(w, node.id))
    blocks += [Paragraph(w.say(f"audience.{found.audience}"))] if found.audience != "brief" else []
    if found.main_when != ALWAYS:
        blocks += w.condition("rules.main-when", found.main_when)
    parts = tuple(w.name(Node(Kind.RECOMMENDATION, id_)) for id_ in found.made_of)
    blocks += w.section("parts", [Items(parts)])
    blocks += w.section("said", [_said(w, found)])
    blocks += w.section("order", _order(w, found))
    blocks += w.section("with", _with(w, found))
    blocks += w.section("points", [_points(w, found), Paragraph(w.say("points.weighed", name=w.name(WEIGHTS)))])
    care = tuple(w.name(Node(Kind.GUARD, id_)) for id_ in found.guards)
    blocks += w.section("care", [Items(care)] if care else [])
    blocks += [*passages(w, found.made_of), *reads(w, node), *used(w, node)]
    return [*blocks, *examples(w, "measure", node.id, lambda _: "")]


def reason_of(w: RuleWords, id_: str) -> Line:
    """What a measure is for."""
    return (Text(_plain(w.library.wording.measures[id_].say("reason"))),)


def _said(w: RuleWords, found: Measure) -> Block:
    """What a brief says in each way."""
    actions = w.library.wording.measures[found.id].actions
    ways = {way: capital(w.way(way)) if way in MODES else w.words(f"way.{way}") for way in actions}
    return w.grid(("way", "says"), [(ways[way], _plain(text)) for way, text in actions.items()])


def _order(w: RuleWords, found: Measure) -> list[Block]:
    lines: list[Line] = []
    for key, kind, ids in (
        ("after", Kind.MEASURE, found.after),
        ("after-to-create", Kind.MEASURE, found.after_to_create),
        ("rests-on", Kind.PRECONDITION, found.rests_on),
        ("together", Kind.MEASURE, found.together_with),
        ("contradicts", Kind.MEASURE, found.contradicts),
    ):
        lines += [w.say(key, names=w.names(kind, ids))] if ids else []
    lines += [w.say(f"safe.{found.safe}")] if found.safe != "no" else []
    return [Items(tuple(lines))] if lines else []


def _with(w: RuleWords, found: Measure) -> list[Block]:
    start, length = found.months
    lines = [w.say("step", step=str(found.step), start=str(start), length=str(length))]
    lines += [w.say("partners", names=w.names(Kind.ROLE, found.partners))] if found.partners else []
    names = "; ".join(w.facts.subject(fact) for fact in found.openings)
    lines += [w.say("opening", names=names)] if names else []
    ways = dict.fromkeys((*found.instrument, *found.cost))
    rows = [
        (
            capital(w.words("any-case") if way == "any" else w.way(way)),
            found.instrument.get(way, found.instrument["any"]),
            found.cost.get(way, found.cost["any"]),
        )
        for way in ways
    ]
    return [Items(tuple(lines)), w.grid(("way", "instrument", "cost"), rows)]


def _points(w: RuleWords, found: Measure) -> Block:
    """The points of the criteria that belong to the measure; gap belongs to its parts, opening to dates."""
    rows = []
    for name in CRITERIA:
        for points, text in w.rows(found.criteria.get(name, ())):
            rows.append((w.sentences.words(f"explain.criterion.{name}"), points, text))
    return w.grid(("criterion", "points", "if"), rows)


def step(w: RuleWords, node: Node) -> list[Block]:
    """A step of the roadmap, with its standing tasks."""
    found = next(one for one in w.library.rulebook.steps if one.id == node.id)
    start, end = found.months[0], sum(found.months)
    said = w.say("kind.step", number=str(found.number), start=str(start), end=str(end))
    blocks = w.head(node, said)
    tasks = tuple(w.name(Node(Kind.TASK, task.id)) for task in found.tasks)
    blocks += w.section("parts", [Items(tasks)] if tasks else [])
    return [*blocks, *passages(w, found.cites), *examples(w, "step", node.id, lambda expect: _tasks(w, expect))]


def _tasks(w: RuleWords, expect: Mapping[str, object]) -> str:
    """Which standing tasks there are."""
    said = []
    for id_, wanted in expect.items():
        if Node(Kind.TASK, id_) not in w.graph.titles:  # what is stated of a task, such as its months
            continue
        told = w.facts.either([w.words(f"expected.task.{value}") for value in as_list(wanted)])
        said.append(w.words("expected.task", name=w.title(Node(Kind.TASK, id_)), told=told))
    return "; ".join(said)


def task(w: RuleWords, node: Node) -> list[Block]:
    """A standing task."""
    found = next(one for step in w.library.rulebook.steps for one in step.tasks if one.id == node.id)
    words = w.library.wording.steps[node.id]
    lead, start, end = w.name(Node(Kind.ROLE, found.lead)), found.months[0], sum(found.months)
    said = w.say("kind.task", start=str(start), end=str(end), lead=lead)
    blocks = w.head(node, said, (Text(_plain(words.text)),))
    blocks += [Paragraph(w.say("result", text=words.result))] if words.result else []
    blocks += [Paragraph(w.say("partners", names=w.names(Kind.ROLE, found.partners)))] if found.partners else []
    asks = w.condition("rules.if", found.when) or [Paragraph(w.say("always"))]
    blocks += w.section("asks", asks)
    return [*blocks, *passages(w, found.passages), *reads(w, node), *used(w, node)]


def _plain(text: str) -> str:
    """A template with dots for what a profile fills in."""
    return _SLOT.sub("…", text).strip()
