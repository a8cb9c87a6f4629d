"""The sentences of a brief: complete, in known modes, with slots that something fills."""

import shutil

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import shipped
from wayhome.engine.wording import load_wording

MEASURE = """\
## One table for all
`one.table`

- Reason: it is needed.
- Decision: Name who convenes, by month {month}
- Decision (operate): Call the first meeting
- Message: Somebody must convene.
- If: nobody convenes
- Then: naming somebody
- Sign: two meetings by month {month}

**any:** Name who convenes. A chair senior enough.

**operate:** Call the meeting.
"""


@pytest.fixture
def knowledge(tmp_path):
    shutil.copytree(shipped("knowledge") / "wording", tmp_path / "wording")
    (tmp_path / "measures").mkdir()

    def written(text, name="page"):
        (tmp_path / "measures" / f"{name}.md").write_text(text, encoding="utf-8")
        return tmp_path

    return written


def faults(folder):
    with pytest.raises(InputError) as error:
        load_wording(folder)
    return str(error.value)


def test_a_measure_speaks_in_the_mode_that_is_certain_else_neutrally(knowledge):
    words = load_wording(knowledge(MEASURE)).measures["one.table"]
    assert words.say("decision", "operate") == "Call the first meeting"
    assert words.say("decision", "create") == words.say("decision") == "Name who convenes, by month {month}"
    assert words.say("check") == ""
    assert words.action("operate") == ("Call the meeting", "")
    assert words.action(None) == words.action("create") == ("Name who convenes", "A chair senior enough.")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("- Reason: it is needed.\n", "", 1, "has no field 'Reason'"),
        ("- Then:", "- Than:", 9, "unknown field 'than'; did you mean 'then'?"),
        ("(operate)", "(operating)", 6, "unknown mode 'operating'"),
        ("**operate:**", "**run:**", 14, "unknown mode 'run'"),
        ("**any:** Name who convenes. A chair senior enough.", "", 1, "has no neutral paragraph"),
        ("it is needed", "it is {needed}", 4, "nothing fills {needed} here"),
        ("{month}", "{moon}", 5, "nothing fills {moon} here"),
        ("Call the meeting", "Call it in {month}", 14, "nothing fills {month} here"),
    ],
)
def test_a_fault_is_named_at_its_measure(knowledge, old, new, line, what):
    folder = knowledge(MEASURE.replace(old, new))
    found = faults(folder)
    assert found.startswith(f"{folder / 'measures' / 'page.md'}:{line}:1: ")
    assert what in found


def test_a_measure_is_worded_once(knowledge):
    knowledge(MEASURE)
    assert "the measure one.table is worded twice" in faults(knowledge(MEASURE, "second"))


@pytest.mark.parametrize("name", ["brief", "summary", "body", "matrix", "guards", "steps", "preconditions", "pictures"])
def test_a_missing_file_of_sentences_is_named(knowledge, name):
    folder = knowledge(MEASURE)
    path = folder / "wording" / f"{name}.yaml"
    path.unlink()
    assert faults(folder) == f"{path}: cannot be read: No such file or directory"


def test_a_sentence_stands_in_one_file_only(knowledge):
    folder = knowledge(MEASURE)
    with (folder / "wording" / "check.yaml").open("a", encoding="utf-8") as file:
        file.write("  title: again\n")
    assert "the sentence 'title' stands twice" in faults(folder)


def test_a_sentence_is_a_text(knowledge):
    folder = knowledge(MEASURE)
    (folder / "wording" / "brief.yaml").write_text("sentences:\n  title: {place}\n")
    assert f"{folder / 'wording' / 'brief.yaml'}:2:3: sentences.title is an empty map; expected a text" in faults(folder)
