"""What proofs stand on, and what they come to: a library with its complete profiles, and the faults found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from wayhome.engine.entry_places import EntryPlaces
from wayhome.engine.errors import Place
from wayhome.engine.library import Library
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.proofs.answers import groups_by_question
from wayhome.engine.proofs.search import World
from wayhome.engine.proofs.space import Space, answered_space_of, space_of
from wayhome.engine.proofs.words import words
from wayhome.engine.truth import Condition, Domain


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the rulebook, and a profile that shows it."""

    code: str
    place: Place
    rules: tuple[str, ...]
    """The rules at fault, without the fact a rule for each of several facts was made for."""
    about: str
    """Which part of the rule, in words that stay the same while it is not changed."""
    message: str
    mend: str
    world: World | None
    """A complete profile that shows it; None where a profile without any answers does."""
    shows: str
    """What to look for in that profile, as a sentence."""
    is_in_area: bool = False
    """Only the profile of an area shows it."""

    @property
    def finding(self) -> LintFinding:
        """The fault as every check of a rulebook tells it, about the first of its rules."""
        return fault(self.code, self.place, self.message, self.mend, self.rules[0])


@dataclass(frozen=True)
class Proof:
    """What was decided of one kind of thing."""

    proved: str
    """A sentence that holds if there is no fault, with the number of things looked at."""
    number: int
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Nearly:
    """Why conditions never hold together: those that exclude each other, by which rules, and a profile that comes near."""

    parts: tuple[Condition, ...]
    laws: tuple[str, ...]
    world: World | None


class Grounds:
    """A library and its complete profiles."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.groups = groups_by_question(library.questionnaire, is_beside_open=True)
        self.space = space_of(library, self.groups)
        self.states = self.space.states
        self.places = EntryPlaces()
        """Where the parts of rules stand; files are read only for faults."""

    @cached_property
    def answered(self) -> Space:
        """The profiles in which what conditions mean is compared."""
        return answered_space_of(self.library)

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """The domain of everything a condition can read."""
        bodies = {spec.id: spec.domain for spec in self.library.questionnaire.actor_facts.values()}
        return {**self.library.program.domains, **bodies}

    def find(self, *conditions: Condition) -> World | None:
        """A complete profile in which conditions on facts and findings certainly hold."""
        return self.space.find(*map(self.states.certain, conditions))

    def words(self, *conditions: Condition) -> str:
        """Conditions as rule files would write them."""
        return " and ".join(words(condition, self.domains) for condition in conditions)

    def nearly(self, parts: Sequence[Condition], space: Space | None = None) -> Nearly:
        """Of conditions that never hold together, the least that exclude each other, and a profile with all but the last."""
        space = space or self.space
        left = [self.states.certain(part) for part in parts]
        kept = list(range(len(parts)))
        for i in range(len(parts)):
            without = [j for j in kept if j != i]
            if space.find(*(left[j] for j in without)) is None:
                kept = without
        wanted = [left[i] for i in kept]
        ids = list(dict.fromkeys(law.id for law in space.laws if law.by in ("implication", "contradiction")))
        needed = self._needed(ids, wanted, space)
        return Nearly(tuple(parts[i] for i in kept), needed, space.find(*wanted[:-1]) if kept else None)

    def _needed(self, ids: list[str], wanted: list[Condition], space: Space) -> tuple[str, ...]:
        """The implications and contradictions without which the conditions could hold together."""
        needed = list(ids)
        step = max(len(ids), 1)
        while step:  # by halves: mostly none or one of them matters
            for start in range(0, len(needed), step)[::-1]:
                fewer = needed[:start] + needed[start + step :]
                left_out = {*ids} - {*fewer}
                if space.without(law for law in space.laws if law.id in left_out).find(*wanted) is None:
                    needed = fewer
            step //= 2
        return tuple(needed)


def base(rule: str) -> str:
    """The id a rule is written under."""
    return rule.partition("@")[0]
