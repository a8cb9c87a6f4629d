"""Make the text of a YAML file say something else, changing no more lines than that takes.

In: the text, and the mapping it should hold. Out: a text that holds it, with every comment, blank line and unchanged entry
as before. A key that stands commented out, as in a new profile, is written in its own place. The result is read again and
compared, so that an edit says exactly what was meant or is refused. (docs/decisions/0010-writing-profiles.md)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from wayhome.engine.errors import InputError
from wayhome.engine.sources import Path_, Plain, parse_yaml
from wayhome.engine.yaml_text import lines_of

Order = Callable[[Path_], Sequence[str]]
"""For the path of a mapping: its keys in the order in which new ones are put."""
INDENT = 2
_COMMENT = re.compile(r"(?P<before> *)#(?P<after> *)(?:(?P<key>[a-z0-9]+(?:[._-][a-z0-9]+)*):(?= |$))?")


def rewritten(text: str, wanted: Mapping[str, Plain], file: str, order: Order = lambda path: ()) -> str:
    """The text changed to hold `wanted`; raises InputError if its layout does not allow that."""
    held = parse_yaml(text, file).value
    if _same(held, dict(wanted)):
        return text
    lines = text.removesuffix("\n").split("\n")
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        edits: list[_Edit] = []
        _Block(lines, order, edits, (), node.value[0][0].start_mark.column, (0, len(lines)), node).change(held, wanted)
        edits.sort(key=lambda edit: (edit.first, edit.end))
        for edit in reversed(edits):  # from the end; lines for one place stay in the order in which they were noted
            lines[edit.first : edit.end] = edit.lines
    elif held is None:
        lines += [line for key, value in wanted.items() for line in lines_of(key, value)]
    changed = "\n".join([*lines, ""])
    if not _same(_read(changed, file), dict(wanted)):
        mend = "write each answer under its question, indented by two spaces, as `wayhome new` does"
        raise InputError.at(file, "the file is laid out in a way that cannot be changed in place", mend=mend)
    return changed


def _read(text: str, file: str) -> Plain:
    try:
        return parse_yaml(text, file).value
    except InputError:
        return None


def _same(one: Plain, other: Plain) -> bool:
    """Equal, where a mapping without keys says as much as a value left open."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if one in (None, {}) and other in (None, {}):
        return True
    return type(one) is type(other) and one == other


@dataclass(frozen=True)
class _Edit:
    """Lines from `first` up to `end` become `lines`."""

    first: int
    end: int
    lines: list[str]


