"""The corrections of a review, for the terminal: what is held, what is proposed, and by whom.

In: `Correction`s. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.engine.brief.phrases import Phrases, capital, spaced
from wayhome.engine.brief.tree import Block, Items, Line, Paragraph, plain
from wayhome.engine.review.corrections import Correction


def corrections_report(found: Iterable[Correction], p: Phrases) -> list[Block]:
    """An item for each, the open ones first."""
    listed = sorted(found, key=lambda one: (one.is_taken_in, one.entry))
    if not listed:
        return [Paragraph(p.say("review.corrections.none"))]
    lead = p.say("review.corrections.lead")
    return [Paragraph(lead), Items(tuple(_line(p, one) for one in listed))]


def _line(p: Phrases, one: Correction) -> Line:
    entry = one.correction
    question = p.questionnaire.questions.get(entry.question)
    parts = [
        p.say(
            "review.corrections.one",
            entry=str(one.entry),
            name=capital(question.name) if question else entry.question,
            id=one.field,
            held=one.held or p.words("review.facts.unknown"),
            proposed=plain(one.proposed),
            body=plain(entry.name),
            date=entry.date,
            evidence=plain(entry.evidence),
        )
    ]
    if entry.document:
        parts.append(p.say("review.corrections.document", document=plain(entry.document)))
    if one.is_taken_in:
        parts.append(p.say("review.corrections.taken-in"))
    elif one.is_contested:
        parts.append(p.say("review.corrections.contested"))
    elif one.held != entry.held:
        parts.append(p.say("review.corrections.changed", held=entry.held or p.words("review.facts.unknown")))
    return spaced(parts)
