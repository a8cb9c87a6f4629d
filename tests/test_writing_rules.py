"""The guide to writing rules, followed to the letter: its commands run, its entries go in, its output is what comes out."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

from wayhome.engine.library import shipped

GUIDE = Path(__file__).parents[1] / "docs" / "writing-rules.md"
FENCES = [token for token in MarkdownIt().parse(GUIDE.read_text(encoding="utf-8")) if token.type == "fence"]
LEFT_OUT = "…"
SCHEMA = "wayhome-rules.schema.json"


def steps():
    """Each command with the output the guide shows, and each entry with its file, in the order of the guide."""
    for fence in FENCES:
        kind, _, file = fence.info.partition(" ")
        if kind != "console":
            yield "entry", file, fence.content
            continue
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", fence.content, re.MULTILINE):
            yield "command", command, shown


def put(path, entry):
    """An entry in the place of the one with the same id."""
    text = path.read_text(encoding="utf-8")
    begins = {".yaml": r"- \w+: \S+", ".md": r"## .*", ".csv": r"[^,\n]+,"}[path.suffix]
    first = re.match(begins, entry).group()
    ends = {".yaml": r"(?=^- |^#|\Z)", ".md": r"(?=^## |\Z)", ".csv": r"(?<=\n)"}[path.suffix]
    found = re.compile(rf"^{re.escape(first)}.*?{ends}", re.MULTILINE | re.DOTALL)
    assert len(found.findall(text)) == 1, f"{first} stands there once"
    path.write_text(found.sub(lambda _: entry.rstrip("\n") + "\n", text), encoding="utf-8")


def as_shown(content):
    """A pattern for output: what is left out may be anything, and lines and pages may become more."""
    pattern = re.escape(content).replace(re.escape(f"{LEFT_OUT}\n"), r"(?:.*\n)+")
    return re.sub(r":\d+|\d{2,}", lambda number: f"{':' * number.group().startswith(':')}[0-9]+", pattern)


def test_whoever_follows_the_guide_ends_with_a_rule_that_is_tested(tmp_path):
    for part in ("rules", "knowledge"):
        shutil.copytree(shipped(part), tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", SCHEMA))
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    run = 0
    for kind, what, content in steps():
        if kind == "entry":
            put(tmp_path / what, content)
            continue
        found = subprocess.run(
            what,
            shell=True,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        out = found.stdout
        assert "Traceback" not in out
        assert content or not found.returncode, f"{what}\n{out}"
        assert not content or re.fullmatch(as_shown(content), out), f"{what}\n{out}"
        run += 1
    assert run > 20
    for made in ("papers.svg", "way.svg", "pages/index.html", "after.md"):
        assert (tmp_path / made).stat().st_size
    assert "A desk for lost papers" in (tmp_path / "pages" / "all.html").read_text(encoding="utf-8")
