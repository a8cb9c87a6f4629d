"""What a value of an export says: choices, numbers, dates and texts, as people and spreadsheets leave them.

In: a question of the form and a record. Out: plain values as a profile holds them. What is no answer is told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wayhome.engine.answer_fields import Takes
from wayhome.engine.dates import parse_date
from wayhome.engine.errors import did_you_mean, listing
from wayhome.engine.forms.form_names import GIVEN, Asks, FormName
from wayhome.engine.forms.submission_records import EXPORT_AGAIN, Column, Problems, Record, Value
from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.sources import Plain

_TICKED = {"1": True, "1.0": True, "true": True, "yes": True, "0": False, "0.0": False, "false": False, "no": False}
_SPREADSHEET = {"true": "yes", "false": "no"}
"""What a spreadsheet makes of yes and no."""
_WHOLE = re.compile(r"([0-9]{1,15})(?:\.0+)?\Z", re.ASCII)
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.Z+ -]+\Z", re.ASCII)
_ONE_ONLY = (Takes.OPENING, Takes.NAME, Takes.DATE, Takes.TEXTS, Takes.NOTHING)


def chosen(name: FormName, record: Record, problems: Problems) -> tuple[list[str], Value | None]:
    """What was chosen, in the order of the choices, and where that stands; nothing if the question was left open."""
    whole = record.values.get(Column(name.name))
    ticks = {value: tick for value in name.values if (tick := record.values.get(Column(name.name, value)))}
    ticked = [value for value, tick in ticks.items() if _is_ticked(tick, problems)]
    at = whole or next((ticks[value] for value in ticked), None)
    if at is None:
        return [], None
    words = _words(name, whole, problems) if whole else ticked
    if whole and ticks and words and {*words} != {*ticked}:
        other = listing(ticked) if ticked else "nothing"
        problems.tell(
            at.place, f"{whole.text!r} here, and {other} in the columns of the choices", mend="leave one of the two out"
        )
    found = [value for value in name.values if value in words]
    _refuse_company(name, found, at, problems)
    return found, at


def _words(name: FormName, whole: Value, problems: Problems) -> list[str]:
    words = whole.text.split()
    if set(YES_NO) <= set(name.values):
        words = [_SPREADSHEET.get(word.lower(), word) for word in words]
    unknown = next((word for word in words if word not in name.values), None)
    if unknown is None:
        return words
    mend = did_you_mean(unknown, name.values) or EXPORT_AGAIN
    problems.tell(whole.place, f"{whole.text!r} is no choice of {name.name}", listing(name.values, 12), mend)
    return []


def _is_ticked(found: Value, problems: Problems) -> bool:
    ticked = _TICKED.get(found.text.lower())
    if ticked is None:
        problems.tell(found.place, f"{found.text!r} does not say whether this was chosen", "1 or 0, TRUE or FALSE")
    return bool(ticked)


def _refuse_company(name: FormName, found: Sequence[str], at: Value, problems: Problems) -> None:
    """A kind of not-knowing stands alone, as does a word in place of a date or a name."""
    alone = {GIVEN, *(state.value for state in name.field.states)}
    is_one_only = name.field.takes in _ONE_ONLY or name.field.is_exact or name.asks is Asks.VOICE_VALUE
    if len(found) > 1 and (is_one_only or alone & {*found}):
        which = next((value for value in found if value in alone), found[0])
        problems.tell(at.place, f"{which!r} stands alone, and here are {listing(found)}", "one of them")


def typed(name: FormName, value: Value, problems: Problems) -> Plain:
    """What was typed; None for what is no answer."""
    match name.field.takes:
        case Takes.NUMBER | Takes.MONTHS:
            return whole_number(value, problems)
        case Takes.DATE | Takes.OPENING:
            return date(value, problems)
        case Takes.TEXTS:
            return [part.strip() for part in re.split(r"[;\n]", value.text) if part.strip()]
        case _:
            return value.text


def whole_number(value: Value, problems: Problems) -> int | None:
    """`4200`, or `4200.0` as a spreadsheet may write it."""
    match = _WHOLE.match(value.text)
    if match:
        return int(match[1])
    mend = "a spreadsheet may have made a date of it" if parse_date(value.text[:10]) else ""
    problems.tell(value.place, f"{value.text!r} is not a number", "a whole number such as 4200", mend)
    return None


def date(value: Value, problems: Problems) -> str | None:
    """A year, a month or a day; a spreadsheet or server may have added a time of day, or a decimal to the year."""
    text = value.text
    match = _WHOLE.match(text) or _DAY.match(text)
    if match:
        text = match[1]
    if parse_date(text):
        return text
    mend = "a spreadsheet may have changed how it is written"
    problems.tell(value.place, f"{value.text!r} is not a date", "2026, 2026-05 or 2026-05-01", mend)
    return None
