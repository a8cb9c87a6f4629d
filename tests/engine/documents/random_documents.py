"""Documents of every shape the tree has, full of text that means something to Markdown, HTML, YAML or CSS."""

from hypothesis import strategies as st

from wayhome.engine.brief.tree import (
    Break,
    Code,
    Document,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    Strong,
    Text,
    joined,
)

PIECES = st.sampled_from(
    [
        *"\\`*_{}[]()<>|~$&#+-=!.:;,/@^\"' ",
        *("\n", "\t", "\u00a0", "\u202e", "\u2028", "\x00", "\x1b", "é", "٢", "ن", "👩‍👩‍👧"),
        *("word", "1.", "- ", "## ", "---", "```", "**", "[^1]", "](", "|-|", "&lt;", "&amp;", "&#35;", "\n\n", "Source 1"),
        *("<b>", "</p>", "<script>alert(1)</script>", "-->", "<!--", "</style>", 'x" onload="y', "]]>", "javascript:x"),
        *("http://a.example/b", "www.a.example", "a@b.example", "@a", "example.org/x", "مرحبا (٢٠٢١)", "url(#a)", "}"),
    ]
)
TYPED = st.lists(PIECES | st.characters(codec="utf-8"), max_size=10).map("".join)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,8}(\.[a-z0-9-]{1,8}){0,3}", fullmatch=True)


@st.composite
def lines(draw, keys=(), least=0):
    """A line whose parts stand apart, as our templates have them; notes follow what they are about."""
    words = TYPED.map(Text) | TYPED.map(Strong) | IDS.map(Code)
    parts = []
    for part in draw(st.lists(words, min_size=least, max_size=4)):
        parts += (
            [part, Text(" ")] if not keys or draw(st.booleans()) else [part, Note(draw(st.sampled_from(keys))), Text(" ")]
        )
    return joined(parts)


@st.composite
def documents(draw):
    """A document; lists of a kind never follow one another, which Markdown would make one."""
    keys = tuple(str(number) for number in range(1, draw(st.integers(0, 3)) + 1))
    line = lines(keys)
    blocks = [Heading(1, (Text(draw(TYPED)),))] if draw(st.booleans()) else []
    for block in draw(st.lists(_blocks(line), max_size=7)):
        is_run_on = isinstance(block, Items) and blocks and isinstance(blocks[-1], Items)
        blocks += [Break(), block] if is_run_on else [block]
    front = draw(st.dictionaries(st.sampled_from(["country", "edition", "for", "good until", "invented"]), _values()))
    if draw(st.booleans()):
        front["options"] = {"edition": draw(TYPED), "date": None, "weights": {"gap": 3}}
    return Document(front, tuple(blocks), tuple((key, draw(lines())) for key in keys))


def _values():
    return TYPED | st.none() | st.booleans() | st.integers(0, 9999)


def _blocks(line):
    full = line.filter(lambda found: canonical_line(found) != ())
    columns = st.integers(1, 4)
    return st.one_of(
        st.builds(Heading, st.integers(1, 6), line),
        st.builds(Paragraph, full),
        st.builds(Items, st.lists(line, min_size=1, max_size=4).map(tuple), st.booleans()),
        columns.flatmap(lambda n: st.builds(Grid, _row(line, n), st.lists(_row(line, n), max_size=3).map(tuple))),
        st.just(Break()),
    )


def _row(line, columns):
    return st.lists(line, min_size=columns, max_size=columns).map(tuple)


def canonical(document):
    """The document as Markdown holds it: spaces at the edges of lines and of strong words have no meaning there."""
    return Document(
        document.front,
        tuple(_canonical_block(block) for block in document.blocks),
        tuple((key, canonical_line(line)) for key, line in document.notes),
    )


def _canonical_block(block):
    match block:
        case Heading(level, line):
            return Heading(level, canonical_line(line))
        case Paragraph(line):
            return Paragraph(canonical_line(line))
        case Items(of, is_numbered):
            return Items(tuple(map(canonical_line, of)), is_numbered)
        case Grid(head, rows):
            return Grid(tuple(map(canonical_line, head)), tuple(tuple(map(canonical_line, row)) for row in rows))
    return block


def canonical_line(line):
    parts = []
    for part in line:
        if isinstance(part, Strong):
            inner = part.text.strip()
            before, _, after = part.text.partition(inner) if inner else (part.text, "", "")
            parts += [Text(before), Strong(inner), Text(after)]
        else:
            parts.append(part)
    parts = list(joined(parts))
    if parts and isinstance(parts[0], Text):
        parts[0] = Text(parts[0].text.lstrip())
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text.rstrip())
    return joined(parts)
