"""What an export holds and cannot be placed is refused with its row and column; no file ends in a traceback."""

import contextlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.errors import InputError
from wayhome.engine.forms.submission_files import LARGEST
from wayhome.engine.forms.submissions import read_submissions
from wayhome.engine.forms.xlsform import xlsform
from wayhome.engine.library import load_library
from wayhome.engine.selection import Selection

from ..random_programs import examples
from . import exports
from .exports import Filled

LIBRARY = load_library()
FORM = xlsform(LIBRARY, Selection(section="returns"))
LISTS = xlsform(LIBRARY, Selection(section="stakeholders"))
HEAD = {"about_body": "ministry-labour", "about_date": "2026-05-04", "about_country": "GHA"}
ID = "0000000a-1234-4abc-8def-0123456789ab"


def one(**values):
    return Filled(ID, {**HEAD, **values})


def faults(path):
    with pytest.raises(InputError) as caught:
        read_submissions(path, LIBRARY)
    return str(caught.value).replace(str(path), path.name)


def kobo(tmp_path, change=lambda head, row: None, form=FORM, **values):
    """An export of KoboToolbox with one submission, its header and row changed by hand."""
    tables = exports.kobo_tables(form, [one(**values)])
    head, row = next(iter(tables.values()))
    change(head, row)
    return exports.write_xlsx(tables, tmp_path / "kobo.xlsx")


def put(ending, value):
    """Write into the column whose header ends like this."""

    def change(head, row):
        at = next(i for i, title in enumerate(head) if title.endswith(ending))
        row[at] = value

    return change


def both(*changes):
    def change(head, row):
        for each in changes:
            each(head, row)

    return change


def titled(ending, title, value=None):
    def change(head, row):
        at = next(i for i, old in enumerate(head) if old.endswith(ending))
        head[at], row[at] = title, value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (put("returns_trend", "climbing"), "'climbing' is no choice of returns_trend; expected falling, steady, rising"),
        (put("returns_trend", "raising"), "did you mean 'rising'?"),
        (put("returns_trend", "Clearly more came back"), "export again with `XML values and headers`"),
        (put("returns_trend", "rising withheld"), "'withheld' stands alone, and here are rising, withheld"),
        (put("returns_routes__removed", "maybe"), "'maybe' is no choice of returns_routes__removed; expected no, yes"),
        (put("returns_routes", "yes"), "returns_routes takes no answer; empty it"),
        (put("about_body", "the-ministry"), "'the-ministry' is no choice of about_body; expected migration-lead"),
        (put("about_date", "04/05/2026"), "'04/05/2026' is not a date; expected 2026, 2026-05 or 2026-05-01"),
        (put("about_country", "Ghana"), "no country has the code 'GHANA'"),
        (both(put("returns_number", "given"), put("__number", "many")), "'many' is not a number; expected a whole number"),
        (both(put("returns_number", "given"), put("__number", 12.5)), "'12.5' is not a number"),
        (both(put("returns_number", "given"), put("__number", "1911-07-01")), "a spreadsheet may have made a date of it"),
        (both(put("returns_number", "low"), put("__number", 400)), "'400' is typed, and 'low' is chosen beside it"),
        (both(put("returns_number", "high"), put("__year", "May 24")), "'May 24' is not a date"),
        (put("returns_number", "given low"), "'given' stands alone"),
        (put("returns_trend/rising", "perhaps"), "'perhaps' does not say whether this was chosen; expected 1 or 0"),
        (both(put("returns_trend", "falling"), put("returns_trend/rising", 1)), "'falling' here, and rising in the columns"),
        (put("returns_trend", "contested"), "a contested answer names at least two voices"),
        (put("returns_trend__voice1", "rising"), "a voice without the name of its body"),
        (both(put("returns_trend", "contested"), put("__voice1_who", "a ministry")), "at least two voices"),
        (put("returns_trend__its_evidence", "x" * 2001), "has 2,001 characters; expected at most 2,000"),
        (
            titled("returns_trend", "a/returns_trends", "rising"),
            "no question 'a/returns_trends'; did you mean 'returns_trend'",
        ),
        (titled("returns_trend/rising", "returns_trend/up", 1), "the form has no question 'returns_trend/up'"),
        (titled("returns_places", "returns_trend"), "'returns_trend' is the same question as 'returns/returns_trend__page/"),
        (lambda head, row: row.append("loose"), "a value without a header above it"),
    ],
)
def test_what_cannot_be_placed_is_named_with_its_cell(tmp_path, change, message):
    text = faults(kobo(tmp_path, change))
    assert text.startswith("kobo.xlsx, sheet Reintegration of people who re, cell ")
    assert message in text


