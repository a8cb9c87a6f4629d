"""What a changelog says of edits of the shipped rulebook."""

import shutil

import pytest

from wayhome.engine.library import load_library
from wayhome.engine.version_file import Step
from wayhome.engine.versions.changelog import Grown, changelog
from wayhome.engine.versions.document import to_json, to_markdown, to_plain
from wayhome.engine.versions.entries import Behind, How
from wayhome.engine.versions.meaning import Turn
from wayhome.engine.versions.recorded import recorded

SKILLS = "opportunity.labour.use-skills"
NEEDS = "opportunity.labour.needs-in-policy"
NEED = "need: {any: [{service.skills: {below: reaching}}, {service.skills.ends-inside-plan: yes}]}"
RULES = "4-opportunities/labour.yaml"
WELFARE = "4-opportunities/social-welfare.yaml"
SKILLS_BY_LEVEL = (("create", "none"), ("open", "closed"), ("operate", "on-paper"))
MEASURES = "5-priorities/measures/services.yaml"


def entries(shipped_library, fork):
    return changelog(shipped_library, fork.library()).entries


def only(found):
    (entry,) = found
    return entry


def test_of_a_rulebook_and_itself_nothing_is_said(shipped_library, fork):
    log = changelog(shipped_library, fork.library())
    assert (log.entries, log.knowledge) == ((), ())
    assert [(grown.step, grown.warning) for grown in log.grown] == [(Step.NONE, "")] * 2
    assert "Nothing changed" in to_plain(log)


def test_a_need_with_one_case_less_is_stronger_and_the_case_is_told(shipped_library, fork):
    fork.edit(RULES, NEED, "need: {service.skills: {below: reaching}}")
    entry = only(entries(shipped_library, fork))
    said = only(entry.said)
    assert (entry.id, entry.how, entry.step) == (SKILLS, How.CHANGED, Step.MAJOR)
    assert (said.what, said.turn) == ("need", Turn.STRONGER)
    assert "no longer, for example, where recognition and use of skills learned abroad: used by returnees" in said.sentence
    assert "ends, before the plan does" in said.sentence
    back = changelog(fork.library(), shipped_library).entries
    assert only(only(back).said).turn is Turn.WEAKER


def test_a_condition_in_another_order_is_reworded(shipped_library, fork):
    other = "need: {not: {all: [{service.skills: reaching}, {service.skills.ends-inside-plan: no}]}}"
    fork.edit(RULES, NEED, other)
    found = entries(shipped_library, fork)
    assert found == () or (only(found).step, only(only(found).said).turn) == (Step.PATCH, Turn.REWORDED)


def test_a_row_of_a_table_is_told_as_what_it_was_and_what_it_can_be(shipped_library, fork):
    fork.edit(RULES, "    - {is: open, when: {service.skills: closed}}\n", "")
    entry = only(entries(shipped_library, fork))
    assert {(said.what, said.before, said.after) for said in entry.said} == {("mode", "open", "secure")}
    (example,) = entry.said[0].examples
    assert example.startswith("recognition and use of skills learned abroad: ")


def test_what_changed_only_through_a_finding_comes_after_the_finding_and_names_it(shipped_library, fork):
    fork.edit("1-context/scale.yaml", "returns.trend: surge}", "returns.trend: [rising, surge]}")
    found = entries(shipped_library, fork)
    assert (found[0].kind, found[0].id) == ("finding", "context.volume-high")
    assert len(found) > 1
    for entry in found[1:]:
        assert entry.behind is Behind.FINDING
        assert all(said.through == ("context.volume-high",) for said in entry.said)


