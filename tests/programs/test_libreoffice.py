"""LibreOffice opens a plain workbook, saves it anew, and nothing is lost; its own arithmetic counts what is answered."""

import shutil
import subprocess

import openpyxl
import pytest

from wayhome.engine.contribution import contribution_of
from wayhome.engine.draft import Draft
from wayhome.engine.forms.filled_in import taken_anew
from wayhome.engine.forms.plain_import import read_plain, remarks
from wayhome.engine.forms.plain_workbook import plain_workbook
from wayhome.engine.forms.workbook import read_workbook, save
from wayhome.engine.library import load_library
from wayhome.engine.selection import Selection
from wayhome.engine.take_in import take_in

pytestmark = pytest.mark.programs
LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
XLSX = "xlsx:Calc MS Excel 2007 XML"
NASTY = [
    "=1+1",
    "+x",
    "-x",
    "@x",
    "a\tb",
    "a\n\nb",
    "مرحبا بالعائدين",
    "Côte d’Ivoire : l’État",
    "a|b # c: d",
    "_x0041_",
    '"quoted"',
    "'quoted'",
    "2026-05",
    "1e5",
    "TRUE",
    "<b>&amp;</b>",
    "x" * 2000,
]


@pytest.fixture(scope="module")
def soffice():
    """The program, wherever it is; without it nothing here proves anything."""
    found = shutil.which("soffice")
    if found is None:
        pytest.fail("LibreOffice (soffice) is missing: `make programs` installs it, else `apt-get install libreoffice-calc`")
    return found


@pytest.fixture
def saved_by(soffice, tmp_path):
    """Have LibreOffice open a file and save it in another format, in a folder of its own."""

    def convert(path, form):
        folder = tmp_path / f"as-{form.partition(':')[0]}-{path.suffix[1:]}"
        profile = (tmp_path / "libreoffice").as_uri()
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", folder, path]
        run = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        made = folder / f"{path.stem}.{form.partition(':')[0]}"
        assert made.is_file(), run.stdout + run.stderr
        return made

    return convert


def example(name):
    text = (LIBRARY.examples / f"{name}.yaml").read_text(encoding="utf-8")
    return Draft(text, f"{name}.yaml", QUESTIONNAIRE)


def written(draft, path):
    save(plain_workbook(draft, LIBRARY, Selection()), path)
    return path


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def nasty(texts=NASTY):
    """A profile whose evidence, names and titles are what breaks workbooks."""
    sources = "".join(f"  s{i}: {{title: {quoted(text)}, address: {quoted(text)}}}\n" for i, text in enumerate(texts))
    services = [question for question in QUESTIONNAIRE.questions if question.startswith(("service.", "sop.", "referral."))]
    answers = "".join(
        f"  {question}: {{answer: not-asked, evidence: {quoted(text)}, source: s{i}}}\n"
        for i, (question, text) in enumerate(zip(services, texts, strict=False))
    )
    bodies = "".join(f"      b{i}: {{name: {quoted(text)}}}\n" for i, text in enumerate(texts))
    text = f"wayhome: 1\ncountry: XX\nsources:\n{sources}answers:\n{answers}  stakeholders.actors:\n    answer:\n{bodies}"
    return Draft(text, "nasty.yaml", QUESTIONNAIRE)


WITHOUT_TABS = nasty([text.replace("\t", " ") for text in NASTY])  # LibreOffice itself drops them on the way through .ods


@pytest.mark.parametrize(
    ("draft", "way"),
    [
        pytest.param(draft, way, id=f"{draft.file}-{way[0][:4]}")
        for draft, way in [
            (example("xx"), [XLSX]),
            (example("xx"), ["ods", XLSX]),
            (example("gha-2023"), [XLSX]),
            (nasty(), [XLSX]),
            (WITHOUT_TABS, ["ods", XLSX]),
        ]
    ],
)
def test_a_workbook_that_libreoffice_saved_anew_gives_the_same_profile(draft, way, saved_by, tmp_path):
    path = written(draft, tmp_path / "form.xlsx")
    for form in way:
        path = saved_by(path, form)
    sheets = read_workbook(path)
    found = read_plain(sheets, LIBRARY)
    assert remarks(sheets, LIBRARY) == ()
    assert found.answers == draft.everything_said()
    assert take_in(draft, [found]).draft.text == draft.text
    anew = taken_anew([found], "new.yaml", None, LIBRARY).draft
    assert anew.everything_said() == draft.everything_said()
    assert contribution_of(anew).sources == contribution_of(draft).sources


@pytest.mark.parametrize(
    "draft", [None, example("xx"), example("gha-2023"), example("xx-north")], ids=["blank", "xx", "gha", "area"]
)
def test_the_formulas_count_what_is_answered(draft, saved_by, tmp_path):
    path = saved_by(written(draft, tmp_path / "form.xlsx"), XLSX)
    sheet = openpyxl.load_workbook(path, data_only=True)["Start"]
    counted = {
        sheet.cell(row, 2).value: (sheet.cell(row, 4).value, sheet.cell(row, 5).value) for row in range(1, sheet.max_row + 1)
    }
    said = draft.everything_said() if draft else {}
    answered = {question for question, values in said.items() if any(path[0] == "answer" for path in values)}
    total = 0
    for section in QUESTIONNAIRE.sections:
        if section.title in counted:
            expected = sum(question.question in answered for question in section.questions)
            assert counted[section.title][0] == expected, section.title
            total += expected
    assert counted["In all"][0] == total == len(answered)
    bars = [sheet.cell(row, 3).value for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == "In all"]
    assert bars[0].count("■") + bars[0].count("□") == 40
    assert bars[0].count("■") == round(40 * total / counted["In all"][1])


def test_what_is_typed_in_libreoffice_is_counted_wherever_its_row_has_gone(saved_by, tmp_path):
    path = written(None, tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Returns"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    sheet.cell(rows["returns.number answer"], 4).value = 8400
    sheet.cell(rows["returns.groups answer/minorities"], 4).value = "withheld"
    sheet.cell(rows["returns.trend voices"], 4).value = "no answer"
    one, other = rows["returns.places answer"], rows["returns.basis answer/survey"]
    sheet.cell(one, 1).value, sheet.cell(other, 1).value = sheet.cell(other, 1).value, sheet.cell(one, 1).value
    sheet.cell(other, 4).value = "spread"
    book["Partners, list"].cell(7, 3).value = "A body"
    book.save(path)
    start = openpyxl.load_workbook(saved_by(path, XLSX), data_only=True)["Start"]
    counted = {start.cell(row, 2).value: start.cell(row, 4).value for row in range(1, start.max_row + 1)}
    assert counted["Returns"] == 3
    assert counted["Partners"] == 1
    assert counted["In all"] == 4
