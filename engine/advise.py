"""The pipeline: from a profile to facts, findings, recommendations, priorities and the roadmap.

In: a checked `Profile`, a `Library` and options. Out: an `Advice`, from which every output is made. Every assessment is
evaluated twice, by the rule engine and by the reference evaluator; if they differ it ends in an error.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from wayhome.engine.actor_reader import named_kinds
from wayhome.engine.actors import ActorAdvice, advise_on_actors, is_withheld, some_actor
from wayhome.engine.compile import Program, fits_of, need_of
from wayhome.engine.dates import PartialDate
from wayhome.engine.double_entry import infer
from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.explain import deciding_facts
from wayhome.engine.facts import SILENT, Given, Opening, State, facts_of_profile, openings_of
from wayhome.engine.firmness import Tried
from wayhome.engine.inference import Firing
from wayhome.engine.library import Library
from wayhome.engine.prioritise import Ranked, rank_measures, shown_without
from wayhome.engine.profile import Part, Profile
from wayhome.engine.questionnaire import FactSpec, NotKnown, Question
from wayhome.engine.recommend import Status, Verdict, open_facts, verdicts_of
from wayhome.engine.responses import Reviews
from wayhome.engine.roadmap import Roadmap, build_roadmap
from wayhome.engine.rulebook import Audience

if TYPE_CHECKING:
    from wayhome.engine.changes.comparison import Comparison
    from wayhome.engine.planes.flatten import Planes


class Edition(StrEnum):
    """For whom a brief is made."""

    DRAFT = "draft"
    MINISTERIAL = "ministerial"
    ADVISER = "adviser"
    CONFIDENTIAL = "confidential"

    def sees(self, audience: Audience) -> bool:
        """Whether what is meant for this audience may stand in this edition."""
        if audience == "brief":
            return True
        if audience == "adviser":
            return self in (Edition.ADVISER, Edition.CONFIDENTIAL)
        return self is Edition.CONFIDENTIAL


@dataclass(frozen=True)
class Options:
    """What changes an advice besides the profile and the library."""

    edition: Edition = Edition.DRAFT
    date: PartialDate | None = None
    """The day of the brief; the profile's date if not given. No clock is read."""
    weights: Mapping[str, int] | None = None
    """Weights of the criteria instead of the rulebook's."""


@dataclass(frozen=True)
class Unknown:
    """A question whose answer is open, and what hangs on it."""

    question: Question
    state: State
    facts: tuple[str, ...]
    hangs: tuple[str, ...]
    """Measures whose status or way the answer would help to settle."""


@dataclass(frozen=True)
class Advice:
    """Everything concluded from one profile."""

    profile: Profile
    library: Library
    options: Options
    given: dict[str, Given]
    evaluation: Evaluation
    firings: tuple[Firing, ...]
    is_double_entry: bool
    verdicts: dict[str, Verdict]
    ranked: tuple[Ranked, ...]
    roadmap: Roadmap
    unknowns: tuple[Unknown, ...]
    openings: dict[str, Opening]
    """By fact, the laws, plans and budgets that are open, the nearest first."""
    weights: dict[str, int] = field(default_factory=dict)
    actors: tuple[ActorAdvice, ...] = ()
    """What follows for each body in the adviser's list."""
    asks: tuple[Verdict, ...] = ()
    """In an area: what is asked of the national level, since it alone can decide."""
    reviews: Reviews | None = None
    """What the bodies asked answered, if a review was read."""
    previous: Comparison | None = None
    """The advice for an earlier profile of the same place beside today's, if it is to say what is new since then."""

    supposed: dict[str, tuple[tuple[str, Evaluation], ...]] = field(default_factory=dict, compare=False, repr=False)
    """What each answer still open to a question would make of all this: worked out by `explain` when first asked for."""
    tried: list[Tried] = field(default_factory=list, init=False, compare=False, repr=False)
    """How firm the order is: worked out by `robustness` when a brief first asks for it."""

    @cached_property
    def planes(self) -> Planes:
        """The program over many profiles at once, made when something first asks what other answers would lead to."""
        from wayhome.engine.planes.flatten import flatten

        return flatten(self.library.program)

    @property
    def shown(self) -> tuple[Ranked, ...]:
        """The measures in the main part of the brief, in its order and numbering."""
        return tuple(r for r in self.ranked if r.shown)

    def is_withheld(self, fact: str) -> bool:
        """Whether the adviser chose not to raise this."""
        return fact in self.given and self.given[fact].state in SILENT