@pytest.mark.parametrize(
    ("file", "before", "after", "kind", "what", "sentence"),
    [
        ("5-priorities/weights.yaml", "stakes: 3", "stakes: 2", "weights", "weights", "Weight of stakes: was 3, is now 2."),
        (MEASURES, "months: [2, 9]", "months: [1, 9]", "measure", "months", "Months: was from month 2, for 9, is now from"),
        (
            MEASURES,
            "leverage: 1 ",
            "leverage: 2 ",
            "measure",
            "criteria",
            "Points for leverage: where it was “1” it can now",
        ),
        (
            MEASURES,
            "guards: [services-open-to-neighbours, minorities,",
            "guards: [minorities,",
            "measure",
            "guards",
            "no longer",
        ),
        (
            "5-priorities/gate.yaml",
            "- gate: ",
            "- gate: [returns.trend]\n- gate: ",
            "gate",
            "gate",
            "now also “the trend in returns”",
        ),
        (RULES, "  lead: ministry-labour", "  lead: ministry-social", "recommendation", "lead", "Led by: was"),
    ],
)
def test_plain_fields_are_told_before_and_now(shipped_library, fork, file, before, after, kind, what, sentence):
    fork.edit(file, before, after)
    entry = only(entries(shipped_library, fork))
    assert (entry.kind, entry.step, entry.said[0].what) == (kind, Step.MAJOR, what)
    assert sentence in entry.said[0].sentence


def test_another_title_is_other_words(shipped_library, fork):
    fork.edit(RULES, "title: Tests and use for skills learned abroad", "title: Skills learned abroad, tested and used")
    entry = only(entries(shipped_library, fork))
    assert (entry.how, entry.step) == (How.REWORDED, Step.PATCH)


def test_examples_and_comments_are_no_change(shipped_library, fork):
    fork.edit(RULES, "    - name: nobody asked", "    # a remark\n    - name: somebody asked")
    assert entries(shipped_library, fork) == ()


def test_what_is_said_way_by_way_is_told_for_the_ways_that_differ(shipped_library, fork):
    fork.edit(MEASURES, "cost: {any: small, house: small", "cost: {any: none, house: small")
    fork.edit(MEASURES, "house: agreement with the body that carries it, ", "")
    sentences = [said.sentence for said in only(entries(shipped_library, fork)).said]
    assert "Cost: was any: small, is now any: none." in sentences
    assert "Instrument: was house: agreement with the body that carries it, is now nothing." in sentences


def retire(fork, more=""):
    fork.edit(RULES, f"- recommend: {SKILLS}\n", f"- recommend: {SKILLS}\n  status: retired\n{more}")


def test_a_retired_rule_is_told_with_what_stands_in_its_place(shipped_library, fork):
    retire(fork, f"  replaced_by: {NEEDS}\n")
    found = {entry.id: entry for entry in entries(shipped_library, fork)}
    assert found[SKILLS].how is How.RETIRED
    (title,) = (rule.title for rule in shipped_library.rulebook.recommendations.values() if rule.id == NEEDS)
    assert f"; “{title}” ({NEEDS}) stands in its place" in found[SKILLS].said[0].sentence


@pytest.mark.parametrize(("status", "was"), [("retired", "retired"), ("draft", "a draft")])
def test_a_rule_in_force_that_advised_nothing_before_says_so(shipped_library, fork, status, was):
    fork.edit(RULES, f"- recommend: {SKILLS}\n", f"- recommend: {SKILLS}\n  status: {status}\n")
    found = {entry.id: entry for entry in changelog(fork.library(), shipped_library).entries}
    assert found[SKILLS].how is How.NEW
    assert found[SKILLS].said[0].sentence == f"It was {was}, and is in force now."


def test_a_rule_that_is_gone_is_told_to_be_retired_instead(shipped_library, fork):
    path = fork.folder / RULES
    text = path.read_text(encoding="utf-8")
    start = text.index(f"- recommend: {SKILLS}\n")
    path.write_text(text[:start] + text[text.index("\n- recommend:", start) + 1 :], encoding="utf-8")
    for measures in (fork.folder / "5-priorities/measures").glob("*.yaml"):
        whole = measures.read_text(encoding="utf-8")
        measures.write_text(whole.replace(f"{SKILLS}, ", "").replace(f", {SKILLS}", ""), encoding="utf-8")
    found = {entry.id: entry for entry in entries(shipped_library, fork)}
    assert found[SKILLS].how is How.REMOVED
    assert "status: retired" in found[SKILLS].said[0].sentence
    back = {entry.id: entry for entry in changelog(fork.library(), shipped_library).entries}
    assert (back[SKILLS].how, back[SKILLS].step) == (How.NEW, Step.MINOR)
    assert back[SKILLS].said[0].sentence.startswith("It is needed where ")


