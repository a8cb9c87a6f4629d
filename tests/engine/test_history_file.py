"""The history of rules: read with places, refused where it says what cannot be, whatever else is in the file."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from wayhome.engine.errors import InputError
from wayhome.engine.history_file import parse_history, read_history
from wayhome.engine.schemas import schema_of
from wayhome.engine.sources import parse_yaml

BROKEN = sorted((Path(__file__).parent / "lint" / "broken").glob("*.yaml"))
WHOLE = """\
# why we keep it
1.1.0+gha:
  date: 2026-05-01
  because: Offices are open.
  new: {recommendation: [papers.desk], guard: [women]}
  changed: {measure: {papers: ["Months: was from month 2, for 9, is now from month 1, for 9."]}}
  retired: {measure: [old]}
  replaced: {recommendation: {papers.old: papers.desk}}
  renamed: {measure: {papers-once: papers}}
  removed: {finding: {context.x: Something}}
  reasons: {papers.desk: Registry offices asked for it., papers: It can begin at once.}
1.0.0:
  new: {measure: [papers-once], recommendation: [papers.old]}
"""


def parsed(text, of="rulebook"):
    return parse_history(parse_yaml(text, "history.yaml"), of)


def test_a_history_is_read_with_everything_in_it():
    history = parsed(WHOLE)
    newest, oldest = history.versions
    assert (newest.version, newest.date, newest.because) == ("1.1.0+gha", "2026-05-01", "Offices are open.")
    assert (newest.place.line, oldest.place.line, oldest.date) == (2, 12, "")
    said = {(one.group, one.kind, one.id): one for one in newest.changes}
    assert len(said) == 7
    assert said["new", "recommendation", "papers.desk"].because == "Registry offices asked for it."
    assert said["changed", "measure", "papers"].sentences[0].startswith("Months: was")
    assert said["replaced", "recommendation", "papers.old"].other == "papers.desk"
    assert said["removed", "finding", "context.x"].title == "Something"


def test_what_is_told_of_a_rule_goes_back_to_the_id_it_had_before():
    history = parsed("1.1.0: {renamed: {measure: {papers-once: papers}}}\n1.0.0: {new: {measure: [papers-once]}}\n")
    told = [(version.version, change.group, change.id) for version, change in history.told_of("measure", "papers")]
    assert told == [("1.1.0", "renamed", "papers-once"), ("1.0.0", "new", "papers-once")]
    assert [change.group for _, change in history.told_of("measure", "papers-once")] == ["renamed", "new"]
    assert list(history.told_of("guard", "papers")) == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "null\n", "{}\n"])
def test_a_file_that_says_nothing_is_a_history_of_no_version(text):
    assert parsed(text).versions == ()


def test_where_there_is_no_file_there_is_no_history(tmp_path):
    assert read_history(tmp_path / "history.yaml", "knowledge").versions == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- 1.0.0\n", "history.yaml:1:1: a history of another shape; expected versions, newest first"),
        ("1.0:\n", "history.yaml:1:1: '1.0' is no version; expected three numbers, such as 1.2.0"),
        ("1.0.0: yes\n", "history.yaml:1:1: "),
        ("1.0.0: {becuase: x}\n", "history.yaml:1:9: unknown key 'becuase'; did you mean 'because'?"),
        ("1.0.0: {because: 3}\n", "because is 3; expected a text"),
        ("1.0.0: {date: 2026-02-30}\n", "'2026-02-30' is no day; expected year, month and day, such as 2026-05-01"),
        ("1.0.0: {date: 2026-02}\n", "'2026-02' is no day"),
        ("1.0.0: {new: {mesure: [a]}}\n", "no kind 'mesure' here in the history of the rulebook; did you mean 'measure'?"),
        ("1.0.0: {new: {question: [a]}}\n", "no kind 'question' here in the history of the rulebook; there are rec"),
        ("1.0.0: {new: {rulebook: [weights]}}\n", "there is no kind 'rulebook' here in the history of the rulebook"),
        ("1.0.0: {changed: {rulebook: {wieghts: [x]}}}\n", "a rulebook has no 'wieghts'; did you mean 'weights'?"),
        ("1.0.0: {new: {measure: [a, '`b`']}}\n", "new.measure.1 is '`b`'; expected letters, digits and hyphens"),
        ("1.0.0: {new: {measure: [a, a]}}\n", "history.yaml:1:28: the measure 'a' stands twice in version 1.0.0"),
        ("1.0.0: {new: {measure: [a]}, retired: {measure: [a]}}\n", "stands twice in version 1.0.0, under `new` too"),
        (
            "1.0.0: {changed: {measure: {a: []}}}\n",
            "changed.measure.a is an empty list; expected a list of at least one",
        ),
        ("1.0.0: {new: {measure: [care]}, reasons: {caer: x}}\n", "which version 1.0.0 does not name; did you mean 'care'?"),
        ("1.0.0:\n1.0.0:\n", "history.yaml:2:1: the key '1.0.0' stands twice"),
        ("1.0.0:\n1.1.0:\n", "history.yaml:2:1: version 1.1.0 stands below 1.0.0, which is the older one"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_the_way_to_mend_it(text, said):
    with pytest.raises(InputError) as error:
        parsed(text)
    assert said in str(error.value)
    assert str(error.value).startswith("history.yaml:")


def test_every_fault_is_told_at_once():
    with pytest.raises(InputError) as error:
        parsed("1.0:\n0.2.0: {nwe: {}}\n0.1.0: {date: never}\n")
    assert [problem.place.line for problem in error.value.problems] == [1, 2, 3]


def problems_of(read):
    """The faults for which a file is refused; none if it is read."""
    try:
        read()
    except InputError as error:
        return error.problems
    return ()


def are_placed(problems):
    return all(one.place.file.endswith("history.yaml") and one.what and str(one).isprintable() for one in problems)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_a_broken_file_is_named_or_says_nothing(tmp_path, broken):
    path = tmp_path / "history.yaml"
    path.write_bytes(broken.read_bytes())
    assert are_placed(problems_of(lambda: read_history(path, "rulebook")))


def paths_in(value, path=()):
    yield path
    for key, part in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from paths_in(part, (*path, key))


TREE = parse_yaml(WHOLE, "history.yaml").value
SPOTS = [path for path in paths_in(TREE) if path]
JUNK = [None, [], {}, 0, 1.5, True, "", "x", "1.0.0", "é\u202e", [[]], {"": 1}, {"measure": 3}, {"measure": [None]}]


@given(st.sampled_from(SPOTS), st.sampled_from(["value", "key", "gone"]), st.sampled_from(JUNK))
def test_a_wrong_value_at_any_place_is_read_or_refused_with_its_place(path, how, junk):
    tree = copy.deepcopy(TREE)
    holder = tree
    for key in path[:-1]:
        holder = holder[key]
    if how == "key" and isinstance(holder, dict):
        holder[json.dumps(junk)] = holder.pop(path[-1])
    elif how == "value":
        holder[path[-1]] = junk
    else:
        del holder[path[-1]]
    assert are_placed(problems_of(lambda: parsed(json.dumps(tree))))


def test_the_schema_takes_a_history_and_refuses_what_the_reader_refuses():
    validator = Draft202012Validator(schema_of("history"))
    Draft202012Validator.check_schema(schema_of("history"))
    assert validator.is_valid(TREE)
    assert validator.is_valid({"1.0.0": None})
    for wrong in ({"1.0": None}, {"1.0.0": {"nwe": {}}}, {"1.0.0": {"new": {"mesure": []}}}, {"1.0.0": {"because": 3}}):
        assert not validator.is_valid(wrong), wrong
