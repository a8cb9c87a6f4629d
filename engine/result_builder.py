"""From an advice to its JSON.

In: an `Advice`. Out: an `AdviceResult`. What this edition's readers may not see is left out here as in the brief.
"""

from __future__ import annotations

from wayhome.engine.actors import ActorAdvice
from wayhome.engine.advise import Advice
from wayhome.engine.brief.first_page import key_messages
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.brief.plan import guards_of, reading_of, resting_on
from wayhome.engine.brief.reasons import facts_behind, questions_read
from wayhome.engine.brief.tree import words_of
from wayhome.engine.compile import unless_of
from wayhome.engine.facts import SILENT, State
from wayhome.engine.prioritise import Ranked
from wayhome.engine.recommend import Verdict
from wayhome.engine.result import (
    AdviceResult,
    AnswerResult,
    AskResult,
    BecauseResult,
    BodyResult,
    ComponentResult,
    DigestResult,
    FactResult,
    FindingResult,
    FiringResult,
    FirmnessResult,
    ImplicationResult,
    MeasureResult,
    PointsResult,
    PreconditionResult,
    ProfileResult,
    RecommendationResult,
    RoadmapResult,
    RulebookResult,
    SourceResult,
    StepResult,
    TaskResult,
    UnknownResult,
)
from wayhome.engine.result_reviews import reviews_result
from wayhome.engine.result_since import since_result
from wayhome.engine.robustness import in_a_brief
from wayhome.engine.robustness_words import kind_result


def to_result(advice: Advice, version: str) -> AdviceResult:
    """The advice as plain values."""
    p = Phrases(advice)
    library = advice.library
    owner = {part: measure.id for measure in library.rulebook.measures.values() for part in measure.made_of}
    measures = {r.id for r in advice.ranked}
    tried = in_a_brief(advice)
    return AdviceResult(
        profile=_profile(p),
        digest=DigestResult(
            profile=advice.profile.digest,
            rulebook=library.rulebook_digest,
            rulebook_version=library.rulebook_version or None,
            knowledge=library.knowledge_digest,
            knowledge_version=library.knowledge_version or None,
            wayhome=version,
            edition=str(advice.options.edition),
            date=advice.options.date.text if advice.options.date else None,
        ),
        rulebook=_rulebook(p),
        context={
            finding.id: FindingResult(title=finding.title, values=list(p.values(finding.id)), cites=list(finding.cites))
            for finding in library.rulebook.findings.values()
            if not finding.is_precondition
        },
        preconditions=_preconditions(p),
        recommendations=[
            _recommendation(p, verdict, owner[verdict.rule.id])
            for verdict in advice.verdicts.values()
            if owner[verdict.rule.id] in measures
        ],
        measures=[_measure(p, r) for r in advice.ranked],
        roadmap=_roadmap(p),
        unknowns=[
            UnknownResult(
                question=unknown.question.question,
                name=unknown.question.name,
                state=unknown.state,
                ask=list(unknown.question.ask),
                matters=unknown.question.matters,
                effort=unknown.question.effort,
                facts=list(unknown.facts),
                measures=list(unknown.hangs),
            )
            for unknown in advice.unknowns
        ],
        weights=advice.weights,
        firmness=FirmnessResult(open_answers=tried.open, seed=tried.seed, both=kind_result(tried.both)),
        stakeholders=[_body(p, body) for body in advice.actors],
        asks=[
            AskResult(recommendation=verdict.rule.id, title=verdict.rule.title, status=str(verdict.asked))
            for verdict in advice.asks
        ],
        reviews=reviews_result(advice.reviews) if advice.reviews else None,
        since=since_result(p),
    )


