"""Random YAML files as people keep them: every style, comments everywhere, and for each line the key it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from wayhome.engine.yaml_text import scalar

WORDS = st.lists(
    st.sampled_from(["none", "patchy", "yes", "it's", "2026-05", "é", "نص", "x_y", "end."]), min_size=1, max_size=6
)
NASTY = st.sampled_from(
    ["", " ", "a: b", "a #b", "- a", "'", '"', "a\nb", "\x85", "\u2028", "null", "12", "{}", "...", "---"]
)
TEXTS = WORDS.map(" ".join) | NASTY | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
LEAVES = TEXTS | st.integers(0, 9999) | st.booleans() | st.none()
NAMES = ["answer", "money", "a.b", "a-b", "sop.use", "prepared_by", "x", "y", "no", "12", "evidence", "q.r.s"]
KEYS = st.sampled_from(NAMES)
PARTS = LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(KEYS, LEAVES, max_size=3)
MAPPINGS = st.dictionaries(
    KEYS, PARTS | st.dictionaries(KEYS, PARTS | st.dictionaries(KEYS, PARTS, max_size=2), max_size=4), max_size=5
)


@dataclass(frozen=True)
class Line:
    """A line and the key it belongs to; what stands between keys belongs to the mapping they are in."""

    text: str
    path: tuple[str, ...]
    is_code: bool = False


def in_brackets(value: object) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{scalar(key, is_in_flow=True)}: {in_brackets(part)}' for key, part in value.items())}}}"
    return f"[{', '.join(map(in_brackets, value))}]" if isinstance(value, list) else scalar(value, is_in_flow=True)


@dataclass
class File:
    """A file while it is made up."""

    draw: st.DrawFn
    lines: list[Line] = field(default_factory=list)
    comments: int = 0
    blocks: set[tuple[str, ...]] = field(default_factory=set)
    """The paths of mappings that have a key a line."""
    in_comment: dict[int, str] = field(default_factory=dict)
    """The numbers of comments that are keys in comment."""
    deepest: int = 9
    """How deep a comment may stand: below a text in block style a deeper one would be part of it."""

    @property
    def text(self) -> str:
        return "".join(f"{line.text}\n" for line in self.lines)

    def one_of(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def comment(self) -> str:
        """A comment that stands once in the file, and may look like something else; it may be a key in comment."""
        self.comments += 1
        if not self.draw(st.integers(0, 3)):
            name = self.draw(KEYS)
            self.in_comment[self.comments] = name
            return f"#{self.one_of('', '', '  ')}{name}: # c{self.comments}."
        return f"#{self.one_of('', ' ', '  ', '!')}c{self.comments}.{self.one_of('', ' x: y', ' # z', ' ]', ' it is')}"

    def beside(self) -> str:
        return (
            self.one_of(" ", "   ", "\t") + self.comment()
            if self.maybe() and self.maybe()
            else self.one_of("", "", " ", "\t")
        )

    def between(self, path: tuple[str, ...]) -> None:
        """Comments and blank lines before what comes next."""
        for _ in range(self.draw(st.integers(0, 2))):
            is_blank = self.maybe()
            indent = " " * self.draw(st.integers(0, self.deepest))
            self.lines.append(Line(self.one_of("", "  ") if is_blank else indent + self.comment(), path))

    def code(self, text: str, path: tuple[str, ...], *, beside: bool = True) -> None:
        self.lines.append(Line(text + (self.beside() if beside else ""), path, is_code=True))
        self.deepest = 9

    def mapping(self, value: dict, indent: int, path: tuple[str, ...]) -> None:
        """A mapping with a key a line."""
        self.blocks.add(path)
        for name, part in value.items():
            self.between(path)
            self.key(name, part, indent, (*path, name))

    def key(self, name: str, value: object, indent: int, path: tuple[str, ...]) -> None:
        start = f"{' ' * indent}{self.one_of(scalar(name), f'{chr(39)}{name}{chr(39)}')}{self.one_of('', '', ' ')}:"
        deeper = indent + self.draw(st.sampled_from([2, 4]))
        if value is None:
            self.code(start + self.one_of("", " null", " ~"), path)
        elif isinstance(value, dict) and value and self.maybe():
            self.code(start, path)
            self.mapping(value, deeper, path)
        elif isinstance(value, list) and value and self.maybe():
            self.code(start, path)
            indent = deeper if self.maybe() else indent
            for part in value:
                self.between(path)
                self.code(f"{' ' * indent}- {in_brackets(part)}", path)
        elif isinstance(value, (dict, list)) and value and self.maybe():
            self.over_lines_in_brackets(start, value, deeper, path)
        elif isinstance(value, str) and self.maybe():
            self.text_over_lines(start, value, deeper, path)
        else:
            written = in_brackets(value) if isinstance(value, (dict, list)) else scalar(value)
            if isinstance(value, str) and value.isprintable() and self.maybe():
                written = f"'{value.replace(chr(39), chr(39) * 2)}'"
            self.code(f"{start}{self.one_of(' ', '  ', chr(9))}{written}", path)

    def over_lines_in_brackets(self, start: str, value: dict | list, indent: int, path: tuple[str, ...]) -> None:
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        pieces = [
            in_brackets([part])[1:-1] if isinstance(value, list) else in_brackets({part: value[part]})[1:-1]
            for part in value
        ]
        self.code(f"{start} {opening}", path)
        for i, piece in enumerate(pieces):
            self.between(path)
            self.code(f"{' ' * indent}{piece}{',' if i < len(pieces) - 1 else ''}", path)
        self.code(f"{' ' * indent}{closing}", path)

    def text_over_lines(self, start: str, value: str, indent: int, path: tuple[str, ...]) -> None:
        """Text that is folded, or kept line by line, where a person could write it so."""
        words = value.split(" ")
        if value and value == value.strip() and value.isprintable():
            style = self.one_of("|-", ">-", "plain")
            if style == "plain" and scalar(value) == value and len(words) > 1:
                self.code(f"{start} {words[0]}", path, beside=False)
                for word in words[1:-1]:
                    self.code(f"{' ' * indent}{word}", path, beside=False)
                self.code(f"{' ' * indent}{words[-1]}", path)
                return
            if style != "plain":
                self.code(f"{start} {style}", path)
                for line in [value] if style == "|-" else words:
                    self.code(f"{' ' * indent}{line}", path, beside=False)
                self.deepest = indent - 1
                return
        self.code(f"{start} {scalar(value)}", path)


@st.composite
def files(draw: st.DrawFn) -> tuple[File, dict]:
    """A file and what it holds."""
    value = draw(MAPPINGS.filter(bool))
    file = File(draw)
    file.between(())
    if draw(st.booleans()):
        file.code(file.one_of("---", "%YAML 1.1\n---", "%YAML 1.2\n---"), (), beside=False)
    file.mapping(value, 0, ())
    file.between(())
    if draw(st.booleans()):
        file.code("...", (), beside=False)
    return file, value
