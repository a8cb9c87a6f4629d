"""Which questions do not arise, given what has been answered so far.

In: a profile. Out: ids of questions. The reference evaluator alone decides: nothing is advised here.
"""

from __future__ import annotations

from wayhome.engine.actors import some_actor
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import State, facts_of_profile
from wayhome.engine.library import Library
from wayhome.engine.profile import Profile


def not_arising(profile: Profile, library: Library) -> frozenset[str]:
    """The questions that certainly do not arise."""
    given = facts_of_profile(profile, library.questionnaire, None)
    given |= some_actor(profile.listed, profile.lists_are_complete, library, State.NOT_ASKED)
    return evaluate(library.program, {fact: found.mask for fact, found in given.items()}).irrelevant
