"""What is wrong with a value that has not the shape it needs, in words of whoever writes the file.

In: what the check of shapes says of one value. Out: what stands there, what was expected and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wayhome.engine.errors import did_you_mean
from wayhome.engine.text_forms import FORMS

_EXPECTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "yes or no",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a map such as {key: value}",
    "model_type": "a map such as {key: value}",
    "model_attributes_type": "a map such as {key: value}",
    "dataclass_type": "a map such as {key: value}",
}
_LONGEST_SHOWN = 60
_LONGEST_WRAPPED = 40
_CURLY = re.compile("[\u2018\u2019\u201c\u201d\u00ab\u00bb]")
"""Quotes as word processors make them."""
_QUOTED = re.compile(r"'([^']*)'")

Said = tuple[str, str, str]
"""What is wrong, what was expected, and how to mend it."""


def said_of(path: Sequence[str | int], faults: Sequence[Mapping[str, Any]], whole: str = "the entry") -> Said:
    """What is said of the value at a path of an entry, of which each fault tells one shape that it has not.

    A fault is a dictionary as pydantic's `ValidationError.errors()` has it; `whole` is what the path begins at.
    """
    given, name = faults[0].get("input"), name_of(path) or whole
    own = [str(fault["msg"]).removeprefix("Value error, ") for fault in faults if fault["type"] == "value_error"]
    if own:
        return f"{name}: {own[0]}", "", ""
    if faults[0]["loc"][-1:] == ("[key]",):
        return f"the key {path[-1]!r} is no name", _expected(faults[0]), ""
    if faults[0]["type"] == "string_too_long":
        return f"{name} has {len(str(given)):,} characters", _expected(faults[0]), ""
    expected = dict.fromkeys(_expected(fault) for fault in faults)
    return f"{name} {_found(given)}", " or ".join(expected), _mend(given, faults)


def name_of(path: Sequence[str | int]) -> str:
    """A path of an entry as messages have it."""
    return ".".join(map(str, path))


def as_written(value: object) -> str:
    """A value as a file has it, shortened; of a list or a map, that it is one."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            text = repr(value)
            return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."
        case dict():
            return "a map"
        case list() | tuple():
            return "a list"
    return str(value)


def _found(given: object) -> str:
    match given:
        case None:
            return "has no value"
        case "":
            return "is an empty text"
        case [] | ():
            return "is an empty list"
        case {}:
            return "is an empty map"
    return f"is {as_written(given)}"


def _expected(fault: Mapping[str, Any]) -> str:
    kind, told, given = fault["type"], fault.get("ctx", {}), fault.get("input")
    match kind:
        case "literal_error" | "enum":
            return str(told["expected"]).replace("'", "")
        case "string_pattern_mismatch":
            return FORMS[told["pattern"]]
        case "too_short":
            return _entries("at least", told["min_length"], given)
        case "too_long":
            return _entries("at most", told["max_length"], given)
        case "string_too_short":
            return "a text that is not empty"
        case "string_too_long":
            return f"at most {told['max_length']:,} characters"
        case "greater_than_equal":
            return f"at least {told['ge']}"
        case "less_than_equal":
            return f"at most {told['le']}"
    return _EXPECTED[kind]


def _entries(how: str, number: int, given: object) -> str:
    what = "a map" if isinstance(given, dict) else "a list"
    return f"{what} of {how} {'one entry' if number == 1 else f'{number} entries'}"


def _mend(given: object, faults: Sequence[Mapping[str, Any]]) -> str:
    kinds = {fault["type"] for fault in faults}
    if isinstance(given, str):
        choices = [word for fault in faults for word in _QUOTED.findall(str(fault.get("ctx", {}).get("expected", "")))]
        if choices:
            return did_you_mean(given, choices)
        if _CURLY.search(given) and "string_pattern_mismatch" in kinds:
            return "a text needs no quotes, or straight ones: ' or \""
        if kinds <= {"list_type", "tuple_type"} and len(given) <= _LONGEST_WRAPPED:
            return f"write [{given}]"
    if "string_type" in kinds and isinstance(given, (int, float)):
        return f"as a text it stands in quotes: '{str(given).lower()}'"
    if "string_type" in kinds and isinstance(given, dict):
        return "a text with a colon or in braces stands in quotes"
    return ""
