"""What the checks found, as lines to read, as JSON, or as annotations of a change on GitHub.

In: a `Linted`. Out: text.
"""

from __future__ import annotations

import json
from pathlib import Path

from wayhome.engine.errors import printable
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.run import Linted


def to_text(linted: Linted) -> str:
    """One line a finding, and how many there are of each weight."""
    return "\n".join([*map(str, linted.findings), _total(linted), ""])


def to_json(linted: Linted) -> str:
    """An object with the list of findings, and how many there are of each weight."""
    findings = [
        {
            "file": printable(one.place.file),
            "line": one.place.line,
            "column": one.place.column,
            "code": one.code,
            "severity": one.severity,
            "about": one.about,
            "message": one.message,
            "mend": one.mend,
        }
        for one in linted.findings
    ]
    found = {"findings": findings, "errors": linted.errors, "warnings": linted.warnings, "whole": linted.is_whole}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def to_github(linted: Linted) -> str:
    """Workflow commands, which GitHub shows at the lines of a change; files are named from the folder one stands in."""
    return "".join(f"{_annotation(one)}\n" for one in linted.findings)


FORMATS = {"text": to_text, "json": to_json, "github": to_github}


def _annotation(one: LintFinding) -> str:
    where = {"file": _from_here(one.place.file), "line": one.place.line, "col": one.place.column, "title": one.code}
    told = ",".join(f"{key}={_in_property(str(value))}" for key, value in where.items() if value)
    said = f"{one.message}; {one.mend}" if one.mend else one.message
    return f"::{one.severity} {told}::{_in_message(said)}"


def _in_message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_message(text).replace(":", "%3A").replace(",", "%2C")


def _from_here(file: str) -> str:
    path = Path(file).absolute()
    return printable(path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else file)


def _total(linted: Linted) -> str:
    said = f"{_counted(linted.errors, 'error')}, {_counted(linted.warnings, 'warning')}."
    return said if linted.is_whole else f"{said} The other checks run once the rulebook can be read."


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
