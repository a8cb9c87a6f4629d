"""Open the review of a brief: forms for the bodies it concerns, and a note in the log of who was asked what, until when.

In: a profile's advice for all readers, a folder and a log. Out: files. A form that exists is never overwritten unasked: it
may hold answers.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wayhome.engine.brief.asks import certain_asks
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.dates import parse_date
from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.extras import need
from wayhome.engine.review.bodies import to_be_asked
from wayhome.engine.review.entries import Entry
from wayhome.engine.review.form_maker import make_form
from wayhome.engine.review.form_words import FormWords
from wayhome.engine.review.forms import Form
from wayhome.engine.review.log import Log
from wayhome.engine.review.log_writer import append
from wayhome.engine.review.record import asked_entry
from wayhome.engine.review.sheets import write_sheet
from wayhome.engine.review.text_form import text_form
from wayhome.engine.sources import make_folder, write_atomically

Kind = Literal["xlsx", "md"]
KINDS: tuple[Kind, ...] = ("xlsx", "md")


@dataclass(frozen=True)
class Made:
    """A form that was made."""

    form: Form
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Opened:
    """A review that was opened."""

    forms: tuple[Made, ...]
    mended: str
    """What was done about a line of the log that was cut short, in a sentence; empty if there was none."""
    asked_elsewhere: int = 0
    """Of an area: actions that only the national level can decide, which stand in no form."""


def open_review(
    p: Phrases,
    folder: Path,
    log: Path,
    *,
    named: Sequence[str] = (),
    deadline: str = "",
    kinds: Sequence[Kind] = KINDS,
    replace: bool = False,
) -> Opened:
    """Make the forms; raises InputError, with nothing written, if one exists, a body is unknown or the deadline no day."""
    if deadline and (parse_date(deadline) is None or len(deadline) != len("2026-05-12")):
        raise InputError.at("--deadline", f"{deadline!r} is not a day", "2026-06-30")
    if "xlsx" in kinds:
        need("openpyxl", "office")
    forms = [make_form(p, body, deadline) for body in to_be_asked(p, named)]
    if not forms:
        raise InputError.at(p.advice.profile.file, "no body is concerned: this brief advises nothing that could be reviewed")
    made = [Made(form, tuple(folder / f"{form.content.body}.{kind}" for kind in kinds)) for form in forms]
    if os.path.realpath(log) in {os.path.realpath(path) for one in made for path in one.files}:
        raise InputError.at(str(log), "the log would be overwritten by a form", mend="choose another --log")
    there = [path for one in made for path in one.files if path.exists()]
    if there and not replace:
        mend = "it may hold answers: record them, then choose another folder, or --force to overwrite it"
        raise InputError(Problem(Place(str(path)), "the file exists", mend=mend) for path in there)
    make_folder(folder)
    mended = append(log, lambda held: _noted(held, forms)).mended
    words = FormWords(p.wording.sentences)
    for one in made:
        for path in one.files:
            if path.suffix == ".xlsx":
                write_sheet(one.form, words, path, replace=replace)
            else:
                write_atomically(path, text_form(one.form, words), replace=replace)
    return Opened(tuple(made), mended, len(certain_asks(p)))


def _noted(held: Log, forms: Sequence[Form]) -> list[Entry]:
    held.refuse_unless_on(forms[0].content.subject)
    return [asked_entry(form) for form in forms]