def _profile(p: Phrases) -> ProfileResult:
    profile = p.advice.profile
    names = {role: profile.actor(role) for role in p.questionnaire.actor_roles}
    answers = {}
    for id_, answer in profile.answers.items():
        specs = [spec for spec in p.questionnaire.facts.values() if spec.question == id_]
        known = [spec for spec in specs if p.advice.given[spec.id].state not in (State.NOT_ASKED, *SILENT)]
        facts = {
            spec.id: FactResult(
                values=list(spec.domain.names(p.advice.evaluation.facts[spec.id])), state=p.advice.given[spec.id].state
            )
            for spec in known
        }
        answers[id_] = AnswerResult(
            facts=facts,
            evidence=answer.evidence,
            sources=list(answer.sources),
            date=str(answer.date) if answer.date else None,
            number=answer.number,
            text=list(answer.items),
        )
    return ProfileResult(
        country=profile.country.alpha_3,
        name=profile.country.name,
        area=profile.area,
        title=profile.title,
        date=str(profile.date) if profile.date else None,
        recipient=profile.recipient,
        basis=profile.basis,
        invented=profile.invented,
        start_month=profile.start,
        horizon=profile.horizon,
        actors={role: name for role, name in names.items() if name},
        answers=answers,
        sources={
            key: SourceResult(title=source.title, address=source.address, date=str(source.date) if source.date else None)
            for key, source in profile.sources.items()
        },
    )


def _rulebook(p: Phrases) -> RulebookResult:
    evaluation = p.advice.evaluation
    seen = set(p.advice.verdicts)
    hidden = {rule for rule in p.advice.library.rulebook.recommendations if rule not in seen}
    for measure in p.advice.library.rulebook.measures.values():
        if not p.advice.options.edition.sees(measure.audience):
            hidden |= {measure.id, *measure.made_of}
    guards = p.advice.library.rulebook.guards.values()
    unseen = {unless_of(guard.id) for guard in guards if not p.advice.options.edition.sees(guard.audience)}
    unseen |= {question for question in p.questionnaire.questions if p.is_unsaid(question)}
    applied = [
        ImplicationResult(implication=rule, fact=fact, applied=True)
        for rule, fact in evaluation.applied
        if not p.advice.is_withheld(fact)
    ]
    refused = [
        ImplicationResult(implication=c.implication, fact=c.fact, applied=False)
        for c in evaluation.conflicts
        if not p.advice.is_withheld(c.fact)
    ]
    return RulebookResult(
        inference=p.words("entry.double" if p.advice.is_double_entry else "entry.single"),
        firings=[
            FiringResult(
                stage=firing.stage,
                condition=firing.name,
                verdict=firing.verdict,
                matched={fact: list(values) for fact, values in firing.matched},
            )
            for firing in p.advice.firings
            if hidden.isdisjoint(_ids_in(firing.name))
            and firing.name not in unseen
            and not any(p.advice.is_withheld(fact) for fact, _ in firing.matched)
        ],
        implications=[*applied, *refused],
        skipped=sorted(question for question in evaluation.irrelevant if not p.is_unsaid(question)),
    )


def _ids_in(condition: str) -> tuple[str, str]:
    """What a condition is about, and the passage it speaks of, as in `referral.why#done:sop.consent`."""
    about, _, rest = condition.partition("#")
    return about, rest.partition(":")[2]


def _preconditions(p: Phrases) -> list[PreconditionResult]:
    found = []
    for finding in p.advice.library.rulebook.preconditions:
        values = list(p.values(finding.id))
        found.append(
            PreconditionResult(
                id=finding.id,
                title=p.wording.preconditions[finding.id].title,
                values=values,
                value=values[0] if len(values) == 1 else None,
                reading=reading_of(p, finding),
                cites=list(finding.cites),
                because=[id_ for id_ in questions_read(p, finding) if id_ in p.advice.profile.answers],
            )
        )
    return found


