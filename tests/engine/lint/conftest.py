import pytest

from wayhome.engine.lint.run import lint_rulebook

from .small_rulebook import copy_small


@pytest.fixture
def small(tmp_path):
    """The folder of a small rulebook that is in order."""
    return copy_small(tmp_path)


@pytest.fixture
def found(small):
    """What is found in the small rulebook, after a file of it is written: `code about` of each finding, in order."""

    def look(file=None, text="", **severities):
        if file:
            path = small / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return [
            f"{one.code} {one.about}".strip()
            for one in lint_rulebook(small / "rules", small / "knowledge", severities).findings
        ]

    return look
