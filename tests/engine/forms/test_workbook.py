"""Workbooks are read whatever is in them, in bounded time and memory, and written so that text stays text."""

import datetime
import os
import random
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from wayhome.engine.errors import InputError, Place
from wayhome.engine.forms import workbook, xlsx_parts
from wayhome.engine.forms.workbook import LARGEST, LONGEST_CELL, Formula, Sheet, column_name, put, read_workbook, save
from wayhome.engine.forms.xlsx_cells import MOST_COLUMNS, MOST_ROWS
from wayhome.engine.forms.xlsx_parts import LARGEST_UNPACKED

from .workbook_files import MAIN, RELATIONS, SHEET, cells, parts, unzipped, zipped


def refused(path):
    with pytest.raises(InputError) as error:
        read_workbook(path)
    return str(error.value).removeprefix(f"{path}: ")


def read(path, sheet, **more):
    """The rows of a sheet put together from XML."""
    (found,) = read_workbook(zipped(path / "a.xlsx", parts(sheet, **more)))
    return found.rows


def column(path, *values, **formats):
    """What is read of values that openpyxl has written below each other."""
    book = openpyxl.Workbook()
    for i, value in enumerate(values, 1):
        book.active.cell(i, 1, value)
    for cell, number_format in formats.items():
        book.active[cell].number_format = number_format
    book.save(path / "a.xlsx")
    (sheet,) = read_workbook(path / "a.xlsx")
    return [sheet.value(i, 0) for i in range(len(values))]


# --- Values -----------------------------------------------------------------------------------------------------------


def test_values_are_plain_whatever_their_cell_looks_like(tmp_path):
    values = ["text", " a\nb ", "نص 😀", "2026-05", "", "  ", None, 0, 7, -3, 4200.0, 0.5, 10**14, True, False]
    expected = ["text", " a\nb ", "نص 😀", "2026-05", None, None, None, 0, 7, -3, 4200, 0.5, 10**14, "yes", "no"]
    found = column(tmp_path, *values)
    assert found == expected
    assert [type(value) for value in found] == [type(value) for value in expected]


def test_dates_are_as_exact_as_they_are_shown(tmp_path):
    day, moment = datetime.date(2026, 5, 7), datetime.datetime(2026, 5, 7, 13, 30, 5)
    found = column(
        tmp_path,
        *(day, moment, datetime.datetime(2026, 5, 7), datetime.time(7, 5), day, day, day, day, day),
        A5="mmm-yy",
        A6="yyyy",
        A7='[$-409]d" of "mmmm\\ yyyy;@',
        A8="yyyy-mm",
        A9="d-mmm",
    )
    days = ["2026-05-07", "2026-05-07 13:30:05", "2026-05-07", "07:05:00"]
    assert found == [*days, "2026-05", "2026", "2026-05-07", "2026-05", "2026-05-07"]


@pytest.mark.parametrize("code", ["0.00", '0" days"', "[Red]0", "[h]:mm", "General", "@", "0\\d", "_d0", "# ?/?", "0.0E+00"])
def test_a_number_is_no_date_for_the_letters_around_it(tmp_path, code):
    assert column(tmp_path, 3, A1=code) == [3]


@pytest.mark.parametrize(
    ("style", "serial", "text"),
    [
        (14, "1", "1900-01-01"),
        (14, "59", "1900-02-28"),
        (14, "61", "1900-03-01"),
        (14, "46149", "2026-05-07"),
        (17, "46149", "2026-05"),
        (22, "46149.75", "2026-05-07 18:00:00"),
        (20, "0.5", "12:00:00"),
        (14, "46149.0000001", "2026-05-07"),
        (14, "-1", -1),
        (14, "99999999", 99999999),
        (14, "soon", "soon"),
        (46, "1.5", 1.5),
        (0, "46149", 46149),
    ],
)
def test_a_date_is_the_day_it_counts(tmp_path, style, serial, text):
    styles = f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="{style}"/></cellXfs>'
    assert read(tmp_path, cells(f'<c s="1"><v>{serial}</v></c>'), styles=styles) == ((text,),)


