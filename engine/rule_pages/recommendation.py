"""A recommendation in words: when it is made, in which way, what it is made of.

In: `RuleWords` and a recommendation. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wayhome.engine.brief.phrases import capital
from wayhome.engine.brief.tree import Block, Grid, Items, Line, Paragraph
from wayhome.engine.rule_graph import Kind, Node
from wayhome.engine.rule_pages.around import examples, passages, reads, used
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_tests.cases import ALL, as_list
from wayhome.engine.rulebook import Component, Recommendation
from wayhome.engine.truth import ALWAYS, NEVER, negate


def recommendation(w: RuleWords, node: Node) -> list[Block]:
    """Everything about a recommendation."""
    rule = w.library.rulebook.recommendations[node.id]
    sector, lead = w.name(Node(Kind.SECTOR, rule.sector)), w.name(Node(Kind.ROLE, rule.lead))
    blocks = w.head(node, w.say("kind.recommendation", sector=sector, lead=lead))
    blocks += [Paragraph(w.say("level"))] if rule.level == "national" else []
    asks = [*w.condition("explain.need", rule.need), *w.condition("explain.fits", rule.fits)]
    if rule.national_when is not None:
        asks += w.condition("rules.level.when", rule.national_when)
    blocks += w.section("asks", asks)
    blocks += w.section("table", [_status(w, rule)])
    blocks += w.section("way", [_ways(w, rule)])
    blocks += w.section("gap", [w.grid(("points", "if"), w.rows(rule.gap))])
    blocks += w.section("pieces", _pieces(w, rule))
    told = tuple(w.say("case", name=_passage(w, case.passage), text=w.clause(case.when)) for case in rule.illustrations)
    blocks += w.section("cases", [Items(told)] if told else [])
    blocks += passages(w, (rule.id, *rule.cites))
    blocks += [*reads(w, node), *used(w, node)]
    return [*blocks, *examples(w, "recommend", node.id, lambda expect: _expected(w, expect))]


def _status(w: RuleWords, rule: Recommendation) -> Grid:
    """The four outcomes, and what each takes; the opposite of a condition is said of its parts, without a not before it."""
    need, fits = w.clause(rule.need), w.clause(rule.fits)
    both = need if rule.fits == ALWAYS else w.sentences.words("explain.join.all").join(f"({one})" for one in (need, fits))
    outcomes = [("recommended", both)]
    for status, opposite in (("in-place", negate(rule.need)), ("not-applicable", negate(rule.fits))):
        outcomes += [(status, w.clause(opposite))] if opposite != NEVER else []
    outcomes.append(("possible", w.words("unknown")))
    rows = [(capital(w.words(f"status.{status}")), capital(text)) for status, text in outcomes]
    return w.grid(("status", "if"), rows)


def _ways(w: RuleWords, rule: Recommendation) -> Grid:
    """Each way with its condition and the words of its passage; last what is said while several are open."""
    said = w.library.passages[rule.id].modes
    rows = [(capital(w.way(mode)), text, said.get(mode, "")) for mode, text in w.rows(rule.modes)]
    while_open = (w.words("way.any"), capital(w.words("unknown")), said["any"])
    return w.grid(("way", "if", "says"), [*rows, while_open])


def _pieces(w: RuleWords, rule: Recommendation) -> list[Block]:
    lines = tuple(w.say("piece", name=_passage(w, part.passage), what=_piece(w, part)) for part in rule.components)
    return [Items(lines)] if lines else []


def _piece(w: RuleWords, part: Component) -> str:
    said = [w.words("piece.when", text=w.clause(part.when))] if part.when != ALWAYS else []
    done = w.words("piece.guidance") if part.done is None else w.words("piece.done", text=w.clause(part.done))
    return "; ".join([*said, done])


def _passage(w: RuleWords, id_: str) -> Line:
    return w.name(Node(Kind.PASSAGE, id_))


def _expected(w: RuleWords, expect: Mapping[str, object]) -> str:
    """A status, the ways that are left, points, whose matter it is, how far its pieces are, and the cases told."""
    said = []
    for key, wanted in expect.items():
        values = as_list(wanted)
        match key:
            case "status":
                said.append(w.facts.either([w.words(f"status.{value}") for value in values]))
            case "mode" | "modes":
                said.append(w.facts.either([w.way(value) for value in values]))
            case "gap":
                said.append(w.words("expected.gap", points=w.facts.either(values)))
            case "national":
                said.append(w.facts.either([w.words(f"expected.national.{value}") for value in values]))
            case "done" | "missing" | "open" | "guidance" | "cases":
                said.append(w.words(f"expected.{key}", names=_passages(w, values)))
    return "; ".join(said)


def _passages(w: RuleWords, ids: Sequence[str]) -> str:
    """Pieces or cases by their titles: none of them, all, or which."""
    if list(ids) == [ALL]:
        return w.words("expected.all")
    quoted = [w.sentences.words("explain.quoted", text=w.library.passages[id_].title) for id_ in ids]
    return ", ".join(quoted) or w.words("expected.nothing")
