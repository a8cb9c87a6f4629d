"""`wayhome review`: the installed program, from forms to a brief with answers; two at once, and one killed on the way."""

import csv
import io
import json
import random
import re
import shutil
import signal
import subprocess
import time

import pytest
from click.testing import CliRunner

from wayhome.cli.main import main
from wayhome.engine.library import shipped
from wayhome.engine.review.log import read_log

from ..engine.review.reviewing import LEAD, TABLE, WORK, decision, fill_sheet, form_of, sheet_of, text_of

ACCEPT = {"Decision": "accept"}
FACT = "service.employment|answer"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with forms for three bodies of the invented country, its profile, and the log of what was opened."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "xx.yaml").write_bytes((shipped("knowledge") / "profiles" / "xx.yaml").read_bytes())
    named = [arg for body in ("ministry-labour", "cabinet-office", "Treasury") for arg in ("--ministry", body)]
    with pytest.MonkeyPatch.context() as there:
        there.chdir(folder)
        args = ["review", "open", "xx.yaml", "-o", "forms", "--deadline", "2026-06-30", *named]
        run = CliRunner().invoke(main, args, catch_exceptions=False)
    assert run.exit_code == 0, run.output
    return folder


@pytest.fixture
def opened(desk, tmp_path):
    """A copy of that folder to work in."""
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    return tmp_path / "forms"


def filled(path, rows, facts=None):
    """A Markdown form that was opened, filled in."""
    text = path.read_text(encoding="utf-8")
    person = {"Name": "A", "Function": "B", "Date": "2026-05-12"}
    for key, values in {"you": person, **rows, **(facts or {})}.items():
        before, mark, after = text.partition(f"\n`{key}`\n")
        assert mark
        for label, value in values.items():
            after = after.replace(f"- {label}:\n", f"- {label}: {value}\n", 1)
        text = before + mark + after
    path.write_text(text, encoding="utf-8")
    return path


def test_the_program_goes_the_whole_way_from_a_profile_to_a_brief_with_answers(wayhome, tmp_path):
    run = wayhome("review", "open", "example:xx", "-o", "forms", "--deadline", "2026-06-30", "--ministry", "ministry-labour")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "Ministry of Work: 18 actions: forms/ministry-labour.xlsx and forms/ministry-labour.md",
        "",
        "Noted in reviews.jsonl: who was asked what, until 2026-06-30.",
        "When a form comes back: wayhome review record forms/ministry-labour.xlsx --log reviews.jsonl",
    ]
    fill_sheet(tmp_path / "forms" / "ministry-labour.xlsx", {WORK: {"Decision": "reject", "Reasons": "Not ours to pay."}})
    run = wayhome("review", "record", "forms/ministry-labour.xlsx")
    head = read_log(tmp_path / "reviews.jsonl").head[:16]
    told = f"Recorded in reviews.jsonl: 1 answer.\nThe last entry, 2, has the hash {head}: note it down.\n"
    assert (run.returncode, run.stdout, run.stderr) == (0, told, "")
    run = wayhome("review", "status", "example:xx")
    assert run.returncode == 0
    assert "Let employment services and work schemes serve returnees: reject" in " ".join(run.stdout.split())
    run = wayhome("advise", "example:xx", "--reviews", "reviews.jsonl", "-o", "b.md")
    assert run.returncode == 0
    text = (tmp_path / "b.md").read_text(encoding="utf-8")
    assert "Ministry of Work: Not ours to pay." in text.partition("### Set aside")[2]
    run = wayhome("verify", "b.md", "--profile", "example:xx", "--reviews", "reviews.jsonl")
    assert (run.returncode, run.stderr) == (0, "")
    run = wayhome("review", "verify")
    assert run.stdout.startswith(
        "reviews.jsonl stands: 2 entries, each as it was recorded and in its place.\nThe last has the hash "
    )


def test_forms_that_exist_are_not_overwritten_unasked(invoke, opened):
    before = (opened / "cabinet-office.md").read_bytes()
    (opened / "cabinet-office.md").write_text("answers")
    run = invoke("review", "open", "xx.yaml", "-o", "forms", "--ministry", "cabinet-office")
    assert run.exit_code == 1
    assert (
        "forms/cabinet-office.xlsx: the file exists; it may hold answers: record them, then choose another folder"
        in run.output
    )
    assert (opened / "cabinet-office.md").read_text() == "answers"
    args = ("--ministry", "cabinet-office", "--deadline", "2026-06-30", "--force", "--only", "md")
    assert invoke("review", "open", "xx.yaml", "-o", "forms", *args).exit_code == 0
    assert (opened / "cabinet-office.md").read_bytes() == before


