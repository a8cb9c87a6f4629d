"""The action plan matrix: a row for each action, inert in every program, the same bytes each time."""

import csv
import functools
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome import advise, load_profile
from wayhome.engine.advise import with_reviews
from wayhome.engine.api import Advised
from wayhome.engine.forms.workbook import Formula, read_workbook
from wayhome.engine.matrix_files import inert, to_csv, write_xlsx
from wayhome.engine.responses import MeasureReview, Outcome, Progress, Request, Reviews, State

HEADS = [
    "ID", "Action", "Sector", "Step", "Lead", "Partners", "Beneficiaries", "Start (month)", "Start (date)", "End (month)",
    "End (date)", "Indicator", "Means of verification", "Instrument", "Cost class (new money)", "Funding", "Risk and care",
    "Class and status", "Priority", "Rationale", "Citation", "SDG", "GCM", "OECD-DAC CRS", "Review status",
]  # fmt: skip
EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d")


@functools.cache
def advised(name, edition="draft"):
    return advise(load_profile(f"example:{name}"), edition=edition)


def rows(name, **options):
    table = advised(name, **options).to_matrix().plan
    heads = [column.title for column in table.columns]
    return [dict(zip(heads, row, strict=True)) for row in table.rows]


@pytest.fixture
def loaded(tmp_path):
    def load(text):
        path = tmp_path / "p.yaml"
        path.write_text(text, encoding="utf-8")
        return advise(load_profile(path))

    return load


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_action_has_one_row_in_the_order_of_the_brief(name):
    expected = [r.id for r in advised(name).advice.ranked if r.of_class]
    assert [row["ID"] for row in rows(name)] == expected
    assert expected


def test_the_columns_stand_in_the_order_asked_for():
    assert list(rows("xx")[0]) == HEADS


