"""An interview: what is asked in which order, what comes of the replies, and how one goes about in it."""

from pathlib import Path

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.interview.wanted import by_what_they_settle
from wayhome.engine.sources import parse_yaml

ANSWER, EVIDENCE, SOURCE, DATE = ("answer",), ("evidence",), ("source",), ("date",)
HEAD = "wayhome: 1\ncountry: GHA\ndate: 2026-05\n"


def test_a_level_is_chosen_by_number_or_word_and_is_in_the_file_at_once(hold):
    held = hold(["3", "", "/political.act", "speech"], section="direction")
    assert held.said("lead.body") == {ANSWER: "drafted"}
    assert held.said("political.act") == {ANSWER: "speech"}
    assert "  3  drafted: An order, agreement or bill is in preparation.\n" in held.text
    assert "Saved: drafted." in held.text


def test_each_prompt_stands_under_its_section_and_a_count(hold):
    held = hold(["s", "2"], section="means")
    assert "Means, question 1 of 4; 0 of 4 answered.\nWhat pays today for work on reintegration?" in held.text
    assert "Means, question 2 of 4; 0 of 4 answered." in held.text


def test_several_levels_mean_one_of_these(hold):
    held = hold(["patchy, 5"], section="reaching")
    assert held.said("information.reach")[ANSWER] == ["patchy", "mostly"]
    assert "Saved: patchy or mostly (one of these)." in held.text


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["u", "u"], "not-asked"),
        (["u", "n"], "nobody-knows"),
        (["u", "w"], "withheld"),
        (["u w"], "withheld"),
        (["w"], "withheld"),
        (["nobody-knows"], "nobody-knows"),
        (["u", "x", "n"], "nobody-knows"),
        (["U N"], "nobody-knows"),
        (["W"], "withheld"),
    ],
)
def test_each_way_of_not_knowing_is_told_apart(hold, lines, value):
    held = hold(lines, section="reaching")
    assert held.said("information.reach") == {ANSWER: value}


def test_two_voices_that_differ_are_both_written_down(hold):
    lines = ["u", "c", "4", "the ministry of health", "closed or none", "", "two organisations", ""]
    held = hold([*lines, ""], section="reaching")
    assert held.said("information.reach") == {
        ANSWER: "contested",
        ("voices",): [
            {"value": "patchy", "who": "the ministry of health"},
            {"value": ["none", "closed"], "who": "two organisations"},
        ],
    }
    assert (
        "Saved: voices differ: patchy (the ministry of health), none or closed (one of these) (two organisations)."
        in held.text
    )


def test_one_voice_is_not_two(hold):
    held = hold(["u c", "4", "the ministry of health", "", "5"], section="reaching")
    assert "It takes two voices to differ, so nothing is changed." in held.text
    assert held.said("information.reach")[ANSWER] == "mostly"


def test_voices_on_a_number_speak_in_bands(hold):
    held = hold(["u c", "1", "police", "high", "statistics", ""], section="returns")
    assert [voice["value"] for voice in held.said("returns.number")[("voices",)]] == ["low", "high"]


def test_voices_go_when_the_answer_is_no_longer_contested(hold):
    text = (
        "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  information.reach:\n    answer: contested\n    voices:\n"
        "      - {value: patchy, who: one}\n      - {value: closed, who: another}\n"
    )
    held = hold(["/information", "closed"], text, section="reaching")
    assert "So far: voices differ; patchy (one), closed (another)." in held.text
    assert held.said("information.reach") == {ANSWER: "closed"}


def test_only_the_ways_of_not_knowing_that_a_line_has_are_offered(hold):
    held = hold(["u", "c", "n"], section="returns", only_unanswered=True)
    assert "c two voices differ" in held.text
    held = hold(["r", "u", "c", "n"], section="means")
    kinds = "In which way is it not known? u not asked yet; n asked, and nobody knows; w withheld (not to be raised)."
    assert kinds in held.text
    assert "One of u, n or w, please; or Enter to go back to the question." in held.text
    assert held.said("money.source")[("answer", "none")] == "nobody-knows"


def test_qualifiers_are_asked_where_something_may_exist_and_nowhere_else(hold):
    for reply, is_asked in (("patchy", True), ("closed, patchy", True), ("none", False), ("closed", False), ("u n", False)):
        held = hold([reply], section="reaching")
        assert ("What pays for it today?" in held.text) is is_asked, reply
    held = hold(["2", "2", "2027-06", "", "both", "1 2"], section="reaching")
    assert "closed" in held.file
    held = hold(["4", "2", "2027-06", "", "both", "1 2", "", ""], section="reaching")
    assert held.said("information.reach") == {
        ANSWER: "patchy",
        ("money",): "project",
        ("until",): "2027-06",
        ("delivered-by",): "both",
        ("coverage",): ["everywhere", "some-regions"],
    }


