"""A picture as PNG, for documents that take no SVG.

In: SVG. Out: bytes. Drawn by typst, from the extra `documents`.
"""

from __future__ import annotations

from wayhome.engine.typesetting import typeset

WIDTH_CM = 16
_SHEET = (
    f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: {WIDTH_CM}cm)'
)


def to_png(svg: str, *, dots_per_inch: int = 300) -> bytes:
    """The picture, 16 cm wide; raises InputError if typst is not installed."""
    return typeset(_SHEET, {"svg": svg}, "png", dots_per_inch=dots_per_inch)
