"""A picture as PNG, for documents that take no SVG.

In: SVG. Out: bytes. Drawn by typst, from the extra `documents`, with the fonts of the machine.
"""

from __future__ import annotations

from wayhome.engine.extras import need

WIDTH_CM = 16
_SHEET = (
    f'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: {WIDTH_CM}cm)'
)


def to_png(svg: str, *, dots_per_inch: int = 300) -> bytes:
    """The picture, 16 cm wide; raises InputError if typst is not installed."""
    need("typst", "documents")
    import typst

    return typst.compile(_SHEET.encode(), format="png", ppi=float(dots_per_inch), sys_inputs={"svg": svg})
