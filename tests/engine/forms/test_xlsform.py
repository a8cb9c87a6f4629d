"""The form keeps to the standard, asks what the questionnaire asks, sets apart what is sensitive, answers nothing itself."""

import dataclasses
import functools
import io
import re
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from wayhome.engine.dates import parse_date
from wayhome.engine.errors import InputError
from wayhome.engine.forms import form_names as names
from wayhome.engine.forms.form_names import Asks, form_names
from wayhome.engine.forms.workbook import save
from wayhome.engine.forms.xlsform import form_version, inert, xform_xml, xlsform
from wayhome.engine.forms.xlsform_questions import date_constraint
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import check_profile, example_names, read_profile
from wayhome.engine.selection import Selection

from ..random_programs import examples
from .exports import questions_of

LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
NAMES = form_names(QUESTIONNAIRE)
SENSITIVE = [id_ for id_, question in QUESTIONNAIRE.questions.items() if question.sensitive]
OPT_IN = [id_ for id_, question in QUESTIONNAIRE.questions.items() if question.opt_in]
SELECTIONS = {
    "everything": Selection(opt_in=True),
    "by default": Selection(),
    "without sensitive questions": Selection(sensitive=False),
    "one role": Selection(role="ministry-health"),
    "the core": Selection(core=True),
    "a section": Selection(section="services"),
    "the partners": Selection(section="stakeholders"),
}
FORMS = {name: xlsform(LIBRARY, selection) for name, selection in SELECTIONS.items()}
GHANA = check_profile("wayhome: 1\ncountry: GHA\n", "p.yaml", QUESTIONNAIRE)


@functools.cache
def rows(form, sheet):
    """The rows of a sheet by header, without the language."""
    head, *found = [[cell.value for cell in row] for row in form[sheet].iter_rows()]
    head = [title.partition("::")[0] for title in head]
    return [{title: text for title, text in zip(head, row, strict=True) if text is not None} for row in found]


@functools.cache
def survey(form):
    return {row["name"]: row for row in rows(form, "survey") if "name" in row}


def choices(form, list_name):
    return {row["name"]: row["label"] for row in rows(form, "choices") if row["list_name"] == list_name}


def converted(form):
    raw, warnings = io.BytesIO(), []
    form.save(raw)
    result = convert(raw.getvalue(), file_type=".xlsx", warnings=warnings)
    return result.xform, warnings


def example(name):
    return read_profile(f"example:{name}", QUESTIONNAIRE, LIBRARY.examples)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_for_any_country_becomes_an_xform_without_a_warning(name):
    xml, warnings = converted(FORMS[name])
    assert warnings == []
    assert xml == xform_xml(FORMS[name])


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_a_form_for_each_example_becomes_an_xform_without_a_warning(name):
    _, warnings = converted(xlsform(LIBRARY, Selection(opt_in=True), example(name)))
    assert warnings == []


def test_every_question_of_the_level_is_asked_with_every_field():
    found = survey(FORMS["everything"])
    for id_, question in QUESTIONNAIRE.questions.items():
        asked = question.opt_in or question.is_raised(is_area=False)
        for one in NAMES.by_question[id_]:
            assert (one.name in found) is asked


def test_an_area_is_asked_what_an_area_can_answer():
    found = survey(xlsform(LIBRARY, Selection(), example("xx-north")))
    assert "area_powers__budget" in found
    assert "lead_body" not in found


def test_one_role_is_asked_what_it_can_answer_and_nothing_else():
    asked = {one.field.question for name in survey(FORMS["one role"]) if (one := NAMES.by_name.get(name))}
    assert asked == {
        id_ for id_, question in QUESTIONNAIRE.questions.items() if "ministry-health" in question.ask and not question.opt_in
    }


def test_nothing_is_answered_beforehand_but_what_the_form_is():
    xml, _ = converted(xlsform(LIBRARY, Selection(opt_in=True), example("gha-2021")))
    root = ElementTree.fromstring(xml)
    instance = next(node for node in root.iter() if node.tag.endswith("}data") and "id" in node.attrib)
    assert [node.tag for node in instance.iter() if node.text and node.text.strip()] == []
    assert "default" not in {title for row in rows(FORMS["everything"], "survey") for title in row}


def test_only_who_answers_when_and_where_has_to_be_said_and_what_else_would_say_nothing():
    required = {name for name, row in survey(FORMS["everything"]).items() if row.get("required") == "yes"}
    open_from_the_start = {name for name in required if "relevant" not in survey(FORMS["everything"])[name]}
    assert open_from_the_start == {
        names.BODY,
        names.TALK_DATE,
        names.COUNTRY,
        "stakeholders_actors__body__name",  # within a body that was added
    }


