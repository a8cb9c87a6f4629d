"""The log: nothing is lost in it, nothing false stays unseen, and two who write at once both come through."""

import json
import multiprocessing
import os
import resource
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wayhome.engine.errors import InputError
from wayhome.engine.review.entries import ProgressEntry, canonical
from wayhome.engine.review.log import NOTHING, read_log, scan
from wayhome.engine.review.log_writer import append
from wayhome.engine.review.verified import verify

from .reviewing import LEAD, TABLE, decision

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def entries(count, start=0):
    return [
        decision("cabinet-office", TABLE, reasons=f"Reason {i}, أسباب, line\nbreak") for i in range(start, start + count)
    ]


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "reviews.jsonl"
    append(path, lambda held: entries(3))
    return path


def told(path, **more):
    return [str(problem).removeprefix(f"{path}") for problem in verify(path, **more).problems]


def test_a_line_is_plain_json_that_names_the_one_before(log):
    lines = [json.loads(line) for line in log.read_bytes().splitlines()]
    assert [line["n"] for line in lines] == [1, 2, 3]
    assert [line["previous"] for line in lines] == [NOTHING, lines[0]["hash"], lines[1]["hash"]]
    assert lines[0]["entry"]["name"] == "Cabinet Secretariat"
    assert b"\xd8\xa3" in log.read_bytes(), "names are written as they are"
    assert [line.entry for line in read_log(log).lines] == entries(3)


def test_an_entry_that_is_there_is_not_added_again(log):
    before = log.read_bytes()
    assert append(log, lambda held: entries(3)).lines == ()
    assert log.read_bytes() == before
    assert len(append(log, lambda held: [*entries(4), *entries(4)]).lines) == 1


def test_nothing_that_fails_leaves_a_trace(log, tmp_path):
    def fails(held):
        raise InputError.at("here", "no")

    before = log.read_bytes()
    for path in (log, tmp_path / "new.jsonl"):
        with pytest.raises(InputError):
            append(path, fails)
    assert log.read_bytes() == before
    assert not (tmp_path / "new.jsonl").exists()


@pytest.mark.parametrize("cut", [1, 30, 400])
def test_a_line_cut_by_a_crash_is_kept_aside_and_the_log_goes_on(log, cut):
    whole = log.read_bytes()
    append(log, lambda held: entries(1, 3))
    fourth = log.read_bytes()[len(whole) :]
    log.write_bytes(whole + fourth[:cut])
    read = read_log(log)
    assert (len(read.lines), read.cut) == (3, fourth[:cut])
    assert told(log) == [
        f":4:1: the line is cut short ({cut} bytes): it was never recorded; "
        "`wayhome review record` keeps what there is of it in a file beside the log, and goes on"
    ]
    done = append(log, lambda held: entries(1, 3))
    aside = log.with_name("reviews.jsonl.cut-1")
    assert done.mended == f"a line of {log} was cut short, so it was never recorded; what there was of it is kept in {aside}"
    assert aside.read_bytes() == fourth[:cut]
    assert log.read_bytes() == whole + fourth
    assert told(log) == []
    log.write_bytes(whole + fourth + b"{")
    append(log, lambda held: entries(1, 9))
    assert log.with_name("reviews.jsonl.cut-2").read_bytes() == b"{"


def test_a_whole_entry_whose_line_lacks_its_end_counts_and_is_ended(log):
    whole = log.read_bytes()
    log.write_bytes(whole[:-1])
    assert len(read_log(log).lines) == 3
    assert told(log) == [":3:1: the last line lacks its end; its entry is whole"]
    done = append(log, lambda held: entries(1, 3))
    assert done.mended == f"the last line of {log} lacked its end and was ended"
    assert told(log) == []
    assert log.read_bytes().startswith(whole)
    assert len(read_log(log).lines) == 4


