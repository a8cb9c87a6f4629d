"""Lines of the document tree as HTML: every character a person typed is text there and nothing else.

In: lines. Out: HTML for the inside of an element, and the references to each note that stand in it.
"""

from __future__ import annotations

import html
from collections import Counter

from wayhome.engine.brief.tree import Code, Inline, Line, Link, Note, Strong, line, words_of
from wayhome.engine.documents.parts import direction_of
from wayhome.engine.wording import PageWording

_NO_BREAK = "&NoBreak;"  # a reference stays on the line of what it stands for


class Lines:
    """Turns lines into HTML and counts the uses of each note, so that its source can lead back to them."""

    def __init__(self, words: PageWording, keys: tuple[str, ...]) -> None:
        self.words = words
        self.numbers = {key: number for number, key in enumerate(keys, 1)}
        """Of each note, its place among the sources; ids are made of it, since a key may hold any sign."""
        self.uses: Counter[str] = Counter()

    def inside(self, line: Line) -> str:
        """What stands inside the element."""
        return "".join(map(self._inline, line))

    def direction(self, line: Line) -> str:
        """The attribute ` dir` for a line that runs the other way than the page; else nothing."""
        found = direction_of(words_of(line), self.words.direction)
        return "" if found == self.words.direction else f' dir="{found}"'

    def back_links(self, key: str) -> str:
        """Links from a source to the places that refer to it."""
        number, uses = self.numbers[key], self.uses[key]
        return "".join(
            f' <a class="back" href="#use--{number}-{use}" role="doc-backlink" aria-label="'
            f'{labelled(self.words.back, number=key, use=str(use))}">↩{use if uses > 1 else ""}</a>'
            for use in range(1, uses + 1)
        )

    def _inline(self, part: Inline) -> str:
        if isinstance(part, Note):
            return self._reference(part.key)
        if isinstance(part, Code):
            return coded(part.text)
        if isinstance(part, Link):
            return f'<a href="{escaped(part.target)}">{escaped(part.text)}</a>'
        return f"<strong>{escaped(part.text)}</strong>" if isinstance(part, Strong) else escaped(part.text)

    def _reference(self, key: str) -> str:
        if key not in self.numbers:
            return f"[{escaped(key)}]"
        self.uses[key] += 1
        number = self.numbers[key]
        return (
            f'<sup>{_NO_BREAK}<a id="use--{number}-{self.uses[key]}" href="#source--{number}" role="doc-noteref" '
            f'aria-label="{labelled(self.words.source, number=key)}">[{escaped(key)}]</a></sup>'
        )


def escaped(text: str) -> str:
    """Text for an element or an attribute in quotes."""
    return html.escape(text)


def coded(text: str) -> str:
    """An id as code, which may break after its dots."""
    return f"<code>{escaped(text).replace('.', '.<wbr>')}</code>"


def labelled(template: str, **slots: str) -> str:
    """A label with its slots filled, for an attribute; raises InputError for a slot that nothing fills."""
    return escaped(words_of(line(template, **slots)))
