"""An answer rests on evidence and a source; what is old is said once, whoever finds it old."""

import json

import pytest

from wayhome.engine.api import check_profile, load_profile
from wayhome.engine.errors import InputError


@pytest.mark.parametrize(
    ("answer", "lacking"),
    [
        ("lead.body: none", "without evidence or source"),
        ("data.returnees: {answer: never, source: s}", "without evidence"),
        ("coordination.state: {answer: none, evidence: We asked.}", "without a source"),
        ("policy.sectors: {answer: {labour: no-policy}}", "without evidence or source"),
        ("coordination.carriers: {answer: {other: no, employment: no}}", "without evidence or source"),
        ("frame.actors: {answer: {ministry-labour: none}}", "without evidence or source"),
    ],
)
def test_a_no_needs_somebody_who_looked(warnings, answer, lacking):
    (found,) = warnings(answer)
    assert (found.kind, found.line) == ("none", 7)
    assert lacking in found.what


def test_one_of_several_with_none_among_them_is_no_none(kinds):
    assert kinds("lead.body: {answer: [none, informal], source: s}") == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("lead.body: working", [("source", "lead.body")]),
        ("returns.places: nobody-knows", [("source", "returns.places")]),
        ("returns.places: {answer: nobody-knows, evidence: Asked in May.}", []),
        ("service.health: {answer: contested, voices: [{value: patchy, who: a}, {value: closed, who: b}]}", []),
        ("frame.areas: [XX]", []),
        ("lead.body: not-asked", []),
        ("service.protection: withheld", []),
    ],
)
def test_answers_rest_on_a_source(kinds, answer, expected):
    assert kinds(answer) == expected


# age


def test_an_old_answer_is_named_with_its_day(warnings):
    (found,) = warnings("service.health: {answer: patchy, date: 2021-03, FULL}")
    assert (found.kind, found.question, found.line) == ("stale", "service.health", 7)
    assert "March 2021, more than 24 months" in found.what


def test_an_answer_without_a_day_is_named_with_that_of_its_newest_source(warnings):
    head = (
        "wayhome: 1\ncountry: XX\ndate: 2026-06\n"
        "sources: {a: {title: One, date: 2019}, b: {title: Two, date: 2020-02}}\nanswers:\n"
        "  frame.start-horizon: {answer: {start: 2026-07, months: 18}, source: a}\n"
    )
    (found,) = warnings("service.health: {answer: patchy, evidence: e, source: [a, b]}", head=head)
    assert "service.health describes February 2020, more than 24 months" in found.what


def test_age_is_counted_from_the_day_of_the_brief(kinds):
    answer = "service.health: {answer: patchy, FULL}"
    assert kinds(answer) == []
    assert kinds(answer, date="2029-01") == [("stale", "service.health")]


AGED = (
    "lead.body: {answer: patchy, date: 2023-05-10, FULL}",
    "sop.use: {answer: patchy, FULL}",
    "returns.trend: {answer: rising, date: 2022, FULL}",
    "service.health: {answer: patchy, date: 2021-03, FULL}",
    "participation.roles: not-asked",
    "service.women: withheld",
)


@pytest.mark.parametrize(
    ("older_than", "old"),
    [
        ("2022", []),
        ("2023", ["returns.trend"]),
        ("2023-05", ["returns.trend"]),
        ("2023-05-10", ["returns.trend"]),
        ("2023-05-11", ["lead.body", "returns.trend"]),
        ("2023-06", ["lead.body", "returns.trend"]),
        ("2026-01", ["lead.body", "returns.trend"]),
        ("2026-02", ["lead.body", "sop.use", "returns.trend"]),
    ],
)
def test_what_describes_a_time_before_the_day_given_is_named(kinds, older_than, old):
    found = kinds(*AGED, older_than=older_than)
    assert [question for kind, question in found if kind == "old"] == old
    assert [question for kind, question in found if kind == "stale"] == ["service.health"]


def test_an_old_answer_is_named_once_with_its_line_its_day_and_how_to_mend_it(warnings):
    found = warnings(*AGED, older_than="2024")
    assert [warning.line for warning in found] == [7, 9, 10]
    assert found[0].what == "lead.body describes May 2023, before 2024"
    assert found[1].what == "returns.trend describes 2022, before 2024"
    assert found[2].kind == "stale"
    assert {warning.mend for warning in found} == {"ask again, or confirm the answer with a new date"}


def test_the_plan_itself_and_what_does_not_arise_are_not_old(kinds):
    answers = ("policy.reintegration: {answer: none, FULL}", "policy.plan: {answer: none, date: 2010, FULL}")
    assert kinds(*answers, "frame.areas: [XX]", older_than="2026-06") == [("old", "policy.reintegration")]


def test_it_stands_in_the_json_too(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("wayhome: 1\ncountry: XX\ndate: 2022\nanswers:\n  lead.body: patchy\n")
    found = json.loads(check_profile(load_profile(path), older_than="2024-03").to_json())["warnings"]
    (old,) = [warning for warning in found if warning["kind"] == "old"]
    assert (old["line"], old["question"]) == (5, "lead.body")
    assert old["what"] == "lead.body describes 2022, before March 2024"


@pytest.mark.parametrize("given", ["soon", "", "2024-13"])
def test_a_day_that_is_none_is_refused(warnings, given):
    with pytest.raises(InputError, match=f"older-than: '{given}' is not a date"):
        warnings(older_than=given)
