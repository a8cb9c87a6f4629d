"""Facts that bodies correct: listed against what the profile holds, and written in only when somebody asks."""

import pytest

from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.plain_text import to_text
from wayhome.engine.review.corrections import applied, chosen_of, corrections_of
from wayhome.engine.review.corrections_report import corrections_report
from wayhome.engine.review.entries import CorrectionEntry, Reviewer
from wayhome.engine.review.log import Log, Logged

from .reviewing import LIBRARY, phrases_of

PROFILE = """\
wayhome: 1
country: GHA
sources:
  talks: {title: Talks, date: 2025-03}
answers: # what is known
  sop.use: {answer: on-paper, evidence: Nobody uses them., source: talks} # asked twice
  service.employment:
    answer: contested
    voices: [{value: patchy, who: A}, {value: closed, who: B}]
  returns.groups: {answer: {women-workers: yes}}
  returns.number: {answer: 4200, year: 2024}
  service.protection: withheld
"""


def correction(question, proposed, path=("answer",), **more):
    values = {
        "subject": "GHA",
        "body": "ministry-labour",
        "roles": ("ministry-labour",),
        "name": "Ministry of Work",
        "reviewer": Reviewer(name="A person", role="R"),
        "date": "2026-05-12",
        "form": "",
        "question": question,
        "path": path,
        "held": "on-paper",
        "proposed": proposed,
        "evidence": "All offices were trained.",
    }
    return CorrectionEntry.model_validate({**values, **more})


def found_of(*entries, profile=PROFILE):
    lines = tuple(Logged(i, entry, "", str(i)) for i, entry in enumerate(entries, 1))
    return corrections_of(Log("log", lines), phrases_of(profile))


def written(*entries):
    return applied(Draft(PROFILE, "p.yaml", LIBRARY.questionnaire), found_of(*entries), LIBRARY.questionnaire)


def told(*entries, profile=PROFILE):
    return " ".join(to_text(corrections_report(found_of(*entries, profile=profile), phrases_of(profile))).split())


def test_a_correction_is_held_against_what_the_profile_says_now():
    (one,) = found_of(correction("sop.use", "working"))
    assert (one.held, one.proposed, one.is_taken_in, one.is_contested) == ("on-paper", "working", False, False)
    text = told(correction("sop.use", "working"))
    assert "- 1: Common procedures for assisting returnees [sop.use]: held on-paper, proposed working" in text
    assert "(Ministry of Work, 2026-05-12). All offices were trained." in text
    assert "A person" not in text


@pytest.mark.parametrize(
    ("entry", "held", "proposed"),
    [
        (correction("service.employment", ("patchy", "mostly")), "contested: patchy or closed", "patchy or mostly"),
        (correction("returns.groups", "no", ("answer", "women-workers")), "yes", "no"),
        (correction("returns.groups", "yes", ("answer", "minorities")), "", "yes"),
        (correction("returns.number", 5000), "4200", "5000"),
        (correction("referral.use", "none"), "", "none"),
    ],
)
def test_every_kind_of_answer_is_told_in_the_words_of_a_profile(entry, held, proposed):
    (one,) = found_of(entry)
    assert (one.held, one.proposed) == (held, proposed)


def test_it_is_written_in_the_place_of_what_was_held_with_evidence_and_the_body_as_source():
    draft = written(correction("sop.use", "working", document="Circular 4", established="2026-04"))
    assert draft.said("sop.use") == {
        ("answer",): "working",
        ("evidence",): "All offices were trained.",
        ("source",): "ministry-of-work",
        ("date",): "2026-04",
    }
    assert draft.sources["ministry-of-work"] == {
        "title": "Ministry of Work, answer to the brief",
        "address": "Circular 4",
        "date": "2026-05-12",
    }
    assert draft.sources["talks"] == {"title": "Talks", "date": "2025-03"}
    assert "answers: # what is known" in draft.text
    assert "A person" not in draft.text


def test_a_contested_answer_is_settled_with_its_voices_gone():
    assert written(correction("service.employment", "patchy")).said("service.employment")[("answer",)] == "patchy"
    assert "voices" not in written(correction("service.employment", "patchy")).text


def test_one_row_of_many_changes_alone():
    draft = written(correction("returns.groups", "yes", ("answer", "minorities")))
    said = draft.said("returns.groups")
    assert (said[("answer", "women-workers")], said[("answer", "minorities")]) == ("yes", "yes")


def test_two_corrections_by_one_body_share_its_source():
    draft = written(correction("sop.use", "working"), correction("referral.use", "none"))
    assert list(draft.sources) == ["talks", "ministry-of-work"]


def test_what_the_profile_says_by_now_is_told_as_taken_in():
    draft = written(correction("sop.use", "working"))
    (one,) = found_of(correction("sop.use", "working"), profile=draft.text)
    assert one.is_taken_in
    assert "The profile says so by now." in told(correction("sop.use", "working"), profile=draft.text)


def test_two_bodies_that_differ_are_told_and_cannot_both_be_applied():
    entries = (correction("sop.use", "working"), correction("sop.use", "none", body="ministry-health", name="Health"))
    assert all(one.is_contested for one in found_of(*entries))
    assert told(*entries).count("Bodies differ on this fact") == 2
    with pytest.raises(InputError, match="entries 1 and 2 correct the same fact, and differ"):
        written(*entries)
    assert written(entries[1]).said("sop.use")[("answer",)] == "none"


def test_the_latest_correction_of_a_body_counts():
    entries = (correction("sop.use", "working", date="2026-06-01"), correction("sop.use", "none", date="2026-05-01"))
    assert [one.proposed for one in found_of(*entries)] == ["working"]


def test_that_the_profile_changed_since_the_body_was_asked_is_told():
    assert "When they were asked, the profile held none." in told(correction("sop.use", "working", held="none"))


def test_what_the_adviser_withholds_is_neither_told_nor_changed():
    assert found_of(correction("service.protection", "patchy")) == ()
    assert found_of(correction("risk.law", "hostile")) == ()
    assert told(correction("service.protection", "patchy")) == "No fact is corrected."


def test_only_a_correction_that_stands_can_be_chosen():
    found = found_of(correction("sop.use", "working"))
    assert chosen_of(found, [1, 1], "log") == [found[0]]
    with pytest.raises(InputError, match="log: entry 7 is no correction that stands; expected one of 1"):
        chosen_of(found, [7], "log")
