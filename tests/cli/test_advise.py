"""`wayhome advise`: from a profile to a brief, and nothing overwritten that was not meant to be."""

import json
import os
import stat
import subprocess
import threading

import pytest

from wayhome.engine.brief.pictures.gallery import PICTURES
from wayhome.engine.rulebook import CRITERIA

PROFILE = "wayhome: 1\ncountry: GHA\nanswers:\n  sop.use: on-paper\n"


def test_the_installed_program_writes_the_same_bytes_to_a_file_and_to_standard_output(wayhome, profile, tmp_path):
    run = wayhome("advise", "p.yaml")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith('---\ncountry: "Ghana (GHA)"\n')
    written = wayhome("advise", "p.yaml", "-o", "b.md")
    assert written.returncode == 0
    assert written.stdout.startswith("Written: b.md\n\nKey messages\n1. ")
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == run.stdout
    assert wayhome("advise", "-", stdin=PROFILE).stdout == run.stdout


def test_json_says_what_the_brief_says(invoke, profile):
    found = json.loads(invoke("advise", "p.yaml", "--format", "json").output)
    assert found["profile"]["country"] == "GHA"
    assert found["measures"]


@pytest.mark.parametrize("date", ["nonsense", "", "2021-13", "tomorrow", "20210", "2021-02-30", "٢٠٢١"])
def test_a_date_that_is_none_is_refused(invoke, profile, date):
    run = invoke("advise", "p.yaml", "--date", date)
    assert run.exit_code == 1
    assert run.output == f"date: {date!r} is not a date; expected 2026, 2026-05 or 2026-05-01\n"


@pytest.mark.parametrize("date", ["2026", "2026-05", "2026-05-01"])
def test_a_date_as_far_as_it_is_known_is_taken(invoke, profile, date):
    assert f'"date": "{date}"' in invoke("advise", "p.yaml", "--date", date).output


def test_other_weights_are_shown_in_the_brief(invoke, profile, tmp_path):
    (tmp_path / "w.yaml").write_text("".join(f"{name}: {i}\n" for i, name in enumerate(CRITERIA)))
    run = invoke("advise", "p.yaml", "--weights", "w.yaml")
    assert run.exit_code == 0
    assert '"weights": {"gap": 0, "stakes": 1, "leverage": 2' in run.output


def test_weights_that_are_all_nothing_still_give_a_brief(invoke, profile, tmp_path):
    (tmp_path / "w.yaml").write_text("".join(f"{name}: 0\n" for name in CRITERIA))
    assert invoke("advise", "p.yaml", "--weights", "w.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (None, "w.yaml: cannot be read: No such file or directory"),
        ("", "w.yaml:1:1: not a set of weights; expected one line each for gap"),
        ("gap: 3\n", "w.yaml:1:1: no weight for stakes, leverage"),
        ("gap: 3\ngap: 2\n", "w.yaml:2:1: the key 'gap' stands twice"),
        ("gap: 2.5\n", "w.yaml:1:1: gap: 2.5 is not a weight"),
        ("gap: -1\n", "w.yaml:1:1: gap: -1 is not a weight"),
        ("gapp: 3\n", "w.yaml:1:1: there is no criterion 'gapp'"),
    ],
)
def test_weights_of_another_shape_are_refused(invoke, profile, tmp_path, text, what):
    if text is not None:
        (tmp_path / "w.yaml").write_text(text)
    run = invoke("advise", "p.yaml", "--weights", "w.yaml")
    assert run.exit_code == 1
    assert run.output.startswith(what)


@pytest.mark.parametrize("option", ["--rulebook", "--knowledge"])
@pytest.mark.parametrize("folder", ["none", "p.yaml", "empty", "/dev/null"])
def test_a_folder_of_rules_or_knowledge_that_is_none_is_refused(invoke, profile, tmp_path, option, folder):
    (tmp_path / "empty").mkdir()
    run = invoke("advise", "p.yaml", option, folder)
    assert run.exit_code == 1
    assert run.output.startswith(folder)


@pytest.mark.parametrize("name", ["p.yaml", "./p.yaml", "link.yaml", "hard.yaml", "folder/../p.yaml"])
def test_a_brief_never_overwrites_its_profile(invoke, profile, tmp_path, name):
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.yaml").symlink_to("p.yaml")
    (tmp_path / "hard.yaml").hardlink_to(profile)
    before = profile.read_bytes()
    run = invoke("advise", "p.yaml", "-o", name)
    assert run.exit_code == 1
    assert run.output == f"{name}: the brief would overwrite p.yaml; choose another name for -o\n"
    assert profile.read_bytes() == before


