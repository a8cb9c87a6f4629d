"""The one style: readable by everybody, inert, the same bytes each time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    INK,
    LIGHT,
    MIDDLE,
    MUTED,
    PALE,
    PAPER,
    SIGNAL,
    SMALL,
    WIDTH,
    Drawing,
)
from wayhome.engine.brief.pictures.legend import legend
from wayhome.engine.brief.tree import plain

from .svg_reading import NASTY, check_labels, contrast, labels, lightness, parsed, shapes, tag, whole_labels


@pytest.mark.parametrize("ground", [PAPER, PALE, LIGHT, MIDDLE])
@pytest.mark.parametrize("ink", [INK, DEEP])
def test_dark_words_can_be_read_on_every_light_ground(ink, ground):
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("ink", [MUTED, SIGNAL])
def test_quiet_words_and_signs_can_be_read_on_paper(ink):
    assert contrast(ink) >= 4.5
    assert contrast(ink, PALE) >= 4.5


def test_light_words_can_be_read_on_the_deep_blue():
    assert contrast(PAPER, DEEP) >= 7


def test_the_blues_are_steps_of_lightness_that_stay_apart_in_grey():
    steps = [lightness(colour) for colour in (DEEP, MIDDLE, LIGHT, PAPER)]
    assert steps == sorted(steps)
    assert contrast(DEEP, MIDDLE) >= 3
    assert contrast(MIDDLE, LIGHT) >= 1.3


def test_type_is_at_least_seven_and_a_half_points_when_printed_16_cm_wide():
    points = SMALL / WIDTH * 16 / 2.54 * 72
    assert points >= 7.5


def picture(words):
    drawing = Drawing("one")
    drawing.rect(1 / 3, -0.04, 10**7, 5, fill=drawing.hatch(DEEP), stroke=DEEP)
    drawing.label(5, 20, [words])
    drawing.label(5, 40, [words, words])
    return drawing.svg(60, words, words)


@given(st.text() | st.sampled_from(NASTY))
@settings(deadline=None)
def test_whatever_is_typed_the_picture_is_made_of_the_same_parts(typed):
    words = plain(typed).text
    root = parsed(picture(words))
    assert [tag(element) for element in root.iter()] == [
        *("svg", "title", "desc", "defs", "pattern", "rect", "path", "rect", "rect", "text", "text", "tspan", "tspan")
    ]
    assert [(root[i].text or "") for i in (0, 1)] == [words, words]
    assert [words, f"{words} {words}"] == whole_labels(picture(words))


def test_numbers_are_short_and_never_in_powers_of_ten():
    svg = picture("words")
    assert 'x="0.3" y="0" width="10000000"' in svg
    assert not re.search(r'\d\.\d\d|"[^"]*\de[+-]?\d', svg.partition("<defs>")[2])


def test_ids_begin_with_the_name_of_the_picture_and_each_leads_somewhere():
    svg = picture("words")
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert ids == ["one-title", "one-desc", "one-hatch-1"]
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)
    assert parsed(svg).get("aria-labelledby") == "one-title one-desc"


def test_a_hatch_asked_for_twice_is_drawn_once():
    drawing = Drawing("one")
    assert drawing.hatch(DEEP) == drawing.hatch(DEEP) != drawing.hatch(INK)


def test_words_from_right_to_left_are_isolated_in_every_line():
    svg = picture("وزارة (2026).")
    assert svg.count("\u2067وزارة (2026).\u2069") == 3
    assert "\u2067" not in picture("2026")


def test_a_legend_breaks_into_lines_inside_the_sheet():
    drawing = Drawing("one")
    seen = []
    words = [f"sign number {i} with its words" for i in range(12)] + ["a very long explanation " * 12]
    bottom = legend(drawing, 0, [(lambda x, y: seen.append((x, y)), text) for text in words])
    svg = drawing.svg(bottom, "t", "d")
    check_labels(svg)
    assert len(seen) == len(words)
    assert len({label.base for label in labels(svg)}) > 4
    assert shapes(svg, "rect") == []
