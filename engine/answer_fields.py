"""The single things that can be said in answer to a question, each with its place in the entry and what it takes.

In: a question. Out: its `AnswerField`s, the same for every way of answering (terminal, workbook, form). `said` reads an
entry of a profile as one value for each field, and `saying` writes such values back into the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from wayhome.engine.questionnaire import YES_NO, NotKnown, Qualifier, Question, Questionnaire
from wayhome.engine.sources import Plain

FieldPath = tuple[str, ...]
"""Where a value stands in the entry of its question, such as ("answer", "income") or ("money",)."""
Said = dict[FieldPath, Plain]
"""What an entry says, by field; fields without a value are left out."""

ANSWER: FieldPath = ("answer",)
EVIDENCE: FieldPath = ("evidence",)
SOURCE: FieldPath = ("source",)
DATE: FieldPath = ("date",)
VOICES: FieldPath = ("voices",)
COMPLETE: FieldPath = ("complete",)
YEAR: FieldPath = ("year",)
BESIDE = (VOICES, EVIDENCE, SOURCE, DATE)
"""What may stand beside any answer (voices beside a contested one)."""
ROW_STATES = (NotKnown.NOT_ASKED, NotKnown.NOBODY_KNOWS, NotKnown.WITHHELD)
ALL_STATES = (NotKnown.NOT_ASKED, NotKnown.NOBODY_KNOWS, NotKnown.CONTESTED, NotKnown.WITHHELD)


class Takes(StrEnum):
    """What a field takes, besides the kinds of not-knowing it allows."""

    CHOICE = "choice"
    """One of `choices`, or a list of those of which one holds."""
    NUMBER = "number"
    """A whole number, or a band (one of `choices`) where only that is known."""
    MONTHS = "months"
    DATE = "date"
    """A year, a month or a day."""
    OPENING = "opening"
    """A date, or one of `choices`: undated, none-planned."""
    NAME = "name"
    """The name of a body, or `none` (in `choices`)."""
    TEXT = "text"
    TEXTS = "texts"
    """A list of texts."""
    KEYS = "keys"
    """Keys of the profile's sources."""
    NOTHING = "nothing"
    """A kind of not-knowing for the whole of a list, which is otherwise answered body by body."""


