"""What differs between two advices, and because of which answers: exact, symmetric, and silent about what is withheld."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from wayhome.engine.advise import Edition, Options, advise
from wayhome.engine.changes.causes import fewest
from wayhome.engine.changes.sides import Side, compared, withholding
from wayhome.engine.changes.standing import aspects

from ..random_programs import examples
from .comparing import EXAMPLES, LIBRARY, changed, example, held, other_answers, profile_of

PARTS = ("findings", "recommendations", "measures", "tasks")


def states(comparison):
    return {part: {one.id: (one.before, one.after) for one in getattr(comparison, part)} for part in PARTS}


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_profile_differs_in_nothing_from_itself(name):
    comparison = held(example(name), example(name))
    assert comparison.worlds.units == ()
    assert all(getattr(comparison, part) == () for part in PARTS)


@examples(6)
@given(st.sampled_from(["gha-2023", "xx"]), st.sampled_from(["gha-2023", "xx"]), other_answers())
def test_the_other_way_round_everything_is_mirrored(name, base, given_instead):
    one, other = example(name), changed(example(base), given_instead)
    there, back = states(held(one, other)), states(held(other, one))
    for part in PARTS:
        assert there[part] == {id_: (after, before) for id_, (before, after) in back[part].items()}


def taken_back(comparison, units):
    """The later profile with these answers as they were, worked out afresh from the profile on."""
    before, profile = comparison.before.profile, comparison.after.profile
    answers = {id_: answer for id_, answer in profile.answers.items() if id_ not in {unit.id for unit in units}}
    answers |= {unit.id: before.answers[unit.id] for unit in units if unit.id in before.answers}
    sources = {**before.sources, **profile.sources}
    return aspects(advise(replace(profile, answers=answers, sources=sources), LIBRARY))


def claims(comparison):
    """Every change with an aspect that differs and what it is said to be due to."""
    before, after = aspects(comparison.before), aspects(comparison.after)
    for part in PARTS:
        for change in getattr(comparison, part):
            names = [(what, change.id) for what in change.whats]
            aspect = next((name for name in names if before.get(name) != after.get(name)), None)
            causes = comparison.causes_of(change)
            if aspect and causes.units:
                yield aspect, before.get(aspect), causes


@settings(examples(5), phases=(Phase.explicit, Phase.generate))  # each example takes a while: none is made smaller
@given(st.sampled_from(["gha-2023", "xx"]), other_answers())
def test_taking_back_the_answers_named_takes_the_change_back(name, given_instead):
    comparison = held(example(name), changed(example(name), given_instead))
    found = {}

    def undone(aspect, was, units):
        key = frozenset(units)
        if key not in found:
            found[key] = taken_back(comparison, units)
        return found[key].get(aspect) == was

    for aspect, was, causes in claims(comparison):
        if causes.how == "each":
            assert all(undone(aspect, was, [unit]) for unit in causes.units)
        else:
            assert causes.how == "together"
            assert undone(aspect, was, causes.units)
            for unit in causes.units:
                assert not undone(aspect, was, [other for other in causes.units if other != unit])


@pytest.mark.parametrize(("before", "after"), [("civ", "xx"), ("xx", "xx-north"), ("gha-2021", "gha-2023"), ("srb", "mda")])
def test_taking_back_everything_leaves_the_first_side(before, after):
    comparison = held(example(before), example(after))
    worlds = comparison.worlds
    assert worlds.without(frozenset(worlds.units)) == aspects(comparison.before)
    assert worlds.without(frozenset()) == aspects(comparison.after)


@given(st.sets(st.sets(st.integers(0, 11), min_size=1, max_size=4).map(frozenset), min_size=1, max_size=4))
def test_of_what_undoes_a_change_none_can_be_left_out(ways):
    def is_undone(units):
        return any(way <= set(units) for way in ways)

    found = fewest(range(12), is_undone)
    assert is_undone(found)
    assert all(not is_undone([unit for unit in found if unit != other]) for other in found)


def test_two_answers_that_both_had_to_change_are_each_named():
    before = profile_of("coordination.state: reintegration-body", "coordination.working: working")
    after = profile_of("coordination.state: none", "coordination.working: none")
    comparison = held(before, after)
    (found,) = [change for change in comparison.recommendations if change.id == "coordination.need"]
    causes = comparison.causes_of(found)
    assert {unit.id for unit in causes.units} == {"coordination.state", "coordination.working"}
    assert causes.how == "together"


def test_an_answer_read_on_another_day_is_the_same_answer():
    held_by = profile_of("service.employment: {answer: mostly, date: 2024-06}")
    comparison = compared(
        Side(held_by, LIBRARY, Options()),
        Side(held_by, LIBRARY, Options(date=profile_of(head="country: XX\ndate: 2030-01").date)),
    )
    assert ("time", "service.employment") in {(unit.kind, unit.id) for unit in comparison.worlds.units}
    assert all(unit.kind == "time" for change in comparison.measures for unit in comparison.causes_of(change).units)


SENSITIVE = "service.protection"


@pytest.mark.parametrize("edition", [Edition.DRAFT, Edition.ADVISER, Edition.MINISTERIAL])
@pytest.mark.parametrize("sides", [("none", "withheld"), ("withheld", "none"), ("withheld", "not-asked")])
def test_what_is_withheld_on_one_side_shows_on_neither(edition, sides):
    before, after = (profile_of(f"{SENSITIVE}: {answer}", "service.psychosocial: patchy") for answer in sides)
    comparison = held(before, after, edition=edition)
    assert comparison.worlds.units == ()
    assert all(getattr(comparison, part) == () for part in PARTS)


def test_the_confidential_edition_compares_what_is_withheld_too():
    before, after = (profile_of(f"{SENSITIVE}: {answer}") for answer in ("none", "withheld"))
    found = held(before, after, edition=Edition.CONFIDENTIAL)
    assert [unit.id for unit in found.worlds.units] == [SENSITIVE]
    assert found.measures


def test_a_line_of_a_list_and_a_body_are_withheld_from_both_sides_as_well():
    bodies = "stakeholders.actors: {answer: {union: {name: Union, category: ngos, influence: %s}}}"
    one = profile_of("returns.groups: {answer: {minorities: withheld, women-workers: yes}}", bodies % "withheld")
    other = profile_of("returns.groups: {answer: {minorities: yes}}", bodies % "high")
    side = Side(other, LIBRARY, Options())
    assert withholding(side, one).answers["returns.groups"].parts["minorities"].state == "withheld"
    comparison = held(one, other)
    facts = {fact for unit in comparison.worlds.units for fact in comparison.before.given if fact.startswith(unit.id)}
    assert "returns.groups.women-workers" in facts
    assert comparison.before.given["returns.groups.minorities"] == comparison.after.given["returns.groups.minorities"]
    assert comparison.before.profile.listed == comparison.after.profile.listed == ()


def test_names_and_the_period_of_the_plan_are_withheld_from_both_sides_as_well():
    frame = "frame.start-horizon: {answer: {start: 2025-01, months: 24}}"
    names = "frame.actors: {answer: {ministry-finance: %s, ministry-planning: Planning Office}}"
    one = profile_of("frame.start-horizon: {answer: withheld}", names % "withheld")
    found = withholding(Side(profile_of(frame, names % "Treasury"), LIBRARY, Options()), one)
    assert (found.start, found.horizon) == (None, None)
    assert found.actors == {"ministry-planning": "Planning Office"}
