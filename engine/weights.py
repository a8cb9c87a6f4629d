"""Weights of the criteria: a file of six lines, in place of the rulebook's if an adviser or a body wants its own."""

from __future__ import annotations

from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.sources import Source


def read_weights(source: Source) -> dict[str, int]:
    """Criterion to whole-number weight; raises InputError for another shape."""
    value = source.value
    expected = f"one line each for {', '.join(CRITERIA)}"
    if not isinstance(value, dict):
        raise InputError.at(source.place(), "not a set of weights", expected)
    for name, weight in value.items():
        if name not in CRITERIA:
            raise InputError.at(
                source.place(name), f"there is no criterion {name!r}", expected, did_you_mean(name, CRITERIA)
            )
        if not isinstance(weight, int) or isinstance(weight, bool) or not 0 <= weight <= 100:
            raise InputError.at(source.place(name), f"{name}: {weight!r} is not a weight", "a whole number, 0 to 100")
    missing = [name for name in CRITERIA if name not in value]
    if missing:
        raise InputError.at(source.place(), f"no weight for {', '.join(missing)}", expected)
    return {name: int(str(value[name])) for name in CRITERIA}
