"""The program itself: help, usage errors, terminals of every kind, and readers who leave early."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from wayhome import __version__
from wayhome.cli.main import COMMANDS


def test_the_installed_program_says_its_version(wayhome):
    run = wayhome("--version")
    assert (run.returncode, run.stdout) == (0, f"wayhome, version {__version__}\n")


def test_help_names_every_command_and_each_has_an_example(invoke):
    text = invoke("-h").output
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", text, re.MULTILINE)
        help_ = invoke(name, "--help")
        assert help_.exit_code == 0
        assert help_.output.startswith("Usage: wayhome ")


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["advise"],
        ["advise", "a", "b"],
        ["advise", "--nonsense", "a"],
        ["advise", "example:civ", "--edition", "secret"],
        ["advise", "example:civ", "--format", "odt"],
        ["advise", "example:civ", "-o"],
        ["new"],
        ["verify", "b.md"],
        ["schema", "nonsense"],
        ["rules", "nonsense"],
        ["handbook", "show"],
    ],
)
def test_wrong_usage_is_exit_status_2_with_a_hint(invoke, args):
    run = invoke(*args)
    assert run.exit_code == 2
    assert run.output.startswith(("Usage: wayhome", "Error: "))


def test_wrong_input_is_exit_status_1_on_standard_error(wayhome):
    run = wayhome("advise", "none.yaml")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "none.yaml: cannot be read: No such file or directory\n"


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"TERM": "dumb", "COLUMNS": "1"},
    ],
)
def test_a_terminal_without_our_letters_gets_the_text_all_the_same(program, environment, tmp_path):
    run = subprocess.run([program, "profiles"], env=environment, capture_output=True, timeout=60, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"Ivoire" in run.stdout
    (tmp_path / "غانا.yaml").write_text("wayhome: 1\ncountry: غانا\n", encoding="utf-8")
    run = subprocess.run(
        [program, "advise", "غانا.yaml"], env=environment, cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert run.returncode == 1
    assert b":2:1: no country has the code" in run.stderr
    assert b"Traceback" not in run.stderr


def test_a_brief_is_utf_8_whatever_the_terminal(program, tmp_path):
    run = subprocess.run(
        [program, "advise", "example:civ"], env={"PYTHONIOENCODING": "ascii"}, capture_output=True, timeout=60, check=True
    )
    assert "# Côte d'Ivoire" in run.stdout.decode("utf-8")


@pytest.mark.parametrize("args", [["advise", "example:xx", "--format", "json"], ["schema", "advice"], ["new", "GHA"]])
def test_a_reader_who_leaves_early_is_no_error_worth_a_word(program, args):
    process = subprocess.Popen([program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux")
@pytest.mark.parametrize("args", [["advise", "example:civ"], ["profiles"], ["--help"], ["schema", "profile"]])
def test_a_full_disk_is_reported(program, args):
    with Path("/dev/full").open("w") as full:
        run = subprocess.run([program, *args], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert run.returncode == 1
    assert run.stderr == "standard output: No space left on device\n"


@pytest.mark.parametrize("args", ["advise example:civ >&-", "profiles >&-", "advise - <&-", "advise p.yaml <&- >&- 2>&-"])
def test_closed_streams_are_no_traceback(program, args, tmp_path, profile):
    run = subprocess.run(
        ["sh", "-c", f"{program} {args}"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode in (0, 1)
    assert "Traceback" not in run.stderr
    if args.startswith("advise example"):
        assert run.stderr == "-: standard output is closed; give a file with -o\n"
    if args == "advise - <&-":
        assert run.stderr == "-: standard input is closed\n"


def test_interrupting_is_no_traceback(program, tmp_path):
    process = subprocess.Popen(
        [program, "advise", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdin.write(b"wayhome: 1\n")
    process.stdin.flush()
    try:
        process.wait(1.0)
    except subprocess.TimeoutExpired:
        process.send_signal(2)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors == b"\nAborted!\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there_for_each_shell(wayhome, shell):
    run = wayhome(env={**os.environ, "_WAYHOME_COMPLETE": f"{shell}_source"})
    assert run.returncode == 0
    assert "wayhome" in run.stdout