def test_days_may_be_counted_from_1904(tmp_path):
    styles, book = '<cellXfs><xf numFmtId="14"/></cellXfs>', '<workbookPr date1904="1"/>'
    assert read(tmp_path, cells("<c><v>44687</v></c>"), styles=styles, book=book) == (("2026-05-07",),)


def test_formulas_are_told_as_such_and_not_calculated(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "=1+1", "=SUM(B1:B2)"
    book.active["A3"] = ArrayFormula("A3:A4", "=B1:B2*2")
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_workbook(tmp_path / "a.xlsx")
    assert [row[0] for row in sheet.rows[:3]] == [Formula("=1+1"), Formula("=SUM(B1:B2)"), Formula("=B1:B2*2")]
    shared = '<c><f t="shared" ref="A1:B1" si="0">C1+1</f><v>1</v></c><c><f t="shared" si="0"/><v>2</v></c><c><f/></c>'
    assert read(tmp_path, cells(shared)) == ((Formula("=C1+1"), Formula("=C1+1"), Formula("=")),)
    truths = '<c t="b"><f>TRUE()</f><v>1</v></c><c t="b"><f>FALSE()</f><v>0</v></c>'
    assert read(tmp_path, cells(truths)) == (("yes", "no"),), "as LibreOffice writes them"


def test_errors_and_texts_that_were_calculated_are_texts(tmp_path):
    found = read(
        tmp_path, cells('<c t="e"><v>#REF!</v></c><c t="str"><v>abc</v></c><c t="d"><v>2026-05-07T00:00:00</v></c>')
    )
    assert found == (("#REF!", "abc", "2026-05-07"),)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("<v>3</v>", 3),
        ("<v>3.0</v>", 3),
        ("<v>1E3</v>", 1000),
        ("<v>-0.0</v>", 0),
        ("<v>1e400</v>", "1e400"),
        ("<v>NaN</v>", "NaN"),
        ("<v>1234567890123456789012</v>", 1234567890123456789012.0),
        ("<v> 7 </v>", 7),
        ("<v></v>", None),
        ("", None),
    ],
)
def test_numbers_are_read_as_they_are_meant(tmp_path, written, value):
    found = read(tmp_path, cells(f'<c>{written}</c><c t="b"><v>1</v></c>'))[0][0]
    assert found == value
    assert type(found) is type(value)


def test_texts_are_read_from_wherever_they_stand(tmp_path):
    rich = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"), " نص")
    assert column(tmp_path, rich, "plain") == ["plain bold نص", "plain"]
    strings = (
        "<si><t>one</t></si><si><r><t>t</t></r><r><rPr><b/></rPr><t xml:space='preserve'>wo </t></r>"
        "<rPh sb='0' eb='1'><t>spoken</t></rPh></si><si/><si><t>a&#13;&#10;b</t></si>"
    )
    row = "".join(f'<c t="s"><v>{i}</v></c>' for i in (1, 0, 2, 3))
    inline = '<c t="inlineStr"><is><t>in</t><rPh><t>spoken</t></rPh></is></c>'
    inline += '<c t="inlineStr"><is><r><t>l</t></r><r><t>ine</t></r></is></c>'
    assert read(tmp_path, cells(row, inline), strings=strings) == (("two ", "one", None, "a\nb"), ("in", "line"))
    stray = "<c><is><t>stray</t></is><v>1</v></c><c t='inlineStr'><is><t>own</t></is></c>"
    assert read(tmp_path, cells(stray)) == ((1, "own"),)


def test_what_stands_escaped_is_read_as_it_was_meant(tmp_path):
    texts = ["a_x000D_\nb", "_x005F_x000D_", "_x0007_", "_xD800_", "_x00e9_x", "_x00"]
    row = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    assert read(tmp_path, cells(row)) == (("a\nb", "_x000D_", "\x07", "\ufffd", "éx", "_x00"),)


# --- Sheets -----------------------------------------------------------------------------------------------------------


