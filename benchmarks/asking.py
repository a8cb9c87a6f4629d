"""How soon the foremost measures stand, when questions are asked in the order of `wayhome ask`, of the file, or at random.

Each example profile is completed a few times with answers drawn within what it leaves open; an interview then begins with
nothing and reveals one question after the other. Prints the tables of docs/explaining.md: `make asking-curves`.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from wayhome import advise, load_profile
from wayhome.engine.advise import Advice, Unknown
from wayhome.engine.asking import order_to_ask
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import Given, State
from wayhome.engine.firmness import FOREMOST
from wayhome.engine.planes.machine import unpacked
from wayhome.engine.planes.worlds import constant
from wayhome.engine.scenarios import Scenarios

EXAMPLES = ("civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north")
COMPLETIONS = 2
ENOUGH = 4
RANDOM_ORDERS = 5
SHOWN = (0, 5, 10, 15, 20, 30, 40, 60)
Next = Callable[[Advice, Sequence[str]], str]


def main() -> None:
    """Measure every example, by processes, and print."""
    with ProcessPoolExecutor(max_workers=2) as pool:
        measured = list(pool.map(measure, [(name, i) for name in EXAMPLES for i in range(COMPLETIONS)]))
    orders = list(measured[0])
    print("| questions until four of the final five stand | median | from | to |\n|-|-|-|-|")
    for order in orders:
        numbers = [number for found in measured for number in found[order][0]]
        print(f"| {order} | {statistics.median(numbers):.0f} | {min(numbers)} | {max(numbers)} |")
    print(
        f"\n| of the final five stand, after so many questions | {' | '.join(map(str, SHOWN))} |\n|{'-|' * (1 + len(SHOWN))}"
    )
    for order in orders:
        curves = [curve for found in measured for curve in found[order][1]]
        means = [statistics.mean(curve[min(step, len(curve) - 1)] for curve in curves) for step in SHOWN]
        print(f"| {order} | {' | '.join(f'{mean:.1f}' for mean in means)} |")


def measure(which: tuple[str, int]) -> dict[str, tuple[list[int], list[list[int]]]]:
    """For each order, the questions it took and the curves."""
    name, number = which
    interview = Interview(name, number)
    orders: dict[str, list[Next]] = {
        "in the order of `wayhome ask`": [lambda advice, left: next(id_ for id_ in order_to_ask(advice) if id_ in left)],
        "in the order of the questionnaire": [lambda advice, left: left[0]],
        "at random": [_at_random(seed) for seed in range(RANDOM_ORDERS)],
    }
    found = {}
    for order, ways in orders.items():
        curves = [interview.curve(way) for way in ways]
        found[order] = ([next(i for i, n in enumerate(curve) if n >= interview.enough) for curve in curves], curves)
    print(name, number, {order: numbers for order, (numbers, _) in found.items()}, file=sys.stderr, flush=True)
    return found


def _at_random(seed: int) -> Next:
    draw = random.Random(seed)
    return lambda advice, left: draw.choice(left)


class Interview:
    """An example completed with drawn answers, to be asked from nothing."""

    def __init__(self, name: str, number: int) -> None:
        self.advice = advise(load_profile(f"example:{name}")).advice
        self.scenarios = Scenarios(self.advice)
        worlds = self.scenarios.draw(seed=11).worlds(1)
        assert unpacked(worlds.real).all()
        self.truth = {
            fact: sum(int(unpacked(row)[number]) << i for i, row in enumerate(rows)) for fact, rows in worlds.facts.items()
        }
        library = self.advice.library
        is_area = self.advice.profile.area is not None
        self.facts = {
            question.question: [spec.id for spec in library.questionnaire.facts_of(question.question)]
            for question in library.questionnaire.questions.values()
            if question.is_raised(is_area=is_area)
        }
        self.final = self._foremost(self.truth)
        self.enough = min(ENOUGH, int(self.final.sum()))

    def curve(self, chosen: Next) -> list[int]:
        """How many of the final five stand after each question, from none on."""
        left = [id_ for id_, facts in self.facts.items() if facts]
        known: dict[str, int] = {}
        found = [self._standing(known)]
        while (left and len(found) <= max(SHOWN)) or found[-1] < self.enough:
            asked = chosen(self._advice(known), left)
            left.remove(asked)
            known |= {fact: self.truth[fact] for fact in self.facts[asked]}
            found.append(self._standing(known))
        return found

    def _masks(self, known: dict[str, int]) -> dict[str, int]:
        domains = self.advice.library.program.domains
        return {fact: known.get(fact, domains[fact].full) for fact in self.truth}

    def _foremost(self, masks: dict[str, int]):
        domains = self.advice.library.program.domains
        facts = {fact: constant(mask, len(domains[fact].values), 1) for fact, mask in masks.items()}
        return self.scenarios.foremost(self.scenarios.keys(facts), FOREMOST)[0]

    def _standing(self, known: dict[str, int]) -> int:
        return int((self._foremost(self._masks(known)) & self.final).sum())

    def _advice(self, known: dict[str, int]) -> Advice:
        """The advice as `wayhome ask` sees it: what is known, what is open."""
        masks = self._masks(known)
        evaluation = evaluate(self.advice.library.program, masks)
        given = {
            fact: Given(mask, State.ANSWERED if fact in known else State.NOT_ASKED)
            if self.advice.given[fact].state not in (State.ELSEWHERE, State.NOT_RAISED)
            else self.advice.given[fact]
            for fact, mask in masks.items()
        }
        unknowns = []
        for id_, facts in self.facts.items():
            open_ = tuple(fact for fact in facts if fact not in known and evaluation.facts[fact].bit_count() > 1)
            if open_ and id_ not in evaluation.irrelevant:
                question = self.advice.library.questionnaire.questions[id_]
                unknowns.append(Unknown(question, State.NOT_ASKED, open_, ()))
        return replace(self.advice, given=given, evaluation=evaluation, unknowns=tuple(unknowns))


if __name__ == "__main__":
    main()
