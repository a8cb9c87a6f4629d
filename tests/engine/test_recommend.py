"""Recommendations: exactly one status each, the modes still open, and the answers a verdict hangs on."""

import itertools

import pytest
from hypothesis import given

from wayhome.engine.compile import compile_rulebook, fits_of, need_of
from wayhome.engine.evaluate import evaluate
from wayhome.engine.questionnaire import MODES
from wayhome.engine.recommend import Status, open_facts, points, status_of, verdicts_of
from wayhome.engine.truth import ALWAYS, All, Any, Domain, Test

from .random_programs import (
    books_and_facts,
    completions,
    examples,
    finding,
    measure,
    questionnaire,
    recommendation,
    rulebook,
)

YES_NO = Domain(("no", "yes"))
LEVELS = Domain(("none", "patchy", "working"), ("none", "patchy", "working"))
NO, YES, EITHER = 0b01, 0b10, 0b11


def yes(fact):
    return Test(fact, YES, EITHER)


def level(*values):
    return Test("level", LEVELS.mask(values), LEVELS.full)


def verdict_on(rule, domains, facts, *, findings=(), relevance=None, when_skipped=None):
    """The verdict on one recommendation, given partly known facts; what is not given is unknown."""
    book = rulebook(recommendations=[rule], findings=findings, measures=[measure()], relevance=relevance)
    program = compile_rulebook(book, questionnaire(domains, when_skipped))
    masks = {fact: facts.get(fact, domain.full) for fact, domain in domains.items()}
    return verdicts_of(book, program, evaluate(program, masks))[rule.id]


@pytest.mark.parametrize(
    ("need", "fits", "expected"),
    [
        (True, True, Status.RECOMMENDED),
        (True, None, Status.POSSIBLE),
        (True, False, Status.NOT_APPLICABLE),
        (None, True, Status.POSSIBLE),
        (None, None, Status.POSSIBLE),
        (None, False, Status.NOT_APPLICABLE),
        (False, True, Status.IN_PLACE),
        (False, None, Status.IN_PLACE),
        (False, False, Status.IN_PLACE),
    ],
)
def test_every_pair_of_truths_has_exactly_one_status(need, fits, expected):
    assert status_of(need, fits) is expected


def test_a_status_once_certain_stays_as_knowledge_grows():
    for need, fits in itertools.product((True, False, None), repeat=2):
        before = status_of(need, fits)
        grown = {
            status_of(n, f) for n, f in itertools.product((True, False), repeat=2) if need in (None, n) and fits in (None, f)
        }
        if before is Status.RECOMMENDED:
            assert grown == {Status.RECOMMENDED}
        elif before is Status.POSSIBLE:
            assert len(grown) > 1
        else:
            assert Status.RECOMMENDED not in grown


MODAL = recommendation(
    need=level("none", "patchy"),
    modes=(("create", level("none")), ("strengthen", level("patchy")), ("secure", ALWAYS)),
    gap=(("3", level("none")), ("1", level("patchy")), ("0", ALWAYS)),
)


def test_what_is_known_to_be_missing_is_recommended_with_its_mode_and_gap():
    verdict = verdict_on(MODAL, {"level": LEVELS}, {"level": LEVELS.mask(["patchy"])})
    assert (verdict.status, verdict.mode, verdict.modes, verdict.gap) == (
        Status.RECOMMENDED,
        "strengthen",
        ("strengthen",),
        (1, 1),
    )
    assert verdict.hangs_on == ()


def test_while_the_way_is_open_the_modes_are_those_of_worlds_in_which_something_is_missing():
    verdict = verdict_on(MODAL, {"level": LEVELS}, {})
    assert verdict.status is Status.POSSIBLE
    assert verdict.modes == ("create", "strengthen")  # never secure: where it works, nothing is missing
    assert verdict.mode is None
    assert verdict.gap == (1, 3)
    assert verdict.hangs_on == ("level",)


def test_a_recommendation_whose_mode_is_open_hangs_on_what_would_close_it():
    verdict = verdict_on(MODAL, {"level": LEVELS}, {"level": LEVELS.mask(["none", "patchy"])})
    assert verdict.status is Status.RECOMMENDED
    assert verdict.modes == ("create", "strengthen")
    assert verdict.hangs_on == ("level",)


def test_modes_come_in_the_order_of_the_verbs_not_of_the_rows():
    rule = recommendation(need=yes("x"), modes=(("renew", yes("a")), ("open", yes("b")), ("create", ALWAYS)))
    verdict = verdict_on(rule, dict.fromkeys("xab", YES_NO), {"x": YES})
    assert verdict.modes == ("create", "open", "renew")
    assert sorted(verdict.modes, key=MODES.index) == list(verdict.modes)


@pytest.mark.parametrize(
    ("facts", "status"), [({"x": NO, "y": YES}, Status.IN_PLACE), ({"x": YES, "y": NO}, Status.NOT_APPLICABLE)]
)
def test_where_there_is_nothing_to_do_there_is_no_mode_no_gap_and_nothing_to_ask(facts, status):
    rule = recommendation(need=yes("x"), fits=yes("y"), gap=(("3", ALWAYS),))
    verdict = verdict_on(rule, dict.fromkeys("xyz", YES_NO), facts)
    assert (verdict.status, verdict.modes, verdict.mode, verdict.gap, verdict.hangs_on) == (status, (), None, (0, 0), ())


