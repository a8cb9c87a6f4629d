"""Every code a check of the rulebook can report: what it means, why it matters, a wrong and a right example.

In: `codes.yaml` beside this module, the one source of the pages in docs/lint/. Out: `Code`s by name, and faults of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from wayhome.engine.errors import InputError, Place, did_you_mean
from wayhome.engine.lint.finding import LintFinding, Severity
from wayhome.engine.sources import Strict, entries, read_yaml, shape
from wayhome.engine.text_forms import CODE

FILE = Path(__file__).with_name("codes.yaml")


class Code(Strict):
    """One kind of fault."""

    code: str = Field(pattern=CODE)
    title: str
    """What it is, as a line of a list."""
    severity: Severity
    """What it weighs unless a rulebook's own settings say otherwise (ours)."""
    found_by: Literal["lint", "prove"] = "lint"
    """The command that looks for it; `prove` decides exactly and shows a country."""
    once: bool = Field(False, strict=True)
    """A rule has at most one fault of this kind, so that accepting it needs no word on which."""
    means: str
    why: str
    file: str
    """The file the examples stand in, seen from the folder that holds rules/ and knowledge/."""
    wrong: str
    right: str
    right_file: str = ""
    """Where the right example stands, if not in the same file."""


@cache
def codes() -> dict[str, Code]:
    """Every code by its name, in the order of the list."""
    source = read_yaml(FILE)
    found: dict[str, Code] = {}
    for i, _ in entries(source, "code"):
        code = shape(Code, source, i)
        if code.code in found:
            raise InputError.at(source.place(i), f"the code {code.code!r} stands twice")
        found[code.code] = code
    return found


def code_named(name: str) -> Code:
    """The code of this name; raises InputError with the nearest one."""
    if name not in codes():
        raise InputError.at("CODE", f"there is no code {name!r}", mend=did_you_mean(name, codes()))
    return codes()[name]


def fault(code: str, place: Place, message: str, mend: str = "", about: str = "") -> LintFinding:
    """A fault of this kind, with the severity the code has by itself; `about` is the id of the rule at fault."""
    return LintFinding(place, code, message, mend, codes()[code].severity, about)
