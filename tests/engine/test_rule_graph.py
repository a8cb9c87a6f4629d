"""What rests on what: nodes for every question and rule, and edges both ways."""

from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from wayhome.engine.library import load_library
from wayhome.engine.rule_graph import How, Kind, Node, base_id, cited_by, place_of, rule_graph
from wayhome.engine.rulebook import conditions_of
from wayhome.engine.truth import facts_read

LIBRARY = load_library()
GRAPH = rule_graph(LIBRARY)


def test_every_edge_joins_two_things_that_have_a_title():
    assert GRAPH.edges
    for edge in GRAPH.edges:
        assert GRAPH.titles[edge.source]
        assert GRAPH.titles[edge.target]
        assert edge in GRAPH.out(edge.source)
        assert edge in GRAPH.into(edge.target)


def test_every_fact_a_rule_reads_is_an_edge_from_where_it_comes_from():
    questions = {**LIBRARY.questionnaire.facts, **LIBRARY.questionnaire.actor_facts}
    for some in LIBRARY.rulebook.some_actor:  # a finding, though it is kept with what the list of bodies yields
        questions.pop(some)
    for id_, _, conditions in conditions_of(LIBRARY.rulebook):
        read = {fact for condition in conditions for fact in facts_read(condition)}
        wanted = {questions[fact].question if fact in questions else fact for fact in read}
        nodes = GRAPH.named(base_id(id_))
        tasks = [edge.source for node in nodes for edge in GRAPH.into(node) if edge.source.kind is Kind.TASK]
        sources = {edge.source.id for node in (*nodes, *tasks) for edge in GRAPH.into(node)}
        assert wanted - {base_id(id_)} <= sources, id_


def test_the_way_from_questions_to_measures_never_turns_back():
    forward = [edge for edge in GRAPH.edges if edge.how not in (How.NARROWS, How.ASKED_IF)]
    before = {node: {edge.source for edge in forward if edge.target == node} for node in GRAPH.titles}
    assert len(list(TopologicalSorter(before).static_order())) == len(GRAPH.titles)


BEHIND_RULES = (Kind.PASSAGE, Kind.ROLE, Kind.SECTOR, Kind.RULEBOOK)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in BEHIND_RULES])
def test_every_node_leads_to_the_lines_it_is_made_from(kind):
    nodes = [node for node in GRAPH.titles if node.kind is kind]
    assert nodes
    for node in nodes:
        place = place_of(LIBRARY, node)
        lines = Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1 :]
        assert any(node.id in line or node.id.rpartition(".")[2] in line for line in lines[:40]), node


def test_a_passage_knows_who_cites_it():
    found = cited_by(LIBRARY)
    assert Node(Kind.RECOMMENDATION, "referral.why") in found["referral.why"]
    assert Node(Kind.QUESTION, "referral.use") in found["referral.why"]
    assert Node(Kind.STEP, "sensitization") in found["step.1-sensitization"]
