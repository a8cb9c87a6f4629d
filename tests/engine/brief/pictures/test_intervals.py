"""The order drawn: each measure once as in the brief, as long as its points, brackets round what is read as equal."""

import dataclasses

import pytest

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import DEEP, SIGNAL

from .svg_reading import EXAMPLES, advice_of, drawn, labels, shapes, whole_labels

LEFT, RIGHT, BAR = 336, 616, "8"


def bars(svg):
    """(middle, right edge of what is assured, right edge of what is open) of each measure from top to bottom."""
    rects = [rect for rect in shapes(svg, "rect") if rect["height"] == BAR]
    legend = min(float(rect["y"]) for rect in rects if rect["x"] == "6")
    found = {}
    for rect in rects:
        left, top, width = (float(rect[key]) for key in ("x", "y", "width"))
        if top < legend:
            assured, upper = found.get(top, (LEFT, LEFT))
            if rect["fill"] == DEEP:
                assert left == LEFT
                assured = left + width
            found[top] = (assured, max(upper, left + width))
    return [(top + 4, *edges) for top, edges in sorted(found.items())]


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_measure_stands_once_in_the_order_of_the_brief_with_its_number(name):
    advice = advice_of(name)
    phrases = Phrases(advice)
    order = [r for class_ in ("recommended", "safe", "depends") for r in advice.ranked if r.of_class == class_]
    said = whole_labels(drawn(advice)["intervals"].svg)
    titles = [phrases.of(r).title for r in order]
    assert [words for words in said if words in titles] == titles
    numbers = [said[i - 1] for i, words in enumerate(said) if words in titles and said[i - 1].isdigit()]
    assert numbers == [str(phrases.numbers[r.id]) for r in order if r.id in phrases.numbers]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_bar_reaches_from_what_is_assured_to_what_is_open(name):
    advice = advice_of(name)
    order = [r for class_ in ("recommended", "safe", "depends") for r in advice.ranked if r.of_class == class_]
    unit = (RIGHT - LEFT) / (3 * sum(advice.weights.values()))
    found = bars(drawn(advice)["intervals"].svg)
    assert len(found) == len(order)
    for r, (_, assured, upper) in zip(order, found, strict=True):
        assert assured == pytest.approx(LEFT + unit * r.assured, abs=0.2)
        assert upper == pytest.approx(LEFT + unit * r.upper, abs=0.2)


@pytest.mark.parametrize("name", EXAMPLES)
def test_brackets_stand_round_what_is_read_as_equal(name):
    advice = advice_of(name)
    recommended = [r for r in advice.ranked if r.of_class == "recommended"]
    runs, run = [], []
    for i, r in enumerate(recommended):
        run.append(i)
        if not r.equal_to_next:
            runs, run = [*runs, run], []
    expected = [(run[0], run[-1]) for run in runs if len(run) > 1]
    svg = drawn(advice)["intervals"].svg
    middles = [middle for middle, _, _ in bars(svg)]
    brackets = [p["d"] for p in shapes(svg, "path") if p.get("stroke") == SIGNAL and p["d"].startswith(f"M{RIGHT + 8} ")]
    found = []
    for d in brackets:
        ys = [float(point.split(" ")[1]) for point in d.removeprefix("M").split("L")]
        found.append((middles.index(ys[0] + 4), middles.index(ys[-1] - 4)))
    assert found == expected


def test_what_open_answers_could_add_is_hatched_and_explained():
    said = whole_labels(drawn(advice_of("gha-2021"))["intervals"].svg)
    assert "what open answers could add" in said
    certain = tuple(dataclasses.replace(r, upper=r.assured) for r in advice_of("gha-2021").ranked)
    svg = drawn(dataclasses.replace(advice_of("gha-2021"), ranked=certain))["intervals"].svg
    assert "hatch" not in svg
    assert "what open answers could add" not in whole_labels(svg)


def test_points_stand_on_the_axis_up_to_the_most_there_can_be():
    ticks = [label for label in labels(drawn(advice_of("xx"))["intervals"].svg) if label.is_bold and label.base < 20]
    assert [label.text for label in ticks] == ["0", "6", "12", "18", "24", "30", "36", "42"]
