"""The plain workbook as Excel would see it: what stands where, what can be written into, what each answer means."""

import hashlib
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from wayhome.engine.blank import blank_profile
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.forms.plain_layout import left_out, sheet_names
from wayhome.engine.forms.plain_workbook import plain_workbook
from wayhome.engine.forms.workbook import save
from wayhome.engine.places import find_country
from wayhome.engine.questionnaire import Section
from wayhome.engine.selection import Selection

from .random_values import LIBRARY, QUESTIONNAIRE, SMALL, profiles


def example(name):
    text = (LIBRARY.examples / f"{name}.yaml").read_text(encoding="utf-8")
    return Draft(text, f"{name}.yaml", QUESTIONNAIRE)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A workbook of the invented country, written to a file and read as it stands there."""
    path = tmp_path_factory.mktemp("plain") / "xx.xlsx"
    save(plain_workbook(example("xx"), LIBRARY, Selection()), path)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "blank.xlsx"
    save(plain_workbook(None, LIBRARY, Selection()), path)
    return openpyxl.load_workbook(path)


def row_of(sheet, key):
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key)


def cell(sheet, key, column):
    at = next(c for c in range(1, sheet.max_column + 1) if sheet.cell(1, c).value == column)
    return sheet.cell(row_of(sheet, key), at)


def asked_on(book):
    """The questions a workbook asks."""
    keys = {str(sheet.cell(row, 1).value).split(" ")[0] for sheet in book for row in range(1, sheet.max_row + 1)}
    return keys & set(QUESTIONNAIRE.questions)


def drop_down(book, sheet, coordinate):
    """The words of the list that a cell offers, and how another entry is met."""
    found = next(one for one in sheet.data_validations.dataValidation if coordinate in one.sqref)
    name, area = found.formula1.split("!")
    return [row[0].value for row in book[name][area.replace("$", "")]], found


def test_there_is_a_sheet_a_section_between_the_first_pages_and_a_hidden_one(written):
    titles = [section.title for section in QUESTIONNAIRE.sections if section.id != "at-risk"]
    assert written.sheetnames[:2] == ["Start", "Sources"]
    assert [name for name in written.sheetnames[2:-1] if name != "Partners, list"] == titles
    assert [sheet.title for sheet in written if sheet.sheet_state != "visible"] == ["Lists"]
    assert written.sheetnames[-1] == "Lists"


def test_every_sheet_is_locked_without_a_password_and_its_heads_stay_in_view(written):
    for sheet in written.worksheets[:-1]:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password
        assert sheet.column_dimensions["A"].hidden
        assert sheet.row_dimensions[1].hidden
        assert sheet.page_setup.orientation
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.oddFooter.right.text == "&P / &N"
        if sheet.title != "Start":
            assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")


def test_answers_and_evidence_can_be_written_and_nothing_else(written):
    sheet = written["Services as returnees meet them"]
    for column in ("answer", "evidence", "source", "date"):
        one = cell(sheet, "service.health answer", column)
        assert not one.protection.locked
        assert one.number_format == "@"
    for column in ("question", "part", "counted"):
        assert cell(sheet, "service.health answer", column).protection.locked
    assert not cell(sheet, "service.health money", "answer").protection.locked
    for column in ("evidence", "source", "date"):
        assert cell(sheet, "service.health money", column).protection.locked
    assert not [c for row in sheet.iter_rows(max_col=1) for c in row if not c.protection.locked]


def test_a_note_on_the_answer_says_what_each_level_means_and_can_be_read_whole():
    book = plain_workbook(None, LIBRARY, Selection(section="services"))  # reading a file forgets how large a note is
    one = cell(book["Services as returnees meet them"], "service.health answer", "answer")
    for level in QUESTIONNAIRE.scales["service"].levels:
        assert f"{level.level}: {level.anchor}" in one.comment.text
    assert "nobody-knows: asked, and nobody could say." in one.comment.text
    assert one.comment.height > 15 * one.comment.text.count("\n")


def test_a_drop_down_offers_the_levels_and_the_ways_of_not_knowing_and_lets_several_be_typed(written):
    sheet = written["Services as returnees meet them"]
    words, check = drop_down(written, sheet, cell(sheet, "service.health answer", "answer").coordinate)
    levels = [level.level for level in QUESTIONNAIRE.scales["service"].levels]
    assert words == [*levels, "not-asked", "nobody-knows", "contested", "withheld"]
    assert (check.type, check.errorStyle, check.showErrorMessage) == ("list", "information", True)
    assert check.prompt.startswith("Choose from the list.")
    partners = written["Partners"]
    words, check = drop_down(written, partners, cell(partners, "stakeholders.actors complete", "answer").coordinate)
    assert (words, check.errorStyle) == (["no", "yes"], "stop")


def test_every_answer_has_a_prompt_that_excel_can_hold(written):
    for sheet in written.worksheets[:-1]:
        for check in sheet.data_validations.dataValidation:
            assert 0 < len(check.prompt) <= 255
            assert len(check.error or "") <= 225


def test_the_question_stands_with_its_marks_with_who_can_answer_and_when_it_arises(written):
    text = cell(written["Policy"], "policy.plan answer", "question").value
    assert text.startswith(f"{QUESTIONNAIRE.questions['policy.plan'].text} [core] (*)\n")
    assert "Only if “the policy on return and reintegration” is not none." in text
    assert "Ask: the body in charge of migration, the ministry of finance." in text
    assert "(!)" in cell(written["Returns"], "returns.groups", "question").value
    assert cell(written["Policy"], "policy.plan until", "question").value is None


def test_two_voices_have_a_line_where_an_answer_can_be_contested_and_nowhere_else(written):
    keys = {sheet.cell(row, 1).value for sheet in written for row in range(1, sheet.max_row + 1)}
    assert {"service.health voices", "returns.number voices"} <= keys
    assert not {"returns.groups voices", "frame.actors voices", "stakeholders.actors voices"} & keys


def test_bodies_stand_one_a_row_with_room_for_more(written):
    sheet = written["Partners, list"]
    names = [sheet.cell(1, column).value for column in range(2, 11)]
    expected = ["key", "name", "category", "influence", "interest", "willing", "capacity", "provider", "agreement"]
    assert names == expected
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "body"]
    listed = example("xx").profile.listed
    assert [sheet.cell(row, 3).value for row in rows[: len(listed)]] == [actor.name for actor in listed]
    assert len(rows) == len(listed) + 40
    assert "ngos: an organisation of civil society" in sheet["D4"].comment.text
    assert drop_down(written, sheet, f"E{rows[-1]}")[0] == ["low", "high", "not-asked", "nobody-knows", "withheld"]


def test_the_sheet_of_sources_keeps_the_keys_that_answers_name(written):
    sheet = written["Sources"]
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "source"]
    sources = example("xx").sources
    assert [sheet.cell(row, 2).value for row in rows[: len(sources)]] == list(sources)
    assert sheet.cell(rows[0], 2).protection.locked
    assert not sheet.cell(rows[-1], 2).protection.locked
    assert len(rows) == len(sources) + 40


def test_the_first_sheet_says_how_to_fill_it_in_and_holds_the_head(written, blank):
    start = written["Start"]
    texts = [start.cell(row, 2).value for row in range(1, 20)]
    assert len(texts[texts.index("How to fill it in") + 1 : texts.index("What this is about")]) == 11  # ten and a gap
    assert cell(start, "head title", "value").value == "Exampleland (an invented country), as of November 2025"
    assert "head invented" not in [blank["Start"].cell(row, 1).value for row in range(1, 40)]


def test_formulas_are_ours_and_neither_volatile_nor_over_arrays(written, blank):
    for book in (written, blank):
        for sheet in book:
            for row in sheet.iter_rows():
                for one in row:
                    if one.data_type == "f":
                        assert set(re.findall(r"[A-Z]{2,}(?=\()", one.value)) <= {
                            "SUM",
                            "IF",
                            "COUNTIFS",
                            "COUNTA",
                            "REPT",
                            "ROUND",
                        }


def test_an_area_is_asked_what_an_area_can_answer():
    book = plain_workbook(example("xx-north"), LIBRARY, Selection())
    asked = {q.question for q in QUESTIONNAIRE.questions.values() if q.is_raised(is_area=True)}
    answered = set(example("xx-north").everything_said())
    assert asked_on(book) == asked | answered


def test_what_a_profile_answers_on_request_is_carried_without_asking_others():
    held = Draft("wayhome: 1\ncountry: XX\nanswers:\n  risk.law: withheld\n", "p.yaml", QUESTIONNAIRE)
    assert "People at risk of ..." in plain_workbook(held, LIBRARY, Selection()).sheetnames
    sheet = plain_workbook(held, LIBRARY, Selection())["People at risk of ..."]
    assert {sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)} == {"risk.law answer", "risk.law voices"}
    assert "People at risk of ..." not in plain_workbook(None, LIBRARY, Selection()).sheetnames
    assert "People at risk of ..." in plain_workbook(None, LIBRARY, Selection(opt_in=True)).sheetnames


@pytest.mark.parametrize(
    "selection",
    [Selection(section="services"), Selection(core=True), Selection(role="ministry-health"), Selection(sensitive=False)],
)
def test_a_narrower_workbook_holds_what_was_asked_for_and_names_what_it_leaves_out(selection):
    draft = example("xx")
    book = plain_workbook(draft, LIBRARY, selection)
    on = asked_on(book)
    out = left_out(draft, QUESTIONNAIRE, selection)
    assert on
    assert out
    assert set(out) == set(draft.everything_said()) - on
    cited = {book["Sources"].cell(row, 2).value for row in range(5, book["Sources"].max_row + 1)} - {None}
    named = {key for question in on & set(draft.profile.answers) for key in draft.profile.answers[question].sources}
    assert cited == named


def test_a_selection_without_a_question_is_refused():
    with pytest.raises(InputError, match="no question is left to ask"):
        plain_workbook(None, LIBRARY, Selection(section="at-risk"))


def test_the_same_profile_gives_the_same_bytes(tmp_path):
    digests = set()
    for name in ("a.xlsx", "b.xlsx"):
        save(plain_workbook(example("civ"), LIBRARY, Selection(core=True)), tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_text_too_long_for_a_cell_is_refused_with_its_sheet():
    voices = ", ".join(f"{{value: none, who: '{'x' * 1990}'}}" for _ in range(20))
    text = f"wayhome: 1\ncountry: XX\nanswers:\n  sop.use: {{answer: contested, voices: [{voices}]}}\n"
    with pytest.raises(
        InputError, match=r"Working together: a text of [0-9,]+ characters; expected at most 32,767 in a cell"
    ):
        plain_workbook(Draft(text, "p.yaml", QUESTIONNAIRE), LIBRARY, Selection())


def test_names_of_sheets_are_names_that_excel_takes_and_differ():
    titles = ["A [very]: odd/title? *", "A very odd title", "History", "Start", "'x'", "", "y" * 60, "y" * 60, "z " * 30]
    names = list(sheet_names([Section(str(i), title, ()) for i, title in enumerate(titles)]).values())
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name
    assert not {"history", "start", "sources", "lists"} & {name.casefold() for name in names}


def test_a_country_of_its_own_is_written_at_the_head():
    draft = Draft(blank_profile(find_country("GHA"), None, QUESTIONNAIRE), "", QUESTIONNAIRE)
    assert cell(plain_workbook(draft, LIBRARY, Selection(core=True))["Start"], "head country", "value").value == "GHA"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=profiles())
def test_no_text_of_a_profile_becomes_a_formula(text, tmp_path):
    draft = Draft(text, "random.yaml", QUESTIONNAIRE)
    path = tmp_path / "p.xlsx"
    save(plain_workbook(draft, SMALL, Selection()), path)
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for one in row:
                if one.data_type == "f":
                    assert one.protection.locked
                elif isinstance(one.value, str) and one.value[:1] in ("=", "+", "-", "@"):
                    assert one.quotePrefix
