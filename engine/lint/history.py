"""Histories that cannot be read, or that fall behind what they tell of.

In: a `Reading`. Out: faults at the history, at its newest version, or at what stands in no version. Where there is no
history nothing is said: nobody has to keep one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wayhome.engine.errors import InputError
from wayhome.engine.history_file import WITHOUT_PAGE, History, Of, read_history
from wayhome.engine.library_history import named_in
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading
from wayhome.engine.rule_graph import Kind, Node, place_of, rule_graph
from wayhome.engine.sources import HISTORY

_MEND = "`wayhome rules record` puts it down"


def faults_in_histories(reading: Reading) -> Iterator[LintFinding]:
    """Every fault of the two histories."""
    library = reading.library
    sides: tuple[tuple[Of, Path, str], ...] = (
        ("rulebook", reading.rules, library.rulebook_version),
        ("knowledge", reading.knowledge, library.knowledge_version),
    )
    for of, folder, version in sides:
        try:
            history = read_history(folder / HISTORY, of)
        except InputError as error:
            for problem in error.problems:
                yield fault(problem.code or "wrong-shape", problem.place, problem.said, problem.mend)
            continue
        newest = history.versions[0] if history.versions else None
        if newest and newest.version != version:  # and what is new since then is in no version told
            what = f"the {of} says {version or 'no version'}, and its history ends with {newest.version}"
            yield fault("history-behind", newest.place, what, _MEND)
        elif newest:
            yield from _not_told(reading, history)
            yield from _told_in_vain(reading, history)


def _not_told(reading: Reading, history: History) -> Iterator[LintFinding]:
    """What is in force, and no version names."""
    for kind, ids in named_in(reading.library)[history.of].items():
        for id_ in ids:
            if next(history.told_of(kind, id_), None) is None:
                place = place_of(reading.library, Node(Kind(kind), id_))
                yield fault("history-behind", place, f"no version in the history names the {kind} {id_}", _MEND, id_)


def _told_in_vain(reading: Reading, history: History) -> Iterator[LintFinding]:
    """What the newest version names as new or changed, and is not there; what older ones name may be gone since."""
    library = reading.library
    known = {*rule_graph(library).titles, *(Node(Kind.PASSAGE, id_) for id_ in library.passages)}
    newest = history.versions[0]
    for change in newest.changes:
        if change.group in ("new", "changed") and change.kind not in WITHOUT_PAGE:
            kind = Kind.MEASURE if change.kind == "words" else Kind(change.kind)
            if Node(kind, change.id) not in known:
                what = f"version {newest.version} names the {kind} {change.id}, and there is none"
                yield fault("history-behind", newest.place, what, _MEND, change.id)
