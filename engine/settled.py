"""Proof that no answer still open can change which measures stand foremost.

In: an `Advice`. As knowledge grows what is recommended stays recommended and points that are assured only rise, so a
measure that has them keeps them; what stands behind can rise at most to the points that open answers leave possible.
"""

from __future__ import annotations

from wayhome.engine.advise import Advice
from wayhome.engine.compile import points_of
from wayhome.engine.prioritise import UNLOCKED, Ranked
from wayhome.engine.recommend import Status, points

OPEN = (Status.RECOMMENDED, Status.POSSIBLE)


def is_top_proved(advice: Advice, most: int) -> bool:
    """Whether the measures in the first `most` places stay there whatever the open answers turn out to be.

    True is a proof; False says only that this bound does not give one.
    """
    ranked = [r for r in advice.ranked if r.of_class == "recommended"]
    top, behind = ranked[:most], ranked[most:]
    behind += [r for r in advice.ranked if r.of_class == "depends"]
    if len(top) < most and behind:
        return False
    lowest = min((r.assured for r in top), default=0)
    return all(_ceiling(advice, r) < lowest for r in behind)


def _ceiling(advice: Advice, ranked: Ranked) -> int:
    """The most points a measure could ever come to, whatever is answered."""
    most = {name: high for name, (_, high) in ranked.criteria.items()}
    most["gap"] = max((part.gap[1] for part in ranked.parts if part.status in OPEN), default=0)
    dates = [points(advice.evaluation, points_of(date, "opening"))[1] for date in ranked.measure.openings]
    most["opening"] = max(dates, default=0)
    if ranked.measure.after:
        most["readiness"] = max(most["readiness"], UNLOCKED)
    return sum(advice.weights[name] * high for name, high in most.items())
