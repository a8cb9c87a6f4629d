"""What a body is asked to lead: the foremost actions in full, the others in a line.

In: `Phrases` and a `Share`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases, lower, spaced
from wayhome.engine.brief.reasons import why
from wayhome.engine.brief.share import Share
from wayhome.engine.brief.tree import Block, Heading, Items, Line, Paragraph, Text, plain
from wayhome.engine.dates import in_words
from wayhome.engine.prioritise import Ranked

MOST_IN_FULL = 3
MOST_IN_LINES = 3


def led(p: Phrases, share: Share) -> list[Block]:
    """Each action with what is asked, when, why here, the sign, who comes first and who gains."""
    if not share.leads:
        return []
    start = p.month(0) if p.advice.profile.start is not None else p.words("roadmap.start.unknown")
    found: list[Block] = [Heading(2, p.say("body.lead.title")), Paragraph(p.say("body.months", start=start))]
    for r in share.leads[:MOST_IN_FULL]:
        heading, details = p.action(r)
        found.append(Heading(3, (Text(heading),)))
        found += [Paragraph(details)] if details else []
        found.append(Items(tuple(_told(p, r, share.role))))
    rest = share.leads[MOST_IN_FULL:]
    if rest:
        found += [Paragraph(p.say("body.lead.more")), Items(tuple(_in_a_line(p, r) for r in rest[:MOST_IN_LINES]))]
    left = len(rest) - MOST_IN_LINES
    if left > 0:
        key = "body.lead.more.count" if left > 1 else "body.lead.more.count.one"
        found.append(Paragraph(p.say(key, count=str(left))))
    return found


def months(p: Phrases, r: Ranked) -> str:
    """When a measure runs, in months of the plan, and by the calendar if the start is known."""
    task = next((task for task in p.advice.roadmap.tasks if task.measure == r.id), None)
    if task is None:
        return ""
    if p.advice.profile.start is None:
        return p.words("body.span.undated", start=str(task.start), end=str(task.end))
    return p.words("body.span", start=p.month(task.start), end=p.month(task.end))


def _told(p: Phrases, r: Ranked, role: str) -> list[Line]:
    lines = [
        p.say("body.lead.decision", decision=_bare(p.decision(r)), instrument=r.instrument),
        p.say("body.lead.when", span=months(p, r), cost=r.cost),
        p.say("body.lead.why", why=why(p, r)),
        p.say("body.lead.sign", sign=_bare(p.sign(r))),
        _first(p, r, role),
    ]
    if r.measure.partners:
        lines.append(p.say("body.lead.with", bodies=p.bodies(r.measure.partners)))
    gain = p.of(r).say("good for")
    if gain:
        lines.append(p.say("body.lead.gain", gain=gain.rstrip(".")))
    texts = _texts(p, r)
    if texts:
        lines.append(p.say("body.lead.text", texts=texts))
    return lines


def _bare(found: Line) -> Line:
    """A line without its full stop, for the middle of a sentence."""
    if found and isinstance(found[-1], Text):
        return (*found[:-1], Text(found[-1].text.rstrip(".")))
    return found


def _first(p: Phrases, r: Ranked, role: str) -> Line:
    """What comes before it and is still to be done, and by whom."""
    task = next((task for task in p.advice.roadmap.tasks if task.measure == r.id), None)
    waits = task.waits_for if task else ()
    named = []
    for other in p.advice.ranked:
        if other.id in waits and other.measure.audience == "brief":
            words = {"title": lower(p.of(other).title), "body": p.body(other.lead)}
            named.append(p.words("body.lead.other.own" if other.lead == role else "body.lead.other", **words))
    return p.say("body.lead.first", others="; ".join(named)) if named else p.say("body.lead.first.none")


def _texts(p: Phrases, r: Ranked) -> str:
    """The laws, plans and budgets that are open and serve it, by name, the nearest first."""
    found = []
    for fact, opening in p.advice.openings.items():
        if fact in r.measure.openings:
            title = plain(opening.title).text or p.questionnaire.facts[fact].label
            found.append(f"{title} ({in_words(opening.date)})" if opening.date else title)
    return "; ".join(dict.fromkeys(found))


def _in_a_line(p: Phrases, r: Ranked) -> Line:
    start, cost = p.month(max(1, p.start_of(r.id))), r.cost
    return p.say("body.lead.more.line", decision=spaced([_bare(p.decision(r))]), start=start, cost=cost)
