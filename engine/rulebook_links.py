"""What must hold between rules: every link leads somewhere, every recommendation has one measure, nothing is missing.

In: a `Rulebook` and the folder it was read from. Out: the problems found.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from wayhome.engine.errors import Place, Problem, did_you_mean, listing
from wayhome.engine.in_force import problems_of_retired
from wayhome.engine.rulebook import CRITERIA, Rulebook


def problems_of_links(rulebook: Rulebook, folder: Path) -> Iterator[Problem]:
    """Every fault between rules."""
    yield from _circles(rulebook)
    yield from problems_of_retired(rulebook)
    yield from _measures(rulebook)
    yield from _missing(rulebook, folder)


def _measures(rulebook: Rulebook) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    preconditions = [finding.id for finding in rulebook.preconditions]
    retired = {(one.kind, one.id): one for one in rulebook.set_aside}
    parts_retired = {id_ for kind, id_ in retired if kind == "recommend"}
    for measure in rulebook.measures.values():
        for name, ids, known in (
            ("made_of", measure.made_of, {**rulebook.recommendations, **dict.fromkeys(parts_retired)}),
            ("after", measure.after, rulebook.measures),
            ("after_to_create", measure.after_to_create, rulebook.measures),
            ("rests_on", measure.rests_on, preconditions),
            ("guards", measure.guards, rulebook.guards),
            ("together_with", measure.together_with, rulebook.measures),
            ("contradicts", measure.contradicts, rulebook.measures),
        ):
            for id_ in ids:
                gone = retired.get(("measure", id_)) if known is rulebook.measures else None
                if gone is not None:
                    what = f"{measure.id}: `{name}` names {id_!r}, which is {gone.said}"
                    yield Problem(measure.place, what, mend="take it out, or name another", code="unknown-id")
                elif id_ not in known:
                    what = f"{measure.id}: `{name}` names no {id_!r}"
                    yield Problem(measure.place, what, mend=did_you_mean(id_, known), code="unknown-id")
            for id_ in dict.fromkeys(id_ for id_ in ids if ids.count(id_) > 1):
                what = f"{measure.id}: `{name}` names {id_!r} twice"
                yield Problem(measure.place, what, mend="take one away", code="stands-twice")
        for name, ids in (("together_with", measure.together_with), ("contradicts", measure.contradicts)):
            if measure.id in ids:
                what = f"{measure.id}: `{name}` names the measure itself"
                yield Problem(measure.place, what, mend="take it out, or name another", code="circle")
        for part in measure.made_of:
            if owners.setdefault(part, measure.id) != measure.id:
                what = f"{part!r} belongs to {owners[part]} and to {measure.id}"
                yield Problem(measure.place, what, mend="give it one measure", code="stands-twice")
        if not [part for part in measure.made_of if part not in parts_retired]:
            what = f"{measure.id}: everything it is made of is retired"
            yield Problem(measure.place, what, mend="give it `status: retired` as well", code="no-measure")
    for rule in rulebook.recommendations.values():
        owner = rulebook.measures.get(owners.get(rule.id, ""))
        if owner is not None and owner.in_force == "draft" and rule.in_force == "active":
            what = f"{rule.id} belongs to {owner.id}, which is a draft"
            yield Problem(rule.place, what, mend="make both drafts, or neither", code="no-measure")
        if rule.id not in owners:
            yield Problem(rule.place, f"{rule.id} belongs to no measure", mend="add it to `made_of`", code="no-measure")


def _circles(rulebook: Rulebook) -> Iterator[Problem]:
    try:
        links = {measure.id: (*measure.after, *measure.after_to_create) for measure in rulebook.measures.values()}
        TopologicalSorter(links).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        place = next(rulebook.measures[id_].place for id_ in circle if id_ in rulebook.measures)
        yield Problem(place, f"`after` goes round in a circle: {' after '.join(circle)}", code="circle")


def _missing(rulebook: Rulebook, folder: Path) -> Iterator[Problem]:
    priorities, roadmap = Place(str(folder / "5-priorities")), Place(str(folder / "6-roadmap"))
    if not rulebook.gate:
        what = "nothing says which answers the ministerial edition needs"
        yield Problem(priorities, what, "entries such as `- gate: [returns.number]`", code="incomplete")
    if not rulebook.weights:
        place = Place(str(folder / "5-priorities" / "weights.yaml"))
        yield Problem(place, "there are no weights", f"one line each for {', '.join(CRITERIA)}", code="incomplete")
    if not rulebook.headline:
        yield Problem(
            roadmap, "no finding chooses the headline", "an entry such as `- headline: context.stage`", code="incomplete"
        )
    numbers = [step.number for step in rulebook.steps]
    if numbers != [1, 2, 3, 4, 5, 6]:
        yield Problem(roadmap, f"the roadmap has steps {listing(map(str, numbers))}", "1 to 6, once each", code="incomplete")
