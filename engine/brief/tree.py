"""The document tree every format of a brief is made from.

Text that a person typed is only ever a `Text`: it has no markup, and renderers make it inert.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from wayhome.engine.errors import InputError, listing

# Control characters, marks that reorder text so that it reads as something else, and characters nobody can see.
_UNPRINTABLE = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u202a-\\u202e\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff"
    "\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
_LINE_BREAK = re.compile("[\\t-\\r\\x1c-\\x1f\\x85\\u2028\\u2029]+")


def _on_one_line(text: str) -> str:
    return text if text.isprintable() else _LINE_BREAK.sub(" ", _UNPRINTABLE.sub("", text))


@dataclass(frozen=True)
class Text:
    """Plain words, on one line and without control characters whoever typed them."""

    text: str

    def __post_init__(self) -> None:
        if not self.text.isprintable():
            object.__setattr__(self, "text", _on_one_line(self.text))


@dataclass(frozen=True)
class Strong:
    """Words with weight, on one line."""

    text: str

    def __post_init__(self) -> None:
        if not self.text.isprintable():
            object.__setattr__(self, "text", _on_one_line(self.text))


@dataclass(frozen=True)
class Code:
    """An id, set as code."""

    text: str


@dataclass(frozen=True)
class Note:
    """A reference to a source."""

    key: str


@dataclass(frozen=True)
class Link:
    """Words that lead to another place of the same pages; formats without links print the words alone."""

    text: str
    target: str
    """A relative address of ours, such as `findings.html#finding-context.stage`: never something a person typed."""


Inline = Text | Strong | Code | Note | Link
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    line: Line
    anchor: str = ""
    """What links lead to it by, where they do: an id of ours, which stands once in the document."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True)
class Items:
    """A list, numbered or not."""

    lines: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with one row of headings."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    folded: Line = ()
    """What stands for the table until a reader opens it, where a format can fold one; empty if it lies open."""


@dataclass(frozen=True)
class Picture:
    """What is said beside it, drawn. Formats without pictures leave it out and lose nothing."""

    name: str
    """Short and unique in the document, such as `roadmap`."""
    title: Line
    """What it shows, for the line below it."""
    alternative: str
    """The same in a sentence or two, for those who cannot see it."""
    svg: str
    """A complete SVG document; whatever a person typed in it is escaped."""
    mermaid: str = ""
    """The same for Markdown that draws, where it can be said so."""


@dataclass(frozen=True)
class Break:
    """The line between the brief and its annexes."""


Block = Heading | Paragraph | Items | Grid | Picture | Break


@dataclass(frozen=True)
class Document:
    """A brief: front matter, blocks, and the sources that notes refer to."""

    front: dict[str, object]
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, Line], ...]

    def with_notes_used(self) -> Document:
        """The same with those notes only that its blocks use, numbered in the order of their use."""
        used = dict.fromkeys(part.key for found in lines_of(self.blocks) for part in found if isinstance(part, Note))
        numbers = {key: str(i) for i, key in enumerate(used, 1)}
        known = dict(self.notes)

        def renumbered(found: Line) -> Line:
            return tuple(Note(numbers[part.key]) if isinstance(part, Note) else part for part in found)

        blocks = tuple(_with_lines(block, renumbered) for block in self.blocks)
        return Document(self.front, blocks, tuple((numbers[key], known[key]) for key in used))


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every line of these blocks, in the order of reading; of a picture its title."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.line
            case Items():
                yield from block.lines
            case Grid():
                yield from block.head
                for row in block.rows:
                    yield from row
            case Picture():
                yield block.title


def _with_lines(block: Block, change: Callable[[Line], Line]) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, line=change(block.line))
        case Items():
            return replace(block, lines=tuple(map(change, block.lines)))
        case Grid():
            rows = tuple(tuple(map(change, row)) for row in block.rows)
            return Grid(tuple(map(change, block.head)), rows, block.folded)
        case _:
            return block


def plain(text: str) -> Text:
    """Words a person typed, without spaces to spare; a space that must not break (as in French) is kept."""
    return Text(re.sub(" +", " ", _on_one_line(text)).strip())


_STRONG = re.compile(r"\*\*(.+?)\*\*")
_SLOT = re.compile(r"\{([a-z_]+)\}")


def line(template: str, **slots: str | Inline | Iterable[Inline]) -> Line:
    """A template of ours as a line: `**words**` are strong, `{slots}` take text or inlines, which are not read again."""
    if "**" not in template:
        return joined(_filled(template, slots))
    parts: list[Inline] = []
    at = 0
    for match in _STRONG.finditer(template):
        parts += _filled(template[at : match.start()], slots)
        strong = _filled(match.group(1), slots)
        parts += [Strong(part.text) if isinstance(part, Text) else part for part in strong]
        at = match.end()
    parts += _filled(template[at:], slots)
    return joined(parts)


def _filled(template: str, slots: dict[str, str | Inline | Iterable[Inline]]) -> list[Inline]:
    parts: list[Inline] = []
    at = 0
    for match in _SLOT.finditer(template):
        if at < match.start():
            parts.append(Text(template[at : match.start()]))
        name = match.group(1)
        if name not in slots:
            raise InputError.at("wording", f"{template!r} has a slot {name!r}", listing(slots) or "no slots")
        value = slots[name]
        if isinstance(value, str):
            parts.append(Text(value))
        elif isinstance(value, (Text, Strong, Code, Note, Link)):
            parts.append(value)
        else:
            parts.extend(value)
        at = match.end()
    return [*parts, Text(template[at:])] if at < len(template) else parts


def joined(parts: Iterable[Inline]) -> Line:
    """Neighbouring texts of a kind put together, empty ones left out."""
    out: list[Inline] = []
    for part in parts:
        if isinstance(part, (Text, Strong)) and not part.text:
            continue
        last = out[-1] if out else None
        if isinstance(part, (Text, Strong)) and type(last) is type(part):
            out[-1] = type(part)(last.text + part.text)
        else:
            out.append(part)
    return tuple(out)


def codes(ids: Iterable[str]) -> Line:
    """Ids as code, with commas."""
    out: list[Inline] = []
    for id_ in ids:
        out += [Text(", "), Code(id_)] if out else [Code(id_)]
    return tuple(out)


def words_of(line: Line) -> str:
    """A line as plain words, without its notes."""
    return "".join(part.text for part in line if not isinstance(part, Note))


def word_count(blocks: Iterable[Block]) -> int:
    """How many words there are to read, without notes."""
    return sum(len(_WORD.findall(words_of(line))) for block in blocks for line in _lines(block))


_WORD = re.compile(r"\w[\w’'-]*")


def _lines(block: Block) -> tuple[Line, ...]:
    match block:
        case Heading(_, line) | Paragraph(line):
            return (line,)
        case Items(lines):
            return lines
        case Grid(head, rows):
            return (*head, *(cell for row in rows for cell in row))
        case Picture() | Break():
            return ()
