"""A document in the parts its pages are made of, and the direction in which its lines run.

In: a `Document`. Out: title, opening, main part and annexes; the facts of its front matter in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wayhome.engine.brief.tree import Block, Break, Document, Heading, Line, Note, Paragraph, Text, words_of

FACTS = ("situation", "for", "basis", "good until")
"""Of the front matter, what a reader needs first; the edition stands above the title."""

Form = Literal["brief", "summary", "body"]
"""The whole brief has contents and begins its parts on new pages; the other two are short, and run on in smaller type."""
Direction = Literal["ltr", "rtl"]
# Letters of the scripts written from right to left, from Hebrew to Arabic; and all other letters.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff]")
_LETTER = re.compile(r"[^\W\d_]")
_TURNING = re.compile(f"{_RIGHT_TO_LEFT.pattern}|{_LETTER.pattern}")
_LONGEST_RUNNING = 120  # characters: two lines
_BRACKETS = {")": "(", "]": "[", "»": "«", "”": "“"}
_OTHER: dict[Direction, Direction] = {"ltr": "rtl", "rtl": "ltr"}


@dataclass(frozen=True)
class Parts:
    """What stands on the pages, one after the other."""

    title: Line
    """With words in any case."""
    opening: tuple[Paragraph, ...]
    """The paragraphs below the title."""
    main: tuple[Block, ...]
    annexes: tuple[Block, ...]
    """What follows the first break."""


def parts_of(document: Document, untitled: str) -> Parts:
    """The parts; below the title no heading is of the first level, and none leaves a level out.

    Args:
        document: the brief.
        untitled: what a title without words begins with.
    """
    blocks: Sequence[Block] = document.blocks
    line: Line = ()
    if blocks and isinstance(blocks[0], Heading):
        line, blocks = blocks[0].line, blocks[1:]
    if not words_of(line).strip():
        line = (Text(f"{untitled} "), *line)
    opening: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            break
        opening.append(block)
    rest = tuple(_levelled(blocks[len(opening) :]))
    end = next((i for i, block in enumerate(rest) if isinstance(block, Break)), len(rest))
    return Parts(line, tuple(opening), rest[:end], rest[end + 1 :])


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    level = 1
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
        elif not words_of(block.line).strip():
            yield Paragraph(block.line)  # what says nothing heads nothing
        else:
            level = min(max(block.level, 2), level + 1)
            yield replace(block, level=level)


def running_title(title: str) -> str:
    """The title as the margin of every page has room for it."""
    return title if len(title) <= _LONGEST_RUNNING else f"{title[:_LONGEST_RUNNING].rstrip()}…"


def first_section(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The first section, which is to stand on one page, and those after it."""
    headings = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
    end = next((i for i in headings if i), len(blocks))
    return blocks[:end], blocks[end:]


def front_words(value: object) -> str:
    """A value of the front matter: text as it is, the rest as it stands in Markdown."""
    return Text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).text


def edition_of(document: Document) -> tuple[str, str]:
    """The name of the edition, such as `draft`, and what stands about it on every page; empty where nothing does."""
    options = document.front.get("options")
    kind = str(options.get("edition")) if isinstance(options, Mapping) else ""
    return kind, front_words(document.front.get("edition", ""))


def form_of(document: Document) -> Form:
    """What was made of the advice: the whole brief, the one page for a minister, or the pages for one body."""
    options = document.front.get("options")
    if not isinstance(options, Mapping):
        return "brief"
    if options.get("summary") is True:
        return "summary"
    return "brief" if options.get("for") is None else "body"


def is_empty(line: Line) -> bool:
    """Whether nothing can be seen of a line."""
    return not any(isinstance(part, Note) or part.text.strip() for part in line)


def direction_of(text: str, page: Direction) -> Direction:
    """The direction in which a line runs on a page that runs in another or the same.

    It turns round if the line begins so and most of its letters do: a foreign name in a sentence turns nothing round.
    """
    if page == "ltr" and not _RIGHT_TO_LEFT.search(text):
        return "ltr"
    letters = _LETTER.findall(text)
    leftward = sum(_RIGHT_TO_LEFT.match(letter) is not None for letter in letters)
    begins_leftward = bool(letters) and _RIGHT_TO_LEFT.match(letters[0]) is not None
    if page == "ltr":
        return "rtl" if begins_leftward and 2 * leftward > len(letters) else "ltr"
    return "ltr" if letters and not begins_leftward and 2 * leftward < len(letters) else "rtl"


def stretches(text: str, direction: Direction) -> Iterator[tuple[str, Direction]]:
    """A text cut where its script turns round; what has no direction of its own goes with the line, or stays inside."""
    start, turned = 0, False
    end = 0  # of the last letter
    for match in _TURNING.finditer(text):
        is_turned = (_RIGHT_TO_LEFT.match(match.group()) is not None) != (direction == "rtl")
        if is_turned != turned:
            cut = _closed(text, start, end) if turned else match.start()
            if cut > start:
                yield text[start:cut], _OTHER[direction] if turned else direction
            start, turned = cut, is_turned
        end = match.end()
    if turned:
        end = _closed(text, start, end)
        yield text[start:end], _OTHER[direction]
        start = end
    if start < len(text):
        yield text[start:], direction


def _closed(text: str, start: int, end: int) -> int:
    """The end of a stretch, or the bracket right behind it if the stretch opens one."""
    opener = _BRACKETS.get(text[end : end + 1])
    return end + 1 if opener and text.count(opener, start, end) > text.count(text[end], start, end) else end
