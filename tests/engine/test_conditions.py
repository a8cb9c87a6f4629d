"""Conditions as rule files write them."""

import pytest

from wayhome.engine.conditions import parse_condition
from wayhome.engine.errors import InputError
from wayhome.engine.sources import parse_yaml
from wayhome.engine.truth import ALWAYS, All, Any, Count, Domain, Test, truth

DOMAINS = {
    "service.health": Domain(("none", "informal", "patchy", "reaching"), ("none", "patchy", "reaching")),
    "service.health.money": Domain(("none", "project", "yearly")),
    "lead.body": Domain(("no", "yes")),
}


def read(text):
    """A condition read from a rule file of one entry, whose condition stands on line 2."""
    source = parse_yaml(f"- recommend: some.thing\n  need: {text}\n", "rules/some.yaml")
    return parse_condition(source.value[0]["need"], DOMAINS, source, (0, "need"))


def fault(text):
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    return problem


def health(*levels):
    domain = DOMAINS["service.health"]
    return Test("service.health", domain.mask(levels), domain.full)


def money(*values):
    domain = DOMAINS["service.health.money"]
    return Test("service.health.money", domain.mask(values), domain.full)


LEAD = Test("lead.body", 0b10, 0b11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{lead.body: yes}", LEAD),
        ("{service.health: [none, informal]}", health("none", "informal")),
        ("{service.health: {below: reaching}}", health("none", "patchy")),
        ("{service.health: {at_least: patchy}}", health("patchy", "reaching")),
        ("{service.health: none, lead.body: yes}", All((health("none"), LEAD))),
        ("{all: [{service.health: none}, {lead.body: yes}]}", All((health("none"), LEAD))),
        ("{any: [{service.health: none}, {lead.body: yes}]}", Any((health("none"), LEAD))),
        ("{not: {service.health: none}}", health("informal", "patchy", "reaching")),
        ("{not: {any: [{lead.body: no}, {service.health: none}]}}", All((LEAD, health("informal", "patchy", "reaching")))),
        ("{not: {not: {lead.body: yes}}}", LEAD),
        (
            "{count: {at_least: 2, of: [{lead.body: yes}, {service.health: none}, {service.health.money: none}]}}",
            Count(2, (LEAD, health("none"), money("none"))),
        ),
        ("{lead.body: yes, any: [{service.health: none}, {service.health: patchy}]}", All((LEAD, health("none", "patchy")))),
    ],
)
def test_each_form_of_a_condition_is_read(text, expected):
    assert read(text) == expected


def test_no_condition_is_the_one_that_always_holds():
    source = parse_yaml("- {is: met}\n", "rules/some.yaml")
    assert parse_condition(None, DOMAINS, source, (0, "when")) == ALWAYS


def test_negating_below_takes_in_the_levels_outside_the_order():
    assert read("{not: {service.health: {below: reaching}}}") == health("informal", "reaching")


def test_several_keys_of_one_map_hold_together():
    condition = read("{service.health: none, not: {lead.body: yes}, any: [{service.health.money: none}]}")
    facts = {"service.health": 1, "lead.body": 1, "service.health.money": 1}
    assert truth(condition, facts) is True
    assert all(truth(condition, {**facts, fact: 2}) is False for fact in facts)


@pytest.mark.parametrize(
    ("text", "column", "what", "mend"),
    [
        ("{lead.bodi: yes}", 10, "there is no fact 'lead.bodi'", "did you mean 'lead.body'?"),
        ("{al: [{lead.body: yes}]}", 10, "there is no fact 'al'", "did you mean 'all'?"),
        ("{lead.body: maybe}", 10, "lead.body is never 'maybe'", ""),
        ("{service.health: [none, paitchy]}", 33, "service.health is never 'paitchy'", "did you mean 'patchy'?"),
        ("{service.health: {below: reching}}", 27, "'reching' is not an ordered level", "did you mean 'reaching'?"),
        ("{service.health: {below: informal}}", 27, "'informal' is not an ordered level", ""),
        ("{service.health.money: {below: yearly}}", 10, "has no order, so `below` means nothing", "list the values"),
        ("{service.health: {under: reaching}}", 10, "service.health: not a test", ""),
        ("{service.health: {below: reaching, at_least: none}}", 10, "service.health: not a test", ""),
        ("{service.health: []}", 10, "an empty list can never hold", ""),
        ("{all: []}", 10, "'all' takes a list of conditions", ""),
        ("{any: {lead.body: yes}}", 10, "'any' takes a list of conditions", ""),
        ("{}", 3, "not a condition", ""),
        ("yes", 3, "not a condition", ""),
        ("{not: [{lead.body: yes}]}", 10, "not a condition", ""),
        ("{count: [{lead.body: yes}]}", 10, "not a count", ""),
        ("{count: {at_least: 2, of: [{lead.body: yes}]}}", 18, "2 of 1", ""),
        ("{count: {at_least: 0, of: [{lead.body: yes}]}}", 18, "0 of 1", ""),
        ("{count: {at_least: true, of: [{lead.body: yes}]}}", 18, "true of 1", ""),
        ("{lead.body: {below: yes}}", 10, "has no order", "list the values"),
        ("{lead.body: 1}", 10, "lead.body is never 1", ""),
        ("{lead.body: true}", 10, "lead.body is never true", ""),
    ],
)
def test_a_faulty_condition_is_named_with_its_place_and_how_to_mend_it(text, column, what, mend):
    problem = fault(text)
    assert (problem.place.file, problem.place.line, problem.place.column) == ("rules/some.yaml", 2, column)
    assert what in problem.what
    assert problem.mend == mend


def test_the_fault_of_a_nested_test_has_its_own_line():
    problem = fault("{any: [{lead.body: yes},\n    {all: [{service.health: none},\n    {lead.body: perhaps}]}]}")
    assert problem.place.line == 4
    assert "lead.body is never 'perhaps'" in problem.what
    assert problem.expected == "no, yes"


def test_a_count_takes_eight_conditions_and_no_more():
    members = ", ".join(["{lead.body: yes}"] * 8)
    assert read(f"{{count: {{at_least: 8, of: [{members}]}}}}") == LEAD
    assert "more than 8" in fault(f"{{count: {{at_least: 8, of: [{members}, {{lead.body: yes}}]}}}}").what
