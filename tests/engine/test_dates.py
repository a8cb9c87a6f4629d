"""A date as far as it is known: a year, a month or a day."""

import pytest

from wayhome.engine.dates import in_words, month_in_words, parse_date


@pytest.mark.parametrize(
    ("given", "first", "last", "words"),
    [
        (2021, 2021 * 12, 2021 * 12 + 11, "2021"),
        ("2021", 2021 * 12, 2021 * 12 + 11, "2021"),
        ("2021-11", 2021 * 12 + 10, 2021 * 12 + 10, "November 2021"),
        (" 2021-11-05 ", 2021 * 12 + 10, 2021 * 12 + 10, "November 2021"),
        ("2024-02-29", 2024 * 12 + 1, 2024 * 12 + 1, "February 2024"),
    ],
)
def test_a_date_is_the_months_it_may_be(given, first, last, words):
    date = parse_date(given)
    assert (date.first, date.last) == (first, last)
    assert str(date) == str(given).strip()
    assert in_words(date) == words


@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            "nonsense",
            "2021-13",
            "2021-00",
            "2021-02-30",
            "2023-02-29",
            "21-11",
            "2021-1",
            "2021-11-5",
            "2021/11",
            "11-2021",
        ),
        *("1899", "2200", "20211", "-2021", "2021-11-05T10:00", "٢٠٢١", "20٢١-١١", "2021\n2022", "2021-11\0"),
        *(None, True, False, 2021.0, 0, -1, 10**30, [], {}, ["2021"], b"2021", object()),
    ],
)
def test_anything_else_is_no_date(given):
    assert parse_date(given) is None


def test_a_month_of_the_plan_has_a_name():
    assert month_in_words(2021 * 12 + 11) == "December 2021"
    assert month_in_words(2021 * 12 + 12) == "January 2022"


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("2021", "2022", True),
        ("2021", "2021", False),
        ("2021", "2021-12", False),
        ("2020", "2021-01", True),
        ("2021-04", "2021-05", True),
        ("2021-05", "2021-05-20", False),
        ("2021-05-19", "2021-05-20", True),
        (" 2021-05-20", "2021-05-20", False),
        ("2021-05-21", "2021-05-20", False),
        ("2021-05-31", "2021-06", True),
    ],
)
def test_a_date_is_before_another_only_if_it_certainly_is(one, other, is_before):
    assert parse_date(one).is_before(parse_date(other)) is is_before
