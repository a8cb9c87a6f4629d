"""Rules said of several facts in turn, in which the word `it` stands for each of them.

In: a rule as it is written. Out: the same for one fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.rule_shapes import ContradictionShape, ImplicationShape
from wayhome.engine.rulebook import Example


def each_fact(
    id_: str, written: ImplicationShape | ContradictionShape
) -> Iterator[tuple[str | None, str, tuple[Example, ...]]]:
    """Each fact a rule is about (None for a rule about no fact in particular), with its id and examples for it."""
    for fact in written.for_each or (None,):
        yield fact, f"{id_}@{fact}" if fact else id_, () if fact and fact != written.for_each[0] else written.examples


def named(key: str, fact: str | None) -> str:
    """A key in which the word `it` stands for a fact."""
    return fact + key[2:] if fact and (key == "it" or key.startswith("it.")) else key


def about(given: object, fact: str | None) -> object:
    """A condition in which the word `it` stands for a fact."""
    if isinstance(given, dict):
        return {named(key, fact): about(value, fact) for key, value in given.items()}
    return [about(item, fact) for item in given] if isinstance(given, list) else given