@pytest.mark.parametrize(
    ("kind", "before", "after", "step"),
    [
        ("recommendation", SKILLS, "opportunity.labour.skills-at-work", Step.MAJOR),
        ("measure", "papers-and-welfare", "papers", Step.MAJOR),
        ("finding", "context.volume-high", "context.volume-large", Step.MAJOR),
        ("precondition", "precondition.participation", "precondition.taking-part", Step.MAJOR),
        ("implication", "I14-nothing-pays", "I14-unpaid", Step.MAJOR),
        ("contradiction", "less-than-its-text", "text-says-more", Step.PATCH),
    ],
)
def test_a_rule_whose_id_changed_and_nothing_else_is_told_as_renamed(
    shipped_library, fork, told, rename, kind, before, after, step
):
    rename(before, after, fork, told)
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    entry = only(log.entries)
    assert (entry.kind, entry.id, entry.other, entry.how, entry.step) == (kind, before, after, How.RENAMED, step)
    assert entry.said[0].sentence.startswith(f"It is now called {after}.")
    mend = f"keep it with `status: retired, replaced_by: {after}`"
    assert (mend in entry.said[0].sentence) == (kind in ("recommendation", "measure", "implication", "finding"))
    assert {one.how for one in log.knowledge} <= {How.RENAMED}
    assert "renamed" in to_json(log)


def test_a_measure_that_is_renamed_and_its_part_with_it_are_two_entries_and_no_more(shipped_library, fork, told, rename):
    rename(SKILLS, "opportunity.labour.skills-at-work", fork, told)
    rename("work.skills", "work.what-people-know", fork, told)
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    assert {entry.how for entry in log.entries} == {How.RENAMED}
    assert [entry.kind for entry in log.knowledge] == ["passage"], "no words changed"


def test_a_rule_with_another_id_that_asks_something_else_is_new_and_the_old_one_gone(shipped_library, fork, told, rename):
    rename(SKILLS, "opportunity.labour.skills-at-work", fork, told)
    fork.edit(RULES, NEED, "need: {service.skills: {below: reaching}}")
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    found = {entry.id: entry.how for entry in log.entries if entry.kind == "recommendation"}
    assert found == {SKILLS: How.REMOVED, "opportunity.labour.skills-at-work": How.NEW}


def test_an_id_that_is_kept_as_retired_is_not_renamed(shipped_library, fork, told, rename):
    rename(SKILLS, "opportunity.labour.skills-at-work", fork, told)
    path = fork.folder / RULES
    text = path.read_text(encoding="utf-8")
    rule = text[text.index("- recommend: opportunity.labour.skills-at-work") :].split("\n- ")[0]
    status = "\n  status: retired\n  replaced_by: opportunity.labour.skills-at-work\n"
    kept = rule.replace("opportunity.labour.skills-at-work\n", f"{SKILLS}{status}", 1)
    path.write_text(f"{text}{kept}\n", encoding="utf-8")
    log = changelog(shipped_library, load_library(fork.folder, told.folder))
    found = {entry.id: (entry.how, entry.other) for entry in log.entries if entry.kind == "recommendation"}
    assert found[SKILLS] == (How.RETIRED, "opportunity.labour.skills-at-work")
    assert found["opportunity.labour.skills-at-work"] == (How.NEW, "")


def test_a_draft_advises_nothing_and_is_told(shipped_library, fork):
    fork.edit(RULES, f"- recommend: {SKILLS}\n", f"- recommend: {SKILLS}\n  status: draft\n")
    assert {entry.id: entry.how for entry in entries(shipped_library, fork)}[SKILLS] is How.DRAFT


