"""A document tree as Markdown: CommonMark with GitHub's tables and footnotes, and YAML front matter.

In: a `Document`. Out: text. Whatever a person typed reaches the page as the same characters and nothing else: no markup,
link, mention, formula or HTML of theirs takes effect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from wayhome.engine.brief.tree import (
    Block,
    Break,
    Code,
    Document,
    Grid,
    Heading,
    Inline,
    Items,
    Line,
    Link,
    Note,
    Paragraph,
    Picture,
    Strong,
)

# The dot: some renderers take `word.word` for an address. All in one set, which is looked for fast, and then the dots apart.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$&.](?:(?<!\.)|(?<=\w\.)(?=[^\W\d_]{2})|(?i:(?<=www\.)))")
_BACKSLASHED = r"\\\g<0>"
_CLOSING = re.compile(r"(?<= )#+\Z")  # at the end of a heading
_AT_START = re.compile(r"[-+=#:]|\d{1,9}(?=[.)])")
_WORD = re.compile(r"[^\s|`]+")
# Renderers turn these into links, mentions or mail addresses wherever they stand, except in code.
_ADDRESS = re.compile(r"(?i)@[^\s|`]|//|\bwww\.|\.[a-z]{2,}/|:[a-z0-9_+-]+:")
_AROUND = "()[]{}<>\"'«»“”’.,;:!?*_~"
# What YAML would not take, or would take for the end of a line.
_NOT_YAML = re.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]")


def to_markdown(document: Document) -> str:
    """The whole document; with the pictures that can be said in Mermaid as fenced blocks, if asked for."""
    options = document.front.get("options")
    mermaid = isinstance(options, dict) and options.get("mermaid") is True
    front = ["---", *(f"{key}: {_yaml(value)}" for key, value in document.front.items()), "---", ""]
    notes = [f"[^{key}]: {_line(line)}" for key, line in document.notes]
    return "\n".join([*front, blocks_to_markdown(document.blocks, mermaid=mermaid), *notes]).rstrip("\n") + "\n"


def blocks_to_markdown(blocks: Iterable[Block], *, mermaid: bool = False) -> str:
    """Blocks alone, without the front matter and the notes of a document."""
    parts: list[str] = []
    for block in blocks:
        if not isinstance(block, Picture):
            parts += [_block(block), ""]
        elif mermaid and block.mermaid:  # else left out: what it shows stands beside it
            parts += [_fenced("mermaid", block.mermaid), ""]
    return "\n".join(parts)


def _yaml(value: object) -> str:
    """A value in flow style; JSON strings are YAML strings."""
    return _NOT_YAML.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(value, ensure_ascii=False))


def _block(block: Heading | Paragraph | Items | Grid | Break) -> str:
    match block:
        case Heading(level, line, anchor):
            heading = f"{'#' * level} {_CLOSING.sub(_BACKSLASHED, _line(line))}"
            return f'<a id="{anchor}"></a>\n\n{heading}' if anchor else heading
        case Paragraph(line):
            return _line(line)
        case Items(lines, is_numbered):
            return "\n".join(f"{f'{i}.' if is_numbered else '-'} {_line(line)}" for i, line in enumerate(lines, 1))
        case Grid(head, rows, folded):
            table = "\n".join((_row(head), f"|{'-|' * len(head)}", *map(_row, rows)))
            return f"<details>\n<summary>{_line(folded)}</summary>\n\n{table}\n\n</details>" if folded else table
        case Break():
            return "---"


def _fenced(language: str, text: str) -> str:
    """A block of code, in a fence longer than any in the text."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _row(cells: tuple[Line, ...]) -> str:
    return f"| {' | '.join(_line(cell) for cell in cells)} |"


def _line(line: Line) -> str:
    text = "".join(map(_inline, line)).strip(" ")
    start = _AT_START.match(text)
    if start is None:
        return text
    # `-` and `2016.` would begin a list, `#` a heading.
    return f"{start.group()}\\{text[start.end() :]}" if start.group().isdigit() else f"\\{text}"


def _inline(part: Inline) -> str:
    if isinstance(part, Note):
        return f"[^{part.key}]"
    if isinstance(part, Code):
        return _code(part.text)
    if isinstance(part, Link):
        return f"[{escaped(part.text)}]({part.target})"
    if isinstance(part, Strong):
        inner = part.text.strip()
        left, right = part.text[: len(part.text) - len(part.text.lstrip())], part.text[len(part.text.rstrip()) :]
        return f"{left}**{escaped(inner)}**{right}" if inner else part.text
    return escaped(part.text)


def is_address(text: str) -> bool:
    """Whether a renderer could make a link or a mention of something in this text."""
    return _ADDRESS.search(text) is not None


def escaped(text: str) -> str:
    """Words that render as themselves; addresses become code."""
    if not is_address(text):
        return _escape(text)
    out = []
    at = 0
    for match in _WORD.finditer(text):
        core = match.group().strip(_AROUND)
        if is_address(core):
            start = match.start() + match.group().index(core)
            out += [_escape(text[at:start]), _code(core)]
            at = start + len(core)
    return "".join([*out, _escape(text[at:])])


def _escape(text: str) -> str:
    return _SPECIAL.sub(_BACKSLASHED, text)


def _code(text: str) -> str:
    return f"`{text}`"
