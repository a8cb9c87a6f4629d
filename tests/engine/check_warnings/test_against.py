"""Answers against each other are both named: what does not arise, what a rule excludes, what cannot be true together."""

from dataclasses import replace

import pytest

from wayhome.engine.api import LoadedProfile, advise, check_profile, load_profile
from wayhome.engine.check_warnings.finder import CheckWarning
from wayhome.engine.double_entry import infer
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import example_names

LIBRARY = load_library()
CONTRADICTIONS = LIBRARY.rulebook.contradictions


# what does not arise


def test_an_answer_to_a_question_that_does_not_arise_is_named_with_its_reason(warnings):
    (found,) = warnings("policy.reintegration: {answer: none, FULL}", "policy.plan: {answer: adopted, FULL}")
    assert (found.kind, found.question, found.line) == ("irrelevant", "policy.plan", 8)
    assert "the policy on return and reintegration: no text that anybody could name" in found.what
    assert "policy.reintegration" in found.mend


def test_an_answer_that_says_what_follows_anyway_is_no_matter(kinds):
    assert kinds("policy.reintegration: {answer: none, FULL}", "policy.plan: none") == []


# what a rule excludes


def test_two_answers_that_exclude_each_other_are_both_named(warnings):
    (found,) = warnings(
        "service.psychosocial: {answer: reaching, FULL}", "returns.obstacles: {answer: {distress: yes}, FULL}"
    )
    assert (found.kind, found.question) == ("conflict", "service.psychosocial")
    assert "[service.psychosocial]" in found.what
    assert "[returns.obstacles.distress]" in found.what


# what cannot be true together

PAIRS = [
    (
        ["policy.reintegration: {answer: none, adopted: 2025-02, FULL}"],
        "text-unsigned-and-adopted",
        ["policy.reintegration", "policy.reintegration.recent"],
    ),
    (
        ["policy.sectors: {answer: {environment: names-returnees}, FULL}", "environment.check: {answer: no-policy, FULL}"],
        "environment-without-policy",
        ["environment.check", "policy.sectors.environment"],
    ),
    (
        ["lead.body: {answer: none, claimants: one, FULL}"],
        "lead-and-claimants",
        ["lead.body", "lead.body.claimants"],
    ),
    (
        ["coordination.state: {answer: migration-body, FULL}", "coordination.working: {answer: none, FULL}"],
        "coordinating-body-and-each-alone",
        ["coordination.state", "coordination.working"],
    ),
    (
        ["sop.use: {answer: working, money: none, FULL}"],
        "working-without-means",
        ["sop.use", "sop.use.money"],
    ),
    (
        [
            "stakeholders.actors: {answer: {a: {name: A, category: ngos}}, complete: yes, FULL}",
            "participation.groups: {answer: {academics: yes}, FULL}",
        ],
        "complete-list-without-participant",
        ["stakeholders.actors.academia", "participation.groups.academics"],
    ),
    (
        ["money.source: {answer: {project: no, yearly: yes}, FULL}", "money.until: {answer: {project: 2027-03}, FULL}"],
        "money-that-is-not-there-runs-on",
        ["money.source.project", "money.until.project"],
    ),
    (
        [
            "returns.number: {answer: 4200, year: 2025, counted: forced, FULL}",
            "returns.routes: {answer: {removed: no, own-means: yes}, FULL}",
        ],
        "counted-by-no-route",
        ["returns.number", "returns.number.counted", "returns.routes.removed"],
    ),
    (
        ["service.health: {answer: reaching, FULL}", "health.places: {answer: over, FULL}"],
        "health-care-out-of-reach",
        ["service.health", "health.places"],
    ),
]


@pytest.mark.parametrize(("answers", "rule", "facts"), PAIRS, ids=[rule for _, rule, _ in PAIRS])
def test_answers_that_cannot_all_be_true_are_named_with_their_line_and_how_to_mend_them(warnings, answers, rule, facts):
    (found,) = warnings(*answers)
    assert found.kind == "contradiction"
    assert found.line in range(7, 7 + len(answers))
    assert all(f"[{fact}]" in found.what for fact in facts)
    assert f"rule {rule})" in found.what
    assert found.mend == next(known.mend for known in CONTRADICTIONS if known.id.partition("@")[0] == rule)


