"""Recording: what stands is taken, the rest refused with its place, and a form the log does not know is not believed."""

import base64
import io
import json
import sys
from pathlib import Path

import pytest

from wayhome.engine.dates import parse_date
from wayhome.engine.errors import InputError
from wayhome.engine.review.entries import AskedEntry, digest
from wayhome.engine.review.log import read_log
from wayhome.engine.review.log_writer import append
from wayhome.engine.review.record import asked_entry, record
from wayhome.engine.review.signing import load_signer, make_key

from .reviewing import LIBRARY, PERSON, TABLE, WORK, form_of, phrases_of, sheet_of, text_of

LABOUR, CABINET = form_of("ministry-labour"), form_of("cabinet-office")
ACCEPT = {"Decision": "accept"}
NO_REASONS = {"Decision": "reject"}


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "reviews.jsonl"
    append(path, lambda held: [asked_entry(LABOUR), asked_entry(CABINET)])
    return path


@pytest.fixture
def written(tmp_path):
    def write(name, form, *args, **more):
        path = tmp_path / name
        if name.endswith(".xlsx"):
            return sheet_of(form, path, *args, **more)
        path.write_text(text_of(form, *args, **more), encoding="utf-8")
        return path

    return write


def decided(log):
    return {
        (line.entry.body, line.entry.measure): line.entry for line in read_log(log).lines if line.entry.kind == "decision"
    }


def told(found):
    return [str(problem) for problem in found.problems]


@pytest.mark.parametrize("name", ["labour.xlsx", "labour.md"])
def test_a_form_of_either_kind_goes_into_the_log(log, written, name):
    found = record([written(name, LABOUR, {WORK: ACCEPT, TABLE: {"Decision": "reject", "Reasons": "R"}})], log, LIBRARY)
    assert (found.answers, found.held, told(found)) == (2, 0, [])
    assert {key: entry.decision for key, entry in decided(log).items()} == {
        ("ministry-labour", WORK): "accept",
        ("ministry-labour", TABLE): "reject",
    }


def test_the_same_form_in_both_kinds_says_the_same(log, written):
    rows = {WORK: {"Decision": "reject", "Reasons": "One.\nTwo."}}
    record([written("a.xlsx", LABOUR, rows)], log, LIBRARY)
    again = record([written("a.md", LABOUR, rows)], log, LIBRARY)
    assert (again.answers, again.held) == (0, 1)


