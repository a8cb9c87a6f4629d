"""What another version of the rules makes of stored profiles: which of them change, how, and because of which rule.

In: two libraries and files of profiles. Out: an `Impact`. Each profile is worked out under both for the readers of the
draft, so that nothing withheld shows; one that cannot be read is told and stops no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from wayhome.engine.advise import Options, advise
from wayhome.engine.changes.causes import Causes
from wayhome.engine.changes.comparison import Change, Comparison, MeasureChange
from wayhome.engine.changes.sides import Side, compared
from wayhome.engine.changes.standing import FindingState, MeasureState, RecommendationState, TaskState, measure_states
from wayhome.engine.changes.units import Unit
from wayhome.engine.errors import InputError
from wayhome.engine.library import Library
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.sources import read_bytes

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Touched:
    """One profile under both versions."""

    file: str
    comparison: Comparison

    @cached_property
    def findings(self) -> tuple[Change[FindingState], ...]:
        """Findings and preconditions read otherwise."""
        return self.comparison.findings

    @cached_property
    def recommendations(self) -> tuple[Change[RecommendationState], ...]:
        """Recommendations of another status or with other ways left."""
        return self.comparison.recommendations

    @cached_property
    def foremost(self) -> tuple[MeasureChange, ...]:
        """Measures that came into the main part of the brief or left it, changed there, or stand at another place of it.

        Changed there are also those that are led otherwise, or have another instrument or cost class.
        """
        return tuple(change for change in self.comparison.measures if _is_foremost(change))

    @cached_property
    def moved(self) -> tuple[Change[TaskState], ...]:
        """Lines that the main part of the brief prints in its roadmap, of another step or in other months."""
        printed = {task.id for side in (self.comparison.before, self.comparison.after) for task in side.roadmap.printed}
        return tuple(change for change in self.comparison.tasks if change.id in printed and _is_moved(change))

    @property
    def is_changed(self) -> bool:
        """Whether any of these differs."""
        return bool(self.findings or self.recommendations or self.foremost or self.moved)

    @cached_property
    def is_otherwise_touched(self) -> bool:
        """Whether nothing of these differs, but points, or what stands further down or in the annexes, do."""
        return not self.is_changed and bool(self.comparison.measures or self.comparison.tasks)

    @cached_property
    def causes(self) -> tuple[Unit, ...]:
        """Every rule that one of the changes is due to."""
        found: list[Causes] = [self.comparison.causes_of(change) for change in self.findings]
        found += [self.comparison.causes_of(change) for change in self.recommendations]
        found += [self.comparison.causes_of(change) for change in self.foremost]
        found += [self.comparison.causes_of(change) for change in self.moved]
        units = dict.fromkeys(unit for causes in found for unit in causes.units)
        if self.moved_by_weights:
            units[Unit("weights")] = None
        return tuple(units)

    @cached_property
    def moved_by_weights(self) -> frozenset[str]:
        """The foremost measures that would stand at their places of before with the weights of before."""
        before, after = self.comparison.before, self.comparison.after
        if before.weights == after.weights:
            return frozenset()
        weighed = advise(after.profile, after.library, replace(after.options, weights=before.weights))
        found = measure_states(weighed)
        return frozenset(
            change.id
            for change in self.foremost
            if change.before and change.after and change.id in found
            if _standing(found[change.id]) == _standing(change.before) != _standing(change.after)
        )


def _is_foremost(change: MeasureChange) -> bool:
    before, after = change.before, change.after
    if before is None or after is None:
        return any(state is not None and state.shown for state in (before, after))
    if not (before.shown or after.shown):
        return False
    return _standing(before) != _standing(after) or before.modes != after.modes or before.terms != after.terms


def _is_moved(change: Change[TaskState]) -> bool:
    """Whether a line of both roadmaps has another step or other months; what came or went is told of its measure."""
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
    profiles: list[Touched] = []
    unread: list[Unread] = []
    for path in files:
        try:
            profiles.append(Touched(path.name, _compared(old, new, path)))
        except InputError as error:
            unread.append(Unread(path.name, error))
    return Impact(tuple(profiles), tuple(unread))


def _compared(old: Library, new: Library, path: Path) -> Comparison:
    content = read_bytes(path)
    sides = (Side(check_profile(content, str(path), side.questionnaire), side, Options()) for side in (old, new))
    return compared(*sides)
