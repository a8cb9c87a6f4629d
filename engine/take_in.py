"""Take what others have to say into a profile, without overwriting anything silently.

In: a draft, and contributions read from forms or a workbook. Out: a `TakenIn`: the draft with what is new, a line for each
change, and a conflict for each field on which the profile says something else already, unless it was said whom to prefer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.answer_fields import ANSWER, BESIDE, DATE, EVIDENCE, SOURCE, VOICES, FieldPath, Said, beside
from wayhome.engine.contribution import Contribution, contribution_of
from wayhome.engine.draft import Draft
from wayhome.engine.errors import Place, Problem
from wayhome.engine.places import find_country
from wayhome.engine.questionnaire import YES_NO, NotKnown
from wayhome.engine.shared_keys import names_of_bodies, with_shared_keys
from wayhome.engine.sources import Plain
from wayhome.engine.voices import Voice, combined, shown

Preference = Literal["file", "new"]
"""Who is right where the profile and what is taken in differ."""


@dataclass(frozen=True)
class TakenIn:
    """A profile after others were heard."""

    draft: Draft
    added: int
    """Fields the profile said nothing of."""
    changed: tuple[str, ...]
    """A line for each field that says something else now."""
    conflicts: tuple[Problem, ...]
    """What has to be decided first: if there is any, the draft is the one there was."""


def take_in(draft: Draft, contributions: Sequence[Contribution], prefer: Preference | None = None) -> TakenIn:
    """Take contributions in, one after the other; `prefer` decides where they differ from what is there."""
    before, added = draft, 0
    changed: list[str] = []
    conflicts: list[Problem] = []
    for one in contributions:
        if one.is_another_voice:
            one = with_shared_keys(one, [contribution_of(draft)])
        taking = _Taking(draft, one, prefer)
        head = taking.head()
        sources = taking.sources()
        answers = {id_: fields for id_, said in one.answers.items() if (fields := taking.answer(id_, said))}
        cited = {str(key) for fields in answers.values() for key in _listed(fields.get(SOURCE))}
        draft = draft.with_head(head) if head else draft
        for key, entry in sources.items():
            if key in cited or not one.is_another_voice:
                draft = draft.with_source(key, entry)
        draft = draft.with_all_said(answers)
        added += taking.added
        changed += taking.changed
        conflicts += taking.conflicts
    return TakenIn(before if conflicts else draft, added, tuple(changed), tuple(conflicts))


class _Taking:
    """One contribution held against a draft."""

    def __init__(self, draft: Draft, one: Contribution, prefer: Preference | None) -> None:
        self.draft = draft
        self.one = one
        self.prefer = prefer
        self.added = 0
        self.changed: list[str] = []
        self.conflicts: list[Problem] = []

    def head(self) -> dict[str, Plain]:
        """The lines of the head to write."""
        found: dict[str, Plain] = {}
        for key, value in self.one.head.items():
            held = self.draft.value.get(key)
            if _line_of(held) == _line_of(value) or (
                key == "country" and find_country(str(held)) == find_country(str(value))
            ):
                continue
            if self._may_write("", (key,), held if _line_of(held) else None, value):
                found[key] = value
        return found

    def sources(self) -> dict[str, dict[str, Plain]]:
        """The sources to write."""
        found = {}
        for key, entry in self.one.sources.items():
            held = self.draft.sources.get(key)
            if not isinstance(entry, dict) or _is_same_source(held, entry):
                continue
            if self._may_write("", ("sources", key), held, entry):
                found[key] = entry
        return found

    def answer(self, id_: str, said: Said) -> dict[FieldPath, Plain]:
        """The fields of one answer to write; None takes a value away."""
        held = self.draft.said(id_)
        found: dict[FieldPath, Plain] = {}
        is_kept = False
        for path, value in said.items():
            if path in BESIDE or held.get(path) == value:
                continue
            if value == NotKnown.NOT_ASKED and (self.one.is_another_voice or held):
                continue  # no news, but for a profile that is being written anew from its own workbook
            there = self._there(id_, path, held)
            if self._may_write(id_, path, None if there == NotKnown.NOT_ASKED else there, value):
                found[path] = value
            else:
                is_kept = True
        is_new = ANSWER in found and ANSWER in held
        if VOICES in said and not is_kept and said[VOICES] != held.get(VOICES):
            if ANSWER in found or self._may_write(id_, VOICES, held.get(VOICES), said[VOICES]):
                found[VOICES] = said[VOICES]
        elif VOICES in held and ANSWER in found:
            found[VOICES] = None
        if is_new and self.one.is_another_voice:
            # What stood beside the answer of old spoke for that.
            found |= {path: said.get(path) for path in (EVIDENCE, SOURCE, DATE) if path in said or path in held}
        elif not is_kept:
            found |= self._beside(id_, said, held)
        return found

    def _there(self, id_: str, path: FieldPath, held: Said) -> Plain:
        """What the profile says where a value would be written: for a list as a whole, also who is in it, and back."""
        if path in held:
            return held[path]
        if self.draft.questionnaire.questions[id_].repeat:
            bodies = names_of_bodies(held)
            if path == ANSWER and bodies:
                return list(bodies.values())
            if len(path) == 3 and ANSWER in held:
                return held[ANSWER]
        return None

    def _beside(self, id_: str, said: Said, held: Said) -> dict[FieldPath, Plain]:
        """Evidence, sources and date: added to those there if another voice speaks, else in their place."""
        found: dict[FieldPath, Plain] = {}
        question = self.draft.questionnaire.questions[id_]
        for path in (EVIDENCE, SOURCE, DATE):
            new, there = said.get(path), held.get(path)
            if new is None or new == there:
                continue
            if there is None:
                found[path] = new
            elif self.one.is_another_voice and path != DATE:
                both = combined(beside(id_, path), question, [Voice("", there), Voice("", new)]).value
                if both != there:
                    found[path] = both
            elif self.one.is_another_voice:
                found[path] = max(str(there), str(new))  # both say the same: lately confirmed
            elif self._may_write(id_, path, there, new):
                found[path] = new
        return found

    def _may_write(self, id_: str, path: FieldPath, held: Plain, value: Plain) -> bool:
        """Whether a value may be written where the profile says `held`; if not decided, a conflict is noted."""
        if held is None:
            self.added += id_ != "" and path not in BESIDE
            return True
        if self.prefer is None:
            what = (
                f"{_name(id_, path)} is {shown(value)} here, and {shown(held)} in {self.draft.file}{_line(self._place(id_))}"
            )
            self.conflicts.append(Problem(self.one.place_of(id_, path), what))
            return False
        if self.prefer == "new":
            self.changed.append(f"{_name(id_, path)}: {shown(held)} becomes {shown(value)}")
        return self.prefer == "new"

    def _place(self, id_: str) -> Place | None:
        return self.draft.profile.places.get(id_)


def _line(place: Place | None) -> str:
    return f", line {place.line}" if place and place.line else ""


def _name(id_: str, path: FieldPath) -> str:
    """A field as a profile writes it."""
    return ".".join(part for part in (id_, *(path if path[0] != "answer" else path[1:])) if part)


def _line_of(value: Plain) -> str:
    """A line of the head, however it is written."""
    return YES_NO[value] if isinstance(value, bool) else "" if value is None else str(value).strip()


def _is_same_source(held: Plain, entry: Mapping[str, Plain]) -> bool:
    """Whether the same is said of a source; a line left open says nothing."""
    one, other = (
        {name: _line_of(value) for name, value in source.items() if _line_of(value)}
        for source in (held if isinstance(held, dict) else {}, entry)
    )
    return one == other


def _listed(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [] if value is None else [value]
