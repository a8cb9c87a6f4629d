"""The workbook of a review: locked where it asks, open where it is answered; nothing false is read from it."""

import datetime
import shutil

import openpyxl
import pytest
from openpyxl.comments import Comment

from wayhome.engine.errors import InputError
from wayhome.engine.review.sheet_reader import read_sheet
from wayhome.engine.review.sheets import LOCKED_OF_ROW, write_sheet

from .reviewing import LEAD, TABLE, WORDS, WORK, cell_of, fill_sheet, form_of, sheet_of

FORM = form_of("ministry-labour")
FACT = "service.employment|answer"


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheets") / "blank.xlsx"
    write_sheet(FORM, WORDS, path)
    return path


@pytest.fixture
def sheet(blank, tmp_path):
    path = tmp_path / "form.xlsx"
    shutil.copy(blank, path)
    return path


def edited(path, change):
    """Save a workbook after a change to its pages, by what stands in their first cells."""
    book = openpyxl.load_workbook(path)
    change(book, {page["A1"].value: page for page in book.worksheets})
    book.save(path)
    return read_sheet(path, WORDS)


def told(filled):
    return [str(problem) for problem in filled.problems]


def test_the_same_form_gives_the_same_bytes(blank, tmp_path):
    write_sheet(FORM, WORDS, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == blank.read_bytes()


def test_a_form_that_exists_is_not_overwritten_unasked(sheet):
    before = sheet.read_bytes()
    with pytest.raises(InputError, match="the file exists"):
        write_sheet(FORM, WORDS, sheet)
    assert sheet.read_bytes() == before


def test_only_what_is_to_be_answered_can_be_typed_in(blank):
    book = openpyxl.load_workbook(blank)
    for page in book.worksheets:
        assert page.protection.sheet
        for row in page.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert cell.value is None
                    assert cell.fill.start_color.rgb == "00FFF6DC"
    assert book["wayhome"].sheet_state == "veryHidden"


def test_decisions_and_bodies_are_chosen_from_lists(blank):
    book = openpyxl.load_workbook(blank)
    rules = {rule.formula1: rule for rule in book["Actions"].data_validations.dataValidation}
    decisions = rules['"accept,accept if funded,partially accept,reject,not ours"']
    assert decisions.showErrorMessage, "nothing else can be typed"
    (bodies,) = [rule for formula, rule in rules.items() if formula.startswith("wayhome!$B$1:$B$")]
    assert not bodies.showErrorMessage, "another body can be named"
    names = [book["wayhome"].cell(i, 2).value for i in range(1, len(FORM.content.bodies) + 1)]
    assert names == list(FORM.content.bodies.values())


def test_the_first_page_says_what_silence_means_and_what_becomes_of_names(blank):
    text = "\n".join(
        str(cell.value) for row in openpyxl.load_workbook(blank)["You"].iter_rows() for cell in row if cell.value
    )
    assert "Please answer by 2026-06-30. What has no answer by then is recorded as no answer, never as consent." in text
    assert "Your answers, with your name and function, go into a register" in text
    assert "not ours: it is another body's task" in text


def test_a_form_that_comes_back_empty_says_nothing(sheet):
    filled = read_sheet(sheet, WORDS)
    assert (filled.form, filled.rows, filled.facts, filled.person.typed, filled.problems) == (FORM, (), (), {}, ())


def test_what_was_typed_comes_back_with_its_cell(sheet):
    rows = {WORK: {"Decision": "reject", "Reasons": "One.\nTwo | *three*\r\n'four'  ", "Done by (date)": "2027"}}
    fill_sheet(sheet, rows, {FACT: {"Corrected answer": "patchy"}})
    filled = read_sheet(sheet, WORDS)
    (row,), (fact,) = filled.rows, filled.facts
    assert (row.key, row.text("decision"), row.text("by")) == (WORK, "reject", "2027")
    assert row.text("reasons") == "One.\nTwo | *three*\n'four'"
    assert str(row.place_of("reasons")) == f"{sheet}, sheet Actions, cell H2"
    assert (fact.key, fact.text("proposed")) == (FACT, "patchy")
    assert filled.person.text("name") == "أمينة بن يوسف"
    assert told(filled) == []


def test_dates_and_numbers_of_an_office_program_are_read_as_text(sheet):
    rows = {WORK: {"Decision": "accept", "Done by (date)": datetime.datetime(2027, 3, 31), "Unit in charge": 12}}
    fill_sheet(sheet, rows, person={"name": "A", "role": "B", "date": datetime.date(2026, 5, 12)})
    filled = read_sheet(sheet, WORDS)
    assert (filled.rows[0].text("by"), filled.rows[0].text("unit")) == ("2027-03-31", "12")
    assert filled.person.text("date") == "2026-05-12"


@pytest.mark.parametrize("name", LOCKED_OF_ROW)
def test_locked_text_that_was_changed_is_refused_with_its_cell_and_the_other_rows_stand(sheet, name):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}, TABLE: {"Decision": "accept"}})
    head = WORDS(f"head.{name}")

    def change(book, pages):
        cell = cell_of(pages["wayhome:actions"], WORK, head)
        cell.value = f"{cell.value} or not"

    filled = edited(sheet, change)
    assert [row.key for row in filled.rows] == [TABLE]
    column = "BCDEF"[LOCKED_OF_ROW.index(name)]
    what = f"the locked text under {head!r} was changed; answer the form as it was sent"
    assert told(filled) == [f"{sheet}, sheet Actions, cell {column}2: {what}"]


