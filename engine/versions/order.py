"""Rules that stand in another order, where the order decides: implications on one fact, and measures that are equal else.

In: two libraries, the old one aligned with the new. Out: `Said`s by the id of the rule that now comes first.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from wayhome.engine.prioritise import first_line
from wayhome.engine.rule_graph import base_id
from wayhome.engine.rulebook import Implication
from wayhome.engine.version_file import Step
from wayhome.engine.versions.entries import Said
from wayhome.engine.versions.words import VersionWords, measure_title


def order_of_implications(w: VersionWords) -> dict[str, list[Said]]:
    """Implications that are read before others by now, where both can apply to one fact.

    The first that applies narrows a fact, and a later one that would leave nothing of it counts no more. Of two of which one
    leaves only what the other leaves too, the order decides no more than which of them is named.
    """
    names = w.meaning.names.of("implication")
    before = [names.get(rule.id, rule.id) for rule in w.meaning.old.rulebook.implications]
    now = {rule.id: rule for rule in w.meaning.new.rulebook.implications}
    pairs: dict[tuple[str, str, bool], list[tuple[Implication, Implication, str]]] = {}
    for first, second in _turned(before, list(now)):
        for fact, mask in now[first].then:
            left = dict(now[second].then).get(fact)
            if left is not None:
                decides = bool(mask & ~left and left & ~mask)
                pairs.setdefault((base_id(first), base_id(second), decides), []).append((now[first], now[second], fact))
    found: dict[str, list[Said]] = {}
    for (first, _, decides), those in pairs.items():
        shown = [(one, w.meaning.unnarrowed.shown(one[0].when, one[1].when)) for one in those]
        both = [(rules, answers) for rules, answers in shown if answers is not None]
        if both:
            (_, other, _), answers = both[0]
            facts = _some([w.new.subject(fact) for (*_, fact), _ in both])
            found.setdefault(first, []).append(_said(f"“{other.title}”", facts, w.where(answers), decides=decides))
    return found


def _some(names: Sequence[str]) -> str:
    """The first of many, and how many more there are."""
    first, *others = dict.fromkeys(names)
    return f"“{first}” and {len(others)} more" if others else f"“{first}”"


def _said(other: str, facts: str, where: str, *, decides: bool) -> Said:
    if not decides:
        told = f"It is read before {other} now. Of {facts} the same follows; which of the two is named can differ."
        return Said("order", told, Step.PATCH)
    told = f"Where they leave nothing of {facts} in common, this one counts now and the other does not"
    return Said(
        "order", f"It is read before {other} now. {told}: it can be so where {where}.", Step.MAJOR, examples=(where,)
    )


def order_of_measures(w: VersionWords) -> dict[str, list[Said]]:
    """Measures that stand before others by now which begin on the same line of the handbook: that decides between equals."""
    names = w.meaning.names.of("measure")
    old, new = w.meaning.old, w.meaning.new
    found: dict[str, list[Said]] = {}
    for first, second in _turned([names.get(id_, id_) for id_ in old.rulebook.measures], list(new.rulebook.measures)):
        lines = {first_line(new.rulebook.measures[id_].made_of, new.passages) for id_ in (first, second)}
        if len(lines) == 1:
            told = f"It stands before “{measure_title(new, second)}” now, and comes first where all else is equal."
            found.setdefault(first, []).append(Said("order", told, Step.MAJOR))
    return found


def _turned(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of which the first comes first now and came second before."""
    places = {id_: i for i, id_ in enumerate(before)}
    for first, second in itertools.combinations([id_ for id_ in now if id_ in places], 2):
        if places[first] > places[second]:
            yield first, second
