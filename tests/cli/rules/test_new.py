"""`wayhome rules new`: a rule begun in a rulebook kept elsewhere."""

import shutil

import pytest

from wayhome.engine.library import shipped
from wayhome.engine.rule_schema import SCHEMA_FILE

WANTED = ("own.idea", "--title", "An idea", "--reads", "service.papers", "--measure", "papers-and-welfare")


@pytest.fixture
def fork(tmp_path):
    for part in ("rules", "knowledge"):
        shutil.copytree(shipped(part), tmp_path / part, ignore=shutil.ignore_patterns("*.py", "__pycache__", "profiles"))
    return ("--rulebook", "rules", "--knowledge", "knowledge")


def test_it_says_what_it_wrote_and_what_comes_next_and_keeps_the_schema_up_to_date(invoke, fork, tmp_path):
    (tmp_path / "rules" / SCHEMA_FILE).unlink(missing_ok=True)
    assert invoke("schema", "rulebook", *fork, "-o", f"rules/{SCHEMA_FILE}").stdout == f"Written: rules/{SCHEMA_FILE}\n"
    run = invoke("rules", "new", *WANTED, *fork)
    assert run.exit_code == 0, run.output
    lines = run.stdout.splitlines()
    assert [line.rpartition(", the ")[2] for line in lines[:-2]] == [
        "row of the inventory",
        "passage",
        "rule and its examples",
        "part of its measure",
    ]
    assert lines[-2].endswith("then: wayhome rules test -k own.idea --rulebook rules --knowledge knowledge")
    assert "advises nothing" in lines[-1]
    assert "take its line `status: draft` away" in lines[-1]
    assert '"own.idea"' in (tmp_path / "rules" / SCHEMA_FILE).read_text(encoding="utf-8")
    assert invoke("rules", "test", "-k", "own.idea", *fork).exit_code == 0


def test_without_a_rulebook_of_your_own_nothing_is_written(invoke):
    assert invoke("rules", "new", *WANTED).exit_code == 2


def test_an_id_that_is_taken_is_refused(invoke, fork):
    run = invoke("rules", "new", "referral.why", *WANTED[1:], *fork)
    assert run.exit_code == 1
    assert "there is a recommendation 'referral.why' already" in run.stderr
