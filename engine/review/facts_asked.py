"""The facts on which a body's measures stand, so that it can correct one without disputing the advice.

In: `Phrases` and measures. Out: `FactAsked`, each pointing at a field of an answer. What an adviser withholds, asks on
request only or says of single bodies is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wayhome.engine.answer_fields import ANSWER, AnswerField, FieldPath, Takes, fields_of
from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.reasons import facts_behind
from wayhome.engine.brief.tree import plain
from wayhome.engine.prioritise import Ranked
from wayhome.engine.profile import Answer
from wayhome.engine.profile import Part as AnswerPart
from wayhome.engine.questionnaire import DATE_BANDS, NotKnown, Question, Questionnaire
from wayhome.engine.review.bodies import Part
from wayhome.engine.review.forms import FactAsked

_UNDATED = tuple(band for band in DATE_BANDS if band not in ("passed", "none-planned"))


def facts_asked(p: Phrases, measures: Iterable[tuple[Ranked, Part]], roles: Iterable[str]) -> tuple[FactAsked, ...]:
    """The answers behind what these roles lead; of other measures, and of what is still open, those that they can give."""
    held = set(roles)
    found: dict[tuple[str, FieldPath], FactAsked] = {}
    for r, part in measures:
        behind = dict.fromkeys(fact for piece in r.leading_parts for fact in facts_behind(p, piece.rule.id))
        for fact in (*behind, *r.hangs_on):
            question = p.question_of(fact)
            can_tell = bool(held & set(question.ask)) or (part is not Part.PARTNER and fact in behind)
            if question.repeat or question.opt_in or p.advice.is_withheld(fact) or not can_tell:
                continue
            for field in _fields(question, fact, p.questionnaire):
                found.setdefault((question.question, field.path), _asked(p, question, field))
    return tuple(found.values())


def _fields(question: Question, fact: str, questionnaire: Questionnaire) -> Iterator[AnswerField]:
    """The field of an answer that yields a fact."""
    suffix = fact.removeprefix(question.question).removeprefix(".")
    dated: dict[str, str] = {name: q.qualifier for q in questionnaire.qualifiers_of(question) for name in q.dates}
    row = dated.get(suffix, suffix)
    for field in fields_of(question, questionnaire):
        if field.path in (ANSWER, ("answer", "start")):
            if row in ("", "old", "nobody-knows"):
                yield field
        elif field.is_qualifier:
            if field.path[0] == row:
                yield field
        elif field.path[1] == row.partition(".")[0] and field.takes is not Takes.TEXT:
            yield field


def _asked(p: Phrases, question: Question, field: AnswerField) -> FactAsked:
    answer = p.advice.profile.answers.get(question.question)
    sources = [plain(p.advice.profile.sources[key].title).text for key in answer.sources] if answer else []
    evidence = plain(answer.evidence).text if answer else ""
    return FactAsked(
        question=question.question,
        path=field.path,
        asked="\n".join(part for part in (question.text, capital(field.label)) if part),
        held=held_words(answer, field.path),
        rests_on="\n".join(part for part in (evidence, "; ".join(sources)) if part),
        choices=tuple(field.choices.items()),
    )


def held_words(answer: Answer | None, path: FieldPath) -> str:
    """What a profile says in a field, in the words of its file; empty if it says nothing there."""
    if answer is None:
        return ""
    if path == ANSWER and answer.number is not None:
        return str(answer.number)
    if path == ANSWER and answer.items:
        return "; ".join(plain(item).text for item in answer.items)
    if path == ANSWER:
        return _words(answer.parts.get(""))
    return _words(
        answer.parts.get(path[1]) if path[0] == "answer" else answer.qualifiers.get(path[0], answer.parts.get(path[0]))
    )


def _words(part: AnswerPart | None) -> str:
    if part is None or part.state is NotKnown.NOT_ASKED:
        return ""
    if part.date is not None:
        return str(part.date)
    if part.values == _UNDATED:
        return "undated"
    if part.title and part.values == ("yes",):
        return plain(part.title).text  # the name of a body
    said = " or ".join(part.values)
    return f"{part.state}: {said}" if part.state and said else str(part.state or said)
