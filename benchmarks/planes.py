"""The bit planes: equal to the other evaluators, and how fast beside them and beside other rule engines."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import numpy as np
import peers

from wayhome import advise, load_profile
from wayhome.engine.compile import Program
from wayhome.engine.double_entry import difference
from wayhome.engine.evaluate import evaluate
from wayhome.engine.inference import Inference, is_available
from wayhome.engine.planes.flatten import Planes, flatten
from wayhome.engine.planes.machine import WORD, Machine, packed, unpacked
from wayhome.engine.planes.worlds import Draw, enter
from wayhome.engine.scenarios import Scenarios
from wayhome.engine.truth import truth

RANDOM_PROFILES = 20_000
BY_THE_ENGINE = 500
BLOCK = 256  # words, of 64 scenarios each
SECONDS = 2.0
PEER_WORLDS = 100
Row = Callable[..., None]


def agreement(program: Program, row: Row) -> None:
    """Random profiles of every degree of knowledge: the planes, the reference, and for some the rule engine."""
    draw = random.Random(1)
    planes = flatten(program)
    wanted = _everything(planes)
    differences = checked = by_the_engine = 0
    inference = Inference(program) if is_available() else None
    for start in range(0, RANDOM_PROFILES, WORD * 8):
        number = min(WORD * 8, RANDOM_PROFILES - start)
        profiles = [_random_profile(program, draw) for _ in range(number)]
        machine = Machine(planes.circuit, wanted, 8)
        for fact, rows in planes.given.items():
            masks = np.resize([profile[fact] for profile in profiles], machine.scenarios)
            for i, plane in enumerate(rows):
                machine.plane(plane)[:] = packed(masks >> i & 1 == 1)
        machine.run()
        bits = {plane: machine.bits(plane) for plane in wanted}
        for at, profile in enumerate(profiles):
            expected = evaluate(program, profile)
            facts = {f: sum(int(bits[p][at]) << i for i, p in enumerate(rows)) for f, rows in planes.facts.items()}
            outcomes = {t: sum(int(bits[p][at]) << i for i, p in enumerate(rows)) for t, rows in planes.outcomes.items()}
            verdicts = {
                name: True if bits[v.certain][at] else None if bits[v.possible][at] else False
                for name, v in planes.verdicts.items()
            }
            differences += (facts, outcomes, verdicts) != (expected.facts, expected.outcomes, expected.verdicts)
            checked += 1
            if inference and by_the_engine < BY_THE_ENGINE and checked % (RANDOM_PROFILES // BY_THE_ENGINE) == 0:
                concluded, _ = inference.run(profile)
                assert concluded == expected, difference(concluded, expected)
                by_the_engine += 1
    if inference:
        inference.close()
    row(
        f"random profiles, planes against the reference: {checked:,}", f"{differences} differ", None, "none", not differences
    )
    row(f"of them by the rule engine as well: {by_the_engine}", "0 differ")


def truth_beside_peers(program: Program, row: Row) -> None:
    """Every condition of the rulebook in complete profiles: the planes, the reference, closures, CLIPS, zen-engine."""
    planes = flatten(program)
    full = {fact: program.domains[fact].full for fact in program.asked}
    drawn = Draw(program, planes, full, seed=2).worlds(4)
    columns = {fact: [unpacked(plane) for plane in rows] for fact, rows in drawn.facts.items()}
    complete = []
    for at in range(4 * WORD):
        given = {fact: sum(int(plane[at]) << i for i, plane in enumerate(rows)) for fact, rows in columns.items()}
        evaluation = evaluate(program, given)
        if all(evaluation.facts[fact].bit_count() == 1 for fact in program.asked):
            complete.append((given, evaluation))
    complete = complete[:PEER_WORLDS]
    conditions = peers.conditions_of(program)
    expected = [[truth(condition, evaluation.facts) for condition in conditions] for _, evaluation in complete]
    worlds = peers.worlds_of(program, [evaluation.facts for _, evaluation in complete])

    machine = _filled(program, planes, BLOCK)
    ours = _seconds(machine.run) / machine.scenarios
    row("truth of the whole rulebook, planes, one core", _rate(ours), None, "at least 1,000,000/s", ours <= 1e-6)
    reference = _seconds(lambda: [evaluate(program, given) for given, _ in complete]) / len(complete)
    row("the same by the reference evaluator", _rate(reference), reference / ours)
    for name, made in (("Python closures", peers.closures), ("CLIPS", peers.Clips), ("zen-engine", peers.Zen)):
        decide = made(program)
        assert decide(worlds) == expected, f"{name} decides otherwise"
        seconds = _seconds(lambda decide=decide: decide(worlds)) / len(worlds)
        row(f"the same by {name}, results equal", _rate(seconds), seconds / ours)


def scenarios(profile: str, row: Row) -> None:
    """Whole scenarios of a profile that says little: drawn, decided, measures in order, the first ten."""
    found = Scenarios(advise(load_profile(profile)).advice)
    draw = found.draw(seed=1)

    def work() -> None:
        found.order.places(found.keys(draw.worlds(BLOCK).facts), 10)

    seconds = _seconds(work) / (BLOCK * WORD)
    row(f"whole scenarios of {profile}, one core", _rate(seconds), None, "at least 100,000/s", seconds <= 1e-5)


def _everything(planes: Planes) -> set[int]:
    wanted = {plane for rows in (*planes.facts.values(), *planes.outcomes.values()) for plane in rows}
    return wanted | {plane for verdict in planes.verdicts.values() for plane in (verdict.certain, verdict.possible)}


def _filled(program: Program, planes: Planes, words: int) -> Machine:
    machine = Machine(planes.circuit, _everything(planes), words)
    full = {fact: program.domains[fact].full for fact in program.asked}
    enter(machine, planes, Draw(program, planes, full, seed=1).worlds(words).facts)
    return machine


def _random_profile(program: Program, draw: random.Random) -> dict[str, int]:
    openness = draw.random()

    def mask(full: int) -> int:
        if draw.random() < openness:
            return full
        return 1 << draw.randrange(full.bit_length()) if draw.random() < 0.8 else draw.randint(1, full)

    return {fact: mask(program.domains[fact].full) for fact in program.asked}


def _seconds(work: Callable[[], object]) -> float:
    """The median time of one run, the first left out."""
    work()
    taken: list[float] = []
    while sum(taken) < SECONDS or len(taken) < 3:
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[len(taken) // 2]


def _rate(seconds: float) -> str:
    return f"{1 / seconds:,.0f}/s"
