"""The log of a review: entries in JSON Lines, each chained by hash to the one before; nothing is ever changed in it.

In: a path. Out: a `Log`, and entries added at its end: under a lock, and on the disk before anybody is told. A line that a
crash cut short was never recorded; it is moved to a file beside the log before the next entry follows.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StrictInt, ValidationError

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.file_lock import locked
from wayhome.engine.review.entries import Entry, canonical, values_of
from wayhome.engine.review.signing import Signer
from wayhome.engine.sources import Strict, read_bytes

FORMAT = 1
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

    def logged(self, stated: str) -> Logged:
        """The entry with its place in the chain."""
        return Logged(self.n, self.entry, self.previous, stated, self.key, self.signature)


@dataclass(frozen=True)
class Log:
    """A log as read, its chain proved."""

    file: str
    lines: tuple[Logged, ...]
    cut: bytes = b""
    """What stands behind the last whole entry: a line that a crash cut short."""
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
            raise InputError.at(self.file, what, mend="name the log of this one with --log")

    def up_to(self, head: str) -> Log | None:
        """The log as it was when the entry with this hash was the last; None if it never was."""
        if head == NOTHING:
            return Log(self.file, ())
        for i, line in enumerate(self.lines, 1):
            if line.hash == head:
                return Log(self.file, self.lines[:i])
        return None


@dataclass(frozen=True)
class Appended:
    """What was added to a log."""

    log: Log
    """The log with it."""
    lines: tuple[Logged, ...]
    mended: str = ""
    """What was done about a line cut short, in a sentence; empty if there was none."""


def read_log(path: Path) -> Log:
    """Read a log; raises InputError naming every line that is not as it was written."""
    log, faults = scan(path)
    if faults:
        mend = "`wayhome review verify` says more; an older copy of the file may be whole"
        raise InputError([*faults, Problem(Place(str(path)), "the log does not stand", mend=mend)])
    return log


def scan(path: Path) -> tuple[Log, list[Problem]]:
    """Read a log that may have been tampered with: the entries that can be read, and what is wrong with which line."""
    _refuse_what_is_no_file(path)
    return _scanned(read_bytes(path, LARGEST_LOG), str(path))


def append(path: Path, make: Callable[[Log], Iterable[Entry]], signer: Signer | None = None) -> Appended:
    """Add entries to a log, made from what it holds at that moment; one that it holds already is not added again.

    Raises InputError, with nothing added, if the log does not stand or cannot be written.
    """
    _refuse_what_is_no_file(path)
    is_new = not path.exists()
    with locked(path, make=True):
        try:
            return _append(path, make, signer)
        finally:
            if is_new and path.stat().st_size == 0:
                path.unlink()  # nothing came of it; whoever waits for the lock makes the file anew


def _append(path: Path, make: Callable[[Log], Iterable[Entry]], signer: Signer | None) -> Appended:
    log, faults = _scanned(read_bytes(path, LARGEST_LOG), str(path))
    if faults:
        raise InputError([*faults, Problem(Place(str(path)), "the log does not stand, so nothing is added")])
    made = list(make(log))
    held = {canonical(values_of(line.entry)) for line in log.lines}
    lines: list[Logged] = []
    previous, number = log.head, len(log.lines)
    for entry in made:
        content = canonical(values_of(entry))
        if content in held:
            continue
        held.add(content)
        number += 1
        line = _logged(number, previous, entry, signer)
        previous = line.hash
        lines.append(line)
    mended = _mend(path, log)
    if lines:
        _write(path, b"".join(_written(line) + b"\n" for line in lines))
    return Appended(Log(str(path), (*log.lines, *lines)), tuple(lines), mended)


def signed_part(number: int, previous: str, key: str, entry: dict[str, object]) -> bytes:
    """What a signature is given for: the entry and its place in the chain."""
    return canonical({"entry": entry, "key": key, "n": number, "previous": previous})


def _logged(number: int, previous: str, entry: Entry, signer: Signer | None) -> Logged:
    key = signer.public if signer else ""
    signature = signer.sign(signed_part(number, previous, key, values_of(entry))) if signer else ""
    unhashed = Logged(number, entry, previous, "", key, signature)
    return Logged(number, entry, previous, _hash(_values(unhashed)), key, signature)


def _values(line: Logged) -> dict[str, object]:
    """A line as plain values, without its hash."""
    values: dict[str, object] = {
        "entry": values_of(line.entry),
        "n": line.number,
        "previous": line.previous,
        "wayhome_log": FORMAT,
    }
    return values | ({"key": line.key, "signature": line.signature} if line.key else {})


def _hash(values: dict[str, object]) -> str:
    return hashlib.sha256(canonical(values)).hexdigest()


def _written(line: Logged) -> bytes:
    return canonical(_values(line) | {"hash": line.hash})


def _scanned(data: bytes, file: str) -> tuple[Log, list[Problem]]:
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
        mend = "is it the log of a review, such as reviews.jsonl?"
        return Log(file, ()), [replace(faults[0], mend=faults[0].mend or mend)]
    last = pieces[-1]
    if not last:
        return Log(file, tuple(lines)), faults
    line, fault = _read(last, previous, number, Place(file, len(pieces), 1))
    if line is not None and not fault:
        return Log(file, (*lines, line), lacks_end=True), faults
    return Log(file, tuple(lines), cut=last), faults


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
        if _hash(values) != stated:
            what = f"entry {values.get('n')} was changed after it was recorded: its hash does not fit"
            return None, [Problem(place, what)]
        line = _Line.model_validate(values).logged(stated)
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


def _mend(path: Path, log: Log) -> str:
    """Make room for the next line after a crash: end a whole entry, set a cut one aside. Returns what was done."""
    if log.lacks_end:
        _write(path, b"\n")
        return f"the last line of {path} lacked its end and was ended"
    if not log.cut:
        return ""
    aside = _set_aside(path, log.cut)
    try:
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size - len(log.cut))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError.at(str(path), f"cannot be written: {error.strerror or error}") from None
    return f"a line of {path} was cut short, so it was never recorded; what there was of it is kept in {aside}"


def _set_aside(path: Path, piece: bytes) -> Path:
    """Keep a piece in a new file beside the log."""
    for aside in _names_beside(path):
        try:
            with aside.open("xb") as file:
                file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            continue
        except OSError as error:
            raise InputError.at(str(aside), f"cannot be written: {error.strerror or error}") from None
        return aside
    raise AssertionError("names do not end")


def _names_beside(path: Path) -> Iterator[Path]:
    return (path.with_name(f"{path.name}.cut-{i}") for i in itertools.count(1))


def _write(path: Path, data: bytes) -> None:
    """Write at the end of the log and wait until it is on the disk; what could not be written whole is taken back."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            before = os.fstat(descriptor).st_size
            try:
                left = memoryview(data)
                while left:
                    left = left[os.write(descriptor, left) :]
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, before)
                raise
        finally:
            os.close(descriptor)
        if before == 0:
            _sync_folder(path.parent)
    except OSError as error:
        raise InputError.at(str(path), f"cannot be written: {error.strerror or error}") from None


def _sync_folder(folder: Path) -> None:
    """A new file is on the disk only once its folder is."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_what_is_no_file(path: Path) -> None:
    if str(path) == "-" or (path.exists() and not path.is_file()):
        raise InputError.at(str(path), "not a file", "a log, such as reviews.jsonl")
