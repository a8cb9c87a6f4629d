"""What another version of the rules makes of stored profiles: which of them change, how, and because of which rule.

In: two libraries and files of profiles. Out: an `Impact`. Each profile is worked out under both for the readers of the
draft, so that nothing withheld shows; one that cannot be read is told and stops no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wayhome.engine.advise import Advice, Options
from wayhome.engine.changes.causes import Causes
from wayhome.engine.changes.comparison import Change, Comparison, MeasureChange
from wayhome.engine.changes.mixtures import Mixtures
from wayhome.engine.changes.sides import Side, compared
from wayhome.engine.changes.standing import (
    CareState,
    FindingState,
    MeasureState,
    PiecesState,
    RecommendationState,
    TaskState,
)
from wayhome.engine.changes.units import Unit
from wayhome.engine.compare_text.teller import Teller
from wayhome.engine.errors import InputError
from wayhome.engine.library import Library
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.sources import read_bytes
from wayhome.engine.versions.briefs import differing_parts

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Touched:
    """One profile under both versions."""

    file: str
    comparison: Comparison

    @cached_property
    def teller(self) -> Teller:
        """The words it is told in."""
        return Teller(self.comparison)

    @cached_property
    def findings(self) -> tuple[Change[FindingState], ...]:
        """Findings and preconditions read otherwise; a precondition may be read the same for two sets of values."""
        return tuple(change for change in self.comparison.findings if _is_told_apart(self.teller.findings(change)))

    @cached_property
    def recommendations(self) -> tuple[Change[RecommendationState], ...]:
        """Recommendations of another status or with other ways left."""
        changes = self.comparison.recommendations
        return tuple(change for change in changes if _is_told_apart(self.teller.recommendations(change)))

    @cached_property
    def pieces(self) -> tuple[Change[PiecesState], ...]:
        """Recommendations of which other pieces come in, or are further or less far."""
        return tuple(change for change in self.comparison.pieces if _is_told_apart(self.teller.pieces(change)))

    @cached_property
    def foremost(self) -> tuple[MeasureChange, ...]:
        """Measures that came into the main part of the brief or left it, changed there, or stand at another place of it.

        Changed there are also those that are led otherwise, or have another instrument or cost class.
        """
        return tuple(change for change in self.comparison.measures if _is_foremost(change))

    @cached_property
    def tasks(self) -> tuple[Change[TaskState], ...]:
        """Lines that the main part of the brief prints in its roadmap, of another step or in other months.

        Of those that came or went only what belongs to no measure: else that is told of the measure.
        """
        measures = {r.id for side in self._sides for r in side.ranked}
        printed = [{task.id for task in side.roadmap.printed} for side in self._sides]
        return tuple(
            change
            for change in self.comparison.tasks
            if (_is_moved(change) and change.id in printed[0] | printed[1])
            or (change.id in printed[0] ^ printed[1] and change.id not in measures)
        )

    @cached_property
    def care(self) -> tuple[Change[CareState], ...]:
        """Sentences of care in the main part."""
        return self.comparison.care

    @property
    def is_changed(self) -> bool:
        """Whether any of these differs."""
        return any((self.findings, self.recommendations, self.pieces, self.foremost, self.tasks, self.care))

    @cached_property
    def is_otherwise_touched(self) -> bool:
        """Whether nothing of these differs, but points, or what stands further down or in the annexes, do."""
        return not self.is_changed and bool(self.comparison.measures or self.comparison.tasks or self.sections)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Where nothing of these differs: the parts of its brief in which a word does, by their titles."""
        return () if self.is_changed else differing_parts(*self._sides)

    @property
    def _sides(self) -> tuple[Advice, Advice]:
        return self.comparison.before, self.comparison.after

    @cached_property
    def causes(self) -> tuple[Unit, ...]:
        """Every rule, or part of the questionnaire, that one of the changes is due to."""
        found: list[Causes] = [self.comparison.causes_of(change) for change in self.findings]
        found += [self.comparison.causes_of(change) for change in self.recommendations]
        found += [self.comparison.causes_of(change) for change in self.pieces]
        found += [self.causes_of_measure(change) for change in self.foremost]
        found += [self.comparison.causes_of(change) for change in self.tasks]
        found += [self.comparison.causes_of(change) for change in self.care]
        return tuple(dict.fromkeys(unit for causes in found for unit in causes.units))

    def causes_of_measure(self, change: MeasureChange) -> Causes:
        """What it is due to that a measure stands otherwise in the main part, or at another place of it."""
        return self.comparison.causes(change.id, "measure", "way", "terms", "place")

    def has_own_rule_changed(self, measure: str) -> bool:
        """Whether the rule of a measure is another one, or that of one of its parts."""
        books = (side.library.rulebook for side in self._sides)
        parts = {part for book in books if measure in book.measures for part in book.measures[measure].made_of}
        own = {Unit("measure", measure), *(Unit("recommendation", part) for part in parts)}
        return not own.isdisjoint(self.comparison.worlds.units)


