"""Scenarios: complete, within what the answers leave, never what an implication excludes, the same for the same seed."""

import functools

import numpy as np
import pytest
from hypothesis import given

from wayhome import advise, load_profile
from wayhome.engine.evaluate import evaluate
from wayhome.engine.planes.flatten import flatten
from wayhome.engine.planes.machine import unpacked
from wayhome.engine.planes.worlds import Draw
from wayhome.engine.scenarios import Scenarios

from ..random_programs import books_and_facts, examples


def masks_of(worlds, at):
    """The answers of one scenario."""
    return {fact: sum(int(unpacked(row)[at]) << i for i, row in enumerate(rows)) for fact, rows in worlds.facts.items()}


@given(books_and_facts())
@examples(150)
def test_every_scenario_is_a_world_that_the_answers_allow_and_no_implication_contradicts(drawn):
    book, facts = drawn
    worlds = Draw(book.program, flatten(book.program), facts, seed=7).worlds(1)
    possible = list(book.completions(facts))
    is_real = unpacked(worlds.real)
    for at in range(64):
        answers = masks_of(worlds, at)
        assert all(mask.bit_count() == 1 and not mask & ~facts[fact] for fact, mask in answers.items())
        if is_real[at]:
            assert book.world(answers).asked in [world.asked for world in possible]
    assert is_real.any() or not possible


def test_scenarios_are_drawn_evenly_where_nothing_is_known():
    (book, facts) = _one_fact_of_three()
    worlds = Draw(book, flatten(book), facts, seed=3).worlds(320)
    shares = [unpacked(row).mean() for row in worlds.facts["q"]]
    assert shares == pytest.approx([1 / 3] * 3, abs=0.02)


def _one_fact_of_three():
    from wayhome.engine.compile import Program
    from wayhome.engine.truth import Domain

    domain = Domain(("a", "b", "c"))
    return Program({"q": domain}, ("q",), (), (), (), {}, ()), {"q": domain.full}


@functools.cache
def scenarios(name):
    return Scenarios(advise(load_profile(f"example:{name}")).advice)


@pytest.mark.parametrize("name", ["xx", "gha-2021", "srb", "xx-north"])
def test_scenarios_of_a_real_profile_hold_nothing_the_rules_exclude(name):
    found = scenarios(name)
    worlds = found.draw(seed=1).worlds(2)
    assert unpacked(worlds.real).all()
    program = found.advice.library.program
    for at in range(0, 128, 16):
        answers = masks_of(worlds, at)
        kept_open = {fact for fact, mask in answers.items() if mask.bit_count() > 1}
        assert kept_open <= found.silent
        assert all(not mask & ~found.advice.given[fact].mask for fact, mask in answers.items())
        concluded = evaluate(program, answers)
        unsilent = [fact for _, fact in concluded.applied if fact not in found.silent]
        assert (unsilent, concluded.conflicts) == ([], found.advice.evaluation.conflicts)


def test_the_same_seed_draws_the_same_scenarios_and_another_seed_others():
    first, again, other = (scenarios("xx").draw(seed).worlds(2).facts for seed in (1, 1, 2))
    assert all(np.array_equal(first[fact], again[fact]) for fact in first)
    assert any(not np.array_equal(first[fact], other[fact]) for fact in first)


def test_answers_that_contradict_one_another_leave_scenarios_of_all_others(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("wayhome: 1\ncountry: GHA\nanswers:\n  referral.use: none\n  sop.use: working\n", encoding="utf-8")
    found = Scenarios(advise(load_profile(path)).advice)
    assert found.advice.evaluation.conflicts
    assert unpacked(found.draw(seed=1).worlds(2).real).all()


def test_what_is_withheld_is_narrowed_and_excludes_no_scenario(tmp_path):
    path = tmp_path / "p.yaml"
    answers = "  referral.use: [none, informal]\n  sop.use: withheld\n"  # without referral, procedures are not in full use
    path.write_text(f"wayhome: 1\ncountry: GHA\nanswers:\n{answers}", encoding="utf-8")
    worlds = Scenarios(advise(load_profile(path)).advice).draw(seed=1).worlds(16)
    assert unpacked(worlds.real).all()
    assert unpacked(worlds.facts["referral.use"][0]).mean() == pytest.approx(0.5, abs=0.05)
