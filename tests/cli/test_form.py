"""`wayhome form`: out to a spreadsheet or a telephone and back, with nothing lost and nothing overwritten silently."""

import os
import zipfile

import openpyxl
import pytest

from wayhome.engine.forms.workbook import put
from wayhome.engine.library import load_library

from ..engine.forms import exports
from ..engine.forms.exports import Filled

EXAMPLES = load_library().examples
SERVICES = "Services as returnees meet them"


@pytest.fixture
def original(tmp_path):
    """The invented country's profile, in the folder the program runs in."""
    path = tmp_path / "xx.yaml"
    path.write_bytes((EXAMPLES / "xx.yaml").read_bytes())
    return path


@pytest.fixture
def exported(invoke, tmp_path):
    """Make a small plain workbook and give it open, with its path."""

    def make(*args):
        run = invoke(
            "form", "export", *(args or ("--country", "GHA", "--section", "services")), "--plain", "-o", "form.xlsx"
        )
        assert run.exit_code == 0, run.output
        return tmp_path / "form.xlsx"

    return make


def fill(path, cells, sheet=SERVICES):
    """Type into the cells of the lines with these keys; a column other than the answer stands after a space."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    columns = {page.cell(1, column).value: column for column in range(2, page.max_column + 1)}
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for (key, column), value in cells.items():
        put(page.cell(rows[key], columns[column]), value)
    book.save(path)


def test_the_installed_program_carries_a_profile_out_and_back_byte_for_byte(wayhome, original, tmp_path):
    before = original.read_bytes()
    out = wayhome("form", "export", "xx.yaml", "--plain", "-o", "xx.xlsx")
    assert (out.returncode, out.stderr) == (0, "")
    assert out.stdout == (
        "Written: xx.xlsx, with 121 questions.\nOnce it is filled in: wayhome form import xx.xlsx --into xx.yaml\n"
    )
    back = wayhome("form", "import", "xx.xlsx", "--into", "xx.yaml")
    assert (back.returncode, back.stderr) == (0, "")
    assert back.stdout == "0 answers taken in, 0 changed.\nNext: wayhome check xx.yaml\n"
    assert original.read_bytes() == before


@pytest.mark.parametrize("name", ["gha-2021", "mda", "xx", "xx-north"])
def test_a_profile_made_of_a_workbook_gives_the_same_brief(invoke, tmp_path, name):
    assert invoke("form", "export", f"example:{name}", "--plain", "-o", "form.xlsx").exit_code == 0
    assert invoke("form", "import", "form.xlsx", "-o", "new.yaml").exit_code == 0
    briefs = [invoke("advise", profile, "--edition", "confidential").output for profile in (f"example:{name}", "new.yaml")]
    one, other = ([line for line in brief.splitlines() if not line.startswith("profile")] for brief in briefs)
    assert len(one) > 100
    assert one == other


def test_a_workbook_without_a_country_imports_check_names_the_gap_and_advise_refuses(invoke, tmp_path):
    assert invoke("form", "export", "--plain", "-o", "form.xlsx").exit_code == 0
    fill(tmp_path / "form.xlsx", {("service.health answer", "answer"): "patchy"})
    run = invoke("form", "import", "form.xlsx", "-o", "new.yaml")
    assert (run.exit_code, run.output) == (0, "1 answer taken in, 0 changed.\nNext: wayhome check new.yaml\n")
    assert "\ncountry:\n" in (tmp_path / "new.yaml").read_text()
    assert "country" in invoke("check", "new.yaml").output
    refused = invoke("advise", "new.yaml")
    assert refused.exit_code == 1
    assert refused.output.startswith("new.yaml: the profile does not say which country it is about")


def test_answers_typed_by_a_colleague_go_into_the_profile_and_the_rest_of_it_stays(invoke, exported, tmp_path, profile):
    path = exported("p.yaml", "--section", "services")
    fill(
        path,
        {
            ("service.health answer", "answer"): "Patchy, mostly",
            ("service.health answer", "evidence"): "=cmd|' /C calc'!A0",
            ("service.health answer", "source"): "Talks of May",
            ("service.papers answer", "answer"): "nobody knows",
        },
    )
    run = invoke("form", "import", "form.xlsx", "--into", "p.yaml")
    assert run.output == "2 answers taken in, 0 changed.\nNext: wayhome check p.yaml\n"
    text = profile.read_text()
    assert text.startswith("wayhome: 1\ncountry: GHA\n")
    assert "  sop.use: on-paper\n" in text
    assert "answer: [patchy, mostly]" in text
    assert "evidence: =cmd|' /C calc'!A0" in text
    assert invoke("form", "import", "form.xlsx", "--into", "p.yaml").output.startswith("0 answers taken in, 0 changed.")
    assert profile.read_text() == text


def test_a_difference_is_shown_with_both_places_and_nothing_is_written_until_one_is_preferred(invoke, exported, profile):
    path = exported("p.yaml", "--section", "together")
    fill(path, {("sop.use answer", "answer"): "working", ("services.map answer", "answer"): "none"}, "Working together")
    before = profile.read_bytes()
    run = invoke("form", "import", "form.xlsx", "--into", "p.yaml")
    assert run.exit_code == 1
    assert run.output.splitlines() == [
        "form.xlsx, sheet Working together, cell D21: sop.use is working here, and on-paper in p.yaml, line 4",
        "Nothing was written. Mend one of the two, or say who is right: --prefer file, --prefer form.",
    ]
    assert profile.read_bytes() == before
    kept = invoke("form", "import", "form.xlsx", "--into", "p.yaml", "-o", "kept.yaml", "--prefer", "file")
    assert kept.output == "1 answer taken in, 0 changed.\nNext: wayhome check kept.yaml\n"
    assert profile.read_bytes() == before
    taken = invoke("form", "import", "form.xlsx", "--into", "p.yaml", "--prefer", "form")
    assert taken.output == "sop.use: on-paper becomes working\n1 answer taken in, 1 changed.\nNext: wayhome check p.yaml\n"
    assert "\n  sop.use: working\n" in profile.read_text()


def test_nobody_can_prefer_answers_about_another_country(invoke, exported, original):
    exported()
    before = original.read_bytes()
    for prefer in ([], ["--prefer", "form"]):
        run = invoke("form", "import", "form.xlsx", "--into", "xx.yaml", *prefer)
        assert run.exit_code == 1
        assert "sheet Start, cell C16: the answers are about GHA, and xx.yaml is about XX; take them" in run.output
    assert original.read_bytes() == before


def test_line_ends_of_windows_stay_in_a_profile(invoke, exported, profile):
    profile.write_bytes(profile.read_bytes().replace(b"\n", b"\r\n"))
    fill(exported("p.yaml", "--section", "services"), {("service.health answer", "answer"): "patchy"})
    assert invoke("form", "import", "form.xlsx", "--into", "p.yaml").exit_code == 0
    assert profile.read_bytes().count(b"\n") == profile.read_bytes().count(b"\r\n") > 4


def test_what_is_left_out_on_request_is_told(invoke):
    run = invoke("form", "export", "example:xx", "--plain", "--without-sensitive", "-o", "form.xlsx")
    assert run.output.splitlines()[1] == "Left out, as you asked: what example:xx says on 4 questions."
    run = invoke("form", "export", "example:xx", "--plain", "--for", "ministry-health", "-o", "health.xlsx")
    assert run.output.startswith("Written: health.xlsx, with ")
    assert openpyxl.load_workbook("health.xlsx")


def test_the_profile_can_go_to_standard_output(invoke, exported):
    fill(exported(), {("service.health answer", "answer"): "patchy"})
    run = invoke("form", "import", "form.xlsx", "-o", "-")
    assert "# A Wayhome profile: what is known about Ghana" in run.stdout
    assert run.stderr == "1 answer taken in, 0 changed.\n"


def test_a_question_in_other_words_is_pointed_out(invoke, exported):
    path = exported()
    fill(path, {("service.health answer", "question"): "Une autre question", ("service.health answer", "answer"): "none"})
    run = invoke("form", "import", "form.xlsx", "-o", "new.yaml")
    assert run.exit_code == 0
    assert "1 questions here have other words than the questionnaire" in run.stderr


def test_a_source_that_no_answer_names_is_pointed_out_before_it_is_left_behind(invoke, exported, profile):
    path = exported("p.yaml", "--section", "services")
    assert invoke("form", "import", "form.xlsx", "--into", "p.yaml").stderr == ""
    path = exported("--country", "GHA", "--section", "services", "--force")
    fill(path, {("source", "title"): "Talks of May"}, "Sources")
    run = invoke("form", "import", "form.xlsx", "--into", "p.yaml")
    assert run.exit_code == 0
    assert "no answer names talks-of-may; with --into, a source comes along only with an answer" in run.stderr
    assert invoke("form", "import", "form.xlsx", "-o", "new.yaml").exit_code == 0
    assert "title: Talks of May" in profile.with_name("new.yaml").read_text()


# Forms for telephones


@pytest.fixture
def answers(invoke, tmp_path):
    """What two bodies sent in, as KoboToolbox exports it."""
    assert invoke("form", "export", "--country", "GHA", "-o", "kobo-form.xlsx").exit_code == 0
    form = openpyxl.load_workbook(tmp_path / "kobo-form.xlsx")
    use = next(q.name for q in exports.questions_of(form) if q.path[-1].startswith("sop_use") and "patchy" in q.choices)
    sent = [
        Filled(f"0000000{i}-1234-4abc-8def-0123456789ab", {**exports.calculated(form), "about_body": body, use: level})
        for i, (body, level) in enumerate([("ministry-health", "patchy"), ("ministry-labour", "working")], 1)
    ]
    return exports.kobo_csv(form, sent, tmp_path).name


def test_submissions_are_listed_and_chosen(invoke, answers, tmp_path):
    run = invoke("form", "import", answers, "-o", "new.yaml")
    assert run.exit_code == 1
    lines = run.output.splitlines()
    assert lines[0] == f"{answers} holds 2 submissions; choose with --submission ID, or --submission all:"
    assert [line.split()[0] for line in lines[1:]] == [f"0000000{i}-1234-4abc-8def-0123456789ab" for i in (1, 2)]
    assert "the ministry of health" in lines[1]
    assert not (tmp_path / "new.yaml").exists()
    run = invoke("form", "import", answers, "-o", "new.yaml", "--submission", "00000002-1234-4abc-8def-0123456789ab")
    assert (run.exit_code, run.stdout.splitlines()[0]) == (0, "1 answer taken in, 0 changed.")
    assert "answer: working" in (tmp_path / "new.yaml").read_text()
    run = invoke("form", "import", answers, "--into", "new.yaml", "--submission", "all")
    assert run.exit_code == 1
    assert "sop.use is patchy here, and working in new.yaml" in run.output
    run = invoke("form", "import", answers, "-o", "other.yaml", "--submission", "3")
    assert run.output.startswith("--submission: there is no submission '3'")


def test_a_form_for_telephones_says_how_it_comes_back(invoke, tmp_path):
    run = invoke("form", "export", "example:xx", "-o", "form.xml", "--core")
    assert run.exit_code == 0
    assert run.output == (
        "Written: form.xml. Upload it to KoboToolbox or ODK Central; the answers come back with: wayhome form import\n"
    )
    assert "http://www.w3.org/2002/xforms" in (tmp_path / "form.xml").read_text(encoding="utf-8")


# Refusals


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["-o", "form.csv"], "form.csv: not the name of a form; expected a name that ends in .xlsx or .xml"),
        (["--plain", "-o", "form.xml"], "form.xml: not the name of a form; expected a name that ends in .xlsx"),
        (["--plain", "-o", "form.ods"], "form.ods: not the name of a form"),
        (["--plain", "-o", "-"], "-: not the name of a form"),
        (
            ["--country", "Ghana", "--plain", "-o", "f.xlsx"],
            "--country: no country has the code 'Ghana'; expected such as GHA",
        ),
        (["none.yaml", "--plain", "-o", "f.xlsx"], "none.yaml: cannot be read"),
        (["example:none", "--plain", "-o", "f.xlsx"], "example:none: there is no example 'none'"),
        (["--section", "servces", "--plain", "-o", "f.xlsx"], "--section: there is no section 'servces'"),
        (["--for", "ministry", "--plain", "-o", "f.xlsx"], "--for: there is no role 'ministry'"),
        (["--section", "at-risk", "--plain", "-o", "f.xlsx"], "wayhome form: no question is left to ask"),
        (["--plain", "-o", "none/f.xlsx"], "none/f.xlsx: cannot be written"),
    ],
)
def test_an_export_that_cannot_be_is_refused(invoke, tmp_path, args, what):
    run = invoke("form", "export", *args)
    assert run.exit_code == 1
    assert run.output.startswith(what)
    assert not list(tmp_path.iterdir())


def test_wrong_usage_is_told_as_such(invoke, profile):
    assert invoke("form", "export", "p.yaml", "--country", "GHA", "-o", "f.xlsx").exit_code == 2
    assert invoke("form", "export", "p.yaml").exit_code == 2
    assert invoke("form", "import", "f.xlsx").exit_code == 2
    assert invoke("form", "import", "f.xlsx", "-o", "a.yaml", "--prefer", "nobody").exit_code == 2


def test_files_that_exist_are_overwritten_only_when_forced(invoke, exported, tmp_path, profile):
    path = exported()
    before = path.read_bytes()
    run = invoke("form", "export", "--plain", "-o", "form.xlsx")
    assert (run.exit_code, run.output) == (
        1,
        "form.xlsx: the file exists; choose another name, or --force to overwrite it\n",
    )
    assert path.read_bytes() == before
    run = invoke("form", "import", "form.xlsx", "-o", "p.yaml")
    assert (run.exit_code, run.output) == (1, "p.yaml: the file exists; choose another name, or --force to overwrite it\n")
    run = invoke("form", "import", "form.xlsx", "-o", "form.xlsx", "--force")
    assert (run.exit_code, run.output) == (1, "form.xlsx: this is the form itself; give another name with -o\n")
    assert path.read_bytes() == before
    assert invoke("form", "import", "form.xlsx", "-o", "p.yaml", "--force").exit_code == 0
    assert "# A Wayhome profile: what is known about Ghana" in profile.read_text()
    assert invoke("form", "export", "--plain", "-o", "form.xlsx", "--force").exit_code == 0
    assert path.read_bytes() != before


@pytest.mark.parametrize(
    ("package", "args", "extra"),
    [
        ("openpyxl", ["export", "--plain", "-o", "f.xlsx"], "office"),
        ("openpyxl", ["export", "-o", "f.xlsx"], "odk"),
        ("pyxform", ["export", "-o", "f.xml"], "odk"),
    ],
)
def test_a_missing_package_is_named_with_how_to_install_it(wayhome, exported, tmp_path, package, args, extra):
    exported()
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / f"{package}.py").write_text("raise ImportError\n")
    run = wayhome("form", *args, env={**os.environ, "PYTHONPATH": str(hidden)})
    assert run.returncode == 1
    mend = f"install it: python -m pip install 'wayhome[{extra}]'"
    assert run.stderr == f"wayhome: this needs the package {package}; {mend}\n"


def test_reading_a_workbook_needs_no_package_besides(wayhome, exported, tmp_path):
    exported()
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "openpyxl.py").write_text("raise ImportError\n")
    run = wayhome("form", "import", "form.xlsx", "-o", "new.yaml", env={**os.environ, "PYTHONPATH": str(hidden)})
    assert (run.returncode, run.stderr) == (0, "")


def zipped(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def broken(path, kind):
    """A file that is no workbook, of some kind that people have."""
    if kind == "text":
        path.write_text("question,answer\n" * 10)
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "old Excel":
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    elif kind == "OpenDocument":
        zipped(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    elif kind == "50 MB":
        with path.open("wb") as file:
            file.truncate(50_000_000)
    elif kind == "zip bomb":
        zipped(path, {"xl/workbook.xml": bytes(30_000_000), "[Content_Types].xml": "<Types/>"})
    elif kind == "damaged":
        zipped(path, {"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"})
    elif kind == "cut off":
        path.write_bytes((path.parent / "form.xlsx").read_bytes()[:5000])
    else:
        openpyxl.Workbook().save(path)


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("text", "not an Excel workbook; expected an .xlsx file"),
        ("empty", "not an Excel workbook; expected an .xlsx file"),
        ("old Excel", "an old .xls file, or one with a password; save it as .xlsx without a password"),
        ("OpenDocument", "not an Excel workbook; expected an .xlsx file; save it as .xlsx"),
        ("50 MB", "larger than 20,000,000 bytes; is it the right file?"),
        ("zip bomb", "unpacks to more than 25,000,000 bytes; is it the right file?"),
        ("damaged", "not a workbook that can be read"),
        ("cut off", "not an Excel workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_message(wayhome, exported, tmp_path, kind, what):
    exported()
    broken(tmp_path / "given.xlsx", kind)
    run = wayhome("form", "import", "given.xlsx", "-o", "new.yaml")
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith(f"given.xlsx: {what}")
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / "new.yaml").exists()


def test_a_workbook_that_is_no_form_is_refused(invoke, tmp_path):
    broken(tmp_path / "given.xlsx", "another workbook")
    run = invoke("form", "import", "given.xlsx", "-o", "new.yaml")
    assert run.exit_code == 1
    assert run.output.startswith("given.xlsx")
    assert not (tmp_path / "new.yaml").exists()


def test_a_file_that_is_not_there_is_named(invoke):
    run = invoke("form", "import", "none.xlsx", "-o", "new.yaml")
    assert (run.exit_code, run.output) == (1, "none.xlsx: cannot be read: No such file or directory\n")


def merge_cells(sheet):
    sheet.merge_cells("D5:D6")


def lose_a_column(sheet):
    sheet.delete_cols(5)


def lose_the_keys(sheet):
    sheet.delete_cols(1)


def put_a_formula(sheet):
    sheet["D5"] = "=1+1"


def mistype(sheet):
    sheet["D5"] = "pachy"


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (merge_cells, "cell D5: the cells D5:D6 are merged"),
        (lose_a_column, "cell A1: the sheet has lost its column 'Evidence'"),
        (lose_the_keys, "cell A1: the sheet has lost its hidden first column or row"),
        (put_a_formula, "cell D5: a formula; expected an answer as it stands"),
        (mistype, "cell D5: 'pachy' is not an answer here"),
    ],
)
def test_a_workbook_that_was_spoiled_is_refused_with_sheet_and_cell_and_nothing_is_written(
    invoke, exported, tmp_path, profile, spoil, what
):
    path = exported()
    before = profile.read_bytes()
    book = openpyxl.load_workbook(path)
    spoil(book[SERVICES])
    book.save(path)
    for goal in (["-o", "new.yaml"], ["--into", "p.yaml"]):
        run = invoke("form", "import", "form.xlsx", *goal)
        assert run.exit_code == 1
        assert run.output.startswith(f"form.xlsx, sheet {SERVICES}, {what}")
    assert profile.read_bytes() == before
    assert not (tmp_path / "new.yaml").exists()


def test_a_hidden_sheet_is_read(invoke, exported):
    path = exported()
    fill(path, {("service.health answer", "answer"): "patchy"})
    book = openpyxl.load_workbook(path)
    book[SERVICES].sheet_state = "hidden"
    book.save(path)
    assert invoke("form", "import", "form.xlsx", "-o", "new.yaml").output.startswith("1 answer taken in")


def test_a_profile_that_cannot_be_read_or_written_is_named(invoke, exported, tmp_path):
    fill(exported(), {("service.health answer", "answer"): "patchy"})
    (tmp_path / "broken.yaml").write_text("answers: [")
    assert invoke("form", "import", "form.xlsx", "--into", "broken.yaml").output.startswith("broken.yaml:")
    assert invoke("form", "import", "form.xlsx", "--into", "none.yaml").output.startswith("none.yaml: cannot be read")
    assert invoke("form", "import", "form.xlsx", "-o", "none/new.yaml").output.startswith("none/new.yaml: cannot be written")
    assert (tmp_path / "broken.yaml").read_text() == "answers: ["
