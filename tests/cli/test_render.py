"""`wayhome render`, and the formats of `wayhome advise`: the same page either way, and nothing overwritten or guessed."""

import io
import sys

import pytest

from wayhome import advise, load_profile
from wayhome.cli.common import write
from wayhome.engine.documents.formats import FORMATS, Format, format_of
from wayhome.engine.documents.html import to_html
from wayhome.engine.documents.read_markdown import read_brief
from wayhome.engine.errors import InputError


@pytest.fixture(scope="module")
def xx():
    return advise(load_profile("example:xx"))


@pytest.fixture
def brief(tmp_path, xx):
    path = tmp_path / "xx.md"
    path.write_text(xx.to_markdown(), encoding="utf-8")
    return path


def test_a_brief_is_the_same_page_by_the_api_by_advise_and_by_render(wayhome, brief, tmp_path, xx):
    rendered = to_html(read_brief(xx.to_markdown(), "xx.md"))  # Markdown has no pictures
    assert wayhome("render", "xx.md", "--to", "html").stdout == rendered
    run = wayhome("render", "xx.md", "-o", "a.html")
    assert (run.returncode, run.stdout, run.stderr) == (0, "Written: a.html\n", "")
    assert wayhome("advise", "example:xx", "--format", "html", "-o", "b").stdout.startswith("Written: b\n\nKey messages")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == rendered
    assert (tmp_path / "b").read_text(encoding="utf-8") == xx.to_html()


@pytest.mark.parametrize(("name", "begins"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-1.7")])
def test_word_and_pdf_are_written_as_the_name_of_the_file_says(wayhome, brief, tmp_path, xx, name, begins):
    content = FORMATS[name].write(read_brief(xx.to_markdown(), "xx.md"))
    assert content.startswith(begins)
    run = wayhome("render", "xx.md", "-o", f"a.{name}")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"Written: a.{name}\n", "")
    assert (tmp_path / f"a.{name}").read_bytes() == content
    assert wayhome("advise", "example:xx", "-o", f"b.{name}").returncode == 0
    assert (tmp_path / f"b.{name}").read_bytes() == (xx.to_docx() if name == "docx" else xx.to_pdf())


def test_without_the_extra_it_is_said_how_to_install_it_and_nothing_is_written(invoke, brief, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    run = invoke("render", "xx.md", "-o", "b.pdf")
    assert run.exit_code == 1
    assert run.output == ("wayhome: this needs the package typst; install it: python -m pip install 'wayhome[documents]'\n")
    assert not (tmp_path / "b.pdf").exists()


def test_a_brief_comes_by_standard_input_too(wayhome, brief, xx):
    run = wayhome("render", "-", "--to", "md", stdin=xx.to_markdown())
    assert run.stdout == xx.to_markdown()


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("b.md", "---\n"),
        ("b.json", "{\n"),
        ("b.html", "<!DOCTYPE html>\n"),
        ("b.HTML", "<!DOCTYPE html>\n"),
        ("b", "---\n"),
        ("b.txt", "---\n"),
        (".html", "---\n"),
        ("html", "---\n"),
    ],
)
def test_the_name_of_the_file_says_the_format_if_nothing_else_does(invoke, profile, tmp_path, name, begins):
    assert invoke("advise", "p.yaml", "-o", name).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_format_that_is_asked_for_counts_more_than_the_name(invoke, profile, tmp_path):
    assert invoke("advise", "p.yaml", "--format", "md", "-o", "b.html").exit_code == 0
    assert (tmp_path / "b.html").read_text(encoding="utf-8").startswith("---\n")


@pytest.mark.parametrize("args", [[], ["-o", "b"], ["-o", "b.txt"], ["-o", "b.json"], ["--to", "json"], ["--to", "htm"]])
def test_render_asks_for_a_format_where_none_is_meant(invoke, brief, args):
    run = invoke("render", "xx.md", *args)
    assert run.exit_code == 2
    assert "md, html" in run.output or "'md', 'html'" in run.output


@pytest.mark.parametrize("name", ["xx.md", "./xx.md", "link.html", "hard.html"])
def test_a_page_never_overwrites_the_brief_it_is_made_from(invoke, brief, tmp_path, name):
    (tmp_path / "link.html").symlink_to("xx.md")
    (tmp_path / "hard.html").hardlink_to(brief)
    before = brief.read_bytes()
    run = invoke("render", "xx.md", "-o", name)
    assert run.exit_code == 1
    assert run.output == f"{name}: the result would overwrite the brief it is made from; choose another name for -o\n"
    assert brief.read_bytes() == before


def test_what_is_no_brief_is_refused_with_its_line_and_nothing_is_written(invoke, brief, tmp_path):
    brief.write_text("---\ncountry: x\n---\n\n# Title\n\nSee [this](http://a.example).\n", encoding="utf-8")
    run = invoke("render", "xx.md", "-o", "b.html")
    assert run.exit_code == 1
    assert run.output == (
        "xx.md:7:1: a brief does not hold a link;"
        " expected headings, paragraphs, lists, tables, strong words, code and notes\n"
    )
    assert not (tmp_path / "b.html").exists()


@pytest.mark.parametrize(
    ("name", "what"),
    [("none.md", "cannot be read: No such file or directory"), (".", "cannot be read: Is a directory")],
)
def test_a_brief_that_cannot_be_read_is_named(invoke, brief, name, what):
    run = invoke("render", name, "--to", "html")
    assert (run.exit_code, run.output) == (1, f"{name}: {what}\n")


def test_the_words_around_a_brief_come_from_the_knowledge_that_is_named(invoke, brief, tmp_path):
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording" / "page.yaml").write_text("page: {language: ar, direction: rtl}\n")
    run = invoke("render", "xx.md", "--to", "html", "--knowledge", ".")
    assert run.exit_code == 1
    assert "wording/page.yaml:1:1: the key 'untitled' is missing" in run.output


# What is no text


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_file_that_is_no_text_never_goes_to_a_terminal(monkeypatch, is_terminal):
    stream = (Terminal if is_terminal else io.TextIOWrapper)(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stream)
    if is_terminal:
        with pytest.raises(InputError, match="a terminal cannot show this format; give a file with -o"):
            write(b"PK\x03\x04", "-")
        write("text", "-")
        assert stream.buffer.getvalue() == b"text"
    else:
        write(b"PK\x03\x04", "-")
        assert stream.buffer.getvalue() == b"PK\x03\x04"


def test_a_file_that_is_no_text_is_written_as_it_is(tmp_path):
    write(b"PK\x03\x04", str(tmp_path / "b.docx"))
    assert (tmp_path / "b.docx").read_bytes() == b"PK\x03\x04"


def test_a_format_is_one_line_in_one_table(monkeypatch):
    monkeypatch.setitem(FORMATS, "repr", Format("the tree itself", "builtins:repr", is_page=False))
    document = advise(load_profile("example:civ")).to_document()
    assert FORMATS["repr"].write(document) == repr(document)
    assert format_of("b.repr", FORMATS) == "repr"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_by_a_function_that_exists(name):
    document = advise(load_profile("example:civ")).to_document()
    assert FORMATS[name].write(document)
    assert FORMATS[name].title
