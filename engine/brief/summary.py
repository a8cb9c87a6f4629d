"""One page for a minister: what stands on the first page of a brief, how firm it is, and the care to be taken.

In: `Phrases`. Out: blocks of at most `MOST_WORDS` words, unless names and titles in the profile are very long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wayhome.engine.brief.actions import equal_runs, firmness
from wayhome.engine.brief.first_page import (
    COUNTED,
    LETTERS,
    MOST_CREDITED,
    credits_of,
    decided,
    decisions,
    key_messages,
    title,
)
from wayhome.engine.brief.phrases import Phrases, capital, listed, lower, spaced
from wayhome.engine.brief.tree import Block, Heading, Items, Line, Paragraph, lines_of, words_of
from wayhome.engine.care import guards_among
from wayhome.engine.prioritise import Ranked

MOST_WORDS = 450
MOST_GUARDS = 5
_WORD = re.compile(r"\w[\w’'-]*")


def summary(p: Phrases) -> list[Block]:
    """Credit, key messages, decisions asked, how firm, care, until when it is good."""
    head = [*title(p), Heading(2, p.say("page.title"))]
    after = [*decisions(p), *(Paragraph(found) for found in (_firm(p), _care(p), _until(p)) if found)]
    left = MOST_WORDS - count_words([*head, *after])
    messages = _messages(p, left)
    credit = _credit(p, left - count_words(messages))
    return [*head, Paragraph(credit), *messages, *after]


def count_words(blocks: Iterable[Block]) -> int:
    """The words of blocks, notes not counted."""
    return sum(len(_WORD.findall(words_of(found))) for found in lines_of(blocks))


def _messages(p: Phrases, most: int) -> list[Block]:
    """The key messages, as many as leave room for what exists."""
    messages = key_messages(p)
    while messages:
        found: list[Block] = [Paragraph(p.say("messages.lead")), Items(tuple(messages), is_numbered=True)]
        if count_words(found) + count_words([Paragraph(_credit(p, 0))]) <= most:
            return found
        messages.pop()
    return []


def _credit(p: Phrases, most: int) -> Line:
    """What exists, as far as there is room; at least the shortest of it is told."""
    lead, close, lines = p.say("credit.lead", place=p.place), p.say("credit.close"), credits_of(p)
    if not lines:
        return spaced([lead, p.say("credit.none")])
    told: list[Line] = []
    for found in lines:
        if len(told) < MOST_CREDITED and count_words([Paragraph(spaced([lead, *told, found, close]))]) <= most:
            told.append(found)
    shortest = min(lines, key=lambda found: len(words_of(found)))
    return spaced([lead, *(told or [shortest]), close])


def _firm(p: Phrases) -> Line:
    """How firm the order of the decisions is, in words."""
    asked = decided(p)
    letters = {r.id: letter for letter, r in zip(LETTERS, asked, strict=False)}
    recommended = [r for r in p.advice.ranked if r.of_class == "recommended"]
    first = next((r for r in p.advice.shown if r.of_class == "recommended"), None)
    lines: list[Line] = []
    if first is not None and len(recommended) > 1:
        key = firmness(first, recommended)
        if key != "firm.first":
            lines.append(p.say(key))
        elif first.id in letters:
            lines.append(p.say("summary.first", letter=letters[first.id]))
        runs = [[letters[r.id] for r in run if r.id in letters] for run in equal_runs(r for r in recommended if r.shown)]
        equal = [listed(run) for run in runs if len(run) > 1]
        if equal:
            lines.append(p.say("summary.equal", runs="; ".join(equal)))
    lines += _open(p, [r for r in p.advice.shown if r.of_class == "depends"])
    return spaced([p.say("firm.lead"), *lines]) if lines else ()


def _open(p: Phrases, depends: Sequence[Ranked]) -> list[Line]:
    """How many hang on an answer; care is named, since it never waits for another brief."""
    if not depends:
        return []
    cared = next((r for r in depends if r.measure.keeps_place), None)
    key = "summary.depends" + (".care" if cared else "") + (".one" if len(depends) == 1 else "")
    return [p.say(key, count=capital(COUNTED[len(depends)]), title=lower(p.of(cared).title) if cared else "")]


def _care(p: Phrases) -> Line:
    """The care that goes with these decisions: the foremost in full, the others by name."""
    always = p.advice.library.rulebook.guards
    guards = sorted(guards_among(p.advice, decided(p)), key=lambda id_: not always[id_].always)[:MOST_GUARDS]
    if not guards:
        return ()
    first, *others = (p.wording.guards[id_] for id_ in guards)
    more = p.say("summary.care.more", names=listed(lower(guard.title) for guard in others)) if others else ()
    return spaced([p.say("summary.care", title=first.title, text=first.text), more])


def _until(p: Phrases) -> Line:
    return p.say("summary.until", until=p.words("summary.good-until"))
