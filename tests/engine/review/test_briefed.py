"""A brief after a review: decisions beside the actions, dissent in an annex, a roadmap without what was refused."""

import dataclasses
import functools
import json
import re

import pytest
from jsonschema import Draft202012Validator

from wayhome import advise, load_profile
from wayhome.engine.api import Advised
from wayhome.engine.brief.summary import count_words
from wayhome.engine.brief.tree import Break
from wayhome.engine.review.bodies import bodies_of, measures_of, part_of
from wayhome.engine.review.briefed import reviewed
from wayhome.engine.review.entries import OverallEntry, ProgressEntry, Reviewer
from wayhome.engine.review.form_maker import subject_of
from wayhome.engine.review.item import items_of, reviewable
from wayhome.engine.review.log import Log, Logged
from wayhome.engine.review.record import asked_entry
from wayhome.engine.schemas import schema_of
from wayhome.engine.verify import differences

from .reviewing import LEAD, TABLE, WORK, decision, example, form_of

CABINET, MIGRATION = "cabinet-office", "migration-lead"
PROGRAMME = "policy.text-and-plan"
EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]


def log_of(*entries):
    return Log("log", tuple(Logged(i, entry, "", f"{i:064}") for i, entry in enumerate(entries, 1)))


@functools.cache
def loaded(name):
    return load_profile(f"example:{name}")


def after(*entries, name="xx", **options):
    return reviewed(advise(loaded(name), **options), log_of(*entries))


def main_part(advised):
    return advised.to_markdown().split("\n---\n", 2)[1]


def annex(advised):
    return advised.to_markdown().partition("## Annex K.")[2]


def task(advised, measure):
    return next((one for one in advised.advice.roadmap.tasks if one.measure == measure), None)


def progress(action, state, **more):
    values = {"subject": "XXX Exampleland", "is_planned": True, "title": "T", "date": "2026-07", "evidence": "Seen."}
    return ProgressEntry.model_validate({**values, "action": action, "state": state, **more})


def test_without_a_review_a_brief_says_nothing_of_one():
    text = advise(loaded("xx")).to_markdown()
    assert "Annex K" not in text
    assert '"reviews"' not in text


def test_a_review_of_nothing_says_so():
    advised = after()
    assert "No body has answered yet." in annex(advised)
    assert "**Answers so far** (Annex K): 8 without an answer of the lead." in main_part(advised)
    assert '"reviews": {"entries": 0, "head": "' + "0" * 64 + '"}' in advised.to_markdown()


def test_a_decision_stands_beside_the_lead_and_its_reasons_in_the_annex():
    entry = decision(
        "ministry-labour",
        WORK,
        "partially-accept",
        reasons="Half of it.",
        action="Issue a circular",
        unit="Desk 4",
        by="2026-09",
    )
    advised = after(entry)
    assert "| Ministry of Work: accepted in part |" in main_part(advised)
    row = next(line for line in annex(advised).splitlines() if "Ministry of Work" in line)
    told = "Ministry of Work | partially accept | Half of it. | Issue a circular; Desk 4; by September 2026 |"
    assert row.endswith(told)


def test_what_was_rejected_leaves_main_part_and_plan_and_its_reasons_stay_visible():
    before, advised = (
        advise(loaded("xx")),
        after(decision(CABINET, LEAD, "reject", reasons="Two bodies agreed. =1+1 | *so*")),
    )
    assert LEAD in {r.id for r in before.advice.shown}
    assert LEAD not in {r.id for r in advised.advice.shown}
    assert task(advised, LEAD) is None
    assert len(advised.advice.shown) == len(before.advice.shown), "the next takes its place"
    aside = annex(advised).partition("### Set aside")[2].partition("###")[0]
    assert "**Settle which body answers for the whole.** Cabinet Secretariat: Two bodies agreed. =1+1 \\| \\*so\\*" in aside
    assert "One more was set aside, with reasons." in main_part(advised)
    assert "recommended; set aside by those asked (Annex K)" in advised.to_markdown()
    assert "27 more are recommended too" in main_part(advised)
    assert "### Recommended, set aside by those asked: One body that answers" in advised.to_markdown()


