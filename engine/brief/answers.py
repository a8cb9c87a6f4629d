"""Annex A: the questions and the answers, each with its sources.

In: `Phrases`. Out: blocks. A withheld answer looks like one that was not asked.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Line, Paragraph, Text, codes, joined, plain
from wayhome.engine.facts import State
from wayhome.engine.profile import Answer, Part
from wayhome.engine.questionnaire import Question


def answers(p: Phrases) -> list[Block]:
    """Every core question, and every other that has an answer, with sources; the unanswered of a section in one row."""
    head = tuple(p.say(f"annex.answers.head.{key}") for key in ("question", "answer", "evidence"))
    rows: list[tuple[Line, ...]] = []
    left = 0
    for section in p.questionnaire.sections:
        open_: list[str] = []
        for question in section.questions:
            answer = p.advice.profile.answers.get(question.question)
            words = answer_words(p, question, answer) if answer else ""
            if answer and words:
                sources = joined(p.notes(answer)) or (Text("–"),)
                rows.append(((Code(question.question),), (Text(words),), sources))
            elif question.core:
                open_.append(question.question)
            elif question.is_raised(is_area=p.advice.profile.area is not None):
                left += 1
        if open_:
            rows.append((codes(open_), (Text("?"),), ()))
    last = [Paragraph(p.say("annex.answers.left", count=str(left)))] if left else []
    return [Heading(2, p.say("annex.answers")), Paragraph(p.say("annex.answers.intro")), Grid(head, tuple(rows)), *last]


def answer_words(p: Phrases, question: Question, answer: Answer, unknown: str = "?") -> str:
    """An answer in words, with a word of one's own for the parts that are not known; empty if nothing is known."""
    if question.kind == "period":
        start = answer.parts["start"].date if "start" in answer.parts else None
        words = [p.words("answer.from", date=str(start)) if start else ""]
        words.append(p.words("answer.months", number=str(answer.number)) if answer.number else "")
        return ", ".join(word for word in words if word)
    if question.kind == "repeat":
        return "; ".join(plain(body.actor.name).text for body in p.advice.actors)  # never how anybody was rated
    if question.kind == "list":
        return ", ".join(plain(item).text for item in answer.items)
    shown = [f"{answer.number:,}{f' ({answer.year})' if answer.year else ''}"] if answer.number is not None else []
    for row, part in answer.parts.items():
        if _fact(question, row) in p.questionnaire.facts:
            label = _row_label(p, question, row)
            value = _value(p, _fact(question, row), part) or unknown
            shown.append(f"{label}: {value}" if label else value)
    for name, part in answer.qualifiers.items():
        value = str(part.date) if part.date else p.words("or").join(part.values)
        if value:
            shown.append(f"{name.replace('-', ' ')}: {value}")
    for voice in answer.voices:
        said = voice.value if isinstance(voice.value, str) else p.words("or").join(voice.value)
        shown.append(f"{plain(voice.who).text}: {said.replace('-', ' ')}")
    return "; ".join(shown)


def _fact(question: Question, row: str) -> str:
    return f"{question.question}.{row}".rstrip(".")


def _row_label(p: Phrases, question: Question, row: str) -> str:
    if question.names:
        return p.questionnaire.roles[row].short
    labels = question.grid.rows if question.grid else question.dates.rows if question.dates else question.options
    return labels.get(row, "")


def _value(p: Phrases, fact: str, part: Part) -> str:
    """A name, a date, or the values still possible, in braces if there are several; empty if nothing is known."""
    given = p.advice.given[fact]
    title = plain(part.title).text
    if part.date:
        return f"{title} ({part.date})" if title else str(part.date)
    if title:
        return title if part.values == ("yes",) else f"{title} ({p.words('answer.undated')})"
    if given.state is State.NOBODY_KNOWS:
        return p.words("state.nobody-knows")
    domain = p.questionnaire.facts[fact].domain
    narrowed = p.advice.evaluation.facts[fact]
    if narrowed == domain.full:
        return ""
    values = [value.replace("-", " ") for value in domain.names(narrowed)]
    shown = values[0] if len(values) == 1 else f"{{{', '.join(values)}}}"
    return f"{shown} ({p.words('state.stale')})" if given.state is State.STALE else shown
