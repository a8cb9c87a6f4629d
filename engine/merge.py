"""Colleagues' profiles of one country, combined into one.

In: drafts. Out: a `Merged`: the first draft's text with what the others add, and every difference with who said what.
What all agree on is kept; where they differ, all that was said stays possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wayhome.engine.answer_fields import (
    ANSWER,
    COMPLETE,
    DATE,
    EVIDENCE,
    SOURCE,
    VOICES,
    AnswerField,
    FieldPath,
    Said,
    beside,
    body_fields,
    fields_of,
)
from wayhome.engine.contribution import Contribution, contribution_of
from wayhome.engine.dates import PartialDate, parse_date
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError, Place
from wayhome.engine.questionnaire import NotKnown, Question
from wayhome.engine.shared_keys import with_shared_keys
from wayhome.engine.sources import Plain
from wayhome.engine.voices import Voice, combined, shown

_JOINED_LINES = ("prepared_by", "basis")
"""Lines of the head that name all who contributed."""


@dataclass(frozen=True)
class Difference:
    """A field on which voices said different things."""

    question: str
    """Empty for a line of the head."""
    path: FieldPath
    voices: tuple[Voice, ...]
    places: tuple[Place, ...]
    outcome: str
    """What became of it, as in `Combined.outcome`."""
    value: Plain


@dataclass(frozen=True)
class Merged:
    """Several profiles in one."""

    draft: Draft
    answered: int
    """Questions with an answer."""
    added: int
    """Those which the first profile did not answer."""
    differences: tuple[Difference, ...]


def merge(drafts: Sequence[Draft]) -> Merged:
    """Combine profiles; raises InputError if they are not about the same place."""
    contributions = [contribution_of(draft) for draft in drafts]
    _check_places(drafts)
    contributions = _with_names_apart(contributions)
    for i in range(1, len(contributions)):
        contributions[i] = with_shared_keys(contributions[i], contributions[:i])
    base, differences = drafts[0], list(_head_differences(contributions))
    head = _head(contributions)
    day = parse_date(head.get("date"))
    questions = dict.fromkeys(question for one in contributions for question in one.answers)
    changes: dict[str, Said] = {}
    for id_ in questions:
        question = base.questionnaire.questions[id_]
        voices = [one for one in contributions if id_ in one.answers]
        found, differ = _answer(question, base, voices, day)
        before = base.said(id_)
        changes[id_] = {**dict.fromkeys(before), **found}
        differences += differ
    draft = base.with_head({key: value for key, value in head.items() if value != base.value.get(key)})
    for one in contributions[1:]:
        for key, source in one.sources.items():
            if key not in draft.sources and isinstance(source, dict):
                draft = draft.with_source(key, source)
    first = set(contributions[0].answers)
    return Merged(draft.with_all_said(changes), len(questions), len(set(questions) - first), tuple(differences))


def _check_places(drafts: Sequence[Draft]) -> None:
    """One country and one area; a profile that does not say yet joins the others."""
    named = [draft for draft in drafts if draft.profile.has_country]
    for draft in named[1:]:
        for what, one, other in (
            ("country", named[0].profile.country.name, draft.profile.country.name),
            ("area", named[0].profile.area, draft.profile.area),
        ):
            if one != other:
                names = f"{other or 'the whole country'}; {named[0].file}: {one or 'the whole country'}"
                raise InputError.at(draft.file, f"is about another {what} ({names})", mend="merge profiles of one place")


def _with_names_apart(contributions: Sequence[Contribution]) -> list[Contribution]:
    """The same, voices of one name told apart by number."""
    names: dict[str, Plain] = {}
    found = []
    for one in contributions:
        who = next(name for name in (one.who, *(f"{one.who} ({i})" for i in range(2, 10**6))) if name not in names)
        names[who] = None
        found.append(replace(one, who=who))
    return found


def _answer(
    question: Question, base: Draft, voices: Sequence[Contribution], day: PartialDate | None
) -> tuple[Said, list[Difference]]:
    """What all say on one question together, and where they differ."""
    found: Said = {}
    differences: list[Difference] = []
    id_ = question.question
    for asked in _fields(question, base, voices):
        speaking = [one for one in voices if asked.path in one.answers[id_]]
        said = [Voice(one.who, one.answers[id_][asked.path]) for one in speaking]
        if all(
            one.answers[id_][asked.path] == said[0].value and _voices(one, id_) == _voices(speaking[0], id_)
            for one in speaking
        ):
            found[asked.path] = said[0].value
            if asked.path == ANSWER and VOICES in speaking[0].answers[id_]:
                found[VOICES] = speaking[0].answers[id_][VOICES]
            continue
        result = combined(asked, question, said, list(_contested(asked, speaking)) if asked.path == ANSWER else [])
        found[asked.path] = result.value
        if result.voices:
            found[VOICES] = [{"value": voice.value, "who": voice.who} for voice in result.voices]
        if result.is_difference:
            places = tuple(one.place_of(id_, asked.path) for one in speaking)
            differences.append(Difference(id_, asked.path, tuple(said), places, result.outcome, result.value))
    _tidy(question, found)
    for path in (EVIDENCE, SOURCE):
        said = [Voice(one.who, one.answers[id_][path]) for one in voices if path in one.answers[id_]]
        if said:
            found[path] = combined(beside(id_, path), question, said).value
    if question.repeat:
        found[COMPLETE] = _is_complete(id_, voices)
    found[DATE] = _date(id_, voices, is_agreed=not differences, day=day)
    return {path: value for path, value in found.items() if value is not None}, differences


def _voices(one: Contribution, question: str) -> Plain:
    return one.answers[question].get(VOICES)


def _tidy(question: Question, found: Said) -> None:
    """Take out what cannot stand beside what the voices came to."""
    whole = found.get(ANSWER)
    if question.repeat and whole == NotKnown.WITHHELD:
        for path in [path for path in found if path != ANSWER]:
            del found[path]
    elif question.repeat and len(found) > 1:
        found.pop(ANSWER, None)  # somebody knows of bodies
    for path in [path for path in found if path[-1] == "title" and found.get((*path[:-1], "date")) is None]:
        del found[path]
    if question.period and found.get(("answer", "start")) in set(NotKnown):
        found.pop(("answer", "months"), None)


def _fields(question: Question, base: Draft, voices: Sequence[Contribution]) -> Iterator[AnswerField]:
    """The fields on which at least one voice says something, but for what stands beside an answer."""
    paths = {path for one in voices for path in one.answers[question.question]}
    yield from (one for one in fields_of(question, base.questionnaire) if one.path in paths and one.path != COMPLETE)
    if question.repeat:
        for key in dict.fromkeys(path[1] for one in voices for path in one.answers[question.question] if len(path) == 3):
            yield from (one for one in body_fields(question, key) if one.path in paths)


def _contested(asked: AnswerField, voices: Sequence[Contribution]) -> Iterator[Voice]:
    """The voices behind answers that were contested already."""
    for one in voices:
        said = one.answers[asked.question]
        behind = said.get(VOICES) if said.get(ANSWER) == NotKnown.CONTESTED else None
        for voice in behind if isinstance(behind, list) else ():
            if isinstance(voice, dict):
                yield Voice(str(voice["who"]), voice["value"])


def _is_complete(question: str, voices: Sequence[Contribution]) -> str | None:
    """A list is complete if somebody says so and nobody names anyone else."""
    bodies = [{path[1] for path in one.answers[question] if len(path) == 3} for one in voices]
    said = [one.answers[question].get(COMPLETE) for one in voices]
    if "yes" not in said:
        return "no" if "no" in said else None
    everybody = set().union(*bodies)
    return "yes" if any(value == "yes" and known == everybody for value, known in zip(said, bodies, strict=True)) else "no"


def _date(question: str, voices: Sequence[Contribution], *, is_agreed: bool, day: PartialDate | None) -> Plain:
    """When the answer was established: lately, if all say the same; else as long ago as the oldest voice.

    An answer without a date of its own is as old as its source or its profile: `day` is that of the result.
    """
    said = [parse_date(one.answers[question].get(DATE)) for one in voices]
    dates = [
        date or (None if _has_dated_source(one, question) else parse_date(one.head.get("date")))
        for date, one in zip(said, voices, strict=True)
    ]
    known = [date for date in dates if date]
    if not known or (not any(said) and all(date == day for date in known)):
        return None
    return max(known, key=lambda date: date.last).text if is_agreed else min(known, key=lambda date: date.last).text


def _has_dated_source(one: Contribution, question: str) -> bool:
    cited = one.answers[question].get(SOURCE, [])
    keys = cited if isinstance(cited, list) else [cited]
    entries = [one.sources.get(str(key)) for key in keys]
    return any(isinstance(entry, dict) and entry.get("date") is not None for entry in entries)


def _head(contributions: Sequence[Contribution]) -> dict[str, Plain]:
    """The first that says something, line by line; the latest date; all who prepared it, and all it rests on."""
    found: dict[str, Plain] = {}
    for key in dict.fromkeys(key for one in contributions for key in one.head):
        said = list(dict.fromkeys(str(one.head[key]) for one in contributions if key in one.head))
        first = next(one.head[key] for one in contributions if key in one.head)
        if key in _JOINED_LINES and len(said) > 1:
            found[key] = "; ".join(said)
        else:
            found[key] = max(said, key=_last) if key == "date" and len(said) > 1 else first
    return found


def _last(given: Plain) -> int:
    date = parse_date(given)
    return date.last if date else 0


def _head_differences(contributions: Sequence[Contribution]) -> Iterator[Difference]:
    head = _head(contributions)
    for key in ("name", "title", "for", "date"):
        said = [Voice(one.who, one.head[key]) for one in contributions if key in one.head]
        if len({str(voice.value) for voice in said}) > 1:
            places = tuple(one.place_of("", (key,)) for one in contributions if key in one.head)
            yield Difference("", (key,), tuple(said), places, "first", head[key])


def described(difference: Difference) -> str:
    """A difference as a sentence: who says what, and what became of it."""
    path = difference.path if difference.path[0] != "answer" else difference.path[1:]
    name = ".".join(part for part in (difference.question, *path) if part)
    said = "; ".join(f"{shown(voice.value)} ({voice.who})" for voice in difference.voices)
    if difference.value is None:
        became = "nothing a profile can say covers all of it, so it is left open"
    elif difference.value == NotKnown.CONTESTED:
        became = "all of it stays possible, with who says what"
    else:
        became = _BECAME[difference.outcome].format(value=shown(difference.value))
    return f"{name}: {said}; {became}"


_BECAME = {
    "narrowed": "what fits all of them is kept: {value}",
    "open": "all of it stays possible: {value}",
    "first": "kept: {value}",
    "silent": "nobody raises it, since one of them wishes so",
}
