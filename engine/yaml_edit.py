"""Make the text of a YAML file say something else, changing no more lines than that takes.

In: the text, and the mapping it should hold. Out: a text that holds it. Lines that are no part of a changed key stay as they
are, and no comment is lost: a key taken away which has comments stays as one, without its value, and a key that stands
commented out, as in a new profile, is written in its own place. The result is read again and compared, so that an edit says
exactly what was meant or is refused. (docs/decisions/0010-writing-profiles.md)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import yaml

from wayhome.engine.errors import InputError
from wayhome.engine.sources import Path_, Plain, Source, parse_yaml
from wayhome.engine.yaml_layout import INDENT, Key, Layout
from wayhome.engine.yaml_text import lines_of, scalar

Order = Callable[[Path_], Sequence[str]]
"""For the path of a mapping: its keys in the order in which new ones are put."""


def rewritten(text: str, wanted: Mapping[str, Plain], file: str, order: Order = lambda path: ()) -> str:
    """The text changed to hold `wanted`; raises InputError if its layout does not allow that."""
    return edited(text, parse_yaml(text, file), wanted, order)[0]


def edited(text: str, source: Source, wanted: Mapping[str, Plain], order: Order) -> tuple[str, Source]:
    """The same for a text that has been read, with the new text as read."""
    if _same(source.value, dict(wanted)):
        return text, source
    if text and not text.endswith("\n"):
        text += "\n"  # may add to a text in block style, which is then written anew
        source = parse_yaml(text, source.file)
    changed = _changed(text, source.value, wanted, order)
    found = _read(changed, source.file)
    if found is not None and _same(found.value, dict(wanted)):
        return changed, found
    anew = _read("\n".join(_written(wanted)), source.file)
    if anew is None or not _same(anew.value, dict(wanted)):
        mend = "is a number too large, or a character none?"
        raise InputError.at(source.file, "what was said cannot be written to a file", mend=mend)
    mend = "write each answer under its question, indented by two spaces, as `wayhome new` does"
    raise InputError.at(source.file, "the file is laid out in a way that cannot be changed in place", mend=mend)


def _read(text: str, file: str) -> Source | None:
    try:
        return parse_yaml(text, file)
    except (InputError, UnicodeEncodeError):
        return None


def _same(one: Plain, other: Plain) -> bool:
    """Equal, where a mapping without keys says as much as a value left open."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if one in (None, {}) and other in (None, {}):
        return True
    return type(one) is type(other) and one == other


def _changed(text: str, held: Plain, wanted: Mapping[str, Plain], order: Order) -> str:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    layout = Layout.of(text, root if isinstance(root, yaml.MappingNode) else None)
    lines = layout.lines.copy()
    last = layout.end(0, len(lines))
    end = next((i for i in range(last, len(lines)) if lines[i].startswith("...")), len(lines))
    edits: list[_Edit] = []
    if isinstance(root, yaml.MappingNode) and not root.flow_style:
        column = root.start_mark.column
        _Mapping(layout, order, edits, (), column, column, root.start_mark.line, end, root).change(held, wanted)
    elif isinstance(root, yaml.MappingNode):  # in brackets: written anew
        first, before = root.start_mark.line, lines[root.start_mark.line][: root.start_mark.column].strip()
        written = [*([before] if before else []), *_written(wanted), *_comments(layout, range(first, last), 0)]
        edits.append(_Edit(first, last, written))
    else:
        edits.append(_Edit(end, end, _written(wanted)))
    edits.sort(key=lambda edit: (edit.first, edit.end))
    for edit in reversed(edits):  # so that lines keep their numbers
        lines[edit.first : edit.end] = [f"{line}\n" for line in edit.lines]
    return "".join(lines)


def _written(wanted: Mapping[str, Plain]) -> list[str]:
    return [line for key, value in wanted.items() for line in lines_of(key, value)]


def _comments(layout: Layout, lines: Iterable[int], indent: int) -> Iterator[str]:
    """The comments on these lines, each on a line of its own."""
    for line in lines:
        if comment := layout.comment(line):
            yield layout.lines[line].rstrip() if layout.ends[line] < 0 else f"{' ' * indent}{comment.strip()}"


@dataclass(frozen=True)
class _Edit:
    """Lines from `first` up to `end` become `lines`."""

    first: int
    end: int
    lines: list[str]


