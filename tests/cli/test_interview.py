"""`wayhome interview`, as a person uses it: on a terminal, in a pipe, broken off, and by two people at once."""

import re
import signal
import subprocess

import pytest

from wayhome.engine.draft import Draft
from wayhome.engine.library import load_library

from .typist import PATIENCE, Typist

QUESTIONNAIRE = load_library().questionnaire
ANSWER, EVIDENCE = ("answer",), ("evidence",)
TEXT = """\
# Ghana, prepared by hand
wayhome: 1
country: GHA
date: 2026-05 # of the talks

answers:

  # Working together
  sop.use: on-paper # signed in 2024
  #information.reach:
  #  answer:
  #  money: # none | project | yearly | several-years
"""


@pytest.fixture
def at_terminal(program, tmp_path):
    """Start the program at a terminal, in an empty folder."""

    started = []

    def start(*args, **options):
        started.append(Typist(program, "interview", *args, cwd=tmp_path, **options))
        return started[-1]

    yield start
    for person in started:
        person.close()


@pytest.fixture
def path(tmp_path):
    """A profile with comments, in the folder the program runs in."""
    file = tmp_path / "p.yaml"
    file.write_text(TEXT, encoding="utf-8")
    return file


def said(path, question):
    return Draft(path.read_text(encoding="utf-8"), str(path), QUESTIONNAIRE).said(question)


def test_a_new_profile_is_made_and_answered_at_a_terminal(at_terminal, tmp_path):
    person = at_terminal("ghana.yaml", "--core")
    assert person.screen.startswith("ghana.yaml is new.\nWhich country is it about?")
    shown = person.type("GHA", "2026-05", "", "", "2026-09", "24")
    assert shown.endswith(
        "Saved: the number of months: 24.\n\nEvidence, one sentence a brief can print (Enter to go on without).\nEvidence: "
    )
    shown = person.type("", "/lead.body", "3")
    assert "\nSaved: drafted.\n\nWhat pays for it today?\n   1  none: nothing of its own\n" in shown
    assert person.end_input() == 0
    assert person.screen.endswith(
        "All answers are saved in ghana.yaml: 2 of 58 answered. To go on: wayhome interview ghana.yaml\n"
    )
    assert said(tmp_path / "ghana.yaml", "frame.start-horizon") == {("answer", "start"): "2026-09", ("answer", "months"): 24}
    assert said(tmp_path / "ghana.yaml", "lead.body") == {ANSWER: "drafted"}


def test_the_screen_holds_plain_lines_only(at_terminal, path):
    person = at_terminal("p.yaml")
    person.type("?", "/service.schooling", "?", "3 4", "", "", "", "", "", "Evidence é", "q")
    assert person.end() == 0
    assert "\x1b" not in person.screen
    assert not re.search("[\x00-\x09\x0b-\x1f\u2500-\u259f]", person.screen)
    assert max(map(len, person.screen.splitlines())) <= 99


def test_a_terminal_that_knows_nothing_is_sent_nothing_but_text(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "reaching", TERM="dumb")
    person.type("patchy", "2", "q")
    assert person.end() == 0
    assert "Saved: money: project." in person.raw
    assert "\x1b" not in person.raw
    assert said(path, "information.reach") == {ANSWER: "patchy", ("money",): "project"}


def test_a_narrow_terminal_breaks_lines_between_words(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "services", columns=60)
    assert (
        "   6  reaching: Returnees who need it get it, as their\n      neighbours do, and do not name its lack among their\n"
        in (person.screen)
    )
    assert person.end_input() == 0


def test_back_unknown_several_values_evidence_and_jump(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "reaching")
    assert "Answer: " in person.type("u", "n", "Two groups were asked.", "Notes of talks", "2026-04", "")
    assert "Reaching people, question 2 of 2; 1 of 2 answered." in person.screen
    shown = person.type("b")
    assert "So far: asked, and nobody knows.\nEvidence: Two groups were asked. (source notes-of-talks)\n" in shown
    person.type(
        "patchy, mostly", "2", "2027-06", "", "", "1 2", "", "", "", "/arrival", "u c", "4", "police", "2", "two groups"
    )
    person.type("", "", "b", "b", "q")
    assert person.end() == 0
    assert said(path, "information.reach") == {
        ANSWER: ["patchy", "mostly"],
        ("money",): "project",
        ("until",): "2027-06",
        ("coverage",): ["everywhere", "some-regions"],
        EVIDENCE: "Two groups were asked.",
        ("source",): "notes-of-talks",
    }
    assert said(path, "arrival.contact")[ANSWER] == "contested"


def test_comments_order_and_every_other_line_of_the_file_survive(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "reaching")
    person.type("patchy", "project", "", "", "", "", "A fact: #1.", "q")
    assert person.end() == 0
    choices = "# none | project | yearly | several-years\n"
    assert path.read_text(encoding="utf-8") == TEXT.replace(
        f"  #information.reach:\n  #  answer:\n  #  money: {choices}",
        f'  information.reach:\n    answer: patchy\n    money: project {choices}    evidence: "A fact: #1."\n',
    )