FEW = 3
"""Open answers short of this are no reason for a round of questions of its own (ours)."""
EFFORT = {"desk": 1, "call": 2, "survey": 4}
"""What it takes to answer a question (ours)."""


def advise(profile: Profile, library: Library, options: Options | None = None) -> Advice:
    """Work out the advice for a profile.

    Raises InputError if the profile names no country, or if the ministerial edition is asked for without its gate answers;
    EngineError if the two evaluations differ.
    """
    if not profile.has_country:
        raise InputError.at(
            profile.file,
            "the profile does not say which country it is about",
            mend="add `country:` with its ISO 3166-1 code, such as GHA",
        )
    return conclude(profile, library, options or Options())


def conclude(profile: Profile, library: Library, options: Options, supposed: Mapping[str, Given] | None = None) -> Advice:
    """What follows from a profile, be it of a country still to be named: enough to check it, and no advice yet.

    `supposed` holds facts that are taken to be otherwise than the profile has them. Raises what `advise` raises, but for
    the country.
    """
    if options.edition is not Edition.CONFIDENTIAL:
        profile = _without_withheld_bodies(profile, library)
    given = facts_of_profile(profile, library.questionnaire, options.date)
    listed = [given[spec.id].state for spec in library.questionnaire.facts_of_list()]
    unsaid = State.WITHHELD if State.WITHHELD in listed else State.NOT_ASKED
    given |= some_actor(profile.listed, profile.lists_are_complete, library, unsaid)
    given |= supposed or {}
    _check_gate(library, given, options, profile)
    if options.edition is not Edition.CONFIDENTIAL:
        given = {fact: _unless_opted_in(fact, found, library) for fact, found in given.items()}
    evaluation, firings = infer(library.country, {fact: found.mask for fact, found in given.items()})
    return replace(
        following(profile, library, options, given, evaluation),
        firings=firings or (),
        is_double_entry=firings is not None,
        actors=advise_on_actors(profile.listed, library, evaluation),
    )


def following(
    profile: Profile, library: Library, options: Options, given: dict[str, Given], evaluation: Evaluation
) -> Advice:
    """What follows for the country from an evaluation already made, for each body in its list nothing yet."""
    rulebook = library.rulebook
    weights = dict(options.weights or rulebook.weights)
    silent = {fact for fact, found in given.items() if found.state in silent_states(options.edition)}
    untold = silent | {fact for fact, found in given.items() if found.state is State.ELSEWHERE}
    concluded = verdicts_of(rulebook, library.program, evaluation, is_area=profile.area is not None)
    unsaid_rules = {
        id_
        for id_, verdict in concluded.items()
        if is_silent(id_, {verdict.status, verdict.asked or verdict.status}, silent, evaluation, library.program)
    }
    verdicts = {
        id_: _without(verdict, untold, unsaid_rules, library, profile.country.alpha_3)
        for id_, verdict in concluded.items()
        if id_ not in unsaid_rules
    }
    still_open = {fact for verdict in verdicts.values() for fact in verdict.hangs_on if _can_be_asked(given[fact])}
    measures = {
        m.id: m
        for m in rulebook.measures.values()
        if options.edition.sees(m.audience) and (len(still_open) >= FEW or not m.only_while_open)
    }
    told = {part for m in rulebook.measures.values() if options.edition.sees(m.audience) for part in m.made_of}
    ranked = rank_measures(measures, library.passages, verdicts, evaluation, weights)
    unknowns = _unknowns(library, given, evaluation, ranked)
    openings = openings_of(profile, library.questionnaire)
    roadmap = build_roadmap(rulebook, ranked, evaluation, _to_ask(unknowns), profile.horizon, openings)
    return Advice(
        profile if options.edition is Edition.CONFIDENTIAL else _silenced(profile, library),
        library,
        options,
        given,
        evaluation,
        firings=(),
        is_double_entry=False,
        verdicts=verdicts,
        ranked=tuple(ranked),
        roadmap=roadmap,
        unknowns=tuple(unknowns),
        openings=openings,
        weights=weights,
        asks=tuple(
            verdict
            for verdict in verdicts.values()
            if verdict.asked in (Status.RECOMMENDED, Status.POSSIBLE) and verdict.rule.id in told
        ),
    )


