"""Measures with their criteria, sentences of care, and when there is money of the State's own.

In: an entry of a rule file. Out: the rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.questionnaire import MODES
from wayhome.engine.rule_shapes import GuardShape, MeansShape, MeasureShape, RowShape
from wayhome.engine.rulebook import POINTS, Guard, Measure, Row
from wayhome.engine.rulebook_reader.reading import Reading, advising
from wayhome.engine.sources import Source, shape
from wayhome.engine.truth import ALWAYS, All, Any, Condition, Test, simplify

SET_BY_AUTHOR = ("stakes", "leverage", "reach")


def measure(known: Reading, source: Source, i: int) -> Measure:
    """What a brief prints and ranks; raises InputError for a fault in it."""
    written = shape(MeasureShape, source, i)
    _check_roles(known, written, source, i)
    _check_modes(written, source, i)
    criteria = {name: _points(known, getattr(written.criteria, name), source, i, name) for name in SET_BY_AUTHOR}
    criteria["readiness"] = _readiness(known, written, source, i)
    return Measure(
        written.measure,
        written.made_of,
        written.lead,
        written.lead_by_mode,
        written.partners,
        written.cluster,
        written.step,
        written.months,
        written.after,
        written.after_to_create,
        written.rests_on,
        written.instrument,
        written.cost,
        criteria,
        _openings(known, written.opening, source, i),
        written.guards,
        written.together_with,
        written.contradicts,
        written.safe,
        written.only_while_open,
        written.keeps_place,
        written.audience,
        known.condition(written.main_when, source, i, "main_when"),
        written.by_sector,
        source.place(i),
        advising(written, (), source, i, needs_example=False),
    )


def _check_roles(known: Reading, written: MeasureShape, source: Source, i: int) -> None:
    known.role(written.lead, source, i, "lead")
    for j, role in enumerate(written.partners):
        known.role(role, source, i, "partners", j)
    for mode, role in written.lead_by_mode.items():
        if mode not in MODES:
            where = source.place(i, "lead_by_mode", mode)
            raise InputError.at(where, f"unknown mode {mode!r}", mend=did_you_mean(mode, MODES), code="outside-domain")
        known.role(role, source, i, "lead_by_mode", mode)


def _check_modes(written: MeasureShape, source: Source, i: int) -> None:
    for name, by_mode in (("instrument", written.instrument), ("cost", written.cost)):
        if "any" not in by_mode:
            raise InputError.at(source.place(i, name), f"`{name}` needs an entry `any`")
        for mode in by_mode:
            if mode not in (*MODES, "any"):
                where, hint = source.place(i, name, mode), did_you_mean(mode, MODES)
                raise InputError.at(where, f"unknown mode {mode!r}", mend=hint, code="outside-domain")


def _points(known: Reading, given: int | tuple[RowShape, ...], source: Source, i: int, name: str) -> tuple[Row, ...]:
    path = (i, "criteria", name)
    if isinstance(given, int):
        if str(given) not in POINTS.values:
            raise InputError.at(source.place(*path), f"{name}: {given} points", "0 to 3", code="outside-domain")
        return ((str(given), ALWAYS),)
    return known.rows(given, source, path, POINTS.values)


def _openings(known: Reading, facts: tuple[str, ...], source: Source, i: int) -> dict[str, tuple[Row, ...]]:
    """Opening: a dated decision within six months, within twelve, inside the horizon, none known (ours)."""
    found = {}
    for j, fact in enumerate(facts):
        later = {"all": [{fact: "later"}, {f"{fact}.inside-horizon": "yes"}]}
        tests = (("3", {fact: "within-6"}), ("2", {fact: "within-12"}), ("1", later))
        rows = [(value, known.condition(test, source, i, "opening", j)) for value, test in tests]
        found[fact] = (*rows, ("0", ALWAYS))
    return found


def _readiness(known: Reading, written: MeasureShape, source: Source, i: int) -> tuple[Row, ...]:
    """Readiness: owner only; owner and carrier; text, owner and means, so that a signature starts it (ours)."""
    questions = known.questionnaire.questions.values()
    named = next((f"{asked.question}.{written.lead}" for asked in questions if asked.names), "")
    if named not in known.domains:
        return (("0", ALWAYS),)
    owner = known.condition({named: "yes"}, source, i, "lead")
    text = Any(tuple(_texts(known, written.made_of)))
    carriers = enumerate(written.carriers)
    carrier = Any(tuple(known.condition({fact: "yes"}, source, i, "carriers", j) for j, fact in carriers))
    return (
        ("3", simplify(All((owner, text, known.means)))),
        ("2", simplify(All((owner, Any((carrier, text)))))),
        ("1", owner),
        ("0", ALWAYS),
    )


def _texts(known: Reading, parts: tuple[str, ...]) -> Iterator[Condition]:
    """For each fact these recommendations improve: is it at a level at which a text stands ready?"""
    for rule in (known.recommendations[part] for part in parts if part in known.recommendations):
        for fact in rule.about if rule.in_force == "active" else ():
            scale = known.questionnaire.scale_of(fact)
            levels = [level.level for level in scale.levels if level.text] if scale else []
            if scale and levels:
                yield Test(fact, scale.domain.mask(levels), scale.domain.full)


def guard(known: Reading, source: Source, i: int) -> Guard:
    """A sentence of care; raises InputError for a fault in it."""
    written = shape(GuardShape, source, i)
    unless = Any() if written.unless is None else known.condition(written.unless, source, i, "unless")
    in_force = advising(written, (), source, i, needs_example=False)
    return Guard(written.guard, unless, written.always, written.audience, source.place(i), in_force)


def means(known: Reading, source: Source, i: int) -> Condition:
    """When there is money of the State's own; raises InputError for a fault in it."""
    return known.condition(shape(MeansShape, source, i).means, source, i, "means")