def _recommendation(p: Phrases, verdict: Verdict, measure: str) -> RecommendationResult:
    rule = verdict.rule
    passages = [p.advice.library.passages[id_] for id_ in verdict.passages]
    own = passages[0]
    because = []
    for fact in facts_behind(p, rule.id):
        answer = p.advice.profile.answers.get(p.questionnaire.facts[fact].question)
        because.append(
            BecauseResult(
                fact=fact,
                text=p.state(fact),
                values=list(p.values(fact)),
                evidence=answer.evidence if answer else "",
                sources=list(answer.sources) if answer else [],
            )
        )
    return RecommendationResult(
        id=rule.id,
        title=rule.title,
        sector=rule.sector,
        status=str(verdict.status),
        mode=verdict.mode,
        modes=list(verdict.modes),
        strength=own.strength,
        lead=rule.lead,
        citations=[{"id": passage.id, "locator": passage.locator} for passage in passages],
        because=because,
        hangs_on=[fact for fact in verdict.hangs_on if not p.advice.is_withheld(fact)],
        components=[
            ComponentResult(
                passage=part.passage,
                title=p.advice.library.passages[part.passage].title,
                state=str(part.piece),
                hangs_on=[fact for fact in part.hangs_on if not p.advice.is_withheld(fact)],
            )
            for part in verdict.components
        ],
        illustrations=list(verdict.illustrations),
        reason=None if verdict.asked is None else "level",
        measure=measure,
        indicator=own.indicator,
        means_of_verification=own.verification,
        beneficiaries=own.beneficiaries,
        sdg=list(own.sdg),
        gcm=list(own.gcm),
        crs=list(own.crs),
    )


def _body(p: Phrases, body: ActorAdvice) -> BodyResult:
    actor = body.actor
    ratings = {name: list(part.values) for name, part in actor.parts.items() if part.values}
    return BodyResult(
        key=actor.key,
        name=actor.name,
        rules=[f"{rule.id}@{actor.key}" for rule in body.rules],
        advice=[rule.title for rule in body.rules],
        ratings=ratings if p.advice.options.edition.sees("adviser") else None,
    )


def _measure(p: Phrases, r: Ranked) -> MeasureResult:
    wording, measure = p.of(r), r.measure
    return MeasureResult(
        id=r.id,
        title=wording.title,
        status=str(r.status),
        of_class=r.of_class,
        rank=r.rank,
        number=p.numbers.get(r.id),
        equal_to_next=r.equal_to_next,
        points=PointsResult(assured=r.assured, upper=r.upper, criteria=r.criteria),
        made_of=[part.rule.id for part in r.parts],
        mode=r.mode,
        modes=list(r.modes),
        action=". ".join(word for word in (p.action(r)[0], words_of(p.action(r)[1])) if word),
        decision=words_of(p.decision(r)),
        lead=r.lead,
        lead_name=p.advice.profile.actor(r.lead),
        partners=list(measure.partners),
        step=measure.step,
        instrument=r.instrument,
        cost=r.cost,
        guards=[
            guard
            for guard in measure.guards
            if p.advice.options.edition.sees(p.advice.library.rulebook.guards[guard].audience)
        ],
        after=list(r.after),
        rests_on=list(measure.rests_on),
        hangs_on=[fact for fact in r.hangs_on if not p.advice.is_withheld(fact)],
        sign=words_of(p.sign(r)),
    )


def _roadmap(p: Phrases) -> RoadmapResult:
    plan = p.advice.roadmap
    steps = []
    for step in p.advice.library.rulebook.steps:
        tasks = []
        for task in plan.of_step(step.number):
            text, result = p.task_words(task)
            tasks.append(
                TaskResult(
                    id=task.id,
                    kind=task.kind,
                    text=text,
                    result=result,
                    lead=task.lead,
                    partners=list(task.partners),
                    start=task.start,
                    end=task.end,
                    at_once=task.at_once,
                    measure=task.measure,
                    passages=list(task.passages),
                    questions=list(task.questions),
                    waits_for=list(task.waits_for),
                    in_main=task.in_main,
                    without=list(task.without),
                    paid_by=task.paid_by,
                    promised=task.is_promised,
                )
            )
        steps.append(StepResult(number=step.number, id=step.id, title=step.title, tasks=tasks))
    return RoadmapResult(
        months=plan.months,
        horizon=plan.horizon,
        beyond_horizon=list(plan.beyond),
        key_messages=[words_of(message) for message in key_messages(p)],
        care={id_: p.wording.guards[id_].text for id_ in guards_of(p)},
        cautions={id_: p.wording.preconditions[id_].caution for id_ in resting_on(p)},
        steps=steps,
    )
