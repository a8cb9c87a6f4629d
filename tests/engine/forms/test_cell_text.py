"""A value of a field and what stands in one cell for it: nothing is lost either way, and people may type as they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.answer_fields import ANSWER, BESIDE, VOICES, AnswerField, Takes, beside, body_fields, fields_of
from wayhome.engine.forms.cell_text import cell_of, date_of, value_of, voices_cell, voices_of
from wayhome.engine.library import load_library
from wayhome.engine.questionnaire import NotKnown

QUESTIONNAIRE = load_library().questionnaire
FIELDS = [
    field
    for question in QUESTIONNAIRE.questions.values()
    for field in (
        *fields_of(question, QUESTIONNAIRE),
        *(body_fields(question, "chamber") if question.repeat else ()),
        *(beside(question.question, path) for path in BESIDE if path != VOICES),
    )
]
NASTY = st.sampled_from(
    [
        "=1+1",
        "+x",
        "-x",
        "@x",
        "a\tb",
        "a\nb",
        "مرحبا",
        "Côte d’Ivoire",
        "a|b",
        "#",
        ": ",
        "_x0041_",
        '"',
        '"a"',
        "None",
        ",",
    ]
)
TEXT = (st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | NASTY).map(str.strip).filter(bool)
DATE = st.dates().map(lambda day: f"{1900 + day.year % 300}-{day.month:02}") | st.sampled_from(["2021", "2021-11-05"])


def values_of(field):
    """Everything that may be said in a field, in the form of `answer_fields.said`."""
    states = [st.sampled_from([state.value for state in field.states])] if field.states else []
    choices = sorted(field.choices)
    several = [st.lists(st.sampled_from(choices), min_size=2, max_size=3)] if len(choices) > 1 and not field.is_exact else []
    own = {
        Takes.CHOICE: [st.sampled_from(choices), *several] if choices else [],
        Takes.NUMBER: [st.integers(0, 10**18 - 1), st.sampled_from(choices or ["low"]), *several],
        Takes.MONTHS: [st.integers(1, 240)],
        Takes.DATE: [DATE],
        Takes.OPENING: [DATE, st.sampled_from(choices or ["undated"])],
        Takes.NAME: [TEXT, st.just("none")],
        Takes.TEXT: [TEXT],
        Takes.TEXTS: [TEXT, st.lists(TEXT, min_size=2, max_size=4)],
        Takes.KEYS: [TEXT, st.lists(TEXT, min_size=2, max_size=4)],
        Takes.NOTHING: [],
    }[field.takes]
    return st.one_of(*own, *states)


@pytest.mark.parametrize("takes", list(Takes))
@given(st.data())
def test_a_value_of_any_field_of_the_questionnaire_comes_back_from_its_cell(takes, data):
    field = data.draw(st.sampled_from([field for field in FIELDS if field.takes is takes]))
    value = data.draw(values_of(field))
    assert value_of(field, cell_of(field, value)) == value


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.question}-{'.'.join(field.path)}")
def test_every_choice_and_every_kind_of_not_knowing_of_every_field_comes_back(field):
    for value in (*field.choices, *(state.value for state in field.states)):
        assert value_of(field, cell_of(field, value)) == value
        assert value_of(field, f" {value.upper().replace('-', ' ')} ") == value


CONTESTABLE = [field for field in FIELDS if field.path == ANSWER and NotKnown.CONTESTED in field.states]


@given(st.data())
def test_voices_come_back_from_their_cell(data):
    field = data.draw(st.sampled_from(CONTESTABLE))
    said = st.sampled_from(sorted(field.choices))
    voice = st.fixed_dictionaries({"value": said | st.lists(said, min_size=2, max_size=3), "who": TEXT | st.just("")})
    voices = data.draw(st.lists(voice, min_size=1, max_size=4))
    assert voices_of(field, voices_cell(voices)) == voices


HEALTH = next(field for field in FIELDS if field.question == "service.health" and field.path == ANSWER)
NUMBER = next(field for field in FIELDS if field.takes is Takes.NUMBER)
UNTIL = next(field for field in FIELDS if field.path == ("until",))
GROUPS = next(field for field in FIELDS if field.path == ("answer", "minorities"))
MONEY = next(field for field in FIELDS if field.path == ("money",))
OPENING = next(field for field in FIELDS if field.takes is Takes.OPENING)
MONTHS = next(field for field in FIELDS if field.takes is Takes.MONTHS)
SOURCE = beside("service.health", ("source",))


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (HEALTH, "Patchy", "patchy"),
        (HEALTH, " patchy ; MOSTLY ", ["patchy", "mostly"]),
        (HEALTH, "patchy\nmostly", ["patchy", "mostly"]),
        (HEALTH, "patchy or mostly", ["patchy", "mostly"]),
        (HEALTH, "patchy/mostly", ["patchy", "mostly"]),
        (HEALTH, "on paper", "on-paper"),
        (HEALTH, "on–paper", "on-paper"),
        (HEALTH, "It works in some places or for some groups", "patchy"),
        (HEALTH, "Nobody knows", "nobody-knows"),
        (HEALTH, "patchy,", "patchy"),
        (MONEY, "Project money", "project"),
        (GROUPS, "TRUE", "yes"),
        (GROUPS, 1, "yes"),
        (GROUPS, "x", "yes"),
        (GROUPS, "N", "no"),
        (GROUPS, "not asked", "not-asked"),
        (NUMBER, 8400.0, 8400),
        (NUMBER, "8,400", 8400),
        (NUMBER, "8 400", 8400),
        (NUMBER, "8\u202f400", 8400),
        (NUMBER, "٨٤٠٠", 8400),
        (NUMBER, "low, medium", ["low", "medium"]),
        (MONTHS, "24 months", 24),
        (UNTIL, 2027, "2027"),
        (UNTIL, "2027–6", "2027-06"),
        (UNTIL, "2027/06", "2027-06"),
        (UNTIL, "June 2027", "2027-06"),
        (UNTIL, "2027-06-01 00:00:00", "2027-06-01"),
        (UNTIL, "٢٠٢٧-٠٦", "2027-06"),
        (OPENING, "Undated", "undated"),
        (OPENING, "none planned", "none-planned"),
        (SOURCE, "talks; policy-2016", ["talks", "policy-2016"]),
        (SOURCE, "talks\npolicy-2016", ["talks", "policy-2016"]),
    ],
)
def test_what_people_type_is_understood(field, typed, value):
    assert value_of(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (HEALTH, "pachy", "pachy"),
        (HEALTH, "patchy, mosly", ["patchy", "mosly"]),
        (HEALTH, ",", ","),
        (NUMBER, "about 8400", "about 8400"),
        (NUMBER, 8400.5, "8400.5"),
        (NUMBER, "8,40", ["8", "40"]),
        (NUMBER, "-3", "-3"),
        (UNTIL, "next summer", "next summer"),
        (UNTIL, "13/2027", "13/2027"),
        (GROUPS, "perhaps", "perhaps"),
    ],
)
def test_what_is_no_answer_stays_as_it_is_so_that_it_can_be_refused_with_its_cell(field, typed, value):
    assert value_of(field, typed) == value


def test_a_line_of_voices_without_who_says_it_is_left_incomplete():
    assert voices_of(HEALTH, "patchy: ministry\n\nclosed") == [{"value": "patchy", "who": "ministry"}, {"value": "closed"}]


def test_a_body_may_be_called_none():
    field = AnswerField("frame.actors", ("answer", "adviser"), Takes.NAME, choices={"none": "nobody holds this role"})
    assert cell_of(field, "None") == '"None"'
    assert value_of(field, '"None"') == "None"
    assert value_of(field, "None") == "none"


def test_a_date_that_is_none_is_left_alone():
    assert date_of("once a year") == "once a year"
