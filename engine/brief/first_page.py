"""The first page of a brief: the headline, what exists, key messages, the decisions asked.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.brief.open_questions import most_open
from wayhome.engine.brief.phrases import Phrases, by_mode, capital, listed, lower, spaced
from wayhome.engine.brief.tree import Block, Grid, Heading, Items, Line, Paragraph, Text, line
from wayhome.engine.prioritise import Ranked

MOST_CREDITED = 5
MOST_MESSAGES = 3
MOST_DECISIONS = 5
COUNTED = ("no", "one", "two", "three", "four", "five")


def title(p: Phrases) -> list[Block]:
    """The headline, chosen by how far the country is."""
    stage = p.values(p.advice.library.rulebook.headline)
    headline = p.words(f"headline.{stage[0] if len(stage) == 1 else 'open'}")
    found: list[Block] = [Heading(1, p.say("title", place=p.place, headline=headline))]
    if p.advice.profile.invented:
        found.append(Paragraph(p.say("invented", place=p.place)))
    return found


def one_page(p: Phrases) -> list[Block]:
    """Credit, key messages, decisions asked."""
    found: list[Block] = [Heading(2, p.say("page.title")), Paragraph(_credit(p))]
    messages = key_messages(p)
    if messages:
        found += [Paragraph(p.say("messages.lead")), Items(tuple(messages), is_numbered=True)]
    return found + _decisions(p)


def _credit(p: Phrases) -> Line:
    """What exists, in the words of the evidence: at every value still open, something is there."""
    lines = []
    for question in p.questionnaire.questions.values():
        spec = p.questionnaire.facts.get(question.question)
        answer = p.advice.profile.answers.get(question.question)
        if spec is None or answer is None:
            continue
        values = set(spec.domain.names(p.advice.evaluation.facts[spec.id]))
        if answer.evidence and spec.exists and values <= spec.exists:
            lines.append(p.evidence(answer))
    lead = p.say("credit.lead", place=p.place)
    if not lines:
        return spaced([lead, p.say("credit.none")])
    unique = list(dict.fromkeys(lines))[:MOST_CREDITED]
    return spaced([lead, *unique, p.say("credit.close")])


def key_messages(p: Phrases) -> list[Line]:
    """The first recommended measures in a sentence each, what is open, and the ground."""
    first = [r for r in p.advice.shown if r.of_class == "recommended"][:MOST_MESSAGES]
    found = [line("**{message}.**", message=p.of(r).say("message", r.way).rstrip(".")) for r in first]
    asked = most_open(p)
    if asked:
        names = listed(unknown.question.name for unknown in asked)
        key = "message.unknown" if len(asked) > 1 else "message.unknown.one"
        found.append(p.say(key, count=capital(COUNTED[len(asked)]), names=names))
    lacking = [f for f in p.advice.library.rulebook.preconditions if "met" not in p.values(f.id)]
    if lacking:
        names = listed(lower(p.wording.preconditions[f.id].title) for f in lacking)
        found.append(p.say("message.ground", names=names))
    return found


def _decisions(p: Phrases) -> list[Block]:
    recipient = Text(p.recipient)
    found: list[Block] = [Paragraph(p.say("decisions.lead", recipient=recipient))]
    measures = _decided(p)
    if not measures:
        return [*found, Paragraph(p.say("decisions.none"))]
    rows = []
    for letter, r in zip("ABCDE", measures, strict=False):
        start = p.start_of(r.id)
        rows.append(
            (
                (Text(letter),),
                line(p.of(r).say("decision", r.way), month=str(start + 6)),
                (Text(by_mode(r.measure.instrument, r.modes)),),
                (Text(p.month(max(1, start))),),
                (Text(by_mode(r.measure.cost, r.modes)),),
            )
        )
    head = tuple(p.say(f"head.{key}") for key in ("decision", "instrument", "when", "cost"))
    found.append(Grid(((), *head), tuple(rows)))
    if measures[0].of_class == "recommended":
        found.append(Paragraph(p.say("first.lead", letter="A", reason=p.of(measures[0]).say("reason"))))
    return found


def _decided(p: Phrases) -> list[Ranked]:
    """The measures a decision is asked for, in order: recommended, then safe."""
    safe = [r for r in p.advice.shown if r.of_class == "safe"]
    recommended = [r for r in p.advice.shown if r.of_class == "recommended"]
    return [*recommended[: MOST_DECISIONS - len(safe)], *safe]
