"""The schema beside a profile: written, kept up to date, and never put in the place of somebody else's file."""

import json
import os

import pytest

from wayhome.engine.blank import SCHEMA_FILE
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.profile_schema import profile_schema
from wayhome.engine.schema_file import write_schema_beside

QUESTIONNAIRE = load_library().questionnaire


@pytest.fixture
def profile(tmp_path):
    return tmp_path / "ghana.yaml"


def test_it_lies_beside_the_profile_and_is_the_schema_of_the_questionnaire(profile):
    path = write_schema_beside(profile, QUESTIONNAIRE)
    assert path == profile.with_name(SCHEMA_FILE)
    assert json.loads(path.read_text(encoding="utf-8")) == profile_schema(QUESTIONNAIRE)
    assert [file.name for file in profile.parent.iterdir()] == [SCHEMA_FILE]


def test_an_older_one_of_ours_is_brought_up_to_date_and_one_that_is_up_to_date_is_not_touched(profile):
    path = write_schema_beside(profile, QUESTIONNAIRE)
    text = path.read_text(encoding="utf-8")
    older = json.loads(text)
    del older["definitions"]["scale:policy"]
    path.write_text(json.dumps(older), encoding="utf-8")
    write_schema_beside(profile, QUESTIONNAIRE)
    assert path.read_text(encoding="utf-8") == text
    os.utime(path, (1, 1))
    write_schema_beside(profile, QUESTIONNAIRE)
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize(
    "held",
    [
        "",
        "{",
        "[]",
        "null",
        '{"title": "Another"}',
        '{"title": "A Wayhome profile"}',
        "\xff",
        "[" * 100_000,
        "title: mine\n",
    ],
)
def test_somebody_elses_file_stays_as_it_is(profile, held):
    path = profile.with_name(SCHEMA_FILE)
    path.write_bytes(held.encode("latin-1"))
    with pytest.raises(InputError, match="another file of this name, which stays as it is"):
        write_schema_beside(profile, QUESTIONNAIRE)
    assert path.read_bytes() == held.encode("latin-1")


def test_a_place_that_cannot_be_written_or_read_is_named(profile):
    profile.with_name(SCHEMA_FILE).mkdir()
    with pytest.raises(InputError, match=f"{SCHEMA_FILE}: cannot be read: "):
        write_schema_beside(profile, QUESTIONNAIRE)
    with pytest.raises(InputError, match=f"{SCHEMA_FILE}: cannot be written: "):
        write_schema_beside(profile.parent / "nowhere" / "p.yaml", QUESTIONNAIRE)