def test_every_fault_is_told_at_once_with_where_it_stands(tmp_path):
    change = both(put("returns_trend", "climbing"), put("returns_places", "here"), put("about_date", "soon"))
    change = both(change, titled("community_relations", "community_mood", "tense"))
    text = faults(kobo(tmp_path, change)).splitlines()
    assert len(text) == 4
    rows = exports.kobo_tables(FORM, [one()])["Reintegration of people who re"]
    column = next(i for i, title in enumerate(rows[0]) if title.endswith("/returns_trend"))
    letters = chr(ord("A") + column // 26 - 1) + chr(ord("A") + column % 26) if column > 25 else chr(ord("A") + column)
    assert any(f"cell {letters}2: 'climbing' is no choice" in line for line in text)


def test_a_csv_names_row_column_and_header(tmp_path):
    file = exports.central_csv(FORM, [Filled("one", HEAD), one(returns_trend=["climbing"])], tmp_path, split=False)
    header = "returns-returns_trend__page-returns_trend"
    fault = re.escape(f"({header}): 'climbing' is no choice of returns_trend")
    assert re.match(rf"wayhome\.csv, row 3, column [A-Z]+ {fault}", faults(file))


def test_json_names_the_submission_and_the_key(tmp_path):
    for write in (exports.kobo_json, exports.central_json):
        file = write(FORM, [one(returns_trend=["climbing"])], tmp_path)
        where = f"{file.name}, submission 1, key returns/returns_trend__page/returns_trend"
        assert faults(file).startswith(f"{where}: 'climbing' is no choice of returns_trend")


def test_labels_in_place_of_names_are_told_with_the_way_to_export_again(tmp_path):
    head = ["Which body gives these answers?", "About these answers/On which day were these answers given?", "_uuid"]
    file = exports.write_csv([head, ["The adviser", "2026-05-04", "u"]], tmp_path / "labels.csv", delimiter=";")
    text = faults(file)
    assert "labels.csv: no column is named as in the form" in text
    assert "export again with `XML values and headers` (KoboToolbox)" in text
    labelled = tmp_path / "labels.json"
    labelled.write_text(json.dumps([{"Which body?": "The adviser"}]), encoding="utf-8")
    assert "export again" in faults(labelled)


def test_a_question_of_somebody_elses_is_refused_only_where_it_is_answered(tmp_path):
    head, row = exports.kobo_tables(FORM, [one(returns_trend=["rising"])])["Reintegration of people who re"]
    file = exports.write_csv([[*head, "about/phone"], [*(cell or "" for cell in row), ""]], tmp_path / "k.csv")
    assert len(read_submissions(file, LIBRARY)) == 1
    file = exports.write_csv([[*head, "about/phone"], [*(cell or "" for cell in row), "0244"]], tmp_path / "k.csv")
    assert "(about/phone): the form has no question 'about/phone'" in faults(file)


def test_columns_of_the_servers_own_are_passed_over(tmp_path):
    head, row = exports.kobo_tables(FORM, [one(returns_trend=["rising"])])["Reintegration of people who re"]
    theirs = ["start", "end", "today", "deviceid", "username", "meta/instanceName", "meta-audit", "formhub/uuid", "_any"]
    file = exports.write_csv([[*head, *theirs], [*(cell or "" for cell in row), *theirs]], tmp_path / "k.csv")
    (found,) = read_submissions(file, LIBRARY)
    assert list(found.contribution.answers) == ["returns.trend"]


def test_a_submission_that_stands_there_twice_is_refused(tmp_path):
    file = exports.central_csv(FORM, [one(), one()], tmp_path)
    assert f"the submission {ID} stands there twice, as number 1 and 2; leave one of them out" in faults(file)


BODY = {"stakeholders_actors__body__name": "Union", "stakeholders_actors__body__category": "ngos"}


@pytest.mark.parametrize(
    ("body", "values", "message"),
    [
        ({**BODY, "stakeholders_actors__body__name": None}, {}, "a body without a name; give its name"),
        ({**BODY, "stakeholders_actors__body__category": "club"}, {}, "'club' is no choice of stakeholders_actors__body__c"),
        (BODY, {"stakeholders_actors": "nobody-knows"}, "bodies are listed, and 'nobody-knows' is chosen beside them"),
    ],
)
@pytest.mark.parametrize("write", [exports.kobo_xlsx, exports.kobo_json, exports.central_csv, exports.central_json])
def test_a_body_that_cannot_be_placed_is_refused(tmp_path, write, body, values, message):
    file = write(LISTS, [Filled(ID, {**HEAD, "stakeholders_actors": "given", **values}, [body])], tmp_path)
    assert message in faults(file)


def test_an_answer_of_the_submission_among_those_on_its_bodies_is_refused(tmp_path):
    tables = exports.kobo_tables(LISTS, [Filled(ID, {**HEAD, "stakeholders_actors": "given"}, [BODY])])
    head, row = tables["stakeholders_actors__bodies"]
    head[1], row[1] = "engagement_strategy", "written"
    text = faults(exports.write_xlsx(tables, tmp_path / "k.xlsx"))
    assert "sheet stakeholders_actors__bodies, cell B2: an answer of the submission among those on its bodies" in text


def test_an_empty_sheet_is_passed_over(tmp_path):
    tables = exports.kobo_tables(LISTS, [Filled(ID, {**HEAD, "engagement_strategy": ["written"]})])
    (found,) = read_submissions(exports.write_xlsx({**tables, "Sheet2": []}, tmp_path / "k.xlsx"), LIBRARY)
    assert list(found.contribution.answers) == ["engagement.strategy"]


def test_a_body_of_no_submission_is_refused(tmp_path):
    tables = exports.kobo_tables(LISTS, [Filled(ID, {**HEAD, "stakeholders_actors": "given"}, [BODY])])
    rows = tables["stakeholders_actors__bodies"]
    rows[1][rows[0].index("_parent_index")] = 9
    text = faults(exports.write_xlsx(tables, tmp_path / "k.xlsx"))
    assert "sheet stakeholders_actors__bodies, cell A2: no submission is found for this row" in text


def test_a_sheet_or_file_without_submissions_is_refused(tmp_path):
    filled = [Filled(ID, {**HEAD, "stakeholders_actors": "given"}, [BODY])]
    tables = exports.kobo_tables(LISTS, filled)
    text = faults(exports.write_xlsx({**tables, "my notes": [["call them"], ["soon"]]}, tmp_path / "k.xlsx"))
    assert "sheet my notes: a sheet that belongs to no submission" in text
    exports.central_csv(LISTS, filled, tmp_path)
    text = faults(tmp_path / "wayhome-stakeholders_actors__bodies.csv")
    assert "these are the bodies that submissions list, without the submissions" in text


def written(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


GOOD = b"about-about_body,returns-returns_trend\n"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("e.csv", b"", "e.csv: there are no headers"),
        ("e.csv", b"\n\n", "there are no headers"),
        ("e.csv", b"\xef\xbb\xbf", "there are no headers"),
        ("e.csv", GOOD, "e.csv: holds no submission"),
        ("e.csv", GOOD + b",\n,\n", "e.csv: holds no submission"),
        ("e.csv", GOOD + b"adviser,rising,more\n", "row 2, column C: a value without a header above it"),
        ("e.csv", GOOD + b'adviser,"rising\n', "not valid CSV"),
        ("e.csv", GOOD + b'adviser,"ris"ing\n', "line 2: not valid CSV"),
        ("e.csv", GOOD + b"adviser," + b"x" * 200_000 + b"\n", "not valid CSV: field larger than field limit"),
        ("e.csv", GOOD + "adviser,réel\n".encode("latin-1"), "e.csv:2:10: not UTF-8 text; in Excel: Save as, CSV UTF-8"),
        ("e.csv", b"\xff\xfea", "not valid UTF-16 text; save it as CSV UTF-8"),
        ("e.csv", GOOD.decode().encode("utf-16"), "holds no submission"),
        ("e.csv", b"PK\x03\x04rest", "a workbook or an archive, not text"),
        ("e.csv", b"a" * (LARGEST + 1), "larger than 20,000,000 bytes"),
        ("e.csv", b"\0" * 50, "no column is named as in the form"),
        ("e.xlsx", b"", "not an Excel workbook"),
        ("e.xlsx", b"a" * (LARGEST + 1), "larger than 20,000,000 bytes"),
        ("e.xlsx", b"about_body;about_date\n", "not an Excel workbook"),
        ("e.xlsx", b"\xd0\xcf\x11\xe0", "an old .xls file, or one with a password"),
        ("e.json", b"", "e.json:1:1: not valid JSON"),
        ("e.json", b"{", "not valid JSON"),
        ("e.json", b"[" * 100_000, "nested too deep"),
        ("e.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deep"),
        ("e.json", b'[{"about":' + b'{"a":' * 60 + b'"x"' + b"}" * 60 + b"}]", "nested deeper than 24 levels"),
        ("e.json", b"[1, 2]", "not a list of submissions"),
        ("e.json", b'"text"', "not a list of submissions"),
        ("e.json", b"null", "not a list of submissions"),
        ("e.json", b"[]", "holds no submission"),
        ("e.json", b'{"results": []}', "holds no submission"),
        ("e.json", b'{"results": [3]}', "not a list of submissions"),
        (
            "e.json",
            b'[{"about_body": "adviser", "about_body": "other"}]',
            "the key 'about_body' stands twice",
        ),
        ("e.json", b'[{"about/about_body": "adviser", "about_body": "other"}]', "about_body is answered twice"),
        ("e.json", b'[{"about_body": ["adviser", "other"]}]', "a list in answer to about_body; expected one text"),
        ("e.json", b'[{"about_body": "adviser", "x": [{"y": 1}]}]', "key x: the form has no question 'x'"),
        ("e.json", b'[{"about_body": "adviser", "stakeholders_actors__bodies": [3]}]', "not a body with its answers"),
        ("e.json", b'[{"about_body": ' + b"9" * 5000 + b"}]", "JSON that cannot be read"),
        ("e.json", b"[" + b'{"about_body": "adviser"},' * 2000 + b'{"about_body": "other"}]', "holds 2,001 submissions"),
        ("e.json", b'[{"about_body": NaN}]', "'nan' is no choice of about_body"),
        ("e.json", "[{}]".encode("utf-32"), "e.json"),
        ("e.xls", b"", "e.xls: .xls is no kind of export we read; expected a .xlsx, .csv or .json"),
        ("export", b"", "no ending"),
    ],
)
def test_a_file_that_is_no_export_is_refused_in_a_sentence(tmp_path, name, data, message):
    assert message in faults(written(tmp_path, name, data))