def test_what_comes_after_is_not_scheduled_on_what_was_set_aside():
    before, advised = advise(loaded("xx")), after(decision(CABINET, LEAD, "reject"))
    assert LEAD in before.advice.library.rulebook.measures[PROGRAMME].after
    assert task(advised, PROGRAMME).without == (LEAD,)
    assert LEAD not in task(advised, PROGRAMME).waits_for
    assert task(advised, PROGRAMME).start <= task(before, PROGRAMME).start
    assert "Put a costed programme behind the text that exists (2–8). Without what was set aside." in main_part(advised)


def test_what_was_dropped_is_set_aside_with_what_shows_it():
    advised = after(progress(LEAD, "dropped", evidence="The order was withdrawn."))
    assert task(advised, LEAD) is None
    assert "**Settle which body answers for the whole.** Given up: The order was withdrawn." in annex(advised)


def test_accepted_if_funded_waits_and_says_for_whose_money():
    advised = after(decision(CABINET, LEAD, "accept-if-funded", paid_by="Treasury"))
    assert task(advised, LEAD).paid_by == "Treasury"
    assert "Cabinet Secretariat: accepted if funded" in main_part(advised)
    assert "Settle which body answers for the whole (0–3). Cabinet Secretariat. Waits for money: Treasury." in main_part(
        advised
    )
    assert "- **Treasury:** money for “5. Settle which body answers for the whole”" in annex(advised)
    after_it = task(advised, PROGRAMME)
    assert LEAD in after_it.waits_for
    assert "Firmer after action 5." in main_part(advised)


def test_somebody_who_writes_a_letter_where_a_payer_belongs_does_not_write_the_main_part():
    advised = after(decision(CABINET, LEAD, "accept-if-funded", paid_by="the Treasury, " * 200))
    assert " Waits for money." in main_part(advised)
    assert len(main_part(advised)) < 1.02 * len(main_part(after()))


def test_what_would_start_at_once_does_not_while_it_waits_for_money():
    measure = "care"
    assert task(after(), measure).at_once
    lead = next(r.lead for r in example().advice.ranked if r.id == measure)
    assert not task(after(decision(lead, measure, "accept-if-funded", paid_by="T")), measure).at_once


def test_a_date_answered_later_than_planned_moves_the_plan_and_an_earlier_one_does_not():
    before = advise(loaded("xx"))
    late = after(decision(CABINET, LEAD, by="2027-06"))  # month 17 of a plan that begins in January 2026
    assert (task(late, LEAD).start, task(late, LEAD).end) == (14, 17)
    assert task(late, LEAD).is_promised
    assert task(late, PROGRAMME).start == 15
    early = after(decision(CABINET, LEAD, by="2026-01"))
    assert task(early, LEAD) == task(before, LEAD)
    assert task(after(decision(CABINET, LEAD, "reject", by="2027-06")), LEAD) is None


def test_a_stale_rejection_changes_nothing_but_is_shown():
    old = decision(
        CABINET, LEAD, "reject", hash="0" * 64, reviewed={"title": "Old", "mode": "", "text": "T", "lead": CABINET}
    )
    advised = after(old)
    assert task(advised, LEAD) == task(advise(loaded("xx")), LEAD)
    assert "Cabinet Secretariat: answered on an earlier text" in main_part(advised)
    assert "| reject, on an earlier text (“Old”) | So it is. |" in annex(advised)


def test_two_bodies_that_disagree_leave_the_plan_as_it_is():
    advised = after(decision(CABINET, TABLE, "reject"), decision("ministry-finance", TABLE, "accept"))
    assert task(advised, TABLE) == task(advise(loaded("xx")), TABLE)
    assert "Cabinet Secretariat: contested" in main_part(advised)


def test_who_is_waited_for_is_listed_with_the_day():
    text = annex(after(asked_entry(form_of(CABINET)), asked_entry(form_of("ministry-labour"))))
    assert "- **Cabinet Secretariat:** an answer, asked for by 2026-06-30, on “1. Bring the coordinating bodies" in text
    assert "“5. Settle which body answers for the whole” before “3. Put a costed programme" in text
    passed = annex(after(decision("ministry-labour", WORK, "not-ours", whose="A bank")))
    assert "- **A bank:** an answer on “4. Let employment services" in passed


