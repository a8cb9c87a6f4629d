"""One finding or precondition explained: its value, the answers behind it, its table row by row, its passages.

In: `Words` and a `Finding`. Out: an `Explained`.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import capital, spaced
from wayhome.engine.brief.plan import reading_of
from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Paragraph
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.explain import deciding_facts
from wayhome.engine.explain_text.conditions import hangs
from wayhome.engine.explain_text.explained import Explained, Kind, condition_blocks, handbook, section
from wayhome.engine.explain_text.words import Words
from wayhome.engine.explain_text.would_change import would_change
from wayhome.engine.recommend import open_facts
from wayhome.engine.rulebook import Finding
from wayhome.engine.truth import ALWAYS, truth


def finding(words: Words, found: Finding) -> Explained:
    """Explain a finding."""
    p, evaluation, program = words.p, words.advice.evaluation, words.program
    kind: Kind = "precondition" if found.is_precondition else "finding"
    values = found.domain.names(evaluation.facts[found.id])
    behind, hangs_on = words.seen(_behind(words, found)), []
    if len(values) > 1:
        hangs_on = words.seen(fact for _, row in found.rows for fact in open_facts(row, evaluation, program))
    passages = tuple(words.advice.library.passages[id_] for id_ in found.cites)
    title = p.wording.preconditions[found.id].title if found.is_precondition else found.title
    blocks: list[Block] = [
        Heading(1, p.say("explain.title", title=title, id=Code(found.id))),
        Paragraph(p.say(f"explain.kind.{kind}")),
        Paragraph(_reading(words, found, values)),
    ]
    told = hangs(words, "explain.hangs.reading", hangs_on, lambda other: _value(words, found, other))
    blocks += section(words, "hangs.status", *told)
    blocks += section(words, "seen", words.answers(behind))
    blocks += would_change(words, found.id)
    blocks += [Heading(2, p.say("explain.section.table")), Paragraph(p.say("explain.table")), *_rows(words, found)]
    blocks += _tasks(words, found, values)
    blocks += handbook(words, passages)
    return Explained(kind, found.id, title, "", values, (), tuple(behind), tuple(hangs_on), passages, tuple(blocks))


def _reading(words: Words, found: Finding, values: tuple[str, ...]) -> Line:
    """How it is read here: in the words of the brief for a precondition."""
    said = words.either(words.quoted(found.id, values))
    is_open = len(values) == len(found.domain.values)
    if not found.is_precondition:
        return words.p.say("explain.here.open" if is_open else "explain.here", values=said)
    reading = words.p.say("explain.reading", reading=capital(reading_of(words.p, found)))
    return spaced([reading, () if is_open else words.p.say("explain.here.table", values=said)])


def _value(words: Words, found: Finding, evaluation: Evaluation) -> str:
    """What an evaluation makes of the finding, in words."""
    values = found.domain.names(evaluation.facts[found.id])
    here = words.advice.evaluation.facts[found.id]
    is_told = len(values) == 1 or evaluation.facts[found.id] != here
    key = "explain.outcome.value" if is_told else "explain.outcome.possible"
    return words.p.words(key, values=words.either(words.quoted(found.id, values)))


def _behind(words: Words, found: Finding) -> list[str]:
    """The answers that decided rows, in the order of the table up to the first row that holds."""
    facts: list[str] = []
    for _, row in found.rows:
        facts += deciding_facts(row, words.advice.evaluation, words.program)
        if truth(row, words.advice.evaluation.facts) is True:
            break
    return facts


def _rows(words: Words, found: Finding) -> list[Block]:
    """Each row of the table: its value, its condition, how each part stands here."""
    blocks: list[Block] = []
    for value, row in found.rows:
        said = words.value(found.id, value)
        if row == ALWAYS:
            blocks.append(Paragraph(words.p.say("explain.row.otherwise", value=said)))
            continue
        stands = {True: "holds", False: "fails", None: "open"}[truth(row, words.advice.evaluation.facts)]
        blocks += condition_blocks(words, f"explain.row.{stands}", row, value=said)
    return blocks


def _tasks(words: Words, found: Finding, values: tuple[str, ...]) -> list[Block]:
    """What would build a precondition that is not known to be met."""
    if not found.tasks or values == ("met",):
        return []
    tasks = words.p.wording.preconditions[found.id].tasks
    lines = tuple(words.p.say("explain.task", step=str(task.step), text=tasks[task.text].text) for task in found.tasks)
    return [Heading(2, words.p.say("explain.section.tasks")), Items(lines)]
