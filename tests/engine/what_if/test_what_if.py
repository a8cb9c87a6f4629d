"""Answers supposed go through the whole pipeline, and the table says all that changes, and nothing that is kept silent."""

import json

import pytest

from wayhome import advise, load_profile, reach, what_if
from wayhome.engine.errors import InputError
from wayhome.engine.facts import State

HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources: {s: {title: A report, date: 2026-01}}\nanswers:\n"


@pytest.fixture
def loaded(tmp_path):
    def make(answers, name="profile.yaml"):
        path = tmp_path / name
        path.write_text(HEAD + answers, encoding="utf-8")
        return load_profile(path)

    return make


def by_id(found):
    return {change.id: change for change in found.changes}


def masks(advice):
    return {fact: given.mask for fact, given in advice.given.items()}


@pytest.mark.parametrize(
    ("before", "supposed", "after"),
    [
        ("  referral.use: none\n", {"referral.use": "working"}, "  referral.use: working\n"),
        ("  referral.use: none\n", {"referral.use": "none, informal"}, "  referral.use: [none, informal]\n"),
        ("  referral.use: none\n", {"referral.use": ["none", "informal"]}, "  referral.use: [none, informal]\n"),
        ("  referral.use: patchy\n", {"referral.use": "unknown"}, "  {}\n"),
        (
            "  referral.use: patchy\n",
            {"referral.use.money": "yearly", "referral.use.until": "2040-01"},
            "  referral.use: {answer: patchy, money: yearly, until: 2040-01}\n",
        ),
        (
            "  returns.obstacles: {answer: {income: no}}\n",
            {"returns.obstacles.safety": "yes", "returns.obstacles.income": "unknown"},
            "  returns.obstacles: {answer: {safety: yes}}\n",
        ),
        ("  returns.number: nobody-knows\n", {"returns.number": "8000"}, "  returns.number: 8000\n"),
        ("  returns.number: 8000\n", {"returns.number": "nobody-knows"}, "  returns.number: nobody-knows\n"),
        (
            "  frame.start-horizon: {answer: {start: 2026-07, months: 24}}\n",
            {"frame.start-horizon.months": "12", "frame.openings.budget": "2027-01"},
            "  frame.start-horizon: {answer: {start: 2026-07, months: 12}}\n  frame.openings: {answer: {budget: 2027-01}}\n",
        ),
        (
            "  frame.actors: {answer: {ministry-labour: The ministry}}\n",
            {"frame.actors.ministry-health": "none"},
            "  frame.actors: {answer: {ministry-labour: The ministry, ministry-health: none}}\n",
        ),
    ],
)
def test_an_answer_supposed_means_what_it_means_in_a_profile(loaded, before, supposed, after):
    found = what_if(loaded(before), supposed)
    expected = advise(loaded(after, "after.yaml")).advice
    assert masks(found.after) == masks(expected)
    assert found.after.evaluation == expected.evaluation
    assert [r.id for r in found.after.ranked] == [r.id for r in expected.ranked]
    assert found.after.roadmap == expected.roadmap


def test_every_difference_in_status_way_class_and_place_is_told(loaded):
    found = what_if(load_profile("example:xx"), {"referral.use": "working", "lead.body": "none"})
    told = by_id(found)
    was, now = ({r.id: r for r in advice.ranked} for advice in (found.before, found.after))
    for id_ in was.keys() | now.keys():
        stands = [
            (r.status, r.modes, r.of_class, r.rank, (r.assured, r.upper) if r.of_class else None)
            for r in (was[id_], now[id_])
        ]
        assert (id_ in told) is (stands[0] != stands[1])
    for id_, verdict in found.before.verdicts.items():
        other = found.after.verdicts[id_]
        assert (id_ in told) is ((verdict.status, verdict.modes) != (other.status, other.modes))
    for id_ in found.after.library.rulebook.findings:
        assert (id_ in told) is (found.before.evaluation.facts[id_] != found.after.evaluation.facts[id_])
    tasks = [{task.id: (task.start, task.end) for task in a.roadmap.tasks} for a in (found.before, found.after)]
    for id_ in tasks[0].keys() ^ tasks[1].keys():
        assert any(change.kind == "task" and change.id == id_ for change in found.changes)


def test_the_answers_behind_a_change_are_named(loaded):
    found = what_if(loaded("  referral.use: none\n"), {"referral.use": "patchy"})
    assert by_id(found)["referral.why"].because == ("referral.use",)
    assert "referral of returnees between services: in use, with ministries" in found.to_markdown()


def test_what_follows_by_a_rule_of_ours_is_told_with_the_rule(loaded):
    found = what_if(loaded("  {}\n"), {"coordination.state": "migration-body", "coordination.working.money": "yearly"})
    assert by_id(found)["coordination.working.ends-inside-plan"].after.values == ("no",)
    assert "rule of ours" in " ".join(found.to_text().split())


def test_an_answer_whose_question_does_not_arise_is_said_to_be_ignored(loaded):
    found = what_if(loaded("  policy.reintegration: none\n"), {"policy.plan": "adopted"})
    assert found.to_result().ignored == ("policy.plan",)
    assert "does not arise then, so that the answer is ignored" in " ".join(found.to_text().split())


def test_an_answer_that_an_implication_contradicts_is_said_to_be(loaded):
    found = what_if(loaded("  referral.use: none\n"), {"sop.use": "working"})
    assert list(found.to_result().contradicted) == ["sop.use"]
    assert "contradicted by a rule of ours" in " ".join(found.to_text().split())


