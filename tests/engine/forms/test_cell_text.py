"""A value of a field and what stands in one cell for it: nothing is lost either way, and people may type as they do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.answer_fields import ANSWER, AnswerField, Takes, beside
from wayhome.engine.forms.cell_text import cell_of, date_of, value_of, voices_cell, voices_of
from wayhome.engine.questionnaire import NotKnown

from .random_values import FIELDS, TEXT, values_of


@pytest.mark.parametrize("takes", list(Takes))
@given(st.data())
def test_a_value_of_any_field_of_the_questionnaire_comes_back_from_its_cell(takes, data):
    field = data.draw(st.sampled_from([field for field in FIELDS if field.takes is takes]))
    value = data.draw(values_of(field))
    assert value_of(field, cell_of(field, value)) == value


def test_every_choice_and_every_kind_of_not_knowing_of_every_field_comes_back_however_it_is_written():
    for field in FIELDS:
        for value in (*field.choices, *(state.value for state in field.states)):
            for typed in (cell_of(field, value), f" {value.upper()} ", value.replace("-", " ").title()):
                assert value_of(field, typed) == value, field


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
