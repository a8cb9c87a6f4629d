"""The schema of a profile and our reader agree, both ways, on whatever an editor or an adviser may write.

What only the reader can tell, and no schema: that the code of a country or an area exists, and the area lies in the country;
that a day is one of its month; that the source an answer names is listed; that a key stands once; that a whole number is not
written as 3.0; and that `wayhome: true` is a strange way to write 1, which it lets pass.
"""

import copy
import functools
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from wayhome.engine.blank import blank_profile
from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library
from wayhome.engine.places import find_country
from wayhome.engine.profile_reader import check_source, example_names
from wayhome.engine.profile_schema import TITLE, profile_schema
from wayhome.engine.sources import Source, parse_yaml, read_yaml

LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
QUESTIONS = list(QUESTIONNAIRE.questions.values())
SCHEMA = json.loads(json.dumps(profile_schema(QUESTIONNAIRE)))
VALIDATORS = (Draft7Validator(SCHEMA), Draft202012Validator(SCHEMA))
HEAD = {"wayhome": 1, "country": "GHA"}
WORDS = ("nonsense", "contested", "nobody-knows", " ", "yes", "none", "x" * 2001)
SOURCES = {word: {"title": "A report"} for word in ("s", "t", *WORDS)}


def fits(profile):
    """Whether the schema accepts it; by draft 7, which it declares, and read as a later draft."""
    verdicts = {validator.is_valid(profile) for validator in VALIDATORS}
    assert len(verdicts) == 1, "the drafts differ"
    return verdicts.pop()


def is_read(profile):
    """Whether our reader accepts it."""
    try:
        check_source(Source("p", profile, {}), "", QUESTIONNAIRE)
    except InputError:
        return False
    return True


def agree(profile):
    """What both say of a profile; the test fails where they differ."""
    assert fits(profile) == is_read(profile), profile
    return fits(profile)


def answering(id_, entry):
    return {**HEAD, "sources": SOURCES, "answers": {id_: entry}}


# what it is


def test_the_schema_is_one_by_the_draft_it_declares_and_by_later_ones():
    assert SCHEMA["$schema"] == Draft7Validator.META_SCHEMA["$schema"]
    Draft7Validator.check_schema(SCHEMA)
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == TITLE


def test_every_reference_leads_somewhere_and_every_definition_is_used():
    refs = set(re.findall(r'"\$ref": "#/definitions/([^"]+)"', json.dumps(SCHEMA)))
    assert refs == set(SCHEMA["definitions"])


def test_every_question_is_offered_with_its_words_and_its_answers_with_their_anchors():
    (answers, _) = SCHEMA["properties"]["answers"]["anyOf"]
    assert list(answers["properties"]) == list(QUESTIONNAIRE.questions)
    lead = answers["properties"]["lead.body"]
    question = QUESTIONNAIRE.questions["lead.body"]
    assert lead["title"] == question.name
    assert question.text in lead["description"]
    assert question.help in lead["description"]
    for scale in QUESTIONNAIRE.scales.values():
        words = SCHEMA["definitions"][f"scale:{scale.scale}"]
        assert dict(zip(words["enum"], words["enumDescriptions"], strict=True)) == {
            level.level: level.anchor for level in scale.levels
        }
    trend = SCHEMA["definitions"]["question:returns.trend"]
    assert trend["enum"] == list(QUESTIONNAIRE.questions["returns.trend"].values)


def test_questions_on_a_scale_share_what_may_stand_beside_them():
    (answers, _) = SCHEMA["properties"]["answers"]["anyOf"]
    shared = {answers["properties"][f"service.{name}"]["$ref"] for name in ("employment", "health", "women")}
    assert shared == {"#/definitions/answer:scale:service"}
    assert len(json.dumps(SCHEMA, separators=(",", ":"))) < 200_000


def test_what_is_asked_on_request_only_is_accepted_and_not_offered():
    (answers, _) = SCHEMA["properties"]["answers"]["anyOf"]
    silent = {
        id_
        for id_, entry in answers["properties"].items()
        if SCHEMA["definitions"][entry["$ref"].removeprefix("#/definitions/")].get("doNotSuggest")
    }
    assert silent == {question.question for question in QUESTIONS if question.opt_in}
    assert agree(answering("risk.help", "patchy"))


# what is right


@pytest.mark.parametrize("name", example_names(LIBRARY.examples))
def test_the_example_profiles_fit(name):
    assert agree(read_yaml(LIBRARY.examples / f"{name}.yaml").value)


