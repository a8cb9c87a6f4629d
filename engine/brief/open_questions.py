"""What could not be confirmed: the open questions on which most hangs, and whom to ask.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.advise import Unknown
from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.tree import Block, Grid, Heading, Paragraph, Text

MOST_OPEN = 5


def most_open(p: Phrases) -> list[Unknown]:
    """The open questions on which most of the actions shown hang."""
    shown = {r.id for r in p.advice.shown}
    found = [unknown for unknown in p.advice.unknowns if shown & set(unknown.hangs)]
    return sorted(found, key=lambda unknown: not unknown.question.core)[:MOST_OPEN]


def not_confirmed(p: Phrases) -> list[Block]:
    """What is open, why it matters, whom to ask."""
    found: list[Block] = [Heading(2, p.say("open.title"))]
    asked = most_open(p)
    if not asked:
        return [*found, Paragraph(p.say("open.none"))]
    rows = []
    for unknown in asked:
        numbers = [p.numbers[id_] for id_ in unknown.hangs if id_ in p.numbers]
        state = p.words(f"state.{unknown.state}")
        name = capital(unknown.question.name) + (f" ({state})" if state else "")
        matters = p.say("open.actions", matters=capital(unknown.question.matters), actions=p.actions(numbers))
        rows.append(((Text(name),), matters, (Text(p.bodies(unknown.question.ask[:2])),)))
    head = tuple(p.say(f"open.head.{key}") for key in ("question", "matters", "ask"))
    found.append(Grid(head, tuple(rows)))
    hanging = [unknown for unknown in p.advice.unknowns if unknown.hangs and unknown not in asked]
    core = sum(unknown.question.core for unknown in hanging)
    later = len(hanging) - core
    if hanging:
        key = "open.more" if core and later else "open.more.core" if core else "open.more.later"
        found.append(Paragraph(p.say(key, core=str(core), later=str(later))))
    return found
