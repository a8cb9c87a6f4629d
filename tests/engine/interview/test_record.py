"""Writing answers down: what cannot be written is told and tried again, and what others write meanwhile is kept."""

import re
from pathlib import Path

import pytest

from wayhome.engine import open_profile
from wayhome.engine.errors import InputError

ANSWER, EVIDENCE = ("answer",), ("evidence",)
TEXT = """\
wayhome: 1 # the format
country: GHA
date: 2026-05

answers:
  # -- a section --

  # The committee. Nobody knows when it met.
  coordination.working: {answer: [patchy, working], evidence: "Met: four times"} # last in May
  #sop.use:
  #  answer:
  #  money:
"""


@pytest.fixture
def write_fails(monkeypatch):
    """Let writing fail with an error of the system until it is mended."""
    writing = open_profile.write_atomically
    broken = []

    def write(path, data, **options):
        if broken:
            raise InputError.at(str(path), f"cannot be written: {broken[0]}")
        writing(path, data, **options)

    monkeypatch.setattr(open_profile, "write_atomically", write)
    return broken


def test_every_other_line_of_the_file_stays_as_it_was(hold):
    held = hold(["/sop.use", "patchy", "project", "", "", "It is used in two regions.", "", ""], TEXT, section="together")
    before, after = TEXT.splitlines(), held.file.splitlines()
    assert [line for line in after if line in before] == [line for line in before if "sop.use" not in line][:-2]
    assert [line for line in after if line not in before] == [
        "  sop.use:",
        "    answer: patchy",
        "    money: project",
        "    evidence: It is used in two regions.",
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay(hold, mark):
    text = mark + TEXT.replace("\n", "\r\n").encode()
    held = hold(["/sop.use", "none"], text, section="together")
    written = held.path.read_bytes()
    assert written.startswith(mark + b"wayhome: 1 # the format\r\n")
    assert b"  sop.use:\r\n    answer: none\r\n" in written
    assert written.replace(b"\r\n", b"").count(b"\n") == written.replace(b"\r\n", b"").count(b"\r") == 0


def test_a_disk_that_is_full_is_told_and_enter_tries_again(hold, write_fails):
    def fill():
        write_fails.append("No space left on device")

    held = hold([fill, "patchy", "", "what", write_fails.clear, "", "project"], section="reaching")
    assert "Not saved: patchy.\n" in held.text
    assert held.text.count("cannot be written: No space left on device") == 2
    assert "Enter tries again; s goes on without this answer; q quits." in held.text
    assert held.said("information.reach") == {ANSWER: "patchy", ("money",): "project"}


def test_an_answer_that_cannot_be_written_may_be_left(hold, write_fails):
    write_fails.append("Read-only file system")
    for way in ("s", "b"):
        held = hold(["patchy", way, write_fails.clear, "none"], section="reaching")
        assert held.said("arrival.contact") == {ANSWER: "none"}
        assert not held.said("information.reach")
        assert held.status == 0
        write_fails.append("Read-only file system")


@pytest.mark.parametrize("end", [["q"], []])
def test_leaving_over_an_answer_that_is_not_saved_is_an_error(hold, tmp_path, write_fails, end):
    said = []
    write_fails.append("Permission denied")
    with pytest.raises(InputError, match="cannot be written: Permission denied"):
        hold(["patchy", *end], section="reaching", on_say=said.append)
    assert said[-1].startswith(f"\nThe last answer is not saved. All others are in {tmp_path / 'p.yaml'}: 0 of 2 answered.")


def test_a_file_that_was_deleted_is_written_anew_with_all_it_held(hold, tmp_path):
    path = tmp_path / "p.yaml"
    held = hold([path.unlink, "patchy", "", "w", "project"], TEXT, section="reaching")
    assert "cannot be read: No such file or directory" in held.text
    assert "w writes the file anew, with all it held" in held.text
    assert held.said("information.reach") == {ANSWER: "patchy", ("money",): "project"}
    assert "# -- a section --" in held.file
    assert "# last in May" in held.file


def test_a_file_deleted_between_two_questions_is_told_once_something_is_to_be_saved(hold, tmp_path):
    path = tmp_path / "p.yaml"
    held = hold(["none", path.unlink, "", "closed", "w"], TEXT, section="reaching")
    assert held.text.index("question 2 of 2") < held.text.index("No such file or directory")
    assert held.said("information.reach") == {ANSWER: "none"}
    assert held.said("arrival.contact") == {ANSWER: "closed"}


def test_a_question_that_others_make_idle_is_passed_over(hold, tmp_path):
    path = tmp_path / "p.yaml"

    def other():
        path.write_text(f"{path.read_text()}  coordination.state: none\n")

    text = "wayhome: 1\ncountry: GHA\ndate: 2026\nanswers:\n  returns.number: 5\n"
    held = hold([other, "/coordination.working", "b"], text, section="together")
    assert held.asked == ["coordination.state", "coordination.carriers", "coordination.state"]
    assert "So far: none." in held.text


def test_a_file_that_came_back_is_not_written_over(hold, tmp_path):
    path = tmp_path / "p.yaml"

    def come_back():
        path.write_text(TEXT.replace("GHA", "CIV"))

    held = hold([path.unlink, "patchy", come_back, "w", "", "project"], TEXT, section="reaching")
    assert "the file exists" in held.text
    assert held.draft.value["country"] == "CIV"
    assert held.said("information.reach")[ANSWER] == "patchy"


def test_a_file_that_an_editor_broke_is_told_with_its_place_and_left_as_it_is(hold, tmp_path):
    path = tmp_path / "p.yaml"
    seen = []

    def break_it():
        path.write_text(TEXT.replace("answers:", "answers: {"))

    def look():
        seen.append(path.read_text())

    def mend():
        path.write_text(TEXT)

    held = hold([break_it, "patchy", "", look, mend, "", "project"], TEXT, section="reaching")
    assert re.search(r"p\.yaml:\d+:\d+: not valid YAML", held.text)
    assert seen[0] == TEXT.replace("answers:", "answers: {")
    assert held.said("information.reach") == {ANSWER: "patchy", ("money",): "project"}


def test_what_somebody_else_answers_meanwhile_is_kept(hold, tmp_path):
    path = tmp_path / "p.yaml"

    def other():
        path.write_text(path.read_text().replace("  #sop.use:", "  sop.use: on-paper # theirs\n  #x:"))

    held = hold(["4", other, "project"], TEXT, section="reaching")
    assert held.text.count("Somebody else has changed the file meanwhile; their changes are kept.") == 1
    assert held.said("sop.use") == {ANSWER: "on-paper"}
    assert "# theirs" in held.file
    assert held.said("information.reach") == {ANSWER: "patchy", ("money",): "project"}


def test_where_they_answered_the_same_question_theirs_is_shown_and_asked_again(hold, tmp_path):
    path = tmp_path / "p.yaml"

    def other():
        path.write_text(f"{path.read_text()}  information.reach: closed\n")

    held = hold([other, "patchy", "", "s"], TEXT, section="reaching")
    assert "Not saved: patchy. They have answered this question meanwhile." in held.text
    assert "So far: closed.\n" in held.text
    assert held.said("information.reach") == {ANSWER: "closed"}
    path.unlink()
    held = hold([other, "patchy", "mostly"], TEXT, section="reaching")
    assert held.said("information.reach")[ANSWER] == "mostly"


def test_theirs_is_seen_before_the_question_is_asked(hold, tmp_path):
    path = tmp_path / "p.yaml"

    def other():
        path.write_text(f"{path.read_text()}  arrival.contact: closed\n")

    held = hold([other, "none", "", ""], TEXT, section="reaching")
    assert held.asked == ["information.reach", "arrival.contact"]
    assert "So far: closed." in held.text
    assert held.said("arrival.contact") == {ANSWER: "closed"}


def test_two_who_list_bodies_keep_each_others(hold, tmp_path):
    path = tmp_path / "p.yaml"

    def other():
        text = path.read_text()
        assert "red-cross" in text
        path.write_text(text.replace("      red-cross:", "      union: {name: Union}\n      red-cross:"))

    held = hold(["Red Cross", other, "ngos", "s"], section="stakeholders")
    assert {path[1] for path in held.said("stakeholders.actors")} == {"red-cross", "union"}
    assert held.said("stakeholders.actors")[("answer", "red-cross", "category")] == "ngos"


def test_a_source_that_two_add_under_one_title_gets_two_keys(hold, tmp_path):
    path = tmp_path / "p.yaml"

    def other():
        path.write_text(path.read_text().replace("answers:", "sources:\n  talks: {title: Talks of theirs}\nanswers:"))

    held = hold(["none", "A fact.", other, "Talks", "2026", "", "2", "", "=", ""], section="reaching")
    assert held.draft.sources == {"talks": {"title": "Talks of theirs"}, "talks-2": {"title": "Talks", "date": 2026}}
    assert held.said("information.reach")[("source",)] == "talks-2"


@pytest.mark.parametrize("layout", ["answers: {sop.use: on-paper}\n", "answers: {}\n", "answers:\n", ""])
def test_short_and_empty_layouts_take_answers_too(hold, layout):
    held = hold(["patchy"], f"wayhome: 1\ncountry: GHA\ndate: 2026\n{layout}", section="reaching")
    assert held.said("information.reach") == {ANSWER: "patchy"}


def test_a_link_stays_a_link(hold, tmp_path):
    real, link = tmp_path / "real.yaml", tmp_path / "p.yaml"
    real.write_text(TEXT)
    link.symlink_to(real)
    hold(["none"], None, path=link, section="reaching")
    assert link.is_symlink()
    assert "information.reach" in real.read_text()


STRANGE = [
    "ما زالت اللجنة تجتمع: مرتين في السنة",
    "L’« antenne » d’accueil : ouverte 24 h/24 – à Abidjan",
    "a | b",
    "# not a comment",
    "key: value",
    "- item",
    "{a: b}",
    "[x, y",
    "'single' and \"double\"",
    "&anchor *alias !tag",
    "%directive @at `tick`",
    "null",
    "yes",
    "2026",
    "1.5",
    "~",
    "---",
    "...",
    "\\n is no newline",
    "tab\there",
    "two  spaces",
    "می\u200cشود",
    "🦊",
    "e\u0301",
    "\u202eright to left",
    "= not the last source",
    "?",
    "a" * 2000,
]


@pytest.mark.parametrize("text", STRANGE)
def test_text_in_any_script_or_shape_is_data(hold, text):
    typed = text if text != "?" else '"?"'
    held = hold(["none", typed, "The title: " + text[:100], "", "", "none"], section="reaching")
    assert held.said("information.reach")[EVIDENCE] == held_as(text)
    assert [source["title"] for source in held.draft.sources.values()] == [held_as("The title: " + text[:100])]
    held = hold(["/actors", typed, "s"], section="frame")
    assert held.said("frame.actors") == {("answer", "migration-lead"): held_as(text)}
    held = hold([typed, "s"], section="stakeholders")
    names = [value for path, value in held.said("stakeholders.actors").items() if path[-1] == "name"]
    assert names == ([] if text == "2026" else [held_as(text)])  # a number stands for a body that is listed


def held_as(text):
    return " ".join(text.replace("\t", " ").split(" ")).replace("  ", " ")


def test_a_line_too_long_is_refused_and_nothing_is_lost(hold):
    held = hold(["none", "x" * 3000, "short"], section="reaching")
    assert "That line has 3,000 characters; 2,000 is the most. Nothing is changed: shorten it." in held.text
    assert held.said("information.reach") == {ANSWER: "none", EVIDENCE: "short"}


@pytest.mark.parametrize("char", ["\ufffd", chr(0xD800), chr(0xDCE9)])
def test_what_is_not_utf8_is_refused(hold, char):
    held = hold(["none", f"caf{char}", "short"], section="reaching")
    assert "That line is not readable as text (UTF-8)." in held.text
    assert held.said("information.reach")[EVIDENCE] == "short"


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\ufffe", "\ufeff", "\x9b"])
def test_what_no_text_can_hold_is_refused(hold, char):
    held = hold(["none", f"a{char}b", "short"], section="reaching")
    assert f"That line holds what no text can hold (U+{ord(char):04X})." in held.text
    assert held.said("information.reach") == {ANSWER: "none", EVIDENCE: "short"}


def test_a_pasted_text_becomes_one_line(hold):
    held = hold(["none", "first\n  second\r\nthird\u2028fourth"], section="reaching")
    assert held.said("information.reach")[EVIDENCE] == "first second third fourth"


def test_what_a_file_holds_cannot_act_on_the_terminal(hold):
    text = (
        'wayhome: 1\ncountry: GHA\ndate: 2026\nanswers:\n  information.reach: {answer: none, evidence: "a\\e[2Jb\\u202ec"}\n'
    )
    held = hold(["b"], text, section="reaching")
    assert "Evidence: a\\x1b[2Jb\\u202ec" in held.text
    assert "\x1b" not in held.text


def test_the_path_of_a_file_is_printable(hold, tmp_path):
    held = hold(["none"], path=Path(tmp_path / "a b.yaml"), section="reaching")
    assert held.text.endswith(f"To go on: wayhome interview '{tmp_path}/a b.yaml'")
