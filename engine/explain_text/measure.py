"""One measure explained: its class and rank, its parts, the criteria behind its points, what it comes after and rests on.

In: `Words` and a `Ranked` measure. Out: an `Explained`. Criteria, weights, months and order are ours, and said to be.
"""

from __future__ import annotations

from dataclasses import replace

from wayhome.engine.brief.phrases import Phrases, capital, listed, spaced
from wayhome.engine.brief.plan import reading_of
from wayhome.engine.brief.tree import Block, Code, Heading, Line, Paragraph, Strong, Text, line, words_of
from wayhome.engine.compile import Program, fits_of, modes_of, national_of, need_of, points_of, unless_of
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.explain import deciding_facts, deciding_row
from wayhome.engine.explain_text.conditions import hangs
from wayhome.engine.explain_text.explained import Explained, cited, section
from wayhome.engine.explain_text.recommendation import facts_behind, outcome_words, ways
from wayhome.engine.explain_text.words import Words
from wayhome.engine.prioritise import Ranked, rank_measures
from wayhome.engine.recommend import Status, Verdict, open_facts, points, verdicts_of
from wayhome.engine.rulebook import CRITERIA, Measure, Row

MOST_POINTS = 3  # of a criterion


def measure(words: Words, ranked: Ranked) -> Explained:
    """Explain a measure."""
    from wayhome.engine.explain_text.would_change import would_change  # a search, of which the annex of a brief has none

    p, wording = words.p, words.p.of(ranked)
    hangs_on = words.seen(ranked.hangs_on)
    behind = words.seen(fact for part in ranked.leading_parts for fact in facts_behind(words, part))
    heading, details = p.action(ranked)
    blocks: list[Block] = [
        Heading(1, p.say("explain.title", title=wording.title, id=Code(ranked.id))),
        Paragraph(p.say("explain.kind.measure")),
        Paragraph(spaced([_class(words, ranked), line(wording.say("reason"))])),
    ]
    if ranked.of_class:
        blocks += section(
            words,
            "asked.if" if ranked.of_class == "depends" else "asked",
            p.say("explain.action", heading=heading, details=details),
        )
    blocks += _hangs(words, ranked)
    blocks += would_change(words, ranked.id)
    blocks += section(words, "parts", [_part(words, part) for part in ranked.parts])
    if ranked.of_class:
        blocks += _points(words, ranked)
        blocks += section(words, "order", [*_after(words, ranked), *_rests_on(words, ranked)])
        blocks += section(words, "with", _with(words, ranked))
        blocks += section(words, "care", _care(words, ranked))
    passages = tuple(words.advice.library.passages[part.rule.id] for part in ranked.parts)
    blocks += section(words, "handbook", [cited(words, passage) for passage in passages])
    return Explained(
        "measure",
        ranked.id,
        wording.title,
        str(ranked.status),
        (),
        ranked.modes,
        tuple(behind),
        tuple(hangs_on),
        passages,
        tuple(blocks),
    )


def reasons(p: Phrases, ranked: Ranked) -> list[Block]:
    """What the annex of a brief says of an action: the answers behind it or those it hangs on, and its points.

    The text is that of an explanation, which goes on to what would settle the way and what would change it.
    """
    words = Words(p)
    behind = words.seen(fact for part in ranked.leading_parts for fact in facts_behind(words, part))
    hang = _hangs(words, ranked, _program_of(words, ranked)) if ranked.of_class == "depends" else []
    blocks = [*section(words, "why", words.answers(behind)), *hang, *_points(words, ranked)]
    return [Paragraph((Strong(f"{words_of(block.line)}."),)) if isinstance(block, Heading) else block for block in blocks]


def left_out(words: Words, found: Measure) -> Explained:
    """A measure that stands nowhere while nothing hangs on an open answer."""
    p = words.p
    title = p.wording.measures[found.id].title
    blocks = (
        Heading(1, p.say("explain.title", title=title, id=Code(found.id))),
        Paragraph(p.say("explain.kind.measure")),
        Paragraph(p.say("explain.left-out")),
    )
    return Explained("measure", found.id, title, str(Status.NOT_APPLICABLE), (), (), (), (), (), blocks)


