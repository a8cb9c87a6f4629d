"""What is installed is what stands in the repository, and the locks say what is installed."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCHEMA_FILE = "wayhome-rules.schema.json"
"""Made by `make rulebook-pages`, and kept out of the repository."""
FOLDERS = ("engine", "rules", "knowledge", "cli")
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The files of a wheel built from the repository, as an installer would lay them out."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run([sys.executable, *build], check=True, capture_output=True, cwd=folder)
    (wheel,) = folder.glob("wayhome-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_every_file_of_the_folders_it_ships(unpacked):
    in_repository = {
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not {"_root", "__pycache__", SCHEMA_FILE} & set(path.parts)
    }
    in_wheel = {
        str(path.relative_to(unpacked / "wayhome"))
        for path in (unpacked / "wayhome").rglob("*")
        if path.is_file() and path.parent != unpacked / "wayhome"
    }
    assert in_wheel == in_repository


def test_the_wheel_takes_one_name_only(unpacked):
    names = {path.name for path in unpacked.iterdir() if path.suffix != ".dist-info"}
    assert names == {"wayhome"}
    assert (unpacked / "wayhome" / "py.typed").is_file()


def test_the_installed_command_runs_away_from_the_repository(unpacked, tmp_path):
    script = (
        "import wayhome; print(wayhome.__file__)\n"
        "from importlib.resources import files; print(files('wayhome.rules'))\n"
        "from wayhome.cli.main import main; main(['--version'], prog_name='wayhome')"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    package, rules, version = run.stdout.splitlines()
    assert Path(package) == unpacked / "wayhome" / "__init__.py"
    assert Path(rules) == unpacked / "wayhome" / "rules"
    assert re.search(r"\d+\.\d+\.\d+", version)


def test_building_leaves_nothing_in_the_repository(unpacked):
    assert not (ROOT / "build").exists()
    assert not (ROOT / "wayhome.egg-info").exists()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_hashes_and_no_addresses(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_the_rule_engine_is_locked_only_where_it_imports():
    lock = (ROOT / "requirements" / "dev.lock").read_text(encoding="utf-8")
    assert "durable-rules==2.0.28 ; python_full_version < '3.13'" in lock
