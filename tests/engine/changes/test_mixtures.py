"""Two libraries mixed: with some of it as it was, the later one is what it would be had that never changed."""

import pytest

from wayhome.engine.advise import Options, advise
from wayhome.engine.changes.mixtures import Mixtures
from wayhome.engine.changes.sides import Side, compared
from wayhome.engine.changes.standing import aspects
from wayhome.engine.changes.units import Unit
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import read_profile

SCALES, RETURNS = "questionnaire/scales.yaml", "questionnaire/02-returns.yaml"
EDITS = {
    Unit("scale", "service"): (
        SCALES,
        "[none, closed, on-paper, patchy, mostly, reaching]",
        "[none, closed, on-paper, mostly, reaching, patchy]",
    ),
    Unit("scale", "mechanism"): (
        SCALES,
        "still missing in part\n      gap: 1\n      mode: strengthen",
        "still missing in part\n      gap: 3\n      mode: operate",
    ),
    Unit("question", "returns.number"): (RETURNS, "{band: medium, below: 10000}", "{band: medium, below: 5000}"),
    Unit("finding", "context.volume-high"): (
        "1-context/scale.yaml",
        "returns.trend: surge}",
        "returns.trend: [rising, surge]}",
    ),
    Unit("measure", "care"): ("5-priorities/measures/structures.yaml", "  keeps_place: yes", "  keeps_place: no"),
    Unit("means"): ("5-priorities/0-means.yaml", "money.source.yearly: yes", "returns.trend: rising"),
    Unit("guard", "women"): ("5-priorities/guards.yaml", "{service.women: reaching}", "{returns.trend: rising}"),
}
"""What is edited in rules or knowledge, by the unit that it is."""


def edited(fork, told, units, *, back=False):
    for unit in units:
        file, was, is_ = EDITS[unit]
        (told if file.startswith("questionnaire") else fork).edit(file, *((is_, was) if back else (was, is_)))


def under(library, name):
    return Side(read_profile(f"example:{name}", library.questionnaire, library.examples), library, Options())


def test_what_differs_is_each_thing_that_was_edited(shipped_library, fork, told):
    edited(fork, told, EDITS)
    mixtures = Mixtures(shipped_library, load_library(fork.folder, told.folder))
    assert set(mixtures.units) == set(EDITS)
    assert mixtures.touched["returns.number"] == {Unit("question", "returns.number")}
    assert mixtures.touched["returns.trend"] == set()


@pytest.mark.parametrize("name", ["xx", "gha-2021"])
def test_with_everything_as_it_was_the_first_side_stands(shipped_library, fork, told, name):
    edited(fork, told, EDITS)
    comparison = compared(under(shipped_library, name), under(load_library(fork.folder, told.folder), name))
    worlds = comparison.worlds
    assert worlds.without(frozenset(worlds.units)) == aspects(comparison.before)
    assert worlds.without(frozenset()) == aspects(comparison.after) != aspects(comparison.before)


def test_with_some_of_it_as_it_was_that_is_as_if_it_had_not_been_edited(shipped_library, fork, told):
    edited(fork, told, EDITS)
    worlds = compared(under(shipped_library, "xx"), under(load_library(fork.folder, told.folder), "xx")).worlds
    scale, mechanism, number, finding, *_ = EDITS
    for units in ((scale,), (Unit("means"),), (scale, finding), (mechanism, number, finding)):
        edited(fork, told, units, back=True)
        side = under(load_library(fork.folder, told.folder, is_kept=False), "xx")
        assert worlds.without(frozenset(units)) == aspects(advise(side.profile, side.library)), units
        edited(fork, told, units)


def test_a_question_that_is_new_is_taken_back_with_the_rules_that_read_it(shipped_library, fork, told):
    told.edit(
        RETURNS,
        "  - question: returns.trend\n",
        "  - question: returns.new\n    name: a new one\n    text: Is there a new one?\n    ask: [adviser]\n"
        "    values: {no: {anchor: No.}, yes: {anchor: Yes.}}\n  - question: returns.trend\n",
    )
    fork.edit("1-context/scale.yaml", "returns.trend: surge}", "returns.new: [no, yes]}")
    comparison = compared(under(shipped_library, "xx"), under(load_library(fork.folder, told.folder), "xx"))
    assert set(comparison.worlds.units) == {Unit("question", "returns.new"), Unit("finding", "context.volume-high")}
    assert comparison.worlds.without(frozenset({Unit("question", "returns.new")})) == {}
    (change,) = [one for one in comparison.findings if one.id == "context.volume-high"]
    assert comparison.causes_of(change).units == (Unit("finding", "context.volume-high"),)


def test_an_answer_that_is_the_same_is_never_a_cause(shipped_library, told):
    edited(None, told, [Unit("question", "returns.number"), Unit("scale", "mechanism")])
    comparison = compared(under(shipped_library, "xx"), under(load_library(None, told.folder), "xx"))
    assert not [unit for unit in comparison.worlds.units if unit.kind in ("answer", "time")]