def test_what_is_refused_leaves_the_rest_or_takes_it_along_as_asked(log, written):
    labour = written("a.xlsx", LABOUR, {WORK: ACCEPT, TABLE: NO_REASONS})
    cabinet = written("b.md", CABINET, {TABLE: ACCEPT})
    before = log.read_bytes()
    found = record([labour, cabinet], log, LIBRARY, all_or_nothing=True)
    assert log.read_bytes() == before
    assert (found.answers, found.held) == (0, 0)
    found = record([labour, cabinet], log, LIBRARY)
    assert found.answers == 2
    assert told(found) == [
        f"{labour}, sheet Actions, cell G8: 'reject', and the reasons are missing; fill in 'Reasons';"
        " only 'accept' stands alone"
    ]
    assert set(decided(log)) == {("ministry-labour", WORK), ("cabinet-office", TABLE)}


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(log, written, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    found = record([tmp_path / "broken.xlsx", tmp_path / "none.md", written("b.md", CABINET, {TABLE: ACCEPT})], log, LIBRARY)
    assert found.answers == 1
    assert [line.rpartition("/")[2].partition(":")[0] for line in told(found)] == ["broken.xlsx", "none.md"]


def test_a_workbook_from_standard_input_is_told_to_need_a_name(log, written, monkeypatch):
    data = written("a.xlsx", LABOUR, {WORK: ACCEPT}).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert told(record([Path("-")], log, LIBRARY)) == [
        "-: a workbook cannot be read from standard input; give the name of its file"
    ]


def test_forms_that_nobody_filled_in_are_counted_and_no_answer(log, written):
    forms = [written("a.md", LABOUR, person={}), written("b.xlsx", CABINET, person={})]
    before = log.read_bytes()
    found = record(forms, log, LIBRARY, all_or_nothing=True)
    assert (found.answers, found.blank, told(found), log.read_bytes()) == (0, 2, [], before)


def test_a_form_recorded_twice_counts_once(log, written):
    form = written("a.xlsx", LABOUR, {WORK: ACCEPT})
    assert record([form, form], log, LIBRARY).answers == 1
    before = log.read_bytes()
    again = record([form], log, LIBRARY)
    assert (again.answers, again.held, log.read_bytes()) == (0, 1, before)


def test_a_log_nothing_was_noted_in_takes_the_form_at_its_word_and_says_so(tmp_path, written):
    log = tmp_path / "new.jsonl"
    forms = [written("a.xlsx", LABOUR, {WORK: ACCEPT}), written("b.md", CABINET, {TABLE: ACCEPT})]
    assert record(forms, log, LIBRARY).answers == 2
    asked = [line.entry for line in read_log(log).lines if isinstance(line.entry, AskedEntry)]
    assert [(entry.body, entry.noted, entry.deadline) for entry in asked] == [
        ("ministry-labour", "form", "2026-06-30"),
        ("cabinet-office", "form", "2026-06-30"),
    ]


def forged_text(text, form, change):
    """A form whose text was changed, with its hidden copy and digest made to fit."""
    content = form.content.model_dump(mode="json")
    change(content)
    carried = base64.b64encode(json.dumps({"form": content, "digest": digest(content)}).encode()).decode()
    start = text.index("as they are.\n") + len("as they are.\n")
    return text[:start] + carried + text[text.index("\n-->", start) :]


def test_a_form_forged_with_its_hidden_copy_is_not_known_to_the_log(log, tmp_path):
    def change(content):
        (row,) = [row for row in content["rows"] if row["measure"] == WORK]
        row["reviewed"]["text"] = row["reviewed"]["text"].replace("The greatest obstacle", "The least obstacle")

    text = text_of(LABOUR, {WORK: ACCEPT}).replace("The greatest obstacle", "The least obstacle")
    path = tmp_path / "forged.md"
    path.write_text(forged_text(text, LABOUR, change), encoding="utf-8")
    before = log.read_bytes()
    found = record([path], log, LIBRARY)
    assert told(found) == [
        f"{path}: {log} does not know this form: it was changed, or opened with another log; "
        "`wayhome review open` with this log makes a form that it knows"
    ]
    assert log.read_bytes() == before


def test_a_forged_hash_is_never_taken_over(tmp_path):
    def change(content):
        for row in content["rows"]:
            row["hash"] = "f" * 64

    path = tmp_path / "forged.md"
    path.write_text(forged_text(text_of(LABOUR, {WORK: ACCEPT}), LABOUR, change), encoding="utf-8")
    record([path], tmp_path / "new.jsonl", LIBRARY)
    assert decided(tmp_path / "new.jsonl")["ministry-labour", WORK].hash == LABOUR.rows[WORK].hash


def test_a_form_of_another_profile_is_refused(log, tmp_path, written):
    other = phrases_of("wayhome: 1\ncountry: GHA\nanswers:\n  referral.use: none\n")
    form = form_of("migration-lead", other)
    path = written("gha.md", form, {"referral": ACCEPT})
    before = log.read_bytes()
    found = record([path], log, LIBRARY)
    assert told(found) == [f"{path}: a form on Ghana (GHA); {log} is on XXX Exampleland; record it into a log of its own"]
    assert log.read_bytes() == before
    both = record([written("a.md", LABOUR, {WORK: ACCEPT}), path], tmp_path / "new.jsonl", LIBRARY)
    assert (both.answers, len(both.problems)) == (1, 1)


def test_another_deadline_makes_another_form_and_the_earlier_one_is_still_known(log, written):
    later = form_of("ministry-labour", deadline="2026-09-30")
    append(log, lambda held: [asked_entry(later)])
    assert record([written("a.md", LABOUR, {WORK: ACCEPT})], log, LIBRARY).answers == 1
    assert record([written("b.md", later, {TABLE: ACCEPT})], log, LIBRARY).answers == 1


def test_an_answer_of_an_earlier_day_is_kept_and_the_later_goes_on_standing(log, written):
    record([written("a.md", LABOUR, {WORK: ACCEPT})], log, LIBRARY)
    early = written("b.md", LABOUR, {WORK: {"Decision": "reject", "Reasons": "R"}}, person={**PERSON, "date": "2026-05-01"})
    found = record([early], log, LIBRARY)
    assert (found.answers, found.late) == (1, ("Ministry of Work",))


def test_an_answer_taken_back_and_given_again_on_one_day_is_told_not_to_stand(log, written):
    yes = written("a.md", LABOUR, {WORK: ACCEPT})
    no = written("b.md", LABOUR, {WORK: {"Decision": "reject", "Reasons": "R"}})
    assert record([yes], log, LIBRARY).late == ()
    assert record([no], log, LIBRARY).late == ()
    found = record([yes], log, LIBRARY)
    assert (found.answers, found.held, found.late) == (0, 1, ("Ministry of Work",))


def test_who_has_a_key_signs_with_it(log, written, tmp_path):
    own, other = make_key(tmp_path / "own"), make_key(tmp_path / "other")
    keys = {"ministry-labour": [own]}
    form = written("a.md", LABOUR, {WORK: ACCEPT})
    before = log.read_bytes()
    for signer, what in ((None, "this is unsigned"), (load_signer(tmp_path / "other"), "this is another")):
        found = record([form], log, LIBRARY, signer=signer, keys=keys)
        assert told(found)[0].startswith(f"{form}: Ministry of Work signs with a key of its own, and {what}")
        assert log.read_bytes() == before
    assert record([form], log, LIBRARY, signer=load_signer(tmp_path / "own"), keys=keys).answers == 1
    assert record([written("b.md", CABINET, {TABLE: ACCEPT})], log, LIBRARY, keys=keys).answers == 1, "who has none need not"
    assert [line.key for line in read_log(log).lines] == ["", "", own, ""]
    assert other not in log.read_text()


def test_the_day_of_recording_bounds_the_day_of_an_answer(log, written):
    found = record([written("a.md", LABOUR, {WORK: ACCEPT})], log, LIBRARY, today=parse_date("2026-05-11"))
    assert (found.answers, len(found.problems)) == (0, 1)


def test_nothing_goes_into_a_log_that_does_not_stand(log, written):
    log.write_bytes(log.read_bytes().replace(b"2026-06-30", b"2027-06-30", 1))
    with pytest.raises(InputError, match="entry 1 was changed after it was recorded"):
        record([written("a.md", LABOUR, {WORK: ACCEPT})], log, LIBRARY)