def test_hidden_sheets_are_read_and_charts_are_none(tmp_path):
    book = openpyxl.Workbook()
    book.active.title, book.active["A1"] = "Seen", "x"
    for title, state in (("Hidden", "hidden"), ("Very hidden", "veryHidden"), ("Empty", "visible")):
        book.create_sheet(title).sheet_state = state
    book["Hidden"]["C3"] = "y"
    book.create_chartsheet("Chart").add_chart(BarChart())
    book.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.rows) for sheet in found] == [
        ("Seen", (("x",),)),
        ("Hidden", ((), (), (None, None, "y"))),
        ("Very hidden", ()),
        ("Empty", ()),
    ]


def test_merged_cells_hold_their_value_once(tmp_path):
    book = openpyxl.Workbook()
    book.active["B2"] = "x"
    book.active.merge_cells("B2:D3")
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_workbook(tmp_path / "a.xlsx")
    assert (sheet.rows, sheet.merged) == (((), (None, "x")), ((1, 1, 2, 3),))


def test_a_cell_is_named_as_a_person_names_it():
    sheet = Sheet("answers.xlsx", "Services", (("a",), (None, "b")))
    assert sheet.place(11, 3) == Place("answers.xlsx, sheet Services, cell D12")
    assert [sheet.value(1, 1), sheet.value(0, 1), sheet.value(9, 9)] == ["b", None, None]
    assert [column_name(i) for i in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_parts_may_be_named_and_written_as_other_programs_do(tmp_path, prefix):
    files = parts(cells("<c><v>1</v></c>"))
    declared = (
        MAIN.replace("xmlns=", f"xmlns:{prefix[:-1]}=")
        if prefix
        else 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    )
    sheet = cells("<c><v>1</v></c>").replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
    files[SHEET] = f"<{prefix}worksheet {declared}>{sheet}</{prefix}worksheet>".encode("utf-16")
    files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace("worksheets/", "/xl/worksheets/")
    (found,) = read_workbook(zipped(tmp_path / "a.xlsx", files))
    assert found.rows == ((1,),)


@pytest.mark.parametrize("state", ["styled", "linked", "merged"])
def test_a_far_cell_without_a_value_does_no_harm(tmp_path, state):
    far = {
        "styled": '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
        "linked": '</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
        "merged": '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    }[state]
    assert read(tmp_path, f'<sheetData><row><c r="A1"><v>1</v></c></row>{far}') == ((1,),)


# --- What is no workbook, or too much of one --------------------------------------------------------------------------

NONE = "not an Excel workbook; expected an .xlsx file; save it as .xlsx"
DAMAGED = "open it in Excel or LibreOffice and save it anew as .xlsx"


def document(kind):
    return {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<office:document-content/>"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", NONE),
        (b"country,answer\nGHA,none\n", NONE),
        (b"<html><table><tr><td>1</td></tr></table></html>", NONE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "an old .xls file, or one with a password; save it",
        ),
        (b"PK\x03\x04", NONE),
        (b"PK\x05\x06" + bytes(18), NONE),
        (document("spreadsheet"), NONE),
        ({"word/document.xml": "<w:document/>"}, NONE),
        ({"xl/workbook.bin": "x"}, NONE),
        ({"xl/workbook.xml": "<workbook/>"}, "not a workbook that can be read (KeyError)"),
    ],
)
def test_what_is_no_workbook_is_told_with_how_to_make_one(tmp_path, content, message):
    path = tmp_path / "a.xlsx"
    if isinstance(content, dict):
        zipped(path, content)
    else:
        path.write_bytes(content)
    assert refused(path).startswith(message)


def test_a_file_that_is_not_there_or_too_large_is_told(tmp_path):
    assert "No such file" in refused(tmp_path / "none.xlsx")
    assert "Is a directory" in refused(tmp_path)
    with (tmp_path / "large.xlsx").open("wb") as file:
        file.truncate(50_000_000)
    assert refused(tmp_path / "large.xlsx") == f"larger than {LARGEST:,} bytes; is it the right file?"


