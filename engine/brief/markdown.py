"""A document tree as Markdown: CommonMark with GitHub's tables and footnotes, and YAML front matter.

In: a `Document`. Out: text. Whatever a person typed reaches the page as the same characters and nothing else: no markup,
link, mention, formula or HTML of theirs takes effect.
"""

from __future__ import annotations

import json
import re

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
    Note,
    Paragraph,
    Strong,
)

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$&]")
_AT_START = re.compile(r"(?:[-+=#:>]|\d{1,9}(?=[.)]))")
# GitHub turns these into links, mentions or mail addresses wherever they stand.
_LINKED = re.compile(r"(?i)(?<=https)(?=:)|(?<=http)(?=:)|(?<=ftp)(?=:)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)|(?<=www)(?=\.)")
_MENTION = re.compile(r"[^\s|`]*@[^\s|`]+")


def to_markdown(document: Document) -> str:
    """The whole document."""
    parts = ["---", *(f"{key}: {_yaml(value)}" for key, value in document.front.items()), "---", ""]
    for block in document.blocks:
        parts += [_block(block), ""]
    parts += [f"[^{key}]: {_line(line)}" for key, line in document.notes]
    return "\n".join(parts).rstrip("\n") + "\n"


def _yaml(value: object) -> str:
    """A value in flow style; JSON strings are YAML strings."""
    return json.dumps(value, ensure_ascii=False)


def _block(block: Block) -> str:
    match block:
        case Heading(level, line):
            return f"{'#' * level} {_line(line)}"
        case Paragraph(line):
            return _line(line)
        case Items(lines, is_numbered):
            return "\n".join(f"{f'{i}.' if is_numbered else '-'} {_line(line)}" for i, line in enumerate(lines, 1))
        case Grid(head, rows):
            return "\n".join((_row(head), f"|{'-|' * len(head)}", *map(_row, rows)))
        case Break():
            return "---"


def _row(cells: tuple[Line, ...]) -> str:
    return f"| {' | '.join(_line(cell) for cell in cells)} |"


def _line(line: Line) -> str:
    return "".join(_inline(part, i == 0) for i, part in enumerate(line))


def _inline(part: Inline, is_first: bool) -> str:
    if isinstance(part, Note):
        return f"[^{part.key}]"
    if isinstance(part, Code):
        return _code(part.text)
    if isinstance(part, Strong):
        inner = part.text.strip()
        left, right = part.text[: len(part.text) - len(part.text.lstrip())], part.text[len(part.text.rstrip()) :]
        return f"{left}**{escaped(inner)}**{right}" if inner else part.text
    text = escaped(part.text)
    if is_first and (start := _AT_START.match(text)):
        # `2016.` and `-` would begin a list, `#` a heading.
        return f"{start.group()}\\{text[start.end() :]}" if start.group().isdigit() else f"\\{text}"
    return text


def escaped(text: str) -> str:
    """Words that render as themselves."""
    out = []
    at = 0
    for match in _MENTION.finditer(text):
        out += [_escape(text[at : match.start()]), _code(match.group())]
        at = match.end()
    return "".join([*out, _escape(text[at:])])


def _escape(text: str) -> str:
    return _LINKED.sub("\\\\", _SPECIAL.sub(lambda match: f"\\{match.group()}", text))


def _code(text: str) -> str:
    return f"`{text}`"
