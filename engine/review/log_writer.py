"""Add entries to the log of a review: under a lock, at the end, and on the disk before anybody is told.

In: entries and the path of a log. Out: `Appended`. A line that a crash cut short was never recorded: what there is of it is
kept in a file beside the log before the next entry follows.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.file_lock import locked
from wayhome.engine.review.entries import Entry, canonical, values_of
from wayhome.engine.review.log import (
    LARGEST_LOG,
    Log,
    Logged,
    hash_of_values,
    refuse_what_is_no_file,
    scanned,
    signed_part,
    written,
    written_values,
)
from wayhome.engine.review.signing import Signer
from wayhome.engine.sources import read_bytes


@dataclass(frozen=True)
class Appended:
    """What was added to a log."""

    log: Log
    """The log with it."""
    lines: tuple[Logged, ...]
    mended: str = ""
    """What was done about a line cut short, in a sentence; empty if there was none."""


def append(path: Path, make: Callable[[Log], Iterable[Entry]], signer: Signer | None = None) -> Appended:
    """Add entries to a log, made from what it holds at that moment; one that it holds already is not added again.

    With a `signer` only what that key has signed counts as held: what was recorded unsigned can be signed later.
    Raises InputError, with nothing added, if the log does not stand or cannot be written.
    """
    refuse_what_is_no_file(path)
    is_new = not path.exists()
    with locked(path, make=True):
        try:
            return _append(path, make, signer)
        finally:
            if is_new and path.stat().st_size == 0:
                path.unlink()  # nothing came of it; whoever waits for the lock makes the file anew


def _append(path: Path, make: Callable[[Log], Iterable[Entry]], signer: Signer | None) -> Appended:
    log, faults = scanned(read_bytes(path, LARGEST_LOG), str(path))
    if faults:
        raise InputError([*faults, Problem(Place(str(path)), "the log does not stand, so nothing is added")])
    made = list(make(log))
    held = {canonical(values_of(line.entry)) for line in log.lines if signer is None or line.key == signer.public}
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
        _write(path, b"".join(written(line) + b"\n" for line in lines))
    return Appended(Log(str(path), (*log.lines, *lines)), tuple(lines), mended)


def _logged(number: int, previous: str, entry: Entry, signer: Signer | None) -> Logged:
    key = signer.public if signer else ""
    signature = signer.sign(signed_part(number, previous, key, values_of(entry))) if signer else ""
    line = Logged(number, entry, previous, "", key, signature)
    return replace(line, hash=hash_of_values(written_values(line)))


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
