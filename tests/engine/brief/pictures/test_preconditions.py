"""The ground drawn: filled is certain, hatched is open, empty is not there, and a word says it too."""

import dataclasses

import pytest

from wayhome.engine.brief.pictures.drawing import DEEP, PAPER

from .svg_reading import EXAMPLES, advice_of, check_labels, drawn, shapes, whole_labels

HATCH = "url(#preconditions-hatch-1)"


def with_values(values):
    """An example in which every precondition has these values."""
    advice = advice_of("xx")
    masks = {f.id: f.domain.mask(values) for f in advice.library.rulebook.preconditions}
    facts = {**advice.evaluation.facts, **masks}
    return dataclasses.replace(advice, evaluation=dataclasses.replace(advice.evaluation, facts=facts))


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_of_the_five_stands_once_with_its_title(name):
    advice = advice_of(name)
    said = whole_labels(drawn(advice)["preconditions"].svg)
    titles = [words.title for words in advice.library.wording.preconditions.values()]
    assert len(titles) == 5
    assert all(said.count(title) == 1 for title in titles)


@pytest.mark.parametrize(
    ("values", "word", "whole", "left", "sign"),
    [
        (("met",), "met", DEEP, None, "tick"),
        (("partly",), "in part", PAPER, DEEP, None),
        (("unmet",), "not yet", PAPER, None, None),
        (("met", "partly"), "at least in part", HATCH, DEEP, None),
        (("partly", "unmet"), "at most in part", PAPER, HATCH, None),
        (("met", "unmet"), "open", HATCH, None, "?"),
        (("met", "partly", "unmet"), "open", HATCH, None, "?"),
    ],
)
def test_each_reading_has_a_word_and_a_sign_of_its_own(values, word, whole, left, sign):
    picture = drawn(with_values(values))["preconditions"]
    said = whole_labels(picture.svg)
    assert said.count(word) == 5
    assert picture.alternative.count(f": {word}") == 5
    discs = [disc["fill"] for disc in shapes(picture.svg, "circle") if float(disc["r"]) > 12]
    assert discs == [whole, "none"] * 5
    halves = [path["fill"] for path in shapes(picture.svg, "path") if "A" in path["d"]]
    assert halves == ([left] * 5 if left else [])
    assert said.count("?") == (5 if sign == "?" else 0)
    ticks = [path for path in shapes(picture.svg, "path") if path.get("stroke") == PAPER]
    assert len(ticks) == (5 if sign == "tick" else 0)
    check_labels(picture.svg)


def test_only_signs_that_stand_there_are_explained():
    assert "still open" not in whole_labels(drawn(with_values(("met",)))["preconditions"].svg)
    assert "not there yet" not in whole_labels(drawn(with_values(("met", "partly")))["preconditions"].svg)
    assert "there (left half: in part)" not in whole_labels(drawn(with_values(("unmet",)))["preconditions"].svg)
