"""Prove a log: every entry as it was written, in its place, and every signature by the key it names.

In: a path, and what is known from elsewhere: whose key is whose, and the hash of an entry once seen. Out: `Verified`, with a
problem for everything that does not stand and the line it is in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.review.entries import AskedEntry, ProgressEntry, canonical, values_of
from wayhome.engine.review.log import NOTHING, Log, Logged, scan
from wayhome.engine.review.signing import is_signed

SHORTEST_HEAD = 8
"""Digits of a hash by which an entry is known: fewer fit an entry of many logs by chance."""
_HASH = re.compile(rf"[0-9a-f]{{{SHORTEST_HEAD},64}}\Z")


@dataclass(frozen=True)
class Verified:
    """What was found of a log."""

    log: Log
    problems: tuple[Problem, ...]
    signed: int
    """Entries with a signature that holds."""
    keys: Mapping[str, Sequence[str]]
    """By name of a body, the keys its entries are signed with."""
    without_key: tuple[str, ...] = ()
    """Names of the bodies that answered and of which no key is known from elsewhere."""
    strangers: tuple[str, ...] = ()
    """Roles whose keys are known, and of which the log holds nothing."""


def verify(path: Path, keys: Mapping[str, Sequence[str]] | None = None, head: str = "") -> Verified:
    """Prove a log.

    Args:
        path: the log.
        keys: by role, the public keys of bodies; their answers have to be signed with one of them, at once or in a later
            entry that says the same.
        head: the hash (or its beginning) of an entry that the log held once, as a brief or a status names it: without it,
            entries taken away from the end leave no trace.

    Raises:
        InputError: if there is no such file, signatures cannot be checked here, or `head` is too short.
    """
    if head and not _HASH.match(head):
        raise InputError.at("--head", f"{head!r} is not the beginning of a hash", f"at least {SHORTEST_HEAD} of its digits")
    log, problems = scan(path)
    keys = keys or {}
    used: dict[str, list[str]] = {}
    proved: set[bytes] = set()
    signed = 0
    for line in log.lines:
        if not line.key and not line.signature:
            continue
        if not is_signed(line.key, line.signature, line.signed):
            problems.append(Problem(Place(str(path), line.at, 1), f"the signature of entry {line.number} does not hold"))
            continue
        signed += 1
        named = used.setdefault(_who(line), [])
        if line.key not in named:
            named.append(line.key)
        if line.key in _theirs(line, keys):
            proved.add(canonical(values_of(line.entry)))
    for line in log.lines:
        if _theirs(line, keys) and canonical(values_of(line.entry)) not in proved:
            said = "signed with a key that is not theirs" if line.key else "not signed"
            problems.append(Problem(Place(str(path), line.at, 1), f"entry {line.number} of {_who(line)} is {said}"))
    if log.cut:
        mend = "`wayhome review record` keeps what there is of it in a file beside the log, and goes on"
        what = f"the line is cut short ({len(log.cut):,} bytes): it was never recorded"
        problems.append(Problem(Place(str(path), log.cut_at, 1), what, mend=mend))
    elif log.lacks_end:
        problems.append(Problem(Place(str(path), log.lines[-1].at, 1), "the last line lacks its end; its entry is whole"))
    if head and not any(seen.startswith(head) for seen in (NOTHING, *(line.hash for line in log.lines))):
        what = f"no entry has the hash {head}: the log was cut or written anew since that was noted"
        problems.append(Problem(Place(str(path)), what))
    answering = [line for line in log.lines if not isinstance(line.entry, (AskedEntry, ProgressEntry))]
    without = dict.fromkeys(_who(line) for line in answering if not _theirs(line, keys))
    named_roles = {role for line in log.lines if not isinstance(line.entry, ProgressEntry) for role in line.entry.roles}
    strangers = tuple(role for role in keys if role not in named_roles)
    return Verified(log, tuple(problems), signed, used, tuple(without), strangers)


def _who(line: Logged) -> str:
    return "" if isinstance(line.entry, ProgressEntry) else line.entry.name


def _theirs(line: Logged, keys: Mapping[str, Sequence[str]]) -> list[str]:
    """The keys with one of which a body has to sign an entry it answers for; none if it may be signed by anybody."""
    entry = line.entry
    if isinstance(entry, (AskedEntry, ProgressEntry)):
        return []
    return [key for role in entry.roles for key in keys.get(role, ())]
