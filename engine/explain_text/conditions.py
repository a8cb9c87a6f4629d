"""Conditions of rules in words, and what would settle them: what the rule asks, what it hangs on, whom to ask.

In: `Words`. Out: lines. Parts of a condition that test lines of one list for the same thing are said together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wayhome.engine.brief.phrases import capital, spaced
from wayhome.engine.brief.tree import Line
from wayhome.engine.compile import Program
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
    text = clause(words, group[0]) if len(group) == 1 else _together(words, group, kind)
    return words.p.say(f"explain.so.{_VERDICTS[group[0].truth]}", text=capital(text))


def _together(words: Words, group: Sequence[Reason], kind: str) -> str:
    """Tests for the same values in one clause."""
    values, first = words.wanted(group[0].fact, group[0].wanted), group[0].fact
    if len({words.p.question_of(part.fact).question for part in group}) == 1 and words.row(first)[0]:
        rows = words.shortened([words.row(part.fact)[0] for part in group])
        return words.p.words(f"explain.each.{kind}", name=words.p.question_of(first).name, rows=rows, values=values)
    subjects = "; ".join(words.subject(part.fact) for part in group)
    return words.p.words(f"explain.same.{kind}", subjects=subjects, values=values)


def clause(words: Words, reason: Reason, *, inner: bool = False) -> str:
    """A condition in one clause; parts that are themselves joined stand in brackets."""
    if reason.kind == "test":
        return words.asks(reason.fact, reason.wanted)
    groups: dict[object, list[Reason]] = {}
    for i, part in enumerate(reason.parts):
        is_asked = part.kind == "test" and part.fact in words.questionnaire.facts
        groups.setdefault(words.wanted(part.fact, part.wanted) if is_asked else i, []).append(part)
    said = [
        clause(words, its[0], inner=True) if len(its) == 1 else _together(words, its, reason.kind) for its in groups.values()
    ]
    told = words.p.words(f"explain.join.{reason.kind}").join(said)
    if reason.kind == "count":
        told = words.p.words("explain.at-least-of", least=str(reason.at_least), parts=told)
    return words.p.words("explain.brackets", text=told) if inner and len(said) > 1 else told


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
