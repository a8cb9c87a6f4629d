"""The ground, the six steps, and the care to be taken.

In: `Phrases`. Out: blocks.
"""

from __future__ import annotations

from collections import Counter

from wayhome.engine.brief.phrases import Phrases, capital, listed, lower, spaced
from wayhome.engine.brief.pictures.gallery import pictured
from wayhome.engine.brief.reasons import MOST_REASONS, questions_read
from wayhome.engine.brief.responses import is_unpaid, of_task
from wayhome.engine.brief.tree import Block, Grid, Heading, Inline, Items, Line, Paragraph, Text, line
from wayhome.engine.care import guarded, told_in_full
from wayhome.engine.roadmap import Task
from wayhome.engine.rulebook import Finding


def ground(p: Phrases) -> list[Block]:
    """The five preconditions: what is needed, what can be seen, how we read it; never a mark."""
    rows = []
    for finding in p.advice.library.rulebook.preconditions:
        title = p.wording.preconditions[finding.id].title
        rows.append(((Text(title),), _seen(p, finding), (Text(reading_of(p, finding)),)))
    head = tuple(p.say(f"ground.head.{key}") for key in ("needed", "seen", "reading"))
    return [
        Heading(2, p.say("ground.title")),
        *pictured(p, "preconditions"),
        Grid(head, tuple(rows)),
        Paragraph(p.say("ground.close")),
    ]


def reading_of(p: Phrases, finding: Finding) -> str:
    """How we read a precondition, in words that name what would show it."""
    reading = p.wording.preconditions[finding.id].reading
    values = p.values(finding.id)
    return reading.get("-or-".join(value for value in ("met", "partly", "unmet") if value in values), reading["open"])


def _seen(p: Phrases, finding: Finding) -> Line:
    """The answers to the questions asked for this precondition, as far as they say something."""
    found: dict[Line, None] = {}
    for id_ in questions_read(p, finding):
        answer = p.advice.profile.answers.get(id_)
        asked_for_it = any(passage.startswith(finding.id) for passage in p.questionnaire.questions[id_].passages)
        if answer is not None and asked_for_it and answer.evidence:
            found[p.evidence(answer)] = None
    is_open = p.values(finding.id) == p.advice.library.program.domains[finding.id].values
    return spaced(list(found)[:MOST_REASONS]) or p.say("ground.nothing" if is_open else "ground.answered")


def roadmap(p: Phrases) -> list[Block]:
    """Six steps, one heading each."""
    plan = p.advice.roadmap
    start = p.month(0) if p.advice.profile.start is not None else p.words("roadmap.start.unknown")
    if plan.horizon is None:
        time = p.say("roadmap.horizon.unknown")
    elif any(task.id in plan.beyond for task in plan.main):
        fits = sum(task.id not in plan.beyond for task in plan.main)
        time = p.say("roadmap.horizon.short", horizon=str(plan.horizon), fits=str(fits), all=str(len(plan.main)))
    else:
        time = p.say("roadmap.horizon.fits", horizon=str(plan.horizon))
    found: list[Block] = [
        Heading(2, p.say("roadmap.title", months=str(plan.months))),
        Paragraph(spaced([p.say("roadmap.intro", start=start), time])),
    ]
    usual = _usual_lead(plan.main)
    if usual:
        found.append(Paragraph(p.say("roadmap.lead", lead=p.lead(usual))))
    found += pictured(p, "timeline")
    for step in p.advice.library.rulebook.steps:
        tasks = tuple(task for task in plan.main if task.step == step.number)
        heading = p.say(
            "step.title",
            number=str(step.number),
            name=p.words(f"step.name.{step.id}"),
            title=lower(step.title),
            start=str(min((task.start for task in tasks), default=step.months[0])),
            end=str(max((task.end for task in tasks), default=sum(step.months))),
        )
        lines = [_task(p, task, usual) for task in plan.printed if task.step == step.number]
        pages = [task for task in tasks if task.kind == "scoping"]
        if pages:
            count = str(sum(len(task.questions) for task in pages))
            lines.append(p.say("task.scoping", bodies=str(len(pages)), count=count))
        found += [Heading(3, heading), Items(tuple(lines) or (p.say("task.empty"),))]
    left = len(plan.tasks) - len(plan.main)
    if left:
        found.append(Paragraph(p.say("roadmap.more" if left > 1 else "roadmap.more.one", count=str(left))))
    return found


def _usual_lead(tasks: tuple[Task, ...]) -> str | None:
    """The body that leads most lines, named once."""
    leads = Counter(task.lead for task in tasks if task.lead and task.kind != "scoping")
    return leads.most_common(1)[0][0] if leads else None


def _task(p: Phrases, task: Task, usual: str | None) -> Line:
    text, _ = p.task_words(task)  # the result stands in Annex F
    beyond = " …" if task.id in p.advice.roadmap.beyond else ""
    months = p.words("task.months", start=str(task.start), end=str(task.end), beyond=beyond)
    mark = "▶ " if task.at_once else ""
    parts = [line("{text}", text=f"{mark}{text.rstrip('.')} {months}.")]
    if task.lead and task.lead != usual:
        parts.append((Text(f"{capital(p.body(task.lead))}."),))
    waits = [
        p.numbers[r.id] for r in p.advice.shown if r.id in task.waits_for and (r.of_class == "depends" or is_unpaid(p, r.id))
    ]
    if waits:
        parts.append(p.say("task.waits", actions=p.actions(waits)))
    return spaced([*parts, *of_task(p, task, is_main=True)])


def care(p: Phrases) -> list[Block]:
    """Guards of the measures shown, unless the answers make them needless; what rests on ground still to be built."""
    numbers, foremost = guards_of(p), told_in_full(p.advice)
    guards = [p.wording.guards[id_] for id_ in numbers if id_ in foremost]
    lines = [p.say("care.line", title=guard.title, text=guard.text) for guard in guards]
    if len(numbers) > len(foremost):
        lines.append(
            p.say("care.more", names=listed(lower(p.wording.guards[i].title) for i in numbers if i not in foremost))
        )
    resting = [
        p.say("care.rests.on", title=lower(p.wording.preconditions[id_].title), actions=p.actions(numbers))
        for id_, numbers in resting_on(p).items()
    ]
    if resting:
        named: list[Inline] = []
        for part in resting:
            named += [Text("; "), *part] if named else list(part)
        lines.append(p.say("care.rests", resting=named))
    return [Heading(2, p.say("care.title")), Items(tuple(lines))] if lines else []


def guards_of(p: Phrases) -> dict[str, list[int]]:
    """The guards that print, adverse or unknown and fit for this edition, with the numbers of their actions."""
    return {id_: [p.numbers[measure] for measure in measures] for id_, measures in guarded(p.advice).items()}


def resting_on(p: Phrases) -> dict[str, list[int]]:
    """Preconditions that certainly are not met, each with the numbers of the actions that rest on it."""
    found = {}
    for finding in p.advice.library.rulebook.preconditions:
        numbers = [p.numbers[r.id] for r in p.advice.shown if finding.id in r.measure.rests_on]
        if numbers and "met" not in p.values(finding.id):
            found[finding.id] = numbers
    return found
