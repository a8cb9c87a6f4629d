"""The main part of a brief: what a minister reads, at most 1,600 words and ten measures.

In: `Phrases`. Out: blocks. Credit first, then decisions, actions in order, the ground, the six steps, what is open, care.
"""

from __future__ import annotations

from wayhome.engine.advise import Unknown
from wayhome.engine.brief.phrases import Phrases, capital, listed, spaced
from wayhome.engine.brief.tree import Block, Grid, Heading, Items, Line, Paragraph, Strong, Text, line
from wayhome.engine.compile import fits_of, need_of, unless_of
from wayhome.engine.explain import deciding_facts
from wayhome.engine.prioritise import CARE, Ranked
from wayhome.engine.roadmap import Task
from wayhome.engine.rulebook import Finding
from wayhome.engine.truth import facts_read

MOST_CREDITED = 6
MOST_MESSAGES = 3
MOST_DECISIONS = 5
MOST_REASONS = 2
MOST_OPEN = 5
COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def title(p: Phrases) -> list[Block]:
    """The headline, chosen by how far the country is."""
    stage = _single(p, "context.stage") or "open"
    found: list[Block] = [Heading(1, p.say("title", place=p.place, headline=p.words(f"headline.{stage}")))]
    if p.advice.profile.invented:
        found.append(Paragraph(p.say("invented", place=p.place)))
    return found


def _single(p: Phrases, finding: str) -> str | None:
    domain = p.advice.library.program.domains.get(finding)
    values = domain.names(p.advice.evaluation.facts[finding]) if domain else ()
    return values[0] if len(values) == 1 else None


def one_page(p: Phrases) -> list[Block]:
    """Credit, key messages, decisions asked."""
    found: list[Block] = [Heading(2, p.say("page.title")), Paragraph(_credit(p))]
    messages = key_messages(p)
    if messages:
        found += [Paragraph(p.say("messages.lead")), Items(tuple(messages), is_numbered=True)]
    return found + _decisions(p)


def _credit(p: Phrases) -> Line:
    """What exists, in the words of the evidence: every value still open is one at which something is there."""
    lines = []
    for section in p.questionnaire.sections:
        for question in section.questions:
            spec = p.questionnaire.facts.get(question.question)
            answer = p.advice.profile.answers.get(question.question)
            if spec is None or answer is None or not answer.evidence or p.advice.is_withheld(spec.id):
                continue
            values = set(spec.domain.names(p.advice.evaluation.facts[spec.id]))
            if spec.exists and values <= spec.exists:
                lines.append(p.evidence(answer))
    lead = p.say("credit.lead", place=p.place)
    if not lines:
        return spaced([lead, p.say("credit.none")])
    unique = list(dict.fromkeys(lines))[:MOST_CREDITED]
    return spaced([lead, *unique, p.say("credit.close")])


def key_messages(p: Phrases) -> list[Line]:
    """The first recommended measures in a sentence each, what is not known, and the ground."""
    found = []
    first = [r for r in p.advice.shown if r.of_class == "recommended"][:MOST_MESSAGES]
    for r in first:
        message = p.of(r).say("message", r.mode)
        head, _, rest = message.partition(". ")
        found.append(line(f"**{head.rstrip('.')}.** {rest}"))
    asked = _most_open(p)
    if asked:
        names = listed(unknown.question.name for unknown in asked)
        key = "message.unknown" if len(asked) > 1 else "message.unknown.one"
        found.append(p.say(key, count=capital(COUNTED[len(asked)]), names=names))
    lacking = [f for f in p.advice.library.rulebook.preconditions if "met" not in _values(p, f)]
    if lacking:
        names = listed(lower(p.wording.preconditions[f.id].title) for f in lacking)
        found.append(p.say("message.ground", names=names))
    return found


def _values(p: Phrases, finding: Finding) -> tuple[str, ...]:
    return finding.domain.names(p.advice.evaluation.facts[finding.id])


def _decided(p: Phrases) -> list[Ranked]:
    """The measures a decision is asked for, in order: recommended, then safe."""
    shown = [r for r in p.advice.shown if r.of_class in ("recommended", "safe")]
    safe = [r for r in shown if r.of_class == "safe"]
    return [*[r for r in shown if r.of_class == "recommended"][: MOST_DECISIONS - len(safe)], *safe]


