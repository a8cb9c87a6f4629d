"""A text is made to say something else: exactly that, in no more lines than it takes, and every comment stays."""

import copy
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.errors import InputError
from wayhome.engine.sources import parse_yaml
from wayhome.engine.yaml_edit import edited, rewritten

from .random_yaml import KEYS, NAMES, PARTS, files


def held(text):
    return parse_yaml(text, "a.yaml").value


def same(one, other):
    """Equal, a mapping without keys being as much as nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return (one in (None, {}) and other in (None, {})) or (type(one) is type(other) and one == other)


def order(path):
    if not path:
        return ["wayhome", "title", "sources", "answers"]
    if path == ("answers",):
        return ["a", "b", "c", "d"]
    return ["answer", "voices", "money", "evidence", "source", "date"] if len(path) == 2 and path[0] == "answers" else []


def changed(text, change):
    """The text after a change to what it holds, in that order of keys."""
    wanted = copy.deepcopy(held(text)) or {}
    change(wanted)
    result = rewritten(text, wanted, "a.yaml", order)
    assert same(held(result), wanted)
    return result


def with_entry(text, **entry):
    """The same for the answer to `a`, None taking a key away."""

    def change(wanted):
        answers = wanted["answers"] = wanted.get("answers") or {}
        old = answers.get("a")
        new = dict(old) if isinstance(old, dict) else {} if old is None else {"answer": old}
        answers["a"] = {key: value for key, value in (new | entry).items() if value is not None}

    return changed(text, change)


# --- Any file, any change --------------------------------------------------------------------------------------------


@st.composite
def changes(draw, value):
    """What a file should hold instead: keys taken away, changed and added, at any depth."""
    wanted = dict(value)
    for _ in range(draw(st.integers(0, 2))):
        if wanted:
            key = draw(st.sampled_from(sorted(wanted)))
            kind = draw(st.sampled_from(["take away", "replace", "change inside", "change inside"]))
            if kind == "take away":
                del wanted[key]
            elif kind == "replace":
                wanted[key] = draw(PARTS)
            elif isinstance(wanted[key], dict):
                wanted[key] = draw(changes(wanted[key]))
    for _ in range(draw(st.integers(0, 2))):
        wanted.setdefault(draw(KEYS), draw(PARTS))
    return wanted


def changed_keys(old, new, blocks, path=()):
    """The keys that are changed: the innermost ones, as far as mappings have a key a line."""
    for key in {**old, **new}:
        at = (*path, key)
        if key in old and key in new and same(old[key], new[key]):
            continue
        if key in old and isinstance(new.get(key), dict) and at in blocks:
            yield from changed_keys(old[key], new[key], blocks, at)
        else:
            yield at


def names_within(value):
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from names_within(part)


def at(value, path):
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


@settings(max_examples=400, deadline=None)
@given(files(), st.data())
def test_a_change_says_what_was_meant_and_leaves_every_line_of_other_keys_and_every_comment(random, data):
    file, value = random
    wanted = data.draw(changes(value)) or {"x": 1}
    text = file.text.removesuffix("\n") if data.draw(st.booleans()) else file.text
    names = data.draw(st.permutations(NAMES)) if data.draw(st.booleans()) else []
    result = rewritten(text, wanted, "a.yaml", lambda path: names)
    assert same(held(result), wanted)

    keys = set(changed_keys(value, wanted, file.blocks))
    written = {name for key in keys for name in (key[-1], *names_within(at(wanted, key)))}
    filled_in = {f"c{i}." for i, name in file.in_comment.items() if name in written}

    def stays(line):
        if not line.is_code and "#" in line.text:
            return not any(comment in line.text for comment in filled_in)
        return not any(line.path[: len(key)] == key for key in keys)

    rest = iter(result.split("\n"))
    for line in filter(stays, file.lines):
        for text in line.text.split("\n"):
            assert text in rest, f"{text!r} is not in its place"
    assert [i for i in range(1, file.comments + 1) if f"c{i}." not in {*filled_in, *re.findall(r"c\d+\.", result)}] == []


@settings(max_examples=200, deadline=None)
@given(files(), st.data())
def test_a_change_can_be_taken_back(random, data):
    file, value = random
    wanted = data.draw(changes(value)) or {"x": 1}
    there = rewritten(file.text, wanted, "a.yaml")
    back = rewritten(there, value, "a.yaml")
    assert same(held(back), value)
    assert rewritten(back, value, "a.yaml") == back


@settings(max_examples=100, deadline=None)
@given(files())
def test_no_change_is_no_change(random):
    file, value = random
    text = file.text
    assert rewritten(text, value, "a.yaml") is text
    assert edited(text, parse_yaml(text, "a.yaml"), value, order)[0] is text


# --- What people write -----------------------------------------------------------------------------------------------

SHAPES = {
    "block": "answers:\n  a:\n    answer: none\n    money: state\n  b: patchy\n",
    "four spaces": "answers:\n    a:\n        answer: none\n        money: state\n    b: patchy\n",
    "uneven": "answers:\n   a:\n       answer: none\n       money: state\n   b: patchy\n",
    "entry in brackets": "answers:\n  a: {answer: none, money: state}\n  b: patchy\n",
    "entry in brackets over lines": "answers:\n  a: {\n    answer: none,  # why\n    money: state\n  }\n  b: patchy\n",
    "answers in brackets": "answers: {a: {answer: none, money: state}, b: patchy}\n",
    "answers in brackets over lines": "answers: {\n  a: {answer: none, money: state},\n  # between\n  b: patchy,\n}\n",
    "all in brackets": "{answers: {a: {answer: none, money: state}, b: patchy}}\n",
    "JSON": '{\n  "answers": {\n    "a": {"answer": "none", "money": "state"},\n    "b": "patchy"\n  }\n}\n',
    "quoted": "'answers':\n  \"a\":\n    'answer': \"none\"\n    \"money\": 'state'\n  'b': patchy\n",
    "spaces": "answers :   \n  a :\n    answer :   none   \n    money:\tstate\t\n  b: patchy\n",
    "comments": (
        "# 1\nanswers: # 2\n  # 3\n  a: # 4\n    # 5\n    answer: none # 6\n    money: state\t# 7\n  # 8\n  b: patchy\n# 9\n"
    ),
    "blank lines": "\n\nanswers:\n\n  a:\n\n    answer: none\n\n    money: state\n\n\n  b: patchy\n\n\n",
    "document": "%YAML 1.2\n---\nanswers:\n  a:\n    answer: none\n    money: state\n  b: patchy\n...\n",
    "document with comments": "---  # 1\n# 2\nanswers:\n  a: {answer: none, money: state}\n  b: patchy\n... # 3\n# 4\n",
    "no end of line": "answers:\n  a:\n    answer: none\n    money: state\n  b: patchy",
    "nothing after": "answers:\n  b: patchy\n  a:\n    answer: none\n    money: state",
    "multi-line": "answers:\n  a:\n    answer:\n      none\n    money: >-\n      state\n\n  b: patchy\n",
    "question mark": "? answers\n: a:\n    answer: none\n    money: state\n  b: patchy\n",
    "other ends of lines": "# a\u2028# b\x85# c\nanswers:\n  a:\n    answer: none # d\u2029    money: state\n  b: patchy\n",
}
UNUSUAL = {"question mark"}


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - UNUSUAL))
@pytest.mark.parametrize(
    "entry",
    [
        {"answer": "working"},
        {"answer": ["patchy", "working"]},
        {"answer": {"x": "yes", "y": "no"}},
        {"money": "project"},
        {"evidence": "New: a text.\nOver lines."},
        {"voices": [{"value": "none", "who": "one"}, {"value": "patchy", "who": "another"}], "answer": "contested"},
        {"source": "talks", "date": 2026, "evidence": "x"},
        {"money": None},
        {"answer": None},
    ],
    ids=lambda entry: "+".join(f"{'no ' if value is None else ''}{key}" for key, value in entry.items()),
)
def test_an_answer_is_changed_in_every_layout(shape, entry):
    text = SHAPES[shape]
    result = with_entry(text, **entry)
    assert [line for line in text.splitlines() if line.lstrip().startswith("#") and line not in result.splitlines()] == []
    assert held(result)["answers"]["b"] == "patchy"


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - UNUSUAL))
@pytest.mark.parametrize("gone", [["a"], ["b"], ["a", "b"]])
def test_answers_are_taken_away_and_given_again_in_every_layout(shape, gone):
    text = SHAPES[shape]
    less = changed(text, lambda wanted: [wanted["answers"].pop(key) for key in gone])
    again = changed(less, lambda wanted: wanted.update(answers={**(wanted["answers"] or {}), "a": "none", "c": "new"}))
    assert held(again)["answers"]["c"] == "new"


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - UNUSUAL))
def test_a_head_and_sources_are_added_in_every_layout(shape):
    result = changed(
        SHAPES[shape], lambda wanted: wanted.update(title="T: x", sources={"k": {"title": "A talk", "date": 2026}})
    )
    assert list(held(result)) == ["title", "sources", "answers"] or "bracket" in shape or shape in ("JSON",)


@pytest.mark.parametrize("empty", ["answers:", "answers: {}", "answers: null", "answers: # here", "answers: {} # here", ""])
@pytest.mark.parametrize("around", ["{}\n", "wayhome: 1\n{}\n", "---\n{}\n...\n", "# one\n{}\n# two\n"])
def test_a_first_answer_is_added(empty, around):
    result = with_entry(around.format(empty), answer="none")
    assert held(result)["answers"] == {"a": {"answer": "none"}}
    assert ("# here" in result) == ("# here" in empty)


@pytest.mark.parametrize(
    "text", ["", "\n", "# only\n# comments", "---\n", "---\n...\n", "--- # x", "{}", "{} # x", "--- {}"]
)
def test_a_file_without_anything_is_filled(text):
    result = changed(text, lambda wanted: wanted.update(title="T", answers={"a": "none"}))
    assert [line for line in text.splitlines() if line[:1] == "#" and line not in result] == []


@pytest.mark.parametrize("text", ["- a\n", "a\n", "'a'\n", "12\n"])
def test_what_is_no_mapping_is_refused(text):
    with pytest.raises(
        InputError, match=r"a\.yaml: the file is laid out in a way that cannot be changed in place; write each"
    ):
        rewritten(text, {"a": 1}, "a.yaml")


@pytest.mark.parametrize("entry", [{"answer": "working"}, {"evidence": "x"}])
def test_a_layout_that_nobody_uses_is_changed_rightly_or_refused(entry):
    try:
        with_entry(SHAPES["question mark"], **entry)
    except InputError as error:
        assert "cannot be changed in place" in str(error)  # noqa: PT017


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**18, {"a": {"b": 10**30}}, "k" * 2_000_001, "x\ud800"])
def test_what_no_file_can_hold_is_named_as_such(value):
    with pytest.raises(InputError, match=r"a\.yaml: what was said cannot be written to a file; is a number too large"):
        rewritten("a: 1\n", {"a": value}, "a.yaml")


@pytest.mark.parametrize("text", ["a: [1, 2\n", "a: 1\na: 2\n", "a: &x 1\n", "a: !x 1\n"])
def test_what_is_not_read_is_not_changed(text):
    with pytest.raises(InputError, match=r"a\.yaml:\d+:\d+: "):
        rewritten(text, {"a": 3}, "a.yaml")


# --- To the letter ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "entry", "after"),
    [
        # A value on its line, with the comment and the spaces beside it.
        ("  a: none   # c\n", {"answer": "x"}, "  a:   # c\n    answer: x\n"),
        ("  a:\n    answer: none\t# c\n", {"answer": "x"}, "  a:\n    answer: x\t# c\n"),
        ("  a:\n    answer: [x, y] #c\n", {"answer": "z"}, "  a:\n    answer: z #c\n"),
        ("  a:\n    answer: 'it''s # x' # c\n", {"answer": "z"}, "  a:\n    answer: z # c\n"),
        ("  a:\n    answer:  # c\n", {"answer": "z"}, "  a:\n    answer: z  # c\n"),
        ("  a:\n    answer: null # c\n", {"answer": "z"}, "  a:\n    answer: z # c\n"),
        # A value over lines: the first or last comment stays beside it, others below.
        (
            "  a:\n    answer: | # c\n      x\n      # y\n    money: m\n",
            {"answer": "z"},
            "  a:\n    answer: z # c\n    money: m\n",
        ),
        ("  a:\n    answer: x\n      y # c\n    money: m\n", {"answer": "z"}, "  a:\n    answer: z # c\n    money: m\n"),
        (
            "  a:\n    answer:\n      # 1\n      - x # 2\n      - y # 3\n    money: m\n",
            {"answer": "z"},
            "  a:\n    answer: z # 3\n      # 1\n      # 2\n    money: m\n",
        ),
        # New keys, in the order of a new profile.
        ("  a:\n    answer: x\n    date: 2026\n", {"money": "m"}, "  a:\n    answer: x\n    money: m\n    date: 2026\n"),
        ("  a:\n    money: m\n", {"answer": "x"}, "  a:\n    answer: x\n    money: m\n"),
        ("  a:\n    answer: x\n", {"evidence": "e", "money": "m"}, "  a:\n    answer: x\n    money: m\n    evidence: e\n"),
        ("  a: {answer: x} # c\n", {"money": "m"}, "  a: # c\n    answer: x\n    money: m\n"),
        ("  a:\n    answer: {x: yes}\n", {"answer": {"x": "yes", "y": "no"}}, "  a:\n    answer: {x: yes, y: no}\n"),
        (
            "  a:\n    answer:\n      x: yes # c\n",
            {"answer": {"x": "yes", "y": "no"}},
            "  a:\n    answer:\n      x: yes # c\n      y: no\n",
        ),
        # Keys taken away, without a comment and with one.
        ("  a:\n    answer: x\n    money: m\n", {"money": None}, "  a:\n    answer: x\n"),
        ("  a:\n    answer: x\n    money: m # c\n", {"money": None}, "  a:\n    answer: x\n  #  money: # c\n"),
        ("  a:\n    answer: x\n    # of it\n    money: m\n", {"money": None}, "  a:\n    answer: x\n    # of it\n"),
    ],
)
def test_a_change_to_the_letter(before, entry, after):
    assert with_entry(f"answers:\n{before}  z: none\n", **entry) == f"answers:\n{after}  z: none\n"


TEMPLATE = """\
wayhome: 1
title: "" # what it is called
#date: # when
sources: {} # key: {title: ...}
answers:

  # == Section ==

  # About a: which?
  #   x: this
  #a:
  #  answer: {x: , y: } # yes or no each
  #  money: # state | project
  #  evidence:

  # About b
  #b:
  #  answer:
  #  evidence: # a sentence

  # About c
  #c:
  #  answer:
  #    a-key: {name: } # one line a body
  #  complete:
