"""Lists of bodies in a complete profile: which kinds can be named together with which findings over the list.

In: the question that asks for the list, and the findings over it. Out: laws over states, and a list that shows a world. The
findings read single bodies, so what a list can show is a matter of which bodies there can be.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from wayhome.engine.answer_fields import COMPLETE, Said
from wayhome.engine.proofs.states import States
from wayhome.engine.questionnaire import CATEGORY, Question, Questionnaire
from wayhome.engine.rulebook import SomeActor
from wayhome.engine.truth import All, Any, Condition, Test, truth

Body = dict[str, str]
"""What is said of one body, by field."""
_ABOUT = "actor."
IN_QUESTION = "in-question"
"""The key of the body that rules on single bodies are tried on."""


def asked_of_bodies(questionnaire: Questionnaire) -> Question | None:
    """The question that asks for a list of bodies."""
    return next((question for question in questionnaire.questions.values() if question.repeat), None)


def laws_of_lists(
    questionnaire: Questionnaire, states: States, some_actor: Sequence[SomeActor]
) -> Iterator[tuple[str, Condition]]:
    """What is so of every list that is complete and not empty, with the body in question on it."""
    question = asked_of_bodies(questionnaire)
    if question is None:
        return
    bodies = _bodies(questionnaire, some_actor)
    kinds = dict.fromkeys(category for category, _ in bodies)
    named = {kind: _yes(f"{question.question}.{kind}", states) for kind in kinds}
    shown = {some.id: _yes(some.id, states) for some in some_actor}
    yield question.question, Any(tuple(named.values()))
    for kind in kinds:
        # Somebody of this kind shows nothing that no body on the list shows.
        fitting = (All(tuple(shown[id_] for id_ in shows)) for category, shows in bodies if category == kind)
        yield question.question, Any((_not(named[kind]), *fitting))
        domain = questionnaire.actor_facts[_ABOUT + CATEGORY].domain
        is_kind = states.exactly(_ABOUT + CATEGORY, [domain.mask([kind])])
        yield question.question, Any((_not(is_kind), named[kind]))
    for some in some_actor:
        by = (All((named[kind], *(shown[id_] for id_ in shows))) for kind, shows in bodies if some.id in shows)
        yield some.id, Any((_not(shown[some.id]), *by))
        yield some.id, Any((states.certainly_not(some.when), shown[some.id]))


def listed(masks: Mapping[str, int], questionnaire: Questionnaire, some_actor: Sequence[SomeActor]) -> Said:
    """The list of bodies that shows a world: the one in question, one of every kind named, one for every finding."""
    question = asked_of_bodies(questionnaire)
    assert question is not None
    bodies = _bodies(questionnaire, some_actor)
    is_named = {kind for kind, _ in bodies if masks[f"{question.question}.{kind}"] == 0b10}
    allowed = {some.id for some in some_actor if masks[some.id] == 0b10}
    facts = questionnaire.actor_facts.items()
    first = {fact.removeprefix(_ABOUT): spec.domain.names(masks[fact])[0] for fact, spec in facts}
    chosen: dict[str, Body] = {IN_QUESTION: first}
    fitting = {at: body for at, body in bodies.items() if at[0] in is_named and at[1] <= allowed}
    for kind in sorted(is_named - {first[CATEGORY]}):
        chosen[kind] = next(body for (category, _), body in fitting.items() if category == kind)
    for some in sorted(allowed):
        if not any(some in _shows(body, questionnaire, some_actor) for body in chosen.values()):
            chosen[f"shows-{some.replace('.', '-')}"] = next(body for (_, shows), body in fitting.items() if some in shows)
    said: Said = {COMPLETE: "yes"}
    for key, body in chosen.items():
        said[("answer", key, "name")] = f"A body ({key})"
        said |= {("answer", key, name): value for name, value in body.items()}
    return said


def _bodies(questionnaire: Questionnaire, some_actor: Sequence[SomeActor]) -> dict[tuple[str, frozenset[str]], Body]:
    """One body of each kind for each set of findings that a single body of that kind can show."""
    names = [fact.removeprefix(_ABOUT) for fact in questionnaire.actor_facts]
    found: dict[tuple[str, frozenset[str]], Body] = {}
    for values in itertools.product(*(spec.domain.values for spec in questionnaire.actor_facts.values())):
        body = dict(zip(names, values, strict=True))
        found.setdefault((body[CATEGORY], _shows(body, questionnaire, some_actor)), body)
    return found


def _shows(body: Body, questionnaire: Questionnaire, some_actor: Sequence[SomeActor]) -> frozenset[str]:
    masks = {fact: spec.domain.mask([body[fact.removeprefix(_ABOUT)]]) for fact, spec in questionnaire.actor_facts.items()}
    return frozenset(some.id for some in some_actor if truth(some.when, masks) is True)


def _yes(fact: str, states: States) -> Test:
    return states.exactly(fact, [0b10])


def _not(test: Test) -> Test:
    return Test(test.fact, test.full & ~test.mask, test.full)
