"""What is to be reached: a recommendation or a measure of a status, or a finding of a value.

In: an `Advice` and `ID=STATUS`. Out: a `Target`, how it stands after an evaluation, and its plane.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from wayhome.engine.advise import Advice, is_silent, silent_states
from wayhome.engine.compile import Program, fits_of, national_of, need_of
from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.planes.flatten import Planes
from wayhome.engine.planes.standings import foremost, statuses_of
from wayhome.engine.prioritise import status_of_parts
from wayhome.engine.recommend import Status, status_here

Kind = Literal["recommendation", "measure", "finding", "precondition"]
FLIPS = {Status.RECOMMENDED: (Status.IN_PLACE,), Status.POSSIBLE: (Status.RECOMMENDED, Status.IN_PLACE)}
"""The statuses an explanation asks about; of what is in place or does not apply: what would make it called for."""


@dataclass(frozen=True)
class Target:
    """A recommendation, measure or finding, and the status or value it is to have."""

    kind: Kind
    id: str
    wanted: str
    parts: tuple[str, ...] = ()
    """The recommendations its status rests on."""


def read_target(advice: Advice, given: str) -> Target:
    """Read `ID=STATUS`; raises InputError, with what was probably meant, for what this edition's readers cannot see."""
    place = f"--reach {given}"
    id_, is_split, wanted = (part.strip() for part in given.partition("="))
    if not is_split or not id_ or not wanted:
        raise InputError.at(place, "not of the form ID=STATUS", "such as referral=in-place")
    return target_of(advice, id_, wanted, place)


def target_of(advice: Advice, id_: str, wanted: str, place: str = "reach") -> Target:
    """The target with this id; raises InputError as `read_target`."""
    id_ = advice.library.questionnaire.canonical(id_)
    book = advice.library.rulebook
    owners = {part: owner for owner in book.measures.values() for part in owner.made_of}
    seen = [rule for rule in advice.verdicts if advice.options.edition.sees(owners[rule].audience)]
    measures = {ranked.id: ranked for ranked in advice.ranked}
    kind: Kind
    parts: tuple[str, ...]
    known: tuple[str, ...]
    if id_ in seen:
        kind, parts, known = "recommendation", (id_,), tuple(map(str, Status))
    elif id_ in measures:
        kind, parts, known = "measure", tuple(part.rule.id for part in measures[id_].parts), tuple(map(str, Status))
    elif id_ in book.findings:
        kind = "precondition" if book.findings[id_].is_precondition else "finding"
        parts, known = (), book.findings[id_].domain.values
    else:
        if id_ in advice.library.questionnaire.facts:
            raise InputError.at(place, f"{id_!r} is an answer, not a conclusion", mend=f"`--set {id_}=...` supposes it")
        what = f"there is no recommendation, measure, finding or precondition {id_!r} to reach"
        hint = did_you_mean(id_, [*measures, *seen, *book.findings])
        raise InputError.at(place, what, mend=hint or "`wayhome rules list` shows every id")
    if wanted not in known:
        raise InputError.at(place, f"{id_!r} is never {wanted!r}", listing(known), did_you_mean(wanted, known))
    return Target(kind, id_, wanted, parts)


def flips_of(advice: Advice, id_: str) -> tuple[Target, ...]:
    """What an explanation asks about: the other status a thing could have; of a precondition not met, that it is met."""
    if id_ in advice.library.rulebook.findings:
        finding = advice.library.rulebook.findings[id_]
        is_met = finding.domain.names(advice.evaluation.facts[id_]) == ("met",)
        return (Target("precondition", id_, "met"),) if finding.is_precondition and not is_met else ()
    target = target_of(advice, id_, Status.RECOMMENDED)
    now = standing_of(target, advice, advice.evaluation)
    wanted = FLIPS.get(Status(now[0]), (Status.RECOMMENDED,))
    return tuple(Target(target.kind, id_, status, target.parts) for status in wanted)


def standing_of(target: Target, advice: Advice, evaluation: Evaluation) -> tuple[str, ...]:
    """How the target stands after an evaluation: its status, or the values of the finding still possible."""
    if not target.parts:
        return advice.library.program.domains[target.id].names(evaluation.facts[target.id])
    is_area = advice.profile.area is not None
    rules = [advice.library.rulebook.recommendations[part] for part in target.parts]
    return (str(status_of_parts([status_here(rule, evaluation, is_area=is_area)[0] for rule in rules])),)


def is_spoken_of(target: Target, advice: Advice, evaluation: Evaluation) -> bool:
    """Whether none of its parts would hang on what this edition is silent about alone, so that nothing could be said."""
    states = silent_states(advice.options.edition)
    silent = {fact for fact, given in advice.given.items() if given.state in states}
    for part in target.parts if silent else ():
        rule = advice.library.rulebook.recommendations[part]
        status, nationally = status_here(rule, evaluation, is_area=advice.profile.area is not None)
        if is_silent(rule.id, {status, nationally}, silent, evaluation, advice.library.program):
            return False
    return True


def plane_of(target: Target, advice: Advice, planes: Planes) -> int:
    """Where the target is reached."""
    if not target.parts:
        values = dict(zip(advice.library.program.domains[target.id].values, planes.facts[target.id], strict=True))
        others = planes.circuit.any_of(plane for value, plane in values.items() if value != target.wanted)
        return planes.circuit.all_of((values[target.wanted], planes.circuit.negated(others)))
    rules = [advice.library.rulebook.recommendations[part] for part in target.parts]
    by_status = [statuses_of(planes, rule, is_area=advice.profile.area is not None) for rule in rules]
    return foremost(planes.circuit, by_status)[Status(target.wanted)]


def program_of(target: Target, advice: Advice) -> Program:
    """As much of the program as the target needs."""
    names = {name for part in target.parts for name in (need_of(part), fits_of(part), national_of(part))}
    verdicts = {name: condition for name, condition in advice.library.program.verdicts.items() if name in names}
    return replace(advice.library.program, verdicts=verdicts, outcomes=())
