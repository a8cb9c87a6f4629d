"""Where a review stands: who decided what, what is open, stale or contested; nothing that was said is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.responses import Decision, Outcome, State
from wayhome.engine.review.entries import OverallEntry, ProgressEntry, Reviewer
from wayhome.engine.review.item import items_of
from wayhome.engine.review.log import Log, Logged
from wayhome.engine.review.record import asked_entry
from wayhome.engine.review.standing import standing_of

from .reviewing import LEAD, TABLE, WORK, decision, example, form_of

CABINET, TREASURY, LABOUR, SOCIAL = "cabinet-office", "ministry-finance", "ministry-labour", "ministry-social"
OLD = {"hash": "0" * 64}


def standing(*entries, phrases=None):
    lines = tuple(Logged(i, entry, "", str(i)) for i, entry in enumerate(entries, 1))
    return standing_of(Log("log", lines), phrases or example())


def table(*entries):
    return standing(*entries).measures[TABLE]


def said(body, decided, **more):
    return decision(body, TABLE, decided, **more)


OTHER_LEAD = {"whose": TREASURY}


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        ([(CABINET, "accept", {})], Outcome.ACCEPTED),
        ([(CABINET, "accept-if-funded", {})], Outcome.ACCEPTED_IF_FUNDED),
        ([(CABINET, "partially-accept", {})], Outcome.PARTIALLY_ACCEPTED),
        ([(CABINET, "reject", {})], Outcome.REJECTED),
        ([(LABOUR, "accept", {})], Outcome.OPEN),
        ([(LABOUR, "reject", {})], Outcome.OPEN),
        ([(CABINET, "accept", {}), (LABOUR, "reject", {})], Outcome.CONTESTED),
        ([(CABINET, "reject", {}), (LABOUR, "partially-accept", {})], Outcome.CONTESTED),
        ([(CABINET, "reject", {}), (LABOUR, "reject", {})], Outcome.REJECTED),
        ([(CABINET, "accept", {}), (LABOUR, "not-ours", {"whose": CABINET})], Outcome.ACCEPTED),
        ([(LABOUR, "accept", {}), (SOCIAL, "reject", {})], Outcome.CONTESTED),
        ([(CABINET, "not-ours", OTHER_LEAD)], Outcome.PASSED_ON),
        ([(CABINET, "not-ours", OTHER_LEAD), (TREASURY, "accept", {})], Outcome.ACCEPTED),
        ([(CABINET, "not-ours", OTHER_LEAD), (TREASURY, "reject", {})], Outcome.REJECTED),
        ([(CABINET, "not-ours", OTHER_LEAD), (TREASURY, "not-ours", {"whose": CABINET})], Outcome.CONTESTED),
        ([(CABINET, "not-ours", OTHER_LEAD), (TREASURY, "not-ours", {"whose": LABOUR})], Outcome.PASSED_ON),
        ([(CABINET, "not-ours", {"whose": "A bank"})], Outcome.PASSED_ON),
        ([(CABINET, "accept", OLD)], Outcome.STALE),
        ([(CABINET, "reject", OLD), (LABOUR, "accept", {})], Outcome.STALE),
        ([(CABINET, "accept", OLD), (CABINET, "reject", {})], Outcome.REJECTED),
        ([(CABINET, "accept", {}), (LABOUR, "reject", OLD)], Outcome.ACCEPTED),
    ],
)
def test_the_answers_of_all_bodies_make_one_outcome(entries, outcome):
    assert table(*(said(body, decided, **more) for body, decided, more in entries)).outcome is outcome


def test_of_each_body_the_answer_of_the_latest_day_counts_and_of_one_day_the_one_recorded_last():
    late, early = said(CABINET, "accept", date="2026-06-01"), said(CABINET, "reject", date="2026-05-01")
    assert table(early, late).outcome is table(late, early).outcome is Outcome.ACCEPTED
    assert table(said(CABINET, "accept"), said(CABINET, "reject")).outcome is Outcome.REJECTED


def test_a_stale_answer_is_kept_with_the_text_it_was_given_on():
    reviewed = items_of(example())[TABLE].reviewed.model_copy(update={"title": "Old title", "text": "Old text"})
    (one,) = table(said(CABINET, "reject", reviewed=reviewed, **OLD)).responses
    assert (one.is_stale, one.title, one.text, one.reasons) == (True, "Old title", "Old text", "So it is.")
    assert not table(said(CABINET, "reject", **OLD)).is_set_aside


def test_silence_is_waited_for_and_never_counts_as_consent():
    found = standing(asked_entry(form_of(CABINET)), asked_entry(form_of(LABOUR)), decision(CABINET, TABLE)).measures
    assert found[TABLE].outcome is Outcome.ACCEPTED
    assert [(one.name, one.deadline) for one in found[TABLE].waits_for] == [("Ministry of Work", "2026-06-30")]
    assert found[LEAD].outcome is Outcome.OPEN
    assert {one.body for one in found[LEAD].waits_for} == {CABINET, LABOUR}


def test_who_answered_an_earlier_text_is_waited_for():
    found = standing(asked_entry(form_of(CABINET)), said(CABINET, "accept", **OLD)).measures[TABLE]
    assert [one.body for one in found.waits_for] == [CABINET]


def test_a_body_to_which_it_was_passed_on_is_waited_for_though_nobody_asked_it():
    found = table(said(CABINET, "not-ours", whose="A bank"))
    assert (found.lead, [one.name for one in found.waits_for]) == ("A bank", ["A bank"])


def test_the_last_form_says_what_a_body_is_asked_until_when():
    first, later = form_of(CABINET), form_of(CABINET, deadline="2026-09-30")
    assert {one.deadline for one in standing(asked_entry(first), asked_entry(later)).measures[TABLE].waits_for} == {
        "2026-09-30"
    }


def test_a_measure_no_longer_advised_keeps_its_answers_as_stale():
    in_place = "environment.check"
    assert in_place not in items_of(example())
    found = standing(decision("ministry-environment", LEAD).model_copy(update={"measure": in_place})).measures[in_place]
    assert (found.is_advised, found.outcome, found.is_set_aside) == (False, Outcome.STALE, False)
    assert [one.is_stale for one in found.responses] == [True]


def test_a_measure_the_rulebook_no_longer_has_keeps_its_answers():
    found = standing(said(CABINET, "accept", **OLD).model_copy(update={"measure": "measure.of-old"})).measures
    assert found["measure.of-old"].title == items_of(example())[TABLE].reviewed.title


def progress(action, state, date, *, planned=True, title="T", **more):
    values = {"subject": "XXX Exampleland", "action": action, "is_planned": planned, "title": title}
    return ProgressEntry.model_validate({**values, "state": state, "date": date, "evidence": "E", **more})


def test_progress_is_the_report_of_the_latest_day_and_what_was_given_up_is_set_aside():
    reports = [progress(TABLE, "done", "2026-09"), progress(TABLE, "under-way", "2026-07")]
    found = table(*reports)
    assert (found.progress.state, found.is_done, found.outcome) == (State.DONE, True, Outcome.OPEN)
    assert table(*reports, progress(TABLE, "dropped", "2026-10")).is_set_aside


@pytest.mark.parametrize("later", ["2026-07", "2026", "2026-07-15", "2026-08"])
def test_a_month_or_a_year_is_not_before_a_day_in_it(later):
    first = progress(TABLE, "under-way", "2026-07-15")
    assert table(first, progress(TABLE, "done", later)).is_done
    assert not table(first, progress(TABLE, "done", "2026-06")).is_done
    clinic = {"planned": False, "title": "Clinic"}
    (one,) = standing(progress("c", "under-way", "2026-07-15", **clinic), progress("c", "done", later, **clinic)).unplanned
    assert one.progress.state is State.DONE


def test_a_measure_no_longer_advised_that_nobody_answered_is_waited_for_no_more():
    gone = "environment.check"
    asked = asked_entry(form_of(CABINET))
    asked = asked.model_copy(update={"measures": {**asked.measures, gone: "0" * 64}})
    assert gone not in standing(asked).measures
    answered = decision(CABINET, TABLE).model_copy(update={"measure": gone})
    assert standing(asked, answered).measures[gone].waits_for == ()


def test_a_day_set_for_a_text_that_was_answered_is_not_asked_for_again_until_somebody_does():
    form = form_of(CABINET)
    earlier = asked_entry(form).model_copy(update={"measures": {TABLE: "0" * 64}})
    again = asked_entry(form_of(CABINET, deadline="2026-09-30"))
    stale = said(CABINET, "accept", **OLD)
    assert [one.deadline for one in table(earlier, stale).waits_for] == [""]
    assert [one.deadline for one in table(earlier, stale, again).waits_for] == ["2026-09-30"]
    assert [one.deadline for one in table(earlier).waits_for] == ["2026-06-30"], "asked, and nothing came back"


def test_actions_outside_the_plan_are_kept_apart():
    reports = [
        progress("clinic", "under-way", "2026-07", planned=False, title="Legal clinic", by="Bar"),
        progress("clinic", "done", "2026-09", planned=False, title="Legal clinic"),
    ]
    (one,) = standing(*reports).unplanned
    assert (one.title, one.by, one.progress.state) == ("Legal clinic", "Bar", State.DONE)
    assert standing(*reports).measures == {}


def test_the_latest_remark_of_each_body_is_kept():
    common = {"subject": "XXX Exampleland", "body": CABINET, "roles": (CABINET,), "name": "C", "form": ""}
    remarks = [
        OverallEntry(**common, reviewer=Reviewer(name="A", role="B"), date=f"2026-05-0{day}", text=f"of day {day}")
        for day in (2, 1)
    ]
    assert [one.text for one in standing(*remarks).remarks] == ["of day 2"]


BODIES = (CABINET, TREASURY, LABOUR, SOCIAL)
DECISIONS = st.builds(
    lambda body, decided, day, whose, is_old: said(
        body, decided, date=f"2026-05-{day:02}", whose=whose if decided == "not-ours" else "", **(OLD if is_old else {})
    ),
    st.sampled_from(BODIES),
    st.sampled_from([str(one) for one in Decision]),
    st.integers(1, 3),
    st.sampled_from([*BODIES, "A bank"]),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(DECISIONS, max_size=8))
def test_any_sequence_of_decisions_gives_a_standing_that_loses_nothing(entries):
    reviews = standing(*entries)
    assert reviews.entries == len(entries)
    if not entries:
        assert reviews.measures == {}
        return
    found = reviews.measures[TABLE]
    for body in {entry.body for entry in entries}:
        (one,) = [response for response in found.responses if response.body == body]
        said_by_it = [entry for entry in entries if entry.body == body]
        latest = max(range(len(said_by_it)), key=lambda i: (said_by_it[i].date, i))
        assert (one.decision, one.date) == (said_by_it[latest].decision, said_by_it[latest].date)
        assert one.is_stale is (said_by_it[latest].hash == OLD["hash"])
    current = {one.decision for one in found.responses if not one.is_stale}
    wanted = current & {Decision.ACCEPT, Decision.ACCEPT_IF_FUNDED, Decision.PARTIALLY_ACCEPT}
    if found.is_set_aside:
        assert Decision.REJECT in current
        assert not wanted, "what somebody wants is never set aside by another's word"
    if wanted and Decision.REJECT in current:
        assert found.outcome is Outcome.CONTESTED
    if found.outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_IF_FUNDED, Outcome.PARTIALLY_ACCEPTED):
        assert found.deciding is not None
        assert wanted


def test_work_of_another_measure_is_not_touched():
    assert WORK not in standing(said(CABINET, "accept")).measures
