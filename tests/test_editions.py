"""What an edition's readers may not see is absent from every output; the ministerial edition has a gate."""

import pytest

from wayhome import __version__, advise, load_profile
from wayhome.engine.brief.compose import compose
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.errors import InputError

SECRET = "unmistakable-evidence-of-a-withheld-answer"
PROFILE = f"""\
wayhome: 1
country: XX
date: 2026-06
answers:
  service.protection: {{answer: withheld, evidence: {SECRET}}}
  service.psychosocial: patchy
"""


@pytest.fixture
def profile(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return load_profile(path)


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_what_only_a_withheld_answer_could_decide_is_nowhere(profile, edition):
    found = advise(profile, edition=edition)
    for text in (found.to_markdown(), found.to_json()):
        assert SECRET not in text
        assert "opportunity.social-welfare.vulnerable-services" not in text
        assert '"service.protection"' not in text


def test_the_confidential_edition_raises_it(profile):
    found = advise(profile, edition="confidential")
    assert "opportunity.social-welfare.vulnerable-services" in found.to_markdown()
    assert "opportunity.social-welfare.vulnerable-services" in found.to_json()


def test_a_withheld_answer_makes_no_scoping_task(profile):
    questions = {q for step in advise(profile).to_result().roadmap.steps for task in step.tasks for q in task.questions}
    assert "service.protection" not in questions
    assert "returns.number" in questions


def test_a_withheld_answer_narrowed_by_a_rule_stays_silent(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE + "  returns.obstacles: {answer: {safety: yes}}\n", encoding="utf-8")
    text = advise(load_profile(path)).to_markdown()
    assert "opportunity.social-welfare.vulnerable-services" not in text


@pytest.mark.parametrize("name", ["civ", "gha-2021"])
def test_the_ministerial_edition_of_a_thin_profile_is_refused_with_what_is_missing(name):
    with pytest.raises(InputError) as refused:
        advise(load_profile(f"example:{name}"), edition="ministerial")
    text = str(refused.value)
    assert "returns.number" in text
    assert "--edition draft" in text


def test_the_ministerial_edition_of_a_complete_profile_is_made():
    assert "ministerial edition" in advise(load_profile("example:xx"), edition="ministerial").to_markdown()


def test_words_beside_a_partly_withheld_answer_are_withheld_too(tmp_path):
    path = tmp_path / "profile.yaml"
    groups = f"{{answer: {{minorities: withheld, women-workers: yes}}, evidence: {SECRET}}}"
    path.write_text(f"wayhome: 1\ncountry: XX\nanswers:\n  returns.groups: {groups}\n", encoding="utf-8")
    found = advise(load_profile(path))
    assert SECRET not in found.to_markdown() + found.to_json()
    assert '"returns.groups.minorities"' not in found.to_json()
    assert '"returns.groups.women-workers"' in found.to_json()
    assert SECRET in advise(load_profile(path), edition="confidential").to_json()


def test_a_list_withheld_as_a_whole_is_not_asked_for(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text("wayhome: 1\ncountry: XX\nanswers:\n  returns.obstacles: withheld\n", encoding="utf-8")
    found = advise(load_profile(path))
    asked = {q for step in found.to_result().roadmap.steps for task in step.tasks for q in task.questions}
    assert "returns.obstacles" not in asked
    assert "returns.obstacles" not in {unknown.question for unknown in found.to_result().unknowns}


def test_a_guard_for_the_adviser_leaves_no_trace_in_other_editions():
    for edition, is_seen in (("draft", False), ("adviser", True)):
        found = advise(load_profile("example:xx"), edition=edition).to_json()
        assert ('"capture#unless"' in found) is is_seen


def drawn(found):
    """The names of the pictures of a brief; every word and shape of theirs, in each form they have."""
    pictures = [block for block in compose(found.advice, __version__).blocks if isinstance(block, Picture)]
    text = "\n".join(f"{words_of(p.title)}\n{p.alternative}\n{p.svg}\n{p.mermaid}" for p in pictures)
    assert all(p.mermaid in found.to_markdown(mermaid=True) for p in pictures)
    return {p.name for p in pictures}, text


@pytest.mark.parametrize("edition", ["draft", "ministerial"])
def test_pictures_for_the_adviser_are_in_no_other_edition(edition):
    names, text = drawn(advise(load_profile("example:xx"), edition=edition))
    assert names == {"timeline", "intervals"}
    for words in ("influence", "quadrantChart", "not yet", "in part<", "sectors-", "preconditions-", "stakeholders-"):
        assert words not in text


@pytest.mark.parametrize("edition", ["adviser", "confidential"])
def test_the_adviser_is_shown_all_of_them(edition):
    names, text = drawn(advise(load_profile("example:xx"), edition=edition))
    assert names == {"preconditions", "timeline", "intervals", "stakeholders", "sectors"}
    for words in ("much influence", "quadrantChart", "not yet", "in part<"):
        assert words in text


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_what_is_withheld_is_in_no_picture(profile, edition):
    raised = "harmed or at risk"
    _, text = drawn(advise(profile, edition=edition))
    assert SECRET not in text
    assert raised not in text
    assert raised in drawn(advise(profile, edition="confidential"))[1]


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_a_body_of_which_something_is_withheld_is_in_no_picture(tmp_path, edition):
    path = tmp_path / "path.yaml"
    bodies = f"{{a: {{name: {SECRET}, influence: high, interest: withheld}}, b: {{name: An Office, influence: low}}}}"
    path.write_text(f"wayhome: 1\ncountry: XX\nanswers:\n  stakeholders.actors: {{answer: {bodies}}}\n", encoding="utf-8")
    assert SECRET not in drawn(advise(load_profile(path), edition=edition))[1]
    assert SECRET in drawn(advise(load_profile(path), edition="confidential"))[1]


def test_a_date_that_is_withheld_is_in_no_picture(tmp_path):
    path = tmp_path / "path.yaml"
    dates = f"{{answer: {{budget: withheld, labour: {{date: 2026-09, title: Shown}}}}, evidence: {SECRET}}}"
    frame = "{answer: {start: 2026-07, months: 12}}"
    path.write_text(
        f"wayhome: 1\ncountry: XX\ndate: 2026-06\nanswers:\n  frame.start-horizon: {frame}\n  frame.openings: {dates}\n",
        encoding="utf-8",
    )
    _, text = drawn(advise(load_profile(path)))
    assert ">Shown<" in text
    assert "The budget<" not in text
    assert SECRET not in text
