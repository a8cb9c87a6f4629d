"""The rulebook as a program: tables, strata, and the order in which questions are found relevant."""

import pytest
from hypothesis import given

from wayhome.engine.compile import compile_rulebook, exclusive, fits_of, modes_of, need_of, points_of, unless_of, when_of
from wayhome.engine.errors import InputError
from wayhome.engine.rulebook import Guard, Step, StepTask
from wayhome.engine.truth import ALWAYS, NEVER, All, Domain, Test, negate, truth

from .random_programs import (
    books,
    completions,
    examples,
    filled,
    finding,
    first_hit,
    measure,
    questionnaire,
    recommendation,
    rulebook,
)

YES_NO = Domain(("no", "yes"))


def yes(fact):
    return Test(fact, 0b10, 0b11)


def no(fact):
    return Test(fact, 0b01, 0b11)


def test_a_row_holds_only_where_none_before_it_does():
    rows = exclusive((("first", yes("x")), ("second", yes("y")), ("last", ALWAYS)))
    assert rows == (
        ("first", yes("x")),
        ("second", All((yes("y"), no("x")))),
        ("last", All((no("x"), no("y")))),
    )


def test_a_row_after_one_that_always_holds_never_does():
    assert exclusive((("first", ALWAYS), ("last", ALWAYS))) == (("first", ALWAYS), ("last", NEVER))


def test_a_row_is_also_bound_to_what_the_whole_table_is_asked_within():
    rows = exclusive((("first", yes("x")), ("last", ALWAYS)), (yes("y"), ALWAYS))
    assert rows == (("first", All((yes("x"), yes("y")))), ("last", All((no("x"), yes("y")))))


@examples(150)
@given(books())
def test_in_every_complete_world_exactly_the_first_row_that_holds_is_left(book):
    tables = {table.id: table for stratum in book.program.strata for table in stratum}
    for picked in completions({fact: domain.full for fact, domain in book.asked.items()}):
        facts = book.world(picked).facts
        for stratum in book.strata:
            for id_, _, rows in stratum:
                left = [value for value, condition in tables[id_].rows if truth(condition, facts)]
                assert left == [first_hit(rows, facts)]


def test_everything_that_is_decided_has_a_name_of_its_own():
    task = filled(StepTask, id="opening", when=yes("x"))
    book = rulebook(
        findings=[finding("context.a", (("yes", yes("x")), ("no", ALWAYS)))],
        recommendations=[recommendation("thing", yes("x"), no("y"), (("open", yes("x")), ("create", ALWAYS)))],
        measures=[measure("m", ["thing"], openings={"dates.budget": (("3", yes("y")), ("0", ALWAYS))})],
        guards=[filled(Guard, id="care", unless=yes("y"))],
        steps=[filled(Step, tasks=(task,))],
    )
    program = compile_rulebook(book, questionnaire({"x": YES_NO, "y": YES_NO}))
    assert program.asked == ("x", "y")
    assert set(program.domains) == {"x", "y", "context.a"}
    assert program.verdicts == {
        need_of("thing"): yes("x"),
        fits_of("thing"): no("y"),
        unless_of("care"): yes("y"),
        when_of("opening"): yes("x"),
    }
    points = [points_of("m", name) for name in ("stakes", "leverage", "reach", "readiness")]
    names = [modes_of("thing"), points_of("thing", "gap"), *points, points_of("dates.budget", "opening")]
    assert [table.id for table in program.outcomes] == names


def test_modes_are_those_of_worlds_in_which_something_is_missing():
    rule = recommendation("thing", yes("x"), no("y"), (("open", yes("z")), ("create", ALWAYS)))
    program = compile_rulebook(rulebook(recommendations=[rule]), questionnaire(dict.fromkeys("xyz", YES_NO)))
    modes = next(table for table in program.outcomes if table.id == modes_of("thing"))
    assert modes.rows == (("open", All((yes("z"), yes("x"), no("y")))), ("create", All((no("z"), yes("x"), no("y")))))


def test_findings_stand_in_the_strata_of_their_folders():
    def is_so(id_, stratum, read):
        return finding(id_, (("yes", yes(read)), ("no", ALWAYS)), stratum)

    book = rulebook(findings=[is_so("late", 4, "early"), is_so("early", 1, "x"), is_so("other", 1, "x")])
    program = compile_rulebook(book, questionnaire({"x": YES_NO}))
    assert [[table.id for table in stratum] for stratum in program.strata] == [["early", "other"], ["late"]]


def test_a_question_waits_for_those_its_relevance_reads_and_for_their_qualifiers():
    domains = dict.fromkeys(["a", "b", "b.money", "c", "d"], YES_NO)
    relevance = {"d": yes("c"), "c": yes("b.money"), "b": yes("a")}
    asked = questionnaire(domains, {"b": "no", "c": "no", "d": "yes"}, {"b.money": "b"})
    levels = compile_rulebook(rulebook(relevance=relevance), asked).skips
    assert [[skip.question for skip in level] for level in levels] == [["b"], ["c"], ["d"]]
    assert [level[0].skipped for level in levels] == [0b01, 0b01, 0b10]


def test_relevance_that_goes_round_in_a_circle_is_an_error_of_the_input():
    relevance = {"a": yes("b"), "b": no("a")}
    asked = questionnaire({"a": YES_NO, "b": YES_NO}, {"a": "no", "b": "no"})
    with pytest.raises(InputError, match=r"rules\.yaml:1:1: the relevance of 'a' goes round in a circle"):
        compile_rulebook(rulebook(relevance=relevance), asked)


def test_a_row_of_a_table_and_its_negation_never_hold_together():
    rows = exclusive((("first", yes("x")), ("last", ALWAYS)))
    for facts in ({"x": 1}, {"x": 2}):
        assert sum(truth(condition, facts) is True for _, condition in rows) == 1
    assert [truth(negate(condition), {"x": 3}) for _, condition in rows] == [None, None]
