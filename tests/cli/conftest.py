"""The commands as people call them: the installed program in a process of its own, or, for the many, called in this one."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from wayhome.cli.common import SINGLE_ENTRY
from wayhome.cli.main import main

WARNED = f"{SINGLE_ENTRY}\n"
"""Said beside all else where a Python has no rule engine: left out, so that tests ask for the same on every Python."""


@pytest.fixture(scope="session")
def program():
    """The installed program."""
    return str(Path(sys.executable).with_name("wayhome"))


@pytest.fixture
def wayhome(program, tmp_path):
    """Run the installed program in an empty folder; `status` and both streams as text."""

    def run(*args, stdin="", **options):
        done = subprocess.run(
            [program, *map(str, args)],
            input=stdin,
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            **options,
        )
        done.stderr = done.stderr.replace(WARNED, "")
        return done

    return run


@pytest.fixture
def invoke(tmp_path, monkeypatch):
    """Call the program in this process, in an empty folder; an unexpected exception fails the test."""
    monkeypatch.chdir(tmp_path)

    def call(*args, stdin=None):
        done = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin, catch_exceptions=False, prog_name="wayhome")
        for stream in ("stderr_bytes", "output_bytes"):
            setattr(done, stream, getattr(done, stream).replace(WARNED.encode(), b""))
        return done

    return call


@pytest.fixture
def profile(tmp_path):
    """A small profile in the folder the program runs in."""
    path = tmp_path / "p.yaml"
    path.write_text("wayhome: 1\ncountry: GHA\nanswers:\n  sop.use: on-paper\n", encoding="utf-8")
    return path
