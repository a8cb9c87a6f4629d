"""Markdown pages of entries, as the handbook and the wording of measures are kept.

An entry is a second-level heading, its id in backticks on the line below, a list of `Field: value` lines, paragraphs,
paragraphs that begin with a bold word and a colon (one for each way of doing a thing), and `tip` or `warning` fences,
whose content is Markdown too. In: a file. Out: `Entry` objects with line numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wayhome.engine.errors import InputError, Place
from wayhome.engine.sources import read_text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LARGEST_PAGE = 500_000  # characters; the longest of ours has 26,000
_ID_LINE = re.compile(r"`([a-z0-9]+(?:[.-][a-z0-9]+)*)`\Z")
_VARIANT = re.compile(r"([a-z]+(?:-[a-z]+)*):\Z")


@dataclass(frozen=True)
class Callout:
    """A `tip` or `warning` fence: its paragraphs and list items, each with its line in the file."""

    kind: str
    lines: tuple[tuple[int, str], ...]


@dataclass
class Entry:
    """One heading with all that stands under it; `place` is the heading's line."""

    id: str
    title: str
    place: Place
    fields: dict[str, str] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    variants: dict[str, str] = field(default_factory=dict)
    callouts: list[Callout] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    """Of each field and of each paragraph for one way, by its name."""

    def at(self, name: str) -> Place:
        """The line of a field or of a paragraph for one way; that of the entry, if it has none of this name."""
        return self.places.get(name, self.place)


def read_entries(path: Path) -> list[Entry]:
    """The entries of one page; raises InputError for a heading without an id, a repeated field or an unknown block."""
    file = str(path)
    found: list[Entry] = []
    text = read_text(path)
    if len(text) > LARGEST_PAGE:
        what = f"a page of more than {LARGEST_PAGE:,} characters"
        raise InputError.at(file, what, mend="make several of it", code="unreadable")
    tokens = _parser().parse(text)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        place = Place(file, token.map[0] + 1 if token.map else 0, 1)
        if token.type == "heading_open" and token.tag == "h2":
            found.append(_heading(tokens, i, place))
            i = _closing(tokens, i + 3) + 1  # past the heading and the paragraph that holds the id
            continue
        if found:
            _take(found[-1], tokens, i, place)
        elif token.type == "heading_open" and token.tag != "h1":
            raise InputError.at(place, "a page begins with one `#` title", mend="use `##` for each entry")
        i = _closing(tokens, i) + 1
    return found


@cache
def _parser() -> MarkdownIt:
    """The parser, imported when the first page is read: a cached library needs none."""
    from markdown_it import MarkdownIt

    # No raw HTML: sources of this family leak it (`html=False` keeps it as text).
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _heading(tokens: list[Token], i: int, place: Place) -> Entry:
    title = _text(tokens[i + 1])
    inline = tokens[i + 4] if i + 4 < len(tokens) and tokens[i + 3].type == "paragraph_open" else None
    match = _ID_LINE.match(inline.content.strip()) if inline else None
    if not match:
        raise InputError.at(place, f"the entry {title!r} has no id", mend="put `its.id` in backticks on the next line")
    return Entry(match.group(1), title, place)


def _take(entry: Entry, tokens: list[Token], i: int, place: Place) -> None:
    token = tokens[i]
    if token.type == "bullet_list_open":
        for item in _inlines(tokens, i):
            key, colon, value = _text(item).partition(":")
            at = Place(place.file, item.map[0] + 1 if item.map else 0, 1)
            name = key.strip().lower()
            if not colon or not value.strip():
                raise InputError.at(at, "a list under an id holds `Field: value` lines", mend="write prose as a paragraph")
            if name in entry.fields:
                raise InputError.at(at, f"the field {key!r} stands twice in {entry.id}", code="stands-twice")
            entry.fields[name] = value.strip()
            entry.places[name] = at
    elif token.type == "paragraph_open":
        lead, text = _paragraph(tokens[i + 1])
        if lead is None:
            entry.text.append(text)
        elif lead in entry.variants:
            raise InputError.at(place, f"the paragraph **{lead}:** stands twice in {entry.id}", code="stands-twice")
        else:
            entry.variants[lead] = text
            entry.places[lead] = place
    elif token.type == "fence":
        entry.callouts.append(_callout(token, place))
    elif token.type == "table_open":
        entry.text.extend(_text(cell) for cell in _inlines(tokens, i) if cell.content.strip())
    else:
        raise InputError.at(place, f"{token.type.removesuffix('_open')} is not used in an entry")


def _callout(token: Token, place: Place) -> Callout:
    """Parse the content of a fence again: the web edition of the handbook keeps Markdown in it."""
    kind = token.info.strip()
    if kind not in ("tip", "warning"):
        raise InputError.at(place, f"a fence is a tip or a warning, not {kind!r}")
    inner = _parser().parse(token.content)
    return Callout(kind, tuple((place.line + 1 + (t.map[0] if t.map else 0), _text(t)) for t in inner if t.type == "inline"))


def _closing(tokens: list[Token], i: int) -> int:
    """The index of the token that closes the block opened at i."""
    depth = 0
    for j in range(i, len(tokens)):
        depth += tokens[j].nesting
        if depth == 0:
            return j
    return len(tokens) - 1


def _inlines(tokens: list[Token], i: int) -> Iterator[Token]:
    return (token for token in tokens[i : _closing(tokens, i)] if token.type == "inline")


def _paragraph(inline: Token) -> tuple[str | None, str]:
    """The bold lead of a paragraph, if it has one, and its text."""
    children = inline.children or []
    opening = [child.type for child in children[:4]]
    if "strong_open" in opening[:2]:  # an empty text token may stand first
        at = opening.index("strong_open")
        match = _VARIANT.match(children[at + 1].content)
        if match:
            return match.group(1), _flat(children[at + 3 :]).strip()
    return None, _text(inline)


def _text(inline: Token) -> str:
    return _flat(inline.children or []).strip()


def _flat(children: list[Token]) -> str:
    """Inline content as plain text; links and images keep their words, never their targets."""
    parts = (" " if child.type in ("softbreak", "hardbreak") else child.content for child in children)
    return re.sub(r"\s+", " ", "".join(parts))
