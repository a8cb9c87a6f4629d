"""`wayhome rules test`: examples that fail, tests untried and faults unnoticed, with what is missing ready to paste."""

import json
import shutil

import pytest

from wayhome.engine.library import shipped

POLICY = "4-opportunities/labour.yaml"
QUOTES = " '"


@pytest.fixture
def rules(tmp_path):
    """A copy of the shipped rules in the folder the program runs in."""
    shutil.copytree(shipped("rules"), tmp_path / "r", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "r"


def changed(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_runs_the_examples_of_a_file_of_a_folder_and_of_what_has_a_word_in_its_name(invoke):
    numbers = []
    for args in (["4-opportunities"], [POLICY], [POLICY, "-k", "use-skills"], ["-k", "nobody asked"]):
        run = invoke("rules", "test", *args)
        assert (run.exit_code, run.stderr) == (0, "")
        hold, _, total, *_ = run.output.split()
        assert hold == total
        numbers.append(int(total))
    assert numbers[0] > numbers[1] > numbers[2] > 5
    assert numbers[3] > 200


@pytest.mark.parametrize(
    "path", ["r/4-opportunities/labour.yaml", "4-opportunities/labour.yaml", "4-opportunities/labour.cases.yaml"]
)
def test_a_file_is_named_from_here_or_from_the_rulebook(invoke, rules, path):
    assert invoke("rules", "test", path, "--rulebook", "r").exit_code == 0


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["3-structures/polcy.yaml"], "there is no such file or folder; did you mean '3-structures/policy.yaml'?"),
        (["-k", "no such thing"], "no example here has 'no such thing' in its name or the id of its rule"),
    ],
)
def test_what_there_is_not_is_said_and_is_status_1(invoke, args, message):
    run = invoke("rules", "test", *args)
    assert (run.exit_code, message in run.stderr) == (1, True)


def test_an_example_that_does_not_hold_is_named_with_its_line_and_the_conditions_behind_it(invoke, rules):
    path = rules / POLICY
    changed(path, "expect: {status: in-place}", "expect: {status: possible}")
    run = invoke("rules", "test", "-k", "opportunity.labour.needs-in-policy", "--rulebook", "r")
    assert run.exit_code == 1
    file, line, column, rule, name, *_ = run.stderr.split(":")
    assert (file, column, rule) == (f"r/{POLICY}", "7", " opportunity.labour.needs-in-policy")
    assert f"name: {name.strip(QUOTES)}" in path.read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert "expected status possible; got status in-place\n  need" in run.stderr


def test_a_misspelt_example_is_refused_with_the_word_that_was_meant(invoke, rules):
    changed(rules / POLICY.replace(".yaml", ".cases.yaml"), "- {rule: opportunity.labour", "- {rule: oportunity.labour")
    run = invoke("rules", "test", "--rulebook", "r")
    assert run.exit_code == 1
    assert "there is no rule 'oportunity.labour" in run.stderr


def test_coverage_says_what_is_untried_and_how_to_try_it(invoke, rules):
    (rules / "5-priorities" / "guards.cases.yaml").unlink()
    args = ("rules", "test", "5-priorities/guards.yaml", "--coverage", "--rulebook", "r")
    run = invoke(*args)
    assert run.exit_code == 1
    assert "debt: unless.returns.obstacles.debt: no example makes it true, false, unknown\n" in run.stderr
    assert (
        "    - name: say in plain words what is so\n      given: {returns.obstacles.debt: no}\n      expect: {prints: no}\n"
        in run.output
    )
    found = json.loads(invoke(*args, "--format", "json").stdout)
    (debt,) = [rule for rule in found["rules"] if rule["rule"] == "debt"]
    (test,) = debt["tests"]
    assert (test["path"], test["reads"], test["missing"]) == (
        "unless.returns.obstacles.debt",
        "returns.obstacles.debt: no",
        ["true", "false", "unknown"],
    )
    assert len(debt["stubs"]) == 2


def test_mutate_says_which_faults_go_unnoticed_and_what_would_notice_them(invoke, rules):
    whole = invoke("rules", "test", "5-priorities/guards.yaml", "--mutate")
    assert whole.exit_code == 0
    assert "0 go unnoticed (100.0 % noticed)" in whole.output
    (rules / "5-priorities" / "guards.cases.yaml").unlink()
    args = ("rules", "test", "5-priorities/guards.yaml", "--mutate", "--rulebook", "r")
    run = invoke(*args)
    assert run.exit_code == 1
    assert "debt: unless.returns.obstacles.debt: no became yes: no example notices\n" in run.output
    found = json.loads(invoke(*args, "--format", "json").stdout)
    assert (found["faults"]["noticed"], found["faults"]["noticed_per_cent"]) == (0, 0.0)
    assert found["faults"]["all"] > 40


def test_the_installed_program_does_it_too(wayhome):
    run = wayhome("rules", "test", "-k", "referral.why")
    assert (run.returncode, run.stdout.endswith(" examples hold.\n")) == (0, True)
