"""Numbers in the cells of a workbook, and the dates that they stand for.

In: a number as written, and how its cell shows it. Out: the number, or a date no more exact than it is shown.
"""

from __future__ import annotations

import datetime
import math
import re

BUILT_IN = {14: "mdy", 15: "dmy", 16: "dm", 17: "my", 18: "h", 19: "h", 20: "h", 21: "h", 22: "mdyh", 45: "h", 47: "h"}
"""What the formats show that have a number and no code (ECMA-376-1, 18.8.30): d, m, y, h; all others a number."""
FIRST_DAY, FIRST_DAY_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_NO_LETTERS = re.compile(r'"[^"]*"?|\[[^\]]*\]?|[\\_*].')
_ELAPSED = re.compile(r"\[[hmsHMS]+\]")
_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_LAST_DAY = 2_900_000  # in the year 9839: a larger number is no day


def shown_by(code: str) -> str:
    """The parts of a date that a format shows: d, m, y, h; nothing for a number."""
    first = code.split(";")[0]
    if _ELAPSED.search(first):
        return ""
    letters = set(_NO_LETTERS.sub("", first).lower())
    return "".join(letter for letter in "dmyh" if letter in letters or (letter == "h" and "s" in letters))


def number_or_date(text: str, shown: str, first_day: datetime.datetime) -> str | int | float | None:
    """A number, or the date that it stands for, no more exact than it is shown."""
    try:
        value = int(text) if _INT.match(text) else float(text)
    except ValueError:
        return text or None
    if not math.isfinite(value):
        return text
    if shown and 0 <= value < _LAST_DAY:
        return _date(value, shown, first_day)
    return int(value) if value == int(value) and abs(value) < 10**15 else value


def _date(value: float, shown: str, first_day: datetime.datetime) -> str:
    moment = first_day + datetime.timedelta(seconds=round(value * 86_400))
    if value < 1:
        return moment.time().isoformat()
    if value < 60 and first_day.year == 1899:
        moment += datetime.timedelta(days=1)  # Excel counts a 29th of February 1900
    if moment.time() != datetime.time():
        return moment.isoformat(" ")
    day = moment.date().isoformat()
    # Excel makes the first of the month of `2026-05`, and shows the month.
    return day[:4] if shown == "y" else day[:7] if shown in ("my", "ym") else day
