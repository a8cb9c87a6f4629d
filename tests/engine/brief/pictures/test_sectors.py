"""The sectors drawn: every opening once, with the status Annex J gives it, told by a sign and never by a score."""

import re

import pytest

from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.pictures.drawing import DEEP, LIGHT, MIDDLE, PALE, PAPER
from wayhome.engine.brief.pictures.sectors import STRUCTURE, in_sectors
from wayhome.engine.recommend import Status

from .svg_reading import EXAMPLES, advice_of, drawn, shapes, whole_labels

TILE = "175"


def tiles(svg):
    return [rect for rect in shapes(svg, "rect") if rect["width"] == TILE]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_opening_stands_once_under_its_sector(name):
    advice = advice_of(name)
    verdicts = in_sectors(Phrases(advice))
    svg = drawn(advice)["sectors"].svg
    said = whole_labels(svg)
    assert {v.rule.id for v in verdicts} >= {id_ for id_ in advice.verdicts if re.match(r"opportunity\.", id_)}
    for verdict in verdicts:
        assert said.count(verdict.rule.title) == 1
    titles = [sector.title for id_, sector in advice.library.questionnaire.sectors.items() if id_ != STRUCTURE]
    assert len(titles) == 7
    assert [words for words in said if words in map(capital, titles)] == [capital(title) for title in titles]
    assert len(tiles(svg)) == len(verdicts)


@pytest.mark.parametrize("name", ["xx", "gha-2021", "xx-north"])
def test_each_status_has_a_shade_and_a_sign_of_its_own(name):
    advice = advice_of(name)
    picture = drawn(advice)["sectors"]
    statuses = [("asked" if v.asked in ("recommended", "possible") else str(v.status)) for v in in_sectors(Phrases(advice))]
    count = {status: statuses.count(status) for status in (*map(str, Status), "asked")}
    fills = [tile["fill"] for tile in tiles(picture.svg)]
    assert fills.count(MIDDLE) == count["recommended"]
    assert fills.count(LIGHT) == count["possible"]
    assert fills.count(PALE) == count["in-place"]
    assert fills.count(PAPER) == count["not-applicable"] + count["asked"]
    assert sum("stroke-dasharray" in tile for tile in tiles(picture.svg)) == count["not-applicable"]
    strips = [rect["fill"] for rect in shapes(picture.svg, "rect") if rect["width"] == "20"]
    assert strips.count(DEEP) == count["recommended"]
    assert strips.count("url(#sectors-hatch-1)") == count["possible"]
    said = whole_labels(picture.svg)
    assert said.count("?") == count["possible"] + bool(count["possible"]), "and once in the legend"
    numbers = [words for words in said if words.isdigit()]
    discs = [disc for disc in shapes(picture.svg, "circle") if disc["r"] == "4"]
    assert len(numbers) + len(discs) == count["recommended"] + bool(count["recommended"])
    assert {int(number) for number in numbers} <= set(Phrases(advice).numbers.values())
    for status, number in count.items():
        words = advice.library.wording.sentences[f"status.{status}"]
        assert (f"{words}: {number}" in picture.alternative) is bool(number)


def test_an_area_shows_what_is_for_the_national_level():
    assert "for the national level" in whole_labels(drawn(advice_of("xx-north"))["sectors"].svg)
    assert "for the national level" not in whole_labels(drawn(advice_of("xx"))["sectors"].svg)
