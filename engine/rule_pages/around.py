"""What stands around every rule: what it reads, what depends on it, its passages, its examples.

In: `RuleWords` and a rule. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from wayhome.engine.brief.phrases import capital, lower
from wayhome.engine.brief.tree import Block, Code, Items, Line, Paragraph
from wayhome.engine.explain_text.clauses import asked_in_parts
from wayhome.engine.rule_graph import How, Kind, Node
from wayhome.engine.rule_pages.answers import answers
from wayhome.engine.rule_pages.expected import stated_words, ways_words
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_tests.cases import as_list
from wayhome.engine.rule_tests.stated import MODE
from wayhome.engine.rulebook import Example
from wayhome.engine.truth import All, Test

SHOWN_WITH_ANSWERS = (How.READS, How.ASKED_IF)


def reads(w: RuleWords, node: Node) -> list[Block]:
    """The questions and findings a rule reads; for one rule alone with the answers to choose from."""
    blocks: list[Block] = []
    for key, hows in (("reads", SHOWN_WITH_ANSWERS), ("weighs", (How.WEIGHS,))):
        sources = list(dict.fromkeys(edge.source for edge in w.graph.into(node) if edge.how in hows))
        inside: list[Block] = []
        if w.in_full and key == "reads":
            for source in sources:
                inside.append(Paragraph(w.name(source)))
                if source.kind is Kind.QUESTION:
                    inside += answers(w, w.library.questionnaire.questions[source.id])
        elif sources:
            inside.append(Items(tuple(map(w.name, sources))))
        blocks += w.section(key, inside)
    return blocks


def used(w: RuleWords, node: Node, also: Sequence[Line] = ()) -> list[Block]:
    """What depends on a rule."""
    lines = [w.say(f"how.{edge.how}", name=w.name(edge.target)) for edge in w.graph.out(node)]
    return w.section("used", [Items((*lines, *also)) if lines or also else Paragraph(w.say("nothing-depends"))])


def passages(w: RuleWords, ids: Iterable[str]) -> list[Block]:
    """The passages behind a rule: for one rule alone what they say, on pages where they stand."""
    lines: list[Line] = []
    for id_ in dict.fromkeys(ids):
        passage = w.library.passages[id_]
        if not w.in_full:
            lines.append(w.name(Node(Kind.PASSAGE, id_)))
            continue
        force = w.sentences.words(f"explain.strength.{passage.strength}")
        locator, text = passage.locator, passage.text
        lines.append(w.sentences.say("explain.passage", force=force, text=text, locator=locator, id=Code(id_)))
    return w.section("handbook", [Items(tuple(lines))] if lines else [])


def examples(w: RuleWords, kind: str, id_: str, expected: Callable[[Mapping[str, object]], str]) -> list[Block]:
    """The examples of a rule, folded; `expected` words what is expected of its conditions."""
    found = w.examples.get((kind, id_), ())
    rows = [(capital(one.name), _given(w, one), capital(_expected(w, one, expected))) for one in found]
    count = w.say("examples.one") if len(rows) == 1 else w.say("examples.some", number=str(len(rows)))
    return w.section("examples", [replace(w.grid(("example", "given", "expected"), rows), folded=count)] if rows else [])


def _expected(w: RuleWords, example: Example, expected: Callable[[Mapping[str, object]], str]) -> str:
    said = [expected(example.expect), *stated_words(w, example.expect)]
    return "; ".join(part for part in said if part)


def _given(w: RuleWords, example: Example) -> str:
    """What an example gives, and what it gives in turn if it stands for several."""
    each = ", or ".join(_facts(w, more) for more in example.each)
    said = [part for part in (_facts(w, example.given), w.words("in-turn", text=each) if each else "") if part]
    return capital("; ".join(said)) if said else capital(w.words("nothing-given"))


def _facts(w: RuleWords, given: Mapping[str, str | list[str]]) -> str:
    """What is known of each fact, and the way of doing it; lines of one list with the same answer are told together."""
    way = [w.words("given.way", ways=ways_words(w, as_list(given[MODE])))] if MODE in given else []
    domains = {fact: w.facts.domain(fact) for fact in given if fact != MODE}
    tests = tuple(Test(fact, domain.mask(as_list(given[fact])), domain.full) for fact, domain in domains.items())
    _, parts = asked_in_parts(w.facts, All(tests)) if tests else ("", [])
    return "; ".join([*map(lower, parts), *way])


def yes_or_no(w: RuleWords, wanted: object) -> str:
    """A yes, a no, or either."""
    return w.facts.either([w.sentences.words(f"explain.finding.{value}") for value in as_list(wanted)])


def value_words(w: RuleWords, fact: str, wanted: object) -> str:
    """A value, or those left, of a fact or finding, as an example expects it."""
    values = as_list(wanted)
    said = w.facts.either([w.facts.value(fact, value) for value in values])
    return said if len(values) == 1 else w.words("either-way", text=said)
