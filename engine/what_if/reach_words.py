"""What would bring a thing about, in tables: what to learn, what to change, and what takes some of each.

In: a `Reach`. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.engine.brief.phrases import Phrases, capital, listed
from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Line, Paragraph, Text, joined
from wayhome.engine.explain_text.words import Words
from wayhome.engine.explain_text.would_change import Answers, becomes, doer_of, grouped, on_changes, said
from wayhome.engine.reach.candidates import Candidate
from wayhome.engine.reach.reach import Reach

MOST_PRINTED = 10
"""Ways of bringing something about in one table."""


def reach_blocks(found: Reach) -> list[Block]:
    """A section on one target."""
    words = Words(Phrases(found.advice))
    p, target = words.p, found.target
    title = joined([Text(f"{words.title(target.id)} ["), Code(target.id), Text("]")])
    now = words.either([_stands(words, target.id, value, has_status=bool(target.parts)) for value in found.now])
    blocks: list[Block] = [
        Heading(2, p.say("what-if.reach.section", title=title)),
        Paragraph(p.say("what-if.reach.now", wanted=becomes(words, found), now=now)),
    ]
    if found.is_so:
        return [*blocks, Paragraph(p.say("what-if.reach.is-so"))]
    blocks += _table(words, found, "learn", found.learn) or [Paragraph(p.say("what-if.reach.no-learning"))]
    blocks += _table(words, found, "change", found.change) or [Paragraph(on_changes(words, found))]
    blocks += _table(words, found, "both", found.both)
    return [*blocks, Paragraph(p.say("what-if.reach.scope"))]


def _stands(words: Words, id_: str, value: str, *, has_status: bool) -> str:
    return words.p.words(f"status.{value}") if has_status else words.quoted(id_, [value])[0]


def _table(words: Words, found: Reach, kind: str, sets: Sequence[tuple[Candidate, ...]]) -> list[Block]:
    """One table; nothing if there is nothing in it."""
    ways = grouped(sets)
    if not ways:
        return []
    p = words.p
    columns = {
        "learn": ("answers", "ask"),
        "change": ("answers", "step", "by"),
        "both": ("to-change", "step", "by", "to-learn", "ask"),
    }[kind]
    head = tuple(p.say(f"what-if.reach.head.{column}") for column in columns)
    rows = tuple(tuple(_cells(words, found, way)[column] for column in columns) for way in ways[:MOST_PRINTED])
    left = len(ways) - MOST_PRINTED
    more: list[Block] = [Paragraph(p.say("what-if.reach.more", count=str(left)))] if left > 0 else []
    return [Heading(3, p.say(f"what-if.reach.{kind}")), Grid(head, rows), *more]


def _cells(words: Words, found: Reach, way: Answers) -> dict[str, Line]:
    """What can be said of one set of answers, by column."""
    learnt = tuple(one for one in way if one[0].kind == "learn")
    changed = tuple(one for one in way if one[0].kind == "change")
    asked = dict.fromkeys(words.body(words.p.question_of(one[0].fact).ask[0]) for one in learnt)
    doers = [doer for one in changed if (doer := doer_of(words.advice, one[0].fact, found.target))]
    steps = sorted({doer.step for doer in doers})
    measures = dict.fromkeys(measure for doer in doers for measure in doer.measures)
    told = {
        "answers": capital(said(words, way)),
        "to-change": capital(said(words, changed)),
        "to-learn": capital(said(words, learnt)),
        "ask": listed(asked),
        "step": listed(map(str, steps)),
        "by": "; ".join(map(words.title, measures)),
    }
    return {column: (Text(text or "–"),) for column, text in told.items()}
