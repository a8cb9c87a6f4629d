"""What others say is taken into a profile: what is new is added, and nothing there is overwritten without a word."""

import pytest

from wayhome.engine.contribution import Contribution, checked
from wayhome.engine.draft import Draft
from wayhome.engine.errors import Place
from wayhome.engine.library import load_library
from wayhome.engine.take_in import take_in

QUESTIONNAIRE = load_library().questionnaire
HEAD = "wayhome: 1\ncountry: GHA\nsources:\n  talks: {title: Talks}\nanswers:\n"


def draft(*lines):
    return Draft(HEAD + "".join(f"  {line}\n" for line in lines), "p.yaml", QUESTIONNAIRE)


def place_of(question, path):
    return Place(f"cell {question}{path}")


def voice(answers, sources=None, head=None, *, another=True):
    given = Contribution("Labour", answers, place_of, head or {}, sources or {}, another)
    return checked(given, "form.xlsx", QUESTIONNAIRE)


def form(answers, **rest):
    return voice({id_: {("answer",): value} if isinstance(value, str) else value for id_, value in answers.items()}, **rest)


def test_what_is_new_is_added_and_everything_else_stays():
    before = draft("sop.use: none # seen")
    found = take_in(before, [form({"referral.use": "informal"})])
    assert found.draft.text == f"{before.text}  referral.use:\n    answer: informal\n"
    assert (found.added, found.changed, found.conflicts) == (1, (), ())


@pytest.mark.parametrize("said", ["sop.use: none", "sop.use: {answer: none, evidence: E.}"])
def test_what_is_there_already_changes_nothing(said):
    before = draft(said)
    found = take_in(before, [form({"sop.use": "none"}), form({"sop.use": "not-asked"})])
    assert found.draft.text == before.text
    assert (found.added, found.changed, found.conflicts) == (0, (), ())


def test_not_asked_gives_way_to_an_answer():
    assert take_in(draft("sop.use: not-asked"), [form({"sop.use": "none"})]).draft.said("sop.use") == {("answer",): "none"}


@pytest.mark.parametrize("held", ["none", "nobody-knows", "withheld", "[none, informal]"])
def test_a_difference_is_a_conflict_with_both_places_and_nothing_is_written(held):
    before = draft("services.map: none", f"sop.use: {held}")
    found = take_in(before, [form({"sop.use": "working", "referral.use": "none"})])
    assert found.draft is before
    (conflict,) = found.conflicts
    shown = held.strip("[]")
    assert str(conflict) == f"cell sop.use('answer',): sop.use is working here, and {shown} in p.yaml, line 7"


def test_whom_to_prefer_decides():
    before = draft("sop.use: {answer: none, evidence: Old., source: talks}")
    new = form(
        {"sop.use": {("answer",): "working", ("evidence",): "New.", ("source",): "f"}}, sources={"f": {"title": "Form"}}
    )
    kept = take_in(before, [new], "file")
    assert (kept.draft.text, kept.changed, kept.conflicts) == (before.text, (), ())
    taken = take_in(before, [new], "new")
    assert taken.draft.entries["sop.use"] == {"answer": "working", "evidence": "New.", "source": "f"}
    assert taken.draft.sources["f"] == {"title": "Form"}
    assert taken.changed == ("sop.use: none becomes working",)


def test_evidence_for_an_answer_that_was_replaced_does_not_stay():
    before = draft("sop.use: {answer: none, evidence: Old., source: talks}")
    assert take_in(before, [form({"sop.use": "working"})], "new").draft.entries["sop.use"] == {"answer": "working"}


def test_another_voice_that_says_the_same_adds_its_evidence_and_source():
    before = draft("sop.use: {answer: none, evidence: Old., source: talks, date: 2024}")
    said = {("answer",): "none", ("evidence",): "New.", ("source",): "talks", ("date",): "2026-05"}
    found = take_in(before, [form({"sop.use": said}, sources={"talks": {"title": "Other talks"}})])
    expected = {"answer": "none", "evidence": "Old. New.", "source": ["talks", "talks-2"], "date": "2026-05"}
    assert found.draft.entries["sop.use"] == expected
    assert found.draft.sources == {"talks": {"title": "Talks"}, "talks-2": {"title": "Other talks"}}
    assert found.conflicts == ()


def test_a_workbook_made_from_the_profile_replaces_evidence_only_when_told_to():
    before = draft("sop.use: {answer: none, evidence: Old.}")
    workbook = voice({"sop.use": {("answer",): "none", ("evidence",): "Better."}}, another=False)
    found = take_in(before, [workbook])
    assert [str(conflict) for conflict in found.conflicts] == [
        "cell sop.use('evidence',): sop.use.evidence is Better. here, and Old. in p.yaml, line 6"
    ]
    assert take_in(before, [workbook], "new").draft.entries["sop.use"] == {"answer": "none", "evidence": "Better."}


def test_sources_nobody_cites_are_not_taken_from_a_form():
    found = take_in(draft(), [form({"sop.use": "none"}, sources={"f": {"title": "Form"}})])
    assert found.draft.sources == {"talks": {"title": "Talks"}}


def test_voices_come_and_go_with_a_contested_answer():
    voices = [{"value": "none", "who": "X"}, {"value": "patchy", "who": "Y"}]
    contested = form({"sop.use": {("answer",): "contested", ("voices",): voices}})
    found = take_in(draft(), [contested])
    assert found.draft.entries["sop.use"] == {"answer": "contested", "voices": voices}
    settled = take_in(found.draft, [form({"sop.use": "patchy"})], "new")
    assert settled.draft.said("sop.use") == {("answer",): "patchy"}
    assert take_in(found.draft, [form({"sop.use": "patchy"})], "file").draft.text == found.draft.text


def test_a_list_of_bodies_and_a_word_for_all_of_it_exclude_each_other():
    bodies = form({"stakeholders.actors": {("answer", "a", "name"): "A", ("answer", "a", "category"): "ngos"}})
    withheld = form({"stakeholders.actors": "withheld"})
    listed, silent = take_in(draft(), [bodies]).draft, take_in(draft(), [withheld]).draft
    assert [str(c) for c in take_in(listed, [withheld]).conflicts] == [
        "cell stakeholders.actors('answer',): stakeholders.actors is withheld here, and A in p.yaml, line 6"
    ]
    assert take_in(silent, [bodies]).conflicts
    assert take_in(silent, [bodies], "new").draft.said("stakeholders.actors") == {
        ("answer", "a", "name"): "A",
        ("answer", "a", "category"): "ngos",
    }


def test_the_head_is_filled_where_it_is_open_and_else_decided():
    before = Draft("wayhome: 1\ncountry: GHA\ntitle: ''\nfor: the minister\n", "p.yaml", QUESTIONNAIRE)
    found = take_in(before, [form({}, head={"title": "T", "country": "gh"})])
    assert found.draft.text == "wayhome: 1\ncountry: GHA\ntitle: T\nfor: the minister\n"
    assert take_in(before, [form({}, head={"for": "a donor"})]).conflicts
    assert take_in(before, [form({}, head={"for": "a donor"})], "new").draft.value["for"] == "a donor"


def test_several_forms_are_taken_one_after_the_other():
    found = take_in(draft(), [form({"sop.use": "none"}), form({"sop.use": "working"}), form({"services.map": "none"})])
    assert [str(conflict) for conflict in found.conflicts] == [
        "cell sop.use('answer',): sop.use is working here, and none in p.yaml, line 6"
    ]
