"""The brief for one body: what is asked of it, with whom, by when and why, what it can answer, and how to correct a fact.

In: `Phrases` and a role. Out: blocks, and the blocks for those who check. One or two pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wayhome.engine.brief import led_by
from wayhome.engine.brief.actions import conditional
from wayhome.engine.brief.first_page import title
from wayhome.engine.brief.phrases import Phrases, capital, listed, lower, spaced
from wayhome.engine.brief.reasons import why
from wayhome.engine.brief.share import Share, parts_of, share_of
from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Items, Line, Paragraph, Text, joined, plain
from wayhome.engine.care import guards_among
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Status, Verdict

MOST_ANSWERED = 4
MOST_CONDITIONAL = 4
MOST_JOINED = 4
MOST_OPENINGS = 6
MOST_QUESTIONS = 5
MOST_FACTS = 4
MOST_THERE = 4
MOST_GUARDS = 3


def for_body(p: Phrases, role: str) -> tuple[list[Block], list[Block]]:
    """The brief for a body, and its citations; one sentence if nothing concerns it. Raises InputError as `share_of` does."""
    share = share_of(p, role)
    body = p.body_title(role)
    _, *remarks = title(p)
    head: list[Block] = [Heading(1, p.say("body.title", place=p.place, body=body)), *remarks]
    if share.is_empty:
        return [*head, Paragraph(p.say("body.nothing", body=body))], []
    main = [
        *head,
        *_lead_in(p, share, body),
        *_answered(p, role, body),
        *led_by.led(p, share),
        *_conditional(p, share),
        *_joined(p, share),
        *_asked(p, share),
        *_openings(p, share),
        *_questions(p, share),
        *_facts(p, share),
        *_care(p, share),
    ]
    return main, _citations(p, share)


def _lead_in(p: Phrases, share: Share, body: str) -> list[Block]:
    """For whom this is, what is asked in one sentence, and what the body has already."""
    counts = {"lead": share.leads, "join": share.joins, "decide": share.asked, "answer": share.questions}
    asked = listed(_counted_words(p, f"body.asked.{name}", len(found)) for name, found in counts.items() if found)
    found: list[Block] = [
        Heading(2, p.say("body.glance.title")),
        Paragraph(p.say("body.intro", body=body, recipient=p.recipient)),
        Paragraph(p.say("body.asked", asked=asked) if asked else p.say("body.asked.none")),
    ]
    there = [lower(verdict.rule.title) for verdict in share.there]
    if len(there) > MOST_THERE:
        titles, count = "; ".join(there[:MOST_THERE]), str(len(there) - MOST_THERE)
        found.append(Paragraph(p.say("body.there.more", titles=titles, count=count)))
    elif there:
        found.append(Paragraph(p.say("body.there", titles="; ".join(there))))
    if share.leads or share.joins or share.asked:
        found.append(Paragraph(p.say("body.reply")))
    return found


def _answered(p: Phrases, role: str, body: str) -> list[Block]:
    """What the body answered in a review, in its own few words: its reasons it knows."""
    found = p.advice.reviews.measures.values() if p.advice.reviews else ()
    own = [(m, one) for m in found for one in m.responses if one.body == role or plain(one.name).text == body]
    lines = []
    for measure, one in own[:MOST_ANSWERED]:
        decision = p.words(f"review.decision.{one.decision}")
        told = [p.say("body.answered.line", action=plain(measure.title), decision=decision, date=one.date)]
        told += [p.say("body.answered.stale")] if one.is_stale and measure.is_advised else []
        told += [p.say("body.answered.aside")] if measure.is_set_aside else []
        lines.append(spaced(told))
    more = _more(p, "body.answered.more", own[MOST_ANSWERED:])
    return [Heading(2, p.say("body.answered.title")), Items(tuple(lines)), *more] if lines else []


def _conditional(p: Phrases, share: Share) -> list[Block]:
    lines = []
    for r in share.would_lead[:MOST_CONDITIONAL]:
        condition, what = conditional(p, r)
        lines.append(p.say("body.if.line", condition=condition, what=what))
    more = _more(p, "body.if.more", share.would_lead[MOST_CONDITIONAL:])
    return [Heading(2, p.say("body.if.title")), Items(tuple(lines)), *more] if lines else []


def _joined(p: Phrases, share: Share) -> list[Block]:
    """What others lead and this body takes part in, when and why."""
    if not share.joins:
        return []
    head = tuple(p.say(f"body.join.head.{key}") for key in ("action", "lead", "when", "why"))
    rows = []
    for r in share.joins[:MOST_JOINED]:
        own = "; ".join(lower(part.rule.title) for part in parts_of(r, share.role))
        rows.append(
            (
                spaced([(Text(f"{p.action(r)[0]}."),), p.say("body.join.part", part=own) if own else ()]),
                (Text(p.lead(r.lead)),),
                (Text(led_by.months(p, r)),),
                why(p, r),
            )
        )
    return [
        Heading(2, p.say("body.join.title")),
        Grid(head, tuple(rows)),
        *_more(p, "body.join.more", share.joins[MOST_JOINED:]),
    ]


def _asked(p: Phrases, share: Share) -> list[Block]:
    """What an area asks of the national level in the field of this body, which may be national or the area's own."""
    if not share.asked:
        return []
    lines = []
    for r, parts in share.asked:
        own = "; ".join(lower(part.rule.title) for part in parts)
        lines.append(spaced([(Text(f"{p.neutral_action(r.id)[0]}."),), p.say("body.join.part", part=own)]))
    return [
        Heading(2, p.say("body.decide.title")),
        Paragraph(p.say("body.decide.lead", place=p.place)),
        Items(tuple(lines)),
    ]