def test_a_line_of_the_list_of_bodies_is_named_by_its_kind(warnings):
    answers, *_ = next(pair for pair in PAIRS if pair[1] == "complete-list-without-participant")
    (found,) = warnings(*answers)
    assert '"a university or research institute": none named [stakeholders.actors.academia]' in found.what


@pytest.mark.parametrize(
    "answers",
    [
        ["policy.reintegration: {answer: [none, adopted], adopted: 2025-02, FULL}"],
        ["lead.body: {answer: [none, informal], claimants: one, FULL}"],
        ["lead.body: {answer: nobody-knows, claimants: one, FULL}"],
        ["service.health: {answer: contested, voices: [{value: reaching, who: a}, {value: patchy, who: b}], FULL}",
         "health.places: {answer: over, FULL}"],
        ["service.health: {answer: patchy, FULL}", "health.places: {answer: over, FULL}"],
    ],
)  # fmt: skip
def test_what_may_still_both_be_true_is_no_contradiction(kinds, answers):
    assert kinds(*answers) == []


def test_they_are_read_as_they_were_given_whatever_a_rule_narrows(warnings):
    narrowed = "coordination.working: {answer: [none, informal, drafted, working], statute: in-force, FULL}"
    lead = "lead.body: {answer: working, claimants: several, FULL}"
    state = "coordination.state: {answer: reintegration-body, FULL}"
    assert warnings(lead, state, narrowed) == []
    (found,) = warnings(state, "coordination.working: {answer: [informal, drafted], statute: in-force, FULL}")
    assert "without a mandate, or a text in preparation [coordination.working]" in found.what


def test_a_side_that_is_withheld_is_not_given_away(warnings):
    aside = [
        "service.health: {answer: reaching, FULL}",
        "health.places: withheld",
        "health.distance: {answer: withheld}",
        "lead.body: {answer: none, claimants: withheld, FULL}",
        "diaspora.presence: {answer: none, FULL}",
        "participation.groups: {answer: {diaspora: withheld, academics: yes}, FULL}",
        "stakeholders.actors: withheld",
    ]
    assert warnings(*aside) == []


def test_no_shipped_example_contradicts_itself():
    for name in example_names(LIBRARY.examples):
        found = check_profile(load_profile(f"example:{name}")).checked.warnings
        assert [warning for warning in found if warning.kind in ("contradiction", "conflict", "irrelevant")] == [], name


@pytest.mark.parametrize("rule", [rule for rule in CONTRADICTIONS if rule.examples], ids=lambda rule: rule.id)
def test_a_contradiction_is_none_that_an_implication_finds_anyway(rule):
    domains = LIBRARY.program.domains
    for example in rule.examples:
        if example.expect["is"] == "yes":
            masks = {fact: domains[fact].full for fact in LIBRARY.program.asked}
            masks |= {
                fact: domains[fact].mask([value] if isinstance(value, str) else value)
                for fact, value in example.given.items()
            }
            assert infer(LIBRARY.country, masks)[0].conflicts == ()


def test_contradictions_change_no_brief():
    silent = replace(LIBRARY, rulebook=replace(LIBRARY.rulebook, contradictions=()))
    loaded = load_profile("example:xx")
    brief = advise(loaded, edition="confidential").to_markdown()
    assert advise(LoadedProfile(loaded.profile, silent), edition="confidential").to_markdown() == brief


def test_what_contradicts_itself_can_still_be_advised_on(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text("wayhome: 1\ncountry: XX\nanswers:\n  lead.body: {answer: none, claimants: one}\n")
    assert any(found.kind == "contradiction" for found in check_profile(load_profile(path)).checked.warnings)
    assert advise(load_profile(path)).to_markdown()


def test_every_kind_of_warning_is_described():
    kinds = "country date start horizon irrelevant conflict contradiction none source stale old range future sources"
    from wayhome.engine.field_docs import docstrings

    assert all(kind in docstrings(CheckWarning)["kind"] for kind in kinds.split())