def _decisions(p: Phrases) -> list[Block]:
    recipient = p.advice.profile.recipient or p.words("recipient.unknown")
    found: list[Block] = [Paragraph(p.say("decisions.lead", recipient=recipient))]
    measures = _decided(p)
    if not measures:
        return [*found, Paragraph(p.say("decisions.none"))]
    starts = {task.measure: task.start for task in p.advice.roadmap.tasks if task.measure}
    rows = []
    for letter, r in zip("ABCDEFGHIJ", measures, strict=False):
        wording = p.of(r)
        rows.append(
            (
                (Text(letter),),
                line(wording.say("decision", r.mode), month=str(starts.get(r.id, 0) + 6)),
                (Text(by_mode(r.measure.instrument, r.modes)),),
                (Text(p.month(max(1, starts.get(r.id, 0)))),),
                (Text(by_mode(r.measure.cost, r.modes)),),
            )
        )
    head = tuple(p.say(key) for key in ("head.decision", "head.instrument", "head.when", "head.cost"))
    found.append(Grid(((), *head), tuple(rows)))
    if measures[0].of_class == "recommended":
        reason = p.of(measures[0]).say("reason")
        found.append(Paragraph(p.say("first.lead", letter="A", reason=reason)))
    return found


def by_mode(texts: dict[str, str], modes: tuple[str, ...]) -> str:
    """The text for the one mode left, else the neutral one."""
    return texts.get(modes[0], texts["any"]) if len(modes) == 1 else texts["any"]


def actions(p: Phrases) -> list[Block]:
    """Three lists, never mixed, numbered through."""
    found: list[Block] = [Heading(2, p.say("actions.title")), Paragraph(p.say("actions.ours"))]
    recommended = [r for r in p.advice.shown if r.of_class == "recommended"]
    if recommended:
        found.append(Paragraph(p.say("recommended.lead")))
        head = tuple(p.say(key) for key in ("head.action", "head.why", "head.lead", "head.sign"))
        found.append(Grid(((), *head), tuple(_recommended_row(p, r) for r in recommended)))
        left = sum(r.of_class == "recommended" for r in p.advice.ranked) - len(recommended)
        if left:
            found.append(Paragraph(p.say("more.recommended", count=capital(_count(left)))))
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
        head = tuple(p.say(key) for key in ("head.if", "head.then", "head.ask"))
        found.append(Grid(((), *head), tuple(_depends_row(p, r) for r in depends)))
    firm = _firm(p)
    return [*found, *([Paragraph(firm)] if firm else [])]


def _count(number: int) -> str:
    return COUNTED[number] if number < len(COUNTED) else str(number)


def _number(p: Phrases, r: Ranked) -> Line:
    return (Text(str(p.numbers[r.id])),)


def _action(p: Phrases, r: Ranked) -> Line:
    """The action in the way that is certain; else in neutral words with the check that settles it."""
    heading, details = p.of(r).action(r.mode)
    lines: list[Line] = [(Strong(f"{heading}."),), line(details) if details else ()]
    check = p.of(r).say("check")
    if check and r.mode is None:
        lines.append(line(check))
    return spaced(lines)


def _recommended_row(p: Phrases, r: Ranked) -> tuple[Line, ...]:
    start = next((task.start for task in p.advice.roadmap.tasks if task.measure == r.id), 0)
    sign = line(p.of(r).say("sign", r.mode), month=str(start + 6))
    lead = p.body(r.measure.lead, confirm=True)
    return _number(p, r), _action(p, r), why(p, r), (Text(lead),), sign


def why(p: Phrases, r: Ranked) -> Line:
    """The answers that decided it, as evidence; the general reason if there is none."""
    lines: list[Line] = []
    for part in r.leading_parts:
        for fact in facts_behind(p, part.rule.id):
            reason = p.reason(fact)
            if reason not in lines:
                lines.append(reason)
    return spaced(lines[:MOST_REASONS]) or line(p.of(r).say("reason"))


def facts_behind(p: Phrases, rule: str) -> list[str]:
    """The answers that made a recommendation what it is."""
    evaluation, program = p.advice.evaluation, p.advice.library.program
    names = (need_of(rule), fits_of(rule))
    return [fact for name in names for fact in deciding_facts(program.verdicts[name], evaluation, program)]


def _depends_row(p: Phrases, r: Ranked) -> tuple[Line, ...]:
    questions = {p.question_of(fact).question: p.question_of(fact) for fact in r.hangs_on if not p.advice.is_withheld(fact)}
    roles = [question.ask[0] for question in questions.values()]
    return (
        _number(p, r),
        line(p.of(r).say("if")),
        line(p.of(r).say("then")),
        (Text(p.bodies(list(dict.fromkeys(roles))[:3])),),
    )


