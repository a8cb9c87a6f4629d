"""The axis of the timeline: months of the plan, and those of the calendar once the start is known.

In: `Phrases`. Out: where each month stands, and the axis drawn.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.drawing import LEADING, MUTED, SMALL, WIDTH, Drawing
from wayhome.engine.brief.pictures.lettering import width_of
from wayhome.engine.brief.pictures.timeline_rows import months_of
from wayhome.engine.dates import month_in_words

WORDS, LEFT, RIGHT = 26, 282, WIDTH - 16
"""Where the words of a line begin; where the months begin and end."""
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Months from one tick of the axis to the next; the first with room for its words is taken."""
_TICK_WIDTH = 40


class Months:
    """Where the months of the plan stand on the sheet."""

    def __init__(self, p: Phrases) -> None:
        self.all = max(1, months_of(p))
        self.start = p.advice.profile.start
        self.given = p.advice.roadmap.horizon
        step = next((step for step in _STEPS if self.x(step) - LEFT >= _TICK_WIDTH), self.all)
        self.ticks = range(0, self.all + 1, step)

    @property
    def is_short(self) -> bool:
        """Whether the time given ends before the plan does."""
        return self.given is not None and self.given < self.all

    def x(self, month: float) -> float:
        """Where a month begins."""
        return LEFT + (RIGHT - LEFT) * month / self.all


def axis_height(months: Months) -> float:
    """The room the axis takes above the lines."""
    lines = 1 + 2 * (months.start is not None) + months.is_short
    return lines * SMALL * LEADING + 8


def axis(drawing: Drawing, p: Phrases, months: Months) -> None:
    """Months of the plan; below them the months of the calendar, the year where it begins."""
    y = SMALL + 2.0
    if months.is_short and months.given is not None:
        words = p.words("picture.timeline.given", months=str(months.given))
        half = width_of(words, SMALL) / 2
        x = min(max(months.x(months.given), LEFT + half), WIDTH - half - 2)
        drawing.label(x, y, [words], anchor="middle")
        y += SMALL * LEADING
    drawing.label(WORDS, y, [p.words("picture.timeline.axis")], fill=MUTED)
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
