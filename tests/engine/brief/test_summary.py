"""The summary: one page for a minister, whatever the profile holds."""

import functools
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome import advise, load_profile
from wayhome.engine.api import LoadedProfile
from wayhome.engine.brief.summary import MOST_WORDS, count_words
from wayhome.engine.brief.tree import Grid, lines_of, words_of
from wayhome.engine.library import load_library
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.verify import differences

EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]


@functools.cache
def library():
    return load_library()


@functools.cache
def example(name):
    return load_profile(f"example:{name}")


def summary_of(name, **options):
    return advise(example(name), **options).to_markdown(summary=True)


def told(document):
    return "\n".join(words_of(line) for line in lines_of(document.blocks))


def advised(text):
    return advise(LoadedProfile(check_profile(text, "p.yaml", library().questionnaire), library()))


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_short_and_holds_what_a_minister_looks_for(name):
    document = advise(example(name)).to_document(summary=True)
    assert count_words(document.blocks) <= MOST_WORDS
    text = told(document)
    for words in (
        "already has.",
        "Key messages",
        "Decisions asked of",
        "How firm is this?",
        "Care to be taken.",
        "Good until",
    ):
        assert words in text
    assert text.index("already has.") < text.index("Decisions asked of")
    assert "edition" in document.front
    assert document.front["good until"] == "an answer it rests on changes, or twelve months"


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_decisions_are_those_of_the_brief(name):
    found = advise(example(name))

    def table(document):
        return next(block for block in document.blocks if isinstance(block, Grid))

    assert table(found.to_document(summary=True)) == table(found.to_document())


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_speaks_of_no_action_by_a_number_it_does_not_show_and_has_no_ids(name):
    body = summary_of(name).split("\n---\n", 1)[1].split("\n[^1]: ")[0]
    assert not re.search(r"\bactions? \d", body, re.IGNORECASE)
    assert "Annex" not in body
    assert "`" not in body
    assert not re.search(r"\{\w*\}|\bpossibl[ey]\b", body)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_source_it_names_is_used_and_they_are_numbered_in_the_order_of_use(name):
    body = summary_of(name).split("\n---\n", 1)[1]
    used = list(dict.fromkeys(re.findall(r"\[\^(\w+)\](?!:)", body)))
    assert used == re.findall(r"^\[\^(\w+)\]:", body, re.MULTILINE) == [str(i + 1) for i in range(len(used))]


@pytest.mark.parametrize("options", [{}, {"edition": "adviser", "date": "2026-05"}])
def test_it_can_be_made_again(options):
    brief = summary_of("gha-2021", **options)
    assert '"summary": true' in brief
    assert differences(brief, "b.md", example("gha-2021")) == []
    assert differences(brief.replace("Name who", "Say who", 1), "b.md", example("gha-2021")) != []


def test_long_evidence_makes_room_for_the_decisions():
    long = " ".join(["word"] * 120)
    text = (
        "wayhome: 1\ncountry: XX\nanswers:\n"
        f"  sop.use: {{answer: patchy, evidence: {long}}}\n"
        f"  referral.use: {{answer: patchy, evidence: {long} twice}}\n"
        f"  service.health: {{answer: patchy, evidence: {long} thrice}}\n"
        "  service.psychosocial: {answer: patchy, evidence: Two clinics help.}\n"
    )
    document = advised(text).to_document(summary=True)
    assert count_words(document.blocks) <= MOST_WORDS
    assert "Two clinics help." in told(document)


def test_a_profile_without_answers_still_gives_a_page():
    text = told(advised("wayhome: 1\ncountry: XX\n").to_document(summary=True))
    assert "Nothing in use stands out" in text
    assert "Decisions asked of" in text


@functools.cache
def scales():
    book = library().questionnaire
    return [(q.question, book.scales[q.scale].levels) for q in book.questions.values() if q.scale and not q.opt_in]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 1))
def test_no_answers_make_it_longer_than_a_page(seed, share):
    chance = random.Random(seed)
    answers = [
        f"  {question}: {{answer: {chance.choice(levels).level}, evidence: {question} is seen in {'many ' * 9}places.}}\n"
        for question, levels in scales()
        if chance.random() < share
    ]
    document = advised("wayhome: 1\ncountry: XX\nanswers:\n" + "".join(answers or ["  sop.use: none\n"])).to_document(
        summary=True
    )
    assert count_words(document.blocks) <= MOST_WORDS
