"""The forms as ODK itself judges them: ODK Validate, the program that comes with pyxform, loads each as Collect would."""

import shutil
import subprocess
from pathlib import Path

import pytest
import pyxform

from wayhome.engine.forms.xlsform import xform_xml, xlsform
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import example_names, read_profile
from wayhome.engine.selection import Selection

pytestmark = pytest.mark.programs

LIBRARY = load_library()
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
EXAMPLES = [f"example:{name}" for name in example_names(LIBRARY.examples)]
SELECTIONS = {
    "everything": Selection(opt_in=True),
    "without sensitive questions": Selection(sensitive=False),
    "one role": Selection(role="ministry-health"),
    "the core": Selection(core=True),
    "a section": Selection(section="services"),
    "the partners": Selection(section="stakeholders"),
}


@pytest.fixture
def validate(tmp_path):
    """Run ODK Validate on a form; a machine without Java fails the test, since nothing would have been shown."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("ODK Validate needs Java, and there is none here: install a Java runtime, such as default-jre-headless")

    def run(form):
        path = tmp_path / "form.xml"
        path.write_text(xform_xml(form), encoding="utf-8")
        command = [java, "-Djava.awt.headless=true", "-jar", str(JAR), str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

    return run


def assert_is_valid(result):
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Xform is valid" in result.stdout + result.stderr


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_form_for_any_country_passes(validate, name):
    assert_is_valid(validate(xlsform(LIBRARY, SELECTIONS[name])))


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_form_for_each_example_passes(validate, example):
    profile = read_profile(example, LIBRARY.questionnaire, LIBRARY.examples)
    assert_is_valid(validate(xlsform(LIBRARY, Selection(opt_in=True), profile)))


def test_a_form_with_a_fault_does_not_pass(validate):
    form = xlsform(LIBRARY, Selection(section="reaching"))
    sheet = form["survey"]
    head = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[head.index("name")].value == "information_reach__its_source":
            row[head.index("relevant")].value = "selected(${information_reach})"
    result = validate(form)
    assert result.returncode != 0
    assert "selected" in result.stdout + result.stderr
