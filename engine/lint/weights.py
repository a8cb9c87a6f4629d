"""Weights that decide nothing: of criteria that count nothing, and of criteria that give every measure the same points.

In: a `Reading`. Out: faults at the lines of `weights.yaml`. What the tables show by themselves is found here, soundly;
`wayhome rules prove` decides the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.compile import exclusive
from wayhome.engine.errors import Place
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rulebook import CRITERIA, Row, Rulebook
from wayhome.engine.rulebook_reader.files import STRATA, WEIGHTS
from wayhome.engine.sources import Source, read_yaml
from wayhome.engine.truth import NEVER

_BREAKS_TIES = ("opening", "stakes", "readiness")
"""Criteria that order measures of equal points whatever their weights."""


def idle_weights(reading: Reading) -> Iterator[LintFinding]:
    """Criteria without a weight, and criteria whose weight tells no two measures apart."""
    book = reading.library.rulebook
    source = _source(reading)
    if source is None or len(book.measures) < 2:
        return
    if not any(book.weights.values()):
        what = "every weight is 0: no points are given, and what breaks ties makes the whole order"
        yield fault("idle-weight", source.place(), what, "give the criteria weights", "weights")
        return
    for name in CRITERIA:
        place: Place = source.place(name)
        is_same = _is_same_for_all(book, name)
        if book.weights[name] and is_same:
            what = f"{name} gives every measure the same points whatever the answers, so that its weight decides nothing"
            yield fault("idle-weight", place, what, "give measures different points, or the criterion the weight 0", name)
        elif not book.weights[name] and not is_same:
            left = ", though it still breaks ties" if name in _BREAKS_TIES else ""
            what = f"{name} has the weight 0: its points count nothing{left}"
            yield fault("idle-weight", place, what, "give it a weight, or accept it with the reason", name)


def _source(reading: Reading) -> Source | None:
    """The last file of weights, which is the one that counts."""
    paths = [path for name in STRATA for path in sorted((reading.rules / name).rglob(WEIGHTS))]
    return read_yaml(paths[-1]) if paths else None


def _is_same_for_all(book: Rulebook, criterion: str) -> bool:
    """Whether the tables of a criterion show by themselves that every measure has the same points for it."""
    measures = book.measures.values()
    if criterion == "gap":
        return len({value for rule in book.recommendations.values() for value in _reached(rule.gap)}) == 1
    if criterion == "opening":
        return len({frozenset(measure.openings) for measure in measures}) == 1
    # What a measure comes after makes it readier once that works, whatever its table says.
    is_unlocked = criterion == "readiness" and any(measure.after for measure in measures)
    tables = {exclusive(measure.criteria[criterion]) for measure in measures}
    values = {value for measure in measures for value in _reached(measure.criteria[criterion])}
    return not is_unlocked and (len(tables) == 1 or len(values) == 1)


def _reached(rows: tuple[Row, ...]) -> list[str]:
    """The values of the rows that can be the first to hold."""
    return [value for value, row in exclusive(rows) if row != NEVER]
