"""What a rulebook says of its own checks: the file `lint.yaml` beside its numbered folders.

In: that file, and severities given with a command. Out: the findings that are told, each with the severity it has here. A
fault that is right for this rulebook is accepted one by one, with a reason; what is accepted and no longer found is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import Field

from wayhome.engine.errors import InputError, Problem, did_you_mean
from wayhome.engine.library import LINT_SETTINGS
from wayhome.engine.lint.codes import codes, fault
from wayhome.engine.lint.finding import LintFinding, Severity
from wayhome.engine.sources import Path_, Source, Strict, read_yaml, shape


class Accepted(Strict):
    """One fault that is right for this rulebook."""

    code: str
    about: str
    """The id it is about."""
    why: str = Field(min_length=1)


class _Shape(Strict):
    severity: dict[str, Severity] = {}
    accepted: tuple[Accepted, ...] = ()


class Settings:
    """The settings of one rulebook."""

    def __init__(self, rules: Path) -> None:
        """Read them; raises InputError for a code there is not. Without a file everything stands as the codes have it."""
        path = rules / LINT_SETTINGS
        self._source = read_yaml(path) if path.exists() else Source(str(path), {}, {})
        found = shape(_Shape, self._source)
        self.severity, self.accepted = dict(found.severity), found.accepted
        named: list[tuple[Path_, str]] = [(("severity", code), code) for code in found.severity]
        named += [(("accepted", i, "code"), one.code) for i, one in enumerate(found.accepted)]
        problems = [
            Problem(self._source.place(*where), f"there is no code {code!r}", mend=did_you_mean(code, codes()))
            for where, code in named
            if code not in codes()
        ]
        if problems:
            raise InputError(problems)

    def applied(
        self, findings: Iterable[LintFinding], looked_for: Collection[str], given: Mapping[str, Severity]
    ) -> list[LintFinding]:
        """What is told, in the order of the files.

        Args:
            findings: everything that was found.
            looked_for: the codes that were looked for; nothing is said of what is accepted of the others.
            given: severities that stand above those of the file.
        """
        found = list(findings)
        kinds = {(one.code, one.about) for one in found}
        for i, one in enumerate(self.accepted):
            if one.code in looked_for and (one.code, one.about) not in kinds:
                what = f"{one.code} is accepted of {one.about!r}, and is not found of it"
                found.append(fault("accepted-in-vain", self._source.place("accepted", i), what, "take the entry out"))
        accepted = {(one.code, one.about) for one in self.accepted}
        severities = {**self.severity, **given}
        told = [
            replace(one, severity=severities.get(one.code, one.severity))
            for one in found
            if (one.code, one.about) not in accepted
        ]
        return sorted(one for one in told if one.severity is not Severity.OFF)


def severities_of(given: Iterable[str]) -> dict[str, Severity]:
    """Severities as a command gives them, `CODE=warning`; raises InputError for a code or a severity there is not."""
    found: dict[str, Severity] = {}
    for text in given:
        code, _, severity = text.partition("=")
        if code not in codes():
            raise InputError.at("--severity", f"there is no code {code!r}", mend=did_you_mean(code, codes()))
        if severity not in set(Severity):
            raise InputError.at("--severity", f"{text!r} names no severity", f"CODE={'|'.join(Severity)}")
        found[code] = Severity(severity)
    return found
