"""The roadmap: a shelf is not a date, `after` orders starts, what exists starts at once."""

import functools

import pytest

from wayhome import advise, load_profile

EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]


@functools.cache
def advised(name):
    return advise(load_profile(f"example:{name}")).advice


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_measure_starts_before_one_in_the_plan_that_it_comes_after(name):
    starts = {task.measure: task for task in advised(name).roadmap.tasks if task.measure}
    measures = advised(name).library.rulebook.measures
    for id_, task in starts.items():
        for before in measures[id_].after:
            if before in starts:
                assert task.start > starts[before].start


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_starts_at_once_uses_what_exists_and_waits_for_nothing(name):
    modes = {r.id: set(r.modes) for r in advised(name).ranked}
    for task in advised(name).roadmap.tasks:
        if task.at_once:
            assert task.start == 0
            assert modes[task.measure] <= {"operate", "strengthen"}
            assert task.waits_for == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_recommended_or_safe_stands_on_one_shelf_and_what_is_shown_in_the_main_part(name):
    planned = [task.measure for task in advised(name).roadmap.tasks if task.measure]
    wanted = [r.id for r in advised(name).ranked if r.of_class in ("recommended", "safe")]
    assert sorted(planned) == sorted(wanted)
    shown = {r.id for r in advised(name).shown}
    assert all(task.in_main is (task.measure in shown) for task in advised(name).roadmap.tasks if task.measure)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_institution_is_asked_once_on_one_page(name):
    pages = [task for task in advised(name).roadmap.tasks if task.kind == "scoping"]
    assert len({task.lead for task in pages}) == len(pages)
    questions = [question for task in pages for question in task.questions]
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_precondition_that_may_be_met_gets_no_task(name):
    advice = advised(name)
    for task in advice.roadmap.tasks:
        if task.kind == "precondition":
            finding = advice.library.rulebook.findings[task.id.removesuffix(f".{task.wording}")]
            assert "met" not in finding.domain.names(advice.evaluation.facts[finding.id])


def test_a_horizon_shorter_than_the_plan_is_said(tmp_path):
    path = tmp_path / "short.yaml"
    path.write_text(
        "wayhome: 1\ncountry: XX\ndate: 2026-06\nanswers:\n"
        "  frame.start-horizon: {answer: {start: 2026-07, months: 6}}\n  referral.use: none\n",
        encoding="utf-8",
    )
    found = advise(load_profile(path))
    assert found.advice.roadmap.horizon == 6
    assert "referral" in found.advice.roadmap.beyond
    assert "Within the 6 months given" in found.to_markdown()


def written(tmp_path, answers):
    path = tmp_path / "profile.yaml"
    frame = "  frame.start-horizon: {answer: {start: 2026-01, months: 24}}\n"
    path.write_text(f"wayhome: 1\ncountry: XX\ndate: 2025-12\nanswers:\n{frame}{answers}", encoding="utf-8")
    return advise(load_profile(path))


def start(found, id_):
    return next(task.start for task in found.advice.roadmap.tasks if task.measure == id_)


def test_a_measure_starts_a_month_before_the_opening_that_serves_it(tmp_path):
    money = "  money.source: {answer: {project: yes, rest: no}}\n"
    opening = "  frame.openings: {answer: {budget: {date: 2026-03, title: the budget call}}}\n"
    assert start(written(tmp_path, money + opening), "money") == 1
    assert start(written(tmp_path, money), "money") > 1


def test_between_equals_a_body_above_them_leads(tmp_path):
    found = written(tmp_path, "  coordination.state: scattered\n  coordination.working: patchy\n").to_result()
    (measure,) = [m for m in found.measures if m.id == "coordination.mechanism"]
    assert (measure.mode, measure.lead) == ("unify", "cabinet-office")
    found = written(tmp_path, "  coordination.state: migration-body\n  coordination.working: patchy\n").to_result()
    (measure,) = [m for m in found.measures if m.id == "coordination.mechanism"]
    assert measure.lead == "migration-lead"


def test_the_text_that_opens_next_is_called_by_its_name(tmp_path):
    title = "the {text} of **all** laws"
    found = written(tmp_path, f"  frame.openings: {{answer: {{budget: {{date: 2026-03, title: '{title}'}}}}}}\n")
    text = found.to_markdown()
    assert r"the \{text\} of \*\*all\*\* laws (March 2026)" in text


def test_a_part_of_the_country_is_told_what_only_the_centre_can_decide(tmp_path):
    path = tmp_path / "area.yaml"
    path.write_text("wayhome: 1\ncountry: CIV\narea: CI-AB\n", encoding="utf-8")
    text = advise(load_profile(path)).to_markdown()
    assert "# Abidjan, Côte d'Ivoire" in text
    assert "what only the national level can decide" in text
