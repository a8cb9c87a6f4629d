"""`wayhome verify`: the brief a ministry holds is the one the profile gives."""

import pytest


@pytest.fixture
def brief(invoke, profile, tmp_path):
    invoke("advise", "p.yaml", "-o", "b.md", "--edition", "adviser", "--date", "2026")
    return tmp_path / "b.md"


def test_the_installed_program_finds_that_a_brief_stands(wayhome, profile):
    brief = wayhome("advise", "p.yaml").stdout
    run = wayhome("verify", "-", "--profile", "p.yaml", stdin=brief)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "- stands: the same profile, rulebook and options give the same brief.\n"


def test_a_brief_stands_until_it_or_its_profile_changes(invoke, brief, profile):
    assert invoke("verify", "b.md", "--profile", "p.yaml").exit_code == 0
    profile.write_text(profile.read_text() + "# a note\n")
    run = invoke("verify", "b.md", "--profile", "p.yaml")
    assert run.exit_code == 1
    assert run.output.startswith(
        "b.md: the brief does not stand: the profile is not the one the brief was made from; 2 lines"
    )


def test_a_changed_sentence_is_found(invoke, brief):
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text.replace("None of this", "All of this"), encoding="utf-8")
    run = invoke("verify", "b.md", "--profile", "p.yaml")
    assert run.exit_code == 1
    assert "the text of the brief was changed after it was made" in run.output


def test_line_ends_of_another_system_do_not_matter(invoke, brief):
    brief.write_bytes(brief.read_bytes().replace(b"\n", b"\r\n"))
    assert invoke("verify", "b.md", "--profile", "p.yaml").exit_code == 0


def test_both_cannot_come_by_standard_input(invoke):
    assert invoke("verify", "-", "--profile", "-", stdin="").exit_code == 2


@pytest.mark.parametrize("name", ["none.md", ".", "p.yaml", "binary"])
def test_what_is_no_brief_is_refused(invoke, profile, tmp_path, name):
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    run = invoke("verify", name, "--profile", "p.yaml")
    assert run.exit_code == 1
    assert run.output.startswith(f"{name}:")


def test_a_brief_with_diagrams_stands(invoke, profile):
    invoke("advise", "p.yaml", "-o", "m.md", "--mermaid")
    assert invoke("verify", "m.md", "--profile", "p.yaml").exit_code == 0
