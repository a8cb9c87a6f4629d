"""The styles of a Word document: one sheet, and the same in smaller type with less room for what is to be one page or two.

In: what was made of the advice, and its language. Out: the part of the file that holds the styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from wayhome.engine.documents.parts import Form


@dataclass(frozen=True)
class Measures:
    """How large a form is set."""

    type: float
    """Of the size of the text."""
    rise: float
    """Of what is larger than the text: titles and headings."""
    room: float
    """Of the space around paragraphs and inside the cells of tables."""
    top: int
    """Of the page, in twentieths of a point; as all that follows."""
    bottom: int


MEASURES: dict[Form, Measures] = {
    "brief": Measures(1.0, 1.0, 1.0, 1247, 1134),
    "body": Measures(0.84, 0.6, 0.5, 1134, 1021),
    "summary": Measures(0.8, 0.5, 0.3, 964, 850),
}
_TEXT, _FINE = 21, 13
"""Half points: the text of a whole brief, and the smallest type that can be read on paper."""
_SIZE = re.compile(r'(?<=<w:sz w:val=")\d+|(?<=<w:szCs w:val=")\d+')
_ROOM = re.compile(r'(?<= w:before=")\d+|(?<= w:after=")\d+|(?<=<w:top w:w=")\d+|(?<=<w:bottom w:w=")\d+')
_LINE = re.compile(r'(?<= w:line=")\d+(?=" w:lineRule="auto")')
_SINGLE = 240
"""Twentieths of a point for one line of twelve, which is how space between lines is counted."""


def styles_of(form: Form, language: str) -> str:
    """The whole part; `language` stands in it as it is, so it has to be fit for XML."""
    sheet = (files("wayhome.engine.documents") / "word" / "styles.xml").read_text(encoding="utf-8")
    measures = MEASURES[form]

    def sized(match: re.Match[str]) -> str:
        size = int(match.group())
        set_ = measures.type * (min(size, _TEXT) + max(size - _TEXT, 0) * measures.rise)
        return str(max(round(set_), min(size, _FINE)))

    def roomed(match: re.Match[str]) -> str:
        return str(round(int(match.group()) * measures.room))

    def led(match: re.Match[str]) -> str:
        return str(_SINGLE + round((int(match.group()) - _SINGLE) * measures.room))

    return _LINE.sub(led, _ROOM.sub(roomed, _SIZE.sub(sized, sheet))).replace("LANGUAGE", language)
