"""A brief as a Word document: the words of the tree in order, in real styles, and nothing typed is anything but text."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from itertools import pairwise
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import example, given, settings

from wayhome import advise, load_profile
from wayhome.engine.advise import Edition
from wayhome.engine.brief.tree import Break, Code, Document, Grid, Heading, Items, Note, Paragraph, Picture, Strong, Text
from wayhome.engine.documents.docx import to_docx
from wayhome.engine.documents.docx_styles import styles_of
from wayhome.engine.documents.parts import FACTS, front_words
from wayhome.engine.documents.read_markdown import read_brief
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library

from .random_documents import documents
from .tree_words import note_words, tree_words

WORDS = load_library().wording.page
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs noProof color sz szCs vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
}
"""The order of what may stand in these elements, by the standard; Word calls a file damaged that keeps to another."""
OF_THE_PAGE = {"Edition", "EditionDraft", "EditionGuarded", "TOCHeading", "TOC1"}


@pytest.fixture(scope="module")
def ghana():
    return advise(load_profile("example:gha-2021"))


@pytest.fixture(scope="module")
def opened(ghana):
    return Opened(ghana.to_docx())


class Opened:
    """A file as another reader finds it."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = ElementTree.fromstring(self.parts["word/document.xml"]).find(f"{W}body")
        self.file = docx.Document(io.BytesIO(data))

    def paragraphs(self):
        """Style and text of each, in the order of reading."""
        return [(paragraph.find(f"{W}pPr/{W}pStyle"), paragraph) for paragraph in self.body.iter(f"{W}p")]

    def styled(self, *styles):
        return [text_of(p) for style, p in self.paragraphs() if style is not None and style.get(f"{W}val") in styles]

    def words(self):
        """Those of the brief itself, without what the page adds, and those of its sources."""
        tables = list(self.body.iter(f"{W}tbl"))
        facts = [table for table in tables if table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "FactsTable"]
        outside = {id(p) for table in facts for p in table.iter(f"{W}p")}
        brief, sources = [], []
        for style, p in self.paragraphs():
            name = style.get(f"{W}val") if style is not None else ""
            if name == "Source":
                sources.append(text_of(p))
            elif name not in OF_THE_PAGE and id(p) not in outside:
                brief.append(text_of(p))
        return " ".join(brief).split(), " ".join(sources).split()


def text_of(element):
    """Its text, without the ways back from a source."""
    return "".join(
        run.findtext(f"{W}t") or ""
        for run in element.iter(f"{W}r")
        if (style := run.find(f"{W}rPr/{W}rStyle")) is None or style.get(f"{W}val") != "BackLink"
    )


def brief(*blocks, notes=(), **front):
    return Document(front, blocks, notes)


def check(opened, document):
    """What holds of every file, whatever stands in it."""
    for name, data in opened.parts.items():
        if name.endswith((".xml", ".rels")):
            root = ElementTree.fromstring(data)
            for element in root.iter():
                order = ORDERS.get(element.tag.removeprefix(W), "").split()
                if order:
                    found = [child.tag.removeprefix(W) for child in element]
                    assert found == sorted(found, key=order.index), (name, found)
            assert b"TargetMode" not in data
    styles = set(re.findall(rb'w:styleId="(\w+)"', opened.parts["word/styles.xml"]))
    assert set(re.findall(rb'<w:(?:p|r|tbl)Style w:val="(\w+)"', opened.parts["word/document.xml"])) <= styles
    bookmarks = [mark.get(f"{W}name") for mark in opened.body.iter(f"{W}bookmarkStart")]
    assert len(bookmarks) == len(set(bookmarks))
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,39}", mark) for mark in bookmarks)
    ids = [mark.get(f"{W}id") for mark in opened.body.iter(f"{W}bookmarkStart")]
    assert ids == [mark.get(f"{W}id") for mark in opened.body.iter(f"{W}bookmarkEnd")]
    assert len(ids) == len(set(ids))
    assert {link.get(f"{W}anchor") for link in opened.body.iter(f"{W}hyperlink")} <= set(bookmarks)
    assert {field.text for field in opened.body.iter(f"{W}instrText")} <= {r' TOC \o "1-1" \h \z \u '}
    assert not list(opened.body.iter(f"{W}fldSimple"))
    levels = [int(p.style.name[-1]) for p in opened.file.paragraphs if p.style.name.startswith("Heading")]
    assert all(below <= above + 1 for above, below in pairwise([0, *levels]))
    assert len(opened.styled("Title")) == 1
    of_page = [WORDS.sources] * bool(document.notes)
    if document.front:
        of_page += [WORDS.origin, WORDS.checking]
    main, sources = opened.words()
    ours = " ".join(of_page).split()
    assert main == tree_words(document, WORDS) + ours
    assert sources == note_words(document)


