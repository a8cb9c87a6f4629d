"""A plain workbook read back: a round trip changes nothing, and whatever people do to a workbook is read or refused."""

import datetime
import io
from functools import cache

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wayhome.engine.blank import blank_profile
from wayhome.engine.contribution import contribution_of
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.forms.filled_in import read_filled_in, taken_anew
from wayhome.engine.forms.plain_import import read_plain, remarks
from wayhome.engine.forms.plain_sheets import is_plain
from wayhome.engine.forms.plain_workbook import plain_workbook
from wayhome.engine.forms.workbook import put, read_workbook, save
from wayhome.engine.places import find_country
from wayhome.engine.profile_reader import example_names
from wayhome.engine.selection import Selection
from wayhome.engine.take_in import take_in

from .random_values import LIBRARY, QUESTIONNAIRE, SMALL, profiles

SERVICES, HEALTH = "Services as returnees meet them", "service.health answer"


def example(name):
    text = (LIBRARY.examples / f"{name}.yaml").read_text(encoding="utf-8")
    return Draft(text, f"{name}.yaml", QUESTIONNAIRE)


def ghana():
    return Draft(blank_profile(find_country("GHA"), None, QUESTIONNAIRE), "", QUESTIONNAIRE)


@cache
def of_ghana():
    """The workbook of a new profile, which most tests fill in."""
    whole = io.BytesIO()
    plain_workbook(ghana(), SMALL, Selection()).save(whole)
    return whole.getvalue()


class Form:
    """A workbook that somebody fills in, saved as it would be, and read."""

    def __init__(self, folder, draft=None, selection=None):
        self.path = folder / "form.xlsx"
        if draft or selection:
            save(plain_workbook(draft or ghana(), LIBRARY if draft else SMALL, selection or Selection()), self.path)
        else:
            self.path.write_bytes(of_ghana())
        self.book = openpyxl.load_workbook(self.path)

    def cell(self, sheet, key, column, *, skip=0):
        """The cell of a line with this key; of one of several such lines, if `skip` says how many come before."""
        page = self.book[sheet]
        rows = [row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == key]
        at = next(c for c in range(1, page.max_column + 1) if page.cell(1, c).value == column)
        return page.cell(rows[skip], at)

    def type(self, sheet, key, column, value, *, skip=0):
        cell = self.cell(sheet, key, column, skip=skip)
        if isinstance(value, str) and not value.startswith("=!"):
            put(cell, value)
        else:
            cell.value = value.replace("=!", "=") if isinstance(value, str) else value
        return cell

    def health(self, value, column="answer"):
        return self.type(SERVICES, HEALTH, column, value)

    def read(self):
        self.book.save(self.path)
        return read_plain(read_workbook(self.path), LIBRARY)

    def refused(self):
        with pytest.raises(InputError) as error:
            self.read()
        return [str(problem).removeprefix(f"{self.path}, ") for problem in error.value.problems]


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path)


def head_and_sources(one):
    return (
        {key: str(value).strip() for key, value in one.head.items()},
        {
            key: {name: str(part).strip() for name, part in source.items() if str(part or "").strip()}
            for key, source in one.sources.items()
        },
    )


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_an_example_comes_back_whole_into_a_new_profile_and_leaves_the_old_one_as_it_is(name, tmp_path):
    draft = example(name)
    path = tmp_path / "form.xlsx"
    save(plain_workbook(draft, LIBRARY, Selection()), path)
    (found,) = read_filled_in(path, LIBRARY)
    assert found.contribution.answers == draft.everything_said()
    assert head_and_sources(found.contribution) == head_and_sources(contribution_of(draft))
    anew = taken_anew([found.contribution], "new.yaml", None, LIBRARY)
    assert anew.conflicts == ()
    assert anew.draft.everything_said() == draft.everything_said()
    assert head_and_sources(contribution_of(anew.draft)) == head_and_sources(contribution_of(draft))
    assert list(anew.draft.sources) == list(draft.sources)
    again = take_in(draft, [found.contribution])
    assert (again.draft.text, again.added, again.changed, again.conflicts) == (draft.text, 0, (), ())


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=profiles())
def test_a_round_trip_changes_nothing_whatever_the_text(text, tmp_path):
    draft = Draft(text, "random.yaml", QUESTIONNAIRE)
    path = tmp_path / "form.xlsx"
    save(plain_workbook(draft, SMALL, Selection()), path)
    found = read_plain(read_workbook(path), LIBRARY)
    assert found.answers == draft.everything_said()
    assert head_and_sources(found) == head_and_sources(contribution_of(draft))
    assert take_in(draft, [found]).draft.text == draft.text
    assert taken_anew([found], "new.yaml", None, LIBRARY).draft.everything_said() == draft.everything_said()


