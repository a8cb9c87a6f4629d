"""What can be said in answer to a question is one list of fields; an entry says the same by field, and back."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.engine.answer_fields import (
    ALL_STATES,
    ANSWER,
    BESIDE,
    COMPLETE,
    DATE,
    EVIDENCE,
    ROW_STATES,
    SOURCE,
    VOICES,
    YEAR,
    Takes,
    beside,
    body_fields,
    fields_of,
    said,
    saying,
)
from wayhome.engine.errors import InputError
from wayhome.engine.facts import facts_of_profile
from wayhome.engine.profile_reader import check_profile, check_source
from wayhome.engine.questionnaire import NotKnown
from wayhome.engine.sources import Source, parse_yaml
from wayhome.engine.yaml_text import lines_of

from .random_entries import QUESTIONNAIRE, QUESTIONS, SOURCES, entries, values

OF_KIND = {question.kind: question for question in QUESTIONS}
OPTIONS, GRID, DATES, PERIOD, BODIES = (OF_KIND[kind] for kind in ("options", "grid", "dates", "period", "repeat"))


def profile(question, entry):
    """The profile with this entry alone, as a person would have written it."""
    lines = lines_of(question.question, entry, 2)
    sources = lines_of("sources", SOURCES)
    text = "\n".join(["wayhome: 1", "country: GHA", "date: 2026-05", *sources, "answers:", *lines, ""])
    return check_profile(text, "p.yaml", QUESTIONNAIRE)


def check(question, entry):
    """The same without writing it."""
    value = {"wayhome": 1, "country": "GHA", "sources": SOURCES, "answers": {question.question: entry}}
    return check_source(Source("p.yaml", value, {}), "", QUESTIONNAIRE)


def meaning(question, entry):
    """Everything an entry means: facts, and what is printed."""
    found = profile(question, entry)
    facts = facts_of_profile(found, QUESTIONNAIRE, None)
    answer = found.answers.get(question.question)
    if answer is None:
        return facts

    def given_parts(parts):
        return {name: part for name, part in parts.items() if part.is_given or part.title}

    return facts, dataclasses.replace(
        answer,
        parts=given_parts(answer.parts),
        qualifiers=given_parts(answer.qualifiers),
        voices=[(voice.who, {voice.value} if isinstance(voice.value, str) else {*voice.value}) for voice in answer.voices],
        listed=tuple(dataclasses.replace(actor, parts=given_parts(actor.parts)) for actor in answer.listed),
    )


def told(question, entry):
    return said(question, entry, QUESTIONNAIRE)


def with_said(question, entry, changes):
    return saying(question, entry, changes, QUESTIONNAIRE)


def parsed(text):
    return parse_yaml(text, "e.yaml").value


QUESTION = st.sampled_from(QUESTIONS)


# --- There and back ---------------------------------------------------------------------------------------------------


@settings(max_examples=400, deadline=None)
@given(QUESTION, st.data())
def test_an_entry_by_field_and_back_means_the_same(question, data):
    entry = data.draw(entries(question))
    back = with_said(question, None, told(question, entry))
    if back is None:
        assert told(question, entry) == {}
        assert meaning(question, entry) == meaning(question, None)
    else:
        assert told(question, back) == told(question, entry)
        assert meaning(question, back) == meaning(question, entry)


@settings(max_examples=200, deadline=None)
@given(QUESTION, st.data())
def test_saying_nothing_new_changes_nothing(question, data):
    entry = data.draw(entries(question))
    assert told(question, with_said(question, entry, {})) == told(question, entry)
    assert told(question, with_said(question, entry, told(question, entry))) == told(question, entry)
    if isinstance(entry, dict) and told(question, entry).keys() & {ANSWER}:
        assert with_said(question, entry, {}) == entry


def one_change(data, question, entry):
    """Another value for one field of a question, or of a body it lists, or none."""
    fields = [*fields_of(question, QUESTIONNAIRE), *(beside(question.question, path) for path in BESIDE if path != VOICES)]
    if question.repeat:
        fields += [*body_fields(question, "chamber"), *body_fields(question, "finance")]
    one = data.draw(st.sampled_from(fields))
    return one, data.draw(st.none() | values(one))


@settings(max_examples=600, deadline=None)
@given(QUESTION, st.data())
def test_a_change_of_one_field_changes_that_field_alone(question, data):
    entry = data.draw(entries(question))
    one, value = one_change(data, question, entry)
    before, after = told(question, entry), told(question, with_said(question, entry, {one.path: value}))
    alone = told(question, with_said(question, None, {one.path: value}))
    expected = {path: old for path, old in before.items() if path != one.path} | alone
    if question.period and value is not None:
        # A kind of not-knowing is said of a period as a whole.
        if alone.get(("answer", "start")) in set(NotKnown):
            expected.pop(("answer", "months"), None)
        elif before.get(("answer", "start")) in set(NotKnown) and one.path[0] == "answer":
            expected = {path: old for path, old in expected.items() if path == one.path or path != ("answer", "start")}
    if question.repeat and value is not None and one.path[0] == "answer":
        # Either bodies, or a word in place of them.
        expected = {path: old for path, old in expected.items() if path[0] != "answer" or len(path) == len(one.path)}
    assert after == expected
    assert list(alone) in ([one.path], [])


@settings(max_examples=200, deadline=None)
@given(QUESTION, st.data())
def test_taking_every_field_away_leaves_nothing(question, data):
    entry = data.draw(entries(question))
    left = with_said(question, entry, dict.fromkeys(told(question, entry)))
    assert told(question, left) == {}
    if not isinstance(entry, dict) or not isinstance(entry["answer"], dict):
        assert left is None


@settings(max_examples=200, deadline=None)
@given(QUESTION, st.data())
def test_taking_away_what_is_not_said_changes_nothing(question, data):
    entry = data.draw(entries(question))
    one, _ = one_change(data, question, entry)
    before = told(question, entry)
    if one.path not in before:
        after = with_said(question, entry, {one.path: None})
        assert told(question, after) == before
        assert after is None or meaning(question, after) == meaning(question, entry)


# --- The same in other words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "ways"),
    [
        (
            "sop.use",
            ["none", "[none]", "{answer: none}", "{answer: [none, none]}", "{evidence: , answer: none, source: []}"],
        ),
        ("sop.use", ["[none, drafted]", "[drafted, none]", "{answer: [drafted, none, drafted]}"]),
        ("sop.use", ["{answer: none, date: 2020, source: talks}", "{answer: none, date: '2020', source: [talks]}"]),
        ("sop.use", ["{answer: none, evidence: ' x '}", "{answer: none, evidence: x}"]),
        (
            "sop.use",
            [
                "{answer: contested, voices: [{value: none, who: a}, {value: [drafted, none], who: b}]}",
                "{answer: contested, voices: [{value: [none], who: a}, {value: [none, drafted], who: b}]}",
            ],
        ),
        ("sop.use", ["", "{}", "{answer: }", "{answer: , evidence: , date: }"]),
        (
            "returns.routes",
            [
                "{answer: {removed: yes, assisted: no, evacuated: no, contract-ended: no, own-means: no}}",
                "{answer: {removed: yes, rest: no}}",
                "{answer: {rest: false, removed: [true]}}",
            ],
        ),
        ("returns.routes", ["{answer: {rest: withheld}}", "withheld", "{answer: withheld}"]),
        ("policy.sectors", ["{answer: {finance: silent}}", "{answer: {business-finance: silent, labour: }}"]),
        ("returns.number", ["{answer: 12, year: 2020}", "{answer: 12, year: '2020', counted: }"]),
        ("returns.number", ["[low, medium]", "{answer: [medium, low]}"]),
        ("frame.areas", ["GH-AA", "[GH-AA]", "{answer: [' GH-AA', ' ', ]}"]),
        ("frame.openings", ["{answer: {budget: 2027}}", "{answer: {budget: {date: '2027', title: }}}"]),
        ("frame.openings", ["nobody-knows", "{answer: {rest: nobody-knows}}", "{answer: {rest: {date: nobody-knows}}}"]),
        ("frame.start-horizon", ["{answer: {start: 2026}}", "{answer: {start: '2026', months: }}"]),
        (
            "stakeholders.actors",
            ["{answer: {a: {name: A, influence: high}, b: }}", "{answer: {a: {influence: [high], name: A}}}"],
        ),
    ],
)
def test_different_ways_of_writing_one_thing_say_the_same(question, ways):
    first, *others = (told(QUESTIONNAIRE.questions[question], parsed(way)) for way in ways)
    assert all(other == first for other in others)
    for way in ways:
        if parsed(way):
            check(
                QUESTIONNAIRE.questions[question],
                {"answer": None, **(e if isinstance(e := parsed(way), dict) else {"answer": e})},
            )


def test_a_list_with_a_line_left_open_is_not_complete():
    entry = {"answer": {"a": {"name": "A"}, "b": None}, "complete": "yes"}
    assert COMPLETE not in told(BODIES, entry)
    assert told(BODIES, with_said(BODIES, entry, {("answer", "b", "name"): "B"}))[COMPLETE] == "yes"
    assert not profile(BODIES, {"answer": {}, "complete": "yes"}).lists_are_complete, "nor is an empty one"


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("{answer: {removed: yes, rest: withheld}, evidence: E}", {"removed": "yes", "assisted": "withheld"}),
        ("nobody-knows", {"removed": "nobody-knows", "assisted": "nobody-knows"}),
        ("{answer: {assisted: [yes, no]}}", {"assisted": ["no", "yes"]}),
    ],
)
def test_rows_are_said_one_by_one(entry, found):
    given = told(QUESTIONNAIRE.questions["returns.routes"], parsed(entry))
    assert {row: given.get(("answer", row)) for row in found} == found


def test_bodies_are_said_by_key_and_a_key_is_never_another_word():
    entry = {"answer": {"finance": {"name": "A"}, "rest": {"name": "B"}}}
    assert told(BODIES, entry) == {("answer", "finance", "name"): "A", ("answer", "rest", "name"): "B"}
    more = with_said(BODIES, entry, {("answer", "business-finance", "name"): "C"})
    assert list(more["answer"]) == ["finance", "rest", "business-finance"]


# --- Changes, to the letter -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "entry", "changes", "after"),
    [
        ("sop.use", None, {ANSWER: "none"}, {"answer": "none"}),
        ("sop.use", "none", {EVIDENCE: "E"}, {"answer": "none", "evidence": "E"}),
        ("sop.use", None, {EVIDENCE: "E"}, {"answer": None, "evidence": "E"}),
        ("sop.use", {"answer": "none", "date": 2020}, {ANSWER: None}, {"answer": None, "date": 2020}),
        ("sop.use", "none", {DATE: "2020"}, {"answer": "none", "date": 2020}),
        ("sop.use", "none", {DATE: "2020-05"}, {"answer": "none", "date": "2020-05"}),
        (
            "sop.use",
            {"evidence": "2020", "answer": "none"},
            {SOURCE: "2021"},
            {"answer": "none", "evidence": "2020", "source": "2021"},
        ),
        ("sop.use", "none", {ANSWER: "  "}, None),
        ("returns.number", 7, {YEAR: "2024"}, {"answer": 7, "year": 2024}),
        ("returns.routes", None, {("answer", "removed"): "yes"}, {"answer": {"removed": "yes"}}),
        (
            "returns.routes",
            "withheld",
            {("answer", "removed"): "yes"},
            {
                "answer": {"removed": "yes"}
                | dict.fromkeys(["assisted", "evacuated", "contract-ended", "own-means"], "withheld")
            },
        ),
        (
            "returns.routes",
            {"answer": {"rest": "no"}},
            {("answer", "removed"): "yes", ("answer", "assisted"): None},
            {"answer": {"removed": "yes", "assisted": None, "rest": "no"}},
        ),
        ("policy.sectors", {"answer": {"finance": "silent"}}, {("answer", "business-finance"): None}, None),
        (
            "policy.sectors",
            {"answer": {"finance": "silent"}},
            {("answer", "business-finance"): "withheld"},
            {"answer": {"finance": "withheld"}},
        ),
        ("frame.openings", None, {("answer", "budget", "date"): "2027"}, {"answer": {"budget": 2027}}),
        (
            "frame.openings",
            None,
            {("answer", "budget", "title"): "2027"},
            {"answer": {"budget": {"date": None, "title": "2027"}}},
        ),
        (
            "frame.openings",
            {"answer": {"budget": 2027}},
            {("answer", "budget", "title"): "T"},
            {"answer": {"budget": {"date": 2027, "title": "T"}}},
        ),
        (
            "frame.openings",
            {"answer": {"budget": {"date": 2027, "title": "T"}}},
            {("answer", "budget", "title"): None},
            {"answer": {"budget": 2027}},
        ),
        (
            "frame.openings",
            {"answer": {"rest": "none-planned"}},
            {("answer", "budget", "date"): None},
            {"answer": {"budget": None, "rest": "none-planned"}},
        ),
        (
            "frame.openings",
            {"answer": {"rest": "none-planned"}},
            {("answer", "budget", "title"): "T"},
            {"answer": {"budget": {"date": "none-planned", "title": "T"}, "rest": "none-planned"}},
        ),
        (
            "frame.start-horizon",
            {"answer": {"start": 2026, "months": 9}},
            {("answer", "start"): "withheld"},
            {"answer": "withheld"},
        ),
        ("frame.start-horizon", "withheld", {("answer", "months"): 9}, {"answer": {"months": 9}}),
        ("frame.start-horizon", "withheld", {("answer", "months"): None}, {"answer": "withheld"}),
        ("frame.start-horizon", "withheld", {("answer", "start"): None}, None),
        ("stakeholders.actors", "nobody-knows", {("answer", "a", "name"): "A"}, {"answer": {"a": {"name": "A"}}}),
        ("stakeholders.actors", "nobody-knows", {("answer", "a", "name"): None}, {"answer": "nobody-knows"}),
        ("stakeholders.actors", {"answer": {"a": {"name": "A"}}}, {ANSWER: None}, {"answer": {"a": {"name": "A"}}}),
        ("stakeholders.actors", {"answer": {"a": {"name": "A"}}}, {ANSWER: "withheld"}, {"answer": "withheld"}),
        (
            "stakeholders.actors",
            {"answer": {"a": {"name": "A"}}, "complete": "yes"},
            {("answer", "a", "name"): None},
            {"answer": None, "complete": "yes"},
        ),
    ],
)
def test_an_entry_after_a_change(question, entry, changes, after):
    found = with_said(QUESTIONNAIRE.questions[question], entry, changes)
    assert found == after
    assert found is None or next(iter(found)) == "answer"
    if found:
        check(QUESTIONNAIRE.questions[question], found)


@pytest.mark.parametrize("path", [("answer", "nonsense"), ("answer", "nonsense", "date"), ("nonsense",)])
@pytest.mark.parametrize(
    "question", [OPTIONS, GRID, DATES, PERIOD, BODIES, OF_KIND["names"], OF_KIND["scale"]], ids=lambda one: one.kind
)
def test_what_has_no_field_is_kept_so_that_it_is_refused(question, path):
    with pytest.raises(InputError):
        check(question, with_said(question, None, {path: "yes"}))


def test_an_answer_that_is_no_longer_contested_keeps_its_voices_until_they_are_taken_away():
    question = QUESTIONNAIRE.questions["sop.use"]
    voices = [{"value": "none", "who": "a"}, {"value": "drafted", "who": "b"}]
    entry = with_said(question, None, {ANSWER: "contested", VOICES: voices})
    check(question, entry)
    with pytest.raises(InputError, match="`voices` goes with `answer: contested`"):
        check(question, with_said(question, entry, {ANSWER: "none"}))
    check(question, with_said(question, entry, {ANSWER: "none", VOICES: None}))


# --- Fields and the reader of profiles --------------------------------------------------------------------------------


def every_field():
    for question in QUESTIONS:
        yield from fields_of(question, QUESTIONNAIRE)
        yield from body_fields(question, "chamber") if question.repeat else ()
        yield from (beside(question.question, path) for path in BESIDE if path != VOICES)


FIELDS = list(every_field())
BY_TAKES = {one.takes: one for one in FIELDS}


def says(one, value):
    """What the reader makes of a value in a field, with what has to stand beside it."""
    question = QUESTIONNAIRE.questions[one.question]
    needed = {("answer", "chamber", "name"): "A"} if len(one.path) == 3 and question.repeat else {}
    if value == "contested":
        needed = {VOICES: [{"value": word, "who": "somebody"} for word in [*one.choices][:2]]}
    if one.takes is Takes.TEXT and question.dates:
        needed = {(*one.path[:-1], "date"): 2026}
    return check(question, with_said(question, None, needed | {one.path: value}))


def test_every_question_has_fields_and_every_field_a_place_of_its_own():
    for question in QUESTIONS:
        paths = [one.path for one in fields_of(question, QUESTIONNAIRE)]
        assert paths
        assert len(paths) == len(set(paths))
        assert [one.is_qualifier for one in fields_of(question, QUESTIONNAIRE)] == [path[0] != "answer" for path in paths]
    assert {one.takes for one in FIELDS} == set(Takes)


def test_every_choice_and_every_kind_of_not_knowing_of_every_field_is_taken():
    number = 0
    for one in FIELDS:
        for value in (*one.choices, *(state.value for state in one.states)):
            says(one, value)
            number += 1
        if one.takes is Takes.CHOICE and not one.is_exact:
            says(one, [*one.choices])
    assert number > 2000


@pytest.mark.parametrize(
    "one",
    [one for one in FIELDS if one.takes not in (Takes.TEXT, Takes.TEXTS, Takes.NAME)],
    ids=lambda one: ".".join((one.question, *one.path)),
)
def test_a_value_outside_is_refused(one):
    for wrong in ("certainly", -1, 2.5, {"a": "b"}, ["certainly"]):
        with pytest.raises(InputError):
            says(one, wrong)
    if one.takes is Takes.CHOICE and set(one.states) != set(ALL_STATES) and one.path != COMPLETE:
        with pytest.raises(InputError):
            says(one, "contested")


@pytest.mark.parametrize("takes", [Takes.TEXT, Takes.TEXTS, Takes.NAME])
@pytest.mark.parametrize("wrong", [7, {"a": "b"}, "x" * 2001, [["a"]]])
def test_what_is_no_text_is_refused(takes, wrong):
    for one in FIELDS:
        if one.takes is takes:
            with pytest.raises(InputError):
                says(one, wrong)


@pytest.mark.parametrize(
    ("takes", "good", "bad"),
    [
        (Takes.NUMBER, [0, 7, 8_000_000_000], [-1, 0.5, "7", True, 10**18]),
        (Takes.MONTHS, [1, 240], [0, 241, "7", 1.5]),
        (Takes.DATE, [2021, "2021", "2021-11", "2021-11-05"], ["soon", 13, "2021-13", True]),
        (Takes.OPENING, [2021, "2021-11", "undated", "none-planned"], ["soon", 13, [2021]]),
        (Takes.NAME, ["A body", "none", "2021"], [7]),
        (Takes.TEXTS, ["a", ["a", "b"]], [7, ["a", 7]]),
        (Takes.KEYS, ["talks", ["talks", "2021"]], ["nothing", ["talks", "nothing"]]),
    ],
)
def test_what_is_no_choice_is_read_by_its_kind(takes, good, bad):
    for value in good:
        says(BY_TAKES[takes], value)
    for value in bad:
        with pytest.raises(InputError):
            says(BY_TAKES[takes], value)


def test_rows_know_the_kinds_of_not_knowing_that_rows_can_say():
    for question in (OPTIONS, GRID, DATES):
        answered = [one for one in fields_of(question, QUESTIONNAIRE) if not one.is_qualifier and one.states]
        assert {one.states for one in answered} == {ROW_STATES}
    assert [one.takes for one in fields_of(PERIOD, QUESTIONNAIRE)] == [Takes.DATE, Takes.MONTHS]
