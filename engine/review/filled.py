"""A form as it came back, from a workbook or from Markdown, before anything in it is believed.

In: what a reader found. Out: `Filled`: the form it was, what was typed and where, and what is wrong with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from wayhome.engine.errors import Place, Problem
from wayhome.engine.review.forms import Form


@dataclass(frozen=True)
class Typed:
    """What somebody typed, and where."""

    text: str
    place: Place


@dataclass(frozen=True)
class FilledRow:
    """The answers on one measure or fact."""

    key: str
    place: Place
    typed: Mapping[str, Typed]
    """By answer; what was left empty is left out."""

    def text(self, name: str) -> str:
        """What was typed, or nothing."""
        return self.typed[name].text if name in self.typed else ""

    def place_of(self, name: str) -> Place:
        """Where it was typed; the row if it was not."""
        return self.typed[name].place if name in self.typed else self.place


@dataclass(frozen=True)
class Filled:
    """A form that came back."""

    form: Form
    file: str
    person: FilledRow
    rows: tuple[FilledRow, ...]
    facts: tuple[FilledRow, ...]
    problems: tuple[Problem, ...] = field(default=())
    """What was refused while reading: the rows concerned are not among the rows."""


def cleaned(text: str) -> str:
    """Text that a person typed: line ends in one form, spaces at the ends and characters that print nothing taken away."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ("".join(char for char in line if char == "\t" or not _is_nothing(char)).rstrip() for line in lines)
    return "\n".join(kept).strip()


def _is_nothing(char: str) -> bool:
    """Control characters, half characters and places of none: they would not survive every program."""
    return unicodedata.category(char) in ("Cc", "Cs", "Cn")


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for spaces and line breaks, which office programs change."""
    return words_of(one) == words_of(other)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, spaces and line breaks aside."""
    return tuple(unicodedata.normalize("NFC", cleaned(text)).split())
