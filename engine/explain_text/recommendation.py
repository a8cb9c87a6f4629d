"""One recommendation explained: its status, the answers that decided it or would, its way, its rule, its passage.

In: `Words` and a `Verdict`. Out: an `Explained`.
"""

from __future__ import annotations

from dataclasses import replace

from wayhome.engine.brief.phrases import listed
from wayhome.engine.brief.tree import Block, Code, Heading, Line, Paragraph, line
from wayhome.engine.compile import fits_of, need_of
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.explain import deciding_facts, deciding_row
from wayhome.engine.explain_text.conditions import hangs
from wayhome.engine.explain_text.explained import Explained, condition_blocks, handbook, section
from wayhome.engine.explain_text.words import Words
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Pieced, Status, Verdict, verdicts_of

MOST_WAYS = 2
"""An answer that leaves more ways open than this is not said to narrow them."""


def recommendation(words: Words, verdict: Verdict, measure: str) -> Explained:
    """Explain a recommendation; `measure` is the one it is part of."""
    from wayhome.engine.explain_text.would_change import would_change  # a search, of which the annex of a brief has none

    p, rule = words.p, verdict.rule
    behind = facts_behind(words, verdict)
    hangs_on = words.seen(verdict.hangs_on)
    passages = tuple(words.advice.library.passages[id_] for id_ in (rule.id, *verdict.grounds, *verdict.illustrations))
    title = p.wording.measures[measure].title
    blocks: list[Block] = [
        Heading(1, p.say("explain.title", title=rule.title, id=Code(rule.id))),
        Paragraph(p.say("explain.part-of", title=title, id=Code(measure))),
        Paragraph(p.say(f"explain.status.{verdict.status}" if verdict.asked is None else "explain.status.level")),
    ]
    if verdict.status is Status.POSSIBLE:
        told = hangs(words, "explain.hangs.status", hangs_on, lambda evaluation: outcome(words, verdict, evaluation))
        blocks += section(words, "hangs.status", *told)
    blocks += section(words, "why", words.answers(behind))
    if verdict.status is Status.RECOMMENDED:
        blocks += _way(words, verdict, hangs_on)
    blocks += would_change(words, rule.id)
    blocks += section(words, "pieces", [_piece(words, part) for part in verdict.components])
    asked = [
        *condition_blocks(words, "explain.need", rule.need),
        *condition_blocks(words, "explain.fits", rule.fits),
    ]
    blocks += [Heading(2, p.say("explain.section.rule")), *asked] if asked else []
    blocks += handbook(words, passages)
    return Explained(
        "recommendation",
        rule.id,
        rule.title,
        str(verdict.status),
        (),
        verdict.modes,
        tuple(behind),
        tuple(hangs_on),
        passages,
        tuple(blocks),
    )


def facts_behind(words: Words, verdict: Verdict) -> list[str]:
    """The answers that gave a recommendation its status."""
    program, evaluation, id_ = words.program, words.advice.evaluation, verdict.rule.id
    names = {
        Status.RECOMMENDED: (need_of(id_), fits_of(id_)),
        Status.IN_PLACE: (need_of(id_),),
        Status.NOT_APPLICABLE: (fits_of(id_),),
        Status.POSSIBLE: (),
    }[verdict.status]
    return words.seen(fact for name in names for fact in deciding_facts(program.verdicts[name], evaluation, program))


def outcome(words: Words, verdict: Verdict, evaluation: Evaluation) -> str:
    """What an evaluation makes of a recommendation, in words."""
    book = replace(words.advice.library.rulebook, recommendations={verdict.rule.id: verdict.rule})
    found = verdicts_of(book, words.program, evaluation, is_area=words.is_area)[verdict.rule.id]
    return outcome_words(words, verdict, found.status, found.modes)


def outcome_words(words: Words, before: Verdict | Ranked, status: Status, modes: tuple[str, ...]) -> str:
    """A status as the outcome of an answer; with its way, if the way is what was open."""
    if status is not Status.RECOMMENDED:
        return words.p.words(f"explain.outcome.{status}")
    key = "explain.outcome.way" if before.status is Status.RECOMMENDED else "explain.outcome.recommended"
    if len(modes) > MOST_WAYS or (len(modes) > 1 and modes == before.modes):
        return words.p.words(f"{key}.open")
    return words.p.words(key, way=words.p.words("explain.or").join(words.p.words(f"explain.way.{mode}") for mode in modes))


def ways(words: Words, modes: tuple[str, ...]) -> str:
    """Modes in words, with the word rules use in brackets."""
    p = words.p
    return words.either([p.words("explain.way", way=p.words(f"explain.way.{mode}"), mode=mode) for mode in modes])


def _piece(words: Words, part: Pieced) -> Line:
    """A component: how far it is, and what to ask while that is open."""
    passage = words.advice.library.passages[part.passage]
    names = listed(dict.fromkeys(words.p.question_of(fact).name for fact in words.seen(part.hangs_on)))
    key = f"explain.piece.{part.piece}"
    return words.p.say(key, title=passage.title, locator=passage.locator, names=names)


def _way(words: Words, verdict: Verdict, hangs_on: list[str]) -> list[Block]:
    """How it is to be done, and why that way; while several are left, what would tell."""
    p, rule, mode = words.p, verdict.rule, verdict.mode
    modes = words.advice.library.passages[rule.id].modes
    action = line(modes.get(mode or "any") or modes.get("any", ""))
    if mode is None:
        told = hangs(words, "explain.hangs.way", hangs_on, lambda evaluation: outcome(words, verdict, evaluation))
        return section(words, "way", action, p.say("explain.ways", ways=ways(words, verdict.modes)), *told)
    row = deciding_row(rule.modes, words.advice.evaluation)
    facts = deciding_facts(row, words.advice.evaluation, words.program) if row else ()
    because = "; ".join(words.known(fact) for fact in words.seen(facts))
    key = "explain.the-way.because" if because else "explain.the-way"
    return section(words, "way", p.say(key, way=ways(words, (mode,)), because=because), action)