def test_what_was_tampered_with_is_named_with_its_line(log):
    lines = log.read_bytes().splitlines(keepends=True)
    for changed, what in (
        ([lines[0], lines[2]], ":2:1: entry 3 does not follow the one before it"),
        ([lines[1], lines[2]], ":1:1: entry 2 does not follow the one before it"),
        ([lines[0], lines[2], lines[1]], ":2:1: entry 3 does not follow the one before it"),
        ([lines[0], lines[1], lines[1]], ":3:1: entry 2 does not follow the one before it"),
        (
            [lines[0], lines[1].replace(b"Reason 1", b"Reason 9"), lines[2]],
            ":2:1: entry 2 was changed after it was recorded",
        ),
        ([lines[0], lines[1].replace(b'"n":2', b'"n": 2'), lines[2]], ":2:1: the entry is not written as it was"),
        ([lines[0], b"\n", lines[1], lines[2]], ":2:1: no entry can be read"),
        ([lines[0], b"[]\n", lines[2]], ":2:1: the entry is not written as it was"),
        ([line.replace(b"\n", b"\r\n") for line in lines], ":1:1: the line ends like one of another system"),
    ):
        log.write_bytes(b"".join(changed))
        assert told(log)[0].startswith(what)
        with pytest.raises(InputError, match="the log does not stand"):
            read_log(log)
        before = log.read_bytes()
        with pytest.raises(InputError, match="the log does not stand, so nothing is added"):
            append(log, lambda held: entries(1, 7))
        assert log.read_bytes() == before


def forged(line, **changed):
    """A line changed by somebody who knows how hashes are made."""
    import hashlib

    values = json.loads(line)
    values.pop("hash")
    values.update(changed)
    return canonical({**values, "hash": hashlib.sha256(canonical(values)).hexdigest()}) + b"\n"


def test_a_line_forged_with_its_hash_shows_in_the_next_and_the_last_by_a_hash_noted_before(log):
    lines = log.read_bytes().splitlines(keepends=True)
    head = read_log(log).head
    entry = json.loads(lines[1])["entry"] | {"reasons": "forged"}
    log.write_bytes(lines[0] + forged(lines[1], entry=entry) + lines[2])
    assert told(log)[0].startswith(":3:1: entry 3 does not follow the one before it")
    log.write_bytes(lines[0] + lines[1] + forged(lines[2], entry=entry))
    assert told(log) == []
    assert told(log, head=head[:12]) == [
        f": no entry has the hash {head[:12]}: the log was cut or written anew since that was noted"
    ]
    log.write_bytes(lines[0] + lines[1])
    assert told(log, head=head)[0].startswith(": no entry has the hash")
    assert told(log, head=NOTHING[:16]) == [], "noted while the log was empty"


@pytest.mark.parametrize("head", ["5", "abcdef1", "hello-there", "g" * 64, "0" * 65])
def test_a_hash_that_would_fit_an_entry_by_chance_proves_nothing_and_is_refused(log, head):
    with pytest.raises(InputError, match="expected at least 8 of its digits"):
        verify(log, head=head)


@pytest.mark.parametrize(
    "changed",
    [
        {"n": "2"},
        {"n": 2.0},
        {"n": True},
        {"previous": 3},
        {"entry": {}},
        {"entry": {"kind": "x"}},
        {"more": 1},
        {"wayhome_log": 2},
    ],
)
def test_a_line_of_another_shape_is_refused_even_with_its_hash(log, changed):
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0] + forged(lines[1], **changed) + lines[2])
    assert told(log)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_tampering_with_any_byte_is_found(tmp_path, data):
    path = tmp_path / "tampered.jsonl"
    if not path.exists():
        append(path, lambda held: entries(3))
        path.with_suffix(".whole").write_bytes(path.read_bytes())
    whole = path.with_suffix(".whole").read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.binary(min_size=1, max_size=1))
    how = data.draw(st.sampled_from(["replace", "insert", "remove"]))
    kept = at if how == "insert" else at + 1
    changed = whole[:at] + (b"" if how == "remove" else byte) + whole[kept:]
    if changed != whole:
        path.write_bytes(changed)
        assert verify(path).problems, (how, at, byte)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whole_lines_moved_repeated_or_taken_out_are_found_but_for_the_end(tmp_path, data):
    path = tmp_path / "moved.jsonl"
    path.unlink(missing_ok=True)
    append(path, lambda held: entries(4))
    lines = path.read_bytes().splitlines(keepends=True)
    changed = data.draw(st.lists(st.sampled_from(lines), max_size=6))
    path.write_bytes(b"".join(changed))
    assert bool(verify(path).problems) is (changed != lines[: len(changed)])


