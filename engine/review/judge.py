"""From a form that came back to entries of the log: what is complete and makes sense, and a problem for all that does not.

In: `Filled`. Out: `Judged`. Nothing is guessed: a row that lacks its decision or its reasons is refused with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from wayhome.engine.dates import PartialDate, parse_date
from wayhome.engine.errors import Place, Problem, did_you_mean, listing
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.responses import Decision
from wayhome.engine.review.corrected import correction_of
from wayhome.engine.review.entries import (
    LONGEST_ANSWER,
    CorrectionEntry,
    DecisionEntry,
    OverallEntry,
    Reviewer,
)
from wayhome.engine.review.filled import Filled, FilledRow, words_of
from wayhome.engine.review.form_words import REQUIRED_OF_PERSON, FormWords
from wayhome.engine.review.item import hash_of

MONTHS_LATE = 12
"""How long after its day an answer is taken in without anybody saying what day it is (ours)."""

Answered = DecisionEntry | CorrectionEntry | OverallEntry


@dataclass(frozen=True)
class Judged:
    """What a form says, as entries, and what in it was refused."""

    filled: Filled
    entries: tuple[Answered, ...]
    problems: tuple[Problem, ...]
    is_blank: bool = False
    """Nothing was filled in, which is no answer and no mistake."""


@dataclass
class _Judge:
    filled: Filled
    words: FormWords
    questionnaire: Questionnaire
    today: PartialDate | None
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, place: Place, what: str, expected: str = "", mend: str = "") -> None:
        self.problems.append(Problem(place, what, expected, mend))


def judge(filled: Filled, words: FormWords, questionnaire: Questionnaire, today: PartialDate | None = None) -> Judged:
    """Hold a form against what a form must say.

    A date after `today` is refused, if that is given; else one so late that it must be a slip.
    """
    judging = _Judge(filled, words, questionnaire, today, list(filled.problems))
    entries: tuple[Answered, ...] = ()
    is_blank = not (filled.person.typed or filled.rows or filled.facts or filled.problems)
    if not is_blank and _check_person(judging):
        found: list[Answered | None] = [_overall(judging)]
        found += [_decision(judging, row) for row in filled.rows]
        found += [_correction(judging, row) for row in filled.facts]
        entries = tuple(entry for entry in found if entry is not None)
    return Judged(filled, entries, tuple(judging.problems), is_blank)


def _check_person(judging: _Judge) -> bool:
    """Whether it is said who answers, in which function, and when: without it nothing of a form can be recorded."""
    person, words = judging.filled.person, judging.words
    before = len(judging.problems)
    for name in REQUIRED_OF_PERSON:
        if not person.text(name):
            what = f"{words.person(name)!r} is empty on the page {words('form.person')!r}"
            judging.refuse(person.place, what, mend="say who answers, in which function and on which day")
    typed = person.text("date")
    date = parse_date(typed)
    if typed and (date is None or len(typed) != len("2026-05-12")):
        judging.refuse(person.place_of("date"), f"{typed!r} is not a day", "2026-05-12")
    elif date is not None:
        _check_day(judging, person.place_of("date"), date)
    _check_length(judging, person)
    return len(judging.problems) == before


def _check_day(judging: _Judge, place: Place, date: PartialDate) -> None:
    """Refuse a day to come: of two answers of a body the later counts, so a slip would count for years."""
    content, today = judging.filled.form.content, judging.today
    asked = parse_date(content.deadline) or parse_date(content.opened)
    if today is not None and date.text[: len(today.text)] > today.text:
        judging.refuse(place, f"{date} is later than the day of recording, {today}")
    elif today is None and asked is not None and date.first > asked.last + MONTHS_LATE:
        mend = "is the year right? If it is, give the day of recording with --date"
        judging.refuse(place, f"{date} is more than a year after the day of the form, {asked}", mend=mend)


def _check_length(judging: _Judge, row: FilledRow) -> bool:
    too_long = [typed for typed in row.typed.values() if len(typed.text) > LONGEST_ANSWER]
    for typed in too_long:
        what = f"{len(typed.text):,} characters"
        judging.refuse(typed.place, what, f"at most {LONGEST_ANSWER:,}", "name the document that says it")
    return not too_long


def _answering(judging: _Judge) -> dict[str, object]:
    """What every entry of a form says."""
    content, person = judging.filled.form.content, judging.filled.person
    return {
        "subject": content.subject,
        "body": content.body,
        "roles": content.roles,
        "name": content.name,
        "reviewer": Reviewer(name=person.text("name"), role=person.text("role")),
        "date": person.text("date"),
        "form": judging.filled.form.digest,
    }


def _overall(judging: _Judge) -> OverallEntry | None:
    text = judging.filled.person.text("overall")
    return OverallEntry.model_validate({**_answering(judging), "text": text}) if text else None


def _decision(judging: _Judge, row: FilledRow) -> DecisionEntry | None:
    """The decision in a row; None if it is refused."""
    if not _check_length(judging, row):
        return None
    words = judging.words
    typed = row.text("decision")
    decision = words.decision_of(typed) if typed else None
    if decision is None:
        what = f"{typed!r} is no decision" if typed else "something is written in this row, and no decision"
        hint = did_you_mean(typed.casefold(), words.choices) if typed else "choose one, or empty the row"
        judging.refuse(row.place_of("decision"), what, listing(words.choices), hint)
        return None
    missing = [
        (name, why)
        for name, is_needed, why in (
            ("reasons", decision is not Decision.ACCEPT, "the reasons are missing"),
            ("whose", decision is Decision.NOT_OURS, "it is not said whose it is"),
            ("paid-by", decision is Decision.ACCEPT_IF_FUNDED, "it is not said whose money it waits for"),
        )
        if is_needed and not row.text(name)
    ]
    for name, why in missing:
        mend = f"fill in {words.answer(name)!r}; only {words.decision(Decision.ACCEPT)!r} stands alone"
        judging.refuse(row.place, f"{words.decision(decision)!r}, and {why}", mend=mend)
    by, whose = parse_date(row.text("by")), _whose(judging, row)
    if row.text("by") and by is None:
        judging.refuse(row.place_of("by"), f"{row.text('by')!r} is not a date", "2027, 2027-03 or 2027-03-31")
    if decision is Decision.NOT_OURS and whose in judging.filled.form.content.roles:
        judging.refuse(row.place_of("whose"), "that is the body which answers", mend="name the body whose task it is")
    elif not missing and (by is not None or not row.text("by")):
        asked = judging.filled.form.rows[row.key]
        return DecisionEntry.model_validate(
            {
                **_answering(judging),
                "measure": row.key,
                "reviewed": asked.reviewed,
                "hash": hash_of(row.key, asked.reviewed),
                "decision": decision,
                "reasons": row.text("reasons"),
                "whose": whose,
                "paid_by": row.text("paid-by"),
                "action": row.text("action"),
                "unit": row.text("unit"),
                "by": by.text if by else "",
                "own_text": row.text("own-text"),
            }
        )
    return None


def _whose(judging: _Judge, row: FilledRow) -> str:
    """The role of the body that was named, else its name as typed."""
    typed = row.text("whose")
    content = judging.filled.form.content
    known = {**content.bodies, **dict.fromkeys(content.roles, content.name)}
    return next((role for role, name in known.items() if _name(typed) in (_name(role), _name(name))), typed)


def _name(text: str) -> str:
    """A name without what people leave out or add: an article, a full stop, capitals."""
    words = " ".join(words_of(text)).casefold().rstrip(" .,;")
    return words.removeprefix("the ")


def _correction(judging: _Judge, row: FilledRow) -> CorrectionEntry | None:
    """The correction in a row; None if it is refused."""
    if not _check_length(judging, row):
        return None
    problems = list(_problems_of_correction(judging, row))
    fact = judging.filled.form.facts[row.key]
    if not problems:
        proposed, problems = correction_of(fact, row, judging.questionnaire)
        if proposed is not None:
            return CorrectionEntry.model_validate(
                {
                    **_answering(judging),
                    "question": fact.question,
                    "path": fact.path,
                    "held": fact.held,
                    "proposed": tuple(proposed) if isinstance(proposed, list) else proposed,
                    "evidence": row.text("evidence"),
                    "document": row.text("document"),
                    "established": row.text("established"),
                }
            )
    judging.problems += problems
    return None


def _problems_of_correction(judging: _Judge, row: FilledRow) -> Iterator[Problem]:
    words = judging.words
    for name in ("proposed", "evidence"):
        if not row.text(name):
            mend = "a correction says what is right and what shows it"
            yield Problem(row.place, f"{words.correction(name)!r} is empty", mend=mend)
