"""Tests of the rules, as far as they were asked for: do the examples hold, what do they leave untried, which faults do they miss?

In: a `Library` and what to look at. Out: a `Report`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.library import Library
from wayhome.engine.rule_tests.additions import Addition, additions_for
from wayhome.engine.rule_tests.cases import RuleCases, collect
from wayhome.engine.rule_tests.coverage import RuleCoverage, coverage_of
from wayhome.engine.rule_tests.killing import RuleTest, Tried
from wayhome.engine.rule_tests.running import Failure, missing, run
from wayhome.engine.rule_tests.stubs import Stub, goals_of_survivors, stubs_for
from wayhome.engine.rule_tests.written import WrittenRule


@dataclass(frozen=True)
class Covered:
    """A rule and how far its examples try its conditions."""

    rule: WrittenRule
    coverage: RuleCoverage


@dataclass(frozen=True)
class Mutated:
    """A rule, its faults, and what would make the examples notice the rest."""

    rule: WrittenRule
    tried: list[Tried]
    additions: list[Addition]
    stubs: list[Stub]


@dataclass(frozen=True)
class Report:
    """What was found."""

    number: int
    """Examples run."""
    failures: list[Failure]
    endings: list[str]
    """Rules with a status, mode or verdict that no example ends in."""
    covered: list[Covered] | None
    """None, if it was not asked for."""
    mutated: list[Mutated] | None
    """None, if it was not asked for."""


def examine(
    library: Library, path: str = "", word: str = "", *, with_coverage: bool = False, with_mutants: bool = False
) -> Report:
    """Test rules by their examples.

    Args:
        library: Rules and knowledge.
        path: Limits to a file or folder, as it is named from here or from the rules folder.
        word: Limits to rules whose id holds it, and to examples whose name does.
        with_coverage: Look at what the examples make true, false and unknown as well.
        with_mutants: Look at the faults the examples notice as well; only the whole of a rule's examples is asked.

    Raises:
        InputError: If there is no such file, nothing of that name, or an example names what there is not.
    """
    rules = collect(library, _found(path, library.rules) if path else None, word)
    if not any(found.cases for found in rules) and not ((with_coverage or with_mutants) and rules):
        raise InputError.at(path or "-k", f"no example here{f' has {word!r} in its name or the id of its rule' if word else ''}")
    number, failures = run(rules, library)
    tests = [RuleTest(found, library) for found in rules] if with_coverage or with_mutants else []
    return Report(
        number,
        failures,
        [] if word else missing(rules, library),
        [Covered(test.found.rule, coverage_of(test)) for test in tests] if with_coverage else None,
        [_mutated(test) for test in tests] if with_mutants else None,
    )


def _found(path: str, rules: Path) -> Path:
    for known in (Path(path), rules / path, rules.parent / path):
        if known.exists():
            return known
    files = [str(file.relative_to(rules)) for file in sorted(rules.rglob("*")) if file.suffix == ".yaml" or file.is_dir()]
    raise InputError.at(path, "there is no such file or folder", mend=did_you_mean(path, files))


def _mutated(test: RuleTest) -> Mutated:
    tried = list(test.tried())
    survivors = [each for each in tried if each.survivor is not None]
    additions, left = additions_for(test, survivors)
    return Mutated(test.found.rule, tried, additions, stubs_for(test, goals_of_survivors(test, left)))


__all__ = ["Covered", "Mutated", "Report", "RuleCases", "examine"]
