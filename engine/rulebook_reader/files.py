"""Where rules stand, and what an entry is.

In: a rules folder. Out: its rule files with their strata, and the kind of each entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from wayhome.engine.errors import InputError, Place, Problem, listing
from wayhome.engine.sources import CASES

STRATA = (
    "0-implications",
    "1-context",
    "2-preconditions",
    "3-structures",
    "4-opportunities",
    "5-priorities",
    "6-roadmap",
)
KINDS = (
    "implication",
    "contradiction",
    "finding",
    "precondition",
    "recommend",
    "actor",
    "some_actor",
    "measure",
    "guard",
    "gate",
    "means",
    "headline",
    "step",
)
WEIGHTS = "weights.yaml"


def missing_folders(folder: Path) -> list[Problem]:
    """What is said of numbered folders that are not there: a rulebook may do without one that nothing leads to.

    Raises:
        InputError: if none is there, so that the folder is no rulebook.
    """
    missing = [name for name in STRATA if not (folder / name).is_dir()]
    if len(missing) == len(STRATA):
        near = next((one for one in (folder / "rules", folder.parent) if (one / STRATA[0]).is_dir()), None)
        mend = f"did you mean {str(near)!r}?" if near else "begin with a copy of the rules that came with Wayhome"
        raise InputError.at(str(folder), "not a rulebook", f"a folder that holds {listing(STRATA, 99)}", mend, "incomplete")
    mend = "bring it back, if it held rules: what else is told may come of it"
    return [Problem(Place(str(folder / name)), "the folder is missing", "", mend, "incomplete") for name in missing]


def rule_files(folder: Path) -> Iterator[tuple[int, Path]]:
    """The files of a rules folder that hold rules, in the order in which they are read, each with its stratum."""
    for stratum, name in enumerate(STRATA):
        for path in sorted((folder / name).rglob("*.yaml")):
            if path.name != WEIGHTS and not path.name.endswith(CASES):
                yield stratum, path


def folder_of(file: str) -> str:
    """The numbered folder a file of rules stands in; nothing if in none. They come in the order of their names."""
    return next((part for part in reversed(Path(file).parts) if part in STRATA), "")


def weights_files(folder: Path) -> list[Path]:
    """The files of weights of a rules folder; the last one counts."""
    return [path for name in STRATA for path in sorted((folder / name).rglob(WEIGHTS))]


def kind_of(entry: Mapping[str, object], place: Place) -> str:
    """The kind of an entry, one of `KINDS`; raises InputError if it is none."""
    for kind in KINDS:
        if kind in entry:
            return kind
    raise InputError.at(place, "an entry of an unknown kind", f"one that begins with {listing(KINDS, 99)}")
