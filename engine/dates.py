"""Dates as people give them: a year, a month or a day. A partly known date is a range of months."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_DATE = re.compile(r"(?P<year>(?:19|20|21)\d\d)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?\Z", re.ASCII)


@dataclass(frozen=True, order=True)
class PartialDate:
    """`first` and `last` possible month, counted from year 0, and the text as given (ISO 8601, perhaps cut short)."""

    first: int
    last: int
    text: str

    def __str__(self) -> str:
        return self.text

    def is_before(self, other: PartialDate) -> bool:
        """Whether this is certainly earlier; of two days of one month the earlier day is."""
        if self.last == other.first and len(self.text) == len(other.text) == len("2021-11-05"):
            return self.text < other.text
        return self.last < other.first


def parse_date(given: object) -> PartialDate | None:
    """Read `2021`, `2021-11` or `2021-11-05`; None for anything else."""
    text = str(given).strip() if isinstance(given, (str, int)) and not isinstance(given, bool) else ""
    match = _DATE.match(text)
    if not match:
        return None
    year = int(match["year"])
    if match["month"] is None:
        return PartialDate(year * 12, year * 12 + 11, text)
    try:
        datetime.date(year, int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return None
    month = year * 12 + int(match["month"]) - 1
    return PartialDate(month, month, text)


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def in_words(date: PartialDate) -> str:
    """`November 2021`, or the year alone."""
    if date.first != date.last:
        return str(date.first // 12)
    return f"{MONTHS[date.first % 12]} {date.first // 12}"


def month_in_words(month: int) -> str:
    """A month counted from year 0, as `November 2021`."""
    return f"{MONTHS[month % 12]} {month // 12}"
