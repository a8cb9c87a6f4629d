"""The roadmap as bars over months, step by step: what begins at once, what comes after what, what runs past the time given.

In: `Phrases`. Out: a `Picture`.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import (
    DEEP,
    INK,
    LEADING,
    LIGHT,
    MUTED,
    PALE,
    PAPER,
    RULE,
    SIGNAL,
    SMALL,
    WIDTH,
    Drawing,
    Point,
    path,
)
from wayhome.engine.brief.pictures.legend import SIGN_WIDTH, Sign, legend
from wayhome.engine.brief.pictures.lettering import width_of
from wayhome.engine.brief.pictures.mermaid import gantt
from wayhome.engine.brief.pictures.timeline_axis import LEFT, WORDS, Months, axis, axis_height
from wayhome.engine.brief.pictures.timeline_rows import Row, after_of, rows_of
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.dates import in_words
from wayhome.engine.facts import Opening
from wayhome.engine.roadmap import Task

NAME = "timeline"
_NUMBER = 20
"""The right edge of the numbers."""
_BAR = 10


def timeline(p: Phrases) -> Picture | None:
    """The roadmap drawn; nothing while it holds no line."""
    if not p.advice.roadmap.printed:
        return None
    months = Months(p)
    drawing = Drawing(NAME)
    rows = rows_of(p, axis_height(months))
    after = after_of(p, rows)
    bottom = rows[-1].top + rows[-1].height
    _ground(drawing, rows, months, bottom)
    axis(drawing, p, months)
    beginnings = _arrows(drawing, rows, after, months)
    for row in rows:
        _row(drawing, row, months)
    for x, y in beginnings:
        _beginning(drawing, x, y)
    bottom = legend(drawing, bottom + 8, _keys(drawing, p, rows, after, months))
    title, said = p.say("picture.timeline", months=str(months.all)), _said(p, rows, after, months)
    svg = drawing.svg(bottom + 4, words_of(title), said)
    return Picture(NAME, title, said, svg, gantt(words_of(title), said, rows, months.start, p.advice.roadmap.beyond))


def _ground(drawing: Drawing, rows: tuple[Row, ...], months: Months, bottom: float) -> None:
    """Headings, the lines of the months, and the end of the time given."""
    for month in months.ticks:
        drawing.line((months.x(month), rows[0].top), (months.x(month), bottom), stroke=RULE)
    for row in rows:
        if row.is_heading:
            drawing.rect(0, row.top, WIDTH, row.height, fill=PALE)
    if months.is_short and months.given is not None:
        drawing.line((months.x(months.given), rows[0].top), (months.x(months.given), bottom), stroke=INK, dashes="4 3")


def _row(drawing: Drawing, row: Row, months: Months) -> None:
    if row.is_heading:
        drawing.label(6, row.top + 13.5, row.lines, bold=True)
        return
    base = row.middle - (len(row.lines) + len(row.waits) - 1) * SMALL * LEADING / 2 + 4
    drawing.label(_NUMBER, base, [row.number] if row.number else [], bold=True, fill=DEEP, anchor="end")
    drawing.label(WORDS, base, row.lines)
    drawing.label(WORDS, base + len(row.lines) * SMALL * LEADING, row.waits, fill=MUTED)
    if row.task:
        _bar(drawing, row.task, row.middle, months)
    elif row.opening:
        _date(drawing, row.opening, row.middle, months)


def _date(drawing: Drawing, opening: Opening, y: float, months: Months) -> None:
    """A mark on its month, with a line to the last it may be, and the date where there is room for it."""
    if opening.date is None or opening.month is None:
        return
    words = in_words(opening.date)
    room = width_of(words, SMALL) + 4
    x = months.x(opening.month + 0.5)
    last = months.x(min(opening.month + opening.date.last - opening.date.first + 0.5, months.all))
    if last > x:
        drawing.line((x, y), (last, y), stroke=SIGNAL, width=1.5)
    _diamond(drawing, x, y)
    is_free_after, is_free_before = last + 7 + room <= WIDTH, x - 7 - room >= LEFT
    if is_free_before and not is_free_after:
        drawing.rect(x - 7 - room, y - 7, room, 14, fill=PAPER)
        drawing.label(x - 9, y + 4, [words], fill=MUTED, anchor="end")
    else:
        left = (last if is_free_after else x) + 7
        drawing.rect(left, y - 7, room, 14, fill=PAPER)
        drawing.label(left + 2, y + 4, [words], fill=MUTED)


def _bar(drawing: Drawing, task: Task, y: float, months: Months) -> None:
    """From start to end: an action dark, another line light; what runs past the time given hatched."""
    fill, stroke = (DEEP, DEEP) if task.measure else (LIGHT, DEEP)
    start, end = months.x(task.start), max(months.x(task.end), months.x(task.start) + 3)
    cut = min(max(months.x(months.given), start), end) if months.is_short and months.given is not None else end
    if cut > start:
        drawing.rect(start, y - _BAR / 2, cut - start, _BAR, fill=fill, stroke=stroke)
    if end > cut:
        drawing.rect(cut, y - _BAR / 2, end - cut, _BAR, fill=drawing.hatch(DEEP), stroke=stroke)
    if task.at_once:
        is_inside = cut - start >= _BAR
        x = start + 3 if is_inside else end + 3
        drawing.shape(_triangle(x, y), fill=PAPER if is_inside else DEEP)


def _triangle(x: float, y: float) -> str:
    return path((x, y - 3.5), (x + 6, y), (x, y + 3.5), closed=True)


def _diamond(drawing: Drawing, x: float, y: float) -> None:
    drawing.shape(path((x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y), closed=True), fill=SIGNAL)


def _arrows(drawing: Drawing, rows: tuple[Row, ...], after: dict[str, list[str]], months: Months) -> list[Point]:
    """From the first weeks of what comes before to the beginning of what comes after; gives where they begin.

    They pass behind the bars, beside one another, and to the right of the marks of what begins at once.
    """
    placed = {row.task.measure: (row.task, row.middle) for row in rows if row.task and row.task.measure}
    lanes: dict[int, int] = {}
    beginnings = []
    for before, later in after.items():
        task, middle = placed[before]
        lane = lanes[task.start] = lanes.get(task.start, -1) + 1
        start = months.x(task.start)
        targets = [(months.x(placed[id_][0].start), placed[id_][1]) for id_ in later]
        room = min(x for x, _ in targets) - start
        trunk = start + (14 + 4 * lane if 14 + 4 * lane <= room - 8 else room / 2)
        for x, y in targets:
            drawing.line((trunk, middle), (trunk, y), (x - 4, y), stroke=SIGNAL, width=1.4)
            drawing.shape(_head(x, y), fill=SIGNAL)
        beginnings.append((trunk, middle))
    return beginnings


def _head(x: float, y: float) -> str:
    return path((x - 7, y - 3.5), (x - 0.5, y), (x - 7, y + 3.5), closed=True)


def _beginning(drawing: Drawing, x: float, y: float) -> None:
    drawing.disc(x, y, 2.6, fill=PAPER, stroke=SIGNAL, width=1.4)


def _keys(
    drawing: Drawing, p: Phrases, rows: tuple[Row, ...], after: dict[str, list[str]], months: Months
) -> Iterator[tuple[Sign, str]]:
    """The signs that stand in this picture."""
    tasks = [row.task for row in rows if row.task]

    def bar(fill: str, mark: bool = False) -> Sign:
        def sign(x: float, y: float) -> None:
            drawing.rect(x, y - _BAR / 2, SIGN_WIDTH, _BAR, fill=fill, stroke=DEEP)
            if mark:
                drawing.shape(_triangle(x + 3, y), fill=PAPER)

        return sign

    def arrow(x: float, y: float) -> None:
        drawing.line((x + 3, y), (x + SIGN_WIDTH - 4, y), stroke=SIGNAL, width=1.4)
        drawing.shape(_head(x + SIGN_WIDTH, y), fill=SIGNAL)
        _beginning(drawing, x + 3, y)

    if any(task.measure for task in tasks):
        yield bar(DEEP), p.words("picture.timeline.key.action")
    if any(task.at_once for task in tasks):
        yield bar(DEEP, mark=True), p.words("picture.timeline.key.at-once")
    if any(not task.measure for task in tasks):
        yield bar(LIGHT), p.words("picture.timeline.key.process")
    if after:
        yield arrow, p.words("picture.timeline.key.after")
    if months.is_short:
        yield bar(drawing.hatch(DEEP)), p.words("picture.timeline.key.beyond")
    if any(row.opening for row in rows):
        yield lambda x, y: _diamond(drawing, x + SIGN_WIDTH / 2, y), p.words("picture.timeline.key.date")


def _said(p: Phrases, rows: tuple[Row, ...], after: dict[str, list[str]], months: Months) -> str:
    """What one sees, in a few sentences."""
    tasks = [row.task for row in rows if row.task]
    start = p.month(0) if months.start is not None else p.words("roadmap.start.unknown")
    parts = [p.words("picture.timeline.said", count=str(len(tasks)), months=str(months.all), start=start)]
    at_once = sorted(p.numbers[task.measure] for task in tasks if task.at_once and task.measure)
    if at_once:
        parts.append(p.words("picture.timeline.said.at-once", actions=p.actions(at_once)))
    if after:
        pairs = [
            p.words(
                "picture.timeline.said.pair",
                before=p.actions([p.numbers[before]]),
                after=p.actions([p.numbers[id_] for id_ in later]),
            )
            for before, later in after.items()
        ]
        parts.append(p.words("picture.timeline.said.after", pairs="; ".join(pairs)))
    if months.is_short:
        beyond = sum(task.id in p.advice.roadmap.beyond for task in tasks)
        parts.append(p.words("picture.timeline.said.beyond", count=str(beyond), months=str(months.given)))
    return " ".join(parts)