def with_reviews(advice: Advice, reviews: Reviews) -> Advice:
    """The same advice after a review: what was set aside leaves the main part and the plan, and promised dates count."""
    set_aside = [r.id for r in advice.ranked if reviews.is_set_aside(r.id)]
    ranked = shown_without(advice.ranked, set_aside)
    roadmap = build_roadmap(
        advice.library.rulebook,
        ranked,
        advice.evaluation,
        _to_ask(list(advice.unknowns)),
        advice.profile.horizon,
        advice.openings,
        reviews,
        advice.profile.start,
    )
    return replace(advice, ranked=tuple(ranked), roadmap=roadmap, reviews=reviews)


def _check_gate(library: Library, given: Mapping[str, Given], options: Options, profile: Profile) -> None:
    """The ministerial edition needs the answers without which a minister should not be handed a brief."""
    if options.edition is not Edition.MINISTERIAL:
        return
    missing = []
    for alternatives in library.rulebook.gate:
        questions = [library.questionnaire.questions[id_] for id_ in alternatives]
        if not any(question.is_raised(is_area=profile.area is not None) for question in questions):
            continue  # nobody at this level is asked
        if not any(is_settled(question, given, library, profile) for question in questions):
            names = " or ".join(f"{question.question} ({question.name})" for question in questions)
            missing.append(Problem(Place(profile.file), f"the ministerial edition needs an answer to {names}"))
    if missing:
        raise InputError([*missing, Problem(Place(profile.file), "`--edition draft` can be made from what is known")])


def is_settled(question: Question, given: Mapping[str, Given], library: Library, profile: Profile) -> bool:
    """Answered, or asked with nobody knowing."""
    facts = [spec.id for spec in library.questionnaire.facts.values() if spec.question == question.question]
    if not facts:
        return question.question in profile.answers
    return any(given[fact].state not in (State.NOT_ASKED, *SILENT) for fact in facts)


def _unless_opted_in(fact: str, given: Given, library: Library) -> Given:
    """What is asked on request only is withheld from all but the confidential edition, even once it is answered."""
    question = library.questionnaire.questions[library.questionnaire.facts[fact].question]
    if not question.opt_in:
        return given
    full = library.questionnaire.facts[fact].domain.full
    return given if given.state is State.NOT_RAISED else Given(full, State.WITHHELD)


def _without_withheld_bodies(profile: Profile, library: Library) -> Profile:
    """The profile without bodies of which something is withheld: they drive nothing, and no evidence names them."""
    answers = dict(profile.answers)
    for id_, answer in profile.answers.items():
        kept = tuple(actor for actor in answer.listed if not is_withheld(actor))
        if answer.listed and not kept:
            del answers[id_]
        elif kept != answer.listed:
            kinds = named_kinds(library.questionnaire.questions[id_], kept, is_complete=False)
            answers[id_] = replace(answer, listed=kept, parts=kinds, is_complete=False, evidence="", sources=())
    return replace(profile, answers=answers)


def _silenced(profile: Profile, library: Library) -> Profile:
    """The profile without what its adviser chose not to raise, nor the words that stand beside it."""
    answers = {}
    for id_, answer in profile.answers.items():
        if library.questionnaire.questions[id_].opt_in:
            continue
        parts, qualifiers = _raised(answer.parts), _raised(answer.qualifiers)
        if len(parts) == len(answer.parts) and len(qualifiers) == len(answer.qualifiers):
            answers[id_] = answer
        elif parts:
            answers[id_] = replace(answer, parts=parts, qualifiers=qualifiers, evidence="", sources=())
    cited = {key for answer in answers.values() for key in answer.sources}
    sources = {key: source for key, source in profile.sources.items() if key in cited}
    return replace(profile, answers=answers, sources=sources)