def test_locked_text_of_a_fact_is_held_against_what_was_sent_too(sheet):
    fill_sheet(sheet, facts={FACT: {"Corrected answer": "patchy", "What shows it (one sentence)": "E."}})

    def change(book, pages):
        cell_of(pages["wayhome:facts"], FACT, "What we hold").value = "reaching"

    filled = edited(sheet, change)
    assert filled.facts == ()
    assert len(told(filled)) == 1
    assert "the locked text under 'What we hold' was changed" in told(filled)[0]


@pytest.mark.parametrize("wrapped", ["A text\nwith  other\u00a0breaks", "  A text with other breaks\r\n"])
def test_spaces_and_line_breaks_of_an_office_program_are_no_change(wrapped):
    from wayhome.engine.review.filled import same_words

    assert same_words("A text with\nother breaks", wrapped)
    assert not same_words("A text with other breaks", wrapped + "!")


def test_a_formula_is_refused_and_told_how_to_mend(sheet):
    fill_sheet(sheet, {WORK: {"Decision": "reject", "Reasons": "=HYPERLINK(A1)"}, TABLE: {"Decision": "accept"}})
    filled = read_sheet(sheet, WORDS)
    assert [row.key for row in filled.rows] == [TABLE]
    assert told(filled)[0].startswith(f"{sheet}, sheet Actions, cell H2: a formula; expected text; type what it shows")


def test_text_that_looks_like_a_formula_is_text(sheet):
    def change(book, pages):
        cell_of(pages["wayhome:actions"], WORK, "Decision").value = "reject"
        cell = cell_of(pages["wayhome:actions"], WORK, "Reasons")
        cell.value = "=1+1 is our view"
        cell.data_type = "s"

    filled = edited(sheet, change)
    assert filled.rows[0].text("reasons") == "=1+1 is our view"


def test_rows_in_another_order_mean_the_same(sheet):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}, TABLE: {"Decision": "reject", "Reasons": "R"}})

    def change(book, pages):
        page = pages["wayhome:actions"]
        values = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for i, row in enumerate(reversed(values), 2):
            for j, value in enumerate(row, 1):
                page.cell(i, j).value = value

    filled = edited(sheet, change)
    assert {row.key: row.text("decision") for row in filled.rows} == {WORK: "accept", TABLE: "reject"}
    assert told(filled) == []


def test_a_row_that_was_taken_out_has_no_answer(sheet):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}, TABLE: {"Decision": "accept"}})
    filled = edited(sheet, lambda book, pages: pages["wayhome:actions"].delete_rows(2))
    assert [row.key for row in filled.rows] == [TABLE]
    assert told(filled) == []


def test_columns_that_were_moved_are_found_by_their_heads(sheet):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}})
    filled = edited(sheet, lambda book, pages: pages["wayhome:actions"].insert_cols(3))
    assert [row.text("decision") for row in filled.rows] == ["accept"]


def test_a_row_that_stands_twice_is_taken_neither_time(sheet):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}})

    def change(book, pages):
        page = pages["wayhome:actions"]
        for j in range(1, page.max_column + 1):
            page.cell(40, j).value = page.cell(2, j).value
        cell_of(page, "policy.sector-texts", "Decision").value = "accept"
        page.cell(40, 7).value = "reject"

    filled = edited(sheet, change)
    assert [row.key for row in filled.rows] == ["policy.sector-texts"]
    assert [line for line in told(filled) if f"{WORK} stands in 2 rows" in line] == told(filled)
    assert len(told(filled)) == 2


