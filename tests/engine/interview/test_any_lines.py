"""Whatever is typed: the file stays a valid profile, every line that says "Saved" is true, and there is no traceback."""

import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wayhome.engine.answer_fields import BESIDE, VOICES, body_fields, fields_of
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.interview.in_words import answer_in_words, shortened, value_in_words, voices_in_words
from wayhome.engine.interview.session import interview
from wayhome.engine.interview.wanted import Wanted
from wayhome.engine.library import load_library
from wayhome.engine.selection import Selection

from .script import Script

LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-05\n# a comment\n"
TEXT = (
    f"{HEAD}sources:\n  law: {{title: A law}}\nanswers:\n  # another\n"
    "  sop.use: on-paper\n"
    "  service.health:\n    answer: contested\n    money: project\n"
    "    voices: [{value: patchy, who: a}, {value: closed, who: b}]\n"
    "  policy.sectors: {answer: {labour: silent, rest: withheld}}\n"
    "  stakeholders.actors: {answer: {union: {name: Union, influence: low}}, complete: yes}\n"
    "  frame.openings: {answer: {budget: {date: 2027, title: Call}}}\n"
    "  #returns.trend:\n  #  answer:\n  #  evidence:\n"
)
COMMANDS = ["", "", "", "?", "u", "u n", "u w", "u c", "w", "c", "n", "s", "b", "b", "e", "r", "/", "-", "=", "l", "y", "0"]
ANSWERS = [
    "1",
    "2",
    "3 4",
    "1-3",
    "patchy",
    "patchy, mostly",
    "none",
    "yes",
    "no",
    "4,200",
    "2026",
    "2026-05",
    "undated",
    "24",
    "law",
]
JUMPS = [f"/{id_}" for id_ in QUESTIONNAIRE.questions]
TEXTS = ["Union", "A body: with #signs", "The minutes of May", "ما زالت", '"b"', "x" * 2001, "\0", "- {", "null", "'"]
LINES = (
    st.sampled_from(COMMANDS)
    | st.sampled_from(ANSWERS)
    | st.sampled_from(JUMPS)
    | st.sampled_from(TEXTS)
    | st.text(max_size=12)
)
FIXED = ("no for the others", "nothing beside the answer", "no evidence", "no source", "no date")


def sayable(draft):
    """Every way in which something the file holds may be named."""
    found = set(FIXED)
    for id_, said in draft.everything_said().items():
        question = QUESTIONNAIRE.questions[id_]
        found.add(answer_in_words(question, said, QUESTIONNAIRE))
        bodies = {path[1] for path in said if len(path) == 3 and path[0] == "answer"} if question.repeat else ()
        for field in (*fields_of(question, QUESTIONNAIRE), *(f for key in bodies for f in body_fields(question, key))):
            if field.path in said:
                words = value_in_words(said[field.path], field.takes)
                voices = voices_in_words(said.get(VOICES))
                for label in ("", f"{field.label}: ", f"{field.path[0]}: "):
                    found |= {f"{label}{words}", f"{label}{words}: {voices}"}
        for path in BESIDE:
            value = said.get(path)
            values = value if isinstance(value, list) else [value]
            name = "date of the fact" if path == ("date",) else path[0]
            found |= {name, f"{name}: {shortened(', '.join(map(str, values)))}"} if value else set()
    for source in draft.sources.values():
        found |= {f"a new source, {shortened(source['title'])}", f"date of the source: {source.get('date')}"}
    return found


def check_what_is_said(path):
    def on_say(text):
        saved = re.match(r"Saved: (.*?)\.?\Z", text, re.DOTALL)
        if not saved:
            assert "Traceback" not in text
            return
        draft = Draft(path.read_text(encoding="utf-8"), str(path), QUESTIONNAIRE)
        words = saved[1]
        if words.endswith(("left open", " is off the list")):
            return
        assert {words, f"{words}."} & sayable(draft), words

    return on_say


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(LINES, max_size=25),
    st.sampled_from(["frame", "returns", "policy", "means", "services", "stakeholders", None]),
    st.booleans(),
)
@example(["e", "A fact.", "law", "", "/service.health", "none", "y", "b", "b"], "services", False)
@example(["/service.health", "u n", "", "/stakeholders.actors", "1", "-", "u n", "", ""], None, False)
@example(["e", "A fact.", "", "", "", "b"], "means", True)
def test_whatever_is_typed_the_file_stays_a_profile_and_what_is_said_to_be_saved_is(lines, section, only_unanswered):
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "p.yaml"
        path.write_text(TEXT, encoding="utf-8")
        wanted = Wanted(Selection(section=section, opt_in=True), only_unanswered=only_unanswered)
        try:
            status = interview(Script(lines, check_what_is_said(path)), path, LIBRARY, wanted)
        except InputError as error:  # only over an answer that could not be written, at the end of input
            raise AssertionError(f"could not be written: {error}") from error
        assert status == 0
        draft = Draft(path.read_text(encoding="utf-8"), "p.yaml", QUESTIONNAIRE)
        assert draft.profile.has_country
        assert draft.text.startswith(HEAD)
        assert "  # another\n" in draft.text
        assert sorted(file.name for file in folder.iterdir()) == ["p.yaml"]
    finally:
        shutil.rmtree(folder)