ANYTHING = st.sampled_from(
    [
        *(
            "",
            "patchy",
            "=!1+1",
            "#REF!",
            "contested",
            "not-asked",
            "patchy: x",
            "talks, Talks",
            '"',
            '"a',
            ",",
            ": ",
            "&a",
            "- a",
            "~",
        ),
        *(True, 0, -1, 3.7, 1e300, datetime.datetime(2026, 5, 1), datetime.date(2026, 5, 2), datetime.time(3, 4)),
        *(
            "x" * 3000,
            "labels",
            "source",
            "body",
            "head country",
            "wayhome-plain 1 section x",
            "service.health answer",
            "_x0000_",
        ),
    ]
)


@pytest.fixture(scope="module")
def filled_in(tmp_path_factory):
    """A small workbook with answers of every kind, as bytes."""
    path = tmp_path_factory.mktemp("filled") / "form.xlsx"
    save(plain_workbook(example("xx"), SMALL, Selection(core=True)), path)
    return path.read_bytes()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_typed_anywhere_is_read_or_refused(filled_in, data, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(filled_in))
    for _ in range(data.draw(st.integers(1, 4))):
        sheet = data.draw(st.sampled_from(book.worksheets))
        row, column = (
            data.draw(st.integers(1, sheet.max_row + 2)),
            data.draw(st.sampled_from([1, 2, 3, 4, 4, 4, 5, 6, 7, 8])),
        )
        change = data.draw(st.sampled_from(["type"] * 6 + ["row", "column", "no row", "no column"]))
        if change == "type":
            value = data.draw(ANYTHING)
            sheet.cell(row, column).value = value.replace("=!", "=") if isinstance(value, str) else value
        elif change == "row":
            sheet.insert_rows(row)
        elif change == "column":
            sheet.insert_cols(column)
        elif change == "no row":
            sheet.delete_rows(row)
        else:
            sheet.delete_cols(column)
    path = tmp_path / "form.xlsx"
    book.save(path)
    refused = None
    try:
        (found,) = read_filled_in(path, LIBRARY)
        for prefer in (None, "file", "new"):
            take_in(example("xx"), [found.contribution], prefer)
        taken_anew([found.contribution], "new.yaml", None, LIBRARY)
    except InputError as error:
        refused = error
    assert refused is None or all("form.xlsx" in str(problem) for problem in refused.problems)


def test_what_is_typed_is_read_with_its_cell(form):
    form.health("Patchy; mostly")
    form.health("Two regions have no clinic.", "evidence")
    form.health("June 2026", "date")
    form.type(SERVICES, "service.health money", "answer", "project")
    form.type("Returns", "returns.number answer", "answer", 8400)
    form.type("Returns", "returns.groups answer/minorities", "answer", "x")
    form.type("Start", "head title", "value", "Ghana, 2026")
    found = form.read()
    assert found.answers == {
        "returns.number": {("answer",): 8400},
        "returns.groups": {("answer", "minorities"): "yes"},
        "service.health": {
            ("answer",): ["patchy", "mostly"],
            ("evidence",): "Two regions have no clinic.",
            ("date",): "2026-06",
            ("money",): "project",
        },
    }
    assert found.head == {"country": "GHA", "title": "Ghana, 2026"}
    assert str(found.place_of("service.health", ("money",))).endswith(f"sheet {SERVICES}, cell D56")
    assert str(found.place_of("service.health", ("answer", 0))).endswith("cell D54")
    assert found.is_another_voice  # nothing was answered in it beforehand
    assert found.who == str(form.path)


