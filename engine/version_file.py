"""The version of rules or knowledge, as a small file beside them says it: `version: 1.2.0`.

In: a folder. Out: the version, and how it grows.
"""

from __future__ import annotations

import re
from enum import IntEnum
from pathlib import Path

from pydantic import Field

from wayhome.engine.errors import InputError
from wayhome.engine.sources import Strict, read_yaml, shape
from wayhome.engine.text_forms import VERSION

RULEBOOK = "rulebook.yaml"
KNOWLEDGE = "knowledge.yaml"


class VersionFile(Strict):
    """The version of a folder of rules or knowledge."""

    version: str = Field(pattern=VERSION)
    """Three numbers, such as 1.2.0; a fork may add a name, as in 1.2.0+gha."""


class Step(IntEnum):
    """How far a version has to grow, the least first."""

    NONE = 0
    PATCH = 1
    """Other words for the same."""
    MINOR = 2
    """New rules."""
    MAJOR = 3
    """Advice can change for profiles that are there already."""


def read_version(path: Path) -> str:
    """The version in a file, empty if there is no such file or nothing in it; raises InputError if it is none."""
    source = read_yaml(path) if path.is_file() else None
    if source is None or source.value is None:
        return ""
    given = source.value.get("version") if isinstance(source.value, dict) else None
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", str(given)):  # YAML reads a number where three were meant
        padded = ".".join([*str(given).split("."), "0", "0"][:3])
        raise InputError.at(source.place("version"), f"version is {given}", "three numbers", f"write `version: {padded}`")
    return shape(VersionFile, source).version


def numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version."""
    found = re.match(VERSION, version)
    if found is None:
        raise ValueError(version)
    return int(found[1]), int(found[2]), int(found[3])


def after(version: str, step: Step) -> str:
    """The least version that says so much has changed; before 1.0.0 each step stands one place further on."""
    major, minor, patch = numbers(version)
    if step is Step.NONE:
        return f"{major}.{minor}.{patch}"
    if step is Step.MAJOR:
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if step is Step.MINOR and major:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def says(before: str, now: str, step: Step) -> bool:
    """Whether the later version is as far on as this step asks."""
    return numbers(now) >= numbers(after(before, step))
