"""Where the keys, values and comments of a YAML text stand, line by line.

In: a text that has been read, and its nodes. Out: a `Layout`, which says which lines belong to what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

INDENT = 2
_COMMENT = re.compile(r"\s*#.*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_COMMENTED_OUT = re.compile(r"(?P<before> *)#(?P<after> *)(?=\S)(?:(?P<key>[a-z0-9]+(?:[._-][a-z0-9]+)*):(?=\s))?")
_ITS_COMMENT = re.compile(r"\s#.*")


@dataclass(frozen=True)
class Key:
    """A key of a mapping in block style: with its value it takes the lines from `first` up to `end`."""

    name: str
    value: yaml.Node
    indent: int
    first: int
    end: int
    until: int
    """Up to here there are only comments and blank lines."""

    @property
    def block(self) -> yaml.MappingNode | None:
        """Its value, if that is a mapping in block style."""
        return self.value if isinstance(self.value, yaml.MappingNode) and not self.value.flow_style else None


@dataclass(frozen=True)
class CommentedOut:
    """A line of comment as it would stand without its `#`."""

    depth: int
    key: str | None
    comment: str
    """A comment beside it, with the spaces before."""


@dataclass(frozen=True)
class Layout:
    """The lines of a text, with their line ends."""

    lines: list[str]
    ends: list[int]
    """For each line the column after the last piece of YAML; -1 if there is at most a comment."""

    @classmethod
    def of(cls, text: str, root: yaml.MappingNode | None) -> Layout:
        """The layout of a text that holds this mapping, or nothing."""
        lines = text.splitlines(keepends=True)  # ends where YAML ends lines: other such characters it does not allow
        layout = cls(lines, [-1] * len(lines))
        if root is not None:
            layout._mark(root)
        return layout

    def _mark(self, node: yaml.Node) -> None:
        start, end = node.start_mark, node.end_mark
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            header = _BLOCK_HEADER.match(self.lines[start.line], start.column)
            last = end.line
            while not (header and "+" in header[0]) and not self.lines[last - 1].strip():
                last -= 1  # blank lines after a text are part of it only where it says so
            self.ends[start.line] = header.end() if header else start.column
            self._fill(start.line + 1, last)
        elif isinstance(node, yaml.ScalarNode):
            self._fill(start.line, end.line)
            self._reach(end)
        elif isinstance(node, yaml.CollectionNode) and node.flow_style:
            self._reach(start)
            self._reach(end)
        for part in node.value if isinstance(node, yaml.CollectionNode) else ():
            for child in part if isinstance(part, tuple) else (part,):
                self._mark(child)

    def _fill(self, first: int, end: int) -> None:
        """Lines within a text: what looks like a comment there is none."""
        for line in range(first, end):
            self.ends[line] = len(self.lines[line])

    def _reach(self, mark: yaml.Mark) -> None:
        self.ends[mark.line] = max(self.ends[mark.line], mark.column)

    def comment(self, line: int) -> str:
        """The comment on a line, with the spaces before it; nothing where there is none."""
        found = _COMMENT.search(self.lines[line], max(self.ends[line], 0))
        if not found:
            return ""
        return found[0].rstrip() if self.ends[line] < 0 or found[0][0].isspace() else f" {found[0].rstrip()}"

    def end(self, first: int, until: int) -> int:
        """The line after the last one that holds more than a comment."""
        return next((line + 1 for line in range(until - 1, first - 1, -1) if self.ends[line] >= 0), first)

    def keys(self, mapping: yaml.MappingNode, until: int) -> dict[str, Key]:
        """The keys of a mapping in block style which has nothing but comments below it up to a line."""
        starts = [key.start_mark.line for key, _ in mapping.value]
        found = {}
        for (key, value), first, following in zip(mapping.value, starts, [*starts[1:], until], strict=True):
            end = self.end(first, following)
            found[key.value] = Key(key.value, value, mapping.start_mark.column, first, end, following)
        return found

    def commented_out(self, line: int) -> CommentedOut | None:
        """What stands on a line in comment; None where there is something else, or nothing."""
        match = _COMMENTED_OUT.match(self.lines[line]) if self.ends[line] < 0 else None
        if match is None:
            return None
        comment = _ITS_COMMENT.search(self.lines[line], match.end())
        depth = len(match["before"]) + len(match["after"])
        return CommentedOut(depth, match["key"], comment[0].rstrip() if comment else "")

    def below(self, first: int, until: int, indent: int) -> int:
        """The line after those that stand in comment as part of a key with this indent."""
        line = first
        while line < until and (found := self.commented_out(line)) and found.depth >= indent + INDENT:
            line += 1
        return line