def test_groups_come_in_the_order_of_the_questionnaire_between_about_and_sensitive():
    depth, groups = 0, []
    for row in rows(FORMS["everything"], "survey"):
        if row["type"] == "begin_group" and depth == 0:
            groups.append(row["name"])
        depth += row["type"].startswith("begin") - row["type"].startswith("end")
    sections = [section.id for section in QUESTIONNAIRE.sections if not all(one.sensitive for one in section.questions)]
    assert groups == ["about", *(section.replace("-", "_") for section in sections), "sensitive"]


@pytest.mark.parametrize("name", ["everything", "by default", "the core", "one role"])
def test_sensitive_questions_stand_in_the_group_that_a_yes_opens_and_nowhere_else(name):
    for question in questions_of(FORMS[name]):
        known = NAMES.by_name.get(question.name)
        if known:
            assert (known.field.question in SENSITIVE) is (question.path[0] == names.SENSITIVE_GROUP), question.name
    found = survey(FORMS[name])
    if names.SENSITIVE_GROUP in found:
        assert found[names.SENSITIVE_GROUP]["relevant"] == "${sensitive_open} = 'yes'"
        order = list(found)
        assert order.index(names.SENSITIVE_OPEN) < order.index(names.SENSITIVE_GROUP)


def test_sensitive_questions_can_be_left_out_altogether():
    form = FORMS["without sensitive questions"]
    text = " ".join(str(cell.value) for sheet in form for row in sheet.iter_rows() for cell in row)
    for id_ in SENSITIVE:
        assert names.base_name(id_) not in text
    assert names.SENSITIVE_GROUP not in survey(form)
    assert names.SENSITIVE_OPEN not in survey(form)


def test_what_is_asked_on_request_only_is_not_asked_without_one():
    for id_ in OPT_IN:
        assert names.base_name(id_) not in survey(FORMS["by default"])
        assert names.base_name(id_) in survey(FORMS["everything"])


def test_every_choice_says_what_it_means_and_every_kind_of_not_knowing_is_one():
    form = FORMS["everything"]
    found = survey(form)
    for one in NAMES.by_name.values():
        if one.name not in found or one.asks not in (Asks.CHOICE, Asks.VOICE_VALUE):
            continue
        list_name = found[one.name]["type"].split()[1]
        offered = choices(form, list_name)
        assert tuple(offered) == one.values, one.name
        assert {state.value for state in one.field.states} <= {*offered} or one.asks is Asks.VOICE_VALUE
        for value, meaning in one.field.choices.items():
            assert offered[value] in (f"{value}: {meaning}", value.capitalize())


def test_levels_are_ticked_and_a_kind_of_not_knowing_stands_alone():
    row = survey(FORMS["by default"])["service_employment"]
    assert row["type"] == "select_multiple scale_service"
    states = " or ".join(f"selected(., '{state}')" for state in ("not-asked", "nobody-knows", "contested", "withheld"))
    assert row["constraint"] == f"count-selected(.) <= 1 or not({states})"
    assert row["constraint_message"] == "A kind of not-knowing stands alone: untick it, or everything else."
    assert "Not sure which?" in row["hint"]


def test_the_services_stand_on_one_screen_and_other_questions_on_one_each():
    found = survey(FORMS["by default"])
    assert found["services"]["appearance"] == "field-list"
    assert "appearance" not in found["service_health__page"]
    assert "appearance" not in found["returns"]
    assert found["returns_trend__page"]["appearance"] == "field-list"


def test_what_cannot_hold_a_repeat_holds_none():
    """ODK Collect refuses a repeat on one screen with other questions."""
    screens = []
    for row in rows(FORMS["everything"], "survey"):
        if row["type"] == "begin_repeat":
            assert "field-list" not in screens
        if row["type"].startswith("begin"):
            screens.append(row.get("appearance", ""))
        elif row["type"].startswith("end"):
            screens.pop()


def test_every_text_has_a_length_and_every_number_a_range_and_each_says_so():
    for row in survey(FORMS["everything"]).values():
        if row["type"] in ("text", "integer"):
            assert row.get("constraint_message"), row


def test_words_name_their_language():
    titles = {cell.value for sheet in FORMS["by default"] for cell in sheet[1]}
    assert {title for title in titles if title.startswith(("label", "hint", "guidance", "constraint_m", "required_m"))} == {
        f"{title}::English (en)" for title in ("label", "hint", "guidance_hint", "constraint_message", "required_message")
    }
    assert rows(FORMS["by default"], "settings")[0]["default_language"] == "English (en)"


def test_settings_name_the_form_and_the_version_of_rules_and_questions():
    (settings,) = rows(xlsform(LIBRARY, Selection(core=True, role="partners"), GHANA), "settings")
    assert settings == {
        "form_title": "Reintegration of people who return: Ghana",
        "form_id": "wayhome-gha-core-partners",
        "version": f"r{LIBRARY.rulebook_digest[:10]}-q{LIBRARY.knowledge_digest[:10]}",
        "default_language": "English (en)",
        "style": "pages",
    }


