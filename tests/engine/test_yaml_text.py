"""What is written as YAML is read as the same value, whatever it holds, and looks as a person would write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.errors import InputError
from wayhome.engine.sources import parse_yaml
from wayhome.engine.yaml_text import WIDTH, lines_of, scalar

LOOKS_LIKE_YAML = r"""
NO no yes Yes y n on OFF true True tRue false null Null ~ 2026 2026-05 2026-05-01 12:30 1:2:3 +1 -1 012 1. .5 1.5 1e3 1e400
0x1F 0o17 1_000 .inf -.INF .nan = << --- ... - -a ? ?a ! !a & &a * *a % %YAML @ ` [ ] { } {} [] , a, a] # #a a# a:
a:b key: :a :: : ' " 'a' "a" it's | > |- >+ \ \n http://example.org/a?b=c#d
"""
NASTY = [
    *LOOKS_LIKE_YAML.split(),
    *("a, b", "a #b", "a: b", "- a", "? a", "--- a", "... b", ": ", " #", "say \"x\": 'y'"),
    *(
        "",
        " ",
        "  ",
        " a",
        "a ",
        "a  b",
        "\t",
        "\ta",
        "a\t",
        "a\t#b",
        "\n",
        "a\n",
        "\na",
        "a\nb",
        " a\n  b\n",
        "a\r\nb",
        "\r",
    ),
    *(
        "é",
        "نص: عربي",
        "क",
        "日本",
        "😀",
        "👩‍👩‍👧",
        "\u200b",
        "\u200f",
        "\u202e",
        "\xa0",
        "\xa0a",
        "a\xa0",
        "\u3000",
        "\u2003a",
    ),
    *("\x85", "a\x85b", "\u2028", "a\u2028b", "\u2029", "\ufeff", "\ufeffa", "a\ufeffb", "\x00", "\x07", "\x1b[31m", "\x7f"),
    *(
        "\x80",
        "\x9f",
        "\ud7ff",
        "\ue000",
        "\ufffd",
        "\ufffe",
        "\uffff",
        "\U0010ffff",
        "9" * 18,
        "9" * 19,
        "x" * 900,
        "word " * 80,
    ),
]
PIECES = st.sampled_from([*NASTY, *" \t\n:#'\"|>%@`-?!&*[]{},\\=~<.0123456789eEyYnN\x85\u2028\u200b\ufeffé😀ن"])
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(PIECES, max_size=6).map("".join),
    st.lists(PIECES, max_size=6).map(" ".join),
)
KEYS = TEXTS.filter(lambda text: len(scalar(text)) < 1000)
NUMBERS = st.integers(-(10**18) + 1, 10**18 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    TEXTS | NUMBERS | st.booleans() | st.none(),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(KEYS, parts, max_size=4),
    max_leaves=12,
)


def read(text):
    return parse_yaml(text, "a.yaml").value


def is_same(one, other):
    """Equal, of the same types, in the same order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return one == other


@settings(max_examples=500)
@given(KEYS, VALUES, st.sampled_from([0, 2, 4, 6]))
def test_every_value_is_read_as_it_was_written_at_any_depth(key, value, indent):
    lines = lines_of(key, value, indent)
    above = "".join(f"{' ' * depth}a:\n" for depth in range(0, indent, 2))
    found = read(above + "\n".join(lines))
    for _ in range(0, indent, 2):
        found = found["a"]
    assert is_same(found, {key: value})
    assert not any(line != line.rstrip(" ") or len(line.splitlines()) > 1 for line in lines)


@pytest.mark.parametrize("text", NASTY)
def test_text_stays_text_wherever_it_stands(text):
    for value in (
        text,
        [text, "b"],
        {"x": text},
        {"answer": {"x": text}},
        [{"value": text, "who": text}],
        {"a": {text: {}}},
    ):
        assert is_same(read("\n".join(lines_of("key", value))), {"key": value})
        if len(scalar(text)) < 1000:
            assert is_same(read("\n".join(lines_of(text, value))), {text: value})


NO_QUOTES = """yes no NO on Off y patchy nobody-knows 2026-05 2026-05-01 12:30 0x1F 1_000 = it's a-b a,b a[b] C:\\x e.g. (a)
é نص 😀 § €5 http://example.org/a?b=c#d"""


@pytest.mark.parametrize(
    "text",
    [
        *NO_QUOTES.split(),
        *("a, b", 'the "old" law', "Ministry of Work, Access Division", "50% & more", "wait for it...", "می‌خواهم"),
    ],
)
def test_what_a_person_would_not_quote_is_not_quoted(text):
    assert lines_of("key", text) == [f"key: {text}"]


@pytest.mark.parametrize(
    "text", ["null", "~", "true", "False", "12", "-3", "2026", "1e3", ".5", "", " ", "a: b", "a #b", "- a", "'"]
)
def test_text_that_would_be_read_as_something_else_is_quoted(text):
    assert scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\nb", r'"a\nb"'),
        ("a\tb", r'"a\tb"'),
        ('"x" \\', r'"\"x\" \\"'),
        ("a\x85b", r'"a\u0085b"'),
        ("a\u2028b", r'"a\u2028b"'),
        ("\ufeff", r'"\ufeff"'),
        ("\x00\x1b[31m", r'"\u0000\u001b[31m"'),
    ],
)
def test_what_cannot_be_seen_is_spelt_out(text, written):
    assert scalar(text) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (True, "true"), (False, "false"), (0, "0"), (-7, "-7"), (1.5, "1.5"), (1e300, "1e+300")],
)
def test_values_other_than_text_stand_bare(value, written):
    assert scalar(value) == written


def test_what_fits_on_a_line_is_written_on_one():
    assert lines_of("k", ["a", "b: c", None, True]) == ['k: [a, "b: c", null, true]']
    assert lines_of("k", {"a": "x", "b": "no, none"}, 2) == ['  k: {a: x, b: "no, none"}']
    assert lines_of("k", {}) == ["k: {}"]
    assert lines_of("k", []) == ["k: []"]
    assert lines_of("k", None, 4) == ["    k:"]


def test_an_entry_takes_a_line_for_each_of_its_parts():
    entry = {"answer": {"a": "yes", "b": "no"}, "evidence": "One: two."}
    assert lines_of("q", entry, 2) == ["  q:", "    answer: {a: yes, b: no}", '    evidence: "One: two."']


def test_what_does_not_fit_on_a_line_takes_one_for_each_part():
    long = "word " * 20 + "end"
    assert lines_of("k", [long, long]) == ["k:", f"  - {long}", f"  - {long}"]
    assert lines_of("k", {"a": long, "b": long}) == ["k:", f"  a: {long}", f"  b: {long}"]
    assert lines_of("k", {"a": {"b": "c"}}) == ["k:", "  a: {b: c}"]
    assert all(len(line) <= WIDTH for line in lines_of("k", {f"key-{i}": "yes" for i in range(40)}))


def test_a_key_no_reader_takes_is_not_read_as_another():
    with pytest.raises(InputError, match="not valid YAML"):
        read("\n".join(lines_of("k" * 1100, "v")))