def _is_told_apart(sides: tuple[str, str]) -> bool:
    return sides[0] != sides[1]


def _is_foremost(change: MeasureChange) -> bool:
    before, after = change.before, change.after
    if before is None or after is None:
        return any(state is not None and state.shown for state in (before, after))
    if not (before.shown or after.shown):
        return False
    return _standing(before) != _standing(after) or before.modes != after.modes or before.terms != after.terms


def _is_moved(change: Change[TaskState]) -> bool:
    """Whether a line of both roadmaps has another step or other months."""
    before, after = change.before, change.after
    if before is None or after is None:
        return False
    return (before.step, before.start, before.end, before.at_once) != (after.step, after.start, after.end, after.at_once)


def _standing(state: MeasureState) -> tuple[object, ...]:
    return (state.shown, state.status, state.of_class, state.rank)


@dataclass(frozen=True)
class Unread:
    """A profile that one of the two versions cannot read."""

    file: str
    error: InputError


@dataclass(frozen=True)
class Impact:
    """All profiles."""

    profiles: tuple[Touched, ...]
    unread: tuple[Unread, ...]

    @property
    def changed(self) -> tuple[Touched, ...]:
        """The profiles that change."""
        return tuple(one for one in self.profiles if one.is_changed)

    @property
    def by_rule(self) -> dict[Unit, list[str]]:
        """By rule, the profiles that change because of it, those with most profiles first."""
        found: dict[Unit, list[str]] = {}
        for one in self.changed:
            for unit in one.causes:
                found.setdefault(unit, []).append(one.file)
        return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def profile_files(folder: Path) -> list[Path]:
    """The profiles in a folder, not below it; raises InputError if there is none."""
    if not folder.is_dir():
        raise InputError.at(str(folder), "there is no such folder")
    found = sorted(path for path in folder.iterdir() if path.suffix in ENDINGS and path.is_file())
    if not found:
        raise InputError.at(str(folder), "there is no profile in this folder", "files such as ghana.yaml")
    return found


def impact(old: Library, new: Library, files: Iterable[Path]) -> Impact:
    """Work out every profile under both versions; raises EngineError if two evaluations of one differ."""
    mixtures = Mixtures(old, new)
    profiles: list[Touched] = []
    unread: list[Unread] = []
    for path in files:
        try:
            profiles.append(Touched(path.name, _compared(mixtures, path)))
        except InputError as error:
            unread.append(Unread(path.name, error))
    return Impact(tuple(profiles), tuple(unread))


def _compared(mixtures: Mixtures, path: Path) -> Comparison:
    content = read_bytes(path)
    before, after = (
        Side(check_profile(content, str(path), side.questionnaire), side, Options())
        for side in (mixtures.before, mixtures.after)
    )
    return compared(before, after, mixtures)
