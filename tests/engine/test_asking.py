"""What to ask next: the order settles the foremost measures soon, says what it rests on, and raises nothing untold."""

import functools
import subprocess
import sys
from dataclasses import replace

import pytest

from wayhome import advise, load_profile
from wayhome.engine.api import Advised, LoadedProfile
from wayhome.engine.asking import order_to_ask, what_to_ask
from wayhome.engine.facts import SILENT
from wayhome.engine.firmness import FOREMOST
from wayhome.engine.library import load_library
from wayhome.engine.scenarios import Scenarios
from wayhome.engine.settled import is_top_proved

library = functools.cache(load_library)


@functools.cache
def advice(name, **options):
    return advise(load_profile(f"example:{name}"), **options).advice


def written(tmp_path, answers, head="country: GHA\ndate: 2026-05\n"):
    path = tmp_path / "p.yaml"
    path.write_text(f"wayhome: 1\n{head}answers:\n{answers}", encoding="utf-8")
    return advise(load_profile(path)).advice


def test_every_question_asked_is_open_can_be_answered_and_is_asked_once():
    found = what_to_ask(advice("gha-2021"))
    asked = [ask.unknown.question.question for ask in found.questions]
    assert len(asked) == len(set(asked)) > 50
    for ask in found.questions:
        given = [advice("gha-2021").given[fact] for fact in ask.unknown.facts]
        assert any(known.state not in SILENT and known.mask.bit_count() > 1 for known in given)
        assert ask.unknown.question.core or not ask.unknown.question.sensitive


def test_the_core_comes_first_and_within_it_what_settles_most_by_effort():
    questions = what_to_ask(advice("civ")).questions
    core = [ask.unknown.question.core for ask in questions]
    assert core == sorted(core, reverse=True)
    worth = [round(ask.gain / ask.effort, 9) for ask in questions if ask.unknown.question.core]
    assert worth == sorted(worth, reverse=True)


def test_more_answers_bring_more_of_the_final_measures_and_all_bring_all():
    found = what_to_ask(advice("gha-2021"))
    assert len(found.standing) == len(found.questions) + 1
    assert found.standing[0] < found.standing[10] < found.standing[-1] == found.final <= FOREMOST


def test_the_short_way_gives_the_same_order():
    assert order_to_ask(advice("srb")) == [ask.unknown.question.question for ask in what_to_ask(advice("srb")).questions]


def test_a_seed_gives_the_same_bytes():
    advised = advise(load_profile("example:civ"))
    assert advised.what_to_ask(seed=4).to_json() == advised.what_to_ask(seed=4).to_json()
    assert advised.what_to_ask(seed=4).to_json() != advised.what_to_ask(seed=5).to_json()


@pytest.mark.parametrize("question", ["lead.body", "referral.use"])
def test_in_a_full_profile_the_one_missing_answer_that_decides_is_asked_first(question):
    loaded = load_profile("example:xx")
    answers = {id_: answer for id_, answer in loaded.profile.answers.items() if id_ != question}
    first = what_to_ask(advise(LoadedProfile(replace(loaded.profile, answers=answers), loaded.library)).advice).questions[0]
    assert first.unknown.question.question == question
    assert first.gain > 0


def test_what_nobody_knows_and_what_is_withheld_is_not_asked(tmp_path):
    found = written(tmp_path, "  service.health: nobody-knows\n  service.credit: withheld\n")
    asked = order_to_ask(found)
    assert not {"service.health", "service.credit", "stakeholders.actors"} & set(asked)
    assert "service.skills" in asked
    assert "service.credit" not in Advised(found).what_to_ask(top=200).to_json()


def test_where_nothing_is_left_to_ask_that_is_said():
    found = Advised(replace(advice("xx"), unknowns=())).what_to_ask()
    assert found.to_result().questions == []
    assert "Nothing is left to ask" in found.to_text()


@pytest.mark.parametrize("name", ["xx", "mda", "srb", "geo", "civ", "gha-2023"])
def test_proved_means_that_every_scenario_has_the_same_foremost_measures(name):
    for weights in (None, {"gap": 1, "stakes": 9, "leverage": 100, "reach": 0, "opening": 0, "readiness": 0}):
        found = advise(load_profile(f"example:{name}"), weights=weights).advice
        scenarios = Scenarios(found)
        keys = scenarios.keys(scenarios.draw(seed=2).worlds(4).facts)
        for most in range(1, 6):
            now = [r.id for r in found.ranked if r.rank and r.rank <= most]
            is_same = (scenarios.foremost(keys, most) == [m.id in now for m in scenarios.order.measures]).all()
            assert is_same or not is_top_proved(found, most)


def test_some_orders_are_proved_and_some_are_not():
    assert is_top_proved(advice("xx"), 2)
    assert not is_top_proved(advice("gha-2021"), FOREMOST)


def test_taking_advice_on_a_profile_needs_no_numpy():
    code = "import sys; from wayhome import load_profile; load_profile('example:civ'); assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
