"""Record what came back: read the forms, judge them, hold them against the log, and add what stands to it.

In: files and the path of a log. Out: `Recorded`: what was added, what the log held already, and a problem with its place for
everything that was refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.dates import PartialDate
from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.library import Library
from wayhome.engine.review.entries import AskedEntry, DecisionEntry, Entry
from wayhome.engine.review.filled import Filled
from wayhome.engine.review.form_words import FormWords
from wayhome.engine.review.forms import Form
from wayhome.engine.review.judge import Judged, judge
from wayhome.engine.review.log import Log
from wayhome.engine.review.log_writer import Appended, append
from wayhome.engine.review.sheet_reader import read_sheet
from wayhome.engine.review.signing import Signer
from wayhome.engine.review.text_form_reader import read_text_form
from wayhome.engine.sources import decoded, read_bytes

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Recorded:
    """What became of the forms."""

    appended: Appended
    answers: int
    """Decisions, corrections and remarks that are in the log now and were not before."""
    held: int
    """Those it held already, word for word."""
    problems: tuple[Problem, ...]
    """What was refused; with `all_or_nothing`, if there is any, nothing was added."""
    blank: int = 0
    """Forms in which nothing was filled in."""
    late: tuple[str, ...] = ()
    """Bodies of which another answer goes on standing: of a later day, or of the same day and recorded later."""
    is_first: bool = False
    """The log knew of no form before."""


def record(
    files: Sequence[Path],
    log: Path,
    library: Library,
    *,
    all_or_nothing: bool = False,
    signer: Signer | None = None,
    keys: Mapping[str, Sequence[str]] | None = None,
    today: PartialDate | None = None,
) -> Recorded:
    """Take forms into a log; raises InputError if the log does not stand, or cannot be written."""
    words = FormWords(library.wording.sentences)
    judged: list[Judged] = []
    problems: list[Problem] = []
    for file in files:
        try:
            judged.append(judge(_read(file, words), words, library.questionnaire, today))
            problems += judged[-1].problems
        except InputError as error:
            problems += error.problems
    is_first = False
    offered: list[Entry] = []

    def entries(held: Log) -> list[Entry]:
        nonlocal is_first
        is_first = not any(isinstance(line.entry, AskedEntry) for line in held.lines)
        found: list[Entry] = []
        for one in (one for one in judged if not one.is_blank):
            wrong = [*_refused_by(held, found, one.filled), *_wrong_key(one.filled, signer, keys)]
            problems.extend(wrong)
            if not wrong and one.entries:
                found += [*_asked(held, found, one.filled), *one.entries]
        offered.extend([] if all_or_nothing and problems else found)
        return offered

    appended = append(log, entries, signer)
    answers = _answers(line.entry for line in appended.lines)
    blank = sum(one.is_blank for one in judged)
    held = _answers(offered) - answers
    return Recorded(appended, answers, held, tuple(problems), blank, _late(appended.log, offered), is_first)


def _answers(entries: Iterable[Entry]) -> int:
    return sum(not isinstance(entry, AskedEntry) for entry in entries)


def _read(file: Path, words: FormWords) -> Filled:
    """A form, of whichever kind its content says it is."""
    data = read_bytes(file, 20_000_000)
    if str(file) == "-" and data.startswith(_ZIP):
        raise InputError.at("-", "a workbook cannot be read from standard input", mend="give the name of its file")
    if data.startswith(_ZIP) or file.suffix.casefold() in (".xlsx", ".xls"):
        return read_sheet(file, words)
    return read_text_form(decoded(data, str(file)), str(file), words)


def _refused_by(log: Log, before: Sequence[Entry], filled: Filled) -> list[Problem]:
    """Why a log does not take a form: it is of another country, or asks what this log knows nobody was asked."""
    content, place = filled.form.content, Place(filled.file)
    entries = [*(line.entry for line in log.lines), *before]
    subject = next((entry.subject for entry in entries), content.subject)
    if subject != content.subject:
        what = f"a form on {content.place} ({content.subject}); {log.file} is on {subject}"
        return [Problem(place, what, mend="record it into a log of its own")]
    sent = [entry for entry in entries if isinstance(entry, AskedEntry)]
    if any(entry.noted == "open" for entry in sent) and filled.form.digest not in {entry.form for entry in sent}:
        what = f"{log.file} does not know this form: it was changed, or opened with another log"
        return [Problem(place, what, mend="`wayhome review open` with this log makes a form that it knows")]
    return []


def _asked(log: Log, before: Sequence[Entry], filled: Filled) -> list[Entry]:
    """For a log that does not know yet that the body was asked, an entry that says so, from the form itself."""
    known = {entry.form for entry in (*(line.entry for line in log.lines), *before) if isinstance(entry, AskedEntry)}
    return [] if filled.form.digest in known else [asked_entry(filled.form, noted_from_form=True)]


def asked_entry(form: Form, *, noted_from_form: bool = False) -> AskedEntry:
    """That a body was sent a form."""
    content = form.content
    return AskedEntry(
        subject=content.subject,
        body=content.body,
        roles=content.roles,
        name=content.name,
        form=form.digest,
        deadline=content.deadline,
        opened=content.opened,
        measures={row.measure: row.hash for row in content.rows},
        noted="form" if noted_from_form else "open",
    )


def _wrong_key(filled: Filled, signer: Signer | None, keys: Mapping[str, Sequence[str]] | None) -> list[Problem]:
    """A body that has a key signs with it."""
    content = filled.form.content
    theirs = [key for role in content.roles for key in (keys or {}).get(role, ())]
    if not theirs or (signer and signer.public in theirs):
        return []
    what = f"{content.name} signs with a key of its own, and this is {'another' if signer else 'unsigned'}"
    return [Problem(Place(filled.file), what, mend="--sign with the key that the file of keys names for it")]


def _late(log: Log, offered: Iterable[Entry]) -> tuple[str, ...]:
    """Names of bodies whose offered decision is not the one that stands."""
    standing: dict[tuple[str, str], DecisionEntry] = {}
    for line in log.lines:
        if isinstance(line.entry, DecisionEntry):
            key = (line.entry.body, line.entry.measure)
            if key not in standing or line.entry.date >= standing[key].date:
                standing[key] = line.entry
    decisions = [entry for entry in offered if isinstance(entry, DecisionEntry)]
    return tuple(dict.fromkeys(one.name for one in decisions if standing[one.body, one.measure] != one))
