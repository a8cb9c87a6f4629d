"""Read a form that was filled in, of whatever kind: a plain workbook, or an export of KoboToolbox or ODK Central.

In: a file. Out: what each voice in it says, and the profile it can be taken into.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wayhome.engine.blank import blank_profile
from wayhome.engine.contribution import Contribution
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.forms.plain_import import read_plain, remarks
from wayhome.engine.forms.plain_sheets import is_plain
from wayhome.engine.forms.workbook import read_workbook
from wayhome.engine.library import Library
from wayhome.engine.open_profile import OpenProfile
from wayhome.engine.places import NO_COUNTRY, find_country
from wayhome.engine.take_in import Preference, TakenIn, take_in

TABLES = (".csv", ".json")
"""Endings of exports that are no workbooks."""
ALL = "all"


@dataclass(frozen=True)
class FilledIn:
    """What one voice says in a form."""

    id: str
    """The id of the submission; empty for a plain workbook, which holds one voice."""
    who: str
    date: str
    contribution: Contribution
    notes: tuple[str, ...] = ()
    """What deserves a look, a sentence each."""


def read_filled_in(path: Path, library: Library) -> tuple[FilledIn, ...]:
    """Everything in a form that was filled in; raises InputError for what is none, or cannot be placed."""
    if path.suffix.lower() not in TABLES:
        sheets = read_workbook(path)
        if is_plain(sheets):
            given = read_plain(sheets, library)
            notes = tuple(str(remark) for remark in remarks(sheets, library))
            return (FilledIn("", given.who, str(given.head.get("date", "")), given, notes),)
    from wayhome.engine.forms.submissions import read_submissions

    return tuple(
        FilledIn(one.id, one.who, one.date, one.contribution, tuple(f"{path}, submission {one.id}: {n}" for n in one.notes))
        for one in read_submissions(path, library)
    )


def chosen(forms: Sequence[FilledIn], wanted: Sequence[str], file: str) -> tuple[FilledIn, ...]:
    """The submissions asked for by id; all if that is asked for, or there is but one. Raises InputError for another id."""
    if ALL in wanted or (len(forms) == 1 and not wanted):
        return tuple(forms)
    known = {one.id: one for one in forms if one.id}
    missing = next((id_ for id_ in wanted if id_ not in known), None)
    if missing is not None:
        expected = listing(known) if known else "no --submission: a plain workbook holds one voice"
        raise InputError.at(file, f"there is no submission {missing!r}", expected, did_you_mean(missing, known))
    return tuple(known[id_] for id_ in dict.fromkeys(wanted))


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