@pytest.mark.parametrize("area", [None, "GH-AA"])
def test_a_new_profile_fits_as_it_is_and_with_every_question_opened(area):
    blank = blank_profile(find_country("GHA"), area, QUESTIONNAIRE, opt_in=True)
    assert agree(parse_yaml(blank, "new").value)
    lines, is_entry = [], False
    for line in blank.splitlines():  # comments proper have a space after their `#`
        is_entry = (line.startswith("  #") and line[3:4] not in (" ", "")) or (is_entry and line.startswith("  #  "))
        lines.append(f"  {line[3:]}" if is_entry else line)
    opened = parse_yaml("\n".join(lines), "new").value
    assert len(opened["answers"]) == sum(q.opt_in or q.is_raised(is_area=area is not None) for q in QUESTIONS)
    assert agree(opened)


def test_a_profile_may_wait_for_its_country_unless_it_is_of_an_area():
    assert agree({"wayhome": 1})
    assert agree({"wayhome": 1, "country": None, "area": None})
    assert agree({"wayhome": 1, "country": "", "area": ""})
    assert agree({"wayhome": 1, "country": "gh", "area": "gh-aa"})
    assert not agree({"wayhome": 1, "area": "GH-AA"})
    assert not agree({"wayhome": 1, "country": " ", "area": "GH-AA"})


@pytest.mark.parametrize("word", ["yes", "no", True, False])
def test_yes_and_no_are_words_or_booleans(word):
    assert agree({**HEAD, "invented": word})
    assert agree(answering("returns.obstacles", {"answer": {"income": word}}))
    assert agree(answering("mobility.wanted", word))
    assert agree(answering("stakeholders.actors", {"answer": {}, "complete": word}))


def test_a_sector_goes_by_either_of_its_names_and_once():
    assert agree(answering("policy.links", {"answer": {"finance": "yes", "labour": "no"}}))
    assert agree(answering("policy.links", {"answer": {"business-finance": "yes"}}))
    assert not agree(answering("policy.links", {"answer": {"finance": "yes", "business-finance": "yes"}}))


STATES = ("not-asked", "nobody-knows", "withheld", None)
DATES = (2021, 1999, "2021", "2021-11", "2021-11-05", " 2030-01 ", None)


def of(values):
    """One value, several, yes and no in either way, or a kind of not-knowing."""
    words = [*values, *(word == "yes" for word in values if word in ("yes", "no"))]
    return st.sampled_from([*words, *STATES]) | st.lists(st.sampled_from(words), min_size=1, max_size=3)


def rows_of(question, names, value):
    others = {name: QUESTIONNAIRE.other_words(name) for name in names}
    spelt = st.sampled_from([word for name in names for word in (name, *others[name])] + ["rest"])
    some = st.dictionaries(spelt, value, max_size=4)
    return some.filter(lambda given: all(not (name in given and other in given) for name in names for other in others[name]))


def domain_of(question):
    """The values of the answer as a whole, if it is one fact."""
    spec = QUESTIONNAIRE.facts.get(question.question)
    return spec.domain.values if spec else ()


def answer_of(question):
    """Answers in the long form, without `contested`."""
    opening = st.sampled_from([*DATES, "undated", "none-planned", *STATES])
    if question.kind in ("scale", "values"):
        return of(domain_of(question))
    if question.number:
        return of(domain_of(question)) | st.integers(0, 10**7)
    if question.options:
        return rows_of(question, tuple(question.options), of(("yes", "no"))) | st.sampled_from(STATES)
    if question.grid:
        return rows_of(question, tuple(question.grid.rows), of(tuple(question.grid.values))) | st.sampled_from(STATES)
    if question.dates:
        titled = st.fixed_dictionaries({"date": opening}, optional={"title": st.sampled_from(["A text", None])})
        return rows_of(question, tuple(question.dates.rows), opening | titled) | st.sampled_from(STATES)
    if question.names:
        name = st.sampled_from(["A ministry", "none", *STATES])
        return rows_of(question, QUESTIONNAIRE.actor_roles, name) | st.sampled_from(STATES)
    if question.period:
        limits = {"start": st.sampled_from(DATES), "months": st.sampled_from([1, 24, 240, None])}
        return st.fixed_dictionaries({}, optional=limits) | st.sampled_from(STATES)
    if question.list:
        texts = st.sampled_from(["GH-AA", "the north", None])
        return texts | st.lists(texts, max_size=3) | st.sampled_from(STATES)
    fields = {name: of(tuple(asked.values)) for name, asked in question.repeat.fields.items()}
    body = st.fixed_dictionaries({"name": st.just("A body")}, optional=fields)
    still_open = st.sampled_from([None, {}, {"name": None}, {"name": None, "category": None}])
    return st.dictionaries(st.sampled_from(["a", "b-2", "c.d"]), body | still_open, max_size=3) | st.sampled_from(STATES)


