"""`wayhome rules lint`, and forks of the rulebook kept elsewhere."""

import json
import shutil

import click
import pytest

from wayhome.cli.main import main
from wayhome.engine.library import shipped

READS_NO_RULES = {"render", "review verify", "review keygen"}
TAKES_FOLDERS = {"rules version", "rules changelog", "rules record", "rules impact"}
"""As arguments: one, or two to hold against each other."""


@pytest.fixture
def fork(tmp_path):
    """A copy of rules and knowledge kept elsewhere."""
    for name in ("rules", "knowledge"):
        shutil.copytree(shipped(name), tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path


def break_guard(fork):
    path = fork / "rules" / "5-priorities" / "guards.yaml"
    path.write_text(path.read_text().replace("service.women: reaching", "service.womn: reaching"))
    return path


def test_the_shipped_rulebook_is_in_order(wayhome):
    done = wayhome("rules", "lint")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no errors, no warnings.\n", "")


def test_a_fault_of_a_fork_is_a_line_and_exit_status_1(invoke, fork):
    path = break_guard(fork)
    done = invoke("rules", "lint", "rules", "--knowledge", "knowledge")
    line = path.read_text().splitlines().index("  unless: {service.womn: reaching}") + 1
    what = "there is no fact 'service.womn' to read here; did you mean 'service.women'?"
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == f"rules/5-priorities/guards.yaml:{line}:12: unknown-id {what}"


@pytest.mark.parametrize("given", [("rules",), ("--rulebook", "rules")])
@pytest.mark.parametrize("form", ["json", "github"])
def test_findings_come_in_other_formats(invoke, fork, given, form):
    break_guard(fork)
    done = invoke("rules", "lint", *given, "--format", form)
    assert done.exit_code == 1
    if form == "json":
        assert [one["code"] for one in json.loads(done.output)["findings"]] == ["unknown-id"]
    else:
        assert done.output.startswith("::error file=rules/5-priorities/guards.yaml,line=")


def test_what_a_code_weighs_decides_about_the_exit_status(invoke, fork):
    (fork / "rules" / "lint.yaml").unlink()
    assert invoke("rules", "lint", "rules").exit_code == 0
    assert invoke("rules", "lint", "rules", "--severity", "finding-not-used=error").exit_code == 1
    off = ("finding-not-used", "before-what-it-needs", "leverage-against-order", "example-contradicts")
    done = invoke("rules", "lint", "rules", *(part for code in off for part in ("--severity", f"{code}=off")))
    assert done.output == "no errors, no warnings.\n"


def test_a_code_is_explained_with_examples(invoke):
    done = invoke("rules", "lint", "--explain", "never-true")
    assert done.exit_code == 0
    assert done.output.startswith("# never-true: ")
    assert "## Wrong" in done.output
    assert "## Right" in done.output


def test_a_code_there_is_not_is_an_error(invoke):
    done = invoke("rules", "lint", "--explain", "never-tru")
    assert (done.exit_code, done.output) == (1, "CODE: there is no code 'never-tru'; did you mean 'never-true'?\n")


def test_pages_are_written_into_a_folder(invoke, tmp_path):
    assert invoke("rules", "lint", "--pages", "pages").exit_code == 0
    assert (tmp_path / "pages" / "circle.md").read_text().startswith("# circle: ")


def test_the_rules_are_given_once(invoke):
    assert invoke("rules", "lint", "rules", "--rulebook", "rules").exit_code == 2


def test_a_folder_there_is_not_is_named(invoke):
    done = invoke("rules", "lint", "nowhere")
    assert (done.exit_code, done.output) == (1, "nowhere: there is no such folder\n")


# forks


def commands(group=main, path=()):
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, word))
        else:
            yield " ".join((*path, word)), command


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_command_that_reads_rules_takes_a_fork(name, command):
    options = {option for parameter in command.params for option in parameter.opts}
    if name not in READS_NO_RULES | TAKES_FOLDERS:
        assert {"--rulebook", "--knowledge"} <= options


def test_a_fork_decides_and_speaks_for_itself(invoke, fork, profile):
    rule = fork / "rules" / "4-opportunities" / "social-welfare.yaml"
    text = rule.read_text()
    rule.write_text(text.replace("service.protection: {below: reaching}", "service.protection: {below: mostly}"))
    assert rule.read_text() != text
    words = fork / "knowledge" / "wording" / "brief.yaml"
    words.write_text(words.read_text().replace("laying the ground for people", "breaking the ground for people"))
    profile.write_text("wayhome: 1\ncountry: GHA\nanswers:\n  service.protection: mostly\n  sop.use: none\n")
    where = ("--rulebook", "rules", "--knowledge", "knowledge")
    asked = ("opportunity.social-welfare.vulnerable-services",)
    ours, theirs = invoke("explain", profile, *asked), invoke("explain", profile, *asked, *where)
    assert ours.exit_code == theirs.exit_code == 0
    assert ours.output != theirs.output
    for call in (("check", profile), ("advise", profile, "-o", "b.md"), ("verify", "b.md", "--profile", profile)):
        assert invoke(*call, *where).exit_code == 0, call
    assert invoke("verify", "b.md", "--profile", profile).exit_code == 1


@pytest.mark.parametrize("command", ["prove", "test"])
def test_of_a_rulebook_that_cannot_be_read_a_program_is_told_in_json(invoke, fork, command):
    path = break_guard(fork)
    done = invoke("rules", command, "--format", "json", "--rulebook", "rules", "--knowledge", "knowledge")
    found = json.loads(done.stdout)
    assert (done.exit_code, done.stderr, found["whole"], found["errors"]) == (1, "", False, 1)
    (fault,) = found["findings"]
    assert (fault["code"], fault["file"]) == ("unknown-id", str(path.relative_to(fork)))
    as_text = invoke("rules", command, "--rulebook", "rules", "--knowledge", "knowledge")
    assert (as_text.exit_code, as_text.stdout) == (1, "")
    assert as_text.stderr.startswith(f"{fault['file']}:{fault['line']}:")


def test_faults_of_the_settings_are_told_in_the_format_asked_for(invoke, fork):
    (fork / "rules" / "lint.yaml").write_text("severity: {too-lon: off}\n")
    args = ("rules", "lint", "rules", "--knowledge", "knowledge", "--format")
    done = invoke(*args, "json")
    (fault,) = json.loads(done.stdout)["findings"]
    assert (done.exit_code, done.stderr, fault["line"], fault["mend"]) == (1, "", 1, "did you mean 'too-long'?")
    done = invoke(*args, "github")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.startswith("::error file=rules/lint.yaml,line=1,col=12,title=wrong-shape::there is no code 'too-lon'")
