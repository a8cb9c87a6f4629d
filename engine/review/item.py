"""What is reviewed: the text of each measure, and the hash that ties a decision to it.

In: an advice. Out: `Item`s. The hash covers what a body decides on (id, title, way, text, lead) and nothing that may change
beside it: a new rank, date or piece of evidence leaves a decision standing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wayhome.engine.advise import Advice
from wayhome.engine.brief.phrases import Phrases, lower
from wayhome.engine.brief.tree import Text, line, words_of
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Verdict
from wayhome.engine.review.entries import Reviewed, digest


@dataclass(frozen=True)
class Item:
    """A measure as it is put to a body."""

    measure: str
    reviewed: Reviewed

    @cached_property
    def hash(self) -> str:
        """What ties a decision to this text."""
        return hash_of(self.measure, self.reviewed)


def hash_of(measure: str, reviewed: Reviewed) -> str:
    """The hash of a text that is reviewed."""
    return digest({"id": measure, **reviewed.model_dump()})


def items_of(p: Phrases) -> dict[str, Item]:
    """By measure, what can be reviewed: everything that is advised, or would be, and is meant for all readers."""
    return {r.id: _item(p, r) for r in reviewable(p.advice)}


def reviewable(advice: Advice) -> list[Ranked]:
    """The measures that can be reviewed, in the order of the brief. What is for the adviser alone is not among them."""
    return [r for r in advice.ranked if r.of_class and r.measure.audience == "brief"]


def _item(p: Phrases, r: Ranked) -> Item:
    wording = p.of(r)
    opening = Text(p.next_opening(r, is_dated=False))
    heading, details = wording.action(r.way)
    title = words_of(line(heading, text=opening))
    if r.of_class == "depends":
        text = _condition(p, r)
    else:
        decision = words_of(line(wording.say("decision", r.way), text=opening, month=p.words("review.item.month")))
        told = [words_of(line(details, text=opening)), p.words("review.item.decision", decision=decision)]
        text = "\n".join(part for part in (*told, _parts(p, r)) if part)
    return Item(r.id, Reviewed(title=title, mode=r.way, text=text, lead=r.lead))


def _condition(p: Phrases, r: Ranked) -> str:
    """Of what hangs on an answer: what would be advised, and if what."""
    if r.mode == "secure":
        condition, what = p.words("if.secure", title=p.of(r).title), p.words("then.secure")
    else:
        condition, what = p.of(r).say("if", r.way), p.of(r).say("then", r.way)
    return p.words("review.item.condition", condition=lower(condition).rstrip("."), what=what.rstrip("."))


def _parts(p: Phrases, r: Ranked) -> str:
    """The parts of a measure that has several, each with its way and who leads it."""
    if len(r.leading_parts) < 2:
        return ""
    return p.words("review.item.parts", parts="; ".join(part_words(p, part) for part in r.leading_parts))


def part_words(p: Phrases, part: Verdict) -> str:
    """A part with its way and, by the short name of its role, who leads it."""
    lead = p.questionnaire.roles[part.rule.lead].short
    return p.words("review.item.part", title=lower(part.rule.title), way=p.ways(part.modes), lead=lead)
