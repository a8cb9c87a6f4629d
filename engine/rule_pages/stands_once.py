"""What stands once in a rulebook, in words: the weights and the order they make, money, gate answers, the headline.

In: `RuleWords` and a node of the kind `rulebook`. Out: blocks. The constants of the order are those it is made with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wayhome.engine import prioritise
from wayhome.engine.brief.phrases import capital
from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Inline, Items, Line, Paragraph, Text
from wayhome.engine.errors import Place
from wayhome.engine.library import Library
from wayhome.engine.rule_graph import Kind, Node, node_of_fact
from wayhome.engine.rule_pages.around import examples, yes_or_no
from wayhome.engine.rule_pages.rule_words import RuleWords, anchor_of, file_of
from wayhome.engine.rulebook import CRITERIA, POINTS
from wayhome.engine.rulebook_reader.files import kind_of, rule_files, weights_files
from wayhome.engine.sources import entries, parse_yaml, read_text, read_yaml
from wayhome.engine.truth import ALWAYS, NEVER, facts_read

MOST_POINTS = len(POINTS.values) - 1


def stands_once(w: RuleWords, node: Node) -> list[Block]:
    """Everything about one of them but its history."""
    told = {"weights": _weights, "means": _means, "gate": _gate, "headline": _headline}
    return told[node.id](w, node)


def places_of_once(library: Library, id_: str) -> list[Place]:
    """Where it stands: in one place, or in several as gate answers do; nowhere if a rulebook does without."""
    if id_ == "weights":
        return [read_yaml(path).place() for path in weights_files(library.rules)[-1:]]
    found: list[Place] = []
    for _, path in rule_files(library.rules):
        text = read_text(path)
        if f"{id_}:" in text:
            source = parse_yaml(text, str(path))
            found += [source.place(i) for i, entry in entries(source, id_) if kind_of(entry, source.place(i)) == id_]
    return found


def _head(w: RuleWords, node: Node, *lines: Line) -> list[Block]:
    files = dict.fromkeys(file_of(place) for place in places_of_once(w.library, node.id))
    origin = [w.say("origin", id=Code(node.id), file=Code(file)) for file in files]
    heading = Heading(w.level, (Text(capital(w.title(node))),), anchor_of(node))
    return [heading, *map(Paragraph, (*lines, *origin))]


def _weights(w: RuleWords, node: Node) -> list[Block]:
    """The criteria in words with their weights, and how points make an order."""
    weights = w.library.rulebook.weights
    blocks = _head(w, node, w.say("kind.weights", command=Code("wayhome advise --weights")))
    rows = [_criterion(w, name, weights[name]) for name in CRITERIA]
    columns = ("criterion", "weight", *(f"points-{points}" for points in POINTS.values))
    blocks += w.section("criteria", [w.grid(columns, rows), Paragraph(w.say("criteria.from"))])
    return [*blocks, *w.section("ranking", [Items(tuple(_ranking(w, weights)), is_numbered=True)])]


def _criterion(w: RuleWords, name: str, weight: int) -> tuple[str, ...]:
    anchors = (capital(w.words(f"criterion.{name}.{points}")) for points in POINTS.values)
    return (w.sentences.words(f"explain.criterion.{name}"), str(weight), *anchors)


def _ranking(w: RuleWords, weights: Mapping[str, int]) -> Iterator[Line]:
    """How a place in a brief comes about, in the order of what decides."""
    yield w.say("ranking.classes")
    yield w.say("ranking.assured", most=str(MOST_POINTS * sum(weights.values())))
    yield w.say("ranking.unlocked", points=str(prioritise.UNLOCKED))
    yield w.say("ranking.ties")
    yield w.say("ranking.equal", points=str(prioritise.EQUAL_WITHIN))
    yield w.say("ranking.safe")
    yield w.say("ranking.depends")
    yield w.say(
        "ranking.shown",
        all=str(prioritise.MOST_SHOWN),
        recommended=str(prioritise.MOST_RECOMMENDED),
        safe=str(prioritise.MOST_SAFE),
        depends=str(prioritise.MOST_DEPENDING),
        cluster=str(prioritise.MOST_OF_A_CLUSTER),
    )


def _means(w: RuleWords, node: Node) -> list[Block]:
    """When there is money of the State's own."""
    condition = w.library.rulebook.means
    blocks = _head(w, node, w.say("kind.means", points=str(MOST_POINTS)))
    constant = {ALWAYS: "always", NEVER: "means.never"}.get(condition)
    blocks += w.section("asks", [Paragraph(w.say(constant))] if constant else w.condition("rules.if", condition))
    sources = dict.fromkeys(node_of_fact(w.library, fact) for fact in sorted(facts_read(condition)))
    blocks += w.section("reads", [Items(tuple(map(w.name, sources)))] if sources else [])
    return [*blocks, *examples(w, "means", "means", lambda expect: yes_or_no(w, expect["is"]))]


def _gate(w: RuleWords, node: Node) -> list[Block]:
    """The answers a ministerial edition waits for, a line for each; any one of a line will do."""
    blocks = _head(w, node, w.say("kind.gate", command=Code("wayhome advise --edition ministerial")))
    return [*blocks, Items(tuple(_any_of(w, group) for group in w.library.rulebook.gate))]


def _any_of(w: RuleWords, questions: tuple[str, ...]) -> Line:
    line: list[Inline] = []
    for id_ in questions:
        line += [Text(w.words("gate.or"))] if line else []
        line += w.name(Node(Kind.QUESTION, id_))
    return tuple(line)


def _headline(w: RuleWords, node: Node) -> list[Block]:
    """Which finding chooses the headline, and what each of its values says."""
    finding = w.library.rulebook.findings[w.library.rulebook.headline]
    name = w.name(node_of_fact(w.library, finding.id))
    return [*_head(w, node, w.say("kind.headline", name=name)), _headlines(w, finding.id, finding.domain.values)]


def _headlines(w: RuleWords, finding: str, values: tuple[str, ...]) -> Grid:
    rows = [(capital(w.facts.value(finding, value)), w.sentences.words(f"headline.{value}")) for value in values]
    while_open = (capital(w.words("unknown")), w.sentences.words("headline.open"))
    return w.grid(("value", "headline"), [*rows, while_open])
