"""How firm the order is, drawn: bars as long as the shares, ranges from the best place seen to the worst."""

import dataclasses
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import DEEP, LIGHT, MIDDLE, SIGNAL
from wayhome.engine.brief.pictures.firmness import TALLEST, drawn_of
from wayhome.engine.firmness import Kind, Standing, told
from wayhome.engine.robustness import in_a_brief

from .svg_reading import EXAMPLES, advice_of, check_labels, labels, lightness, parsed, shapes, whole_labels

LEFT, RIGHT, FIRST, NONE = 262, 432, 462, 616
SCENARIOS = 1000


def ranked_of(advice):
    return {r.id: r.rank for r in advice.ranked if r.rank}


def drawn(advice, kind=None):
    return drawn_of(Phrases(advice), kind or in_a_brief(advice).both)


def bars(svg):
    """Of each row from top to bottom, its middle and the right edge of each fill."""
    found = {}
    for rect in shapes(svg, "rect"):
        if rect["height"] == "8" and float(rect["x"]) >= LEFT and rect.get("stroke") == DEEP:
            edge = float(rect["x"]) + float(rect["width"])
            found.setdefault(float(rect["y"]) + 4, {})[rect["fill"]] = edge
    return found


def ranges(svg):
    """Of each row, its middle, both ends and whether the line is broken."""
    found = {}
    for line in shapes(svg, "path"):
        (x1, y1), (x2, y2) = ((float(n) for n in point.split(" ")) for point in line["d"].removeprefix("M").split("L")[:2])
        if line.get("stroke") == DEEP and y1 == y2 and x1 >= FIRST - 1:
            found[y1] = (x1, x2, "stroke-dasharray" in line)
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_bar_is_as_long_as_each_share_and_a_range_reaches_from_the_best_place_to_the_worst(name):
    advice = advice_of(name)
    svg = drawn(advice).svg
    rows = ranges(svg)
    shown = told(ranked_of(advice), in_a_brief(advice).both)[: len(rows)]
    assert len(rows) == len(shown)
    found = bars(svg)
    last = max(10, *ranked_of(advice).values(), *(p for s in shown for p in (s.best, s.worst) if p))
    for standing, (middle, (best, worst, is_broken)) in zip(shown, sorted(rows.items()), strict=True):
        edges = sorted(set(found.get(middle, {}).values()))
        wanted = sorted({LEFT + (RIGHT - LEFT) * number / SCENARIOS for number in standing.within if number})
        assert edges == pytest.approx(wanted, abs=0.2)
        assert is_broken is (standing.worst is None)
        for place, x in ((standing.best, best), (standing.worst, worst)):
            assert x == (NONE if place is None else pytest.approx(FIRST + 120 * (place - 1) / (last - 1), abs=0.1))


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_measure_stands_once_in_the_order_of_the_table_and_a_ring_on_its_place_now(name):
    advice = advice_of(name)
    phrases = Phrases(advice)
    svg = drawn(advice).svg
    titles = [phrases.wording.measures[s.measure].title for s in told(ranked_of(advice), in_a_brief(advice).both)]
    found = [words for words in whole_labels(svg) if words in titles]
    assert found == titles[: len(found)]
    rings = [disc for disc in shapes(svg, "circle") if disc["stroke"] == SIGNAL and float(disc["cx"]) >= FIRST]
    of_today = {phrases.wording.measures[id_].title for id_ in ranked_of(advice)}
    assert len(rings) == len(of_today & set(found))


def test_it_fits_one_page_and_says_how_many_more_there_are():
    picture = drawn(advice_of("xx"))
    assert float(parsed(picture.svg).get("height")) < TALLEST + 80
    assert "4 more: see the table." in whole_labels(picture.svg)
    assert "more: see the table" not in drawn(advice_of("gha-2021")).svg


def test_fills_are_told_apart_without_their_colours():
    shades = [lightness(colour) for colour in (DEEP, MIDDLE, LIGHT)]
    assert all(lighter - darker > 0.2 for darker, lighter in itertools.pairwise(shades))
    said = whole_labels(drawn(advice_of("gha-2021")).svg)
    assert [words for words in said if words.startswith("first")] == ["first", "first 3", "first 5", "first 10"]


def test_only_signs_that_stand_in_it_are_explained():
    first = next(r.id for r in advice_of("xx").ranked if r.rank)
    always = Kind(SCENARIOS, (Standing(first, SCENARIOS, (SCENARIOS,) * 4, 1, 1),), (), SCENARIOS)
    said = whole_labels(drawn(advice_of("xx"), always).svg)
    assert "first" in said
    assert not {"first 3", "first 5", "first 10", "none", "from the best place to none at all"} & set(said)


def test_it_says_in_sentences_what_it_shows():
    assert drawn(advice_of("gha-2021")).alternative == (
        "A bar for each of 10 measures: in how many of 100 combinations it stands among the first 1, 3, 5 and 10; beside it,"
        " its best and its worst place. Among the first five in almost every one: One table for everybody who deals with"
        " return; in most: Referral that leads to an answer; in some: 7 measures; in hardly any: one measure."
    )


def test_nothing_is_drawn_of_nothing():
    assert drawn(advice_of("xx"), Kind(SCENARIOS, (), (), 0)) is None


MEASURES = [r.id for r in advice_of("mda").ranked]


@st.composite
def standings(draw):
    within = sorted(draw(st.lists(st.integers(0, SCENARIOS), min_size=4, max_size=4)))
    best, worst = sorted(draw(st.lists(st.integers(1, 38), min_size=2, max_size=2)))
    worst = draw(st.sampled_from([worst, None]))
    return Standing("", SCENARIOS if worst else draw(st.integers(1, SCENARIOS)), tuple(within), best, worst)


@given(st.dictionaries(st.sampled_from(MEASURES), standings(), min_size=1))
@settings(deadline=None, max_examples=40)
def test_labels_stand_free_whatever_was_seen(seen):
    kind = Kind(SCENARIOS, tuple(dataclasses.replace(s, measure=id_) for id_, s in seen.items()), (), 0)
    advice = advice_of("mda")
    picture = drawn(advice, kind)
    assert (picture is None) is (not told(ranked_of(advice), kind))
    if picture:
        check_labels(picture.svg)
        assert float(parsed(picture.svg).get("height")) < TALLEST + 80
        assert {label.text for label in labels(picture.svg)} > {"0", "25", "50", "75", "100"}
