"""How firm an order is: shares that agree with the advice, with enumeration and with one another."""

import functools
import itertools
from dataclasses import replace

import pytest

from wayhome import advise, load_profile
from wayhome.engine.api import Advised
from wayhome.engine.evaluate import evaluate
from wayhome.engine.firmness import FOREMOST, band, of_hundred
from wayhome.engine.planes.worlds import constant
from wayhome.engine.robustness import in_a_brief, robustness
from wayhome.engine.scenarios import Scenarios
from wayhome.engine.settled import is_top_proved


@functools.cache
def advice(name, **options):
    return advise(load_profile(f"example:{name}"), **options).advice


@pytest.mark.parametrize("name", ["xx", "gha-2021", "srb", "xx-north", "geo"])
def test_shares_grow_with_the_places_and_never_pass_the_number_of_scenarios(name):
    found = robustness(advice(name), scenarios=700)
    for kind in (found.answers, found.weights, found.both):
        assert kind.scenarios == 700
        for standing in kind.standings:
            assert list(standing.within) == sorted(standing.within)
            assert 0 < standing.within[-1] <= standing.recommended <= kind.scenarios or standing.within[-1] == 0
            assert (standing.worst is None) == (standing.recommended < kind.scenarios)
            assert standing.best is not None
        assert sum(standing.within[0] for standing in kind.standings) <= kind.scenarios


def test_weights_alone_leave_what_is_recommended_as_it_is():
    found = robustness(advice("gha-2021"), scenarios=300).weights
    ranked = [r.id for r in advice("gha-2021").ranked if r.rank]
    assert [standing.measure for standing in found.standings] == ranked
    assert all(standing.recommended == 300 and standing.worst <= len(ranked) for standing in found.standings)


def test_what_is_recommended_today_is_recommended_in_every_scenario():
    for name in ("xx", "mda", "civ"):
        found = robustness(advice(name), scenarios=300).answers
        ranked = [r.id for r in advice(name).ranked if r.rank]
        assert [standing.measure for standing in found.standings][: len(ranked)] == ranked
        assert all(standing.recommended == 300 for standing in found.standings[: len(ranked)])


def test_with_nothing_open_answers_change_nothing():
    one = advice("xx")
    nothing_open = replace(
        one, given={fact: replace(given, mask=given.mask & -given.mask) for fact, given in one.given.items()}
    )
    scenarios = Scenarios(nothing_open)
    expected = scenarios.order.places(scenarios.keys(scenarios.same(1))[:, :1], len(scenarios.order.measures))[0]
    ids = [scenarios.order.measures[i].id for i in expected if i >= 0]
    found = robustness(nothing_open, scenarios=200).answers
    by_id = {standing.measure: standing for standing in found.standings}
    assert sorted(by_id) == sorted(ids)
    assert all((by_id[id_].best, by_id[id_].worst) == (place, place) for place, id_ in enumerate(ids, 1))


def test_shares_agree_with_working_through_every_answer():
    """Of the full example only a few answers are left open, few enough to try them all."""
    one = advice("xx")
    # No implication touches these, so that every combination of them is possible.
    kept = ["frame.openings.migration-policy", "frame.openings.budget", "returns.places", "frame.actors.cabinet-office"]
    domains = one.library.program.domains
    world = Scenarios(one).draw(seed=5).worlds(1).facts
    masks = {fact: sum((int(row[0]) & 1) << i for i, row in enumerate(rows)) for fact, rows in world.items()}
    masks |= {fact: domains[fact].full for fact in kept}
    given = {fact: replace(known, mask=masks[fact]) for fact, known in one.given.items()}
    opened = replace(one, given=given, evaluation=evaluate(one.library.program, masks))
    scenarios = Scenarios(opened)
    counts, worlds = dict.fromkeys((m.id for m in scenarios.order.measures), 0), 0
    for values in itertools.product(*(range(len(domains[fact].values)) for fact in kept)):
        facts = scenarios.same(1) | {
            f: constant(1 << v, len(domains[f].values), 1) for f, v in zip(kept, values, strict=True)
        }
        foremost = scenarios.foremost(scenarios.keys(facts)[:, :1], FOREMOST)[0]
        worlds += 1
        for i, measure in enumerate(scenarios.order.measures):
            counts[measure.id] += int(foremost[i])
    found = {s.measure: s.foremost / 4000 for s in robustness(opened, scenarios=4000).answers.standings}
    assert all(abs(counts[id_] / worlds - found.get(id_, 0)) < 0.04 for id_ in counts)
    assert any(0.1 < counts[id_] / worlds < 0.9 for id_ in counts)


def test_the_same_seed_gives_the_same_bytes_and_another_others():
    advised = Advised(advice("civ"))
    assert advised.robustness(scenarios=200, seed=3).to_json() == advised.robustness(scenarios=200, seed=3).to_json()
    assert advised.robustness(scenarios=200, seed=3).to_json() != advised.robustness(scenarios=200, seed=4).to_json()


def test_what_is_withheld_is_not_drawn_and_what_it_alone_decides_is_not_named(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  service.credit: withheld\n", encoding="utf-8")
    found = advise(load_profile(path)).advice
    assert "service.credit" not in Scenarios(found).draw(seed=1).open
    named = {standing.measure for standing in robustness(found, scenarios=300).both.standings}
    assert named <= {r.id for r in found.ranked}


def test_proved_places_never_change():
    weights = {"gap": 1, "stakes": 9, "leverage": 100, "reach": 0, "opening": 0, "readiness": 0}
    found = advise(load_profile("example:xx"), weights=weights).advice
    for most in (2, 4):
        if is_top_proved(found, most):
            kind = robustness(found, scenarios=500).answers
            top = [r.id for r in found.ranked if r.rank and r.rank <= most]
            assert all(s.worst is not None and s.worst <= most for s in kind.standings if s.measure in top)


@pytest.mark.parametrize(
    ("number", "whole", "words"),
    [
        (0, 0, "hardly-any"),
        (1, 1, "hardly-any"),
        (950, 95, "almost-every"),
        (949, 95, "most"),
        (999, 99, "almost-every"),
        (1000, 100, "almost-every"),
        (600, 60, "most"),
        (100, 10, "some"),
    ],
)
def test_a_share_is_whole_only_where_it_is_all_or_none(number, whole, words):
    assert of_hundred(number, 1000) == whole
    assert band(number, 1000) == words


def test_a_brief_works_it_out_once():
    found = advise(load_profile("example:civ")).advice
    assert in_a_brief(found) is in_a_brief(found)


def test_what_was_worked_out_for_an_advice_is_not_taken_for_another_made_of_it():
    found = advise(load_profile("example:xx")).advice
    with_weights = in_a_brief(found)
    without = in_a_brief(replace(found, weights=dict.fromkeys(found.weights, 0)))
    assert without.both != with_weights.both
