"""Words take no more room than is kept for them, and every word is there as long as there is room."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.brief.pictures.lettering import directed, is_right_to_left, width_of, wrapped
from wayhome.engine.brief.tree import plain

WIDTHS = st.floats(40, 620)
TEXTS = st.text(max_size=120) | st.lists(st.sampled_from(["one", "table", "for", "وزارة", "所有人", "e\u0301"])).map(
    " ".join
)


@given(TEXTS, WIDTHS, st.sampled_from([11, 12, 13]), st.booleans(), st.integers(1, 5))
@settings(deadline=None)
def test_no_line_is_wider_than_its_room_and_no_more_stand_than_were_asked_for(text, width, size, bold, most):
    lines = wrapped(text, width, size, bold=bold, most=most)
    assert len(lines) <= most
    assert all(lines)
    for line in lines:
        assert width_of(line, size, bold=bold) <= width or len(line.rstrip("…")) <= 1


@given(TEXTS, WIDTHS)
@settings(deadline=None)
def test_no_letter_is_lost_and_what_is_cut_ends_in_an_ellipsis(text, width):
    said = plain(text).text
    whole = "".join(wrapped(text, width, 11, most=10**6))
    assert whole.replace(" ", "") == said.replace(" ", "")
    few = wrapped(text, width, 11, most=2)
    assert "".join(few).replace(" ", "") == said.replace(" ", "") or few[-1].endswith("…")


def test_lines_are_about_as_wide_as_each_other():
    lines = wrapped("Let employment services and work schemes serve returnees", 246, 11)
    assert lines == ["Let employment services and", "work schemes serve returnees"]


def test_a_mark_is_never_parted_from_its_letter():
    lines = wrapped("e\u0301" * 200, 60, 11, most=100)
    assert len(lines) > 1
    assert not any(line.startswith("\u0301") for line in lines)


def test_a_text_without_end_is_cut():
    (line,) = wrapped("a" * 10**6, 10**9, 11)
    assert line.endswith("…")
    assert len(line) < 1000


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [("i", "m"), ("one", "ones"), ("a", "A"), ("e", "ё"), ("a", "家"), ("د", "ش"), ("x", "👩"), ("1", "½")],
)
def test_wider_letters_are_given_more_room(narrow, wide):
    assert 0 < width_of(narrow, 11) < width_of(wide, 11)


def test_bold_takes_more_room_and_marks_take_none():
    assert width_of("table", 11, bold=True) > width_of("table", 11)
    assert width_of("e\u0301", 11) == width_of("é", 11) == width_of("e", 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("وزارة (2026)", True), ("(2026) وزارة", True), ("2026", False), ("Table وزارة", False), ("", False), ("משרד", True)],
)
def test_the_first_letter_says_from_where_a_text_is_read(text, expected):
    assert is_right_to_left(text) is expected
    assert (directed(text, is_right_to_left=expected) != text) is expected
