"""What would change it, in words: the smallest sets of answers, who does what a government would have to change.

In: `Words` and a `Reach`. Out: lines. Sets that differ in their values alone are said together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wayhome.engine.advise import Advice
from wayhome.engine.brief.phrases import listed, spaced
from wayhome.engine.brief.tree import Block, Line, Text
from wayhome.engine.explain_text.explained import section
from wayhome.engine.explain_text.words import Words
from wayhome.engine.reach.candidates import Candidate
from wayhome.engine.reach.reach import ByChange, Reach, reach
from wayhome.engine.reach.targets import Target, flips_of
from wayhome.engine.recommend import Status
from wayhome.engine.truth import facts_read

MOST_WAYS = 3
"""Of bringing something about that an explanation names."""
Answers = tuple[tuple[Candidate, ...], ...]
"""One set of answers; of each fact the candidates any of which will do."""


def would_change(words: Words, id_: str) -> list[Block]:
    """The section of an explanation on what would give a thing the other status."""
    parts: list[Line | list[Line]] = []
    for target in flips_of(words.advice, id_):
        found = reach(words.advice, target)
        # What one answer alone would tell stands under what it hangs on.
        learn = found.learn if all(len(one) > 1 for one in found.learn) else ()
        for kind, sets in (("learn", learn), ("change", found.change), ("both", found.both)):
            lines = _lines(words, found.target, sets)
            if lines:
                parts += [words.p.say(f"explain.change.{kind}", becomes=becomes(words, found)), lines]
        if found.changeable or found.now != (str(Status.POSSIBLE),):
            parts.append(on_changes(words, found))
    return section(words, "change", *parts)


def _lines(words: Words, target: Target, sets: Sequence[tuple[Candidate, ...]]) -> list[Line]:
    ways = grouped(sets)
    lines = [(Text(f"{said_with_step(words, target, way)}."),) for way in ways[:MOST_WAYS]]
    left = len(ways) - MOST_WAYS
    return [*lines, words.p.say("explain.change.more", count=str(left))] if left > 0 else [*lines]


def on_changes(words: Words, found: Reach) -> Line:
    """What is known of changes alone, where no small set of them brings it about; nothing where one does."""
    if found.by_change is ByChange.FOUND:
        return ()
    is_nothing_known = found.by_change is ByChange.IMPOSSIBLE and not found.changeable
    key = "none-known" if is_nothing_known else str(found.by_change)
    told = words.p.say(f"explain.change.{key}", becomes=becomes(words, found))
    if not found.together:
        return told
    answers = said_with_step(words, found.target, tuple((candidate,) for candidate in found.together))
    return spaced([told, words.p.say("explain.change.together", answers=answers)])


def becomes(words: Words, found: Reach) -> str:
    """The status or value that is to be reached, in words."""
    if found.target.parts:
        return words.p.words(f"explain.change.{found.target.wanted}")
    return words.p.words("explain.change.value", value=words.quoted(found.target.id, [found.target.wanted])[0])


def grouped(sets: Iterable[tuple[Candidate, ...]]) -> list[Answers]:
    """Sets of the same facts as one, if every combination of their values will do."""
    by_facts: dict[tuple[tuple[str, str], ...], list[tuple[Candidate, ...]]] = {}
    for one in sets:
        by_facts.setdefault(tuple((candidate.fact, candidate.kind) for candidate in one), []).append(one)
    found: list[Answers] = []
    for its in by_facts.values():
        columns = [list({candidate.value: candidate for candidate in column}.values()) for column in zip(*its, strict=True)]
        if math.prod(map(len, columns)) == len(its):
            found.append(tuple(map(tuple, columns)))
        else:
            found += [tuple((candidate,) for candidate in one) for one in its]
    return found


def said(words: Words, answers: Answers) -> str:
    """A set of answers in a clause."""
    return words.p.words("explain.change.and").join(_clause(words, alternatives) for alternatives in answers)


def said_with_step(words: Words, target: Target, answers: Answers) -> str:
    """The same, with what would change those that are to be changed, and in which of the six steps."""
    told: list[tuple[str, Doer | None]] = []
    for alternatives in answers:
        is_changed = alternatives[0].kind == "change"
        doer = doer_of(words.advice, alternatives[0].fact, target) if is_changed else None
        told.append((_clause(words, alternatives), doer))
    joint = words.p.words("explain.change.and")
    if len({doer for _, doer in told}) == 1:  # said once
        return _by(words, joint.join(clause for clause, _ in told), told[0][1])
    return joint.join(_by(words, clause, doer) for clause, doer in told)


def _clause(words: Words, alternatives: Sequence[Candidate]) -> str:
    fact = alternatives[0].fact
    values = words.either(words.quoted(fact, [candidate.value for candidate in alternatives]))
    return words.p.words("explain.says", subject=words.subject(fact), values=values)


def _by(words: Words, answers: str, doer: Doer | None) -> str:
    if doer is None:
        return answers
    if not doer.measures:
        return words.p.words("explain.change.in-step", answers=answers, step=str(doer.step))
    titles = listed(words.p.words("explain.quoted", text=words.title(measure)) for measure in doer.measures)
    return words.p.words("explain.change.by", answers=answers, step=str(doer.step), measures=titles)


@dataclass(frozen=True)
class Doer:
    """What a government would do to change an answer."""

    step: int
    """Of the six."""
    measures: tuple[str, ...] = ()


def doer_of(advice: Advice, fact: str, target: Target) -> Doer | None:
    """The measures that improve what a question asks about, else the step that builds a precondition on it; else nothing.

    Nothing either where the target is that such a measure be called for: it mends the answer, and does not bring it about.
    """
    spec = advice.library.questionnaire.facts[fact]
    about = (spec.id, spec.question)
    measures = [r.measure for r in advice.ranked if any(set(about) & set(part.rule.about) for part in r.parts)]
    if not measures:
        measures = [r.measure for r in advice.ranked if any(spec.id in facts_read(part.rule.need) for part in r.parts)]
    mended = {rule for measure in measures for rule in measure.made_of}
    if target.wanted in (Status.RECOMMENDED, Status.POSSIBLE) and mended & set(target.parts):
        return None
    if measures:
        return Doer(measures[0].step, tuple(measure.id for measure in measures if measure.step == measures[0].step))
    for finding in advice.library.rulebook.preconditions:
        if finding.tasks and any(spec.id in facts_read(condition) for _, condition in finding.rows):
            return Doer(finding.tasks[0].step)
    return None
