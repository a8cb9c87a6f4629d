"""How much room words take, and how they are broken into lines, without reading a font.

In: text. Out: widths in units of the drawing, lines, and lines fit to be written into SVG. The widths are those of the
widest of the fonts a picture asks for (DejaVu Sans), so that in any of them words stay inside the room kept for them.
"""

from __future__ import annotations

import functools
import unicodedata

from wayhome.engine.brief.tree import plain

_BY_WIDTH = {
    0.3: "'ijl",
    0.35: " ,.:;I",
    0.4: "()-/[\\]ft",
    0.45: "!r",
    0.5: '"J`ءآأإاؤةدذرزژهوـ',
    0.55: "csz",
    0.6: "*?L_kvxy|",
    0.65: "$0123456789FTabdeghnopqu{}",
    0.7: "ABEKPSVXYZ",
    0.75: "CRU",
    0.8: "&DGHNOQ",
    0.85: "#+<=>^w~",
    0.95: "M",
    1.0: "%Wm–",
    1.05: "@…—",
    1.25: "سشصض",
}
_WIDTHS = {character: width for width, characters in _BY_WIDTH.items() for character in characters}
_SCRIPTS = {0.7: "HEBREW THAI LAO", 0.75: "LATIN GREEK", 0.8: "ARABIC GEORGIAN", 0.85: "CYRILLIC", 0.9: "ARMENIAN"}
_BY_SCRIPT = {script: width for width, scripts in _SCRIPTS.items() for script in scripts.split()}
"""For letters that do not stand above, by the first word of their Unicode names."""
_UPPER = 1.25  # capitals are wider by as much
_OTHER = 1.4  # any other letter or sign
_BOLD = 1.15
_RIGHT_TO_LEFT = ("R", "AL")
_ISOLATED, _END = "\u2067", "\u2069"
_LONGEST = 500  # characters: a label says no more


@functools.cache
def _width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _OTHER if unicodedata.category(character) == "So" else 1.05
    parts = unicodedata.normalize("NFKD", character)
    if parts != character:
        return sum(map(_width, parts))
    width = _BY_SCRIPT.get(unicodedata.name(character, "").partition(" ")[0], _OTHER)
    return width * _UPPER if character.isupper() else width


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The most room a text takes at a size of type, in units of the drawing."""
    return sum(map(_width, text)) * size * (_BOLD if bold else 1)


def wrapped(text: str, width: float, size: float, *, bold: bool = False, most: int = 4) -> list[str]:
    """A text in lines no wider than `width` and about as wide as each other.

    What does not fit into `most` lines ends in an ellipsis. A word too long for a line is broken where it has to be, but
    never before a mark that belongs to a letter.
    """
    said = plain(text).text
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    lines = _filled(said, width, size, bold)
    if len(lines) > most:
        return [*lines[: most - 1], _cut(lines[most - 1], width, size, bold)]
    narrow = width_of(said, size, bold=bold) / max(len(lines), 1)
    while narrow < width and len(lines) > 1:
        even = _filled(said, narrow, size, bold)
        if len(even) == len(lines) and all(width_of(line, size, bold=bold) <= narrow for line in even):
            return even
        narrow += size
    return lines


def _filled(text: str, width: float, size: float, bold: bool) -> list[str]:
    """Each line as full as it goes."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width_of(joined, size, bold=bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, size, bold)
        lines += full
    return [*lines, line] if line else lines


def _broken(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word in pieces that fit; a piece of one letter stands even where it does not."""
    pieces = [""]
    for character in word:
        is_mark = unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
        if pieces[-1] and not is_mark and width_of(pieces[-1] + character, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _cut(line: str, width: float, size: float, bold: bool) -> str:
    while line and width_of(f"{line}…", size, bold=bold) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def is_right_to_left(text: str) -> bool:
    """Whether a text begins in a script written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found in _RIGHT_TO_LEFT for found in directions if found in ("L", *_RIGHT_TO_LEFT)), False)


def directed(line: str, *, is_right_to_left: bool) -> str:
    """A line that reads in its own direction wherever it stands.

    The marks of isolation do what `direction` and `unicode-bidi` would: typst does not know these, and in browsers they also
    turn round to which side of its place a text is written.
    """
    return f"{_ISOLATED}{line}{_END}" if is_right_to_left else line
