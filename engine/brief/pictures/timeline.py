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
from wayhome.engine.brief.pictures.timeline_rows import Row, after_of, months_of, rows_of
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.dates import in_words, month_in_words
from wayhome.engine.roadmap import Task

NAME = "timeline"
_NUMBER, _WORDS, _LEFT, _RIGHT = 20, 26, 282, WIDTH - 16
"""Right edge of the numbers, left edge of the words, edges of the months."""
_BAR = 10
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Months from one tick of the axis to the next; the first with room for its words is taken."""
_TICK_WIDTH = 40


class _Months:
    """Where the months of the plan stand on the sheet."""

    def __init__(self, p: Phrases) -> None:
        self.all = months_of(p)
        self.start = p.advice.profile.start
        self.given = p.advice.roadmap.horizon
        step = next((step for step in _STEPS if self.x(step) - _LEFT >= _TICK_WIDTH), self.all)
        self.ticks = range(0, self.all + 1, step)

    @property
    def is_short(self) -> bool:
        """Whether the time given ends before the plan does."""
        return self.given is not None and self.given < self.all

    def x(self, month: float) -> float:
        """Where a month begins."""
        return _LEFT + (_RIGHT - _LEFT) * month / self.all


def timeline(p: Phrases) -> Picture | None:
    """The roadmap drawn; nothing while it holds no line."""
    if not p.advice.roadmap.printed:
        return None
    months = _Months(p)
    drawing = Drawing(NAME)
    rows = rows_of(p, _axis_height(months))
    after = after_of(p, rows)
    bottom = rows[-1].top + rows[-1].height
    _ground(drawing, rows, months, bottom)
    _axis(drawing, p, months)
    beginnings = _arrows(drawing, rows, after, months)
    for row in rows:
        _row(drawing, row, months)
    for x, y in beginnings:
        _beginning(drawing, x, y)
    bottom = legend(drawing, bottom + 8, _keys(drawing, p, rows, after, months))
    title, said = p.say("picture.timeline", months=str(months.all)), _said(p, rows, after, months)
    svg = drawing.svg(bottom + 4, words_of(title), said)
    return Picture(NAME, title, said, svg, gantt(words_of(title), said, rows, months.start, p.advice.roadmap.beyond))


def _axis_height(months: _Months) -> float:
    lines = 1 + 2 * (months.start is not None) + months.is_short
    return lines * SMALL * LEADING + 8


def _ground(drawing: Drawing, rows: tuple[Row, ...], months: _Months, bottom: float) -> None:
    """Headings, the lines of the months, and the end of the time given."""
    for month in months.ticks:
        drawing.line((months.x(month), rows[0].top), (months.x(month), bottom), stroke=RULE)
    for row in rows:
        if row.is_heading:
            drawing.rect(0, row.top, WIDTH, row.height, fill=PALE)
    if months.is_short and months.given is not None:
        drawing.line((months.x(months.given), rows[0].top), (months.x(months.given), bottom), stroke=INK, dashes="4 3")


def _axis(drawing: Drawing, p: Phrases, months: _Months) -> None:
    """Months of the plan; below them the months of the calendar, the year where it begins."""
    y = SMALL + 2.0
    if months.is_short and months.given is not None:
        words = p.words("picture.timeline.given", months=str(months.given))
        half = width_of(words, SMALL) / 2
        x = min(max(months.x(months.given), _LEFT + half), WIDTH - half - 2)
        drawing.label(x, y, [words], anchor="middle")
        y += SMALL * LEADING
    drawing.label(_WORDS, y, [p.words("picture.timeline.axis")], fill=MUTED)
    year = None
    for month in months.ticks:
        drawing.label(months.x(month), y, [str(month)], anchor="middle", bold=True)
        if months.start is None:
            continue
        name, this_year = month_in_words(months.start + month).split()
        drawing.label(months.x(month), y + SMALL * LEADING, [name[:3]], anchor="middle", fill=MUTED)
        if this_year != year:
            drawing.label(months.x(month), y + 2 * SMALL * LEADING, [this_year], anchor="middle", fill=MUTED)
        year = this_year


def _row(drawing: Drawing, row: Row, months: _Months) -> None:
    if row.is_heading:
        drawing.label(6, row.top + 13.5, row.lines, bold=True)
        return
    base = row.middle - (len(row.lines) + len(row.waits) - 1) * SMALL * LEADING / 2 + 4
    drawing.label(_NUMBER, base, [row.number] if row.number else [], bold=True, fill=DEEP, anchor="end")
    drawing.label(_WORDS, base, row.lines)
    drawing.label(_WORDS, base + len(row.lines) * SMALL * LEADING, row.waits, fill=MUTED)
    if row.task:
        _bar(drawing, row.task, row.middle, months)
    elif row.opening and row.opening.date and row.opening.month is not None:
        date = row.opening.date
        x = months.x(row.opening.month + 0.5)
        if date.last > date.first:
            last = min(row.opening.month + date.last - date.first + 1, months.all)
            drawing.line((x, row.middle), (months.x(last), row.middle), stroke=SIGNAL, width=1.5)
        _diamond(drawing, x, row.middle)
        words = in_words(date)
        is_late = x + 9 + width_of(words, SMALL) > _RIGHT or date.last > date.first
        room = width_of(words, SMALL) + 4
        drawing.rect(x - 7 - room if is_late else x + 7, row.middle - 7, room, 14, fill=PAPER)
        drawing.label(x + (-9 if is_late else 9), row.middle + 4, [words], fill=MUTED, anchor="end" if is_late else "start")


def _bar(drawing: Drawing, task: Task, y: float, months: _Months) -> None:
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


def _arrows(drawing: Drawing, rows: tuple[Row, ...], after: dict[str, list[str]], months: _Months) -> list[Point]:
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
    drawing: Drawing, p: Phrases, rows: tuple[Row, ...], after: dict[str, list[str]], months: _Months
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


def _said(p: Phrases, rows: tuple[Row, ...], after: dict[str, list[str]], months: _Months) -> str:
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
