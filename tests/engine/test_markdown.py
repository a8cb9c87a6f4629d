"""What a person typed reaches the page as the same characters and has no effect there."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

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
    joined,
    line,
    plain,
)
from wayhome.engine.errors import InputError
from wayhome.engine.sources import parse_yaml

# Everything a renderer may do beyond CommonMark, at once.
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
for plugin in (
    footnote_plugin,
    front_matter_plugin,
    deflist_plugin,
    dollarmath_plugin,
    tasklists_plugin,
    gfm_autolink_plugin,
):
    PARSER.use(plugin)
PARSER.disable("text_join")  # so that what a backslash kept apart stays apart

HOSTILE = [
    "# heading",
    "heading #",
    "heading ##  #",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "123456789) item",
    "2016. The policy",
    "> quoted",
    "> [!WARNING]",
    "    indented",
    "---",
    "***",
    "___",
    "===",
    "```sh",
    "~~~",
    "| a | b |",
    "a | b",
    "|-|",
    "\\| \\\\| \\",
    "\\",
    "a\\",
    "line\nbreak",
    "# a\n\n# b\r\n\r\n- c\u2028d\u2029e\x85f\x0bg\x0ch\x1ci",
    "text  ",
    "\t tabbed",
    "*em* **strong** _em_ __strong__ ~~gone~~",
    "snake_case_word 5*3*2 **",
    "`code` ``code`` `",
    "$x$ $$y$$ $`z`$ costs $5 or $6",
    "<script>alert(1)</script>",
    "<!-- comment -->",
    "<b>bold</b> <a href='x'>y</a> <https://example.org> <a@b.example>",
    "&amp; &lt; &#35; &copy &",
    "[text](https://example.org)",
    "[text](javascript:alert(1) 'title')",
    "![image](x.png)",
    "[a]: https://example.org",
    "[text][a] [a]",
    "[^1] [^1]: note ^[inline]",
    "[ ] todo",
    "[x] done",
    ": definition",
    "term : more",
    "https://example.org/a_b_c?d=*e*&f=(g)",
    "see http://example.org, (https://example.org). www.example.org! ftp://example.org",
    "WWW.EXAMPLE.ORG HTTPS://EXAMPLE.ORG //example.org //localhost",
    "example.org example.org/path fini.La xn--a.com bücher.example пример.рф",
    "@minister @org/team a@b.example mailto:a@b.example xmpp:a@b.example/c @",
    "`@user` |@user| \\@user *@user* (@user) @user`",
    "#123 GH-1 owner/repo#1 :smile: :+1:",
    "=SUM(A1:A9) +1 -1 @A1 %0",
    '=HYPERLINK("https://example.org";"x")',
    "{{ template }} {% tag %} {slot} {month}",
    "Ministère de l’Intérieur : « accueil » — n° 3 !",
    "وزارة الداخلية: الأشخاص العائدون (٢٠٢١) *مهم*",
    "٢٠٢١. نص",
    "a\u202eb\u2066c\u2069 \u200b\ufeff\u0000\u0007\u001b[31m",
    "tag\U000e0041\U000e0042 \ufffe\uffff",
    "👩‍👩‍👧 é e\u0301",
    "a" * 3000,
    "*" * 3000,
    "[" * 3000,
]
CHARACTERS = st.sampled_from(
    list("\\`*_{}[]()<>|~$&#+-=!.:;,/@^\"' \n\tabAB1٢éن\u00a0\u202f\u202e\u2028\x00")
) | st.characters(codec="utf-8")
WORDS = st.sampled_from(
    ["http://", "www.", "@a", ".org", "a.b/", "1.", "- ", "[^1]", "](", "<b>", "&lt;", "```", "\n\n", "|-|", "**"]
)
TYPED = st.lists(CHARACTERS | WORDS, max_size=14).map("".join)


def inert(text):
    """What should be seen: one line, nothing that cannot be seen."""
    return " ".join(plain(text).text.strip().split(" ")).strip()


def seen(inline):
    parts = [child.content for child in inline.children if child.type in ("text", "text_special", "code_inline")]
    return re.sub(" +", " ", "".join(parts)).strip()


def effects(tokens):
    """Types of everything inline that is not words."""
    inlines = [child for token in tokens if token.type == "inline" for child in token.children]
    return [child.type for child in inlines if child.type not in ("text", "text_special", "code_inline")]


def parse(*blocks, notes=(), front=None):
    text = to_markdown(Document(front or {}, blocks, notes))
    return text, PARSER.parse(text)


def whole_page(typed):
    """A page with typed text in every place there is, after our own words, before them, and alone."""
    alone, first, last = (Text(typed),), joined([Text(typed), Text(" end")]), joined([Text("start "), Text(typed)])
    blocks = (
        Heading(2, alone),
        Paragraph(alone),
        Paragraph(first),
        Items((alone, last)),
        Break(),
        Items((first, alone), is_numbered=True),
        Grid((alone, last), ((first, alone), (alone, alone))),
        Paragraph((Text("read "), Note("1"), Note("2"))),
    )
    return parse(*blocks, notes=(("1", alone), ("2", first)), front={"for": plain(typed).text, "raw": typed})


SKELETON = [token.type for token in whole_page("words")[1]]


def check(typed):
    _, tokens = whole_page(typed)
    if not inert(typed):
        return
    assert [token.type for token in tokens] == SKELETON
    assert effects(tokens) == ["footnote_ref"] * 2
    words, alone = [seen(token) for token in tokens if token.type == "inline"], inert(typed)
    first, last = inert(f"{typed} end"), inert(f"start {typed}")
    assert words == [
        alone,
        alone,
        first,
        alone,
        last,
        first,
        alone,
        alone,
        last,
        first,
        alone,
        alone,
        alone,
        "read",
        alone,
        first,
    ]
    for token in tokens:
        children = token.children or []
        outside_code = "".join(" " if child.type == "code_inline" else child.content for child in children)
        assert not re.search(r"(?i)//|\bwww\.[^\W_]|@[^\W_]", outside_code), "some renderers would make it a link"
        for child in children:
            assert child.type != "text" or not re.search(r"\w\.[^\W\d_]{2}", child.content), "and some would this"
    front = parse_yaml(tokens[0].content, "front").value
    assert front["for"] == plain(typed).text


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed)[:40])
def test_what_is_typed_is_seen_and_nothing_else_happens(typed):
    check(typed)


@given(TYPED)
@settings(max_examples=400, deadline=None, derandomize=True)
@example("\\`@a`|\\")
@example("a\u00a0- b")
def test_whatever_is_typed_is_seen_and_nothing_else_happens(typed):
    check(typed)


@given(TYPED, TYPED)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_strong_words_stay_strong_and_inert(before, typed):
    if not inert(typed) or not inert(before):
        return
    _, tokens = parse(Paragraph((Text(f"{before} "), Strong(f" {typed} "), Text(f" {before}"))))
    inlines = [token for token in tokens if token.type == "inline"]
    assert len(inlines) == 1
    assert set(effects(tokens)) == {"strong_open", "strong_close"}
    assert seen(inlines[0]) == inert(f"{before} {typed} {before}")


@given(st.dictionaries(st.sampled_from(["a", "b c"]), TYPED | st.none() | st.booleans() | st.integers(0, 9999)))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_front_matter_is_yaml_that_says_the_same(front):
    text = to_markdown(Document(front, (), ()))
    assert parse_yaml(text.removeprefix("---\n").removesuffix("---\n"), "front").value == (front or None)


def test_words_of_ours_have_the_effect_they_are_meant_to_have():
    blocks = (
        Heading(1, (Text("Title"),)),
        Paragraph(line("**{who}** decides; see {id}.", who="The *chair*", id=Code("a.b"))),
        Items(((Text("one"),), (Text("two"),)), is_numbered=True),
        Grid(((), (Text("head"),)), (((Text("1"),), ()),)),
        Break(),
    )
    text = to_markdown(Document({"a": 1, "b": "é"}, blocks, (("1", (Text("A source."),)),)))
    assert text == (
        '---\na: 1\nb: "é"\n---\n\n# Title\n\n**The \\*chair\\*** decides; see `a.b`.\n\n1. one\n2. two\n\n'
        "|  | head |\n|-|-|\n| 1 |  |\n\n---\n\n[^1]: A source.\n"
    )


def test_addresses_stand_in_code_without_the_punctuation_around_them():
    text, _ = parse(Paragraph((Text("See (https://example.org/a), «www.b.org»; or mail a@b.org."),)))
    assert "See (`https://example.org/a`), «`www.b.org`»; or mail `a@b.org`." in text


def test_slots_are_filled_and_what_fills_them_is_not_read_again():
    assert line("a {x} **b {y}**", x="{y} **c**", y="{x}") == (Text("a {y} **c** "), Strong("b {x}"))
    assert line("{x}", x=(Text("a"), Note("1"))) == (Text("a"), Note("1"))
    with pytest.raises(InputError, match="has a slot 'z'; expected x"):
        line("{z}", x="a")


def test_a_text_is_on_one_line_whoever_makes_it():
    assert Text("a\n\n# b\u2028c").text == "a # b c"
    assert Strong("a\x1b[31m\u202eb").text == "a[31mb"
    assert plain("  a \n  b\u00a0! ").text == "a b\u00a0!"


ASKED = {"options": {"mermaid": True}}


def picture(mermaid, front):
    return Document(front, (Picture("one", line("Title"), "what it shows", "<svg/>", mermaid), Paragraph(line("after"))), ())


def test_a_picture_is_left_out_unless_mermaid_is_asked_for_and_can_say_it():
    front = '---\noptions: {"mermaid": true}\n---\n\n'
    assert to_markdown(picture("gantt", {})) == "---\n---\n\nafter\n"
    assert to_markdown(picture("", ASKED)) == f"{front}after\n"
    assert to_markdown(picture("gantt", ASKED)) == f"{front}```mermaid\ngantt\n```\n\nafter\n"


@given(st.text("`~a\n ", max_size=30))
@settings(deadline=None)
def test_no_diagram_ends_its_own_fence(text):
    tokens = PARSER.parse(to_markdown(picture(f"gantt\n{text}\nend", ASKED)))
    (fence,) = [token for token in tokens if token.type == "fence"]
    assert fence.content == f"gantt\n{text}\nend\n"
    assert [token.content for token in tokens if token.type == "inline"] == ["after"]
