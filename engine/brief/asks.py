"""What an area asks of the national level, since it alone can decide.

In: `Phrases`. Out: blocks; none for a whole country.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.tree import Block, Heading, Items, Paragraph, Text
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Status


def asks(p: Phrases) -> list[Block]:
    """The matters that are certain, each once, the gravest first; of those that hang on an answer only how many."""
    owner = {part: measure.id for measure in p.advice.library.rulebook.measures.values() for part in measure.made_of}
    certain = {owner[verdict.rule.id] for verdict in p.advice.asks if verdict.asked is Status.RECOMMENDED}
    open_ = {owner[verdict.rule.id] for verdict in p.advice.asks} - certain
    if not certain and not open_:
        return []
    found: list[Block] = [Heading(2, p.say("asks.title"))]
    if certain:
        measures = sorted((r for r in p.advice.ranked if r.id in certain), key=lambda r: -_weight(p, r))
        lines = tuple((Text(f"{p.neutral_action(r.id)[0]}."),) for r in measures)
        found += [Paragraph(p.say("asks.lead")), Items(lines)]
    if open_:
        found.append(Paragraph(p.say("asks.more" if len(open_) > 1 else "asks.more.one", count=str(len(open_)))))
    return found


def _weight(p: Phrases, r: Ranked) -> int:
    """What would be lost if it were not asked."""
    return sum(p.advice.weights[name] * r.criteria[name][1] for name in ("stakes", "leverage", "reach"))
