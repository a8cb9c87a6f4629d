"""The reference evaluator against an oracle that knows only complete worlds."""

import random

from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.compile import Program, Skip, Table, modes_of, points_of
from wayhome.engine.evaluate import evaluate
from wayhome.engine.evaluation import Conflict
from wayhome.engine.rulebook import Implication
from wayhome.engine.truth import ALWAYS, Any, Domain, Test

from .random_programs import books_and_facts, books_and_two_facts, completions, examples, filled, nothing_known

YES_NO = Domain(("no", "yes"))
LEVELS = Domain(("none", "patchy", "working"), ("none", "patchy", "working"))
NO, YES, EITHER = 0b01, 0b10, 0b11


def yes(fact):
    return Test(fact, YES, EITHER)


def implication(id_, when, fact, mask):
    return filled(Implication, id=id_, when=when, then=((fact, mask),))


def a_program(domains, *, skips=(), implications=(), strata=(), verdicts=None, outcomes=()):
    findings = {table.id: table.domain for stratum in strata for table in stratum}
    return Program({**domains, **findings}, tuple(domains), skips, implications, strata, verdicts or {}, outcomes)


SKIPPING = a_program({"a": YES_NO, "b": LEVELS}, skips=((Skip("b", yes("a"), 0b001),),))


def test_a_question_that_arises_keeps_its_answer():
    found = evaluate(SKIPPING, {"a": YES, "b": 0b100})
    assert found.asked == {"a": YES, "b": 0b100}
    assert found.irrelevant == frozenset()


def test_a_question_that_does_not_arise_has_the_value_it_names_whatever_was_answered():
    found = evaluate(SKIPPING, {"a": NO, "b": 0b100})
    assert found.asked == {"a": NO, "b": 0b001}
    assert found.irrelevant == {"b"}


def test_while_its_relevance_is_open_a_question_may_have_either():
    found = evaluate(SKIPPING, {"a": EITHER, "b": 0b100})
    assert found.asked == {"a": EITHER, "b": 0b101}
    assert found.irrelevant == frozenset()


def test_a_level_of_questions_reads_what_the_level_before_it_left():
    levels = ((Skip("b", yes("a"), NO),), (Skip("c", yes("b"), NO),))
    program = a_program(dict.fromkeys("abc", YES_NO), skips=levels)
    found = evaluate(program, {"a": NO, "b": YES, "c": YES})
    assert found.asked == {"a": NO, "b": NO, "c": NO}
    assert found.irrelevant == {"b", "c"}


def implying(*thens):
    rules = tuple(implication(f"I{i}", yes("a"), fact, mask) for i, (fact, mask) in enumerate(thens))
    return a_program({"a": YES_NO, "b": LEVELS}, implications=rules)


def test_an_implication_narrows_a_fact_only_when_it_is_certain():
    program = implying(("b", 0b011))
    assert evaluate(program, {"a": YES, "b": 0b111}).facts["b"] == 0b011
    assert evaluate(program, {"a": YES, "b": 0b111}).applied == (("I0", "b"),)
    for a in (NO, EITHER):
        assert evaluate(program, {"a": a, "b": 0b111}).facts["b"] == 0b111
        assert evaluate(program, {"a": a, "b": 0b111}).applied == ()


def test_an_implication_that_narrows_nothing_is_not_listed():
    assert evaluate(implying(("b", 0b011)), {"a": YES, "b": 0b001}).applied == ()


def test_an_implication_that_would_leave_nothing_is_not_applied_but_named():
    found = evaluate(implying(("b", 0b001), ("b", 0b110)), {"a": YES, "b": 0b111})
    assert found.facts["b"] == 0b001
    assert found.conflicts == (Conflict("I1", "b"),)
    assert found.applied == (("I0", "b"),)


def test_implications_read_answers_and_not_each_other():
    chain = (
        implication("I0", yes("a"), "b", YES),
        implication("I1", yes("b"), "c", YES),
    )
    found = evaluate(a_program(dict.fromkeys("abc", YES_NO), implications=chain), {"a": YES, "b": EITHER, "c": EITHER})
    assert found.asked == {"a": YES, "b": EITHER, "c": EITHER}
    assert found.facts == {"a": YES, "b": YES, "c": EITHER}


def test_a_table_yields_the_values_not_excluded():
    rows = (("low", Test("b", 0b001, 0b111)), ("high", Test("b", 0b100, 0b111)), ("middle", Test("b", 0b010, 0b111)))
    table = Table("f", Domain(("low", "middle", "high")), rows)
    program = a_program({"b": LEVELS}, strata=((table,),), outcomes=(Table("t", table.domain, rows),))
    for b, values in ((0b001, ("low",)), (0b011, ("low", "middle")), (0b101, ("low", "high")), (0b111, table.domain.values)):
        found = evaluate(program, {"b": b})
        assert table.domain.names(found.facts["f"]) == values
        assert found.outcomes == {"t": found.facts["f"]}


