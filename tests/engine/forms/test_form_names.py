"""Names in a form are unique, plain and stable, so that the header of any export leads back to one question."""

import dataclasses
import re

import pytest

from wayhome.engine.answer_fields import ANSWER, fields_of
from wayhome.engine.errors import InputError
from wayhome.engine.forms.form_names import (
    ABOUT_GROUP,
    HEAD,
    SENSITIVE_GROUP,
    Asks,
    form_names,
    page_group,
    section_group,
)
from wayhome.engine.forms.submission_records import Column, Header
from wayhome.engine.library import load_library

QUESTIONNAIRE = load_library().questionnaire
NAMES = form_names(QUESTIONNAIRE)


def test_no_two_questions_groups_or_repeats_share_a_name():
    groups = [ABOUT_GROUP, SENSITIVE_GROUP, *map(page_group, QUESTIONNAIRE.questions)]
    groups += [section_group(section.id) for section in QUESTIONNAIRE.sections]
    names = [one.name for found in NAMES.by_question.values() for one in found]
    everything = [*groups, *names, *NAMES.repeats, *HEAD]
    assert len(everything) == len(set(everything)) > 1000


def test_names_are_small_letters_digits_and_underscores_with_an_underscore_in_each():
    for name in (*NAMES.by_name, *HEAD, *NAMES.repeats):
        assert re.fullmatch(r"[a-z][a-z0-9]*(_+[a-z0-9]+)+", name), name


def test_what_can_be_chosen_holds_no_underscore_and_no_space_so_that_it_is_never_taken_for_a_name():
    for name in NAMES.by_name.values():
        for value in name.values:
            assert re.fullmatch(r"[a-z0-9]+([-.][a-z0-9]+)*", value), (name.name, value)
        assert len(name.values) == len(set(name.values)), name.name


def test_a_repeat_is_the_name_of_a_sheet_that_excel_does_not_cut():
    assert all(len(name) <= 31 for name in NAMES.repeats)


@pytest.mark.parametrize(
    ("question", "path", "asks", "name"),
    [
        ("service.employment", ANSWER, Asks.CHOICE, "service_employment"),
        ("service.employment", ("money",), Asks.CHOICE, "service_employment__money"),
        ("service.employment", ("until",), Asks.TYPED, "service_employment__until__date"),
        ("service.employment", ("evidence",), Asks.TYPED, "service_employment__its_evidence"),
        ("returns.obstacles", ("answer", "income"), Asks.CHOICE, "returns_obstacles__income"),
        ("before-return", ANSWER, Asks.CHOICE, "before_return"),
        ("returns.number", ANSWER, Asks.TYPED, "returns_number__number"),
        ("returns.number", ("year",), Asks.TYPED, "returns_number__year"),
        ("frame.openings", ("answer", "migration-law", "date"), Asks.CHOICE, "frame_openings__migration_law"),
        ("frame.openings", ("answer", "migration-law", "date"), Asks.TYPED, "frame_openings__migration_law__date"),
        ("frame.openings", ("answer", "migration-law", "title"), Asks.TYPED, "frame_openings__migration_law__title"),
        ("frame.start-horizon", ("answer", "start"), Asks.CHOICE, "frame_start_horizon"),
        ("frame.start-horizon", ("answer", "months"), Asks.TYPED, "frame_start_horizon__months"),
        ("frame.actors", ("answer", "cabinet-office"), Asks.TYPED, "frame_actors__cabinet_office__name"),
        ("stakeholders.actors", ("answer", "", "influence"), Asks.CHOICE, "stakeholders_actors__body__influence"),
        # An option of this question is called `evidence`: it is not the evidence for the answer.
        ("capacity.groundwork", ("answer", "evidence"), Asks.CHOICE, "capacity_groundwork__evidence"),
        ("capacity.groundwork", ("evidence",), Asks.TYPED, "capacity_groundwork__its_evidence"),
    ],
)
def test_names_stay_as_they_are_since_forms_are_in_the_field(question, path, asks, name):
    assert NAMES.of(question, path, asks).name == name


def test_every_field_of_every_question_has_a_name():
    for id_, question in QUESTIONNAIRE.questions.items():
        named = {one.field.path for one in NAMES.by_question[id_]}
        assert {field.path for field in fields_of(question, QUESTIONNAIRE)} <= named


def test_two_questions_that_would_share_a_name_are_refused():
    question = QUESTIONNAIRE.questions["returns.trend"]
    other = question.model_copy(update={"question": "returns-trend"})
    questions = {**QUESTIONNAIRE.questions, "returns-trend": other}
    with pytest.raises(InputError, match="a form would have the name 'returns_trend' twice; give the question"):
        form_names(dataclasses.replace(QUESTIONNAIRE, questions=questions))


@pytest.mark.parametrize("separator", ["/", "-", ".", ":", "|", " / "])
def test_a_header_splits_whatever_stands_between_its_parts(separator):
    header = Header(NAMES)
    for one in NAMES.by_name.values():
        path = separator.join(("services", "service_employment__page", one.name))
        assert header.column(path) == header.column(one.name) == Column(one.name)
        for value in one.values if len(separator) == 1 else ():
            assert header.column(f"{path}{separator}{value}") == Column(one.name, value)
            assert header.column(f"{path}/{value}") == Column(one.name, value)


@pytest.mark.parametrize("title", ["", "services", "service_employments", "services/service_employment/never", "Employment"])
def test_a_header_that_names_nothing_in_the_form_is_none_of_ours(title):
    assert Header(NAMES).column(title) is None
