"""Countries (ISO 3166-1) and their areas (ISO 3166-2), from the data of pycountry, loaded when first asked for."""

from __future__ import annotations

from dataclasses import dataclass

from wayhome.engine.errors import did_you_mean


@dataclass(frozen=True)
class Country:
    """A country by its codes; `XX` is a user-assigned code that stands for an invented one."""

    alpha_2: str
    alpha_3: str
    name: str


# Codes in wide use that ISO leaves to its users: Kosovo (XK, XKX) and an invented country (XX, XXX).
_USER_ASSIGNED = (Country("XK", "XKX", "Kosovo"), Country("XX", "XXX", "an invented country"))
# Names people use where the short name of the standard reads like an index entry.
_PLAIN_NAMES = {"MD": "Moldova", "TZ": "Tanzania", "VE": "Venezuela", "BO": "Bolivia", "IR": "Iran", "TR": "Türkiye"}


def find_country(code: str) -> Country | None:
    """The country with this alpha-2 or alpha-3 code, in any case; None if there is none."""
    import pycountry

    wanted = code.strip().upper()
    for country in _USER_ASSIGNED:
        if wanted in (country.alpha_2, country.alpha_3):
            return country
    if len(wanted) not in (2, 3) or not wanted.isascii():
        return None
    key = "alpha_2" if len(wanted) == 2 else "alpha_3"
    found = pycountry.countries.get(**{key: wanted})
    if found is None:
        return None
    name = _PLAIN_NAMES.get(found.alpha_2) or getattr(found, "common_name", found.name)
    return Country(found.alpha_2, found.alpha_3, name)


def nearest_country(code: str) -> str:
    """A hint for a code or name that is not known."""
    import pycountry

    wanted = code.strip()
    for country in pycountry.countries:
        if wanted.casefold() in (country.name.casefold(), getattr(country, "common_name", "").casefold()):
            return f"the code of {country.name} is {country.alpha_3}"
    return did_you_mean(wanted.upper(), [country.alpha_3 for country in pycountry.countries])


def find_area(code: str, country: Country) -> str | None:
    """The name of an ISO 3166-2 area of this country; None if the code is not one of its areas."""
    wanted = code.strip().upper()
    if wanted.startswith("XX-") and country.alpha_2 == "XX" and len(wanted) > 3:
        return wanted
    import pycountry

    found = pycountry.subdivisions.get(code=wanted)
    return found.name if found is not None and found.country_code == country.alpha_2 else None
