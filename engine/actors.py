"""What follows for each body and group in the adviser's list: how to work with it, and which functions of its kind fit.

In: the list, the programs over one body, and the evaluation of the country. Out: the findings over the whole list, which
the country's rules read, and an `ActorAdvice` a body. Every conclusion is drawn twice, as the country's are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wayhome.engine.double_entry import infer
from wayhome.engine.evaluation import Evaluation
from wayhome.engine.facts import Given, State
from wayhome.engine.inference import Firing
from wayhome.engine.library import Library
from wayhome.engine.profile import Actor
from wayhome.engine.questionnaire import NotKnown
from wayhome.engine.rulebook import ActorRule
from wayhome.engine.truth import Truth

YES, NO = 0b10, 0b01


@dataclass(frozen=True)
class ActorAdvice:
    """One body, and the rules that hold of it."""

    actor: Actor
    verdicts: dict[str, Truth]
    """By rule; what is open or does not hold stands here too."""
    rules: tuple[ActorRule, ...]
    """Those that hold."""
    firings: tuple[Firing, ...]


def masks_of(actor: Actor, library: Library) -> dict[str, int]:
    """The values still possible of each thing asked of a body."""
    masks = {}
    for spec in library.questionnaire.actor_facts.values():
        part = actor.parts.get(spec.id.removeprefix("actor."))
        masks[spec.id] = spec.domain.mask(part.values) if part and part.values else spec.domain.full
    return masks


def some_actor(actors: Iterable[Actor], is_complete: bool, library: Library, unsaid: State) -> dict[str, Given]:
    """The findings over the whole list: yes if one body shows it; no if none does and nobody is missing from it.

    `unsaid` is the state in which nothing is said of them, for an empty list.
    """
    actors = tuple(actors)
    seen = [infer(library.some_actor, masks_of(actor, library))[0].verdicts for actor in actors]
    found = {}
    for id_ in library.rulebook.some_actor:
        verdicts = [verdict[id_] for verdict in seen]
        if True in verdicts:
            mask = YES
        elif actors and is_complete and None not in verdicts:
            mask = NO
        else:
            mask = YES | NO
        found[id_] = Given(mask, State.ANSWERED if actors else unsaid)
    return found


def advise_on_actors(actors: Iterable[Actor], library: Library, evaluation: Evaluation) -> tuple[ActorAdvice, ...]:
    """What follows for each body, given what is known of the country; what the adviser withheld of it stays unsaid."""
    read = library.actor_rules.program.asked
    country = {fact: evaluation.facts[fact] for fact in read if fact in evaluation.facts}
    found = []
    for actor in actors:
        concluded, firings = infer(library.actor_rules, {**masks_of(actor, library), **country})
        rules = library.rulebook.actor_rules
        holding = tuple(rule for id_, rule in rules.items() if concluded.verdicts[id_] is True)
        found.append(ActorAdvice(actor, concluded.verdicts, holding, firings or ()))
    return tuple(found)


def is_withheld(actor: Actor) -> bool:
    """Whether the adviser chose not to raise anything of this body."""
    return any(part.state is NotKnown.WITHHELD for part in actor.parts.values())
