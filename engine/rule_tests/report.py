"""What tests of the rules found, as text and as JSON.

In: a `Report`. Out: lines for a person, or plain values for a program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wayhome.engine.rule_tests.examine import Examined, Report
from wayhome.engine.rule_tests.killing import Tried
from wayhome.engine.rule_tests.written import WrittenRule, path_text
from wayhome.engine.truth import Truth

LEAST_KILLED = 95
"""Per cent of the faults that examples have to notice; those that say the same as the rule are not counted (ours)."""
_WORDS: dict[Truth, str] = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True)
class Killed:
    """How many faults there are, and what became of them."""

    all: int
    noticed: int
    same: int

    @property
    def per_cent(self) -> float:
        """Of those that change what the rule says, how many examples notice."""
        told = self.all - self.same
        return 100 * self.noticed / told if told else 100.0


def killed(report: Report) -> Killed:
    """The faults of all rules, counted."""
    tried = [each for examined in report.rules for each in examined.tried]
    return Killed(len(tried), sum(bool(each.killed_by) for each in tried), sum(bool(each.same) for each in tried))


def is_good(report: Report) -> bool:
    """Whether examples hold, show every ending, leave no test untried and notice enough of the faults."""
    is_covered = not any(leaf.missing for examined in report.rules for leaf in examined.leaves)
    return not report.failures and not report.endings and is_covered and killed(report).per_cent >= LEAST_KILLED


def problems(report: Report) -> Iterator[str]:
    """What is wrong, one text a fault."""
    yield from map(str, report.failures)
    yield from report.endings
    for examined in report.rules:
        for leaf in examined.leaves:
            if leaf.missing:
                words = ", ".join(_WORDS[each] for each in leaf.missing)
                yield f"{leaf.place}: {examined.rule.id}: {path_text(leaf.path)}: no example makes it {words}"


def text_of(report: Report) -> Iterator[str]:
    """What was found, line by line; what is wrong is in `problems`."""
    yield f"{report.number - len(report.failures)} of {report.number} examples hold."
    if report.with_coverage:
        yield from _coverage_text(report)
    if report.with_mutants:
        yield from _mutants_text(report)
    stubs = [(examined.rule, stub) for examined in report.rules for stub in examined.stubs]
    if stubs:
        yield "Ready to paste; give each a name, and ask whether what it expects is right:"
    for i, (rule, stub) in enumerate(stubs):
        if not i or rule is not stubs[i - 1][0]:
            yield f"# {rule.place}: {rule.id}"
        yield from stub.lines()


def _coverage_text(report: Report) -> Iterator[str]:
    leaves = [(examined.rule, leaf) for examined in report.rules for leaf in examined.leaves]
    counts = (f"{sum(each in leaf.shown for _, leaf in leaves)} {word}" for each, word in _WORDS.items())
    yield f"{len(leaves)} tests in {len(report.rules)} rules; examples make {', '.join(counts)}."
    for rule, leaf in leaves:
        for verdict, why in leaf.never.items():
            yield f"{leaf.place}: {rule.id}: {path_text(leaf.path)}: never {_WORDS[verdict]}: {why}"


def _mutants_text(report: Report) -> Iterator[str]:
    found = killed(report)
    yield (
        f"{found.all} small faults: examples notice {found.noticed}, {found.same} say the same as the rule, "
        f"{found.all - found.noticed - found.same} go unnoticed ({found.per_cent:.1f} % noticed)."
    )
    for examined in report.rules:
        for each in examined.tried:
            if not each.killed_by:
                end = f"the same: {each.same}" if each.same else "no example notices"
                where = f"{_place(examined.rule, each)}: {examined.rule.id}: {path_text(each.mutant.path)}"
                yield f"{where}: {each.mutant.what}: {end}"
    additions = [added for examined in report.rules for added in examined.additions]
    if additions:
        yield "Examples that would notice more if they expected this as well:"
    for added in additions:
        value = f"[{', '.join(added.value)}]" if isinstance(added.value, list) else added.value
        yield f"{added.case.place}: {added.case.name!r}: {added.key}: {value}"


def _place(rule: WrittenRule, tried: Tried) -> str:
    return str(rule.place_of(*tried.mutant.path))


def json_of(report: Report) -> dict[str, Any]:
    """What was found, as plain values."""
    found: dict[str, Any] = {
        "examples": report.number,
        "failures": [
            {
                "rule": each.rule,
                "example": each.case.name,
                "place": str(each.case.place),
                "expected": each.expected,
                "got": each.found,
                "conditions": list(each.trees),
            }
            for each in report.failures
        ],
        "endings_missing": report.endings,
    }
    if report.with_mutants:
        counted = killed(report)
        found["faults"] = {
            "all": counted.all,
            "noticed": counted.noticed,
            "same": counted.same,
            "noticed_per_cent": round(counted.per_cent, 1),
        }
    if report.rules:
        found["rules"] = [_rule_json(examined, report) for examined in report.rules]
    return found


def _rule_json(examined: Examined, report: Report) -> dict[str, Any]:
    rule = examined.rule
    found: dict[str, Any] = {"rule": rule.id, "kind": rule.kind, "place": str(rule.place)}
    if report.with_coverage:
        found["tests"] = [
            {
                "path": path_text(leaf.path),
                "place": str(leaf.place),
                "reads": leaf.reads,
                "shown": {_WORDS[verdict]: name for verdict, name in leaf.shown.items()},
                "never": {_WORDS[verdict]: why for verdict, why in leaf.never.items()},
                "missing": [_WORDS[verdict] for verdict in leaf.missing],
            }
            for leaf in examined.leaves
        ]
    if report.with_mutants:
        found["faults"] = [
            {
                "path": path_text(each.mutant.path),
                "place": _place(rule, each),
                "what": each.mutant.what,
                "noticed_by": each.killed_by or None,
                "same_because": each.same or None,
            }
            for each in examined.tried
        ]
        found["additions"] = [
            {"example": added.case.name, "place": str(added.case.place), "expect": {added.key: added.value}}
            for added in examined.additions
        ]
    return found | {"stubs": ["\n".join(stub.lines()) for stub in examined.stubs]}