def test_nothing_else_of_a_question_changes_its_age_with_one_answer(loaded):
    """An old answer stays old beside one that is supposed today."""
    old = "  service.employment: {answer: patchy, date: 2020-01}\n"
    found = what_if(loaded(old), {"service.employment.money": "yearly"})
    assert found.after.given["service.employment"] == found.before.given["service.employment"]
    assert found.after.given["service.employment"].state is State.STALE
    assert found.after.given["service.employment.money"].state is State.ANSWERED
    fresh = what_if(loaded(old), {"service.employment": "patchy"})
    assert fresh.after.given["service.employment"].state is State.ANSWERED


def test_supposing_nothing_new_says_that_nothing_changes(loaded):
    found = what_if(loaded("  referral.use: none\n"), {"referral.use": "none"})
    assert found.changes == ()
    assert "Nothing changes." in found.to_text()


@pytest.mark.parametrize(
    ("supposed", "told"),
    [
        ({"referal.use": "none"}, "did you mean 'referral.use'?"),
        ({"referral.use": "workin"}, "did you mean 'working'?"),
        ({"referral.use.ends-inside-plan": "maybe"}, "'maybe' is not an answer here; expected no, yes"),
        ({"returns.groups": "yes"}, "has several lines"),
        ({"precondition.ownership": "met"}, "is a conclusion, not an answer"),
        ({"referral.use": "withheld"}, "cannot be supposed"),
        ({"frame.start-horizon.months": "0"}, "is not a number of months"),
        ({"frame.openings.budget": "soon"}, "'soon' is not a date"),
        ({"referral.use": ""}, "there is no value"),
    ],
)
def test_what_cannot_be_supposed_is_told_with_what_was_probably_meant(loaded, supposed, told):
    with pytest.raises(InputError) as error:
        what_if(loaded("  {}\n"), supposed)
    assert told in str(error.value)


def test_every_fault_of_what_is_supposed_is_told_at_once(loaded):
    with pytest.raises(InputError) as error:
        what_if(loaded("  {}\n"), {"referal.use": "none", "sop.use": "workin"})
    assert len(error.value.problems) == 2


# silence


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_what_is_withheld_is_neither_probed_nor_told_in_other_editions(loaded, edition):
    profile = loaded("  service.protection: withheld\n  referral.use: none\n")
    with pytest.raises(InputError, match=r"says nothing of 'service\.protection'"):
        what_if(profile, {"service.protection": "none"}, edition=edition)
    with pytest.raises(InputError, match="says nothing of"):
        what_if(profile, {"service.protection.ends-inside-plan": "no"}, edition=edition)
    found = what_if(profile, {"referral.use": "working", "returns.number": "8000"}, edition=edition)
    assert found.after.given["service.protection"].state is State.WITHHELD
    assert "service.protection" not in found.to_json()
    assert what_if(profile, {"service.protection": "none"}, edition="confidential").changes


def test_what_is_asked_on_request_only_is_as_silent_after_as_before():
    loaded = load_profile("example:xx")
    found = what_if(loaded, {"lead.body": "none"})
    opted = [q.question for q in loaded.library.questionnaire.questions.values() if q.opt_in]
    assert opted
    assert set(found.supposed) == {"lead.body"}
    for question in opted:
        assert question not in found.to_json()


def test_a_measure_for_other_eyes_is_in_no_table(loaded):
    found = what_if(load_profile("example:xx"), {"lead.body": "none", "referral.use": "working"})
    hidden = [m.id for m in found.after.library.rulebook.measures.values() if m.audience != "brief"]
    assert hidden
    assert not {change.id for change in found.changes} & set(hidden)


# reaching, and the shapes


def test_what_is_to_be_reached_is_looked_for_from_what_is_supposed(loaded):
    profile = loaded("  referral.use: none\n")
    found = what_if(
        profile, {"referral.use": "working", "referral.use.serves": "returnees"}, reach=["referral.why=in-place"]
    )
    [result] = found.to_result().reach
    assert [[answer.fact for answer in one] for one in result.learn] == [
        ["referral.use.money"],
        ["referral.use.ends-inside-plan"],
    ]
    assert result.now == ("possible",)
    alone = reach(profile, "referral.why", "in-place")
    assert all(len(one) == 3 for one in alone.both)


def test_a_change_names_the_step_and_the_measure_that_does_it():
    [result] = what_if(load_profile("example:xx"), {}, reach=["referral.why=in-place"]).to_result().reach
    assert result.change
    for answer in result.change[0]:
        assert answer.step == 5
        assert answer.measures == ("referral",)
    text = " ".join(what_if(load_profile("example:xx"), {}, reach=["referral.why=in-place"]).to_text().split())
    assert "To change: once things stand so that" in text
    assert "No open answers, up to three of them, bring it about by themselves." in text


def test_that_no_change_can_is_said_and_so_is_that_it_takes_more_than_three():
    found = what_if(load_profile("example:xx"), {}, reach=["capacity=in-place", "information=in-place"])
    text = " ".join(found.to_text().split())
    assert "no change of policy answers can bring this about, however many at once" in text
    assert "no change of up to three policy answers brings this about; it takes more at once" in text


def test_the_same_input_gives_the_same_bytes_in_every_format(loaded):
    def made():
        return what_if(load_profile("example:gha-2021"), {"referral.use": "working"}, reach=["fact-finding=recommended"])

    one, other = made(), made()
    assert one.to_text() == other.to_text()
    assert one.to_markdown() == other.to_markdown()
    assert one.to_json() == other.to_json()
    result = json.loads(one.to_json())
    sizes = [len(answers) for answers in result["reach"][0]["learn"]]
    assert sizes == sorted(sizes)
    assert "Other sets of answers that would do:" in one.to_text()
