"""Lines of the document tree as data for typst: a text in pieces between which a line may break.

In: lines. Out: values that JSON takes. No text is ever read as the source of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from wayhome.engine.brief.tree import Code, Inline, Line, Note, Strong, Text, words_of
from wayhome.engine.documents.parts import Direction, direction_of

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]
_LONG = re.compile(r"\S{19,}")
_LONGEST = 18
_BREAKS_AFTER = re.compile(r"(?<=[./_?&=:,;|\-])(?=[^\W_])")


class Lines:
    """Turns lines into data; counts the uses of each note, so that each has a name and its source can lead back."""

    def __init__(self, direction: Direction, keys: tuple[str, ...]) -> None:
        self.direction = direction
        self.numbers = {key: number for number, key in enumerate(keys, 1)}
        self.uses: Counter[str] = Counter()

    def line(self, line: Line) -> dict[str, Value]:
        """A line with the direction it runs in."""
        return {
            "direction": direction_of(words_of(line), self.direction),
            "parts": [self._inline(part) for part in line],
        }

    def source_name(self, key: str) -> str:
        """What a reference leads to."""
        return f"source-{self.numbers[key]}"

    def first_use(self, key: str) -> str | None:
        """What a source leads back to; on paper, more of them would be noise."""
        return f"use-{self.numbers[key]}-1" if self.uses[key] else None

    def _inline(self, part: Inline) -> dict[str, Value]:
        if not isinstance(part, Note):
            kind = "strong" if isinstance(part, Strong) else "code" if isinstance(part, Code) else "text"
            return {"kind": kind, "pieces": pieces(part.text)}
        text = Text(f"[{part.key}]").text
        if part.key not in self.numbers:
            return {"kind": "note", "text": text, "source": None, "use": None}
        self.uses[part.key] += 1
        use = f"use-{self.numbers[part.key]}-{self.uses[part.key]}"
        return {"kind": "note", "text": text, "source": self.source_name(part.key), "use": use}


def pieces(text: str) -> list[Value]:
    """A text cut where a word too long for a narrow column may be broken: after its signs, or else somewhere."""
    return list(cut(Text(text).text))


def cut(text: str) -> Iterator[str]:
    """The same for text that is on one line already."""
    at = 0
    start = 0
    for match in _LONG.finditer(text):
        for end in _ends(match.group()):
            yield text[start : match.start() + end]
            start = match.start() + end
        at = match.end()
    if start < len(text) or not at:
        yield text[start:]


def _ends(word: str) -> Iterator[int]:
    """Where a long word is cut."""
    at = 0
    for cut in [*(match.start() for match in _BREAKS_AFTER.finditer(word)), len(word)]:
        while cut - at > _LONGEST:
            at += _LONGEST
            yield at
        if cut < len(word) and cut > at:
            at = cut
            yield at
