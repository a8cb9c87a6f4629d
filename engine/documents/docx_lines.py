"""Lines of the document tree in the language of Word: every character a person typed is text there and nothing else.

In: lines. Out: runs of a paragraph (WordprocessingML). The order of elements is that of the standard, which Word insists on.
"""

from __future__ import annotations

import html
from collections import Counter

from wayhome.engine.brief.tree import Code, Inline, Line, Note, Strong, Text, line, words_of
from wayhome.engine.documents.parts import Direction, direction_of, stretches
from wayhome.engine.wording import PageWording


class Lines:
    """Turns lines into runs; counts the uses of each note, so that each has a bookmark and its source can lead back."""

    def __init__(self, words: PageWording, keys: tuple[str, ...]) -> None:
        self.words = words
        self.numbers = {key: number for number, key in enumerate(keys, 1)}
        """Of each note, its place among the sources; names of bookmarks are made of it, since a key may hold any sign."""
        self.uses: Counter[str] = Counter()
        self._bookmarks = 0

    def paragraph(
        self,
        style: str,
        line: Line,
        properties: str = "",
        *,
        before: str = "",
        after: str = "",
        is_at_start: bool = False,
    ) -> str:
        """A paragraph of a style.

        Args:
            style: the id of the style.
            line: what stands in it.
            properties: more of its properties, which stand right after the style.
            before: runs before the line.
            after: runs after it.
            is_at_start: it begins on the side of the page where other lines do, whichever way it runs.
        """
        direction = direction_of(words_of(line), self.words.direction)
        inside = "".join(self._inline(part, direction) for part in line)
        is_across = is_at_start and direction != self.words.direction
        return paragraph(style, before + inside + after, direction, properties, '<w:jc w:val="right"/>' if is_across else "")

    def bookmark(self, name: str, inside: str) -> str:
        """Runs that a link can lead to."""
        self._bookmarks += 1
        id_ = self._bookmarks
        return f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{id_}"/>'

    def back_link(self, key: str) -> str:
        """A link from a source to the first place that refers to it; on paper, more of them would be noise."""
        if not self.uses[key]:
            return ""
        tip = words_of(line(self.words.back, number=key, use="1"))
        return run(" ") + link(f"use_{self.numbers[key]}_1", run("↩", style="BackLink"), tip)

    def _inline(self, part: Inline, direction: Direction) -> str:
        if isinstance(part, Note):
            return self._reference(part.key)
        if isinstance(part, Code):
            return run(part.text, style="Code")
        return run(part.text, direction, "Strong" if isinstance(part, Strong) else "")

    def _reference(self, key: str) -> str:
        shown = run(f"[{key}]", style="Reference")
        if key not in self.numbers:
            return shown
        self.uses[key] += 1
        number = self.numbers[key]
        tip = words_of(line(self.words.source, number=key))
        return self.bookmark(f"use_{number}_{self.uses[key]}", link(f"source_{number}", shown, tip))


def paragraph(style: str, inside: str, direction: Direction = "ltr", properties: str = "", placed: str = "") -> str:
    """A paragraph of a style; `inside` are runs, and its other properties stand before its direction and after it."""
    turned = "<w:bidi/>" if direction == "rtl" else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{turned}{placed}</w:pPr>{inside}</w:p>'


def run(text: str, direction: Direction = "ltr", style: str = "") -> str:
    """Text in a character style, cut where its script turns round: what runs leftward has fonts and settings of its own."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    out = []
    for piece, way in stretches(Text(text).text, direction):
        properties = named + ("<w:rtl/>" if way == "rtl" else "")
        out.append(
            f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}"
            f'<w:t xml:space="preserve">{escaped(piece)}</w:t></w:r>'
        )
    return "".join(out)


def link(target: str, runs: str, tip: str = "") -> str:
    """Runs that lead to a bookmark of this document."""
    told = f' w:tooltip="{escaped(tip)}"' if tip else ""
    return f'<w:hyperlink w:anchor="{target}"{told} w:history="1">{runs}</w:hyperlink>'


def escaped(text: str) -> str:
    """Text for an element or an attribute in quotes, without characters that XML does not take."""
    return html.escape(Text(text).text)
