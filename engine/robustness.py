"""How firm the order of measures is: in how many scenarios each keeps its place, under open answers and other weights.

In: an `Advice`. Out: `Robustness`. Answers are drawn as `scenarios` draws them; each weight is drawn as a whole number from
half to one and a half times its own, in hundredths, all evenly (ours). The two are kept apart, and taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from wayhome.engine.advise import Advice
from wayhome.engine.firmness import FOREMOST, WITHIN, Kind, Robustness, Standing, Swap, Tried
from wayhome.engine.planes.machine import WORD, unpacked
from wayhome.engine.planes.order import NOBODY, Keys
from wayhome.engine.planes.worlds import Draw
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.scenarios import WORDS, Drawn, Scenarios

LEAST, MOST, WHOLE = 50, 150, 100
"""A weight is drawn between these, in hundredths of its own."""
IN_A_BRIEF = 1_000
"""Scenarios of each kind, drawn whenever a brief is made."""
Progress = Callable[[int], None]
Numbers = NDArray[np.int64]


def robustness(advice: Advice, *, scenarios: int = 10_000, seed: int = 1, progress: Progress | None = None) -> Robustness:
    """Work it out; the same seed gives the same result.

    Args:
        advice: what was advised.
        scenarios: how many to draw of each kind, at least 1; of those drawn, what cannot be is left out.
        seed: of the drawing.
        progress: is told how many scenarios are done.
    """
    return _Robust(advice, scenarios, seed, progress or (lambda done: None)).found()


def in_a_brief(advice: Advice) -> Tried:
    """What a brief says of it, from fewer scenarios; worked out once for an advice."""
    if not advice.tried:
        advice.tried.append(_Robust(advice, IN_A_BRIEF, 1, lambda done: None).tried())
    return advice.tried[0]


class _Tally:
    """Counts over blocks of scenarios."""

    def __init__(self, measures: int, pairs: list[tuple[int, int]], today: NDArray[np.bool_]) -> None:
        self.scenarios = 0
        self.places = np.zeros((measures, measures + 1), np.int64)
        """How often each measure (row) stood in each place; in the last column how often in none."""
        self.swapped = np.zeros(len(pairs), np.int64)
        self.same_five = 0
        self._pairs, self._today = pairs, today

    def add(self, scenarios: Scenarios, keys: Keys) -> None:
        measures, number = keys.shape
        self.scenarios += number
        places = scenarios.order.places(keys, measures)
        for place in range(measures):
            held = places[:, place]
            self.places[:, place] += np.bincount(held[held != NOBODY], minlength=measures)
        self.places[:, -1] = self.scenarios - self.places[:, :-1].sum(axis=1)
        for i, (first, second) in enumerate(self._pairs):
            self.swapped[i] += int((keys[second] > keys[first]).sum())
        self.same_five += int((scenarios.foremost(keys, FOREMOST) == self._today).all(axis=1).sum())


class _Robust:
    def __init__(self, advice: Advice, number: int, seed: int, progress: Progress) -> None:
        self._advice, self._number, self._seed, self._progress = advice, number, seed, progress
        self._scenarios = Scenarios(advice)
        self._ids = [measure.id for measure in self._scenarios.order.measures]
        self._ranked = [r.id for r in advice.ranked if r.rank]
        at = {id_: i for i, id_ in enumerate(self._ids)}
        self._pairs = [(at[a], at[b]) for a, b in zip(self._ranked, self._ranked[1:], strict=False)]
        # In blocks of the size that is drawn, for which a machine is needed anyway.
        now = self._scenarios.keys(self._scenarios.same(_blocks(number)[0]))[:, :1]
        self._today = self._scenarios.foremost(now, FOREMOST)[0]
        self._bits = np.random.PCG64(seed + 1)  # not those of the answers
        self._done = 0

    def tried(self) -> Tried:
        draw = self._scenarios.draw(self._seed)
        both = self._tally()
        self._run(draw, None, both)
        return Tried(self._kind(both), len(draw.open), self._seed)

    def found(self) -> Robustness:
        draw = self._scenarios.draw(self._seed)
        answers, both = self._tally(), self._tally()
        left_out = self._run(draw, answers, both)
        weights = self._tally()
        sensitive: dict[str, _Tally] = {name: self._tally() for name in CRITERIA}
        for words in _blocks(self._number):
            here = self._scenarios.same(words)
            number = min(words * WORD, self._number - weights.scenarios)
            weights.add(self._scenarios, self._scenarios.keys(here, self._weights(words))[:, :number])
            for name, tally in sensitive.items():
                tally.add(self._scenarios, self._scenarios.keys(here, self._weights(words, name))[:, :number])
        changed = {name: tally.scenarios - tally.same_five for name, tally in sensitive.items()}
        return Robustness(
            self._kind(answers),
            self._kind(weights),
            self._kind(both),
            dict(sorted(changed.items(), key=lambda item: -item[1])),
            len(draw.open),
            left_out,
            self._seed,
        )

    def _run(self, draw: Draw, answers: _Tally | None, both: _Tally) -> int:
        """Draw and count what can be; returns how many were left out since they cannot."""
        left_out = 0
        for words in _blocks(self._number):
            worlds = draw.worlds(words)
            is_real = unpacked(worlds.real).view(np.bool_)
            left_out += int((~is_real).sum())
            keep = np.flatnonzero(is_real)[: self._number - both.scenarios]
            if answers:
                answers.add(self._scenarios, self._scenarios.keys(worlds.facts)[:, keep])
            both.add(self._scenarios, self._scenarios.keys(worlds.facts, self._weights(words))[:, keep])
            self._done += len(keep)
            self._progress(self._done)
        return left_out

    def _weights(self, words: int, only: str | None = None) -> Mapping[str, Drawn]:
        """Weights in hundredths for each scenario; all drawn, or one of them."""
        found = {}
        for name, weight in self._advice.weights.items():
            if only in (None, name):
                raw = self._bits.random_raw(words * WORD // 4).view(np.uint16).astype(np.int64)
                found[name] = weight * (LEAST + (raw * (MOST - LEAST + 1) >> 16))
            else:
                found[name] = np.full(words * WORD, weight * WHOLE, np.int64)
        return found

    def _tally(self) -> _Tally:
        return _Tally(len(self._ids), self._pairs, self._today)

    def _kind(self, tally: _Tally) -> Kind:
        found = [self._standing(id_, row) for id_, row in zip(self._ids, tally.places, strict=True)]
        today = {id_: i for i, id_ in enumerate(self._ranked)}
        found.sort(key=lambda standing: (today.get(standing.measure, len(today)), -standing.foremost, -standing.recommended))
        swaps = [
            Swap(self._ids[first], self._ids[second], int(swapped))
            for (first, second), swapped in zip(self._pairs, tally.swapped, strict=True)
        ]
        kept = tuple(standing for standing in found if standing.recommended)
        return Kind(tally.scenarios, kept, tuple(swaps), tally.same_five)

    @staticmethod
    def _standing(id_: str, places: Numbers) -> Standing:
        held = np.flatnonzero(places[:-1]) + 1
        best, worst = (int(held[0]), int(held[-1])) if len(held) else (None, None)
        return Standing(
            id_,
            int(places[:-1].sum()),
            tuple(int(places[:most][: len(places) - 1].sum()) for most in WITHIN),
            best,
            None if places[-1] else worst,
        )


def _blocks(scenarios: int) -> list[int]:
    """Words of each block, of 64 scenarios each."""
    words = -(-scenarios // WORD)
    return [min(WORDS, words - start) for start in range(0, words, WORDS)]
