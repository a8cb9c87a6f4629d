"""A profile file that is being answered: every change is on the disk before the next is asked for.

In: a path, and changes. Out: the file, written atomically. Somebody else's changes to the same file are kept: a change is
made to what the file holds at that moment, and refused if they have meanwhile said something else on the same question.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.answer_fields import FieldPath
from wayhome.engine.draft import Draft
from wayhome.engine.file_lock import locked
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.sources import Plain, decoded, read_bytes, write_atomically


@dataclass
class OpenProfile:
    """A profile file and the draft it holds."""

    path: Path
    draft: Draft
    _seen: bytes
    was_changed_elsewhere: bool = False
    """Somebody else has written to the file since it was last read here."""

    @classmethod
    def read(cls, path: Path, questionnaire: Questionnaire) -> OpenProfile:
        """Open a profile; raises InputError if it is none."""
        seen = read_bytes(path)
        draft = Draft(decoded(seen, str(path)), str(path), questionnaire)
        draft.profile  # noqa: B018  # raises for what is no profile
        return cls(path, draft, seen)

    def answer(self, question: str, changes: Mapping[FieldPath, Plain]) -> bool:
        """Write a change to an answer; False, with nothing written, if somebody else has answered it meanwhile."""
        before = self.draft.said(question)
        return self.change(lambda draft: draft.with_said(question, changes), lambda draft: draft.said(question) == before)

    def change(self, make: Callable[[Draft], Draft], may: Callable[[Draft], bool] = lambda draft: True) -> bool:
        """Write any change to what the file holds now, unless `may` says that it no longer fits."""
        with locked(self.path):
            self.refresh()
            if not may(self.draft):
                return False
            draft = make(self.draft)
            if draft.text != self.draft.text:
                data = _encoded(draft.text, self._seen)
                write_atomically(self.path, data)
                self._seen, self.draft = data, draft
        return True

    def refresh(self) -> None:
        """Take in what somebody else has written since; raises InputError if that is no profile."""
        held = read_bytes(self.path)
        if held == self._seen:
            return
        draft = Draft(decoded(held, str(self.path)), str(self.path), self.draft.questionnaire)
        draft.profile  # noqa: B018  # what somebody else broke is told, and stays as they left it
        self._seen, self.draft, self.was_changed_elsewhere = held, draft, True

    def restore(self) -> None:
        """Write a file that was deleted meanwhile again, as it was last seen; raises InputError if there is one."""
        write_atomically(self.path, self._seen, replace=False)


def _encoded(text: str, before: bytes) -> bytes:
    """A text with the line ends and the mark at the beginning that the file had before."""
    ends = "\r\n" if b"\r\n" in before else "\n"
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return mark + text.replace("\n", ends).encode()