@st.composite
def entries(draw, question):
    """Everything that can be said in answer to a question, in the short form or the long one."""
    answer = draw(answer_of(question))
    if not isinstance(answer, dict) and draw(st.booleans()):
        return answer
    beside = {
        "evidence": st.sampled_from(["It is so.", "", None]),
        "source": st.sampled_from(["s", ["s", "t"], [], None]),
        "date": st.sampled_from(DATES),
        "voices": st.just([]),
    }
    for qualifier in QUESTIONNAIRE.qualifiers_of(question):
        dates = st.sampled_from([*DATES, *STATES])
        beside[qualifier.qualifier] = dates if qualifier.dates else of(tuple(qualifier.values))
    if question.number:
        beside |= {"year": st.sampled_from(DATES), "counted": of(tuple(question.number.counted))}
    if question.repeat:
        beside["complete"] = of(("yes", "no"))
    entry = {"answer": answer, **draw(st.fixed_dictionaries({}, optional=beside))}
    if domain_of(question) and draw(st.booleans()):
        said = st.sampled_from(domain_of(question)) | st.lists(st.sampled_from(domain_of(question)), min_size=1, max_size=2)
        voice = st.fixed_dictionaries({"value": said, "who": st.sampled_from(["a ministry", ""])})
        entry |= {"answer": "contested", "voices": draw(st.lists(voice, min_size=2, max_size=3))}
    return entry


@functools.cache
def any_entry(id_):
    return entries(QUESTIONNAIRE.questions[id_])


@pytest.mark.parametrize("id_", list(QUESTIONNAIRE.questions))
@settings(max_examples=8, deadline=None)
@given(st.data())
def test_every_answer_to_a_question_is_accepted_by_both(id_, data):
    assert agree(answering(id_, data.draw(any_entry(id_))))


# what is wrong


def places_in(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places_in(part, (*path, key))
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from places_in(part, (*path, i))


JUNK = (*WORDS, None, True, -1, 0, 7, 2.5, [], [None], ["nonsense"], [["none"]], {}, {"answer": "none"}, {"nonsense": None})


@st.composite
def spoilt(draw, question):
    """An answer in which one thing, or two, has become something else: perhaps wrong, perhaps not."""
    entry = {"whole": copy.deepcopy(draw(any_entry(question.question)))}
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from([path for path in places_in(entry) if path]))
        holder = functools.reduce(lambda value, step: value[step], path[:-1], entry)
        change = draw(st.sampled_from(["replace", "replace", "drop", "rename", "add"]))
        junk = copy.deepcopy(draw(st.sampled_from(JUNK)))
        if change == "replace" or isinstance(holder, list) or len(path) == 1:
            holder[path[-1]] = junk
        elif change == "add":
            holder[draw(st.sampled_from(["nonsense", "voices", "rest", "complete", "year", "money"]))] = junk
        else:
            value = holder.pop(path[-1])
            if change == "rename":
                holder["Nonsense x"] = value
    return entry["whole"]


@settings(max_examples=800, deadline=None)
@given(st.sampled_from(QUESTIONS).flatmap(lambda question: st.tuples(st.just(question.question), spoilt(question))))
def test_of_an_answer_with_something_changed_both_say_the_same(case):
    id_, entry = case
    agree(answering(id_, entry))


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        {},
        {**HEAD, "wayhome": 2},
        {**HEAD, "wayhome": "1"},
        {**HEAD, "country": 3},
        {**HEAD, "country": "Ghana"},
        {**HEAD, "area": "Ashanti"},
        {**HEAD, "titel": "x"},
        {**HEAD, "title": 2021},
        {**HEAD, "title": "x" * 2001},
        {**HEAD, "date": ""},
        {**HEAD, "date": 1899},
        {**HEAD, "date": 2021.5},
        {**HEAD, "date": "2021-13"},
        {**HEAD, "date": "May 2021"},
        {**HEAD, "invented": "maybe"},
        {**HEAD, "invented": 1},
        {**HEAD, "invented": None},
        {**HEAD, "sources": None},
        {**HEAD, "sources": {"a": {}}},
        {**HEAD, "sources": {"a": {"title": ""}}},
        {**HEAD, "sources": {"a": {"title": "A report", "date": "soon"}}},
        {**HEAD, "sources": {"a": {"title": "A report", "adress": "x.org"}}},
        {**HEAD, "answers": ["a"]},
    ],
)
def test_a_broken_head_is_refused_by_both(broken):
    assert not agree(broken)


