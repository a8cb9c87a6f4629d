"""What either evaluator concludes from the answers: the type whose equality is the double entry."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.engine.truth import Truth


@dataclass(frozen=True)
class Conflict:
    """An implication that would have left a fact without any value, so that it was not applied."""

    implication: str
    fact: str


@dataclass(frozen=True)
class Evaluation:
    """Everything that follows from the answers."""

    asked: dict[str, int]
    """Facts of answers after skipped questions, before implications."""
    facts: dict[str, int]
    """The same after implications, with the findings."""
    verdicts: dict[str, Truth]
    outcomes: dict[str, int]
    """Modes and points still possible; 0 where a table does not apply."""
    applied: tuple[tuple[str, str], ...]
    """(implication, fact) pairs that narrowed something."""
    conflicts: tuple[Conflict, ...]
    irrelevant: frozenset[str]
    """Questions that certainly do not arise."""
