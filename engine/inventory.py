"""The inventory of the handbook: one row for each piece of its guidance, in our words, and the rows that are set aside.

In: knowledge/handbook/inventory.csv and set-aside.yaml. Out: `Row`s by id in the order of the handbook, and why some of them
are not turned into advice.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wayhome.engine.errors import InputError, Place, Problem, did_you_mean
from wayhome.engine.sources import Strict, entries, read_text, read_yaml, shape

FILE, ASIDE = "inventory.csv", "set-aside.yaml"
COLUMNS = ("id", "section", "source_locator", "kind", "actor", "phase", "summary", "profile_condition")
MAY_BE_SET_ASIDE = (
    "key-message",
    "scope",
    "scale",
    "principle",
    "reference",
    "cooperation",
    "case-study",
    "case-study-lesson",
    "tip",
)
"""Kinds of rows that may be context, a repeat or an illustration; all others are things to do, or conditions for them."""


@dataclass(frozen=True)
class Row:
    """One piece of the handbook's guidance."""

    id: str
    section: str
    locator: str
    kind: str
    summary: str
    place: Place


class SetAside(Strict):
    """A row that cannot become advice, and why."""

    row: str
    reason: Literal["context", "repeat", "illustration"]
    why: str


def read_inventory(folder: Path) -> dict[str, Row]:
    """The rows of the inventory in a handbook folder; raises InputError listing every fault."""
    path = folder / FILE
    text = read_text(path)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what = "a character that is no text"
        raise InputError.at(
            Place(str(path), line, 1), what, mend="take it out, or save the file as UTF-8", code="unreadable"
        )
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # else a long cell is an error of its own
    lines = csv.reader(text.splitlines())
    head = next(lines, [])
    if tuple(head) != COLUMNS:
        raise InputError.at(Place(str(path), 1, 1), "not the inventory", f"the columns {', '.join(COLUMNS)}")
    found: dict[str, Row] = {}
    problems = []
    for cells in lines:
        place = Place(str(path), lines.line_num, 1)
        if len(cells) != len(COLUMNS) or not all(cell.strip() for cell in cells):
            problems.append(Problem(place, "a row with a cell too few, too many or empty", f"{len(COLUMNS)} cells"))
            continue
        id_, section, locator, kind, _, _, summary, _ = cells
        if id_ in found:
            problems.append(
                Problem(
                    place, f"the row {id_!r} stands twice", mend=f"the first is at {found[id_].place}", code="stands-twice"
                )
            )
        found[id_] = Row(id_, section, locator, kind, summary, place)
    if problems:
        raise InputError(problems)
    return found


def read_set_aside(folder: Path, rows: dict[str, Row]) -> dict[str, SetAside]:
    """The rows set aside; raises InputError for one that does not exist or that could become advice."""
    path = folder / ASIDE
    if not path.is_file():
        return {}
    source = read_yaml(path)
    found: dict[str, SetAside] = {}
    problems = []
    for i, _ in entries(source, "row"):
        aside = shape(SetAside, source, i)
        if aside.row not in rows:
            mend = did_you_mean(aside.row, rows)
            problems.append(
                Problem(source.place(i, "row"), f"the inventory has no row {aside.row!r}", mend=mend, code="unknown-id")
            )
        elif rows[aside.row].kind not in MAY_BE_SET_ASIDE:
            what = f"{aside.row} is a {rows[aside.row].kind} and can become advice"
            problems.append(Problem(source.place(i, "row"), what, mend="let a rule carry it"))
        elif aside.row in found:
            problems.append(Problem(source.place(i, "row"), f"{aside.row!r} is set aside twice", code="stands-twice"))
        found[aside.row] = aside
    if problems:
        raise InputError(problems)
    return found
