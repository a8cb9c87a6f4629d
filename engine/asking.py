"""What to ask next: open questions in the order in which their answers are expected to move the advice most, by effort.

In: an `Advice`. Out: `Asking`. For scenarios drawn from what is possible we compare the foremost five measures of today with
those that would stand once everything was answered, and see how much nearer a question brings them: asked now, and asked
once a random share of the others is answered (so that a question counts which tells only together with others). What
comes of it is divided by effort. Scenarios, shares and effort are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayhome.engine.advise import EFFORT, Advice, Unknown
from wayhome.engine.facts import State
from wayhome.engine.firmness import FOREMOST
from wayhome.engine.planes.machine import WORD, Words, packed, unpacked
from wayhome.engine.planes.order import Keys
from wayhome.engine.scenarios import Members, Scenarios
from wayhome.engine.settled import is_top_proved

WORDS = 2
"""Times 64 scenarios; more change the order little, and it is worked out after every answer of an interview."""
MOST_CORE = 60
Scores = NDArray[np.float64]


@dataclass(frozen=True)
class ToAsk:
    """An open question and what is expected of its answer."""

    unknown: Unknown
    gain: float
    """How many more of the final five would stand, on average: the mean of asking it now and of asking it later."""
    changes: float
    """How many measures it brings into or out of what is recommended, on average."""
    moves: tuple[str, ...]
    """Measures it may bring into or out of what is recommended or the foremost five, the likeliest first."""

    @property
    def effort(self) -> int:
        """1 for what stands in documents, 2 for a call, 4 for a survey (ours)."""
        return EFFORT[self.unknown.question.effort]


@dataclass(frozen=True)
class Asking:
    """Open questions in the order in which to ask them."""

    questions: tuple[ToAsk, ...]
    standing: tuple[float, ...]
    """How many of the final five stand today and after each of the questions, in this order, on average."""
    final: float
    """How many measures the final five are, on average: fewer than five where less is recommended."""
    is_proved: bool
    """Nothing left to ask can change the foremost five."""
    scenarios: int


def what_to_ask(advice: Advice, *, seed: int = 1) -> Asking:
    """The open questions of a profile in order, with what they are expected to bring; up to 60 of the core come first."""
    return _Asker(advice, seed).asking()


def order_to_ask(advice: Advice, *, seed: int = 1) -> list[str]:
    """The ids of the open questions in the order in which to ask them; the same as `what_to_ask`, for less work."""
    return [found.unknown.question.question for found in _Asker(advice, seed).ordered()]


def _is_proposed(unknown: Unknown) -> bool:
    """Beyond the core, what is sensitive is asked on request only."""
    return unknown.question.core or not unknown.question.sensitive


class _Asker:
    def __init__(self, advice: Advice, seed: int) -> None:
        self._advice = advice
        self._scenarios = Scenarios(advice)
        self._unknowns = [unknown for unknown in advice.unknowns if _is_proposed(unknown) and self._facts(unknown)]
        drawn = {fact for unknown in self._unknowns for fact in self._facts(unknown)}
        rest = [fact for fact in advice.given if fact not in drawn]
        self._worlds = self._scenarios.draw(seed, undrawn=rest).worlds(WORDS)
        self._is_real = unpacked(self._worlds.real).view(np.bool_)
        self._now = self._scenarios.same(WORDS)
        keys = self._scenarios.keys(self._learnt(range(len(self._unknowns))))
        self._final = self._scenarios.foremost(keys, FOREMOST)
        self._shares = np.random.PCG64(seed)

    def _facts(self, unknown: Unknown) -> list[str]:
        """The facts of a question that somebody could still tell; nothing beside an answer that nobody knows."""
        main = self._advice.given.get(unknown.question.question)
        if main and main.state is State.NOBODY_KNOWS:
            return []
        return [fact for fact in unknown.facts if self._advice.given[fact].state is not State.NOBODY_KNOWS]

    def ordered(self) -> list[ToAsk]:
        if not self._unknowns:
            return []
        today = self._scenarios.keys(self._now)
        keys = self._with_each(self._now)
        now = self._mean(self._standing(keys) - self._standing(today))
        shares = self._half_known()
        later = self._mean(self._standing(self._with_each(shares)) - self._standing(self._without_each(shares)))
        foremost, recommended = self._scenarios.foremost(keys, FOREMOST), self._scenarios.recommended(keys)
        before = self._scenarios.foremost(today, FOREMOST), self._scenarios.recommended(today)
        found = []
        for i, unknown in enumerate(self._unknowns):
            part = slice(i * WORDS * WORD, (i + 1) * WORDS * WORD)
            recommends = (recommended[part] != before[1])[self._is_real]
            moves = ((foremost[part] != before[0])[self._is_real] | recommends).sum(axis=0)
            ids = [self._scenarios.order.measures[j].id for j in np.argsort(-moves, kind="stable") if moves[j]]
            gain = float(now[i] + later[i]) / 2
            found.append(ToAsk(unknown, gain, float(recommends.sum() / max(1, self._is_real.sum())), tuple(ids)))
        # Python's sort is stable: what is worth the same stays in the order of what hangs on it
        found.sort(key=lambda ask: (-round(ask.gain / ask.effort, 9), -round(ask.changes / ask.effort, 9)))
        core = [ask for ask in found if ask.unknown.question.core][:MOST_CORE]
        return [*core, *(ask for ask in found if ask not in core)]

    def asking(self) -> Asking:
        ordered = self.ordered()
        places = {unknown.question.question: i for i, unknown in enumerate(self._unknowns)}
        steps = [places[ask.unknown.question.question] for ask in ordered]
        blocks = [self._learnt(steps[:number]) for number in range(len(steps) + 1)]
        facts = {fact: np.concatenate([block[fact] for block in blocks], axis=1) for fact in self._now}
        standing = self._mean(self._standing(self._scenarios.keys(facts)))
        return Asking(
            tuple(ordered),
            tuple(round(float(number), 3) for number in standing),
            round(float(self._mean(self._final.sum(axis=1)[np.newaxis])[0]), 3),
            is_top_proved(self._advice, FOREMOST),
            int(self._is_real.sum()),
        )

    def _learnt(self, which: Sequence[int]) -> dict[str, Words]:
        """The answers after some questions are answered as each scenario has it."""
        facts = dict(self._now)
        for i in which:
            facts |= {fact: self._worlds.facts[fact] for fact in self._facts(self._unknowns[i])}
        return facts

    def _half_known(self) -> dict[str, Words]:
        """In each scenario a random share of the questions is answered, each share as likely."""
        facts = dict(self._now)
        share = self._random(1)
        for i, is_known in enumerate(self._random(len(self._unknowns)) < share):
            known = packed(is_known)
            for fact in self._facts(self._unknowns[i]):
                facts[fact] = facts[fact] & ~known | self._worlds.facts[fact] & known
        return facts

    def _random(self, rows: int) -> NDArray[np.uint64]:
        return self._shares.random_raw(rows * WORDS * WORD).reshape(rows, WORDS * WORD)

    def _with_each(self, facts: Mapping[str, Words]) -> Keys:
        """The order once a question is answered besides: a block of the scenarios for each question."""
        return self._each(facts, self._worlds.facts)

    def _without_each(self, facts: Mapping[str, Words]) -> Keys:
        """The same as if a question were not answered."""
        return self._each(facts, self._now)

    def _each(self, facts: Mapping[str, Words], others: Mapping[str, Words]) -> Keys:
        found = {fact: np.tile(rows, len(self._unknowns)) for fact, rows in facts.items()}
        for i, unknown in enumerate(self._unknowns):
            for fact in self._facts(unknown):
                found[fact][:, i * WORDS : (i + 1) * WORDS] = others[fact]
        return self._scenarios.keys(found)

    def _standing(self, keys: Keys) -> NDArray[np.int64]:
        """How many of the final five stand; one row a block of the scenarios, one column a scenario."""
        found: Members = self._scenarios.foremost(keys, FOREMOST).reshape(-1, *self._final.shape)
        return np.asarray((found & self._final).sum(axis=2), np.int64)

    def _mean(self, numbers: NDArray[np.int64]) -> Scores:
        """The mean over scenarios that can be."""
        return np.asarray(numbers[:, self._is_real].sum(axis=1) / max(1, int(self._is_real.sum())), np.float64)
