"""Read a questionnaire folder, and work out the facts that answers yield.

In: knowledge/questionnaire/*.yaml. Out: a `Questionnaire` with every question in order and the domain of every fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from pydantic import Field

from wayhome.engine.errors import InputError, Place, Problem, collected, did_you_mean
from wayhome.engine.questionnaire import (
    CATEGORY,
    DATE_BANDS,
    KINDS,
    YES_NO,
    FactSpec,
    NotKnown,
    Qualifier,
    Question,
    Questionnaire,
    Role,
    Scale,
    Section,
    Sector,
    Value,
)
from wayhome.engine.sources import CASES, Source, Strict, entries, read_yaml, shape
from wayhome.engine.text_forms import ID
from wayhome.engine.truth import Domain

MOST_ASKED = 200
"""Questions of one page (ours): ours have 14 at most."""


def load_questionnaire(folder: Path) -> Questionnaire:
    """Read a questionnaire folder; raises InputError listing every fault."""
    roles_source, scales_source = read_yaml(folder / "roles.yaml"), read_yaml(folder / "scales.yaml")
    problems: list[Problem] = []
    roles: dict[str, Role] = {}
    for i, _ in entries(roles_source, "role"):
        role = shape(Role, roles_source, i)
        problems += _twice("role", role.role, roles, roles_source.place(i))
        roles[role.role] = role
    sectors_source = read_yaml(folder / "sectors.yaml")
    sectors: dict[str, Sector] = {}
    for i, _ in entries(sectors_source, "sector"):
        sector = shape(Sector, sectors_source, i)
        problems += _problems_of_sector(sector, sectors_source.place(i), sectors, roles)
        sectors[sector.sector] = sector
    scales: dict[str, Scale] = {}
    qualifiers: dict[str, Qualifier] = {}
    for i, entry in entries(scales_source, "scale"):
        place = scales_source.place(i)
        if "scale" in entry:
            scale = shape(Scale, scales_source, i)
            problems += _twice("scale", scale.scale, scales, place)
            scales[scale.scale] = scale
        else:
            qualifier = shape(Qualifier, scales_source, i)
            problems += _twice("qualifier", qualifier.qualifier, qualifiers, place)
            qualifiers[qualifier.qualifier] = qualifier
    for i, entry in entries(scales_source, "scale"):
        if "scale" in entry:
            problems += _problems_of_scale(shape(Scale, scales_source, i), scales_source.place(i), qualifiers)
    sections: list[Section] = []
    questions: dict[str, Question] = {}
    places: dict[str, Place] = {}
    for path in question_files(folder):
        with collected(problems):
            source = read_yaml(path)
            section = _section(source)
            sections.append(section)
            for i, question in enumerate(section.questions):
                place = source.place("questions", i)
                if question.question in questions:
                    what = f"the question {question.question!r} is asked twice"
                    problems.append(Problem(place, what, code="stands-twice"))
                problems.extend(_problems_of(question, place, roles, scales, qualifiers))
                questions[question.question] = question
                places[question.question] = place
    if not questions and not problems:
        problems.append(Problem(Place(str(folder)), "there are no questions", "files such as 01-frame.yaml"))
    if problems:
        raise InputError(problems)
    found = Questionnaire(roles, sectors, scales, qualifiers, tuple(sections), {}, questions, places)
    for question in questions.values():
        for spec in facts_of(question, found):
            if spec.id in found.facts:
                raise InputError.at(places[question.question], f"the fact {spec.id!r} is yielded twice", code="stands-twice")
            found.facts[spec.id] = spec
        found.actor_facts.update({spec.id: spec for spec in actor_facts_of(question)})
    return found


def question_files(folder: Path) -> list[Path]:
    """The pages of a questionnaire, in their order; examples of its questions stand beside them."""
    return [path for path in sorted(folder.glob("[0-9]*.yaml")) if not path.name.endswith(CASES)]


def _problems_of_sector(sector: Sector, place: Place, known: dict[str, Sector], roles: Collection[str]) -> list[Problem]:
    taken = {word for other in known.values() for word in (other.sector, *other.aliases)}
    found = [
        Problem(place, f"the sector {w!r} stands twice", code="stands-twice")
        for w in (sector.sector, *sector.aliases)
        if w in taken
    ]
    if sector.lead not in roles:
        found.append(
            Problem(place, f"unknown role {sector.lead!r}", mend=did_you_mean(sector.lead, roles), code="unknown-id")
        )
    return found


def _twice(what: str, id_: str, known: Collection[str], place: Place) -> list[Problem]:
    return [Problem(place, f"the {what} {id_!r} stands twice", code="stands-twice")] if id_ in known else []


def _problems_of_scale(scale: Scale, place: Place, qualifiers: Collection[str]) -> list[Problem]:
    levels = [level.level for level in scale.levels]
    found = [
        Problem(place, f"{scale.scale}: the level {name!r} stands twice", code="stands-twice") for name in _repeated(levels)
    ]
    found += [
        Problem(place, f"{scale.scale}: `order` names {name!r} twice", code="stands-twice")
        for name in _repeated(scale.order)
    ]
    for name in scale.order:
        if name not in levels:
            found.append(
                Problem(
                    place,
                    f"{scale.scale}: `order` names no level {name!r}",
                    mend=did_you_mean(name, levels),
                    code="unknown-id",
                )
            )
    found += [Problem(place, f"{scale.scale}: {name!r} says that something is not known") for name in _reserved(levels)]
    for name in scale.qualifiers:
        if name not in qualifiers:
            found.append(
                Problem(place, f"unknown qualifier {name!r}", mend=did_you_mean(name, qualifiers), code="unknown-id")
            )
    return found


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, number in Counter(names).items() if number > 1]


def _reserved(names: Iterable[str]) -> list[str]:
    return [name for name in names if name in set(NotKnown)]


class _SectionShape(Strict):
    section: str = Field(pattern=ID)
    title: str
    questions: tuple[Question, ...] = Field(max_length=MOST_ASKED)


def _section(source: Source) -> Section:
    found = shape(_SectionShape, source)
    return Section(found.section, found.title, found.questions)


def _problems_of(
    question: Question,
    place: Place,
    roles: dict[str, Role],
    scales: dict[str, Scale],
    qualifiers: dict[str, Qualifier],
) -> list[Problem]:
    problems = []
    if sum(bool(getattr(question, kind)) for kind in KINDS) != 1:
        problems.append(Problem(place, f"{question.question}: give exactly one of {', '.join(KINDS)}"))
        return problems
    if question.scale and question.scale not in scales:
        problems.append(
            Problem(place, f"unknown scale {question.scale!r}", mend=did_you_mean(question.scale, scales), code="unknown-id")
        )
    for role in question.ask:
        if role not in roles:
            problems.append(Problem(place, f"unknown role {role!r}", mend=did_you_mean(role, roles), code="unknown-id"))
    for name in question.qualifiers:
        if name not in qualifiers:
            problems.append(
                Problem(place, f"unknown qualifier {name!r}", mend=did_you_mean(name, qualifiers), code="unknown-id")
            )
    if (question.relevant is None) != (question.when_skipped is None):
        problems.append(Problem(place, "`relevant` and `when_skipped` go together"))
    if question.repeat and CATEGORY not in question.repeat.fields:
        problems.append(Problem(place, f"{question.question}: a list of bodies asks each for its {CATEGORY!r}"))
    if question.plausible and not (question.number or question.period):
        problems.append(Problem(place, f"{question.question}: `plausible` is for a number or a period"))
    likely = question.plausible
    if likely and likely.least is not None and likely.most is not None and likely.least > likely.most:
        problems.append(Problem(place, f"{question.question}: nothing is at least {likely.least} and at most {likely.most}"))
    named = (*question.values, *(question.grid.values if question.grid else ()), *question.options)
    problems += [
        Problem(place, f"{question.question}: {name!r} says that something is not known") for name in _reserved(named)
    ]
    if question.number:
        limits = [band.below for band in question.number.bands]
        rising = [limit for limit in limits if limit is not None]
        if limits[-1] is not None or len(rising) != len(limits) - 1 or sorted(set(rising)) != rising:
            what = f"{question.question}: bands rise from one `below` to the next, and the last has none"
            problems.append(Problem(place, what))
    return problems


def facts_of(question: Question, questionnaire: Questionnaire) -> list[FactSpec]:
    """The facts that an answer to this question yields, in order."""
    id_, name = question.question, question.name
    yes_no = Domain(YES_NO)
    specs: list[FactSpec] = []

    def add(suffix: str, domain: Domain, label: str, clauses: dict[str, str], exists: frozenset[str] = frozenset()) -> None:
        specs.append(FactSpec(f"{id_}{suffix}", domain, id_, label, clauses, exists))

    match question.kind:
        case "scale":
            scale = questionnaire.scales[question.scale or ""]
            clauses = {level.level: level.clause for level in scale.levels}
            add("", scale.domain, name, clauses, frozenset(level.level for level in scale.levels if level.exists))
        case "values":
            add("", *_value_facts(question.values, question.ordered, name))
        case "options":
            for option, label in question.options.items():
                add(f".{option}", yes_no, f"{name}: {label}", {"yes": "yes", "no": "no"})
        case "grid":
            assert question.grid is not None
            for row, label in question.grid.rows.items():
                add(f".{row}", *_value_facts(question.grid.values, question.grid.ordered, f"{name}: {label}"))
        case "number":
            assert question.number is not None
            bands = tuple(band.band for band in question.number.bands)
            add("", Domain(bands, bands), name, {band: band for band in bands})
            counted = {
                key: value if isinstance(value, str) else value.label for key, value in question.number.counted.items()
            }
            if counted:
                add(".counted", Domain(tuple(counted)), f"{name}: what is counted", counted)
            if question.stale_after:
                add(".old", yes_no, f"{name}: the figure is old", {"yes": "yes", "no": "no"})
        case "dates":
            assert question.dates is not None
            for row, label in question.dates.rows.items():
                words = {
                    "passed": "already past",
                    "within-6": "within six months",
                    "within-12": "within a year",
                    "later": "later",
                    "none-planned": "none planned",
                }
                add(f".{row}", Domain(DATE_BANDS), f"{name}: {label}", words)
                add(f".{row}.inside-horizon", yes_no, f"{name}: {label}, inside the plan", {"yes": "yes", "no": "no"})
        case "names":
            for role in questionnaire.actor_roles:
                title = questionnaire.roles[role].title
                add(f".{role}", yes_no, f"{title}: named", {"yes": "named", "no": "there is none"})
        case "repeat":
            assert question.repeat is not None
            for category, label in question.repeat.fields[CATEGORY].values.items():
                add(f".{category}", yes_no, f"{name}: {label}", {"yes": "named", "no": "none named"})
    for qualifier in questionnaire.qualifiers_of(question):
        if qualifier.dates:
            for fact in qualifier.dates:
                add(f".{fact}", yes_no, f"{name}: {fact.replace('-', ' ')}", {"yes": "yes", "no": "no"})
        else:
            add(
                f".{qualifier.qualifier}",
                Domain(tuple(qualifier.values)),
                f"{name}: {qualifier.text}",
                qualifier.values,
            )
    if question.should_know:
        add(".nobody-knows", yes_no, f"{name}: asked, and nobody could say", {"yes": "nobody could say", "no": "known"})
    return specs


def actor_facts_of(question: Question) -> list[FactSpec]:
    """The facts each body in a list has, under the name `actor`."""
    return [
        FactSpec(f"actor.{name}", Domain(tuple(asked.values)), question.question, asked.text.rstrip("?"), asked.values)
        for name, asked in (question.repeat.fields.items() if question.repeat else ())
    ]


def _value_facts(values: dict[str, Value], ordered: bool, label: str) -> tuple[Domain, str, dict[str, str], frozenset[str]]:
    names = tuple(values)
    clauses = {key: value.clause or value.anchor for key, value in values.items()}
    existing = frozenset(key for key, value in values.items() if value.exists)
    return Domain(names, names if ordered else ()), label, clauses, existing
