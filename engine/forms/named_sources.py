"""The sources that people list in a form, and what they mean when they name one beside an answer.

In: lines of a list of sources, and the text of a cell. Out: sources by key, and keys. A source without a key gets one; a
title beside an answer that is not listed yet becomes a source.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wayhome.engine.draft import new_key
from wayhome.engine.errors import did_you_mean
from wayhome.engine.forms.cell_text import keys_of
from wayhome.engine.sources import Plain


@dataclass
class NamedSources:
    """The sources found so far."""

    by_key: dict[str, dict[str, Plain]] = field(default_factory=dict)

    def add(self, key: str, source: dict[str, Plain]) -> str:
        """List a source; an empty key is made up from its title. Gives the key."""
        key = key or new_key(str(source["title"]), self.by_key)
        self.by_key[key] = source
        return key

    def keys_in(self, text: str) -> Plain:
        """The keys a text names, by key or by title: one, or a list of them."""
        parts = [text] if self.find(text) else keys_of(text)
        is_one_title = " " in text and "\n" not in text and not text.startswith('"')
        if is_one_title and not any(self.find(part) for part in parts):
            parts = [text]  # the commas are part of it
        keys = list(dict.fromkeys(self.find(part) or self._new(part) for part in parts))
        return keys[0] if len(keys) == 1 else list(keys)

    def find(self, text: str) -> str | None:
        """The key of the source that goes by this key or title."""
        if text in self.by_key:
            return text
        word = text.casefold()
        return next(
            (k for k, source in self.by_key.items() if word in (k.casefold(), str(source["title"]).casefold())), None
        )

    def _new(self, title: str) -> str:
        """A source that is named by its title alone; what looks like a slip in a key stays as it is, to be refused."""
        if " " not in title and did_you_mean(title, self.by_key):
            return title
        return self.add("", {"title": title})