def test_another_selection_is_another_form_and_other_questions_another_version():
    ids = [rows(form, "settings")[0]["form_id"] for form in FORMS.values()]
    assert len(set(ids)) == len(ids)
    changed = dataclasses.replace(LIBRARY, knowledge_digest="0" * 64)
    assert form_version(changed) != form_version(LIBRARY)


def test_the_country_of_a_profile_is_not_asked_again_and_goes_with_each_submission():
    found = survey(xlsform(LIBRARY, Selection(section="reaching"), example("xx-north")))
    assert found[names.COUNTRY] == {"type": "calculate", "name": names.COUNTRY, "calculation": "'XXX'"}
    assert found[names.AREA]["calculation"] == "'XX-N'"
    waiting = check_profile("wayhome: 1\n", "p.yaml", QUESTIONNAIRE)
    assert survey(xlsform(LIBRARY, Selection(section="reaching"), waiting))[names.COUNTRY]["type"] == "text"


HOSTILE = "=HYPERLINK(1) ${about_date} <output value='/data/x'/> [a](b) **c** _d_\n# e \x07"


def test_free_text_of_a_profile_does_nothing_in_a_form(tmp_path):
    head = f"wayhome: 1\ncountry: GHA\nname: {HOSTILE!r}\n"
    text = f"{head}answers:\n  frame.actors: {{answer: {{ministry-labour: {HOSTILE!r}}}}}\n".replace("\\x07", "?")
    text = text.replace("'=HYPERLINK", '"=HYPERLINK').replace("e ?'", 'e ?"')
    profile = check_profile(text, "p.yaml", QUESTIONNAIRE)
    form = xlsform(LIBRARY, Selection(section="reaching"), profile)
    label = choices(form, names.BODY)["ministry-labour"]
    assert label == "The ministry of labour: =HYPERLINK(1) $ {about date} (output value='/data/x'/) (a)(b) c d # e ?"
    xml, warnings = converted(form)
    assert warnings == []
    assert "<output" not in xml
    save(form, tmp_path / "form.xlsx")
    assert all(cell.data_type != "f" for sheet in form for row in sheet.iter_rows() for cell in row)


@given(st.text())
def test_inert_text_holds_no_reference_no_markup_and_no_second_line(text):
    assert not re.search(r"\$\{|[<>\[\]*_`\\\n\r]", inert(text))


def test_the_same_form_has_the_same_bytes(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        save(xlsform(LIBRARY, Selection(section="reaching")), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def matches(text):
    """Whether the form takes a date."""
    pattern = re.fullmatch(r"regex\(\., '(.*)'\)", date_constraint()[0])[1]
    return re.match(pattern, text) is not None


@examples(500)
@given(st.integers(1850, 2250), st.none() | st.integers(0, 13), st.none() | st.integers(0, 32))
def test_the_form_takes_the_dates_that_a_profile_takes(year, month, day):
    text = "-".join([str(year), *(f"{part:02}" for part in (month, day) if part is not None)])
    is_leap_day = text[4:] == "-02-29"  # which the form takes in any year
    assert matches(text) is (parse_date(text) is not None) or is_leap_day


@pytest.mark.parametrize(
    "text", ["", "2026-", "2026-13", "2026-04-31", "2026-02-30", "26-05", "2026-5", "05/2026", "2026-05 "]
)
def test_the_form_refuses_what_is_no_date(text):
    assert not matches(text)


def test_a_selection_that_leaves_nothing_to_ask_is_refused():
    with pytest.raises(InputError, match="no question is left to ask"):
        xlsform(LIBRARY, Selection(section="at-risk"))
    with pytest.raises(InputError, match="there is no role 'ministry'"):
        xlsform(LIBRARY, Selection(role="ministry"))


def test_questions_that_are_answered_can_be_left_out():
    found = survey(xlsform(LIBRARY, Selection(section="reaching"), leave_out={"arrival.contact"}))
    assert "information_reach" in found
    assert "arrival_contact" not in found


def test_without_pyxform_the_way_to_install_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyxform", None)
    with pytest.raises(InputError, match=r"this needs the package pyxform; install it: .*wayhome\[odk\]"):
        xform_xml(FORMS["a section"])


def test_a_form_that_pyxform_refuses_is_told_without_a_traceback():
    form = xlsform(LIBRARY, Selection(section="reaching"))
    form["survey"].cell(form["survey"].max_row + 1, 1).value = "end_group"
    with pytest.raises(InputError, match="form: pyxform refuses it"):
        xform_xml(form)
