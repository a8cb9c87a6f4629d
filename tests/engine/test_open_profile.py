"""A profile file being answered is on the disk after every answer, whole, with whatever others have written meanwhile."""

import errno
import fcntl
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wayhome.engine import file_lock
from wayhome.engine.answer_fields import ANSWER, EVIDENCE
from wayhome.engine.blank import blank_profile
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.open_profile import OpenProfile
from wayhome.engine.places import find_country
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.sources import read_bytes

QUESTIONNAIRE = load_library().questionnaire
BLANK = blank_profile(find_country("GHA"), None, QUESTIONNAIRE)
SMALL = "wayhome: 1 # the format\ncountry: GHA\nanswers:\n  # about use\n  sop.use: none # since 2020\n"


@pytest.fixture
def path(tmp_path):
    """A small profile."""
    path = tmp_path / "p.yaml"
    path.write_bytes(SMALL.encode())
    return path


def opened(path):
    return OpenProfile.read(path, QUESTIONNAIRE)


def held(path):
    """The answers in a file, read anew."""
    return opened(path).draft.everything_said()


def refused(do):
    with pytest.raises(InputError) as error:
        do()
    return str(error.value)


def another_process(code, *args):
    """A process that has loaded the questionnaire and runs some lines, its streams open."""
    start = f"""
import sys
from pathlib import Path
from wayhome.engine.answer_fields import ANSWER, EVIDENCE
from wayhome.engine.library import load_library
from wayhome.engine.open_profile import OpenProfile
QUESTIONNAIRE = load_library().questionnaire
opened = OpenProfile.read(Path(sys.argv[1]), QUESTIONNAIRE)
print("ready", flush=True)
sys.stdin.readline()
{code}
"""
    process = subprocess.Popen(
        [sys.executable, "-c", start, *map(str, args)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


def go(process):
    process.stdin.write("go\n")
    process.stdin.flush()


# --- One writer -------------------------------------------------------------------------------------------------------


def test_every_answer_is_in_the_file_at_once(path):
    profile = opened(path)
    assert profile.answer("referral.use", {ANSWER: "drafted"})
    assert path.read_text() == f"{SMALL}  referral.use:\n    answer: drafted\n"
    assert profile.answer("sop.use", {ANSWER: "patchy"})
    assert "  sop.use: patchy # since 2020\n" in path.read_text()
    assert profile.draft.text == path.read_text()
    assert not profile.was_changed_elsewhere


def test_a_change_that_changes_nothing_does_not_touch_the_file(path):
    profile, before = opened(path), path.stat()
    assert profile.answer("sop.use", {ANSWER: "none"})
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_no_answer_is_refused_with_nothing_written(path):
    profile = opened(path)
    assert "'nonsense' is not an answer here" in refused(lambda: profile.answer("sop.use", {ANSWER: "nonsense"}))
    assert path.read_text() == SMALL
    assert profile.answer("sop.use", {ANSWER: "drafted"})


@pytest.mark.parametrize("text", ["", "no: profile\n", "wayhome: 1\nanswers: {sop.use: x}\n", "wayhome: [\n"])
def test_what_is_no_profile_is_not_opened(tmp_path, text):
    path = tmp_path / "p.yaml"
    path.write_text(text)
    assert str(path) in refused(lambda: opened(path))
    assert path.read_text() == text


# --- The file as it was -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_line_ends_and_the_mark_of_a_file_stay(path, mark, ends):
    path.write_bytes(mark + SMALL.encode().replace(b"\n", ends))
    profile = opened(path)
    for answer in ("patchy", "drafted"):
        assert profile.answer("sop.use", {ANSWER: answer, EVIDENCE: "One\nand two: é"})
    entry = '  sop.use: # since 2020\n    answer: drafted\n    evidence: "One\\nand two: é"\n'
    written = SMALL.replace("  sop.use: none # since 2020\n", entry)
    assert path.read_bytes() == mark + written.encode().replace(b"\n", ends)
    assert not profile.was_changed_elsewhere
    assert held(path) == profile.draft.everything_said()


def test_permissions_stay(path):
    path.chmod(0o640)
    opened(path).answer("sop.use", {ANSWER: "drafted"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(path, tmp_path):
    (tmp_path / "folder").mkdir()
    link = tmp_path / "folder" / "link.yaml"
    link.symlink_to(path)
    profile = opened(link)
    assert profile.answer("sop.use", {ANSWER: "drafted"})
    assert profile.answer("sop.use", {ANSWER: "patchy"})
    assert link.is_symlink()
    assert held(path)["sop.use"] == {ANSWER: "patchy"}


# --- Somebody else ----------------------------------------------------------------------------------------------------


def test_what_somebody_else_has_written_meanwhile_stays(path):
    mine, theirs = opened(path), opened(path)
    assert theirs.answer("referral.use", {ANSWER: "drafted"})
    assert theirs.answer("service.papers", {ANSWER: "mostly"})
    assert mine.answer("sop.use", {ANSWER: "patchy"})
    assert mine.was_changed_elsewhere
    assert {id_: fields[ANSWER] for id_, fields in held(path).items()} == {
        "sop.use": "patchy",
        "referral.use": "drafted",
        "service.papers": "mostly",
    }


def test_a_change_in_an_editor_stays_with_its_comments(path):
    profile = opened(path)
    by_hand = SMALL.replace("# about use", "# asked on Monday") + "  service.papers: closed # to check\n"
    path.write_text(by_hand)
    assert profile.answer("referral.use", {ANSWER: "drafted"})
    assert [line for line in by_hand.splitlines() if line not in path.read_text().splitlines()] == []


def test_a_question_that_somebody_else_has_answered_meanwhile_is_told_and_not_overwritten(path):
    mine, theirs = opened(path), opened(path)
    assert theirs.answer("sop.use", {ANSWER: "patchy"})
    before = path.read_bytes()
    assert not mine.answer("sop.use", {ANSWER: "drafted"})
    assert path.read_bytes() == before
    assert mine.was_changed_elsewhere
    assert mine.draft.said("sop.use") == {ANSWER: "patchy"}, "so that both can be shown"
    assert mine.answer("sop.use", {ANSWER: "drafted"}), "now that it has been seen"
    assert not theirs.answer("sop.use", {EVIDENCE: "E"}), "and the other is told in turn"
    assert held(path)["sop.use"] == {ANSWER: "drafted"}


def test_the_same_said_twice_is_no_difference(path):
    mine, theirs = opened(path), opened(path)
    assert theirs.answer("referral.use", {ANSWER: "drafted"})
    path.write_text(path.read_text().replace("    answer: drafted", "    answer: [drafted]"))
    mine.answer("referral.use", {ANSWER: "drafted"})
    assert held(path)["referral.use"] == {ANSWER: "drafted"}


def test_two_processes_that_write_at_once_lose_nothing(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text(BLANK)
    code = """
for question in sys.argv[2].split():
    assert opened.answer(question, {EVIDENCE: sys.argv[3]}), question
print(opened.was_changed_elsewhere)
"""
    halves = {"one": [*QUESTIONNAIRE.questions][0:100:2], "two": [*QUESTIONNAIRE.questions][1:100:2]}
    processes = [another_process(code, path, " ".join(half), name) for name, half in halves.items()]
    for process in processes:
        go(process)
    told = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert "True\n" in told, "at least one saw what the other wrote"
    found = held(path)
    assert {name: [id_ for id_ in found if found[id_][EVIDENCE] == name] for name in halves} == halves
    assert [other.name for other in tmp_path.iterdir()] == ["p.yaml"]


# --- What goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(4))
def test_a_process_killed_while_it_writes_leaves_a_whole_file(path, number):
    code = """
import itertools
for i in itertools.count():
    opened.answer("sop.use", {ANSWER: ["patchy", "drafted"][i % 2], EVIDENCE: "word " * 300 + str(i)})
    print(i, flush=True)
"""
    process = another_process(code, path)
    go(process)
    for _ in range(3 * number + 1):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    last = [*process.communicate()[0].split()]
    said = held(path)["sop.use"][EVIDENCE]
    assert said.startswith("word ")
    assert int(said.split()[-1]) >= int(last[-1] if last else 3 * number)
    assert opened(path).answer("sop.use", {EVIDENCE: "again"})


def test_a_writer_waits_for_another_and_the_lock_of_a_killed_one_is_given_back(path):
    code = """
def make(draft):
    print("inside", flush=True)
    sys.stdin.readline()
    return draft
opened.change(make)
"""
    process = another_process(code, path)
    go(process)
    assert process.stdout.readline() == "inside\n"
    with path.open() as file:
        with pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert opened(path).answer("sop.use", {ANSWER: "drafted"})


def test_a_file_replaced_while_one_waits_for_it_is_read_anew(path, monkeypatch):
    profile, flock = opened(path), file_lock.fcntl.flock
    theirs = [SMALL + "  referral.use: drafted\n", SMALL + "  referral.use: patchy\n"]

    def slow(descriptor, how):
        if theirs:
            new = path.with_suffix(".new")
            new.write_text(theirs.pop())
            new.replace(path)
        flock(descriptor, how)

    monkeypatch.setattr(file_lock.fcntl, "flock", slow)
    assert profile.answer("sop.use", {ANSWER: "drafted"})
    assert held(path) == {"sop.use": {ANSWER: "drafted"}, "referral.use": {ANSWER: "drafted"}}


def test_a_file_taken_away_while_one_waits_for_it_is_told(path, monkeypatch):
    profile = opened(path)
    monkeypatch.setattr(file_lock.fcntl, "flock", lambda *_: path.unlink(missing_ok=True))
    assert "No such file" in refused(lambda: profile.answer("sop.use", {ANSWER: "drafted"}))


def test_without_locks_it_is_written_all_the_same(path, monkeypatch):
    def none(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(file_lock.fcntl, "flock", none)
    assert opened(path).answer("sop.use", {ANSWER: "drafted"})
    monkeypatch.setattr(file_lock, "fcntl", None)
    assert opened(path).answer("sop.use", {ANSWER: "patchy"})
    assert held(path)["sop.use"] == {ANSWER: "patchy"}


def test_a_file_that_is_gone_is_told(path):
    profile = opened(path)
    path.unlink()
    assert f"{path}: cannot be read: No such file" in refused(lambda: profile.answer("sop.use", {ANSWER: "drafted"}))
    assert not path.exists(), "who took it away meant it"
    path.write_text(profile.draft.text)
    assert profile.answer("sop.use", {ANSWER: "drafted"})


def test_a_file_that_has_become_a_folder_or_a_pipe_is_told(path):
    profile = opened(path)
    path.unlink()
    path.mkdir()
    assert "Is a directory" in refused(lambda: profile.answer("sop.use", {ANSWER: "drafted"}))
    path.rmdir()
    os.mkfifo(path)
    assert str(path) in refused(lambda: profile.answer("sop.use", {ANSWER: "drafted"}))


def test_a_file_that_must_not_be_written_stays(path, monkeypatch):
    profile = opened(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may write everything
        assert "Permission denied" in refused(lambda: profile.answer("sop.use", {ANSWER: "drafted"}))
    assert path.read_text() == SMALL
    assert profile.draft.said("sop.use") == {ANSWER: "none"}
    assert profile.answer("sop.use", {ANSWER: "drafted"})


def test_a_full_disk_leaves_the_file_and_the_answer_can_be_given_again(path, monkeypatch):
    def fail(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    profile = opened(path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        assert "No space left" in refused(lambda: profile.answer("sop.use", {ANSWER: "drafted"}))
    assert path.read_text() == SMALL
    assert [other.name for other in path.parent.iterdir()] == ["p.yaml"]
    assert profile.answer("sop.use", {ANSWER: "drafted"})


@pytest.mark.parametrize(
    "broken", [b"wayhome: 1\nanswers: [", b"\xff\xfe", b"", b"wayhome: 1\nanswers: {sop.use: nonsense}\n", b"x" * 2_000_001]
)
def test_a_file_broken_in_an_editor_is_told_and_left_as_it_is_until_it_is_mended(path, broken):
    profile = opened(path)
    path.write_bytes(broken)
    assert str(path) in refused(lambda: profile.answer("sop.use", {ANSWER: "drafted"}))
    assert read_bytes(path, 3_000_000) == broken
    path.write_text(SMALL + "  referral.use: drafted\n")
    assert profile.answer("sop.use", {ANSWER: "drafted"})
    assert check_profile(path.read_bytes(), "p.yaml", QUESTIONNAIRE).answers.keys() == {"sop.use", "referral.use"}