def test_what_an_area_asks_of_the_national_level_is_told_to_stand_in_no_form(invoke):
    told = "In no form: 5 actions that only the national level can decide. The brief lists them, to be passed on.\n"
    assert told in invoke("review", "open", "example:xx-north", "-o", "north", "--log", "north.jsonl").output
    assert "In no form" not in invoke("review", "open", "example:xx", "-o", "xx", "--log", "xx.jsonl").output


def test_a_form_never_overwrites_the_log(invoke, opened, tmp_path):
    log = (tmp_path / "reviews.jsonl").rename(opened / "ministry-labour.md")
    before = log.read_bytes()
    args = ("--force", "--ministry", "ministry-labour", "--log", "forms/../forms/ministry-labour.md")
    run = invoke("review", "open", "xx.yaml", "-o", "forms", *args)
    assert (run.exit_code, "the log would be overwritten by a form" in run.output) == (1, True)
    assert log.read_bytes() == before


def test_opening_the_same_forms_again_notes_nothing_twice(invoke, opened, tmp_path):
    before = (tmp_path / "reviews.jsonl").read_bytes()
    args = ("--ministry", "cabinet-office", "--deadline", "2026-06-30", "--force")
    assert invoke("review", "open", "xx.yaml", "-o", "forms", *args).exit_code == 0
    assert (tmp_path / "reviews.jsonl").read_bytes() == before


def test_the_rest_is_recorded_and_what_is_refused_is_told_with_its_cell(invoke, opened, tmp_path):
    fill_sheet(opened / "ministry-labour.xlsx", {WORK: ACCEPT, TABLE: {"Decision": "reject"}})
    before = (tmp_path / "reviews.jsonl").read_bytes()
    run = invoke("review", "record", "forms/ministry-labour.xlsx", "--all-or-nothing")
    assert run.exit_code == 1
    assert "Refused: 1. Nothing was recorded." in run.output
    assert (tmp_path / "reviews.jsonl").read_bytes() == before
    run = invoke("review", "record", "forms/ministry-labour.xlsx")
    assert run.exit_code == 1
    assert "Recorded in reviews.jsonl: 1 answer.\nThe last entry, 4, has the hash " in run.output
    assert "\nRefused: 1.\n" in run.output
    assert "forms/ministry-labour.xlsx, sheet Actions, cell G8: 'reject', and the reasons are missing" in run.output
    fill_sheet(opened / "ministry-labour.xlsx", {TABLE: {"Reasons": "R"}})
    run = invoke("review", "record", "forms/ministry-labour.xlsx")
    assert run.exit_code == 0
    told = "Recorded in reviews.jsonl: 1 answer.\nIn the log already, word for word: 1.\nThe last entry, 5, has the hash "
    assert run.output.startswith(told)
    head = run.output.removeprefix(told)[:16]
    assert head in invoke("review", "verify", "--head", head).output
    again = invoke("review", "record", "forms/ministry-labour.xlsx").output
    assert again == "Recorded in reviews.jsonl: 0 answers.\nIn the log already, word for word: 2.\n"
    first = invoke("review", "record", "forms/ministry-labour.xlsx", "--log", "slip.jsonl").output
    assert "slip.jsonl knew of no form before: what these say of themselves was believed." in first


def test_an_answer_of_an_earlier_day_is_told_to_be_kept(invoke, opened):
    invoke("review", "record", filled(opened / "cabinet-office.md", {LEAD: ACCEPT}))
    sheet = fill_sheet(
        opened / "cabinet-office.xlsx", {LEAD: ACCEPT}, person={"name": "A", "role": "B", "date": "2026-05-01"}
    )
    run = invoke("review", "record", sheet)
    assert "Cabinet Secretariat: another answer goes on standing, of a later day or recorded later that day" in run.output