def test_kill_loses_at_most_the_answer_being_typed_and_it_resumes_there(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "means", "--quick")
    person.type("0", "s", "1 2")
    person.begin("partner-l")
    person.see("partner-l")
    assert person.kill() == -signal.SIGKILL
    assert set(said(path, "money.source").values()) == {"no"}
    assert said(path, "capacity.gaps") == {("answer", "people"): "yes", ("answer", "skills"): "yes"}
    assert sorted(file.name for file in path.parent.iterdir()) == ["p.yaml"]
    person = at_terminal("p.yaml", "--section", "means", "--quick")
    assert "Ghana: 2 of 4 answered." in person.screen
    assert "Means, question 2 of 4; 2 of 4 answered." in person.screen
    person.type("q")
    assert person.end() == 0


def test_ctrl_c_says_what_is_saved_and_ends_with_130(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "reaching")
    person.type("none")
    person.begin("half a sen")
    person.see("half a sen")
    assert person.interrupt() == 130
    assert person.screen.endswith("All answers are saved in p.yaml: 1 of 2 answered. To go on: wayhome interview p.yaml\n")
    assert said(path, "information.reach") == {ANSWER: "none"}


def test_ctrl_c_before_there_is_a_file_leaves_none(at_terminal, tmp_path):
    person = at_terminal("new.yaml")
    assert person.interrupt() == 130
    assert person.screen.endswith("Nothing was saved: no file was made.\n")
    assert list(tmp_path.iterdir()) == []


def test_a_pasted_text_of_several_lines_is_one_answer(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "reaching")
    person.type("none")
    person.type("\x1b[200~First line,\nsecond line.\x1b[201~", "", "", "q")
    assert person.end() == 0
    assert said(path, "information.reach")[EVIDENCE] == "First line, second line."
    assert said(path, "arrival.contact") == {}


def test_text_in_arabic_and_french_is_typed_and_read_back(at_terminal, path):
    person = at_terminal("p.yaml", "--section", "reaching")
    texts = "اجتمعت اللجنة مرتين", "L’antenne d’accueil : ouverte – « à Abidjan »"
    person.type("none", texts[0], "", "", "none", texts[1], "", "", "b")
    assert f"Evidence: {texts[1]}" in person.screen
    person.type("q")
    assert person.end() == 0
    assert [said(path, id_)[EVIDENCE] for id_ in ("information.reach", "arrival.contact")] == list(texts)


def test_two_people_on_one_file_keep_each_others_answers(at_terminal, path):
    one, other = (at_terminal("p.yaml", "--section", "reaching", "--quick") for _ in range(2))
    one.type("none")
    shown = other.type("/arrival", "closed")
    assert "Somebody else has changed the file meanwhile; their changes are kept." in other.screen
    assert "Saved: closed." in shown
    one.type("q"), other.type("q")
    assert (one.end(), other.end()) == (0, 0)
    assert said(path, "information.reach") == {ANSWER: "none"}
    assert said(path, "arrival.contact") == {ANSWER: "closed"}
    assert "# signed in 2024" in path.read_text(encoding="utf-8")


def test_two_people_on_one_question_are_told(at_terminal, path):
    one, other = (at_terminal("p.yaml", "--section", "reaching", "--quick") for _ in range(2))
    one.type("none")
    shown = other.type("closed")
    assert "Not saved: closed. They have answered this question meanwhile." in shown
    assert "So far: none.\n" in shown
    assert said(path, "information.reach") == {ANSWER: "none"}
    other.type("closed", "q")
    one.type("q")
    assert (one.end(), other.end()) == (0, 0)
    assert said(path, "information.reach") == {ANSWER: "closed"}


def test_many_at_once_lose_nothing_of_each_others(program, path):
    answers = {"reaching": "none\nclosed\n", "means": "0\n", "policy": "/policy.links\n1-7\n", "knowing": "never\n"}
    command = [program, "interview", "p.yaml", "--quick", "--section"]
    running = [
        subprocess.Popen([*command, section], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=path.parent)
        for section in answers
    ]
    for process, typed in zip(running, answers.values(), strict=True):
        process.stdin.write(typed.encode())
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    assert said(path, "information.reach") == {ANSWER: "none"}
    assert said(path, "arrival.contact") == {ANSWER: "closed"}
    assert set(said(path, "money.source").values()) == {"no"}
    assert list(said(path, "policy.links").values()) == ["yes"] * 7
    assert said(path, "data.returnees") == {ANSWER: "never"}
    assert "# signed in 2024" in path.read_text(encoding="utf-8")


