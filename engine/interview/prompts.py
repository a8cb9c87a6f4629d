"""The words on the screen: a question, its choices, what has been said, and help.

In: a question, its steps, what is said. Out: text, a line for each thing a listener should hear apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.answer_fields import ANSWER, COMPLETE, DATE, EVIDENCE, SOURCE, YEAR, AnswerField, Said, Takes
from wayhome.engine.errors import printable
from wayhome.engine.interview.in_words import answer_in_words, beside_in_words, shortened, value_in_words
from wayhome.engine.interview.read_input import START, is_yes_no
from wayhome.engine.interview.steps import Asks, Step
from wayhome.engine.interview.talk import COMMANDS
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire

WELCOME = (
    "Answer by number or by word; Enter alone leaves a thing as it is. ? explains a question and lists the commands, u is"
    " for what is not known, s skips, b goes back, q saves and quits. Every answer is saved at once."
)
CARE = (
    "A word of care: the next question is about groups and services, never about persons. Not to raise it is a proper"
    " answer: u, then w (withheld)."
)
REVIEW = "Enter keeps it and goes on; r goes through it."
LINES = "Type the numbers that apply, such as 1 3; 0 if none of them does; r to go through them one by one."
OTHERS = "Are the others certainly not so? y writes no for them; n or Enter leaves them open."
EFFORT = {"desk": "from documents", "call": "by a call or a talk", "survey": "by a survey"}
KINDS = {
    "u": NotKnown.NOT_ASKED,
    "n": NotKnown.NOBODY_KNOWS,
    "c": NotKnown.CONTESTED,
    "w": NotKnown.WITHHELD,
}
_KINDS_IN_WORDS = {
    "u": "u not asked yet",
    "n": "n asked, and nobody knows",
    "c": "c two voices differ",
    "w": "w withheld (not to be raised)",
}


def kinds_line(field: AnswerField) -> str:
    """The kinds of not-knowing that may be said of a field."""
    return f"In which way is it not known? {'; '.join(_KINDS_IN_WORDS[key] for key in kinds_of(field))}."


def kinds_of(field: AnswerField) -> list[str]:
    """The letters for the kinds of not-knowing that may be said of a field."""
    return [key for key, state in KINDS.items() if state in field.states]


def so_far(question: Question, said: Said, questionnaire: Questionnaire) -> list[str]:
    """What is said on a question, with its evidence. Bodies are listed where they are asked for."""
    answer = "" if question.repeat else answer_in_words(question, said, questionnaire)
    lines = [f"So far: {answer}."] if answer else []
    evidence = beside_in_words(said, EVIDENCE)
    rest = ", ".join(f"{path[0]} {words}" for path in (SOURCE, DATE) if (words := beside_in_words(said, path)))
    if evidence or rest:
        lines.append(f"Evidence: {evidence or 'none'}{f' ({rest})' if rest else ''}")
    return lines


def choices(given: Mapping[str, str], *, numbered: bool = True) -> list[str]:
    """Choices with their meaning, a line each."""
    lines = []
    for number, (name, label) in enumerate(given.items(), 1):
        words = name if name == label else f"{name}: {label}"
        lines.append(f"  {number:>2}  {words}" if numbered else f"  {words}")
    return lines


def field_lines(step: Step, question: Question, *, is_first: bool) -> list[str]:
    """What is said before the prompt of a field: what it is, its choices, and how it is answered."""
    field = step.field
    assert field is not None
    if step.number:
        # The choices are the same for each line, and are told once.
        return how_to_answer(field, question) if is_first else []
    if field.path == COMPLETE:
        return ["Is the list complete: is nobody else known who would belong in it?"]
    is_told_by_prompt = field.takes is Takes.TEXT or field.path == YEAR
    label = [capital(field.label)] if field.label and not is_told_by_prompt else []
    return [*label, *how_to_answer(field, question)]


def how_to_answer(field: AnswerField, question: Question) -> list[str]:
    """The choices of a field, or the form of what it takes."""
    if field.takes is Takes.CHOICE:
        return [] if is_yes_no(field.choices) else choices(field.choices)
    if field.takes is Takes.NUMBER:
        unit = f" of {question.number.unit}" if question.number else ""
        return [f"A whole number{unit}; or, if only that is known, a word:", *choices(field.choices, numbered=False)]
    if field.takes is Takes.OPENING:
        return ["For each a date such as 2026-05, or one of these. Enter leaves a line open.", *choices(field.choices)]
    if field.takes is Takes.NAME:
        return ["For each the name of the body, or - if nobody holds the role. Enter leaves a line open."]
    if field.takes is Takes.TEXTS:
        return ["Several are set apart by commas."]
    return []


def prompt_of(step: Step, said: Said) -> str:
    """The words right before the cursor; for one of several lines, which it is and what it holds."""
    field = step.field
    assert field is not None
    if step.number:
        held = f", so far {value_in_words(said[field.path], field.takes)}" if field.path in said else ""
        such = ", such as 2026-05" if field.path == START else ""
        return f"{capital(field.label)}{such} ({step.number} of {step.of}{held}): "
    if field.path == ANSWER:
        return "Number: " if field.takes is Takes.NUMBER else "Answer: "
    if field.takes is Takes.TEXT or field.path == YEAR:
        return f"{capital(field.label.rpartition(': ')[2])}, or Enter: "
    if field.takes is Takes.DATE:
        return "Date such as 2026-05, or Enter: "
    return "Yes or no, or Enter: " if is_yes_no(field.choices) else "Answer, or Enter: "


def help_on(question: Question, step: Step | None, library: Library) -> str:
    """Everything there is to know about a question, then the commands."""
    roles = library.questionnaire.roles
    who = ", then ".join(roles[role].title for role in question.ask)
    lines = [question.text, question.help, f"Why it matters: it tells {question.matters}." if question.matters else ""]
    lines.append(f"Who can answer ({EFFORT[question.effort]}): {who}.")
    passages = [library.passages[id_] for id_ in question.passages]
    if passages:
        lines += ["Behind it in the handbook:", *(f"  {passage.title} ({passage.locator})" for passage in passages)]
    if step is not None and step.field is not None:
        how = how_to_answer(step.field, question)
        lines += [f"{capital(step.field.label)}:" if step.field.label else "The answers:", *how] if how else []
    elif step is not None and step.asks is Asks.LINES:
        lines += ["The lines:", *lines_of_options(question)]
    return "\n".join([*(line for line in lines if line), COMMANDS])


def lines_of_options(question: Question) -> list[str]:
    """The lines of a list, numbered."""
    return [f"  {number:>2}  {label}" for number, label in enumerate(question.options.values(), 1)]


def sources_lines(sources: Mapping[str, object]) -> list[str]:
    """The sources of a profile, numbered."""
    lines = []
    for number, (key, entry) in enumerate(sources.items(), 1):
        title = entry.get("title") if isinstance(entry, dict) else ""
        lines.append(f"  {number:>2}  {printable(key)}: {shortened(str(title))}")
    return lines


def capital(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
