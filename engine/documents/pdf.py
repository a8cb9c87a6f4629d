"""A document tree as PDF: tagged for those who listen, with bookmarks, numbered pages and its own fonts.

In: a `Document`. Out: bytes of a PDF, the same for the same document on every machine. The same words in the same
order as in Markdown; around them stand labels, contents, and at the end what identifies the brief. Needs the extra
`documents`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise

from wayhome.engine.brief.tree import Block, Document, Grid, Heading, Items, Paragraph, Picture, Strong, Text, words_of
from wayhome.engine.documents.columns import column_shares, lines_of_rows
from wayhome.engine.documents.parts import (
    FACTS,
    direction_of,
    edition_of,
    first_section,
    form_of,
    front_words,
    is_empty,
    parts_of,
    running_title,
)
from wayhome.engine.documents.pdf_lines import Lines, Value, pieces
from wayhome.engine.library import shipped
from wayhome.engine.typesetting import typeset
from wayhome.engine.wording import PageWording, load_page_wording

MOST_LINES = 45
"""Of a row that stays on one page; a page holds some sixty, and what is taller would run off it."""


def to_pdf(document: Document, words: PageWording | None = None) -> bytes:
    """The whole file; it keeps to PDF/UA-1 unless a person typed a sign that our fonts lack, which is shown as a box.

    Args:
        document: the brief.
        words: labels, language and direction of writing; those shipped if not given.

    Raises:
        InputError: if typst is not installed.
    """
    page = (files("wayhome.engine.documents") / "brief.typ").read_text(encoding="utf-8")
    data = _Data(document, words or load_page_wording(shipped("knowledge"))).all()
    return typeset(page, {"brief": json.dumps(data)}, "pdf", standard="ua-1")


class _Data:
    """What the page is told, in the order of reading, so that uses of notes are counted in that order."""

    def __init__(self, document: Document, words: PageWording) -> None:
        self.document = document
        self.words = words
        self.lines = Lines(words.direction, tuple(key for key, _ in document.notes))

    def all(self) -> dict[str, Value]:
        document, words = self.document, self.words
        parts = parts_of(document, words.untitled)
        kind, edition = edition_of(document)
        front = document.front
        language, _, region = words.language.partition("-")
        head: dict[str, Value] = {
            "title": words_of(parts.title).strip(),
            "running-title": pieces(running_title(words_of(parts.title).strip())),
            "language": language,
            "region": region if len(region) == 2 else None,
            "direction": words.direction,
            "edition": edition,
            "edition-pieces": pieces(edition),
            "kind": kind,
            "keywords": [front_words(front[key]) for key in ("country", "situation") if key in front],
            "labels": {
                name: pieces(label)
                for name, label in (
                    ("contents", words.contents),
                    ("sources", words.sources),
                    ("origin", words.origin),
                    ("checking", words.checking),
                )
            },
            "heading": self.lines.line(parts.title),
            "opening": [self.lines.line(opening.line) for opening in parts.opening],
            "is-notice": front.get("invented") is True,
            "facts": [self._fact(key[:1].upper() + key[1:], front[key]) for key in FACTS if key in front],
        }
        form = form_of(document)
        main, annexes = [blocks for blocks in first_section(parts.main) if blocks], parts.annexes
        sections = [*main, annexes] if annexes else main
        head["form"] = form
        head["sections"] = [self._blocks(blocks) for blocks in sections]
        head["on-new-page"] = [form == "brief" or (form == "body" and blocks is annexes) for blocks in sections]
        head["sources"] = [
            {
                "key": Text(f"[{key}]").text,
                "name": self.lines.source_name(key),
                "line": self.lines.line(line),
                "use": self.lines.first_use(key),
            }
            for key, line in document.notes
        ]
        head["front"] = [self._fact(key, value) for key, value in front.items()]
        has_headings = any(isinstance(block, Heading) for blocks in sections for block in blocks)
        head["has-contents"] = form == "brief" and bool(front or document.notes or has_headings)
        return head

    def _blocks(self, blocks: Sequence[Block]) -> list[Value]:
        return [self._block(block, after) for block, after in pairwise([*blocks, None]) if block is not None]

    def _block(self, block: Block, following: Block | None) -> dict[str, Value]:
        match block:
            case Heading(level, line):
                return {"kind": "heading", "level": level, "line": self.lines.line(line), "words": pieces(words_of(line))}
            case Paragraph(line):
                is_lead = isinstance(following, Grid) and bool(line) and isinstance(line[0], Strong)
                return {"kind": "paragraph", "is-lead": is_lead, "line": self.lines.line(line)}
            case Items(lines, is_numbered):
                return {"kind": "items", "is-numbered": is_numbered, "lines": [self.lines.line(line) for line in lines]}
            case Grid():
                return self._grid(block)
            case Picture():
                told = {"kind": "picture", "svg": block.svg, "alternative": block.alternative}
                return {**told, "title": self.lines.line(block.title)}
            case _:
                return {"kind": "break"}

    def _grid(self, grid: Grid) -> dict[str, Value]:
        is_numbered = is_empty(grid.head[0])
        first = (Text(self.words.number),) if is_numbered else grid.head[0]
        shares = column_shares(grid)
        return {
            "kind": "grid",
            "is-numbered": is_numbered,
            "shares": list(shares),
            "head": [self.lines.line(cell) for cell in (first, *grid.head[1:])],
            "rows": [[self.lines.line(cell) for cell in row] for row in grid.rows],
            "is-tall": [lines > MOST_LINES for lines in lines_of_rows(grid, shares)],
        }

    def _fact(self, key: str, value: object) -> dict[str, Value]:
        words = front_words(value)
        return {
            "label": pieces(key),
            "pieces": pieces(words),
            "is-code": not isinstance(value, str),
            "direction": direction_of(words, self.words.direction),
        }
