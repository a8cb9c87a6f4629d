"""What LibreOffice and poppler make of a brief as Word document and as PDF."""

import re
import shutil
import subprocess

import pytest

from wayhome import advise, load_profile
from wayhome.engine.brief.tree import Code, Document, Grid, Heading, Items, Paragraph, Strong, Text
from wayhome.engine.documents.docx import to_docx
from wayhome.engine.documents.pdf import to_pdf
from wayhome.engine.documents.read_markdown import read_brief
from wayhome.engine.library import load_library

from ..engine.documents.tree_words import line_words

pytestmark = pytest.mark.programs

PAGE = load_library().wording.page
# Words without vowel signs and without the letters lam and alif side by side, which poppler takes apart in the wrong order.
ARABIC = "وزير الشؤون"
PROFILE = f"""\
wayhome: 1
country: TUN
date: 2026-03
for: {ARABIC}
answers:
  frame.actors:
    answer: {{ministry-interior: وزير التربية}}
"""
HOSTILE = [
    '#panic("x") $a^2$ `raw` *bold* _thin_ = Heading',
    "<w:t>x</w:t> &amp; &#65; ]]> <b>bold</b>",
    '#link("https://a.example")[here] https://a.example/b @someone \\ // /* #let',
    "- item + item 1. item [x]{y} ~ -- --- ... 'single' \"double\"",
]


def run(*command):
    """The output of a program; a machine without it fails the test, since nothing would have been shown."""
    if shutil.which(command[0]) is None:
        pytest.fail(f"{command[0]} is missing here: `make programs` installs it")
    return subprocess.run(list(map(str, command)), capture_output=True, check=True, timeout=300).stdout.decode(
        errors="replace"
    )


def as_libreoffice_has_it(path):
    """A Word document turned into a PDF beside it."""
    folder = path.parent
    run(
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/office",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        path,
    )
    made = path.with_suffix(".pdf")
    assert made.is_file(), "LibreOffice could not open the document"
    return made


def text_of(path):
    return run("pdftotext", "-enc", "UTF-8", path, "-")


def words(text):
    """Words whatever line they stand on; poppler drops a hyphen at the end of a line as if it were not part of the word."""
    return re.sub(r"[-\s\u2010\u00ad\u202a-\u202e\u2066-\u2069]+", "", text)


def brief(*lines):
    """A document with each line as paragraph, item, heading, cell and code."""
    blocks = [Heading(1, (Text("Title"),))]
    for line in lines:
        cell = (Text(line),)
        blocks += [Heading(2, cell), Paragraph(cell), Paragraph((Strong(line),)), Paragraph((Code(line),))]
        blocks += [Items((cell,)), Grid(((Text("Head"),),), ((cell,),))]
    return Document({"edition": "working draft", "for": lines[0]}, tuple(blocks), ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(scope="module")
def ghana(folder):
    """A brief with pictures as PDF, and as LibreOffice turns its Word document into one."""
    advised = advise(load_profile("example:gha-2021"))
    (folder / "gha.docx").write_bytes(advised.to_docx())
    (folder / "own.pdf").write_bytes(advised.to_pdf())
    return {"docx": as_libreoffice_has_it(folder / "gha.docx"), "pdf": folder / "own.pdf"}


@pytest.mark.parametrize("name", ["gha-2021", "xx", "xx-north"])
def test_a_summary_is_one_page_in_word_too(folder, name):
    path = folder / f"{name}-summary.docx"
    path.write_bytes(advise(load_profile(f"example:{name}")).to_docx(summary=True))
    (page,) = text_of(as_libreoffice_has_it(path)).split("\f")[:-1]
    for words_ in ("Decisions asked of", "Sources", "profile-sha256"):
        assert words_ in page


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_body_reads_two_pages_or_three_and_auditors_the_rest(folder, kind):
    advised = advise(load_profile("example:xx"))
    path = folder / f"labour.{kind}"
    path.write_bytes(advised.to_docx(body="ministry-labour") if kind == "docx" else advised.to_pdf(body="ministry-labour"))
    pages = text_of(as_libreoffice_has_it(path) if kind == "docx" else path).split("\f")
    assert next(i for i, page in enumerate(pages) if "For those who check" in page) <= 3


def test_what_is_read_goes_on_where_a_tall_picture_does_not_fit(ghana):
    pages = text_of(ghana["pdf"]).split("\f")
    (roadmap,) = [page for page in pages[1:] if "Roadmap: 18 months from the decision\n" in page]
    assert "Step 1. Sensitization: bring people together" in roadmap


def test_the_figures_of_a_pdf_stand_in_the_order_of_reading(ghana):
    told = run("pdfinfo", "-struct-text", ghana["pdf"])
    found = [
        told.index(words_, told.index("None of this is a reason"))
        for words_ in ("Roadmap: 18", "Month of the plan", "Step 1. Sens")
    ]
    assert found == sorted(found)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_every_line_of_the_brief_stands_in_it(ghana, kind):
    """Headings in order as well; cells of tables stand in an order of poppler's own."""
    document = advise(load_profile("example:gha-2021")).to_document()
    edges = [words(str(document.front["edition"])), words(line_words(document.blocks[0].line))]
    pages = [words(page) for page in text_of(ghana[kind]).split("\f")[:-1]]
    for edge in edges:
        pages = [pages[0], *(page.replace(edge, "") for page in pages[1:])]
    found = "".join(re.sub(rf"{number}/{len(pages)}", "", page) for number, page in enumerate(pages, 1))
    at = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            at = found.find(words(line_words(block.line)), at)
            assert at >= 0, line_words(block.line)
    lines = [block.line for block in document.blocks if isinstance(block, Paragraph)]
    lines += [line for block in document.blocks if isinstance(block, Items) for line in block.lines]
    for line in [*lines, *(line for _, line in document.notes)]:
        assert words(line_words(line)) in found, line_words(line)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_every_page_says_which_edition_it_is_and_which_page_of_how_many(ghana, kind):
    pages = text_of(ghana[kind]).split("\f")[:-1]
    assert len(pages) > 10
    for number, page in enumerate(pages, 1):
        assert "working draft for talks with the bodies named; not yet for signature" in page
        assert f"{number} / {len(pages)}" in page


def test_the_pdf_is_tagged_and_needs_no_font_of_the_machine(ghana):
    assert re.search(r"Tagged:\s+yes", run("pdfinfo", ghana["pdf"]))
    fonts = [line.split() for line in run("pdffonts", ghana["pdf"]).splitlines()[2:]]
    assert {name[0].partition("+")[2] for name in fonts} == {"NotoSans-Regular", "NotoSans-Bold", "DejaVuSansMono"}
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in fonts), "not embedded, not a part, or without its text"


