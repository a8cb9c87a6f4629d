"""Check counts what is answered, says what is still needed, and warns where an answer deserves a second look."""

import pytest

from wayhome.engine.api import check_profile, load_profile
from wayhome.engine.library import load_library

LIBRARY = load_library()
HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources: {s: {title: A report, date: 2026-01}}\nanswers:\n"
FRAME = "  frame.start-horizon: {answer: {start: 2026-07, months: 18}}\n"
FULL = "evidence: It is so., source: s"


@pytest.fixture
def checked(tmp_path):
    def make(answers, head=HEAD):
        path = tmp_path / "profile.yaml"
        path.write_text(head + answers, encoding="utf-8")
        return check_profile(load_profile(path)).checked

    return make


def section(found, name):
    return next(entry.count for entry in found.sections if entry.section == name)


# how complete


def test_questions_are_counted_by_how_far_they_are_answered(checked):
    answers = (
        f"  service.employment: {{answer: closed, {FULL}}}\n"
        f"  service.schemes: {{answer: [closed, patchy], {FULL}}}\n"
        f"  service.skills: {{answer: patchy, date: 2020, {FULL}}}\n"
        "  service.papers: {answer: nobody-knows, evidence: Asked twice.}\n"
        "  service.health: {answer: contested, voices: [{value: patchy, who: a}, {value: closed, who: b}]}\n"
        "  service.women: withheld\n  service.credit: not-asked\n"
    )
    count = section(checked(FRAME + answers), "services")
    assert (count.asked, count.answered) == (12, 1)
    assert count.rest == {"in-part": 1, "stale": 1, "contested": 1, "nobody-knows": 1, "not-asked": 6, "withheld": 1}


def test_a_list_with_lines_missing_is_answered_in_part_whatever_is_withheld(checked):
    part = checked(FRAME + f"  money.source: {{answer: {{none: no, project: yes}}, {FULL}}}\n")
    assert section(part, "means").rest["in-part"] == 1
    rest = "{none: no, project: yes, yearly: no, several-years: withheld}"
    whole = checked(FRAME + f"  money.source: {{answer: {rest}, {FULL}}}\n")
    assert section(whole, "means").answered == 1
    assert whole.withheld == 1


@pytest.mark.parametrize(
    ("answer", "answered"), [("{start: 2026-07, months: 18}", 1), ("{start: 2026-07}", 0), ("{start: 2026, months: 18}", 0)]
)
def test_the_frame_needs_a_start_and_a_length(checked, answer, answered):
    assert section(checked(f"  frame.start-horizon: {{answer: {answer}}}\n"), "frame").answered == answered


def test_a_question_that_does_not_arise_is_not_counted(checked):
    found = checked(FRAME + f"  policy.reintegration: {{answer: none, {FULL}}}\n")
    assert found.does_not_arise == 1
    assert section(found, "policy").asked == 4


def test_the_gate_names_what_is_missing_and_whom_to_ask(checked):
    found = checked(FRAME + f"  service.psychosocial: {{answer: patchy, {FULL}}}\n")
    needed = [entry.questions for entry in found.needed]
    assert ["frame.actors"] in needed
    assert ["service.protection", "service.psychosocial"] not in needed
    assert next(entry for entry in found.needed if entry.questions == ["money.source"]).ask[0] == "ministry-finance"


def test_nobody_could_say_is_enough_for_the_gate(checked):
    found = checked(FRAME + "  data.safeguards: {answer: nobody-knows, evidence: Asked twice.}\n")
    assert ["data.safeguards"] not in [entry.questions for entry in found.needed]


# the report


def test_a_profile_in_order_has_no_warnings(checked):
    assert checked(FRAME + f"  referral.use: {{answer: patchy, {FULL}}}\n").warnings == []
    assert check_profile(load_profile("example:xx")).checked.warnings == []


def test_warnings_stand_in_the_order_of_the_file(checked):
    found = checked("  sop.use: patchy\n  lead.body: {answer: none, claimants: one}\n", head="wayhome: 1\nanswers:\n")
    assert [warning.line for warning in found.warnings] == [1, 1, 1, 1, 3, 4, 4]
    assert {warning.kind for warning in found.warnings} >= {"country", "source", "none", "contradiction"}


def test_a_profile_without_a_country_is_counted_and_reported_like_any_other(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text("wayhome: 1\nanswers:\n  lead.body: {answer: none}\n", encoding="utf-8")
    found = check_profile(load_profile(path))
    assert found.checked.total.answered == 1
    text = found.to_text()
    assert text.startswith("The country\n===")
    assert f"{path}:1:1: warning: the profile does not say which country it is about" in text
    assert text.endswith("5 warnings. None of them stops a brief once the country is named.\n")


def test_a_profile_that_lacks_its_country_alone_says_so(tmp_path):
    path = tmp_path / "profile.yaml"
    text = (LIBRARY.examples / "xx.yaml").read_text(encoding="utf-8").replace("country: XX\n", "")
    path.write_text(text, encoding="utf-8")
    found = check_profile(load_profile(path)).to_text()
    assert "Once the country is named, nothing is missing." in found
    assert found.endswith("One warning. A brief can be made once the country is named.\n")


def test_what_is_withheld_is_counted_and_never_named(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(HEAD + FRAME + "  returns.groups: {answer: {minorities: withheld}, source: s}\n", encoding="utf-8")
    text = check_profile(load_profile(path)).to_text()
    assert "One answer is withheld" in text
    assert "minorities" not in text


@pytest.mark.parametrize("name", ["civ", "gha-2021", "gha-2023", "xx"])
def test_every_example_can_be_reported(name):
    text = check_profile(load_profile(f"example:{name}")).to_text()
    assert "All sections" in text
    assert "{" not in text.replace("{answer: {start: 2026-09, months: 24}}", "")
