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
    what: str = ""
    """A part of its message, such as the path of a condition or the other rule: of several faults of a rule, which."""
    why: str = Field(min_length=1)

    def covers(self, finding: LintFinding) -> bool:
        """Whether this is the fault, or a fault, that is right."""
        return (finding.code, finding.about) == (self.code, self.about) and self.what in finding.message


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
        problems += [
            Problem(
                self._source.place("accepted", i),
                f"a rule can have several faults {one.code}, and this entry accepts any of {one.about!r}",
                mend="say which in `what`: a part of its message, such as the path of the condition or the other rule",
            )
            for i, one in enumerate(found.accepted)
            if one.code in codes() and not one.what.strip() and not codes()[one.code].once
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
        for i, one in enumerate(self.accepted):
            if one.code in looked_for and not any(map(one.covers, found)):
                found.append(self._in_vain(i, found))
        severities = {**self.severity, **given}
        told = [
            replace(one, severity=severities.get(one.code, one.severity))
            for one in found
            if not any(entry.covers(one) for entry in self.accepted)
        ]
        return sorted(one for one in told if one.severity is not Severity.OFF)

    def _in_vain(self, i: int, found: Iterable[LintFinding]) -> LintFinding:
        """The fault of an entry that accepts what there is not; what comes near it is named, and may be what was meant."""
        entry = self.accepted[i]
        of_kind = [one for one in found if one.code == entry.code]
        others = [one.message for one in of_kind if one.about == entry.about]
        said = f" with the words {entry.what!r}" if entry.what else ""
        what = f"{entry.code} is accepted of {entry.about!r}{said}, and is not found of it"
        if others:
            mend = f"it is found with others, so mend `what`, or take the entry out: {others[0]}"
        else:
            mend = did_you_mean(entry.about, {one.about for one in of_kind}) or "take the entry out"
        return fault("accepted-in-vain", self._source.place("accepted", i), what, mend)


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