def test_where_no_answer_is_marked_as_existing_all_but_none_are(hold):
    assert "Until when does it run" in hold(["/programme", "2"], section="means").text
    assert "Until when does it run" not in hold(["/programme", "1"], section="means").text


def test_what_no_longer_fits_beside_a_changed_answer_may_go(hold):
    text = (
        "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n"
        "  information.reach: {answer: patchy, money: project, until: 2027-06, evidence: A fact.}\n"
    )
    held = hold(["/information", "none", "y", "", ""], text, section="reaching")
    assert "Beside it still stands: money: project; until: 2027-06." in held.text
    assert held.said("information.reach") == {ANSWER: "none", EVIDENCE: "A fact."}
    held = hold(["/information", "none", "", "", ""], text, section="reaching")
    assert held.said("information.reach")[("money",)] == "project"


def test_a_number_takes_its_year_and_what_it_counts(hold):
    held = hold(["4,200", "2024", "registered", "y", "", "medium"], section="returns")
    assert held.said("returns.number") == {ANSWER: 4200, ("year",): "2024", ("counted",): "registered", ("split",): "yes"}
    assert "year: 2024\n" in held.file
    assert "Saved: 4,200." in held.text


def test_options_are_answered_in_one_line(hold):
    held = hold(["1 3", "", "", "s"], section="means")
    assert held.said("money.source") == {("answer", "none"): "yes", ("answer", "yearly"): "yes"}
    held = hold(["1 3", "y", "", "s"], section="means")
    assert [held.said("money.source")[("answer", name)] for name in ("none", "project", "yearly", "several-years")] == [
        "yes",
        "no",
        "yes",
        "no",
    ]
    assert "Saved: yes: nothing, the yearly budget." in held.text
    assert "Saved: no for the others." in held.text


def test_none_of_the_options_is_an_answer_too(hold):
    held = hold(["0"], section="means")
    assert set(held.said("money.source").values()) == {"no"}
    assert "Are the others certainly not so?" not in held.text


def test_naming_all_options_leaves_no_others_to_ask_about(hold):
    held = hold(["1-4"], section="means")
    assert set(held.said("money.source").values()) == {"yes"}
    assert "Are the others certainly not so?" not in held.text


def test_what_is_withheld_stays_so_unless_it_is_named(hold):
    text = f"{HEAD}answers:\n  money.source: {{answer: {{none: no, project: withheld, rest: nobody-knows}}}}\n"
    held = hold(["/money.source", "3", "y"], text, section="means")
    assert list(held.said("money.source").values()) == ["no", "withheld", "yes", "no"]
    held = hold(["/money.source", "3", "n"], text, section="means")
    assert held.said("money.source") == {
        ("answer", "project"): "withheld",
        ("answer", "yearly"): "yes",
        ("answer", "several-years"): "nobody-knows",
    }
    held = hold(["/money.source", "2", "n"], text, section="means")
    assert held.said("money.source")[("answer", "project")] == "yes"


def test_options_can_be_gone_through_one_by_one(hold):
    held = hold(["r", "n", "y", "u n", "", "", "s"], section="means")
    assert held.said("money.source") == {
        ("answer", "none"): "no",
        ("answer", "project"): "yes",
        ("answer", "yearly"): "nobody-knows",
    }
    assert "Project money (2 of 4): y" in held.text


def test_a_whole_list_may_be_unknown(hold):
    held = hold(["u", "n", "", "s"], section="means")
    assert set(held.said("money.source").values()) == {"nobody-knows"}
    assert "answer: nobody-knows" in held.file


def test_a_list_that_is_unknown_as_a_whole_keeps_what_is_withheld(hold):
    text = f"{HEAD}answers:\n  money.source: {{answer: {{none: no, project: withheld}}}}\n"
    held = hold(["/money.source", "u", "c", "n", "", "s"], text, section="means")
    assert "One of u, n or w, please; or Enter to go back to the question." in held.text
    assert list(held.said("money.source").values()) == ["nobody-knows", "withheld", "nobody-knows", "nobody-knows"]
    held = hold(["/money.source", "u w", "s"], text, section="means")
    assert set(held.said("money.source").values()) == {"withheld"}


