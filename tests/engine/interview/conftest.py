"""An interview without a terminal: lines go in, what is said comes out."""

import itertools
import re

import pytest

from wayhome.engine.interview.session import interview
from wayhome.engine.interview.wanted import Wanted
from wayhome.engine.library import load_library
from wayhome.engine.open_profile import OpenProfile
from wayhome.engine.selection import Selection

from .script import Script


@pytest.fixture(scope="session")
def library():
    return load_library()


class Held:
    """What came of an interview."""

    def __init__(self, path, script, status, library):
        self.path, self.script, self.status = path, script, status
        self.text = script.text
        self.file = path.read_text(encoding="utf-8") if path.exists() else ""
        self._library = library

    @property
    def draft(self):
        return OpenProfile.read(self.path, self._library.questionnaire).draft

    def said(self, question):
        return self.draft.said(question)

    @property
    def asked(self):
        """The questions that were on the screen, in order: each stands under a line on its section."""
        sections = self._library.questionnaire.sections
        ids = {(section.title, q.text): q.question for section in sections for q in section.questions}
        found = []
        for before, after in itertools.pairwise(self.script.heard):
            section = re.match(r"\n(.+), question \d+ of \d+; ", before)
            if section:
                found.append(ids[section[1], after.split("\n")[0]])
        return found


@pytest.fixture
def hold(tmp_path, library):
    """Hold an interview on a file: its text, the lines typed, and the options."""

    def run(lines, text="wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers: {}\n", *, path=None, on_say=None, **options):
        path = path or tmp_path / "p.yaml"
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        names = ("section", "core", "role", "opt_in")
        selection = Selection(**{name: options.pop(name) for name in names if name in options})
        script = Script(lines, on_say or (lambda said: None))
        status = interview(script, path, library, Wanted(selection, **options))
        return Held(path, script, status, library)

    return run
