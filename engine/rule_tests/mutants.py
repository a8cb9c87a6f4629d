"""Small faults an author could make in a rule, one at a time.

In: a rule as it is written. Out: a `Mutant` for each fault: a condition dropped, the other way round, or with a neighbouring
level or value; `all` for `any`; a count one off; a row left out or with another value; another number, role or word in what
a rule states outright.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.conditions import parse_condition
from wayhome.engine.questionnaire import MODES, Questionnaire
from wayhome.engine.rule_tests.stated_faults import stated_faults
from wayhome.engine.rule_tests.written import PIECES, TABLES, WrittenRule, value_at
from wayhome.engine.rulebook import POINTS
from wayhome.engine.rulebook_reader.for_each import named
from wayhome.engine.rulebook_reader.reading import rows_of_scale
from wayhome.engine.sources import Path_, Plain
from wayhome.engine.truth import Domain, Test

Written = dict[str, Plain]
_OPTIONAL = ("fits", "main_when", "national_when")
FROM_SCALES: tuple[Literal["mode", "gap"], ...] = ("mode", "gap")
"""Keys that may name a fact on a scale, which then gives the rows."""
_SWAPPED = {"all": "any", "any": "all"}
_KEPT_EXAMPLE: list[Plain] = [{"name": "x", "given": {}, "expect": {}}]


@dataclass(frozen=True)
class Mutant:
    """A rule with one fault."""

    path: Path_
    """Where in the entry it is."""
    what: str
    """What was changed, in words."""
    entry: Written
    """The faulty entry, without its examples."""


def mutants_of(rule: WrittenRule, domains: Mapping[str, Domain], questionnaire: Questionnaire) -> Iterator[Mutant]:
    """Every fault of a rule, in the order of its parts; some say the same as the rule or as each other."""
    entry: Written = {**rule.entry, **({"examples": _KEPT_EXAMPLE} if "examples" in rule.entry else {})}
    fact = rule.facts[0]
    conditions = _Conditions(rule, domains, fact)
    for path in rule.condition_paths:
        given = value_at(entry, path)
        assert isinstance(given, dict)
        for at, what, changed in conditions.faults(given, path):
            yield Mutant(at, what, _put(entry, path, changed))
        if path[0] in _OPTIONAL or path[0] in PIECES:
            yield from _left_out(entry, path)
    for name in TABLES:
        path = tuple(name.split("."))
        rows = value_at(entry, path)
        if isinstance(rows, list):
            for at, what, table in _of_table(rows, name, path):
                yield Mutant(at, what, _put(entry, path, table))
    for name in FROM_SCALES:
        yield from _of_scale(entry, name, questionnaire)
    then = entry.get("then")
    for key, values in then.items() if isinstance(then, dict) else ():
        for what, other in conditions.other_values(named(key, fact), values):
            yield Mutant(("then", key), what, _put(entry, ("then", key), other))
    for fault in stated_faults(entry, questionnaire.roles, questionnaire.sectors):
        yield Mutant(fault.at, fault.what, _put(entry, fault.path, fault.value))


def _of_scale(entry: Written, name: Literal["mode", "gap"], questionnaire: Questionnaire) -> Iterator[Mutant]:
    """Faults in what a scale gives a rule by itself: its rows, written out, with one of them wrong."""
    fact = entry.get(name, entry.get("mode"))
    scale = questionnaire.scale_of(fact) if "recommend" in entry and isinstance(fact, str) else None
    if scale is None:
        return
    given = rows_of_scale(scale, str(fact), name)
    rows: list[Plain] = [{"is": value, "when": {str(fact): list(scale.domain.names(test.mask))}}
                         for value, test in given if isinstance(test, Test)]  # fmt: skip
    rows.append({"is": given[-1][0]})
    for _, what, table in _of_table(rows, name, (name,)):
        yield Mutant((name,), f"as {fact} gives it, {what}", {"gap": fact, **entry, name: table})


def _left_out(entry: Written, path: Path_) -> Iterator[Mutant]:
    """Without an optional condition; a case without its condition is no case."""
    if path[0] in ("illustrations", "national_when"):
        path = path[:2]
    holder = value_at(entry, path[:-1])
    if isinstance(holder, dict):
        changed: Plain = {key: value for key, value in holder.items() if key != path[-1]}
    else:
        assert isinstance(holder, list)
        changed = [value for i, value in enumerate(holder) if i != path[-1]]
    yield Mutant(path, "left out", _put(entry, path[:-1], changed))


def _put(holder: Plain, path: Path_, value: Plain) -> Written:
    """A copy of an entry with another value at a path."""

    def put(old: Plain, path: Path_) -> Plain:
        if not path:
            return value
        if isinstance(old, list):
            return [put(each, path[1:]) if i == path[0] else each for i, each in enumerate(old)]
        assert isinstance(old, dict)
        return {key: put(each, path[1:]) if key == path[0] else each for key, each in old.items()}

    changed = put(holder, path)
    assert isinstance(changed, dict)
    return changed


def _of_table(rows: list[Plain], name: str, path: Path_) -> Iterator[tuple[Path_, str, list[Plain]]]:
    values = [str(row["is"]) for row in rows if isinstance(row, dict)]
    for i, (row, value) in enumerate(zip(rows, values, strict=True)):
        assert isinstance(row, dict)
        if i < len(rows) - 1:
            yield (*path, i), f"the row for {value} left out", rows[:i] + rows[i + 1 :]
        other = _other_value(name, value, values)
        if other != value:
            changed: Plain = {**row, "is": other}
            yield (*path, i, "is"), f"{value} became {other}", [*rows[:i], changed, *rows[i + 1 :]]


def _other_value(table: str, value: str, values: list[str]) -> str:
    """The value a row is given by mistake: the next one of its table, one point more or less, or another mode."""
    if table not in ("table", "mode"):
        points = POINTS.values.index(value)
        return POINTS.values[points + 1 if points + 1 < len(POINTS.values) else points - 1]
    known = list(dict.fromkeys(values))
    if len(known) == 1 and table == "mode":
        known = list(MODES)
    return known[(known.index(value) + 1) % len(known)]


class _Conditions:
    """Faults in conditions, as they are written."""

    def __init__(self, rule: WrittenRule, domains: Mapping[str, Domain], fact: str | None) -> None:
        self.rule = rule
        self.domains = domains
        self.fact = fact

    def faults(self, given: Written, path: Path_) -> Iterator[tuple[Path_, str, Written]]:
        """Each fault of a condition: where it is, what it is, and the faulty condition."""
        for key, value in given.items():
            at = (*path, key)
            rest = {name: other for name, other in given.items() if name != key}
            if rest:
                yield at, "dropped", rest
            for where, what, changed in self._of_part(key, value, at):
                yield where, what, _both(rest, changed)
        if len(given) > 1:
            yield path, "all became any", {"any": [{key: value} for key, value in given.items()]}

    def _of_part(self, key: str, value: Plain, path: Path_) -> Iterator[tuple[Path_, str, Written]]:
        if key in _SWAPPED:
            assert isinstance(value, list)
            if len(value) > 1:
                yield path, f"{key} became {_SWAPPED[key]}", {_SWAPPED[key]: value}
            for where, what, members in self._of_members(value, path):
                yield where, what, {key: members}
        elif key == "not":
            assert isinstance(value, dict)
            yield path, "not dropped", value
            for where, what, changed in self.faults(value, path):
                yield where, what, {key: changed}
        elif key == "count":
            assert isinstance(value, dict)
            yield from self._of_count(value, path)
        else:
            for what, other in self.other_values(named(key, self.fact), value):
                yield path, what, {key: other}

    def _of_members(self, members: list[Plain], path: Path_) -> Iterator[tuple[Path_, str, list[Plain]]]:
        for i, member in enumerate(members):
            assert isinstance(member, dict)
            if len(members) > 1:
                yield (*path, i), "dropped", members[:i] + members[i + 1 :]
            for where, what, changed in self.faults(member, (*path, i)):
                yield where, what, [*members[:i], changed, *members[i + 1 :]]

    def _of_count(self, given: Written, path: Path_) -> Iterator[tuple[Path_, str, Written]]:
        least, members = given["at_least"], given["of"]
        assert isinstance(least, int)
        assert isinstance(members, list)
        for other in (least - 1, least + 1):
            if 1 <= other <= len(members):
                yield path, f"at_least: {least} became {other}", {"count": {**given, "at_least": other}}
        for where, what, changed in self._of_members(members, (*path, "of")):
            if least <= len(changed):
                yield where, what, {"count": {**given, "of": changed}}

    def other_values(self, fact: str, given: Plain) -> Iterator[tuple[str, Plain]]:
        """A test with a neighbouring level, a value more or less, or the other way round."""
        domain = self.domains[fact]
        if isinstance(given, dict):
            ((operator, level),) = given.items()
            at = domain.order.index(str(level))
            for other in (at - 1, at + 1):
                if 0 <= other < len(domain.order):
                    yield f"{operator}: {level} became {domain.order[other]}", {operator: domain.order[other]}
        else:
            yield from self._of_list([str(given)] if not isinstance(given, list) else [str(each) for each in given], domain)
        condition = parse_condition({fact: given}, self.domains, self.rule.source, (self.rule.index,))
        if isinstance(condition, Test):
            yield "the other way round", list(domain.names(condition.full & ~condition.mask))

    def _of_list(self, given: list[str], domain: Domain) -> Iterator[tuple[str, Plain]]:
        values = domain.values
        places = [values.index(value) for value in given]
        beside = [at for at in (min(places) - 1, max(places) + 1) if 0 <= at < len(values)]
        if len(given) == 1:
            for at in beside if domain.order else [(places[0] + 1) % len(values)]:
                yield f"{given[0]} became {values[at]}", values[at]
            return
        for value in given:
            yield f"without {value}", [other for other in given if other != value]
        for at in beside:
            yield f"with {values[at]}", [*given, values[at]]


def _both(one: Written, other: Written) -> Written:
    """Two conditions at once, in one map where no key stands twice."""
    return {"all": [one, other]} if one.keys() & other.keys() else {**one, **other}
