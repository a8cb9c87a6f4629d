"""Numbers and dates that are possible and hardly true are named; what is impossible, the reader refuses."""

import pytest


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("returns.number: {answer: 3, year: 2025, FULL}", "gives 3 persons, which is below the 10 expected at least"),
        (
            "returns.number: {answer: 42000000, year: 2025, FULL}",
            "42,000,000 persons, which is above the 2,000,000 expected",
        ),
        ("frame.start-horizon: {answer: {start: 2026-07, months: 2}}", "gives 2 months, which is below the 3 expected"),
        ("frame.start-horizon: {answer: {start: 2026-07, months: 84}}", "gives 84 months, which is above the 60 expected"),
        ("frame.start-horizon: {answer: {start: 2126-07, months: 24}}", "gives the date July 2126, which can hardly be"),
        ("sop.use: {answer: patchy, until: 2106-01, FULL}", "gives the date January 2106"),
        ("policy.reintegration: {answer: adopted, adopted: 1916, FULL}", "gives the date 1916"),
        ("frame.openings: {answer: {budget: 2127-01}, FULL}", "gives the date January 2127"),
    ],
)
def test_a_number_or_date_out_of_range_is_named_with_its_line(warnings, answer, what):
    head = "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources: {s: {title: A report, date: 2026-01}}\nanswers:\n"
    frame = "frame.start-horizon: {answer: {start: 2026-07, months: 18}}"
    answers = [answer] if answer.startswith("frame.start") else [answer, frame]
    found = [warning for warning in warnings(*answers, head=head) if warning.kind == "range"]
    assert [warning.line for warning in found] == [6]
    assert what in found[0].what
    assert found[0].mend.endswith("leave it if it is right")


def test_a_figure_of_another_age_is_named(warnings):
    found = warnings("returns.number: {answer: 400, year: 1979, FULL}")
    assert [warning.kind for warning in found] == ["stale", "range"]
    assert "a figure of 1979, which is before 1990" in found[1].what


@pytest.mark.parametrize(
    "answer",
    [
        "returns.number: {answer: 10, year: 2025, FULL}",
        "returns.number: {answer: 2000000, year: 2025, FULL}",
        "returns.number: {answer: low, FULL}",
        "sop.use: {answer: patchy, until: 2056, FULL}",
        "policy.reintegration: {answer: adopted, adopted: 1950, FULL}",
    ],
)
def test_what_is_likely_is_no_matter(kinds, answer):
    assert kinds(answer) == []


def test_a_source_or_an_answer_older_than_any_policy_is_named_at_its_line(warnings):
    head = (
        "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources:\n  s: {title: A report, date: 1926-01}\nanswers:\n"
        "  frame.start-horizon: {answer: {start: 2026-07, months: 18}, source: s}\n"
    )
    found = warnings("sop.use: {answer: patchy, date: 1926-01, evidence: e, source: s}", head=head)
    assert [(warning.kind, warning.line) for warning in found] == [("range", 5), ("range", 8)]
    assert "the source s carries the date January 1926" in found[0].what
    assert "sop.use gives the date January 1926" in found[1].what


# after the day the answers describe


@pytest.mark.parametrize(
    "answer",
    [
        "referral.use: {answer: patchy, evidence: It is so., source: s, date: 2027}",
        "referral.use: {answer: patchy, evidence: It is so., source: s, date: 2127}",
        "policy.reintegration: {answer: adopted, adopted: 2026-09, evidence: It is so., source: s}",
        "returns.number: {answer: 900, year: 2027, counted: all, source: s}",
    ],
)
def test_nothing_can_be_known_from_a_day_to_come(kinds, answer):
    assert [kind for kind, _ in kinds(answer)] == ["future"]


def test_a_source_from_a_day_to_come_is_named_once(warnings):
    head = (
        "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources:\n  s: {title: A report, date: 2026-12}\nanswers:\n"
        "  frame.start-horizon: {answer: {start: 2026-07, months: 18}}\n"
    )
    full = "answer: patchy, evidence: It is so., source: s"
    found = warnings(f"referral.use: {{{full}}}", f"sop.use: {{{full}}}", head=head)
    assert [(warning.kind, warning.question) for warning in found] == [("future", "referral.use")]
    found = warnings(head=head)
    assert [(warning.kind, warning.line) for warning in found] == [("sources", 5), ("future", 5)]


def test_a_profile_without_a_date_has_no_future(kinds):
    head = "wayhome: 1\ncountry: XX\nanswers:\n  frame.start-horizon: {answer: {start: 2126-07, months: 18}}\n"
    assert kinds(head=head) == [("date", None)]
