"""A brief as PDF: the words of the tree in order, handed over as data alone, in a tagged file that is always the same."""

import json
import os
import re
import subprocess
import sys
import zlib
from importlib.resources import files

import pytest
from hypothesis import example, given, settings

from wayhome import advise, load_profile
from wayhome.engine.advise import Edition
from wayhome.engine.brief.tree import Break, Code, Document, Grid, Heading, Items, Note, Paragraph, Picture, Text
from wayhome.engine.documents import pdf
from wayhome.engine.documents.parts import FACTS, front_words
from wayhome.engine.documents.pdf import to_pdf
from wayhome.engine.documents.pdf_lines import pieces
from wayhome.engine.documents.read_markdown import read_brief
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library

from .random_documents import TYPED, documents
from .tree_words import note_words, tree_words

WORDS = load_library().wording.page
PAGE = (files("wayhome.engine.documents") / "brief.typ").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def ghana():
    return advise(load_profile("example:gha-2021"))


def brief(*blocks, notes=(), **front):
    return Document(front, blocks, notes)


def handed_over(document, words=None):
    """The source and the data that typst is given."""
    given = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "typeset", lambda source, data, form, **_: given.append((source, data, form)) or b"")
        to_pdf(document, words)
    ((source, data, form),) = given
    assert form == "pdf"
    assert list(data) == ["brief"]
    return source, json.loads(data["brief"])


def line_words(line):
    return "".join(part["text"] if part["kind"] == "note" else "".join(part["pieces"]) for part in line["parts"])


def data_words(data):
    """The words of the brief itself, in the order of the page, and those of its sources."""
    found = [line_words(data["heading"]), *map(line_words, data["opening"])]
    for block in [block for section in data["sections"] for block in section]:
        match block["kind"]:
            case "heading" | "paragraph":
                found.append(line_words(block["line"]))
            case "items":
                found += map(line_words, block["lines"])
            case "grid":
                found += [line_words(cell) for row in (block["head"], *block["rows"]) for cell in row]
            case "picture":
                found.append(line_words(block["title"]))
    sources = [f"{source['key']} {line_words(source['line'])}" for source in data["sources"]]
    return " ".join(found).split(), " ".join(sources).split()


def inside(data):
    """A PDF with everything that is packed in it unpacked."""
    assert data.startswith(b"%PDF-1.7")
    out = [data]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            out.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return b"\n".join(out)


# The same words, in order, as data


@pytest.mark.parametrize("edition", Edition)
def test_every_word_of_a_brief_is_handed_over_in_order_and_nothing_else(edition):
    document = advise(load_profile("example:xx"), edition=edition).to_document()
    source, data = handed_over(document)
    assert source == PAGE
    assert data_words(data) == (tree_words(document, WORDS), note_words(document))


@given(documents())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_nothing_that_is_typed_is_ever_source(document):
    source, data = handed_over(document)
    assert source == PAGE
    assert data_words(data) == (tree_words(document, WORDS), note_words(document))
    told = [("".join(row["label"]), "".join(row["pieces"])) for row in data["front"]]
    assert told == [(front_words(key), front_words(value)) for key, value in document.front.items()]


def test_the_page_reads_what_it_is_told_as_data_and_never_as_source():
    code = re.sub(r"//.*", "", PAGE)
    assert re.findall(r"sys\.inputs\.\w+", code) == ["sys.inputs.brief"]
    assert "json(bytes(sys.inputs.brief))" in code
    assert not re.search(r"\b(eval|read|include|import|plugin)\b", code)


@given(documents())
@settings(max_examples=40, deadline=None, derandomize=True)
@example(Document({}, (), ()))
@example(Document({}, (Heading(1, ()), Heading(1, (Text("a"), Note("1"))), Heading(1, (Note("1"),))), (("1", ()),)))
@example(Document({}, (Heading(1, ()), Heading(1, ()), Heading(3, ()), Heading(4, (Text("b"),))), ()))
@example(Document({"for": "#panic() $x$ @a <b>"}, (Paragraph((Code("a\x0bb\ud800`#eval(1)"),)), Break()), ()))
def test_every_document_can_be_set(document):
    assert b"/StructTreeRoot" in inside(to_pdf(document))


@given(TYPED)
@settings(deadline=None)
@example("x" * 100)
@example("https://a.example/" + "b" * 50 + "?c=d")
def test_a_long_word_may_be_broken_and_no_character_is_lost_or_added(text):
    found = pieces(text)
    assert "".join(found) == Text(text).text
    assert all(len(word) <= 18 + 18 for piece in found for word in piece.split(" "))


def test_a_long_word_is_broken_after_its_signs():
    assert pieces("see coordination.mechanism.need, please") == ["see coordination.", "mechanism.", "need, please"]


def pages(data):
    return len(re.findall(rb"/Type\s*/Page\b", inside(data)))


def test_a_word_wider_than_the_page_runs_on_in_the_next_line():
    assert pages(to_pdf(brief(Paragraph((Text("a" * 20_000),))))) > 2
    assert pages(to_pdf(brief(Paragraph((Code("a" * 20_000),))))) > 2


def test_a_row_taller_than_a_page_runs_on_where_others_stay_whole():
    grid = Grid(((Text("a"),), (Text("b"),)), (((Text("word " * 4000),), (Text("x"),)), ((Text("few"),), (Text("y"),))))
    document = brief(Heading(1, (Text("T"),)), grid)
    _, data = handed_over(document)
    assert data["sections"][0][0]["is-tall"] == [True, False]
    assert pages(to_pdf(document)) > 3


# The short forms

EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_summary_is_one_page(name):
    assert pages(advise(load_profile(f"example:{name}")).to_pdf(summary=True)) == 1


@pytest.mark.parametrize("role", ["migration-lead", "ministry-labour", "ministry-finance", "local-government"])
def test_a_brief_for_a_body_runs_on_without_contents_and_is_four_pages_at_most(role):
    advised = advise(load_profile("example:xx"))
    _, data = handed_over(advised.to_document(body=role))
    assert data["has-contents"] is False
    assert data["on-new-page"] == [False, False, True]  # what is for those who check begins a page of its own
    assert pages(advised.to_pdf(body=role)) <= 4


def test_a_whole_brief_has_contents_and_its_first_page_stands_by_itself(ghana):
    _, data = handed_over(ghana.to_document())
    assert data["has-contents"] is True
    assert data["on-new-page"] == [True, True, True]


# What the file is made of


@pytest.fixture(scope="module")
def unpacked(ghana):
    return inside(ghana.to_pdf())


def test_it_is_tagged_says_its_language_and_keeps_to_the_standard_for_accessible_files(unpacked):
    assert b"/Marked true" in unpacked
    assert b"/Lang" in unpacked
    assert b"<pdfuaid:part>1</pdfuaid:part>" in unpacked
    assert b"/DisplayDocTitle true" in unpacked
    assert b"Ghana: joining up what exists for people who come back" in unpacked


def test_heads_of_tables_contents_and_headings_are_tagged(unpacked):
    for tag in (b"TH", b"THead", b"TOC", b"H1", b"H2", b"L", b"Figure"):
        assert re.search(rb"/S\s*/" + tag + rb"\b", unpacked), tag


def test_it_has_bookmarks(ghana, unpacked):
    assert b"/Outlines" in unpacked
    for title in (b"On one page", b"Annex B. Findings", WORDS.origin.encode()):
        assert b"/Title(" + title + b")" in unpacked.replace(b"/Title (", b"/Title(")


def test_pictures_have_an_alternative(ghana, unpacked):
    drawn = [block for block in ghana.to_document().blocks if isinstance(block, Picture)]
    assert drawn
    alternatives = re.findall(rb"/Alt\s*[(<]", unpacked)
    assert len(alternatives) >= len(drawn)


def test_no_time_is_in_it(unpacked):
    assert b"/CreationDate" not in unpacked
    assert b"CreateDate" not in unpacked


def test_links_lead_nowhere_outside(unpacked):
    assert b"/URI" not in unpacked
    assert b"/JavaScript" not in unpacked


def test_a_sign_that_no_font_of_ours_has_is_a_box_and_no_reason_to_fail():
    found = inside(to_pdf(brief(Heading(1, (Text("漢字"),)), Paragraph((Text("word"),)))))
    assert b"/Marked true" in found
    assert b"pdfuaid" not in found


def test_facts_edition_and_notice_are_told():
    document = advise(load_profile("example:xx")).to_document()
    _, data = handed_over(document)
    assert (data["kind"], data["edition"]) == ("draft", document.front["edition"])
    assert data["is-notice"] is True
    assert ["".join(row["label"]) for row in data["facts"]] == [key.capitalize() for key in FACTS]


def test_references_know_their_source_and_sources_their_first_use():
    line = (Text("a"), Note("1"), Note("x<y"), Text(" b"), Note("1"), Note("9"))
    notes = (("1", (Text("One."),)), ("x<y", (Text("Two."),)), ("3", ()))
    _, data = handed_over(brief(Paragraph(line), notes=notes))
    told = [(part["source"], part["use"]) for part in data["opening"][0]["parts"] if part["kind"] == "note"]
    assert told == [("source-1", "use-1-1"), ("source-2", "use-2-1"), ("source-1", "use-1-2"), (None, None)]
    assert [source["use"] for source in data["sources"]] == ["use-1-1", "use-2-1", None]


def test_a_line_runs_in_its_own_direction():
    items = Items(((Text("وزارة الداخلية"),), (Text("Ministry (وزارة)"),)))
    grid = Grid(((), (Text("a"),)), (((Text("1"),), (Text("وزارة"),)),))
    _, data = handed_over(brief(Heading(1, (Text("T"),)), items, grid))
    ((list_, table),) = data["sections"]
    assert [line["direction"] for line in list_["lines"]] == ["rtl", "ltr"]
    assert [cell["direction"] for cell in table["rows"][0]] == ["ltr", "rtl"]
    words = WORDS.model_copy(update={"language": "ar-TN", "direction": "rtl"})
    _, turned = handed_over(brief(Heading(1, (Text("عنوان"),))), words)
    assert (turned["language"], turned["region"], turned["direction"]) == ("ar", "TN", "rtl")
    assert b"/Lang(ar-TN)" in inside(to_pdf(brief(Heading(1, (Text("عنوان"),))), words)).replace(b"/Lang (", b"/Lang(")


# The same bytes again, and what may be missing


def test_the_same_brief_gives_the_same_bytes_in_another_process(ghana):
    script = (
        "import sys\nfrom wayhome import advise, load_profile\n"
        "sys.stdout.buffer.write(advise(load_profile('example:gha-2021')).to_pdf())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1"}
    run = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
    assert run.stdout == ghana.to_pdf()


def test_a_brief_read_back_from_markdown_is_set_without_pictures(ghana):
    found = inside(to_pdf(read_brief(ghana.to_markdown(), "b.md")))
    assert not re.search(rb"/S\s*/Figure\b", found)


def test_what_is_missing_is_named_with_the_way_to_install_it(ghana, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError, match=re.escape("python -m pip install 'wayhome[documents]'")):
        ghana.to_pdf()
