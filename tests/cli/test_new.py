"""`wayhome new`: a profile to fill in, for any country and area, and no file lost."""

import pytest

from wayhome.engine.sources import parse_yaml


def test_the_installed_program_writes_a_profile_it_can_read(wayhome, tmp_path):
    run = wayhome("new", "GHA", "-o", "ghana.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "Written: ghana.yaml. Fill in what you know, then: wayhome check ghana.yaml\n"
    brief = wayhome("advise", "ghana.yaml")
    assert brief.returncode == 0
    assert "# Ghana: " in brief.stdout
    assert "0 of 58 core questions" in brief.stdout


@pytest.mark.parametrize(
    ("args", "head"),
    [
        (["gh"], {"country": "GHA"}),
        (["XK"], {"country": "XKX"}),
        (["xx"], {"country": "XXX"}),
        (["NO"], {"country": "NOR"}),
        (["CIV", "--area", "ci-ab"], {"country": "CIV", "area": "CI-AB"}),
        (["XX", "--area", " xx-a "], {"country": "XXX", "area": "XX-A"}),
    ],
)
def test_a_country_and_an_area_are_named_by_their_codes(invoke, args, head):
    run = invoke("new", *args)
    assert run.exit_code == 0
    found = parse_yaml(run.output, "new").value
    assert {key: found.get(key) for key in ("country", "area") if key in found} == head
    assert invoke("advise", "-", stdin=run.output).exit_code == 0


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["Ghana"], "COUNTRY: no country has the code 'Ghana'; expected such as GHA; the code of Ghana is GHA"),
        (["ZZ"], "COUNTRY: no country has the code 'ZZ'"),
        ([""], "COUNTRY: no country has the code ''"),
        (["ß"], "COUNTRY: no country has the code 'ß'"),
        (["GHA", "--area", "CI-AB"], "--area: Ghana has no area 'CI-AB'; expected an ISO 3166-2 code"),
        (["XX", "--area", "<b>"], "--area: an invented country has no area '<b>'"),
    ],
)
def test_a_code_that_is_none_is_refused(invoke, args, what):
    run = invoke("new", *args)
    assert run.exit_code == 1
    assert run.output.startswith(what)


def test_a_file_that_exists_is_overwritten_only_when_forced(invoke, tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("old")
    run = invoke("new", "GHA", "-o", "p.yaml")
    assert (run.exit_code, run.output) == (1, "p.yaml: the file exists; choose another name, or --force to overwrite it\n")
    assert path.read_text() == "old"
    assert invoke("new", "GHA", "-o", "p.yaml", "--force").exit_code == 0
    assert path.read_text().startswith("# A Wayhome profile")


def test_nor_when_it_appears_while_the_profile_is_made(invoke, tmp_path, monkeypatch):
    from wayhome.engine import blank

    path = tmp_path / "p.yaml"
    made = blank.blank_profile
    monkeypatch.setattr(blank, "blank_profile", lambda *given, **rest: path.write_text("another's") and made(*given, **rest))
    run = invoke("new", "GHA", "-o", "p.yaml")
    assert run.exit_code == 1
    assert "p.yaml: the file exists" in run.output
    assert path.read_text() == "another's"


@pytest.mark.parametrize("name", [".", "none/p.yaml", "p.yaml/q.yaml"])
def test_a_place_that_cannot_be_written_is_named(invoke, tmp_path, name):
    (tmp_path / "p.yaml").write_text("")
    for force in ([], ["--force"]):
        run = invoke("new", "GHA", "-o", name, *force)
        assert run.exit_code == 1
        assert run.output.startswith(f"{name}: cannot be written: ")