def test_a_file_cut_off_or_changed_anywhere_is_read_or_refused(tmp_path):
    path = zipped(tmp_path / "a.xlsx", parts(cells('<c t="s"><v>0</v></c>'), strings="<si><t>text</t></si>"))
    whole = path.read_bytes()
    chance = random.Random(7)
    refusals = 0
    for i in range(300):
        data = bytearray(whole)
        if i % 3 == 0:
            del data[chance.randrange(len(data)) :]
        else:
            for _ in range(chance.randint(1, 4)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            read_workbook(path)
        except InputError as error:
            assert str(error).startswith(f"{path}: ")  # noqa: PT017
            refusals += 1
    assert refusals > 200


@pytest.mark.parametrize("missing", ["xl/_rels/workbook.xml.rels", SHEET, "xl/styles.xml", "xl/texts.xml"])
def test_a_workbook_that_lacks_a_part_is_refused(tmp_path, missing):
    files = parts(cells("<c><v>1</v></c>"))
    del files[missing]
    assert refused(zipped(tmp_path / "a.xlsx", files)) == f"not a workbook that can be read (KeyError); {DAMAGED}"


@pytest.mark.parametrize(
    "sheet",
    [
        cells('<c t="s"><v>7</v></c>'),
        cells('<c r="A0"><v>1</v></c>'),
        cells('<c r="nonsense"><v>1</v></c>'),
        '<sheetData><row r="-5"><c><v>1</v></c></row></sheetData>',
        "<sheetData><row></sheetData>",
        "<sheetData>&undefined;</sheetData>",
        '<mergeCells><mergeCell ref="x"/></mergeCells>',
    ],
)
def test_a_damaged_sheet_is_refused(tmp_path, sheet):
    assert refused(zipped(tmp_path / "a.xlsx", parts(sheet)))


def test_a_locked_part_is_told(tmp_path):
    path = zipped(tmp_path / "a.xlsx", parts(cells("<c><v>1</v></c>")))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    assert refused(path) == "locked with a password; save it without one"


@pytest.mark.parametrize(
    "definition",
    [
        '<!DOCTYPE a [<!ENTITY b "ha">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://localhost/a.dtd">',
        "<!DOCTYPE a [" + "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9)) + "]>",
    ],
)
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET])
def test_definitions_in_xml_are_refused_before_they_are_used(tmp_path, definition, part):
    files = parts(cells("<c><v>1</v></c>"))
    files[part] = definition + files[part]
    assert refused(zipped(tmp_path / "a.xlsx", files)) == "XML with definitions, which no workbook has"


ATTRIBUTE = 'a{}=""'.format


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (lambda: parts(" " * LARGEST_UNPACKED), f"unpacks to more than {LARGEST_UNPACKED:,} bytes; is it the right file?"),
        (lambda: parts("", strings="<si/>" * 9_001), "more in it than in any workbook; is it the right file?"),
        (lambda: parts("<a>" * 60 + "</a>" * 60), "more in it than in any workbook"),
        (lambda: parts("".join(f"<a{i}/>" for i in range(1100))), "more in it than in any workbook"),
        (lambda: parts(cells(f"<c {' '.join(map(ATTRIBUTE, range(100_000)))}/>")), "a text or an element without end"),
        (lambda: parts(f"<!--{'x' * 600_000}-->"), "a text or an element without end"),
        (
            lambda: parts("".join(f'<row r="{i}"><c r="GJH{i}"><v>1</v></c></row>' for i in range(1, 1100))),
            "the sheet 'One' is larger than 5,000,000 cells; is it the right file?",
        ),
        (
            lambda: parts('<c r="XFD1048576"><v>1</v></c>'),
            "the sheet 'One' has something in cell XFD1048576; expected at most 20,000 rows and 5,000 columns",
        ),
        (lambda: parts(f'<c r="A{MOST_ROWS + 1}"><v>1</v></c>'), "the sheet 'One' has something in cell A20001"),
        (lambda: parts(f'<c r="{column_name(MOST_COLUMNS)}1"><v>1</v></c>'), "the sheet 'One' has something in cell GJI1"),
        (lambda: parts("") | {f"a{i}": "" for i in range(5001)}, "made of more than 5,000 parts; is it the right file?"),
    ],
    ids=lambda one: one[:30] if isinstance(one, str) else "",
)
def test_a_file_made_to_exhaust_a_machine_is_refused(tmp_path, monkeypatch, files, message):
    monkeypatch.setattr(xlsx_parts, "_MOST_ELEMENTS", 9_000)
    assert refused(zipped(tmp_path / "a.xlsx", files())).startswith(message)


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_file_packed_in_another_way_is_refused_unopened(tmp_path, kind):
    assert refused(zipped(tmp_path / "a.xlsx", parts(""), kind)) == "packed in a way that workbooks are not"


