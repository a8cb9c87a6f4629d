"""Because of which answers or rules something changed: what has to be taken back for the change to be undone.

In: `Worlds` and one aspect. Out: `Causes`. The claim is exact and small: with what is named as it was, and all else as it is
now, this would stand as it did. Where single answers do that, each of them is named; else the fewest found that do so
together, of which none can be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from wayhome.engine.changes.standing import Aspect
from wayhome.engine.changes.units import Unit
from wayhome.engine.changes.worlds import Found, Worlds

How = Literal["each", "together", "untold"]


@dataclass(frozen=True)
class Causes:
    """What a change is due to."""

    how: How
    """`each`: taking back any one of them undoes the change; `together`: only all of them do, and none can be left out;
    `untold`: it cannot be told one by one."""
    units: tuple[Unit, ...] = ()


def causes_of(worlds: Worlds, aspect: Aspect, before: Found) -> Causes:
    """What has to be taken back for this aspect to stand as it did before."""

    def is_undone(units: Sequence[Unit]) -> bool:
        found = worlds.without(frozenset(units))
        return bool(found) and found.get(aspect) == before.get(aspect)

    alone = tuple(unit for unit in worlds.units if is_undone([unit]))
    if alone:
        return Causes("each", alone)
    if not is_undone(worlds.units):
        return Causes("untold")
    return Causes("together", fewest(worlds.units, is_undone))


def fewest(units: Sequence[Unit], is_undone: Callable[[Sequence[Unit]], bool]) -> tuple[Unit, ...]:
    """Of units that undo a change together, some that still do and of which none can be left out.

    Leaves out halves first, then quarters, and so on, so that a few causes among many are found in few trials.
    """
    kept = list(units)
    size = len(kept)
    while True:
        at, has_shrunk = 0, False
        while at < len(kept):
            fewer = kept[:at] + kept[at + size :]
            if fewer and is_undone(fewer):
                kept, has_shrunk = fewer, True
            else:
                at += size
        if size > 1:
            size = (size + 1) // 2
        elif not has_shrunk:
            return tuple(kept)