def test_the_question_on_the_others_takes_yes_or_no_and_nothing_else(hold):
    held = hold(["9", "1", "perhaps", "b", "", "s"], section="means")
    assert "There is no '9' here: the numbers go from 1 to 4." in held.text
    assert "y or n, please; Enter for n." in held.text
    assert held.said("money.source") == {("answer", "none"): "yes"}


def test_what_has_no_way_of_not_knowing_is_left_open(hold):
    held = hold(["4200", "u", "", "", "", ""], section="returns")
    assert "Enter leaves this open." in held.text
    assert held.said("returns.number") == {ANSWER: 4200}


def test_the_kind_of_not_knowing_may_be_left_again(hold):
    for back in ("", "b"):
        held = hold(["u", back, "none"], section="reaching")
        assert held.said("information.reach") == {ANSWER: "none"}
    for back in (["b"], ["2", "b"], [""], ["2", "one", ""]):
        held = hold(["contested", *back, "none"], section="reaching")
        assert held.said("information.reach") == {ANSWER: "none"}
    held = hold(["u c", "six", "2", "", "one", "3", "another", ""], section="reaching")
    assert "There is no 'six' here" in held.text
    assert held.said("information.reach")[ANSWER] == "contested"


def test_a_grid_is_answered_row_by_row(hold):
    held = hold(["/policy.sectors", "2", "", "names-returnees", "3,4", "u w", "s"], section="policy")
    assert held.said("policy.sectors") == {
        ("answer", "labour"): "silent",
        ("answer", "social-welfare"): "names-returnees",
        ("answer", "health"): ["names-returnees", "acts"],
        ("answer", "gender"): "withheld",
    }
    assert held.text.count("  2  silent: ") == 1


def test_dates_take_a_title_once_there_is_a_date(hold):
    held = hold(["/openings", "2027-04", "Law on migration", "undated", "", "2", "", "3.2028", "", "s"], section="frame")
    assert held.said("frame.openings") == {
        ("answer", "migration-law", "date"): "2027-04",
        ("answer", "migration-law", "title"): "Law on migration",
        ("answer", "migration-policy", "date"): "undated",
        ("answer", "development-plan", "date"): "none-planned",
        ("answer", "labour", "date"): "2028-03",
    }


def test_names_go_to_roles(hold):
    held = hold(["/actors", "Migration Service: unit #1", "-", "none", "", "u n", "s"], section="frame")
    assert held.said("frame.actors") == {
        ("answer", "migration-lead"): "Migration Service: unit #1",
        ("answer", "cabinet-office"): "none",
        ("answer", "ministry-interior"): "none",
        ("answer", "ministry-education"): "nobody-knows",
    }


def test_a_period_has_a_start_and_a_length(hold):
    held = hold(["2026", "2026-9", "2 years"], section="frame")
    assert held.said("frame.start-horizon") == {("answer", "start"): "2026-09", ("answer", "months"): 24}
    held = hold(["u n", "", "GH-AH, GH-AA"], section="frame")
    assert held.said("frame.start-horizon") == {("answer", "start"): "nobody-knows"}
    assert held.said("frame.areas") == {ANSWER: ["GH-AH", "GH-AA"]}


def test_bodies_are_listed_one_after_another_and_put_right(hold):
    held = hold(
        ["Chamber of Commerce", "3", "high", "", "u n", "able", "1", "none", "Croix-Rouge: antenne", "ngos", "b", "b", "s"],
        section="stakeholders",
    )
    assert held.said("stakeholders.actors") == {
        ("answer", "chamber-of-commerce", "name"): "Chamber of Commerce",
        ("answer", "chamber-of-commerce", "category"): "private-sector",
        ("answer", "chamber-of-commerce", "influence"): "high",
        ("answer", "chamber-of-commerce", "willing"): "nobody-knows",
        ("answer", "chamber-of-commerce", "capacity"): "able",
        ("answer", "chamber-of-commerce", "provider"): "no",
        ("answer", "chamber-of-commerce", "agreement"): "none",
        ("answer", "croix-rouge-antenne", "name"): "Croix-Rouge: antenne",
        ("answer", "croix-rouge-antenne", "category"): "ngos",
    }
    again = [
        "/stakeholders.actors",
        "1",
        "Chamber",
        "",
        "-",
        "",
        "",
        "",
        "",
        "",
        "croix-rouge-antenne",
        "-",
        "",
        "y",
        "",
        "s",
    ]
    held = hold(again, None, path=held.path, section="stakeholders")
    assert held.said("stakeholders.actors") == {
        ("answer", "chamber-of-commerce", "name"): "Chamber",
        ("answer", "chamber-of-commerce", "category"): "private-sector",
        ("answer", "chamber-of-commerce", "willing"): "nobody-knows",
        ("answer", "chamber-of-commerce", "capacity"): "able",
        ("answer", "chamber-of-commerce", "provider"): "no",
        ("answer", "chamber-of-commerce", "agreement"): "none",
        ("complete",): "yes",
    }


