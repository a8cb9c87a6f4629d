"""The annexes of a brief: what an auditor checks. Answers, findings, all measures, weights, questions still open.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from wayhome.engine.brief.actions import how_firm
from wayhome.engine.brief.firmness import how_firm_in_numbers
from wayhome.engine.brief.phrases import Phrases, capital, listed, spaced
from wayhome.engine.brief.pictures.gallery import pictured
from wayhome.engine.brief.plan import guards_of, resting_on
from wayhome.engine.brief.reasons import facts_behind, questions_read
from wayhome.engine.brief.responses import is_set_aside, of_task
from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Items, Line, Paragraph, Text, codes, joined, line
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Status, Verdict
from wayhome.engine.rulebook import CRITERIA


def findings(p: Phrases) -> list[Block]:
    """What was concluded on the way, from which questions."""
    head = tuple(p.say(f"annex.findings.head.{key}") for key in ("finding", "value", "because"))
    rows = []
    for finding in p.advice.library.rulebook.findings.values():
        values = finding.domain.names(p.advice.evaluation.facts[finding.id])
        words = [value.replace("-", " ") for value in values]
        value = words[0] if len(words) == 1 else f"{p.words('annex.findings.undecided')}: {' or '.join(words)}"
        read = [question for question in questions_read(p, finding) if question in p.advice.profile.answers]
        rows.append(((Text(finding.title),), (Text(value),), codes(read) or (Text("–"),)))
    found: list[Block] = [Heading(2, p.say("annex.findings")), Grid(head, tuple(rows))]
    titles = {rule.id: rule.title for rule in p.advice.library.rulebook.implications}
    implied = dict.fromkeys(titles[rule] for rule, fact in p.advice.evaluation.applied if not p.advice.is_withheld(fact))
    if implied:
        found.append(Paragraph(p.say("annex.findings.implied", rules="; ".join(implied))))
    conflicts = [
        f"{titles[c.implication]} ({p.questionnaire.facts[c.fact].label})"
        for c in p.advice.evaluation.conflicts
        if not p.advice.is_withheld(c.fact)
    ]
    if conflicts:
        found.append(Paragraph(p.say("annex.findings.conflict", rules="; ".join(conflicts))))
    return found


def measures(p: Phrases) -> list[Block]:
    """All measures with status, way, points and the passages behind them."""
    most = 3 * sum(p.advice.weights.values())
    head = tuple(p.say(f"annex.measures.head.{key}") for key in ("measure", "status", "way", "points", "passages"))
    rows = tuple(_measure(p, r) for r in p.advice.ranked)
    return [
        Heading(2, p.say("annex.measures")),
        Paragraph(p.say("annex.measures.intro", most=str(most))),
        *pictured(p, "intervals"),
        Grid(head, rows),
    ]


def _measure(p: Phrases, r: Ranked) -> tuple[Line, ...]:
    number = f"{p.numbers[r.id]}. " if r.id in p.numbers else ""
    points = f"{r.assured}–{r.upper}" if r.upper > r.assured else str(r.assured)
    if not r.of_class:
        points = "–"
    parts = [_part(p, part) for part in r.parts]
    return (
        joined([Text(f"{number}{p.of(r).title} "), Code(r.id)]),
        p.say(f"status.{_status(p, r)}"),
        (Text(p.ways(r.modes) if r.of_class in ("recommended", "safe") else "–"),),
        (Text(points),),
        spaced(parts),
    )


def _status(p: Phrases, r: Ranked) -> str:
    if is_set_aside(p, r.id):
        return "set-aside"
    return "asked" if any(part.asked for part in r.leading_parts) else str(r.status)


def _part(p: Phrases, part: Verdict) -> Line:
    passage = p.advice.library.passages[part.rule.id]
    decided = facts_behind(p, part.rule.id)
    told = p.say(
        "annex.parts.part",
        id=Code(part.rule.id),
        status=p.words("status.asked" if part.asked else f"status.{part.status}"),
        mode=f", {p.ways(part.modes)}" if part.status is Status.RECOMMENDED else "",
        strength=passage.strength,
        locator=passage.locator,
    )
    parts = [*told]
    if part.status is Status.RECOMMENDED and part.grounds:
        parts += [*p.say("annex.parts.with"), *codes(part.grounds)]
    if decided:
        parts += [*p.say("annex.parts.by"), *codes(decided)]
    return joined([*parts, Text(".")])


def weights(p: Phrases) -> list[Block]:
    """The weights, and what else is ours."""
    given = ", ".join(f"{name} {p.advice.weights[name]}" for name in CRITERIA)
    return [
        Heading(2, p.say("annex.weights")),
        Paragraph(p.say("annex.weights.text", weights=capital(given))),
        Paragraph(p.say("annex.weights.ours")),
        *([Paragraph(firm)] if p.advice.reviews is not None and (firm := how_firm(p)) else []),
        *how_firm_in_numbers(p),
    ]


def to_ask(p: Phrases) -> list[Block]:
    """One page of questions for each institution."""
    lines = []
    for task in p.advice.roadmap.tasks:
        if task.kind != "scoping" or not task.lead:
            continue
        names = listed(p.questionnaire.questions[id_].name for id_ in task.questions)
        lines.append((Text(f"{capital(p.body(task.lead))}: {names}."),))
    return [Heading(2, p.say("annex.ask")), Items(tuple(lines))] if lines else []


def all_tasks(p: Phrases) -> list[Block]:
    """Every line of the roadmap with who, by when, to what result and from which passage."""
    head = tuple(p.say(f"annex.tasks.head.{key}") for key in ("step", "task", "who", "months", "passages"))
    rows = []
    for task in p.advice.roadmap.tasks:
        if task.kind == "scoping":
            continue  # Annex E
        text, result = p.task_words(task)
        told = spaced(
            [
                (Text(f"{text.rstrip('.')}."),),
                p.say("task.result", result=result.rstrip(".")) if result else (),
                *of_task(p, task),
            ]
        )
        who = p.bodies([role for role in (task.lead, *task.partners) if role])
        rows.append(
            (
                (Text(str(task.step)),),
                told,
                (Text(who or "–"),),
                (Text(f"{task.start}–{task.end}"),),
                (codes(task.passages)),
            )
        )
    return [Heading(2, p.say("annex.tasks")), Grid(head, tuple(rows))]


def all_care(p: Phrases) -> list[Block]:
    """Every guard that prints, with the actions it goes with, and what rests on ground still to be built."""
    lines = [
        p.say(
            "annex.care.line",
            title=p.wording.guards[id_].title,
            text=p.wording.guards[id_].text,
            actions=p.actions(numbers),
        )
        for id_, numbers in guards_of(p).items()
    ]
    lines += [line(p.wording.preconditions[id_].caution) for id_ in resting_on(p)]
    return [Heading(2, p.say("annex.care")), Items(tuple(lines))] if lines else []
