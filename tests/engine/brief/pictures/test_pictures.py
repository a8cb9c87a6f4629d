"""Every picture of every example: plain SVG whose labels stand free and which is whole without its colours."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.brief.compose import compose
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import PAPER
from wayhome.engine.brief.pictures.gallery import PICTURES, pictured
from wayhome.engine.brief.pictures.png import to_png
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.explain_text.measure import reasons

from .svg_reading import EXAMPLES, advice_of, check_labels, contrast, drawn, labels, parsed, tag

# What browsers, typst and resvg draw alike.
TAGS = {"svg", "title", "desc", "defs", "pattern", "rect", "circle", "path", "text", "tspan"}
ATTRIBUTES = {
    *("x", "y", "width", "height", "rx", "cx", "cy", "r", "d", "fill", "stroke", "stroke-width", "stroke-dasharray"),
    *("font-size", "font-weight", "font-family", "text-anchor", "id", "patternUnits", "viewBox", "role", "aria-labelledby"),
}


@pytest.fixture(params=EXAMPLES)
def pictures(request):
    return drawn(advice_of(request.param))


def test_an_example_has_the_pictures_it_can_have(pictures):
    assert {"preconditions", "timeline", "intervals", "sectors"} <= set(pictures)


def test_every_label_stands_inside_the_sheet_and_on_no_other(pictures):
    for picture in pictures.values():
        check_labels(picture.svg)


def test_a_picture_is_made_of_plain_shapes(pictures):
    for picture in pictures.values():
        for element in parsed(picture.svg).iter():
            assert tag(element) in TAGS
            assert set(element.attrib) <= ATTRIBUTES
        assert "http" not in picture.svg.replace("http://www.w3.org/2000/svg", "", 1)


def test_a_picture_says_what_it_shows(pictures):
    for name, picture in pictures.items():
        root = parsed(picture.svg)
        assert picture.name == name
        assert root[0].text == words_of(picture.title)
        assert root[1].text == picture.alternative
        assert len(picture.alternative.split()) >= 8
        assert picture.alternative.endswith(".")
        assert "{" not in picture.alternative + "".join(label.text for label in labels(picture.svg))


def test_words_on_paper_can_be_read(pictures):
    for picture in pictures.values():
        for label in labels(picture.svg):
            assert label.fill == PAPER or contrast(label.fill) >= 4.5
            assert label.size >= 11


def test_ids_of_different_pictures_never_meet(pictures):
    ids = [element.get("id") for picture in pictures.values() for element in parsed(picture.svg).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_advice_gives_the_same_bytes(name):
    assert drawn(advice_of(name)) == drawn(advice_of.__wrapped__(name))


@pytest.mark.parametrize("edition", ["draft", "ministerial", "adviser", "confidential"])
def test_each_picture_stands_once_in_the_section_it_belongs_to(edition):
    blocks = compose(advice_of("xx", edition), "0", reasons).blocks
    heading, found = "", {}
    for block in blocks:
        if isinstance(block, Picture):
            assert block.name not in found
            found[block.name] = heading
        elif type(block).__name__ == "Heading":
            heading = words_of(block.line)
    expected = {"timeline": "Roadmap: 18 months from the decision", "intervals": "Annex C. All measures"}
    expected |= {"firmness": "Annex D. Weights (ours, not the handbook's)"}
    if edition in ("adviser", "confidential"):
        expected |= {
            "preconditions": "Is the ground ready?",
            "stakeholders": "Influence and interest (for the adviser alone)",
            "sectors": "Annex J. Sectors, by body",
        }
    assert found == expected


@pytest.mark.parametrize("name", ["xx", "xx-north"])
def test_typst_draws_each_of_them(name):
    for picture in drawn(advice_of(name)).values():
        assert to_png(picture.svg, dots_per_inch=50).startswith(b"\x89PNG\r\n\x1a\n")


def test_a_picture_of_nothing_is_left_out():
    advice = advice_of("civ")
    assert "stakeholders" not in drawn(advice), "nobody is listed"
    nothing = dataclasses.replace(
        advice,
        roadmap=dataclasses.replace(advice.roadmap, tasks=()),
        ranked=(),
        verdicts={},
    )
    assert set(drawn(nothing)) == {"preconditions"}
    scoping = tuple(task for task in advice.roadmap.tasks if task.kind == "scoping")
    only_questions = dataclasses.replace(advice, roadmap=dataclasses.replace(advice.roadmap, tasks=scoping))
    assert scoping
    assert "timeline" not in drawn(only_questions)


def test_pictures_add_no_source_and_no_number_to_the_notes():
    phrases = Phrases(advice_of("xx"))
    for name in PICTURES:
        pictured(phrases, name)
    assert phrases.sources() == ()


@given(st.fixed_dictionaries({name: st.integers(0, 50) for name in advice_of("xx").weights}))
@settings(deadline=None, max_examples=20)
def test_labels_stand_free_whatever_the_weights(weights):
    advice = advice_of("mda")
    ranked = tuple(
        dataclasses.replace(
            r,
            assured=sum(weights[name] * low for name, (low, _) in r.criteria.items()),
            upper=sum(weights[name] * high for name, (_, high) in r.criteria.items()),
        )
        for r in advice.ranked
    )
    found = drawn(dataclasses.replace(advice, ranked=ranked, weights=weights))
    assert ("intervals" in found) is any(weights.values())
    if any(weights.values()):
        check_labels(found["intervals"].svg)