def test_a_list_of_bodies_that_is_left_as_it_is_needs_no_evidence(hold):
    text = f"{HEAD}answers:\n  stakeholders.actors: {{answer: {{union: {{name: Union}}}}}}\n"
    held = hold(["/stakeholders.actors", "", ""], text, section="stakeholders")
    assert "Evidence, one sentence" not in held.text
    assert held.asked[-1] == "engagement.strategy"
    assert held.file == text


def test_a_list_of_bodies_is_unknown_only_while_nobody_is_listed(hold):
    held = hold(["u n", "Union", "s"], section="stakeholders")
    assert held.said("stakeholders.actors") == {("answer", "union", "name"): "Union"}
    held = hold(["/stakeholders.actors", "u n", "7", "s"], None, path=held.path, section="stakeholders")
    assert "Bodies are listed. Take them off the list first" in held.text
    assert "There is no body 7 in the list. Type a name." in held.text
    assert held.said("stakeholders.actors") == {("answer", "union", "name"): "Union"}


def test_two_bodies_of_one_name_begin_get_keys_of_their_own(hold):
    held = hold(["الجمعية", "s", "/stakeholders.actors", "جمعية أخرى", "s"], section="stakeholders")
    assert list(held.said("stakeholders.actors")) == [("answer", "body", "name"), ("answer", "body-2", "name")]


def test_evidence_and_a_new_source_stand_beside_an_answer(hold):
    held = hold(
        [
            "none",
            'It met twice: "here", #1 | and so on.',
            "Notes of talks",
            "2026-04",
            "April 2026",
            "speech",
            "A speech.",
            "=",
            "",
        ],
        section="direction",
    )
    assert held.said("lead.body") == {
        ANSWER: "none",
        EVIDENCE: 'It met twice: "here", #1 | and so on.',
        SOURCE: "notes-of-talks",
        DATE: "2026-04",
    }
    assert held.said("political.act") == {ANSWER: "speech", EVIDENCE: "A speech.", SOURCE: "notes-of-talks"}
    assert held.draft.sources == {"notes-of-talks": {"title": "Notes of talks", "date": "2026-04"}}


SOURCED = (
    "wayhome: 1\ncountry: GHA\ndate: 2026-05\nsources:\n  law-2020: {title: The law, date: 2020}\n  talks: {title: Talks}\n"
    "answers:\n  lead.body: {answer: none, evidence: Nobody leads., source: talks}\n"
)


def test_a_source_is_named_by_number_or_key_or_both(hold):
    for reply, keys in (("2", "talks"), ("law-2020", "law-2020"), ("1, talks", ["law-2020", "talks"])):
        held = hold(["1", "Found none.", reply, ""], SOURCED, section="direction")
        assert held.said("political.act")[SOURCE] == keys
        assert "   2  talks: Talks" in held.text


def test_a_slip_in_a_key_does_not_become_a_source(hold):
    held = hold(["1", "Found none.", "talk", "9", "=", ""], SOURCED, section="direction")
    assert "There is no source talk; did you mean 'talks'? A title has more than one word." in held.text
    assert "There is no source 9: the numbers go from 1 to 2." in held.text
    assert "No source was given yet. Type its title." in held.text
    assert list(held.draft.sources) == ["law-2020", "talks"]
    assert SOURCE not in held.said("political.act")


def test_the_date_of_a_source_may_be_written_in_words(hold):
    held = hold(["1", "Found none.", "The census", "soon", "May 2026", ""], section="direction")
    assert held.draft.sources["the-census"] == {"title": "The census", "date": "2026-05"}


def test_many_sources_are_listed_on_request(hold):
    sources = "".join(f"  s{i}: {{title: Source {i}}}\n" for i in range(12))
    text = f"wayhome: 1\ncountry: GHA\ndate: 2026-05\nsources:\n{sources}answers: {{}}\n"
    held = hold(["none", "Nobody leads.", "l", "12", ""], text, section="direction")
    assert held.text.count("  12  s11: Source 11") == 1
    assert (
        "Source: a number or key of those listed, l to list them, or the title of a new one (Enter for none)." in held.text
    )
    assert held.said("lead.body")[SOURCE] == "s11"


