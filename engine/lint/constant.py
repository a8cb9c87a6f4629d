"""Conditions that decide nothing: true whatever is answered, or never true; and rows of tables that are never reached.

In: a `Reading`. Out: faults at the part of the condition that is to blame. What simplification shows is found here, soundly;
`wayhome rules prove` decides the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wayhome.engine.compile import exclusive
from wayhome.engine.conditions import parse_condition
from wayhome.engine.errors import Place
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rule_tests.written import path_text
from wayhome.engine.rulebook import Row
from wayhome.engine.rulebook_reader.files import KINDS
from wayhome.engine.rulebook_reader.for_each import about
from wayhome.engine.sources import Path_, Source
from wayhome.engine.truth import ALWAYS, NEVER, Domain

HOLDS_A_CONDITION = {"when", "need", "fits", "done", "unless", "main_when", "national_when", "means"}


def constant_conditions(reading: Reading) -> Iterator[LintFinding]:
    """Every condition, or part of one, that is always or never true."""
    questionnaire = reading.library.questionnaire
    domains = {**reading.library.program.domains, **{s.id: s.domain for s in questionnaire.actor_facts.values()}}
    for source in (*reading.rule_files, *reading.sections):
        for path, entry in _entries(source):
            id_ = next((str(entry[kind]) for kind in (*KINDS, "question") if kind in entry), "")
            facts = entry.get("for_each")
            for fact in facts if isinstance(facts, list) else (None,):
                conditions = _written(entry, path) if "question" not in entry else _relevance(entry, path)
                for at, written in conditions:
                    yield from _parts(about(written, fact), at, domains, source, id_)


def idle_implications(reading: Reading) -> Iterator[LintFinding]:
    """Implications that leave a fact every value it can have."""
    domains = reading.library.program.domains
    for rule in reading.library.rulebook.implications:
        id_, about_fact = rule.id.partition("@")[0], rule.id.partition("@")[2]
        for fact, allowed in rule.then:
            if allowed == domains[fact].full:
                of = f" (of {about_fact})" if about_fact else ""
                what = f"{id_}: `then` allows {fact} every value it has{of}, so that nothing follows"
                yield fault("always-true", reading.at(rule.place, "then"), what, "take a value out", id_)


def unreached_rows(reading: Reading) -> Iterator[LintFinding]:
    """Rows of tables that never are the first to hold, since those before them cover them."""
    book = reading.library.rulebook
    for finding in book.findings.values():
        yield from _unreached(finding.rows, finding.place, ("table",), finding.id, reading)
    for rule in book.recommendations.values():
        for key, rows in (("mode", rule.modes), ("gap", rule.gap)):
            yield from _unreached(rows, rule.place, (key,), rule.id, reading)
    for measure in book.measures.values():
        for criterion, rows in measure.criteria.items():
            yield from _unreached(rows, measure.place, ("criteria", criterion), measure.id, reading)


def _entries(source: Source) -> Iterator[tuple[Path_, Mapping[str, object]]]:
    at: Path_ = ()
    value = source.value
    if isinstance(value, dict):  # a page of the questionnaire
        at, value = ("questions",), value.get("questions")
    for i, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict):
            yield (*at, i), entry


def _written(given: object, path: Path_) -> Iterator[tuple[Path_, object]]:
    """Every condition written in an entry, with its path."""
    if isinstance(given, list):
        for i, item in enumerate(given):
            yield from _written(item, (*path, i))
    elif isinstance(given, dict):
        for key, value in given.items():
            if key in HOLDS_A_CONDITION:
                yield (*path, key), value
            elif key != "examples":
                yield from _written(value, (*path, key))


def _relevance(entry: Mapping[str, object], path: Path_) -> Iterator[tuple[Path_, object]]:
    """The one condition a question may have."""
    if entry.get("relevant") is not None:
        yield (*path, "relevant"), entry["relevant"]


def _parts(given: object, path: Path_, domains: Mapping[str, Domain], source: Source, id_: str) -> Iterator[LintFinding]:
    """The innermost parts that are constant; a whole is named only if none of its parts is to blame."""
    inner = [fault for at, part in _inside(given, path) for fault in _parts(part, at, domains, source, id_)]
    if inner:
        yield from inner
        return
    condition = parse_condition(given, domains, source, path)
    part = f"`{path_text(path[_start(path) :])}`"
    if condition == ALWAYS:
        yield fault("always-true", source.place(*path), f"{id_}: {part} holds whatever is answered", about=id_)
    elif condition == NEVER:
        yield fault("never-true", source.place(*path), f"{id_}: {part} can never hold", about=id_)


def _start(path: Path_) -> int:
    """Where in the path of a condition that in its entry begins: after the number of the entry."""
    return next(i for i, step in enumerate(path) if isinstance(step, int)) + 1


def _inside(given: object, path: Path_) -> Iterator[tuple[Path_, object]]:
    """The conditions a condition is made of."""
    if not isinstance(given, dict):
        return
    for key, value in given.items():
        members = value.get("of") if key == "count" and isinstance(value, dict) else value
        if key in ("all", "any", "count") and isinstance(members, list):
            of = ("of",) if key == "count" else ()
            yield from (((*path, key, *of, i), member) for i, member in enumerate(members))
        elif key == "not":
            yield (*path, key), value
        elif len(given) > 1:
            yield (*path, key), {key: value}


def _unreached(rows: tuple[Row, ...], place: Place, path: Path_, id_: str, reading: Reading) -> Iterator[LintFinding]:
    for i, (value, first) in enumerate(exclusive(rows)):
        if first == NEVER and rows[i][1] != NEVER:
            what = f"{id_}: the row {value!r} ({path_text((*path, i))}) is never the first to hold"
            is_last = i == len(rows) - 1
            mend = "narrow a row before it: the last says what is left" if is_last else "take it out, or put it higher"
            yield fault("unreached-row", reading.at(place, *path, i), what, mend, id_)
