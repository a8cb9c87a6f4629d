"""The handbook's guidance in our own words: one passage a heading.

In: knowledge/handbook/*.md. Out: passages by id, with locator, strength, actors, codes and a paragraph for each mode.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from wayhome.engine.entries import Callout, Entry, read_entries
from wayhome.engine.errors import InputError, Place, Problem, collected, did_you_mean, listing
from wayhome.engine.questionnaire import MODES

Strength = Literal["must", "should", "could"]
FIELDS = (
    "locator",
    "strength",
    "actors",
    "partners",
    "beneficiaries",
    "indicator",
    "means of verification",
    "sdg",
    "gcm",
    "crs",
    "country",
)


@dataclass(frozen=True)
class Passage:
    """One piece of guidance of the handbook."""

    id: str
    title: str
    place: Place
    locator: str
    """Where the handbook says it."""
    strength: Strength
    """The force of the source's wording."""
    text: str
    modes: dict[str, str]
    """How to do it, for each mode; `any` while the mode is open."""
    callouts: tuple[Callout, ...] = ()
    actors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    beneficiaries: str = ""
    indicator: str = ""
    verification: str = ""
    sdg: tuple[str, ...] = ()
    gcm: tuple[str, ...] = ()
    crs: tuple[str, ...] = ()
    country: str = ""
    """Of a case study: the country it tells of, by its code in ISO 3166-1; it is not told to that country."""


def load_handbook(folder: Path) -> dict[str, Passage]:
    """Read every page of a handbook folder; raises InputError listing every fault."""
    passages: dict[str, Passage] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        page: list[Entry] = []
        with collected(problems):
            page = read_entries(path)
        for entry in page:
            if entry.id in passages:
                first = passages[entry.id].place
                problems.append(
                    Problem(
                        entry.place,
                        f"the passage {entry.id} stands twice",
                        mend=f"the first is at {first}",
                        code="stands-twice",
                    )
                )
                continue
            faults = list(_faults(entry))
            problems.extend(faults)
            if not faults:
                passages[entry.id] = _passage(entry)
    if problems:
        raise InputError(problems)
    if not passages:
        raise InputError.at(
            str(folder), "there are no passages", "Markdown files with one `##` heading a passage", code="missing-text"
        )
    return passages


def _faults(entry: Entry) -> list[Problem]:
    found = []
    for name in entry.fields:
        if name not in FIELDS:
            hint = did_you_mean(name, FIELDS)
            found.append(Problem(entry.at(name), f"{entry.id}: unknown field {name!r}", mend=hint))
    if "locator" not in entry.fields:
        found.append(
            Problem(entry.place, f"{entry.id} has no Locator", mend="copy it from the inventory", code="missing-citation")
        )
    strength = entry.fields.get("strength")
    if strength not in get_args(Strength):
        what = f"{entry.id} has {'no Strength' if strength is None else f'the Strength {strength!r}'}"
        hint = did_you_mean(strength or "", get_args(Strength))
        found.append(Problem(entry.at("strength"), what, "must, should or could", hint))
    if not entry.text:
        found.append(
            Problem(
                entry.place,
                f"{entry.id} has no text",
                mend="say in our own words what the handbook says",
                code="missing-text",
            )
        )
    for mode in entry.variants:
        if mode not in (*MODES, "any"):
            what, hint = f"{entry.id}: unknown mode {mode!r}", did_you_mean(mode, (*MODES, "any"))
            found.append(Problem(entry.at(mode), what, listing((*MODES, "any"), 10), hint, "outside-domain"))
    return found


def _passage(entry: Entry) -> Passage:
    fields = entry.fields

    def several(name: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in fields.get(name, "").split(",") if word.strip())

    strength: Strength = fields["strength"]  # type: ignore[assignment]  # checked in _faults
    return Passage(
        id=entry.id,
        title=entry.title,
        place=entry.place,
        locator=fields["locator"],
        strength=strength,
        text=" ".join(entry.text),
        modes=dict(entry.variants),
        callouts=tuple(entry.callouts),
        actors=several("actors"),
        partners=several("partners"),
        beneficiaries=fields.get("beneficiaries", ""),
        indicator=fields.get("indicator", ""),
        verification=fields.get("means of verification", ""),
        sdg=several("sdg"),
        gcm=several("gcm"),
        crs=several("crs"),
        country=fields.get("country", ""),
    )
