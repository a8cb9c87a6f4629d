"""A comparison in sentences and as JSON: what changed and why, and of two countries no more than what differs."""

import json
import re
import shutil

import pytest
from jsonschema import Draft202012Validator

from wayhome import compare, load_profile
from wayhome.engine.library import shipped
from wayhome.engine.review.briefed import compared_with_reviews
from wayhome.engine.review.form_maker import subject_of
from wayhome.engine.schemas import schema_of

from ..changes.comparing import loaded
from ..review.test_briefed import log_of, progress

JUDGING = r"(?i)\b(better|worse|total|score|best|worst|further|improv\w+|deteriorat\w+)\b"


@pytest.fixture(scope="module")
def ghana():
    return compare(load_profile("example:gha-2021"), load_profile("example:gha-2023"))


@pytest.fixture(scope="module")
def countries():
    return compare(load_profile("example:civ"), load_profile("example:geo"))


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    """Rules in which referral that is only on paper was not yet reason enough, and in which reach counted double."""
    folder = tmp_path_factory.mktemp("old") / "rules"
    shutil.copytree(shipped("rules"), folder)
    reason = "- referral.use: [none, informal, drafted"
    changes = (
        ("3-structures/procedures-and-referral.yaml", f"{reason}, on-paper, patchy]", f"{reason}]"),
        ("5-priorities/weights.yaml", "reach: 2", "reach: 4"),
    )
    for name, new, old in changes:
        text = (folder / name).read_text(encoding="utf-8")
        assert new in text
        (folder / name).write_text(text.replace(new, old, 1), encoding="utf-8")
    return folder


def test_it_says_what_changed_and_because_of_which_answer(ghana):
    text = " ".join(ghana.to_text().split())
    assert "Coordination in practice [coordination.working]. Before:" in text
    assert "Due together to which bodies coordinate today [coordination.state]; coordination in practice" in text
    assert "place 3, before that 1. Now before it: Referral that leads to an answer" in text
    assert "Use the national migration commission bill while it is open. Before: step 3, months 0–3, at once (▶)" in text


@pytest.mark.parametrize("name", ["ghana", "countries"])
def test_the_json_fits_its_schema_and_holds_no_more_than_the_difference(name, request):
    compared = request.getfixturevalue(name)
    found = json.loads(compared.to_json())
    Draft202012Validator(schema_of("compare")).validate(found)
    for part in ("answers", "findings", "recommendations", "tasks"):
        assert found[part]
        assert all(one["before"] != one["after"] for one in found[part])


def test_answers_that_rest_on_other_evidence_alone_are_told_apart(ghana):
    how = {one.question: one.how for one in ghana.to_result().answers}
    assert how == {
        "frame.openings": "gone",
        "lead.body": "evidence",
        "political.act": "evidence",
        "government.drives": "evidence",
        "coordination.state": "changed",
        "coordination.working": "changed",
        "coordination.carriers": "answered",
        "sop.use": "widened",
        "referral.use": "widened",
    }


def test_countries_are_held_side_by_side_and_not_scored(countries):
    found = countries.to_result()
    assert found.kind == "places"
    assert {one.how for one in found.answers} == {None}
    sides = [side for one in found.measures for side in (one.before, one.after) if side]
    assert sides
    assert {(side.rank, side.assured, side.upper) for side in sides} == {(None, None, None)}
    assert all(one.now_before_it == one.now_behind_it == [] for one in found.measures)
    text = countries.to_markdown()
    assert "## Order" not in text
    assert "Points" not in text
    wording = countries.comparison.after.library.wording.sentences
    for key in (key for key in wording if key.startswith("compare.") and "rank" not in key):
        assert not re.search(JUDGING, wording[key]), key


def test_nothing_differs_between_a_profile_and_itself():
    civ = load_profile("example:civ")
    compared = compare(civ, civ)
    assert "Nothing has changed." in compared.to_text()
    result = compared.to_result()
    for part in ("answers", "findings", "measures", "recommendations", "tasks", "reviews"):
        assert getattr(result, part) == []


