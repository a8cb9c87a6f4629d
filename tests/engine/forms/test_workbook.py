"""Workbooks are read whatever is in them, in bounded time and memory, and written so that text stays text."""

import datetime
import os
import random
import subprocess
import sys
import zipfile
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart

from wayhome.engine.errors import InputError, Place
from wayhome.engine.forms import workbook
from wayhome.engine.forms.workbook import (
    LARGEST,
    LONGEST_CELL,
    Sheet,
    column_name,
    put,
    read_workbook,
    save,
)

from .workbook_files import MAIN, SHEET, cells, parts, unzipped, zipped


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


# --- What is no workbook, or too much of one --------------------------------------------------------------------------

NONE = "not an Excel workbook; expected an .xlsx file; save it as .xlsx"
DAMAGED = "open it in Excel or LibreOffice and save it anew as .xlsx"


def document(kind):
    return {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<office:document-content/>"}


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


ATTRIBUTE = 'a{}=""'.format


@pytest.mark.parametrize("said", [0, 100, 4_000_000])
def test_a_part_that_says_an_untrue_size_is_refused(tmp_path, said):
    content = f"<worksheet {MAIN}>{' ' * 200_000_000}</worksheet>"
    path = zipped(tmp_path / "a.xlsx", parts("") | {SHEET: content})
    size = len(content).to_bytes(4, "little")
    data = path.read_bytes()
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, said.to_bytes(4, "little")))
    assert refused(path)


LIMITED = """
import resource, sys
from pathlib import Path
from wayhome.engine.errors import InputError
from wayhome.engine.forms.workbook import read_workbook
room = 400_000_000
resource.setrlimit(resource.RLIMIT_AS, (room, room))
try:
    print(len(read_workbook(Path(sys.argv[1]))[0].rows))
except InputError as error:
    print(error)
"""


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


def test_entities_that_would_fill_a_machine_are_refused(tmp_path):
    names = "abcdefghij"
    laughs = "".join(f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in pairwise(names))
    sheet = f'<!DOCTYPE x [<!ENTITY a "ha">{laughs}]><worksheet {MAIN}><sheetData/></worksheet>'
    written = openpyxl.Workbook()
    written.save(tmp_path / "a.xlsx")
    files = {**unzipped((tmp_path / "a.xlsx").read_bytes()), SHEET: sheet}
    with pytest.raises(InputError, match="not a workbook that can be read"):
        read_workbook(zipped(tmp_path / "b.xlsx", files))