@pytest.mark.parametrize(
    ("before", "now", "step", "warning"),
    [
        ("0.1.0", "0.1.1", Step.MAJOR, "the rulebook says 0.1.1, and a major change since 0.1.0 asks for 0.2.0 at least"),
        ("1.4.2", "1.5.0", Step.MAJOR, "the rulebook says 1.5.0, and a major change since 1.4.2 asks for 2.0.0 at least"),
        ("0.1.0", "0.2.0+gha", Step.MAJOR, ""),
        ("1.4.2", "1.5.0", Step.MINOR, ""),
        ("1.4.2", "1.4.2", Step.NONE, ""),
        ("1.4.2", "", Step.PATCH, "the new rulebook says no version"),
        ("", "1.4.2", Step.PATCH, "the old rulebook says no version"),
    ],
)
def test_a_version_that_says_too_little_is_warned_of(before, now, step, warning):
    assert Grown("rulebook", before, now, step).warning == warning


def test_words_and_questions_are_told_apart(shipped_library, told):
    told.edit("questionnaire/02-returns.yaml", "name: the trend in returns", "name: how returns go")
    told.edit("handbook/key-messages.md", "\n\n", "\n\nMore words. ")
    log = changelog(shipped_library, load_library(None, told.folder))
    assert log.entries == ()
    assert {entry.kind for entry in log.knowledge} <= {"question", "passage"}
    assert log.grown[1].step is Step.PATCH


def test_a_question_with_other_answers_is_told_and_what_reads_it_is_not_guessed_at(shipped_library, told):
    path = told.folder / "questionnaire/02-returns.yaml"
    text = path.read_text(encoding="utf-8")
    assert "      surge:" in text
    path.write_text(text.replace("      surge:", "      wave: {anchor: All at once.}\n      surge:", 1), encoding="utf-8")
    log = changelog(shipped_library, load_library(None, told.folder))
    assert [(entry.id, entry.step) for entry in log.knowledge if entry.step is Step.MAJOR] == [("returns.trend", Step.MAJOR)]
    assert all(said.turn is Turn.UNTOLD for entry in log.entries for said in entry.said)
    assert log.entries
    assert "the answers on “the trend in returns” are not the same in both" in log.entries[0].said[0].sentence


def test_the_same_bytes_come_out_each_time(shipped_library, fork):
    fork.edit(RULES, NEED, "need: {service.skills: {below: reaching}}")
    library = fork.library()
    logs = [changelog(shipped_library, library) for _ in range(2)]
    for written in (to_plain, to_markdown, to_json):
        assert written(logs[0]) == written(logs[1])


@pytest.mark.parametrize(("status", "how"), [("draft", How.DRAFT), ("retired", How.RETIRED)])
def test_a_finding_that_waits_or_was_retired_is_told(shipped_library, fork, status, how):
    text = (
        "- finding: own.few-desks\n  title: Few desks\n  cites: [scale.sizing]\n  table:\n"
        "    - {is: yes, when: {service.papers: none}}\n    - {is: no}\n"
        "  examples: [{name: none, given: {service.papers: none}, expect: {is: yes}}]\n"
    )
    path = fork.folder / "1-context/own.yaml"
    path.write_text(text, encoding="utf-8")
    before = fork.library()
    path.write_text(f"{text}  status: {status}\n", encoding="utf-8")
    found = {entry.id: entry for entry in changelog(before, fork.library()).entries}
    assert found["own.few-desks"].how is how
    assert [(one.id, one.how) for one in entries(shipped_library, fork)] == [("own.few-desks", how)]


def test_a_measure_of_whose_parts_none_advises_falls_and_is_not_gone(shipped_library, fork):
    part = "opportunity.social-welfare.welfare-access-and-documents"
    fork.edit(WELFARE, f"- recommend: {part}\n", f"- recommend: {part}\n  status: draft\n")
    log = changelog(shipped_library, fork.library())
    title = shipped_library.rulebook.recommendations[part].title
    fallen = next(entry for entry in log.entries if entry.kind == "measure")
    said = f"It falls, since its only part “{title}” is a draft."
    assert (fallen.how, only(fallen.said).sentence) == (How.FALLEN, said)
    assert recorded(log.of_rules)["changed"]["measure"] == {"papers-and-welfare": [said]}