def _openings(p: Phrases, share: Share) -> list[Block]:
    """The lines of the body's own sector beyond what it is asked to lead."""
    if not share.openings:
        return []
    head = tuple(p.say(f"body.open.head.{key}") for key in ("item", "what"))
    rows = tuple(((Text(verdict.rule.title),), _takes(p, verdict)) for verdict in share.openings[:MOST_OPENINGS])
    more = _more(p, "body.open.more", share.openings[MOST_OPENINGS:])
    return [Heading(2, p.say("body.open.title")), Grid(head, rows), *more]


def _takes(p: Phrases, verdict: Verdict) -> Line:
    """How to do it, or what to ask first."""
    names = listed(dict.fromkeys(p.question_of(f).name for f in verdict.hangs_on if not p.advice.is_withheld(f)))
    if verdict.status is Status.POSSIBLE and names:
        return p.say("annex.bodies.ask", names=names)
    modes = p.advice.library.passages[verdict.rule.id].modes
    return (Text(modes.get(verdict.mode or "any") or modes["any"]),)


def _questions(p: Phrases, share: Share) -> list[Block]:
    if not share.questions:
        return []
    lines = []
    for question in share.questions[:MOST_QUESTIONS]:
        key = "body.questions.line" if question.matters else "body.questions.plain"
        lines.append(p.say(key, name=capital(question.name), text=question.text, matters=question.matters))
    return [
        Heading(2, p.say("body.questions.title")),
        Paragraph(p.say("body.questions.lead")),
        Items(tuple(lines), is_numbered=True),
        *_more(p, "body.questions.more", share.questions[MOST_QUESTIONS:]),
    ]


def _facts(p: Phrases, share: Share) -> list[Block]:
    """What is said here on the strength of what lies with this body, and how to set it right."""
    basis = plain(p.advice.profile.basis).text.rstrip(".")
    asked = p.say("body.facts.basis", basis=basis) if basis else p.say("body.facts.unsaid")
    found: list[Block] = [Heading(2, p.say("body.facts.title"))]
    lines = tuple(dict.fromkeys(p.evidence(answer) for answer in share.facts[:MOST_FACTS]))
    found.append(Items(lines) if lines else Paragraph(p.say("body.facts.none")))
    found += _more(p, "body.facts.more", share.facts[MOST_FACTS:])
    return [*found, Paragraph(spaced([asked, p.say("body.facts.how")]))]


def _care(p: Phrases, share: Share) -> list[Block]:
    """The care that goes with what the body leads or joins, the foremost in full."""
    guards = p.advice.library.rulebook.guards
    ids = sorted(
        guards_among(p.advice, (*share.leads, *share.would_lead, *share.joins)), key=lambda id_: not guards[id_].always
    )
    titled = [p.wording.guards[id_] for id_ in ids if guards[id_].audience == "brief"]
    lines = [p.say("care.line", title=guard.title, text=guard.text) for guard in titled[:MOST_GUARDS]]
    if titled[MOST_GUARDS:]:
        names = listed(lower(guard.title) for guard in titled[MOST_GUARDS:])
        lines.append(p.say("body.care.more", names=names))
    return [Heading(2, p.say("body.care.title")), Items(tuple(lines))] if lines else []


def _citations(p: Phrases, share: Share) -> list[Block]:
    """The passage behind each action, with its codes."""
    found = [(r, r.leading_parts) for r in (*share.leads, *share.would_lead, *share.joins)]
    rows = tuple(_cited(p, r, parts) for r, parts in (*found, *share.asked))
    if not rows:
        return []
    head = tuple(p.say(f"body.citations.head.{key}") for key in ("action", "rests", "codes"))
    lead = Paragraph(p.say("body.citations.lead"))
    return [Heading(2, p.say("body.citations.title")), lead, Grid(head, rows)]


def _cited(p: Phrases, r: Ranked, parts: Iterable[Verdict]) -> tuple[Line, ...]:
    passages = [p.advice.library.passages[part.rule.id] for part in parts]
    rests = [p.say("body.citations.part", id=Code(x.id), locator=x.locator, strength=x.strength) for x in passages]
    codes = {name: listed(dict.fromkeys(c for x in passages for c in getattr(x, name))) for name in ("sdg", "gcm", "crs")}
    return joined([Text(f"{p.of(r).title} "), Code(r.id)]), spaced(rests), p.say("annex.bodies.codes", **codes)


def _counted_words(p: Phrases, key: str, count: int) -> str:
    return p.words(f"{key}.one") if count == 1 else p.words(key, count=str(count))


def _more(p: Phrases, key: str, left: Sequence[object]) -> list[Block]:
    """That there is more, and where it stands."""
    return [Paragraph(p.say(f"{key}.one") if len(left) == 1 else p.say(key, count=str(len(left))))] if left else []
