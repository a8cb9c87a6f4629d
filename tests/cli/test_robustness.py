"""`wayhome robustness` through its entry point."""

import json
import re
import xml.etree.ElementTree as ET

import pytest


def test_it_says_in_words_and_numbers_how_firm_the_order_is(wayhome):
    run = wayhome("robustness", "example:xx", "--scenarios", "500")
    assert run.returncode == 0
    assert run.stderr == ""
    assert "We drew 500 combinations" in run.stdout
    assert "- Among the first 5 in almost every combination: " in run.stdout
    assert re.search(r"\n1 +One table for\b", run.stdout)


def test_markdown_and_json_and_a_seed(invoke):
    text = invoke("robustness", "example:civ", "--scenarios", "300", "--format", "md").output
    assert "seed: 1" in text
    found = json.loads(invoke("robustness", "example:civ", "--scenarios", "300", "--format", "json").output)
    assert found["both"]["scenarios"] == 300
    again = json.loads(invoke("robustness", "example:civ", "--scenarios", "300", "--format", "json").output)
    assert found == again


def test_numbers_that_make_no_sense_are_refused(invoke):
    assert invoke("robustness", "example:xx", "--scenarios", "99").exit_code == 2
    assert invoke("robustness", "example:xx", "--seed", "-1").exit_code == 2


@pytest.mark.parametrize("name", ["firm.svg", "firm.png"])
def test_it_draws_what_it_says_beside_saying_it(invoke, tmp_path, name):
    run = invoke("robustness", "example:gha-2021", "--scenarios", "300", "--picture", name)
    assert run.exit_code == 0
    assert run.stderr == f"Written: {name}\n"
    assert run.stdout == invoke("robustness", "example:gha-2021", "--scenarios", "300").stdout
    written = (tmp_path / name).read_bytes()
    assert written.startswith(b"\x89PNG") if name.endswith("png") else b"One table for everybody" in written


def test_with_as_many_scenarios_as_a_brief_draws_it_gives_the_picture_of_the_brief(invoke, tmp_path):
    invoke("robustness", "example:civ", "--scenarios", "1000", "--picture", "one.svg")
    run = invoke("picture", "example:civ", "firmness", "-o", "other.svg")
    assert run.exit_code == 0
    assert ET.parse(tmp_path / "one.svg").getroot().get("width") == "640"
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()


@pytest.mark.parametrize("name", ["firm.jpg", "firm", "-"])
def test_a_picture_of_another_kind_is_refused_before_anything_is_drawn(invoke, tmp_path, name):
    run = invoke("robustness", "example:civ", "--scenarios", "10000000", "--picture", name)
    assert run.exit_code == 1
    assert run.output == f"{name}: which kind of picture this is cannot be told; expected a name that ends in .svg or .png\n"
    assert list(tmp_path.iterdir()) == []


def test_a_picture_never_overwrites_its_profile(invoke, profile, tmp_path):
    (tmp_path / "p.svg").symlink_to("p.yaml")
    before = profile.read_bytes()
    run = invoke("robustness", "p.yaml", "--scenarios", "100", "--picture", "p.svg")
    assert run.exit_code == 1
    assert run.output == "p.svg: the picture would overwrite p.yaml; choose another name for --picture\n"
    assert profile.read_bytes() == before


def test_what_has_no_place_today_and_often_would_is_named_in_words(invoke, tmp_path):
    (tmp_path / "new.yaml").write_text("wayhome: 1\ncountry: GH\nanswers: {}\n", encoding="utf-8")
    words = " ".join(invoke("robustness", "new.yaml", "--scenarios", "200").stdout.split())
    assert "No measures have a place today; what will stand in the first 5 hangs on open answers." in words
    assert "Without a place today, yet among the first 5 in most combinations: One table for everybody" in words
    assert "are those of today" not in words, "of no measure this would be true, and mean nothing"


def test_of_fewer_than_five_places_it_is_said_how_many_there_are(invoke):
    words = " ".join(invoke("robustness", "example:gha-2021", "--scenarios", "200").stdout.split())
    assert "Only 4 measures have a place today; what else will stand in the first 5 hangs on open answers." in words
    assert "a place today;" not in invoke("robustness", "example:xx", "--scenarios", "200").stdout


def test_weights_that_are_not_ours_are_called_so(invoke, tmp_path):
    lines = "gap: 1\nstakes: 1\nleverage: 5\nreach: 1\nopening: 3\nreadiness: 3\n"
    (tmp_path / "theirs.yaml").write_text(lines, encoding="utf-8")
    words = " ".join(invoke("robustness", "example:xx", "--scenarios", "100", "--weights", "theirs.yaml").stdout.split())
    assert "between half and one and a half times those given;" in words
    assert "one and a half times ours;" in " ".join(invoke("robustness", "example:xx", "--scenarios", "100").stdout.split())
