"""Columns from left to right: lines lead to the right, and cross no more often than in the order given."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.rule_pictures.layers import Pass, columns_of, crossings, layered


@st.composite
def graphs(draw):
    """Nodes and lines from a smaller to a larger one, so that nothing goes round."""
    nodes = list(range(draw(st.integers(1, 12))))
    pairs = list(combinations(nodes, 2))
    lines = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    least = draw(st.dictionaries(st.sampled_from(nodes), st.integers(0, 4)))
    return draw(st.permutations(nodes)), lines, least


@given(graphs())
def test_every_line_leads_to_the_right_through_a_place_in_each_column(graph):
    nodes, lines, least = graph
    column = columns_of(nodes, lines, least)
    found = layered(nodes, lines, column)
    at = {node: i for i, held in enumerate(found.columns) for node in held}
    assert sorted(node for node in at if not isinstance(node, Pass)) == sorted(nodes)
    assert sum(map(len, found.columns)) == len(at)
    assert set(found.lines) == set(lines)
    for (source, target), route in found.lines.items():
        assert (route[0], route[-1]) == (source, target)
        assert all(at[later] == at[earlier] + 1 for earlier, later in pairwise(route))
    assert all(found.columns)


@given(graphs())
def test_the_order_has_no_more_crossings_than_the_order_given_and_is_always_the_same(graph):
    nodes, lines, least = graph
    column = columns_of(nodes, lines, least)
    found = layered(nodes, lines, column)
    right = {}
    for step in dict.fromkeys(step for route in found.lines.values() for step in pairwise(route)):
        right.setdefault(step[0], []).append(step[1])
    as_given = [[] for _ in found.columns]
    for node in nodes:
        as_given[column[node]].append(node)
    for place in dict.fromkeys(place for route in found.lines.values() for place in route if isinstance(place, Pass)):
        as_given[place.column].append(place)
    assert crossings(found.columns, right) <= crossings(as_given, right)
    assert layered(nodes, lines, column) == found


def test_two_lines_that_cross_are_untangled():
    nodes, lines = ["a", "b", "c", "d"], [("a", "d"), ("b", "c")]
    found = layered(nodes, lines, columns_of(nodes, lines, {}))
    right = {"a": ["d"], "b": ["c"]}
    assert crossings([["a", "b"], ["c", "d"]], right) == 1
    assert crossings(found.columns, right) == 0