def test_points_are_for_the_adviser_alone():
    for edition in ("draft", "ministerial"):
        assert not [head for head in rows("xx", edition=edition)[0] if "oints" in head]
    for edition in ("adviser", "confidential"):
        assert list(rows("xx", edition=edition)[0]) == [*HEADS, "Points, assured", "Points, at most"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_left_empty_but_what_hangs_on_an_answer(name):
    for row in rows(name):
        is_open = row["Class and status"] == "hangs on an answer"
        empty = {head for head, value in row.items() if value in (None, "")} - {"Risk and care", "Partners"}
        assert empty == ({"Start (month)", "Start (date)", "End (month)", "End (date)"} if is_open else set()), row["ID"]


def test_months_have_dates_once_the_start_is_known():
    first = rows("xx")[0]
    assert (first["Start (month)"], first["Start (date)"]) == (1, "2026-02")
    assert rows("gha-2021")[0]["Start (date)"] == "to be confirmed with the start"


def test_equal_places_say_so_and_refer_to_each_other():
    places = [row["Priority"] for row in rows("xx") if row["Class and status"] == "recommended now"]
    assert places[0] == f"1 of {len(places)} (equal with 2 and 3)"
    for i, place in enumerate(places, 1):
        assert place.startswith(f"{i} of {len(places)}")
        for other in re.findall(r"\d+", place.partition("(")[2]):
            assert re.search(rf"\b{i}\b", places[int(other) - 1].partition("(")[2])


def test_classes_are_never_mixed():
    classes = [row["Class and status"] for row in rows("gha-2021")]
    assert list(dict.fromkeys(classes)) == [
        "recommended now",
        "safe to begin, though an answer is missing",
        "safe to begin",
        "hangs on an answer",
    ]


def test_funding_is_never_assumed_and_who_pays_today_is_told_if_said(loaded):
    assert all(row["Funding"].startswith("to be confirmed") for name in EXAMPLES for row in rows(name))
    answer = "{answer: patchy, money: project, staff-paid-by: organisations}"
    found = loaded(f"wayhome: 1\ncountry: GHA\nanswers:\n  service.psychosocial: {answer}\n").to_matrix().plan
    heads = [column.title for column in found.columns]
    told = {row[0]: row[heads.index("Funding")] for row in found.rows}
    assert "what runs today is paid by: project money (" in told["care"]
    assert "organisations (" in told["care"]


def test_the_reason_stands_with_its_sources_in_words():
    first = rows("gha-2021")[0]
    assert first["Rationale"].startswith(
        "The commission that would coordinate by law was still a bill in 2021. [Source: Stake"
    )
    assert "[^" not in first["Rationale"]
    assert first["Citation"] == "coordination.need (4.1.3 para 1; L328; must)"
    depending = next(row for row in rows("gha-2021") if row["Class and status"] == "hangs on an answer")
    assert re.match(r"If .*: .*\. Ask about .*\.", depending["Rationale"])


def test_reviews_fill_the_last_column():
    review = MeasureReview("money", "Money", Outcome.ACCEPTED_IF_FUNDED)
    reviewed = Advised(with_reviews(advised("xx").advice, Reviews(1, "0", {"money": review})))
    found = reviewed.to_matrix().plan
    told = {row[0]: row[-1] for row in found.rows}
    assert told.pop("money") == "accepted if funded"
    assert set(told.values()) == {"not reviewed"}


def test_how_far_the_work_is_stands_beside_the_answer():
    dropped, done = Progress(2, State.DROPPED, "2026-07", "No money."), Progress(3, State.DONE, "2026-08", "Signed.")
    answered = MeasureReview(
        "money", "Money", Outcome.ACCEPTED, waits_for=(Request("cabinet-office", "C"),), progress=dropped
    )
    unasked = MeasureReview("local", "Local", Outcome.OPEN, progress=done)
    reviewed = Advised(with_reviews(advised("xx").advice, Reviews(3, "0", {"money": answered, "local": unasked})))
    told = {row[0]: row[-1] for row in reviewed.to_matrix().plan.rows}
    assert (told["money"], told["local"]) == ("accepted; dropped", "not reviewed; done")


def test_the_recommendations_behind_each_action_and_the_meaning_of_each_column_stand_beside_it():
    found = advised("xx").to_matrix()
    expected = [(r.id, part.rule.id) for r in advised("xx").advice.ranked if r.of_class for part in r.leading_parts]
    assert [row[:2] for row in found.parts.rows] == expected
    about = [row[0] for row in found.about.rows]
    assert about[: len(HEADS)] == HEADS
    assert "profile-sha256" in about
    assert "Personal data" in about  # care in full


# files


def test_csv_is_one_line_a_row_in_the_form_excel_and_programs_read():
    raw = to_csv(advised("xx").to_matrix())
    assert raw.startswith(b"\xef\xbb\xbfID,Action,")
    text = raw.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n") == len(rows("xx")) + 1
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read[0] == HEADS
    assert [row[0] for row in read[1:]] == [row["ID"] for row in rows("xx")]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_is_taken_for_a_formula_and_none_is_lost(text):
    found = inert(text)
    assert not found.startswith(FORMULA)
    assert "\n" not in found
    assert "\r" not in found
    assert [c for c in found if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("name", ["=HYPERLINK(A1)", "+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r\n=1+1", "  =1+1", "\n=1"])
def test_what_could_be_a_formula_begins_with_an_apostrophe(name):
    assert inert(name).startswith("'")


@pytest.mark.parametrize("name", ["Labour; =HYPERLINK(A1)", "a;+1", 'a; "=1+1"', "a;\t@SUM(A1)", "\uff1d1+1"])
def test_nor_where_a_semicolon_ends_a_cell_as_it_does_in_french(name):
    found = inert(name)
    assert not [cell for cell in found.split(";") if cell.lstrip(' \t"').startswith(FORMULA)]
    assert found.replace("'", "") == name


HOSTILE = """\
wayhome: 1
country: GHA
answers:
  frame.actors: {answer: {migration-lead: "=cmd|' /C calc'!A0", ministry-labour: "@SUM(1)"}}
  sop.use: {answer: on-paper, evidence: "=HYPERLINK(\\"http://evil\\")"}
  service.employment: {answer: closed, evidence: "+1\\n-2"}
"""


def test_what_a_profile_says_is_never_a_formula_in_either_file(loaded, tmp_path):
    matrix = loaded(HOSTILE).to_matrix()
    table = list(csv.reader(io.StringIO(to_csv(matrix).decode("utf-8-sig"), newline="")))
    assert "'=cmd|' /C calc'!A0" in {cell for row in table for cell in row}
    assert not [cell for row in table for cell in row if cell.startswith(FORMULA)]
    read_in_french = csv.reader(io.StringIO(to_csv(matrix).decode("utf-8-sig"), newline=""), delimiter=";")
    assert not [cell for row in read_in_french for cell in row if cell.lstrip().startswith(FORMULA)]
    write_xlsx(matrix, tmp_path / "m.xlsx")
    cells = {cell for sheet in read_workbook(tmp_path / "m.xlsx") for row in sheet.rows for cell in row}
    assert "=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if isinstance(cell, Formula)]
    with zipfile.ZipFile(tmp_path / "m.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_the_workbook_is_ready_to_read_and_to_print(tmp_path):
    import openpyxl

    write_xlsx(advised("xx").to_matrix(), tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    assert book.sheetnames == ["Action plan", "Recommendations", "About"]
    sheet = book["Action plan"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:Y{sheet.max_row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 2, 0)
    assert (sheet.page_setup.pageOrder, sheet.print_title_cols) == ("overThenDown", "$A:$B")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert sheet.oddFooter.left.text.startswith("working draft")


def test_the_same_plan_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        matrix = advise(load_profile("example:xx")).to_matrix()
        write_xlsx(matrix, tmp_path / f"{name}.xlsx")
        (tmp_path / f"{name}.csv").write_bytes(to_csv(matrix))
    for kind in ("xlsx", "csv"):
        assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
