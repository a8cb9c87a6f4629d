"""`wayhome picture`: one picture by itself, as SVG or PNG, and nothing overwritten that was not meant to be."""

import xml.etree.ElementTree as ET

import pytest


def test_the_installed_program_writes_the_same_bytes_to_a_file_and_to_standard_output(wayhome, tmp_path):
    run = wayhome("picture", "example:xx", "timeline")
    assert (run.returncode, run.stderr) == (0, "")
    assert ET.fromstring(run.stdout).get("width") == "640"
    written = wayhome("picture", "example:xx", "timeline", "-o", "roadmap.svg")
    assert (written.returncode, written.stdout) == (0, "Written: roadmap.svg\n")
    assert (tmp_path / "roadmap.svg").read_text(encoding="utf-8") == run.stdout


@pytest.mark.parametrize("name", ["preconditions", "timeline", "intervals", "firmness", "stakeholders", "sectors"])
def test_each_is_drawn_as_png_too(invoke, tmp_path, name):
    run = invoke("picture", "example:xx", name, "--edition", "adviser", "-o", f"{name}.PNG")
    assert run.exit_code == 0
    data = (tmp_path / f"{name}.PNG").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(data[16:20], "big") == pytest.approx(16 / 2.54 * 300, abs=2), "16 cm at 300 dots to the inch"


@pytest.mark.parametrize("name", ["roadmap.jpg", "roadmap", ".svg", "svg"])
def test_a_kind_of_picture_that_is_none_is_refused(invoke, tmp_path, name):
    run = invoke("picture", "example:xx", "timeline", "-o", name)
    assert run.exit_code == 1
    assert "expected a name that ends in .svg or .png" in run.output
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_is_none_is_wrong_usage(invoke):
    run = invoke("picture", "example:xx", "map")
    assert run.exit_code == 2
    assert "'timeline'" in run.output


def test_a_picture_for_the_adviser_is_refused_to_others(invoke):
    run = invoke("picture", "example:xx", "sectors", "--edition", "ministerial", "-o", "s.svg")
    assert run.exit_code == 1
    assert run.output == (
        "picture: the picture 'sectors' is not for the readers of the edition 'ministerial'; --edition adviser\n"
    )


def test_an_empty_picture_is_refused(invoke, profile, tmp_path):
    run = invoke("picture", "p.yaml", "stakeholders", "--edition", "adviser", "-o", "s.svg")
    assert run.exit_code == 1
    assert run.output == "p.yaml: there is nothing to draw in the picture 'stakeholders'\n"
    assert not (tmp_path / "s.svg").exists()


def test_a_picture_never_overwrites_its_profile(invoke, profile, tmp_path):
    (tmp_path / "p.svg").symlink_to("p.yaml")
    before = profile.read_bytes()
    run = invoke("picture", "p.yaml", "timeline", "-o", "p.svg")
    assert (run.exit_code, run.output) == (1, "p.svg: the picture would overwrite p.yaml; choose another name for -o\n")
    assert profile.read_bytes() == before