"""


def test_an_answer_is_written_where_it_stands_in_comment():
    result = with_entry(TEMPLATE, answer={"x": "yes"}, evidence="E", voices=["v"])
    lines = [
        "  a:",
        "    answer: {x: yes} # yes or no each",
        "    voices: [v]",
        "  #  money: # state | project",
        "    evidence: E",
    ]
    old = ["  #a:", "  #  answer: {x: , y: } # yes or no each", "  #  money: # state | project", "  #  evidence:"]
    assert result == TEMPLATE.replace("\n".join(old), "\n".join(lines))


def test_what_stands_in_comment_around_it_stays_there():
    result = with_entry(with_entry(TEMPLATE, answer={"x": "yes"}), money="state")
    assert (
        "    answer: {x: yes} # yes or no each\n    money: state # state | project\n  #  evidence:\n\n  # About b\n  #b:"
        in result
    )


def test_a_list_of_bodies_is_written_above_its_pattern():
    body = {"one": {"name": "One"}}
    result = changed(TEMPLATE, lambda wanted: wanted.update(answers={"c": {"answer": body, "complete": "yes"}}))
    pattern = "  #    a-key: {name: } # one line a body\n"
    assert f"  c:\n    answer:\n      one: {{name: One}}\n{pattern}    complete: yes\n" in result


def test_an_answer_that_stands_nowhere_follows_the_one_before_it_and_what_belongs_to_that():
    text = changed(TEMPLATE, lambda wanted: wanted.update(answers={"a": {"answer": {"x": "yes"}}}))
    text = text.replace("\n  # About b\n  #b:\n  #  answer:\n  #  evidence: # a sentence\n", "")
    result = changed(text, lambda wanted: wanted["answers"].update(b={"answer": "none"}))
    assert "  #  evidence:\n  b:\n    answer: none\n\n  # About c\n" in result


def test_new_answers_stand_in_the_order_of_the_questions_whatever_order_they_come_in():
    result = changed("answers:\n  b: x\n", lambda wanted: wanted.update(answers={"d": "x", "c": "x", "b": "x", "a": "x"}))
    assert result == "answers:\n  a: x\n  b: x\n  c: x\n  d: x\n"
    result = changed("answers:\n", lambda wanted: wanted.update(answers={"d": "x", "z": "x", "c": "x", "a": "x"}))
    assert result == "answers:\n  a: x\n  c: x\n  d: x\n  z: x\n"


@pytest.mark.parametrize(
    "given",
    [
        {"a": {"answer": {"x": "yes"}, "money": "state", "evidence": "E"}},
        {"b": {"answer": "none", "evidence": "A: b"}},
        {
            "a": {"answer": {"y": "no"}},
            "b": {"answer": ["x", "y"]},
            "c": {"answer": {"one": {"name": "One"}}, "complete": "no"},
        },
    ],
)
def test_an_answer_taken_back_leaves_a_new_profile_as_it_was(given):
    there = changed(TEMPLATE, lambda wanted: wanted.update(answers=given))
    back = changed(there, lambda wanted: wanted.update(answers={}))
    assert back == (TEMPLATE.replace("{x: , y: } ", "") if "a" in given else TEMPLATE)


def test_a_key_of_the_head_is_written_where_it_stands_in_comment():
    result = changed(TEMPLATE, lambda wanted: wanted.update(date=2026, title="T", sources={"k": {"title": "A talk"}}))
    head = "title: T # what it is called\ndate: 2026 # when\nsources: # key: {title: ...}\n  k: {title: A talk}\nanswers:\n"
    assert head in result


def test_a_comment_within_a_text_or_another_answer_is_no_place_for_a_key():
    text = "answers:\n  a:\n    evidence: |\n      x\n      #b: y\n    answer: x\n  #  b: z\n    money: m\n"
    result = changed(text, lambda wanted: wanted["answers"].update(b="none"))
    assert result == f"{text}  b: none\n"
    text = "answers:\n  a:\n    answer: x\n#title: old\n    money: m\n"
    result = changed(text, lambda wanted: wanted.update(title="T"))
    assert result == f"title: T\n{text}"


def test_the_last_answer_taken_away_leaves_the_comments_of_all_the_others():
    text = "answers:\n  # one\n  a: x\n  # two\n  b: y\n  # three\n"
    assert changed(text, lambda wanted: wanted.update(answers={})) == "answers:\n  # one\n  # two\n  # three\n"


def test_a_list_of_true_is_not_a_list_of_one():
    assert held(rewritten("a: [1]\n", {"a": [True]}, "a.yaml")) == {"a": [True]}
    assert rewritten("a: [1]\n", {"a": [True]}, "a.yaml") == "a: [true]\n"


def test_a_list_may_hold_nothing_in_places():
    assert changed("a:\n  -\n  - # c\n  - x\nb: 1\n", lambda wanted: wanted.update(b=2)) == "a:\n  -\n  - # c\n  - x\nb: 2\n"


def test_blank_lines_that_a_text_keeps_are_part_of_it():
    text = "a: |+\n  x\n\n\nb: 1\n"
    assert changed(text, lambda wanted: wanted.update(c=1)) == f"{text}c: 1\n"
    text = "title: |+\n  x\n\n\nanswers: {}\n"
    assert changed(text, lambda wanted: wanted.update(sources={})) == text.replace("answers", "sources: {}\nanswers")
    assert changed("a: |\n  x", lambda wanted: wanted.update(c=1)) == "a: x\nc: 1\n"


def test_a_text_does_not_take_a_comment_for_one_of_its_lines():
    text = "a: |\n  x\nb: 1\n\n    # deep\nc: 2\n"
    assert changed(text, lambda wanted: wanted.pop("b")) == text.replace("b: 1", "#b:")


def test_lines_that_end_as_on_windows_keep_their_ends():
    assert changed("a: 1\r\n# c\r\nb: 2\r\n", lambda wanted: wanted.update(a=3)) == "a: 3\n# c\r\nb: 2\r\n"