@pytest.mark.parametrize("key", [None, "work.public", "x", 3])
def test_answers_in_a_row_of_no_measure_are_refused_and_not_passed_over(sheet, key):
    def change(book, pages):
        pages["wayhome:actions"].cell(60, 1).value = key
        pages["wayhome:actions"].cell(60, 7).value = "accept"

    assert told(edited(sheet, change)) == [
        f"{sheet}, sheet Actions, cell G60: this row belongs to nothing that was asked; answer the form as it was sent"
    ]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda book, pages: setattr(pages["wayhome:actions"]["Q2"], "value", "but only in the north"), "Actions, cell Q2"),
        (lambda book, pages: pages["wayhome:actions"].merge_cells("G2:G3"), "Actions, cell G2: the cells G2:G3 are merged"),
        (lambda book, pages: setattr(pages["wayhome:actions"]["G2"], "comment", Comment("Never", "X")), "Actions, cell G2"),
    ],
    ids=["beside", "merged", "a note"],
)
def test_a_row_with_something_beside_its_answers_is_refused(sheet, change, at):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}, TABLE: {"Decision": "accept"}})
    filled = edited(sheet, change)
    assert [row.key for row in filled.rows] == [TABLE]
    assert told(filled)[0].startswith(f"{sheet}, sheet {at}")


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda book, pages: setattr(pages["wayhome:actions"]["D60"], "value", "We object"), "sheet Actions, cell D60"),
        (lambda book, pages: setattr(pages["wayhome:actions"]["P1"], "value", "Remarks"), "sheet Actions, cell P1"),
        (lambda book, pages: setattr(pages["wayhome:actions"]["G70"], "comment", Comment("No", "X")), "Actions, cell G70"),
        (lambda book, pages: setattr(pages["wayhome:facts"]["D60"], "value", "Untrue"), "sheet Facts, cell D60"),
        (lambda book, pages: setattr(pages["wayhome:you"]["B30"], "value", "We object"), "sheet You, cell B30"),
        (lambda book, pages: setattr(pages["wayhome:you"]["D16"], "value", "We object"), "sheet You, cell D16"),
        (lambda book, pages: setattr(pages["wayhome:you"]["B3"], "value", "Silence is consent."), "sheet You, cell B3"),
        (lambda book, pages: setattr(pages["wayhome:you"]["C16"], "comment", Comment("No", "X")), "sheet You, cell C16"),
        (
            lambda book, pages: setattr(book.create_sheet("Avis")["A1"], "value", "No"),
            "sheet Avis, cell A1: the page 'Avis'",
        ),
    ],
)
def test_what_is_written_outside_the_answers_is_not_passed_over_and_the_answers_stand(sheet, change, at):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}})
    filled = edited(sheet, change)
    assert [row.key for row in filled.rows] == [WORK]
    (line,) = told(filled)
    assert at in line


def test_a_page_is_found_whatever_it_is_called(sheet):
    fill_sheet(sheet, {WORK: {"Decision": "accept"}})

    def change(book, pages):
        pages["wayhome:actions"].title = "أعمال"

    assert [row.key for row in edited(sheet, change).rows] == [WORK]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda book, pages: book.remove(book["wayhome"]), "the hidden page of a review form is not there"),
        (lambda book, pages: book.remove(pages["wayhome:actions"]), "the page with 'wayhome:actions'"),
        (lambda book, pages: book.remove(pages["wayhome:facts"]), "the page with 'wayhome:facts'"),
        (lambda book, pages: pages["wayhome:actions"].delete_cols(7), "the column 'Decision' is not there"),
        (
            lambda book, pages: book.copy_worksheet(pages["wayhome:actions"]),
            "'Actions' and 'Actions Copy' are the same page",
        ),
        (lambda book, pages: setattr(pages["wayhome:actions"]["P1"], "value", "Decision"), "a second column 'Decision'"),
        (lambda book, pages: setattr(book["wayhome"]["A1"], "value", "e30="), "the hidden copy of the form is damaged"),
    ],
)
def test_a_workbook_that_lost_a_part_is_refused_as_a_whole(sheet, change, what):
    with pytest.raises(InputError) as refused:
        edited(sheet, change)
    assert what in str(refused.value)


def test_another_workbook_is_no_form(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(InputError, match="is it a form written by `wayhome review open`"):
        read_sheet(tmp_path / "x.xlsx", WORDS)


def test_a_form_without_facts_has_no_page_for_them(tmp_path):
    form = form_of("ministry-gender")
    bare = type(form)(form.content.model_copy(update={"facts": ()}))
    path = sheet_of(bare, tmp_path / "f.xlsx", {"women": {"Decision": "accept"}})
    assert "Facts" not in openpyxl.load_workbook(path).sheetnames
    assert [row.key for row in read_sheet(path, WORDS).rows] == ["women"]


def test_names_that_want_to_be_formulas_stay_names(tmp_path):
    form = form_of("cabinet-office")
    row = form.rows[LEAD]
    hostile = row.model_copy(update={"reviewed": row.reviewed.model_copy(update={"title": "=1+1", "text": "@SUM(A1)\n-2"})})
    changed = type(form)(form.content.model_copy(update={"rows": (hostile,), "name": "=cmd|x"}))
    path = sheet_of(changed, tmp_path / "f.xlsx", {LEAD: {"Decision": "accept"}})
    cells = [cell for page in openpyxl.load_workbook(path).worksheets for line in page.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert told(read_sheet(path, WORDS)) == []
