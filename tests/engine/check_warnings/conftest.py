"""A profile made of a few lines, and the warnings on it."""

import pytest

from wayhome.engine.api import check_profile, load_profile

HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\n"
SOURCES = "sources: {s: {title: A report, date: 2026-01}}\nanswers:\n"
FRAME = "  frame.start-horizon: {answer: {start: 2026-07, months: 18}, source: s}\n"


@pytest.fixture
def warnings(tmp_path):
    """Check a profile; answers are given as lines below a head and a frame that are in order (they begin on line 7)."""

    def check(*answers, head=HEAD + SOURCES + FRAME, **options):
        path = tmp_path / "profile.yaml"
        lines = [line.replace("FULL", "evidence: It is so., source: s") for line in answers]
        path.write_text(head + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
        return check_profile(load_profile(path), **options).checked.warnings

    return check


@pytest.fixture
def kinds(warnings):
    """The same, as pairs of kind and question."""
    return lambda *answers, **options: [(found.kind, found.question) for found in warnings(*answers, **options)]