def test_e_edits_evidence_source_and_date_of_the_question_on_the_screen(hold):
    held = hold(["/lead.body", "e", "", "-", "2026-04", "s"], SOURCED, section="direction")
    assert "So far: Nobody leads.\nEvidence, one sentence a brief can print (Enter keeps it, - takes it away)." in held.text
    assert held.said("lead.body") == {ANSWER: "none", EVIDENCE: "Nobody leads.", DATE: "2026-04"}
    assert "Back to the question." in held.text
    held = hold(["/lead.body", "e", "-", "", "", ""], SOURCED, section="direction")
    assert held.said("lead.body") == {ANSWER: "none", SOURCE: "talks"}
    held = hold(["/lead.body", "e", "b", "", ""], SOURCED, section="direction")
    assert held.said("lead.body") == {ANSWER: "none", EVIDENCE: "Nobody leads.", SOURCE: "talks"}


def test_in_a_hurry_evidence_is_not_asked_for(hold):
    held = hold(["none", "speech", "e", "A fact.", "", "", "jointly"], section="direction", is_quick=True)
    assert held.said("political.act") == {ANSWER: "speech"}
    assert held.said("government.drives") == {ANSWER: "jointly", EVIDENCE: "A fact."}


def test_evidence_is_not_asked_of_what_is_withheld_or_not_asked(hold):
    assert "Evidence, one sentence" not in hold(["u w"], section="reaching").text
    assert "Evidence, one sentence" not in hold(["u u"], section="reaching").text
    assert "Evidence, one sentence" in hold(["u n"], section="reaching").text


def test_help_tells_why_who_and_where_it_stands(hold):
    held = hold(["?"], section="reaching")
    for line in (
        "Ask returnees' groups in two places.",
        "Why it matters: it tells whether services are missing or only unknown.",
        "Who can answer (by a call or a talk): returnees' groups, then civil society organisations.",
        "Behind it in the handbook:",
        "  Telling people what help there is (Table 4.1 / Migrant associations / function 2; L89)",
        "u      not known; then: u not asked yet, n asked and nobody knows, c two voices differ, w withheld",
        "/word  jump to a question",
    ):
        assert line in held.text, line
    assert held.text.index("Behind it") < held.text.index(
        "  1  none: Nobody where returnees live", held.text.index("Behind it")
    )


def test_every_question_can_explain_itself(hold, library):
    lines = [line for _ in library.questionnaire.questions for line in ("?", "s")]
    held = hold(lines, opt_in=True)
    raised = [q for q in library.questionnaire.questions.values() if q.is_raised(is_area=False) or q.opt_in]
    assert held.text.count("Who can answer (") == len(raised)


def test_an_answered_question_is_kept_by_enter(hold):
    held = hold(["/lead.body", "", ""], SOURCED, section="direction")
    assert held.file == SOURCED
    assert "So far: none.\nEvidence: Nobody leads. (source talks)" in held.text
    assert held.asked[:3] == ["political.act", "lead.body", "political.act"]


def test_an_answered_question_can_be_gone_through(hold):
    text = SOURCED.replace("answer: none,", "answer: patchy, money: project,")
    held = hold(["/lead.body", "r", "yearly", "", "", "", "", "", "", ""], text, section="direction")
    assert "So far: project. Enter keeps it." in held.text
    assert held.said("lead.body")[("money",)] == "yearly"
    assert "So far: Nobody leads." in held.text


def test_a_grid_with_answers_is_kept_or_gone_through(hold):
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  policy.sectors: {answer: {labour: silent}}\n"
    held = hold(["/policy.sectors", "x", ""], text, section="policy")
    assert held.file == text
    assert "So far: labour: silent." in held.text
    held = hold(["/policy.sectors", "r", "", "4", "s"], text, section="policy")
    assert "Labour (1 of 7, so far silent): " in held.text
    assert held.said("policy.sectors") == {("answer", "labour"): "silent", ("answer", "education"): "acts"}


def test_a_hyphen_takes_an_answer_away(hold):
    held = hold(["/lead.body", "-", "-", "s"], SOURCED, section="direction")
    assert ANSWER not in held.said("lead.body")
    held = hold(["-", "none"], section="direction")
    assert "Nothing is said here yet. Enter leaves it so." in held.text


