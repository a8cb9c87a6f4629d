"""What several voices say on one field, as one value that keeps everything still possible.

In: a field and what each voice says of it. Out: a `Combined`. Where voices have something in common, that stands; where
they have nothing in common, all they say stays possible. Nobody is overruled, except that one voice's wish for silence
(`withheld`) holds for all. (docs/decisions/0010-writing-profiles.md)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wayhome.engine.answer_fields import ANSWER, EVIDENCE, NONE_PLANNED, UNDATED, AnswerField, Takes
from wayhome.engine.dates import parse_date
from wayhome.engine.profile import LONGEST_TEXT
from wayhome.engine.questionnaire import NotKnown, Question
from wayhome.engine.sources import Plain


@dataclass(frozen=True)
class Voice:
    """What one voice says of a field."""

    who: str
    value: Plain


@dataclass(frozen=True)
class Combined:
    """What can be said of a field after all voices are heard."""

    value: Plain
    """None if nothing that a profile can hold covers all of them."""
    outcome: str
    """agreed, narrowed, open, first, joined or silent."""
    voices: tuple[Voice, ...] = ()
    """For an answer that stays contested: who says what."""

    @property
    def is_difference(self) -> bool:
        """Whether voices said different things, so that somebody should look at it."""
        return self.outcome not in ("agreed", "joined")


def combined(asked: AnswerField, question: Question, voices: Sequence[Voice], contested: Sequence[Voice] = ()) -> Combined:
    """Combine what voices say; `contested` holds the voices behind answers that were contested already."""
    said = [voice for voice in voices if voice.value not in (NotKnown.NOT_ASKED, NotKnown.CONTESTED)]
    if any(voice.value == NotKnown.WITHHELD for voice in said):
        is_new = any(voice.value != NotKnown.WITHHELD for voice in said)
        return Combined(NotKnown.WITHHELD.value, "silent" if is_new else "agreed")
    known = [voice for voice in said if voice.value != NotKnown.NOBODY_KNOWS]
    if not known and not contested:
        value = NotKnown.NOBODY_KNOWS if said else NotKnown.NOT_ASKED
        return Combined(value.value, "agreed")
    if not contested and all(voice.value == known[0].value for voice in known):
        return Combined(known[0].value, "narrowed" if len(known) < len(said) else "agreed")
    match asked.takes:
        case Takes.CHOICE | Takes.NUMBER:
            return _of_choices(asked, question, known, contested)
        case Takes.DATE | Takes.OPENING:
            return _of_dates(asked, known)
        case Takes.TEXTS | Takes.KEYS:
            return Combined(_distinct(part for voice in known for part in _parts(voice.value)), "joined")
        case Takes.TEXT if asked.path == EVIDENCE:
            text = " ".join(str(part) for part in _distinct(voice.value for voice in known))
            return Combined(text, "joined") if len(text) <= LONGEST_TEXT else Combined(known[0].value, "first")
        case Takes.NAME if any(voice.value in asked.choices for voice in known):
            return Combined(None, "open")  # held by somebody, and by nobody
        case Takes.MONTHS:
            return Combined(None, "open")
        case _:
            is_same = len({str(voice.value).casefold() for voice in known}) == 1
            return Combined(known[0].value, "agreed" if is_same else "first")


def shown(value: Plain) -> str:
    """A value as a person reads it in a line."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {shown(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(shown(part) for part in value)
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _of_choices(asked: AnswerField, question: Question, known: Sequence[Voice], contested: Sequence[Voice]) -> Combined:
    heard = [*known, *contested]
    sets = [{_band(value, question) for value in _parts(voice.value)} for voice in heard]
    common, every = set.intersection(*sets), set.union(*sets)
    values: list[Plain] = [choice for choice in asked.choices if choice in (common or every)]
    if common and not contested:
        numbers = _distinct(voice.value for voice in known if isinstance(voice.value, int))
        if numbers:  # several in one band: which of them is right stays open
            return Combined(numbers[0], "narrowed") if len(numbers) == 1 else Combined(values[0], "open")
        return Combined(values[0] if len(values) == 1 else values, "narrowed")
    if asked.is_exact:
        return Combined(None, "open")
    if asked.path == ANSWER and NotKnown.CONTESTED in asked.states:
        named: list[Voice] = []
        for voice in (_as_voice(voice, asked, question) for voice in heard):
            if voice not in named:
                named.append(voice)
        return Combined(NotKnown.CONTESTED.value, "open", tuple(named))
    return Combined(values, "open")


def _as_voice(voice: Voice, asked: AnswerField, question: Question) -> Voice:
    """A voice as a contested answer names it: a number by its band, and in words."""
    bands = [_band(value, question) for value in _parts(voice.value)]
    numbers = [f"{value:,}" for value in _parts(voice.value) if isinstance(value, int)]
    ordered: list[Plain] = [choice for choice in asked.choices if choice in bands]
    return Voice(
        f"{voice.who} ({', '.join(numbers)})" if numbers else voice.who, ordered[0] if len(ordered) == 1 else ordered
    )


def _band(value: Plain, question: Question) -> Plain:
    if question.number is None or not isinstance(value, int):
        return value
    return next(band.band for band in question.number.bands if band.below is None or value < band.below)


def _of_dates(asked: AnswerField, known: Sequence[Voice]) -> Combined:
    """The shortest date that covers all of them: a year they share; for what is still to come, `undated`."""
    values = [str(voice.value) for voice in known]
    if NONE_PLANNED in values:
        return Combined(None, "open")
    dates = [parse_date(value) for value in values]
    years = {value[:4] for value, date in zip(values, dates, strict=True) if date}
    if all(dates) and len(years) == 1:
        months = {value[:7] for value in values if len(value) >= 7}
        is_month = len(months) == 1 and all(len(value) >= 7 for value in values)
        return Combined(months.pop() if is_month else years.pop(), "open")
    return Combined(UNDATED if asked.takes is Takes.OPENING else None, "open")


def _parts(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value]


def _distinct(parts: Iterable[Plain]) -> list[Plain]:
    found: list[Plain] = []
    for part in parts:
        if part not in found:
            found.append(part)
    return found