def _program_of(words: Words, ranked: Ranked) -> Program:
    """As much of the program as tells how a measure stands."""
    rules = [part.rule.id for part in ranked.parts]
    verdicts = {name for id_ in rules for name in (need_of(id_), fits_of(id_), national_of(id_))}
    outcomes = {name for id_ in rules for name in (modes_of(id_), points_of(id_, "gap"))}
    outcomes |= {points_of(ranked.id, name) for name in CRITERIA}
    outcomes |= {points_of(date, "opening") for date in ranked.measure.openings}
    return replace(
        words.program,
        verdicts={name: condition for name, condition in words.program.verdicts.items() if name in verdicts},
        outcomes=tuple(table for table in words.program.outcomes if table.id in outcomes),
    )


def _hangs(words: Words, ranked: Ranked, within: Program | None = None) -> list[Block]:
    """The answers that would settle its status or its way."""
    if ranked.of_class not in ("recommended", "depends"):
        return []
    about, hangs_on = "status" if ranked.status is Status.POSSIBLE else "way", words.seen(ranked.hangs_on)
    told = hangs(words, f"explain.hangs.{about}", hangs_on, lambda evaluation: _outcome(words, ranked, evaluation), within)
    return section(words, f"hangs.{about}", *told)


def _class(words: Words, ranked: Ranked) -> Line:
    """The class and the place in it."""
    p = words.p
    if ranked.of_class is None:
        return p.say(f"explain.class.{ranked.status}")
    number = words.p.numbers.get(ranked.id)
    said = p.say(f"explain.class.{ranked.of_class}")
    place: Line = ()
    if ranked.rank is not None:
        count = sum(other.of_class == "recommended" for other in words.advice.ranked)
        place = p.say("explain.rank", rank=str(ranked.rank), count=str(count))
    equals = _equals(words, ranked)
    equal = p.say("explain.equal", titles=listed(equals)) if equals else ()
    shown = p.say("explain.number", number=str(number)) if number else p.say("explain.not-shown")
    return spaced([said, place, equal, shown])


def _equals(words: Words, ranked: Ranked) -> list[str]:
    """The measures whose order to this one says nothing."""
    group: list[Ranked] = []
    for other in words.advice.ranked:
        if other.of_class != "recommended":
            break
        group.append(other)
        if not other.equal_to_next:
            if ranked.id in (one.id for one in group):
                return [_named(words, one) for one in group if one.id != ranked.id]
            group = []
    return []


def _named(words: Words, ranked: Ranked) -> str:
    return words.p.words("explain.named", title=words.p.of(ranked).title, id=ranked.id)


def _outcome(words: Words, ranked: Ranked, evaluation: Evaluation) -> str:
    """What an evaluation makes of the measure."""
    library = words.advice.library
    book = replace(library.rulebook, recommendations={part.rule.id: part.rule for part in ranked.parts})
    parts = verdicts_of(book, library.program, evaluation, is_area=words.is_area)
    found = rank_measures({ranked.id: ranked.measure}, library.passages, parts, evaluation, words.advice.weights)
    if not found:
        return words.p.words(f"explain.outcome.{Status.IN_PLACE}")
    return outcome_words(words, ranked, found[0].status, found[0].modes)


def _part(words: Words, part: Verdict) -> Line:
    """A recommendation with its status, way and reason."""
    p = words.p
    said = p.say("explain.part", title=part.rule.title, id=Code(part.rule.id), status=p.words(f"explain.part.{part.status}"))
    key = "explain.part.way" if part.mode else "explain.part.ways"
    way = p.say(key, ways=ways(words, part.modes)) if part.status is Status.RECOMMENDED else ()
    because = "; ".join(words.known(fact) for fact in facts_behind(words, part)[:2])
    return spaced([said, way, p.say("explain.because", because=capital(because)) if because else ()])