def test_facts_are_corrected_in_the_profile_only_when_somebody_asks(invoke, opened, tmp_path):
    answers = {
        "Corrected answer": "patchy",
        "What shows it (one sentence)": "The rule was lifted.",
        "Document": "Circular 4",
    }
    one_of_many = {"Corrected answer": "no", "What shows it (one sentence)": "It was settled."}
    facts = {FACT: answers, "returns.obstacles|answer|skills": one_of_many}
    invoke("review", "record", filled(opened / "ministry-labour.md", {WORK: ACCEPT}, facts))
    before = (tmp_path / "xx.yaml").read_bytes()
    run = invoke("review", "corrections", "xx.yaml")
    assert run.exit_code == 0
    assert "[service.employment]: held closed, proposed patchy" in " ".join(run.output.split())
    assert (tmp_path / "xx.yaml").read_bytes() == before
    number = re.search(r"- (\d+): ", run.output).group(1)
    run = invoke("review", "corrections", "xx.yaml", "--apply", number)
    assert run.output.splitlines()[0] == "service.employment: closed becomes patchy (Ministry of Work)"
    run = invoke("review", "corrections", "xx.yaml", "--apply", str(int(number) + 1))
    assert run.output.splitlines()[0] == "returns.obstacles.skills: yes becomes no (Ministry of Work)"
    text = (tmp_path / "xx.yaml").read_text(encoding="utf-8")
    assert "answer: patchy" in text.partition("service.employment:")[2][:200]
    assert "Ministry of Work, answer to the brief" in text
    assert invoke("check", "xx.yaml").exit_code == 0
    assert "The profile says so by now." in " ".join(invoke("review", "corrections", "xx.yaml").output.split())
    status = " ".join(invoke("review", "status", "xx.yaml").output.split())
    assert "accept, on an earlier text" in status, "the text rested on the fact"
    for profile, what in (
        ("example:xx", "only a file of your own can be changed"),
        ("xx.yaml", "entry 99 is no correction"),
    ):
        run = invoke("review", "corrections", profile, "--apply", "99" if profile == "xx.yaml" else number)
        assert run.exit_code == 1
        assert what in run.output


def test_progress_goes_into_the_same_log_and_unplanned_work_too(invoke, opened, tmp_path):
    report = ("--state", "under-way", "--date", "2026-07", "--evidence", "Two desks opened.")
    run = invoke("review", "progress", "xx.yaml", WORK, *report)
    assert run.output.startswith(
        "Recorded in reviews.jsonl: Let employment services and work schemes serve returnees [work.public-serv"
    )
    assert invoke("review", "progress", "xx.yaml", WORK, *report).output == "In the log already, word for word.\n"
    earlier = ("--state", "not-started", "--date", "2026-06")
    run = invoke("review", "progress", "xx.yaml", WORK, *earlier)
    assert run.output.endswith("Another report goes on standing: under-way (2026-07), which is later; both are kept.\n")
    run = invoke("review", "progress", "xx.yaml", "--unplanned", "Legal clinic", *report)
    assert "Legal clinic [legal-clinic]: under-way (2026-07)." in run.output
    run = invoke(
        "review", "progress", "xx.yaml", "legal-clinic", "--state", "done", "--date", "2026-09", "--evidence", "It runs."
    )
    assert run.exit_code == 0
    found = json.loads(invoke("advise", "xx.yaml", "--reviews", "reviews.jsonl", "--format", "json").output)["reviews"]
    assert [(one["title"], one["progress"]["state"]) for one in found["unplanned"]] == [("Legal clinic", "done")]
    assert {m["measure"]: m["progress"]["state"] for m in found["measures"] if m["progress"]} == {WORK: "under-way"}
    assert invoke("review", "verify").exit_code == 0


def test_status_and_export_come_in_every_shape(invoke, opened, tmp_path):
    invoke("review", "record", filled(opened / "cabinet-office.md", {LEAD: {"Decision": "reject", "Reasons": "=1+1"}}))
    assert "# Exampleland: where the review stands" in invoke("review", "status", "xx.yaml", "--format", "md").output
    assert json.loads(invoke("review", "status", "xx.yaml", "--format", "json").output)["entries"] == 4
    assert invoke("review", "status", "xx.yaml", "--format", "xlsx", "-o", "s.xlsx").output == "Written: s.xlsx\n"
    assert (tmp_path / "s.xlsx").read_bytes().startswith(b"PK")
    rows = list(csv.DictReader(io.StringIO(invoke("review", "export", "xx.yaml").output, newline="")))
    assert {row["id"]: row["reasons"] for row in rows}[LEAD] == "'=1+1"
    assert invoke("review", "export", "xx.yaml", "--format", "json", "-o", "d.json").exit_code == 0
    assert json.loads((tmp_path / "d.json").read_text())["wayhome_decisions"] == 1
    assert json.loads(invoke("schema", "decisions").output)["title"] == "DecisionsResult"


