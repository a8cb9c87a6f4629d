"""The briefs of the example profiles, word for word: a change of advice shows as a difference a person can read."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("regenerate", Path(__file__).with_name("regenerate.py"))
regenerate = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(regenerate)


@pytest.mark.parametrize("name", regenerate.NAMES)
def test_the_brief_is_the_golden_one(name):
    golden = (regenerate.FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert regenerate.golden_brief(name) == golden, "if the change is meant: make golden, and read the difference"