def test_progress_shows_in_roadmap_and_annex_and_work_that_began_no_longer_waits():
    advised = after(
        decision(CABINET, LEAD, by="2027-12"),
        progress(PROGRAMME, "under-way"),
        progress(WORK, "done"),
        progress("clinic", "under-way", is_planned=False, title="Legal clinic"),
    )
    assert "Put a costed programme behind the text that exists (2–8). Under way." in main_part(advised)
    assert "Let employment services and work schemes serve returnees (2–11). Ministry of Work. Done." in main_part(advised)
    assert "| Legal clinic (outside the plan) | under way | 2026-07 | Seen. |" in annex(advised)


def test_what_is_done_holds_nothing_up():
    assert LEAD in task(after(), PROGRAMME).waits_for
    assert LEAD not in task(after(progress(LEAD, "done")), PROGRAMME).waits_for


def test_no_person_is_named_in_a_brief():
    remark = OverallEntry(
        subject="XXX Exampleland",
        body=CABINET,
        roles=(CABINET,),
        name="Cabinet Secretariat",
        reviewer=Reviewer(name="Unmistakable Person", role="Unmistakable Role"),
        date="2026-05-12",
        form="",
        text="We welcome it.",
    )
    who = {"reviewer": remark.reviewer}
    advised = after(remark, decision(CABINET, LEAD, "reject", **who), decision(CABINET, TABLE, **who))
    assert "**Cabinet Secretariat:** We welcome it." in annex(advised)
    for text in (advised.to_markdown(), advised.to_json()):
        assert "Unmistakable" not in text


def leads(phrases):
    """Every measure with the body that leads it, as far as one form could hold both."""
    for r in reviewable(phrases.advice):
        assert part_of(r, [r.lead])
        yield r.lead, r.id


