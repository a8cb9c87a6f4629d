import shutil

import pytest

from wayhome.engine.library import load_library, shipped


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

    def library(self, **how):
        return load_library(self.folder, **how)
