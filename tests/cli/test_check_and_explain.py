"""`wayhome check` and `wayhome explain` at the command line: formats, exit status, never a traceback."""

import json

import pytest
from click.testing import CliRunner

from wayhome.cli.main import main

PROFILE = "wayhome: 1\ncountry: XX\nanswers:\n  lead.body: none\n  service.protection: withheld\n"


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "profile.yaml"

    def call(*arguments, profile=PROFILE):
        path.write_text(profile, encoding="utf-8")
        return CliRunner().invoke(main, [str(path) if word == "PROFILE" else word for word in arguments])

    call.path = path
    return call


def test_check_warns_with_file_line_and_column_and_ends_well(run):
    found = run("check", "PROFILE")
    assert found.exit_code == 0
    assert f"{run.path}:4:3: warning: lead.body says that there is nothing" in found.output
    assert "None of them stops a brief." in found.output


def test_check_as_json(run):
    found = run("check", "PROFILE", "--format", "json")
    assert found.exit_code == 0
    result = json.loads(found.stdout)
    assert result["withheld"] == 1
    assert {"kind", "question", "what", "mend", "line", "column", "file"} == set(result["warnings"][0])


def test_check_of_a_faulty_profile_ends_badly(run):
    found = run("check", "PROFILE", profile=PROFILE + "  lead.bdy: none\n")
    assert found.exit_code == 1
    assert ":6:3: there is no question 'lead.bdy'" in found.output
    assert "Traceback" not in found.output


def test_check_reads_standard_input():
    found = CliRunner().invoke(main, ["check", "-"], input=PROFILE)
    assert found.exit_code == 0
    assert "-:4:3: warning:" in found.output


def test_check_takes_the_day_of_the_brief(run):
    answers = "wayhome: 1\ncountry: XX\ndate: 2020-01\nanswers:\n  service.health: patchy\n"
    assert "service.health describes January 2020" in run("check", "PROFILE", "--date", "2026-01", profile=answers).output
    wrong = run("check", "PROFILE", "--date", "soon")
    assert wrong.exit_code == 1
    assert "'soon' is not a date" in wrong.output


def test_check_names_what_is_older_than_a_day(run):
    answers = "wayhome: 1\ncountry: XX\ndate: 2022-01\nanswers:\n  lead.body: patchy\n"
    assert (
        ":5:3: warning: lead.body describes January 2022, before 2024; "
        in run("check", "PROFILE", "--older-than", "2024", profile=answers).output
    )
    assert "before 2024" not in run("check", "PROFILE", profile=answers).output
    wrong = run("check", "PROFILE", "--older-than", "soon")
    assert (wrong.exit_code, wrong.output) == (1, "older-than: 'soon' is not a date; expected 2026, 2026-05 or 2026-05-01\n")


def test_check_takes_a_profile_without_a_country_which_no_other_command_does(run):
    answers = "wayhome: 1\nanswers:\n  lead.body: patchy\n"
    found = run("check", "PROFILE", profile=answers)
    assert found.exit_code == 0
    assert f"{run.path}:1:1: warning: the profile does not say which country it is about" in found.output
    for command in (["advise", "PROFILE"], ["explain", "PROFILE", "lead.body"]):
        refused = run(*command, profile=answers)
        assert refused.exit_code == 1
        assert refused.output == (
            f"{run.path}: the profile does not say which country it is about; add `country:` with its ISO 3166-1 code,"
            " such as GHA\n"
        )


def test_check_names_answers_that_cannot_all_be_true(run):
    answers = "wayhome: 1\ncountry: XX\nanswers:\n  lead.body: {answer: none, claimants: one}\n"
    found = run("check", "PROFILE", profile=answers)
    assert found.exit_code == 0
    assert f"{run.path}:4:3: warning: these answers cannot all be true: " in found.output
    assert "rule lead-and-claimants); ask that body for its mandate" in found.output


@pytest.mark.parametrize("id_", ["lead.body", "coordination.step-1-ownership", "precondition.ownership", "context.stage"])
@pytest.mark.parametrize("form", ["text", "md", "json"])
def test_explain_in_every_format(run, id_, form):
    found = run("explain", "PROFILE", id_, "--format", form)
    assert found.exit_code == 0
    assert id_ in found.output
    if form == "json":
        assert json.loads(found.stdout)["id"] == id_


def test_explain_of_an_unknown_id_offers_the_nearest(run):
    found = run("explain", "PROFILE", "lead.boddy")
    assert found.exit_code == 1
    assert "did you mean 'lead.body'?" in found.output
    assert "Traceback" not in found.output


def test_explain_keeps_silent_outside_the_confidential_edition(run):
    id_ = "opportunity.social-welfare.vulnerable-services"
    assert run("explain", "PROFILE", id_).exit_code == 1
    assert run("explain", "PROFILE", id_, "--edition", "adviser").exit_code == 1
    assert run("explain", "PROFILE", id_, "--edition", "confidential").exit_code == 0


def test_explain_in_the_ministerial_edition_needs_its_answers(run):
    found = run("explain", "PROFILE", "lead.body", "--edition", "ministerial")
    assert found.exit_code == 1
    assert "the ministerial edition needs an answer" in found.output


def test_the_same_explanation_twice_is_the_same(run):
    assert run("explain", "PROFILE", "care").output == run("explain", "PROFILE", "care").output


@pytest.mark.parametrize("command", ["check", "explain"])
def test_help_shows_how(command):
    found = CliRunner().invoke(main, [command, "--help"])
    assert found.exit_code == 0
    assert "Examples:" in found.output