def test_a_workbook_of_a_profile_speaks_for_the_profile_and_for_whoever_prepared_it(tmp_path):
    found = Form(tmp_path, example("xx")).read()
    assert not found.is_another_voice
    assert found.who == "an invented policy adviser"


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (
            "pachy",
            "'pachy' is not an answer here; expected none, closed, on-paper, patchy, mostly, reaching; did you mean",
        ),
        ("patchy, mosly", "'mosly' is not an answer here; expected"),
        ("contested", "a contested answer names at least two voices"),
    ],
)
def test_a_word_that_is_no_answer_is_refused_with_sheet_and_cell(form, value, what):
    cell = form.health(value)
    (problem,) = form.refused()
    assert problem.startswith(f"sheet {SERVICES}, cell {cell.coordinate}: {what}")


@pytest.mark.parametrize(
    ("sheet", "key", "column", "value", "what"),
    [
        (SERVICES, HEALTH, "date", "last summer", "'last summer' is not a date; expected 2021, 2021-11 or 2021-11-05"),
        (SERVICES, "service.health until", "answer", "soon", "'soon' is not a date"),
        ("The frame", "frame.openings answer/budget/date", "answer", "autumn", "'autumn' is not a date; expected 2026-05"),
        ("The frame", "frame.start-horizon answer/months", "answer", "many", "'many' is not a number of months"),
        ("Returns", "returns.number answer", "answer", 8400.5, "'8400.5' is not an answer here"),
        (
            "Returns",
            "returns.groups answer/minorities",
            "answer",
            "contested",
            "`contested` is for questions with one answer",
        ),
        (
            "Start",
            "head country",
            "value",
            "Ghana",
            "no country has the code 'Ghana'; expected an ISO 3166-1 code such as CIV",
        ),
        ("Start", "head area", "value", "CI-AB", "Ghana has no area 'CI-AB'"),
        ("Start", "head date", "value", "May", "'May' is not a date"),
        (
            SERVICES,
            HEALTH,
            "evidence",
            "x" * 2001,
            "answers.service.health.evidence has 2,001 characters; expected at most 2,000",
        ),
    ],
)
def test_every_other_fault_has_its_cell_too(form, sheet, key, column, value, what):
    cell = form.type(sheet, key, column, value)
    (problem,) = form.refused()
    assert problem.startswith(f"sheet {sheet}, cell {cell.coordinate}: {what}")


def test_all_faults_are_told_at_once(form):
    form.health("pachy")
    form.health("=!1+1", "evidence")
    form.type("Returns", "returns.trend answer", "answer", "upwards")
    assert len(form.refused()) == 3


@pytest.mark.parametrize("column", ["answer", "evidence", "source", "date"])
def test_a_formula_where_an_answer_belongs_is_refused_and_one_typed_as_text_is_text(form, column):
    cell = form.health("=!1+1", column)
    (problem,) = form.refused()
    assert problem == (
        f"sheet {SERVICES}, cell {cell.coordinate}: a formula; expected an answer as it stands; "
        "copy the cell, then paste it as a value (Paste Special)"
    )
    form.health(None, column)
    form.health("=1+1", "evidence")
    assert form.read().answers["service.health"] == {("evidence",): "=1+1"}


def test_merged_cells_over_answers_are_refused_and_elsewhere_do_no_harm(form):
    sheet = form.book[SERVICES]
    row = form.cell(SERVICES, HEALTH, "answer").row
    sheet.merge_cells(f"B{row}:B{row + 3}")
    form.health("patchy")
    assert form.read().answers["service.health"] == {("answer",): "patchy"}
    sheet.merge_cells(f"D{row}:D{row + 2}")
    (problem,) = form.refused()
    expected = f"the cells D{row}:D{row + 2} are merged; split them, so that each answer stands in a cell of its own"
    assert problem == f"sheet {SERVICES}, cell D{row}: {expected}"


