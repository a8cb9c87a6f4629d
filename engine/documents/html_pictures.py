"""A picture of the document tree inside an HTML page.

In: a `Picture`, whose SVG has its looks in attributes (the page allows no style but its own). Out: an `svg` element with a
name and a description, and ids that no other part of the page has.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.errors import EngineError

_NAMESPACE = re.compile(r"\{[^}]*\}")
_LOCAL = re.compile(r"#([\w.-]+)")
_LISTS_OF_IDS = ("aria-labelledby", "aria-describedby")


def inline_svg(picture: Picture, id_: str) -> str:
    """The SVG of a picture as part of the page; `id_` stands once in the page, and begins every id of the picture.

    Raises EngineError for looks that the page would not show.
    """
    root = ElementTree.fromstring(picture.svg)
    for element in root.iter():
        element.tag = _NAMESPACE.sub("", element.tag)
        element.attrib = {_NAMESPACE.sub("", name): _moved(name, text, id_) for name, text in element.attrib.items()}
        if element.tag == "style" or "style" in element.attrib:
            raise EngineError(f"the picture {picture.name!r} has a style; a page shows what stands in attributes alone")
    for name in ("width", "height"):  # as wide as the page lets it be
        root.attrib.pop(name, None)
    for child in [child for child in root if child.tag in ("title", "desc")]:
        root.remove(child)
    for at, (tag, words) in enumerate((("title", words_of(picture.title)), ("desc", picture.alternative))):
        described = ElementTree.Element(tag, {"id": f"{id_}--{tag}"})
        described.text = words
        root.insert(at, described)
    root.attrib |= {"role": "img", "aria-labelledby": f"{id_}--title", "aria-describedby": f"{id_}--desc"}
    return ElementTree.tostring(root, encoding="unicode")


def _moved(name: str, text: str, id_: str) -> str:
    """An attribute with its ids, and references to ids, made the picture's own."""
    if name == "id":
        return f"{id_}--own-{text}"
    if name in _LISTS_OF_IDS:
        return " ".join(f"{id_}--own-{word}" for word in text.split())
    if name.endswith("href") or text.startswith("url("):
        return _LOCAL.sub(rf"#{id_}--own-\1", text, count=1)
    return text
