"""What the signs of a picture mean, in a line or two below it.

In: signs and their words. Out: the legend, drawn. Only signs that stand in the picture are explained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wayhome.engine.brief.pictures.drawing import LEADING, MUTED, SMALL, Drawing
from wayhome.engine.brief.pictures.lettering import width_of, wrapped

Sign = Callable[[float, float], None]
"""Draws a sign into a box of 22 by 10 units whose left edge and middle it is given."""
SIGN_WIDTH = 22
_GAP, _BETWEEN = 6, 12
_LINE = 17


def legend(drawing: Drawing, top: float, entries: Iterable[tuple[Sign, str]], *, left: float = 6) -> float:
    """Draw the entries side by side, in as many lines as they need; gives the lower edge."""
    x, y = left, top + _LINE / 2
    for sign, words in entries:
        room = SIGN_WIDTH + _GAP + width_of(words, SMALL)
        if x > left and x + room > drawing.width - left:
            x, y = left, y + _LINE
        sign(x, y)
        lines = wrapped(words, drawing.width - left - x - SIGN_WIDTH - _GAP, SMALL)
        drawing.label(x + SIGN_WIDTH + _GAP, y + 4, lines, fill=MUTED)
        x += room + _BETWEEN
        y += (len(lines) - 1) * SMALL * LEADING
    return y + _LINE / 2
