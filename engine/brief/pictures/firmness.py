"""How firm the order is, drawn: for each measure the share of combinations in which it stands foremost, and its places.

In: `Phrases`, and what was seen of both answers and weights. Out: a `Picture`, for the annex below the table of shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wayhome.engine.brief.phrases import Phrases, listed
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    LEADING,
    LIGHT,
    MIDDLE,
    MUTED,
    PAPER,
    RULE,
    SIGNAL,
    SMALL,
    WIDTH,
    Drawing,
)
from wayhome.engine.brief.pictures.legend import SIGN_WIDTH, Sign, legend
from wayhome.engine.brief.pictures.measure_rows import BAR, SPARE, WORDS, Row, rows_of, write_heading, write_title
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.firmness import BANDS, WITHIN, Kind, Standing, band, told

NAME = "firmness"
TALLEST = 800
"""Of the rows, so that the picture stands on one page with its legend and title."""
_LEFT, _RIGHT, _FIRST, _LAST, _NONE = 262, 432, 462, 582, WIDTH - 24
"""Edges of the shares; the first and the last place, and where a measure has none."""
_AXIS, _TICK = 38, 3
_SHARES, _PLACES = (0, 25, 50, 75, 100), (1, 10, 20, 30, 40, 50)
"""What the axes name."""
_NAMED = 2
"""Of the bands, so many of the firmest are told with names, the others with a number."""


def firmness(p: Phrases) -> Picture | None:
    """What a brief says of it, drawn; nothing if no measure is told of."""
    from wayhome.engine.robustness import in_a_brief  # brings NumPy with it

    return drawn_of(p, in_a_brief(p.advice).both)


def drawn_of(p: Phrases, kind: Kind) -> Picture | None:
    """The same of any scenarios."""
    places = {r.id: r.rank for r in p.advice.ranked if r.rank}
    found = told(places, kind)
    if not found:
        return None
    shown = list(found)
    while (rows := tuple(_rows(p, shown, places)))[-1].bottom > TALLEST:
        # What could rise says more than what stands last today.
        shown.remove([s for s in shown if s.measure in places][-1] if shown[0].measure in places else shown[-1])
    last = max(10, *places.values(), *(place for s in shown for place in (s.best, s.worst) if place))
    drawing, bottom = Drawing(NAME), rows[-1].bottom
    _axes(drawing, p, last, bottom, has_none=any(s.worst is None for s in shown))
    for row in rows:
        _draw(drawing, p, row, kind.scenarios, places, last)
    if left := len(found) - len(shown):
        bottom += SMALL * LEADING + SPARE
        key = "picture.firmness.more" if left > 1 else "picture.firmness.more.one"
        drawing.label(WORDS, bottom - SPARE, [p.words(key, count=str(left))], fill=MUTED)
    bottom = legend(drawing, bottom + 8, _keys(drawing, p, shown, places))
    title, said = p.say("picture.firmness"), _said(p, found, kind.scenarios)
    return Picture(NAME, title, said, drawing.svg(bottom + 4, words_of(title), said))


def _rows(p: Phrases, found: Sequence[Standing], places: dict[str, int]) -> Iterator[Row[Standing]]:
    """The measures recommended today, then those that rise, each under their heading."""
    titled = [(p.wording.measures[s.measure].title, s) for s in found]
    today = [(title, s) for title, s in titled if s.measure in places]
    rising = [(title, s) for title, s in titled if s.measure not in places]
    groups = ((p.words("picture.firmness.recommended"), today), (p.words("picture.firmness.rising"), rising))
    return rows_of(groups, _AXIS, _LEFT)


def _axes(drawing: Drawing, p: Phrases, last: int, bottom: float, *, has_none: bool) -> None:
    drawing.label(_LEFT, SMALL + 2, [p.words("picture.firmness.axis.shares")], fill=MUTED)
    drawing.label(WIDTH - 6, SMALL + 2, [p.words("picture.firmness.axis.places")], fill=MUTED, anchor="end")
    ticks = [(_share(number, 100), str(number)) for number in _SHARES]
    ticks += [(_place(place, last), str(place)) for place in _PLACES if place <= last]
    ticks += [(_NONE, p.words("picture.firmness.axis.none"))] if has_none else []
    for x, words in ticks:
        drawing.label(x, _AXIS - 8, [words], bold=True, anchor="middle")
        drawing.line((x, _AXIS), (x, bottom), stroke=RULE)


def _share(number: int, scenarios: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * number / scenarios


def _place(place: int | None, last: int) -> float:
    return _NONE if place is None else _FIRST + (_LAST - _FIRST) * (place - 1) / (last - 1)


def _fills(drawing: Drawing) -> tuple[str, ...]:
    """Of the first 1, 3, 5 and 10 places: from full to faint, each told from the next in grey as well."""
    return DEEP, drawing.hatch(DEEP), MIDDLE, LIGHT


def _draw(drawing: Drawing, p: Phrases, row: Row[Standing], scenarios: int, places: dict[str, int], last: int) -> None:
    standing = row.of
    if standing is None:
        write_heading(drawing, row)
        return
    write_title(drawing, row, p.numbers.get(standing.measure))
    before = 0
    for within, fill in zip(standing.within, _fills(drawing), strict=True):
        if within > before:
            left, right = _share(before, scenarios), _share(within, scenarios)
            drawing.rect(left, row.middle - BAR / 2, right - left, BAR, fill=fill, stroke=DEEP)
        before = within
    best, worst = _place(standing.best, last), _place(standing.worst, last)
    _range(drawing, row.middle, best, worst, is_broken=standing.worst is None)
    if standing.measure in places:
        drawing.disc(_place(places[standing.measure], last), row.middle, 3.5, fill=PAPER, stroke=SIGNAL, width=2)


def _range(drawing: Drawing, y: float, best: float, worst: float, *, is_broken: bool) -> None:
    """From the best place to the worst; broken where the worst is to have none."""
    drawing.line((best, y), (worst, y), stroke=DEEP, width=1.6, dashes="4 3" if is_broken else None)
    for x in (best, worst):
        drawing.line((x, y - _TICK), (x, y + _TICK), stroke=DEEP, width=1.6)


def _keys(drawing: Drawing, p: Phrases, shown: Sequence[Standing], places: dict[str, int]) -> Iterator[tuple[Sign, str]]:
    """The signs that stand in this picture."""

    def bar(fill: str) -> Sign:
        return lambda x, y: drawing.rect(x, y - BAR / 2, SIGN_WIDTH, BAR, fill=fill, stroke=DEEP)

    def range_(*, is_broken: bool) -> Sign:
        return lambda x, y: _range(drawing, y, x + 1, x + SIGN_WIDTH - 1, is_broken=is_broken)

    def today(x: float, y: float) -> None:
        drawing.disc(x + SIGN_WIDTH / 2, y, 3.5, fill=PAPER, stroke=SIGNAL, width=2)

    for i, (most, fill) in enumerate(zip(WITHIN, _fills(drawing), strict=True)):
        if any(s.within[i] > (s.within[i - 1] if i else 0) for s in shown):
            yield bar(fill), p.words("picture.firmness.key.first" if most == 1 else "picture.firmness.key", most=str(most))
    if any(s.worst for s in shown):
        yield range_(is_broken=False), p.words("picture.firmness.key.seen")
    if any(s.worst is None for s in shown):
        yield range_(is_broken=True), p.words("picture.firmness.key.none")
    if any(s.measure in places for s in shown):
        yield today, p.words("picture.firmness.key.today")


def _said(p: Phrases, found: Sequence[Standing], scenarios: int) -> str:
    """What one sees, in two sentences."""
    shares = []
    for i, (_, name) in enumerate(BANDS):
        titles = [p.wording.measures[s.measure].title for s in found if band(s.foremost, scenarios) == name]
        if titles:
            many = "picture.firmness.said.count" if len(titles) > 1 else "picture.firmness.said.one"
            measures = listed(titles) if i < _NAMED else p.words(many, count=str(len(titles)))
            shares.append(p.words(f"firm.tried.{name}", actions=measures))
    return p.words("picture.firmness.said", count=str(len(found)), shares="; ".join(shares))
