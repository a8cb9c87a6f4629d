"""`wayhome new`: a profile to fill in, for any country and area, and no file lost."""

import json

import pytest
from jsonschema import Draft7Validator

from wayhome.engine.sources import parse_yaml


def test_the_installed_program_writes_a_profile_it_can_read(wayhome, tmp_path):
    run = wayhome("new", "GHA", "-o", "ghana.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "Written: ghana.yaml. Fill in what you know, then: wayhome check ghana.yaml\n"
        "Beside it: wayhome-profile.schema.json, by which an editor offers the answers and marks mistakes as you type.\n"
    )
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
    assert path.read_text().startswith("# yaml-language-server: $schema=wayhome-profile.schema.json\n# A Wayhome profile")


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


# the schema beside it


def test_the_schema_its_first_line_names_is_the_one_the_command_prints_and_fits_the_profile(invoke, tmp_path):
    folder = tmp_path / "profiles"
    folder.mkdir()
    assert invoke("new", "GHA", "-o", "profiles/ghana.yaml").exit_code == 0
    text = (folder / "ghana.yaml").read_text(encoding="utf-8")
    name = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((folder / name).read_text(encoding="utf-8"))
    assert schema == json.loads(invoke("schema", "profile").output)
    validator = Draft7Validator(schema)
    assert validator.is_valid(parse_yaml(text, "p").value)
    assert not validator.is_valid(parse_yaml(f"{text}  lead.body: nun\n", "p").value)
    assert sorted(path.name for path in folder.iterdir()) == ["ghana.yaml", name]


def test_on_standard_output_there_is_the_profile_alone(invoke, tmp_path):
    run = invoke("new", "GHA")
    assert run.output.startswith("# yaml-language-server: $schema=wayhome-profile.schema.json\n")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_has_no_schema_beside_it(wayhome, tmp_path):
    run = wayhome("new", "GHA", "-o", "/dev/stdout")
    assert run.returncode == 0
    assert "Beside it" not in run.stdout
    assert run.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_a_second_profile_shares_the_schema_of_the_first(invoke, tmp_path):
    invoke("new", "GHA", "-o", "a.yaml")
    schema = tmp_path / "wayhome-profile.schema.json"
    held = schema.read_bytes()
    schema.write_bytes(held.replace(b"scale:policy", b"scale:polity"))
    assert invoke("new", "CIV", "--area", "CI-AB", "-o", "b.yaml").exit_code == 0
    assert schema.read_bytes() == held


def test_somebody_elses_file_of_that_name_stays_and_the_profile_is_written_all_the_same(invoke, tmp_path):
    schema = tmp_path / "wayhome-profile.schema.json"
    schema.write_text("mine")
    run = invoke("new", "GHA", "-o", "p.yaml")
    assert run.exit_code == 0
    assert run.stdout.startswith("Written: p.yaml.")
    assert "Beside it" not in run.stdout
    assert run.stderr == (
        "wayhome: warning: no schema for editors beside the profile: wayhome-profile.schema.json: there is another file of"
        " this name, which stays as it is\n"
    )
    assert schema.read_text() == "mine"
    assert invoke("check", "p.yaml").exit_code == 0


def test_a_profile_under_the_name_of_the_schema_is_not_overwritten(invoke, tmp_path):
    run = invoke("new", "GHA", "-o", "wayhome-profile.schema.json")
    assert run.exit_code == 0
    assert "stays as it is" in run.stderr
    assert (tmp_path / "wayhome-profile.schema.json").read_text().startswith("# yaml-language-server")


def test_a_schema_that_cannot_be_written_is_a_warning(invoke, tmp_path):
    (tmp_path / "wayhome-profile.schema.json").symlink_to(tmp_path / "nowhere" / "x.json")
    run = invoke("new", "GHA", "-o", "p.yaml")
    assert run.exit_code == 0
    assert "no schema for editors beside the profile: wayhome-profile.schema.json: cannot be written: " in run.stderr
    assert (tmp_path / "p.yaml").exists()
