"""The examples of the shipped rules: they hold in both evaluations, and leave nothing a rule can conclude without one."""

import functools
from collections import Counter

from wayhome.engine.compile import modes_of
from wayhome.engine.disjuncts import disjuncts
from wayhome.engine.library import load_library
from wayhome.engine.rule_tests.cases import as_list, collect
from wayhome.engine.rule_tests.running import missing, run
from wayhome.engine.truth import ALWAYS

KINDS = {
    "implication",
    "contradiction",
    "finding",
    "precondition",
    "recommend",
    "some_actor",
    "actor",
    "measure",
    "guard",
    "means",
    "step",
    "question",
}


@functools.cache
def rules():
    return collect(load_library())


def of_kind(*kinds):
    return [found for found in rules() if found.rule.kind in kinds]


def ends(case):
    """What an example of a recommendation expects: its status, and the modes it names."""
    return case.expect.get("status"), tuple(as_list(case.expect.get("modes", case.expect.get("mode", []))))


def test_every_example_holds_in_both_evaluations():
    number, failures = run(rules(), load_library())
    assert number > 2000
    assert [str(failure) for failure in failures] == []
    assert missing(rules(), load_library()) == []


def test_every_rule_that_has_a_condition_has_an_example():
    assert {found.rule.kind for found in rules() if found.cases} == KINDS
    assert [found.rule.id for found in rules() if found.rule.condition_paths and not found.cases] == []


def test_every_value_a_finding_can_take_is_expected_by_an_example():
    for found in of_kind("finding", "precondition"):
        wanted = [as_list(case.expect["is"]) for case in found.cases]
        certain = {values[0] for values in wanted if len(values) == 1}
        assert certain == set(found.book.findings[found.rule.id].domain.values), found.rule.id


def test_every_recommendation_is_recommended_in_an_example_for_each_mode_it_can_take():
    tables = {table.id: table for table in load_library().program.outcomes}
    untried = []
    for found in of_kind("recommend"):
        tried = {modes[0] for status, modes in map(ends, found.cases) if status == "recommended" and len(modes) == 1}
        rows = tables[modes_of(found.rule.id)].rows
        possible = {mode for mode, condition in rows if disjuncts(condition, found.rule.id)}
        untried += [(found.rule.id, mode) for mode in sorted(possible - tried)]
    assert untried == []


def test_every_recommendation_has_an_example_of_each_status_it_can_have():
    unseen = []
    for found in of_kind("recommend"):
        (rule,) = found.book.recommendations.values()
        wanted = {"recommended", "in-place", "possible"} | (set() if rule.fits == ALWAYS else {"not-applicable"})
        unseen += [(rule.id, status) for status in wanted - {status for status, _ in map(ends, found.cases)}]
    assert unseen == []


def test_of_an_unknown_country_every_recommendation_is_possible_in_an_example():
    for found in of_kind("recommend"):
        assert any(not case.given and case.expect["status"] == "possible" for case in found.cases), found.rule.id


def test_examples_of_one_rule_have_names_of_their_own():
    names = Counter((found.rule.kind, found.rule.id, case.name) for found in rules() for case in found.cases)
    assert [name for name, number in names.items() if number > 1] == []
