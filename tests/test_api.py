"""The Python API: three lines to a brief, and errors that say what is wrong."""

import json

import pytest

from wayhome import advise, load_profile
from wayhome.engine.double_entry import _engines
from wayhome.engine.errors import InputError
from wayhome.engine.rulebook import CRITERIA

EVEN = dict.fromkeys(CRITERIA, 1)


@pytest.fixture(scope="module")
def ghana():
    return load_profile("example:gha-2021")


def test_three_lines_give_a_brief_and_its_json(ghana):
    advice = advise(ghana)
    assert advice.to_markdown().startswith("---\n")
    assert json.loads(advice.to_json())["profile"]["country"] == "GHA"
    assert advice.key_messages == advice.to_result().roadmap.key_messages


def test_weights_given_replace_those_of_the_rulebook(ghana):
    assert advise(ghana, weights=EVEN).to_result().weights == EVEN


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"edition": "drafty"}, "did you mean 'draft'?"),
        ({"date": "yesterday"}, "not a date"),
        ({"weights": {**EVEN, "gap": -1}}, "gap: -1 is not a weight"),
        ({"weights": {**EVEN, "gap": 1.5}}, "gap: 1.5 is not a weight"),
        ({"weights": {"gap": 1}}, "no weight for stakes"),
        ({"weights": {**EVEN, "gab": 1}}, "did you mean 'gap'?"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_words(ghana, options, what):
    with pytest.raises(InputError) as refused:
        advise(ghana, **options)
    assert what in str(refused.value)


def test_a_profile_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError):
        load_profile(tmp_path / "none.yaml")


def test_a_profile_loaded_again_and_again_leaves_no_engine_behind():
    for _ in range(3):
        advise(load_profile("example:civ"))
    before = len(_engines)
    for _ in range(3):
        advise(load_profile("example:civ"))
    assert len(_engines) <= before


def test_the_json_says_what_the_brief_says(ghana):
    advice = advise(ghana)
    brief, result = advice.to_markdown(), advice.to_result()
    for measure in result.measures:
        if measure.of_class == "recommended" and measure.number:
            assert f"| {measure.sign} |" in brief
    answered = {p.id: p.because for p in result.preconditions}
    assert answered["precondition.political-support"] == ["political.act"]
    assert answered["precondition.time-frames"] == []
