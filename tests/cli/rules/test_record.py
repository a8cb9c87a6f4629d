"""`wayhome rules record`, and where the history it writes is shown."""

import shutil

import pytest

from wayhome.engine.library import shipped

from ...engine.lint.small_rulebook import copy_small

FORK = ("--rulebook", "new/rules", "--knowledge", "new/knowledge")
RECORD = ("rules", "record", "new/rules", "--since", "old/rules", "--knowledge", "new/knowledge")
CARE = "rules/5-priorities/measures/care.yaml"
SAID = "Months: was from month 3, for 9, is now from month 2, for 9."
BECAUSE = "قررت الوزارة | <img src=x onerror=alert(1)> [x](javascript:y) `a`\n# second line"


@pytest.fixture
def fork(tmp_path):
    """A small rulebook, and a copy of it in which a measure has other months, as version 2.0.0."""
    for name in ("old", "new"):
        copy_small(tmp_path / name)
    new = tmp_path / "new"
    text = (new / CARE).read_text(encoding="utf-8")
    (new / CARE).write_text(text.replace("months: [3, 9]", "months: [2, 9]"), encoding="utf-8")
    (new / "rules" / "rulebook.yaml").write_text("version: 2.0.0\n", encoding="utf-8")
    return new


def one_line(text):
    return " ".join(text.split())


def test_what_is_recorded_is_shown_with_its_day_and_reason_and_lint_is_content(invoke, fork):
    run = invoke(*RECORD, "--reason", "care", "They are ready.", "--date", "2026-05-01")
    assert (run.exit_code, run.stdout) == (0, "Written: new/rules/history.yaml, version 2.0.0\n")
    shown = one_line(invoke("rules", "show", "care", *FORK).stdout)
    assert (
        f"History - Version 2.0.0 (2026-05-01): {SAID} Why: They are ready. - In the rulebook since version 1.0.0." in shown
    )
    assert "History - In the rulebook since version 1.0.0." in one_line(invoke("rules", "show", "women", *FORK).stdout)
    assert invoke("rules", "lint", *FORK).stdout == "no errors, no warnings.\n"
    assert invoke(*RECORD).stdout == "Nothing new: new/rules/history.yaml, version 2.0.0\n"


def test_rules_and_knowledge_are_recorded_together_where_both_are_known(invoke, fork):
    run = invoke(*RECORD, "--old-knowledge", "old/knowledge")
    assert run.stdout == (
        "Written: new/rules/history.yaml, version 2.0.0\nWritten: new/knowledge/history.yaml, version 1.0.0\n"
    )
    assert "- In the knowledge since version 1.0.0." in invoke("rules", "show", "returns.trend", *FORK).stdout


def test_what_people_write_is_inert_wherever_it_is_printed(invoke, fork, tmp_path):
    assert invoke(*RECORD, "--because", BECAUSE, "--reason", "care", BECAUSE).exit_code == 0
    said = r"قررت الوزارة \| \<img src=x onerror=alert(1)\> \[x\](javascript:y) \`a\` # second line"
    assert f"Why: {said}\n" in invoke("rules", "show", "care", *FORK, "--format", "md").stdout
    for form in ("md", "html"):
        assert invoke("rules", "docs", *FORK, "-o", form, "--format", form).exit_code == 0
    assert (tmp_path / "md" / "changes.md").read_text(encoding="utf-8").count(f"Why: {said}\n") == 2
    changes = (tmp_path / "html" / "changes.html").read_text(encoding="utf-8")
    assert "<img" not in changes
    assert changes.count("&lt;img src=x onerror=alert(1)&gt; [x](javascript:y) `a` # second line") == 2


def test_what_is_refused_ends_with_status_1_and_what_to_write(invoke, fork):
    (fork / "rules" / "rulebook.yaml").write_text("version: 1.1.0\n", encoding="utf-8")
    run = invoke(*RECORD)
    assert run.exit_code == 1
    assert run.output == (
        "new/rules/rulebook.yaml: the rulebook says 1.1.0, and a major change since 1.0.0 asks for 2.0.0 at least;"
        " write `version: 2.0.0`, or later\n"
    )
    assert invoke("rules", "record", "nowhere").output == "nowhere: there is no such folder\n"
    assert invoke("rules", "record").exit_code == 2