def test_a_verdict_hangs_on_the_open_answers_only():
    rule = recommendation(need=All((yes("x"), yes("y"), Any((yes("z"), yes("w"))))))
    verdict = verdict_on(rule, dict.fromkeys("xyzw", YES_NO), {"x": YES, "z": NO})
    assert verdict.status is Status.POSSIBLE
    assert verdict.hangs_on == ("y", "w")


def test_what_a_finding_hides_is_traced_to_the_questionnaire():
    first = finding("first", (("yes", All((yes("x"), yes("y")))), ("no", ALWAYS)), 1)
    second = finding("second", (("yes", Test("first", 1, 3)), ("no", ALWAYS)), 2)
    rule = recommendation(need=Test("second", 1, 3))
    verdict = verdict_on(rule, dict.fromkeys("xyz", YES_NO), {"x": NO | YES, "y": YES}, findings=[first, second])
    assert verdict.status is Status.POSSIBLE
    assert verdict.hangs_on == ("x",)


def test_an_answer_that_may_not_arise_hangs_on_what_decides_whether_it_does():
    """The answer is there; whether the question arises is not known. To ask it again would settle nothing."""
    domains = {"policy": YES_NO, "level": LEVELS}
    verdict = verdict_on(
        recommendation(need=level("none")),
        domains,
        {"level": LEVELS.mask(["working"])},
        relevance={"level": yes("policy")},
        when_skipped={"level": "none"},
    )
    assert verdict.status is Status.POSSIBLE
    assert "policy" in verdict.hangs_on


def test_points_are_the_least_and_the_most_a_table_still_allows():
    rule = recommendation(gap=(("3", yes("x")), ("1", yes("y")), ("2", ALWAYS)))
    domains = dict.fromkeys("xy", YES_NO)
    for facts, expected in (({}, (1, 3)), ({"x": NO}, (1, 2)), ({"x": YES}, (3, 3)), ({"x": NO, "y": NO}, (2, 2))):
        assert verdict_on(rule, domains, facts).gap == expected


def test_a_table_that_is_not_asked_gives_no_points():
    book = rulebook(recommendations=[recommendation(need=yes("x"), gap=(("3", ALWAYS),))], measures=[measure()])
    program = compile_rulebook(book, questionnaire({"x": YES_NO}))
    assert points(evaluate(program, {"x": NO}), "thing#gap") == (0, 0)


# Random rulebooks, against complete worlds


@examples(300)
@given(books_and_facts())
def test_a_verdict_has_one_status_and_no_status_rests_on_an_unknown(case):
    book, facts = case
    found = verdicts_of(book.rulebook, book.program, evaluate(book.program, facts))
    assert list(found) == [rule for rule, *_ in book.recommendations]
    for world in book.completions(facts):
        for rule, verdict in found.items():
            status = world.status(rule)
            if verdict.status in (Status.RECOMMENDED, Status.IN_PLACE):
                assert status == verdict.status
            if verdict.status is Status.NOT_APPLICABLE:
                assert status != Status.RECOMMENDED
            if status == Status.RECOMMENDED:
                assert world.outcomes[f"{rule}#mode"] in verdict.modes
                assert verdict.gap[0] <= int(world.outcomes[f"{rule}#gap"]) <= verdict.gap[1]


@examples(150)
@given(books_and_facts())
def test_when_everything_is_known_nothing_is_merely_possible(case):
    book, facts = case
    for picked in itertools.islice(completions(facts), 8):
        world = book.world(picked)
        for rule, verdict in verdicts_of(book.rulebook, book.program, evaluate(book.program, picked)).items():
            assert verdict.status == world.status(rule)
            assert verdict.mode == world.outcomes[f"{rule}#mode"]
            assert verdict.hangs_on == ()


@examples(300)
@given(books_and_facts())
def test_what_is_possible_hangs_on_open_answers_of_the_questionnaire(case):
    book, facts = case
    evaluation = evaluate(book.program, facts)
    for rule, verdict in verdicts_of(book.rulebook, book.program, evaluation).items():
        assert (verdict.status is Status.POSSIBLE or len(verdict.modes) > 1) == bool(verdict.hangs_on)
        assert set(verdict.hangs_on) <= set(book.asked)
        assert all(evaluation.asked[fact].bit_count() > 1 for fact in verdict.hangs_on)
        for name in (need_of(rule), fits_of(rule)):
            if evaluation.verdicts[name] is not None:
                assert open_facts(book.program.verdicts[name], evaluation, book.program) == []


@examples(300)
@given(books_and_facts())
def test_answering_what_a_verdict_hangs_on_settles_it(case):
    book, facts = case
    for rule, verdict in verdicts_of(book.rulebook, book.program, evaluate(book.program, facts)).items():
        if verdict.status is not Status.POSSIBLE:
            continue
        answered = {fact: mask & -mask if fact in verdict.hangs_on else mask for fact, mask in facts.items()}
        after = evaluate(book.program, answered)
        if not after.conflicts:
            assert verdicts_of(book.rulebook, book.program, after)[rule].status is not Status.POSSIBLE