def test_back_goes_one_prompt_back_then_one_question(hold):
    lines = ["4", "2", "b", "3", "", "", "", "", "", "b", "b", "s", "b", "b"]
    held = hold(lines, section="reaching")
    assert held.said("information.reach")[("money",)] == "yearly"
    held = hold(["s", "b", "5", "s"], section="reaching")
    assert held.asked == ["information.reach", "arrival.contact", "information.reach", "arrival.contact"]
    held = hold(["b", "b"], section="reaching")
    assert held.text.count("This is the first question.") == 2


def test_back_leads_to_questions_of_an_earlier_sitting(hold):
    held = hold(["b"], SOURCED, section="direction")
    assert held.asked == ["political.act", "lead.body"]


def test_it_resumes_with_the_first_question_on_which_nothing_is_written(hold):
    text = f"{HEAD}answers:\n  money.source: not-asked\n  money.until: {{answer: {{project: 2027}}}}\n"
    held = hold([], text, section="means")
    assert held.asked == ["capacity.gaps"]
    assert "Ghana: 1 of 4 answered." in held.text
    assert "We go on with the first question that has no answer yet." in held.text


def test_questions_with_answers_come_again_unless_they_are_left_out(hold):
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  money.until: {answer: {project: 2027}}\n"
    assert hold(["s", "", "s"], text, section="means").asked == [
        "money.source",
        "money.until",
        "capacity.gaps",
        "programme.external",
    ]
    held = hold(["s", "s"], text, section="means", only_unanswered=True)
    assert held.asked == ["money.source", "capacity.gaps", "programme.external"]
    assert "Means, question 3 of 4; 1 of 4 answered." in held.text


def test_at_the_end_it_says_what_is_open(hold):
    held = hold(["0", "", "s", "s", "s", ""], section="means")
    assert (
        "That was the last question. 3 questions are still open: money.until, capacity.gaps, programme.external."
        in held.text
    )
    assert held.status == 0
    held = hold(["0", "", "s", "s", "s", "what", "b", "q"], section="means")
    assert held.asked[-1] == "programme.external"
    held = hold(["0", "", "s", "s", "s", "/money.until", "q"], section="means")
    assert held.asked[-1] == "money.until"


def test_where_nothing_is_left_it_says_so(hold):
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  information.reach: none\n  arrival.contact: withheld\n"
    held = hold([""], text, section="reaching")
    assert held.asked == []
    assert "Nothing is left to ask: 2 of 2 answered. Enter ends; b goes back; / and a word jumps to a question." in held.text
    assert hold(["b"], text, section="reaching").asked == ["arrival.contact"]


def test_questions_that_do_not_arise_are_passed_over(hold):
    held = hold(["/policy.reintegration", "none", "", "s"], section="policy")
    assert "policy.plan" not in held.asked
    assert "Policy, question 2 of 4; 1 of 4 answered." in held.text
    held = hold(["/policy.reintegration", "drafted", "", "", "", "s"], section="policy")
    assert "policy.plan" in held.asked
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  policy.reintegration: none\n"
    assert "No question here speaks of policy.plan." in hold(["/policy.plan"], text, section="policy").text


def test_going_back_to_change_an_answer_lets_questions_arise_again(hold):
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  policy.reintegration: none\n"
    held = hold(["b", "adopted", "", "", "", "s"], text, section="policy")
    assert held.asked[:3] == ["policy.development", "policy.reintegration", "policy.plan"]


def test_a_jump_finds_a_question_by_id_section_name_or_words(hold):
    assert hold(["/returns.trend"]).asked[-1] == "returns.trend"
    assert hold(["/returns"]).asked[-1] == "returns.number"
    assert hold(["/ trend"]).asked[-1] == "returns.trend"
    assert hold(["/work schemes"]).asked[-1] == "service.schemes"
    assert hold(["/wage support"]).asked[-1] == "service.schemes"
    assert hold(["/Working together"]).asked[-1] == "coordination.state"


def test_a_jump_with_several_goals_lets_choose(hold):
    held = hold(["/papers", "1"])
    assert held.asked[-1] == "service.papers"
    held = hold(["/money", "2"])
    assert "  2  money.until: until when the money runs" in held.text
    assert held.asked[-1] == "money.until"
    held = hold(["/service", "99", "/zzz", "/service", "b"])
    assert "And 1 more: another word would narrow it down." in held.text
    assert "No question here speaks of zzz." in held.text
    assert held.asked == ["frame.start-horizon"]
    assert "Sections, such as /returns:\n  frame: The frame, 0 of 4 answered\n" in hold(["/"]).text


