"""Conditions of rules in words, and what would settle them: what the rule asks, what it hangs on, whom to ask.

In: `Words`. Out: lines. Parts of a condition that test lines of one list for the same thing are said together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wayhome.engine.brief.phrases import capital, spaced
from wayhome.engine.brief.tree import Line
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.explain import Reason, supposing
from wayhome.engine.explain_text.words import Words
from wayhome.engine.truth import Condition, Truth

_VERDICTS: dict[Truth, str] = {True: "holds", False: "fails", None: "open"}
Outcome = Callable[[Evaluation], str]
"""What an evaluation makes of the thing explained, in words; the same words for the same outcome."""


def asked_of(words: Words, condition: Condition) -> tuple[str, list[Line]]:
    """How a condition joins its parts (`any of these is so`), and its parts, each with how it stands here."""
    reason = words.reason(condition)
    if reason is None or (reason.kind != "test" and not reason.parts):
        return "", []
    parts = (reason,) if reason.kind == "test" else reason.parts
    key = "one" if len(parts) == 1 else reason.kind
    how = words.p.words(f"explain.if.{key}", least=str(reason.at_least), count=str(len(parts)))
    return how, [_part(words, group, reason.kind) for group in _alike(words, parts)]


def _alike(words: Words, parts: Sequence[Reason]) -> list[list[Reason]]:
    """Tests of lines of one list for the same values, with the same truth, together; everything else alone."""
    groups: dict[object, list[Reason]] = {}
    for i, part in enumerate(parts):
        key: object = i
        if part.kind == "test" and part.fact in words.questionnaire.facts and words.row(part.fact)[0]:
            key = (words.p.question_of(part.fact).question, words.row(part.fact)[1], part.wanted, part.truth)
        groups.setdefault(key, []).append(part)
    return list(groups.values())


def _part(words: Words, group: list[Reason], kind: str) -> Line:
    first = group[0]
    if len(group) == 1:
        text = clause(words, first)
    else:
        rows = words.shortened([words.row(part.fact)[0] for part in group])
        name, values = words.p.question_of(first.fact).name, words.values(first.fact, first.wanted)
        text = words.p.words(f"explain.each.{kind}", name=name, rows=rows, values=values)
    return words.p.say(f"explain.so.{_VERDICTS[first.truth]}", text=text)


def clause(words: Words, reason: Reason, *, inner: bool = False) -> str:
    """A condition in one clause; parts that are themselves joined stand in brackets."""
    if reason.kind == "test":
        return words.says(reason.fact, reason.wanted)
    told = words.p.words(f"explain.join.{reason.kind}").join(clause(words, part, inner=True) for part in reason.parts)
    if reason.kind == "count":
        told = words.p.words("explain.at-least-of", least=str(reason.at_least), parts=told)
    return words.p.words("explain.brackets", text=told) if inner and len(reason.parts) > 1 else told


def hanging(words: Words, facts: Iterable[str], outcome: Outcome) -> list[Line]:
    """For each open answer: what is known of it, what each value would make of the thing explained, whom to ask."""
    here = outcome(words.advice.evaluation)
    groups: dict[object, tuple[list[str], dict[str, list[str]]]] = {}
    for fact in words.seen(facts):
        turns = _turns(words, fact, outcome)
        question = words.p.question_of(fact).question
        row, about = words.row(fact)
        said = tuple((told, tuple(values)) for told, values in turns.items())
        key: object = (question, about, said) if row else fact
        groups.setdefault(key, ([], turns))[0].append(fact)
    return [_hangs(words, found, turns, here) for found, turns in groups.values()]


def _turns(words: Words, fact: str, outcome: Outcome) -> dict[str, list[str]]:
    """Outcome to the values of this fact that would bring it about."""
    given = {id_: found.mask for id_, found in words.advice.given.items()}
    turns: dict[str, list[str]] = {}
    for value, evaluation in supposing(words.program, given, words.advice.evaluation, fact):
        turns.setdefault(outcome(evaluation), []).append(value)
    return turns


def _hangs(words: Words, facts: list[str], turns: dict[str, list[str]], here: str) -> Line:
    p = words.p
    parts = [p.say("explain.hangs", known=capital(words.states(facts)))]
    telling = {told: values for told, values in turns.items() if told != here}
    for told, values in telling.items():
        answers = p.words("explain.or").join(p.words("explain.quoted", text=words.value(facts[0], v)) for v in values)
        parts.append(p.say("explain.turn", answers=answers, outcome=told))
    if not telling:
        parts.append(p.say("explain.turn.none"))
    elif here in turns:
        parts.append(p.say("explain.turn.rest", here=here))
    parts.append(p.say("explain.asked", bodies=words.ask(p.question_of(facts[0]))))
    return spaced(parts)
