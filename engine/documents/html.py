"""A document tree as one HTML page: no script, nothing loaded from elsewhere, for screens, phones and paper.

In: a `Document`. Out: text. The same words in the same order as in Markdown; around them stand labels, a table of contents,
and at the end what identifies the brief.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import pairwise

from wayhome.engine.brief.tree import Block, Document, Heading, Text, words_of
from wayhome.engine.documents.html_blocks import Blocks
from wayhome.engine.documents.html_lines import Lines, coded, escaped
from wayhome.engine.documents.parts import FACTS, Parts, edition_of, form_of, front_words, parts_of
from wayhome.engine.library import shipped
from wayhome.engine.wording import PageWording, load_page_wording

_CLASSES = {"brief": "", "summary": ' class="one-page"', "body": ' class="for-a-body"'}
"""What was made of the advice, for the style sheet."""


def to_html(document: Document, words: PageWording | None = None, *, of: str = "", script: str = "") -> str:
    """The whole page.

    Args:
        document: the brief.
        words: labels, language and direction of writing; those shipped if not given.
        of: what it is a page of, as a class for the style sheet, if it is no brief.
        script: a program of ours that the page may run; none for a brief.

    Raises:
        InputError: for a label with a slot that nothing fills.
    """
    return _Page(document, words or load_page_wording(shipped("knowledge")), of, script).html()


class _Page:
    """One page; its parts are made in the order of reading, so that uses of notes are counted in that order."""

    def __init__(self, document: Document, words: PageWording, of: str, script: str) -> None:
        self.of = of
        self.script = script
        self.document = document
        self.words = words
        self.lines = Lines(words, tuple(key for key, _ in document.notes))
        self.blocks = Blocks(self.lines)

    def html(self) -> str:
        parts = parts_of(self.document, self.words.untitled)
        header = self._header(parts)
        main_part = "\n".join(map(self.blocks.section, _sections(parts.main)))
        in_main = list(self.blocks.contents)
        annex_part = "\n".join(map(self.blocks.section, _sections(parts.annexes)))
        in_annexes = self.blocks.contents[len(in_main) :]
        _, edition = edition_of(self.document)
        style = _style(edition)
        written = (
            "<!DOCTYPE html>",
            f'<html lang="{escaped(self.words.language)}" dir="{self.words.direction}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, self.script)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escaped(words_of(parts.title).strip())}</title>",
            f"<style>{style}</style>",
            "</head>",
            f'<body class="{escaped(self.of)}">' if self.of else f"<body{_CLASSES[form_of(self.document)]}>",
            f'<a class="skip" href="#main">{escaped(self.words.skip)}</a>',
            header,
            self._contents(in_main, in_annexes),
            f'<main id="main" tabindex="-1">\n{main_part}\n</main>',
            self._annexes(annex_part),
            self._sources(),
            self._origin(),
            f"<script>{self.script}</script>" if self.script else "",
            "</body>",
            "</html>",
        )
        return "\n".join(part for part in written if part) + "\n"

    def _header(self, parts: Parts) -> str:
        """The edition, the title, the sentences below it, the key facts."""
        front = self.document.front
        kind, edition = edition_of(self.document)
        notice = ' class="notice"' if front.get("invented") is True else ""
        facts = "\n".join(f"<div>{self._fact(key, front[key])}</div>" for key in FACTS if key in front)
        written = (
            f'<p class="edition" data-edition="{escaped(kind)}">{escaped(edition)}</p>' if edition else "",
            self.blocks.title(parts.title),
            *(f"<p{notice}{self.lines.direction(p.line)}>{self.lines.inside(p.line)}</p>" for p in parts.opening),
            f'<dl class="facts" aria-label="{escaped(self.words.facts)}">\n{facts}\n</dl>' if facts else "",
        )
        return "<header>\n" + "\n".join(part for part in written if part) + "\n</header>"

    def _contents(self, in_main: Sequence[tuple[str, str]], in_annexes: Sequence[tuple[str, str]]) -> str:
        items = [_link(id_, words) for id_, words in in_main]
        if in_annexes:
            below = "\n".join(f"<li>{_link(id_, words)}</li>" for id_, words in in_annexes)
            items.append(f"{_link('annexes', escaped(self.words.annexes))}\n<ul>\n{below}\n</ul>")
        if self.document.notes:
            items.append(_link("sources", escaped(self.words.sources)))
        if self.document.front:
            items.append(_link("origin", escaped(self.words.origin)))
        if not items:
            return ""
        label = escaped(self.words.contents)
        listed = "\n".join(f"<li>{item}</li>" for item in items)
        # On a phone the list is folded away; beside the text it has a heading of its own, and may have to be scrolled.
        folded = f"<details>\n<summary>{label}</summary>\n<ul>\n{listed}\n</ul>\n</details>"
        return f'<nav aria-label="{label}" tabindex="0">\n<p aria-hidden="true">{label}</p>\n{folded}\n</nav>'

    def _annexes(self, inside: str) -> str:
        label = escaped(self.words.annexes)
        return f'<section id="annexes" class="annexes" aria-label="{label}">\n{inside}\n</section>' if inside else ""

    def _sources(self) -> str:
        if not self.document.notes:
            return ""
        items = "\n".join(
            f'<li id="source--{self.lines.numbers[key]}"><span class="key">[{escaped(key)}]</span> '
            f"<span{self.lines.direction(line)}>{self.lines.inside(line)}</span>{self.lines.back_links(key)}</li>"
            for key, line in self.document.notes
        )
        return (
            f'<section class="sources" role="doc-endnotes" aria-labelledby="sources">\n<h2 id="sources">'
            f'{escaped(self.words.sources)}</h2>\n<ul role="list">\n{items}\n</ul>\n</section>'
        )

    def _origin(self) -> str:
        """The whole front matter, for those who check."""
        if not self.document.front:
            return ""
        return (
            f'<footer>\n<h2 id="origin">{escaped(self.words.origin)}</h2>\n<p>{escaped(self.words.checking)}</p>\n'
            f"{self._listed(self.document.front)}\n</footer>"
        )

    def _listed(self, values: Mapping[str, object]) -> str:
        return "<dl>\n" + "\n".join(f"<div>{self._fact(key, value)}</div>" for key, value in values.items()) + "\n</dl>"

    def _fact(self, key: str, value: object) -> str:
        if isinstance(value, Mapping):
            told = self._listed(value)
            direction = ""
        else:
            words = front_words(value)
            told = escaped(words) if isinstance(value, str) else coded(words)
            direction = self.lines.direction((Text(words),))
        return f"<dt>{escaped(front_words(key))}</dt><dd{direction}>{told}</dd>"


def _sections(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The blocks cut before every heading of the first two levels."""
    cuts = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= 2]
    cuts = [0, *(cut for cut in cuts if cut), len(blocks)]
    return [blocks[start:end] for start, end in pairwise(cuts) if start < end]


def _link(id_: str, words: str) -> str:
    return f'<a href="#{id_}">{words}</a>'


def _style(edition: str) -> str:
    """The style sheet, and the edition for the margin of every printed page."""
    sheet = files("wayhome.engine.documents").joinpath("brief.css").read_text(encoding="utf-8")
    return f"{sheet}@page {{ @bottom-left {{ content: {_css_text(edition)}; }} }}\n"


def _css_text(text: str) -> str:
    """Text as CSS takes it in quotes; whatever is not a plain letter is spelt out."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, run or sent; our own style and script alone, known by their hashes, take effect."""
    ours = f"default-src 'none'; style-src {_hashed(style)}; base-uri 'none'; form-action 'none'"
    return f"{ours}; script-src {_hashed(script)}" if script else ours


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
