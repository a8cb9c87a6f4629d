"""A profile is read with every kind of not-knowing kept apart, or refused with every fault at its line."""

import hashlib
import io
import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.advise import advise
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.profile import LONGEST_TEXT
from wayhome.engine.profile_reader import check_profile, example_names, read_profile
from wayhome.engine.questionnaire import NotKnown

LIBRARY = load_library()
HEAD = "wayhome: 1\ncountry: GHA\nsources: {s: {title: a source}, t: {title: another}}\nanswers:\n"


def check(text):
    return check_profile(text, "p.yaml", LIBRARY.questionnaire)


def answer(text):
    (found,) = check(f"{HEAD}  {text}\n").answers.values()
    return found


def faults(text):
    with pytest.raises(InputError) as error:
        check(text)
    return str(error.value)


def fault(text):
    (line,) = faults(f"{HEAD}  {text}\n").splitlines()
    return line


def test_the_head_of_a_profile():
    head = "wayhome: 1\ncountry: gh\narea: gh-aa\nname: Accra\ntitle: T\ndate: 2026-05\n"
    profile = check(f"{head}for: the mayor\nbasis: talks\nanswers: {{}}\n")
    assert (profile.country.alpha_3, profile.area, profile.name) == ("GHA", "Greater Accra", "Accra")
    assert (profile.title, str(profile.date), profile.recipient, profile.basis) == ("T", "2026-05", "the mayor", "talks")
    assert profile.answers == {}


@pytest.mark.parametrize("left_open", ["", "answers:", "answers: {}", "title:\ndate:\nfor: null\nbasis: ~\nanswers:"])
def test_a_head_left_open_is_a_profile(left_open):
    assert check(f"wayhome: 1\ncountry: NO\n{left_open}\n").country.name == "Norway"


@pytest.mark.parametrize(
    "text", ["wayhome: 1", "wayhome: 1\ncountry:", "wayhome: 1\ncountry: ''", "wayhome: 1\ncountry: ' '"]
)
def test_a_profile_may_wait_for_its_country_and_a_brief_may_not(text):
    profile = check(text)
    assert not profile.has_country
    with pytest.raises(InputError, match=r"p\.yaml: the profile does not say which country it is about; add `country:`"):
        advise(profile, LIBRARY)


def test_an_invented_country_is_marked_as_such_whatever_the_file_says():
    assert check("wayhome: 1\ncountry: XX\n").invented
    assert not check("wayhome: 1\ncountry: GHA\n").invented


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "p.yaml:1:1: a profile is a list of `key: value` lines; see `wayhome new`"),
        ("- a", "p.yaml:1:1: a profile is a list of `key: value` lines"),
        ("x", "p.yaml:1:1: a profile is a list of"),
        ("country: GHA", "the key 'wayhome' is missing"),
        ("wayhome: 1\narea: CI-AB", "p.yaml:2:1: an area stands in a country; add `country: CI`"),
        ("wayhome: 2\ncountry: GHA", "p.yaml:1:1: wayhome is 2; expected 1"),
        ("wayhome: '1'\ncountry: GHA", "wayhome is '1'; expected 1"),
        (
            "wayhome: 1\ncountry: Ghana",
            "no country has the code 'Ghana'; expected an ISO 3166-1 code such as CIV; the code of Ghana",
        ),
        ("wayhome: 1\ncountry: 3", "country is 3; expected a text; as a text it stands in quotes: '3'"),
        ("wayhome: 1\ncountry: GHA\narea: CI-AB", "Ghana has no area 'CI-AB'"),
        ("wayhome: 1\ncountry: GHA\ntitel: x", "p.yaml:3:1: unknown key 'titel'; did you mean 'title'?"),
        ("wayhome: 1\ncountry: GHA\ntitle: 2021", "title is 2021; expected a text; as a text"),
        ("wayhome: 1\ncountry: GHA\ntitle: [a]", "title is a list; expected a text"),
        ("wayhome: 1\ncountry: GHA\ndate: soon", "p.yaml:3:1: 'soon' is not a date; expected 2021, 2021-11 or 2021-11-05"),
        ("wayhome: 1\ncountry: GHA\ndate: 2021.5", "date is 2021.5; expected a text or a whole number"),
        ("wayhome: 1\ncountry: GHA\ndate: true", "date is true; expected a text or a whole number"),
        ("wayhome: 1\ncountry: GHA\ninvented: maybe", "invented is 'maybe'; expected yes or no"),
        ("wayhome: 1\ncountry: GHA\nsources: []", "sources is an empty list; expected a map"),
        ("wayhome: 1\ncountry: GHA\nsources: {a: {}}", "p.yaml:3:11: the key 'title' is missing"),
        (
            "wayhome: 1\ncountry: GHA\nsources: {a: {title: ''}}",
            "sources.a.title is an empty text; expected a text that is not empty",
        ),
        ("wayhome: 1\ncountry: GHA\nsources: {a: {title: x, date: 13}}", "13 is not a date"),
        ("wayhome: 1\ncountry: GHA\nanswers: [a]", "answers is a list; expected a map"),
        ("wayhome: 1\ncountry: GHA\nanswers: none", "answers is 'none'; expected a map"),
    ],
)
def test_a_fault_in_the_head_is_named(text, what):
    assert what in faults(text)