def scenarios(name):
    """Answers that make a brief long: everybody agrees, wants money, refuses, differs, or answers late."""
    phrases = example(name)
    everything = list(leads(phrases))
    funded = {"paid_by": "the Ministry of Finance and Economic Planning"}
    yield [decision(lead, id_, phrases=phrases) for lead, id_ in everything]
    yield [decision(lead, id_, "accept-if-funded", phrases, **funded, by="2029-12") for lead, id_ in everything]
    yield [decision(lead, id_, "reject", phrases) for lead, id_ in everything]
    shown = [(r.lead, r.id) for r in phrases.advice.shown]
    yield [decision(lead, id_, "reject", phrases) for lead, id_ in shown]
    yield [
        decision(lead, id_, ("reject", "accept-if-funded")[i % 2], phrases, **funded) for i, (lead, id_) in enumerate(shown)
    ]
    subject = subject_of(phrases.advice.profile)
    yield [
        entry
        for lead, id_ in everything
        for entry in (
            decision(lead, id_, "partially-accept", phrases, by="2029-12"),
            progress(id_, "under-way", subject=subject),
        )
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_main_part_stays_short_and_whole_whatever_is_answered(name):
    most = 1660 if name == "xx-north" else 1600  # an area lists what it asks of the national level besides
    for entries in scenarios(name):
        advised = after(*entries, name=name)
        text = main_part(advised)
        words = re.findall(r"\w[\w’'-]*", re.sub(r"\[\^\w+\]", "", text))
        assert len(words) <= most
        numbers = [int(n) for n in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) <= 10
        assert len(re.findall(r"^### Step \d", text, re.MULTILINE)) == 6
        assert not re.search(r"\{\w*\}|\bNone\b(?! of)|\(\)|\w \.(?!\.)|\w  +\w|`", text)
        used = set(re.findall(r"\[\^(\w+)\](?!:)", advised.to_markdown()))
        assert used == set(re.findall(r"^\[\^(\w+)\]:", advised.to_markdown(), re.MULTILINE))


def test_when_everything_is_rejected_the_brief_still_says_what_it_knows():
    entries = [decision(lead, id_, "reject") for lead, id_ in leads(example())]
    advised = after(*entries)
    assert advised.advice.shown == ()
    assert "Recommended now**: nothing yet" in main_part(advised)
    assert annex(advised).partition("### Set aside")[2].count("\n- **") == len(entries)


def test_the_json_holds_the_review_for_comparing_and_fits_its_schema():
    entries = (decision(CABINET, LEAD, "reject"), decision("ministry-labour", WORK), progress(PROGRAMME, "under-way"))
    found = json.loads(after(*entries).to_json())
    Draft202012Validator(schema_of("advice")).validate(found)
    measures = {one["measure"]: one for one in found["reviews"]["measures"]}
    assert measures[LEAD]["set_aside"] is True
    assert measures[WORK]["responses"][0]["decision"] == "accept"
    assert measures[PROGRAMME]["progress"] == {"entry": 3, "state": "under-way", "date": "2026-07", "evidence": "Seen."}
    tasks = {one["measure"]: one for step in found["roadmap"]["steps"] for one in step["tasks"]}
    assert tasks[PROGRAMME]["without"] == [LEAD]
    assert json.loads(advise(loaded("xx")).to_json())["reviews"] is None


def test_a_brief_with_a_review_is_made_again_from_the_log_as_it_was():
    entries = [decision(CABINET, LEAD, "reject"), decision("ministry-labour", WORK)]
    text = after(entries[0]).to_markdown()
    assert differences(text, "b.md", loaded("xx"), log_of(*entries)) == []
    assert differences(text.replace("So it is.", "So be it."), "b.md", loaded("xx"), log_of(*entries))
    other = differences(text, "b.md", loaded("xx"), log_of())
    assert other == ["the log of the review is not the one the brief was made from: entries were taken away or changed"]


@pytest.mark.parametrize("edition", ["draft", "ministerial", "adviser", "confidential"])
def test_every_edition_shows_the_same_answers(edition):
    entry = decision(CABINET, LEAD, "reject")
    advised = after(entry, edition=edition)
    (one,) = advised.advice.reviews.measures[LEAD].responses
    assert not one.is_stale, "bodies were asked about the text all readers see, whoever reads now"
    assert task(advised, LEAD) is None


def test_a_rejected_measure_is_no_less_recommended_by_the_rules():
    before, advised = advise(loaded("xx")), after(decision(CABINET, LEAD, "reject"))
    ranks = [{r.id: r.rank for r in one.advice.ranked} for one in (before, advised)]
    assert ranks[0] == ranks[1]
    assert dataclasses.replace(advised.advice, ranked=(), roadmap=None, reviews=None) == dataclasses.replace(
        before.advice, ranked=(), roadmap=None, reviews=None
    )
    assert isinstance(advised, Advised)
    assert items_of(example())
    assert MIGRATION in example().questionnaire.roles


LABOUR = "ministry-labour"


@pytest.mark.parametrize("set_aside", [decision(LABOUR, WORK, "reject"), progress(WORK, "dropped")])
def test_a_body_is_asked_no_more_for_what_was_set_aside(set_aside):
    title = "Let employment services and work schemes serve returnees"
    told = after(set_aside).to_markdown(body=LABOUR)
    asked = told.partition("## What we ask you to lead")[2].partition("## What we ask you to join")[0]
    assert title in after().to_markdown(body=LABOUR)
    assert title not in asked
    assert "take the lead in 2 actions" in told
    assert "**When and at what cost:** ;" not in told
    joined = after(set_aside).to_markdown(body="local-government").partition("## What we ask you to join")[2]
    assert title not in joined.partition("\n## ")[0]


def test_a_body_sees_what_it_answered_and_nobody_elses_reasons():
    told = after(
        decision(LABOUR, WORK, "reject"),
        decision(LABOUR, TABLE, "accept", hash="0" * 64),
        decision(CABINET, TABLE, "accept-if-funded", reasons="SECRET", paid_by="Treasury"),
    ).to_markdown(body=LABOUR)
    own = told.partition("## What you answered so far\n")[2].partition("\n## ")[0]
    assert (
        "“Let employment services and work schemes serve returnees”: **reject** (2026-05-12). It has left the plan." in own
    )
    assert "**accept** (2026-05-12). The text has changed since; please look at it again." in own
    assert "SECRET" not in told
    assert "What you answered so far" not in after().to_markdown(body=LABOUR)


@pytest.mark.parametrize("role", [MIGRATION, LABOUR])
def test_a_body_that_answered_everything_still_reads_two_pages(role):
    (body,) = [one for one in bodies_of(example()) if one.key == role]
    answers = [decision(role, r.id, "partially-accept") for r, _ in measures_of(example(), body)]
    blocks = after(*answers).to_document(body=role).blocks
    cut = next(i for i, block in enumerate(blocks) if isinstance(block, Break))
    assert count_words(blocks[:cut]) <= 1250
