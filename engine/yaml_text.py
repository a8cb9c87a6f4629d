"""Plain values as YAML text, in the scalars of YAML 1.2 that `sources` reads: `yes` and `NO` are words, `"2021"` is text.

In: a key and a value. Out: lines. What fits on a line is written in flow style, as a person would.
"""

from __future__ import annotations

import re

import yaml

from wayhome.engine.sources import Plain

WIDTH = 120
_RESERVED = {
    "tag:yaml.org,2002:null": re.compile(r"(~|null|Null|NULL|)\Z"),
    "tag:yaml.org,2002:bool": re.compile(r"(true|True|TRUE|false|False|FALSE)\Z"),
    "tag:yaml.org,2002:int": re.compile(r"[-+]?[0-9]+\Z"),
    "tag:yaml.org,2002:float": re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z"),
}


class _Dumper(yaml.SafeDumper):
    """Quotes what our reader would take for something else than text, and no more."""

    yaml_implicit_resolvers = {}  # type: ignore[assignment, unused-ignore]

    def ignore_aliases(self, data: object) -> bool:
        return True


for _tag, _pattern in _RESERVED.items():
    _Dumper.add_implicit_resolver(_tag, _pattern, None)  # type: ignore[no-untyped-call, unused-ignore]


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # On one line, whatever it holds: text over several lines would depend on how deep it stands.
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if "\n" in text else None)


_Dumper.add_representer(str, _text)


def scalar(value: str | int | float | bool | None) -> str:
    """One value as it stands after a colon; nothing for None."""
    return "" if value is None else _dumped({"k": value})[len("k: ") :]


def lines_of(key: str, value: Plain, indent: int = 0) -> list[str]:
    """`key: value` as lines; None leaves the value open."""
    start = f"{' ' * indent}{_key(key)}:"
    if isinstance(value, (dict, list)) and value:
        flow = f"{start} {_dumped(value, flow=True)}"
        if len(flow) <= WIDTH and not _takes_lines(value):
            return [flow]
        if isinstance(value, dict):
            return [start, *(line for name, part in value.items() for line in lines_of(name, part, indent + 2))]
        return [start, *(f"{' ' * indent}  - {_dumped(part, flow=True)}" for part in value)]
    if isinstance(value, (dict, list)):
        return [f"{start} {'{}' if isinstance(value, dict) else '[]'}"]
    return [f"{start} {scalar(value)}".rstrip()]


def _takes_lines(value: dict[str, Plain] | list[Plain]) -> bool:
    """An entry, and a mapping of mappings, takes a line for each of its parts, as everywhere in our files."""
    return isinstance(value, dict) and ("answer" in value or any(isinstance(part, dict) for part in value.values()))


def _key(key: str) -> str:
    return scalar(key)  # as a value stands: YAML would write a long key on a line of its own, after a `?`


def _dumped(value: Plain, *, flow: bool = False) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=10**9)
    return text.removesuffix("\n").removesuffix("\n...")
