"""The version of rules and knowledge: read, refused, and how it grows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.engine.errors import InputError
from wayhome.engine.version_file import Step, after, numbers, read_version, says

VERSIONS = st.tuples(*[st.integers(0, 99)] * 3).map(lambda three: ".".join(map(str, three)))


@pytest.mark.parametrize("version", ["0.1.0", "1.20.3", "1.0.0-draft", "1.2.0+gha", "1.2.0-rc.1+gha"])
def test_three_numbers_are_a_version_with_a_name_or_without(tmp_path, version):
    path = tmp_path / "rulebook.yaml"
    path.write_text(f"version: {version}\n")
    assert read_version(path) == version


@pytest.mark.parametrize(
    "text", ["version: 1.2\n", "version: 01.2.0\n", "version: one\n", "versoin: 1.2.0\n", "- 1.2.0\n", "3\n"]
)
def test_what_is_no_version_is_refused_with_its_line(tmp_path, text):
    path = tmp_path / "rulebook.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"rulebook\.yaml:1:"):
        read_version(path)


@pytest.mark.parametrize("text", [None, "", "# version: 1.2.0\n"])
def test_where_nothing_says_it_there_is_none(tmp_path, text):
    path = tmp_path / "rulebook.yaml"
    if text is not None:
        path.write_text(text)
    assert read_version(path) == ""


@pytest.mark.parametrize(
    ("version", "patch", "minor", "major"),
    [("1.4.2", "1.4.3", "1.5.0", "2.0.0"), ("0.4.2", "0.4.3", "0.4.3", "0.5.0"), ("1.2.0+gha", "1.2.1", "1.3.0", "2.0.0")],
)
def test_a_version_grows_by_what_changed(version, patch, minor, major):
    assert [after(version, step) for step in (Step.PATCH, Step.MINOR, Step.MAJOR)] == [patch, minor, major]


@given(VERSIONS)
def test_a_greater_step_asks_for_at_least_as_much_and_the_version_asked_for_says_it(version):
    asked = [numbers(after(version, step)) for step in Step]
    assert asked == sorted(asked)
    for step in Step:
        assert says(version, after(version, step), step)
        assert step is Step.NONE or not says(version, version, step)
