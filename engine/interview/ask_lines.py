"""Ask which lines of a list apply, all in one reply.

In: a question with options, and what is said on it. Out: changes by line. What is withheld stays so unless it is named.
"""

from __future__ import annotations

import re

from wayhome.engine.answer_fields import ANSWER, AnswerField, FieldPath, Said, Takes
from wayhome.engine.interview.read_input import read_yes_no
from wayhome.engine.interview.talk import Back, Talk
from wayhome.engine.questionnaire import NotKnown, Question
from wayhome.engine.sources import Plain

NO, YES = "no", "yes"


def path_of(option: str) -> FieldPath:
    """Where the answer to one line stands."""
    return ("answer", option)


def whole_list(question: Question) -> AnswerField:
    """The list as a whole, of which only a kind of not-knowing can be said in one word."""
    states = (NotKnown.NOT_ASKED, NotKnown.NOBODY_KNOWS, NotKnown.WITHHELD)
    return AnswerField(question.question, ANSWER, Takes.NOTHING, states=states)


def named(question: Question, chosen: list[str], said: Said) -> dict[FieldPath, Plain]:
    """Yes for the lines that were named; the others lose a yes or no, so that nothing unsaid is left standing.

    With none named, no is said of all.
    """
    changes: dict[FieldPath, Plain] = {path_of(option): YES for option in chosen}
    if not chosen:
        return changes | others(question, chosen, said)
    for option in question.options:
        if option not in chosen and said.get(path_of(option)) not in (None, NotKnown.NOBODY_KNOWS, NotKnown.WITHHELD):
            changes[path_of(option)] = None
    return changes


def others(question: Question, chosen: list[str], said: Said) -> dict[FieldPath, Plain]:
    """No for the lines that were not named, but for those withheld."""
    rest = [path_of(option) for option in question.options if option not in chosen]
    return {path: NO for path in rest if said.get(path) != NotKnown.WITHHELD}


def unknown(question: Question, state: Plain, said: Said) -> dict[FieldPath, Plain]:
    """One way of not knowing for the whole list, but for the lines withheld."""
    rest = others(question, [], said)
    return {ANSWER: state} if len(rest) == len(question.options) else dict.fromkeys(rest, state)


def are_left(question: Question, chosen: list[str], said: Said) -> bool:
    """Whether there are other lines of which something could still be said."""
    return bool(chosen) and bool(others(question, chosen, said))


def ask_whether(talk: Talk) -> bool:
    """A yes, or not: Enter and `b` leave things as they are."""
    while True:
        try:
            reply = talk.ask("y or n: ")
        except Back:
            return False
        if not reply:
            return False
        is_so = read_yes_no(reply)
        if is_so is not None:
            return is_so
        talk.say("y or n, please; Enter for n.")


def is_unknown(reply: str) -> bool:
    """Whether a reply says that the whole list is not known."""
    return bool(re.fullmatch(r"u(?: ?[uncw])?|w|nobody-knows|withheld|not-asked", reply, re.IGNORECASE))
