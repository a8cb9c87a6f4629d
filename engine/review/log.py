"""The log of a review: entries in JSON Lines, each chained by hash to the one before; nothing is ever changed in it.

In: a path. Out: a `Log`, every line of it held against itself and the one before. `log_writer` adds entries.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictInt, ValidationError

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.review.entries import Entry, canonical, values_of
from wayhome.engine.sources import Strict, read_bytes

FORMAT = 1
BEGINNING = b'{"entry":{'
"""How every line begins, by which one cut short is known from a file that is no log."""
NOTHING = "0" * 64
"""What the first entry follows."""
LARGEST_LOG = 500_000_000  # bytes; 10,000 decisions are about 20 million


@dataclass(frozen=True)
class Logged:
    """An entry with its place in the chain."""

    number: int
    """From 1."""
    entry: Entry
    previous: str
    """The hash of the entry before it."""
    hash: str
    """Over the whole entry, signature included."""
    key: str = ""
    signature: str = ""
    at: int = field(default=0, compare=False)
    """The line of the file in which it was read."""

    @property
    def signed(self) -> bytes:
        """What a signature is given for."""
        return signed_part(self.number, self.previous, self.key, values_of(self.entry))


class _Line(Strict):
    """A line without its hash, as it is written."""

    entry: Annotated[Entry, Field(discriminator="kind")]
    n: StrictInt
    previous: str
    wayhome_log: Literal[1]
    key: str = ""
    signature: str = ""

    def logged(self, stated: str, at: int) -> Logged:
        """The entry with its place in the chain."""
        return Logged(self.n, self.entry, self.previous, stated, self.key, self.signature, at)


@dataclass(frozen=True)
class Log:
    """A log as read, its chain proved."""

    file: str
    lines: tuple[Logged, ...]
    cut: bytes = b""
    """What stands behind the last whole entry: a line that a crash cut short."""
    cut_at: int = 0
    """The line of the file that was cut short."""
    lacks_end: bool = False
    """The last entry is whole, but for the end of its line."""

    @property
    def head(self) -> str:
        """The hash of the last entry, which stands for all of them."""
        return self.lines[-1].hash if self.lines else NOTHING

    def refuse_unless_on(self, subject: str) -> None:
        """Raises InputError if this is the log of a review on another country or area."""
        found = self.lines[0].entry.subject if self.lines else subject
        if found != subject:
            what = f"the log of a review on {found}; the profile is on {subject}"
            raise InputError.at(self.file, what, mend="name the log of this one")

    def up_to(self, head: str) -> Log | None:
        """The log as it was when the entry with this hash was the last; None if it never was."""
        if head == NOTHING:
            return Log(self.file, ())
        for i, line in enumerate(self.lines, 1):
            if line.hash == head:
                return Log(self.file, self.lines[:i])
        return None


def read_log(path: Path) -> Log:
    """Read a log; raises InputError naming every line that is not as it was written."""
    log, faults = scan(path)
    if faults:
        mend = "`wayhome review verify` says more; an older copy of the file may be whole"
        raise InputError([*faults, Problem(Place(str(path)), "the log does not stand", mend=mend)])
    return log


def scan(path: Path) -> tuple[Log, list[Problem]]:
    """Read a log that may have been tampered with: the entries that can be read, and what is wrong with which line."""
    refuse_what_is_no_file(path)
    return scanned(read_bytes(path, LARGEST_LOG), str(path))


def signed_part(number: int, previous: str, key: str, entry: dict[str, object]) -> bytes:
    """What a signature is given for: the entry and its place in the chain."""
    return canonical({"entry": entry, "key": key, "n": number, "previous": previous})


def written_values(line: Logged) -> dict[str, object]:
    """A line as plain values, without its hash."""
    values: dict[str, object] = {
        "entry": values_of(line.entry),
        "n": line.number,
        "previous": line.previous,
        "wayhome_log": FORMAT,
    }
    return values | ({"key": line.key, "signature": line.signature} if line.key else {})


def hash_of_values(values: dict[str, object]) -> str:
    """The hash of a line, over everything in it but the hash itself."""
    return hashlib.sha256(canonical(values)).hexdigest()


def written(line: Logged) -> bytes:
    """A line as it stands in the file, but for its end."""
    return canonical(written_values(line) | {"hash": line.hash})


def scanned(data: bytes, file: str) -> tuple[Log, list[Problem]]:
    """Every whole line held against itself and the one before."""
    pieces = data.split(b"\n")
    lines: list[Logged] = []
    faults: list[Problem] = []
    previous, number = NOTHING, 0
    for at, piece in enumerate(pieces[:-1], 1):
        line, fault = _read(piece, previous, number, Place(file, at, 1))
        faults += fault
        if line is None:
            previous, number = "", number + 1  # what follows is judged by itself
        else:
            lines.append(line)
            previous, number = line.hash, line.number
    if faults and not lines:
        return Log(file, ()), [_no_log(faults[0])]
    last = pieces[-1]
    if not last:
        return Log(file, tuple(lines)), faults
    line, fault = _read(last, previous, number, Place(file, len(pieces), 1))
    if line is not None and not fault:
        return Log(file, (*lines, line), lacks_end=True), faults
    begun = last.rstrip(b"\0")  # a disk that failed may leave a file longer than what was written
    if begun.startswith(BEGINNING) or BEGINNING.startswith(begun):
        return Log(file, tuple(lines), cut=last, cut_at=len(pieces)), faults
    return Log(file, tuple(lines)), [*faults, *(fault if lines else map(_no_log, fault))]


def _no_log(fault: Problem) -> Problem:
    """The same of a file in which nothing can be read."""
    return replace(fault, mend=fault.mend or "is it the log of a review, such as reviews.jsonl?")


def _read(piece: bytes, previous: str, number: int, place: Place) -> tuple[Logged | None, list[Problem]]:
    """An entry, and what is wrong with it; `previous` is empty where the line before could not be read."""
    if piece.endswith(b"\r"):
        mend = "copy the log as it is, without changing its line ends"
        return None, [Problem(place, "the line ends like one of another system: the file was converted", mend=mend)]
    try:
        values = json.loads(piece)
        if not isinstance(values, dict) or canonical(values) != piece:
            return None, [Problem(place, "the entry is not written as it was: the line was changed")]
        stated = values.pop("hash")
        if hash_of_values(values) != stated:
            what = f"entry {values.get('n')} was changed after it was recorded: its hash does not fit"
            return None, [Problem(place, what)]
        line = _Line.model_validate(values).logged(stated, place.line)
    except ValidationError:
        return None, [Problem(place, "an entry of a shape that is not known", mend="it may need a newer wayhome")]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, [Problem(place, "no entry can be read: the line was changed")]
    faults = []
    if previous and line.previous != previous:
        what = f"entry {line.number} does not follow the one before it: one was changed, put in, moved or taken out here"
        faults.append(Problem(place, what))
    elif line.number != number + 1:
        faults.append(Problem(place, f"entry {line.number} stands where entry {number + 1} should"))
    return line, faults


def refuse_what_is_no_file(path: Path) -> None:
    """Raises InputError for a folder, a pipe or standard input: a log is a file, or is not there yet."""
    if str(path) == "-" or (path.exists() and not path.is_file()):
        raise InputError.at(str(path), "not a file", "a log, such as reviews.jsonl")
