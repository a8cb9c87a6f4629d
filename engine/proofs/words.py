"""A condition as a rule file would write it, on one line."""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.truth import ALWAYS, NEVER, All, Any, Condition, Count, Domain, Test


def words(condition: Condition, domains: Mapping[str, Domain]) -> str:
    """The condition in the words of rule files; every fact in it has its domain."""
    if condition == ALWAYS:
        return "always"
    if condition == NEVER:
        return "never"
    return f"{{{_inside(condition, domains)}}}"


def _inside(condition: Condition, domains: Mapping[str, Domain]) -> str:
    match condition:
        case Test(fact, mask, _):
            values = domains[fact].names(mask)
            listed = ", ".join(values)
            return f"{fact}: {listed}" if len(values) == 1 else f"{fact}: [{listed}]"
        case All(parts) if all(isinstance(part, Test) for part in parts):
            return ", ".join(_inside(part, domains) for part in parts)
        case All(parts):
            return f"all: {_listed(parts, domains)}"
        case Any(parts):
            return f"any: {_listed(parts, domains)}"
        case Count(at_least, parts):
            return f"count: {{at_least: {at_least}, of: {_listed(parts, domains)}}}"


def _listed(parts: tuple[Condition, ...], domains: Mapping[str, Domain]) -> str:
    return f"[{', '.join(words(part, domains) for part in parts)}]"
