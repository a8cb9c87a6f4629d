"""Ask for the head of a profile: the day it describes, whom it is for, what it rests on.

In: a profile without them. Out: the file. Everything here may wait.
"""

from __future__ import annotations

from wayhome.engine.answer_fields import DATE, beside
from wayhome.engine.interview.ask_beside import as_written
from wayhome.engine.interview.in_words import shortened
from wayhome.engine.interview.prompts import capital
from wayhome.engine.interview.read_input import NotUnderstood, read
from wayhome.engine.interview.record import Record
from wayhome.engine.interview.talk import Back, Skip, Talk
from wayhome.engine.places import find_country, nearest_country
from wayhome.engine.sources import Plain

_FOR = "Whom is the brief for? Such as: the minister responsible for migration (Enter to go on)."
_BASIS = "What do the answers rest on, in one sentence? (Enter to go on)"


def ask_head(talk: Talk, record: Record, *, is_new: bool) -> None:
    """Ask for the date if it is missing; of a new profile also whom it is for and what it rests on. `s` passes all of it."""
    try:
        if not record.draft.profile.has_country:
            _ask_missing_country(talk, record)
        if record.draft.profile.date is None:
            _ask_date(talk, record)
        if is_new:
            _ask_text(talk, record, "for", "whom the brief is for", _FOR)
            _ask_text(talk, record, "basis", "what the answers rest on", _BASIS)
    except (Back, Skip):
        return


def _ask_missing_country(talk: Talk, record: Record) -> None:
    talk.say(
        "The profile does not say yet which country it is about; a brief needs that. Its code, such as GHA (Enter to go on)."
    )
    while reply := talk.ask("Country: ", may_edit_evidence=False):
        found = find_country(reply)
        if found:
            _write(record, "country", found.alpha_3, f"country {found.name}")
            return
        hint = nearest_country(reply)
        talk.say(f"No country has the code {shortened(reply)}{f'; {hint}' if hint else ''}.")


def _ask_date(talk: Talk, record: Record) -> None:
    talk.say("Which day do the answers describe? Such as 2026-05 (Enter to go on).")
    while reply := talk.ask("Date: ", may_edit_evidence=False):
        try:
            day: Plain = as_written(read(beside("", DATE), reply))
        except NotUnderstood as error:
            talk.say(str(error))
            continue
        _write(record, "date", day, f"date {day}")
        return


def _ask_text(talk: Talk, record: Record, key: str, what: str, question: str) -> None:
    talk.say(question)
    reply = talk.ask(f"{capital(key)}: ", may_edit_evidence=False)
    if reply:
        _write(record, key, reply, f"{what}: {shortened(reply)}", what)


def _write(record: Record, key: str, value: Plain, words: str, short: str = "") -> None:
    record.write(lambda draft: draft.with_head({key: value}), words, short=short)