@pytest.mark.parametrize("field", ["title", "for", "basis", "name", "prepared_by"])
def test_a_text_of_a_page_or_more_is_refused_not_cut(field):
    text = "é" * LONGEST_TEXT
    check(f"wayhome: 1\ncountry: GHA\n{field}: {text}\n")
    assert f"{field} has {LONGEST_TEXT + 1:,} characters; expected at most {LONGEST_TEXT:,}" in faults(
        f"wayhome: 1\ncountry: GHA\n{field}: {text}x\n"
    )


def test_an_answer_alone_is_the_same_as_one_with_room_beside_it():
    assert answer("sop.use: on-paper") == answer("sop.use: {answer: on-paper}")
    assert answer("sop.use: [none, on-paper]") == answer("sop.use: {answer: [on-paper, none]}")


@pytest.mark.parametrize("kind", ["nobody-knows", "withheld", "contested"])
def test_the_kinds_of_not_knowing_are_kept_apart(kind):
    voices = ", voices: [{value: none, who: a}, {value: patchy, who: b}]" if kind == "contested" else ""
    assert answer(f"sop.use: {{answer: {kind}{voices}}}").parts[""].state is NotKnown(kind)


def test_a_key_without_a_value_says_nothing():
    written = "{answer: , evidence: , source: , date: , money: , until: , voices: []}"
    assert check(f"{HEAD}  sop.use: {written}\n  referral.use:\n").answers == {}
    assert answer("sop.use: {answer: none, evidence: , source: , date: , money: }") == answer(
        "sop.use: {answer: none, money: not-asked}"
    )


@pytest.mark.parametrize(
    "left_open",
    [
        "frame.start-horizon: {answer: {start: , months: }}",
        "frame.areas: {answer: []}",
        "frame.areas: not-asked",
        "frame.start-horizon: not-asked",
        "frame.actors: {answer: {}}",
        "returns.groups: {answer: }",
        "returns.groups: {answer: {rest: not-asked}}",
        "sop.use: not-asked",
    ],
)
def test_an_answer_that_says_nothing_does_not_count_as_given(left_open):
    assert check(f"{HEAD}  {left_open}\n").answers == {}


def test_the_rest_of_a_map_is_what_it_does_not_name():
    parts = answer("returns.routes: {answer: {assisted: yes, removed: withheld, rest: no}}").parts
    assert parts["assisted"].values == ("yes",)
    assert parts["removed"].state is NotKnown.WITHHELD
    assert {parts[row].values for row in parts.keys() - {"assisted", "removed"}} == {("no",)}


def test_a_number_is_kept_and_banded():
    found = answer("returns.number: {answer: 12000, year: 2020, counted: all, split: yes}")
    assert (found.number, found.year, found.parts[""].values) == (12000, 2020, ("high",))
    assert found.parts["counted"].values == ("all",)
    assert answer("returns.number: [low, medium]").parts[""].values == ("low", "medium")


