"""Random valid answers to every question of the questionnaire, in every form in which people write them."""

from __future__ import annotations

from hypothesis import strategies as st

from wayhome.engine.answer_fields import AnswerField, Takes, body_fields, fields_of
from wayhome.engine.library import load_library
from wayhome.engine.questionnaire import Question

QUESTIONNAIRE = load_library().questionnaire
QUESTIONS = list(QUESTIONNAIRE.questions.values())
SOURCES = {"talks": {"title": "Notes of talks"}, "law-2020": {"title": "The law"}, "2021": {"title": "A year"}}
STATES = ["not-asked", "nobody-knows", "withheld"]
TEXTS = st.sampled_from(
    ["Ministry of Work", "Law: draft # 2", "it's a 'plan'", "وزارة العمل", "no", "2026", "a\nb", "{x}", "null", "x 😀"]
)
DATES = st.sampled_from([2019, 2026, "2021", "2026-05", "2026-05-07", "1999-12"])
ALIASES = {sector.sector: sector.aliases for sector in QUESTIONNAIRE.sectors.values() if sector.aliases}


def choices(one: AnswerField) -> st.SearchStrategy:
    """One of the values, or several, in any order, perhaps one of them twice."""
    words = st.sampled_from([*one.choices])
    yes_no = st.booleans() if set(one.choices) == {"yes", "no"} else st.nothing()
    return words | yes_no | (st.nothing() if one.is_exact else st.lists(words, min_size=1, max_size=4))


def values(one: AnswerField) -> st.SearchStrategy:
    """What can be said in a field, without `contested`."""
    kinds = {
        Takes.CHOICE: lambda: choices(one),
        Takes.NUMBER: lambda: st.integers(0, 10**6) | choices(one),
        Takes.MONTHS: lambda: st.integers(1, 240),
        Takes.DATE: lambda: DATES,
        Takes.OPENING: lambda: DATES | st.sampled_from([*one.choices]),
        Takes.NAME: lambda: TEXTS | st.just("none"),
        Takes.TEXT: lambda: TEXTS,
        Takes.TEXTS: lambda: TEXTS | st.lists(TEXTS, min_size=1, max_size=3),
        Takes.KEYS: lambda: (
            st.sampled_from([*SOURCES]) | st.lists(st.sampled_from([*SOURCES]), min_size=1, max_size=2, unique=True)
        ),
        Takes.NOTHING: st.nothing,
    }
    states = [state.value for state in one.states if state != "contested"]
    return kinds[one.takes]() | (st.sampled_from(states) if states else st.nothing())


def _maybe(draw: st.DrawFn, strategy: st.SearchStrategy, into: dict, key: str) -> None:
    """Give a key a value, leave it open, or leave it out."""
    what = draw(st.integers(0, 5))
    if what > 2:
        into[key] = draw(strategy)
    elif what == 2:
        into[key] = None


@st.composite
def _answer(draw: st.DrawFn, question: Question) -> object:
    answered = [one for one in fields_of(question, QUESTIONNAIRE) if not one.is_qualifier]
    if len(answered) == 1 and not question.repeat:
        return draw(values(answered[0]) | st.none())
    if not draw(st.integers(0, 5)):
        return draw(st.sampled_from([*STATES, None]))
    rows: dict = {}
    if question.repeat:
        for key in draw(st.lists(st.sampled_from(["chamber", "finance", "rest", "x-1"]), max_size=3, unique=True)):
            body = {"name": draw(TEXTS)}
            for one in body_fields(question, key)[1:]:
                _maybe(draw, values(one), body, one.path[2])
            rows[key] = body
        return rows
    for one in answered:
        if one.takes is Takes.OPENING:
            title = {"title": draw(TEXTS | st.none())} if draw(st.booleans()) else {}
            date = draw(values(one))
            _maybe(draw, st.just({"date": date, **title} if title or draw(st.booleans()) else date), rows, one.path[1])
        elif one.takes is not Takes.TEXT and not (question.period and one.path[1] == "start"):
            row = draw(st.sampled_from([one.path[1], *ALIASES.get(one.path[1], ())]))
            _maybe(draw, values(one), rows, row)
    if question.period:
        _maybe(draw, DATES, rows, "start")
    elif draw(st.booleans()):
        rest = draw(values(answered[0]))
        rows["rest"] = {"date": rest, "title": draw(TEXTS)} if question.dates and draw(st.booleans()) else rest
    return rows


@st.composite
def entries(draw: st.DrawFn, question: Question) -> object:
    """A valid entry for a question, short or long."""
    answer = draw(_answer(question))
    if not isinstance(answer, dict) and draw(st.booleans()):
        return answer
    entry: dict = {"answer": answer}
    if question.question in QUESTIONNAIRE.facts and not draw(st.integers(0, 6)):
        (one,) = (one for one in fields_of(question, QUESTIONNAIRE) if one.path == ("answer",))
        words = st.sampled_from([*one.choices])
        voice = st.fixed_dictionaries({"value": words | st.lists(words, min_size=1, max_size=2), "who": TEXTS})
        entry = {"answer": "contested", "voices": draw(st.lists(voice, min_size=2, max_size=3))}
    for one in fields_of(question, QUESTIONNAIRE):
        if one.is_qualifier:
            _maybe(draw, values(one), entry, one.path[0])
    _maybe(draw, TEXTS, entry, "evidence")
    _maybe(draw, st.sampled_from(["talks", ["talks"], ["law-2020", "talks"], "2021", []]), entry, "source")
    _maybe(draw, DATES, entry, "date")
    keys = draw(st.permutations([*entry]))
    return {key: entry[key] for key in keys}
