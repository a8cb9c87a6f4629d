"""A part of a country: asked the questions of its level; what only the national level can decide is asked of that level."""

import re
import shutil

import pytest

from wayhome import advise, load_profile
from wayhome.engine.errors import InputError
from wayhome.engine.facts import State
from wayhome.engine.library import shipped

NATIONAL = "wayhome: 1\ncountry: CIV\ndate: 2026-06\nanswers:\n"
AREA = NATIONAL.replace("date:", "area: CI-AB\ndate:")
NO_TEXT = "  policy.reintegration: none\n  local.plans: silent\n"


@pytest.fixture
def advised(tmp_path):
    def make(text, **options):
        path = tmp_path / "profile.yaml"
        path.write_text(text, encoding="utf-8")
        return advise(load_profile(path), **options)

    return make


def status(found, id_):
    return next((r.status, r.reason) for r in found.to_result().recommendations if r.id == id_)


def test_what_the_national_level_alone_decides_is_asked_of_it(advised):
    found = advised(AREA + NO_TEXT)
    assert status(found, "policy.revise-or-develop") == ("not-applicable", "level")
    asked = {ask.recommendation: ask.status for ask in found.to_result().asks}
    assert asked["policy.revise-or-develop"] == "recommended"
    assert "## Asked of the national level" in found.to_markdown()


def test_what_the_area_can_do_is_recommended_to_it(advised):
    id_ = "stakeholder.local-governments.function.local-development-plans"
    assert status(advised(AREA + NO_TEXT), id_) == ("recommended", None)


def test_what_an_area_asks_for_the_adviser_alone_is_asked_in_no_other_edition(tmp_path):
    shutil.copytree(shipped("rules"), tmp_path / "rules")
    measures = tmp_path / "rules" / "5-priorities" / "measures" / "structures.yaml"
    before, measure = measures.read_text(encoding="utf-8").split("- measure: policy.text-and-plan\n")
    measure = measure.replace("audience: brief", "audience: adviser", 1)
    measures.write_text(f"{before}- measure: policy.text-and-plan\n{measure}", encoding="utf-8")
    (tmp_path / "p.yaml").write_text(AREA + NO_TEXT, encoding="utf-8")
    loaded = load_profile(tmp_path / "p.yaml", rules=tmp_path / "rules")
    asked = {edition: advise(loaded, edition=edition) for edition in ("draft", "adviser")}
    assert "policy.revise-or-develop" not in asked["draft"].to_json()
    assert "policy.revise-or-develop" in {ask.recommendation for ask in asked["adviser"].to_result().asks}
    counted = {
        edition: re.search(r"Asked of the national level(.*?)\n## ", found.to_markdown(), re.DOTALL)[1]
        for edition, found in asked.items()
    }
    assert counted["adviser"].count("\n- ") == counted["draft"].count("\n- ") + 1


def test_a_country_asks_nothing_of_itself(advised):
    found = advised(NATIONAL + NO_TEXT)
    assert status(found, "policy.revise-or-develop") == ("recommended", None)
    assert found.to_result().asks == []
    assert "Asked of the national level" not in found.to_markdown()


def test_what_is_in_place_nationally_is_in_place_in_the_area_too(advised):
    frame = "  frame.start-horizon: {answer: {start: 2026-07, months: 12}}\n"
    answers = f"  policy.reintegration: {{answer: carried-out, until: 2040}}\n{frame}"
    found = advised(AREA + answers)
    assert status(found, "policy.revise-or-develop") == ("in-place", None)
    assert "policy.revise-or-develop" not in {ask.recommendation for ask in found.to_result().asks}


def test_an_area_is_not_asked_the_questions_of_the_capital_nor_the_country_those_of_an_area(advised):
    area, country = advised(AREA), advised(NATIONAL)
    questions = country.advice.library.questionnaire.questions.values()
    for found, other in ((area, "national"), (country, "area")):
        unknown = {one.question.question for one in found.advice.unknowns}
        strange = {question.question for question in questions if question.level == other}
        assert strange
        assert not unknown & strange
        assert all(
            found.advice.given[spec.id].state is State.ELSEWHERE
            for id_ in strange
            for spec in found.advice.library.questionnaire.facts_of(id_)
        )


def test_what_only_the_capital_could_answer_is_asked_of_it_too(advised):
    found = advised(AREA)
    assert status(found, "regional.role") == ("not-applicable", "level")
    assert {ask.recommendation: ask.status for ask in found.to_result().asks}["regional.role"] == "possible"


def test_every_opening_of_the_table_stands_in_the_json_of_an_area():
    found = advise(load_profile("example:xx-north")).to_result()
    assert len([r for r in found.recommendations if r.id.startswith("opportunity.")]) == 31


def test_the_ministerial_edition_of_an_area_needs_no_answer_an_area_is_not_asked(advised):
    with pytest.raises(InputError) as refused:
        advised(AREA, edition="ministerial")
    assert "returns.number" in str(refused.value)
    assert "policy.reintegration" not in str(refused.value)


def test_questions_on_request_stay_out_of_everything_until_they_are_answered(advised):
    words = ("risk.help", "stakeholder.ngos.function.specific-services", "care.at-risk")
    found = advised(NATIONAL, edition="adviser")
    assert not [word for word in words if word in found.to_markdown() + found.to_json()]
    confidential = advised(NATIONAL + "  risk.help: none\n", edition="confidential")
    assert "care.at-risk" in confidential.to_markdown()
    for edition in ("draft", "adviser"):
        found = advised(NATIONAL + "  risk.help: none\n", edition=edition)
        assert not [word for word in words[1:] if word in found.to_markdown() + found.to_json()]


def test_decisions_of_an_area_are_not_asked_of_a_national_minister(advised):
    text = advised(AREA + "  service.papers: patchy\n").to_markdown()
    assert "asked of the authority responsible in Abidjan" in text
    assert "minister responsible for migration" not in text.split("\n## Annex A")[0]
