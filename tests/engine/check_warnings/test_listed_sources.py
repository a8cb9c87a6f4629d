"""A source says when it was written and where it can be found, stands once, and carries an answer."""

import pytest

HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources:\n  s: {{title: A report, date: 2026-01}}\n  {}\nanswers:\n"
FRAME = "frame.start-horizon: {answer: {start: 2026-07, months: 18}, source: s}"
CITED = "sop.use: {answer: patchy, evidence: It is so., source: [s, t]}"


@pytest.mark.parametrize(
    ("source", "answer", "what", "mend"),
    [
        ("t: {title: A site, address: x.org}", CITED, "the source t has no date", "add `date:`"),
        ("t: {title: Talks}", CITED, "neither an address nor a date", "when and with whom"),
        ("t: {title: A site, date: 2026}", FRAME, "no answer rests on the source t", "`source: t`"),
        ('t: {title: " a  REPORT", date: 2025}', CITED, "the source t has the same title as s", "keep one of them"),
        ('t: {title: "A report"}', FRAME, "the source t has the same title as s", "keep one of them"),
    ],
)
def test_a_source_that_says_too_little_is_named_once_at_its_line(warnings, source, answer, what, mend):
    found = [warning for warning in warnings(answer, head=HEAD.format(source)) if warning.kind == "sources"]
    assert [(warning.line, warning.column, warning.question) for warning in found] == [(6, 3, None)]
    assert what in found[0].what
    assert mend in found[0].mend


@pytest.mark.parametrize("source", ["t: {title: A site, date: 2026}", "t: {title: A site, address: x.org, date: 2025-03}"])
def test_a_source_in_order_is_no_matter(kinds, source):
    assert kinds(CITED, FRAME, head=HEAD.format(source)) == []


def test_a_source_of_an_answer_that_is_withheld_carries_one(kinds):
    answer = "service.women: {answer: withheld, source: t}"
    assert kinds(answer, FRAME, head=HEAD.format("t: {title: A site, date: 2026}")) == []
