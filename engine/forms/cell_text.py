"""What stands in one cell for a value of a field, and back.

In: a field and a value in the form of `answer_fields.said`. Out: the text or number a person would have typed; and from what
somebody typed, the value again. Reading is forgiving about the way words are written, and leaves a word it does not
know as it is, for the reader of profiles to refuse with its place.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping

from wayhome.engine.answer_fields import AnswerField, Takes
from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.sources import Plain

Typed = str | int | float
"""What a cell holds."""
_BETWEEN = re.compile(r"[,;\n]")
_BETWEEN_CHOICES = re.compile(r"[,;/\n]|\sor\s")
_LINE_END = re.compile("\n")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_YES, _NO = ("yes", "y", "true", "1", "x", "✓", "✔"), ("no", "n", "false", "0")
_WHOLE = re.compile(r"\d{1,18}|\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3}){1,5}", re.ASCII)
_MOST_EXACT = 10**15  # a cell holds a number with fifteen digits
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_AND_YEAR = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{4})", re.ASCII)
_WRITTEN_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[ t]00:00(?::00)?)?", re.ASCII)


def cell_of(field: AnswerField, value: Plain) -> str | int:
    """A value of a field as it stands in a cell."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value < _MOST_EXACT else str(value)
    parts = [str(part) for part in value] if isinstance(value, list) else [str(value)]
    match field.takes:
        case Takes.TEXT:
            return str(value)
        case Takes.TEXTS if len(parts) > 1:
            return "\n".join(_one_line(part) for part in parts)
        case Takes.NAME | Takes.TEXTS:
            # A body may be called None, which is not to say that there is none.
            return _one_line(parts[0]) if _word(parts[0], field) == parts[0] else _quoted(parts[0])
        case Takes.KEYS:
            return ", ".join(_quoted(part) if _needs_quotes(part, _BETWEEN) else part for part in parts)
        case _:
            return ", ".join(parts)


def value_of(field: AnswerField, typed: Typed) -> Plain:
    """The value of a field that somebody typed into a cell; a word that is no value of it stays as it is."""
    text = text_of(typed)
    match field.takes:
        case Takes.TEXT:
            return text
        case Takes.NAME:
            return _unquoted(_word(text, field))
        case Takes.TEXTS:
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            return [_unquoted(line) for line in lines] if len(lines) > 1 else _unquoted(_word(text, field))
        case Takes.KEYS:
            return _one_or_all(keys_of(text))
        case Takes.DATE | Takes.OPENING:
            word = _word(text, field)
            return date_of(typed) if word == text else word
        case Takes.NUMBER | Takes.MONTHS if (number := _whole(typed)) is not None:
            return number
        case _:
            return _choices(text, field)


def voices_cell(voices: Plain) -> str:
    """The voices of a contested answer, one a line: `patchy: ministry of health`."""
    lines = []
    for voice in voices if isinstance(voices, list) else []:
        if isinstance(voice, Mapping):
            said = voice.get("value")
            values = ", ".join(map(str, said)) if isinstance(said, list) else str(said)
            lines.append(f"{values}: {_one_line(str(voice.get('who', '')))}")
    return "\n".join(lines)


def voices_of(field: AnswerField, typed: Typed) -> list[Plain]:
    """The voices somebody typed, for the answer of `field`; a line without a colon gives a voice without `who`."""
    voices: list[Plain] = []
    for line in text_of(typed).split("\n"):
        said, colon, who = line.partition(":")
        if line.strip():
            value = _choices(said.strip(), field)
            voices.append({"value": value, **({"who": _unquoted(who.strip())} if colon else {})})
    return voices


def text_of(typed: Typed) -> str:
    """What was typed, as text without space around it."""
    if isinstance(typed, float) and typed.is_integer():
        return str(int(typed))
    return str(typed).strip()


def date_of(typed: Typed) -> str:
    """A date that somebody typed, as `2026-05`; what is none stays as it is.

    Excel makes a day of some dates: `2026-05` and the first of May 2026 are then the same, and the day is what we read.
    """
    text = text_of(typed)
    plain = _plain_digits(text.translate(_DASHES)).casefold()
    if match := _WRITTEN_DATE.fullmatch(plain):
        return "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])
    match = _MONTH_AND_YEAR.fullmatch(plain)
    if match and match[1] in _MONTHS:
        return f"{match[2]}-{_MONTHS.index(match[1]) + 1:02}"
    return plain if plain.isdecimal() else text


def keys_of(text: str) -> list[str]:
    """The parts of a list with commas, semicolons or a line each; a part in quotes may hold any of those."""
    parts, rest = [], text
    while rest.strip():
        rest = rest.lstrip()
        quoted = _QUOTED.match(rest)
        if quoted and (not (after := rest[quoted.end() :].lstrip(" \t")) or _BETWEEN.match(after)):
            part, rest = _unquoted(quoted[0]), after[1:]
        else:
            found = _BETWEEN.search(rest)
            part, rest = (rest[: found.start()], rest[found.end() :]) if found else (rest, "")
        if quoted or part.strip():
            parts.append(part if quoted else part.strip())
    return parts


def _choices(text: str, field: AnswerField) -> Plain:
    whole = _word(text, field)
    if whole != text:
        return whole
    parts = [part.strip() for part in _BETWEEN_CHOICES.split(text) if part.strip()]
    words = [_word(part, field) for part in parts]
    return _one_or_all(words) if words else text


def _word(text: str, field: AnswerField) -> str:
    """The value or kind of not-knowing that a text stands for, however it is written, or by what it means."""
    known = (*field.choices, *field.states)
    if text in known:
        return text
    plain = _folded(text)
    forms = (plain, plain.replace(" ", "-").replace("_", "-"))
    for word in map(str, known):
        if word in forms:
            return word
    if set(YES_NO) <= set(field.choices):
        for word, ways in (("yes", _YES), ("no", _NO)):
            if plain in ways:
                return word
    return next((word for word, meaning in field.choices.items() if meaning and _folded(meaning) == plain), text)


def _folded(text: str) -> str:
    return " ".join(text.translate(_DASHES).casefold().split()).rstrip(".")


def _whole(typed: Typed) -> int | None:
    """A whole number, with or without marks between thousands."""
    if isinstance(typed, int):
        return typed
    text = _plain_digits(text_of(typed)).removesuffix("months").removesuffix("month").strip()
    return int(re.sub(r"\D", "", text)) if _WHOLE.fullmatch(text) else None


def _plain_digits(text: str) -> str:
    """Digits of other scripts, such as the Arabic ones, as ours."""
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)


def _one_or_all(parts: Iterable[Plain]) -> Plain:
    found = list(parts)
    return found[0] if len(found) == 1 else found


def _one_line(text: str) -> str:
    return _quoted(text) if _needs_quotes(text, _LINE_END) else text


def _needs_quotes(text: str, between: re.Pattern[str]) -> bool:
    return not text or text != text.strip() or text[0] == '"' or bool(between.search(text))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _unquoted(text: str) -> str:
    """Text in quotes as what it stands for; other text as it is."""
    if _QUOTED.fullmatch(text):
        try:
            return str(json.loads(text))
        except ValueError:  # quotes of the person's own
            return text
    return text
