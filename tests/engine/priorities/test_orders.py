"""Who would rank what first: orders side by side, and exact claims about what no change of weights can alter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from wayhome import advise, load_profile, priorities
from wayhome.engine.errors import InputError
from wayhome.engine.priorities.orders import direct, priorities_of
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.schemas import schema_of
from wayhome.engine.sources import Source
from wayhome.engine.weights import BodyWeights, read_body_weights

from ..random_programs import examples

ADVICE = advise(load_profile("example:xx")).advice
FINANCE = {"name": "Finance", "gap": 1, "stakes": 1, "leverage": 5, "reach": 1, "opening": 3, "readiness": 3}
SOCIAL = {"name": "Social affairs", "gap": 3, "stakes": 6, "leverage": 0, "reach": 3, "opening": 0, "readiness": 0}
WEIGHTS = st.fixed_dictionaries({name: st.integers(0, 5) for name in CRITERIA})


def ranks(weights):
    return priorities_of(ADVICE, [BodyWeights("x", weights)]).orders[1].ranks


@pytest.fixture(scope="module")
def found():
    return priorities_of(ADVICE, [read_body_weights(Source("w", dict(one), {})) for one in (FINANCE, SOCIAL)])


def test_the_place_a_body_gives_is_the_one_a_brief_with_its_weights_gives(found):
    for order, given_ in zip(found.orders[1:], (FINANCE, SOCIAL), strict=True):
        weights = {name: given_[name] for name in CRITERIA}
        ranked = advise(load_profile("example:xx"), weights=weights).advice.ranked
        assert order.ranks == {r.id: r.rank for r in ranked if r.rank}


@examples(30)
@given(WEIGHTS)
def test_no_weights_turn_round_a_pair_that_is_said_to_stay(weights):
    fixed = priorities_of(ADVICE, []).fixed
    assert fixed
    places = ranks(weights)
    assert all(places[first] < places[second] for first, second in fixed)


def test_every_other_pair_is_turned_round_by_some_weights():
    """By weight on a single criterion, or on none at all."""
    fixed = {frozenset(pair) for pair in priorities_of(ADVICE, []).fixed}
    extremes = [ranks(dict.fromkeys(CRITERIA, 0))]
    extremes += [ranks({**dict.fromkeys(CRITERIA, 0), name: 1}) for name in CRITERIA]
    ids = list(extremes[0])
    for i, one in enumerate(ids):
        for other in ids[i + 1 :]:
            ways = {places[one] < places[other] for places in extremes}
            assert (len(ways) == 1) is (frozenset((one, other)) in fixed)


@examples(10)
@given(WEIGHTS)
def test_classes_never_change_by_weights(weights):
    classes = {r.id: r.of_class for r in ADVICE.ranked}
    order = priorities_of(ADVICE, [BodyWeights("x", weights)]).orders[1]
    assert {r.id for r in order.ranked} == {id_ for id_, of_class in classes.items() if of_class == "recommended"}
    assert {r.id for r in order.depending} == {id_ for id_, of_class in classes.items() if of_class == "depends"}


def test_a_pair_is_agreed_or_disputed_and_each_side_has_its_reason(found):
    agreed, disputed = {(pair.first, pair.second) for pair in found.agreed}, found.disputed
    assert agreed
    assert disputed
    assert set(found.fixed) <= agreed
    assert not any((pair.one, pair.other) in agreed or (pair.other, pair.one) in agreed for pair in disputed)
    count = len(found.orders[0].ranked)
    assert len(agreed) + len(disputed) == count * (count - 1) // 2
    criteria = {r.id: r.criteria for r in ADVICE.ranked}
    for pair in disputed:
        for view in pair.preferences:
            second = pair.other if view.first == pair.one else pair.one
            weights = found.orders[view.body].body.weights
            lead = sum(weights[name] * (criteria[view.first][name][0] - criteria[second][name][0]) for name in CRITERIA)
            assert view.ahead == lead >= 0
            if view.criterion:
                assert criteria[view.first][view.criterion][0] > criteria[second][view.criterion][0]
                assert weights[view.criterion] > 0


@given(st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")).filter(lambda pair: pair[0] < pair[1])))
def test_what_is_left_out_as_following_from_two_others_does_follow(pairs):
    closed = set(pairs)
    for _ in range(5):
        closed |= {(a, d) for a, b in closed for c, d in closed if b == c}
    kept = set(direct(sorted(closed)))
    again = set(kept)
    for _ in range(5):
        again |= {(a, d) for a, b in again for c, d in again if b == c}
    assert again == closed


def test_it_is_told_in_sentences_and_fits_its_schema():
    prioritised = priorities(load_profile("example:xx"), [FINANCE, SOCIAL])
    text = " ".join(prioritised.to_text().split())
    assert "A: Finance: gap 1, stakes 1" in text
    assert "No change of weights (none below zero) can put what stands behind the colon before what stands in front" in text
    assert "(whatever the weights)" in text
    assert "for what it unlocks; B:" in text
    result = json.loads(prioritised.to_json())
    Draft202012Validator(schema_of("priorities")).validate(result)
    assert [order["name"] for order in result["orders"]] == ["", "Finance", "Social affairs"]


def test_a_single_body_is_held_against_our_weights():
    found = priorities(load_profile("example:xx"), [SOCIAL]).to_result()
    assert {view.body for pair in found.disputed for view in pair.preferences} == {0, 1}


def test_where_nothing_is_recommended_there_is_no_order_to_weigh(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("wayhome: 1\ncountry: XX\n", encoding="utf-8")
    prioritised = priorities(load_profile(path), [FINANCE])
    assert "there is no order to weigh" in prioritised.to_text()
    assert prioritised.to_result().agreed == []


@pytest.mark.parametrize(
    ("given_", "what"),
    [
        ([], "weights of 0 bodies"),
        ([FINANCE] * 27, "weights of 27 bodies"),
        ([{**FINANCE, "name": " "}], "is not a name"),
        ([{**FINANCE, "name": "x" * 81}], "at most 80 characters"),
        ([{**FINANCE, "nam": "x"}], "did you mean 'name'"),
        ([{**FINANCE, "gap": -1}], "gap: -1 is not a weight"),
    ],
)
def test_weights_that_make_no_sense_are_refused(given_, what):
    with pytest.raises(InputError, match=what):
        priorities(load_profile("example:civ"), given_)