def _firm(p: Phrases) -> Line:
    """How firm the order is, in words, from the intervals of points."""
    recommended = [r for r in p.advice.ranked if r.of_class == "recommended"]
    shown = [r for r in recommended if r.shown]
    depends = [r for r in p.advice.shown if r.of_class == "depends"]
    lines: list[Line] = []
    if len(shown) > 1:
        others = max(r.upper for r in recommended[1:])
        first = shown[0].assured > others
        lines.append(p.say("firm.first", number=str(p.numbers[shown[0].id])) if first else p.say("firm.open"))
        for group in _equal_groups(shown):
            lines.append(p.say("firm.equal", numbers=listed(str(p.numbers[r.id]) for r in group)))
    if depends:
        numbers = listed(str(p.numbers[r.id]) for r in depends)
        cared = next((r for r in depends if r.measure.cluster == CARE), None)
        care = p.words("firm.care", number=str(p.numbers[cared.id])) if cared and len(depends) > 1 else ""
        key = "firm.depends" if len(depends) > 1 else "firm.depends.one"
        lines.append(p.say(key, numbers=numbers, care=care))
    if not lines:
        return ()
    return spaced([(Text(""), Strong(p.words("firm.lead").strip("*"))), *lines, p.say("firm.weights")])


def _equal_groups(shown: list[Ranked]) -> list[list[Ranked]]:
    """Runs of actions of which each stands within two points of the next."""
    groups: list[list[Ranked]] = []
    run: list[Ranked] = []
    for i, r in enumerate(shown):
        run.append(r)
        if not r.equal_to_next or i + 1 == len(shown):
            if len(run) > 1:
                groups.append(run)
            run = []
    return groups


def ground(p: Phrases) -> list[Block]:
    """The five preconditions: what is needed, what can be seen, how we read it; never a mark."""
    rows = []
    for finding in p.advice.library.rulebook.preconditions:
        wording = p.wording.preconditions[finding.id]
        values = _values(p, finding)
        reading = wording.reading.get(
            "-or-".join(v for v in ("met", "partly", "unmet") if v in values), wording.reading["open"]
        )
        rows.append(((Text(wording.title),), _seen(p, finding), (Text(reading),)))
    head = tuple(p.say(f"ground.head.{key}") for key in ("needed", "seen", "reading"))
    return [Heading(2, p.say("ground.title")), Grid(head, tuple(rows)), Paragraph(p.say("ground.close"))]


def _seen(p: Phrases, finding: Finding) -> Line:
    """The answers a precondition reads, as far as they say something."""
    lines: list[Line] = []
    for question in facts_read_by(p, finding):
        answer = p.advice.profile.answers.get(question)
        if answer is None or all(p.advice.is_withheld(f"{question}.{row}".strip(".")) for row in answer.parts):
            continue
        found = p.evidence(answer)
        if found and found not in lines:
            lines.append(found)
    return spaced(lines[:MOST_REASONS]) or p.say("ground.nothing")


def facts_read_by(p: Phrases, finding: Finding) -> list[str]:
    """The questions a finding's own conditions read."""
    facts = [fact for _, condition in finding.rows for fact in sorted(facts_read(condition))]
    known = p.questionnaire.facts
    return list(dict.fromkeys(known[fact].question for fact in facts if fact in known))


def roadmap(p: Phrases) -> list[Block]:
    """Six steps, one heading each."""
    plan = p.advice.roadmap
    start = p.month(0) if p.advice.profile.start is not None else p.words("roadmap.start.unknown")
    if plan.horizon is None:
        time = p.say("roadmap.horizon.unknown")
    elif plan.beyond:
        fits = len(plan.tasks) - len(plan.beyond)
        time = p.say("roadmap.horizon.short", horizon=str(plan.horizon), fits=str(fits), all=str(len(plan.tasks)))
    else:
        time = p.say("roadmap.horizon.fits", horizon=str(plan.horizon))
    found: list[Block] = [
        Heading(2, p.say("roadmap.title", months=str(plan.months))),
        Paragraph(spaced([p.say("roadmap.intro", start=start), time])),
    ]
    for step in p.advice.library.rulebook.steps:
        name = p.words(f"step.name.{step.id}")
        heading = p.say("step.title", number=str(step.number), name=name, title=lower(step.title), start=str(step.months[0]))
        tasks = plan.of_step(step.number)
        lines = [_task(p, task) for task in tasks if task.kind != "scoping"]
        asked = [task for task in tasks if task.kind == "scoping"]
        if asked:
            count = sum(len(task.questions) for task in asked)
            roles = p.bodies(task.lead for task in asked if task.lead)
            lines.append(p.say("task.scoping", roles=roles, count=str(count)))
        found += [Heading(3, heading), Items(tuple(lines) or (p.say("task.empty"),))]
    return found


