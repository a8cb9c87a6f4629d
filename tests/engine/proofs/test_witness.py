"""Worlds written as profiles: each is read back as exactly the world it was made from, whatever it is asked about."""

import pytest

from wayhome.engine.errors import EngineError
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.proofs.answers import answer_lines
from wayhome.engine.proofs.grounds import Grounds
from wayhome.engine.proofs.witness import answers_of, check
from wayhome.engine.truth import All, Test


@pytest.fixture(scope="module")
def grounds():
    return Grounds(load_library())


def condition(grounds, facts):
    domains = grounds.domains
    return All(tuple(Test(fact, domains[fact].mask([value]), domains[fact].full) for fact, value in facts.items()))


def written(grounds, facts):
    """The profile of a world in which facts have these values, and the values it leaves of every fact."""
    masks = grounds.space.masks(grounds.find(condition(grounds, facts)))
    lines = answer_lines(answers_of(masks, grounds), grounds.library.questionnaire)
    return "\n".join(["wayhome: 1", "country: XX", "date: 2026-01", "answers:", *lines]), masks


@pytest.mark.parametrize(
    "facts",
    [
        {"returns.number": "high", "returns.number.counted": "caseload", "returns.number.old": "no"},
        {"returns.number.old": "yes", "returns.number.counted": "all"},
        {"returns.number.nobody-knows": "yes", "returns.number.split": "no"},
        {"returns.places.nobody-knows": "yes", "returns.obstacles.nobody-knows": "yes"},
        {"frame.openings.budget": "within-6", "frame.openings.budget.inside-horizon": "no"},
        {
            "frame.openings.budget": "within-12",
            "frame.openings.labour": "later",
            "frame.openings.labour.inside-horizon": "yes",
        },
        {"frame.openings.budget": "none-planned", "frame.actors.ministry-health": "yes"},
        {"policy.reintegration": "lapsed", "policy.reintegration.period-over": "yes", "policy.plan.recent": "yes"},
        {"service.health.ends-inside-plan": "yes", "service.health.period-over": "no", "service.health.money": "project"},
        {"coordination.state": "none", "policy.reintegration": "none", "diaspora.presence": "none"},
        {
            "stakeholders.close-without-agreement": "no",
            "stakeholders.actors.academia": "yes",
            "stakeholders.actors.ngos": "no",
        },
        {"stakeholders.close-without-agreement": "yes", "actor.interest": "low", "actor.category": "diaspora"},
        {"hosts.agreements.labour": "broken-off", "programme.runner": "does-not-arise", "risk.law": "hostile"},
    ],
    ids=lambda facts: "-".join(facts.values()),
)
def test_a_world_is_read_back_from_its_profile(grounds, facts):
    text, masks = written(grounds, facts)
    check(text, masks, grounds.library)
    assert all(masks[fact] == grounds.domains[fact].mask([value]) for fact, value in facts.items())


@pytest.mark.parametrize(
    "facts",
    [
        {"frame.openings.budget": "passed", "frame.openings.budget.inside-horizon": "yes"},
        {"frame.openings.budget.inside-horizon": "no", "frame.openings.budget": "within-6", "frame.openings.labour": "later",
         "frame.openings.labour.inside-horizon": "yes"},
        {"returns.number": "low", "returns.number.counted": "caseload"},
        {"returns.number": "low", "returns.number.nobody-knows": "yes"},
        {"service.health.period-over": "yes", "service.health.ends-inside-plan": "no"},
        {"coordination.state": "none", "coordination.working": "working"},
        {"actor.category": "ngos", "stakeholders.actors.ngos": "no"},
        {"stakeholders.close-without-agreement": "no", "actor.influence": "high", "actor.interest": "high",
         "actor.agreement": "none"},
    ],
    ids=lambda facts: "-".join(facts.values()),
)  # fmt: skip
def test_what_no_answers_can_say_is_in_no_world(grounds, facts):
    assert grounds.find(condition(grounds, facts)) is None


def test_a_profile_that_says_something_else_is_an_error_of_ours(grounds):
    text, masks = written(grounds, {"returns.trend": "rising"})
    with pytest.raises(EngineError, match=r"something else of returns\.trend"):
        check(text.replace("returns.trend: rising", "returns.trend: steady"), masks, grounds.library)


def test_skipped_questions_are_left_out(grounds):
    text, _ = written(grounds, {"coordination.state": "none", "sop.use": "none"})
    answers = check_profile(text, "p", grounds.library.questionnaire).answers
    assert "coordination.working" not in answers
    assert "sop.parts" not in answers
    assert "referral.use" in answers