def test_rows_that_were_sorted_hidden_or_moved_apart_are_found_by_their_keys(form):
    form.health("patchy")
    form.type(SERVICES, "service.health money", "answer", "project")
    sheet = form.book[SERVICES]
    row = form.cell(SERVICES, "service.health money", "answer").row
    moved = [sheet.cell(row, column).value for column in range(1, 8)]
    sheet.delete_rows(row)
    sheet.insert_rows(7, 3)
    for column, value in enumerate(moved, 1):
        sheet.cell(8, column).value = value
    sheet.row_dimensions[8].hidden = True
    sheet.sheet_state = "hidden"
    sheet.title = "Renamed"
    assert form.read().answers == {"service.health": {("answer",): "patchy", ("money",): "project"}}


def test_columns_that_were_inserted_or_swapped_are_found_by_their_names(form):
    form.health("patchy")
    form.health("A clinic opened.", "evidence")
    form.book[SERVICES].insert_cols(1)
    form.book[SERVICES].insert_cols(4, 2)
    form.book[SERVICES].insert_rows(1, 2)
    assert form.read().answers == {"service.health": {("answer",): "patchy", ("evidence",): "A clinic opened."}}


@pytest.mark.parametrize(
    ("column", "what"),
    [
        (
            1,
            "the sheet has lost its hidden first column or row; put them back (Undo), or copy the answers into a new export",
        ),
        (4, "the sheet has lost its column 'Answer'; put it back (Undo), or copy the answers into a new export"),
        (5, "the sheet has lost its column 'Evidence'"),
        (6, "the sheet has lost its column 'Source'"),
    ],
)
def test_a_sheet_without_one_of_its_columns_is_refused(form, column, what):
    form.health("patchy")
    form.book[SERVICES].delete_cols(column)
    (problem,) = form.refused()
    assert problem.startswith(f"sheet {SERVICES}, cell A1: {what}")


@pytest.mark.parametrize("sheet", ["Start", "Sources", SERVICES, "Partners, list"])
def test_a_sheet_without_its_hidden_row_is_refused(form, sheet):
    form.book[sheet].delete_rows(1)
    (problem,) = form.refused()
    assert problem.startswith(f"sheet {sheet}, cell A1: the sheet has lost its hidden first column or row")


def test_a_sheet_that_was_removed_or_added_does_no_harm(form):
    form.health("patchy")
    for name in ("Start", "Sources", "Policy", "Lists"):
        del form.book[name]
    form.book.create_sheet("My notes")["A1"] = "ask again in May"
    found = form.read()
    assert (found.answers, found.head) == ({"service.health": {("answer",): "patchy"}}, {})


def test_a_line_that_stands_twice_is_read_if_both_say_the_same_and_refused_otherwise(form):
    form.health("patchy")
    sheet = form.book[SERVICES]
    last = sheet.max_row + 1
    sheet.cell(last, 1).value, sheet.cell(last, 4).value = HEALTH, "patchy"
    assert form.read().answers == {"service.health": {("answer",): "patchy"}}
    sheet.cell(last, 4).value = "mostly"
    (problem,) = form.refused()
    assert problem.startswith(f"sheet {SERVICES}, cell D{last}: service.health answer is answered twice, and otherwise in ")


def test_a_line_that_is_none_of_the_form_is_refused_where_it_holds_an_answer(form):
    sheet = form.book[SERVICES]
    sheet.insert_rows(6)
    sheet.cell(6, 2).value = "a note of mine"
    assert form.read().answers == {}
    sheet.cell(6, 4).value = "patchy"
    (problem,) = form.refused()
    assert problem.endswith("cell D6: nothing says to which question this line belongs; move it into a line of the form")
    sheet.cell(6, 1).value = "service.helth answer"
    (problem,) = form.refused()
    assert problem.endswith(
        "cell D6: the questionnaire has no line 'service.helth answer'; did you mean 'service.health answer'?"
    )


def test_a_line_of_another_version_is_refused_as_such_and_an_empty_one_passed_over(form):
    form.book["Start"]["B1"] = "questionnaire 0000"
    key = form.cell(SERVICES, HEALTH, "answer")
    form.book[SERVICES].cell(key.row, 1).value = "service.gone answer"
    assert form.read().answers == {}
    key.value = "patchy"
    (problem,) = form.refused()
    assert "the workbook was made for another version of the questionnaire; " in problem