def _add(path, start):
    for i in range(start, start + 12):
        append(path, lambda held, i=i: entries(1, i))


def test_processes_that_write_at_once_all_come_through(tmp_path):
    path = tmp_path / "reviews.jsonl"
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_add, args=(path, start)) for start in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    found = verify(path)
    assert found.problems == ()
    assert {line.entry.reasons for line in found.log.lines} == {
        entry.reasons for start in (0, 100, 200) for entry in entries(12, start)
    }


def test_a_full_disk_is_told_and_takes_nothing_away(log):
    whole = log.read_bytes()
    script = (
        "import resource, sys, pathlib; from wayhome.engine.review.log import read_log\n"
        "from wayhome.engine.review.log_writer import append\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(whole) + 200}, {len(whole) + 200}))\n"
        "log = pathlib.Path(sys.argv[1]); entry = read_log(log).lines[0].entry\n"
        "append(log, lambda held: [entry.model_copy(update={'reasons': 'new'})])\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    run = subprocess.run([sys.executable, "-c", script, str(log)], capture_output=True, text=True, timeout=60, check=False)
    assert "cannot be written: File too large" in run.stderr
    assert log.read_bytes() == whole


@pytest.mark.parametrize("text", [b"wayhome: 1", b"PK\x03\x04 no line end", b"{}", b"a\nb", b'{"entry":1}'])
def test_a_file_that_is_no_log_is_never_taken_for_one_cut_short(tmp_path, text):
    path = tmp_path / "notes.txt"
    path.write_bytes(text)
    with pytest.raises(InputError, match="is it the log of a review"):
        append(path, lambda held: entries(1))
    assert path.read_bytes() == text
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]


def test_what_a_failing_disk_leaves_behind_is_set_aside(log):
    whole = log.read_bytes()
    for left in (b"\0" * 50, b'{"entry":{"bo\0\0\0'):
        log.write_bytes(whole + left)
        assert len(read_log(log).lines) == 3
        assert "kept in" in append(log, lambda held: []).mended
        assert log.read_bytes() == whole


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_what_is_no_file_is_no_log(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "none" / "x.jsonl"):
        with pytest.raises(InputError):
            append(path, lambda held: entries(1))
        with pytest.raises(InputError):
            scan(path)


def test_a_log_is_found_again_as_it_was_at_any_entry(log):
    whole = read_log(log)
    for i, line in enumerate(whole.lines, 1):
        assert whole.up_to(line.hash).lines == whole.lines[:i]
    assert whole.up_to(NOTHING).lines == ()
    assert whole.up_to("0" * 63 + "1") is None


def test_another_countrys_review_is_no_review_of_this_one(log):
    read_log(log).refuse_unless_on("XXX Exampleland")
    with pytest.raises(InputError, match="the log of a review on XXX Exampleland; the profile is on GHA"):
        read_log(log).refuse_unless_on("GHA")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(max_size=50).filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text)), max_size=5)
)
def test_whatever_is_written_reads_back(tmp_path, texts):
    path = tmp_path / "texts.jsonl"
    path.unlink(missing_ok=True)
    made = [
        ProgressEntry(
            subject="GHA", action=LEAD, is_planned=True, title=text, state="done", date="2026", evidence=f"{i}{text}"
        )
        for i, text in enumerate(texts)
    ]
    append(path, lambda held: made)
    if made:
        assert [line.entry for line in read_log(path).lines] == made
        assert verify(path).problems == ()
