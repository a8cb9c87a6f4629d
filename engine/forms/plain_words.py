"""The words of a plain workbook: how to fill it in, what a question asks of whom, what each answer means.

In: questions and fields. Out: text for cells, notes and prompts.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.answer_fields import AnswerField, Takes
from wayhome.engine.forms.plain_layout import Row
from wayhome.engine.questionnaire import FactSpec, NotKnown, Question, Questionnaire
from wayhome.engine.rulebook import Rulebook
from wayhome.engine.truth import All, Any, Condition, Test

LONGEST_PROMPT = 255  # characters, in Excel
INSTRUCTIONS = (
    (
        "Where to write",
        "In the cells with a border. All others are locked, without a password, so that the form can be read back.",
    ),
    ("What to answer", "What you know. An empty cell says that nobody has been asked yet, and takes nothing away."),
    (
        "Choosing",
        "Pick a word from the list in the cell. The note on the cell says what each word means: choose by that sentence.",
    ),
    (
        "Not sure",
        "Give all that it could be, with commas: patchy, mostly. That is a proper answer, and much better than none.",
    ),
    (
        "Not known",
        "nobody-knows: you asked, and nobody could say. withheld: you choose not to raise it. Neither of them is a no.",
    ),
    (
        "Two voices",
        "contested: two bodies differ. Write both in the line below, one a line (Alt+Enter; in LibreOffice Ctrl+Enter): "
        "patchy: ministry of health",
    ),
    (
        "Evidence",
        "One sentence of fact that a brief can print as it stands: what is there, with a date, no judgement. Never the name "
        "or the story of a person.",
    ),
    (
        "Source, date",
        "The source is a key or a title from the sheet Sources, or several with commas. Dates: 2026, 2026-05 or 2026-05-14.",
    ),
    (
        "Marks",
        "[core] needed for a first brief. (*) can be answered from documents. (!) sensitive: withheld is a proper answer.",
    ),
    ("When done", "Save as .xlsx and send it back. It is read with: wayhome form import FILE -o PROFILE"),
)
HEAD_LABELS: Mapping[str, tuple[str, str]] = {
    "country": ("Country", "its ISO code, such as GHA"),
    "area": ("Area", "its ISO code, such as CI-AB; only for a part of the country"),
    "name": ("Name", "what to call it, if not by its name in the standard"),
    "title": ("Title", "such as: Ghana, as documented up to May 2026"),
    "date": ("Date", "the day the answers describe, such as 2026-05"),
    "for": ("For", "whom the brief is for"),
    "prepared_by": ("Prepared by", "the body that fills this in, not a person"),
    "basis": ("Basis", "what the answers rest on, in one sentence"),
    "invented": ("Invented", "yes, if the country does not exist"),
}
COLUMN_LABELS: Mapping[str, str] = {
    "question": "Question",
    "part": "About",
    "answer": "Answer",
    "evidence": "Evidence: one sentence of fact",
    "source": "Source",
    "date": "Date",
}
SOURCE_LABELS: Mapping[str, str] = {
    "key": "Key, short",
    "title": "Title of the document or conversation",
    "address": "Where to find it",
    "date": "Date",
}
BODY_KEY_LABEL = "Key, short (may stay empty)"
START_TITLE = "What is known, and how we know it"
START_HEADING, HEAD_HEADING, PROGRESS_HEADING = "How to fill it in", "What this is about", "How far it is"
PROGRESS_LABELS, IN_ALL = ("Section", "Answered, of all its questions", "Answered", "Questions"), "In all"
SOURCES_TITLE = "Sources: the documents and talks that the answers rest on"
SIGNS = frozenset((COLUMN_LABELS["evidence"], SOURCE_LABELS["title"], BODY_KEY_LABEL, START_HEADING))
"""One of these stands on each sheet of the form: a sheet that has one, and no hidden first cell, has lost it."""
HINT = "Write in the cells with a border. Pass over a cell with a mark in its corner: the note says what each answer means."
VOICES_PART = "Who says what (if two differ)"
VOICES_NOTE = (
    "Only beside the answer contested. One voice a line, at least two, such as:\n"
    "patchy: ministry of health\n"
    "closed: two organisations"
)
_STATES = {
    NotKnown.NOT_ASKED: "nobody has been asked",
    NotKnown.NOBODY_KNOWS: "asked, and nobody could say",
    NotKnown.CONTESTED: "two bodies differ: say who says what in the line below",
    NotKnown.WITHHELD: "not to be raised",
}
_SEVERAL = "Not sure which? Give all it could be, with commas."
_PROMPTS = {
    Takes.CHOICE: f"Choose from the list. {_SEVERAL}",
    Takes.NUMBER: "A whole number; or a range from the list, where no more is known.",
    Takes.MONTHS: "A number of months, such as 24.",
    Takes.DATE: "A year, a month or a day: 2026, 2026-05 or 2026-05-14.",
    Takes.OPENING: "A date such as 2026-05, or a word from the list.",
    Takes.NAME: "The real name of the body and, if known, the unit; none if nobody holds the role.",
    Takes.TEXT: "In a few words.",
    Takes.TEXTS: "One a line.",
    Takes.KEYS: "A key from the sheet Sources, or several with commas.",
    Takes.NOTHING: "Only if there is no list: why not.",
}


def marks(question: Question) -> str:
    """What sets a question apart, as signs: in words, and for a printer without colours."""
    found = ("[core]" if question.core else "", "(*)" if question.documents else "", "(!)" if question.sensitive else "")
    return " ".join(mark for mark in found if mark)


def who_can_answer(question: Question, questionnaire: Questionnaire) -> str:
    """The bodies that can answer."""
    return f"Ask: {', '.join(questionnaire.roles[role].title for role in question.ask)}."


def only_if(question: Question, rulebook: Rulebook, questionnaire: Questionnaire) -> str:
    """When the question arises, if not always."""
    condition = rulebook.relevance.get(question.question)
    return f"Only if {_holds(condition, questionnaire)}." if condition is not None else ""


def _holds(condition: Condition, questionnaire: Questionnaire) -> str:
    match condition:
        case Test(fact, mask, _):
            spec = questionnaire.facts[fact]
            return f"“{_asked_as(spec, questionnaire)}” {_is_one_of(spec, mask)}"
        case All(parts):
            return " and ".join(_holds(part, questionnaire) for part in parts)
        case Any(parts):
            return " or ".join(_holds(part, questionnaire) for part in parts)
        case _:
            return " or ".join(_holds(part, questionnaire) for part in condition.parts)


def _asked_as(spec: FactSpec, questionnaire: Questionnaire) -> str:
    """How the form puts it: the question and, for one of several lines, which."""
    return spec.label or questionnaire.questions[spec.question].name


def _is_one_of(spec: FactSpec, mask: int) -> str:
    """The shorter of saying which values hold and which do not."""
    held = spec.domain.names(mask)
    others = spec.domain.names(spec.domain.full & ~mask)
    words, verb = (others, "is not") if len(others) < len(held) else (held, "is")
    return f"{verb} {' or '.join(words)}"


def note_of(field: AnswerField) -> str:
    """What each answer in a cell means; empty where the words say it themselves."""
    meanings = [f"{value}: {meaning}" for value, meaning in field.choices.items() if meaning and meaning != value]
    if not meanings:
        return ""
    states = [f"{state.value}: {_STATES[state]}." for state in field.states]
    return "\n".join([*meanings, *([""] if states else []), *states])


def prompt_of(field: AnswerField) -> str:
    """What to put into a cell, told when it is entered."""
    if field.takes is Takes.CHOICE and field.is_exact:
        return "Choose from the list."
    return _PROMPTS[field.takes]


def part_of(row: Row) -> str:
    """What a line is about, beside the text of its question."""
    if row.field is None:
        return VOICES_PART if row.path else ""
    return heading_of(row.field)


def heading_of(field: AnswerField) -> str:
    """What a field is about, as the beginning of a line or the head of a column."""
    return field.label[:1].upper() + field.label[1:] if field.label else "The answer"
