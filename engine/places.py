"""Countries (ISO 3166-1) and their areas (ISO 3166-2), from the data of pycountry, loaded when first asked for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from wayhome.engine.errors import did_you_mean


@dataclass(frozen=True)
class Country:
    """A country by its codes; `XX` is a user-assigned code that stands for an invented one."""

    alpha_2: str
    alpha_3: str
    name: str


NO_COUNTRY = Country("", "", "the country")
"""Stands in a profile that does not say yet which country it is about."""

# Codes in wide use that ISO leaves to its users: Kosovo (XK, XKX) and an invented country (XX, XXX).
_USER_ASSIGNED = (Country("XK", "XKX", "Kosovo"), Country("XX", "XXX", "an invented country"))
# Names people use where the short name of the standard reads like an index entry.
_PLAIN_NAMES = {
    "BO": "Bolivia",
    "CD": "Democratic Republic of the Congo",
    "FM": "Micronesia",
    "IR": "Iran",
    "MD": "Moldova",
    "PS": "Palestine",
    "TR": "Türkiye",
    "TZ": "Tanzania",
    "VE": "Venezuela",
}
_INVENTED_AREA = re.compile(r"XX-[A-Z0-9]{1,3}\Z")


def find_country(code: str) -> Country | None:
    """The country with this alpha-2 or alpha-3 code, in any case; None if there is none."""
    wanted = code.strip().upper()
    if not code.isascii() or len(wanted) not in (2, 3):  # `ß` in capitals would be South Sudan
        return None
    for country in _USER_ASSIGNED:
        if wanted in (country.alpha_2, country.alpha_3):
            return country
    import pycountry

    countries = pycountry.countries
    found = countries.get(alpha_2=wanted) if len(wanted) == 2 else countries.get(alpha_3=wanted)
    if found is None:
        return None
    name = _PLAIN_NAMES.get(found.alpha_2) or getattr(found, "common_name", found.name)
    return Country(found.alpha_2, found.alpha_3, str(name))


def nearest_country(code: str) -> str:
    """A hint for a code or name that is not known."""
    import pycountry

    wanted = code.strip()
    if len(wanted) <= 3:
        return did_you_mean(wanted.upper(), [country.alpha_3 for country in pycountry.countries])
    names = {_folded(country.name): country for country in _USER_ASSIGNED}
    for entry in pycountry.countries:
        country = find_country(entry.alpha_2)
        if country:
            names |= {_folded(entry.name): country, _folded(country.name): country}
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(_folded(wanted[:80]), names, n=1, cutoff=0.8)
    return f"the code of {names[near[0]].name} is {names[near[0]].alpha_3}" if near else ""


def _folded(name: str) -> str:
    """A name without case and accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)).casefold()


def find_area(code: str, country: Country) -> str | None:
    """The name of an ISO 3166-2 area of this country; None if the code is not one of its areas."""
    wanted = code.strip().upper()
    if country.alpha_2 == "XX":
        return wanted if _INVENTED_AREA.match(wanted) else None
    import pycountry

    found = pycountry.subdivisions.get(code=wanted)  # type: ignore[no-untyped-call]  # pycountry leaves it out
    return found.name if found is not None and found.country_code == country.alpha_2 else None