def _points(words: Words, ranked: Ranked) -> list[Block]:
    """The points, criterion by criterion, least and most."""
    p, weights = words.p, words.advice.weights
    most = MOST_POINTS * sum(weights.values())
    key = "explain.points" if ranked.upper > ranked.assured else "explain.points.firm"
    lead = p.say(key, assured=str(ranked.assured), upper=str(ranked.upper), most=str(most))
    lines = []
    for name in CRITERIA:
        low, high = ranked.criteria[name]
        said = f"{low}" if low == high else p.words("explain.interval", low=str(low), high=str(high))
        text = p.say("explain.criterion", name=p.words(f"explain.criterion.{name}"), points=said, weight=str(weights[name]))
        lines.append(spaced([text, _reason_of(words, ranked, name)]))
    return section(words, "points", lead, lines)


def _reason_of(words: Words, ranked: Ranked, name: str) -> Line:
    """The answers that gave a criterion its points, or would."""
    p, evaluation = words.p, words.advice.evaluation
    low, high = ranked.criteria[name]
    tables = _tables(words, ranked, name)
    if all(len(rows) == 1 for rows in tables) and name != "opening":
        return p.say("explain.judgement")
    if name == "opening" and not high:
        return p.say("explain.no-opening")
    decided: list[str] = []
    open_: list[str] = []
    for rows in tables:
        row = deciding_row(rows, evaluation)
        if row is not None:
            decided += deciding_facts(row, evaluation, words.program)
        elif low != high:
            open_ += [fact for _, condition in rows for fact in open_facts(condition, evaluation, words.program)]
    known, asked = words.seen(decided)[:2], words.seen(open_)[:2]
    because = p.say("explain.because", because=capital("; ".join(map(words.known, known)))) if known else ()
    if not known and not asked and low == high:
        because = p.say("explain.ordinary")
    subjects = "; ".join(dict.fromkeys(words.subject(fact) for fact in asked))
    return spaced([because, p.say("explain.open", subjects=subjects) if asked else ()])


def _tables(words: Words, ranked: Ranked, name: str) -> list[tuple[Row, ...]]:
    """The tables behind a criterion; where several compete, those that give the most."""
    most = ranked.criteria[name][1]
    if name == "gap":
        return [part.rule.gap for part in ranked.leading_parts if part.gap[1] == most]
    if name == "opening":
        found = ranked.measure.openings
        return [rows for fact, rows in found.items() if points(words.advice.evaluation, points_of(fact, name))[0] == most]
    return [ranked.measure.criteria[name]]


def _after(words: Words, ranked: Ranked) -> list[Line]:
    """What comes before it, as far as this edition sees it, and how that stands."""
    known = {other.id: other for other in words.advice.ranked}
    before = [known[id_] for id_ in ranked.after if id_ in known]
    return [words.p.say(f"explain.after.{other.status}", measure=_named(words, other)) for other in before]


def _rests_on(words: Words, ranked: Ranked) -> list[Line]:
    """The preconditions it rests on, and how they read here."""
    book, p = words.advice.library.rulebook, words.p
    return [
        p.say(
            "explain.rests-on", title=p.wording.preconditions[id_].title, id=id_, reading=reading_of(p, book.findings[id_])
        )
        for id_ in ranked.measure.rests_on
    ]


def _with(words: Words, ranked: Ranked) -> list[Line]:
    """Who, by which instrument, at what cost, when."""
    p, found = words.p, ranked.measure
    partners = "; ".join(map(words.body, found.partners))
    lines = [
        p.say("explain.lead", lead=words.body(ranked.lead)),
        p.say("explain.partners", partners=partners) if partners else (),
        p.say("explain.instrument", instrument=ranked.instrument, cost=ranked.cost),
    ]
    task = next((task for task in words.advice.roadmap.tasks if task.measure == ranked.id), None)
    if task is not None:
        lines.append(p.say("explain.months", step=str(task.step), start=str(task.start), end=str(task.end)))
    return [one for one in lines if one]


def _care(words: Words, ranked: Ranked) -> list[Line]:
    """The sentences of care that print with it."""
    book, evaluation = words.advice.library.rulebook, words.advice.evaluation
    printed = [
        id_
        for id_ in ranked.measure.guards
        if words.advice.options.edition.sees(book.guards[id_].audience) and evaluation.verdicts[unless_of(id_)] is not True
    ]
    guards = words.p.wording.guards
    return [(Text(f"{guards[id_].title}: {guards[id_].text}"),) for id_ in printed]
