"""The single answers that may turn out, or that a government may change.

In: an `Advice` and the facts something reads. Out: `Candidate`s in the order of the questionnaire. To *learn* is to find out
one of the values still possible; to *change* is to make a value so that is known not to be so, where the question is marked
as one a government can change. A circumstance known to be otherwise is no candidate, nor is what is not spoken of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.advise import EFFORT, Advice, silent_states
from wayhome.engine.facts import State
from wayhome.engine.questionnaire import FactSpec

Kind = Literal["learn", "change"]
NOBODY_KNOWS = ".nobody-knows"


@dataclass(frozen=True)
class Candidate:
    """One value of one fact."""

    fact: str
    value: str
    kind: Kind
    effort: int
    """Of asking the question it answers."""
    masks: dict[str, int]
    """The facts it settles: its own, and whether anybody knows."""

    def goes_with(self, other: Candidate) -> bool:
        """Whether both can be so at once."""
        return self.fact != other.fact and all(other.masks.get(fact, mask) == mask for fact, mask in self.masks.items())


def candidates(advice: Advice, facts: Collection[str]) -> tuple[Candidate, ...]:
    """Every single answer to one of these facts."""
    unsaid = {*silent_states(advice.options.edition), State.ELSEWHERE}
    specs = [spec for spec in advice.library.questionnaire.facts.values() if spec.id in facts]
    return tuple(found for spec in specs if advice.given[spec.id].state not in unsaid for found in _of_fact(advice, spec))


def _of_fact(advice: Advice, spec: FactSpec) -> Iterator[Candidate]:
    question = advice.library.questionnaire.questions[spec.question]
    answered, here = advice.given[spec.id].mask, advice.evaluation.facts[spec.id]
    for i, value in enumerate(spec.domain.values):
        mask = 1 << i
        if mask == answered:
            continue  # it is so already
        if mask & here:
            kind: Kind = "learn"
        elif question.policy:
            kind = "change"
        elif mask & answered or spec.id.endswith(NOBODY_KNOWS):
            kind = "learn"  # ruled out by another answer alone, or something that time will tell
        else:
            continue
        yield Candidate(spec.id, value, kind, EFFORT[question.effort], _settled(advice, spec, value))


def _settled(advice: Advice, spec: FactSpec, value: str) -> dict[str, int]:
    """The fact itself; who answers a question knows, and what nobody knows is open."""
    facts = advice.library.questionnaire.facts
    own = {spec.id: spec.domain.mask([value])}
    known = spec.question + NOBODY_KNOWS
    if known not in facts:
        return own
    if spec.id != known:
        return {**own, known: facts[known].domain.mask(["no"])}
    if value == "no":
        return own
    return own | {
        other.id: other.domain.full for other in facts.values() if other.question == spec.question and other.id != known
    }
