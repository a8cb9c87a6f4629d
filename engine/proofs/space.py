"""Every complete profile there can be: one answer to each question that arises, and nothing that contradicts anything.

In: a program with its questionnaire. Out: a `Space` that finds a world in which a condition holds, or proves that there is
none. In a world no implication is violated and none of the contradictions between answers happens; whether a question
arises is decided, and where it does not, its facts are as skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from wayhome.engine.compile import Program, Skip
from wayhome.engine.errors import InputError
from wayhome.engine.library import Library
from wayhome.engine.proofs.answers import PLANS, Groups, groups_by_question, plan_of, singles
from wayhome.engine.proofs.bodies import laws_of_lists
from wayhome.engine.proofs.search import Search, World
from wayhome.engine.proofs.states import States
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.rulebook import Contradiction, SomeActor
from wayhome.engine.truth import All, Any, Condition, Test, negate, simplify


@dataclass(frozen=True)
class Law:
    """What is so in every complete profile, and by what."""

    by: Literal["answer", "skip", "list", "implication", "contradiction"]
    id: str
    condition: Condition
    """Over states."""
    fact: str = ""
    """The fact an implication narrows."""


class Space:
    """All complete profiles."""

    def __init__(self, states: States, laws: Iterable[Law], usual: World | None = None) -> None:
        self.states = states
        self.laws = tuple(laws)
        self._usual = usual

    @cached_property
    def _search(self) -> Search:
        return Search(self.states.domains, (law.condition for law in self.laws), self._usual)

    def find(self, *wanted: Condition) -> World | None:
        """A world in which conditions over states hold (see `States.certain`); None if there is none."""
        return self._search.find(simplify(All(wanted)))

    def without(self, left_out: Iterable[Law]) -> Space:
        """The same with fewer laws."""
        not_kept = {id(law) for law in left_out}
        return Space(self.states, (law for law in self.laws if id(law) not in not_kept), self.find())

    def within(self, other: Space) -> Space:
        """The profiles that are complete here and there; raises InputError if a fact has other values there."""
        for fact, masks in other.states.of.items():
            if self.states.of.get(fact, masks) != masks:
                raise InputError.at("OLD and NEW", f"the answers to {fact!r} are not the same in both")
        return Space(States(other.states.of | self.states.of), (*other.laws, *self.laws))

    def masks(self, world: World) -> dict[str, int]:
        """The values that a world leaves of each fact."""
        return {fact: self.states.of[fact][bit.bit_length() - 1] for fact, bit in world.items()}


def satisfiable(space: Space, condition: Condition) -> World | None:
    """A complete profile in which a condition on facts and findings certainly holds; None if there is none."""
    return space.find(space.states.certain(condition))


def space_of(library: Library, groups: Groups | None = None) -> Space:
    """The complete profiles of a library; what stands beside an answer may be left open in them.

    The facts `actor.*` are those of one body of the list.
    """
    rulebook = library.rulebook
    some_actor = tuple(rulebook.some_actor.values())
    return build_space(library.program, library.questionnaire, rulebook.contradictions, some_actor, groups=groups)


def answered_space_of(library: Library) -> Space:
    """The profiles in which everything is answered, what stands beside an answer too, even where it contradicts it.

    Here what conditions mean is compared: two ways of writing one condition differ nowhere.
    """
    some_actor = tuple(library.rulebook.some_actor.values())
    groups = groups_by_question(library.questionnaire, is_beside_open=False)
    return build_space(library.program, library.questionnaire, (), some_actor, groups=groups)


def build_space(
    program: Program,
    questionnaire: Questionnaire,
    contradictions: Iterable[Contradiction] = (),
    some_actor: Iterable[SomeActor] = (),
    *,
    groups: Groups | None = None,
) -> Space:
    """The complete profiles for a program; `groups` are the ways of answering, if they are not the usual ones."""
    groups = groups or groups_by_question(questionnaire, is_beside_open=True)
    states = _states(program, questionnaire, groups)
    laws = [
        *_of_answers(program, states, groups),
        *_of_lists(questionnaire, states, tuple(some_actor)),
        *_of_implications(program, states),
        *(Law("contradiction", one.id, negate(states.certain(one.when))) for one in contradictions),
    ]
    return Space(states, [law for law in laws if simplify(law.condition) != All()])


def _states(program: Program, questionnaire: Questionnaire, groups: Groups) -> States:
    found: dict[str, set[int]] = {fact: set() for fact in program.asked}
    for way in (way for those in groups.values() for group in those for way in group):
        for fact, masks in way.leaves.items():
            found.setdefault(fact, set()).update(masks)
    for spec in (*questionnaire.actor_facts.values(), *questionnaire.facts_of_list()):
        found.setdefault(spec.id, set()).update(singles(spec.domain))
    for skip in (skip for level in program.skips for skip in level):
        for fact in skip.beside:
            found[fact].add(program.domains[fact].full)
        for fact in skip.facts:
            found[fact].add(skip.skipped)
    if plan_of(questionnaire):
        found[plan_of(questionnaire)] = {1 << i for i in range(len(PLANS))}
    return States(
        {fact: sorted(masks) for fact, masks in found.items()}, (table for stratum in program.strata for table in stratum)
    )


def _of_answers(program: Program, states: States, groups: Groups) -> Iterator[Law]:
    skips = {skip.question: skip for level in program.skips for skip in level}
    for question, those in groups.items():
        skip = skips.get(question)
        arises_not = Any() if skip is None else states.certainly_not(skip.relevant)
        if skip is not None:
            yield from _of_skip(program, skip, states)
        for group in those:
            yield Law("answer", question, Any((arises_not, *(_taken(way.leaves, states) for way in group))))


def _taken(leaves: Mapping[str, tuple[int, ...]], states: States) -> Condition:
    return All(tuple(states.exactly(fact, masks) for fact, masks in leaves.items()))


def _of_skip(program: Program, skip: Skip, states: States) -> Iterator[Law]:
    arises, arises_not = states.certain(skip.relevant), states.certainly_not(skip.relevant)
    yield Law("skip", skip.question, Any((arises, arises_not)))
    left = dict.fromkeys(skip.facts, (skip.skipped,)) | {fact: (program.domains[fact].full,) for fact in skip.beside}
    yield Law("skip", skip.question, Any((arises, _taken(left, states))))


def _of_lists(questionnaire: Questionnaire, states: States, some_actor: tuple[SomeActor, ...]) -> Iterator[Law]:
    """Lists of bodies are complete and not empty; `actor.*` are the facts of one body in them."""
    for id_, condition in laws_of_lists(questionnaire, states, some_actor):
        yield Law("list", id_, condition)


def _of_implications(program: Program, states: States) -> Iterator[Law]:
    for rule in program.implications:
        fires_not = negate(states.certain(rule.when))
        for fact, allowed in rule.then:
            within = states.certain(Test(fact, allowed, program.domains[fact].full))
            yield Law("implication", rule.id, Any((fires_not, within)), fact)
