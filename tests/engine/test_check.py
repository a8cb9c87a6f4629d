"""Check counts what is answered, says what is still needed, and warns where an answer deserves a second look."""

import pytest

from wayhome import advise, load_profile
from wayhome.engine.check import check, report

HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources: {s: {title: A report, date: 2026-01}}\nanswers:\n"
FRAME = "  frame.start-horizon: {answer: {start: 2026-07, months: 18}}\n"
FULL = "evidence: It is so., source: s"


@pytest.fixture
def checked(tmp_path):
    def make(answers, head=HEAD, date=None):
        path = tmp_path / "profile.yaml"
        path.write_text(head + answers, encoding="utf-8")
        return check(advise(load_profile(path), date=date, edition="confidential").advice)

    return make


def kinds(found):
    return [(warning.kind, warning.question) for warning in found.warnings]


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


# warnings


def test_a_profile_in_order_has_no_warnings(checked):
    assert kinds(checked(FRAME + f"  referral.use: {{answer: patchy, {FULL}}}\n")) == []
    assert kinds(check(advise(load_profile("example:xx"), edition="confidential").advice)) == []


def test_an_answer_to_a_question_that_does_not_arise_is_named_with_its_reason(checked):
    answers = f"  policy.reintegration: {{answer: none, {FULL}}}\n  policy.plan: {{answer: adopted, {FULL}}}\n"
    found = checked(FRAME + answers)
    assert kinds(found) == [("irrelevant", "policy.plan")]
    assert found.warnings[0].line == 8
    assert "the policy on return and reintegration: no text that anybody could name" in found.warnings[0].what
    assert "policy.reintegration" in found.warnings[0].mend


def test_an_answer_that_says_what_follows_anyway_is_no_matter(checked):
    answers = f"  policy.reintegration: {{answer: none, {FULL}}}\n  policy.plan: none\n"
    assert kinds(checked(FRAME + answers)) == []


def test_two_answers_that_exclude_each_other_are_both_named(checked):
    answers = (
        f"  service.psychosocial: {{answer: reaching, {FULL}}}\n  returns.obstacles: {{answer: {{distress: yes}}, {FULL}}}\n"
    )
    found = checked(FRAME + answers)
    assert kinds(found) == [("conflict", "service.psychosocial")]
    assert "[service.psychosocial]" in found.warnings[0].what
    assert "[returns.obstacles.distress]" in found.warnings[0].what


@pytest.mark.parametrize(
    ("answer", "lacking"),
    [
        ("lead.body: none", "without evidence or source"),
        ("data.returnees: {answer: never, source: s}", "without evidence"),
        ("coordination.state: {answer: none, evidence: We asked.}", "without a source"),
        ("policy.sectors: {answer: {labour: no-policy}}", "without evidence or source"),
        ("coordination.carriers: {answer: {other: no, employment: no}}", "without evidence or source"),
        ("frame.actors: {answer: {ministry-labour: none}}", "without evidence or source"),
    ],
)
def test_a_no_needs_somebody_who_looked(checked, answer, lacking):
    found = checked(f"{FRAME}  {answer}\n")
    assert [kind for kind, _ in kinds(found)] == ["none"]
    assert lacking in found.warnings[0].what


def test_one_of_several_with_none_among_them_is_no_none(checked):
    assert kinds(checked(FRAME + "  lead.body: {answer: [none, informal], source: s}\n")) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("lead.body: working", [("source", "lead.body")]),
        ("returns.places: nobody-knows", [("source", "returns.places")]),
        ("returns.places: {answer: nobody-knows, evidence: Asked in May.}", []),
        ("service.health: {answer: contested, voices: [{value: patchy, who: a}, {value: closed, who: b}]}", []),
        ("frame.areas: [XX]", []),
        ("lead.body: not-asked", []),
        ("service.protection: withheld", []),
    ],
)
def test_answers_rest_on_a_source(checked, answer, expected):
    assert kinds(checked(f"{FRAME}  {answer}\n")) == expected


def test_an_old_answer_is_named_with_its_day(checked):
    found = checked(FRAME + f"  service.health: {{answer: patchy, date: 2021-03, {FULL}}}\n")
    assert kinds(found) == [("stale", "service.health")]
    assert "March 2021, more than 24 months" in found.warnings[0].what


def test_age_is_counted_from_the_day_of_the_brief(checked):
    answers = FRAME + f"  service.health: {{answer: patchy, {FULL}}}\n"
    assert kinds(checked(answers)) == []
    assert kinds(checked(answers, date="2029-01")) == [("stale", "service.health")]


def test_a_profile_without_its_frame_says_what_that_means(checked):
    found = checked("  referral.use: not-asked\n", head="wayhome: 1\ncountry: XX\nanswers:\n")
    assert [kind for kind, _ in kinds(found)] == ["date", "start", "horizon"]
    assert all((warning.line, warning.column) == (1, 1) for warning in found.warnings)


def test_a_start_known_to_the_year_is_no_start(checked):
    assert kinds(checked("  frame.start-horizon: {answer: {start: 2027, months: 12}}\n")) == [
        ("start", "frame.start-horizon")
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "referral.use: {answer: patchy, evidence: It is so., source: s, date: 2027}",
        "policy.reintegration: {answer: adopted, adopted: 2026-09, evidence: It is so., source: s}",
        "returns.number: {answer: 900, year: 2027, counted: all, source: s}",
    ],
)
def test_nothing_can_be_known_from_a_day_to_come(checked, answer):
    assert [kind for kind, _ in kinds(checked(f"{FRAME}  {answer}\n"))] == ["future"]


def test_a_source_from_a_day_to_come_is_named_once(checked):
    head = HEAD.replace("2026-01", "2026-12")
    answers = f"  referral.use: {{answer: patchy, {FULL}}}\n  sop.use: {{answer: patchy, {FULL}}}\n"
    assert kinds(checked(FRAME + answers, head=head)) == [("future", "referral.use")]
    assert kinds(checked(FRAME, head=head)) == [("future", None)]


def test_what_is_withheld_is_counted_and_never_named(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(HEAD + FRAME + "  returns.groups: {answer: {minorities: withheld}, source: s}\n", encoding="utf-8")
    advice = advise(load_profile(path), edition="confidential").advice
    text = report(check(advice), advice)
    assert "One answer is withheld" in text
    assert "minorities" not in text


@pytest.mark.parametrize("name", ["civ", "gha-2021", "gha-2023", "xx"])
def test_every_example_can_be_reported(name):
    advice = advise(load_profile(f"example:{name}"), edition="confidential").advice
    text = report(check(advice), advice)
    assert "All sections" in text
    assert "{" not in text.replace("{answer: {start: 2026-09, months: 24}}", "")
