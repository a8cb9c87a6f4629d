"""What is asked for: the id of a rule, what it reads, and where it belongs; checked before anything is written.

In: what the command was given, and the `Library` it is for. Out: a `NewRule`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import YES_NO
from wayhome.engine.rule_graph import rule_graph
from wayhome.engine.text_forms import ID
from wayhome.engine.truth import Domain

NewKind = Literal["recommendation", "finding"]


@dataclass(frozen=True)
class NewRule:
    """A rule to begin."""

    id: str
    kind: NewKind
    title: str
    reads: str
    """The fact it reads first."""
    cites: tuple[str, ...] = ()
    """Passages there are already, on which it rests besides its own."""
    measure: str = ""
    """Of a recommendation: the measure it is part of, which may be new as well."""
    lead: str = ""
    sector: str = ""

    def domain(self, library: Library) -> Domain:
        """The values of what it reads."""
        return library.program.domains[self.reads]

    def wanting(self, library: Library) -> tuple[str, ...]:
        """The values at which something is wanting: all below the highest level; else `no`, or the first value."""
        domain = self.domain(library)
        if domain.order:
            return domain.order[:-1]
        return ("no",) if set(domain.values) == set(YES_NO) else domain.values[:1]


def checked(library: Library, rule: NewRule) -> NewRule:
    """The same with what was left open filled in; raises InputError for an id that is taken or one that does not exist."""
    questionnaire, book = library.questionnaire, library.rulebook
    if not re.match(ID, rule.id):
        raise InputError.at("ID", f"{rule.id!r} is no id", "small letters, digits and hyphens in parts joined by dots")
    if not rule.title.strip() or not rule.title.isprintable():
        raise InputError.at("--title", f"{rule.title!r} is no title", "a few words on one line")
    taken = [str(node.kind) for node in rule_graph(library).named(rule.id)]
    if taken or rule.id in questionnaire.facts:
        mend = f"`wayhome rules show {rule.id}` shows it; choose another id"
        raise InputError.at("ID", f"there is a {(taken or ['fact'])[0]} {rule.id!r} already", mend=mend)
    _known(rule.reads, questionnaire.facts, "--reads", "fact")
    for passage in rule.cites:
        _known(passage, library.passages, "--passage", "passage")
    if rule.kind == "finding":
        return rule
    if not rule.measure:
        known = listing(book.measures, 99)
        raise InputError.at("--measure", "a recommendation is part of a measure", f"one of {known}, or the id of a new one")
    if not re.match(ID, rule.measure):
        raise InputError.at("--measure", f"{rule.measure!r} is no id")
    sector = rule.sector or next((one for one in questionnaire.sectors if one in rule.id.split(".")), "structure")
    _known(sector, questionnaire.sectors, "--sector", "sector")
    lead = rule.lead or questionnaire.sectors[sector].lead
    _known(lead, questionnaire.roles, "--lead", "role")
    return NewRule(rule.id, rule.kind, rule.title, rule.reads, rule.cites, rule.measure, lead, sector)


def _known(id_: str, known: Collection[str], place: str, what: str) -> None:
    if id_ not in known:
        raise InputError.at(place, f"there is no {what} {id_!r}", mend=did_you_mean(id_, known))