@dataclass(frozen=True)
class AnswerField:
    """One thing that can be said in answer to a question."""

    question: str
    path: FieldPath
    takes: Takes
    label: str = ""
    """What it is, beside the text of the question; empty for the answer of a question that has only one."""
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Value to what it means."""
    states: tuple[NotKnown, ...] = ()
    """The kinds of not-knowing that may be said instead."""
    is_exact: bool = False
    """One of the choices, never several."""

    @property
    def is_qualifier(self) -> bool:
        """It qualifies the answer; it is not a part of it."""
        return self.path[0] != "answer"


def fields_of(question: Question, questionnaire: Questionnaire) -> tuple[AnswerField, ...]:
    """What can be answered to a question, then what qualifies the answer. For each body in a list, see `body_fields`."""
    return tuple(_fields(question, questionnaire))


def _fields(question: Question, questionnaire: Questionnaire) -> Iterator[AnswerField]:
    id_ = question.question
    if question.scale:
        levels = {level.level: level.anchor for level in questionnaire.scales[question.scale].levels}
        yield AnswerField(id_, ANSWER, Takes.CHOICE, "", levels, ALL_STATES)
    elif question.values:
        anchors = {name: value.anchor for name, value in question.values.items()}
        yield AnswerField(id_, ANSWER, Takes.CHOICE, "", anchors, ALL_STATES)
    elif question.options:
        for name, label in question.options.items():
            yield AnswerField(id_, ("answer", name), Takes.CHOICE, label, _YES_NO, ROW_STATES)
    elif question.grid:
        anchors = {name: value.anchor for name, value in question.grid.values.items()}
        for name, label in question.grid.rows.items():
            yield AnswerField(id_, ("answer", name), Takes.CHOICE, label, anchors, ROW_STATES)
    elif question.number:
        yield AnswerField(id_, ANSWER, Takes.NUMBER, "", _bands(question), ALL_STATES)
        yield AnswerField(id_, YEAR, Takes.DATE, "the year it describes")
        kinds = {key: kind if isinstance(kind, str) else kind.label for key, kind in question.number.counted.items()}
        if kinds:
            yield AnswerField(id_, ("counted",), Takes.CHOICE, "what is counted", kinds, ROW_STATES)
    elif question.dates:
        for name, label in question.dates.rows.items():
            yield AnswerField(id_, ("answer", name, "date"), Takes.OPENING, label, _OPENINGS, ROW_STATES)
            yield AnswerField(id_, ("answer", name, "title"), Takes.TEXT, f"{label}: its title")
    elif question.names:
        for role in questionnaire.actor_roles:
            yield AnswerField(id_, ("answer", role), Takes.NAME, questionnaire.roles[role].title, _NAMES, ROW_STATES)
    elif question.period:
        yield AnswerField(id_, ("answer", "start"), Takes.DATE, "the first month", states=ROW_STATES)
        yield AnswerField(id_, ("answer", "months"), Takes.MONTHS, "the number of months")
    elif question.list:
        yield AnswerField(id_, ANSWER, Takes.TEXTS, "", states=ROW_STATES)
    elif question.repeat:
        yield AnswerField(id_, ANSWER, Takes.NOTHING, "", states=ROW_STATES)
        yield AnswerField(id_, COMPLETE, Takes.CHOICE, "nobody else is known", _YES_NO, is_exact=True)
    for qualifier in questionnaire.qualifiers_of(question):
        yield _qualifier(id_, qualifier)


def body_fields(question: Question, key: str) -> tuple[AnswerField, ...]:
    """What is asked of one body in the list that answers a question of the kind `repeat`."""
    assert question.repeat is not None
    asked = question.repeat.fields.items()
    id_ = question.question
    return (
        AnswerField(id_, ("answer", key, "name"), Takes.TEXT, "its name"),
        *(AnswerField(id_, ("answer", key, name), Takes.CHOICE, one.text, one.values, ROW_STATES) for name, one in asked),
    )


def beside(question: str, path: FieldPath) -> AnswerField:
    """One of the fields that may stand beside any answer."""
    takes = {EVIDENCE: Takes.TEXT, SOURCE: Takes.KEYS, DATE: Takes.DATE}[path]
    return AnswerField(question, path, takes, path[0])


def _qualifier(question: str, qualifier: Qualifier) -> AnswerField:
    takes = Takes.DATE if qualifier.dates else Takes.CHOICE
    return AnswerField(question, (qualifier.qualifier,), takes, qualifier.text, qualifier.values, ROW_STATES)


_YES_NO = dict(zip(YES_NO, YES_NO, strict=True))
UNDATED, NONE_PLANNED, NONE = "undated", "none-planned", "none"
_OPENINGS = {UNDATED: "in preparation, without a date yet", NONE_PLANNED: "somebody confirmed that none is planned"}
_NAMES = {NONE: "nobody holds this role"}


def _bands(question: Question) -> dict[str, str]:
    assert question.number is not None
    labels, least = {}, 0
    for band in question.number.bands:
        top = "or more" if band.below is None else f"up to {band.below - 1:,}"
        labels[band.band] = f"{least:,} {top}"
        least = band.below or least
    return labels


def said(question: Question, entry: Plain, questionnaire: Questionnaire) -> Said:
    """What a valid entry says, one value a field, `rest` written out; the same for every way of writing it."""
    given = entry if isinstance(entry, dict) else {"answer": entry}
    found: Said = {}
    answer = given.get("answer")
    if question.repeat and isinstance(answer, dict):
        for key, body in answer.items():
            if isinstance(body, dict):
                found |= {("answer", key, name): value for name, value in body.items()}
    elif question.kind in _BY_ROW and isinstance(answer, dict):
        found |= _rows(question, answer, questionnaire)
    elif question.kind in _BY_ROW and answer is not None:
        found |= dict.fromkeys(_rows_of(question, questionnaire), answer)
    else:
        found[ANSWER] = answer
    found |= {(name,): value for name, value in given.items() if name != "answer"}
    if question.repeat and isinstance(answer, dict) and any(map(_is_open, answer.values())):
        found.pop(COMPLETE, None)  # a line for a body left open says that there is one more
    fields = _by_path(question, found, questionnaire)
    plain = {path: _plainly(fields.get(path), value) for path, value in found.items() if path != VOICES}
    if VOICES in found:
        plain[VOICES] = _voices(fields.get(ANSWER), found[VOICES])
    return {path: value for path, value in plain.items() if not _is_open(value)}


_BY_ROW = ("options", "grid", "dates", "names", "period")


def _rows_of(question: Question, questionnaire: Questionnaire) -> list[FieldPath]:
    """The fields in which one word for the whole answer stands."""
    return [one.path for one in fields_of(question, questionnaire) if not one.is_qualifier and one.states]


def _rows(question: Question, answer: Mapping[str, Plain], questionnaire: Questionnaire) -> Said:
    if question.period:
        return {("answer", name): value for name, value in answer.items()}
    found: Said = {}
    rows = [path[1] for path in _rows_of(question, questionnaire)]
    named = {name if name in rows else questionnaire.canonical(name): value for name, value in answer.items()}
    for row in rows:
        value = named.get(row, named.get("rest"))
        if question.dates and isinstance(value, dict):
            found |= {("answer", row, name): part for name, part in value.items()}
        elif question.dates:
            found[("answer", row, "date")] = value
        else:
            found[("answer", row)] = value
    return found


def _by_path(question: Question, paths: Iterable[FieldPath], questionnaire: Questionnaire) -> dict[FieldPath, AnswerField]:
    """The fields of a question, with those of the bodies named in these paths."""
    bodies = dict.fromkeys(path[1] for path in paths if question.repeat and len(path) == 3)
    every = (
        *fields_of(question, questionnaire),
        *(one for key in bodies for one in body_fields(question, key)),
        *(beside(question.question, path) for path in (EVIDENCE, SOURCE, DATE)),
    )
    return {one.path: one for one in every}


def _is_open(value: Plain) -> bool:
    """It says nothing, nor does anything in it."""
    if isinstance(value, (dict, list)):
        return all(map(_is_open, value.values() if isinstance(value, dict) else value))
    return value is None or (isinstance(value, str) and not value.strip())


_DATES = (Takes.DATE, Takes.OPENING)
_SEVERAL = (Takes.CHOICE, Takes.NUMBER, Takes.TEXTS, Takes.KEYS)
_YEAR = re.compile(r"[0-9]{4}\Z")


def _plainly(one: AnswerField | None, value: Plain) -> Plain:
    """One form for what can be written in several.

    Of several choices each stands once, in their order; a list of one is its element; yes and no are words, a year is text.
    """
    if one is None:
        return value
    if isinstance(value, list) and one.takes in _SEVERAL:
        words = [part if isinstance(part, list) else _plainly(one, part) for part in value if not _is_open(part)]
        if one.choices and all(isinstance(word, str) and word in one.choices for word in words):
            words = [choice for choice in one.choices if choice in words]
        return words[0] if len(words) == 1 and not isinstance(words[0], list) else words
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, int) and one.takes in _DATES:
        return str(value)
    return value.strip() if isinstance(value, str) else value


def _voices(answer: AnswerField | None, given: Plain) -> Plain:
    """Voices with their values in one form."""
    if not isinstance(given, list):
        return given
    return [
        {**voice, "value": _plainly(answer, voice.get("value"))} if isinstance(voice, dict) else voice for voice in given
    ]


def saying(
    question: Question, entry: Plain, changes: Mapping[FieldPath, Plain], questionnaire: Questionnaire
) -> dict[str, Plain] | None:
    """The entry with some fields changed (None takes a value away) and the rest as it was; None if nothing is left.

    Only words for a whole answer touch more than their field: a kind of not-knowing for the start of a period takes its
    length away, one for a list of bodies takes the bodies away, and a length or a body takes that word away.
    """
    given: dict[str, Plain] = dict(entry) if isinstance(entry, dict) else {"answer": entry}
    fields = _by_path(question, changes, questionnaire)
    for path, given_value in changes.items():
        value = _voices(fields.get(ANSWER), given_value) if path == VOICES else _as_written(fields.get(path), given_value)
        if path[0] != "answer":
            _put(given, path[0], value)
        elif len(path) > 1:
            given["answer"] = _with_row(question, given.get("answer"), path[1:], value, questionnaire)
        elif not (question.repeat and isinstance(given.get("answer"), dict) and _is_open(value)):
            given["answer"] = value
    if all(map(_is_open, given.values())):
        return None
    answer = given.pop("answer", None)
    return {"answer": None if _is_open(answer) else answer, **given}  # an entry has its answer, be it left open


def _as_written(one: AnswerField | None, value: Plain) -> Plain:
    """A value in its one form, but a year as the number that people write."""
    plain = _plainly(one, value)
    return int(plain) if one and one.takes in _DATES and isinstance(plain, str) and _YEAR.match(plain) else plain


def _put(into: dict[str, Plain], key: str, value: Plain) -> None:
    if _is_open(value):
        into.pop(key, None)
    else:
        into[key] = value


def _with_row(question: Question, answer: Plain, path: FieldPath, value: Plain, questionnaire: Questionnaire) -> Plain:
    """The answer with another value in one of its rows, or in one thing asked of a row."""
    if question.period and isinstance(value, str) and value in set(NotKnown):
        return value  # for the period as a whole
    if isinstance(answer, str) and (question.period or question.repeat):
        if _is_open(value) and path != ("start",):
            return answer  # there is nothing to take away
        answer = None
    if isinstance(answer, str):
        # One word for all rows: written out, so that one of them can differ.
        answer = {row[1]: answer for row in _rows_of(question, questionnaire)}
    rows: dict[str, Plain] = dict(answer) if isinstance(answer, dict) else {}
    row, rest = path[0], None
    if not question.repeat:  # the keys of bodies are free, and mean nothing
        row = next((name for name in rows if row not in rows and questionnaire.canonical(name) == row), row)
        rest = rows.pop("rest", None)
    new = value if len(path) == 1 else _with_part(question, rows.get(row, rest), path[1], value)
    _put(rows, row, new)
    if rest is None:
        return rows
    rows.setdefault(row, None)  # if it says nothing: else `rest` would speak for it
    named = {*rows, *map(questionnaire.canonical, rows)}
    is_for_others = any(path[1] not in named for path in _rows_of(question, questionnaire))
    return {**rows, "rest": rest} if is_for_others else rows


def _with_part(question: Question, held: Plain, name: str, value: Plain) -> Plain:
    """What is said of one body, or of one date: with its title, or alone."""
    parts: dict[str, Plain] = dict(held) if isinstance(held, dict) else {} if held is None else {"date": held}
    _put(parts, name, value)
    if question.repeat:
        return parts
    date = parts.pop("date", None)
    return {"date": date, **parts} if parts else date