@pytest.mark.parametrize(
    ("args", "status", "what"),
    [
        (["open", "xx.yaml"], 2, "Missing option '-o'"),
        (["open", "none.yaml", "-o", "f"], 1, "none.yaml: cannot be read"),
        (["open", "xx.yaml", "-o", "f", "--deadline", "soon"], 1, "--deadline: 'soon' is not a day"),
        (["open", "xx.yaml", "-o", "f", "--ministry", "nobody"], 1, "--ministry: there is no body 'nobody'"),
        (["open", "xx.yaml", "-o", "xx.yaml/f"], 1, "xx.yaml/f: cannot be made"),
        (
            ["open", "example:civ", "-o", "f"],
            1,
            "reviews.jsonl: the log of a review on XXX Exampleland; the profile is on CIV",
        ),
        (["record"], 2, "Missing argument 'FILE...'"),
        (["record", "none.md"], 1, "none.md: cannot be read"),
        (["record", "xx.yaml"], 1, "xx.yaml: the copy of the form at its end is not there"),
        (["record", "forms/cabinet-office.md", "--date", "soon"], 1, "--date: 'soon' is not a date"),
        (["record", "forms/cabinet-office.md", "--sign", "xx.yaml"], 1, "xx.yaml: not a private key"),
        (["record", "forms/cabinet-office.md", "--log", "."], 1, ".: not a file"),
        (["status", "xx.yaml", "--log", "none.jsonl"], 1, "none.jsonl: cannot be read"),
        (["status", "xx.yaml", "--format", "xlsx"], 2, "a workbook needs a file"),
        (["status", "xx.yaml", "-o", "reviews.jsonl"], 1, "reviews.jsonl: the status would overwrite reviews.jsonl"),
        (["status", "example:civ"], 1, "the log of a review on XXX Exampleland; the profile is on CIV"),
        (["export", "xx.yaml", "-o", "xx.yaml"], 1, "xx.yaml: the decisions would overwrite xx.yaml"),
        (
            ["progress", "xx.yaml", "--state", "done", "--date", "2026"],
            2,
            "name an ACTION, or give a title with --unplanned",
        ),
        (
            ["progress", "xx.yaml", "x", "--state", "done", "--date", "2026", "--evidence", "e"],
            1,
            "this brief has no action 'x'",
        ),
        (
            ["progress", "example:civ", WORK, "--state", "done", "--date", "2026", "--evidence", "e"],
            1,
            "the profile is on CIV",
        ),
        (["corrections", "xx.yaml", "--apply", "1"], 1, "entry 1 is no correction that stands"),
        (
            ["verify", "--log", "xx.yaml"],
            1,
            "xx.yaml:1:1: no entry can be read: the line was changed; is it the log of a review",
        ),
        (["verify", "--head", "abc01234"], 1, "no entry has the hash abc01234"),
        (["verify", "--keys", "none.yaml"], 1, "none.yaml: cannot be read"),
        (["keygen", "-o", "none/a.key"], 1, "none/a.key: cannot be written"),
        (["nonsense"], 2, "No such command 'nonsense'"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(invoke, opened, tmp_path, args, status, what):
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    run = invoke("review", *args)
    assert (run.exit_code, what in run.output) == (status, True), run.output
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_review_never_overwrites_what_the_brief_is_made_from(invoke, opened):
    run = invoke("advise", "xx.yaml", "--reviews", "reviews.jsonl", "-o", "reviews.jsonl")
    assert (run.exit_code, run.output) == (
        1,
        "reviews.jsonl: the brief would overwrite reviews.jsonl; choose another name for -o\n",
    )


def test_keys_sign_and_the_wrong_one_is_found(invoke, opened, tmp_path):
    run = invoke("review", "keygen", "-o", "cabinet.key")
    public = run.output.split()[-1]
    assert (tmp_path / "cabinet.key.pub").read_text() == f"{public}\n"
    other = invoke("review", "keygen", "-o", "other.key", "--passphrase", stdin="word\nword\n")
    assert other.exit_code == 0
    (tmp_path / "keys.yaml").write_text(f"cabinet-office: {public}\n")
    form = filled(opened / "cabinet-office.md", {LEAD: ACCEPT})
    run = invoke("review", "record", form, "--sign", "other.key", "--keys", "keys.yaml", stdin="word\n")
    assert run.exit_code == 1
    assert "Cabinet Secretariat signs with a key of its own, and this is another" in run.output
    run = invoke("review", "record", form, "--sign", "other.key", stdin="wrong\n")
    assert (run.exit_code, "not the passphrase of this key" in run.output) == (1, True)
    assert invoke("review", "record", form, "--sign", "cabinet.key", "--keys", "keys.yaml").exit_code == 0
    run = invoke("review", "verify", "--keys", "keys.yaml")
    assert (run.exit_code, f"Signed: 1.\n  Cabinet Secretariat: {public}\n" in run.output) == (0, True)
    report = ("--state", "done", "--date", "2026-09", "--evidence", "E", "--sign", "cabinet.key")
    assert invoke("review", "progress", "xx.yaml", WORK, *report).exit_code == 0
    assert (
        f"Signed: 2.\n  Cabinet Secretariat: {public}\n  reports on progress: {public}\n"
        in invoke("review", "verify", "--keys", "keys.yaml").output
    )
    unproved = invoke("review", "verify").output
    assert "Whose keys these are was not checked" in unproved
    assert "Entries taken away from the end would leave no trace here" in unproved
    head = unproved.partition("The last has the hash ")[2][:16]
    assert "would leave no trace" not in invoke("review", "verify", "--head", head).output
    (tmp_path / "keys.yaml").write_text(f"cabinet-office: {other.output.split()[-1]}\n")
    run = invoke("review", "verify", "--keys", "keys.yaml")
    assert (run.exit_code, "is signed with a key that is not theirs" in run.output) == (1, True)


def test_a_log_that_was_tampered_with_is_not_believed_by_any_command(invoke, opened, tmp_path):
    invoke("review", "record", filled(opened / "cabinet-office.md", {LEAD: ACCEPT}))
    log = tmp_path / "reviews.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"decision":"accept"', b'"decision":"reject"'))
    for args in (
        ["review", "verify"],
        ["review", "status", "xx.yaml"],
        ["review", "export", "xx.yaml"],
        ["review", "corrections", "xx.yaml"],
        ["review", "progress", "xx.yaml", WORK, "--state", "not-started", "--date", "2026"],
        ["advise", "xx.yaml", "--reviews", "reviews.jsonl"],
    ):
        run = invoke(*args)
        assert run.exit_code == 1, args
        assert "reviews.jsonl:4:1: entry 4 was changed after it was recorded: its hash does not fit" in run.output


def test_a_cut_log_is_read_with_a_warning_and_mended_by_the_next_record(wayhome, tmp_path):
    sheet_of(form_of("cabinet-office"), tmp_path / "a.xlsx", {LEAD: ACCEPT, TABLE: ACCEPT})
    assert wayhome("review", "record", "a.xlsx").returncode == 0
    log = tmp_path / "reviews.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole[:-40])
    run = wayhome("review", "status", "example:xx", "--format", "json")
    assert run.returncode == 0
    assert run.stderr == (
        "reviews.jsonl:3: warning: a line is cut short and was never recorded; "
        "`wayhome review record` keeps what there is of it and goes on\n"
    )
    assert wayhome("review", "verify").returncode == 1
    run = wayhome("review", "record", "a.xlsx")
    assert run.stdout.startswith("Recorded in reviews.jsonl: 1 answer.\nIn the log already, word for word: 1.\n")
    assert "what there was of it is kept in reviews.jsonl.cut-1" in run.stderr
    assert log.read_bytes() == whole
    assert wayhome("review", "verify").returncode == 0


def test_two_ministries_that_record_in_the_same_second_both_come_through(program, opened, tmp_path):
    for body in ("ministry-labour", "cabinet-office", "ministry-finance"):
        filled(opened / f"{body}.md", dict.fromkeys(form_rows(opened / f"{body}.md"), ACCEPT))
    runs = [
        subprocess.Popen(
            [program, "review", "record", f"forms/{body}.md"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for body in ("ministry-labour", "cabinet-office", "ministry-finance") * 2
    ]
    for run in runs:
        assert run.communicate(timeout=60)[1] == b""
        assert run.returncode == 0
    log = read_log(tmp_path / "reviews.jsonl")
    made = [(line.entry.body, line.entry.measure) for line in log.lines if line.entry.kind == "decision"]
    wanted = [
        (body, row)
        for body in ("ministry-labour", "cabinet-office", "ministry-finance")
        for row in form_rows(opened / f"{body}.md")
    ]
    assert sorted(made) == sorted(wanted), "each once, and none lost"


def form_rows(path):
    actions = path.read_text(encoding="utf-8").partition("\n## Actions")[2].partition("\n## Facts")[0]
    return re.findall(r"^`([a-z0-9.-]+)`$", actions, re.MULTILINE)


@pytest.mark.slow
def test_a_process_killed_while_it_records_loses_nothing_that_was_recorded(program, tmp_path):
    """Killed at any moment, the log holds whole entries and at most one cut line; recording again completes it."""
    rows = {key: {"Decision": "reject", "Reasons": "x" * 9000} for key in form_of("migration-lead").rows}
    (tmp_path / "f.md").write_text(text_of(form_of("migration-lead"), rows), encoding="utf-8")
    log = tmp_path / "reviews.jsonl"
    chance = random.Random(4)
    command = [program, "review", "record", "f.md"]
    began = time.monotonic()
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    whole, took = log.read_bytes(), time.monotonic() - began
    for _ in range(8):
        log.unlink(missing_ok=True)
        process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(took * chance.uniform(0.5, 1.05))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait(60)
        if log.exists():
            assert whole.startswith(log.read_bytes())
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert run.returncode == 0, run.stderr
        assert log.read_bytes() == whole


def test_what_a_killed_process_left_at_any_byte_is_completed(invoke, tmp_path):
    """The same for the moments a kill cannot be aimed at: the log as it is after any number of its bytes were written."""
    sheet_of(form_of("cabinet-office"), tmp_path / "a.xlsx", dict.fromkeys(form_of("cabinet-office").rows, ACCEPT))
    log = tmp_path / "reviews.jsonl"
    assert invoke("review", "record", "a.xlsx").exit_code == 0
    whole = log.read_bytes()
    for length in (0, 1, 200, len(whole) // 3, len(whole) // 2, len(whole) - 1):
        log.write_bytes(whole[:length])
        assert invoke("review", "record", "a.xlsx").exit_code == 0
        assert log.read_bytes() == whole, length


def test_ten_thousand_decisions_are_proved_and_told(wayhome, tmp_path):
    from wayhome.engine.review.log_writer import append

    one = decision("cabinet-office", LEAD)
    bodies = ["cabinet-office", "ministry-labour", "ministry-finance", "ministry-social"]
    entries = [
        one.model_copy(
            update={"body": bodies[i % 4], "reasons": f"سبب {i} " + "x" * 300, "date": f"2026-05-{i % 28 + 1:02}"}
        )
        for i in range(10_000)
    ]
    append(tmp_path / "reviews.jsonl", lambda held: entries)
    for args in (["review", "verify"], ["review", "status", "example:xx"], ["review", "export", "example:xx"]):
        run = wayhome(*args)
        assert (run.returncode, run.stderr) == (0, ""), args
        assert "10000" in run.stdout or "سبب" in run.stdout


def test_arabic_names_come_through_forms_log_status_and_brief(invoke, tmp_path):
    (tmp_path / "p.yaml").write_text(
        "wayhome: 1\ncountry: TUN\nname: تونس\nanswers:\n  referral.use: none\n  coordination.state: none\n"
        "  frame.actors: {answer: {migration-lead: وزارة الشؤون الاجتماعية}}\n",
        encoding="utf-8",
    )
    assert invoke("review", "open", "p.yaml", "-o", "f", "--ministry", "وزارة الشؤون الاجتماعية").exit_code == 0
    reasons = "لا توجد ميزانية\u200f، انظر المرسوم ١٢"
    fill_sheet(tmp_path / "f" / "migration-lead.xlsx", {"referral": {"Decision": "reject", "Reasons": reasons}})
    assert invoke("review", "record", "f/migration-lead.xlsx").exit_code == 0
    assert "وزارة الشؤون الاجتماعية" in (tmp_path / "reviews.jsonl").read_text(encoding="utf-8")
    assert reasons in " ".join(invoke("review", "status", "p.yaml").output.split())
    assert reasons in invoke("advise", "p.yaml", "--reviews", "reviews.jsonl").output
    assert invoke("review", "verify").exit_code == 0
