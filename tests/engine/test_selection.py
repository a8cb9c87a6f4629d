"""Which questions are asked follows from what was asked for, and everything asked for has to hold."""

import itertools

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.selection import Selection, select

QUESTIONNAIRE = load_library().questionnaire
QUESTIONS = QUESTIONNAIRE.questions


def ids(selection=Selection(), *, is_area=False, leave_out=()):  # noqa: B008  # it cannot be changed
    sections = select(QUESTIONNAIRE, selection, is_area=is_area, leave_out=leave_out)
    return [question.question for section in sections for question in section.questions]


def test_a_country_and_an_area_are_each_asked_the_questions_of_their_level():
    for is_area, others in ((False, "area"), (True, "national")):
        expected = [id_ for id_, question in QUESTIONS.items() if question.is_raised(is_area=is_area)]
        assert ids(is_area=is_area) == expected
        assert not any(QUESTIONS[id_].level == others or QUESTIONS[id_].opt_in for id_ in expected)
    assert set(ids()) != set(ids(is_area=True))


def test_questions_on_request_come_on_request_at_every_level():
    on_request = {id_ for id_, question in QUESTIONS.items() if question.opt_in}
    assert on_request
    for is_area in (False, True):
        assert set(ids(Selection(opt_in=True), is_area=is_area)) - set(ids(is_area=is_area)) == on_request


def test_a_section_is_asked_alone_under_its_title():
    for section in QUESTIONNAIRE.sections:
        found = select(QUESTIONNAIRE, Selection(section=section.id, opt_in=True), is_area=False)
        assert all((one.id, one.title) == (section.id, section.title) for one in found)
        asked = {question.question for one in found for question in one.questions}
        assert asked == {q.question for q in section.questions if q.is_raised(is_area=False) or q.opt_in}


def test_a_body_is_asked_what_it_can_answer():
    for role in QUESTIONNAIRE.roles:
        assert ids(Selection(role=role)) == [id_ for id_ in ids() if role in QUESTIONS[id_].ask]
    assert ids(Selection(role="employers")), "some role has questions"


def test_the_core_and_what_is_not_sensitive():
    assert ids(Selection(core=True)) == [id_ for id_ in ids() if QUESTIONS[id_].core]
    assert ids(Selection(sensitive=False)) == [id_ for id_ in ids() if not QUESTIONS[id_].sensitive]
    assert 0 < len(ids(Selection(core=True))) < len(ids(Selection(sensitive=False))) < len(ids())


def test_what_is_answered_is_left_out_and_so_is_a_section_without_a_question_left():
    section = QUESTIONNAIRE.sections[0]
    answered = [question.question for question in section.questions]
    assert ids(leave_out=answered) == [id_ for id_ in ids() if id_ not in answered]
    assert section.id not in [one.id for one in select(QUESTIONNAIRE, Selection(), is_area=False, leave_out=set(answered))]
    assert ids(leave_out=QUESTIONS) == []


def test_everything_asked_for_has_to_hold():
    choices = itertools.product(
        [None, *(one.id for one in QUESTIONNAIRE.sections)],
        [False, True],
        [None, "migration-lead"],
        [False, True],
        [True, False],
    )
    for choice in choices:
        whole = Selection(*choice)
        parts = (
            Selection(section=whole.section, opt_in=whole.opt_in),
            Selection(core=whole.core, opt_in=whole.opt_in),
            Selection(role=whole.role, opt_in=whole.opt_in),
            Selection(sensitive=whole.sensitive, opt_in=whole.opt_in),
        )
        expected = set.intersection(*(set(ids(part)) for part in parts))
        assert set(ids(whole)) == expected


@pytest.mark.parametrize(
    ("selection", "what"),
    [
        (
            Selection(section="servics"),
            r"--section: there is no section 'servics'; expected frame, .*; did you mean 'services'\?",
        ),
        (
            Selection(role="employer"),
            r"--for: there is no role 'employer'; expected migration-lead, .*; did you mean 'employers'\?",
        ),
        (Selection(section=""), "--section: there is no section ''; expected frame, "),
        (Selection(section="Frame"), "there is no section 'Frame'"),
        (Selection(role="\x1b[31m"), r"there is no role '\\x1b\[31m'"),
    ],
)
def test_a_name_that_is_none_is_told_with_those_there_are(selection, what):
    with pytest.raises(InputError, match=what):
        ids(selection)
