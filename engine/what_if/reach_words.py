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
    blocks += _table(words, "learn", found.learn) or [Paragraph(p.say("what-if.reach.no-learning"))]
    blocks += _table(words, "change", found.change) or [Paragraph(on_changes(words, found))]
    blocks += _table(words, "both", found.both)
    return [*blocks, Paragraph(p.say("what-if.reach.scope"))]


def _stands(words: Words, id_: str, value: str, *, has_status: bool) -> str:
    return words.p.words(f"status.{value}") if has_status else words.quoted(id_, [value])[0]


def _table(words: Words, kind: str, sets: Sequence[tuple[Candidate, ...]]) -> list[Block]:
    """One table; nothing if there is nothing in it."""
    ways = grouped(sets)
    if not ways:
        return []
    p = words.p
    columns = {"learn": ("answers", "ask"), "change": ("answers", "step", "by"), "both": ("answers", "ask", "step", "by")}[
        kind
    ]
    head = tuple(p.say(f"what-if.reach.head.{column}") for column in columns)
    cells = {"answers": _answers, "ask": _whom, "step": _steps, "by": _measures}
    rows = tuple(tuple(cells[column](words, way) for column in columns) for way in ways[:MOST_PRINTED])
    left = len(ways) - MOST_PRINTED
    more: list[Block] = [Paragraph(p.say("what-if.reach.more", count=str(left)))] if left > 0 else []
    return [Heading(3, p.say(f"what-if.reach.{kind}")), Grid(head, rows), *more]


def _answers(words: Words, way: Answers) -> Line:
    return (Text(capital(said(words, way))),)


def _whom(words: Words, way: Answers) -> Line:
    """Whom to ask what is open."""
    asked = [words.p.question_of(one[0].fact).ask[0] for one in way if one[0].kind == "learn"]
    return (Text(listed(dict.fromkeys(map(words.body, asked)))),)


def _steps(words: Words, way: Answers) -> Line:
    steps = {doer.step for one in way if one[0].kind == "change" and (doer := doer_of(words.advice, one[0].fact))}
    return (Text(listed(map(str, sorted(steps))) or "–"),)


def _measures(words: Words, way: Answers) -> Line:
    doers = [doer_of(words.advice, one[0].fact) for one in way if one[0].kind == "change"]
    found = dict.fromkeys(measure for doer in doers if doer for measure in doer.measures)
    return (Text("; ".join(map(words.title, found)) or "–"),)
