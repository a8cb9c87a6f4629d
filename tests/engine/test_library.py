"""Rules and knowledge are loaded once, checked against each other, and cached where nobody else can write."""

import dataclasses
import os
import pickle
import shutil
import weakref
from pathlib import Path

import pytest

from wayhome.engine import library as module
from wayhome.engine.errors import InputError
from wayhome.engine.library import MOST_CACHED, Library, load_library, shipped
from wayhome.engine.sources import write_atomically

PARTS = ("rules", "knowledge")
LIBRARY = load_library()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "wayhome"


@pytest.fixture
def fork(tmp_path):
    """A copy of both folders."""
    for part in PARTS:
        shutil.copytree(shipped(part), tmp_path / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tuple(tmp_path / part for part in PARTS)


@pytest.fixture
def readings(monkeypatch):
    """How often rules and knowledge had to be read from their files, which takes long and is not done here."""
    seen = []

    def read(*given, with_drafts):
        seen.append(given)
        return dataclasses.replace(LIBRARY, rulebook_digest=given[2].digest, knowledge_digest=given[3].digest)

    monkeypatch.setattr(module, "_read", read)
    return seen


def refused(*folders):
    with pytest.raises(InputError) as error:
        load_library(*folders)
    return str(error.value)


def test_a_second_loading_comes_from_the_cache_and_is_the_same(cache, readings):
    first, second = load_library(), load_library()
    assert len(readings) == 1
    assert isinstance(second, Library)
    assert second.program == first.program
    assert second.rulebook_digest == first.rulebook_digest


def test_whoever_loads_a_library_in_use_shares_it_until_nobody_uses_it(cache, fork, readings):
    first = load_library(*fork)
    assert load_library(*fork) is first
    assert load_library(*fork, with_drafts=True) is not first
    (fork[0] / "5-priorities" / "weights.yaml").write_text("# changed\n")
    assert load_library(*fork) is not first
    gone = weakref.ref(first)
    del first
    assert gone() is None


@pytest.mark.parametrize(
    "poison",
    [b"", b"garbage", b"\x80\x05K\x01.", pickle.dumps({"not": "a library"}), b"cos\nno_such_function\n(S'x'\ntR."],
)
def test_a_cache_that_is_no_library_is_ignored(cache, readings, poison):
    load_library()
    (file,) = cache.iterdir()
    file.write_bytes(poison)
    assert load_library().rulebook.measures
    assert len(readings) == 2


def explode():
    raise AssertionError("a cache anybody could have written was read")


class Bomb:
    def __reduce__(self):
        return explode, ()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs a Unix")
@pytest.mark.parametrize("what", ["file", "folder", "owner"])
def test_a_cache_others_could_have_written_is_not_read(cache, readings, monkeypatch, what):
    load_library()
    (file,) = cache.iterdir()
    file.write_bytes(pickle.dumps(Bomb()))
    if what == "owner":
        user = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: user + 1)
    else:
        (file if what == "file" else cache).chmod(0o777)
    monkeypatch.setattr(pickle, "loads", lambda _: pytest.fail("read"))
    assert load_library().rulebook.measures
    assert len(readings) == 2


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs a Unix")
def test_nothing_is_written_where_others_could_lay_a_trap(cache, readings):
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    load_library()
    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_ignored(cache, readings):
    cache.parent.mkdir()
    cache.write_text("a file where a folder should be")
    assert load_library().rulebook.measures


def test_without_a_home_there_is_no_cache(monkeypatch, tmp_path, readings):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.chdir(tmp_path)
    assert load_library().rulebook.measures
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert load_library().rulebook.measures
    assert list(tmp_path.iterdir()) == []


def test_a_change_of_a_file_is_seen_and_old_caches_are_dropped(cache, fork, readings):
    rules, knowledge = fork
    weights = rules / "5-priorities" / "weights.yaml"
    text = weights.read_text()
    before = load_library(rules, knowledge)
    weights.write_text(f"{text}# changed\n")
    after = load_library(rules, knowledge)
    assert after.rulebook_digest != before.rulebook_digest
    assert after.knowledge_digest == before.knowledge_digest
    assert len(readings) == 2
    for i in range(MOST_CACHED + 3):
        (cache / f"old-{i}.pickle").write_bytes(b"")
    weights.write_text(text)
    load_library(rules, knowledge)
    assert len(readings) == 2, "what was read before is still there"
    weights.write_text(f"{text}# changed again\n")
    load_library(rules, knowledge)
    assert len(list(cache.iterdir())) == MOST_CACHED


