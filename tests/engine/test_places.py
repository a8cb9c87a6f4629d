"""Countries and areas by their codes, and a hint where a code is wrong."""

import pytest

from wayhome.engine.places import Country, find_area, find_country, nearest_country

GHANA = find_country("GHA")
INVENTED = find_country("XX")


@pytest.mark.parametrize("code", ["GHA", "GH", "gha", "gH", " gha "])
def test_a_country_is_found_by_either_code_in_any_case(code):
    assert find_country(code) == Country("GH", "GHA", "Ghana")


def test_norway_is_a_country_and_no_truth_value():
    assert find_country("NO").name == "Norway"


def test_codes_that_iso_leaves_to_its_users_are_known():
    assert find_country("xk") == find_country("XKX") == Country("XK", "XKX", "Kosovo")
    assert INVENTED == find_country("xxx") == Country("XX", "XXX", "an invented country")


@pytest.mark.parametrize("code", ["", "G", "GHAN", "ZZ", "ß", "ﬁ", "ＧＨ", "G\0H", "غا", "G" * 100_000])
def test_nothing_else_is_a_country(code):
    assert find_country(code) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("COD", "Democratic Republic of the Congo"),
        ("CIV", "Côte d'Ivoire"),
        ("BOL", "Bolivia"),
        ("PSE", "Palestine"),
        ("KOR", "South Korea"),
    ],
)
def test_a_name_reads_well_in_a_sentence(code, name):
    assert find_country(code).name == name


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("GHX", "did you mean 'GHA'?"),
        ("ghana", "the code of Ghana is GHA"),
        ("Cote d'Ivoire", "the code of Côte d'Ivoire is CIV"),
        ("Moldova", "the code of Moldova is MDA"),
        ("Moldova, Republic of", "the code of Moldova is MDA"),
        ("kosovo", "the code of Kosovo is XKX"),
        ("Ghanna", "the code of Ghana is GHA"),
        ("Atlantis", ""),
        ("", ""),
        ("x" * 1_000_000, ""),
    ],
)
def test_a_wrong_code_comes_with_the_right_one(given, hint):
    assert nearest_country(given) == hint


def test_an_area_belongs_to_its_country():
    assert find_area(" gh-aa ", GHANA) == "Greater Accra"
    assert find_area("CI-AB", GHANA) is None
    assert find_area("GH-ZZ", GHANA) is None
    assert find_area("", GHANA) is None


def test_an_invented_country_has_areas_that_look_like_codes():
    assert find_area("xx-a1", INVENTED) == "XX-A1"
    for code in ("XX-", "XX-ABCD", "XX-<b>", "XX-İ", "GH-AA", "XX-A\nB"):
        assert find_area(code, INVENTED) is None
