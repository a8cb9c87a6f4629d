"""Conditions as rule files write them.

In: a map such as `{service.employment: {below: reaching}, any: [...]}`. Out: a `truth.Condition`, simplified. Raises
InputError with the line of the faulty test and the nearest word that would be right.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.errors import InputError, Problem, did_you_mean, listing
from wayhome.engine.shape_faults import as_written
from wayhome.engine.sources import Source
from wayhome.engine.truth import ALWAYS, MOST_COUNTED, All, Any, Condition, Count, Domain, Test, negate, simplify

Path_ = tuple[str | int, ...]
_CONNECTIVES = ("all", "any", "not", "count")


class UnknownFactError(InputError):
    """A condition names what cannot be read where it stands."""

    def __init__(self, fact: str, problem: Problem) -> None:
        super().__init__([problem])
        self.fact = fact


def parse_condition(given: object, domains: Mapping[str, Domain], source: Source, path: Path_) -> Condition:
    """Read one condition; None is the condition that always holds."""
    return ALWAYS if given is None else simplify(_parse(given, domains, source, path))


def _parse(given: object, domains: Mapping[str, Domain], source: Source, path: Path_) -> Condition:
    if not isinstance(given, dict) or not given:
        raise InputError.at(source.place(*path), "not a condition", "a map such as {fact: value}, {any: [...]}")
    parts: list[Condition] = []
    for key, value in given.items():
        at = (*path, key)
        if key in ("all", "any"):
            members = tuple(_parse(item, domains, source, (*at, i)) for i, item in enumerate(_list(value, source, at)))
            parts.append(All(members) if key == "all" else Any(members))
        elif key == "not":
            parts.append(negate(_parse(value, domains, source, at)))
        elif key == "count":
            parts.append(_count(value, domains, source, at))
        elif key not in domains:
            hint = did_you_mean(str(key), [*domains, *_CONNECTIVES])
            what = f"there is no fact {key!r} to read here"
            raise UnknownFactError(str(key), Problem(source.place(*at), what, mend=hint, code="unknown-id"))
        else:
            domain = domains[key]
            parts.append(Test(key, _values(value, key, domain, source, at), domain.full))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _list(given: object, source: Source, path: Path_) -> list[object]:
    if not isinstance(given, list) or not given:
        raise InputError.at(source.place(*path), f"{path[-1]!r} takes a list of conditions")
    return given


def _count(given: object, domains: Mapping[str, Domain], source: Source, path: Path_) -> Count:
    if not isinstance(given, dict) or set(given) != {"at_least", "of"}:
        raise InputError.at(source.place(*path), "not a count", "{at_least: 2, of: [{fact: value}, ...]}")
    members = _list(given["of"], source, (*path, "of"))
    least = given["at_least"]
    if len(members) > MOST_COUNTED:
        raise InputError.at(source.place(*path), f"a count of more than {MOST_COUNTED} conditions", mend="split it")
    if not isinstance(least, int) or isinstance(least, bool) or not 1 <= least <= len(members):
        raise InputError.at(
            source.place(*path, "at_least"), f"{as_written(least)} of {len(members)}", f"1 to {len(members)}"
        )
    return Count(least, tuple(_parse(item, domains, source, (*path, "of", i)) for i, item in enumerate(members)))


def _values(given: object, fact: str, domain: Domain, source: Source, path: Path_) -> int:
    if isinstance(given, dict):
        return _compared(given, fact, domain, source, path)
    words = given if isinstance(given, list) else [given]
    if not words:
        raise InputError.at(source.place(*path), f"{fact}: an empty list can never hold")
    for i, word in enumerate(words):
        if word not in domain.values:
            hint = did_you_mean(str(word), domain.values)
            raise InputError.at(
                source.place(*path, i),
                f"{fact} is never {as_written(word)}",
                listing(domain.values),
                hint,
                code="outside-domain",
            )
    return domain.mask(str(word) for word in words)


def _compared(given: dict[str, object], fact: str, domain: Domain, source: Source, path: Path_) -> int:
    if len(given) != 1 or not set(given) <= {"below", "at_least"}:
        raise InputError.at(
            source.place(*path), f"{fact}: not a test", "a value, a list, {below: level} or {at_least: level}"
        )
    (operator, level), *_ = given.items()
    if not domain.order:
        raise InputError.at(
            source.place(*path), f"{fact} has no order, so `{operator}` means nothing", mend="list the values"
        )
    if level not in domain.order:
        hint = did_you_mean(str(level), domain.order)
        raise InputError.at(
            source.place(*path, operator),
            f"{as_written(level)} is not an ordered level of {fact}",
            listing(domain.order),
            hint,
            code="outside-domain",
        )
    return domain.below(str(level)) if operator == "below" else domain.at_least(str(level))
