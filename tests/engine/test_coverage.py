"""Every row of the handbook's inventory is accounted for, and the passages are those of the inventory."""

import shutil
from dataclasses import replace

import pytest

from wayhome.engine.coverage import Carried, coverage_of
from wayhome.engine.crosscheck import problems_of_passages
from wayhome.engine.errors import InputError
from wayhome.engine.inventory import COLUMNS, MAY_BE_SET_ASIDE, read_inventory, read_set_aside
from wayhome.engine.library import load_library, shipped

LIBRARY = load_library()
HANDBOOK = shipped("knowledge") / "handbook"
ROWS = read_inventory(HANDBOOK)
COVERED = coverage_of(LIBRARY, ROWS, read_set_aside(HANDBOOK, ROWS))


def test_all_416_rows_are_accounted_for():
    assert len(COVERED) == 416
    assert [one.row.id for one in COVERED if one.carried is Carried.NONE] == []


def test_little_is_set_aside_and_nothing_that_can_become_advice():
    aside = [one for one in COVERED if one.carried is Carried.ASIDE]
    assert len(aside) <= 12
    assert all(one.aside and one.aside.why for one in aside)
    assert not [one.row.id for one in aside if one.row.kind not in MAY_BE_SET_ASIDE]


def test_what_is_set_aside_is_carried_by_nothing_else():
    listed = {one.row.id for one in COVERED if one.aside}
    assert listed == {one.row.id for one in COVERED if one.carried is Carried.ASIDE}


def test_all_31_opportunities_are_recommendations_of_their_own():
    opportunities = [row.id for row in ROWS.values() if row.kind == "opportunity"]
    assert len(opportunities) == 31
    assert [id_ for id_ in opportunities if id_ not in LIBRARY.rulebook.recommendations] == []


def test_every_passage_has_a_row_and_stands_where_the_row_says():
    for passage in LIBRARY.passages.values():
        assert ROWS[passage.id].locator == passage.locator


def test_a_passage_the_inventory_does_not_have_is_refused(tmp_path):
    shutil.copytree(shipped("knowledge"), tmp_path / "k", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    page = tmp_path / "k" / "handbook" / "4.3-policy-frameworks.md"
    page.write_text(page.read_text() + "\n## New\n`policy.embedded`\n\n- Locator: L1\n- Strength: could\n\nNew.\n")
    with pytest.raises(InputError, match=r"no row 'policy\.embedded'; add its row to inventory\.csv"):
        load_library(knowledge=tmp_path / "k")


def test_a_misspelt_passage_is_told_the_row_that_has_no_passage():
    passages = {id_: passage for id_, passage in LIBRARY.passages.items() if id_ != "policy.embed"}
    misspelt = passages | {"policy.embedded": replace(LIBRARY.passages["policy.embed"], id="policy.embedded")}
    told = [str(problem) for problem in problems_of_passages(misspelt, LIBRARY.questionnaire, ROWS)]
    assert any("no row 'policy.embedded'; did you mean 'policy.embed'?" in line for line in told)


def test_a_passage_that_stands_elsewhere_than_its_row_says_is_refused(tmp_path):
    shutil.copytree(shipped("knowledge"), tmp_path / "k", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    table = tmp_path / "k" / "handbook" / "inventory.csv"
    table.write_text(table.read_text().replace(ROWS["policy.embed"].locator, "4.3 para 9; L999"))
    with pytest.raises(
        InputError, match=r"policy\.embed has another Locator than the inventory; expected 4\.3 para 9; L999"
    ):
        load_library(knowledge=tmp_path / "k")


HEAD = ",".join(COLUMNS)
ROW = "a.b,4.1,L1,principle,all,all,Something.,always"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "not the inventory"),
        ("id,section\n", "not the inventory"),
        (f"{HEAD}\n{ROW}\n{ROW}\n", "stands twice"),
        (f"{HEAD}\na.b,4.1,L1\n", "a cell too few"),
        (f"{HEAD}\n{ROW.replace('Something.', '')}\n", "a cell too few, too many or empty"),
    ],
)
def test_an_inventory_that_is_none_is_refused(tmp_path, text, wrong):
    (tmp_path / "inventory.csv").write_text(text)
    with pytest.raises(InputError, match=wrong):
        read_inventory(tmp_path)


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("{row: a.c, reason: context, why: so}", "no row 'a.c'; did you mean"),
        ("{row: a.b, reason: boring, why: so}", "reason"),
        ("{row: a.b, reason: context, why: so}\n- {row: a.b, reason: context, why: so}", "twice"),
        ("{row: a.f, reason: context, why: so}", "can become advice"),
    ],
)
def test_setting_a_row_aside_takes_a_row_and_a_reason(tmp_path, entry, wrong):
    (tmp_path / "inventory.csv").write_text(f"{HEAD}\n{ROW}\na.f,4.1,L2,stakeholder-function,all,all,Do.,always\n")
    (tmp_path / "set-aside.yaml").write_text(f"- {entry}\n")
    with pytest.raises(InputError, match=wrong):
        read_set_aside(tmp_path, read_inventory(tmp_path))
