"""`wayhome compare` and `wayhome advise --previous`: two years, two places, two rulebooks."""

import json
import shutil

import pytest

from wayhome.engine.library import shipped


@pytest.fixture
def older(tmp_path):
    path = tmp_path / "old.yaml"
    path.write_text("wayhome: 1\ncountry: GHA\ndate: 2020\nanswers:\n  sop.use: none\n", encoding="utf-8")
    return path


def test_the_installed_program_compares_two_years(wayhome, profile, older):
    run = wayhome("compare", "old.yaml", "p.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Ghana: what has changed\n=====")
    assert "[sop.use]" in run.stdout


def test_it_writes_markdown_and_json_to_a_file(invoke, profile, older, tmp_path):
    assert invoke("compare", "old.yaml", "p.yaml", "--format", "md", "-o", "c.md").output == "Written: c.md\n"
    assert (tmp_path / "c.md").read_text(encoding="utf-8").startswith("---\n")
    found = json.loads(invoke("compare", "old.yaml", "p.yaml", "--format", "json").output)
    assert found["kind"] == "time"


def test_one_profile_under_two_rulebooks(invoke, profile, tmp_path):
    shutil.copytree(shipped("rules"), tmp_path / "old-rules")
    weights = tmp_path / "old-rules" / "5-priorities" / "weights.yaml"
    weights.write_text(weights.read_text(encoding="utf-8").replace("gap: 3", "gap: 9"), encoding="utf-8")
    run = invoke("compare", "p.yaml", "--before-rulebook", "old-rules")
    assert run.exit_code == 0
    assert "Ghana: what other rules make of it" in run.output
    assert "By the rules of before: gap 9. By the rules now: gap 3." in " ".join(run.output.split())
    run = invoke("compare", "p.yaml", "--rulebook", "old-rules")
    assert "By the rules of before: gap 3. By the rules now: gap 9." in " ".join(run.output.split())


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["p.yaml"], "name a second profile"),
        (["-", "-"], "only one of the two"),
        (["-", "--before-rulebook", "x"], "cannot come from standard input"),
    ],
)
def test_what_cannot_be_compared_is_a_usage_error(invoke, profile, args, what):
    run = invoke("compare", *args)
    assert run.exit_code == 2
    assert what in run.output


def test_a_profile_is_never_overwritten(invoke, profile, older):
    run = invoke("compare", "old.yaml", "p.yaml", "-o", "old.yaml")
    assert run.exit_code == 1
    assert "would overwrite old.yaml" in run.output
    run = invoke("advise", "p.yaml", "--previous", "old.yaml", "-o", "old.yaml")
    assert (run.exit_code, "would overwrite old.yaml" in run.output) == (1, True)


def test_a_brief_says_what_is_new_and_can_be_verified(invoke, profile, older):
    assert "Since last time" in invoke("advise", "p.yaml", "--previous", "old.yaml").output
    invoke("advise", "p.yaml", "--previous", "old.yaml", "-o", "b.md")
    assert invoke("verify", "b.md", "--profile", "p.yaml", "--previous", "old.yaml").exit_code == 0
    run = invoke("verify", "b.md", "--profile", "p.yaml")
    assert (run.exit_code, "--previous" in run.output) == (1, True)
    older.write_text(older.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    run = invoke("verify", "b.md", "--profile", "p.yaml", "--previous", "old.yaml")
    assert (run.exit_code, "not the one the brief was held against" in run.output) == (1, True)


@pytest.mark.parametrize("args", [["--summary"], ["--for", "ministry-labour"]])
def test_what_is_new_belongs_to_the_whole_brief(invoke, profile, older, args):
    run = invoke("advise", "p.yaml", "--previous", "old.yaml", *args)
    assert run.exit_code == 2
    assert "--previous is for the whole brief" in run.output


def test_a_day_other_than_the_profiles_own_stands_beside_it(invoke):
    found = invoke("compare", "example:xx", "example:xx", "--date", "2030-01-01").stdout
    assert "Before: Exampleland (an invented country), as of November 2025 (2025-11).\n" in found
    assert "(2025-11; worked out for 2030-01-01)." in " ".join(found.split())
