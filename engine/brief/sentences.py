"""Sentences of the knowledge with their slots filled.

In: `Wording`, the key of a sentence and what fills its slots. Out: lines of the document tree, or plain words.
"""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.engine.brief.tree import Inline, Line, line, words_of
from wayhome.engine.errors import InputError
from wayhome.engine.wording import Wording


class Sentences:
    """The sentences that are said of any profile, or of none."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def say(self, key: str, **slots: str | Inline | Iterable[Inline]) -> Line:
        """A sentence; raises InputError if the knowledge has none, or one with an unknown slot."""
        try:
            return line(self.wording.sentences[key], **slots)
        except KeyError as missing:
            what = f"the sentence {key!r} is missing or has an unknown slot ({missing.args[0]!r})"
            raise InputError.at("wording/brief.yaml", what) from None

    def words(self, key: str, **slots: str) -> str:
        """The same as plain words."""
        return words_of(self.say(key, **slots))
