"""Answers that came in by form: what each submission in an export of KoboToolbox or ODK Central says.

In: a file and the library. Out: `Submission`s, each with a checked `Contribution` that can be merged into a profile.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.contribution import Contribution, checked
from wayhome.engine.errors import InputError, Place, Problem, did_you_mean, listing
from wayhome.engine.forms.form_names import form_names
from wayhome.engine.forms.submission_files import read_records
from wayhome.engine.forms.submission_reader import NamedSources, SubmissionReader
from wayhome.engine.forms.submission_records import Problems, Record
from wayhome.engine.forms.xlsform import form_version
from wayhome.engine.library import Library

_IDS = ("instanceID", "KEY", "__id", "_uuid", "_id")
_UUID = "uuid:"


@dataclass(frozen=True)
class Submission:
    """One form that was filled in."""

    id: str
    """The id its server gave it, else the name of the file and its number there."""
    who: str
    """The body that answered, as the form says."""
    date: str
    """The day of the talk; where the form does not say it, the day it was sent; else nothing."""
    version: str
    """The version of the form; nothing if the file does not say it."""
    country: str
    area: str
    contribution: Contribution
    notes: tuple[str, ...] = ()
    """What deserves a look, as sentences without a subject of their own."""


def read_submissions(path: Path, library: Library) -> tuple[Submission, ...]:
    """Every submission in an export; raises InputError naming row and column of everything that cannot be placed."""
    known, named, of_file = form_names(library.questionnaire), NamedSources(), Problems()
    records = read_records(path, known, of_file)
    found: list[Submission] = []
    problems: list[Problem] = [*of_file.found]
    numbers: dict[str, int] = {}
    for number, record in enumerate(records, 1):
        id_ = _id_of(record, f"{path.stem}-{number}")
        if id_ in numbers:
            what = f"the submission {id_} stands there twice, as number {numbers[id_]} and {number}"
            problems.append(Problem(record.place, what, mend="leave one of them out"))
        numbers.setdefault(id_, number)
        reader = SubmissionReader(record, id_, library.questionnaire, known, named)
        contribution = reader.read()
        if reader.problems.found:
            problems += reader.problems.found
            continue
        try:
            contribution = checked(contribution, str(path), library.questionnaire)
        except InputError as error:
            problems += error.problems
            continue
        found.append(_submission(reader, contribution, form_version(library)))
    if problems:
        raise InputError(problems)
    return tuple(found)


def _id_of(record: Record, otherwise: str) -> str:
    return next((record.system[key] for key in _IDS if key in record.system), otherwise).removeprefix(_UUID)


def _submission(reader: SubmissionReader, contribution: Contribution, ours: str) -> Submission:
    notes = list(reader.notes)
    if reader.version and reader.version != ours:
        notes.insert(0, f"it was made with other questions or rules ({reader.version}; ours are {ours})")
    country, area = (str(contribution.head.get(key, "")) for key in ("country", "area"))
    return Submission(reader.id, reader.who, reader.date, reader.version, country, area, contribution, tuple(notes))


def chosen_submissions(submissions: Sequence[Submission], wanted: Collection[str]) -> tuple[Submission, ...]:
    """Those with the ids asked for, or their numbers in the file; all if none are. Raises InputError for another."""
    by_name = {str(number): one for number, one in enumerate(submissions, 1)} | {one.id: one for one in submissions}
    found = {}
    for name in wanted:
        submission = by_name.get(name.strip().removeprefix(_UUID))
        if submission is None:
            ids = [one.id for one in submissions]
            mend = did_you_mean(name, ids)
            raise InputError.at(Place("--submission"), f"there is no submission {name!r}", listing(ids), mend)
        found[submission.id] = submission
    return tuple(found.values()) if wanted else tuple(submissions)
