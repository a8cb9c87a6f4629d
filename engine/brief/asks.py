"""What an area asks of the national level, since it alone can decide.

In: `Phrases`. Out: blocks; none for a whole country.
"""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.tree import Block, Heading, Items, Paragraph, Text
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Status, Verdict


def asks(p: Phrases) -> list[Block]:
    """The matters that are certain, each once, the gravest first; of those that hang on an answer only how many."""
    certain = asked_of(p, p.advice.asks)
    open_ = {_owner(p, verdict) for verdict in p.advice.asks} - {r.id for r, _ in certain}
    if not certain and not open_:
        return []
    found: list[Block] = [Heading(2, p.say("asks.title"))]
    if certain:
        lines = tuple((Text(f"{p.neutral_action(r.id)[0]}."),) for r, _ in certain)
        found += [Paragraph(p.say("asks.lead")), Items(lines)]
    if open_:
        found.append(Paragraph(p.say("asks.more" if len(open_) > 1 else "asks.more.one", count=str(len(open_)))))
    return found


def certain_asks(p: Phrases) -> list[Ranked]:
    """The measures that an area asks of the national level whatever is still open, the gravest first."""
    return [measure for measure, _ in asked_of(p, p.advice.asks)]


def asked_of(p: Phrases, asks: Iterable[Verdict]) -> list[tuple[Ranked, list[Verdict]]]:
    """The measures of those asks that are certain, the gravest first, each with what is asked."""
    found: dict[str, list[Verdict]] = {}
    for verdict in asks:
        if verdict.asked is Status.RECOMMENDED:
            found.setdefault(_owner(p, verdict), []).append(verdict)
    measures = sorted((r for r in p.advice.ranked if r.id in found), key=lambda r: -_weight(p, r))
    return [(r, found[r.id]) for r in measures]


def _owner(p: Phrases, verdict: Verdict) -> str:
    """The measure that a recommendation is a part of."""
    measures = p.advice.library.rulebook.measures.values()
    return next(measure.id for measure in measures if verdict.rule.id in measure.made_of)


def _weight(p: Phrases, r: Ranked) -> int:
    """What would be lost if it were not asked."""
    return sum(p.advice.weights[name] * r.criteria[name][1] for name in ("stakes", "leverage", "reach"))
