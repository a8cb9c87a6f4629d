"""A review sheet that went through LibreOffice, and through its own file format, still says what was typed in it."""

import subprocess

import pytest

from wayhome.engine.review.sheet_reader import read_sheet

from ..engine.review.reviewing import WORDS, WORK, form_of, sheet_of

pytestmark = pytest.mark.programs


def converted(path, to, folder):
    command = ["soffice", "--headless", "--convert-to", to, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{to}"


def test_a_sheet_saved_by_libreoffice_reads_as_before(tmp_path):
    rows = {WORK: {"Decision": "reject", "Reasons": "One.\nثانيا — «quoted» 'three'", "Done by (date)": "2027-03"}}
    facts = {"service.employment|answer": {"Corrected answer": "patchy", "What shows it (one sentence)": "Seen."}}
    given = sheet_of(form_of("ministry-labour"), tmp_path / "form.xlsx", rows, facts)
    (tmp_path / "ods").mkdir()
    (tmp_path / "back").mkdir()
    through = converted(converted(given, "ods", tmp_path / "ods"), "xlsx", tmp_path / "back")
    before, after = read_sheet(given, WORDS), read_sheet(through, WORDS)
    assert [str(problem) for problem in after.problems] == []
    assert after.form == before.form
    for one, other in ((before.rows, after.rows), (before.facts, after.facts), ([before.person], [after.person])):
        texts = [{name: typed.text for name, typed in row.typed.items()} for row in one]
        assert texts == [{name: typed.text for name, typed in row.typed.items()} for row in other]
        assert any(texts)
