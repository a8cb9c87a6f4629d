"""Double entry: the rule engine and the reference evaluator conclude the same, and no advice is given if they do not."""

import functools
import random
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine import inference
from wayhome.engine.advise import advise
from wayhome.engine.compile import need_of
from wayhome.engine.double_entry import difference, infer
from wayhome.engine.errors import EngineError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.evaluation import Conflict
from wayhome.engine.facts import facts_of_profile
from wayhome.engine.inference import Inference
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import read_profile
from wayhome.engine.recommend import Status, verdicts_of
from wayhome.engine.truth import ALWAYS

from .random_programs import books_and_facts, books_and_two_facts, examples

pytestmark = pytest.mark.skipif(not inference.is_available(), reason="durable-rules has no build for this Python")

PROFILES = ["civ", "gha-2021", "gha-2023", "xx"]


@functools.cache
def library():
    return load_library()


@functools.cache
def profile(name):
    return read_profile(f"example:{name}", library().questionnaire, library().examples)


@contextmanager
def loaded(program):
    engine = Inference(program)
    try:
        yield engine
    finally:
        engine.close()


def shuffle_arrival(engine, order):
    """Let the facts reach every stage in another order."""
    for stage in engine._stages.values():
        for part in stage._parts:
            order.shuffle(part._read)


# Random rulebooks


@examples(400)
@given(books_and_facts(5, 6))
def test_the_two_evaluations_agree(case):
    book, facts = case
    with loaded(book.program) as engine:
        found, _ = engine.run(facts)
    expected = evaluate(book.program, facts)
    assert difference(found, expected) == ""
    assert found == expected


@examples(150)
@given(books_and_facts(5, 6), st.integers(0, 2**32))
def test_neither_the_order_of_the_answers_nor_that_of_the_messages_matters(case, seed):
    book, facts = case
    order = random.Random(seed)
    shuffled = list(facts.items())
    order.shuffle(shuffled)
    with loaded(book.program) as engine:
        in_order = engine.run(facts)
        shuffle_arrival(engine, order)
        assert engine.run(dict(shuffled)) == in_order


@examples(200)
@given(books_and_two_facts(5, 6))
def test_knowing_more_never_contradicts_what_the_engine_was_certain_of(case):
    book, facts, more = case
    with loaded(book.program) as engine:
        before, after = engine.run(facts)[0], engine.run(more)[0]
    if not after.conflicts:
        assert all(not after.facts[fact] & ~mask for fact, mask in before.facts.items())
        assert all(verdict in (after.verdicts[name], None) for name, verdict in before.verdicts.items())
        assert all(not after.outcomes[table] & ~mask for table, mask in before.outcomes.items())


@examples(200)
@given(books_and_facts())
def test_what_the_engine_is_certain_of_holds_in_every_world_that_is_possible(case):
    book, facts = case
    with loaded(book.program) as engine:
        found, _ = engine.run(facts)
    verdicts = verdicts_of(book.rulebook, book.program, found)
    for world in book.completions(facts):
        assert all(value & found.facts[fact] for fact, value in world.facts.items())
        assert all(verdict in (world.verdicts[name], None) for name, verdict in found.verdicts.items())
        for rule, verdict in verdicts.items():
            if verdict.status in (Status.RECOMMENDED, Status.IN_PLACE):
                assert world.status(rule) == verdict.status


# The shipped rulebook


def drawn(seed):
    """Facts of the shipped questionnaire, known in very different measure."""
    dice = random.Random(seed)
    unknown = dice.random()
    domains = library().program.domains
    return {
        fact: full if dice.random() < unknown else dice.randint(1, full)
        for fact, full in ((fact, domains[fact].full) for fact in library().program.asked)
    }


@pytest.mark.parametrize("name", PROFILES)
def test_the_two_evaluations_agree_on_the_example_profiles(name):
    facts = {fact: found.mask for fact, found in facts_of_profile(profile(name), library().questionnaire, None).items()}
    found, firings = infer(library().country, facts)
    assert found == evaluate(library().program, facts)
    assert firings


def test_the_two_evaluations_agree_on_the_shipped_rules_however_much_is_known():
    for seed in range(40):
        infer(library().country, drawn(seed))


def test_the_order_in_which_messages_arrive_does_not_matter_to_the_shipped_rules():
    order = random.Random(1)
    with loaded(library().program) as engine:
        for seed in range(5):
            in_order = engine.run(drawn(seed))
            for _ in range(2):
                shuffle_arrival(engine, order)
                assert engine.run(drawn(seed)) == in_order


def answered_bit_by_bit(seed):
    """Evaluations of the shipped rules as one answer after the other comes in, those that contradict others left out."""
    dice = random.Random(seed)
    domains = library().program.domains
    facts = {fact: domains[fact].full for fact in library().program.asked}
    order = list(facts)
    dice.shuffle(order)
    for i in range(0, len(order), 4):
        more = {**facts, **{fact: dice.randint(1, facts[fact]) for fact in order[i : i + 4]}}
        found = evaluate(library().program, more)
        if not found.conflicts:
            facts = more
            yield found


@pytest.mark.parametrize("seed", range(6))
def test_as_answers_come_in_what_is_recommended_stays_so_and_a_no_stays_a_no(seed):
    rulebook, program = library().rulebook, library().program
    before, settled = {}, 0
    for found in answered_bit_by_bit(seed):
        after = verdicts_of(rulebook, program, found)
        for rule, verdict in before.items():
            if verdict.status is Status.RECOMMENDED:
                assert after[rule].status is Status.RECOMMENDED
                assert set(after[rule].modes) <= set(verdict.modes)
            if verdict.status in (Status.IN_PLACE, Status.NOT_APPLICABLE):
                assert after[rule].status in (Status.IN_PLACE, Status.NOT_APPLICABLE)
            settled += verdict.status is not Status.POSSIBLE
        before = after
    assert settled > 100