def test_a_reason_that_no_longer_fits_is_told(invoke, fork, tmp_path):
    assert invoke(*RECORD, "--reason", "care", "They are ready.").exit_code == 0
    shutil.copy(tmp_path / "old" / CARE, fork / CARE)
    run = invoke(*RECORD)
    assert run.exit_code == 0
    assert run.stderr == "wayhome: warning: 2.0.0 no longer speaks of care; its reason was: They are ready.\n"


def test_a_broken_history_is_named_by_whatever_reads_it(invoke, fork):
    (fork / "rules" / "history.yaml").write_text("2.0.0: {nwe: {}}\n", encoding="utf-8")
    named = "new/rules/history.yaml:1:9: "
    for call in (("rules", "lint", *FORK), ("rules", "show", "care", *FORK), ("rules", "docs", *FORK, "-o", "d"), RECORD):
        run = invoke(*call)
        assert run.exit_code == 1, call
        assert named in run.output
        assert "unknown key 'nwe'; did you mean 'new'?" in run.output


def test_a_broken_history_stops_no_advice(invoke, profile, tmp_path):
    shutil.copytree(shipped("rules"), tmp_path / "new", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "new" / "history.yaml").write_text("{", encoding="utf-8")
    assert invoke("advise", profile, "--rulebook", "new").stdout == invoke("advise", profile).stdout


def test_rules_without_a_history_are_shown_and_checked_without_a_word_of_it(invoke, fork):
    assert "\nHistory\n" not in invoke("rules", "show", "care", *FORK).stdout
    assert invoke("rules", "lint", *FORK).stdout == "no errors, no warnings.\n"


def test_a_rule_that_no_version_names_says_so_and_claims_nothing(invoke, fork):
    (fork / "rules" / "history.yaml").write_text("2.0.0: {}\n", encoding="utf-8")
    assert "\nHistory\nIn no version yet.\n" in invoke("rules", "show", "care", *FORK).stdout
    assert "\nHistory\n" not in invoke("rules", "show", "returns.trend", *FORK).stdout
    lint = invoke("rules", "lint", *FORK).stdout
    assert (
        "care.yaml:1:3: history-behind warning: no version in the history names the measure care; `wayhome rules record`"
        in lint
    )


def test_an_id_of_before_leads_to_what_became_of_it(invoke, fork):
    said = "2.0.0:\n  renamed: {guard: {was: women}}\n  removed: {guard: {gone: Gone}}\n1.0.0:\n  new: {guard: [was]}\n"
    (fork / "rules" / "history.yaml").write_text(said, encoding="utf-8")
    for id_, became in (("was", "it is called women since version 2.0.0"), ("gone", "it was taken out in version 2.0.0")):
        run = invoke("rules", "show", id_, *FORK)
        assert (run.exit_code, run.output) == (1, f"ID: there is no rule {id_!r}; {became}\n")
    shown = one_line(invoke("rules", "show", "women", *FORK).stdout)
    assert "Version 2.0.0: it is now called women; before, it was was. - In the rulebook since version 1.0.0." in shown


def test_a_retired_rule_keeps_its_history(invoke, fork):
    path = fork / "rules" / "0-implications" / "small.yaml"
    text = path.read_text(encoding="utf-8")
    head = "- implication: care-needs-a-table\n"
    new = text.replace("care-needs-a-table", "care-needs-one-table")
    retired = text.replace(head, f"{head}  status: retired\n  replaced_by: care-needs-one-table\n")
    path.write_text(f"{retired}{new}", encoding="utf-8")
    assert invoke(*RECORD).exit_code == 0
    shown = one_line(invoke("rules", "show", "care-needs-a-table", *FORK).stdout)
    assert "History - Version 2.0.0: it was retired; " in shown
    assert "[care-needs-one-table] stands in its place. - In the rulebook since version 1.0.0." in shown
