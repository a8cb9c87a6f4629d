"""The disjunctive form of a condition, which the rule engine runs."""

import pytest
from hypothesis import given

from wayhome.engine.disjuncts import MOST_DISJUNCTS, disjuncts
from wayhome.engine.errors import EngineError
from wayhome.engine.truth import ALWAYS, NEVER, All, Any, Count, Domain, Test, negate, simplify, truth

from .random_programs import built, conditions_and_facts, examples

ABC = Domain(("a", "b", "c"))


def is_(fact, *values):
    return Test(fact, ABC.mask(values), ABC.full)


def out(*values):
    """The mask of values that must have been ruled out."""
    return ABC.mask(values)


def decided(condition, facts):
    """What the disjunctive forms of a condition and of its negation say together."""

    def found(form):
        return any(not any(facts[fact] & ruled_out for fact, ruled_out in way) for way in disjuncts(form, "it"))

    return True if found(condition) else False if found(negate(condition)) else None


def test_a_test_says_which_values_must_have_been_ruled_out():
    assert disjuncts(is_("x", "a"), "it") == [(("x", out("b", "c")),)]


def test_what_always_holds_has_one_empty_way_and_what_never_holds_has_none():
    assert disjuncts(ALWAYS, "it") == [()]
    assert disjuncts(NEVER, "it") == []
    assert disjuncts(is_("x", "a", "b", "c"), "it") == [()]
    assert disjuncts(is_("x"), "it") == []


def test_an_any_has_a_way_for_each_part_and_an_all_a_single_one():
    x, y = is_("x", "a"), is_("y", "b")
    assert disjuncts(Any((x, y)), "it") == [(("x", out("b", "c")),), (("y", out("a", "c")),)]
    assert disjuncts(All((y, x)), "it") == [(("x", out("b", "c")), ("y", out("a", "c")))]


def test_a_count_has_a_way_for_each_choice():
    parts = tuple(is_(fact, "a") for fact in "wxyz")
    ways = disjuncts(Count(2, parts), "it")
    assert [[fact for fact, _ in way] for way in ways] == [[*"wx"], [*"wy"], [*"wz"], [*"xy"], [*"xz"], [*"yz"]]


def test_a_way_that_holds_only_where_another_does_is_left_out():
    x, y, wide = is_("x", "a"), is_("y", "a"), is_("x", "a", "b")
    assert disjuncts(Any((All((x, y)), x)), "it") == [(("x", out("b", "c")),)]
    assert disjuncts(Any((All((x, y)), wide)), "it") == [(("x", out("c")),)]


def test_a_way_that_no_world_allows_is_left_out():
    clash = All((Any((is_("x", "a"), is_("y", "a"))), Any((is_("x", "b"), is_("z", "a")))))
    assert sorted([fact for fact, _ in way] for way in disjuncts(clash, "it")) == [["x", "y"], ["x", "z"], ["y", "z"]]


@examples(400)
@given(conditions_and_facts())
def test_the_two_forms_say_what_the_condition_says(case):
    plain, of, facts = case
    condition = simplify(built(plain, of))
    assert decided(condition, facts) is truth(condition, facts)


@examples(100)
@given(conditions_and_facts())
def test_each_way_tests_a_fact_once_in_the_order_of_their_names(case):
    plain, of, _ = case
    for way in disjuncts(simplify(built(plain, of)), "it"):
        facts = [fact for fact, _ in way]
        assert facts == sorted(set(facts))
        assert all(0 < ruled_out < of[fact].full for fact, ruled_out in way)


def test_a_condition_as_wide_as_the_bound_is_written_out_and_one_wider_is_refused():
    parts = tuple(is_(f"x{i:03}", "a") for i in range(MOST_DISJUNCTS + 1))
    assert len(disjuncts(Any(parts[:-1]), "it")) == MOST_DISJUNCTS
    with pytest.raises(EngineError, match=r"^some\.rule: the condition is too wide"):
        disjuncts(Any(parts), "some.rule")


def test_a_product_that_explodes_is_refused_before_it_is_written_out():
    pairs = tuple(Any((is_(f"x{i}", "a"), is_(f"y{i}", "a"))) for i in range(40))
    assert len(disjuncts(All(pairs[:9]), "it")) == 512
    for wide in (All(pairs[:10]), All(pairs)):
        with pytest.raises(EngineError, match=r"^some\.rule: the condition is too wide"):
            disjuncts(wide, "some.rule")


def test_the_widest_count_a_rule_may_write_fits():
    parts = tuple(is_(f"x{i}", "a") for i in range(8))
    assert len(disjuncts(Count(4, parts), "it")) == 70
