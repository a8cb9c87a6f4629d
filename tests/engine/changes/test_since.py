"""Since last time: what counts as done, progressed, slipped back, new or no longer asked; and what does not."""

import re

import pytest

from wayhome import advise
from wayhome.engine.api import LoadedProfile, load_profile
from wayhome.engine.brief.compose import MOST_WORDS
from wayhome.engine.changes.since import since_last_time
from wayhome.engine.errors import InputError
from wayhome.engine.review.briefed import reviewed
from wayhome.engine.review.form_maker import subject_of
from wayhome.engine.verify import differences

from ..review.test_briefed import log_of, progress
from .comparing import LIBRARY, changed, example, held, loaded, profile_of

THEN, NOW = {"head": "country: XX\ndate: 2025-01"}, {"head": "country: XX\ndate: 2026-01"}


def turn(question, then, now, measure):
    lines = [f"{question}: {answer}" for answer in (then, now)]
    comparison = held(profile_of(lines[0], **THEN), profile_of(lines[1], **NOW))
    found = [one for one in since_last_time(comparison, None) if one.measure == measure]
    return (found[0].turn, [unit.id for unit in found[0].causes.units]) if found else None


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        ("none", "patchy", "progressed"),
        ("on-paper", "[patchy, working]", "progressed"),
        ("patchy", "working", "progressed"),  # whether its money lasts is open, so the measure only hangs on an answer now
        ("patchy", "on-paper", "slipped"),
        ("working", "patchy", "slipped"),
        ("patchy", "[patchy, working]", "uncertain"),
        ("patchy", "not-asked", "uncertain"),
        ("not-asked", "patchy", "new"),
        ("[patchy, working]", "patchy", "new"),
        ("[patchy, working]", "working", None),  # knowing more is no progress
        ("not-asked", "working", None),
        ("patchy", "patchy", None),
    ],
)
def test_only_what_was_certain_then_and_is_now_is_progress_or_a_setback(then, now, found):
    assert turn("sop.use", then, now, "procedures") == (found and (found, ["sop.use"]))


def test_what_was_recommended_and_is_in_place_is_done_and_the_other_way_round_slipped_back():
    frame = "frame.start-horizon: {answer: {start: 2025-01, months: 24}}"
    answers = "sop.use: none", "sop.use: {answer: working, money: several-years, until: 2040}"
    one, other = (profile_of(frame, answer) for answer in answers)
    for sides, turn in (((one, other), "done"), ((other, one), "slipped")):
        turns = {found.measure: found.turn for found in since_last_time(held(*sides), None)}
        assert turns["procedures"] == turn


def test_a_report_of_the_review_counts_if_it_came_after_the_earlier_profile():
    before, after = (loaded("sop.use: patchy", **head) for head in (THEN, NOW))
    advised = advise(after, previous=before)
    for state, found in (("done", "done"), ("under-way", "progressed"), ("dropped", "no-longer")):
        entry = progress("procedures", state, subject=_subject(advised), date="2025-11")
        told = reviewed(advised, log_of(entry)).to_result().since
        assert [(one.measure, one.turn) for one in told.measures] == [("procedures", found)]
        assert "Seen." in told.measures[0].why
    early = progress("procedures", "done", subject=_subject(advised), date="2024-11")
    assert reviewed(advised, log_of(early)).to_result().since.measures == []


def _subject(advised):
    return subject_of(advised.advice.profile)


def test_the_brief_names_what_is_new_with_the_answer_behind_it_and_in_every_format():
    before = loaded("sop.use: none", **THEN)
    after = loaded("sop.use: {answer: patchy, evidence: Two regions use the procedures.}", **NOW)
    advised = advise(after, previous=before)
    text = advised.to_markdown()
    section = text.partition("## Since last time")[2].partition("\n## ")[0]
    assert "January 2025" in section
    assert re.search(
        r"\*\*Progressed:\*\* Procedures that are used \(action \d\)\. Two regions use the procedures\.", section
    )
    assert "`sop.use`" in text.partition("## Annex L.")[2]
    assert "Since last time" in advised.to_html()
    assert advised.to_result().since.measures[0].because[0].id == "sop.use"
    assert advise(after).to_result().since is None
    assert "Since last time" not in advise(after).to_markdown()


def test_without_any_change_the_brief_says_so():
    same = loaded("sop.use: none")
    assert "Nothing that is asked for stands otherwise." in advise(same, previous=same).to_markdown()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gha-2021", "mda", "xx", "xx-north"])  # the longest, and an area
def test_the_main_part_stays_within_its_words_however_much_is_new(name):
    today = load_profile(f"example:{name}")
    gone = {id_: () for id_ in today.profile.answers if id_.startswith(("service.", "sop.", "lead.", "coordination."))}
    for earlier in (changed(today.profile, gone), profile_of(head=_head(today.profile))):
        text = advise(today, previous=LoadedProfile(earlier, LIBRARY)).to_markdown().split("\n---\n", 2)[1]
        words = re.findall(r"\w[\w’'-]*", re.sub(r"\[\^\w+\]", "", text))
        assert "## Since last time" in text
        assert len(words) <= (1690 if name == "xx-north" else MOST_WORDS)  # an area lists what it asks of the national level


def _head(profile):
    area = f"\narea: {profile.area}" if profile.area else ""
    return f"country: {profile.country.alpha_3 if not area else profile.country.alpha_2}{area}\ndate: 2018"


@pytest.mark.parametrize("sides", [("none", "withheld"), ("withheld", "none")])
def test_what_is_withheld_then_or_now_is_not_told_as_new(sides):
    before, after = (loaded(f"service.protection: {answer}", "service.psychosocial: patchy") for answer in sides)
    for edition in ("draft", "adviser"):
        advised = advise(after, previous=before, edition=edition)
        assert advised.to_result().since.measures == []
        assert "service.protection" not in advised.to_markdown().partition("## Annex L.")[2]


def test_a_brief_held_against_an_earlier_profile_stands_with_that_one_only():
    before, after = load_profile("example:gha-2021"), load_profile("example:gha-2023")
    brief = advise(after, previous=before).to_markdown()
    assert differences(brief, "b.md", after, previous=before) == []
    assert "not the one" in differences(brief, "b.md", after, previous=after)[0]
    with pytest.raises(InputError, match="--previous"):
        differences(brief, "b.md", after)


def test_an_earlier_profile_of_another_place_is_refused():
    with pytest.raises(InputError, match=r"on Moldova, this one on Serbia; `wayhome compare`"):
        advise(load_profile("example:srb"), previous=load_profile("example:mda"))


def test_every_example_can_be_held_against_itself():
    assert since_last_time(held(example("xx"), example("xx")), None) == ()
