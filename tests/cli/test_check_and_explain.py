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
