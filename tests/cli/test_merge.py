"""`wayhome merge`: colleagues' files in one, with who said what."""

import pytest

A = "wayhome: 1\ncountry: GHA\nprepared_by: Health\nanswers:\n  sop.use: none # asked twice\n  services.map: current\n"
B = "wayhome: 1\ncountry: GHA\nprepared_by: Labour\nanswers:\n  sop.use: informal\n  referral.use: none\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.yaml").write_text(A, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(B, encoding="utf-8")


def test_the_program_writes_one_profile_and_says_where_they_differ(wayhome, files, tmp_path):
    run = wayhome("merge", "a.yaml", "b.yaml", "-o", "c.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "a.yaml:5:3: sop.use: none (Health); informal (Labour); all of it stays possible, with who says what",
        "",
        "3 questions are answered, 2 of them in a.yaml.",
        "On 1 line they differ.",
        "Written: c.yaml. Next: wayhome check c.yaml",
    ]
    text = (tmp_path / "c.yaml").read_text(encoding="utf-8")
    assert "  sop.use: # asked twice\n    answer: contested\n" in text
    assert wayhome("advise", "c.yaml").returncode == 0
    assert "Health: " in wayhome("advise", "c.yaml").stdout or "Labour" in wayhome("advise", "c.yaml").stdout


def test_standard_output_holds_the_profile_alone(wayhome, files):
    run = wayhome("merge", "a.yaml", "-", stdin=B)
    assert run.stdout.startswith("wayhome: 1\n")
    assert "On 1 line they differ." in run.stderr


@pytest.mark.parametrize(
    ("args", "status", "what"),
    [
        (["a.yaml"], 2, "give at least two profiles"),
        (["-", "-"], 2, "only one profile can come from standard input"),
        (["a.yaml", "none.yaml"], 1, "none.yaml: cannot be read: No such file or directory"),
        (["a.yaml", "b.yaml", "-o", "a.yaml"], 1, "a.yaml: the file exists; choose another name, or --force"),
        (["a.yaml", "bad.yaml"], 1, "bad.yaml:4:3: 'nonsense' is not an answer here"),
        (["a.yaml", "b.yaml", "-o", "none/c.yaml"], 1, "none/c.yaml: cannot be written"),
    ],
)
def test_what_cannot_be_merged_is_said(invoke, files, tmp_path, args, status, what):
    (tmp_path / "bad.yaml").write_text("wayhome: 1\ncountry: GHA\nanswers:\n  sop.use: nonsense\n")
    run = invoke("merge", *args)
    assert run.exit_code == status
    assert what in run.output
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == A


def test_a_merge_may_replace_one_of_its_own_when_forced(invoke, files, tmp_path):
    assert invoke("merge", "a.yaml", "b.yaml", "-o", "a.yaml", "--force").exit_code == 0
    assert "contested" in (tmp_path / "a.yaml").read_text(encoding="utf-8")
