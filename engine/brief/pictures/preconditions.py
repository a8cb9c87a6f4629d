"""The five preconditions as discs: what is certainly there is filled, what is still open hatched, what is not there empty.

In: `Phrases`. Out: a `Picture`, for the adviser alone. The left half of a disc stands for what is there in part, both for
what is there in full.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    LEADING,
    MUTED,
    PAPER,
    PLAIN,
    SMALL,
    WIDTH,
    Drawing,
    height_of,
)
from wayhome.engine.brief.pictures.legend import SIGN_WIDTH, Sign, legend
from wayhome.engine.brief.pictures.lettering import wrapped
from wayhome.engine.brief.tree import Picture, words_of

NAME = "preconditions"
_IN_A_ROW = 5
_RADIUS = 21
_READINGS = ("met", "partly", "unmet", "met-or-partly", "partly-or-unmet")


def preconditions(p: Phrases) -> Picture | None:
    """The state of the ground drawn; nothing if the rulebook knows no preconditions."""
    found = [(p.wording.preconditions[f.id].title, p.values(f.id)) for f in p.advice.library.rulebook.preconditions]
    if not found:
        return None
    drawing = Drawing(NAME)
    top = 6.0
    for i in range(0, len(found), _IN_A_ROW):
        top = _discs(drawing, p, found[i : i + _IN_A_ROW], top)
    bottom = legend(drawing, top, _keys(drawing, p, found))
    title = p.say("picture.preconditions")
    states = "; ".join(f"{name}: {_reading(p, values)}" for name, values in found)
    said = p.words("picture.preconditions.said", states=states)
    return Picture(NAME, title, said, drawing.svg(bottom + 4, words_of(title), said))


def _reading(p: Phrases, values: tuple[str, ...]) -> str:
    key = "-or-".join(value for value in ("met", "partly", "unmet") if value in values)
    return p.words(f"picture.preconditions.{key if key in _READINGS else 'open'}")


def _discs(drawing: Drawing, p: Phrases, found: list[tuple[str, tuple[str, ...]]], top: float) -> float:
    """Discs side by side, each with its title and its reading; gives the lower edge."""
    room = WIDTH / _IN_A_ROW
    titles = [wrapped(name, room - 12, PLAIN, bold=True) for name, _ in found]
    base = top + 2 * _RADIUS + 20
    below = base + max(height_of(title, PLAIN) for title in titles) + 2
    lowest = below
    for i, (title, (_, values)) in enumerate(zip(titles, found, strict=True)):
        x = room * (i + 0.5)
        _disc(drawing, x, top + _RADIUS + 2, _RADIUS, values)
        drawing.label(x, base, title, size=PLAIN, bold=True, anchor="middle")
        reading = wrapped(_reading(p, values), room - 12, SMALL)
        drawing.label(x, below, reading, fill=MUTED, anchor="middle")
        lowest = max(lowest, below + (len(reading) - 1) * SMALL * LEADING)
    return lowest + 14


def _disc(drawing: Drawing, x: float, y: float, radius: float, values: tuple[str, ...]) -> None:
    """A half is filled if it certainly is there, empty if it certainly is not, hatched while that is open."""
    in_part = DEEP if "unmet" not in values else PAPER if values == ("unmet",) else drawing.hatch(DEEP)
    in_full = DEEP if values == ("met",) else PAPER if "met" not in values else drawing.hatch(DEEP)
    drawing.disc(x, y, radius, fill=in_full)
    if in_part != in_full:
        drawing.shape(f"M{x} {y - radius}A{radius} {radius} 0 0 0 {x} {y + radius}Z", fill=in_part)
    drawing.disc(x, y, radius, fill="none", stroke=DEEP, width=1.6)
    if in_full == DEEP:
        drawing.line((x - 8.5, y + 0.5), (x - 2.5, y + 7), (x + 9, y - 6.5), stroke=PAPER, width=3)
    elif in_part == in_full != PAPER:
        drawing.disc(x, y, 11, fill=PAPER)
        drawing.label(x, y + 5.5, ["?"], size=16, bold=True, anchor="middle")


def _keys(drawing: Drawing, p: Phrases, found: list[tuple[str, tuple[str, ...]]]) -> list[tuple[Sign, str]]:
    """Filled, hatched, empty, as far as they stand here."""

    def sign(fill: str) -> Sign:
        return lambda x, y: drawing.rect(x, y - 5, SIGN_WIDTH, 10, fill=fill, stroke=DEEP)

    keys: list[tuple[Sign, str]] = []
    if any("unmet" not in values for _, values in found):
        keys.append((sign(DEEP), p.words("picture.preconditions.key.there")))
    if any(len(values) > 1 for _, values in found):
        keys.append((sign(drawing.hatch(DEEP)), p.words("picture.preconditions.key.open")))
    if any("met" not in values for _, values in found):
        keys.append((sign(PAPER), p.words("picture.preconditions.key.not-there")))
    return keys