def test_under_two_rulebooks_a_change_is_led_back_to_the_rule(rules, tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("wayhome: 1\ncountry: XX\nanswers:\n  referral.use: on-paper\n", encoding="utf-8")
    compared = compare(load_profile(path, rules=rules), load_profile(path))
    found = compared.to_result()
    assert found.kind == "rules"
    assert found.answers == []
    (changed,) = [one for one in found.recommendations if one.id == "referral.why"]
    assert (changed.before.status, changed.after.status) == ("possible", "recommended")
    assert [(unit.kind, unit.id) for unit in changed.causes.of] == [("recommendation", "referral.why")]
    text = " ".join(compared.to_text().split())
    assert 'Due to the rule "referral from one service to the next" [referral.why].' in text
    assert "The weights of the criteria. By the rules of before: reach 4. By the rules now: reach 2." in text


def test_a_change_is_led_back_to_answers_though_a_questionnaire_has_an_answer_more(tmp_path):
    knowledge = tmp_path / "knowledge"
    shutil.copytree(shipped("knowledge"), knowledge)
    path = knowledge / "questionnaire" / "02-returns.yaml"
    text = path.read_text(encoding="utf-8")
    old = "      rising:\n        anchor: Clearly more"
    assert old in text
    path.write_text(text.replace(old, f"      soaring: {{anchor: A., clause: soaring}}\n{old}", 1), encoding="utf-8")
    compared = compare(load_profile("example:gha-2021", knowledge=knowledge), load_profile("example:gha-2023"))
    (changed,) = [one for one in compared.to_result().recommendations if one.id == "coordination.step-4-sops"]
    assert [(unit.kind, unit.id) for unit in changed.causes.of] == [("answer", "sop.use")]


def test_care_that_a_rule_lifts_is_told_and_led_back_to_it(tmp_path):
    rules = tmp_path / "rules"
    shutil.copytree(shipped("rules"), rules)
    path = rules / "5-priorities" / "guards.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("{service.women: reaching}", "{returns.trend: rising}"))
    compared = compare(load_profile("example:xx"), load_profile("example:xx", rules=rules))
    (change,) = [one for one in compared.to_result().care if one.id == "women"]
    assert (change.before.told, change.after) == (True, None)
    assert [(unit.kind, unit.id) for unit in change.causes.of] == [("guard", "women")]
    assert "Care in the main part" in compared.to_text()


def test_where_only_words_may_differ_it_is_not_said_that_nothing_does(tmp_path):
    knowledge = tmp_path / "knowledge"
    shutil.copytree(shipped("knowledge"), knowledge)
    path = knowledge / "measures" / "structures.md"
    path.write_text(path.read_text(encoding="utf-8").replace("## Procedures that are used", "## Procedures"))
    compared = compare(load_profile("example:civ"), load_profile("example:civ", knowledge=knowledge))
    assert "Words may." in compared.to_text()


def test_what_bodies_reported_since_is_compared_and_moves_tasks_for_that_reason():
    before = after = loaded("sop.use: patchy", "lead.body: none")
    compared = compare(before, after)
    subject = subject_of(compared.comparison.after.profile)
    log = log_of(progress("procedures", "dropped", subject=subject))
    found = compared_with_reviews(compared, None, log).to_result()
    assert [(one.measure, one.after.progress) for one in found.reviews] == [("procedures", "dropped")]
    (task,) = [one for one in found.tasks if one.id == "procedures"]
    assert task.after is None
    assert [unit.kind for unit in task.causes.of] == ["review"]


def test_what_a_person_typed_takes_no_effect():
    one = loaded("sop.use: patchy")
    other = loaded('sop.use: {answer: on-paper, evidence: "see [this](http://x.y) <b>**now**</b>"}')
    text = compare(one, other).to_markdown()
    assert "<b>" not in text.replace("\\<b", "")
    assert "[this](" not in text.replace("\\[", "").replace("\\]", "")
