"""The history of rules or knowledge, as a file beside them says it: what changed in which version, and why.

In: `history.yaml`. Out: a `History`, newest version first. It decides nothing: ids in it may be those of rules long gone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from wayhome.engine.dates import parse_date
from wayhome.engine.errors import InputError, Place, Problem, collected, did_you_mean, first_of
from wayhome.engine.sources import Path_, Plain, Source, Strict, read_yaml, shape
from wayhome.engine.text_forms import VERSION
from wayhome.engine.version_file import numbers

Of = Literal["rulebook", "knowledge"]
Kind = Literal[
    "recommendation",
    "measure",
    "precondition",
    "finding",
    "implication",
    "actor",
    "guard",
    "step",
    "contradiction",
    "rulebook",
    "question",
    "words",
    "passage",
    "knowledge",
]
"""Kinds as the pages have them; `rulebook` is what stands in it once, as its weights do, `words` are those of a measure, and
`knowledge` is everything else in it, such as a scale, a body or a sentence."""
KINDS: Mapping[Of, tuple[str, ...]] = {"rulebook": get_args(Kind)[:10], "knowledge": get_args(Kind)[10:]}
Group = Literal["new", "changed", "retired", "replaced", "renamed", "removed"]
GROUPS: tuple[Group, ...] = get_args(Group)
ONCE = ("weights", "gate", "headline")
"""What stands once in a rulebook: by these ids it is changed, and nothing else can happen to it, to words and the like."""
WITHOUT_PAGE = ("rulebook", "knowledge")
"""Kinds of what has no page and no rule of its own."""
_ONLY_CHANGED = (*WITHOUT_PAGE, "words")
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$", max_length=200)]
Said = Annotated[str, Field(min_length=1)]


class VersionShape(Strict):
    """What changed in one version; everything may be left out."""

    date: Said | None = None
    """The day it came into force, such as 2026-05-01. No clock is read: somebody gives it."""
    because: Said | None = None
    """Why there is this version."""
    new: dict[Kind, tuple[Id, ...]] = {}
    """What is in force since this version, by kind."""
    changed: dict[Kind, dict[Id, Annotated[tuple[Said, ...], Field(min_length=1)]]] = {}
    """By kind and id, what changed, in sentences."""
    retired: dict[Kind, tuple[Id, ...]] = {}
    """What advises nothing any more; its id is kept."""
    replaced: dict[Kind, dict[Id, Id]] = {}
    """What was retired, and what stands in its place."""
    renamed: dict[Kind, dict[Id, Id]] = {}
    """An id of before, and the one it has now."""
    removed: dict[Kind, dict[Id, Said]] = {}
    """What is gone, and what it was called."""
    reasons: dict[Id, Said] = {}
    """Why one rule is new or changed, by its id."""


@dataclass(frozen=True)
class Change:
    """What happened to one rule, question or text in a version."""

    group: Group
    kind: str
    id: str
    sentences: tuple[str, ...] = ()
    """Of what changed."""
    other: str = ""
    """The id that stands in its place, or that it has now."""
    title: str = ""
    """Of what is gone."""
    because: str = ""
    """Why, if that is said of it alone."""


@dataclass(frozen=True)
class Version:
    """One version with what changed in it."""

    version: str
    date: str
    because: str
    changes: tuple[Change, ...]
    place: Place


@dataclass(frozen=True)
class History:
    """All that is known of the versions of rules or of knowledge."""

    of: Of
    versions: tuple[Version, ...] = ()
    """Newest first; there is none where there is no file."""

    @property
    def renamed(self) -> dict[tuple[str, str], str]:
        """By kind and id of before, the id that it was given last."""
        found: dict[tuple[str, str], str] = {}
        for version in self.versions:
            for change in version.changes:
                if change.group == "renamed":
                    found[change.kind, change.id] = found.get((change.kind, change.other), change.other)
        return found

    def told_of(self, kind: str, id_: str) -> Iterator[tuple[Version, Change]]:
        """What happened to a rule, newest first, under the ids it had before too."""
        for version in self.versions:
            for change in version.changes:
                if change.kind == kind and id_ in (change.id, change.other if change.group == "renamed" else ""):
                    yield version, change
                    id_ = change.id
                    break


def read_history(path: Path, of: Of) -> History:
    """The history in a file, empty if there is none; raises InputError naming every fault with its place."""
    return parse_history(read_yaml(path), of) if path.exists() else History(of)


def parse_history(source: Source, of: Of) -> History:
    """The history in a source that has been read; raises InputError naming every fault with its place."""
    held = {} if source.value is None else source.value
    if not isinstance(held, dict):
        raise InputError.at(
            source.place(), "a history of another shape", "versions, newest first: `0.1.0:` and what changed"
        )
    problems: list[Problem] = []
    versions = []
    for name, value in held.items():
        with collected(problems):
            _check_version(name, source)
            written = _written(source, name, value, of)
            versions.append(_version(name, written, source))
    for later, earlier in itertools.pairwise(versions):
        if numbers(later.version) < numbers(earlier.version):
            what = f"version {earlier.version} stands below {later.version}, which is the older one"
            problems.append(Problem(earlier.place, what, "the newest first", "move it up"))
    if problems:
        raise InputError(problems)
    return History(of, tuple(versions))


def _check_version(name: str, source: Source) -> None:
    if not re.fullmatch(VERSION, name):
        raise InputError.at(source.place(name), f"{name!r} is no version", "three numbers, such as 1.2.0")


def _written(source: Source, name: str, value: Plain, of: Of) -> VersionShape:
    """What stands under a version, once every kind in it is one there is."""
    if value is None:
        return VersionShape()
    problems = []
    for group in GROUPS:
        kinds = value.get(group) if isinstance(value, dict) else None
        known = [kind for kind in KINDS[of] if group == "changed" or kind not in _ONLY_CHANGED]
        for kind in kinds if isinstance(kinds, dict) else ():
            if kind not in known:
                what = f"there is no kind {kind!r} here in the history of the {of}"
                mend = did_you_mean(kind, known) or f"there are {', '.join(known)}"
                problems.append(Problem(source.place(name, group, kind), what, mend=mend))
    if problems:
        raise InputError(problems)
    return shape(VersionShape, source, name)


def _version(name: str, written: VersionShape, source: Source) -> Version:
    problems: list[Problem] = []
    if written.date is not None and not is_day(written.date):
        what = f"{written.date!r} is no day"
        problems.append(Problem(source.place(name, "date"), what, "year, month and day, such as 2026-05-01"))
    found: dict[tuple[str, str], Change] = {}
    for change, where in _changes(written):
        before = found.setdefault((change.kind, change.id), change)
        if before is not change:
            what = f"the {change.kind} {change.id!r} stands twice in version {name}, under `{before.group}` too"
            problems.append(Problem(source.place(name, *where), what, mend="leave one of them", code="stands-twice"))
        if change.kind == "rulebook" and change.id not in ONCE:
            mend = did_you_mean(change.id, ONCE) or f"there are {', '.join(ONCE)}"
            problems.append(Problem(source.place(name, *where), f"a rulebook has no {change.id!r}", mend=mend))
    ids = {id_ for _, id_ in found}
    for id_ in written.reasons:
        if id_ not in ids:
            what = f"a reason for {id_!r}, which version {name} does not name"
            mend = did_you_mean(id_, ids) or "say it under `because`, or take it out"
            problems.append(Problem(source.place(name, "reasons", id_), what, mend=mend, code="unknown-id"))
    if problems:
        raise InputError(first_of(problems))
    changes = tuple(replace(one, because=written.reasons.get(one.id, "")) for one in found.values())
    return Version(name, written.date or "", written.because or "", changes, source.place(name))


def is_day(text: str) -> bool:
    """Whether this is a day, such as 2026-05-01."""
    return len(text) == len("2026-05-01") and parse_date(text) is not None


def _changes(written: VersionShape) -> Iterator[tuple[Change, Path_]]:
    """Each thing that changed, and where in its version it stands."""
    for kind, ids in written.new.items():
        for i, id_ in enumerate(ids):
            yield Change("new", kind, id_), ("new", kind, i)
    for kind, said in written.changed.items():
        for id_, sentences in said.items():
            yield Change("changed", kind, id_, sentences), ("changed", kind, id_)
    for kind, ids in written.retired.items():
        for i, id_ in enumerate(ids):
            yield Change("retired", kind, id_), ("retired", kind, i)
    for kind, by in written.replaced.items():
        for id_, other in by.items():
            yield Change("replaced", kind, id_, other=other), ("replaced", kind, id_)
    for kind, by in written.renamed.items():
        for id_, other in by.items():
            yield Change("renamed", kind, id_, other=other), ("renamed", kind, id_)
    for kind, titles in written.removed.items():
        for id_, title in titles.items():
            yield Change("removed", kind, id_, title=title), ("removed", kind, id_)
