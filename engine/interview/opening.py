"""Open the profile of an interview, or make it if there is none.

In: a path, and what was given of country and area. Out: an `OpenProfile`. Raises InputError for what is no profile, or
is the profile of another place.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from wayhome.engine.blank import blank_profile
from wayhome.engine.errors import InputError, printable
from wayhome.engine.interview.in_words import shortened
from wayhome.engine.interview.talk import Back, Skip, Talk
from wayhome.engine.interview.wanted import Wanted
from wayhome.engine.open_profile import OpenProfile
from wayhome.engine.places import Country, find_area, find_country, nearest_country
from wayhome.engine.profile import Profile
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.schema_file import write_schema_beside
from wayhome.engine.selection import select
from wayhome.engine.sources import write_atomically


def open_or_make(talk: Talk, path: Path, questionnaire: Questionnaire, wanted: Wanted) -> tuple[OpenProfile, bool]:
    """The profile at a path, and whether it was made just now; raises Stop if a new one is given no country."""
    _refuse_what_is_no_file(path)
    select(questionnaire, wanted.selection, is_area=False)  # a name that is none is told before anything is made
    is_new = not path.exists()
    if is_new:
        _make(talk, path, questionnaire, wanted)
    profile = OpenProfile.read(path, questionnaire)
    if not is_new:
        _check_place(profile.draft.profile, wanted)
    return profile, is_new


def _refuse_what_is_no_file(path: Path) -> None:
    """Answers come in where a profile could be read from, and examples are not for writing."""
    mend = "name a file of your own, such as ghana.yaml"
    if str(path) == "-":
        raise InputError.at("-", "an interview needs a file to write to", mend=mend)
    if str(path).startswith("example:"):
        raise InputError.at(str(path), "an example is not changed", mend=mend)


def _make(talk: Talk, path: Path, questionnaire: Questionnaire, wanted: Wanted) -> None:
    """Write a new profile with every question of its level."""
    talk.say(f"{printable(str(path))} is new.")
    country = _country_of(wanted.country) or _ask_country(talk)
    area = _area_of(wanted.area, country)
    text = blank_profile(country, area, questionnaire, opt_in=wanted.selection.opt_in)
    write_atomically(path, text, replace=False)
    with suppress(InputError):  # a help for those who go on in an editor; the interview needs none
        write_schema_beside(path, questionnaire)
    talk.say(f"Saved: a new profile for {country.name}{f', {area}' if area else ''}.")


def _ask_country(talk: Talk) -> Country:
    """The country of a new profile; raises Stop if none is given."""
    talk.say("Which country is it about? Its ISO 3166-1 code, such as GHA; XX for an invented one.")
    while True:
        try:
            reply = talk.ask("Country: ", may_edit_evidence=False)
        except (Back, Skip):
            continue
        found = find_country(reply) if reply else None
        if found:
            return found
        if reply:
            hint = nearest_country(reply)
            talk.say(f"No country has the code {shortened(reply)}{f'; {hint}' if hint else ''}.")


def _country_of(code: str | None) -> Country | None:
    """The country an option names; raises InputError if there is none."""
    if code is None:
        return None
    found = find_country(code)
    if found is None:
        raise InputError.at("--country", f"no country has the code {code!r}", "such as GHA", nearest_country(code))
    return found


def _area_of(code: str | None, country: Country) -> str | None:
    """The code of an area as it is written; raises InputError if the country has no such area."""
    if not code:
        return None
    if find_area(code, country) is None:
        raise InputError.at("--area", f"{country.name} has no area {code!r}", "an ISO 3166-2 code")
    return code.strip().upper()


def _check_place(profile: Profile, wanted: Wanted) -> None:
    """An option that names another place than the file does was meant for another file."""
    country = _country_of(wanted.country)
    if country and profile.has_country and country != profile.country:
        raise InputError.at("--country", f"{profile.file} is a profile of {profile.country.name} already")
    if wanted.area and wanted.area.strip().upper() != profile.area:
        raise InputError.at("--area", f"{profile.file} is a profile of {profile.area or 'the whole country'} already")