def _raised(parts: Mapping[str, Part]) -> dict[str, Part]:
    return {name: part for name, part in parts.items() if part.state is not NotKnown.WITHHELD}


def _can_be_asked(given: Given) -> bool:
    return given.state not in (State.NOBODY_KNOWS, *SILENT)


def silent_states(edition: Edition) -> tuple[State, ...]:
    """What an edition says nothing of."""
    return (State.NOT_RAISED,) if edition is Edition.CONFIDENTIAL else (State.NOT_RAISED, State.WITHHELD)


def is_silent(
    rule: str, statuses: Collection[Status], silent: Collection[str], evaluation: Evaluation, program: Program
) -> bool:
    """Only what is not raised decides a recommendation of these statuses, or could: it is not raised here either."""
    conditions = [program.verdicts[name] for name in (need_of(rule), fits_of(rule))]
    if Status.POSSIBLE in statuses:
        facts = [fact for condition in conditions for fact in open_facts(condition, evaluation, program)]
    else:
        facts = [fact for condition in conditions for fact in deciding_facts(condition, evaluation, program)]
    return bool(facts) and set(facts) <= set(silent)


def _without(verdict: Verdict, silent: set[str], unsaid: set[str], library: Library, country: str) -> Verdict:
    """The verdict without what is not spoken of: components only silence could settle, and a country's own story."""
    return replace(
        verdict,
        illustrations=tuple(case for case in verdict.illustrations if library.passages[case].country != country),
        components=tuple(
            part
            for part in verdict.components
            if part.passage not in unsaid and not (part.hangs_on and silent.issuperset(part.hangs_on))
        ),
        grounds=tuple(passage for passage in verdict.grounds if passage not in unsaid),
    )


def _unknowns(library: Library, given: Mapping[str, Given], evaluation: Evaluation, ranked: list[Ranked]) -> list[Unknown]:
    """Questions with an open answer, those first on which most hangs for the least effort."""
    found = []
    by_question: dict[str, list[FactSpec]] = {}
    for spec in library.questionnaire.facts.values():
        by_question.setdefault(spec.question, []).append(spec)
    for question in library.questionnaire.questions.values():
        if question.question in evaluation.irrelevant:
            continue
        specs = by_question.get(question.question, [])
        open_ = [s.id for s in specs if evaluation.facts[s.id].bit_count() > 1 and given[s.id].state not in SILENT]
        if not open_:
            continue
        hangs = tuple(r.id for r in ranked if set(open_) & set(r.hangs_on))
        states = {given[fact].state for fact in open_}
        foremost = (State.CONTESTED, State.STALE, State.NOBODY_KNOWS, State.NOT_ASKED, State.ANSWERED)
        main = next((given[s.id].state for s in specs[:1] if s.id == question.question and s.id in open_), None)
        state = main or next(state for state in foremost if state in states)
        found.append(Unknown(question, state, tuple(open_), hangs))
    worth = {
        r.id: sum(high for name, (_, high) in r.criteria.items() if name in ("stakes", "leverage", "reach")) for r in ranked
    }

    def order(unknown: Unknown) -> float:
        return -sum(worth[id_] for id_ in unknown.hangs) / EFFORT[unknown.question.effort]

    return sorted(found, key=order)


def _to_ask(unknowns: list[Unknown]) -> dict[str, list[str]]:
    """One page of questions for each institution: what somebody can still answer and something hangs on.

    The core comes first: questions beyond it wait for a second round, unless nothing of the core is left to ask.
    """
    to_ask = [unknown for unknown in unknowns if unknown.hangs and unknown.state is not State.NOBODY_KNOWS]
    core = [unknown for unknown in to_ask if unknown.question.core]
    pages: dict[str, list[str]] = {}
    for unknown in core or to_ask:
        pages.setdefault(unknown.question.ask[0], []).append(unknown.question.question)
    return pages
