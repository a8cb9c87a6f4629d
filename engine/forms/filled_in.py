"""Read a form that was filled in, of whatever kind: a plain workbook, or an export of KoboToolbox or ODK Central.

In: a file. Out: what each voice in it says, and the profile it can be taken into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wayhome.engine.answer_fields import SOURCE
from wayhome.engine.blank import blank_profile
from wayhome.engine.contribution import Contribution
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError, listing
from wayhome.engine.forms.plain_import import read_plain, remarks
from wayhome.engine.forms.plain_sheets import is_plain
from wayhome.engine.forms.submissions import Submission, read_submissions
from wayhome.engine.forms.workbook import Sheet, read_workbook
from wayhome.engine.library import Library
from wayhome.engine.open_profile import OpenProfile
from wayhome.engine.places import NO_COUNTRY, find_country
from wayhome.engine.sources import Plain
from wayhome.engine.take_in import Preference, TakenIn, take_in

_TABLES = (".csv", ".json")
"""Endings of exports that are no workbooks."""


def read_filled_in(path: Path, library: Library) -> tuple[Submission, ...]:
    """What a form says that was filled in: one voice in a plain workbook, one a submission in an export.

    Raises InputError for what is no form, or cannot be placed.
    """
    if path.suffix.lower() not in _TABLES:
        sheets = read_workbook(path)
        if is_plain(sheets):
            return (_plain(sheets, library),)
    found = read_submissions(path, library)
    if not found:
        raise InputError.at(str(path), "there are no answers in it")
    return tuple(replace(one, notes=tuple(f"{path}, submission {one.id}: {note}" for note in one.notes)) for one in found)


def _plain(sheets: Sequence[Sheet], library: Library) -> Submission:
    """A plain workbook as the one thing handed in."""
    given = read_plain(sheets, library)
    head = {key: str(given.head.get(key, "")) for key in ("date", "country", "area")}
    notes = [str(remark) for remark in remarks(sheets, library)]
    cited = {key for said in given.answers.values() for key in _listed(said.get(SOURCE))}
    uncited = [key for key in given.sources if key not in cited]
    if uncited and given.is_another_voice:
        place = given.place_of("", ("sources", uncited[0]))
        notes.append(f"{place}: no answer names {listing(uncited)}; with --into, a source comes along only with an answer")
    return Submission("plain", given.who, head["date"], "", head["country"], head["area"], given, tuple(notes))


def _listed(value: Plain) -> list[str]:
    return list(map(str, value)) if isinstance(value, list) else [] if value is None else [str(value)]


def taken_anew(given: Sequence[Contribution], file: str, prefer: Preference | None, library: Library) -> TakenIn:
    """A new profile with what was said. `file` is the name it will have."""
    if len(given) == 1:
        given = [replace(given[0], is_another_voice=False)]  # there is nobody else: all of it is kept
    draft = _new_draft(given, file, library)
    for one in given:
        _refuse_another_place(one, draft)
    return take_in(draft, given, prefer)


def taken_into(opened: OpenProfile, given: Sequence[Contribution], prefer: Preference | None, *, in_place: bool) -> TakenIn:
    """A profile with what was said; written to its file if `in_place`, unless there are conflicts."""
    found: list[TakenIn] = []

    def take(draft: Draft) -> Draft:
        for one in given:
            _refuse_another_place(one, draft)
        found.append(take_in(draft, given, prefer))
        return found[-1].draft

    if in_place:
        opened.change(take)
    else:
        take(opened.draft)
    return found[-1]


def _new_draft(contributions: Sequence[Contribution], file: str, library: Library) -> Draft:
    """An empty profile of the country the contributions are about; without a country if they do not say."""
    head = {key: str(value) for one in reversed(contributions) for key, value in one.head.items()}
    code, area = head.get("country", ""), head.get("area")
    questions = library.questionnaire.questions
    opt_in = any(questions[question].opt_in for one in contributions for question in one.answers)
    country = find_country(code) or NO_COUNTRY
    text = blank_profile(country, area.strip().upper() if area else None, library.questionnaire, opt_in=opt_in)
    draft = Draft(text, file, library.questionnaire)
    return draft.with_head({"country": code}) if code and code != country.alpha_3 else draft


def _refuse_another_place(contribution: Contribution, draft: Draft) -> None:
    """Raises InputError for answers about another country or area than the profile's: nobody can prefer those."""
    for key in ("country", "area"):
        held, given = draft.value.get(key), contribution.head.get(key)
        if held and given and _code(key, str(held)) != _code(key, str(given)):
            what = f"the answers are about {given}, and {draft.file} is about {held}"
            raise InputError.at(
                contribution.place_of("", (key,)), what, mend="take them into a profile of their own, with -o"
            )


def _code(key: str, given: str) -> str:
    country = find_country(given) if key == "country" else None
    return country.alpha_3 if country else given.strip().upper()
