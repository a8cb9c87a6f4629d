"""A brief stands if the same profile, rulebook and options give the same bytes."""

import dataclasses

import pytest

from wayhome.engine.api import LoadedProfile, advise, load_profile
from wayhome.engine.errors import InputError, Place
from wayhome.engine.rulebook import CRITERIA, SetAside
from wayhome.engine.verify import differences, ids_gone

LOADED = load_profile("example:civ")
BRIEF = advise(LOADED).to_markdown()


def found(brief, loaded=LOADED):
    return "; ".join(differences(brief, "b.md", loaded))


def test_a_brief_just_made_stands():
    assert found(BRIEF) == ""


def test_it_stands_with_the_options_it_was_made_with():
    brief = advise(
        LOADED, edition="adviser", date="2026-05", weights={name: i for i, name in enumerate(CRITERIA)}
    ).to_markdown()
    assert brief != BRIEF
    assert found(brief) == ""


def test_it_stands_with_its_diagrams():
    brief = advise(LOADED).to_markdown(mermaid=True)
    assert "\n```mermaid\n" in brief
    assert found(brief) == ""
    assert "the text of the brief was changed" in found(brief.replace(', "mermaid": true', ""))


@pytest.mark.parametrize("given", ["1", "maybe", "[]", "'true'"])
def test_mermaid_is_a_yes_or_no(given):
    brief = advise(LOADED).to_markdown(mermaid=True).replace('"mermaid": true', f'"mermaid": {given}')
    with pytest.raises(InputError, match="expected true or false"):
        found(brief)


def test_double_or_single_entry_is_the_same_brief():
    sentences = LOADED.library.wording.sentences
    single = BRIEF.replace(sentences["entry.double"], sentences["entry.single"])
    assert single != BRIEF
    assert found(single) == ""


@pytest.mark.parametrize(
    "changed",
    [
        BRIEF + "\n",
        BRIEF + "inference: the minister must go\n",
        BRIEF.replace("\ninference: ", "\ninference: not ", 1),
        BRIEF.replace("\ninference: ", "\ninference: true\ninference: ", 1).replace("inference: true\n", "# inference: x\n"),
        BRIEF.replace("# Côte", "# Cote", 1),
        BRIEF[:-200] + BRIEF[-200:].replace(" ", "\N{NO-BREAK SPACE}"),
        BRIEF.replace("\n\n", "\n\u2028\n", 1),
        BRIEF.rstrip("\n"),
    ],
)
def test_any_change_of_the_text_is_found(changed):
    assert changed != BRIEF
    assert "the text of the brief was changed after it was made" in found(changed)


@pytest.mark.parametrize(
    ("key", "what"),
    [
        ("profile-sha256", "the profile is not the one"),
        ("rulebook-sha256", "the rulebook is not"),
        ("knowledge-sha256", "knowledge"),
    ],
)
def test_what_the_brief_was_made_from_is_compared(key, what):
    start = BRIEF.index(f'{key}: "') + len(key) + 3
    assert what in found(f"{BRIEF[:start]}0000{BRIEF[start + 4 :]}")


def test_another_profile_is_not_the_one():
    other = load_profile("example:xx")
    assert "the profile is not the one the brief was made from" in found(BRIEF, other)
    same_words = LoadedProfile(dataclasses.replace(LOADED.profile, digest="0" * 64), LOADED.library)
    assert "the profile is not the one the brief was made from" in found(BRIEF, same_words)


def front(**options):
    lines = [f"  {key}: {value}" for key, value in options.items()]
    return "\n".join(["---", "country: x", "options:", *lines, "---", "", "text", ""])


WEIGHTS = f"{{{', '.join(f'{name}: 1' for name in CRITERIA)}}}"


@pytest.mark.parametrize(
    ("brief", "what"),
    [
        ("", "b.md: there is no front matter; is it a brief written by `wayhome advise`?"),
        ("# A heading\n", "there is no front matter"),
        ("---\na: 1\n", "there is no front matter"),
        ("\n" + BRIEF, "there is no front matter"),
        ("---\na: [\n---\n", "b.md:3:1: not valid YAML"),
        ("---\na: 1\na: 2\n---\n", "b.md:3:1: the key 'a' stands twice"),
        ("---\n- a\n---\n", "b.md:2:1: the front matter has no options"),
        ("---\noptions: draft\n---\n", "b.md:2:1: the front matter has no options"),
        (front(edition="secret", weights=WEIGHTS), "b.md:4:3: there is no edition 'secret'; expected draft, ministerial"),
        (front(edition="[a]", weights=WEIGHTS), "there is no edition ['a']"),
        (front(edition="draft"), "not a set of weights"),
        (front(edition="draft", weights="[1]"), "b.md:5:3: not a set of weights"),
        (front(edition="draft", weights="{gap: 1.5}"), "gap: 1.5 is not a weight"),
        (front(edition="draft", weights=WEIGHTS, date="soon"), "'soon' is not a date"),
        (front(edition="draft", weights=WEIGHTS, date="[2021]"), "is not a date"),
    ],
)
def test_what_is_no_brief_of_ours_is_refused(brief, what):
    with pytest.raises(InputError) as error:
        differences(brief, "b.md", LOADED)
    assert what in str(error.value)


def test_a_first_difference_is_shown_in_a_line_one_can_read():
    words = found(BRIEF.replace("\n\n", "\n\N{ESCAPE}[31m\n" + "x" * 9999 + "\n", 1))
    with pytest.raises(InputError) as error:
        raise InputError.at("b.md", words)
    assert str(error.value).isprintable()
    assert len(str(error.value)) < 1000


def later(tmp_path, **changes):
    """A later library: without a few rules, with a history that tells of some of them."""
    (tmp_path / "history.yaml").write_text(
        "0.2.0:\n  renamed: {measure: {procedures: papers}}\n  removed: {finding: {context.scale: Scale}}\n",
        encoding="utf-8",
    )
    library = LOADED.library
    book = dataclasses.replace(
        library.rulebook,
        measures={
            id_: one
            for id_, one in library.rulebook.measures.items()
            if id_ not in ("procedures", "referral", "information")
        },
        set_aside=(SetAside("measure", "referral", "", "retired", "papers", Place("r.yaml")),),
    )
    return dataclasses.replace(library, rulebook=book, rules=tmp_path, **changes)


def test_what_became_of_each_id_that_a_brief_names_is_told(tmp_path):
    found = ids_gone(BRIEF, "b.md", later(tmp_path, rulebook_digest="0" * 64))
    assert sorted(found) == [
        "information, which the brief names, is nothing that these rules or this knowledge have",
        "procedures, which the brief names, is called papers since version 0.2.0",
        "referral, which the brief names, is retired, replaced by papers",
    ]


def test_of_the_rules_a_brief_was_made_from_no_id_is_gone(tmp_path):
    assert ids_gone(BRIEF, "b.md", LOADED.library) == []
    assert ids_gone(BRIEF.replace("`referral`", "`refferal`"), "b.md", LOADED.library) == []
    other = dataclasses.replace(LOADED.library, rulebook_digest="0" * 64)
    assert ids_gone(BRIEF, "b.md", other) == []
