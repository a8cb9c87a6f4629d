"""What a typed line says in answer to a field.

In: an `AnswerField` and a line. Out: the value as a profile holds it. Raises NotUnderstood, which says what would do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from wayhome.engine.answer_fields import AnswerField, Takes
from wayhome.engine.dates import MONTHS, parse_date
from wayhome.engine.errors import did_you_mean
from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.sources import Plain

START = ("answer", "start")
"""The field that has to be a month, since all dates of a brief count from it."""
MOST_DIGITS = 12
MOST_MONTHS = 240
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'’\u00a0\u202f])\d{3})(?:\1\d{3})*|\d+")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_IN_WORDS = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]{3,9})\.?,? (\d{4})")


class NotUnderstood(Exception):  # noqa: N818  # a reply to ask again after, not an error of the program
    """A line says nothing that would be an answer; the message says what would."""


def read(field: AnswerField, line: str) -> Plain:
    """The value a line gives to a field; raises NotUnderstood."""
    text = line.strip()
    if text in {state.value for state in field.states}:
        return text
    if field.takes is Takes.CHOICE:
        return _one_or_several(read_choices(field.choices, text), field)
    if field.takes is Takes.NUMBER:
        return _number(field, text)
    if field.takes is Takes.MONTHS:
        return _months(text)
    if field.takes is Takes.DATE:
        return _date(text, needs_month=field.path == START)
    if field.takes is Takes.OPENING:
        return _opening(field, text)
    if field.takes is Takes.NAME:
        return "none" if _folded(text) in ("-", "none") else text
    if field.takes is Takes.TEXTS:
        return _texts(text)
    return text


def read_choices(choices: Mapping[str, str], text: str) -> list[str]:
    """The choices a line names by number or word, one or several, each once and in their order; raises NotUnderstood."""
    whole = _choice(choices, text)
    if whole:
        return [whole]
    found: set[str] = set()
    for part in re.split(r"[,;|]|\sor\s", text.strip("[] ")):
        if not part.strip():
            continue
        words = [part.strip()] if _choice(choices, part.strip()) else part.split()
        names = {word: _choice(choices, word) for word in words}
        strange = [word for word, name in names.items() if name is None]
        if strange:
            raise NotUnderstood(_no_such(choices, part.strip() if len(strange) == len(names) else strange[0]))
        found |= {name for name in names.values() if name}
    if not found:
        raise NotUnderstood(_no_such(choices, text))
    return [name for name in choices if name in found]


def read_lines(options: Mapping[str, str], text: str) -> list[str]:
    """The lines of a list that apply, by number or word, also as `1-4`; `0` for none of them. Raises NotUnderstood."""
    if text == "0":
        return []
    spans = re.sub(r"(\d{1,3})\s*-\s*(\d{1,3})", _span, _plain_digits(text))
    return read_choices(options, spans)


def read_yes_no(text: str) -> bool | None:
    """Yes or no; None if the line says neither."""
    return {"y": True, "yes": True, "n": False, "no": False}.get(_folded(text))


def is_yes_no(choices: Mapping[str, str]) -> bool:
    """A plain yes or no, whose choices need no explaining."""
    return all(name == label for name, label in choices.items()) and set(choices) == set(YES_NO)


def _span(match: re.Match[str]) -> str:
    """The numbers from one to another; what runs backwards is left for a message."""
    return " ".join(map(str, range(int(match[1]), int(match[2]) + 1))) or match[0].replace(" ", "")


def _one_or_several(names: list[str], field: AnswerField) -> Plain:
    if len(names) == 1:
        return names[0]
    if field.is_exact:
        raise NotUnderstood("One of them, please.")
    if len(names) == len(field.choices):
        raise NotUnderstood("Every answer at once says nothing. If it is not known, type u.")
    return list[Plain](names)


def _choice(choices: Mapping[str, str], word: str) -> str | None:
    """The choice a number or a word names. A plain yes or no has no numbers: nobody should have to count `no` as 1."""
    names = list(choices)
    digits = _plain_digits(word)
    if digits.isdecimal() and not is_yes_no(choices):
        return names[int(digits) - 1] if len(digits) < 4 and 1 <= int(digits) <= len(names) else None
    known = {_folded(label): name for name, label in choices.items()} | {_folded(name): name for name in names}
    if set(names) == set(YES_NO):
        known |= {"y": "yes", "n": "no"}
    return known.get(_folded(word))


def _no_such(choices: Mapping[str, str], word: str) -> str:
    if is_yes_no(choices):
        return f"{_shown(word)} is neither yes nor no: type y or n, or u if it is not known."
    if _plain_digits(word).isdecimal():
        return f"There is no {_shown(word)} here: the numbers go from 1 to {len(choices)}. Several stand apart: 1 2."
    hint = did_you_mean(_folded(word), choices)
    hint = f"; {hint}" if hint else "."
    return f"There is no {_shown(word)} here{hint} A number from 1 to {len(choices)} will do, or a word."


def _number(field: AnswerField, text: str) -> Plain:
    digits = _plain_digits(text)
    if _GROUPED.fullmatch(digits):
        number = int(re.sub(r"\D", "", digits)[: MOST_DIGITS + 1])
        if number >= 10**MOST_DIGITS:
            raise NotUnderstood("That is more than can be counted. A whole number, such as 4200.")
        return number
    try:
        if any(char.isdigit() for char in text):
            raise NotUnderstood(text)
        names = read_choices(field.choices, text)
    except NotUnderstood:
        hint = did_you_mean(_folded(text), field.choices)
        bands = f", or one of {', '.join(field.choices)}" if field.choices else ""
        raise NotUnderstood(
            f"{_shown(text)} is not a whole number. Type one such as 4200{bands}{f' ({hint})' if hint else ''}."
        ) from None
    return _one_or_several(names, field)


def _months(text: str) -> Plain:
    digits = _plain_digits(text)
    match = re.fullmatch(r"(\d{1,4})(?: (months?|years?))?", digits)
    months = int(match[1]) * (12 if (match[2] or "").startswith("year") else 1) if match else 0
    if not 1 <= months <= MOST_MONTHS:
        raise NotUnderstood(f"{_shown(text)} is not a number of months. Type one from 1 to {MOST_MONTHS}, such as 24.")
    return months


def _date(text: str, *, needs_month: bool = False) -> Plain:
    found = read_date(text)
    if found is None or (needs_month and len(found) == 4):
        such = "2026-05" if needs_month else "2026, 2026-05 or 2026-05-31"
        raise NotUnderstood(
            f"{_shown(text)} is not a date{' with its month' if needs_month else ''}. Type one such as {such}."
        )
    return found


def _opening(field: AnswerField, text: str) -> Plain:
    date = read_date(text)
    if date is not None:
        return date
    try:
        named = read_choices(field.choices, "none-planned" if _folded(text) == "none" else text)
    except NotUnderstood:
        named = []
    if len(named) != 1:
        such = joined(f"{i} ({name})" for i, name in enumerate(field.choices, 1))
        raise NotUnderstood(f"{_shown(text)} is not understood here. Type a date such as 2026-05, or {such}.")
    return named[0]


def _texts(text: str) -> Plain:
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    found = list(dict.fromkeys(part for part in parts if part))
    if not found:
        raise NotUnderstood("There is nothing between the commas.")
    return found[0] if len(found) == 1 else list[Plain](found)


def read_date(text: str) -> str | None:
    """A date as a profile holds it, from the ways in which people write one; None if it is none, or could be two."""
    text = _plain_digits(text.strip())
    written = text
    if match := _YEAR_FIRST.fullmatch(text):
        written = "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])
    elif match := _MONTH_FIRST.fullmatch(text):
        written = f"{match[2]}-{match[1].zfill(2)}"
    elif match := _IN_WORDS.fullmatch(text):
        named = [i for i, month in enumerate(MONTHS, 1) if month.casefold().startswith(match[2].casefold())]
        day = f"-{match[1].zfill(2)}" if match[1] else ""
        written = f"{match[3]}-{named[0]:02}{day}" if len(named) == 1 else ""
    date = parse_date(written)
    return date.text if date else None


def _folded(text: str) -> str:
    """A word without regard to case, and with hyphens for the spaces between its parts."""
    return "-".join(text.casefold().replace("_", " ").split())


def _plain_digits(text: str) -> str:
    """The digits of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _shown(text: str, most: int = 40) -> str:
    return repr(text if len(text) <= most else f"{text[:most]}...")


def joined(words: Iterable[str], last: str = "or") -> str:
    """Words as a list in a sentence."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
