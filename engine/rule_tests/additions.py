"""Examples that would notice a fault if they told more of what the rule says of them.

In: a `RuleTest` and the faults no example notices. Out: what to add to which example, and the faults that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wayhome.engine.rule_tests.cases import Case
from wayhome.engine.rule_tests.killing import Example, RuleTest, Tried
from wayhome.engine.rule_tests.stubs import LISTS, differing_keys, expectation

_LAST = ("open", "guidance")
"""What an example tells only where nothing else would do."""
LONGEST = 2
"""Passages an example lists besides; more of them make an example of their own."""


@dataclass(frozen=True)
class Addition:
    """What an example could expect besides."""

    case: Case
    key: str
    value: str | list[str]


def additions_for(test: RuleTest, survivors: Sequence[Tried]) -> tuple[list[Addition], list[Tried]]:
    """The fewest things to add to examples there are, and the faults that would still go unnoticed."""
    noticed: dict[tuple[int, str], set[int]] = {}
    for at, example in enumerate(test.examples):
        for i, key in _told_by(test, example, survivors):
            noticed.setdefault((at, key), set()).add(i)
    left = set(range(len(survivors)))
    chosen = []
    while left:
        best = max(noticed, key=lambda found: (len(noticed[found] & left), found[1] not in _LAST, -found[0]), default=None)
        if best is None or not noticed[best] & left:
            break
        left -= noticed[best]
        chosen.append(_addition(test, test.examples[best[0]], best[1]))
    return chosen, [survivors[i] for i in sorted(left)]


def _told_by(test: RuleTest, example: Example, survivors: Sequence[Tried]) -> list[tuple[int, str]]:
    """Which faults an example would notice under which keys that it does not tell of; one of several tells of none."""
    if example.case.is_one_of_several:
        return []
    said = test.said(test.version, example.facts, example.case.given)
    found = []
    for i, tried in enumerate(survivors):
        assert tried.survivor is not None
        other = test.said(tried.survivor, example.facts, example.case.given)
        is_one = len(said.get("mode", ())) == 1
        skipped = {*example.case.expect, "modes" if is_one or "mode" in example.case.expect else "mode"}
        told = [key for key in differing_keys(said, other) if key in said and key not in skipped]
        found += [(i, key) for key in told if _is_short(test, example, key)]
    return found


def _is_short(test: RuleTest, example: Example, key: str) -> bool:
    value = _addition(test, example, key).value
    return key not in LISTS or isinstance(value, str) or len(value) <= LONGEST


def _addition(test: RuleTest, example: Example, key: str) -> Addition:
    values = test.said(test.version, example.facts, example.case.given)[key]
    return Addition(example.case, key, expectation(test, key, values))