# The same words, in order


@pytest.mark.parametrize("edition", Edition)
def test_every_word_of_a_brief_stands_in_the_file_in_order_and_nothing_else(edition):
    advice = advise(load_profile("example:xx"), edition=edition)
    opened = Opened(advice.to_docx())
    check(opened, advice.to_document())
    drawn = [block for block in advice.to_document().blocks if isinstance(block, Picture)]
    assert len(opened.file.inline_shapes) == len(drawn) > 0


@given(documents())
@settings(max_examples=150, deadline=None, derandomize=True)
@example(Document({}, (), ()))
@example(Document({}, (Heading(3, (Text("a"),)), Heading(1, (Text("b"),)), Heading(6, (Text("c"),))), ()))
@example(Document({"edition": 'x"/><w:fldSimple w:instr="INCLUDETEXT"/>'}, (Paragraph((Code("a\x0bb\ud800\ufffe"),)),), ()))
def test_nothing_that_is_typed_becomes_anything_but_text(document):
    opened = Opened(to_docx(document))
    check(opened, document)
    told = [[cell.text for cell in row.cells] for row in opened.file.tables[-1].rows] if document.front else []
    assert told == [[front_words(key), front_words(value)] for key, value in document.front.items()]


def test_a_brief_read_back_from_markdown_has_no_pictures_and_the_same_words(ghana, opened):
    read = Opened(to_docx(read_brief(ghana.to_markdown(), "b.md")))
    assert not read.file.inline_shapes
    captions = " ".join(opened.styled("Caption")).split()
    main, sources = opened.words()
    assert sources == read.words()[1]
    assert len(main) == len(read.words()[0]) + len(captions)


# What the file is made of


def test_the_title_the_edition_and_the_facts_come_first(ghana, opened):
    front = ghana.to_document().front
    first, second = opened.file.paragraphs[:2]
    assert (first.style.name, first.text) == ("Edition Draft", front["edition"])
    assert (second.style.name, second.text) == ("Title", "Ghana: joining up what exists for people who come back")
    facts = [[cell.text for cell in row.cells] for row in opened.file.tables[0].rows]
    assert facts == [[key.capitalize(), front[key]] for key in FACTS]


def test_the_edition_stands_on_every_page_and_pages_are_numbered(ghana, opened):
    (section,) = opened.file.sections
    assert section.header.paragraphs[0].text == ghana.to_document().front["edition"]
    assert section.different_first_page_header_footer  # where the edition stands above the title
    for footer in (section.footer, section.first_page_footer):
        fields = re.findall(r'w:instr="(.*?)"', footer._element.xml)
        assert fields == [" PAGE ", " NUMPAGES "]
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))


def test_the_contents_list_every_heading_and_lead_there(opened):
    headings = opened.styled("Heading1")
    assert opened.styled("TOC1") == headings
    assert headings[0] == "On one page"
    assert headings[-2:] == ["Sources", "How this brief was made"]
    marks = {mark.get(f"{W}name"): text_of(p) for _, p in opened.paragraphs() for mark in p.iter(f"{W}bookmarkStart")}
    entries = [p for style, p in opened.paragraphs() if style is not None and style.get(f"{W}val") == "TOC1"]
    assert [marks[p.find(f"{W}hyperlink").get(f"{W}anchor")] for p in entries] == headings


def test_the_heads_of_tables_repeat_and_no_row_is_broken(opened):
    tables = [table for table in opened.file.tables if table.style.name == "Brief Table"]
    assert len(tables) > 10
    for table in tables:
        head, *rows = table.rows
        assert head._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row._tr.find(f"{W}trPr/{W}tblHeader") is None for row in rows)
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
        assert table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val")