def test_a_workbook_of_another_format_is_refused(form):
    form.book[SERVICES]["A1"] = "wayhome-plain 2 section services"
    (problem,) = form.refused()
    assert problem.endswith("expected format 1; read it with that version, or update")


def test_evidence_beside_a_lower_line_of_a_question_is_that_questions(form):
    form.type("Returns", "returns.groups answer/minorities", "evidence", "Two groups are named.")
    form.type("Returns", "returns.groups answer/minorities", "answer", "no")
    assert form.read().answers["returns.groups"] == {("answer", "minorities"): "no", ("evidence",): "Two groups are named."}
    form.type("Returns", "returns.groups", "answer", "no")
    (problem,) = form.refused()
    assert problem.endswith("an answer beside the text of a question; answer in the lines below it")


def test_voices_make_an_answer_contested(form):
    form.type(SERVICES, "service.health voices", "answer", "patchy: ministry of health\nclosed, patchy: two organisations")
    expected = [
        {"value": "patchy", "who": "ministry of health"},
        {"value": ["closed", "patchy"], "who": "two organisations"},
    ]
    assert form.read().answers["service.health"] == {("answer",): "contested", ("voices",): expected}
    form.health("patchy")
    (problem,) = form.refused()
    assert "`voices` goes with `answer: contested`" in problem
    form.health("contested")
    form.type(SERVICES, "service.health voices", "answer", "patchy\nclosed: two organisations")
    (problem,) = form.refused()
    assert "a line that does not say who says it; expected such as `none: two organisations`" in problem
    form.type(SERVICES, "service.health voices", "answer", "pachy: a\nclosed: b")
    (problem,) = form.refused()
    assert "cell D55: 'pachy' is not an answer here" in problem


def test_a_source_is_named_by_its_key_or_its_title_and_a_new_title_becomes_one(form):
    form.type("Sources", "source", "title", "Notes of talks, May 2026")
    form.type("Sources", "source", "date", "May 2026")
    form.type("Sources", "source", "key", "policy-2016", skip=2)
    form.type("Sources", "source", "title", "National Migration Policy", skip=2)
    form.health("notes of talks, may 2026", "source")
    form.type(SERVICES, "service.schooling answer", "source", "POLICY-2016; Notes of talks, May 2026")
    form.type(SERVICES, "service.papers answer", "source", "Report, registry of 2025")
    for question in ("health", "schooling", "papers"):
        form.type(SERVICES, f"service.{question} answer", "answer", "patchy")
    found = form.read()
    assert found.sources == {
        "policy-2016": {"title": "National Migration Policy"},
        "notes-of-talks-may": {"title": "Notes of talks, May 2026", "date": "2026-05"},
        "report-registry-of-2025": {"title": "Report, registry of 2025"},
    }
    assert found.answers["service.health"][("source",)] == "notes-of-talks-may"
    assert found.answers["service.papers"][("source",)] == "report-registry-of-2025"


def test_a_title_with_commas_and_semicolons_beside_others_is_best_listed_first(form):
    form.type("Sources", "source", "title", "Talks")
    form.health("Talks, A new report", "source")
    form.health("patchy")
    found = form.read()
    assert found.answers["service.health"][("source",)] == ["talks", "a-new-report"]


def test_a_slip_in_a_key_is_no_new_source(form):
    form.type("Sources", "source", "key", "policy-2016")
    form.type("Sources", "source", "title", "National Migration Policy")
    cell = form.health("policy-2061", "source")
    form.health("patchy")
    (problem,) = form.refused()
    assert problem.endswith(f"{cell.coordinate}: no source 'policy-2061' is listed; did you mean 'policy-2016'?")


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        (
            [{"key": "a", "title": "A"}, {"key": "a", "title": "B"}],
            "two sources have the key 'a'; give one of them another key",
        ),
        ([{"key": "a", "address": "x"}], "a source without a title; expected what the document or conversation is called"),
        ([{"key": "a", "title": "A", "date": "soon"}], "'soon' is not a date"),
    ],
)
def test_a_source_that_cannot_be_is_refused(form, columns, what):
    for i, source in enumerate(columns):
        for column, value in source.items():
            form.type("Sources", "source", column, value, skip=i)
    (problem,) = form.refused()
    assert what in problem
    assert problem.startswith("sheet Sources, cell ")