def test_dates_may_be_known_in_part_with_a_title():
    rows = "budget: {date: 2022-10, title: the budget}, labour: undated, health: none-planned, gender: "
    parts = answer(f"frame.openings: {{answer: {{{rows}}}}}").parts
    assert (str(parts["budget"].date), parts["budget"].title) == ("2022-10", "the budget")
    assert set(parts["labour"].values) == {"within-6", "within-12", "later"}
    assert parts["health"].values == ("none-planned",)
    assert parts["gender"].state is NotKnown.NOT_ASKED


def test_the_bodies_and_the_time_there_is_are_the_frame():
    bodies = "{migration-lead: 'The Unit', ministry-labour: none, cabinet-office: withheld}"
    profile = check(
        f"{HEAD}  frame.actors: {{answer: {bodies}}}\n"
        "  frame.start-horizon: {answer: {start: 2022-01, months: 18}}\n  frame.areas: [GH-AA, Ashanti]\n"
    )
    assert profile.actors == {"migration-lead": "The Unit"}
    assert (profile.start, profile.horizon) == (2022 * 12, 18)
    assert profile.answers["frame.areas"].items == ("GH-AA", "Ashanti")


def test_sources_are_one_or_several():
    assert answer("sop.use: {answer: none, source: s}").sources == ("s",)
    assert answer("sop.use: {answer: none, source: [s, t]}").sources == ("s", "t")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("sop.us: none", "p.yaml:5:3: there is no question 'sop.us'; did you mean 'sop.use'?"),
        (
            "sop.use: nun",
            "p.yaml:5:3: 'nun' is not an answer here; expected none, informal, drafted, on-paper, patchy, working",
        ),
        ("sop.use: {answer: nun}", "p.yaml:5:13: 'nun' is not an answer here"),
        ("sop.use: 3", "3 is not an answer here"),
        ("sop.use: 1e3", "1000.0 is not an answer here"),
        ("sop.use: true", "'yes' is not an answer here"),
        ("sop.use: []", "an empty list says nothing"),
        ("sop.use: [none, [patchy]]", "['patchy'] is not an answer here"),
        ("sop.use: {none: yes}", "p.yaml:5:3: the key 'answer' is missing"),
        ("sop.use: {evidence: seen}", "the key 'answer' is missing"),
        ("sop.use: {answer: {none: yes}}", "{'none': 'yes'} is not an answer here"),
        ("sop.use: {answer: none, evidnce: seen}", "p.yaml:5:27: sop.use has no 'evidnce'; expected money, until,"),
        ("sop.use: {answer: none, evidence: [a]}", "answers.sop.use.evidence is a list; expected a text"),
        ("sop.use: {answer: none, evidence: 3}", "answers.sop.use.evidence is 3; expected a text"),
        ("sop.use: {answer: none, source: u}", "no source 'u' is listed"),
        ("sop.use: {answer: none, source: 3}", "answers.sop.use.source is 3; expected a list"),
        ("sop.use: {answer: none, source: [s, 3]}", "answers.sop.use.source.1 is 3; expected a text"),
        ("sop.use: {answer: none, date: soon}", "p.yaml:5:27: 'soon' is not a date"),
        ("sop.use: {answer: none, date: 1.5}", "answers.sop.use.date is 1.5; expected a text or a whole number"),
        ("sop.use: {answer: none, money: lots}", "p.yaml:5:27: 'lots' is not an answer here; expected none, project"),
        ("sop.use: {answer: none, money: contested}", "p.yaml:5:27: `contested` is for questions with one answer"),
        ("sop.use: {answer: none, until: contested}", "p.yaml:5:27: `contested` is for questions with one answer"),
        ("sop.use: {answer: none, until: soon}", "'soon' is not a date"),
        ("sop.use: contested", "a contested answer names at least two voices"),
        ("sop.use: {answer: contested, voices: [{value: none, who: a}]}", "names at least two voices"),
        ("sop.use: {answer: none, voices: [{value: none, who: a}]}", "`voices` goes with `answer: contested`"),
        ("sop.use: {answer: contested, voices: none}", "answers.sop.use.voices is 'none'; expected a list"),
        ("sop.use: {answer: contested, voices: [none]}", "answers.sop.use.voices.0 is 'none'; expected a map"),
        ("returns.groups: none", "not a map; expected a value for each of"),
        (
            "sop.use: {answer: contested, voices: [{value: nobody-knows, who: a}, {value: none, who: b}]}",
            "a voice names a value; expected none, informal",
        ),
        ("sop.use: {answer: none, source: 0}", "answers.sop.use.source is 0; expected a list"),
        ("stakeholders.actors: {answer: {}, complete: contested}", "p.yaml:5:37: `contested` is for questions"),
        (
            "levels.involved: {answer: {national: yes, regional: yes, municipal: yes, rest: maybe}}",
            "'maybe' is not an answer",
        ),
        ("levels.involved: {answer: {national: yes, regional: yes, municipal: yes, rest: contested}}", "`contested` is for"),
        ("returns.groups: contested", "`contested` is for questions with one answer"),
        ("returns.groups: {answer: {women-workers: maybe}}", "p.yaml:5:29: 'maybe' is not an answer here; expected no, yes"),
        ("returns.groups: {answer: {women: yes}}", "p.yaml:5:29: returns.groups has no 'women'"),
        ("returns.groups: {answer: {women-workers: contested}}", "`contested` is for questions with one answer"),
        ("returns.groups: {answer: {rest: contested}}", "`contested` is for questions with one answer"),
        ("policy.sectors: {answer: {labour: nothing}}", "'nothing' is not an answer here"),
        ("frame.openings: {answer: {budget: contested}}", "`contested` is for questions with one answer"),
        ("frame.openings: {answer: {budget: soon}}", "'soon' is not a date; expected 2026-05, undated or none-planned"),
        ("frame.openings: {answer: {budget: {when: 2022}}}", "unknown key 'when'; expected date, title"),
        ("frame.openings: {answer: {budget: {date: 2022, title: [a]}}}", "not a text"),
        ("frame.openings: {answer: {budget: {date: 2022, title: 5}}}", "not a text"),
        ("frame.openings: {answer: {budget: [2022]}}", "[2022] is not a date"),
        ("frame.actors: {answer: {migration-lead: 3}}", "not a name; expected the name of a body, or `none`"),
        ("frame.actors: {answer: {migration-lead: '  '}}", "not a name"),
        ("frame.actors: {answer: {migration-lead: contested}}", "`contested` is for questions with one answer"),
        ("frame.actors: {answer: {president: x}}", "frame.actors has no 'president'"),
        ("returns.number: -5", "-5 is not an answer here; expected a whole number of persons, or one of low, medium, high"),
        ("returns.number: 12.5", "12.5 is not an answer here"),
        ("returns.number: true", "True is not an answer here"),
        ("returns.number: many", "'many' is not an answer here"),
        ("returns.number: {answer: 5, year: soon}", "'soon' is not a year"),
        ("returns.number: {answer: 5, year: [2020]}", "[2020] is not a year"),
        ("returns.number: {answer: 5, counted: some}", "'some' is not an answer here"),
        ("returns.number: {answer: 5, counted: contested}", "`contested` is for questions with one answer"),
        ("frame.start-horizon: 2022", "not a period; expected {start: 2026-01, months: 24}"),
        ("frame.start-horizon: contested", "`contested` is for questions with one answer"),
        ("frame.start-horizon: {answer: {months: 0}}", "0 is not a number of months; expected 1 to 240"),
        ("frame.start-horizon: {answer: {months: true}}", "True is not a number of months"),
        ("frame.start-horizon: {answer: {months: 1.5}}", "1.5 is not a number of months"),
        ("frame.start-horizon: {answer: {start: soon}}", "'soon' is not a date"),
        ("frame.start-horizon: {answer: {begin: 2022}}", "not a period"),
        ("frame.areas: {answer: [[a]]}", "not a text"),
        ("frame.areas: {answer: {a: b}}", "not a text"),
        ("frame.areas: contested", "`contested` is for questions with one answer"),
    ],
)
def test_a_fault_in_an_answer_is_named_once_at_its_line(text, what):
    found = fault(text)
    assert found.startswith("p.yaml:5:")
    assert what in found


