"""Markdown read back gives the document it was written from; what has no place in a brief is refused with its line."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from wayhome import advise, load_profile
from wayhome.engine.advise import Edition
from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.tree import Break, Code, Document, Grid, Heading, Items, Note, Paragraph, Picture, Strong, Text
from wayhome.engine.documents.read_markdown import read_brief
from wayhome.engine.errors import InputError

from .random_documents import canonical, documents

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*.md"))
FRONT = "---\ncountry: x\n---\n\n"


def read(text):
    return read_brief(FRONT + text, "b.md")


def faults(text):
    with pytest.raises(InputError) as error:
        read(text)
    return str(error.value).splitlines()


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_brief_read_and_written_again_is_the_same_bytes(path):
    text = path.read_text(encoding="utf-8")
    assert to_markdown(read_brief(text, path.name)) == text


@pytest.mark.parametrize(
    ("name", "edition"),
    [*(("xx", edition) for edition in Edition), ("xx-north", "adviser"), ("civ", "draft"), ("civ", "confidential")],
)
def test_every_edition_read_back_is_the_document_it_was_written_from(name, edition):
    document = advise(load_profile(f"example:{name}"), edition=edition).to_document()
    blocks = tuple(block for block in document.blocks if not isinstance(block, Picture))
    assert read_brief(to_markdown(document), "b.md") == replace(document, blocks=blocks)


@given(documents())
@settings(max_examples=150, deadline=None, derandomize=True)
@example(Document({}, (), ()))
@example(Document({}, (Break(), Items(((), (Text("-"),))), Heading(6, ()), Grid(((),), ())), (("1", ()),)))
@example(Document({}, (Paragraph((Text("see (http://a.example/b) "), Code("a.b"))),), ()))
def test_any_document_read_back_is_the_document_it_was_written_from(document):
    text = to_markdown(document)
    found = read_brief(text, "b.md")
    assert canonical(found) == canonical(document)
    assert read_brief(to_markdown(found), "b.md") == found


def test_pictures_are_left_out_since_what_they_show_stands_beside_them():
    picture = Picture("roadmap", (Text("Roadmap"),), "A roadmap.", "<svg/>")
    beside = Paragraph((Text("words"),))
    assert read_brief(to_markdown(Document({}, (picture, beside), ())), "b.md").blocks == (beside,)


def test_what_was_edited_by_hand_is_read_as_any_renderer_would():
    text = (
        "Title\n===\n\nA line that is\nwrapped &amp; **goes\non**.\n\n* one\n\n* two\n\n1. a\n1. b\n\n***\n\n"
        "a | b\n-|-\n1 | `x`[^n]\n\n[^n]: Note\n  here."
    )
    assert read(text).blocks == (
        Heading(1, (Text("Title"),)),
        Paragraph((Text("A line that is wrapped & "), Strong("goes on"), Text("."))),
        Items(((Text("one"),), (Text("two"),))),
        Items(((Text("a"),), (Text("b"),)), is_numbered=True),
        Break(),
        Grid(((Text("a"),), (Text("b"),)), (((Text("1"),), (Code("x"), Note("n"))),)),
    )
    assert read(text).notes == (("n", (Text("Note here."),)),)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a [link](http://a.example) here", "a link"),
        ("<http://a.example>", "a link"),
        ("an ![image](a.png) here", "an image"),
        ("some *emphasis* here", "emphasis"),
        ("some ~~words~~ here", "crossed-out words"),
        ("two\\\nlines", "a forced line break"),
        ("<div>block</div>", "HTML"),
        ("a <b>bold</b> word", "HTML"),
        ("<!-- a comment -->", "HTML"),
        ("> quoted", "a quotation"),
        ("```sh\nls\n```", "a block of code"),
        ("    ls", "an indented block of code"),
        ("[a]: http://a.example", "a link"),
        ("- a\n  - b", "a list entry of more than one paragraph"),
        ("- a\n\n  b", "a list entry of more than one paragraph"),
        ("- # a", "a list entry of more than one paragraph"),
        ("3. a", "a numbered list that does not begin with 1"),
        ("| a |\n|:-:|\n| b |", "columns aligned to a side"),
        ("**some `code` here**", "anything but plain words between two pairs of asterisks"),
        ("see [^9]", "a reference without its note: [^9]"),
        ("[^1]: b\n\n    c", "a note of more than one paragraph"),
    ],
)
def test_what_has_no_place_in_a_brief_is_refused_with_its_line(text, what):
    found = faults(f"word\n\n{text}")
    assert found
    assert all(fault.startswith("b.md:7:1: ") for fault in found)
    assert f"a brief does not hold {what}; " in found[0]


def test_a_row_with_too_many_or_too_few_cells_is_refused_since_one_would_be_dropped_or_made_up():
    found = faults("| a | b |\n|-|-|\n| 1 | 2 |\n| 1 | 2 | 3 |\n| 1 |\n| a \\| b | `c` |")
    assert found == [
        "b.md:8:1: a brief does not hold a row of 3 cells in a table of 2 columns; a `|` within a cell is written `\\|`",
        "b.md:9:1: a brief does not hold a row of 1 cells in a table of 2 columns; a `|` within a cell is written `\\|`",
    ]


def test_a_note_that_stands_twice_is_refused():
    found = faults("see [^1]\n\n[^1]: a\n\n[^1]: b")
    assert found == ["b.md:9:1: a brief does not hold the note [^1] twice; number it anew"]


def test_every_fault_is_told_at_once_in_the_order_of_the_lines():
    found = faults("*a*\n\n> b\n\n[a]: http://a.example\n\nsee [^9]")
    assert [fault.split(":")[1] for fault in found] == ["5", "7", "9", "11"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "b.md:1:1: there is no front matter; is it a brief written by `wayhome advise`?"),
        ("# Title\n", "b.md:1:1: there is no front matter"),
        ("---\na: 1\n", "b.md:1:1: there is no front matter"),
        ("---\n- a\n---\n", "b.md:2:1: the front matter is not a list of keys and values"),
        ("---\na: 1\na: 2\n---\n", "b.md:3:1: the key 'a' stands twice"),
        ("---\na: &x 1\n---\n", "b.md:2:4: anchors and aliases"),
    ],
)
def test_front_matter_that_is_none_is_refused(text, what):
    with pytest.raises(InputError) as error:
        read_brief(text, "b.md")
    assert what in str(error.value)


def test_characters_nobody_can_see_are_left_out_of_code_too():
    assert read("`a\u202eb\u200e`").blocks == (Paragraph((Code("ab\u200e"),)),)


def test_a_drawing_in_mermaid_is_passed_over():
    front = "---\na: 1\n---\n\n"
    assert read_brief(f"{front}A.\n\n```mermaid\ngantt\n```\n", "b.md") == read_brief(f"{front}A.\n", "b.md")
