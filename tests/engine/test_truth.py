"""Facts as sets of possible values, and conditions over them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.truth import ALWAYS, NEVER, All, Any, Count, Domain, Test, facts_read, negate, simplify, truth

from .random_programs import Choices, built, completions, conditions_and_facts, examples, holds

LEVELS = Domain(("none", "informal", "drafted", "working"), ("none", "drafted", "working"))
ABC = Domain(("a", "b", "c"))


def x_is(*values):
    return Test("x", ABC.mask(values), ABC.full)


def y_is(*values):
    return Test("y", ABC.mask(values), ABC.full)


def known(x="abc", y="abc"):
    return {"x": ABC.mask(x), "y": ABC.mask(y)}


def test_a_domain_turns_names_into_a_mask_and_back():
    assert LEVELS.mask(["drafted", "none"]) == 0b101
    assert LEVELS.names(0b101) == ("none", "drafted")
    assert LEVELS.names(LEVELS.full) == LEVELS.values
    assert LEVELS.mask([]) == 0


def test_a_value_of_another_domain_is_refused():
    with pytest.raises(KeyError, match="patchy"):
        LEVELS.mask(["none", "patchy"])


def test_a_level_outside_the_order_is_neither_below_nor_at_least_anything():
    assert LEVELS.names(LEVELS.below("working")) == ("none", "drafted")
    assert LEVELS.names(LEVELS.at_least("drafted")) == ("drafted", "working")
    assert LEVELS.below("none") == 0
    assert LEVELS.at_least("none") == LEVELS.mask(LEVELS.order)


@pytest.mark.parametrize(("possible", "expected"), [("a", True), ("ab", True), ("c", False), ("bc", None), ("abc", None)])
def test_a_test_is_certain_only_when_every_possible_value_agrees(possible, expected):
    assert truth(x_is("a", "b"), known(possible)) is expected


def test_a_test_that_every_value_meets_is_true_of_an_unknown():
    assert truth(x_is("a", "b", "c"), known()) is True


TRUTHS = {True: x_is("a"), False: x_is("b"), None: y_is("a")}
"""A condition for each truth value, with x known to be a and y unknown; distinct facts would merge."""


@pytest.mark.parametrize(("left", "right"), list(itertools.product(TRUTHS, repeat=2)))
def test_all_and_any_are_kleenes_strong_connectives(left, right):
    facts, both = known("a"), (left, right)
    parts = (TRUTHS[left], TRUTHS[right])
    assert truth(All(parts), facts) is (False if False in both else None if None in both else True)
    assert truth(Any(parts), facts) is (True if True in both else None if None in both else False)


@pytest.mark.parametrize("values", list(itertools.product(TRUTHS, repeat=3)))
def test_a_count_is_certain_once_the_rest_cannot_change_it(values):
    for least in (1, 2, 3):
        counted = truth(Count(least, tuple(TRUTHS[value] for value in values)), known("a"))
        most = values.count(True) + values.count(None)
        assert counted is (True if values.count(True) >= least else None if most >= least else False)


def test_without_parts_all_holds_and_any_does_not():
    assert truth(ALWAYS, {}) is True
    assert truth(NEVER, {}) is False


def test_two_tests_on_one_fact_are_merged_before_anything_else():
    assert simplify(Any((x_is("a"), x_is("b")))) == x_is("a", "b")
    assert simplify(All((x_is("a", "b"), x_is("b", "c")))) == x_is("b")
    assert truth(simplify(Any((x_is("a"), x_is("b")))), known("ab")) is True
    assert truth(Any((x_is("a"), x_is("b"))), known("ab")) is None  # what would be lost


def test_merging_reaches_through_nested_connectives_of_the_same_kind():
    nested = Any((x_is("a"), Any((y_is("a"), Any((x_is("b"),))))))
    assert truth(simplify(nested), known("ab")) is True


def test_what_cannot_hold_or_always_holds_becomes_a_constant():
    assert simplify(All((x_is("a"), x_is("b")))) == NEVER
    assert simplify(Any((x_is("a"), x_is("b", "c")))) == ALWAYS
    assert simplify(All((y_is("a"), All((x_is("a"), x_is("b")))))) == NEVER
    assert simplify(All((y_is("a"), x_is("a", "b", "c")))) == y_is("a")
    assert simplify(Any((y_is("a"), x_is()))) == y_is("a")


def test_a_count_is_an_any_or_an_all_at_its_ends():
    parts = (x_is("a"), x_is("b"), y_is("a"))
    assert simplify(Count(1, parts)) == Any((x_is("a", "b"), y_is("a")))
    assert simplify(Count(3, parts)) == NEVER
    assert simplify(Count(2, (x_is("a"), y_is("a"), ALWAYS))) == Any((x_is("a"), y_is("a")))
    assert simplify(Count(2, (x_is("a"), y_is("a"), NEVER))) == All((x_is("a"), y_is("a")))
    assert simplify(Count(1, (ALWAYS, y_is("a")))) == ALWAYS
    assert simplify(Count(2, (NEVER, y_is("a")))) == NEVER


def test_a_condition_names_the_facts_it_reads():
    assert facts_read(All((x_is("a"), Any((y_is("a"), x_is("b")))))) == {"x", "y"}
    assert facts_read(ALWAYS) == frozenset()


@examples(300)
@given(conditions_and_facts())
def test_simplifying_and_negating_preserve_truth_in_every_complete_world(case):
    plain, of, _ = case
    condition = built(plain, of)
    simple, opposite = simplify(condition), negate(condition)
    for world in completions({fact: domain.full for fact, domain in of.items()}):
        expected = holds(plain, world)
        assert truth(condition, world) is expected
        assert truth(simple, world) is expected
        assert truth(opposite, world) is (not expected)
        assert truth(simplify(opposite), world) is (not expected)


@examples(300)
@given(conditions_and_facts())
def test_a_certain_truth_holds_in_every_complete_world(case):
    plain, of, facts = case
    for condition in (built(plain, of), simplify(built(plain, of))):
        found = truth(condition, facts)
        if found is not None:
            assert {holds(plain, world) for world in completions(facts)} == {found}


@examples(300)
@given(conditions_and_facts())
def test_simplifying_never_loses_a_certainty(case):
    plain, of, facts = case
    before = truth(built(plain, of), facts)
    if before is not None:
        assert truth(simplify(built(plain, of)), facts) is before


@examples(200)
@given(conditions_and_facts())
def test_the_negation_is_unknown_exactly_where_the_condition_is(case):
    plain, of, facts = case
    condition = simplify(built(plain, of))
    found = truth(condition, facts)
    assert truth(negate(condition), facts) is (None if found is None else not found)


@examples(200)
@given(conditions_and_facts())
def test_a_simplified_condition_is_flat_and_without_constants(case):
    plain, of, _ = case
    simple = simplify(built(plain, of))
    assert simplify(simple) == simple
    pending = [] if simple in (ALWAYS, NEVER) else [simple]
    while pending:
        condition = pending.pop()
        assert condition not in (ALWAYS, NEVER)
        if isinstance(condition, Test):
            assert 0 < condition.mask < condition.full
            continue
        assert len(condition.parts) > 1
        assert not any(type(part) is type(condition) and not isinstance(part, Count) for part in condition.parts)
        if not isinstance(condition, Count):
            tested = [part.fact for part in condition.parts if isinstance(part, Test)]
            assert len(tested) == len(set(tested))
        pending.extend(condition.parts)


@examples(200)
@given(conditions_and_facts(), st.binary(min_size=4, max_size=4))
def test_knowing_more_never_takes_back_a_certain_truth(case, kept):
    plain, of, facts = case
    condition = simplify(built(plain, of))
    before = truth(condition, facts)
    if before is not None:
        assert truth(condition, Choices(kept).narrowed(facts)) is before
