"""The sectors and what could be done in each, as tiles: advised, hanging on an answer, in place, out of the question.

In: `Phrases`. Out: a `Picture`, for the adviser alone: the statuses of Annex J, by sector. It scores nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    INK,
    LEADING,
    LIGHT,
    MIDDLE,
    MUTED,
    PALE,
    PAPER,
    PLAIN,
    RULE,
    SMALL,
    WIDTH,
    Drawing,
    height_of,
    path,
)
from wayhome.engine.brief.pictures.legend import SIGN_WIDTH, Sign, legend
from wayhome.engine.brief.pictures.lettering import wrapped
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.recommend import Status, Verdict

NAME = "sectors"
STRUCTURE = "structure"
"""The sector of what stands in no sector."""
_LEFT, _COLUMNS, _GAP, _STRIP = 104, 3, 5, 20
_TILE = (WIDTH - 1 - _LEFT - (_COLUMNS - 1) * _GAP) / _COLUMNS
_ADVISED, _OPEN, _IN_PLACE, _OUT, _ASKED = *(str(status) for status in Status), "asked"


class _Look(NamedTuple):
    """The colours of a tile."""

    fill: str
    ink: str
    stroke: str
    dashes: str | None = None


_LOOKS = {
    _ADVISED: _Look(MIDDLE, INK, DEEP),
    _OPEN: _Look(LIGHT, INK, DEEP),
    _IN_PLACE: _Look(PALE, INK, RULE),
    _OUT: _Look(PAPER, MUTED, RULE, "3 3"),
    _ASKED: _Look(PAPER, INK, RULE),
}


def in_sectors(p: Phrases) -> list[Verdict]:
    """Everything that could be done in a sector and that a measure of this edition holds, in the order of the rulebook."""
    seen = {part.rule.id for r in p.advice.ranked for part in r.parts}
    return [v for v in p.advice.verdicts.values() if v.rule.sector != STRUCTURE and v.rule.id in seen]


def sectors(p: Phrases) -> Picture | None:
    """The sectors drawn; nothing if the rulebook knows none."""
    found = in_sectors(p)
    if not found:
        return None
    drawing = Drawing(NAME)
    top = 4.0
    for sector in p.questionnaire.sectors.values():
        verdicts = [verdict for verdict in found if verdict.rule.sector == sector.sector]
        if verdicts:
            top = _sector(drawing, p, sector.title, verdicts, top)
    states = [_state(verdict) for verdict in found]
    present = [state for state in _LOOKS if state in states]
    bottom = legend(drawing, top + 4, [(_sign(drawing, state), _words(p, state)) for state in present])
    counts = "; ".join(f"{p.words(f'status.{state}')}: {states.count(state)}" for state in present)
    title, said = p.say("picture.sectors"), p.words("picture.sectors.said", count=str(len(states)), counts=counts)
    return Picture(NAME, title, said, drawing.svg(bottom + 4, words_of(title), said))


def _words(p: Phrases, state: str) -> str:
    return p.words("picture.sectors.key.advised" if state == _ADVISED else f"status.{state}")


def _state(verdict: Verdict) -> str:
    return _ASKED if verdict.asked in (Status.RECOMMENDED, Status.POSSIBLE) else str(verdict.status)


def _sector(drawing: Drawing, p: Phrases, name: str, verdicts: list[Verdict], top: float) -> float:
    """The name of a sector beside its tiles; gives the lower edge."""
    title = wrapped(capital(name), _LEFT - 10, PLAIN, bold=True)
    drawing.label(2, top + 15, title, size=PLAIN, bold=True)
    least = top + height_of(title, PLAIN) + 6
    for i in range(0, len(verdicts), _COLUMNS):
        row = verdicts[i : i + _COLUMNS]
        words = [wrapped(verdict.rule.title, _TILE - _STRIP - 12, SMALL) for verdict in row]
        height = max(30, *(height_of(lines) + 8 for lines in words))
        for column, (verdict, lines) in enumerate(zip(row, words, strict=True)):
            _tile(drawing, p, verdict, lines, (_LEFT + column * (_TILE + _GAP), top, height))
        top += height + _GAP
    bottom = max(top, least)
    drawing.line((0, bottom + 2), (WIDTH, bottom + 2), stroke=RULE)
    return bottom + 8


def _tile(drawing: Drawing, p: Phrases, verdict: Verdict, lines: list[str], place: tuple[float, float, float]) -> None:
    x, y, height = place
    state = _state(verdict)
    look = _LOOKS[state]
    drawing.rect(x, y, _TILE, height, fill=look.fill, stroke=look.stroke, dashes=look.dashes)
    if state in (_ADVISED, _OPEN):
        drawing.rect(x, y, _STRIP, height, fill=DEEP if state == _ADVISED else drawing.hatch(DEEP), stroke=DEEP)
    number = next((p.numbers[r.id] for r in p.advice.shown for part in r.leading_parts if part is verdict), None)
    middle, centre = x + _STRIP / 2, y + height / 2
    if state == _ADVISED and number is not None:
        drawing.label(middle, centre + 4.5, [str(number)], size=PLAIN, bold=True, fill=PAPER, anchor="middle")
    else:
        _mark(drawing, state, middle, centre)
    drawing.label(x + _STRIP + 6, centre - (len(lines) - 1) * SMALL * LEADING / 2 + 4, lines, fill=look.ink)


def _mark(drawing: Drawing, state: str, x: float, y: float) -> None:
    """The sign of a state, so that no colour is needed to tell it."""
    if state == _ADVISED:
        drawing.disc(x, y, 4, fill=PAPER)
    elif state == _OPEN:
        drawing.disc(x, y, 7, fill=PAPER)
        drawing.label(x, y + 4, ["?"], bold=True, anchor="middle")
    elif state == _IN_PLACE:
        drawing.line((x - 4.5, y), (x - 1.5, y + 3.5), (x + 5, y - 4), stroke=INK, width=2)
    elif state == _ASKED:
        drawing.line((x, y + 6), (x, y - 4), stroke=INK, width=2)
        drawing.shape(path((x - 4, y - 1), (x, y - 7), (x + 4, y - 1), closed=True), fill=INK)
    else:
        drawing.line((x - 4, y), (x + 4, y), stroke=MUTED, width=2)


def _sign(drawing: Drawing, state: str) -> Sign:
    look = _LOOKS[state]
    fill = {_ADVISED: DEEP, _OPEN: drawing.hatch(DEEP)}.get(state, look.fill)

    def sign(x: float, y: float) -> None:
        drawing.rect(x, y - 7, SIGN_WIDTH, 14, fill=fill, stroke=look.stroke, dashes=look.dashes)
        _mark(drawing, state, x + SIGN_WIDTH / 2, y)

    return sign
