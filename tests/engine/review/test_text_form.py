"""The form as Markdown: what is typed after a label comes back, and nothing that was typed elsewhere is passed over."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from wayhome.engine.errors import InputError
from wayhome.engine.review.filled import cleaned
from wayhome.engine.review.text_form import text_form
from wayhome.engine.review.text_form_reader import read_text_form

from .reviewing import TABLE, WORDS, form_of, text_of

FORM = form_of("ministry-gender")
WOMEN, TEXTS, GOALS = FORM.rows
FACT = next(iter(FORM.facts))
BLANK = text_form(FORM, WORDS)


def read(text):
    return read_text_form(text, "f.md", WORDS)


def told(filled):
    return [str(problem) for problem in filled.problems]


def line_of(text, words):
    return text[: text.index(words)].count("\n") + 1


def test_a_blank_form_says_nothing_and_is_whole():
    filled = read(BLANK)
    assert (filled.form, filled.rows, filled.facts, filled.person.typed, filled.problems) == (FORM, (), (), {}, ())


def test_answers_come_back_with_their_lines():
    rows = {WOMEN: {"Decision": "reject", "Reasons": "One.\nTwo: as said.\n\n- three\n# four"}}
    text = text_of(FORM, rows, {FACT: {"Corrected answer": "patchy"}})
    filled = read(text)
    assert told(filled) == []
    (row,), (fact,) = filled.rows, filled.facts
    assert row.text("reasons") == "One.\nTwo: as said.\n\n- three\n# four"
    assert str(row.place_of("reasons")) == f"f.md:{line_of(text, '- Reasons: One')}:1"
    assert (fact.key, fact.text("proposed")) == (FACT, "patchy")
    assert filled.person.text("name") == "أمينة بن يوسف"


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n".join(f"> {line}" if line else ">" for line in text.split("\n")),
        lambda text: re.sub(r" +$", "", text, flags=re.MULTILINE),
        lambda text: text.replace("- Decision: reject", "**Decision:** reject"),
        lambda text: text.replace("- Decision: reject", "* decision : reject"),
        lambda text: text.replace("- Decision: reject", "Decision:\n\n  reject"),
        lambda text: text.partition("\n---\n")[2],
    ],
    ids=["line ends", "quoted in a mail", "no spaces at ends", "bold", "another mark", "below", "no front matter"],
)
def test_what_editors_and_mail_do_to_a_file_changes_nothing(changed):
    text = text_of(FORM, {WOMEN: {"Decision": "reject", "Reasons": "R"}})
    filled = read(changed(text).replace("\r\n", "\n"))
    assert told(filled) == []
    assert [(row.key, row.text("decision"), row.text("reasons")) for row in filled.rows] == [(WOMEN, "reject", "R")]


def test_sections_in_another_order_or_taken_out_mean_what_they_mean():
    text = text_of(FORM, {WOMEN: {"Decision": "accept"}, GOALS: {"Decision": "reject", "Reasons": "R"}})
    start, one, _, three, rest = re.split(r"(?=^### |^## Facts)", text, flags=re.MULTILINE)[:5]
    end = text[text.index(rest) :]
    filled = read(start + three + one + end)
    assert told(filled) == []
    assert {row.key: row.text("decision") for row in filled.rows} == {GOALS: "reject", WOMEN: "accept"}


def test_a_section_that_stands_twice_is_taken_neither_time():
    text = text_of(FORM, {WOMEN: {"Decision": "accept"}, TEXTS: {"Decision": "accept"}})
    start, one, *rest = re.split(r"(?=^### )", text, flags=re.MULTILINE)
    filled = read(start + one + one.replace("accept", "reject") + "".join(rest))
    assert [row.key for row in filled.rows] == [TEXTS]
    assert all(f"{WOMEN} stands in 2 sections" in line for line in told(filled))
    assert len(told(filled)) == 2


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("Mandate: you would lead.", "Mandate: you would help.", "Mandate: you would help."),
        ("services fit for women", "services fit for men", "services fit for men"),
        ("> Courses with childcare", "We disagree.\n> Courses with childcare", "We disagree."),
        (f"`{WOMEN}`\n", f"`{WOMEN}`\nPlease see our letter.\n", "Please see our letter."),
    ],
)
def test_text_that_was_changed_is_refused_with_its_line_and_the_other_sections_stand(old, new, at):
    text = text_of(FORM, {WOMEN: {"Decision": "accept"}, TEXTS: {"Decision": "accept"}})
    assert old in text
    filled = read(text.replace(old, new, 1))
    assert [row.key for row in filled.rows] == [TEXTS]
    (line,) = told(filled)
    assert line.startswith(f"f.md:{line_of(text.replace(old, new, 1), at)}:1: the text that was asked about was changed")


def test_a_line_before_the_first_question_is_not_passed_over():
    text = text_of(FORM, {WOMEN: {"Decision": "accept"}}).replace("How to answer:", "We object.\n\nHow to answer:")
    filled = read(text)
    assert told(filled) == [
        f"f.md:{line_of(text, 'We object.')}:1: what stands before the first question was changed; "
        "write after the colons only, in the form as it was sent"
    ]


def test_a_section_about_something_else_is_refused():
    text = text_of(FORM, {WOMEN: {"Decision": "accept"}}).replace(
        "## Facts", "### Other\n`sop.use`\n\n- Decision: accept\n\n## Facts"
    )
    filled = read(text)
    assert f"f.md:{line_of(text, '`sop.use`')}:1: this form asks nothing about 'sop.use'; take the section out" in told(
        filled
    )
    assert WOMEN in [row.key for row in filled.rows]


def test_a_label_that_stands_twice_is_refused():
    filled = read(text_of(FORM, {WOMEN: {"Decision": "accept\n- Reasons: none", "Reasons": "two"}}))
    assert filled.rows == ()
    assert "this label stands twice in the section" in told(filled)[0]


@pytest.mark.parametrize("text", ["", "# Hello\n", "---\n---\n", "<!-- wayhome-review-form\n-->\n", BLANK.replace("a", "b")])
def test_what_is_no_form_of_ours_is_refused(text):
    with pytest.raises(InputError, match=r"f\.md"):
        read(text)


def test_the_form_renders_without_a_trace_of_markup_that_people_typed():
    row = FORM.rows[WOMEN]
    hostile = "# MARK <b>x</b> *y* `z` [l](http://e.org) www.example.org |"
    text = "\n".join(("- a", "1. b", "> c", "--> MARK", hostile))
    reviewed = row.reviewed.model_copy(update={"title": hostile, "text": text})
    changed = row.model_copy(update={"reviewed": reviewed, "why": hostile})
    form = type(FORM)(FORM.content.model_copy(update={"rows": (changed,), "facts": (), "name": hostile, "title": hostile}))
    written = text_form(form, WORDS)
    tokens = MarkdownIt("commonmark", {"html": True}).parse(written.partition("\n---\n")[2].partition("<!--")[0])
    kinds = {child.type for token in tokens for child in token.children or ()} | {token.type for token in tokens}
    assert not kinds & {"html_inline", "html_block", "link_open", "em_open", "image"}
    assert sum("MARK" in token.content for token in tokens if token.type == "inline") >= 4
    filled = read(written.replace("- Decision:", "- Decision: accept"))
    assert told(filled) == []
    assert len(filled.rows) == 1


LABEL = re.compile(r"[\s>]*[-*+]?\s*(\*\*)?(Decision|Reasons|Whose|Paid|What we|Unit|Done|Our own)", re.IGNORECASE)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_typed_comes_back_or_is_refused_and_never_changes_another_answer(typed):
    text = text_of(FORM, {WOMEN: {"Reasons": "@@@"}, TEXTS: {"Decision": "accept"}}).replace("@@@", typed)
    filled = read(text.replace("\r\n", "\n").replace("\r", "\n"))
    rows = {row.key: row for row in filled.rows}
    assert rows[TEXTS].text("decision") == "accept"
    lines = cleaned(typed).split("\n")
    if not filled.problems and not any(LABEL.match(line) for line in lines[1:]) and not any("`" in line for line in lines):
        kept = rows[WOMEN].text("reasons") if WOMEN in rows else ""
        assert kept.split() == cleaned(typed).split() or "## " in typed


@pytest.mark.parametrize("typed", ["> 50 % of posts are empty", "Two things:\n> 50 % of posts are empty\n>> so we wait"])
@pytest.mark.parametrize("mark", ["", "> ", ">> "], ids=["as sent", "quoted in a mail", "quoted twice"])
def test_a_mark_that_is_a_part_of_an_answer_is_not_taken_for_that_of_a_quoted_mail(typed, mark):
    text = text_of(FORM, {WOMEN: {"Decision": "reject", "Reasons": typed}})
    filled = read("\n".join(f"{mark}{line}" for line in text.split("\n")))
    assert told(filled) == []
    assert filled.rows[0].text("reasons") == typed


def test_the_body_named_in_the_form_is_the_one_it_was_made_for():
    assert TABLE not in FORM.rows
    assert 'body: "Ministry of Equality"' in BLANK
