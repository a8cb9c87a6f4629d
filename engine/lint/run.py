"""Every check of a rulebook, whatever it looks for.

In: a rules folder, a knowledge folder and severities. Out: a `Linted`. Faults of reading are told first and alone: the other
checks need a rulebook that can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library, shipped
from wayhome.engine.lint.bounds import near_the_bounds
from wayhome.engine.lint.codes import codes, fault
from wayhome.engine.lint.constant import constant_conditions, idle_implications, unreached_rows
from wayhome.engine.lint.filed import misfiled_rules, misspelt_clusters
from wayhome.engine.lint.finding import LintFinding, Severity
from wayhome.engine.lint.history import faults_in_histories
from wayhome.engine.lint.order import before_what_it_needs, leverage_against_order
from wayhome.engine.lint.passages import faults_in_lists
from wayhome.engine.lint.reading import Reading
from wayhome.engine.lint.settings import Settings
from wayhome.engine.lint.shown import impossible_examples, missing_examples
from wayhome.engine.lint.slots import unfilled_slots
from wayhome.engine.lint.twice import same_rules
from wayhome.engine.lint.unused import (
    never_used,
    uncarried_passages,
    unread_files,
    unread_questions,
    unsaid_versions,
    unused_findings,
)
from wayhome.engine.lint.weights import idle_weights
from wayhome.engine.lint.words import faults_in_words

CHECKS: tuple[Callable[[Reading], Iterable[LintFinding]], ...] = (
    constant_conditions,
    idle_implications,
    unreached_rows,
    same_rules,
    before_what_it_needs,
    leverage_against_order,
    idle_weights,
    unread_questions,
    unused_findings,
    uncarried_passages,
    never_used,
    unread_files,
    misfiled_rules,
    misspelt_clusters,
    unsaid_versions,
    faults_in_histories,
    missing_examples,
    impossible_examples,
    faults_in_lists,
    faults_in_words,
    unfilled_slots,
    near_the_bounds,
)

_ONLY_WHERE_READ = {impossible_examples: "example-contradicts", faults_in_histories: "history-behind"}
"""Checks of what the library does not hold, with the code they look for where they can read it without any other fault."""


@dataclass(frozen=True)
class Linted:
    """What the checks found, in the order of the files."""

    findings: tuple[LintFinding, ...]
    is_whole: bool
    """Whether the rulebook could be read, so that every check ran."""

    @property
    def errors(self) -> int:
        """How many of them make the check fail."""
        return sum(one.severity is Severity.ERROR for one in self.findings)

    @property
    def warnings(self) -> int:
        """How many are only told."""
        return len(self.findings) - self.errors


def not_read(error: InputError) -> Linted:
    """What keeps a rulebook from being read: it is never right, so that no settings turn it off."""
    faults = (fault(p.code or "wrong-shape", p.place, p.said, p.mend) for p in error.problems)
    return Linted(tuple(sorted(replace(one, severity=Severity.ERROR) for one in faults)), is_whole=False)


def lint_rulebook(
    rules: Path | None = None, knowledge: Path | None = None, severities: Mapping[str, Severity] | None = None
) -> Linted:
    """Check rules and knowledge (by default those shipped).

    Args:
        rules: a rules folder; its `lint.yaml` is heeded.
        knowledge: a knowledge folder.
        severities: severities that stand above the rulebook's own.

    Raises:
        InputError: a folder there is not, or settings that cannot be read.
    """
    rules, knowledge = rules or shipped("rules"), knowledge or shipped("knowledge")
    for folder in (rules, knowledge):
        if not folder.is_dir():
            raise InputError.at(str(folder), "there is no such folder")
    settings = Settings(rules)
    try:
        reading = Reading(load_library(rules, knowledge, with_drafts=True), rules, knowledge)
        found = {check: list(check(reading)) for check in CHECKS}
    except InputError as error:
        return not_read(error)
    looked_for = {code.code for code in codes().values() if code.found_by == "lint"}
    looked_for -= {code for check, code in _ONLY_WHERE_READ.items() if any(one.code != code for one in found[check])}
    every = [one for findings in found.values() for one in findings]
    return Linted(tuple(settings.applied(every, looked_for, severities or {})), is_whole=True)