def test_bodies_are_listed_with_a_key_of_their_own_or_one_made_of_their_name(form):
    bodies = [
        {"name": "Chamber of Commerce", "category": "Private sector", "influence": "high"},
        {"key": "chamber-of-commerce", "name": "Chamber of the North"},
        {"key": "A Union", "name": "Union", "willing": "not now", "provider": "yes"},
    ]
    for i, body in enumerate(bodies):
        for column, value in body.items():
            form.type("Partners, list", "body", column, value, skip=i + 3 * (i == 2))
    form.type("Partners", "stakeholders.actors complete", "answer", "TRUE")
    assert form.read().answers["stakeholders.actors"] == {
        ("answer", "chamber-of-commerce", "name"): "Chamber of the North",
        ("answer", "chamber-of-commerce-2", "name"): "Chamber of Commerce",
        ("answer", "chamber-of-commerce-2", "category"): "private-sector",
        ("answer", "chamber-of-commerce-2", "influence"): "high",
        ("answer", "a-union", "name"): "Union",
        ("answer", "a-union", "willing"): "not-now",
        ("answer", "a-union", "provider"): "yes",
        ("complete",): "yes",
    }


@pytest.mark.parametrize(
    ("bodies", "what"),
    [
        (
            [{"key": "a", "name": "A"}, {"key": "a", "name": "B"}],
            "two bodies have the key 'a'; give one of them another key",
        ),
        ([{"category": "ngos"}], "'body' has no name"),
        ([{"name": "A", "influence": "medium"}], "'medium' is not an answer here; expected low, high"),
    ],
)
def test_a_body_that_cannot_be_is_refused(form, bodies, what):
    for i, body in enumerate(bodies):
        for column, value in body.items():
            form.type("Partners, list", "body", column, value, skip=i)
    (problem,) = form.refused()
    assert what in problem
    assert problem.startswith("sheet Partners, list, cell ")


def test_a_body_that_was_emptied_and_an_answer_that_was_cleared_take_nothing_away(tmp_path):
    draft = example("xx")
    form = Form(tmp_path, draft)
    for column in ("name", "category", "influence", "interest", "willing", "capacity", "provider", "agreement"):
        form.type("Partners, list", "body", column, None)
    form.health(None)
    assert take_in(draft, [form.read()]).draft.text == draft.text


def test_words_changed_in_locked_cells_are_pointed_out_and_the_answers_read(form):
    form.health("patchy")
    sheets = read_workbook(form.path)
    assert remarks(sheets, LIBRARY) == ()
    cell = form.cell(SERVICES, HEALTH, "question")
    cell.value = "Les personnes de retour ont-elles accès aux soins ?"
    assert form.read().answers["service.health"] == {("answer",): "patchy"}
    (remark,) = remarks(read_workbook(form.path), LIBRARY)
    assert (
        str(remark)
        .removeprefix(f"{form.path}, ")
        .startswith(f"sheet {SERVICES}, cell D{cell.row}: 1 questions here have other words than the questionnaire")
    )


def test_a_workbook_without_an_answer_says_nothing(tmp_path):
    path = tmp_path / "form.xlsx"
    save(plain_workbook(None, LIBRARY, Selection()), path)
    found = read_plain(read_workbook(path), LIBRARY)
    assert (found.answers, found.head, found.sources) == ({}, {}, {})


def test_another_workbook_is_no_plain_form(tmp_path):
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    assert not is_plain(read_workbook(tmp_path / "empty.xlsx"))


def test_a_partial_workbook_takes_in_what_it_asked_and_leaves_the_rest(tmp_path):
    draft = example("xx")
    form = Form(tmp_path, draft, Selection(role="ministry-health"))
    form.type(SERVICES, "service.psychosocial answer", "answer", "closed")
    found = form.read()
    assert len(take_in(draft, [found]).conflicts) == 1
    after = take_in(draft, [found], "new").draft
    before = draft.said("service.psychosocial")
    assert after.said("service.psychosocial") == {**before, ("answer",): "closed"}
    assert {**after.everything_said(), "service.psychosocial": before} == draft.everything_said()