def test_a_table_is_named_by_the_line_that_leads_to_it_or_the_heading_above():
    lead = Paragraph((Strong("Now"), Text(": the answers are enough.")))
    grid = Grid(((), (Text("Action"),)), (((Text("1"),), (Text("Act"),)),))
    found = Opened(to_docx(brief(Heading(1, (Text("T"),)), Heading(2, (Text("What"),)), grid, lead, grid)))
    names = [table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") for table in found.file.tables]
    assert names == ["What", "Now: the answers are enough."]
    assert [cell.text for cell in found.file.tables[0].rows[0].cells] == [WORDS.number, "Action"]


def test_each_numbered_list_begins_with_1():
    items = Items(((Text("a"),), (Text("b"),)), is_numbered=True)
    found = Opened(to_docx(brief(items, Paragraph((Text("x"),)), items, Items(((Text("c"),),)))))
    numbers = [number.get(f"{W}val") for number in found.body.iter(f"{W}numId")]
    assert numbers == ["2", "2", "3", "3", "1"]
    numbering = ElementTree.fromstring(found.parts["word/numbering.xml"])
    restarts = {n.get(f"{W}numId"): n.find(f"{W}lvlOverride") is not None for n in numbering.iter(f"{W}num")}
    assert restarts == {"1": False, "2": True, "3": True}


def test_references_lead_to_their_source_and_back_again():
    line = (Text("a"), Note("1"), Note("x<y"), Text(" b"), Note("1"), Note("9"))
    found = Opened(to_docx(brief(Paragraph(line), notes=(("1", (Text("One."),)), ("x<y", (Text("Two."),)), ("3", ())))))
    links = [(link.get(f"{W}anchor"), link.get(f"{W}tooltip")) for link in found.body.iter(f"{W}hyperlink")]
    assert [link for link in links if not link[0].startswith("part_")] == [
        ("source_1", "Source 1"),
        ("source_2", "Source x<y"),
        ("source_1", "Source 1"),
        ("use_1_1", "Back to the text: use 1 of source 1"),
        ("use_2_1", "Back to the text: use 1 of source x<y"),
    ]


def test_pictures_have_an_alternative_and_a_caption_and_are_16_cm_wide(ghana, opened):
    drawn = [block for block in ghana.to_document().blocks if isinstance(block, Picture)]
    shapes = list(opened.file.inline_shapes)
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [picture.alternative for picture in drawn]
    assert {shape.width.cm for shape in shapes} == {16}
    assert opened.styled("Caption") == ["".join(part.text for part in picture.title) for picture in drawn]
    for i, shape in enumerate(shapes, 1):
        png = opened.parts[f"word/media/picture{i}.png"]
        assert png.startswith(b"\x89PNG")
        width, height = (int.from_bytes(png[at : at + 4]) for at in (16, 20))
        assert shape.height / shape.width == pytest.approx(height / width, rel=1e-4)


def test_the_first_section_and_the_annexes_begin_on_a_page_of_their_own():
    section = [Heading(2, (Text("One page"),)), Paragraph((Text("x"),)), Heading(2, (Text("More"),))]
    found = Opened(to_docx(brief(Heading(1, (Text("T"),)), *section, Heading(2, (Text("Rest"),)), Break(), *section[:2])))
    starts = [text_of(p) for _, p in found.paragraphs() if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert starts == ["One page", "More", "One page"]


def test_the_file_says_its_title_language_and_no_time(opened):
    properties = opened.file.core_properties
    assert properties.title == "Ghana: joining up what exists for people who come back"
    assert properties.language == "en"
    assert properties.created.year == properties.modified.year == 1980
    assert b'<w:lang w:val="en"' in opened.parts["word/styles.xml"]


# Directions of writing


def test_arabic_runs_leftward_in_a_paragraph_of_its_own_and_inside_a_sentence():
    arabic = "ديوان التونسيين بالخارج"
    blocks = (Paragraph((Text(f"{arabic} (OTE)"),)), Paragraph((Text(f"Asked of {arabic}, then."),)))
    found = Opened(to_docx(brief(Heading(1, (Text("T"),)), *blocks)))
    own, inside = [p for _, p in found.paragraphs() if arabic in text_of(p)]
    assert own.find(f"{W}pPr/{W}bidi") is not None
    assert inside.find(f"{W}pPr/{W}bidi") is None
    assert [run.findtext(f"{W}t") for run in inside.iter(f"{W}r") if run.find(f"{W}rPr/{W}rtl") is not None] == [arabic]
    assert text_of(inside) == f"Asked of {arabic}, then."


def test_a_page_can_run_from_right_to_left():
    words = WORDS.model_copy(update={"language": "ar", "direction": "rtl"})
    grid = Grid(((Text("أ"),), (Text("ب"),)), (((Text("1"),), (Text("x"),)),))
    found = Opened(to_docx(brief(Heading(1, (Text("عنوان"),)), grid), words))
    assert found.body.find(f"{W}sectPr/{W}bidi") is not None
    assert found.file.tables[0]._tbl.tblPr.find(f"{W}bidiVisual") is not None


# The same bytes again, and what may be missing


def test_the_same_brief_gives_the_same_bytes_in_another_process(ghana):
    script = (
        "import sys\nfrom wayhome import advise, load_profile\n"
        "sys.stdout.buffer.write(advise(load_profile('example:gha-2021')).to_docx())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1"}
    run = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
    assert run.stdout == ghana.to_docx()


def test_without_typst_a_brief_without_pictures_is_written_all_the_same(ghana, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    assert to_docx(read_brief(ghana.to_markdown(), "b.md")).startswith(b"PK")
    with pytest.raises(InputError, match=re.escape("python -m pip install 'wayhome[documents]'")):
        ghana.to_docx()


def test_the_front_matter_stands_at_the_end_as_it_stands_in_markdown(ghana, opened):
    rows = {row.cells[0].text: row.cells[1].text for row in opened.file.tables[-1].rows}
    front = ghana.to_document().front
    assert list(rows) == list(front)
    assert json.loads(rows["options"]) == front["options"]
    assert rows["rulebook-sha256"] == front["rulebook-sha256"]


def test_a_summary_has_no_contents_and_begins_no_new_page():
    summary = docx.Document(io.BytesIO(advise(load_profile("example:xx")).to_docx(summary=True)))
    text = summary.element.xml
    assert "Table of Contents" not in text
    assert "w:pageBreakBefore" not in text
    assert 'w:br w:type="page"' not in text


def test_a_brief_for_a_body_has_no_contents_and_begins_a_new_page_for_those_who_check_alone():
    found = Opened(advise(load_profile("example:xx")).to_docx(body="ministry-labour"))
    assert "TOC1" not in {style.get(f"{W}val") for style, _ in found.paragraphs() if style is not None}
    starts = [text_of(p) for _, p in found.paragraphs() if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert starts == ["For those who check"]


def test_the_front_matter_of_a_summary_is_small_print_on_the_same_page():
    advised = advise(load_profile("example:xx"))
    checking, told = Opened(advised.to_docx(summary=True)).styled("Fine")
    assert checking == WORDS.checking
    front = advised.to_document(summary=True).front
    assert told == "; ".join(f"{key}: {front_words(value)}" for key, value in front.items())


@pytest.mark.parametrize("form", ["brief", "body", "summary"])
def test_short_forms_are_set_in_smaller_type_that_can_still_be_read(form):
    sizes = {name: style_sizes(form)[name] for name in ("Title", "Heading1", "TableText", "Fine")}
    whole = style_sizes("brief")
    assert all(size == whole[name] if form == "brief" else size <= whole[name] for name, size in sizes.items())
    assert sizes["Title"] >= sizes["Heading1"] > sizes["TableText"] > sizes["Fine"] == 13


def style_sizes(form):
    root = ElementTree.fromstring(styles_of(form, "en"))
    sized = {style.get(f"{W}styleId"): style.find(f"{W}rPr/{W}sz") for style in root.iter(f"{W}style")}
    return {name: int(size.get(f"{W}val")) for name, size in sized.items() if size is not None}


def test_a_heading_and_what_leads_to_a_picture_stand_on_its_page(opened):
    blocks = list(opened.body)
    shown = [i for i, block in enumerate(blocks) if block.find(f".//{W}drawing") is not None]
    assert shown
    for at in shown:
        while (style := blocks[at - 1].find(f"{W}pPr/{W}pStyle").get(f"{W}val")) == "Normal":
            at -= 1
            assert blocks[at].find(f"{W}pPr/{W}keepNext") is not None
        # A style that keeps with the next; or nothing leads to it, as below a table.
        assert style.startswith("Heading") or style == "TableEnd"
    kept = [text_of(p) for style, p in opened.paragraphs() if p.find(f"{W}pPr/{W}keepNext") is not None]
    assert 0 < len(kept) < 10
