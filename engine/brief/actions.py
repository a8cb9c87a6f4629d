"""What to do, in order: three lists that are never mixed, numbered through, and how firm the order is.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wayhome.engine.brief.phrases import Phrases, capital, listed, lower, spaced
from wayhome.engine.brief.reasons import why
from wayhome.engine.brief.responses import answered, is_answered, is_set_aside, lead_and_answer, outcome
from wayhome.engine.brief.tree import Block, Grid, Heading, Line, Paragraph, Strong, Text, line
from wayhome.engine.dates import in_words
from wayhome.engine.firmness import BANDS, band
from wayhome.engine.prioritise import EQUAL_WITHIN, Ranked

BANDS_IN_SHORT = 2
"""Of how firm actions are, where the main part has little room: the firmest."""


def actions(p: Phrases) -> list[Block]:
    """Recommended now; safe to begin; hanging on an answer."""
    found: list[Block] = [Heading(2, p.say("actions.title")), Paragraph(p.say("actions.ours"))]
    recommended = [r for r in p.advice.shown if r.of_class == "recommended"]
    if recommended:
        found.append(Paragraph(p.say("recommended.lead")))
        head = tuple(p.say(f"head.{key}") for key in ("action", "why", "lead", "sign"))
        found.append(Grid(((), *head), tuple(_recommended(p, r) for r in recommended)))
        left = sum(r.of_class == "recommended" for r in p.advice.ranked if not is_set_aside(p, r.id)) - len(recommended)
        if left:
            key = "more.recommended" if left > 1 else "more.recommended.one"
            found.append(Paragraph(p.say(key, count=str(left))))
    else:
        found.append(Paragraph(p.say("recommended.none")))
    safe = [r for r in p.advice.shown if r.of_class == "safe"]
    if safe:
        found.append(Paragraph(p.say("safe.lead")))
        rows = [(_number(p, r), _action(p, r), (Text(p.of(r).say("reason")),)) for r in safe]
        found.append(Grid(((), p.say("head.action"), p.say("head.safe")), tuple(rows)))
    depends = [r for r in p.advice.shown if r.of_class == "depends"]
    if depends:
        found.append(Paragraph(p.say("depends.lead")))
        head = tuple(p.say(f"head.{key}") for key in ("if", "then", "ask"))
        found.append(Grid(((), *head), tuple(_depending(p, r) for r in depends)))
    # Once bodies have answered, what they say matters more than the order, which Annex D goes on explaining.
    last = how_firm(p, is_short=not p.has_room) if p.advice.reviews is None else answered(p)
    return [*found, Paragraph(last)] if last else found


def _number(p: Phrases, r: Ranked) -> Line:
    return (Text(str(p.numbers[r.id])),)


def _action(p: Phrases, r: Ranked) -> Line:
    """The action in the way that is certain; else in neutral words, with its parts or the check that settles it."""
    heading, details = p.action(r)
    title: Line = (Strong(f"{heading}."),)
    if r.measure.by_sector:
        return spaced([title, details, _sectors(p, r)])
    if r.is_settled and r.mode is None:
        parts = [f"{lower(part.rule.title)} ({p.words(f'way.{part.mode}')})" for part in r.leading_parts]
        return spaced([title, p.say("parts", parts="; ".join(parts))])
    return spaced([title, details, line(p.of(r).say("check", r.way)) if r.mode is None else ()])


def _sectors(p: Phrases, r: Ranked) -> Line:
    """The sectors of a sentence said of several, those first whose texts open first."""
    found = []
    for part in r.leading_parts:
        sector = part.rule.sector
        opening = next((o for fact, o in p.advice.openings.items() if fact.endswith(f".{sector}") and o.date), None)
        title = p.questionnaire.sectors[sector].title
        words = p.words("by-sector.dated", sector=title, date=in_words(opening.date)) if opening and opening.date else title
        found.append((opening.date.first if opening and opening.date else 10**6, words))
    found.sort(key=lambda pair: pair[0])
    key = "by-sector" if len(found) > 1 else "by-sector.one"
    return p.say(key, sectors="; ".join(words for _, words in found))


def _recommended(p: Phrases, r: Ranked) -> tuple[Line, ...]:
    if p.is_short and is_answered(p, r.id):  # the answer in place of the reason, which Annex A goes on giving
        return _number(p, r), _action(p, r), outcome(p, r.id), (Text(p.lead(r.lead)),), p.sign(r)
    return _number(p, r), _action(p, r), why(p, r), lead_and_answer(p, r), p.sign(r)


def _depending(p: Phrases, r: Ranked) -> tuple[Line, ...]:
    questions = [p.question_of(fact) for fact in r.hangs_on if not p.advice.is_withheld(fact)]
    roles = dict.fromkeys(question.ask[0] for question in questions)
    if len(roles) == 1:  # a single voice on whether a thing works is not enough
        roles = dict.fromkeys(questions[0].ask[:2])
    return _number(p, r), *conditional(p, r), (Text(p.bodies(list(roles)[:3])),)


def conditional(p: Phrases, r: Ranked) -> tuple[Line, Line]:
    """Of a measure that hangs on an answer: what may turn out, and what would then be recommended."""
    wording = p.of(r)
    if r.mode == "secure":  # all that is left to know is until when the money runs
        return p.say("if.secure", title=wording.title), p.say("then.secure")
    return line(wording.say("if", r.way)), line(wording.say("then", r.way))


def how_firm(p: Phrases, *, is_short: bool = False) -> Line:
    """How firm the order is, in words, from the points that are assured and those still open.

    In short it leaves out what is less firm, and that open answers could change the order where actions hang on one.
    """
    recommended = [r for r in p.advice.ranked if r.of_class == "recommended"]
    shown = [r for r in recommended if r.shown]
    depends = [r for r in p.advice.shown if r.of_class == "depends"]
    lines: list[Line] = []
    if len(shown) > 1:
        key = firmness(shown[0], recommended)
        if not (is_short and key == "firm.open" and depends):
            lines.append(p.say(_form(key, is_short), number=str(p.numbers[shown[0].id])))
    lines += tried(p, shown, is_short=is_short)
    if len(shown) > 1:
        runs = [_run([p.numbers[r.id] for r in run]) for run in equal_runs(shown)]
        if runs:
            lines.append(p.say(_form("firm.equal", is_short), runs="; ".join(runs)))
    if depends:
        numbers = [p.numbers[r.id] for r in depends]
        cared = next((r for r in depends if r.measure.keeps_place), None)
        care = p.words("firm.care", number=str(p.numbers[cared.id])) if cared and len(depends) > 1 else ""
        lines.append(p.say("firm.depends", actions=capital(p.actions(numbers)), care=care))
    last = () if shown else p.say("firm.weights")
    return spaced([p.say("firm.lead"), *lines, last]) if lines else ()


def tried(p: Phrases, shown: Sequence[Ranked], *, is_short: bool = False) -> list[Line]:
    """In how many of the combinations we drew each action stands among the first five, in words; in short, the firmest."""
    from wayhome.engine.robustness import in_a_brief  # brings NumPy with it

    both = in_a_brief(p.advice).both if shown else None
    if both is None or not both.scenarios:
        return []
    share = {standing.measure: standing.foremost for standing in both.standings}
    said: list[str] = []
    for _, name in BANDS:
        numbers = [p.numbers[r.id] for r in shown if band(share.get(r.id, 0), both.scenarios) == name]
        if numbers:
            key = f"firm.short.{name}" if is_short and not said else f"firm.tried.{name}"
            said.append(p.words(key, actions=p.actions(numbers)))
    if is_short:
        return [(Text(f"{'; '.join(said[:BANDS_IN_SHORT])}."),)]
    return [p.say("firm.tried", count=f"{both.scenarios:,}", actions="; ".join(said))]


def _form(key: str, is_short: bool) -> str:
    """The key of a sentence, or of its short form where it has one."""
    return f"{key}.short" if is_short and key in ("firm.settled", "firm.equal") else key


def _run(numbers: Sequence[int]) -> str:
    """Numbers that follow one another."""
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 2 else listed(map(str, numbers))


def firmness(first: Ranked, recommended: Sequence[Ranked]) -> str:
    """How firm the first of several recommended measures stands, as the key of the sentence that says so."""
    highest = max(r.upper for r in recommended if r.id != first.id)
    if first.assured - highest > EQUAL_WITHIN:
        return "firm.first"
    is_open = any(r.upper > r.assured for r in recommended) and highest > first.assured
    return "firm.open" if is_open else "firm.settled"


def equal_runs(shown: Iterable[Ranked]) -> list[list[Ranked]]:
    """Runs of actions whose order says nothing."""
    runs: list[list[Ranked]] = []
    run: list[Ranked] = []
    for r in shown:
        run.append(r)
        if not r.equal_to_next:
            runs.append(run)
            run = []
    return [run for run in (*runs, run) if len(run) > 1]