def test_a_part_of_no_use_may_be_of_any_size_and_a_workbook_within_it_is_not_opened(tmp_path):
    inner = zipped(tmp_path / "inner.xlsx", parts(" " * 30_000_000)).read_bytes()
    also = f'<Relationship Id="r9" Type="{RELATIONS}/worksheet" Target="http://localhost/x" TargetMode="External"/>'
    files = parts(cells("<c><v>1</v></c>"), also=also)
    files |= {"xl/media/picture.png": bytes(30_000_000), "xl/embeddings/inner.xlsx": inner, "../outside.xml": "x"}
    (sheet,) = read_workbook(zipped(tmp_path / "a.xlsx", files))
    assert sheet.rows == ((1,),)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "inner.xlsx"]


LIMITED = """
import resource, sys
from pathlib import Path
from wayhome.engine.errors import InputError
from wayhome.engine.forms.workbook import read_workbook
room = 300_000_000
resource.setrlimit(resource.RLIMIT_AS, (room, room))
try:
    print(len(read_workbook(Path(sys.argv[1]))[0].rows))
except InputError as error:
    print(error)
"""


def read_with_little_memory(path):
    """The number of rows of the first sheet, or why it is not read, in a process that may take 300 MB and no more."""
    run = subprocess.run([sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=False)
    assert not run.stderr
    return run.stdout.strip()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (lambda: parts(cells(*['<c s="1"/>' * 50] * 20_000), styles="<cellXfs><xf/><xf/></cellXfs>"), "0"),
        (lambda: parts(cells(*["<c><v>1</v></c>" * 70] * 20_000)), "20000"),
        (lambda: parts("", strings="<si><t> </t></si>" * 1_400_000), "0"),
    ],
    ids=["a million styled cells", "many values", "many texts"],
)
def test_the_worst_that_is_read_stays_within_bounds_of_memory(tmp_path, files, expected):
    assert read_with_little_memory(zipped(tmp_path / "a.xlsx", files())) == expected


@pytest.mark.parametrize("said", [0, 100, 4_000_000])
def test_a_part_that_says_an_untrue_size_is_refused_before_it_fills_the_memory(tmp_path, said):
    content = f"<worksheet {MAIN}>{' ' * 320_000_000}</worksheet>"
    path = zipped(tmp_path / "a.xlsx", parts("") | {SHEET: content})
    size, data = len(content).to_bytes(4, "little"), path.read_bytes()
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, said.to_bytes(4, "little")))
    assert read_with_little_memory(path).startswith(f"{path}: not a workbook that can be read (BadZipFile)")


# --- Writing ----------------------------------------------------------------------------------------------------------

DANGEROUS = [
    "=1+1",
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    " =1",
    "'=1",
    "=",
    "==",
    "{=1}",
    "%",
    "|",
]
ODD = ["_x000D_", "_x005F_", "__x000D__", "_x00", "a\rb", "a\r\nb", "\x00", "\x0b", "\ufffe", "\ud800", "\ufeff", "<a&b>"]
CELLS = st.one_of(
    st.sampled_from([*DANGEROUS, *ODD, "نص", "😀", "", " "]),
    st.text(max_size=20),
    st.builds("".join, st.lists(st.sampled_from([*DANGEROUS, *ODD, "x", "1"]), max_size=4)),
)


def expected_of(text):
    """What is read of a text that was put into a cell."""
    plain = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text).replace("\r\n", "\n")
    return plain if plain.strip() else None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CELLS, min_size=1, max_size=6))