def test_with_the_shipped_rules_no_conflict_arises_from_knowing_nothing():
    domains = library().program.domains
    found = evaluate(library().program, {fact: domains[fact].full for fact in library().program.asked})
    assert found.conflicts == ()
    assert found.applied == ()


# A wrong inference never becomes an advice


def other(mask, full):
    """A different non-empty set of values."""
    return full if mask != full else full & (full - 1)


def changed(part, found, library_):
    """An evaluation that is wrong in one part, and the name of what is wrong."""
    program = library_.program
    if part == "verdicts":
        name = need_of(next(iter(library_.rulebook.recommendations)))
        return replace(found, verdicts={**found.verdicts, name: not found.verdicts[name]}), name
    if part == "outcomes":
        name = program.outcomes[0].id
        return replace(found, outcomes={**found.outcomes, name: found.outcomes[name] ^ 1}), name
    if part in ("asked", "facts"):
        name = program.asked[3] if part == "asked" else program.strata[0][0].id
        values = getattr(found, part)
        return replace(found, **{part: {**values, name: other(values[name], program.domains[name].full)}}), name
    wrong = {
        "applied": (*found.applied, ("I0", "x")),
        "conflicts": (*found.conflicts, Conflict("I0", "x")),
        "irrelevant": found.irrelevant ^ {"policy.plan"},
    }
    return replace(found, **{part: wrong[part]}), part


@pytest.mark.parametrize("part", ["asked", "facts", "verdicts", "outcomes", "applied", "conflicts", "irrelevant"])
def test_an_engine_that_concludes_something_else_ends_the_run_with_the_name_of_it(monkeypatch, part):
    wrong = []
    right = Inference.run

    def run(self, facts):
        found, firings = right(self, facts)
        broken, name = changed(part, found, library())
        wrong.append(name)
        return broken, firings

    monkeypatch.setattr(Inference, "run", run)
    with pytest.raises(EngineError, match="no brief is written") as caught:
        advise(profile("civ"), library())
    assert str(caught.value).endswith(f": {wrong[0]}")


def test_an_engine_that_leaves_a_conclusion_out_is_noticed_too(monkeypatch):
    def run(self, facts):
        found, firings = right(self, facts)
        return replace(found, verdicts=dict(list(found.verdicts.items())[:-1])), firings

    right = Inference.run
    monkeypatch.setattr(Inference, "run", run)
    last = list(library().program.verdicts)[-1]
    facts = drawn(1)
    if evaluate(library().program, facts).verdicts[last] is None:
        facts = dict.fromkeys(facts, 1)
    with pytest.raises(EngineError):
        infer(library().country, facts)


def concluded(monkeypatch, name, change):
    """What advise() makes of an engine of which the firings of one condition are not what they should be."""
    fire = inference._Stage._fire

    def wrong(self, facts):
        fired = fire(self, facts)
        numbers = {number for number, rule in self._ruleset.rules.items() if name in rule.names}
        return change(self, fired, numbers) if numbers else fired

    monkeypatch.setattr(inference._Stage, "_fire", wrong)
    return advise(profile("civ"), library())


def first_recommended():
    return next(
        id_ for id_, verdict in advise(profile("civ"), library()).verdicts.items() if verdict.status is Status.RECOMMENDED
    )


def test_a_firing_that_is_lost_ends_the_run_with_the_name_of_the_rule(monkeypatch):
    name = need_of(first_recommended())
    with pytest.raises(EngineError, match=name):
        concluded(monkeypatch, name, lambda _, fired, numbers: [one for one in fired if one[0] not in numbers])


def test_a_firing_too_many_ends_the_run_with_the_name_of_the_rule(monkeypatch):
    advice = advise(profile("civ"), library())
    name = need_of(next(id_ for id_, verdict in advice.verdicts.items() if verdict.status is Status.POSSIBLE))

    def one_more(stage, fired, numbers):
        number = next(n for n in sorted(numbers) if stage._ruleset.rules[n].verdict)
        return [*fired, (number, {"c0": {"f": "1"}})]

    with pytest.raises(EngineError, match=name):
        concluded(monkeypatch, name, one_more)


def test_a_run_after_a_wrong_inference_is_right_again(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Inference, "run", lambda self, facts: (evaluate(library().program, dict.fromkeys(facts, 1)), ()))
        with pytest.raises(EngineError):
            advise(profile("civ"), library())
    assert advise(profile("civ"), library()).is_double_entry


def test_a_difference_names_at_most_five_things():
    domains = library().program.domains
    left = evaluate(library().program, {fact: domains[fact].full for fact in library().program.asked})
    right = evaluate(library().program, dict.fromkeys(library().program.asked, 1))
    assert len(difference(left, right).split(", ")) == 5
    assert difference(left, left) == ""


def test_an_advice_is_entered_twice_and_carries_every_firing():
    advice = advise(profile("civ"), library())
    assert advice.is_double_entry
    recommended = [id_ for id_, verdict in advice.verdicts.items() if verdict.status is Status.RECOMMENDED]
    fired = {firing.name for firing in advice.firings if firing.verdict}
    assert recommended
    for id_ in recommended:
        assert need_of(id_) in fired or library().program.verdicts[need_of(id_)] == ALWAYS
