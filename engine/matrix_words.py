"""The sentences in the cells of the action plan matrix.

In: `Phrases` and a ranked measure. Out: plain words; sources stand in them as words, since a cell has no notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wayhome.engine.brief.actions import conditional, equal_runs
from wayhome.engine.brief.phrases import Phrases, listed, lower
from wayhome.engine.brief.reasons import why
from wayhome.engine.brief.tree import Line, Note, words_of
from wayhome.engine.care import guards_among
from wayhome.engine.handbook import Passage
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Status
from wayhome.engine.responses import MeasureReview
from wayhome.engine.roadmap import Task

MONEY = ("money", "staff-paid-by")
"""The qualifiers that say who pays."""


def class_of(p: Phrases, r: Ranked) -> str:
    """The class of a measure, and whether an answer is missing."""
    if r.of_class == "safe" and r.status is not Status.RECOMMENDED:
        return p.words("matrix.class.safe-open")
    return p.words(f"matrix.class.{r.of_class}")


def standing(p: Phrases, review: MeasureReview | None) -> str:
    """What the body in the lead answered, and how far the work is."""
    is_asked = review is not None and (review.is_asked or review.progress is None)
    answer = p.words(f"review.outcome.{review.outcome}" if review and is_asked else "matrix.not-reviewed")
    if review is None or review.progress is None:
        return answer
    return f"{answer}; {p.words(f'review.state.{review.progress.state}')}"


def places_of(p: Phrases, ranked: Sequence[Ranked]) -> dict[str, str]:
    """The place of each measure in the order, in words; what hangs on an answer has none yet."""
    first = [r for r in ranked if r.of_class == "recommended"]
    numbers = {r.id: i for i, r in enumerate(first, 1)}
    equal = {r.id: [str(numbers[other.id]) for other in run if other is not r] for run in equal_runs(first) for r in run}
    found = {}
    for r in ranked:
        if r.id in numbers:
            place, others = {"place": str(numbers[r.id]), "all": str(len(first))}, listed(equal.get(r.id, ()))
            found[r.id] = (
                p.words("matrix.place.equal", others=others, **place) if others else p.words("matrix.place", **place)
            )
        elif r.of_class == "safe":
            found[r.id] = p.words("matrix.place.safe")
        else:
            found[r.id] = p.words("matrix.place.depends")
    return found


def rationale(p: Phrases, r: Ranked) -> str:
    """Why here, with its sources; of what hangs on an answer, the condition. Nothing that was answered on request only."""
    if r.of_class == "depends":
        condition, what = conditional(p, r)
        asked = [p.question_of(fact) for fact in r.hangs_on if not p.advice.is_withheld(fact)]
        names = dict.fromkeys(question.name for question in asked if not question.opt_in)
        told = p.words("matrix.why.depends", condition=words_of(condition), what=words_of(what))
        return f"{told} {p.words('matrix.why.ask', names=listed(names))}" if names else told
    return _with_sources(p, why(p, r, on_request=False))


def _with_sources(p: Phrases, told: Line) -> str:
    """A line with its sources as words in brackets behind it."""
    sources = dict(p.sources())
    keys = dict.fromkeys(part.key for part in told if isinstance(part, Note))
    named = [words_of(sources[key]).rstrip(".") for key in keys]
    behind = f" [{p.words('matrix.source', source='; '.join(named))}]" if named else ""
    return f"{words_of(told)}{behind}"


def funding(p: Phrases, r: Ranked) -> str:
    """To be confirmed, always; and who pays for what runs today, where an answer says so."""
    payers: dict[str, None] = {}
    for id_ in dict.fromkeys(fact for part in r.leading_parts for fact in part.rule.about):
        answer = p.advice.profile.answers.get(p.question_of(id_).question)
        if answer is None or p.advice.is_withheld(id_):
            continue
        question = p.question_of(id_)
        for name in MONEY:
            part = answer.qualifiers.get(name)
            if part and part.values and part.values != ("none",):
                labels = p.questionnaire.qualifiers[name].values
                money = p.words("or").join(labels[value] for value in part.values)
                payers[p.words("matrix.payer", money=money, name=question.name)] = None
    return p.words("matrix.funding", payers="; ".join(payers)) if payers else p.words("matrix.confirm")


def risk(p: Phrases, r: Ranked, task: Task | None) -> str:
    """Care to be taken, ground still to be built, and what it is firmer after."""
    titles = [lower(p.wording.guards[id_].title) for id_ in guards_among(p.advice, (r,))]
    told = [p.words("matrix.risk.care", titles=listed(titles))] if titles else []
    for finding in p.advice.library.rulebook.preconditions:
        if finding.id in r.measure.rests_on and "met" not in p.values(finding.id):
            told.append(p.wording.preconditions[finding.id].caution)
    waits = task.waits_for if task else ()
    before = [p.of(other).title for other in p.advice.ranked if other.id in waits and other.measure.audience == "brief"]
    if before:
        told.append(p.words("matrix.risk.waits", titles="; ".join(before)))
    return "\n".join(told)


def citation(p: Phrases, passages: Iterable[Passage]) -> str:
    """The passages behind a measure, with their places in the handbook and the force of their wording."""
    return "\n".join(p.words("matrix.citation", id=x.id, locator=x.locator, strength=x.strength) for x in passages)