def test_nor_when_the_profile_comes_by_standard_input(program, profile):
    before = profile.read_bytes()
    with profile.open() as file:
        run = subprocess.run(
            [program, "advise", "-", "-o", profile], stdin=file, capture_output=True, text=True, timeout=60, check=False
        )
    assert (run.returncode, run.stderr) == (1, f"{profile}: the brief would overwrite -; choose another name for -o\n")
    assert profile.read_bytes() == before


def test_nor_its_weights(invoke, profile, tmp_path):
    (tmp_path / "w.yaml").write_text("".join(f"{name}: 1\n" for name in CRITERIA))
    run = invoke("advise", "p.yaml", "--weights", "w.yaml", "-o", "w.yaml")
    assert run.exit_code == 1
    assert "the brief would overwrite w.yaml" in run.output


@pytest.mark.parametrize(
    ("name", "what"),
    [
        (".", "cannot be written: Is a directory"),
        ("", "cannot be written: Is a directory"),
        ("none/b.md", "cannot be written: No such file or directory"),
        ("p.yaml/b.md", "cannot be written: Not a directory"),
        ("round", "cannot be written: Too many levels of symbolic links"),
        ("x" * 300, "cannot be written: File name too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(invoke, profile, tmp_path, name, what):
    (tmp_path / "round").symlink_to("round")
    run = invoke("advise", "p.yaml", "-o", name)
    assert run.exit_code == 1
    assert what in run.output
    assert len(list(tmp_path.iterdir())) == 2


def test_names_of_any_letters_are_taken(invoke, profile, tmp_path):
    for name in ("Côte d'Ivoire (2026) #1 | brief.md", "موجز.md", "-dash.md", "a\nb.md", os.fsdecode(b"\xff.md")):
        assert invoke("advise", "p.yaml", "-o", f"./{name}").exit_code == 0
        assert (tmp_path / name).is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a Unix")
def test_a_pipe_is_read_and_written_and_stays_a_pipe(wayhome, tmp_path):
    os.mkfifo(tmp_path / "in")
    os.mkfifo(tmp_path / "out")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "out").read_text(encoding="utf-8")), daemon=True)
    reader.start()
    run = wayhome("advise", "example:civ", "-o", "out")
    reader.join(10)
    assert run.returncode == 0
    assert read[0].startswith("---\n")
    assert stat.S_ISFIFO((tmp_path / "out").stat().st_mode)
    assert "a profile is a list of" in wayhome("advise", "in").stderr, "nobody writes to it: it is empty, and nobody waits"


def test_an_example_that_is_none_is_named_with_those_there_are(invoke):
    run = invoke("advise", "example:cvi")
    assert run.exit_code == 1
    assert "there is no example 'cvi'; did you mean 'civ'?" in run.output


def test_mermaid_is_drawn_only_if_asked_for(invoke, profile):
    plain_, drawn = invoke("advise", "p.yaml").output, invoke("advise", "p.yaml", "--mermaid").output
    assert "mermaid" not in plain_
    assert "\n```mermaid\n" in drawn
    options = drawn.partition("\n---\n")[0].rpartition("options: ")[2]
    assert json.loads(options)["mermaid"] is True
    run = invoke("advise", "p.yaml", "--mermaid", "--format", "json")
    assert run.exit_code == 2
    assert "--mermaid is for Markdown" in run.output


def test_a_summary_is_written_in_every_format_and_has_no_messages_twice(invoke, profile, tmp_path):
    assert '"summary": true' in invoke("advise", "p.yaml", "--summary").output
    run = invoke("advise", "p.yaml", "--summary", "-o", "page.html")
    assert run.output == "Written: page.html\n"
    assert '<body class="one-page">' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_brief_for_a_body_is_written_and_an_unknown_body_refused(invoke, profile, tmp_path):
    assert invoke("advise", "p.yaml", "--for", "migration-lead", "-o", "lead.html").exit_code == 0
    assert '<body class="for-a-body">' in (tmp_path / "lead.html").read_text(encoding="utf-8")
    run = invoke("advise", "p.yaml", "--for", "migration-leed")
    assert run.exit_code == 1
    assert "did you mean 'migration-lead'?" in run.output


@pytest.mark.parametrize(
    "options",
    [
        ["--summary", "--for", "ministry-labour"],
        ["--summary", "--format", "json"],
        ["--for", "ministry-labour", "--format", "json"],
        ["--summary", "--mermaid"],
        ["--for", "ministry-labour", "--mermaid"],
    ],
)
def test_what_excludes_each_other_is_a_usage_error(invoke, profile, options):
    assert invoke("advise", "p.yaml", *options).exit_code == 2


def test_markdown_is_written_without_drawing_pictures(invoke, profile, monkeypatch):
    for name, (audience, _) in PICTURES.items():
        monkeypatch.setitem(PICTURES, name, (audience, None))
    assert invoke("advise", "p.yaml", "--edition", "adviser").exit_code == 0
