"""The sources that people list in a form, and what they mean when they name one beside an answer.

In: lines of a list of sources, and the text of a cell. Out: sources by key, and keys. A source without a key gets one; a
title beside an answer that is not listed yet becomes a source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wayhome.engine.draft import new_key
from wayhome.engine.errors import did_you_mean
from wayhome.engine.forms.cell_text import keys_of
from wayhome.engine.sources import Plain

_MOST_COMMAS = 8
"""In a title that stands beside others."""


@dataclass
class NamedSources:
    """The sources found so far."""

    by_key: dict[str, dict[str, Plain]] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)
    """Titles and keys, in small letters, to keys."""

    def add(self, key: str, source: dict[str, Plain]) -> str:
        """List a source; an empty key is made up from its title. Gives the key."""
        title = str(source["title"])
        key = key or new_key(title, self.by_key)
        self.by_key[key] = source
        self._keys.setdefault(key.casefold(), key)
        self._titles.setdefault(title.casefold(), key)
        return key

    def find(self, text: str) -> str | None:
        """The key of the source that goes by this key or title."""
        word = text.casefold()
        return text if text in self.by_key else self._keys.get(word) or self._titles.get(word)

    def keys_in(self, text: str) -> Plain:
        """The keys a text names, by key or by title: one, or a list of them."""
        parts = [text] if self.find(text) else keys_of(text)
        is_one_title = " " in text and "\n" not in text and not text.startswith('"')
        if is_one_title and not any(self._known_run(parts[i:]) for i in range(len(parts))):
            parts = [text]  # its commas are part of it
        keys: list[str] = []
        while parts:
            run = self._known_run(parts) or 1
            keys.append(self.find(", ".join(parts[:run])) or self._new(parts[0]))
            parts = parts[run:]
        keys = list(dict.fromkeys(keys))
        return keys[0] if len(keys) == 1 else list(keys)

    def _known_run(self, parts: Sequence[str]) -> int:
        """How many parts at the beginning are one source together, since a title may hold commas itself; 0 if none are."""
        most = min(len(parts), _MOST_COMMAS + 1)
        return next((run for run in range(most, 0, -1) if self.find(", ".join(parts[:run]))), 0)

    def _new(self, title: str) -> str:
        """A source that is named by its title alone; what looks like a slip in a key stays as it is, to be refused."""
        if " " not in title and did_you_mean(title, self.by_key):
            return title
        return self.add("", {"title": title})
