"""The two sides of a comparison: two profiles worked out for the same readers.

In: two profiles, each with its library, and options. Out: a `Comparison`. What the adviser of either withheld is withheld in
both, so that no difference can give it away; only the confidential edition speaks of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wayhome.engine.actors import is_withheld
from wayhome.engine.advise import Edition, Options, advise
from wayhome.engine.changes.comparison import Comparison
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


def compared(before: Side, after: Side) -> Comparison:
    """Both sides worked out.

    The ministerial edition has the readers of the draft; the answers it needs before it is written are not asked for here.
    Raises InputError if a profile names no country; EngineError if the two evaluations differ.
    """
    profiles = before.profile, after.profile
    if after.options.edition is not Edition.CONFIDENTIAL:
        profiles = withholding(before.profile, after.profile), withholding(after.profile, before.profile)
    concluded = []
    for side, profile in zip((before, after), profiles, strict=True):
        is_gated = side.options.edition is Edition.MINISTERIAL
        options = replace(side.options, edition=Edition.DRAFT) if is_gated else side.options
        concluded.append(advise(profile, side.library, options))
    return Comparison(*concluded)


def withholding(profile: Profile, other: Profile) -> Profile:
    """The profile with everything withheld as well that another one withholds."""
    answers = dict(profile.answers)
    for id_, answer in other.answers.items():
        own = answers.get(id_, Answer(id_, {}))
        if answer.parts.get("", Part()).state is NotKnown.WITHHELD:
            answers[id_] = Answer(id_, {"": _WITHHELD})
            continue
        rows, qualifiers = _withheld(answer.parts), _withheld(answer.qualifiers)
        bodies = {actor.key: actor for actor in answer.listed if is_withheld(actor)}
        if rows or qualifiers or bodies:
            listed = (*(actor for actor in own.listed if actor.key not in bodies), *bodies.values())
            answers[id_] = replace(
                own, parts={**own.parts, **rows}, qualifiers={**own.qualifiers, **qualifiers}, listed=listed
            )
    return replace(profile, answers=answers)


def _withheld(parts: Mapping[str, Part]) -> dict[str, Part]:
    return {name: _WITHHELD for name, part in parts.items() if part.state is NotKnown.WITHHELD}