def test_every_fault_is_reported():
    found = faults(f"{HEAD}  sop.us: none\n  sop.use: nun\n  lead.body: {{answer: none, source: u, date: x}}\n")
    assert [line.split(":")[1] for line in found.splitlines()] == ["5", "6", "7", "7"]


def test_the_digest_is_that_of_the_bytes(tmp_path):
    for data in (b"wayhome: 1\r\ncountry: GHA\r\n", b"\xef\xbb\xbfwayhome: 1\ncountry: GHA\n"):
        path = tmp_path / "p.yaml"
        path.write_bytes(data)
        profile = read_profile(str(path), LIBRARY.questionnaire, LIBRARY.examples)
        assert profile.digest == hashlib.sha256(data).hexdigest()


def test_standard_input_is_a_profile_like_any_other(monkeypatch):
    data = "wayhome: 1\r\ncountry: GHA\r\ntitle: Côte\r\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    profile = read_profile("-", LIBRARY.questionnaire, LIBRARY.examples)
    assert (profile.title, profile.digest) == ("Côte", hashlib.sha256(data).hexdigest())


def test_examples_are_found_by_name_and_nothing_else_is():
    for name in example_names(LIBRARY.examples):
        assert read_profile(f"example:{name}", LIBRARY.questionnaire, LIBRARY.examples).answers
    for name in ("cvi", "", "../questionnaire/roles", "civ.yaml"):
        with pytest.raises(InputError, match="there is no example"):
            read_profile(f"example:{name}", LIBRARY.questionnaire, LIBRARY.examples)


