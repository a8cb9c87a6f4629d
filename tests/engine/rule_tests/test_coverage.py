"""Each test in a condition is seen true, false and unknown, or is missing; what is missing is printed so that it fits."""

import functools

import pytest

from wayhome.engine.library import load_library
from wayhome.engine.rule_tests.coverage import coverage_of
from wayhome.engine.rule_tests.examine import examine
from wayhome.engine.rule_tests.stubs import stubs_for
from wayhome.engine.rule_tests.written import path_text

from .small_rulebook import RECOMMEND, finding

NEW = "1-context/new.yaml"
COUNT = "{count: {at_least: 2, of: [{lead.body: none}, {sop.use: none}, {not: {data.returnees: used}}]}}"
MIXED = "{coordination.working: {at_least: patchy}, any: [{service.health: [none, closed]}, {returns.number: high}]}"
WORDS = {True: "true", False: "false", None: "unknown"}


def missing(test):
    """What no example shows: the path of a test and its verdicts."""
    found = {path_text(leaf.path): [WORDS[verdict] for verdict in leaf.missing] for leaf in coverage_of(test).leaves}
    return {path: verdicts for path, verdicts in found.items() if verdicts}


def never(test):
    return {
        (path_text(leaf.path), WORDS[verdict]): why
        for leaf in coverage_of(test).leaves
        for verdict, why in leaf.never.items()
    }


def test_a_test_is_told_by_its_place_in_the_condition_whatever_the_layout(tested):
    one = finding("{any: [{lead.body: none}, {sop.use: none}]}", "{name: x, given: {lead.body: none}, expect: {is: yes}}")
    wanted = {"table.0.when.any.0.lead.body": ["false", "unknown"], "table.0.when.any.1.sop.use": ["true", "false"]}
    assert missing(tested({NEW: one}, "context.new")) == wanted
    spread = one.replace(
        "{any: [{lead.body: none}, {sop.use: none}]}",
        "\n        any:\n          - lead.body: none\n\n          - sop.use: none",
    )
    assert missing(tested({NEW: spread}, "context.new")) == wanted


def test_examples_of_each_verdict_cover_a_test(tested):
    rule = finding("{lead.body: none}", "{name: a, given: {lead.body: none}, expect: {is: yes}}")
    rule += f"    - {{name: b, given: {{lead.body: patchy}}, expect: {{is: no}}}}\n    - {finding('').rpartition('- ')[2]}"
    test = tested({NEW: rule}, "context.new")
    assert missing(test) == {}
    (leaf,) = coverage_of(test).leaves
    assert leaf.shown == {True: "a", False: "b", None: "nobody asked"}


def test_what_no_profile_can_show_is_not_missing(tested):
    # Where no body coordinates, the question how it works does not arise and counts as `none`.
    rule = finding("{all: [{coordination.state: none}, {lead.body: [none, informal, drafted, on-paper, patchy, working]}]}")
    assert never(tested({NEW: rule}, "context.new")) == {
        ("table.0.when.all.1.lead.body", "unknown"): "it is true whatever is known",
        ("table.0.when.all.1.lead.body", "false"): "no answers make it so",
    }


def test_what_no_profile_can_show_is_found_through_findings_and_questions_that_do_not_arise(tested):
    first = finding("{all: [{coordination.state: none}, {coordination.working: working}]}", id_="context.first")
    second = finding("{context.first: yes}")
    found = tested({"1-context/first.yaml": first, "2-preconditions/new.yaml": second}, "context.new")
    assert never(found) == {("table.0.when.context.first", "true"): "no answers make it so"}


def test_of_a_rule_about_several_facts_an_example_covers_the_one_it_speaks_of(tested):
    rule = """\
- implication: I1
  title: Project staff, project money
  for_each: [service.health, sop.use]
  when: {it.staff-paid-by: project}
  then: {it.money: [project]}
  examples:
    - {name: procedures, given: {sop.use.staff-paid-by: project}, expect: {sop.use.money: project}}
    - {name: nurses, given: {service.health.staff-paid-by: state}, expect: {service.health.money: open}}
"""
    assert missing(tested({"0-implications/new.yaml": rule}, "I1")) == {"when.it.staff-paid-by": ["unknown"]}


@pytest.mark.parametrize(
    ("file", "text", "id_"),
    [
        (NEW, finding(COUNT), "context.new"),
        (NEW, finding(MIXED), "context.new"),
        ("3-structures/referral.yaml", RECOMMEND, "referral.why"),
    ],
)
def test_stubs_pasted_below_a_rule_leave_nothing_missing(small, tested, file, text, id_):
    test = tested({file: text}, id_)
    stubs = stubs_for(test, coverage_of(test).goals)
    named = ["\n".join(stub.lines()).replace("say in plain words what is so", f"stub {i}") for i, stub in enumerate(stubs)]
    pasted = {file: text + "\n".join(named) + "\n"}
    assert missing(tested(pasted, id_)) == {}
    report = examine(small(pasted), word=id_)
    assert (report.number > 1, report.failures) == (True, [])


def test_a_stub_for_a_file_of_examples_names_its_rule(tested):
    test = tested({NEW: finding("{lead.body: none}")}, "context.new")
    stub = stubs_for(test, coverage_of(test).goals)[0]
    assert stub.lines("context.new") == [
        "- rule: context.new",
        "  name: say in plain words what is so",
        "  given: {lead.body: none}",
        "  expect: {is: yes}",
    ]


@functools.cache
def shipped():
    return examine(load_library(), with_coverage=True)


def test_the_shipped_examples_show_every_test_true_false_and_unknown():
    untried = [(examined.rule.id, leaf.path) for examined in shipped().rules for leaf in examined.leaves if leaf.missing]
    assert untried == []
    assert sum(len(examined.leaves) for examined in shipped().rules) > 1800