@dataclass(frozen=True)
class _Mapping:
    """A mapping in block style, a key a line; or the place for one."""

    layout: Layout
    order: Order
    edits: list[_Edit]
    path: Path_
    indent: int
    margin: int
    """The column of the `#` before a key in comment."""
    first: int
    end: int
    """The lines in which its keys stand, or stand in comment."""
    node: yaml.MappingNode | None = None
    added: dict[str, int] = field(default_factory=dict)
    """A key written here, and the line after it."""

    @cached_property
    def keys(self) -> dict[str, Key]:
        """The keys it has, before any change."""
        return self.layout.keys(self.node, self.end) if self.node else {}

    @cached_property
    def in_comment(self) -> dict[str, int]:
        """The keys that stand in comment between its keys, and their lines."""
        taken = {line for key in self.keys.values() for line in range(key.first, key.end)}
        found: dict[str, int] = {}
        for line in range(self.first, self.end):
            comment = self.layout.commented_out(line) if line not in taken else None
            if comment and comment.key and comment.depth == self.indent:
                found.setdefault(comment.key, line)
        return found

    def change(self, held: Plain, wanted: Mapping[str, Plain]) -> None:
        """Note the edits that make this mapping hold `wanted`."""
        old = held if isinstance(held, dict) else {}
        for name, key in self.keys.items():
            if name not in wanted:
                self._take_out(key)
            elif not _same(old[name], wanted[name]):
                self._replace(key, old[name], wanted[name])
        known = {name: i for i, name in enumerate(self.order(self.path))}
        for name in sorted(wanted, key=lambda name: known.get(name, len(known))):
            if name not in self.keys:
                self._add(name, wanted[name])

    def _take_out(self, key: Key) -> None:
        has_comments = any(map(self.layout.comment, range(key.first, key.end))) or self._after(key) > key.end
        # A text above would take a deeper comment below for one of its lines.
        deeper = any(line.strip() and line[: self.indent + 1].isspace() for line in self.layout.lines[key.end : key.until])
        self.edits.append(_Edit(key.first, key.end, list(self._put_in_comment(key)) if has_comments or deeper else []))

    def _put_in_comment(self, key: Key) -> Iterator[str]:
        """A key and those of its value without what they hold, and every comment among them."""
        inner = self.layout.keys(key.block, key.end) if key.block else {}
        keys = {one.first: one for one in (key, *inner.values())}
        for line in range(key.first, key.end):
            if one := keys.get(line):
                start = f"{' ' * self.margin}#{' ' * (one.indent - self.margin)}"
                yield f"{start}{scalar(one.name)}:{self.layout.comment(line)}"
            else:
                yield from _comments(self.layout, [line], key.indent + INDENT)

    def _replace(self, key: Key, held: Plain, wanted: Plain) -> None:
        if isinstance(wanted, dict) and key.block:
            inside = self._inside(key.name, key.block.start_mark.column, key.first + 1, self._room(key), key.block)
            inside.change(held, wanted)
            return
        beside = key.first if self.layout.comment(key.first) else key.end - 1
        others = _comments(self.layout, (line for line in range(key.first, key.end) if line != beside), self.indent + INDENT)
        self._write_anew(key.name, wanted, (key.first, key.end), self._room(key), self.layout.comment(beside), [*others])

    def _add(self, name: str, value: Plain) -> None:
        line = self.in_comment.get(name)
        if line is None:
            self.added[name] = at = self._place_for(name)
            self._write(at, at, lines_of(name, value, self.indent))
        else:
            self.added[name] = room = self.layout.below(line + 1, self.end, self.indent)
            comment = self.layout.commented_out(line)
            self._write_anew(name, value, (line, line + 1), room, comment.comment if comment else "")

    def _write_anew(
        self, name: str, value: Plain, lines: tuple[int, int], room: int, beside: str, others: Sequence[str] = ()
    ) -> None:
        """Write a key in place of some lines; the keys of its value may stand in comment below them, up to `room`."""
        first, end = lines
        below = filter(None, map(self.layout.commented_out, range(end, room)))
        indent = self.indent + INDENT
        if value and isinstance(value, dict) and (not self.path or any(one.key and one.depth == indent for one in below)):
            self._write(first, end, [*lines_of(name, None, self.indent), *others], beside)
            self._inside(name, indent, end, room).change(None, value)
        else:
            self._write(first, end, [*lines_of(name, value, self.indent), *others], beside)

    def _write(self, first: int, end: int, lines: list[str], beside: str = "") -> None:
        self.edits.append(_Edit(first, end, [lines[0] + beside, *lines[1:]]))

    def _inside(self, name: str, indent: int, first: int, end: int, node: yaml.MappingNode | None = None) -> _Mapping:
        """The mapping under one of the keys."""
        margin = self.margin if self.path else indent
        return _Mapping(self.layout, self.order, self.edits, (*self.path, name), indent, margin, first, end, node)

    def _room(self, key: Key) -> int:
        """The line up to which the keys of its value may stand in comment."""
        return self._after(key) if self.path else key.until

    def _after(self, key: Key) -> int:
        """The line after a key and what stands in comment as a part of it."""
        return self.layout.below(key.end, key.until, self.indent)

    def _place_for(self, name: str) -> int:
        """The line for a key that stands nowhere yet: after the one before it in the order, be that in comment."""
        known = list(self.order(self.path))
        after = {other: self.layout.below(line + 1, self.end, self.indent) for other, line in self.in_comment.items()}
        after |= {other: self._after(key) for other, key in self.keys.items()} | self.added
        for other in reversed(known[: known.index(name)] if name in known else known):
            if other in after:
                return after[other]
        following = [key.first for other, key in self.keys.items() if other in known]
        if name in known and following:
            return min(following)
        return max((line for other, line in after.items() if other not in self.in_comment), default=self.first)
