"""What an area asks of the national level, since it alone can decide.

In: `Phrases`. Out: blocks; none for a whole country.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.tree import Block, Heading, Items, Line, Paragraph, Text
from wayhome.engine.recommend import Status

MOST_ASKED = 4


def asks(p: Phrases) -> list[Block]:
    """The matters that are certain, each once; of those that hang on an answer only how many."""
    owner = {part: measure.id for measure in p.advice.library.rulebook.measures.values() for part in measure.made_of}
    certain = dict.fromkeys(owner[verdict.rule.id] for verdict in p.advice.asks if verdict.asked is Status.RECOMMENDED)
    open_ = {owner[verdict.rule.id] for verdict in p.advice.asks} - certain.keys()
    if not certain and not open_:
        return []
    found: list[Block] = [Heading(2, p.say("asks.title"))]
    if certain:
        lines = tuple(_ask(p, measure) for measure in list(certain)[:MOST_ASKED])
        found += [Paragraph(p.say("asks.lead")), Items(lines)]
    left = len(open_) + max(0, len(certain) - MOST_ASKED)
    if left:
        found.append(Paragraph(p.say("asks.more" if left > 1 else "asks.more.one", count=str(left))))
    return found


def _ask(p: Phrases, measure: str) -> Line:
    title, _ = p.neutral_action(measure)
    return (Text(f"{title}."),)