def test_a_file_that_is_not_there_is_told(tmp_path):
    for name in ("a.csv", "a.json", "a.xlsx"):
        assert "cannot be read: No such file or directory" in faults(tmp_path / name)
    (tmp_path / "b.csv").mkdir()
    assert "cannot be read: Is a directory" in faults(tmp_path / "b.csv")


TITLES = st.sampled_from(
    ["about_body", "returns-returns_trend", "returns/returns_number", "x", "_uuid", "KEY", "PARENT_KEY"]
)
WORDS = st.sampled_from(["adviser", "rising", "given", "1", "", "=1", "a b"]) | st.text(max_size=5)
ROWS = st.lists(st.lists(TITLES | WORDS, max_size=5), max_size=5)
NESTED = st.recursive(
    WORDS | st.none() | st.booleans() | st.floats() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TITLES, inner, max_size=3),
)


def is_read_or_refused(file):
    with contextlib.suppress(InputError):
        read_submissions(file, LIBRARY)
    return True


@examples(100)
@given(st.binary(max_size=60) | ROWS.map(lambda rows: "\n".join(map(",".join, rows)).encode("utf-8", "replace")))
def test_whatever_is_in_a_csv_it_is_read_or_refused(tmp_path_factory, data):
    assert is_read_or_refused(written(tmp_path_factory.mktemp("any"), "e.csv", data))


@examples(100)
@given(NESTED)
def test_whatever_is_in_a_json_it_is_read_or_refused(tmp_path_factory, nested):
    assert is_read_or_refused(written(tmp_path_factory.mktemp("any"), "e.json", json.dumps(nested).encode()))


@examples(50)
@given(ROWS)
def test_whatever_is_in_a_workbook_it_is_read_or_refused(tmp_path_factory, rows):
    rows = [[re.sub("[^ -\ud7ff]", "", word) for word in row] for row in rows]  # Excel holds no other characters
    file = exports.write_xlsx({"one": rows, "two": rows[:2]}, tmp_path_factory.mktemp("any") / "e.xlsx")
    assert is_read_or_refused(file)
