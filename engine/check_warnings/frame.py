"""What the whole plan hangs on: the country, the day the answers describe, the start and the length of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.check_warnings.finder import CheckWarning, Finder

FRAME = "frame.start-horizon"


def in_the_frame(finder: Finder) -> Iterator[CheckWarning]:
    """What is missing in the head and the frame."""
    if not finder.profile.has_country:
        yield finder.warning("country", None)
    if finder.profile.date is None:
        yield finder.warning("date", None)
    if finder.profile.start is None:
        yield finder.warning("start", FRAME)
    if finder.profile.horizon is None:
        yield finder.warning("horizon", FRAME)