# whatever is in the file

QUESTIONS = LIBRARY.questionnaire.questions
WORDS = st.sampled_from(
    sorted(
        {value for spec in LIBRARY.questionnaire.facts.values() for value in spec.domain.values}
        | {row for id_ in QUESTIONS for row in (*QUESTIONS[id_].options, *LIBRARY.questionnaire.actor_roles)}
        | {row for question in QUESTIONS.values() if question.dates for row in question.dates.rows}
        | {*NotKnown, "rest", "undated", "date", "title", "start", "months", "value", "who", "2026-05", "s"}
    )
)
KEYS = st.sampled_from(
    ["answer", "evidence", "source", "date", "voices", "money", "until", "year", "counted", "adopted", "title"]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
)
TREES = st.recursive(
    WORDS | SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | KEYS | st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)
ANSWERS = TREES | st.fixed_dictionaries(
    {"answer": TREES}, optional={"voices": TREES, "source": TREES, "date": TREES, "year": TREES}
)
HEADS = st.fixed_dictionaries(
    {"wayhome": st.just(1) | TREES, "country": st.sampled_from(["GHA", "XX", "NO"]) | TREES},
    optional=dict.fromkeys(("area", "title", "date", "for", "basis", "invented", "sources", "answers", "other"), TREES),
)


@given(TREES | HEADS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_whatever_the_file_holds_it_is_a_profile_or_an_error_with_its_place(tree):
    read_or_refuse(tree)


@given(st.dictionaries(st.sampled_from(sorted(QUESTIONS)), ANSWERS, min_size=1, max_size=3))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_whatever_is_answered_it_is_an_answer_or_an_error_with_its_place(answers):
    read_or_refuse({"wayhome": 1, "country": "GHA", "sources": {"s": {"title": "a"}}, "answers": answers})


def read_or_refuse(tree):
    try:
        check(json.dumps(tree))
    except InputError as error:
        for problem in error.problems:
            assert problem.place.file == "p.yaml"
            assert problem.what


def test_a_fault_in_what_the_rest_is_stands_once():
    with pytest.raises(InputError) as caught:
        answer("returns.routes: {answer: {rest: maybe}}")
    assert len(caught.value.problems) == 1


def test_every_source_has_its_place():
    profile = check("wayhome: 1\nsources:\n  a: {title: A}\n  b: {title: B}\n")
    assert {key: (place.line, place.column) for key, place in profile.source_places.items()} == {"a": (3, 3), "b": (4, 3)}