def test_later_strata_read_what_implications_and_earlier_strata_left():
    first = Table("first", YES_NO, (("yes", yes("b")), ("no", Test("b", NO, EITHER))))
    second = Table("second", YES_NO, (("yes", yes("first")), ("no", Test("first", NO, EITHER))))
    program = a_program(
        {"a": YES_NO, "b": YES_NO},
        implications=(implication("I", yes("a"), "b", YES),),
        strata=((first,), (second,)),
        verdicts={"v": Any((yes("second"),)), "always": ALWAYS},
    )
    assert evaluate(program, {"a": YES, "b": EITHER}).verdicts == {"v": True, "always": True}
    assert evaluate(program, {"a": NO, "b": EITHER}).verdicts == {"v": None, "always": True}


def test_a_table_that_is_not_asked_has_no_value():
    rows = (("create", yes("a")), ("open", Any()))
    program = a_program({"a": YES_NO}, outcomes=(Table(modes_of("x"), Domain(("create", "open")), rows),))
    assert evaluate(program, {"a": NO}).outcomes == {modes_of("x"): 0}


@examples(400)
@given(books_and_facts())
def test_what_is_certain_holds_in_every_world_the_answers_and_implications_allow(case):
    book, facts = case
    found = evaluate(book.program, facts)
    for world in book.completions(facts):
        assert all(value & found.asked[fact] for fact, value in world.asked.items())
        assert all(value & found.facts[fact] for fact, value in world.facts.items())
        assert found.irrelevant <= world.irrelevant
        assert all(verdict in (world.verdicts[name], None) for name, verdict in found.verdicts.items())
        for table in book.program.outcomes:
            value = world.outcomes.get(table.id)
            assert value is None or value in table.domain.names(found.outcomes[table.id])


@examples(200)
@given(books_and_facts())
def test_a_conflict_arises_only_where_no_world_is_left(case):
    book, facts = case
    if evaluate(book.program, facts).conflicts:
        assert not list(book.completions(facts))


@examples(200)
@given(books_and_facts())
def test_when_everything_is_known_everything_is_decided_as_in_that_world(case):
    book, facts = case
    for picked in list(completions(facts))[:20]:
        world, found = book.world(picked), evaluate(book.program, picked)
        assert found.asked == world.asked
        assert found.facts == world.facts
        assert found.irrelevant == world.irrelevant
        assert {(conflict.implication, conflict.fact) for conflict in found.conflicts} == world.violated
        assert found.applied == ()
        assert found.verdicts == world.verdicts
        for table in book.program.outcomes:
            value = world.outcomes.get(table.id, "0")  # the other criteria have no points
            assert table.domain.names(found.outcomes[table.id]) == (() if value is None else (value,))


@examples(400)
@given(books_and_two_facts())
def test_knowing_more_never_contradicts_what_was_certain(case):
    book, facts, more = case
    before, after = evaluate(book.program, facts), evaluate(book.program, more)
    if after.conflicts:
        return
    assert not before.conflicts
    assert all(not after.asked[fact] & ~mask for fact, mask in before.asked.items())
    assert all(not after.facts[fact] & ~mask for fact, mask in before.facts.items())
    assert all(verdict in (after.verdicts[name], None) for name, verdict in before.verdicts.items())
    assert all(not after.outcomes[table] & ~mask for table, mask in before.outcomes.items())
    assert before.irrelevant <= after.irrelevant


@examples(200)
@given(books_and_facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(case, order: random.Random):
    book, facts = case
    shuffled = list(facts.items())
    order.shuffle(shuffled)
    assert evaluate(book.program, dict(shuffled)) == evaluate(book.program, facts)


@examples(100)
@given(books_and_facts())
def test_the_answers_given_are_left_as_they_were(case):
    book, facts = case
    before = dict(facts)
    evaluate(book.program, facts)
    assert facts == before


@examples(200)
@given(books_and_facts())
def test_a_fact_always_keeps_a_value(case):
    book, facts = case
    for given_facts in (facts, nothing_known(book.program)):
        found = evaluate(book.program, given_facts)
        assert all(found.facts.values())
        assert all(found.outcomes[table] for table in found.outcomes if table == points_of("measure", "stakes"))


def test_a_list_that_does_not_arise_takes_the_value_on_each_of_its_lines():
    program = a_program(
        {"a": YES_NO, "list.x": YES_NO, "list.y": YES_NO},
        skips=((Skip("list", yes("a"), 0b01, ("list.x", "list.y")),),),
    )
    known = {"list.x": 0b10, "list.y": 0b11}
    skipped = evaluate(program, {"a": 0b01, **known})
    assert (skipped.asked["list.x"], skipped.asked["list.y"]) == (0b01, 0b01)
    assert skipped.irrelevant == {"list"}
    undecided = evaluate(program, {"a": 0b11, **known})
    assert (undecided.asked["list.x"], undecided.asked["list.y"]) == (0b11, 0b11)
    assert evaluate(program, {"a": 0b10, **known}).asked["list.x"] == 0b10


def test_what_stands_beside_an_answer_that_does_not_arise_is_unknown():
    program = a_program(
        {"a": YES_NO, "b": LEVELS, "b.ends": YES_NO}, skips=((Skip("b", yes("a"), 0b001, (), ("b.ends",)),),)
    )
    known = {"b": 0b100, "b.ends": 0b10}
    assert evaluate(program, {"a": 0b01, **known}).asked["b.ends"] == 0b11
    assert evaluate(program, {"a": 0b11, **known}).asked["b.ends"] == 0b10