def test_the_tags_tell_headings_tables_lists_figures_and_contents_apart(ghana):
    tags = re.findall(r"^\s*(\w+)", run("pdfinfo", "-struct", ghana["pdf"]), re.MULTILINE)
    assert {"H1", "H2", "Table", "THead", "TH", "TD", "L", "LI", "Figure", "Caption", "TOC", "Link", "P"} <= set(tags)


def test_the_bookmarks_are_the_headings(ghana):
    headings = [
        "".join(getattr(part, "text", "") for part in block.line)
        for block in advise(load_profile("example:gha-2021")).to_document().blocks
        if isinstance(block, Heading) and block.level > 1
    ]
    outline = run("pdftohtml", "-xml", "-stdout", "-i", ghana["pdf"]).partition("<outline>")[2]
    found = re.findall(r"<item[^>]*>(.*?)</item>", outline)
    assert [title.replace("&apos;", "'").replace("&#39;", "'") for title in found] == [*headings, PAGE.sources, PAGE.origin]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_arabic_words_are_found_in_the_order_of_reading(folder, kind):
    (folder / "arabic.yaml").write_text(PROFILE, encoding="utf-8")
    advised = advise(load_profile(folder / "arabic.yaml"))
    path = folder / f"arabic.{kind}"
    path.write_bytes(advised.to_docx() if kind == "docx" else advised.to_pdf())
    text = re.sub("[\u202a-\u202e]", "", text_of(as_libreoffice_has_it(path) if kind == "docx" else path))
    assert ARABIC in text
    assert "وزير التربية" in text


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_is_typed_is_shown_as_it_is(folder, kind):
    document = brief(*HOSTILE)
    path = folder / f"hostile.{kind}"
    path.write_bytes(to_docx(document) if kind == "docx" else to_pdf(document))
    shown = as_libreoffice_has_it(path) if kind == "docx" else path
    found = words(text_of(shown))
    for line in HOSTILE:
        assert found.count(words(line)) >= 6, line
    assert "URI" not in run("pdfinfo", "-url", shown).replace("URL", "")
    assert "a.example" not in run("pdfinfo", "-url", shown)


def test_a_page_of_another_language_runs_from_right_to_left(folder):
    turned = PAGE.model_copy(update={"language": "ar", "direction": "rtl"})
    advised = advise(load_profile("example:civ"))
    document = read_brief(advised.to_markdown(), "civ.md")
    (folder / "turned.docx").write_bytes(to_docx(document, turned))
    (folder / "turned.pdf").write_bytes(to_pdf(document, turned))
    for path in (as_libreoffice_has_it(folder / "turned.docx"), folder / "turned.pdf"):
        assert "Côte d'Ivoire" in text_of(path)
