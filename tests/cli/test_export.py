"""`wayhome export`: the action plan as a workbook or CSV, and nothing overwritten that was not meant to be."""

import csv
import io

import pytest


def test_the_installed_program_writes_csv_to_standard_output_and_to_a_file(wayhome, profile, tmp_path):
    run = wayhome("export", "p.yaml", "--matrix")
    assert (run.returncode, run.stderr) == (0, "")
    written = wayhome("export", "p.yaml", "--matrix", "-o", "plan.csv")
    table = list(csv.reader(io.StringIO((tmp_path / "plan.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert written.stdout == f"Written: plan.csv ({len(table) - 1} actions)\n"
    assert list(csv.reader(io.StringIO(run.stdout.removeprefix("\ufeff")))) == table
    assert table[0][0] == "ID"


def test_a_workbook_is_written(invoke, profile, tmp_path):
    from wayhome.engine.forms.workbook import read_workbook

    assert invoke("export", "p.yaml", "--matrix", "-o", "plan.xlsx").exit_code == 0
    assert [sheet.name for sheet in read_workbook(tmp_path / "plan.xlsx")] == ["Action plan", "Recommendations", "About"]


@pytest.mark.parametrize("name", ["plan", "plan.xls", "plan.md"])
def test_another_kind_of_file_is_refused(invoke, profile, tmp_path, name):
    run = invoke("export", "p.yaml", "--matrix", "-o", name)
    assert run.exit_code == 1
    assert run.output.endswith("expected a name that ends in .xlsx or .csv\n")
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_never_overwrites_its_profile(invoke, profile, tmp_path, kind):
    link = tmp_path / f"link.{kind}"
    link.symlink_to(profile)
    before = profile.read_bytes()
    run = invoke("export", "p.yaml", "--matrix", "-o", link.name)
    assert run.exit_code == 1
    assert "would overwrite p.yaml" in run.output
    assert profile.read_bytes() == before


def test_what_to_export_has_to_be_said(invoke, profile):
    run = invoke("export", "p.yaml")
    assert run.exit_code == 2
    assert "--matrix" in run.output


def test_a_ministerial_plan_has_the_gate_of_the_brief(invoke, profile, tmp_path):
    run = invoke("export", "p.yaml", "--matrix", "--edition", "ministerial", "-o", "plan.csv")
    assert run.exit_code == 1
    assert "the ministerial edition needs an answer" in run.output
    assert not (tmp_path / "plan.csv").exists()
