"""What an interview is to ask, and in which order.

In: the options of a command. Out: a `Wanted`. An `Order` puts the questions that are left into their order; another one can
take its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wayhome.engine.advise import Options, conclude
from wayhome.engine.library import Library
from wayhome.engine.profile import Profile
from wayhome.engine.questionnaire import Section
from wayhome.engine.selection import Selection

Order = Callable[[Sequence[Section], Profile, Library], Sequence[str]]
"""From the questions that are wanted to their ids, in the order in which they are asked."""


def in_file_order(sections: Sequence[Section], profile: Profile, library: Library) -> tuple[str, ...]:
    """The questions in the order of the questionnaire."""
    return tuple(question.question for section in sections for question in section.questions)


def by_what_they_settle(sections: Sequence[Section], profile: Profile, library: Library) -> tuple[str, ...]:
    """The questions first whose answers are expected to settle most for the least effort, then the others as they stand."""
    from wayhome.engine.asking import order_to_ask  # brings NumPy with it

    wanted = in_file_order(sections, profile, library)
    foremost = order_to_ask(conclude(profile, library, Options()))
    return tuple(dict.fromkeys([*(id_ for id_ in foremost if id_ in wanted), *wanted]))


@dataclass(frozen=True)
class Wanted:
    """What to ask, and how."""

    selection: Selection = field(default_factory=Selection)
    only_unanswered: bool = False
    is_quick: bool = False
    """Without a prompt for evidence after each answer."""
    country: str | None = None
    """The code of the country of a new profile; asked for, if it is not given."""
    area: str | None = None
    """The code of the area, if a new profile is for a part of the country."""
    order: Order = in_file_order
    is_reordered: bool = False
    """The order is worked out anew after each answer."""
