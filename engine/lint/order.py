"""The order of measures: what begins before the thing it needs, and leverage that the order does not bear out.

In: a `Reading`. Out: faults at measures. The bounds between leverage and order are ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.errors import listing
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading

SEVERAL = 3
"""As many measures that come after one are more than the one further measure that a leverage of 1 speaks of (ours)."""


def before_what_it_needs(reading: Reading) -> Iterator[LintFinding]:
    """Measures whose step or first month lies before that of something they come after."""
    measures = reading.library.rulebook.measures
    for measure in measures.values():
        for key, ids in (("after", measure.after), ("after_to_create", measure.after_to_create)):
            for needed in (measures[id_] for id_ in ids):
                sooner = []
                if measure.step < needed.step:
                    sooner.append(f"in step {measure.step}, and {needed.id} in step {needed.step}")
                # What is only needed to make a thing from nothing says nothing of the month in which it is put to use.
                if key == "after" and measure.months[0] < needed.months[0]:
                    sooner.append(f"in month {measure.months[0]}, and {needed.id} in month {needed.months[0]}")
                if sooner:
                    place = reading.at(measure.place, key)
                    what = f"{measure.id} comes after {needed.id}, yet begins {'; '.join(sooner)}"
                    yield fault("before-what-it-needs", place, what, "move one of them, or take the link out", measure.id)


def leverage_against_order(reading: Reading) -> Iterator[LintFinding]:
    """Measures whose leverage says another thing than the measures that come after them."""
    measures = reading.library.rulebook.measures
    for measure in measures.values():
        later = [other.id for other in measures.values() if measure.id in (*other.after, *other.after_to_create)]
        highest = max(int(value) for value, _ in measure.criteria["leverage"])
        said = ""
        if highest == 0 and later:
            said = f"0 points say that nothing waits for it, yet after it comes {listing(later)}"
        elif highest == 1 and len(later) >= SEVERAL:
            said = f"1 point says that it opens one further measure, yet after it come {listing(later)}"
        elif highest == 3 and not later:
            said = "3 points say that others cannot begin or last without it, yet none comes after it"
        if said:
            place = reading.at(measure.place, "criteria", "leverage")
            yield fault("leverage-against-order", place, f"{measure.id}: {said}", "mend the points, or `after`", measure.id)
