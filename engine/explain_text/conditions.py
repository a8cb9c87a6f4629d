"""Conditions of rules in words, and what would settle them: what the rule asks, what it hangs on, whom to ask.

In: `Words`. Out: lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wayhome.engine.brief.phrases import capital, spaced
from wayhome.engine.brief.tree import Line
from wayhome.engine.compile import Program
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.explain import supposing
from wayhome.engine.explain_text.clauses import in_parts
from wayhome.engine.explain_text.words import Words
from wayhome.engine.truth import Condition, Truth

_VERDICTS: dict[Truth, str] = {True: "holds", False: "fails", None: "open"}
Outcome = Callable[[Evaluation], str]
"""What an evaluation makes of the thing explained, in words; the same words for the same outcome."""


def asked_of(words: Words, condition: Condition) -> tuple[str, list[Line]]:
    """How a condition joins its parts (`any of these is so`), and its parts, each with how it stands here."""
    reason = words.reason(condition)
    if reason is None:
        return "", []
    how, parts = in_parts(words, reason)
    return how, [words.p.say(f"explain.so.{_VERDICTS[truth]}", text=text) for truth, text in parts]


def hangs(
    words: Words, key: str, facts: Iterable[str], outcome: Outcome, within: Program | None = None
) -> list[Line | list[Line]]:
    """The open answers: first those that would tell by themselves, then those that would tell only together.

    `within` is as much of the program as the outcome needs; without it what each answer leads to is worked out as a whole,
    and kept for other explanations of the same advice.
    """
    telling: list[Line] = []
    silent: list[Line] = []
    here = outcome(words.advice.evaluation)
    groups: dict[object, tuple[list[str], dict[str, list[str]]]] = {}
    for fact in words.seen(facts):
        turns = _turns(words, fact, outcome, within)
        question = words.p.question_of(fact).question
        row, about = words.row(fact)
        said = tuple((told, tuple(values)) for told, values in turns.items())
        group: object = (question, about, said) if row else fact
        groups.setdefault(group, ([], turns))[0].append(fact)
    for found, turns in groups.values():
        (telling if set(turns) - {here} else silent).append(_hangs(words, found, turns, here))
    lead = words.p.say(key) if telling else ()
    return [lead, telling, words.p.say("explain.turn.none" if telling else "explain.turn.only") if silent else (), silent]


def _hangs(words: Words, facts: list[str], turns: dict[str, list[str]], here: str) -> Line:
    p = words.p
    parts = [p.say("explain.hangs", known=capital(words.states(facts))), *words.doubts(facts)]
    telling = {told: values for told, values in turns.items() if told != here}
    for told, values in telling.items():
        parts.append(p.say("explain.turn", answers=words.either(words.quoted(facts[0], values)), outcome=told))
    if telling and here in turns:
        parts.append(p.say("explain.turn.rest", here=here))
    parts.append(p.say("explain.asked", bodies=words.ask(p.question_of(facts[0]))))
    return spaced(parts)


def _turns(words: Words, fact: str, outcome: Outcome, within: Program | None) -> dict[str, list[str]]:
    """Outcome to the values of this fact that would bring it about."""
    supposed = words.advice.supposed.get(fact)
    if supposed is None:
        given = {id_: found.mask for id_, found in words.advice.given.items()}
        supposed = tuple(supposing(within or words.program, given, words.advice.evaluation, fact))
        if within is None:
            words.advice.supposed[fact] = supposed
    turns: dict[str, list[str]] = {}
    for value, evaluation in supposed:
        turns.setdefault(outcome(evaluation), []).append(value)
    return turns