@dataclass(frozen=True)
class _Block:
    """A mapping in block style, a key a line; or the place for one."""

    lines: list[str]
    order: Order
    edits: list[_Edit]
    path: Path_
    indent: int
    region: tuple[int, int]
    """The lines in which its keys stand, or stand commented out."""
    node: yaml.MappingNode | None = None

    @property
    def pairs(self) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        return {key.value: (key, value) for key, value in self.node.value} if self.node else {}

    def change(self, held: Plain, wanted: Mapping[str, Plain]) -> None:
        """Note the edits that make this mapping hold `wanted`."""
        old = held if isinstance(held, dict) else {}
        for name, (key, value) in self.pairs.items():
            if name not in wanted:
                self.edits.append(_Edit(key.start_mark.line, self._end(key, value)[0] + 1, []))
            elif not _same(old[name], wanted[name]):
                self._replace(name, key, value, old[name], wanted[name])
        known = list(self.order(self.path))
        for name in sorted(wanted, key=lambda name: known.index(name) if name in known else len(known)):
            if name not in self.pairs:
                self._add(name, wanted[name])

    def _replace(self, name: str, key: yaml.Node, value: yaml.Node, held: Plain, wanted: Plain) -> None:
        first, (last, column) = key.start_mark.line, self._end(key, value)
        if (
            isinstance(wanted, dict)
            and wanted
            and isinstance(value, yaml.MappingNode)
            and value.value
            and not value.flow_style
        ):
            indent = value.value[0][0].start_mark.column
            _Block(self.lines, self.order, self.edits, (*self.path, name), indent, self._below(first), value).change(
                held, wanted
            )
            return
        comment = self.lines[last][column:].strip()
        after = f" {comment}" if comment.startswith("#") else ""
        if isinstance(wanted, dict) and wanted and held in (None, {}):
            self.edits.append(_Edit(first, last + 1, [f"{lines_of(name, None, self.indent)[0]}{after}"]))
            place = _Block(self.lines, self.order, self.edits, (*self.path, name), self.indent + INDENT, self._below(first))
            place.change(None, wanted)
            return
        written = lines_of(name, wanted, self.indent)
        self.edits.append(_Edit(first, last + 1, [written[0] + after, *written[1:]]))

    def _below(self, line: int) -> tuple[int, int]:
        """The lines under the key on this line: up to the next key, and comments only while they are deeper."""
        starts = sorted(key.start_mark.line for key, _ in self.pairs.values())
        end = next((start for start in starts if start > line), self.region[1])
        if not self.path:
            return line + 1, end
        last = max((self._end(*pair)[0] for pair in self.pairs.values() if pair[0].start_mark.line == line), default=line)
        until = last + 1
        while until < end and (match := _COMMENT.match(self.lines[until])) and _depth(match) > self.indent:
            until += 1
        return line + 1, until

    def _add(self, name: str, value: Plain) -> None:
        at = self._commented_out(name)
        if at is not None:
            self._fill_in(at, name, value)
            return
        at = self._place_for(name)
        self.edits.append(_Edit(at, at, lines_of(name, value, self.indent)))

    def _commented_out(self, name: str) -> int | None:
        """The line on which a key stands commented out as one of this mapping."""
        for i in range(*self.region):
            match = _COMMENT.match(self.lines[i])
            if match and match["key"] == name and _depth(match) == self.indent:
                return i
        return None

    def _fill_in(self, at: int, name: str, value: Plain) -> None:
        """Write a key, and the keys of its value, where they stand commented out; the others stay so."""
        if not isinstance(value, dict) or "answer" not in value:
            self.edits.append(_Edit(at, at + 1, lines_of(name, value, self.indent)))
            return
        self.edits.append(_Edit(at, at + 1, lines_of(name, None, self.indent)))
        end, left = at + 1, dict(value)
        while end < self.region[1] and (match := _COMMENT.match(self.lines[end])) and _depth(match) > self.indent:
            if match["key"] in left and _depth(match) == self.indent + INDENT:
                key = match["key"]
                self.edits.append(_Edit(end, end + 1, lines_of(key, left.pop(key), self.indent + INDENT)))
            end += 1
        # What has no line of its own comes before the comments that are left: those are no part of the entry.
        self.edits.append(
            _Edit(end, end, [line for key, part in left.items() for line in lines_of(key, part, self.indent + INDENT)])
        )

    def _place_for(self, name: str) -> int:
        """The line for a key that stands nowhere yet: after the one before it in the order, else at the end."""
        known = list(self.order(self.path))
        before = known[: known.index(name)] if name in known else known
        for other in reversed(before):
            if other in self.pairs:
                return self._end(*self.pairs[other])[0] + 1
        if not self.pairs or (name in known and any(other in known for other in self.pairs)):
            return min((key.start_mark.line for key, _ in self.pairs.values()), default=self.region[0])
        return max(self._end(*pair)[0] for pair in self.pairs.values()) + 1

    def _end(self, key: yaml.Node, value: yaml.Node) -> tuple[int, int]:
        """The last line of a value and the column after it. libyaml ends a block where the next thing begins."""
        if isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
            last = value.value[-1]
            return self._end(*last) if isinstance(last, tuple) else self._end(last, last)
        if isinstance(value, yaml.ScalarNode) and not value.value and value.style is None:
            column = self.lines[key.end_mark.line].index(":", key.end_mark.column) + 1
            return key.end_mark.line, column
        line, column = value.end_mark.line, value.end_mark.column
        if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
            line = min(line, len(self.lines)) - (column == 0)
            while not self.lines[line].strip():
                line -= 1
            return line, len(self.lines[line])
        return line, column


def _depth(match: re.Match[str]) -> int:
    """How deep a line would stand without its `#`."""
    return len(match["before"]) + len(match["after"])
