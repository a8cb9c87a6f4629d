"""Influence against interest: every body once, in the field of its rating, what is not rated at the edge."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.actors import ActorAdvice
from wayhome.engine.brief.pictures.drawing import DEEP, MUTED, PAPER
from wayhome.engine.brief.tree import plain
from wayhome.engine.profile import Actor, Part

from .svg_reading import NASTY, advice_of, check_labels, drawn, labels, shapes, whole_labels

LEVELS = ["low", "high", ""]


def body(key, name, interest, influence):
    rated = {"interest": interest, "influence": influence}
    parts = {what: Part(values=(level,)) for what, level in rated.items() if level}
    return ActorAdvice(Actor(key, name, parts), {}, (), ())


def grid(*bodies):
    return drawn(dataclasses.replace(advice_of("xx"), actors=tuple(bodies))).get("stakeholders")


def place_of(first_line, svg):
    """(interest, influence) of the field that a name stands in, as the words beside and below the fields call it."""
    found = labels(svg)
    (name,) = [label for label in found if label.text == first_line and not label.is_bold]
    boxes = [tuple(float(rect[key]) for key in ("x", "y", "width", "height")) for rect in shapes(svg, "rect")]
    ((x, y, width, height),) = [b for b in boxes if b[0] < name.left < b[0] + b[2] and b[1] < name.base < b[1] + b[3]]
    axes = [label for label in found if label.is_bold]
    below = [label.text for label in axes if label.left >= 100 and x < (label.left + label.right) / 2 < x + width]
    beside = [label.text for label in axes if label.left < 100 and y < label.base < y + height]
    words = {"little interest": "low", "much interest": "high", "interest not rated": ""}
    across = [words[text] for text in below if text in words]
    upwards = {"little influence": "low", "much influence": "high", "influence not rated": ""}[" ".join(beside)]
    return across[0], upwards


RATINGS = [(interest, influence) for interest in LEVELS for influence in LEVELS]


@pytest.mark.parametrize("rating", RATINGS)
def test_a_body_stands_in_the_field_of_its_rating(rating):
    others = [body("o1", "other one", "low", "low"), body("o2", "other two", "high", "high")]
    svg = grid(*others, body("a", "the body", *rating)).svg
    assert place_of("the body", svg) == rating
    check_labels(svg)


def test_bodies_of_one_field_are_listed_in_it_in_the_order_of_their_names():
    svg = grid(body("a", "Zebra", "high", "low"), body("b", "apple", "high", "low"), body("c", "Mango", "high", "low")).svg
    assert {place_of(name, svg) for name in ("Zebra", "apple", "Mango")} == {("high", "low")}
    names = [label.text for label in labels(svg) if not label.is_bold]
    assert names == ["apple", "Mango", "Zebra"]


def test_a_rating_that_is_not_known_is_told_by_a_dashed_field_and_an_open_dot():
    svg = grid(body("a", "rated", "high", "high"), body("b", "not rated", "", "")).svg
    dashed = [rect for rect in shapes(svg, "rect") if "stroke-dasharray" in rect]
    assert [rect["stroke"] for rect in dashed] == [MUTED]
    assert [dot["fill"] for dot in shapes(svg, "circle")] == [DEEP, PAPER]
    assert "not rated" not in " ".join(whole_labels(grid(body("a", "rated", "high", "high")).svg))


def test_a_level_the_grid_does_not_know_counts_as_not_rated():
    assert place_of("a body", grid(body("a", "a body", "middling", "high")).svg) == ("", "high")


def test_the_example_stands_as_its_table_says():
    svg = drawn(advice_of("xx"))["stakeholders"].svg
    for advised in advice_of("xx").actors:
        assert whole_labels(svg).count(advised.actor.name) == 1
    assert place_of("Ministry of Work", svg) == ("high", "high")
    assert place_of("Institute for Social Research", svg) == ("low", "low")
    assert place_of("Chamber of Commerce and Crafts", svg) == ("low", "high")
    assert place_of("Open Door Shelters", svg) == ("high", "low")


def test_nobody_listed_means_no_picture():
    assert grid() is None


@given(
    st.lists(st.tuples(st.sampled_from(NASTY) | st.text(max_size=200), st.sampled_from(RATINGS)), min_size=1, max_size=25)
)
@settings(deadline=None, max_examples=60)
def test_whatever_bodies_are_called_each_stands_once_and_free(named):
    picture = grid(*(body(str(i), name, *rating) for i, (name, rating) in enumerate(named)))
    check_labels(picture.svg)
    assert len(shapes(picture.svg, "circle")) == len(named)
    whole = whole_labels(picture.svg)
    for name, _ in named:
        said = plain(name).text
        if 0 < len(said) <= 6:  # longer ones may be broken into lines
            assert said in whole


QUADRANT_LINE = re.compile(r'    "(?P<name>[^"`\n]*)": \[(?P<x>0\.\d\d), (?P<y>0\.\d\d)\]')


@given(st.lists(st.tuples(st.sampled_from(NASTY) | st.text(max_size=60), st.sampled_from(RATINGS)), min_size=1, max_size=12))
@settings(deadline=None, max_examples=40)
def test_mermaid_sets_each_rated_body_into_its_field(named):
    picture = grid(*(body(str(i), name, *rating) for i, (name, rating) in enumerate(named)))
    rated = [rating for _, rating in named if all(rating)]
    if not rated:
        assert picture.mermaid == ""
        return
    head, *lines = picture.mermaid.split("\n")
    assert head == "quadrantChart"
    points = [QUADRANT_LINE.fullmatch(line) for line in lines[4:]]
    assert [line.split()[0] for line in lines[:4]] == ["accTitle:", "accDescr:", "x-axis", "y-axis"]
    fields = sorted(("high" if float(m["x"]) > 0.5 else "low", "high" if float(m["y"]) > 0.5 else "low") for m in points)
    assert fields == sorted(rated)
