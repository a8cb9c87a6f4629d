"""Tests of the rules: do their examples hold, what do they leave untried, which faults would they miss?

In: a `Library` and what to look at. Out: a `Report`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.library import Library
from wayhome.engine.rule_tests.additions import Addition, additions_for
from wayhome.engine.rule_tests.cases import collect, named
from wayhome.engine.rule_tests.coverage import LeafCoverage, RuleCoverage, coverage_of
from wayhome.engine.rule_tests.killing import RuleTest, Tried
from wayhome.engine.rule_tests.running import Failure, missing, run
from wayhome.engine.rule_tests.stubs import Stub, goals_of_survivors, stubs_for
from wayhome.engine.rule_tests.written import WrittenRule
from wayhome.engine.rulebook_reader.files import STRATA


@dataclass(frozen=True)
class Examined:
    """A rule, what its examples try of it, and what is missing."""

    rule: WrittenRule
    leaves: list[LeafCoverage]
    """Its tests, if coverage was asked for."""
    tried: list[Tried]
    """Its faults, if they were asked for."""
    additions: list[Addition]
    """What its examples could expect besides."""
    stubs: list[Stub]
    """Examples that would show the rest."""


@dataclass(frozen=True)
class Report:
    """What was found."""

    number: int
    """Examples run."""
    failures: list[Failure]
    endings: list[str]
    """Rules with a status, mode or verdict that no example ends in."""
    rules: list[Examined]
    """If more was asked for than to run the examples."""
    with_coverage: bool
    with_mutants: bool


def examine(
    library: Library, path: str = "", word: str = "", *, with_coverage: bool = False, with_mutants: bool = False
) -> Report:
    """Test rules by their examples.

    Args:
        library: Rules and knowledge.
        path: Limits to a file or folder, as it is named from here or from the rules folder.
        word: Limits to rules whose id holds it, and to examples whose name does.
        with_coverage: Look at what the examples make true, false and unknown as well.
        with_mutants: Look at the faults the examples notice as well; all examples of a rule are asked.

    Raises:
        InputError: If there is no such file, nothing of that name, or an example names what there is not.
    """
    known = collect(library, _found(path, library.rules) if path else None)
    rules = named(known, word)
    if not any(found.cases for found in rules) and not ((with_coverage or with_mutants) and rules):
        raise InputError.at(
            path or "-k", f"no example here{f' has {word!r} in its name or the id of its rule' if word else ''}"
        )
    number, failures = run(rules, library)
    examined = [
        _examined(RuleTest(found, library), with_coverage=with_coverage, with_mutants=with_mutants)
        for found in (known if with_coverage or with_mutants else ())
        if any(found.rule is chosen.rule for chosen in rules)
    ]
    return Report(number, failures, [] if word else missing(rules, library), examined, with_coverage, with_mutants)


def _found(path: str, rules: Path) -> Path:
    for known in (Path(path), rules / path, rules.parent / path):
        if known.exists():
            return known
    # What stands beside the numbered folders holds no rules.
    files = [str(file.relative_to(rules)) for file in sorted(rules.rglob("*")) if file.suffix == ".yaml" or file.is_dir()]
    with_rules = [file for file in files if Path(file).parts[0] in STRATA]
    raise InputError.at(path, "there is no such file or folder", mend=did_you_mean(path, with_rules))


def _examined(test: RuleTest, *, with_coverage: bool, with_mutants: bool) -> Examined:
    coverage = coverage_of(test) if with_coverage else RuleCoverage([], [])
    tried = list(test.tried()) if with_mutants else []
    additions, left = additions_for(test, [each for each in tried if each.survivor is not None])
    # Faults first: an example that shows one is to the point, and mostly shows a test as well.
    stubs = stubs_for(test, [*goals_of_survivors(test, left), *coverage.goals])
    return Examined(test.found.rule, coverage.leaves, tried, additions, stubs)
