"""Record what changed in a version: in `history.yaml` beside the rules, and beside the knowledge.

In: folders, and those of the version before, if there is one. Out: the files that were written. A version in preparation is
recorded as often as need be: what changed is put down anew, and what people wrote stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wayhome.engine.errors import InputError, Place, did_you_mean
from wayhome.engine.file_lock import locked_folders
from wayhome.engine.history_file import GROUPS, Of, is_day
from wayhome.engine.library import Library, load_library
from wayhome.engine.sources import HISTORY, Plain, write_atomically
from wayhome.engine.version_file import KNOWLEDGE, RULEBOOK, numbers
from wayhome.engine.versions.changelog import Changelog, changelog
from wayhome.engine.versions.history_text import HistoryText
from wayhome.engine.versions.recorded import ORDER, begun, recorded

Entry = dict[str, Plain]
"""What stands under a version."""


@dataclass(frozen=True)
class Reasons:
    """What people say of a version; it goes into both histories."""

    date: str = ""
    """The day it came into force, such as 2026-05-01."""
    because: str = ""
    by_id: Mapping[str, str] = field(default_factory=dict)
    """The id of a rule, and why it is new or changed."""


@dataclass(frozen=True)
class Recorded:
    """A history with a version put down in it."""

    path: Path
    version: str
    text: str
    is_changed: bool
    lost: Mapping[str, str]
    """Reasons that stood there, of what the version no longer speaks of: told, so that nobody loses a text."""


def record(
    rules: Path, knowledge: Path | None, since: Path | None, old_knowledge: Path | None, reasons: Reasons
) -> list[Recorded]:
    """Put down what changed, and write it.

    Args:
        rules: the rules to record.
        knowledge: their knowledge; recorded too if it is named and it is known what it was before.
        since: the rules of the version before; without them this is the first one, in which everything is new.
        old_knowledge: the knowledge of the version before, if it was another.
        reasons: what people say of it.

    Raises:
        InputError: a folder that does not load, a version that is not far enough on, a reason for what did not change; then
            nothing is written. Or a file that cannot be written.
    """
    if reasons.date and not is_day(reasons.date):
        raise InputError.at("--date", f"{reasons.date!r} is no day", "year, month and day, such as 2026-05-01")
    with locked_folders(rules, *([knowledge] if knowledge else [])):
        return _put_down(rules, knowledge, since, old_knowledge, reasons)


def _put_down(
    rules: Path, knowledge: Path | None, since: Path | None, old_knowledge: Path | None, reasons: Reasons
) -> list[Recorded]:
    new = load_library(rules, knowledge)
    old = load_library(since, old_knowledge or knowledge) if since else None
    log = changelog(old, new) if old else None
    sides = [_Side("rulebook", rules, since, new, log)]
    if knowledge and (since is None or old_knowledge):
        sides.append(_Side("knowledge", knowledge, old_knowledge, new, log))
    told = [side.told() for side in sides]
    _check_reasons(reasons, [entry for entry, _ in told])
    found = [side.recorded(entry, before, reasons) for side, (entry, before) in zip(sides, told, strict=True)]
    for one in found:
        if one.is_changed:
            write_atomically(one.path, one.text)
    return found


class _Side:
    """The rules, or the knowledge: the folder of now, and that of before."""

    def __init__(self, of: Of, folder: Path, since: Path | None, new: Library, log: Changelog | None) -> None:
        self.of, self.folder, self.since, self.new, self.log = of, folder, since, new, log
        self.file = RULEBOOK if of == "rulebook" else KNOWLEDGE
        self.history = HistoryText.read(folder / HISTORY, of)
        self.version = self._version_of(new, folder)
        self.place = Place(str(folder / self.file))
        self._check_order()

    def told(self) -> tuple[Entry, dict[str, Entry]]:
        """What changed in this version, and the versions before it where the history does not have them yet."""
        before = [version for version in self.history.versions if version != self.version]
        if self.log is None or self.since is None:
            if before:
                what = f"the history of the {self.of} has {before[0]} before {self.version}"
                raise InputError.at(str(self.history.path), what, mend=self._ask_for(before[0]))
            return begun(self.new, self.of), {}
        grown = self.log.grown[self.of == "knowledge"]
        was = self._version_of(self.log.old, self.since)
        if grown.warning:
            raise InputError.at(self.place, grown.warning, mend=f"write `version: {grown.suggested}`, or later")
        if numbers(self.version) < numbers(was):
            raise InputError.at(self.place, f"the {self.of} says {self.version}, and {self.since} says {was}, a later one")
        if was == self.version and (was in self.history.versions or not before):  # and nothing changed
            return self.history.versions.get(self.version) or begun(self.new, self.of), {}
        if before and before[0] != was:
            what = f"the history of the {self.of} has {before[0]} before {self.version}, and {self.since} says {was}"
            raise InputError.at(str(self.history.path), what, mend=self._ask_for(before[0]))
        known = {} if before else HistoryText.read(self.since / HISTORY, self.of).versions
        entry = recorded(self.log.of_rules if self.of == "rulebook" else self.log.knowledge)
        return entry, known if before or was in known else {was: begun(self.log.old, self.of)}

    def recorded(self, entry: Entry, before: dict[str, Entry], reasons: Reasons) -> Recorded:
        """The history with the entry in it, beside what people say and said of this version."""
        held = self.history.versions.get(self.version, {})
        said = held.get("reasons")
        kept = {id_: str(text) for id_, text in said.items()} if isinstance(said, dict) else {}
        ids = _ids(entry)
        by_id = {id_: text for id_, text in {**kept, **reasons.by_id}.items() if id_ in ids}
        people: Entry = {
            "date": reasons.date or held.get("date"),
            "because": reasons.because or held.get("because"),
            "reasons": {**by_id},
        }
        whole = {key: {**entry, **people}.get(key) for key in ORDER}
        text = self.history.with_version(self.version, {key: value for key, value in whole.items() if value}, before)
        lost = {id_: text for id_, text in kept.items() if id_ not in ids}
        return Recorded(self.history.path, self.version, text, text != self.history.text, lost)

    def _version_of(self, library: Library, folder: Path) -> str:
        version = library.rulebook_version if self.of == "rulebook" else library.knowledge_version
        if not version:
            path = str(folder / self.file)
            raise InputError.at(path, f"nothing says which version this {self.of} is", mend="write `version: 0.1.0`")
        return version

    def _ask_for(self, version: str) -> str:
        """What to do if another version is held against this one, or none."""
        return f"give the {self.of} of {version} with {'--since' if self.of == 'rulebook' else '--old-knowledge'}"

    def _check_order(self) -> None:
        newest = next(iter(self.history.versions), self.version)
        if newest != self.version and numbers(newest) >= numbers(self.version):
            what = f"the {self.of} says {self.version}, and its history knows {newest} already"
            raise InputError.at(self.place, what, mend="write a later version")


def _ids(entry: Entry) -> set[str]:
    """Everything an entry names."""
    kinds = [its for group in GROUPS if isinstance(its := entry.get(group), dict)]
    return {str(id_) for by_kind in kinds for ids in by_kind.values() if isinstance(ids, (list, dict)) for id_ in ids}


def _check_reasons(reasons: Reasons, entries: list[Entry]) -> None:
    known = {id_ for entry in entries for id_ in _ids(entry)}
    for id_ in reasons.by_id:
        if id_ not in known:
            raise InputError.at("--reason", f"{id_!r} is not among what changed", mend=did_you_mean(id_, sorted(known)))
