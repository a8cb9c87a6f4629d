"""`wayhome priorities`: a file of weights for each body."""

import json

import pytest

from wayhome.engine.rulebook import CRITERIA


@pytest.fixture
def files(tmp_path):
    even = "".join(f"{name}: 1\n" for name in CRITERIA)
    (tmp_path / "finance.yaml").write_text(f"name: Ministry of Finance\n{even.replace('leverage: 1', 'leverage: 9')}")
    (tmp_path / "labour.yaml").write_text(even.replace("stakes: 1", "stakes: 9"))
    return "--weights", "finance.yaml", "--weights", "labour.yaml"


def test_the_installed_program_says_who_would_rank_what_first(wayhome, files):
    run = wayhome("priorities", "example:xx", *files)
    assert (run.returncode, run.stderr) == (0, "")
    assert "A: Ministry of Finance: " in run.stdout
    assert "B: labour: " in run.stdout


def test_markdown_and_json(invoke, files):
    assert invoke("priorities", "example:xx", *files, "--format", "md").output.startswith("---\n")
    found = json.loads(invoke("priorities", "example:xx", *files, "--format", "json").output)
    assert [order["name"] for order in found["orders"]] == ["", "Ministry of Finance", "labour"]


def test_the_same_file_can_be_given_to_advise(invoke, files):
    assert '"leverage": 9' in invoke("advise", "example:civ", "--weights", "finance.yaml").output


def test_without_weights_it_is_a_usage_error_and_bad_weights_name_their_line(invoke, files, tmp_path):
    assert invoke("priorities", "example:xx").exit_code == 2
    (tmp_path / "labour.yaml").write_text("gap: x\n")
    run = invoke("priorities", "example:xx", *files)
    assert run.exit_code == 1
    assert run.output.startswith("labour.yaml:1:1: gap: 'x' is not a weight")


def test_weights_are_never_overwritten(invoke, files):
    run = invoke("priorities", "example:xx", *files, "-o", "labour.yaml")
    assert (run.exit_code, "would overwrite labour.yaml" in run.output) == (1, True)
