"""What in an advice concerns one body: what it would lead, join or open, what it can answer, what rests on it.

In: `Phrases` and a role. Out: a `Share`. Only what is meant for every reader of a brief is in it, whatever the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wayhome.engine.advise import Edition
from wayhome.engine.brief.asks import asked_of
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.pictures.sectors import in_sectors
from wayhome.engine.brief.reasons import facts_behind
from wayhome.engine.brief.responses import is_set_aside
from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.prioritise import Ranked
from wayhome.engine.profile import Answer
from wayhome.engine.questionnaire import Question
from wayhome.engine.recommend import Status, Verdict

EDITIONS = (Edition.DRAFT, Edition.MINISTERIAL)
"""The editions that leave the adviser's hands."""


@dataclass(frozen=True)
class Share:
    """What concerns one body; measures in the order of the brief, without those that were set aside in a review."""

    role: str
    leads: tuple[Ranked, ...]
    """Recommended or safe to begin."""
    would_lead: tuple[Ranked, ...]
    """Hanging on an answer."""
    joins: tuple[Ranked, ...]
    """Recommended or safe, led by another."""
    openings: tuple[Verdict, ...]
    """What is open in its sector beyond what it is asked to lead."""
    there: tuple[Verdict, ...]
    """What is in place in its sector."""
    asked: tuple[tuple[Ranked, list[Verdict]], ...]
    """What an area asks of the national level: measures, each with its parts that lie with such a body."""
    questions: tuple[Question, ...]
    """Its page of questions."""
    facts: tuple[Answer, ...]
    """Answers with evidence on which it was, or is, to be asked."""

    @property
    def is_empty(self) -> bool:
        """Nothing concerns it."""
        return not (
            self.leads
            or self.would_lead
            or self.joins
            or self.openings
            or self.there
            or self.asked
            or self.questions
            or self.facts
        )


def share_of(p: Phrases, role: str) -> Share:
    """What concerns a body.

    Raises InputError if there is no such role, or if the edition holds what is for the adviser.
    """
    if role not in p.questionnaire.roles:
        hint = did_you_mean(role, p.questionnaire.roles)
        raise InputError.at("for", f"there is no body {role!r}", listing(p.questionnaire.roles, 40), hint)
    edition = p.advice.options.edition
    if edition not in EDITIONS:
        what = f"the edition {str(edition)!r} is not for other bodies to read"
        raise InputError.at("for", what, " or ".join(EDITIONS), "leave out --for, or choose another --edition")
    ranked = [r for r in p.advice.ranked if r.of_class and r.measure.audience == "brief"]
    planned = [r for r in ranked if r.of_class in ("recommended", "safe")]
    kept = [r for r in ranked if not is_set_aside(p, r.id)]
    leads = tuple(_first_shown(r for r in planned if r.lead == role and r in kept))
    told = {part.rule.id for r in planned if r.lead == role for part in r.leading_parts}
    sector = [verdict for verdict in in_sectors(p) if verdict.rule.lead == role and _is_for_all(p, verdict)]
    still_open = (Status.RECOMMENDED, Status.POSSIBLE)
    return Share(
        role,
        leads,
        tuple(_first_shown(r for r in kept if r.of_class == "depends" and r.lead == role)),
        tuple(_first_shown(r for r in planned if r in kept and r.lead != role and _joins(r, role))),
        tuple(verdict for verdict in sector if verdict.status in still_open and verdict.rule.id not in told),
        tuple(verdict for verdict in sector if verdict.status is Status.IN_PLACE),
        tuple(asked_of(p, (v for v in p.advice.asks if v.rule.lead == role))),
        tuple(
            p.questionnaire.questions[id_]
            for task in p.advice.roadmap.tasks
            if task.kind == "scoping" and task.lead == role
            for id_ in task.questions
        ),
        _facts(p, role, [*leads, *(r for r in ranked if r.lead == role and r not in leads)]),
    )


def parts_of(r: Ranked, role: str) -> tuple[Verdict, ...]:
    """The parts of a measure that lie with a body, be it in the lead of the whole or not."""
    return tuple(part for part in r.leading_parts if part.rule.lead == role)


def _joins(r: Ranked, role: str) -> bool:
    return role in r.measure.partners or bool(parts_of(r, role))


def _first_shown(found: Iterable[Ranked]) -> list[Ranked]:
    """The measures of the main part first, each in its order."""
    return sorted(found, key=lambda r: not r.shown)


def _is_for_all(p: Phrases, verdict: Verdict) -> bool:
    owner = next(r for r in p.advice.ranked if any(part is verdict for part in r.parts))
    return owner.measure.audience == "brief"


def _facts(p: Phrases, role: str, own: Sequence[Ranked]) -> tuple[Answer, ...]:
    """Answers that rest on a body: first those behind what it would lead, then those it is the first to be asked for."""
    behind = {
        p.question_of(fact).question for r in own for part in r.leading_parts for fact in facts_behind(p, part.rule.id)
    }
    found = [answer for answer in p.advice.profile.answers.values() if answer.evidence and _rests_on(p, answer, role)]

    def order(answer: Answer) -> tuple[bool, bool]:
        return answer.question not in behind, p.questionnaire.questions[answer.question].ask[0] != role

    return tuple(sorted(found, key=order))


def _rests_on(p: Phrases, answer: Answer, role: str) -> bool:
    question = p.questionnaire.questions[answer.question]
    return role in question.ask and question.kind != "repeat" and not p.is_unsaid(answer.question)
