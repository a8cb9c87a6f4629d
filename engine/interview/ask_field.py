"""Ask for one field, until a line is understood or the field is left as it is.

In: a field and what it holds. Out: what is to be changed, by field; nothing if it stays.
"""

from __future__ import annotations

import re
from dataclasses import replace

from wayhome.engine.answer_fields import ANSWER, VOICES, AnswerField, FieldPath, Said, Takes
from wayhome.engine.interview.prompts import KINDS, choices, kinds_line, kinds_of, prompt_of
from wayhome.engine.interview.read_input import NotUnderstood, joined, read
from wayhome.engine.interview.steps import Step
from wayhome.engine.interview.talk import Back, Talk
from wayhome.engine.questionnaire import NotKnown
from wayhome.engine.sources import Plain

_UNKNOWN = re.compile(r"u(?: ?(?P<kind>[uncw]))?\Z", re.IGNORECASE)


def ask_field(talk: Talk, step: Step, said: Said, other: str = "") -> dict[FieldPath, Plain] | None:
    """The changes a reply makes; none for a bare Enter, and None for the word `other`, which means something else here.

    Raises a Leave for a command that leaves the prompt.
    """
    assert step.field is not None
    while True:
        reply = talk.ask(prompt_of(step, said))
        if not reply:
            return {}
        if reply.lower() == other:
            return None
        try:
            found = changes_of(talk, step.field, said, reply)
        except NotUnderstood as error:
            talk.say(str(error))
            continue
        if found is not None:
            return found


def changes_of(talk: Talk, field: AnswerField, said: Said, reply: str) -> dict[FieldPath, Plain] | None:
    """What a reply changes; None if the prompt has to come again. Raises NotUnderstood."""
    unknown = _UNKNOWN.match(reply)
    if unknown:
        state = _kind(talk, field, (unknown["kind"] or "").lower())
    elif reply in ("w", "W") and NotKnown.WITHHELD in field.states:
        state = NotKnown.WITHHELD
    elif reply == "-" and field.takes is not Takes.NAME:
        return _cleared(talk, field, said)
    else:
        value = read(field, reply)
        if value != NotKnown.CONTESTED or NotKnown.CONTESTED not in field.states:
            return _with(field, value, said)
        state = NotKnown.CONTESTED
    if state is NotKnown.CONTESTED:
        voices = _ask_voices(talk, field)
        return {ANSWER: state.value, VOICES: voices} if voices else None
    return _with(field, state.value, said) if state else None


def _with(field: AnswerField, value: Plain, said: Said) -> dict[FieldPath, Plain]:
    """A value for a field; an answer that is no longer contested has no voices."""
    changes: dict[FieldPath, Plain] = {field.path: value}
    return changes | {VOICES: None} if field.path == ANSWER and VOICES in said else changes


def _cleared(talk: Talk, field: AnswerField, said: Said) -> dict[FieldPath, Plain] | None:
    if field.path not in said:
        talk.say("Nothing is said here yet. Enter leaves it so.")
        return None
    return _with(field, None, said)


def _kind(talk: Talk, field: AnswerField, letter: str) -> NotKnown | None:
    """Which kind of not-knowing is meant; None if none is chosen."""
    if not field.states:
        talk.say("Enter leaves this open.")
        return None
    allowed = kinds_of(field)
    if not letter:
        talk.say(kinds_line(field))
    while letter not in allowed:
        if letter:
            talk.say(f"One of {joined(allowed)}, please; or Enter to go back to the question.")
        try:
            letter = talk.ask("Kind: ").lower()
        except Back:
            return None
        if not letter:
            return None
    return KINDS[letter]


def _ask_voices(talk: Talk, field: AnswerField) -> list[Plain] | None:
    """What two voices or more say, and who they are; None if fewer than two speak."""
    talk.say("What does each voice say, and who is it? A body or a group, never a person. Enter when done.")
    if field.takes is Takes.NUMBER:
        talk.say("\n".join(choices(field.choices)))
    answer = replace(field, takes=Takes.CHOICE, states=())
    voices: list[Plain] = []
    try:
        while voice := _ask_voice(talk, answer, len(voices) + 1):
            voices.append(voice)
    except Back:
        return None
    if len(voices) < 2:
        talk.say("It takes two voices to differ, so nothing is changed.")
        return None
    return voices


def _ask_voice(talk: Talk, answer: AnswerField, number: int) -> dict[str, Plain] | None:
    while True:
        reply = talk.ask(f"Voice {number} says (number or word): ")
        if not reply:
            return None
        try:
            value = read(answer, reply)
        except NotUnderstood as error:
            talk.say(str(error))
            continue
        who = ""
        while not who:
            who = talk.ask("Who says so: ")
        return {"value": value, "who": who}
