"""Every set of answers found brings its target about, no smaller one within it does, and none of up to three is missing."""

import functools
import itertools
from types import SimpleNamespace

import pytest
from hypothesis import given

from wayhome import advise, load_profile
from wayhome.engine.advise import Advice, Options
from wayhome.engine.errors import EngineError, InputError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import Given, State
from wayhome.engine.prioritise import rank_measures
from wayhome.engine.reach import reach as reach_module
from wayhome.engine.reach.candidates import candidates
from wayhome.engine.reach.reach import ByChange, reach
from wayhome.engine.reach.targets import read_target, standing_of, target_of
from wayhome.engine.recommend import Status, verdicts_of

from ..random_programs import WEIGHTS, Choices, choices, examples, questionnaire


def random_advice(chosen):
    """An advice from a random rulebook; every other question is one a government can change."""
    book = chosen.book(4, 3)
    picks = Choices(bytes(chosen.below(256) for _ in range(30)))
    facts = picks.facts(book.asked)
    asked = questionnaire(book.asked, {id_: value for id_, (_, value) in book.relevance.items()})
    for i, id_ in enumerate(asked.questions):
        effort = ("desk", "call", "survey")[i % 3]
        asked.questions[id_] = asked.questions[id_].model_copy(update={"policy": picks.below(3) > 0, "effort": effort})
    library = SimpleNamespace(questionnaire=asked, rulebook=book.rulebook, program=book.program, passages={})
    evaluation = evaluate(book.program, facts)
    verdicts = verdicts_of(book.rulebook, book.program, evaluation)
    passages = {id_: SimpleNamespace(locator="L1") for id_ in verdicts}
    ranked = rank_measures(book.rulebook.measures, passages, verdicts, evaluation, WEIGHTS)
    profile = SimpleNamespace(area=None)
    known = {fact: Given(mask, State.ANSWERED) for fact, mask in facts.items()}
    return Advice(profile, library, Options(), known, evaluation, (), False, verdicts, tuple(ranked), None, (), {})


def random_target(advice, pick):
    findings = advice.library.rulebook.findings
    known = [(id_, status) for id_ in (*advice.verdicts, "measure") for status in Status]
    known += [(id_, value) for id_, finding in findings.items() for value in finding.domain.values]
    return target_of(advice, *known[pick % len(known)])


def is_reached(advice, target, one):
    """By the plain evaluator alone: does this set bring it about, without contradicting what implications say?"""
    masks = {fact: mask for candidate in one for fact, mask in candidate.masks.items()}
    found = evaluate(advice.library.program, {fact: known.mask for fact, known in advice.given.items()} | masks)
    is_new = set(found.conflicts) - set(advice.evaluation.conflicts)
    is_contradicted = is_new or any(conflict.fact in masks for conflict in found.conflicts)
    return standing_of(target, advice, found) == (target.wanted,) and not is_contradicted


def by_brute_force(advice, target, known, most):
    minimal = []
    for size in range(1, most + 1):
        for one in itertools.combinations(known, size):
            is_one = all(a.goes_with(b) for a, b in itertools.combinations(one, 2))
            if is_one and not any(set(less) <= set(one) for less in minimal) and is_reached(advice, target, one):
                minimal.append(one)
    return minimal


def pairs(sets):
    return sorted(tuple((candidate.fact, candidate.value) for candidate in one) for one in sets)


@given(choices(700))
@examples(120)
def test_the_sets_found_are_exactly_those_that_brute_force_over_every_answer_finds(chosen):
    advice = random_advice(chosen)
    target = random_target(advice, chosen.below(256))
    found = reach(advice, target)
    every = candidates(advice, advice.given)
    if found.is_so:
        assert (found.learn, found.change, found.both) == ((), (), ())
        return
    expected = by_brute_force(advice, target, [Known(one) for one in every], 3)
    sets = (*found.learn, *found.change, *found.both)
    assert pairs(sets) == pairs(expected)
    for one in sets:
        assert is_reached(advice, target, one)
        assert not any(is_reached(advice, target, less) for n in range(len(one)) for less in itertools.combinations(one, n))


@given(choices(700))
@examples(120)
def test_what_is_said_of_changes_alone_is_so_however_many_there_are(chosen):
    advice = random_advice(chosen)
    target = random_target(advice, chosen.below(256))
    found = reach(advice, target)
    by_fact = {}
    for candidate in candidates(advice, advice.given):
        if candidate.kind == "change":
            by_fact.setdefault(candidate.fact, [None]).append(candidate)
    every = [[one for one in picked if one] for picked in itertools.product(*by_fact.values())]
    is_possible = any(is_reached(advice, target, one) for one in every if one)
    if found.by_change is ByChange.IMPOSSIBLE:
        assert not is_possible
    elif found.by_change is not ByChange.UNSETTLED and not found.is_so:
        assert is_possible
    if found.by_change is ByChange.BEYOND:
        assert len(found.together) > 3
        assert is_reached(advice, target, found.together)


