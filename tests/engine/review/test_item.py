"""A decision is tied to the text it was made on, and to nothing that may change beside it."""

import pytest

from wayhome.engine.review.item import hash_of, items_of, reviewable

from .reviewing import TABLE, example, phrases_of

PROFILE = """\
wayhome: 1
country: GHA
date: {date}
sources:
  one: {{title: {title}, date: 2025-01}}
answers:
  frame.openings: {{answer: {{migration-law: {{date: {opening}, title: the bill}}}}}}
  referral.use: {{answer: {referral}, evidence: {evidence}, source: one}}
  coordination.state: {use}
  sop.use: {sop}
"""
GIVEN = {
    "date": "2026-01",
    "title": "A report",
    "opening": "2026-09",
    "referral": "none",
    "evidence": "Nobody refers anybody.",
    "use": "none",
    "sop": "none",
}


def hashes(**changed):
    return {id_: item.hash for id_, item in items_of(phrases_of(PROFILE.format(**{**GIVEN, **changed}))).items()}


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "2026-02"},
        {"title": "Another report"},
        {"opening": "2026-10"},
        {"evidence": "Asked in March and nobody could name a list."},
    ],
)
def test_a_date_a_source_or_a_piece_of_evidence_leaves_every_decision_standing(changed):
    assert hashes(**changed) == hashes()


def test_a_new_answer_changes_the_text_of_the_measures_it_is_about_and_no_other():
    before, after = hashes(), hashes(sop="working")
    assert before["procedures"] != after.get("procedures")
    untouched = {"referral", TABLE} & set(before)
    assert untouched
    assert {id_: before[id_] for id_ in untouched} == {id_: after[id_] for id_ in untouched}


def test_the_hash_covers_id_title_way_text_and_lead():
    item = next(iter(items_of(example()).values()))
    fields = [hash_of("another", item.reviewed)]
    fields += [
        hash_of(item.measure, item.reviewed.model_copy(update={name: "changed"}))
        for name in ("title", "mode", "text", "lead")
    ]
    assert len({item.hash, *fields}) == 6
    assert item.hash == hash_of(item.measure, item.reviewed)


@pytest.mark.parametrize("name", ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"])
def test_every_text_says_what_is_asked_without_a_slot_left_open(name):
    phrases = example(name)
    items = items_of(phrases)
    assert {r.id for r in reviewable(phrases.advice)} == set(items)
    for item in items.values():
        text = f"{item.reviewed.title} {item.reviewed.text}"
        assert item.reviewed.title
        assert item.reviewed.text
        assert "{" not in text
        assert "  " not in text
        assert not text.endswith("..")
        assert "possible" not in text
