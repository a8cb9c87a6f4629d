"""The examples beside the rules: they hold, they leave nothing of a rule untried, and one that does not hold is named."""

import functools
from collections import Counter
from dataclasses import replace

import pytest

from wayhome.engine.compile import modes_of
from wayhome.engine.disjuncts import disjuncts
from wayhome.engine.errors import InputError
from wayhome.engine.examples import OPEN, examples_of, missing_examples, run_examples
from wayhome.engine.library import load_library
from wayhome.engine.rulebook import Example
from wayhome.engine.truth import ALWAYS


@functools.cache
def library():
    return load_library()


def named(example):
    """What an example of a recommendation expects: its status, and the modes it names."""
    modes = example.expect.get("modes", example.expect.get("mode", []))
    return example.expect.get("status"), tuple([modes] if isinstance(modes, str) else modes)


def expected_of(rule):
    """The values an example of a finding expects, as a list."""
    return [
        tuple([wanted] if isinstance(wanted, str) else wanted)
        for wanted in (example.expect["is"] for example in rule.examples)
    ]


def test_every_example_holds_in_both_evaluations():
    number, failures = run_examples(library())
    assert number == sum(1 for _ in examples_of(library())) > 400
    assert [str(failure) for failure in failures] == []


def test_every_rule_has_an_example():
    kinds = Counter(kind for kind, *_ in examples_of(library()))
    assert set(kinds) == {"implication", "contradiction", "finding", "recommendation", "some_actor", "actor"}
    book = library().rulebook
    rules = [*book.findings.values(), *book.recommendations.values()]
    rules += [*book.some_actor.values(), *book.actor_rules.values()]
    contradicting = {rule.id.partition("@")[0] for rule in book.contradictions if rule.examples}
    assert {rule.id.partition("@")[0] for rule in book.contradictions} == contradicting
    written = {rule.id.partition("@")[0] for rule in book.implications if rule.examples}
    assert [rule.id for rule in rules if not rule.examples] == []
    assert {rule.id.partition("@")[0] for rule in book.implications} == written


def test_every_value_a_finding_can_take_is_expected_by_an_example():
    for rule in library().rulebook.findings.values():
        certain = {values[0] for values in expected_of(rule) if len(values) == 1}
        assert certain == set(rule.domain.values), rule.id


def test_every_recommendation_is_recommended_in_an_example_for_each_mode_it_can_take():
    tables = {table.id: table for table in library().program.outcomes}
    untried = []
    for rule in library().rulebook.recommendations.values():
        tried = {modes[0] for status, modes in map(named, rule.examples) if status == "recommended" and len(modes) == 1}
        possible = {mode for mode, condition in tables[modes_of(rule.id)].rows if disjuncts(condition, rule.id)}
        untried += [(rule.id, mode) for mode in sorted(possible - tried)]
    assert untried == []


def test_every_recommendation_has_an_example_of_each_status_it_can_have():
    missing = []
    for rule in library().rulebook.recommendations.values():
        wanted = {"recommended", "in-place", "possible"} | (set() if rule.fits == ALWAYS else {"not-applicable"})
        if rule.need == ALWAYS:
            wanted -= {"in-place", "possible"}
        missing += [(rule.id, status) for status in wanted - {status for status, _ in map(named, rule.examples)}]
    assert missing == []


def test_of_an_unknown_country_every_recommendation_is_possible_in_an_example():
    silent = [
        rule.id
        for rule in library().rulebook.recommendations.values()
        if rule.need != ALWAYS and not any(not one.given and one.expect["status"] == "possible" for one in rule.examples)
    ]
    assert silent == []


def test_examples_of_one_rule_have_names_of_their_own():
    names = Counter((kind, rule, example.name) for kind, rule, _, example in examples_of(library()))
    assert [name for name, number in names.items() if number > 1] == []


# An example that does not hold


def with_examples(kind, *examples):
    """The shipped rulebook with these examples beside the first rule of a kind, and that rule."""
    book = library().rulebook
    rules = getattr(book, kind)
    if isinstance(rules, tuple):
        rule = replace(rules[0], examples=examples)
        changed = (rule, *rules[1:])
    else:
        first = next(iter(rules))
        rule = replace(rules[first], examples=examples)
        changed = {**rules, first: rule}
    return replace(library(), rulebook=replace(book, **{kind: changed})), rule


def test_an_example_that_does_not_hold_is_named_with_its_place_and_what_came_out():
    wrong = Example("nobody was asked", {}, {"status": "in-place"})
    broken, rule = with_examples("recommendations", wrong)
    number, (failure,) = run_examples(broken, rule.id)
    assert number >= 1
    assert str(failure) == (f"{rule.place}: {rule.id}: 'nobody was asked': expected status in-place; got status possible")


