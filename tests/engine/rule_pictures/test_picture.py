"""The way from questions to measures, drawn: whole, readable, the same again, and in two other languages."""

import re
from dataclasses import replace

import pytest

from wayhome.engine.brief.pictures.drawing import DEEP, PAPER
from wayhome.engine.library import load_library
from wayhome.engine.rule_graph import How, Kind, Node, rule_graph
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_pictures.chosen import around, everything
from wayhome.engine.rule_pictures.graph import graph_of
from wayhome.engine.rule_pictures.picture import picture_of
from wayhome.engine.rule_pictures.written import to_dot

from ..brief.pictures.svg_reading import NASTY, check_labels, contrast, parsed, shapes, whole_labels

LIBRARY = load_library()
WORDS = RuleWords(LIBRARY, rule_graph(LIBRARY))
REFERRAL = Node(Kind.RECOMMENDATION, "referral.why")


@pytest.mark.parametrize("node", list(WORDS.graph.titles)[::7], ids=lambda node: f"{node.kind} {node.id}")
def test_the_picture_of_one_rule_has_a_box_for_each_thing_on_its_way(node):
    chosen = around(WORDS.graph, node)
    picture = picture_of(WORDS, chosen)
    check_labels(picture.svg)
    boxes = [shape for shape in shapes(picture.svg, "rect") if shape.get("stroke")]
    assert len(boxes) == len(chosen.nodes)
    tops = [(float(box["x"]), float(box["y"]), float(box["height"])) for box in boxes]
    for i, (x, y, height) in enumerate(tops):
        assert not any(x == other_x and y < other_y + h and other_y < y + height for other_x, other_y, h in tops[i + 1 :])


def test_the_picture_of_everything_holds_each_recommendation_and_measure():
    chosen = everything(WORDS.graph)
    for kind in (Kind.RECOMMENDATION, Kind.MEASURE):
        assert [n for n in chosen.nodes if n.kind is kind] == [n for n in WORDS.graph.titles if n.kind is kind]
    svg = picture_of(WORDS, chosen).svg
    check_labels(svg)
    assert picture_of(WORDS, everything(rule_graph(LIBRARY))).svg == svg


def test_what_leads_to_a_rule_and_what_follows_is_there_and_nothing_else():
    chosen = around(WORDS.graph, REFERRAL)
    assert Node(Kind.QUESTION, "referral.use") in chosen.nodes
    assert Node(Kind.MEASURE, "referral") in chosen.nodes
    assert Node(Kind.MEASURE, "health") not in chosen.nodes
    measure = around(WORDS.graph, Node(Kind.MEASURE, "referral"))
    assert any(edge.how is How.AFTER for edge in measure.edges)


def test_what_the_picture_shows_is_said_in_words():
    picture = picture_of(WORDS, around(WORDS.graph, REFERRAL))
    assert "1 recommendation and 1 measure. " in picture.alternative
    assert "Referral that leads to an answer rests on Referral from one service to the next." in picture.alternative
    root = parsed(picture.svg)
    said = [element.text for element in root if element.tag.endswith(("title", "desc"))]
    assert said == ['The way through "Referral from one service to the next"', picture.alternative]
    assert {"Questions", "Recommendations", "Measures"} <= set(whole_labels(picture.svg))


def test_words_can_be_read_on_every_fill():
    assert contrast(PAPER, DEEP) > 4.5


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip()])
def test_a_title_is_only_ever_words(text):
    titles = {**WORDS.graph.titles, REFERRAL: text}
    words = RuleWords(LIBRARY, replace(WORDS.graph, titles=titles))
    chosen = around(words.graph, REFERRAL)
    picture = picture_of(words, chosen)
    check_labels(picture.svg)
    assert {element.tag.partition("}")[2] for element in parsed(picture.svg).iter()} <= {
        *("svg", "title", "desc", "rect", "path", "text", "tspan"),
    }
    lines = picture.mermaid.partition("accDescr: ")[2].splitlines()[1:]
    for line in lines:
        assert re.fullmatch(r' +n\d+ -\.?-?-?> n\d+| +n\d+[(\[{]{1,2}"[^"<>%;\[\]{}]*"[)\]}]{1,2}', line)
    assert len(lines) == len(chosen.nodes) + len(chosen.edges)
    dot = to_dot(words, chosen)
    assert len(re.findall(r'^  "[^"]*" \[label="(?:[^"\\]|\\.)*".*\];$', dot, re.MULTILINE)) == len(chosen.nodes)


def test_each_language_names_every_node_and_line():
    dot, mermaid = graph_of(LIBRARY, "referral.why", "dot"), graph_of(LIBRARY, "referral.why", "mermaid")
    chosen = around(WORDS.graph, REFERRAL)
    assert dot.count(" -> ") == mermaid.count("-->") == len(chosen.edges)
    assert '"question referral.use" -> "recommendation referral.why";' in dot
