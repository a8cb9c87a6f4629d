"""What a typed line says: every way of writing an answer, and what is said to a line that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.answer_fields import ANSWER, AnswerField, Takes, body_fields, fields_of
from wayhome.engine.interview.read_input import NotUnderstood, read, read_date, read_lines, read_yes_no
from wayhome.engine.library import load_library
from wayhome.engine.questionnaire import NotKnown

QUESTIONNAIRE = load_library().questionnaire


def field(question, *path):
    fields = fields_of(QUESTIONNAIRE.questions[question], QUESTIONNAIRE)
    return next(one for one in fields if one.path == (path or ANSWER))


SERVICE = field("service.schooling")
NUMBER = field("returns.number")
MONTHS = field("frame.start-horizon", "answer", "months")
START = field("frame.start-horizon", "answer", "start")
UNTIL = field("service.schooling", "until")
OPENING = field("frame.openings", "answer", "budget", "date")
NAME = field("frame.actors", "answer", "ministry-labour")
AREAS = field("frame.areas")
OPTION = field("returns.routes", "answer", "removed")
SPLIT = field("returns.number", "split")
CATEGORY = body_fields(QUESTIONNAIRE.questions["stakeholders.actors"], "x")[1]


@pytest.mark.parametrize(
    ("one", "line", "value"),
    [
        (SERVICE, "4", "patchy"),
        (SERVICE, "patchy", "patchy"),
        (SERVICE, " PATCHY ", "patchy"),
        (SERVICE, "on-paper", "on-paper"),
        (SERVICE, "on paper", "on-paper"),
        (SERVICE, "On_Paper", "on-paper"),
        (SERVICE, "4, 5", ["patchy", "mostly"]),
        (SERVICE, "5 4", ["patchy", "mostly"]),
        (SERVICE, "4,5,4", ["patchy", "mostly"]),
        (SERVICE, "patchy, mostly", ["patchy", "mostly"]),
        (SERVICE, "patchy or mostly", ["patchy", "mostly"]),
        (SERVICE, "[patchy, mostly]", ["patchy", "mostly"]),
        (SERVICE, "on paper, 4", ["on-paper", "patchy"]),
        (SERVICE, "patchy | 6", ["patchy", "reaching"]),
        (SERVICE, "٤", "patchy"),
        (SERVICE, "nobody-knows", "nobody-knows"),
        (SERVICE, "contested", "contested"),
        (OPTION, "y", "yes"),
        (OPTION, "No", "no"),
        (SPLIT, "1", "no"),
        (SPLIT, "y", "yes"),
        (CATEGORY, "4 3", ["private-sector", "ngos"]),
        (NUMBER, "4200", 4200),
        (NUMBER, "0", 0),
        (NUMBER, "4,200", 4200),
        (NUMBER, "4 200", 4200),
        (NUMBER, "1’234’567", 1234567),
        (NUMBER, "4\u202f200", 4200),
        (NUMBER, "٤٢٠٠", 4200),
        (NUMBER, "medium", "medium"),
        (NUMBER, "medium, high", ["medium", "high"]),
        (NUMBER, "withheld", "withheld"),
        (MONTHS, "24", 24),
        (MONTHS, "24 months", 24),
        (MONTHS, "2 years", 24),
        (START, "2026-05", "2026-05"),
        (START, "nobody-knows", "nobody-knows"),
        (UNTIL, "2027", "2027"),
        (UNTIL, "6/2027", "2027-06"),
        (OPENING, "2027-04", "2027-04"),
        (OPENING, "1", "undated"),
        (OPENING, "undated", "undated"),
        (OPENING, "none planned", "none-planned"),
        (OPENING, "none", "none-planned"),
        (NAME, "Ministry of Labour: unit #3", "Ministry of Labour: unit #3"),
        (NAME, "-", "none"),
        (NAME, "None", "none"),
        (NAME, "withheld", "withheld"),
        (AREAS, "GH-AH, GH-AA ,GH-AH", ["GH-AH", "GH-AA"]),
        (AREAS, "Accra, old town; Kumasi", ["Accra, old town", "Kumasi"]),
        (AREAS, "GH-AH", "GH-AH"),
    ],
)
def test_a_line_is_read_as_it_was_meant(one, line, value):
    assert read(one, line) == value


@pytest.mark.parametrize(
    ("one", "line", "what"),
    [
        (SERVICE, "7", "There is no '7' here: the numbers go from 1 to 6. Several stand apart: 1 2."),
        (SERVICE, "0", "There is no '0' here: the numbers go from 1 to 6."),
        (SERVICE, "34", "There is no '34' here: the numbers go from 1 to 6."),
        (SERVICE, "-3", "There is no '-3' here."),
        (SERVICE, "pachy", "There is no 'pachy' here; did you mean 'patchy'? A number from 1 to 6 will do, or a word."),
        (SERVICE, "patchy, mostyl", "There is no 'mostyl' here; did you mean 'mostly'?"),
        (SERVICE, "quite good", "There is no 'quite good' here."),
        (SERVICE, "x" * 1999, "There is no 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' here."),
        (SERVICE, ",", "There is no ',' here."),
        (SERVICE, "1 2 3 4 5 6", "Every answer at once says nothing. If it is not known, type u."),
        (OPTION, "perhaps", "'perhaps' is neither yes nor no: type y or n, or u if it is not known."),
        (OPTION, "1", "'1' is neither yes nor no"),
        (OPTION, "yes no", "Every answer at once says nothing."),
        (OPTION, "contested", "'contested' is neither yes nor no"),
        (NUMBER, "about 4200", "'about 4200' is not a whole number. Type one such as 4200, or one of low, medium, high."),
        (NUMBER, "-5", "'-5' is not a whole number."),
        (NUMBER, "4.2", "'4.2' is not a whole number."),
        (NUMBER, "1,23", "'1,23' is not a whole number."),
        (NUMBER, "mediun", "Type one such as 4200, or one of low, medium, high (did you mean 'medium'?)."),
        (NUMBER, "9" * 500, "That is more than can be counted."),
        (MONTHS, "0", "'0' is not a number of months. Type one from 1 to 240, such as 24."),
        (MONTHS, "241", "'241' is not a number of months."),
        (MONTHS, "two", "'two' is not a number of months."),
        (START, "2026", "'2026' is not a date with its month. Type one such as 2026-05."),
        (UNTIL, "soon", "'soon' is not a date. Type one such as 2026, 2026-05 or 2026-05-31."),
        (UNTIL, "2026-13", "'2026-13' is not a date."),
        (UNTIL, "3/4/2026", "'3/4/2026' is not a date."),
        (OPENING, "3", "'3' is not understood here. Type a date such as 2026-05, or 1 (undated) or 2 (none-planned)."),
        (OPENING, "1 2", "'1 2' is not understood here."),
        (AREAS, " , ", "There is nothing between the commas."),
    ],
)
def test_a_line_that_says_nothing_is_told_what_would(one, line, what):
    with pytest.raises(NotUnderstood) as told:
        read(one, line)
    assert what in str(told.value)


def test_where_one_answer_is_asked_for_several_are_refused():
    complete = field("stakeholders.actors", "complete")
    assert read(complete, "y") == "yes"
    exact = AnswerField("q", ANSWER, Takes.CHOICE, choices={"a": "A", "b": "B", "c": "C"}, is_exact=True)
    with pytest.raises(NotUnderstood, match="One of them, please"):
        read(exact, "a b")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2026", "2026"),
        ("2026-05", "2026-05"),
        ("2026-5", "2026-05"),
        ("2026/05/3", "2026-05-03"),
        ("5/2026", "2026-05"),
        ("05.2026", "2026-05"),
        ("May 2026", "2026-05"),
        ("sept. 2026", "2026-09"),
        ("3 May 2026", "2026-05-03"),
        ("٢٠٢٦-٠٥", "2026-05"),
        ("Ma 2026", None),
        ("Mar 2026", "2026-03"),
        ("Ju 2026", None),
        ("Jun 2026", "2026-06"),
        ("Jux 2026", None),
        ("31 February 2026", None),
        ("2026-02-30", None),
        ("0026-05", None),
        ("26-05", None),
        ("", None),
    ],
)
def test_dates_are_read_in_the_ways_people_write_them(line, date):
    assert read_date(line) == date


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ("0", []),
        ("1 3", ["a", "c"]),
        ("3,1", ["a", "c"]),
        ("2-4", ["b", "c", "d"]),
        ("1, 3-4", ["a", "c", "d"]),
        ("first d", ["a", "d"]),
        ("d", ["d"]),
    ],
)
def test_lines_of_a_list_are_named_by_number_or_word(line, chosen):
    assert read_lines({"a": "first", "b": "second", "c": "third", "d": "fourth"}, line) == chosen


@pytest.mark.parametrize("line", ["5", "0 1", "4-2", "4 - 2", "3-99", "1-5000000000", "yes", "1;;9"])
def test_lines_that_are_not_there_are_told(line):
    with pytest.raises(NotUnderstood, match="There is no"):
        read_lines({"a": "first", "b": "second", "c": "third", "d": "fourth"}, line)


def test_yes_and_no_have_short_forms():
    assert [read_yes_no(line) for line in ("y", "YES", "n", "no", "", "maybe")] == [True, True, False, False, None, None]


FIELDS = [
    one
    for question in QUESTIONNAIRE.questions.values()
    for one in (*fields_of(question, QUESTIONNAIRE), *(body_fields(question, "x") if question.repeat else ()))
    if one.takes not in (Takes.NOTHING, Takes.KEYS)
]


@given(st.sampled_from(FIELDS), st.text(max_size=60) | st.from_regex(r"[0-9 ,;/.-]{1,12}", fullmatch=True))
def test_any_line_is_an_answer_the_field_takes_or_is_told(one, line):
    try:
        value = read(one, line)
    except NotUnderstood:
        return
    values = value if isinstance(value, list) else [value]
    if one.takes is Takes.CHOICE:
        assert set(values) <= {*one.choices, *(state.value for state in one.states)}
    elif one.takes is Takes.NUMBER:
        assert isinstance(value, int) or set(values) <= {*one.choices, *(state.value for state in one.states)}
    elif one.takes is Takes.MONTHS:
        assert 1 <= value <= 240
    elif one.takes is Takes.OPENING:
        assert read_date(str(value)) == value or value in {*one.choices, *(state.value for state in one.states)}
    else:
        assert value in ("none", line.strip()) or isinstance(value, (str, list))


@given(st.sampled_from(FIELDS), st.data())
def test_every_value_a_field_offers_can_be_typed_as_it_is_shown(one, data):
    if not one.choices:
        return
    chosen = data.draw(st.sampled_from(list(one.choices)))
    assert read(one, chosen) == chosen
    for state in one.states:
        if state is not NotKnown.CONTESTED:
            assert read(one, state.value) == state.value