def test_a_measure_falls_with_parts_of_which_one_is_retired_and_one_a_draft(shipped_library, fork):
    parts = shipped_library.rulebook.measures["mobility"].made_of
    for part, status in zip(parts, ("retired", "draft"), strict=True):
        fork.edit("3-structures/mobility.yaml", f"- recommend: {part}\n", f"- recommend: {part}\n  status: {status}\n")
    found = {entry.id: entry for entry in entries(shipped_library, fork)}
    titles = [shipped_library.rulebook.recommendations[part].title for part in parts]
    said = f"It falls, since of its parts “{titles[0]}” is retired and “{titles[1]}” is a draft."
    assert only(found["mobility"].said).sentence == said


def test_rows_that_exclude_each_other_may_be_swapped(shipped_library, fork):
    rows = [f"    - {{is: {mode}, when: {{service.skills: {level}}}}}\n" for mode, level in SKILLS_BY_LEVEL]
    fork.edit(RULES, "".join(rows), "".join(reversed(rows)))
    entry = only(entries(shipped_library, fork))
    assert (entry.how, only(entry.said).turn) == (How.REWORDED, Turn.REWORDED)
    assert only(entry.said).sentence == "Way of doing it: the same as before; the table is written otherwise."


def test_parts_of_a_condition_in_another_order_are_order_alone(shipped_library, fork):
    parts = NEED.removeprefix("need: {any: [").removesuffix("]}").split(", ")
    fork.edit(RULES, NEED, f"need: {{any: [{', '.join(reversed(parts))}]}}")
    log = changelog(shipped_library, fork.library())
    assert log.entries == ()
    assert "in comments, layout or order alone" in " ".join(to_plain(log).split())


def test_a_rule_with_another_id_and_another_title_is_renamed_all_the_same(shipped_library, fork, told, rename):
    rename(SKILLS, "opportunity.labour.skills-at-work", fork, told)
    before = "Tests and use for skills learned abroad"
    fork.edit(RULES, f"title: {before}", "title: Skills learned abroad, tested and used")
    entry = only(changelog(shipped_library, load_library(fork.folder, told.folder)).entries)
    assert (entry.how, entry.other) == (How.RENAMED, "opportunity.labour.skills-at-work")
    assert entry.said[1].sentence == f"Title: was “{before}”, is now “Skills learned abroad, tested and used”."


def test_an_instrument_in_other_letters_is_the_same_instrument(shipped_library, fork):
    fork.edit(MEASURES, "instrument: {any: circular,", "instrument: {any: Circular,")
    assert only(entries(shipped_library, fork)).step is Step.PATCH
    fork.edit(MEASURES, "instrument: {any: Circular,", "instrument: {any: law,")
    assert only(entries(shipped_library, fork)).step is Step.MAJOR


def test_sentences_name_what_facts_are_about_and_not_their_ids(shipped_library, fork):
    fork.edit("0-implications/means.yaml", "then: {it.money: [project]}", "then: {it.money: [project, yearly]}")
    fork.edit(MEASURES, "opening: [frame.openings.social-welfare, ", "opening: [")
    found = [said.sentence for entry in entries(shipped_library, fork) for said in entry.said]
    assert len(found) > 2
    assert not any(id_ in sentence for sentence in found for id_ in (*shipped_library.questionnaire.facts, "frame.openings"))


def test_a_draft_that_is_written_otherwise_advises_nothing_and_is_told(shipped_library, fork, tmp_path):
    head = f"- recommend: {SKILLS}\n"
    fork.edit(RULES, head, f"{head}  status: draft\n")
    shutil.copytree(fork.folder, tmp_path / "before")
    fork.edit(RULES, NEED, "need: {service.skills: {below: reaching}}")
    entry = only(changelog(load_library(tmp_path / "before"), fork.library()).entries)
    assert (entry.id, entry.how, entry.step) == (SKILLS, How.DRAFT, Step.PATCH)
    fork.edit(RULES, f"{head}  status: draft\n", f"{head}  status: retired\n")
    entry = only(changelog(load_library(tmp_path / "before"), fork.library()).entries)
    assert (entry.how, entry.step) == (How.RETIRED, Step.PATCH)
    assert entry.said[0].sentence.startswith("It was a draft and is retired")
