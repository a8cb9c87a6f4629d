"""Answers drawn at random, as `answer_fields.said` has them, and the same as they are put into a form.

Answers are drawn from the fields of a question, which know nothing of forms. `filled` puts them where the names of the form
say; the bodies of a list get keys made of their names.
"""

from wayhome.engine.answer_fields import ANSWER, EVIDENCE, SOURCE, VOICES, Takes, body_fields, fields_of
from wayhome.engine.draft import new_key
from wayhome.engine.forms.form_names import GIVEN, Asks
from wayhome.engine.questionnaire import NotKnown

TEXTS = (
    "A plain sentence.",
    "=1+1 is no formula",
    "+233 begins like a number",
    "two lines\nof text; and, separators\t\"quoted\" 'too'",
    "Ünïcödé, naïveté, дом, 家",
    "0042",
    "1e5",
    "TRUE",
    "2026-05",
    "-none of these",
    "@name",
    "a/b-c.d_e",
)
NAMES_OF_BODIES = ("Chamber of Commerce", "=Ministry; of Labour, unit 2", "Université d'État", "42", "дом")
DATES = ("2026", "2027-06", "2025-12-31", "2028-02-29")


def drawn_answer(draw, question, questionnaire):
    """What is said in answer to a question, by field; nothing now and then."""
    said = {}
    fields = fields_of(question, questionnaire)
    is_hushed = draw.random() < 0.15
    if is_hushed:
        state = draw.choice((NotKnown.NOT_ASKED, NotKnown.NOBODY_KNOWS, NotKnown.WITHHELD))
        said |= {one.path: state.value for one in fields if one.path[0] == "answer" and one.states}
    elif question.period:
        said |= drawn_period(draw)
    elif question.repeat:
        said |= drawn_bodies(draw, question)
    else:
        for one in fields:
            if draw.random() < 0.8 and (one.takes is not Takes.TEXT or is_coming(said, one.path)):
                value = drawn_value(draw, one, question)
                said |= {one.path: value}
                if value == "contested":
                    said |= {VOICES: drawn_voices(draw, one)}
    if not any(path[0] == "answer" for path in said):
        return {}  # nothing that qualifies an answer is asked without one
    if draw.random() < 0.5:
        said[EVIDENCE] = draw.choice(TEXTS).strip()
    return said


def is_coming(said, path):
    """A title goes with a date, or with a text whose date is not known."""
    date = said.get((*path[:-1], "date"))
    return date is not None and date not in ("none-planned", *NotKnown)


def drawn_value(draw, one, question):
    if one.states and draw.random() < 0.25:
        return draw.choice(one.states).value
    match one.takes:
        case Takes.CHOICE:
            values = list(one.choices)
            if (
                question.kind in ("scale", "values", "grid")
                and not one.is_qualifier
                and len(values) > 2
                and draw.random() < 0.4
            ):
                return sorted(draw.sample(values, draw.randint(2, len(values))), key=values.index)
            return draw.choice(values)
        case Takes.NUMBER:
            return draw.choice((*one.choices, draw.randint(0, 999_999_999), 0))
        case Takes.DATE:
            return draw.choice(DATES)
        case Takes.OPENING:
            return draw.choice((*one.choices, *DATES))
        case Takes.NAME:
            return draw.choice((*one.choices, *NAMES_OF_BODIES))
        case Takes.TEXT:
            return draw.choice(TEXTS)
        case Takes.TEXTS:
            some = draw.sample(("CI-AB", "North, and the coast", "GH-AH"), draw.randint(1, 3))
            return some[0] if len(some) == 1 else some
    raise ValueError(one)


def drawn_voices(draw, one):
    return [{"value": draw.choice(list(one.choices)), "who": draw.choice(NAMES_OF_BODIES)} for _ in range(2)]


def drawn_period(draw):
    parts = {("answer", "start"): draw.choice(DATES), ("answer", "months"): draw.randint(1, 240)}
    return {path: value for path, value in parts.items() if draw.random() < 0.7}


def drawn_bodies(draw, question):
    said, keys = {}, {}
    for _ in range(draw.randint(1, 4)):
        name = draw.choice(NAMES_OF_BODIES)
        keys[key := new_key(name, keys, "body")] = name
        said[("answer", key, "name")] = name
        for one in body_fields(question, key)[1:]:
            if draw.random() < 0.7:
                said[one.path] = drawn_value(draw, one, question)
    if draw.random() < 0.5:
        said[("complete",)] = draw.choice(("yes", "no"))
    return said


def filled(said_by_question, names, sources=None):
    """The answers as values of a form, by name, and those on bodies."""
    values, bodies = {}, {}
    for question, said in said_by_question.items():
        for path, value in said.items():
            if path == VOICES:
                for i, voice in enumerate(value, 1):
                    values[named(names, question, ANSWER, Asks.VOICE_VALUE, i)] = voice["value"]
                    values[named(names, question, ANSWER, Asks.VOICE_WHO, i)] = voice["who"]
            elif path[0] == "answer" and len(path) == 3 and path[2] not in ("date", "title"):
                body = bodies.setdefault(path[1], {})
                body |= put(names, question, ("answer", "", path[2]), value)
                values[named(names, question, ANSWER, Asks.CHOICE)] = GIVEN
            elif path == ("answer", "months"):
                values[named(names, question, ("answer", "start"), Asks.CHOICE)] = GIVEN
                values |= put(names, question, path, value)
            else:
                values |= put(names, question, path, value)
    for question, source in (sources or {}).items():
        values |= put(names, question, SOURCE, source)
    return values, list(bodies.values())


def named(names, question, path, asks, voice=0):
    return next(
        one.name for one in names.by_question[question] if one.field.path == path and one.asks is asks and one.voice == voice
    )


def put(names, question, path, value):
    """A value under the choice that offers it; else it is typed, after `given` if there is a choice at all."""
    found = {one.asks: one for one in names.by_question[question] if one.field.path == path and not one.voice}
    choice, typed = found.get(Asks.CHOICE), found.get(Asks.TYPED)
    words = value if isinstance(value, list) else [value]
    if choice and all(word in choice.values for word in words):
        return {choice.name: words if len(words) > 1 or value != GIVEN else value}
    given = {choice.name: GIVEN} if choice else {}
    return {**given, typed.name: "; ".join(value) if isinstance(value, list) else value}
