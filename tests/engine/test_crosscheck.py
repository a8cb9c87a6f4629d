"""Rules of a fork are refused, with their place, where they would break what the rest relies on."""

import shutil

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library, shipped


@pytest.fixture
def fork(tmp_path):
    """Copy the rules with one piece of one file changed, and load them."""
    shutil.copytree(shipped("rules"), tmp_path / "r", ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def load(file, old, new):
        path = tmp_path / "r" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load_library(tmp_path / "r")

    return load


SOPS = "3-structures/procedures-and-referral.yaml"
CONSENT = "- {passage: sop.consent, done: {sop.parts.consent: yes}}"
INFORM = "when: {actor.influence: low, actor.interest: low}"


@pytest.mark.parametrize(
    ("file", "old", "new", "wrong"),
    [
        (SOPS, CONSENT, "- {passage: sop.consent, done: {risk.help: reaching}}", "asked on request only"),
        (SOPS, CONSENT, "- {passage: sop.consnt, done: {sop.parts.consent: yes}}", "did you mean 'sop.consent'?"),
        (SOPS, CONSENT, f"{CONSENT}\n    {CONSENT}", "'sop.consent' stands twice"),
        (SOPS, CONSENT, "- {passage: sop.consent, done: {sop.parts.consnt: yes}}", "did you mean 'sop.parts.consent'?"),
        (SOPS, CONSENT, "- {passage: sop.consent, dne: {sop.parts.consent: yes}}", "did you mean 'done'?"),
        (SOPS, "level: national", "level: natonal", "level"),
        ("3-structures/functions.yaml", INFORM, "when: {risk.help: reaching, actor.interest: low}", "asked on request only"),
        ("3-structures/functions.yaml", INFORM, "when: {lead.body: none}", "reads nothing of the body"),
        ("3-structures/functions.yaml", INFORM, "when: {actor.influnce: low}", "did you mean 'actor.influence'?"),
        ("3-structures/partners.yaml", "when: {actor.influence: high", "when: {lead.body: none", "no fact 'lead.body'"),
        ("2-preconditions/1-political-support.yaml", "lead: cabinet-office", "lead: cabinet", "there is no role 'cabinet'"),
        ("2-preconditions/1-political-support.yaml", ", lead: cabinet-office", "", "lead"),
        ("5-priorities/measures/structures.yaml", "lead_by_mode: {unify:", "lead_by_mode: {unfy:", "did you mean 'unify'?"),
        (
            "5-priorities/measures/structures.yaml",
            "  after: []              # an interim table need not wait for anything",
            "  after: []\n  after_to_create: [procedures]",
            "goes round in a circle",
        ),
        ("4-opportunities/health.yaml", "sector: health", "sector: helth", "did you mean 'health'?"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_where_it_stands(fork, file, old, new, wrong):
    with pytest.raises(InputError) as refused:
        fork(file, old, new)
    assert wrong in str(refused.value)
    assert f"{file.rpartition('/')[2]}:" in str(refused.value)


def test_a_locator_that_differs_from_the_inventory_is_named_at_its_line(tmp_path):
    shutil.copytree(shipped("knowledge"), tmp_path / "k", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    page = next(path for path in (tmp_path / "k" / "handbook").glob("*.md") if "- Locator: " in path.read_text("utf-8"))
    text = page.read_text("utf-8")
    page.write_text(text.replace("- Locator: ", "- Locator: Elsewhere, ", 1), "utf-8")
    line = text[: text.index("- Locator: ")].count("\n") + 1
    with pytest.raises(InputError) as refused:
        load_library(None, tmp_path / "k")
    assert str(refused.value).startswith(f"{page}:{line}:1: ")


def test_a_question_that_names_no_passage_is_told_at_the_item(tmp_path):
    shutil.copytree(shipped("knowledge"), tmp_path / "k", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    pages = (tmp_path / "k" / "questionnaire").glob("[0-9]*.yaml")
    page = next(path for path in pages if "passages: [" in path.read_text("utf-8"))
    text = page.read_text("utf-8").replace("passages: [", "passages: [no.such-passage, ", 1)
    page.write_text(text, "utf-8")
    before = text[: text.index("no.such-passage")]
    with pytest.raises(InputError) as refused:
        load_library(None, tmp_path / "k")
    at = f"{page}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "
    assert str(refused.value).startswith(at)
    assert "names no passage 'no.such-passage'" in str(refused.value)


def test_a_task_without_a_text_is_told_at_its_key(fork, tmp_path):
    with pytest.raises(InputError) as refused:
        fork("6-roadmap/steps.yaml", "task: ", "task: no-such-")
    place, _, what = str(refused.value).splitlines()[0].partition(": ")
    line, column = map(int, place.rsplit(":", 2)[1:])
    lines = (tmp_path / "r" / "6-roadmap" / "steps.yaml").read_text("utf-8").splitlines()
    assert lines[line - 1][column - 1 :].startswith("task: no-such-")
    assert "has no text in wording/steps.yaml" in what
