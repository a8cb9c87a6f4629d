"""The two sides of a comparison: two profiles worked out for the same readers.

In: two profiles, each with its library, and options. Out: a `Comparison`. What the adviser of either withheld is withheld in
both, so that no difference can give it away; only the confidential edition speaks of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wayhome.engine.actors import is_withheld
from wayhome.engine.advise import Advice, Edition, Options, advise
from wayhome.engine.changes.comparison import Comparison
from wayhome.engine.changes.mixtures import Mixtures
from wayhome.engine.errors import InputError
from wayhome.engine.library import Library
from wayhome.engine.profile import Answer, Part, Profile
from wayhome.engine.questionnaire import NotKnown

_WITHHELD = Part(state=NotKnown.WITHHELD)


@dataclass(frozen=True)
class Side:
    """A profile, the library it was read with, and what it is worked out for."""

    profile: Profile
    library: Library
    options: Options


def compared(before: Side, after: Side, mixtures: Mixtures | None = None) -> Comparison:
    """Both sides worked out; rules of before that have another id now are called by it.

    Whoever compares under two libraries often gives their `mixtures`, so that these are worked out once.

    The ministerial edition has the readers of the draft; the answers it needs before it is written are not asked for here.
    Raises InputError if a profile names no country; EngineError if the two evaluations differ.
    """
    mixtures = mixtures or Mixtures(before.library, after.library)
    before = replace(before, library=mixtures.before)
    profiles = before.profile, after.profile
    if after.options.edition is not Edition.CONFIDENTIAL:
        profiles = withholding(before, after.profile), withholding(after, before.profile)
    concluded: list[Advice] = []
    for side, profile in zip((before, after), profiles, strict=True):
        is_gated = side.options.edition is Edition.MINISTERIAL
        options = replace(side.options, edition=Edition.DRAFT) if is_gated else side.options
        concluded.append(advise(profile, side.library, options))
    return Comparison(concluded[0], concluded[1], mixtures)


def since_previous(advice: Advice, profile: Profile, previous: Profile, library: Library) -> Advice:
    """An advice that also says what is new since an earlier profile of the same place.

    Args:
        advice: today's.
        profile: what it was made from.
        previous: the earlier profile.
        library: what that was read with.

    Raises:
        InputError: if the two are on different places, or were read with different rules or knowledge.
    """
    places = [(found.country.alpha_3, found.area) for found in (previous, profile)]
    if places[0] != places[1]:
        names = [found.area or found.country.name or "no country" for found in (previous, profile)]
        raise InputError.at(
            previous.file,
            f"the earlier profile is on {names[0]}, this one on {names[1]}",
            mend="`wayhome compare` takes both",
        )
    ours, theirs = advice.library, library
    if (ours.rulebook_digest, ours.knowledge_digest) != (theirs.rulebook_digest, theirs.knowledge_digest):
        raise InputError.at(previous.file, "the earlier profile was read with other rules or knowledge", "the same for both")
    then = Side(previous, ours, replace(advice.options, date=None))
    return replace(advice, previous=compared(then, Side(profile, ours, advice.options)))


def withholding(side: Side, other: Profile) -> Profile:
    """The profile of a side with everything withheld as well that another profile withholds."""
    profile, questions = side.profile, side.library.questionnaire.questions
    answers = dict(profile.answers)
    for id_, answer in other.answers.items():
        if id_ not in questions:  # another questionnaire: this side says nothing of it anyway
            continue
        own = answers.get(id_, Answer(id_, {}))
        is_whole = answer.parts.get("", Part()).state is NotKnown.WITHHELD
        rows, qualifiers = _withheld(answer.parts), _withheld(answer.qualifiers)
        bodies = {actor.key: actor for actor in answer.listed if is_withheld(actor)}
        if is_whole:
            answers[id_] = Answer(id_, {"": _WITHHELD})
        elif rows or qualifiers or bodies:
            listed = (*(actor for actor in own.listed if actor.key not in bodies), *bodies.values())
            answers[id_] = replace(
                own, parts={**own.parts, **rows}, qualifiers={**own.qualifiers, **qualifiers}, listed=listed
            )
        if questions[id_].kind == "names":
            actors = {} if is_whole else {role: name for role, name in profile.actors.items() if role not in rows}
            profile = replace(profile, actors=actors)
        elif questions[id_].kind == "period" and (is_whole or rows):
            profile = replace(profile, start=None, horizon=None)
    return replace(profile, answers=answers)


def _withheld(parts: Mapping[str, Part]) -> dict[str, Part]:
    return {name: _WITHHELD for name, part in parts.items() if part.state is NotKnown.WITHHELD}
