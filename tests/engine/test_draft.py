"""A profile is written change by change: each says what was meant, and everything else in the file stays as it was."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.answer_fields import ANSWER, DATE, EVIDENCE, SOURCE, VOICES, said
from wayhome.engine.blank import blank_profile
from wayhome.engine.draft import Draft, new_key
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.places import find_area, find_country
from wayhome.engine.profile_reader import check_profile, example_names
from wayhome.engine.text_forms import ID

from .random_entries import QUESTIONNAIRE, QUESTIONS, SOURCES, entries

LIBRARY = load_library()
BLANK = blank_profile(find_country("GHA"), None, QUESTIONNAIRE, opt_in=True)
HEAD = "wayhome: 1\ncountry: GHA\nsources: {talks: {title: Notes}}\n"


def draft(text):
    return Draft(text, "p.yaml", QUESTIONNAIRE)


def example(name):
    path = LIBRARY.examples / f"{name}.yaml"
    return draft(path.read_text(encoding="utf-8"))


def bare(profile):
    """A profile without what depends on its file."""
    return dataclasses.replace(profile, digest="", file="", places={}, source_places={})


def blank_of(profile):
    """A new profile for the same country or area."""
    area = next((code for code in [profile.value.get("area")] if code), None)
    country = find_country(str(profile.value["country"]))
    assert area is None or find_area(area, country)
    return draft(blank_profile(country, area, QUESTIONNAIRE, opt_in=True))


def steps(fields, together):
    """The fields of an answer a few at a time; voices come with what is contested, and a body with its name."""
    paths = [path for path in fields if path != VOICES]
    for i in range(0, len(paths), together):
        needed = [(*path[:2], "name") for path in paths[i : i + together] if len(path) == 3]
        needed += [VOICES] if ANSWER in paths[i : i + together] else []
        yield {path: fields[path] for path in (*needed, *paths[i : i + together]) if path in fields}


def prose_of(text):
    """The comments that are none of a key."""
    return [line for line in text.splitlines() if re.match(r" *# [^ ]", line) or "# ==" in line]


# --- Whole profiles ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_an_example_copied_onto_a_new_profile_says_the_same(name):
    original = example(name)
    copy = blank_of(original)
    copy = copy.with_head(
        {key: value for key, value in original.value.items() if key not in ("wayhome", "sources", "answers")}
    )
    for key, source in original.sources.items():
        copy = copy.with_source(key, source)
    together = 8 if name == "xx" else 1  # which says some 500 things
    for question, fields in original.everything_said().items():
        for some in steps(fields, together):
            copy = copy.with_said(question, some)
    assert copy.everything_said() == original.everything_said()
    assert bare(copy.profile) == bare(original.profile)
    assert bare(check_profile(copy.text, "p.yaml", QUESTIONNAIRE)) == bare(original.profile)


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_an_example_copied_in_one_go_fills_a_new_profile_in_place(name):
    original = example(name)
    blank = blank_of(original)
    copy = blank.with_head({"sources": original.sources}).with_all_said(original.everything_said())
    assert copy.everything_said() == original.everything_said()
    order = [line.strip(" #").partition(":")[0] for line in copy.text.splitlines() if re.match(r"  #?[a-z]", line)]
    assert [id_ for id_ in order if id_ in QUESTIONNAIRE.questions] == [
        id_ for id_ in QUESTIONNAIRE.questions if f"  #{id_}:" in blank.text or id_ in original.entries
    ]
    assert prose_of(copy.text) == prose_of(blank.text)


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_what_is_said_already_changes_nothing_to_the_letter(name):
    original = example(name)
    assert original.with_all_said(original.everything_said()).text == original.text
    assert original.with_head(original.value).text == original.text


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_every_answer_taken_away_leaves_head_sources_and_comments(name):
    original = example(name)
    empty = original.with_all_said({id_: dict.fromkeys(fields) for id_, fields in original.everything_said().items()})
    assert empty.everything_said() == {}
    assert empty.profile.answers == {}
    assert empty.sources == original.sources
    comments = [line for line in original.text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in empty.text.splitlines() if line.lstrip().startswith("#")] == comments


def test_taking_an_answer_back_leaves_a_new_profile_as_it_was():
    blank = draft(BLANK).with_source("a", {"title": "A"})
    for question, fields in example("xx").everything_said().items():
        if VOICES in fields:
            fields = {ANSWER: "patchy"}  # voices have no line in a new profile
        there = blank.with_said(question, {path: value for path, value in fields.items() if path != SOURCE})
        back = there.with_said(question, dict.fromkeys(there.said(question)))
        patterns = re.compile(r"(  #  answer:)(?: [{\[].*?[}\]])?")  # `{a: , b: }` in the place of the answer
        assert patterns.sub(r"\1", back.text) == patterns.sub(r"\1", blank.text), question


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_answer_is_written_and_read_and_taken_back(data):
    question = data.draw(st.sampled_from(QUESTIONS))
    start = data.draw(st.sampled_from([BLANK, HEAD, f"{HEAD}answers: {{sop.use: none}}\n"]))
    before = draft(start).with_head({"sources": SOURCES})
    fields = said(question, data.draw(entries(question)), QUESTIONNAIRE)
    after = before.with_said(question.question, fields)
    assert after.said(question.question) == before.said(question.question) | fields
    others = {id_: fields for id_, fields in after.everything_said().items() if id_ != question.question}
    assert others == {id_: fields for id_, fields in before.everything_said().items() if id_ != question.question}
    assert after.with_said(question.question, dict.fromkeys(fields)).said(question.question) == {
        path: value for path, value in before.said(question.question).items() if path not in fields
    }


# --- Single changes ---------------------------------------------------------------------------------------------------


def test_an_answer_is_written_where_it_stands_in_comment():
    after = draft(BLANK).with_said("service.papers", {ANSWER: "patchy", ("money",): "project", EVIDENCE: "E: e."})
    assert "\n  service.papers:\n    answer: patchy\n    money: project # " in after.text
    assert '\n    evidence: "E: e."\n  #  source:\n  #  date:\n' in after.text
    assert len(after.text.splitlines()) == len(BLANK.splitlines())


def test_an_answer_that_stands_nowhere_comes_in_the_order_of_the_questions():
    after = draft(f"{HEAD}answers:\n  sop.use: none\n").with_said("frame.areas", {ANSWER: ["GH-AA", "GH-AH"]})
    after = after.with_said("service.papers", {ANSWER: "none"})
    assert len(after.entries) == 3
    assert list(after.entries) == sorted(after.entries, key=list(QUESTIONNAIRE.questions).index)
    assert after.text.endswith("\n")


def test_what_was_written_on_one_line_stays_on_one_while_nothing_stands_beside_it():
    first = draft(f"{HEAD}answers:\n  sop.use: none # c\n")
    second = first.with_said("sop.use", {ANSWER: ["drafted", "patchy"]})
    assert "  sop.use: [drafted, patchy] # c\n" in second.text
    assert second.with_said("sop.use", {ANSWER: "none"}).text == first.text
    assert "  sop.use: # c\n    answer: none\n    source: talks\n" in first.with_said("sop.use", {SOURCE: "talks"}).text


@pytest.mark.parametrize("left_open", ["answers:", "answers: {}", ""])
def test_a_first_answer_may_find_nothing_there(left_open):
    after = draft(f"{HEAD}{left_open}\n").with_said("sop.use", {ANSWER: "none"})
    assert after.entries == {"sop.use": {"answer": "none"}}
    assert draft(f"{HEAD}{left_open}\n").with_all_said({}).text == f"{HEAD}{left_open}\n"


def test_a_head_is_changed_line_by_line():
    after = draft(BLANK).with_head({"title": "Ghana: a plan", "date": "2026-05", "prepared_by": "A unit"})
    assert '\ntitle: "Ghana: a plan"\ndate: 2026-05 # the day the answers describe, such as 2026-05\n' in after.text
    assert "\nprepared_by: A unit\nbasis: " in after.text
    assert after.with_head({"prepared_by": None}).with_head({"title": "", "date": None}).value.keys() == draft(
        BLANK
    ).value.keys() - {"date"}


def test_a_source_is_added_below_the_others():
    after = draft(BLANK).with_source("talks", {"title": "Talks: notes", "date": 2026})
    after = after.with_source("law", {"title": "The law"})
    assert (
        '\nsources: # key: {title: ..., address: ..., date: ...}\n  talks: {title: "Talks: notes", date: 2026}\n'
        in after.text
    )
    assert list(after.sources) == ["talks", "law"]


@pytest.mark.parametrize(
    ("question", "changes", "what"),
    [
        ("sop.use", {ANSWER: "nonsense"}, "'nonsense' is not an answer here"),
        ("sop.use", {SOURCE: "nothing"}, "no source 'nothing' is listed"),
        ("sop.use", {DATE: "soon"}, "'soon' is not a date"),
        ("sop.use", {EVIDENCE: "x" * 2001}, "evidence has 2,001 characters; expected at most 2,000"),
        ("sop.use", {EVIDENCE: "x\udcff"}, "what was said cannot be written to a file"),
        ("returns.number", {ANSWER: 10**18}, "what was said cannot be written to a file"),
        ("returns.number", {ANSWER: 10**17}, "is not an answer here"),
    ],
)
def test_what_is_no_answer_is_refused_and_the_draft_stays(question, changes, what):
    before = draft(f"{HEAD}answers:\n  sop.use: none\n")
    with pytest.raises(InputError, match=re.escape(what)):
        before.with_said(question, changes)
    assert before.said("sop.use") == {ANSWER: "none"}


@pytest.mark.parametrize("text", ["", "a: [", "country: GHA\n", f"{HEAD}answers: {{sop.use: x}}\n"])
def test_what_is_no_profile_is_refused(text):
    with pytest.raises(InputError, match=r"p\.yaml"):
        draft(text).profile  # noqa: B018


def test_a_draft_reads_its_text_once(monkeypatch):
    first = example("xx")
    assert first.profile is first.profile
    second = first.with_said("sop.use", {ANSWER: "none"})
    monkeypatch.setattr("wayhome.engine.draft.parse_yaml", None)
    assert second.value["country"] == "XX"
    assert second == Draft(second.text, "p.yaml", QUESTIONNAIRE)


# --- Keys -------------------------------------------------------------------------------------------------------------

TITLES = [
    "National Migration Policy 2016 to 2025",
    "Talks",
    "وثيقة السياسة الوطنية",
    "政策",
    "",
    "   ",
    "---",
    "Été à Yaoundé",
    "ßß",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("number", [0, 1, 12])
def test_a_new_key_is_valid_and_not_taken(title, number):
    taken = {}
    for _ in range(number + 1):
        key = new_key(title, taken)
        assert re.match(ID, key)
        assert len(key) <= 44
        assert key not in taken
        taken[key] = {"title": title or "untitled"}
    text = draft(HEAD)
    for key, source in taken.items():
        text = text.with_source(key, source)
    assert text.with_said("sop.use", {ANSWER: "none", SOURCE: list(taken)}).profile.answers["sop.use"].sources == tuple(
        taken
    )


@given(st.text(max_size=60), st.sets(st.text(max_size=5), max_size=3))
def test_a_key_is_made_of_any_title(title, taken):
    key = new_key(title, dict.fromkeys(taken), otherwise="body")
    assert re.match(ID, key)
    assert key not in taken


def test_a_key_says_what_it_stands_for():
    assert new_key("National Migration Policy, 2016: adopted", {}) == "national-migration-policy-2016"
    assert new_key("Été à Yaoundé", {}) == "ete-a-yaounde"
    assert new_key("وثيقة", {}, otherwise="body") == "body"
    assert new_key("Talks", {"talks": 1, "talks-2": 1}) == "talks-3"
