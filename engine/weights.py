"""Weights of the criteria: a file of six lines, in place of the rulebook's if an adviser or a body wants its own.

A seventh line, `name`, says whose they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.shape_faults import as_written
from wayhome.engine.sources import Source

NAME = "name"
LONGEST_NAME = 80
MOST = 100
"""The largest weight."""


@dataclass(frozen=True)
class BodyWeights:
    """The weights of one body."""

    name: str
    """Whose they are; empty if the file does not say."""
    weights: dict[str, int]
    """By criterion."""


def read_weights(source: Source) -> dict[str, int]:
    """Criterion to whole-number weight; raises InputError for another shape."""
    return read_body_weights(source).weights


def read_body_weights(source: Source) -> BodyWeights:
    """Weights with the name of the body they are of; raises InputError for another shape."""
    value = source.value
    expected = f"one line each for {', '.join(CRITERIA)}"
    if not isinstance(value, dict):
        raise InputError.at(source.place(), "not a set of weights", expected)
    for key, weight in value.items():
        if key == NAME:
            continue
        if key not in CRITERIA:
            hint = did_you_mean(key, (*CRITERIA, NAME))
            raise InputError.at(source.place(key), f"there is no criterion {key!r}", expected, hint)
        if not isinstance(weight, int) or isinstance(weight, bool) or not 0 <= weight <= MOST:
            raise InputError.at(
                source.place(key), f"{key}: {as_written(weight)} is not a weight", f"a whole number, 0 to {MOST}"
            )
    missing = [key for key in CRITERIA if key not in value]
    if missing:
        raise InputError.at(source.place(), f"no weight for {', '.join(missing)}", expected)
    return BodyWeights(_name(source, value.get(NAME)), {key: int(str(value[key])) for key in CRITERIA})


def _name(source: Source, given: object) -> str:
    if given is None:
        return ""
    if not isinstance(given, str) or not given.strip() or len(given) > LONGEST_NAME:
        expected = f"the name of a body, of at most {LONGEST_NAME} characters"
        raise InputError.at(source.place(NAME), f"name: {str(given)[:LONGEST_NAME]!r} is not a name", expected)
    return given.strip()
