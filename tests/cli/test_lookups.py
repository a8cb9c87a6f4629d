"""`wayhome profiles`, `rules`, `handbook` and `schema`: what there is to look up."""

import json
import shutil

import pytest

from wayhome.engine.library import load_library, shipped

LIBRARY = load_library()


def test_profiles_lists_the_examples_and_each_can_be_used(invoke):
    listed = [line.split()[0] for line in invoke("profiles").output.splitlines()]
    assert listed == sorted(f"example:{path.stem}" for path in (shipped("knowledge") / "profiles").glob("*.yaml"))


def test_a_title_cannot_write_to_the_terminal(invoke, tmp_path):
    shutil.copytree(shipped("knowledge"), tmp_path / "k", ignore=shutil.ignore_patterns("*.py", "__pycache__", "profiles"))
    (tmp_path / "k" / "profiles").mkdir()
    (tmp_path / "k" / "profiles" / "x.yaml").write_text('wayhome: 1\ncountry: GHA\ntitle: "a\\e[31m\\nb"\n')
    assert invoke("profiles", "--knowledge", "k").output == "example:x          a[31m b\n"


def test_rules_list_names_every_rule(invoke):
    text = invoke("rules", "list").output
    book = LIBRARY.rulebook
    rules = [rule.id for rule in (*book.implications, *book.contradictions)]
    for id_ in (*rules, *book.recommendations, *book.findings, *book.measures, *book.some_actor, *book.actor_rules):
        assert f" {id_} " in text


@pytest.mark.parametrize(
    "kind", ["implications", "contradictions", "findings", "recommendations", "measures", "some_actor", "actor_rules"]
)
def test_rules_show_prints_the_rule_as_its_file_has_it(invoke, kind):
    found = getattr(LIBRARY.rulebook, kind)
    rule = next(iter(found.values() if isinstance(found, dict) else found))
    run = invoke("rules", "show", rule.id)
    assert run.exit_code == 0
    assert f"\n# {rule.place}\n- " in run.output
    _, lines = run.output.split(f"\n# {rule.place}\n")
    assert rule.id.partition("@")[0] in lines.splitlines()[0]


@pytest.mark.parametrize("command", ["rules", "handbook"])
def test_an_id_that_is_none_comes_with_the_one_that_was_meant(invoke, command):
    run = invoke(command, "show", "referral.wy")
    assert (run.exit_code, "did you mean 'referral.why'?" in run.output) == (1, True)


def test_handbook_show_says_where_how_strongly_and_who_cites(invoke):
    text = invoke("handbook", "show", "referral.why").output
    passage = LIBRARY.passages["referral.why"]
    assert f"referral.why ({passage.locator}; {passage.strength})" in text
    assert "Cited by: referral.why" in text
    assert "Asked by: " in text
    assert "Cited by: step 1" in invoke("handbook", "show", "step.1-sensitization").output


@pytest.mark.parametrize(
    ("what", "draft"),
    [
        ("profile", "http://json-schema.org/draft-07/schema#"),
        ("rulebook", "https://json-schema.org/draft/2020-12/schema"),
        ("cases", "https://json-schema.org/draft/2020-12/schema"),
        ("advice", "https://json-schema.org/draft/2020-12/schema"),
    ],
)
def test_schema_prints_a_json_schema(invoke, what, draft):
    assert json.loads(invoke("schema", what).output)["$schema"] == draft


def test_schema_of_a_profile_knows_the_questions_of_a_fork(invoke, tmp_path):
    shutil.copytree(shipped("knowledge"), tmp_path / "k", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    page = tmp_path / "k" / "questionnaire" / "02-returns.yaml"
    page.write_text(page.read_text().replace("      falling:\n", "      ebbing:\n"))
    assert '"ebbing"' in invoke("schema", "profile", "--knowledge", "k").output
    assert '"ebbing"' not in invoke("schema", "profile").output
    assert invoke("schema", "profile", "--knowledge", "nowhere").exit_code == 1


def test_handbook_coverage_accounts_for_every_row(invoke):
    run = invoke("handbook", "coverage")
    assert run.exit_code == 0
    assert "Every row is accounted for." in run.output
    (total,) = [line.split() for line in run.output.splitlines() if line.startswith("Total")]
    assert total[1] == "416"
    assert sum(map(int, total[2:])) == 416
    assert total[-1] == "0"


def test_handbook_coverage_fails_with_the_rows_nothing_carries(invoke, tmp_path):
    shutil.copytree(shipped("rules"), tmp_path / "r", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = tmp_path / "r" / "3-structures" / "procedures-and-referral.yaml"
    kept = [line for line in path.read_text().splitlines() if "reference.module-2" not in line]
    path.write_text("\n".join(kept) + "\n")
    run = invoke("handbook", "coverage", "--rulebook", "r")
    assert run.exit_code == 1
    assert "1 row is not accounted for:" in run.output
    assert "- reference.module-2" in run.output


def test_handbook_coverage_turned_round_names_rules_and_questions(invoke):
    text = " ".join(invoke("handbook", "coverage", "--reverse").output.split())
    assert "sop.consent: coordination.step-4-sops" in text
    assert "asked by sop.use, " in text


@pytest.mark.parametrize("command", [("handbook", "show"), ("explain", "example:xx")])
def test_finance_is_another_word_for_business_and_finance(invoke, command):
    run = invoke(*command, "opportunity.finance.outreach")
    assert run.exit_code == 0
    assert "opportunity.business-finance.outreach" in run.output


def test_an_implication_can_be_shown_by_the_id_the_list_gives_it(invoke):
    listed = next(word for word in invoke("rules", "list").stdout.split() if "@" in word)
    assert invoke("rules", "show", listed).stdout == invoke("rules", "show", listed.partition("@")[0]).stdout != ""
