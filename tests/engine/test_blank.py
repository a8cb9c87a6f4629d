"""A new profile: valid as it stands, and valid with any of its entries taken out of their comments."""

import itertools

import pytest

from wayhome.engine.advise import advise
from wayhome.engine.api import LoadedProfile
from wayhome.engine.api import advise as work_out
from wayhome.engine.blank import blank_profile
from wayhome.engine.library import load_library
from wayhome.engine.places import find_country
from wayhome.engine.profile_reader import check_profile

LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
BLANK = blank_profile(find_country("GHA"), None, QUESTIONNAIRE)


ASKED = [id_ for id_, question in QUESTIONNAIRE.questions.items() if question.is_raised(is_area=False)]


def check(text):
    return check_profile(text, "new.yaml", QUESTIONNAIRE)


def opened():
    """Every entry without its `#`; comments proper have a space after it."""
    lines = []
    is_entry = False
    for line in BLANK.splitlines():
        is_entry = (line.startswith("  #") and line[3:4] not in (" ", "")) or (is_entry and line.startswith("  #  "))
        lines.append(f"  {line[3:]}" if is_entry else line)
    return "\n".join(lines)


@pytest.mark.parametrize(("code", "area"), [("GHA", None), ("CIV", "CI-AB"), ("XKX", None), ("XX", "XX-A"), ("NO", None)])
def test_a_new_profile_is_valid_as_it_stands(code, area):
    country = find_country(code)
    profile = check(blank_profile(country, area, QUESTIONNAIRE))
    assert profile.country == country
    assert (profile.area is None) == (area is None)
    assert profile.answers == {}


def test_its_first_line_tells_an_editor_which_schema_lies_beside_it():
    assert BLANK.splitlines()[0] == "# yaml-language-server: $schema=wayhome-profile.schema.json"


def test_it_asks_every_question_once_in_order():
    asked = [
        line[3:-1]
        for line in BLANK.splitlines()
        if line.startswith("  #") and line[3:4] not in (" ", "") and line[-1] == ":"
    ]
    assert asked == ASKED


def test_it_says_who_can_answer_and_what_the_answers_mean():
    for question in map(QUESTIONNAIRE.questions.get, ASKED):
        entry = " ".join(BLANK.replace("#", " ").split())
        assert " ".join(question.text.split()) in entry
        assert QUESTIONNAIRE.roles[question.ask[0]].title in entry
    for scale in QUESTIONNAIRE.scales.values():
        if any(question.scale == scale.scale for question in QUESTIONNAIRE.questions.values()):
            assert all(" ".join(level.anchor.split()) in entry for level in scale.levels)


def test_every_entry_can_be_taken_out_of_its_comment_and_says_nothing_yet():
    text = opened()
    assert text.count("\n  #") < BLANK.count("\n  #") - 5 * len(ASKED)
    assert check(text).answers == {}


def entries():
    """The lines of each entry, out of its comment."""
    lines = iter(opened().splitlines())
    return [[line, *itertools.takewhile(str.strip, lines)] for line in lines if line[:3].strip() and line.startswith("  ")]


def test_every_offered_value_is_an_answer():
    number = 0
    for entry in entries():
        for i, line in enumerate(entry):
            given, _, comment = line.partition("#")
            if " | " not in comment or given.strip().endswith("}"):
                continue
            for value in comment.rpartition("or ")[2].split("|"):
                number += 1
                filled = [*entry[:i], given + value, *entry[i + 1 :]]
                check("\n".join(["wayhome: 1", "country: GHA", "answers:", *filled]))
    assert number > 100


def test_the_example_in_a_comment_is_an_answer():
    line = next(line for line in opened().splitlines() if "such as {start" in line)
    filled = opened().replace(line, f"    answer: {line.partition('such as ')[2]}")
    assert check(filled).horizon == 24


@pytest.mark.parametrize("edition", ["draft", "adviser", "confidential"])
def test_a_profile_with_nothing_answered_gives_a_brief_that_says_whom_to_ask(edition):
    loaded = LoadedProfile(check(BLANK), LIBRARY)
    advice = advise(loaded.profile, LIBRARY)
    assert advice.shown
    assert any(task.kind == "scoping" for task in advice.roadmap.tasks)
    brief = work_out(loaded, edition=edition).to_markdown()
    assert "Ghana" in brief
    asked = [task.lead for task in advice.roadmap.tasks if task.kind == "scoping"]
    assert [role for role in asked if QUESTIONNAIRE.roles[role].short.casefold() not in brief.casefold()] == []


def test_an_area_is_asked_its_own_questions_and_those_on_request_come_on_request():
    country = find_country("CIV")
    area, asked = (blank_profile(country, "CI-AB", QUESTIONNAIRE, opt_in=opt_in) for opt_in in (False, True))
    levels = {question.level: f"  #{id_}:" for id_, question in QUESTIONNAIRE.questions.items() if not question.opt_in}
    on_request = [f"  #{id_}:" for id_, question in QUESTIONNAIRE.questions.items() if question.opt_in]
    assert [levels[level] in area for level in ("any", "area", "national")] == [True, True, False]
    assert not any(line in area or line in BLANK for line in on_request)
    assert all(line in asked for line in on_request)
