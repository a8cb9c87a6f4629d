"""Errors a person can act on: where it is, what is wrong, what was expected, how to mend it.

Everything Wayhome reads (rules, knowledge, profiles, weights) reports its faults as `Problem`s and raises them together
as one `InputError`, so that an author mends a file in one go.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MOST_PROBLEMS = 100
"""Readers stop here: nobody mends more in one go, and looking for hints takes time."""
_LONGEST_PART = 400
_LONGEST_WORD = 80
_MOST_KNOWN = 2000  # words a hint is looked for among: beyond that it takes longer than anybody waits


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file a person edits; lines and columns count from 1."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Problem:
    """One fault in the input."""

    place: Place
    what: str
    expected: str = ""
    mend: str = ""
    code: str = ""
    """The kind of fault, as `wayhome rules lint` names it; empty if it is only that the shape is not the one expected."""

    @property
    def said(self) -> str:
        """What is wrong and what was expected, without the place, cut where a person would stop reading."""
        parts = [self.what, f"expected {self.expected}" if self.expected else ""]
        return "; ".join(_cut(part) for part in parts if part)

    def __str__(self) -> str:
        return printable(f"{self.place}: {'; '.join(part for part in (self.said, _cut(self.mend)) if part)}")


class WayhomeError(Exception):
    """Base of the errors the command line turns into a message and an exit status, never a traceback."""


class InputError(WayhomeError):
    """The input is at fault (exit status 1); carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:MOST_PROBLEMS]]
        is_cut = len(self.problems) > MOST_PROBLEMS
        super().__init__("\n".join([*lines, "... and more; mend these first"] if is_cut else lines))

    @classmethod
    def at(cls, place: Place | str, what: str, expected: str = "", mend: str = "", code: str = "") -> InputError:
        """An error with a single problem."""
        where = place if isinstance(place, Place) else Place(place)
        return cls([Problem(where, what, expected, mend, code)])


def first_of(problems: Iterable[Problem]) -> Iterator[Problem]:
    """As many of these problems as anybody mends in one go, and one more that tells there are more."""
    return itertools.islice(problems, MOST_PROBLEMS + 1)


@contextmanager
def collected(problems: list[Problem]) -> Iterator[None]:
    """Go on after a fault, which joins these problems, so that an author sees all of them."""
    try:
        yield
    except InputError as error:
        problems.extend(error.problems)


class EngineError(WayhomeError):
    """The inference itself cannot be trusted: no brief may be written (exit status 1)."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, or nothing."""
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(word[:_LONGEST_WORD], list(known)[:_MOST_KNOWN], n=1, cutoff=0.6)
    return f"did you mean {str(near[0])!r}?" if near else ""  # a member of an enumeration is told as the word it stands for


def listing(words: Iterable[str], most: int = 8) -> str:
    """Words in one line, cut where a person would stop reading."""
    known = list(words)
    text = ", ".join(known[:most])
    return f"{text}, ... ({len(known)} in all)" if len(known) > most else text


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_PART else f"{text[: _LONGEST_PART - 3]}..."


def printable(text: str) -> str:
    """The text with control characters spelt out: a file must not be able to write to the reader's terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
