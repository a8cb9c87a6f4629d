"""The planes conclude what the plain evaluator, `recommend` and `prioritise` conclude, scenario by scenario."""

import functools
import random

import numpy as np
import pytest
from hypothesis import given

from wayhome.engine.evaluate import evaluate
from wayhome.engine.handbook import Passage
from wayhome.engine.library import load_library
from wayhome.engine.planes.flatten import flatten
from wayhome.engine.planes.machine import WORD, Machine, packed
from wayhome.engine.planes.order import Order, in_handbook_order
from wayhome.engine.planes.standings import standings
from wayhome.engine.prioritise import rank_measures
from wayhome.engine.recommend import verdicts_of
from wayhome.engine.rulebook import CRITERIA

from ..random_programs import WEIGHTS, books_and_facts, examples

library = functools.cache(load_library)


def planes_of(standings):
    found = {plane for by_status in standings.recommendations.values() for plane in by_status.values()}
    for standing in standings.measures.values():
        found |= {*standing.status.values(), standing.ranked, standing.for_main}
        found |= {plane for side in (standing.least, standing.most) for steps in side.values() for plane in steps}
    return found


class Block:
    """A rulebook over a few profiles, side by side."""

    def __init__(self, rulebook, program, passages, profiles, *, is_area=False):
        self.planes = planes = flatten(program)
        self.standings = standings(planes, rulebook, rulebook.measures, is_area=is_area)
        self.order = Order(in_handbook_order(self.standings, rulebook.measures, passages))
        wanted = planes_of(self.standings) | self.order.planes() | set(planes.irrelevant.values())
        wanted |= set(planes.conflicts.values())
        for values in (*planes.asked.values(), *planes.facts.values(), *planes.outcomes.values()):
            wanted |= set(values)
        for verdict in planes.verdicts.values():
            wanted |= {verdict.certain, verdict.possible}
        words = -(-len(profiles) // WORD)
        self.machine = Machine(planes.circuit, wanted, words)
        for fact, values in planes.given.items():
            masks = np.resize([profile[fact] for profile in profiles], words * WORD)
            for i, plane in enumerate(values):
                self.machine.plane(plane)[:] = packed(masks >> i & 1 == 1)
        self.machine.run()

    @functools.cache  # noqa: B019 - lives as long as the block
    def bits(self, plane):
        return self.machine.bits(plane)

    def masks(self, facts, at):
        return {
            fact: sum(int(self.bits(plane)[at]) << i for i, plane in enumerate(values)) for fact, values in facts.items()
        }

    def truths(self, at):
        words = {(1, 1): True, (0, 1): None, (0, 0): False}
        return {
            name: words[int(self.bits(verdict.certain)[at]), int(self.bits(verdict.possible)[at])]
            for name, verdict in self.planes.verdicts.items()
        }

    def points(self, steps, at):
        return sum(int(self.bits(plane)[at]) for plane in steps)


def assert_same_evaluation(block, program, profiles):
    for at, profile in enumerate(profiles):
        expected = evaluate(program, profile)
        assert block.masks(block.planes.asked, at) == expected.asked
        assert block.masks(block.planes.facts, at) == expected.facts
        assert block.masks(block.planes.outcomes, at) == expected.outcomes
        assert block.truths(at) == expected.verdicts
        assert {q for q, plane in block.planes.irrelevant.items() if block.bits(plane)[at]} == expected.irrelevant
        conflicts = {key for key, plane in block.planes.conflicts.items() if block.bits(plane)[at]}
        assert conflicts == {(conflict.implication, conflict.fact) for conflict in expected.conflicts}


def assert_same_standing(block, rulebook, program, passages, profiles, weights, *, is_area=False):
    points = block.order.points(block.machine)
    places = block.order.places(block.order.keys(block.machine, points, weights), len(rulebook.measures))
    for at, profile in enumerate(profiles):
        evaluation = evaluate(program, profile)
        verdicts = verdicts_of(rulebook, program, evaluation, is_area=is_area)
        for id_, verdict in verdicts.items():
            found = block.standings.recommendations[id_]
            assert [status for status, plane in found.items() if block.bits(plane)[at]] == [verdict.status]
        ranked = rank_measures(rulebook.measures, passages, verdicts, evaluation, weights)
        for measure in ranked:
            standing = block.standings.measures[measure.id]
            assert [status for status, plane in standing.status.items() if block.bits(plane)[at]] == [measure.status]
            interval = {n: (block.points(standing.least[n], at), block.points(standing.most[n], at)) for n in CRITERIA}
            assert interval == measure.criteria
            assert bool(block.bits(standing.for_main)[at]) is measure.is_for_main
        ids = [block.order.measures[i].id for i in places[at] if i >= 0]
        assert ids == [measure.id for measure in ranked if measure.rank]


@given(books_and_facts())
@examples(150)
def test_planes_conclude_what_the_plain_evaluator_concludes(drawn):
    book, facts = drawn
    profiles = [facts, {fact: domain.full for fact, domain in book.asked.items()}]
    profiles += [{fact: 1 << i % len(domain.values) for fact, domain in book.asked.items()} for i in range(3)]
    passages = {rule[0]: on_line(i) for i, rule in enumerate(book.recommendations)}
    block = Block(book.rulebook, book.program, passages, profiles)
    assert_same_evaluation(block, book.program, profiles)
    assert_same_standing(block, book.rulebook, book.program, passages, profiles, WEIGHTS)


def on_line(line):
    return Passage("", "", None, f"L{line}", "could", "", {})


def random_profiles(program, number, seed, openness):
    """Profiles of every degree of knowledge: certain answers, answers left open between values, nothing known."""
    draw = random.Random(seed)

    def mask(fact):
        full = program.domains[fact].full
        if draw.random() < openness:
            return full
        return 1 << draw.randrange(full.bit_length()) if draw.random() < 0.8 else draw.randint(1, full)

    return [{fact: mask(fact) for fact in program.asked} for _ in range(number)]


@pytest.mark.parametrize("is_area", [False, True])
def test_the_shipped_rulebook_stands_the_same_in_random_profiles(is_area):
    book, program = library().rulebook, library().program
    profiles = [p for i, openness in enumerate((0.0, 0.3, 0.9)) for p in random_profiles(program, 8, i, openness)]
    block = Block(book, program, library().passages, profiles, is_area=is_area)
    assert_same_evaluation(block, program, profiles)
    weights = {"gap": 5, "stakes": 1, "leverage": 0, "reach": 7, "opening": 2, "readiness": 100}
    for chosen in (book.weights, weights):
        assert_same_standing(block, book, program, library().passages, profiles, chosen, is_area=is_area)
