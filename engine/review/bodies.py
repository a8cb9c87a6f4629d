"""Which bodies a brief concerns, and by which of its measures.

In: `Phrases`. Out: `Body`s, each with its measures in the order of the brief. One body may hold several roles: it is asked
once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.tree import plain
from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.prioritise import Ranked
from wayhome.engine.review.item import reviewable


@dataclass(frozen=True)
class Body:
    """A ministry or another body, with every role it holds."""

    key: str
    """The first of its roles."""
    roles: tuple[str, ...]
    name: str
    """Its real name if the profile gives one, else the title of its role."""


class Part(StrEnum):
    """The part a body has in a measure."""

    LEAD = "lead"
    PIECE = "piece"
    """It leads a piece of the measure."""
    PARTNER = "partner"


def bodies_of(p: Phrases) -> list[Body]:
    """Every body, in the order of the roles."""
    by_name: dict[str, list[str]] = {}
    for role in p.questionnaire.roles:
        named = p.advice.profile.actor(role)
        by_name.setdefault(plain(named).text.casefold() if named else f"role {role}", []).append(role)
    return [Body(roles[0], tuple(roles), name_of(p, roles[0])) for roles in by_name.values()]


def name_of(p: Phrases, role: str) -> str:
    """The real name of the body in a role if the profile gives it, else the title of the role."""
    return p.body(role) if p.advice.profile.actor(role) else capital(p.questionnaire.roles[role].title)


def measures_of(p: Phrases, body: Body) -> list[tuple[Ranked, Part]]:
    """What is put to a body: the measures of the main part, and whatever else is advised already; what it leads first."""
    found = []
    for r in reviewable(p.advice):
        part = part_of(r, body.roles)
        if part is not None and (r.shown or r.of_class != "depends"):
            found.append((r, part))
    return sorted(found, key=lambda pair: list(Part).index(pair[1]))


def part_of(r: Ranked, roles: Iterable[str]) -> Part | None:
    """The part that whoever holds these roles has in a measure; None if the measure does not concern them."""
    held = set(roles)
    if r.lead in held:
        return Part.LEAD
    if held & {piece.rule.lead for piece in r.leading_parts}:
        return Part.PIECE
    return Part.PARTNER if held & set(r.measure.partners) else None


def to_be_asked(p: Phrases, named: Iterable[str] = ()) -> list[Body]:
    """The bodies that get a form: those named, by role or by name; else those that lead something and public partners.

    Raises InputError for a name that is no body's, or a body that nothing concerns.
    """
    bodies = bodies_of(p)
    asked = [_body_named(p, bodies, name) for name in dict.fromkeys(named)]
    if asked:
        for body in asked:
            if not measures_of(p, body):
                raise InputError.at("--ministry", f"no measure of this brief concerns {body.name}")
        return list(dict.fromkeys(asked))
    return [body for body in bodies if _is_asked(p, body)]


def _is_asked(p: Phrases, body: Body) -> bool:
    is_public = any(p.questionnaire.roles[role].actor for role in body.roles)
    return any(is_public or part is not Part.PARTNER for _, part in measures_of(p, body))


def _body_named(p: Phrases, bodies: list[Body], name: str) -> Body:
    wanted = plain(name).text.casefold()
    for body in bodies:
        if wanted in (
            body.name.casefold(),
            *body.roles,
            *(p.questionnaire.roles[role].short.casefold() for role in body.roles),
        ):
            return body
    known = [role for body in bodies for role in body.roles]
    hint = did_you_mean(name, [*known, *(body.name for body in bodies)])
    raise InputError.at("--ministry", f"there is no body {name!r}", listing(known), hint)