def _task(p: Phrases, task: Task) -> Line:
    measures = {r.id: r for r in p.advice.ranked}
    mark = "▶ " if task.at_once else ""
    result = ""
    if task.measure:
        r = measures[task.measure]
        text = p.of(r).action(r.mode)[0]
    else:
        preconditions = p.wording.preconditions
        wordings = (
            p.wording.steps if task.kind == "standing" else preconditions[task.id.removesuffix(f".{task.wording}")].tasks
        )
        text, result = wordings[task.wording].text, wordings[task.wording].result
    beyond = " …" if task.id in p.advice.roadmap.beyond else ""
    months = p.words("task.months", start=str(task.start), end=str(task.end), beyond=beyond)
    parts = [line(f"{mark}{text.rstrip('.')}{months}.")]
    roles = [role for role in (task.lead, *task.partners[:3]) if role]
    if roles:
        parts.append(line("{who}", who=f"{capital(p.bodies(roles))}."))
    if result:
        parts.append(p.say("task.result", result=result.rstrip(".")))
    return spaced(parts)


def _most_open(p: Phrases) -> list[Unknown]:
    """The open questions on which most of the actions shown hang."""
    shown = {r.id for r in p.advice.shown}
    return [unknown for unknown in p.advice.unknowns if shown & set(unknown.hangs)][:MOST_OPEN]


def not_confirmed(p: Phrases) -> list[Block]:
    """What is open, why it matters, whom to ask."""
    found: list[Block] = [Heading(2, p.say("open.title"))]
    asked = _most_open(p)
    if not asked:
        return [*found, Paragraph(p.say("open.none"))]
    rows = []
    for unknown in asked:
        numbers = [str(p.numbers[id_]) for id_ in unknown.hangs if id_ in p.numbers]
        key = "open.actions" if len(numbers) == 1 else "open.actions.several"
        matters = capital(unknown.question.matters or p.words("tbc"))
        state = p.words(f"state.{unknown.state}")
        name = capital(unknown.question.name) + (f" ({state})" if state else "")
        who = p.bodies(unknown.question.ask[:2])
        rows.append(((Text(name),), p.say(key, matters=matters, numbers=listed(numbers)), (Text(who),)))
    head = tuple(p.say(f"open.head.{key}") for key in ("question", "matters", "ask"))
    found.append(Grid(head, tuple(rows)))
    left = sum(bool(unknown.hangs) for unknown in p.advice.unknowns) - len(asked)
    if left > 0:
        found.append(Paragraph(p.say("open.more", count=str(left))))
    return found


def care(p: Phrases) -> list[Block]:
    """Guards of the measures shown, unless the answers make them needless; cautions from the ground."""
    lines = [p.say("care.line", title=p.wording.guards[id_].title, text=p.wording.guards[id_].text) for id_ in guards_of(p)]
    lines += [line(text) for text in cautions_of(p)]
    return [Heading(2, p.say("care.title")), Items(tuple(lines))] if lines else []


def guards_of(p: Phrases) -> list[str]:
    """The guards that print: adverse or unknown, and fit for this edition."""
    rulebook = p.advice.library.rulebook
    wanted = {guard for r in p.advice.shown for guard in r.measure.guards}
    return [
        guard.id
        for guard in rulebook.guards.values()
        if guard.id in wanted
        and p.advice.evaluation.verdicts[unless_of(guard.id)] is not True
        and p.advice.options.edition.sees(guard.audience)
    ]


def cautions_of(p: Phrases) -> list[str]:
    """What to mind where a measure rests on a precondition that certainly is not met."""
    wanted = {precondition for r in p.advice.shown for precondition in r.measure.rests_on}
    found = p.advice.library.rulebook.preconditions
    return [p.wording.preconditions[f.id].caution for f in found if f.id in wanted and "met" not in _values(p, f)]


def lower(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]
