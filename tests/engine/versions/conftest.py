import re
import shutil
from dataclasses import replace

import pytest

from wayhome.engine.compile import facts_over_lists
from wayhome.engine.handbook import load_handbook
from wayhome.engine.library import EXAMPLES, load_library, shipped
from wayhome.engine.questionnaire_reader import load_questionnaire
from wayhome.engine.wording import load_wording


@pytest.fixture(scope="session")
def shipped_library():
    """The library that came with the package."""
    return load_library()


@pytest.fixture
def fork(tmp_path):
    """A copy of the rules that can be edited, and loaded with the knowledge shipped."""
    return Fork(tmp_path / "rules", "rules")


@pytest.fixture
def told(tmp_path):
    """A copy of the knowledge that can be edited."""
    return Fork(tmp_path / "knowledge", "knowledge")


@pytest.fixture
def rename():
    """Write an id otherwise wherever it stands in folders, but in their histories."""

    def renamed(before, after, *forks):
        for path in (path for fork in forks for path in fork.folder.rglob("*") if path.suffix in (".yaml", ".md", ".csv")):
            text = path.read_text(encoding="utf-8")
            if path.name != "history.yaml" and before in text:
                path.write_text(re.sub(rf"(?<![\w.-]){re.escape(before)}(?![\w-])", after, text), encoding="utf-8")

    return renamed


class Fork:
    def __init__(self, folder, part):
        self.folder = folder
        shutil.copytree(shipped(part), folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def edit(self, file, before, after):
        """Change a file; what was there has to be."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    def beside(self, library):
        """A library with the knowledge in this folder, as far as its rules do not have to be read again."""
        asked = load_questionnaire(self.folder / "questionnaire")
        asked.facts.update(facts_over_lists(library.rulebook, asked))
        return replace(
            library,
            questionnaire=asked,
            passages=load_handbook(self.folder / "handbook"),
            wording=load_wording(self.folder),
            examples=self.folder / EXAMPLES,
            knowledge_digest="another",
        )

    def library(self, **how):
        return load_library(self.folder, **how)
