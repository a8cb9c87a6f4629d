"""What the tests read out of a picture: its labels with the room they take, its shapes, and advice to draw from."""

import functools
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from wayhome import advise, load_profile
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import PAPER
from wayhome.engine.brief.pictures.gallery import PICTURES, pictured
from wayhome.engine.brief.pictures.lettering import width_of

EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]
NASTY = [
    "<script>alert('MARK')</script>",
    "MARK & ]]> <!-- --> &lt; \"quoted\" 'quoted'",
    "MARK\u202e\u2066 \x07\x1b[31m\nsecond line\ufffe",
    "وزارة الداخلية: MARK (2026).",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "国家移民管理局和其他机构的联合委员会办公室" * 4,
    "e" + "\u0301" * 40 + " 👩‍👩‍👧‍👦 MARK",
    "```MARK``` %%{init: {}}%% :milestone, 1, 2 ; # click",
    "MARK " * 200,
    "section MARK\nend",
    "",
    " ",
]


@functools.cache
def advice_of(name, edition="adviser"):
    return advise(load_profile(f"example:{name}"), edition=edition).advice


def drawn(advice):
    """Every picture of an advice, by name."""
    phrases = Phrases(advice)
    return {name: picture for name in PICTURES for picture in pictured(phrases, name)}


@dataclass(frozen=True)
class Label:
    """One line of words and the room it takes by the table of widths."""

    text: str
    left: float
    right: float
    base: float
    size: float
    fill: str
    is_bold: bool

    @property
    def top(self):
        return self.base - 0.8 * self.size

    @property
    def bottom(self):
        return self.base + 0.2 * self.size

    def meets(self, other):
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def tag(element):
    return element.tag.removeprefix("{http://www.w3.org/2000/svg}")


def parsed(svg):
    return ET.fromstring(svg)


def labels(svg):
    """Every line of every label, from the top of the file to its end."""
    found = []
    for text in parsed(svg).iter("{http://www.w3.org/2000/svg}text"):
        size, is_bold = float(text.get("font-size")), text.get("font-weight") == "bold"
        for line in list(text) or [text]:
            words = line.text.strip("\u2067\u2069")
            width = width_of(words, size, bold=is_bold)
            left = float(line.get("x")) - {"middle": width / 2, "end": width}.get(text.get("text-anchor"), 0)
            found.append(Label(words, left, left + width, float(line.get("y")), size, text.get("fill"), is_bold))
    return found


def whole_labels(svg):
    """The words of each label, its lines put together."""
    return [
        " ".join((line.text or "").strip("\u2067\u2069") for line in (list(text) or [text]))
        for text in parsed(svg).iter("{http://www.w3.org/2000/svg}text")
    ]


def shapes(svg, name):
    """The attributes of every shape of a kind, but for those in patterns and the paper below."""
    root = parsed(svg)
    inside = {id(part) for pattern in root.iter("{http://www.w3.org/2000/svg}pattern") for part in pattern}
    found = [dict(e.attrib) for e in root.iter(f"{{http://www.w3.org/2000/svg}}{name}") if id(e) not in inside]
    return [e for e in found if not (name == "rect" and e.get("x") is None)]


def check_labels(svg):
    """Every label stands inside the sheet, and none on another."""
    height = float(parsed(svg).get("height"))
    found = labels(svg)
    assert found
    for label in found:
        assert label.left >= -0.1, label
        assert label.right <= float(parsed(svg).get("width")) + 0.1, label
        assert label.top >= 0, label
        assert label.bottom <= height, label
    found.sort(key=lambda label: label.top)
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            if other.top >= one.bottom:
                break
            assert not one.meets(other), (one, other)


def lightness(colour):
    """Relative luminance as WCAG counts it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other=PAPER):
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
