"""The examples of every rule, those in its file and those in files beside it.

In: a `Library`. Out: examples by the kind of a rule, as its entry begins, and its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from wayhome.engine.library import Library
from wayhome.engine.rule_tests.cases import Case, readable
from wayhome.engine.rulebook import Example

Examples = Mapping[tuple[str, str], Sequence[Example]]


def examples_of(library: Library) -> dict[tuple[str, str], tuple[Example, ...]]:
    """Every example of every rule, but those that name what there is not, which `rules test` and `rules lint` tell."""
    return {(found.rule.kind, found.rule.id): tuple(_as_written(found.cases)) for found in readable(library)}


def _as_written(cases: Sequence[Case]) -> Iterator[Example]:
    """Those that one example stands for told as one again."""
    for (name, is_one_of_several), group in groupby(cases, _name):
        found = list(group)
        if not is_one_of_several:
            yield from (Example(name, case.given, case.expect) for case in found)
            continue
        shared = {fact: value for fact, value in found[0].given.items() if all(fact in c.given for c in found)}
        shared = {fact: value for fact, value in shared.items() if all(c.given[fact] == value for c in found)}
        each = [{fact: value for fact, value in case.given.items() if fact not in shared} for case in found]
        yield Example(name, shared, found[0].expect, each if len(each) > 1 else [])


def _name(case: Case) -> tuple[str, bool]:
    """The name of an example without its number, if it is one of several."""
    name = case.name.rpartition(" (")[0] if case.is_one_of_several else case.name
    return name, case.is_one_of_several
