"""Several people at once, and runs that are killed: nothing that was begun is lost, and nothing stays half written."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.new_rule.wanted import NewRule
from wayhome.engine.new_rule.written import write_new_rule
from wayhome.engine.sources import BEGUN

from ..lint.small_rulebook import copy_small

KILLED = """
import os, sys
from pathlib import Path
from wayhome.engine.new_rule import begun
from wayhome.engine.new_rule.wanted import NewRule
from wayhome.engine.new_rule.written import write_new_rule
wanted = NewRule("own.idea", "recommendation", "Idea", "service.protection", (), "own")
left, original = [int(sys.argv[1])], begun._write
def write(addition):
    if not left[0]:
        addition.path.with_name(".wayhome-abcd_123").write_text("half")
        os._exit(9)
    left[0] -= 1
    original(addition)
begun._write = write
write_new_rule(Path("rules"), Path("knowledge"), wanted)
"""


@pytest.fixture
def small(tmp_path):
    """The folders of a small rulebook."""
    copy_small(tmp_path)
    return tmp_path / "rules", tmp_path / "knowledge"


def wanted(id_):
    return NewRule(id_, "recommendation", "An idea", "service.protection", (), "own")


def test_of_several_rules_begun_at_once_every_one_is_there_afterwards(small):
    ids = [f"own.p{number}" for number in range(1, 7)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda id_: write_new_rule(*small, wanted(id_)), ids))
    book = load_library(*small, with_drafts=True).rulebook
    assert set(ids) <= book.recommendations.keys()
    assert sorted(book.measures["own"].made_of) == ids


def test_of_several_who_begin_the_same_rule_one_does_and_the_others_are_told(small):
    def tried(_):
        try:
            return len(write_new_rule(*small, wanted("own.idea")))
        except InputError as error:
            return str(error)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(tried, range(4)))
    assert sorted(map(type, told), key=str) == [int, str, str, str]
    assert all("there is a recommendation 'own.idea' already" in one for one in told if isinstance(one, str))


@pytest.mark.parametrize(
    ("number", "next_id"), [(0, "own.idea"), (1, "own.idea"), (3, "own.idea"), (4, "own.idea"), (3, "own.other")]
)
def test_what_a_killed_run_left_undone_is_finished_by_the_next(small, tmp_path, number, next_id):
    run = subprocess.run([sys.executable, "-c", KILLED, str(number)], cwd=tmp_path, check=False)
    assert run.returncode == 9
    additions = write_new_rule(*small, wanted(next_id))
    assert [one.what for one in additions][:3] == ["row of the inventory", "passage", "rule and its examples"]
    book = load_library(*small, with_drafts=True).rulebook
    assert book.measures["own"].made_of == tuple(dict.fromkeys(("own.idea", next_id)))
    assert not [path for folder in small for path in folder.rglob(".*")]


def test_a_file_that_was_changed_since_a_run_was_killed_is_left_as_it_is(small, tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, "2"], cwd=tmp_path, check=False)
    rows = small[1] / "handbook" / "inventory.csv"
    text = rows.read_text(encoding="utf-8")
    rows.write_text(text.replace("An idea", "A better idea").replace("Idea", "A better idea"), encoding="utf-8")
    with pytest.raises(InputError, match=r"was stopped while writing.*then delete .*wayhome-begun") as error:
        write_new_rule(*small, wanted("own.idea"))
    assert error.value.problems[0].place.file == str(rows)
    (small[0] / BEGUN).unlink()
    assert next(one.what for one in write_new_rule(*small, wanted("own.idea"))) == "rule and its examples"
    assert "A better idea" in rows.read_text(encoding="utf-8")


def test_until_then_every_command_says_how_to_finish_it(small, tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, "3"], cwd=tmp_path, check=False)
    with pytest.raises(InputError, match=r"begun.json: `wayhome rules new` was stopped here .* run it again"):
        load_library(*small)