def test_example_profiles_do_not_change_what_advice_rests_on(fork, readings):
    rules, knowledge = fork
    before = load_library(rules, knowledge).knowledge_digest
    (knowledge / "profiles" / "new.yaml").write_text("wayhome: 1\ncountry: GHA\n")
    assert load_library(rules, knowledge).knowledge_digest == before


def test_a_fork_gives_what_the_shipped_folders_give(fork):
    found = load_library(*fork)
    assert found.program.verdicts == LIBRARY.program.verdicts
    assert (found.rulebook_digest, found.knowledge_digest) == (LIBRARY.rulebook_digest, LIBRARY.knowledge_digest)


def test_a_folder_that_is_none_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "none", tmp_path / "file", Path("a\0b")):
        assert refused(path, None) == f"{path}: there is no such folder".replace("\0", "\\x00")
        assert "there is no such folder" in refused(None, path)


def test_an_empty_folder_is_refused_with_what_is_missing(tmp_path):
    assert "not a rulebook" in refused(tmp_path, None)
    assert "roles.yaml: cannot be read" in refused(None, tmp_path)


def test_a_folder_of_something_else_is_refused(tmp_path):
    assert "roles.yaml: cannot be read" in refused(None, shipped("rules"))
    assert "not a rulebook; expected a folder that holds 0-implications" in refused(shipped("knowledge"), None)


@pytest.mark.parametrize("name", ["1-context/new.yaml", "new.yaml"])
def test_a_file_that_is_none_is_named(fork, name):
    rules, knowledge = fork
    path = rules / name
    path.mkdir()
    assert refused(rules, knowledge) == f"{path}: cannot be read: Is a directory"
    path.rmdir()
    path.symlink_to("nowhere")
    assert refused(rules, knowledge) == f"{path}: cannot be read: No such file or directory"
    path.unlink()
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert f"{path}: larger than" in refused(rules, knowledge)


def test_a_file_name_that_is_no_text_is_no_trouble(fork):
    rules, knowledge = fork
    path = rules / "1-context" / os.fsdecode(b"\xff.yaml")
    try:
        path.write_text("- nonsense: 1\n")
    except OSError:
        pytest.skip("this file system has no such names")
    assert ":1:3: an entry of an unknown kind" in refused(rules, knowledge)


@pytest.mark.parametrize(
    ("part", "name", "old", "new", "what"),
    [
        ("rules", "5-priorities/weights.yaml", "gap:", "gaps:", "weights.yaml:3:1: there is no criterion 'gaps'"),
        (
            "rules",
            "6-roadmap/headline.yaml",
            "context.stage",
            "context.stag",
            "there is no finding 'context.stag'; did you mean",
        ),
        (
            "rules",
            "2-preconditions/2-ownership.yaml",
            "government-convenes",
            "government-comes",
            "the task 'government-comes'",
        ),
        ("rules", "6-roadmap/steps.yaml", "task: opening-meeting", "task: opening", "the task 'opening' has no text"),
        ("knowledge", "wording/guards.yaml", "personal-data:", "personal-date:", "the guard 'personal-data' has no text"),
        ("knowledge", "measures/structures.md", "`lead.body`", "`lead.boby`", "lead.body has no wording"),
        (
            "knowledge",
            "handbook/table-4.8-labour.md",
            "`opportunity.labour.use-skills`",
            "`opportunity.labour.use`",
            "no passage",
        ),
        (
            "knowledge",
            "questionnaire/05-together.yaml",
            "question: sop.use",
            "question: sop.usage",
            "there is no fact 'sop.use'",
        ),
    ],
)
def test_a_fork_with_one_fault_is_refused_with_its_place(fork, part, name, old, new, what):
    path = fork[PARTS.index(part)] / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    write_atomically(path, text.replace(old, new, 1))
    found = refused(*fork)
    assert what in found
    assert all(line.startswith(str(fork[0].parent)) for line in found.splitlines())