@pytest.mark.parametrize(
    ("id_", "entry"),
    [
        ("lead.bdy", "none"),
        ("sop.use", "nun"),
        ("sop.use", "None"),
        ("sop.use", 3),
        ("sop.use", []),
        ("sop.use", ["none", "nun"]),
        ("sop.use", ["none", None]),
        ("sop.use", ["nobody-knows"]),
        ("sop.use", "contested"),
        ("sop.use", {}),
        ("sop.use", {"evidence": "It is so."}),
        ("sop.use", {"answer": {"answer": "none"}}),
        ("sop.use", {"answer": "none", "evidence": 3}),
        ("sop.use", {"answer": "none", "evidence": "x" * 2001}),
        ("sop.use", {"answer": "none", "source": [3]}),
        ("sop.use", {"answer": "none", "source": 0}),
        ("sop.use", {"answer": "none", "date": "soon"}),
        ("sop.use", {"answer": "none", "monney": "project"}),
        ("sop.use", {"answer": "none", "claimants": "one"}),
        ("sop.use", {"answer": "none", "money": "contested"}),
        ("sop.use", {"answer": "none", "until": "soon"}),
        ("sop.use", {"answer": "none", "voices": None}),
        ("sop.use", {"answer": "none", "voices": [{"value": "none", "who": "a"}]}),
        ("sop.use", {"answer": "contested"}),
        ("sop.use", {"answer": "contested", "voices": [{"value": "none", "who": "a"}]}),
        ("sop.use", {"answer": "contested", "voices": [{"value": "none"}, {"value": "working"}]}),
        ("sop.use", {"answer": "contested", "voices": [{"value": "nun", "who": "a"}, {"value": "none", "who": "b"}]}),
        ("sop.use", {"answer": "contested", "voices": [{"value": "not-asked", "who": v} for v in "ab"]}),
        ("returns.obstacles", "yes"),
        ("returns.obstacles", "contested"),
        ("returns.obstacles", {"income": "yes"}),
        ("returns.obstacles", {"answer": ["income"]}),
        ("returns.obstacles", {"answer": {"incom": "yes"}}),
        ("returns.obstacles", {"answer": {"income": "maybe"}}),
        ("returns.obstacles", {"answer": {"income": "contested"}}),
        ("returns.obstacles", {"answer": {"income": "yes", "rest": "maybe"}}),
        ("returns.obstacles", {"answer": {"income": "yes"}, "money": "project"}),
        ("policy.sectors", {"answer": {"labour": "yes"}}),
        ("returns.number", -1),
        ("returns.number", True),
        ("returns.number", "many"),
        ("returns.number", {"answer": 900, "counted": "everybody"}),
        ("returns.number", {"answer": 900, "year": "last"}),
        ("sop.use", {"answer": "none", "year": 2021}),
        ("frame.openings", {"answer": {"budget": "soon"}}),
        ("frame.openings", {"answer": {"budget": {"title": "The budget"}}}),
        ("frame.openings", {"answer": {"budget": {"date": 2027, "name": "The budget"}}}),
        ("frame.actors", {"answer": {"ministry-labour": " "}}),
        ("frame.actors", {"answer": {"ministry-labour": "contested"}}),
        ("frame.actors", {"answer": {"ministry-of-love": "A ministry"}}),
        ("frame.start-horizon", "2026-09"),
        ("frame.start-horizon", {"answer": {"start": "nobody-knows"}}),
        ("frame.start-horizon", {"answer": {"months": 241}}),
        ("frame.start-horizon", {"answer": {"begin": 2026}}),
        ("frame.areas", 3),
        ("frame.areas", {"answer": {"GH-AA": "yes"}}),
        ("stakeholders.actors", {"answer": ["Chamber"]}),
        ("stakeholders.actors", {"answer": {"A Chamber": {"name": "Chamber"}}}),
        ("stakeholders.actors", {"answer": {"a": {"category": "ngos"}}}),
        ("stakeholders.actors", {"answer": {"a": {"name": "A", "category": "firm"}}}),
        ("stakeholders.actors", {"answer": {"a": {"name": "A", "rank": "high"}}}),
        ("stakeholders.actors", {"answer": {f"a{i}": {"name": "A"} for i in range(201)}}),
        ("stakeholders.actors", {"answer": {}, "complete": "contested"}),
        ("lead.body", {"answer": "none", "complete": "yes"}),
    ],
)
def test_a_broken_answer_is_refused_by_both(id_, entry):
    assert not agree(answering(id_, entry))


def test_a_fork_has_a_schema_of_its_own_questions():
    trend = QUESTIONNAIRE.questions["returns.trend"]
    ebbing = trend.model_copy(update={"values": {**trend.values, "ebbing": trend.values["falling"]}})
    fork = replace(QUESTIONNAIRE, questions={**QUESTIONNAIRE.questions, "returns.trend": ebbing})
    assert Draft7Validator(profile_schema(fork)).is_valid(answering("returns.trend", "ebbing"))
    assert not fits(answering("returns.trend", "ebbing"))
