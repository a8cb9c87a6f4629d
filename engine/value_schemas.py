"""JSON Schemas of the single values that can be said in answer to a question.

In: an `AnswerField`. Out: a schema that refers to `definitions`, where what several fields share stands once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wayhome.engine.answer_fields import ANSWER, AnswerField, Takes
from wayhome.engine.profile import LONGEST_TEXT, MOST_MONTHS
from wayhome.engine.questionnaire import YES_NO, NotKnown, Questionnaire

Schema = dict[str, Any]

NULL: Schema = {"type": "null"}
CONTESTED = str(NotKnown.CONTESTED)
_DATE = r"^\s*(19|20|21)[0-9][0-9](-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\s*$"
_DATE_HINT = "A date is a year, a month or a day, such as 2021, 2021-11 or 2021-11-05."
_DATES: list[Schema] = [
    {"type": "string", "pattern": _DATE, "patternErrorMessage": _DATE_HINT},
    {"type": "integer", "minimum": 1900, "maximum": 2199},
]
_NOT_KNOWN = {
    "not-asked": "Nobody has been asked yet.",
    "nobody-knows": "Somebody was asked, and nobody knows.",
    "withheld": "Not to be raised: only the confidential edition speaks of it.",
}
_BOOLEANS = {"no": False, "yes": True}
_YES_NO = {word: word for word in YES_NO}


class ValueSchemas:
    """Makes the schemas of values, and keeps what they share in `definitions`."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.definitions: dict[str, Schema] = {}
        self.text = self.define("text", {"type": ["string", "null"], "maxLength": LONGEST_TEXT})
        self.date = self.define("date", {"anyOf": [*_DATES, NULL]})
        self.not_known = self.define("not-known", {"anyOf": [_words(_NOT_KNOWN), NULL]})
        self.keys = self.define("keys", {"anyOf": [*several({"type": "string"}, least=0), NULL]})

    def define(self, name: str, schema: Schema) -> Schema:
        """Keep a schema under a name, and refer to it."""
        assert self.definitions.setdefault(name, schema) == schema, name
        return {"$ref": f"#/definitions/{name}"}

    def choice(self, field: AnswerField) -> Schema:
        """One of the values of a field, without any kind of not-knowing."""
        return self.define(self._domain(field), _words(field.choices))

    def said(self, field: AnswerField) -> Schema:
        """Whatever may be said in a field."""
        match field.takes:
            case Takes.CHOICE:
                return self.define(f"said:{self._domain(field)}", {"anyOf": [*self._choices(field), self.not_known]})
            case Takes.NUMBER:
                return {"anyOf": [{"type": "integer", "minimum": 0}, *self._choices(field), self.not_known]}
            case Takes.MONTHS:
                return {"type": ["integer", "null"], "minimum": 1, "maximum": MOST_MONTHS}
            case Takes.DATE:
                return {"anyOf": [self.date, self.not_known]} if field.states else self.date
            case Takes.OPENING:
                return self.define("opening", {"anyOf": [*_DATES, _words(field.choices), self.not_known]})
            case Takes.NAME:
                name = {"type": "string", "pattern": r"\S", "maxLength": LONGEST_TEXT, "not": {"const": CONTESTED}}
                return self.define("name", {"anyOf": [_words(field.choices), self.not_known, name]})
            case Takes.TEXTS:
                one = {"allOf": [self.text], "not": {"const": CONTESTED}}
                return {"anyOf": [self.not_known, one, {"type": "array", "items": self.text}]}
            case Takes.KEYS:
                return self.keys
            case Takes.NOTHING:
                return self.not_known
        return self.text

    def _choices(self, field: AnswerField) -> list[Schema]:
        """One value, or a list of those of which one holds; yes and no may be written as booleans."""
        booleans = [boolean for word, boolean in _BOOLEANS.items() if word in field.choices]
        one = self.choice(field)
        return several({"anyOf": [one, {"enum": booleans}]} if booleans else one)

    def _domain(self, field: AnswerField) -> str:
        """A name for the values of a field, the same wherever they are the same; no id holds a colon."""
        question = self.questionnaire.questions[field.question]
        if dict(field.choices) == _YES_NO:
            return "yes-no"
        if field.path[0] in self.questionnaire.qualifiers:
            return f"qualifier:{field.path[0]}"
        if field.path == ANSWER and question.scale:
            return f"scale:{question.scale}"
        if field.path == ANSWER or question.grid:
            return f"question:{question.question}"
        return f"question:{question.question}:{field.path[-1]}"


def described(text: str, schema: Schema) -> Schema:
    """A schema with what it is about; draft 7 reads nothing else beside a reference."""
    return {"description": text, **schema} if text else schema


def several(one: Schema, least: int = 1) -> list[Schema]:
    """One, or a list of those: the alternatives of a value of which it may not be known which holds."""
    return [one, {"type": "array", "items": one, **({"minItems": least} if least else {})}]


def _words(choices: Mapping[str, str]) -> Schema:
    """One of these words, with what each of them means (a keyword of editors)."""
    return {"enum": list(choices), "enumDescriptions": list(choices.values())}
