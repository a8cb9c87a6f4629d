"""A rulebook of a few lines, in a folder of its own."""

import pytest

from wayhome.engine.rule_tests.cases import collect
from wayhome.engine.rule_tests.killing import RuleTest

from .small_rulebook import small_library


@pytest.fixture
def small(tmp_path):
    """The library of a rulebook with these files: `small({"1-context/new.yaml": "..."})`."""
    return lambda files: small_library(tmp_path / "rules", files)


@pytest.fixture
def tested(small):
    """The rule of an id in such a rulebook, ready to be tested."""

    def made(files, id_):
        library = small(files)
        return next(RuleTest(found, library) for found in collect(library) if found.rule.id == id_)

    return made
