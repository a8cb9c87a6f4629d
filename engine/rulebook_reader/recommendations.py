"""Recommendations, to a country and to each body in its list.

In: an entry of a rule file. Out: the rule.
"""

from __future__ import annotations

from wayhome.engine.conditions import parse_condition
from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.questionnaire import MODES
from wayhome.engine.rule_shapes import ActorRuleShape, RecommendShape
from wayhome.engine.rulebook import POINTS, ActorRule, Component, Illustration, Recommendation
from wayhome.engine.rulebook_reader.reading import Reading, advising
from wayhome.engine.sources import Source, shape
from wayhome.engine.truth import facts_read


def recommendation(known: Reading, source: Source, i: int, stratum: int) -> Recommendation:
    """One thing to do; raises InputError for a fault in it."""
    written = shape(RecommendShape, source, i)
    known.cited((written.recommend,), source, i, "recommend")
    known.cited(written.cites, source, i, "cites")
    known.role(written.lead, source, i, "lead")
    sectors = known.questionnaire.sectors
    if written.sector not in sectors:
        what, hint = f"there is no sector {written.sector!r}", did_you_mean(written.sector, sectors)
        raise InputError.at(source.place(i, "sector"), what, mend=hint, code="unknown-id")
    need = known.condition(written.need, source, i, "need")
    if isinstance(written.mode, str):
        modes = known.scale_rows(written.mode, "mode", source, i)
    else:
        modes = known.rows(written.mode, source, (i, "mode"), MODES)
    gap_from = written.gap if written.gap is not None else written.mode
    if isinstance(gap_from, str):
        gap = known.scale_rows(gap_from, "gap", source, i)
    elif written.gap is None:
        raise InputError.at(source.place(i), f"{written.recommend} needs `gap`, since its mode is a table")
    else:
        gap = known.rows(gap_from, source, (i, "gap"), POINTS.values)
    return Recommendation(
        written.recommend,
        written.title,
        written.sector,
        need,
        known.condition(written.fits, source, i, "fits"),
        modes,
        gap,
        tuple(fact for fact in sorted(facts_read(need)) if known.questionnaire.scale_of(fact)),
        written.lead,
        written.cites,
        stratum,
        source.place(i),
        _components(known, written, source, i),
        _illustrations(known, written, source, i),
        written.level,
        None if written.national_when is None else known.condition(written.national_when, source, i, "national_when"),
        written.examples,
        advising(written, written.examples, source, i),
    )


def _components(known: Reading, written: RecommendShape, source: Source, i: int) -> tuple[Component, ...]:
    found: list[Component] = []
    for j, part in enumerate(written.components):
        path = ("components", j)
        known.cited((part.passage,), source, i, *path, "passage")
        if any(part.passage == earlier.passage for earlier in found):
            raise InputError.at(source.place(i, *path), f"{part.passage!r} stands twice", code="stands-twice")
        done = None if part.done is None else known.condition(part.done, source, i, *path, "done")
        found.append(Component(part.passage, known.condition(part.when, source, i, *path, "when"), done))
    return tuple(found)


def _illustrations(known: Reading, written: RecommendShape, source: Source, i: int) -> tuple[Illustration, ...]:
    found: list[Illustration] = []
    for j, case in enumerate(written.illustrations):
        path = ("illustrations", j)
        known.cited((case.passage,), source, i, *path, "passage")
        if any(case.passage == earlier.passage for earlier in found):
            raise InputError.at(source.place(i, *path), f"{case.passage!r} stands twice", code="stands-twice")
        found.append(Illustration(case.passage, known.condition(case.when, source, i, *path, "when")))
    return tuple(found)


def actor_rule(known: Reading, source: Source, i: int) -> ActorRule:
    """What follows for each body in the list; raises InputError for a fault in it."""
    written = shape(ActorRuleShape, source, i)
    known.cited((written.actor,), source, i, "actor")
    when = parse_condition(written.when, {**known.domains, **known.actor_domains}, source, (i, "when"))
    if not facts_read(when) & known.actor_domains.keys():
        what = f"{written.actor} reads nothing of the body"
        raise InputError.at(source.place(i, "when"), what, "a test on actor.category, actor.interest and so on")
    id_ = f"{written.actor}.{written.variant}" if written.variant else written.actor
    in_force = advising(written, written.examples, source, i)
    return ActorRule(id_, written.actor, written.title, written.part, when, source.place(i), written.examples, in_force)
