"""What `wayhome rules new` is about to write, kept until all of it is written: who is stopped in between can go on.

In: files with something added to them. Out: all of them written, in this run or, if it was killed, by the next one. Files
that were changed in between are left as they are. Callers hold a lock on both folders.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.errors import InputError
from wayhome.engine.library import EXAMPLES
from wayhome.engine.sources import BEGUN, Strict, read_bytes, write_atomically

_LEFT_OVER = re.compile(r"\.wayhome-[a-z0-9_]{8}")
"""The name of a file that was being written when its writer was killed."""


@dataclass(frozen=True)
class Addition:
    """A file with something added to it."""

    path: Path
    text: str
    line: int
    """Where what was added begins."""
    what: str


class _Written(Strict):
    path: str
    """Below the rules folder or the knowledge folder."""
    is_rule: bool
    before: str
    """SHA-256 of the file as it was; empty if there was none."""
    text: str
    line: int
    what: str


class _Begun(Strict):
    id: str
    files: tuple[_Written, ...]


def write_all(rules: Path, knowledge: Path, id_: str, additions: list[Addition]) -> None:
    """Write every file, or none where one cannot be written; a run that is killed leaves what `finish` completes."""
    files = []
    for one in additions:
        folder = rules if one.path.is_relative_to(rules) else knowledge
        below, before = one.path.relative_to(folder).as_posix(), _digest(one.path)
        files.append(
            _Written(path=below, is_rule=folder == rules, before=before, text=one.text, line=one.line, what=one.what)
        )
    held = {one.path: one.path.read_bytes() if one.path.exists() else None for one in additions}
    write_atomically(rules / BEGUN, _Begun(id=id_, files=tuple(files)).model_dump_json())
    try:
        for one in additions:
            _write(one)
    except BaseException:
        for path, data in held.items():
            if data is None:  # there was no such file
                path.unlink(missing_ok=True)
            elif path.read_bytes() != data:
                write_atomically(path, data)
        (rules / BEGUN).unlink()
        raise
    (rules / BEGUN).unlink()


def finish(rules: Path, knowledge: Path) -> tuple[str, list[Addition]]:
    """Write what is left of a rule whose writing was stopped, and clear away files half written.

    Returns: the id of that rule and all of its additions; an empty id if none was stopped.

    Raises:
        InputError: one of its files was changed since.
    """
    for path in _left_over(rules, knowledge):
        path.unlink(missing_ok=True)
    if not (rules / BEGUN).exists():
        return "", []
    begun = _Begun.model_validate_json(read_bytes(rules / BEGUN))
    additions = [Addition((rules if f.is_rule else knowledge) / f.path, f.text, f.line, f.what) for f in begun.files]
    for one, file in zip(additions, begun.files, strict=True):
        if _digest(one.path) not in (file.before, hashlib.sha256(file.text.encode()).hexdigest()):
            what = f"it was changed since `wayhome rules new {begun.id}` was stopped while writing"
            mend = f"take out what stands of {begun.id}, or add what is missing, then delete {rules / BEGUN}"
            raise InputError.at(str(one.path), what, mend=mend)
    for one in additions:
        _write(one)
    (rules / BEGUN).unlink(missing_ok=True)
    return begun.id, additions


def _write(addition: Addition) -> None:
    addition.path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(addition.path, addition.text)


def _left_over(rules: Path, knowledge: Path) -> Iterator[Path]:
    for folder in (rules, knowledge):
        for path in sorted(folder.rglob(".wayhome-*")):
            if _LEFT_OVER.fullmatch(path.name) and path.relative_to(folder).parts[0] != EXAMPLES and path.is_file():
                yield path


def _digest(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest() if path.exists() else ""
