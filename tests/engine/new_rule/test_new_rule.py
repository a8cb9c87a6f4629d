"""A rule begun: it loads at once, its examples hold, it says where it stands, and nothing else is touched."""

import re
import shutil

import pytest

from wayhome.engine.draft_texts import DRAFT
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library, shipped
from wayhome.engine.new_rule import begun, written
from wayhome.engine.new_rule.wanted import NewRule
from wayhome.engine.new_rule.written import write_new_rule
from wayhome.engine.rule_schema import SCHEMA_FILE
from wayhome.engine.rule_tests.cases import collect, named
from wayhome.engine.rule_tests.running import missing, run

ID = "opportunity.labour.tool-libraries"


def copied(into):
    folders = (into / "rules", into / "knowledge")
    ignored = shutil.ignore_patterns("*.py", "__pycache__", "profiles", SCHEMA_FILE)
    for folder in folders:
        shutil.copytree(shipped(folder.name), folder, ignore=ignored)
    return folders


@pytest.fixture
def fork(tmp_path):
    """A copy of the rulebook and the knowledge."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory):
    """One for everything that is refused: it is read once."""
    return copied(tmp_path_factory.mktemp("unchanged"))


def files_of(fork):
    return {path: path.read_text(encoding="utf-8") for folder in fork for path in folder.rglob("*") if path.is_file()}


def rule(**given):
    return NewRule(
        **{
            "id": ID,
            "kind": "recommendation",
            "title": "Tools to borrow",
            "reads": "service.employment",
            "measure": "work.public-services",
            **given,
        }
    )


@pytest.mark.slow
def test_rules_of_every_kind_load_with_examples_that_hold_and_nothing_is_written_over(fork):
    first = rule()
    own = rule(id="own.idea", title="An idea: ours", measure="own.measure", reads="returns.groups.minorities")
    found = rule(id="context.few-desks", kind="finding", measure="", reads="lead.body.claimants", cites=("scale.sizing",))
    before = files_of(fork)
    additions = [addition for wanted in (first, own, found) for addition in write_new_rule(*fork, wanted)]
    library = load_library(*fork, with_drafts=True)
    for wanted in (first, own, found):
        tested = named(collect(library), wanted.id)
        number, failures = run(tested, library)
        assert (number >= 3, failures, missing(tested, library)) == (True, [], [])
    after = files_of(fork)
    assert {path for path in after if after[path] != before.get(path)} == {addition.path for addition in additions}
    for path, text in before.items():
        assert all(line.rstrip("]") in after[path] for line in text.splitlines())
    for wanted in (first, own):
        assert wanted.id in library.rulebook.measures[wanted.measure].made_of
        assert library.passages[wanted.id].text.startswith(DRAFT)
    assert library.rulebook.findings[found.id].cites == ("scale.sizing",)
    rules, knowledge = fork
    assert [addition.path for addition in additions[:4]] == [  # where its nearest neighbours stand
        knowledge / "handbook" / "inventory.csv",
        knowledge / "handbook" / "table-4.8-labour.md",
        rules / "4-opportunities" / "labour.yaml",
        rules / "5-priorities" / "measures" / "sectors.yaml",
    ]
    for addition in additions:
        assert "".join(addition.text.splitlines()[addition.line - 1 :]).strip()
    with pytest.raises(InputError, match=rf"there is a recommendation '{re.escape(ID)}' already"):
        write_new_rule(*fork, rule())
    assert files_of(fork) == after


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"id": "Not An Id"}, "ID: 'Not An Id' is no id"),
        ({"id": "referral"}, "there is a measure 'referral' already"),
        ({"id": "referral.use"}, "there is a question 'referral.use' already"),
        ({"id": "policy.sectors.health"}, "there is a fact 'policy.sectors.health' already"),
        (
            {"reads": "service.employmet"},
            r"--reads: there is no fact 'service.employmet'; did you mean 'service.employment'\?",
        ),
        ({"cites": ("scale.sizin",)}, r"--passage: there is no passage 'scale.sizin'; did you mean 'scale.sizing'\?"),
        ({"measure": ""}, "--measure: a recommendation is part of a measure; expected one of "),
        ({"measure": "No Id"}, "--measure: 'No Id' is no id"),
        ({"lead": "nobody"}, "--lead: there is no role 'nobody'"),
        ({"sector": "nothing"}, "--sector: there is no sector 'nothing'"),
        ({"title": "two\nlines"}, "--title: .* is no title"),
        ({"reads": "risk.law"}, "asked on request only"),
        ({"id": "sop.consent"}, "sop.consent has no paragraph|is advised and so needs the field"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(unchanged, given, said):
    before = files_of(unchanged)
    with pytest.raises(InputError, match=said) as error:
        write_new_rule(*unchanged, rule(**given))
    assert files_of(unchanged) == before
    named = ("ID", "--", *map(str, unchanged))  # never the copy it was tried in
    assert all(problem.place.file.startswith(named) for problem in error.value.problems)


def test_parts_of_a_measure_one_a_line_get_a_line_more(fork):
    path = fork[0] / "5-priorities" / "measures" / "sectors.yaml"
    text = path.read_text(encoding="utf-8")
    parts = re.search(r"- measure: work\.public-services\n  made_of: \[([^\]]*)\]", text)
    listed = "".join(f"\n    - {part.strip()}" for part in parts.group(1).split(","))
    path.write_text(text.replace(f" [{parts.group(1)}]", listed, 1), encoding="utf-8")
    write_new_rule(*fork, rule())
    assert f"{listed}\n    - {ID}\n" in path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_leaves_the_others_as_they_were(fork, monkeypatch):
    before = files_of(fork)
    original = begun.write_atomically

    def failing(path, text, **options):
        if path.name == "sectors.yaml":
            raise InputError.at(str(path), "cannot be written: no room")
        original(path, text, **options)

    monkeypatch.setattr(begun, "write_atomically", failing)
    with pytest.raises(InputError, match="no room"):
        write_new_rule(*fork, rule())
    assert files_of(fork) == before


def test_a_file_without_leave_to_write_is_named_as_the_authors_own_before_anything_is_tried(fork, monkeypatch):
    before = files_of(fork)
    path = fork[0] / "5-priorities" / "measures" / "sectors.yaml"
    monkeypatch.setattr(written.os, "access", lambda one, mode: one != path)
    with pytest.raises(InputError, match=f"^{re.escape(str(path))}: cannot be written: Permission denied"):
        write_new_rule(*fork, rule())
    assert files_of(fork) == before
