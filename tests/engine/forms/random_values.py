"""Everything that may be said in a field, and profiles that say it, with the text that breaks workbooks."""

from dataclasses import replace

from hypothesis import strategies as st

from wayhome.engine.answer_fields import (
    ANSWER,
    BESIDE,
    DATE,
    EVIDENCE,
    SOURCE,
    VOICES,
    Takes,
    beside,
    body_fields,
    fields_of,
    saying,
)
from wayhome.engine.library import load_library
from wayhome.engine.questionnaire import NotKnown
from wayhome.engine.yaml_text import lines_of

LIBRARY = load_library()
QUESTIONNAIRE = LIBRARY.questionnaire
FIELDS = [
    field
    for question in QUESTIONNAIRE.questions.values()
    for field in (
        *fields_of(question, QUESTIONNAIRE),
        *(body_fields(question, "chamber") if question.repeat else ()),
        *(beside(question.question, path) for path in BESIDE if path != VOICES),
    )
]
NASTY = st.sampled_from(
    [
        "=1+1",
        "+x",
        "-x",
        "@x",
        "=cmd|' /C calc'!A0",
        "a\tb",
        "a\n\nb",
        "مرحبا بالعائدين",
        "Côte d’Ivoire : l’État",
        "a|b",
        "# no comment",
        ": ",
        "_x0041_",
        "_x000D_",
        '"quoted"',
        "'quoted'",
        "None",
        "a, b; c",
        "<b>&amp;</b>",
        "\x01\x1f",
        "a\rb",
        "2026-05",
        "1e5",
        "TRUE",
        "x" * 2000,
    ]
)
_LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXT = (_LETTERS | NASTY).map(lambda text: text.replace("\r\n", "\n").strip()).filter(bool)
DATE_TEXT = st.sampled_from(["1999", "2021", "2021-11", "2026-05-01", "2021-11-05"])


def values_of(field, sources=()):
    """Everything that may be said in a field, in the form of `answer_fields.said`."""
    states = [st.sampled_from([state.value for state in field.states])] if field.states else []
    choices = sorted(field.choices)
    several = [st.lists(st.sampled_from(choices), min_size=2, max_size=3)] if len(choices) > 1 and not field.is_exact else []
    keys = st.sampled_from(sorted(sources)) if sources else TEXT
    own = {
        Takes.CHOICE: [st.sampled_from(choices), *several] if choices else [],
        Takes.NUMBER: [st.integers(0, 10**17), st.sampled_from(choices or ["low"]), *several],
        Takes.MONTHS: [st.integers(1, 240)],
        Takes.DATE: [DATE_TEXT],
        Takes.OPENING: [DATE_TEXT, st.sampled_from(choices or ["undated"])],
        Takes.NAME: [TEXT, st.just("none")],
        Takes.TEXT: [TEXT],
        Takes.TEXTS: [TEXT, st.lists(TEXT, min_size=2, max_size=4)],
        Takes.KEYS: [keys, st.lists(keys, min_size=2, max_size=4, unique=True) if len(sources) != 1 else keys],
        Takes.NOTHING: [],
    }[field.takes]
    return st.one_of(*own, *states)


SECTIONS = ("frame", "returns", "policy", "services", "stakeholders")
"""Between them they have questions of every kind."""
SMALL = replace(
    LIBRARY,
    questionnaire=replace(QUESTIONNAIRE, sections=tuple(s for s in QUESTIONNAIRE.sections if s.id in SECTIONS)),
)
_ASKED = [question for section in SMALL.questionnaire.sections for question in section.questions]


@st.composite
def profiles(draw):
    """Texts of profiles of an invented country that say some of what can be said."""
    keys = st.sampled_from(["talks", "policy-2016", "a, b", "Ä ö", '"q"', "=k", "x"]) | TEXT.filter(
        lambda text: len(text) < 500
    )
    source = st.fixed_dictionaries({"title": TEXT}, optional={"address": TEXT, "date": DATE_TEXT | st.just(2021)})
    sources = draw(st.dictionaries(keys, source, max_size=4))
    answers = {}
    for question in draw(st.lists(st.sampled_from(_ASKED), max_size=6, unique_by=lambda question: question.question)):
        said = draw(_said(question, sources))
        entry = saying(question, None, said, QUESTIONNAIRE)
        if entry is not None and set(said) != {VOICES}:
            answers[question.question] = entry
    head = draw(
        st.fixed_dictionaries({}, optional={"name": TEXT, "title": TEXT, "for": TEXT, "basis": TEXT, "date": DATE_TEXT})
    )
    value = {"wayhome": 1, "country": "XX", **head, "sources": sources, "answers": answers}
    return "\n".join([*(line for key, part in value.items() for line in lines_of(key, part)), ""])


@st.composite
def _said(draw, question, sources):
    said = {}
    for field in fields_of(question, QUESTIONNAIRE):
        if field.takes is not Takes.NOTHING and draw(st.booleans()):
            said[field.path] = draw(values_of(field, sources))
    if said.get(ANSWER) == NotKnown.CONTESTED:
        answer = next(field for field in fields_of(question, QUESTIONNAIRE) if field.path == ANSWER)
        value = st.sampled_from(sorted(answer.choices))
        voice = st.fixed_dictionaries({"value": value | st.lists(value, min_size=2, max_size=2), "who": TEXT})
        said[VOICES] = draw(st.lists(voice, min_size=2, max_size=3))
    if question.repeat:
        for key in draw(st.lists(st.sampled_from(["chamber", "a.b", "x-1"]), max_size=3, unique=True)):
            for field in body_fields(question, key):
                if field.path[-1] == "name" or draw(st.booleans()):
                    said[field.path] = draw(values_of(field))
    if question.dates:
        said = {path: value for path, value in said.items() if path[-1] != "title" or (*path[:-1], "date") in said}
    if question.period and said.get(("answer", "start")) in set(NotKnown):
        said.pop(("answer", "months"), None)
    if said:
        for path in (EVIDENCE, DATE, *([SOURCE] if sources else [])):
            if draw(st.booleans()):
                said[path] = draw(values_of(beside(question.question, path), sources))
    return said
