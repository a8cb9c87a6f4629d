"""Plain values as YAML text, in the scalars of YAML 1.2 that `sources` reads: `yes` and `NO` are words, `"2021"` is text.

In: a key and a value. Out: lines that are read as exactly that. What fits on a line is written in flow style, as a person
would; text is quoted only where it would be read as something else.
"""

from __future__ import annotations

import json
import re

from wayhome.engine.sources import Plain, unquoted

WIDTH = 120
_IN_BLOCK = re.compile(
    r"""(?!\.\.\.)                      # `...` ends a document
    [^\s\-?:,\[\]{}\#&*!|>'"%@`]       # what means something at the beginning
    (?:[^:#]|:(?=[^ ])|(?<![ ])\#)*    # `: ` begins a value, ` #` a comment
    (?<!\s)\Z""",
    re.VERBOSE,
)
_IN_FLOW = re.compile(r"[^?:,\[\]{}]*\Z")
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Line ends and what YAML does not print; joiners and marks of direction, which are part of words, stay."""


def scalar(value: str | int | float | bool | None, *, is_in_flow: bool = False) -> str:
    """One value as it stands after a colon; nothing for None, except within brackets."""
    if value is None:
        return "null" if is_in_flow else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    is_plain = _IN_BLOCK.match(value) and not _HIDDEN.search(value) and unquoted(value) == value
    return value if is_plain and (not is_in_flow or _IN_FLOW.match(value)) else _quoted(value)


def lines_of(key: str, value: Plain, indent: int = 0) -> list[str]:
    """`key: value` as lines; None leaves the value open. A key takes at most 1,000 characters: YAML reads no longer one."""
    start = f"{' ' * indent}{scalar(key)}:"
    if not isinstance(value, (dict, list)):
        return [f"{start} {scalar(value)}".rstrip()]
    flow = f"{start} {_flow(value)}"
    if not value or (len(flow) <= WIDTH and not _takes_lines(value)):
        return [flow]
    if isinstance(value, dict):
        return [start, *(line for name, part in value.items() for line in lines_of(name, part, indent + 2))]
    return [start, *(f"{' ' * indent}  - {_flow(part)}" for part in value)]


def _takes_lines(value: dict[str, Plain] | list[Plain]) -> bool:
    """An entry, and a mapping of mappings, takes a line for each of its parts, as everywhere in our files."""
    return isinstance(value, dict) and ("answer" in value or any(isinstance(part, dict) for part in value.values()))


def _flow(value: Plain) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(name, is_in_flow=True)}: {_flow(part)}' for name, part in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return scalar(value, is_in_flow=True)


def _quoted(text: str) -> str:
    # On one line, whatever it holds: text over several lines would depend on how deep it stands.
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
