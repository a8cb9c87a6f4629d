"""Answers become sets of values still possible; dates become bands; not-knowing keeps its kind."""

import pytest

from wayhome.engine.dates import parse_date
from wayhome.engine.facts import State, facts_of_profile
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import check_profile

LIBRARY = load_library()
HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources: {s: {title: a source}}\nanswers:\n"
START = "  frame.start-horizon: {answer: {start: 2026-07, months: 18}}\n"


def facts(answers, today=None):
    profile = check_profile(HEAD + answers, "profile.yaml", LIBRARY.questionnaire)
    return facts_of_profile(profile, LIBRARY.questionnaire, parse_date(today) if today else None)


def values(found, fact):
    return set(LIBRARY.questionnaire.facts[fact].domain.names(found[fact].mask))


def test_a_question_without_an_answer_is_its_whole_domain():
    found = facts("  lead.body: working\n")
    assert values(found, "referral.use") == set(LIBRARY.questionnaire.facts["referral.use"].domain.values)
    assert found["referral.use"].state is State.NOT_ASKED


def test_a_list_is_one_of_these():
    found = facts("  referral.use: [none, informal]\n")
    assert values(found, "referral.use") == {"none", "informal"}
    assert found["referral.use"].state is State.ANSWERED


def test_a_contested_answer_is_the_set_of_what_was_said():
    voices = "[{value: patchy, who: a ministry}, {value: [none, closed], who: organisations}]"
    found = facts(f"  service.health: {{answer: contested, voices: {voices}}}\n")
    assert values(found, "service.health") == {"none", "closed", "patchy"}
    assert found["service.health"].state is State.CONTESTED


@pytest.mark.parametrize(("answer", "known"), [("nobody-knows", {"yes"}), ("4000", {"no"}), ("withheld", {"no", "yes"})])
def test_nobody_knowing_is_a_fact_of_its_own(answer, known):
    assert values(facts(f"  returns.number: {answer}\n"), "returns.number.nobody-knows") == known


def test_what_was_not_asked_is_not_what_nobody_knows():
    assert values(facts("  lead.body: working\n"), "returns.number.nobody-knows") == {"no", "yes"}


def test_a_number_falls_into_its_band_and_keeps_its_value():
    found = facts("  returns.number: {answer: 4000, year: 2025, counted: all}\n")
    assert values(found, "returns.number") == {"medium"}
    assert values(found, "returns.number.counted") == {"all"}


def test_a_caseload_is_only_a_lower_bound():
    found = facts("  returns.number: {answer: 400, year: 2025, counted: caseload}\n")
    assert values(found, "returns.number") == {"low", "medium", "high"}


def test_an_old_figure_widens_by_one_band_each_way():
    found = facts("  returns.number: {answer: 400, year: 2020, counted: all}\n")
    assert values(found, "returns.number") == {"low", "medium"}
    assert found["returns.number"].state is State.STALE


def test_an_old_service_answer_widens_by_one_level_each_way():
    found = facts("  service.health: {answer: patchy, date: 2023-01}\n")
    assert values(found, "service.health") == {"on-paper", "patchy", "mostly"}
    assert found["service.health"].state is State.STALE


def test_the_day_of_the_brief_decides_what_is_old():
    answers = "  service.health: {answer: patchy, date: 2025-06}\n"
    assert facts(answers)["service.health"].state is State.ANSWERED
    assert facts(answers, today="2028-01")["service.health"].state is State.STALE


@pytest.mark.parametrize(
    ("date", "bands"),
    [
        ("2026-06", {"passed"}),
        ("2026-07", {"within-6"}),
        ("2027-01", {"within-6"}),
        ("2027-02", {"within-12"}),
        ("2027-07", {"within-12"}),
        ("2027-08", {"later"}),
        ("2027", {"within-6", "within-12", "later"}),
        ("none-planned", {"none-planned"}),
        ("undated", {"within-6", "within-12", "later"}),
    ],
)
def test_a_date_falls_into_the_bands_it_touches(date, bands):
    found = facts(f"{START}  frame.openings: {{answer: {{budget: {date}}}}}\n")
    assert values(found, "frame.openings.budget") == bands


def test_without_a_start_a_dated_band_is_unknown():
    found = facts("  frame.openings: {answer: {budget: 2026-09}}\n")
    assert values(found, "frame.openings.budget") == {"passed", "within-6", "within-12", "later"}
    assert values(found, "frame.openings.budget.inside-horizon") == {"no", "yes"}