def test_a_jump_works_in_the_midst_of_a_question_and_back_leads_there(hold):
    held = hold(["4", "2", "/arrival", "b"], section="reaching")
    assert held.asked == ["information.reach", "arrival.contact", "information.reach"]


def test_commands_may_be_typed_in_capitals(hold):
    held = hold(["S", "B", "r", "R", "E", "A fact.", "", "", "Q", "0"], section="means")
    assert held.asked == ["money.source", "money.until", "money.source"]
    assert held.said("money.source")[EVIDENCE] == "A fact."


def test_words_that_are_commands_are_texts_in_quotes(hold):
    held = hold(["/actors", '"b"', '"/etc"', '"He said so."', '"', "s"], section="frame")
    assert list(held.said("frame.actors").values()) == ["b", "/etc", '"He said so."', '"']


def test_the_first_sensitive_question_comes_with_a_word_of_care_and_the_others_without(hold):
    held = hold(["s"] * 200, opt_in=True)
    assert held.text.count("about groups and services, never about persons. Not to raise it is a proper answer") == 1
    care, groups = held.text.index("A word of care"), held.text.index("Which of these groups are among the people")
    assert care < groups
    assert "A word of care" not in hold(["s"] * 10, section="together").text


def test_questions_on_request_are_asked_on_request_only(hold):
    everything = hold(["s"] * 200).asked
    assert not [id_ for id_ in everything if id_.startswith("risk.")]
    assert hold(["s"] * 200, opt_in=True).asked == [*everything, "risk.law", "risk.help", "risk.safe-ways"]


def test_an_area_is_asked_what_an_area_can_answer(hold):
    text = "wayhome: 1\ncountry: CIV\narea: CI-AB\ndate: 2026-05\nanswers: {}\n"
    asked = hold(["s"] * 200, text).asked
    assert "area.powers" in asked
    assert "policy.reintegration" not in asked


def test_the_core_can_be_asked_alone(hold, library):
    asked = hold(["s"] * 200, core=True).asked
    assert asked == [
        q.question for q in library.questionnaire.questions.values() if q.core and not q.opt_in and q.level != "area"
    ]


def test_one_respondent_gets_one_page(hold, library):
    held = hold(["s"] * 200, role="ministry-finance")
    questions = library.questionnaire.questions
    assert held.asked == [id_ for id_, q in questions.items() if "ministry-finance" in q.ask and q.is_raised(is_area=False)]
    assert f"One meeting, one page: the {len(held.asked)} questions for the ministry of finance." in held.text


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"section": "return"}, "--section: there is no section 'return'"),
        ({"role": "ministry"}, "--for: there is no role 'ministry'"),
        ({"section": "at-risk"}, "no question of its level is left by these options; leave one out"),
    ],
)
def test_options_that_name_nothing_are_refused(hold, options, what):
    with pytest.raises(InputError) as told:
        hold([], **options)
    assert what in str(told.value)


def test_a_name_that_is_none_is_refused_before_a_file_is_made(hold, tmp_path):
    with pytest.raises(InputError):
        hold(["GHA"], None, path=tmp_path / "new.yaml", section="return")
    assert not (tmp_path / "new.yaml").exists()


def test_what_settles_most_comes_first_if_wanted(hold, library):
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers:\n  sop.use: on-paper\n"
    held = hold([], text, order=by_what_they_settle, is_reordered=True)
    order = by_what_they_settle(library.questionnaire.sections, held.draft.profile, library)
    assert sorted(order) == sorted(library.questionnaire.questions)
    assert held.asked == [order[0]]
    assert order[0] != "frame.start-horizon"
    without_country = "wayhome: 1\ndate: 2026-05\nanswers:\n  sop.use: on-paper\n"
    assert hold([""], without_country, order=by_what_they_settle, is_reordered=True).asked == [order[0]]


def test_each_answer_changes_what_is_asked_after_it(hold, library):
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers: {}\n"
    direction = [section for section in library.questionnaire.sections if section.id == "direction"]
    for answer in ("none", "drafted"):
        lines = [answer, *[""] * 8]  # and what stands beside it left open
        held = hold(lines, text, order=by_what_they_settle, is_reordered=True, section="direction", is_quick=True)
        order = by_what_they_settle(direction, held.draft.profile, library)
        assert held.asked[:2] == ["lead.body", next(id_ for id_ in order if id_ != "lead.body")]


