"""The first page of a brief: the headline, what exists, key messages, the decisions asked.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.brief.open_questions import most_open
from wayhome.engine.brief.phrases import Phrases, capital, listed, lower, spaced
from wayhome.engine.brief.tree import Block, Grid, Heading, Items, Line, Paragraph, Text, line
from wayhome.engine.prioritise import Ranked

MOST_CREDITED = 4
MOST_CREDITED_SHORT = 2
"""Where the main part has to make room for what is new since an earlier brief."""
MOST_MESSAGES = 3
MOST_DECISIONS = 5
LETTERS = "ABCDE"
"""What the decisions are called, one each."""
COUNTED = ("no", "one", "two", "three", "four", "five")


def title(p: Phrases) -> list[Block]:
    """The headline, chosen by how far the country is."""
    stage = p.values(p.advice.library.rulebook.headline)
    headline = p.words(f"headline.{stage[0] if len(stage) == 1 else 'open'}")
    found: list[Block] = [Heading(1, p.say("title", place=p.place, headline=headline))]
    if p.advice.profile.invented:
        found.append(Paragraph(p.say("invented", place=p.place)))
    if p.advice.profile.area:
        found.append(Paragraph(p.say("area", place=p.place)))
    return found


def one_page(p: Phrases) -> list[Block]:
    """Credit, key messages, decisions asked."""
    found: list[Block] = [Heading(2, p.say("page.title")), Paragraph(_credit(p))]
    messages = key_messages(p)
    if messages:
        found += [Paragraph(p.say("messages.lead")), Items(tuple(messages), is_numbered=True)]
    return found + decisions(p)


def _credit(p: Phrases) -> Line:
    """What exists, and that the brief builds on it."""
    lead, lines = p.say("credit.lead", place=p.place), credits_of(p)
    if not lines:
        return spaced([lead, p.say("credit.none")])
    most = MOST_CREDITED_SHORT if p.is_short and p.advice.previous else MOST_CREDITED
    return spaced([lead, *lines[:most], p.say("credit.close")])


def credits_of(p: Phrases) -> list[Line]:
    """What exists, what works best first, in the words of the evidence: at every value still open, something is there."""
    credited: list[tuple[int, Line]] = []
    for question in p.questionnaire.questions.values():
        spec = p.questionnaire.facts.get(question.question)
        answer = p.advice.profile.answers.get(question.question)
        if spec is None or answer is None:
            continue
        values = set(spec.domain.names(p.advice.evaluation.facts[spec.id]))
        if spec.exists and values <= spec.exists:
            credited.append((_shortfall(p, spec.id, values), p.reason(spec.id)))
    return list(dict.fromkeys(evidence for _, evidence in sorted(credited, key=lambda pair: pair[0])))


def _shortfall(p: Phrases, fact: str, values: set[str]) -> int:
    """How much is missing at the worst value still open, so that what works best is credited first."""
    scale = p.questionnaire.scale_of(fact)
    gaps = {level.level: 1 if level.gap is None else level.gap for level in scale.levels} if scale else {}
    return max(gaps.get(value, 1) for value in values)


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


def decisions(p: Phrases) -> list[Block]:
    """The decisions asked, with instrument, month and cost class, and the one to take if only one is taken."""
    recipient = Text(p.recipient)
    found: list[Block] = [Paragraph(p.say("decisions.lead", recipient=recipient))]
    measures = decided(p)
    if not measures:
        return [*found, Paragraph(p.say("decisions.none"))]
    rows = []
    for letter, r in zip(LETTERS, measures, strict=False):
        start = p.start_of(r.id)
        rows.append(
            (
                (Text(letter),),
                p.decision(r),
                (Text(r.instrument),),
                (Text(p.month(max(1, start))),),
                (Text(r.cost),),
            )
        )
    head = tuple(p.say(f"head.{key}") for key in ("decision", "instrument", "when", "cost"))
    found.append(Grid(((), *head), tuple(rows)))
    first = _first_of_all(measures)
    if first is not None:
        letter = LETTERS[measures.index(first)]
        found.append(Paragraph(p.say("first.lead", letter=letter, reason=p.of(first).say("reason"))))
    return found


def _first_of_all(measures: list[Ranked]) -> Ranked | None:
    """The foremost recommended measure that waits for no other decision asked here."""
    asked = {r.id for r in measures}
    return next((r for r in measures if r.of_class == "recommended" and not asked & set(r.after)), None)


def decided(p: Phrases) -> list[Ranked]:
    """The measures a decision is asked for, in order: recommended, then safe."""
    safe = [r for r in p.advice.shown if r.of_class == "safe"]
    recommended = [r for r in p.advice.shown if r.of_class == "recommended"]
    asked = recommended[: MOST_DECISIONS - len(safe)]
    kept = [r for r in recommended if r.measure.keeps_place and r not in asked]
    return [*asked[: len(asked) - len(kept)], *kept, *safe]  # care never waits for another brief