def test_no_text_becomes_a_formula_and_every_text_is_read_as_it_was_put(tmp_path, texts):
    book = openpyxl.Workbook()
    for i, text in enumerate(texts, 1):
        put(book.active.cell(i, 1), text)
    save(book, tmp_path / "a.xlsx")
    (sheet,) = read_workbook(tmp_path / "a.xlsx")
    assert [sheet.value(i, 0) for i in range(len(texts))] == [expected_of(text) for text in texts]
    xml = unzipped((tmp_path / "a.xlsx").read_bytes())[SHEET]
    assert b"<f" not in xml
    again = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {cell.data_type for (cell,) in again.active.rows if cell.value is not None} <= {"s"}
    assert all(cell.quotePrefix for (cell,) in again.active.rows)


@pytest.mark.parametrize("value", [0, 7, -3, None, 10**12])
def test_numbers_and_nothing_are_put_as_they_are(tmp_path, value):
    book = openpyxl.Workbook()
    put(book.active["A1"], value)
    put(book.active["B1"], "end")
    save(book, tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx")[0].rows == ((value, "end"),)


def test_a_text_longer_than_a_cell_holds_is_refused_not_cut(tmp_path):
    book = openpyxl.Workbook()
    put(book.active["A1"], "é" * LONGEST_CELL)
    with pytest.raises(InputError, match="Sheet: a text of 32,768 characters; expected at most 32,767 in a cell"):
        put(book.active["A1"], "é" * (LONGEST_CELL + 1))
    save(book, tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx")[0].rows == (("é" * LONGEST_CELL,),)


WRITER = """
import sys
from pathlib import Path
from wayhome.engine.forms.workbook import put, save
import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
book = openpyxl.Workbook()
sheet = book.active
for i in range(1, 30):
    put(sheet.cell(i, i % 5 + 1), f"text {i}")
    sheet.cell(i, 1).font = Font(bold=bool(i % 2), size=i)
    sheet.cell(i, 2).fill = PatternFill("solid", start_color=f"{i:06x}")
choice = DataValidation(type="list", formula1='"a,b"')
sheet.add_data_validation(choice)
choice.add("A1:A9")
sheet.merge_cells("D1:E2")
book.create_sheet("Two").sheet_state = "hidden"
save(book, Path(sys.argv[1]))
"""


def test_the_same_content_gives_the_same_bytes_in_every_process(tmp_path):
    contents = set()
    for seed in ("0", "1", "2"):
        path = tmp_path / f"{seed}.xlsx"
        subprocess.run([sys.executable, "-c", WRITER, str(path)], env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
        contents.add(path.read_bytes())
    (content,) = contents
    with zipfile.ZipFile(tmp_path / "0.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = unzipped(content)["docProps/core.xml"].decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert str(datetime.date.today().year) not in core


def test_a_workbook_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    book, path = openpyxl.Workbook(), tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(InputError, match="the file exists; choose another name"):
        save(book, path, replace=False)

    def fail(*_, **__):
        raise InputError.at(str(path), "cannot be written: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(workbook, "write_atomically", fail)
        with pytest.raises(InputError, match="No space left"):
            save(book, path)
    assert path.read_bytes() == b"old"
    save(book, path)
    assert read_workbook(path)[0].name == "Sheet"
    assert [other.name for other in tmp_path.iterdir()] == ["a.xlsx"]


def test_notes_are_found_where_excel_and_openpyxl_keep_them(tmp_path):
    book = openpyxl.Workbook()
    book.active["B2"].comment = Comment("We disagree", "X")
    book.save(tmp_path / "notes.xlsx")
    assert read_workbook(tmp_path / "notes.xlsx")[0].notes == ((1, 1),)
    parts = unzipped((tmp_path / "notes.xlsx").read_bytes())
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    parts["xl/comments1.xml"] = parts.pop("xl/comments/comment1.xml")
    parts[relations] = parts[relations].replace(b"/xl/comments/comment1.xml", b"../comments1.xml")
    assert read_workbook(zipped(tmp_path / "excel.xlsx", parts))[0].notes == ((1, 1),)
