"""`wayhome rules version`, `changelog` and `impact`, and what other commands say of rules that were set aside."""

import json
import shutil

import pytest
from jsonschema import Draft202012Validator

from wayhome.engine.library import load_library, shipped
from wayhome.engine.schemas import schema_of

RULES = "4-opportunities/labour.yaml"
WELFARE = "4-opportunities/social-welfare.yaml"
SKILLS = "opportunity.labour.use-skills"


@pytest.fixture
def fork(tmp_path):
    """A copy of the rules, in the folder the program runs in."""
    folder = tmp_path / "new"
    shutil.copytree(shipped("rules"), folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def mark(fork, id_, *lines, file=RULES, kind="recommend"):
    path = fork / file
    text = path.read_text(encoding="utf-8")
    head = f"- {kind}: {id_}\n"
    assert head in text
    path.write_text(text.replace(head, head + "".join(f"  {line}\n" for line in lines), 1), encoding="utf-8")


def test_version_prints_version_and_hash_of_both(invoke, fork):
    library = load_library()
    run = invoke("rules", "version")
    assert run.stdout.split() == [
        "rulebook",
        library.rulebook_version,
        library.rulebook_digest,
        "knowledge",
        library.knowledge_version,
        library.knowledge_digest,
    ]
    (fork / "rulebook.yaml").unlink()
    assert invoke("rules", "version", "new").stdout.startswith("rulebook   no version ")
    (fork / "rulebook.yaml").write_text("version: 1\n")
    run = invoke("rules", "version", "new")
    assert run.exit_code == 1
    assert "rulebook.yaml:1:" in run.output


def test_briefs_and_results_name_the_versions(invoke):
    library = load_library()
    brief = invoke("advise", "example:xx").stdout
    assert f'\nrulebook-version: "{library.rulebook_version}"\nrulebook-sha256: "{library.rulebook_digest}"\n' in brief
    assert f'\nknowledge-version: "{library.knowledge_version}"\nknowledge-sha256: "' in brief
    digest = json.loads(invoke("advise", "example:xx", "--format", "json").stdout)["digest"]
    assert (digest["rulebook_version"], digest["knowledge_version"]) == (
        library.rulebook_version,
        library.knowledge_version,
    )


def test_changelog_warns_on_standard_error_and_its_json_fits_the_schema(invoke, fork):
    assert "Nothing changed" in invoke("rules", "changelog", shipped("rules"), "new").stdout
    mark(fork, SKILLS, "status: retired")
    run = invoke("rules", "changelog", shipped("rules"), "new", "--format", "json")
    assert run.exit_code == 0
    assert run.stderr.startswith("wayhome: warning: the rulebook says ")
    found = json.loads(run.stdout)
    Draft202012Validator(schema_of("changelog")).validate(found)
    assert found["entries"][0] | {"said": None} == {
        "kind": "recommendation",
        "id": SKILLS,
        "title": "Tests and use for skills learned abroad",
        "how": "retired",
        "other": None,
        "step": "major",
        "version": "rulebook",
        "said": None,
    }
    assert invoke("rules", "changelog", shipped("rules"), "new", "-o", "c.md", "--format", "md").stdout == "Written: c.md\n"


def test_impact_tells_what_it_cannot_read_and_ends_with_status_1(invoke, fork, tmp_path, profile):
    mark(fork, SKILLS, "status: retired")
    folder = tmp_path / "profiles"
    folder.mkdir()
    shutil.copy(profile, folder / "gha.yaml")
    run = invoke("rules", "impact", shipped("rules"), "new", "--profiles", "profiles", "--format", "json")
    assert run.exit_code == 0
    found = json.loads(run.stdout)
    Draft202012Validator(schema_of("impact")).validate(found)
    assert (found["read"], found["changed"], found["rules"][0]["id"]) == (1, 1, SKILLS)
    (folder / "broken.yaml").write_text("wayhome: 1\nanswers: {\n")
    run = invoke("rules", "impact", shipped("rules"), "new", "--profiles", "profiles")
    assert run.exit_code == 1
    assert "1 of 1 profile changes." in run.stdout
    assert "broken.yaml" in run.stderr


def test_a_retired_id_leads_somewhere(invoke, fork, profile):
    brief = invoke("advise", profile).stdout
    mark(fork, SKILLS, "status: retired", "replaced_by: opportunity.labour.needs-in-policy")
    options = ("--rulebook", "new")
    shown = invoke("rules", "show", SKILLS, *options).stdout
    by = "Returnees in labour policy [opportunity.labour.needs-in-policy] stands in its place."
    assert f"[{SKILLS}] was retired and advises nothing any more; {by}" in " ".join(shown.split())
    explained = invoke("explain", profile, SKILLS, *options)
    assert explained.exit_code == 1
    assert "was retired, replaced by opportunity.labour.needs-in-policy" in explained.output
    compared = invoke("compare", profile, "--rulebook", "new").stdout
    assert "the rule was retired, replaced by opportunity.labour.needs-in-policy" in " ".join(compared.split())
    assert f"{SKILLS} " in invoke("rules", "list", *options).stdout
    (profile.parent / "old.md").write_text(brief, encoding="utf-8")
    verified = invoke("verify", "old.md", "--profile", profile, *options)
    assert verified.exit_code == 1
    assert f"{SKILLS}, which the brief names, is retired, replaced by opportunity.labour.needs-in-policy" in verified.output


def test_a_draft_is_shown_and_tested_and_not_advised(invoke, fork, profile):
    mark(fork, SKILLS, "status: draft")
    options = ("--rulebook", "new")
    assert "This is a draft." in invoke("rules", "show", SKILLS, *options).stdout
    assert "examples hold" in invoke("rules", "test", "-k", SKILLS, *options).output
    assert "(draft)" in invoke("rules", "list", *options).stdout
    explained = invoke("explain", profile, SKILLS, *options)
    assert "is a draft, which advises nothing yet" in explained.output
    assert SKILLS not in invoke("advise", profile, *options).stdout


def test_a_log_keeps_what_was_reported_on_a_measure_that_was_retired(invoke, fork, tmp_path):
    shutil.copy(load_library().examples / "xx.yaml", tmp_path / "xx.yaml")
    measure = "papers-and-welfare"
    report = (
        "review",
        "progress",
        "xx.yaml",
        measure,
        "--state",
        "under-way",
        "--date",
        "2026-03",
        "--evidence",
        "A circular.",
    )
    assert invoke(*report).exit_code == 0
    mark(fork, "opportunity.social-welfare.welfare-access-and-documents", "status: retired", file=WELFARE)
    mark(fork, measure, "status: retired", "replaced_by: care", file="5-priorities/measures/services.yaml", kind="measure")
    status = invoke("review", "status", "xx.yaml", "--rulebook", "new")
    assert status.exit_code == 0, status.output
    told = " ".join(status.stdout.split())
    assert f"The rule [{measure}] was retired; [care] stands in its place. Work: under way" in told
    again = invoke(*report, "--rulebook", "new")
    assert again.exit_code == 1
    assert f"'{measure}' is retired, replaced by care" in again.output


def renamed_in_version_2(folder, of, kinds):
    path = folder / "history.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("\n0.1.0:") == 1
    path.write_text(text.replace("\n0.1.0:", f"\n0.2.0:\n{kinds}0.1.0:"), encoding="utf-8")
    (folder / f"{of}.yaml").write_text("version: 0.2.0\n", encoding="utf-8")


def test_an_id_that_the_history_calls_renamed_or_taken_out_leads_somewhere(invoke, fork, tmp_path, profile):
    knowledge = tmp_path / "knowledge"
    shutil.copytree(shipped("knowledge"), knowledge, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    renamed_in_version_2(
        fork, "rulebook", "  renamed: {measure: {papers-once: referral}}\n  removed: {finding: {context.x: X}}\n"
    )
    renamed_in_version_2(knowledge, "knowledge", "  renamed: {passage: {text.once: referral.why}}\n")
    options = ("--rulebook", "new", "--knowledge", "knowledge")
    for command, said in (
        (("explain", profile, "papers-once"), "to explain; it is called referral since version 0.2.0\n"),
        (("explain", profile, "context.x"), "to explain; it was taken out in version 0.2.0\n"),
        (
            ("handbook", "show", "text.once"),
            "there is no passage 'text.once'; it is called referral.why since version 0.2.0\n",
        ),
    ):
        run = invoke(*command, *options)
        assert run.exit_code == 1
        assert run.output.endswith(said)
    brief = invoke("advise", profile).stdout
    (tmp_path / "old.md").write_text(brief.replace("`referral`", "`papers-once`"), encoding="utf-8")
    verified = invoke("verify", "old.md", "--profile", profile, *options)
    assert verified.exit_code == 1
    assert verified.output.splitlines()[1:] == [
        "old.md: papers-once, which the brief names, is called referral since version 0.2.0"
    ]


def test_a_renamed_id_does_not_lead_to_what_this_edition_keeps_to_itself(invoke, fork, profile):
    kept = next(id_ for id_, one in load_library().rulebook.measures.items() if one.audience != "brief")
    renamed_in_version_2(fork, "rulebook", f"  renamed: {{measure: {{kept-once: {kept}}}}}\n")
    run = invoke("explain", profile, "kept-once", "--rulebook", "new")
    assert run.exit_code == 1
    assert kept not in run.output


def test_a_log_tells_what_became_of_a_measure_that_was_renamed(invoke, fork, tmp_path):
    shutil.copy(load_library().examples / "xx.yaml", tmp_path / "xx.yaml")
    old, new = "papers-and-welfare", "papers"
    report = ("review", "progress", "xx.yaml", old, "--state", "under-way", "--date", "2026-03", "--evidence", "A circular.")
    assert invoke(*report).exit_code == 0
    knowledge = tmp_path / "knowledge"
    shutil.copytree(shipped("knowledge"), knowledge, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for path in (*fork.glob("5-priorities/measures/services*"), knowledge / "measures" / "services.md"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    renamed_in_version_2(fork, "rulebook", f"  renamed: {{measure: {{{old}: {new}}}}}\n")
    options = ("--rulebook", "new", "--knowledge", "knowledge")
    told = " ".join(invoke("review", "status", "xx.yaml", *options).stdout.split())
    assert f"[{old}] is called [{new}] since version 0.2.0 of the rules" in told
    again = invoke(*report, *options)
    assert again.exit_code == 1
    assert f"this brief has no action '{old}'; it is called {new} since version 0.2.0" in again.output