@pytest.mark.parametrize(
    ("date", "inside"),
    [("2027-12", {"yes"}), ("2028-06", {"no"}), ("2026-01", {"no"}), ("2026", {"no", "yes"}), ("2028", {"no"})],
)
def test_a_date_lies_inside_the_plan_or_not(date, inside):
    found = facts(f"{START}  frame.openings: {{answer: {{budget: {date}}}}}\n")
    assert values(found, "frame.openings.budget.inside-horizon") == inside


@pytest.mark.parametrize(
    ("until", "ends"), [("2027-01", {"yes"}), ("2029-01", {"no"}), ("2026-01", {"yes"}), ("2028", {"no"})]
)
def test_money_ends_inside_the_plan_or_not(until, ends):
    found = facts(f"{START}  service.health: {{answer: mostly, until: {until}}}\n")
    assert values(found, "service.health.ends-inside-plan") == ends


@pytest.mark.parametrize(
    ("until", "over"), [("2026-05", {"yes"}), ("2026-06", {"no"}), ("2027", {"no"}), ("2026", {"no", "yes"})]
)
def test_a_period_is_over_on_the_day_of_the_brief_or_not(until, over):
    found = facts(f"  policy.reintegration: {{answer: in-part, until: {until}}}\n")
    assert values(found, "policy.reintegration.period-over") == over


@pytest.mark.parametrize(("adopted", "recent"), [("2025-01", {"yes"}), ("2020-01", {"no"}), ("2024", {"no", "yes"})])
def test_an_adoption_is_recent_for_two_years(adopted, recent):
    found = facts(f"  policy.reintegration: {{answer: adopted, adopted: {adopted}}}\n")
    assert values(found, "policy.reintegration.recent") == recent


def test_a_named_body_is_a_fact_and_a_name():
    found = facts('  frame.actors: {answer: {migration-lead: "Ministry X", ministry-labour: none}}\n')
    assert values(found, "frame.actors.migration-lead") == {"yes"}
    assert values(found, "frame.actors.ministry-labour") == {"no"}
    assert values(found, "frame.actors.ministry-health") == {"no", "yes"}


def test_options_are_a_yes_or_no_each_and_rest_closes_the_list():
    found = facts("  returns.obstacles: {answer: {income: yes, debt: [yes, no], rest: no}}\n")
    assert values(found, "returns.obstacles.income") == {"yes"}
    assert values(found, "returns.obstacles.debt") == {"no", "yes"}
    assert values(found, "returns.obstacles.papers") == {"no"}


def test_a_withheld_option_is_open_and_marked():
    found = facts("  returns.groups: {answer: {minorities: withheld, women-workers: yes}}\n")
    assert found["returns.groups.minorities"].state is State.WITHHELD
    assert values(found, "returns.groups.minorities") == {"no", "yes"}


def test_what_ends_in_a_year_that_the_plan_ends_in_may_or_may_not_end_inside_it():
    answers = f"{START.replace('18', '12')}  service.health: {{answer: mostly, until: 2027}}\n"
    assert values(facts(answers), "service.health.ends-inside-plan") == {"no", "yes"}


def test_the_last_month_of_the_plan_lies_inside_it_and_the_next_does_not():
    for until, ends in (("2027-12", {"yes"}), ("2028-01", {"no"})):
        found = facts(f"{START}  service.health: {{answer: mostly, until: {until}}}\n")
        assert values(found, "service.health.ends-inside-plan") == ends


def test_what_qualifies_an_old_answer_is_old_too():
    found = facts("  service.health: {answer: mostly, delivered-by: organisations, date: 2020-01}\n")
    assert values(found, "service.health.delivered-by") == {"state", "organisations", "both"}


def test_an_old_disagreement_widens_as_any_old_answer_does():
    voices = "[{value: patchy, who: a ministry}, {value: mostly, who: organisations}]"
    found = facts(f"  service.health: {{answer: contested, voices: {voices}, date: 2020-01}}\n")
    assert values(found, "service.health") == {"on-paper", "patchy", "mostly", "reaching"}


def test_an_answer_without_a_date_is_as_old_as_its_newest_source():
    head = HEAD.replace("a source", "a source, date: 2019")
    profile = check_profile(f"{head}  service.health: {{answer: patchy, source: s}}\n", "p.yaml", LIBRARY.questionnaire)
    assert facts_of_profile(profile, LIBRARY.questionnaire, None)["service.health"].state is State.STALE


@pytest.mark.parametrize(("year", "old"), [(2025, {"no"}), (2020, {"yes"})])
def test_a_figure_is_old_after_two_years(year, old):
    assert values(facts(f"  returns.number: {{answer: 400, year: {year}}}\n"), "returns.number.old") == old
