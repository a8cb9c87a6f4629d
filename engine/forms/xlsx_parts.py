"""Unpack the parts of an Excel workbook and read their XML, whatever somebody has put there.

In: the bytes of a file. Out: its parts by name, and the elements of a part one after the other, so that nothing has to be
held. What says one size and has another, compresses a world into a page, or defines entities is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Protocol
from xml.parsers import expat

LARGEST_UNPACKED = 25_000_000  # bytes of all the parts that are read
_MOST_PARTS = 5_000
_DEEPEST, _MOST_NAMES = 50, 1000
_MOST_ELEMENTS = 3_000_000  # in one part
_TOO_LONG = re.compile(rb"<[^<]{500000}")

Attributes = dict[str, str]


class UnreadableError(Exception):
    """Why a file is not read, what was expected and how to mend it, in words."""

    def __init__(self, what: str, expected: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.expected, self.mend = expected, mend


NO_WORKBOOK = ("not an Excel workbook", "an .xlsx file", "save it as .xlsx")
_RIGHT_FILE = "is it the right file?"


class Parts:
    """The parts of a workbook, unpacked one by one and never more than the limit together."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise UnreadableError(*NO_WORKBOOK) from None
        self._left = LARGEST_UNPACKED
        if len(self._archive.infolist()) > _MOST_PARTS:
            raise UnreadableError(f"made of more than {_MOST_PARTS:,} parts", mend=_RIGHT_FILE)

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def part(self, name: str) -> bytes:
        """One part; raises UnreadableError for what is too large or locked."""
        info = self._archive.getinfo(name)
        if info.flag_bits & 0x1:
            raise UnreadableError("locked with a password", mend="save it without one")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError("packed in a way that workbooks are not")  # and that unpacks without an end in sight
        with self._archive.open(info) as packed:
            found = packed.read(self._left + 1)  # not what the archive says of its size: that may be untrue
        self._left -= len(found)
        if self._left < 0:
            raise UnreadableError(f"unpacks to more than {LARGEST_UNPACKED:,} bytes", mend=_RIGHT_FILE)
        return found


class Elements(Protocol):
    """Takes the elements of a part one after the other, by their names without a namespace."""

    names: frozenset[str]
    """Those it wants to see; all others are passed over."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str, text: str) -> None:
        """An element ends, after this text."""


def walk(xml: bytes, to: Elements) -> None:
    """Read a part; raises UnreadableError for XML that is made to be large or to define things."""
    if _TOO_LONG.search(xml):
        raise UnreadableError("a text or an element without end", mend=_RIGHT_FILE)
    known: dict[str, str] = {}
    text: list[str] = []
    depth = number = 0

    def start(raw: str, attributes: Attributes) -> None:
        nonlocal depth, number
        depth, number = depth + 1, number + 1
        if raw not in known:
            name = raw.rpartition(":")[2]
            known[raw] = name if name in to.names else ""
        if depth > _DEEPEST or len(known) > _MOST_NAMES or number > _MOST_ELEMENTS:
            raise UnreadableError("more in it than in any workbook", mend=_RIGHT_FILE)
        if known[raw]:
            text.clear()
            to.start(known[raw], attributes)

    def end(raw: str) -> None:
        nonlocal depth
        depth -= 1
        if known[raw]:
            to.end(known[raw], "".join(text))
            text.clear()

    def defines(*_: object) -> None:
        raise UnreadableError("XML with definitions, which no workbook has")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text.append, defines
    parser.Parse(xml, True)
