"""A brief read back from its Markdown: the inverse of `engine.brief.markdown`.

In: Markdown with front matter. Out: a `Document`. What the document tree does not hold is refused with its line: nothing is
guessed at, and nothing is dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wayhome.engine.brief.markdown import is_address
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
    Text,
    joined,
    words_of,
)
from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.sources import parse_yaml

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_NOT_OURS = "is it a brief written by `wayhome advise`?"
_HELD = "headings, paragraphs, lists, tables, strong words, code and notes"
_NAMES = {
    "blockquote": "a quotation",
    "code_block": "an indented block of code",
    "em": "emphasis",
    "fence": "a block of code",
    "hardbreak": "a forced line break",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "an image",
    "link": "a link",
    "s": "crossed-out words",
}
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def read_brief(text: str, file: str) -> Document:
    """The document tree of a brief.

    Args:
        text: Markdown as `to_markdown` writes it, perhaps edited by hand since.
        file: its name, for messages.

    Raises:
        InputError: with every fault and its line, if there is no front matter or if something has no place in the tree.
    """
    from markdown_it.tree import SyntaxTreeNode

    env: dict[str, Any] = {}
    root = SyntaxTreeNode(_parser().parse(text, env))
    reader = _Reader(text, file)
    for reference in env.get("references", {}).values():
        reader.refuse(reference["map"][0], "a link")
    document = reader.document(root)
    if reader.problems:
        raise InputError(sorted(reader.problems, key=lambda problem: problem.place))
    return document


def _parser() -> Any:
    """CommonMark with tables and notes. What a renderer may do beyond that is known here so that it can be refused."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)
    return parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)


class _Reader:
    """Nodes of the parser as parts of the tree, with the faults met on the way."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = text.split("\n")
        self.file = file
        self.problems: list[Problem] = []

    def refuse(self, line: int, what: str, mend: str = "") -> None:
        """Note that something on a line (counted from 0) has no place in a brief."""
        where = Place(self.file, line + 1, 1)
        self.problems.append(Problem(where, f"a brief does not hold {what}", "" if mend else _HELD, mend))

    def document(self, root: SyntaxTreeNode) -> Document:
        """The whole brief."""
        nodes = root.children
        if not nodes or nodes[0].type != "front_matter":
            raise InputError.at(Place(self.file, 1, 1), "there is no front matter", mend=_NOT_OURS)
        front = parse_yaml(f"\n{nodes[0].content}", self.file)  # the first line is the one of the dashes
        if not isinstance(front.value, dict | None):
            raise InputError.at(front.place(), "the front matter is not a list of keys and values", mend=_NOT_OURS)
        blocks = [block for node in nodes[1:] if node.type != "footnote_reference" for block in self._block(node)]
        notes = self._notes([node for node in nodes if node.type == "footnote_reference"])
        self._check_references(root, {key for key, _ in notes})
        return Document(dict(front.value or {}), tuple(blocks), tuple(notes))

    def _block(self, node: SyntaxTreeNode) -> list[Block]:
        """One block, or none if it was refused."""
        match node.type:
            case "heading":
                return [Heading(int(node.tag[1:]), self._line(node))]
            case "paragraph":
                return [Paragraph(self._line(node))]
            case "hr":
                return [Break()]
            case "bullet_list":
                return [Items(self._items(node))]
            case "ordered_list":
                if node.attrs.get("start", 1) != 1:
                    self.refuse(_line_of(node), "a numbered list that does not begin with 1", "number it from 1")
                return [Items(self._items(node), is_numbered=True)]
            case "table":
                return [self._grid(node)]
            case "fence" if node.info.strip() == "mermaid":
                return []  # a drawing of what stands beside it
        self.refuse(_line_of(node), _NAMES.get(node.type, node.type))
        return []

    def _items(self, node: SyntaxTreeNode) -> tuple[Line, ...]:
        return tuple(self._only_paragraph(item, "a list entry of more than one paragraph") for item in node.children)

    def _only_paragraph(self, node: SyntaxTreeNode, otherwise: str) -> Line:
        if not node.children:
            return ()
        if [child.type for child in node.children] != ["paragraph"]:
            self.refuse(_line_of(node), otherwise)
        return self._line(node.children[0]) if node.children[0].type == "paragraph" else ()

    def _grid(self, node: SyntaxTreeNode) -> Grid:
        rows = [row for part in node.children for row in part.children]
        for row in rows:
            given = _BETWEEN_CELLS.split(self.lines[_line_of(row)].strip())
            outer = (given[0] == "") + (len(given) > 1 and given[-1] == "")
            if len(given) - outer != len(row.children):
                said = f"a row of {len(given) - outer} cells in a table of {len(row.children)} columns"
                self.refuse(_line_of(row), said, "a `|` within a cell is written `\\|`")
        if any(cell.attrs for cell in rows[0].children):
            self.refuse(_line_of(node), "columns aligned to a side", "leave the colons out of the line below the headings")
        head, *body = (tuple(self._line(cell) for cell in row.children) for row in rows)
        return Grid(head, tuple(body))

    def _notes(self, nodes: list[SyntaxTreeNode]) -> list[tuple[str, Line]]:
        found: dict[str, Line] = {}
        for node in nodes:
            key = node.meta["label"]
            if key in found:
                self.refuse(_line_of(node), f"the note [^{key}] twice", "number it anew")
            found[key] = self._only_paragraph(node, "a note of more than one paragraph")
        return list(found.items())

    def _check_references(self, root: SyntaxTreeNode, known: set[str]) -> None:
        for node in root.walk():
            if node.type == "inline":
                for reference in node.children:
                    if reference.type == "footnote_ref" and reference.meta["label"] not in known:
                        key = reference.meta["label"]
                        mend = f"add a line that begins `[^{key}]:`, or write `\\[^{key}]` if no note is meant"
                        self.refuse(_line_of(node), f"a reference without its note: [^{key}]", mend)

    def _line(self, node: SyntaxTreeNode) -> Line:
        """The words of a block that holds nothing else."""
        line = _line_of(node)
        return joined(part for inline in node.children for child in inline.children for part in self._inline(child, line))

    def _inline(self, node: SyntaxTreeNode, line: int) -> list[Inline]:
        match node.type:
            case "text":
                return [Text(node.content)]
            case "softbreak":
                return [Text(" ")]
            case "code_inline":
                # Addresses in text are written as code, so that no renderer makes links of them; ids never look like one.
                words = Text(node.content)
                return [words if is_address(words.text) else Code(words.text)]
            case "footnote_ref":
                return [Note(node.meta["label"])]
            case "strong":
                inner = [part for child in node.children for part in self._inline(child, line)]
                if not all(isinstance(part, Text) for part in inner):
                    self.refuse(line, "anything but plain words between two pairs of asterisks")
                return [Strong(words_of(tuple(inner)))]
        self.refuse(line, _NAMES.get(node.type, node.type))
        return []


def _line_of(node: SyntaxTreeNode) -> int:
    """The line a node begins on, counted from 0."""
    while node.map is None and node.parent is not None:
        node = node.parent
    return node.map[0] if node.map else 0
