"""An explanation: what is explained, how it stands, and the blocks that say why.

In: what the builders of recommendations, findings and measures put together. Out: `Explained`, and blocks all of them use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Paragraph
from wayhome.engine.explain_text.conditions import asked_of
from wayhome.engine.explain_text.words import Words
from wayhome.engine.handbook import Passage
from wayhome.engine.truth import Condition

Kind = Literal["recommendation", "measure", "finding", "precondition"]


@dataclass(frozen=True)
class Explained:
    """One thing explained; the blocks are for people, the rest for machines."""

    kind: Kind
    id: str
    title: str
    status: str
    """Status of a recommendation or measure; empty for a finding."""
    values: tuple[str, ...]
    """Values still possible of a finding."""
    modes: tuple[str, ...]
    because: tuple[str, ...]
    """The answers that decided it."""
    hangs_on: tuple[str, ...]
    """The answers that would."""
    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]


def section(words: Words, key: str, *parts: Line | Sequence[Line]) -> list[Block]:
    """A heading with its paragraphs (lines) and lists (sequences of lines); nothing if all of them are empty."""
    found: list[Block] = []
    for part in parts:
        if part and isinstance(part[0], tuple):
            found.append(Items(tuple(line for line in part if isinstance(line, tuple))))
        elif part:
            found.append(Paragraph(tuple(inline for inline in part if not isinstance(inline, tuple))))
    return [Heading(2, words.p.say(f"explain.section.{key}")), *found] if found else []


def condition_blocks(words: Words, key: str, condition: Condition, **slots: str) -> list[Block]:
    """`It is recommended if any of these is so:` and the parts, each with how it stands here."""
    how, parts = asked_of(words, condition)
    return [Paragraph(words.p.say(key, how=how, **slots)), Items(tuple(parts))] if parts else []


def handbook(words: Words, passages: Iterable[Passage]) -> list[Block]:
    """What the handbook says: the first passage in full, the others by title and place."""
    first, *others = passages
    p = words.p
    force = p.words(f"explain.strength.{first.strength}")
    own = p.say("explain.passage", force=force, text=first.text, locator=first.locator, id=Code(first.id))
    lines = [cited(words, other) for other in others]
    return section(words, "handbook", own, p.say("explain.passages.also") if lines else (), lines)


def cited(words: Words, passage: Passage) -> Line:
    """A passage by its title, place and strength."""
    return words.p.say(
        "explain.passage.also",
        title=passage.title,
        locator=passage.locator,
        strength=passage.strength,
        id=Code(passage.id),
    )