def test_a_wrong_mode_does_not_hold_either():
    (right,) = [
        example for example in next(iter(library().rulebook.recommendations.values())).examples if example.expect.get("mode")
    ][:1]
    wrong = replace(right, expect={**right.expect, "mode": "renew" if right.expect["mode"] != "renew" else "open"})
    broken, rule = with_examples("recommendations", right, wrong)
    _, failures = run_examples(broken, rule.id)
    assert [failure.example for failure in failures] == [wrong.name]
    assert f"mode {right.expect['mode']}" in failures[0].found


def test_a_wrong_finding_and_a_wrong_implication_do_not_hold():
    finding = next(iter(library().rulebook.findings.values()))
    certain = Example("certain from nothing", {}, {"is": finding.domain.values[0]})
    broken, rule = with_examples("findings", certain)
    assert [failure.example for failure in run_examples(broken, rule.id)[1]] == ["certain from nothing"]

    fact, mask = library().rulebook.implications[0].then[0]
    kept = list(library().program.domains[fact].names(mask))
    broken, rule = with_examples("implications", Example("fires on nothing", {}, {fact: kept}))
    (failure,) = run_examples(broken, rule.id)[1]
    assert failure.example == "fires on nothing"


def test_that_nothing_is_narrowed_can_be_expected():
    fact, _ = library().rulebook.implications[0].then[0]
    unchanged, rule = with_examples("implications", Example("nothing follows", {}, {fact: OPEN}))
    assert run_examples(unchanged, rule.id)[1] == []
    (right,) = [one for one in library().rulebook.implications[0].examples if OPEN not in one.expect.values()][:1]
    broken, rule = with_examples("implications", replace(right, expect=dict.fromkeys(right.expect, OPEN)))
    assert len(run_examples(broken, rule.id)[1]) == 1


def test_the_order_in_which_an_example_lists_values_does_not_matter():
    finding = next(iter(library().rulebook.findings.values()))
    listed = Example("backwards", {}, {"is": list(finding.domain.values)[::-1]})
    same, rule = with_examples("findings", listed)
    assert run_examples(same, rule.id)[1] == []


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"lead.bodi": "none"}, "gives an unknown fact 'lead.bodi'; did you mean 'lead.body'?"),
        ({"lead.body": "perhaps"}, "lead.body is never 'perhaps'"),
        ({"lead.body": ["none", "perhaps"]}, "lead.body is never 'perhaps'"),
    ],
)
def test_an_example_that_gives_what_no_answer_can_be_is_an_error_of_the_input(given, what):
    broken, rule = with_examples("recommendations", Example("misspelt", given, {"status": "possible"}))
    with pytest.raises(InputError) as caught:
        run_examples(broken, rule.id)
    assert str(caught.value).startswith(f"{rule.place}: ")
    assert what in str(caught.value)


def test_only_the_rules_asked_for_are_run():
    rule = next(iter(library().rulebook.findings))
    number, failures = run_examples(library(), rule)
    assert 0 < number < 60
    assert failures == []
    assert run_examples(library(), "no such rule") == (0, [])


def test_a_mode_that_no_example_shows_is_missed():
    rules = dict(library().rulebook.recommendations)
    rule = rules["referral.why"]
    kept = tuple(example for example in rule.examples if example.expect.get("mode") != "strengthen")
    rules["referral.why"] = replace(rule, examples=kept)
    bare = replace(library(), rulebook=replace(library().rulebook, recommendations=rules))
    assert missing_examples(library()) == []
    (found,) = missing_examples(bare)
    assert "no example ends in 'strengthen'" in found


def test_a_contradiction_shows_answers_that_are_one_that_are_none_and_nobody_asked():
    rule = library().rulebook.contradictions[0]
    assert {"given": {}, "is": ["no", "yes"]} in [{"given": e.given, "is": e.expect["is"]} for e in rule.examples]
    fires, *_ = [example for example in rule.examples if example.expect == {"is": "yes"}]
    book = replace(library().rulebook, contradictions=(replace(rule, examples=(fires,)),))
    (message,) = missing_examples(replace(library(), rulebook=book), rule.id)
    assert message == f"{rule.place}: {rule.id}: no example ends in ['no'], ['no', 'yes']; add one"
    assert missing_examples(replace(library(), rulebook=book), "no such rule") == []


def test_an_example_of_a_contradiction_that_does_not_hold_is_named():
    rule = library().rulebook.contradictions[0]
    wrong = replace(rule, examples=(Example("wrong", {}, {"is": "yes"}),))
    broken = replace(library(), rulebook=replace(library().rulebook, contradictions=(wrong,)))
    number, (failure,) = run_examples(broken, rule.id)
    assert number == 1
    assert str(failure).endswith("'wrong': expected is yes; got is ['no', 'yes']")
