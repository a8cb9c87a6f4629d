"""What a rulebook says of its own checks."""

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.lint.finding import Severity
from wayhome.engine.lint.run import lint_rulebook
from wayhome.engine.lint.settings import Settings, severities_of

LONG = f"guards:\n  women:\n    title: Women\n    text: {'word ' * 41}.\n"
GUARDS = "knowledge/wording/guards.yaml"


def settings(small, text):
    (small / "rules" / "lint.yaml").write_text(text, encoding="utf-8")


def test_without_settings_everything_weighs_what_its_code_weighs(small, found):
    assert found(GUARDS, LONG) == ["too-long women"]
    assert lint_rulebook(small / "rules", small / "knowledge").warnings == 1


@pytest.mark.parametrize(("severity", "errors", "warnings"), [("error", 1, 0), ("warning", 0, 1), ("off", 0, 0)])
def test_a_rulebook_sets_what_a_code_weighs(small, found, severity, errors, warnings):
    settings(small, f"severity: {{too-long: {severity}}}\n")
    found(GUARDS, LONG)
    linted = lint_rulebook(small / "rules", small / "knowledge")
    assert (linted.errors, linted.warnings) == (errors, warnings)


def test_a_command_stands_above_the_settings(small, found):
    settings(small, "severity: {too-long: error}\n")
    found(GUARDS, LONG)
    assert not lint_rulebook(small / "rules", small / "knowledge", {"too-long": Severity.OFF}).findings


def test_what_is_accepted_with_a_reason_is_not_told(small, found):
    settings(small, "accepted: [{code: too-long, about: women, what: the text, why: it is a quotation}]\n")
    assert found(GUARDS, LONG) == []


def test_what_is_accepted_of_one_is_told_of_another(small, found):
    settings(small, "accepted: [{code: too-long, about: men, what: the text, why: it is a quotation}]\n")
    assert found(GUARDS, LONG) == ["too-long women", "accepted-in-vain"]


def test_nothing_is_said_of_what_is_accepted_while_the_rulebook_cannot_be_read(small, found):
    settings(small, "accepted: [{code: too-long, about: women, what: the text, why: it is a quotation}]\n")
    assert "unknown-id" in found("rules/5-priorities/gate.yaml", "- gate: [x]\n")
    assert "accepted-in-vain" not in found("rules/5-priorities/gate.yaml", "- gate: [x]\n")


def test_what_another_command_looks_for_may_be_accepted(small, monkeypatch):
    settings(small, "accepted: [{code: too-long, about: women, what: the text, why: it is a quotation}]\n")
    assert Settings(small / "rules").applied([], ["circle"], {}) == []


@pytest.mark.parametrize("where", ["settings", "command"])
def test_what_keeps_a_rulebook_from_being_read_is_told_whatever_the_settings_say(small, found, where):
    if where == "settings":
        settings(small, "severity: {unknown-id: off}\naccepted: [{code: unknown-id, about: '', what: there, why: no}]\n")
    given = {"unknown-id": Severity.OFF} if where == "command" else {}
    assert "unknown-id" in found("rules/5-priorities/gate.yaml", "- gate: [x]\n", **given)
    assert lint_rulebook(small / "rules", small / "knowledge", given).errors


def test_what_is_accepted_of_a_rule_hides_no_other_fault_of_it(small, found):
    settings(small, "accepted: [{code: too-long, about: women, what: the text, why: it is a quotation}]\n")
    assert found(GUARDS, LONG.replace("title: Women", f"title: {'word ' * 41}.")) == ["too-long women"]
    told = lint_rulebook(small / "rules", small / "knowledge").findings
    assert "the title" in told[0].message


@pytest.mark.parametrize(
    ("entry", "mend"),
    [
        ("about: womn, what: the text", "did you mean 'women'?"),
        ("about: women, what: the title", "it is found with others, so mend `what`, or take the entry out: women: the text"),
        ("about: x, what: the text", "take the entry out"),
    ],
)
def test_an_entry_in_vain_names_what_was_meant(small, found, entry, mend):
    settings(small, f"accepted: [{{code: too-long, {entry}, why: it is a quotation}}]\n")
    assert found(GUARDS, LONG) == ["too-long women", "accepted-in-vain"]
    assert lint_rulebook(small / "rules", small / "knowledge").findings[1].mend.startswith(mend)


def test_nothing_is_in_vain_of_codes_that_were_not_looked_for(small, found):
    settings(small, "accepted: [{code: example-contradicts, about: x, what: y, why: z}]\n")
    assert found() == ["accepted-in-vain"]
    example = "- {rule: nothing, name: a, given: {}, expect: {is: yes}}\n"
    assert "accepted-in-vain" not in found("rules/1-context/more.cases.yaml", example)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("severity: {too-lon: off}", ":1:12: there is no code 'too-lon'; did you mean 'too-long'?"),
        ("severity: {too-long: loud}", "severity.too-long is 'loud'; expected error, warning or off"),
        ("accepted: [{code: nothing, about: x, why: y}]", ":1:13: there is no code 'nothing'"),
        ("accepted: [{code: too-long, about: women, why: y}]", ":1:12: a rule can have several faults too-long"),
        ("accepted: [{code: circle, about: x}]", ":1:12: the key 'why' is missing"),
        (
            "accepted: [{code: circle, about: x, why: ''}]",
            "accepted.0.why is an empty text; expected a text that is not empty",
        ),
        ("severities: {}", ":1:1: unknown key 'severities'; did you mean 'severity'?"),
        ("- x", "the file is a list; expected a map"),
        ("{", "not valid YAML"),
    ],
)
def test_faults_of_the_settings_are_named_at_their_line(small, text, what):
    settings(small, text)
    with pytest.raises(InputError) as error:
        lint_rulebook(small / "rules", small / "knowledge")
    assert what in str(error.value)


def test_the_settings_are_no_rules_and_do_not_count_in_the_hash(small):
    before = load_library(small / "rules", small / "knowledge")
    settings(small, "severity: {too-long: off}\n")
    after = load_library(small / "rules", small / "knowledge")
    assert after.rulebook_digest == before.rulebook_digest
    assert after.rulebook == before.rulebook


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("too-lon=off", "there is no code 'too-lon'; did you mean 'too-long'?"),
        ("too-long", "'too-long' names no severity; expected CODE=error|warning|off"),
        ("too-long=of", "'too-long=of' names no severity"),
    ],
)
def test_a_severity_that_cannot_be_understood_is_an_error(given, what):
    with pytest.raises(InputError) as error:
        severities_of([given])
    assert what in str(error.value)


def test_the_last_severity_given_for_a_code_holds():
    assert severities_of(["circle=off", "circle=warning"]) == {"circle": Severity.WARNING}


def test_settings_that_are_a_folder_are_an_error_and_not_no_settings(small):
    (small / "rules" / "lint.yaml").mkdir()
    with pytest.raises(InputError, match=r"lint\.yaml: cannot be read"):
        lint_rulebook(small / "rules", small / "knowledge")
