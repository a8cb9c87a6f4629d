"""The brief for one body: what is asked of it and no more, with whom, by when and why, and how to correct a fact."""

import functools
import re

import pytest

from wayhome import advise, load_profile
from wayhome.engine.brief.summary import count_words
from wayhome.engine.brief.tree import Break, lines_of, words_of
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.recommend import Status
from wayhome.engine.verify import differences

EXAMPLES = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north"]
MOST_WORDS = 1250
"""Of the part a body reads: two pages."""
ROLES = sorted(load_library().questionnaire.roles)


@functools.cache
def example(name):
    return advise(load_profile(f"example:{name}"))


def brief(name, role):
    return example(name).to_markdown(body=role)


def main_part(document):
    cut = next((i for i, block in enumerate(document.blocks) if isinstance(block, Break)), len(document.blocks))
    return document.blocks[:cut]


def section(text, title):
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0].split("\n---\n")[0]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_body_receives_at_most_two_pages_in_plain_words(name):
    for role in ROLES:
        document = example(name).to_document(body=role)
        blocks = main_part(document)
        assert count_words(blocks) <= MOST_WORDS, role
        text = "\n".join(words_of(line) for line in lines_of(blocks))
        assert not re.search(r"\{\w*\}|\bpossibl[ey]\b|\bNone\b(?! of)|\(\)|\.\.(?!\.)", text), role
        markdown = brief(name, role)
        used = set(re.findall(r"\[\^(\w+)\](?!:)", markdown))
        assert used == set(re.findall(r"^\[\^(\w+)\]:", markdown, re.MULTILINE)), role


def test_it_calls_the_body_by_its_real_name_and_says_how_to_answer():
    text = brief("xx", "ministry-labour")
    assert text.split("\n# ")[1].startswith("Exampleland: what is asked of Ministry of Work\n")
    assert '\nfor: "Ministry of Work"\n' in text
    assert "accepted if funded" in text
    assert "tell us whose it is" in text
    assert "To correct one," in text


def test_what_it_leads_stands_with_decision_time_cost_reason_sign_and_what_comes_first():
    told = section(brief("xx", "ministry-labour"), "What we ask you to lead")
    leads = [r for r in example("xx").advice.ranked if r.lead == "ministry-labour" and r.of_class == "recommended"]
    assert told.count("\n### ") == min(3, len(leads)) == 3
    for words in (
        "What is asked:",
        "When and at what cost:",
        "Why here:",
        "Sign that it works:",
        "What others deliver first:",
    ):
        assert told.count(f"**{words}**") == 3
    assert "Employment offices ask for twelve months of residence" in told
    assert "(Cabinet Secretariat)" in told  # who has to deliver first
    assert "**What your other clients gain:** residents looking for work" in told
    assert "new money: small" in told


def test_what_it_joins_names_who_leads():
    told = section(brief("xx", "ministry-labour"), "What we ask you to join")
    row = next(line for line in told.splitlines() if line.startswith("| Bring the coordinating bodies under one chair."))
    assert (
        "| Cabinet Secretariat | February 2026 (month 1) to July 2027 (month 18) | Two committees stand side by side" in row
    )
    assert "Your part: returnees in labour policy." in told


def test_its_own_sector_is_what_it_could_still_open():
    told = section(brief("xx", "ministry-labour"), "What your sector could still open")
    assert "| Returnees in labour policy |" in told
    assert "health" not in told


def test_its_page_of_questions_is_that_of_annex_e():
    found = example("gha-2021")
    asked = next(task.questions for task in found.advice.roadmap.tasks if task.id == "ask.ministry-finance")
    told = section(brief("gha-2021", "ministry-finance"), "What we could not confirm, and you can answer")
    names = [found.advice.library.questionnaire.questions[id_].name for id_ in asked]
    assert names
    for name in names[:5]:
        assert f"**{name[0].upper()}{name[1:]}.**" in told


def test_the_citations_lead_an_auditor_to_the_handbook():
    checked = brief("xx", "ministry-labour").split("\n## For those who check\n")[1]
    assert "`opportunity.labour.public-employment-services` (Table 4.8 / Labour / item 6; L705; could)" in checked
    assert "CRS 16020" in checked


def test_a_body_nothing_concerns_is_told_so_in_one_sentence(tmp_path):
    path = tmp_path / "p.yaml"
    path.write_text("wayhome: 1\ncountry: GHA\n", encoding="utf-8")
    document = advise(load_profile(path)).to_document(body="employers")
    assert len(document.blocks) == 2
    assert words_of(document.blocks[1].line).startswith("Nothing in this advice asks anything of employers' associations")


def test_an_unknown_body_is_refused_with_the_nearest():
    with pytest.raises(InputError, match=r"for: there is no body 'ministry-labor'.*did you mean 'ministry-labour'\?"):
        brief("xx", "ministry-labor")


@pytest.mark.parametrize("edition", ["adviser", "confidential"])
def test_editions_for_the_adviser_are_for_no_other_body(edition):
    found = advise(load_profile("example:xx"), edition=edition)
    with pytest.raises(InputError, match="is not for other bodies to read; expected draft or ministerial"):
        found.to_document(body="ministry-labour")


@pytest.mark.parametrize("role", ["ministry-labour", "employers"])
def test_it_can_be_made_again(role):
    loaded = load_profile("example:xx")
    text = advise(loaded, edition="ministerial", date="2026-05").to_markdown(body=role)
    assert f'"for": "{role}"' in text
    assert differences(text, "b.md", loaded) == []


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ('"for": 3', "expected a role, such as ministry-labour"),
        ('"for": "nobody"', "there is no body 'nobody'"),
        ('"for": "ministry-labour", "summary": true', "exclude each other"),
        ('"summary": "maybe"', "expected true or false"),
    ],
)
def test_a_front_matter_nobody_wrote_is_refused(options, what):
    text = brief("xx", "ministry-labour").replace('"for": "ministry-labour"', options)
    with pytest.raises(InputError) as error:
        differences(text, "b.md", load_profile("example:xx"))
    assert what in str(error.value)


def test_a_summary_for_a_body_is_not_made():
    with pytest.raises(InputError, match="exclude each other"):
        example("xx").to_document(summary=True, body="ministry-labour")


def test_what_an_area_cannot_decide_reaches_the_body_it_lies_with_and_those_who_check():
    text = brief("xx-north", "cabinet-office")
    assert "decide or pass on one matter of the national level." in text
    told = section(text, "What the national level decides in your field")
    assert "- Settle in writing who answers for reintegration. Your part: one body that answers for reintegration." in told
    assert "`coordination.step-1-ownership`" in section(text, "For those who check")


def test_every_certain_ask_of_an_area_stands_in_the_brief_of_one_body():
    asked = {verdict.rule.id for verdict in example("xx-north").advice.asks if verdict.asked is Status.RECOMMENDED}
    assert len(asked) > 3
    found = {id_ for role in ROLES for id_ in asked if f"`{id_}`" in brief("xx-north", role)}
    assert found == asked


@pytest.mark.parametrize("role", ["cabinet-office", "ministry-labour"])
def test_a_country_passes_nothing_on(role):
    assert "national level" not in brief("xx", role)
