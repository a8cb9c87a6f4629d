"""Prove a log: every entry as it was written, in its place, and every signature by the key it names.

In: a path, and what is known from elsewhere: whose key is whose, and the hash of an entry once seen. Out: `Verified`, with a
problem for everything that does not stand and the line it is in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.errors import Place, Problem
from wayhome.engine.review.entries import AskedEntry, ProgressEntry
from wayhome.engine.review.log import NOTHING, Log, Logged, scan
from wayhome.engine.review.signing import is_signed


@dataclass(frozen=True)
class Verified:
    """What was found of a log."""

    log: Log
    problems: tuple[Problem, ...]
    signed: int
    """Entries with a signature that holds."""
    keys: Mapping[str, Sequence[str]]
    """By name of a body, the keys its entries are signed with."""


def verify(path: Path, keys: Mapping[str, Sequence[str]] | None = None, head: str = "") -> Verified:
    """Prove a log.

    Args:
        path: the log.
        keys: by role, the public keys of bodies; their entries have to be signed with one of them.
        head: the hash (or its beginning) of an entry that the log held once, as a brief or a status names it: without it,
            entries taken away from the end leave no trace.

    Raises:
        InputError: if there is no such file, or signatures cannot be checked here.
    """
    log, problems = scan(path)
    used: dict[str, list[str]] = {}
    signed = 0
    for line in log.lines:
        place = Place(str(path), line.number, 1)  # an entry a line
        if line.key or line.signature:
            if is_signed(line.key, line.signature, line.signed):
                signed += 1
                named = used.setdefault(_who(line), [])
                if line.key not in named:
                    named.append(line.key)
            else:
                problems.append(Problem(place, f"the signature of entry {line.number} does not hold"))
                continue
        fault = _wrong_key(line, keys or {})
        if fault:
            problems.append(Problem(place, fault))
    if log.cut:
        mend = "`wayhome review record` keeps what there is of it in a file beside the log, and goes on"
        what = f"the line is cut short ({len(log.cut):,} bytes): it was never recorded"
        problems.append(Problem(Place(str(path), len(log.lines) + 1, 1), what, mend=mend))
    elif log.lacks_end:
        problems.append(Problem(Place(str(path), len(log.lines), 1), "the last line lacks its end; its entry is whole"))
    if head and head != NOTHING and not any(line.hash.startswith(head) for line in log.lines):
        what = f"no entry has the hash {head}: the log was cut or written anew since that was noted"
        problems.append(Problem(Place(str(path)), what))
    return Verified(log, tuple(problems), signed, used)


def _who(line: Logged) -> str:
    return "" if isinstance(line.entry, ProgressEntry) else line.entry.name


def _wrong_key(line: Logged, keys: Mapping[str, Sequence[str]]) -> str:
    """What is wrong with the key of an entry that a body answers for; nothing if it may be signed by anybody."""
    entry = line.entry
    if isinstance(entry, (AskedEntry, ProgressEntry)):
        return ""
    theirs = [key for role in entry.roles for key in keys.get(role, ())]
    if not theirs or line.key in theirs:
        return ""
    return f"entry {line.number} of {entry.name} is {'signed with a key that is not theirs' if line.key else 'not signed'}"