def test_answers_can_be_piped_in_one_to_a_line(wayhome, path):
    lines = ["patchy", "project", "2027-06", "", "", "", "It works in two regions.", "", "", "none"]
    run = wayhome("interview", "p.yaml", "--section", "reaching", stdin="\n".join(lines))
    assert (run.returncode, run.stderr) == (0, "")
    assert "Answer: patchy\nSaved: patchy.\n" in run.stdout
    assert said(path, "information.reach")[("until",)] == "2027-06"
    assert said(path, "arrival.contact") == {ANSWER: "none"}
    assert run.stdout.endswith("All answers are saved in p.yaml: 2 of 2 answered. To go on: wayhome interview p.yaml\n")


def test_a_file_with_line_ends_of_windows_can_be_piped_in(wayhome, path):
    run = wayhome("interview", "p.yaml", "--section", "reaching", "--quick", stdin="none\r\nclosed\r\n")
    assert run.returncode == 0
    assert said(path, "arrival.contact") == {ANSWER: "closed"}


def test_bytes_that_are_no_text_are_refused_and_the_rest_is_taken(program, path):
    typed = b"none\n" + b"\xff\xfe\n" + b"x" * 3000 + b"\n" + b"a\0b\n" + b"y" * 1_000_000 + b"\nfine\n"
    run = subprocess.run(
        [program, "interview", "p.yaml", "--section", "reaching"],
        input=typed,
        cwd=path.parent,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    shown = run.stdout.decode()
    assert (run.returncode, run.stderr) == (0, b"")
    assert "That line is not readable as text (UTF-8)." in shown
    assert "That line has 3,000 characters; 2,000 is the most." in shown
    assert "That line holds what no text can hold (U+0000)." in shown
    assert shown.count("is the most") == 2
    assert said(path, "information.reach") == {ANSWER: "none", EVIDENCE: "fine"}


@pytest.mark.parametrize("output", ["closed", "full", "left"])
def test_output_nobody_reads_loses_no_answer(program, path, output):
    redirect = {"closed": ">&-", "full": ">/dev/full", "left": "| true"}[output]
    lines = "none\n\n/arrival\nclosed\n"
    script = f'printf %s "$1" | "$2" interview p.yaml --section reaching --quick {redirect}'
    subprocess.run(
        ["bash", "-c", script, "bash", lines, program],
        cwd=path.parent,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert said(path, "information.reach") == {ANSWER: "none"}
    assert said(path, "arrival.contact") == {ANSWER: "closed"}


def test_without_input_it_ends_at_once(program, path):
    run = subprocess.run(
        ["bash", "-c", '"$1" interview p.yaml <&-', "bash", program],
        cwd=path.parent,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert run.returncode == 0
    assert path.read_text(encoding="utf-8") == TEXT


def test_an_answer_that_cannot_be_written_is_an_error_in_a_pipe(wayhome, path):
    path.write_text(TEXT.replace("answers:", "answers: &a"), encoding="utf-8")
    run = wayhome("interview", "p.yaml")
    assert run.returncode == 1
    assert run.stderr.startswith("p.yaml:6:10: anchors and aliases (& and *) are not used here")


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["-"], "-: an interview needs a file to write to; name a file of your own, such as ghana.yaml\n"),
        (["example:xx"], "example:xx: an example is not changed; name a file of your own, such as ghana.yaml\n"),
        (["."], ".: cannot be read: Is a directory\n"),
        (["none/p.yaml", "--country", "GHA"], "none/p.yaml: cannot be written: No such file or directory\n"),
        (["p.yaml", "--section", "service"], "--section: there is no section 'service'"),
        (["p.yaml", "--for", "labour"], "--for: there is no role 'labour'"),
        (["p.yaml", "--country", "CIV"], "--country: p.yaml is a profile of Ghana already\n"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(wayhome, path, args, what):
    run = wayhome("interview", *args)
    assert run.returncode == 1
    assert run.stderr.startswith(what)


def test_the_help_says_what_each_option_does(invoke):
    run = invoke("interview", "--help")
    assert run.exit_code == 0
    for option in (
        "--section",
        "--core",
        "--for",
        "--only-unanswered",
        "--next",
        "--quick",
        "--opt-in",
        "--country",
        "--area",
    ):
        assert option in run.output
    assert "  wayhome interview ghana.yaml --core\n" in run.output


def test_one_page_for_one_respondent(invoke, path):
    run = invoke("interview", "p.yaml", "--for", "ministry-finance", "--next", "--only-unanswered", stdin="q\n")
    assert run.exit_code == 0
    assert re.search(r"One meeting, one page: the \d+ questions for the ministry of finance\.", run.output)


def test_a_profile_made_here_is_advised_on(invoke, tmp_path):
    run = invoke("interview", "xx.yaml", "--country", "XX", "--section", "reaching", stdin="2025-11\n\n\npatchy\n")
    assert run.exit_code == 0
    assert invoke("check", "xx.yaml").exit_code == 0
    assert invoke("advise", "xx.yaml").exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["wayhome-profile.schema.json", "xx.yaml"]