def test_what_is_passed_over_is_not_asked_again_in_a_changing_order(hold):
    text = "wayhome: 1\ncountry: GHA\ndate: 2026-05\nanswers: {}\n"
    held = hold(["", "", ""], text, order=by_what_they_settle, is_reordered=True)
    assert len(set(held.asked)) == len(held.asked) == 4


def test_a_new_file_is_made_for_a_country_and_its_head_filled_in(hold, tmp_path):
    path = tmp_path / "new.yaml"
    lines = ["", "Ghana", "GHX", "b", "gha", "someday", "2026-5", "the minister: #1", "", "2026-09"]
    held = hold(lines, None, path=path)
    head = {key: value for key, value in parse_yaml(held.file, "new").value.items() if key not in ("answers", "sources")}
    assert head == {
        "wayhome": 1,
        "country": "GHA",
        "title": "",
        "date": "2026-05",
        "for": "the minister: #1",
        "basis": "",
    }
    assert "No country has the code Ghana; the code of Ghana is GHA." in held.text
    assert "No country has the code GHX; did you mean 'GHA'?" in held.text
    assert held.said("frame.start-horizon") == {("answer", "start"): "2026-09"}
    assert "# Is the plan for the whole country, or for which areas? (*)" in held.file


def test_a_new_file_may_be_for_an_area(hold, tmp_path):
    held = hold(["s"], None, path=tmp_path / "a.yaml", country="civ", area="ci-ab")
    assert held.draft.value["area"] == "CI-AB"
    assert "Saved: a new profile for Côte d'Ivoire, CI-AB." in held.text


def test_commands_that_need_a_question_say_so_where_there_is_none(hold, tmp_path):
    held = hold(["e", "?", "/", "/x", "GHA", "e", "s"], None, path=tmp_path / "new.yaml", section="means")
    assert "Evidence cannot be edited from here." in held.text
    assert "At every prompt:" in held.text
    assert "There is nothing to jump to yet." in held.text
    assert "No question here speaks of x." in held.text
    held = hold(["s", "s", "s", "s", "s", "e", "b", "q"], None, path=held.path, section="means")
    assert "There is no question on the screen." in held.text
    assert held.asked[-1] == "programme.external"


@pytest.mark.parametrize("lines", [[], ["q"], ["zz", "q"]])
def test_without_a_country_no_file_is_made(hold, tmp_path, lines):
    held = hold(lines, None, path=tmp_path / "new.yaml")
    assert held.status == 0
    assert held.text.endswith("Nothing was saved: no file was made.")
    assert not held.path.exists()


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"country": "Ghana"}, "--country: no country has the code 'Ghana'; expected such as GHA; the code of Ghana is GHA"),
        ({"country": "GHA", "area": "CI-AB"}, "--area: Ghana has no area 'CI-AB'"),
    ],
)
def test_codes_that_are_none_are_refused(hold, tmp_path, options, what):
    with pytest.raises(InputError) as told:
        hold([], None, path=tmp_path / "new.yaml", **options)
    assert what in str(told.value)
    assert not (tmp_path / "new.yaml").exists()


@pytest.mark.parametrize("options", [{"country": "CIV"}, {"area": "GH-AA"}])
def test_a_file_of_another_place_is_not_taken_for_this_one(hold, options):
    with pytest.raises(InputError, match="already"):
        hold([], **options)
    assert hold([], country="gh").status == 0


def test_what_the_head_of_an_older_file_lacks_is_asked_too(hold):
    held = hold(["xyzw", "GHA", "2026-05", "s"], "wayhome: 1\nanswers: {}\n", section="means")
    assert (held.draft.value["country"], held.draft.value["date"]) == ("GHA", "2026-05")
    assert "Whom is the brief for?" not in held.text
    held = hold(["s", "0"], "wayhome: 1\nanswers: {}\n", section="means")
    assert "money.source" in held.file


@pytest.mark.parametrize("name", ["-", "example:xx"])
def test_what_cannot_be_written_to_is_refused(hold, name, library):
    with pytest.raises(InputError, match=r"name a file of your own, such as ghana\.yaml"):
        hold([], None, path=Path(name))


@pytest.mark.parametrize("end", [["q"], []])
def test_the_end_says_what_is_saved_and_how_to_go_on(hold, end):
    held = hold(["0", *end], section="means")
    assert held.text.endswith(
        f"All answers are saved in {held.path}: 1 of 4 answered. To go on: wayhome interview {held.path}"
    )
    assert held.status == 0