class Known(SimpleNamespace):
    """A candidate that can be a member of a set."""

    def __init__(self, candidate):
        super().__init__(**vars(candidate))

    def goes_with(self, other):
        return self.fact != other.fact

    def __hash__(self):
        return hash((self.fact, self.value))

    def __eq__(self, other):
        return (self.fact, self.value) == (other.fact, other.value)


# on the shipped rulebook


def test_where_it_takes_more_than_three_changes_some_that_do_are_named_and_none_can_be_spared():
    found = reach(example("xx"), target_of(example("xx"), "information", "in-place"))
    assert found.by_change is ByChange.BEYOND
    assert len(found.together) > 3
    assert is_reached(found.advice, found.target, found.together)
    for one in found.together:
        assert not is_reached(found.advice, found.target, [other for other in found.together if other is not one])


HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nanswers:\n"


@functools.cache
def example(name):
    return advise(load_profile(f"example:{name}")).advice


@pytest.fixture
def advised(tmp_path):
    def make(answers, **options):
        path = tmp_path / "profile.yaml"
        path.write_text(HEAD + answers, encoding="utf-8")
        return advise(load_profile(path), **options).advice

    return make


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("gha-2021", "coordination.step-1-ownership=recommended"),
        ("gha-2021", "precondition.political-support=met"),
        ("xx", "policy.revise-or-develop=in-place"),
        ("xx", "opportunity.education.remove-constraints=recommended"),
    ],
)
def test_of_a_real_profile_brute_force_finds_the_same_sets_of_up_to_two_answers(name, target):
    advice = example(name)
    found = reach(advice, read_target(advice, target))
    behind = {candidate.fact for one in (*found.learn, *found.change, *found.both) for candidate in one}
    every = [Known(one) for one in candidates(advice, behind)]
    expected = by_brute_force(advice, found.target, every, 2)
    assert expected
    sets = (*found.learn, *found.change, *found.both)
    assert pairs(one for one in sets if len(one) <= 2) == pairs(expected)


def test_what_is_unknown_stays_unknown_and_is_learnt_apart_from_what_is_changed(advised):
    advice = advised("  referral.use: patchy\n")
    found = reach(advice, read_target(advice, "referral.why=in-place"))
    assert found.now == ("recommended",)
    assert not found.learn
    assert found.by_change is ByChange.IMPOSSIBLE
    assert found.changeable == ("referral.use",)
    assert all({candidate.kind for candidate in one} == {"learn", "change"} for one in found.both)
    [changed] = {c.value for one in found.both for c in one if c.kind == "change"}
    assert changed == "working"


def test_a_circumstance_that_is_known_is_no_candidate(advised):
    advice = advised("  returns.obstacles: {answer: {safety: yes}}\n")
    assert not candidates(advice, {"returns.obstacles.safety"})
    assert {one.kind for one in candidates(advice, {"returns.obstacles.income"})} == {"learn"}


def test_who_learns_an_answer_knows_it(advised):
    advice = advised("  returns.number: nobody-knows\n")
    no = advice.library.program.domains["returns.number.nobody-knows"].mask(["no"])
    for one in candidates(advice, {"returns.number"}):
        assert one.masks["returns.number.nobody-knows"] == no


def test_a_withheld_answer_is_looked_into_in_the_confidential_edition_alone(advised):
    answers = "  service.protection: withheld\n"
    for edition, is_seen in (("draft", False), ("adviser", False), ("confidential", True)):
        assert bool(candidates(advised(answers, edition=edition), {"service.protection"})) is is_seen


def test_what_stands_so_already_needs_nothing():
    found = reach(example("xx"), target_of(example("xx"), *standing("xx", "referral.why")))
    assert found.is_so
    assert not found.learn


def standing(name, id_):
    return id_, str(example(name).verdicts[id_].status)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("referral", "not of the form ID=STATUS"),
        ("referal.why=in-place", "did you mean 'referral.why'?"),
        ("referral.why=inplace", "did you mean 'in-place'?"),
        ("precondition.ownership=meet", "did you mean 'met'?"),
        ("service.employment=reaching", "`--set service.employment=...` supposes it"),
    ],
)
def test_what_cannot_be_reached_is_told_with_what_was_probably_meant(given, told):
    with pytest.raises(InputError, match=told.replace("?", r"\?").replace(".", r"\.")):
        read_target(example("gha-2021"), given)


def test_the_search_ends_in_an_error_if_the_two_evaluators_disagree(monkeypatch):
    advice = example("gha-2021")
    monkeypatch.setattr(reach_module, "standing_of", lambda target, advice, evaluation: ("possible",))
    with pytest.raises(EngineError, match=r"the two evaluations of referral\.why differ under"):
        reach(advice, target_of(advice, "referral.why", "recommended"))
