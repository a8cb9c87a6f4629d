"""Pages of entries: what stands under a heading, and what may not."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.entries import read_entries
from wayhome.engine.errors import InputError, Place

PAGE = """\
# A page

Words before the first entry are for whoever edits the page.

## The first
`first.id`

- Locator: Table 1; L3
- Means of verification: a list: with a colon

One paragraph
over two lines, with *stress*, `code`, [a link](https://example.org) and ![a picture](x.png).

Another.

**open:** Do this.

**as-planned:** Do that.

```tip
- one
- two
```

| a | b |
|-|-|
| c | d |

## The second
`second`
"""


@pytest.fixture
def page(tmp_path):
    def written(text):
        path = tmp_path / "page.md"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_an_entry_is_all_that_stands_under_its_heading(page):
    path = page(PAGE)
    first, second = read_entries(path)
    assert (first.id, first.title, first.place) == ("first.id", "The first", Place(str(path), 5, 1))
    assert first.fields == {"locator": "Table 1; L3", "means of verification": "a list: with a colon"}
    words = "One paragraph over two lines, with stress, code, a link and a picture."
    assert first.text == [words, "Another.", "a", "b", "c", "d"]
    assert first.variants == {"open": "Do this.", "as-planned": "Do that."}
    assert [(callout.kind, callout.lines) for callout in first.callouts] == [("tip", ((21, "one"), (22, "two")))]
    assert (second.id, second.text) == ("second", [])


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("## No id\n\nText", 1, "the entry 'No id' has no id"),
        ("## No id\n", 1, "the entry 'No id' has no id"),
        ("## Bad id\n`Two Words`\n", 1, "has no id"),
        ("### Too deep\n", 1, "a page begins with one `#` title"),
        ("## A\n`a`\n\n- no colon\n", 4, "`Field: value`"),
        ("## A\n`a`\n\n- empty:\n", 4, "`Field: value`"),
        ("## A\n`a`\n\n- One: 1\n- one: 2\n", 5, "the field 'one' stands twice"),
        ("## A\n`a`\n\n**open:** x\n\n**open:** y\n", 6, "the paragraph **open:** stands twice"),
        ("## A\n`a`\n\n> quoted\n", 4, "blockquote is not used"),
        ("## A\n`a`\n\n1. numbered\n", 4, "ordered_list is not used"),
        ("## A\n`a`\n\n    indented\n", 4, "code_block is not used"),
        ("## A\n`a`\n\n# Another title\n", 4, "heading is not used"),
        ("## A\n`a`\n\n```python\nx\n```\n", 4, "a fence is a tip or a warning, not 'python'"),
        ("## A\n`a`\n\n---\n", 4, "hr is not used"),
    ],
)
def test_what_an_entry_cannot_hold_is_refused_at_its_line(page, text, line, what):
    path = page(text)
    with pytest.raises(InputError) as error:
        read_entries(path)
    assert str(error.value).startswith(f"{path}:{line}:1: ")
    assert what in str(error.value)


def test_html_is_words(page):
    (entry,) = read_entries(page("## A <b>bold</b> title\n`a`\n\n<script>alert(1)</script>\n"))
    assert entry.title == "A <b>bold</b> title"
    assert entry.text == ["<script>alert(1)</script>"]


def test_an_empty_page_has_no_entries(page):
    assert read_entries(page("")) == []


LINES = ["## T", "`a.b`", "`a`", "# H", "- Field: value", "- x", "  - deep: er", "**open:** x", "**no**", "```tip", "```"]
LINES += [
    "> q",
    "1. n",
    "",
    "---",
    "<b>",
    "[^1]: note",
    "    code",
    "نص عربي",
    "![](",
    "**",
    "`",
    "| a |",
    "|-|",
    "\u202e\u0000",
]


@given(st.lists(st.sampled_from(LINES), max_size=12))
@settings(max_examples=250, deadline=None, derandomize=True)
def test_any_page_is_read_or_refused(tmp_path_factory, lines):
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    with contextlib.suppress(InputError):
        assert all(entry.id for entry in read_entries(path))
