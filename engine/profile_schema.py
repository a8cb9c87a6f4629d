"""The JSON Schema of a profile, made from the questionnaire: what an editor needs to complete and to check one.

In: a questionnaire. Out: a schema in draft 7, in words that later drafts read alike; yaml-language-server knows that draft
best. It accepts what `profile_reader` accepts, but for what no such schema can say: that the code of a country or an area, a
day of a month and the key of a source exist, that no key stands twice, and that a whole number is not written as 3.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wayhome.engine.actor_reader import MOST_ACTORS
from wayhome.engine.answer_fields import ANSWER, AnswerField, body_fields, fields_of
from wayhome.engine.field_docs import describe, docstrings
from wayhome.engine.profile import LONGEST_TEXT, AnswerEntry, ProfileFile
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire
from wayhome.engine.text_forms import ID
from wayhome.engine.value_schemas import CONTESTED, NULL, Schema, ValueSchemas, described, several

TITLE = "A Wayhome profile"
"""By which the schema is known as ours."""
_DIALECT = "http://json-schema.org/draft-07/schema#"
_COUNTRY, _AREA = r"^\s*([A-Za-z]{2,3})?\s*$", r"^$|^\s*[A-Za-z]{2}-[A-Za-z0-9]{1,3}\s*$"
_IN_AN_AREA: Schema = {"required": ["area"], "properties": {"area": {"type": "string", "minLength": 1}}}
_WITH_COUNTRY: Schema = {"required": ["country"], "properties": {"country": {"type": "string", "pattern": "[A-Za-z]"}}}
_WITH_VOICES: Schema = {
    "if": {"required": ["answer"], "properties": {"answer": {"const": CONTESTED}}},
    "then": {"required": ["voices"], "properties": {"voices": {"minItems": 2, "doNotSuggest": True}}},
    "else": {"properties": {"voices": {"maxItems": 0, "doNotSuggest": True}}},
}


def profile_schema(questionnaire: Questionnaire) -> Schema:
    """The schema of a profile that answers this questionnaire."""
    writer = _Writer(questionnaire)
    head = ProfileFile.model_json_schema()
    describe(head)
    source = head.pop("$defs")["SourceEntry"]
    source["properties"]["date"] = writer.values.date
    lines = head["properties"]
    lines["country"]["anyOf"] = [{"type": "string", "pattern": _COUNTRY}, NULL]
    lines["area"]["anyOf"] = [{"type": "string", "pattern": _AREA}, NULL]
    lines["date"] = described(lines["date"]["description"], writer.values.date)
    lines["sources"]["additionalProperties"] = writer.values.define("source", source)
    questions = {id_: writer.question(question) for id_, question in questionnaire.questions.items()}
    lines["answers"] = {"anyOf": [_mapping(questions), NULL]}
    definitions = dict(sorted(writer.values.definitions.items()))
    of_area = {"if": _IN_AN_AREA, "then": _WITH_COUNTRY}
    return {"$schema": _DIALECT, **head, "title": TITLE, **of_area, "definitions": definitions}


class _Writer:
    """Writes what may stand beside the id of each question."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.values = ValueSchemas(questionnaire)
        docs, define = docstrings(AnswerEntry), self.values.define
        self.beside = {
            "evidence": define("evidence", described(docs["evidence"], self.values.text)),
            "source": define("answer-source", described(docs["source"], self.values.keys)),
            "date": define("answer-date", described(docs["date"], self.values.date)),
        }
        self.no_voices = define("no-voices", {"type": "array", "maxItems": 0, "doNotSuggest": True})
        self.contested = define("contested", described("Bodies say different things.", {"const": CONTESTED}))
        self.with_voices = define("with-voices", _WITH_VOICES)

    def question(self, question: Question) -> Schema:
        """The answer alone, or the answer with what is said about it; once for all questions on a scale."""
        is_alike = question.scale and not question.qualifiers and not question.opt_in
        name = f"answer:{f'scale:{question.scale}' if is_alike else question.question}"
        fields = fields_of(question, self.questionnaire)
        bare = self.values.said(fields[0]) if fields[0].path == ANSWER else self.values.not_known
        on_request = {"doNotSuggest": True} if question.opt_in else {}  # an editor must not ask what we do not
        self.values.define(name, {"anyOf": [bare, self.entry(question, fields)], **on_request})
        text = f"{question.text} {question.help}".strip()
        return {"title": question.name, "description": text, "$ref": f"#/definitions/{name}"}

    def entry(self, question: Question, fields: Sequence[AnswerField]) -> Schema:
        """An answer with its evidence and what qualifies it."""
        answer = self.answer(question, [one for one in fields if not one.is_qualifier])
        beside = {one.path[0]: described(one.label, self.values.said(one)) for one in fields if one.is_qualifier}
        if NotKnown.CONTESTED not in fields[0].states:
            return _mapping({"answer": answer, **beside, **self.beside, "voices": self.no_voices}, ["answer"])
        answer = {"anyOf": [answer, self.contested]}
        choices = {"answer": answer, **beside, **self.beside, "voices": self.voices(fields[0])}
        return {**_mapping(choices, ["answer"]), "allOf": [self.with_voices]}

    def voices(self, field: AnswerField) -> Schema:
        """Who says what, where that differs."""
        who = self.values.define("who", {"type": "string", "maxLength": LONGEST_TEXT})
        values = {"anyOf": several(self.values.choice(field))}
        voice = _mapping({"value": values, "who": who}, ["value", "who"])
        return described(docstrings(AnswerEntry)["voices"], {"type": "array", "items": voice})

    def answer(self, question: Question, fields: Sequence[AnswerField]) -> Schema:
        """The answer to a question, be it a value or one for each line."""
        if question.repeat:
            bodies = {"propertyNames": {"pattern": ID}, "additionalProperties": self.body(question)}
            return {"anyOf": [{"type": "object", **bodies, "maxProperties": MOST_ACTORS}, self.values.not_known]}
        if question.period:
            start = described(fields[0].label, self.values.date)  # a kind of not-knowing is said of the whole period
            months = described(fields[1].label, self.values.said(fields[1]))
            return {"anyOf": [_mapping({"start": start, "months": months}), self.values.not_known]}
        if fields[0].path == ANSWER:
            return self.values.said(fields[0])
        return {"anyOf": [self.lines(question, fields), self.values.not_known]}

    def lines(self, question: Question, fields: Sequence[AnswerField]) -> Schema:
        """A value for each line of a list, which may go by another word, and `rest` for the others."""
        one = self.values.said(fields[0])
        if question.dates:
            dated = _mapping({"date": one, "title": self.values.text}, ["date"])
            one = self.values.define("dated-opening", {"anyOf": [one, dated]})
        labels = {field.path[1]: field.label for field in reversed(fields)}
        lines = {row: described(label, one) for row, label in reversed(labels.items())}
        others = {other: row for row in lines for other in self.questionnaire.other_words(row) if other not in lines}
        for other, row in others.items():
            lines[other] = described(f"The same as {row}.", one)
        lines["rest"] = described("All lines that are not named.", one)
        twice = [{"not": {"required": [row, other]}} for other, row in others.items()]
        return {**_mapping(lines), **({"allOf": twice} if twice else {})}

    def body(self, question: Question) -> Schema:
        """A body in the list, with its name and what is asked of it; or a line left open."""
        asked = {one.path[-1]: described(one.label, self.values.said(one)) for one in body_fields(question, "")}
        asked["name"] = {"type": "string", "pattern": r"\S", "maxLength": LONGEST_TEXT}
        return {"anyOf": [_mapping(asked, ["name"]), {"type": "object", "additionalProperties": NULL}, NULL]}


def _mapping(properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """A mapping with these keys and no others."""
    keys = {"required": list(required)} if required else {}
    return {"type": "object", "properties": dict(properties), **keys, "additionalProperties": False}
