"""What a voice says is checked value by value, and each that is no answer is told with the place of its own cell."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.answer_fields import ANSWER, COMPLETE, DATE, EVIDENCE, SOURCE, VOICES, YEAR, fields_of, said
from wayhome.engine.contribution import Contribution, checked, contribution_of
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError, Place
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import example_names

from .random_entries import QUESTIONNAIRE, QUESTIONS, SOURCES, entries

LIBRARY = load_library()


def cell(question, path):
    """The name of a cell that says which question and field it belongs to."""
    return Place(f"a.xlsx, {question or 'head'}: {'/'.join(path) or 'all'}")


def contribution(answers, head=None, sources=None):
    return Contribution("a body", answers, cell, {"country": "GHA"} | (head or {}), SOURCES if sources is None else sources)


def check(answers, head=None, sources=None):
    return checked(contribution(answers, head, sources), "a.xlsx", QUESTIONNAIRE)


def places(answers, head=None, sources=None):
    """Where the faults are, by the names of the cells."""
    with pytest.raises(InputError) as error:
        check(answers, head, sources)
    return [problem.place.file.removeprefix("a.xlsx, ") for problem in error.value.problems]


# --- Right values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_what_an_example_says_passes_as_it_is(name):
    text = (LIBRARY.examples / f"{name}.yaml").read_text(encoding="utf-8")
    given = contribution_of(Draft(text, f"{name}.yaml", QUESTIONNAIRE))
    found = checked(given, f"{name}.yaml", QUESTIONNAIRE)
    assert found == given
    assert found.head["country"] == Draft(text, "", QUESTIONNAIRE).value["country"]
    assert not found.head.keys() & {"wayhome", "sources", "answers"}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=4, unique_by=lambda one: one.question), st.data())
def test_any_valid_answers_pass_and_come_out_in_one_form(questions, data):
    answers = {one.question: said(one, data.draw(entries(one)), QUESTIONNAIRE) for one in questions}
    found = check(answers)
    assert found.answers == {id_: fields for id_, fields in answers.items() if fields}
    assert check(found.answers) == found


def test_values_as_people_type_them_come_out_in_their_one_form():
    found = check(
        {
            "sop.use": {ANSWER: [" patchy", "none ", "none"], EVIDENCE: "  E  ", SOURCE: ["talks"], DATE: 2020},
            "returns.routes": {("answer", "removed"): True, ("answer", "assisted"): ["no"], ("answer", "own-means"): None},
            "frame.openings": {("answer", "budget", "date"): 2027},
            "service.papers": {ANSWER: None, EVIDENCE: "  "},
        }
    )
    assert found.answers == {
        "sop.use": {ANSWER: ["none", "patchy"], EVIDENCE: "E", SOURCE: "talks", DATE: "2020"},
        "returns.routes": {("answer", "removed"): "yes", ("answer", "assisted"): "no"},
        "frame.openings": {("answer", "budget", "date"): "2027"},
    }


def test_a_profile_knows_the_line_of_each_of_its_values_and_its_voice():
    text = (
        "wayhome: 1\ncountry: GHA\ntitle: ''\nanswers:\n  sop.use:\n    answer: none\n    date: 2020\n  referral.use: none\n"
    )
    found = contribution_of(Draft(text, "p.yaml", QUESTIONNAIRE))
    assert found.place_of("sop.use", DATE) == Place("p.yaml", 7, 5)
    assert found.place_of("sop.use", EVIDENCE) == Place("p.yaml", 5, 3), "the nearest there is"
    assert found.place_of("referral.use", ANSWER) == Place("p.yaml", 8, 3)
    assert found.place_of("", ("country",)) == Place("p.yaml", 2, 1)
    assert (found.who, found.head) == ("p.yaml", {"country": "GHA"})
    prepared = contribution_of(Draft(f"{text}prepared_by: the unit\n", "p.yaml", QUESTIONNAIRE))
    assert prepared.who == "the unit"


def test_what_is_no_profile_contributes_nothing():
    with pytest.raises(InputError, match="'x' is not an answer here"):
        contribution_of(Draft("wayhome: 1\nanswers: {sop.use: x}\n", "p.yaml", QUESTIONNAIRE))


# --- Wrong values -----------------------------------------------------------------------------------------------------

NAMED = {("answer", "a", "name"): "A"}
VOICE = {"value": "none", "who": "a"}
WRONG = [
    # the kinds of answers
    ("sop.use", {ANSWER: "nonsense"}, ANSWER),
    ("sop.use", {ANSWER: ["none", "nonsense"]}, ANSWER),
    ("sop.use", {ANSWER: 7}, ANSWER),
    ("sop.use", {ANSWER: {"a": "b"}}, ANSWER),
    ("returns.trend", {ANSWER: "nonsense"}, ANSWER),
    ("returns.routes", {("answer", "removed"): "maybe"}, ("answer", "removed")),
    ("returns.routes", {("answer", "removed"): "yes", ("answer", "assisted"): "contested"}, ("answer", "assisted")),
    ("returns.routes", {("answer", "nonsense"): "yes"}, ("answer", "nonsense")),
    ("policy.sectors", {("answer", "business-finance"): "maybe"}, ("answer", "business-finance")),
    ("returns.number", {ANSWER: -1}, ANSWER),
    ("returns.number", {ANSWER: 2.5}, ANSWER),
    ("returns.number", {ANSWER: "many"}, ANSWER),
    ("returns.number", {ANSWER: 10**18}, ANSWER),
    ("returns.number", {ANSWER: 7, YEAR: "soon"}, YEAR),
    ("returns.number", {ANSWER: 7, ("counted",): "heads"}, ("counted",)),
    ("returns.number", {ANSWER: 7, ("counted",): "contested"}, ("counted",)),
    ("frame.start-horizon", {("answer", "start"): "soon", ("answer", "months"): 9}, ("answer", "start")),
    ("frame.start-horizon", {("answer", "start"): 2026, ("answer", "months"): 900}, ("answer", "months")),
    ("frame.start-horizon", {("answer", "start"): "contested"}, ANSWER),
    ("frame.areas", {ANSWER: ["a", 7]}, ANSWER),
    ("frame.areas", {ANSWER: "contested"}, ANSWER),
    ("frame.areas", {ANSWER: "x" * 2001}, ANSWER),
    ("frame.actors", {("answer", "cabinet-office"): 7}, ("answer", "cabinet-office")),
    ("frame.actors", {("answer", "cabinet-office"): "x" * 2001}, ("answer", "cabinet-office")),
    ("frame.actors", {("answer", "cabinet-office"): "contested"}, ("answer", "cabinet-office")),
    # rows of dates
    ("frame.openings", {("answer", "budget", "date"): "soon"}, ("answer", "budget", "date")),
    ("frame.openings", {("answer", "budget", "date"): "contested"}, ("answer", "budget", "date")),
    (
        "frame.openings",
        {("answer", "budget", "date"): "soon", ("answer", "budget", "title"): "T"},
        ("answer", "budget", "date"),
    ),
    (
        "frame.openings",
        {("answer", "budget", "date"): 2027, ("answer", "budget", "title"): 7},
        ("answer", "budget", "title"),
    ),
    ("frame.openings", {("answer", "budget", "title"): "x" * 2001}, ("answer", "budget", "title")),
    ("frame.openings", {("answer", "budget", "who"): "x"}, ("answer", "budget", "who")),
    # voices
    ("sop.use", {ANSWER: "contested"}, VOICES),
    ("sop.use", {ANSWER: "contested", VOICES: [VOICE]}, VOICES),
    ("sop.use", {ANSWER: "contested", VOICES: [VOICE, {"value": "nonsense", "who": "b"}]}, VOICES),
    ("sop.use", {ANSWER: "contested", VOICES: [VOICE, {"value": "none"}]}, VOICES),
    ("sop.use", {ANSWER: "contested", VOICES: "two"}, VOICES),
    ("sop.use", {ANSWER: "none", VOICES: [VOICE, VOICE]}, VOICES),
    # bodies
    ("stakeholders.actors", {**NAMED, ("answer", "a", "influence"): "vast"}, ("answer", "a", "influence")),
    ("stakeholders.actors", {**NAMED, ("answer", "a", "influence"): "contested"}, ("answer", "a", "influence")),
    ("stakeholders.actors", {**NAMED, ("answer", "a", "size"): "big"}, ("answer", "a", "size")),
    ("stakeholders.actors", {("answer", "a", "influence"): "high"}, ("answer", "a", "name")),
    ("stakeholders.actors", {("answer", "a", "name"): 7}, ("answer", "a", "name")),
    ("stakeholders.actors", {("answer", "A b", "name"): "A"}, ("answer", "A b")),
    ("stakeholders.actors", {**NAMED, COMPLETE: "maybe"}, COMPLETE),
    # qualifiers and what stands beside
    ("service.papers", {ANSWER: "none", ("money",): "nonsense"}, ("money",)),
    ("service.papers", {ANSWER: "none", ("money",): "contested"}, ("money",)),
    ("service.papers", {ANSWER: "none", ("until",): "soon"}, ("until",)),
    ("service.papers", {ANSWER: "none", ("nonsense",): "x"}, ("nonsense",)),
    ("sop.use", {ANSWER: "none", EVIDENCE: 7}, EVIDENCE),
    ("sop.use", {ANSWER: "none", EVIDENCE: "x" * 2001}, EVIDENCE),
    ("sop.use", {ANSWER: "none", SOURCE: "nothing"}, SOURCE),
    ("sop.use", {ANSWER: "none", SOURCE: ["talks", 7]}, SOURCE),
    ("sop.use", {ANSWER: "none", DATE: "soon"}, DATE),
    ("sop.use", {ANSWER: "none", DATE: 2.5}, DATE),
    ("nonsense", {ANSWER: "none"}, ()),
]


@pytest.mark.parametrize(("question", "fields", "path"), WRONG)
def test_a_wrong_value_is_told_with_the_place_of_its_field(question, fields, path):
    assert places({question: fields}) == [f"{question}: {'/'.join(path) or 'all'}"]


def test_every_kind_of_question_is_among_them():
    kinds = {QUESTIONNAIRE.questions[question].kind for question, *_ in WRONG if question != "nonsense"}
    assert kinds == {question.kind for question in QUESTIONS}


@pytest.mark.parametrize(
    ("head", "sources", "place"),
    [
        ({"country": "Ghana"}, None, "head: country"),
        ({"country": 7}, None, "head: country"),
        ({"area": "CI-AB"}, None, "head: area"),
        ({"country": "", "area": "CI-AB"}, None, "head: area"),
        ({"date": "soon"}, None, "head: date"),
        ({"title": "x" * 2001}, None, "head: title"),
        ({"for": 7}, None, "head: for"),
        ({"invented": "maybe"}, None, "head: invented"),
        ({"titel": "T"}, None, "head: titel"),
        ({}, {"k": {"title": "T", "date": "soon"}}, "head: sources/k/date"),
        ({}, {"k": {"title": ""}}, "head: sources/k/title"),
        ({}, {"k": {"title": "T", "addres": "x"}}, "head: sources/k/addres"),
        ({}, {"k": {}}, "head: sources/k/title"),
        ({}, {"k": "T"}, "head: sources/k"),
    ],
)
def test_a_wrong_head_or_source_is_told_with_its_place(head, sources, place):
    assert places({}, head, sources) == [place]


def test_all_faults_are_told_at_once_whatever_their_kind():
    wrong = {
        "sop.use": {ANSWER: "nonsense", EVIDENCE: 7, SOURCE: "nothing", DATE: "soon", ("nonsense",): 1},
        "referral.use": {ANSWER: "nonsense", SOURCE: "nothing", DATE: "soon"},
        "returns.routes": {
            ("answer", "removed"): "maybe",
            ("answer", "assisted"): "contested",
            ("answer", "own-means"): "contested",
        },
        "frame.openings": {("answer", "budget", "date"): "soon", ("answer", "labour", "title"): 7},
        "stakeholders.actors": {**NAMED, ("answer", "a", "influence"): "vast", ("answer", "b", "interest"): "vast"},
        "nonsense": {ANSWER: "x"},
    }
    found = places(wrong, {"date": "soon", "title": 7}, {"k": {"title": "T", "date": "soon"}, "l": {}})
    assert sorted(found) == sorted(
        [
            "sop.use: evidence",
            *(f"referral.use: {name}" for name in ("answer", "source", "date")),
            *(f"returns.routes: answer/{name}" for name in ("removed", "assisted", "own-means")),
            *("frame.openings: answer/budget/date", "frame.openings: answer/labour/title"),
            *("stakeholders.actors: answer/a/influence", "stakeholders.actors: answer/b/name"),
            *("stakeholders.actors: answer/b/interest", "nonsense: all"),
            *("head: date", "head: title", "head: sources/k/date", "head: sources/l/title"),
        ]
    )


def test_every_field_of_every_question_has_its_own_place():
    number = 0
    for question in QUESTIONS:
        for one in fields_of(question, QUESTIONNAIRE):
            wrong = {one.path: 2.5}
            if question.number and one.path != ANSWER:
                wrong[ANSWER] = 7
            if question.repeat and one.path == ANSWER:
                continue  # it takes no value, only bodies
            assert places({question.question: wrong}) == [f"{question.question}: {'/'.join(one.path)}"]
            number += 1
    assert number > 500


def test_a_fault_is_worded_with_its_cell():
    with pytest.raises(InputError) as error:
        check({"sop.use": {ANSWER: "patchi"}})
    expected = "expected none, informal, drafted, on-paper, patchy, working; did you mean 'patchy'?"
    assert str(error.value) == f"a.xlsx, sop.use: answer: 'patchi' is not an answer here; {expected}"
    assert not Path("a.xlsx").exists()
