"""A brief as HTML: the words of the Markdown and labels around them, in a page that needs nothing and runs nothing."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from wayhome import advise, load_profile
from wayhome.engine.advise import Edition
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.tree import (
    Break,
    Code,
    Document,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    Picture,
    Strong,
    Text,
)
from wayhome.engine.documents.html import to_html
from wayhome.engine.documents.parts import FACTS
from wayhome.engine.documents.read_markdown import read_brief
from wayhome.engine.errors import EngineError, InputError
from wayhome.engine.library import load_library

from .page import parse
from .random_documents import documents

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*.md"))
STYLE = (Path(__file__).parents[3] / "engine" / "documents" / "brief.css").read_text(encoding="utf-8")
WORDS = load_library().wording.page
NOT_OF_THE_BRIEF = ("unseen", "back", "edition", "facts")
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "section", "footer", "details"),
    *("summary", "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "bdi", "sup"),
    *("strong", "code", "wbr", "table", "thead", "tbody", "tr", "th", "td", "hr"),
}
ATTRIBUTES = {
    *("lang", "dir", "charset", "http-equiv", "content", "name", "class", "id", "href", "role", "tabindex", "scope"),
    *("aria-label", "aria-labelledby", "aria-hidden", "data-edition"),
}


@pytest.fixture(scope="module")
def ghana():
    return advise(load_profile("example:gha-2021"))


def brief(*blocks, notes=(), **front):
    return Document(front, blocks, notes)


def paragraph(text):
    return Paragraph((Text(text),))


def page(*blocks, words=None, notes=(), **front):
    return parse(to_html(brief(*blocks, notes=notes, **front), words))


def words_of_page(found):
    """The words of the brief itself, without labels, contents and front matter."""
    annexes = [element for element in found.walk() if element.attributes.get("id") == "annexes"]
    sources = [item for part in found.by_class("sources") for item in part.all("li")]
    parts = [found.one("header"), found.one("main"), *annexes, *sources]
    return [word for part in parts for word in part.words(NOT_OF_THE_BRIEF)]


def check_page(found):
    """What holds of every page, whatever stands in it."""
    elements = list(found.walk())
    assert {element.tag for element in elements[1:]} <= TAGS
    assert {name for element in elements for name in element.attributes} <= ATTRIBUTES
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z0-9-]+", id_) for id_ in ids)
    for element in elements:
        assert element.attributes.get("href", "#main")[1:] in ids
        assert element.attributes.get("href", "#main").startswith("#")
        assert element.attributes.get("aria-labelledby", "main") in ids
    headings = [int(element.tag[1]) for element in elements if re.fullmatch("h[1-6]", element.tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(headings))
    (style,) = found.all("style")
    digest = base64.b64encode(hashlib.sha256(style.text().encode()).digest()).decode()
    (policy,) = [e for e in found.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert style.text().startswith(STYLE)
    assert "<" not in style.text()


# The same words, in order


def words_of_markdown(text):
    """The words of a brief as another reader of Markdown finds them: blocks, then notes with their numbers."""
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.use(footnote_plugin, move_to_end=False)
    found = []
    for token in parser.parse(text):
        if token.type == "footnote_reference_open":
            found.append(f"[{token.meta['label']}]")
        for child in token.children or ():
            found.append(f"[{child.meta['label']}]" if child.type == "footnote_ref" else child.content)
        found.append(" ")
    return "".join(found).split()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_word_of_a_golden_brief_stands_in_the_page_in_order_and_nothing_else(path):
    text = path.read_text(encoding="utf-8")
    found = parse(to_html(read_brief(text, path.name)))
    check_page(found)
    assert words_of_page(found) == words_of_markdown(text)


@pytest.mark.parametrize("edition", Edition)
def test_so_it_does_in_every_edition(edition):
    advice = advise(load_profile("example:xx"), edition=edition)
    found = parse(advice.to_html())
    drawn = [block for block in advice.to_document().blocks if isinstance(block, Picture)]
    assert len(found.all("figure")) == len(drawn) > 0
    check_page(found.without("figure"))  # which show once more what is said beside them
    assert words_of_page(found) == words_of_markdown(advice.to_markdown())


def test_a_brief_read_back_from_markdown_gives_the_same_page(ghana):
    document = ghana.to_document()
    words_alone = replace(document, blocks=tuple(block for block in document.blocks if not isinstance(block, Picture)))
    assert to_html(read_brief(ghana.to_markdown(), "b.md")) == to_html(words_alone)


def words_of_tree(document):
    """The words of a document, straight from its tree."""

    def line(parts):
        return "".join(f"[{part.key}]" if isinstance(part, Note) else part.text for part in parts)

    first = document.blocks[0] if document.blocks else None
    has_title = isinstance(first, Heading) and "".join(getattr(part, "text", "") for part in first.line).strip()
    found = [] if has_title else [WORDS.untitled]
    for block in document.blocks:
        match block:
            case Heading(_, of) | Paragraph(of):
                found.append(line(of))
            case Items(of):
                found += map(line, of)
            case Grid(head, rows):
                found += [line(cell) for row in (head, *rows) for cell in row]
    found += [f"[{key}] {line(of)}" for key, of in document.notes]
    return " ".join(found).replace("\u2060", "").split()


@given(documents())
@settings(max_examples=120, deadline=None, derandomize=True)
@example(Document({}, (), ()))
@example(Document({"edition": '"; } </style><script>x</script>'}, (), ()))
@example(Document({"options": {"edition": '"><script>x</script>'}, "for": "</dd>"}, (), ()))
@example(Document({}, (Heading(3, (Text("Sources"),)), Heading(1, (Text("Main"),)), Heading(6, (Text("source 1"),))), ()))
def test_nothing_that_is_typed_becomes_markup(document):
    found = parse(to_html(document))
    check_page(found)
    assert words_of_page(found) == words_of_tree(document)
    told = [element.words() for element in found.one("footer").all("dd")] if document.front else []
    assert told == [_as_front(value).split() for value in _all_values(document.front)]


def _all_values(front):
    for value in front.values():
        yield value
        if isinstance(value, dict):
            yield from _all_values(value)


def _as_front(value):
    if isinstance(value, dict):
        return " ".join(f"{key} {_as_front(inner)}" for key, inner in value.items())
    return Text(value if isinstance(value, str) else json.dumps(value)).text.replace("\u2060", "")


# What a page is made of


def test_a_page_says_what_it_is_before_anything_else(ghana):
    found = parse(ghana.to_html())
    assert found.one("html").attributes == {"lang": "en", "dir": "ltr"}
    assert found.one("head").one("title").words() == found.one("h1").words()
    assert " ".join(found.one("h1").words()) == "Ghana: joining up what exists for people who come back"
    header = found.one("header")
    assert header.by_class("edition")[0].attributes["data-edition"] == "draft"
    assert " ".join(header.by_class("edition")[0].words()) == ghana.to_document().front["edition"]
    (facts,) = header.by_class("facts")
    assert [" ".join(term.words()) for term in facts.all("dt")] == list(FACTS)
    assert [" ".join(told.words()) for told in facts.all("dd")] == [ghana.to_document().front[key] for key in FACTS]
    first = found.one("body").children[1]
    assert (first.tag, first.attributes["href"]) == ("a", "#main")


def test_an_invented_country_is_said_to_be_one_where_nobody_can_miss_it():
    found = parse(advise(load_profile("example:xx")).to_html())
    (notice,) = found.one("header").by_class("notice")
    assert "Exampleland is invented" in " ".join(notice.words())
    assert not parse(advise(load_profile("example:civ")).to_html()).by_class("notice")


def test_the_main_part_the_annexes_and_the_sources_are_landmarks_and_all_are_in_the_contents(ghana):
    found = parse(ghana.to_html())
    titles = [" ".join(heading.words()) for heading in found.one("main").all("h2")]
    assert titles[0] == "On one page"
    annexes = found.by_id("annexes")
    assert (annexes.tag, annexes.attributes["aria-label"]) == ("section", "Annexes")
    letters = [" ".join(heading.words()) for heading in annexes.all("h2")]
    assert letters[0].startswith("Annex A.")
    listed = [" ".join(link.words()) for link in found.one("nav").all("a")]
    assert listed == [*titles, "Annexes", *letters, "Sources", "How this brief was made"]


def test_the_front_matter_stands_at_the_end_for_those_who_check(ghana):
    front = ghana.to_document().front
    told = " ".join(parse(ghana.to_html()).one("footer").words())
    for key in ("profile-sha256", "rulebook-sha256", "knowledge-sha256", "wayhome"):
        assert f"{key} {front[key]}" in told
    assert "edition draft date null weights gap 3" in told


def test_a_table_is_named_by_the_line_that_leads_to_it_or_the_heading_above():
    lead = Paragraph((Strong("Now"), Text(": the answers are enough.")))
    grid = Grid(((), (Text("Action"),)), (((Text("1"),), (Text("Act"),)),))
    found = page(Heading(1, (Text("T"),)), Heading(2, (Text("What to do"),)), lead, grid, paragraph("x"), grid)
    first, second = found.all("table")
    assert " ".join(found.by_id(first.attributes["aria-labelledby"]).words()) == "Now: the answers are enough."
    assert found.by_id(second.attributes["aria-labelledby"]) is found.by_id(first.attributes["aria-labelledby"])
    (alone,) = page(Heading(1, (Text("T"),)), Heading(2, (Text("Findings"),)), grid).all("table")
    assert alone.attributes["aria-labelledby"] == "findings"
    (untitled,) = page(grid).all("table")
    assert untitled.attributes["aria-labelledby"] == "title"


def test_a_table_says_which_cells_head_what_and_can_be_scrolled_by_keyboard():
    found = page(Grid(((), (Text("Action"),), ()), (((Text("1"),), (Text("Act"),), ()), ((), (Text("Rest"),), ()))))
    head, first, second = found.all("tr")
    assert [(cell.tag, cell.attributes.get("scope"), " ".join(cell.words())) for cell in head.children] == [
        ("th", "col", "No."),
        ("th", "col", "Action"),
        ("td", None, ""),
    ]
    assert [(cell.tag, cell.attributes.get("scope")) for cell in first.children] == [
        ("th", "row"),
        ("td", None),
        ("td", None),
    ]
    assert [cell.tag for cell in second.children] == ["td", "td", "td"]
    (scroll,) = found.by_class("scroll")
    assert scroll.attributes["tabindex"] == "0"
    assert scroll.attributes["aria-labelledby"] == scroll.one("table").attributes["aria-labelledby"]


def test_references_lead_to_their_source_and_back_again():
    line = (Text("a"), Note("1"), Note("x<y"), Text(" b"), Note("1"))
    found = page(Paragraph(line), notes=(("1", (Text("One."),)), ("x<y", (Text("Two."),)), ("3", ())))
    references = [link for link in found.all("a") if link.attributes.get("role") == "doc-noteref"]
    assert [link.attributes["aria-label"] for link in references] == ["Source 1", "Source x<y", "Source 1"]
    assert [link.attributes["href"] for link in references] == ["#source--1", "#source--2", "#source--1"]
    back = found.by_class("back")
    assert [link.attributes["href"] for link in back] == ["#use--1-1", "#use--1-2", "#use--2-1"]
    assert [found.by_id(link.attributes["href"][1:]) for link in back] == [references[0], references[2], references[1]]
    assert back[1].attributes["aria-label"] == "Back to the text: use 2 of source 1"
    assert not found.by_id("source--3").all("a")


def test_a_reference_without_a_source_is_text():
    found = page(Paragraph((Text("a"), Note("9"))))
    assert words_of_page(found)[-1] == "a[9]"
    assert [link.attributes["href"] for link in found.all("a")] == ["#main"]


def test_headings_leave_no_level_out_and_only_one_is_the_first():
    blocks = [Heading(level, (Text(str(i)),)) for i, level in enumerate((4, 1, 4, 6, 2, 3))]
    found = page(*blocks)
    assert [(h.tag, h.words()[0]) for h in found.all("h1", "h2", "h3", "h4", "h5", "h6")] == [
        ("h1", "0"),
        ("h2", "1"),
        ("h3", "2"),
        ("h4", "3"),
        ("h2", "4"),
        ("h3", "5"),
    ]


def test_ids_may_break_after_their_dots_and_stay_the_same_text():
    (code,) = page(Paragraph((Code("coordination.need"),))).all("code")
    assert code.text() == "coordination.need"
    assert [child.tag for child in code.children if not isinstance(child, str)] == ["wbr"]


# Directions of writing


def test_a_line_that_runs_the_other_way_says_so_and_a_foreign_name_turns_nothing_round():
    arabic = "ديوان التونسيين بالخارج (OTE)"
    mixed = (Text(f"Asked of {arabic}"),)
    begins = (Text("وزارة: a long English sentence about it"),)
    found = page(paragraph("x"), Break(), paragraph(arabic), Paragraph(mixed), Paragraph(begins), Items(((Text(arabic),),)))
    assert [p.attributes.get("dir") for p in found.by_id("annexes").all("p")] == ["rtl", None, None]
    (item,) = found.by_id("annexes").all("li")
    assert item.attributes == {}
    assert item.one("bdi").attributes == {"dir": "rtl"}


def test_a_page_can_run_from_right_to_left():
    words = WORDS.model_copy(update={"language": "ar", "direction": "rtl"})
    arabic, english = "وزارة الداخلية", "Ministry of the Interior"
    found = page(paragraph("2026"), Break(), paragraph(arabic), paragraph(english), paragraph("2026"), words=words)
    assert found.one("html").attributes == {"lang": "ar", "dir": "rtl"}
    assert [p.attributes.get("dir") for p in found.by_id("annexes").all("p")] == [None, "ltr", None]


def test_the_style_knows_no_left_or_right_but_for_the_margin_of_paper_and_the_shadows_of_both_sides():
    rules = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    for line in rules.splitlines():
        if re.search(r"\b(left|right)\b", line):
            assert re.match(r"\s+(@bottom-(left|right) |linear-gradient\()", line), line


def test_labels_come_from_the_knowledge_and_a_slot_that_nothing_fills_is_named():
    words = WORDS.model_copy(update={"source": "Quelle {number} <b>", "contents": "Inhalt"})
    found = page(Heading(1, ()), Heading(2, (Text("A"),)), Paragraph((Note("1"),)), notes=(("1", ()),), words=words)
    assert found.one("nav").attributes["aria-label"] == "Inhalt"
    assert [e for e in found.walk() if e.attributes.get("aria-label") == "Quelle 1 <b>"]
    with pytest.raises(InputError, match="has a slot 'nummer'"):
        page(Paragraph((Note("1"),)), notes=(("1", ()),), words=WORDS.model_copy(update={"back": "zurück {nummer}"}))


# Pictures

SVG = (
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9"'
    ' height="9" viewBox="0 0 9 9"><title>old</title><defs><linearGradient id="a"/></defs>'
    '<rect fill="url(#a)" width="9" height="9"/><use xlink:href="#a"/><text>1 &lt; 2</text></svg>'
)


def picture(svg=SVG, name="roadmap", alternative='Six "steps" & <more>'):
    return Picture(name, (Text("The <roadmap>"), Note("1")), alternative, svg)


def test_a_picture_is_drawn_in_the_page_with_a_name_a_description_and_ids_of_its_own():
    found = page(Heading(1, ()), picture(), picture(), notes=(("1", (Text("Source."),)),))
    first, second = found.all("figure")
    assert " ".join(first.one("figcaption").words()) == "The <roadmap>[1]"
    svg = first.one("svg")
    assert svg.attributes["role"] == "img"
    assert {"width", "height"}.isdisjoint(svg.attributes)
    assert found.by_id(svg.attributes["aria-labelledby"]).text().strip() == "The <roadmap>"
    assert found.by_id(svg.attributes["aria-describedby"]).text().strip() == 'Six "steps" & <more>'
    assert svg.one("text").text() == "1 < 2"
    for drawn in (first, second):
        own = drawn.one("lineargradient").attributes["id"]
        assert drawn.one("rect").attributes["fill"] == f"url(#{own})"
        assert drawn.one("use").attributes == {"href": f"#{own}"}
    ids = [element.attributes["id"] for element in found.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))


def test_a_picture_too_wide_for_the_screen_is_scrolled_by_keyboard_and_named_by_its_caption():
    figure = page(Heading(1, ()), picture(), notes=(("1", (Text("Source."),)),)).one("figure")
    scrolled = figure.one("div")
    assert scrolled.one("svg")
    assert (scrolled.attributes["class"], scrolled.attributes["role"], scrolled.attributes["tabindex"]) == (
        "scroll",
        "group",
        "0",
    )
    assert figure.one("figcaption").attributes["id"] == scrolled.attributes["aria-labelledby"]


@pytest.mark.parametrize("part", ["<style>text {fill: red}</style>", '<g style="fill: red"/>'])
def test_a_picture_with_looks_the_page_would_not_show_is_refused(part):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{part}</svg>'
    with pytest.raises(EngineError, match="'roadmap' has a style"):
        page(picture(svg))


# Colours, and the same bytes again


def schemes():
    """The colours of light and dark screens, by name."""
    first, dark = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    light = dict(re.findall(r"--(\S+): (#[0-9a-f]{6});", first))
    return {"light": light, "dark": {**light, **dict(re.findall(r"--(\S+): (#[0-9a-f]{6});", dark))}}


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "behind", "least"),
    [
        *((text, behind, 4.5) for text in ("text", "quiet", "accent") for behind in ("page", "card", "draft")),
        ("draft-text", "draft", 4.5),
        ("guarded-text", "guarded", 4.5),
        ("page", "accent", 4.5),
        ("draft-line", "page", 3),
        ("guarded-line", "page", 3),
    ],
)
def test_colours_have_the_contrast_that_wcag_asks_for(scheme, text, behind, least):
    colours = schemes()[scheme]
    light, dark = sorted((luminance(colours[text]), luminance(colours[behind])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_the_same_profile_gives_the_same_bytes_in_every_process(tmp_path):
    pages = []
    for seed in ("1", "2"):
        run = [sys.executable, "-c", "import wayhome as w; print(w.advise(w.load_profile('example:xx')).to_html())"]
        made = subprocess.run(run, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, cwd=tmp_path)
        pages.append(made.stdout)
    assert pages[0] == pages[1]
    assert pages[0].startswith(b"<!DOCTYPE html>")


def test_markdown_and_html_are_made_of_one_tree(ghana):
    assert to_markdown(ghana.to_document()) == ghana.to_markdown()
    assert to_html(ghana.to_document()) == ghana.to_html()
