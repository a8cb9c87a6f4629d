"""What a check of the rulebook finds: one fault, with the code that says which kind of fault it is.

`codes.fault` makes one with the severity its code has unless a rulebook's own settings say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.errors import Place, printable


class Severity(StrEnum):
    """How much a fault weighs: an `error` makes the check fail, a `warning` is told, `off` is not even told."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, order=True)
class LintFinding:
    """One fault in rules or knowledge; they sort in the order of the files."""

    place: Place
    code: str
    message: str
    mend: str = ""
    severity: Severity = Severity.ERROR
    about: str = ""
    """The id of the rule, question or passage at fault; empty where a file as a whole is."""

    def __str__(self) -> str:
        """One line: `file:line:column: CODE message; how to mend it`."""
        weight = "warning: " if self.severity is Severity.WARNING else ""
        said = f"{self.message}; {self.mend}" if self.mend else self.message
        return printable(f"{self.place}: {self.code} {weight}{said}")
