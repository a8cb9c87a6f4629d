"""What must hold between rules: every link leads somewhere, every recommendation has one measure, nothing is missing.

In: a `Rulebook` and the folder it was read from. Out: the problems found.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from wayhome.engine.entry_places import EntryPlaces
from wayhome.engine.errors import Place, Problem, did_you_mean, listing
from wayhome.engine.in_force import problems_of_drafts, problems_of_retired
from wayhome.engine.rulebook import CRITERIA, Rulebook, SetAside
from wayhome.engine.sources import entries, read_yaml


def problems_of_links(rulebook: Rulebook, folder: Path) -> Iterator[Problem]:
    """Every fault between rules."""
    places = EntryPlaces()
    yield from _circles(rulebook, places)
    yield from problems_of_retired(rulebook, places)
    yield from problems_of_drafts(rulebook, places)
    yield from _links(rulebook, places)
    yield from _parts(rulebook, places)
    yield from _missing(rulebook, folder, places)


def _links(rulebook: Rulebook, places: EntryPlaces) -> Iterator[Problem]:
    """Links of measures that lead nowhere, to the measure itself, or to one thing twice."""
    preconditions = [finding.id for finding in rulebook.preconditions]
    retired = {(one.kind, one.id): one for one in rulebook.set_aside}
    parts_retired = [id_ for kind, id_ in retired if kind == "recommend"]
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
            for i, id_ in enumerate(ids):
                kind = "guard" if name == "guards" else "measure" if known is rulebook.measures else ""
                gone = retired.get((kind, id_))
                what = f"{measure.id}: `{name}` names "
                code, mend = "", ""
                if gone is not None:
                    what, mend, code = f"{what}{id_!r}, which is {gone.said}", "take it out, or name another", "unknown-id"
                elif id_ not in known:
                    what, mend, code = f"{what}no {id_!r}", did_you_mean(id_, known), "unknown-id"
                elif ids.index(id_) < i:
                    what, mend, code = f"{what}{id_!r} twice", "take one away", "stands-twice"
                elif id_ == measure.id and name in ("together_with", "contradicts"):
                    what, mend, code = f"{what}the measure itself", "take it out, or name another", "circle"
                if code:
                    yield Problem(places.at(measure.place, name, i), what, mend=mend, code=code)


def _parts(rulebook: Rulebook, places: EntryPlaces) -> Iterator[Problem]:
    """Recommendations of several measures or of none, and measures without parts that advise."""
    owners: dict[str, str] = {}
    retired = {one.id for one in rulebook.set_aside if one.kind == "recommend"}
    for measure in rulebook.measures.values():
        for i, part in enumerate(measure.made_of):
            if owners.setdefault(part, measure.id) != measure.id:
                what = f"{part!r} belongs to {owners[part]} and to {measure.id}"
                where = places.at(measure.place, "made_of", i)
                yield Problem(where, what, mend="give it one measure", code="stands-twice")
        if retired.issuperset(measure.made_of):
            what = f"{measure.id}: everything it is made of is retired"
            where = places.at(measure.place, "made_of")
            yield Problem(where, what, mend="give it `status: retired` as well", code="no-measure")
    for rule in rulebook.recommendations.values():
        owner = rulebook.measures.get(owners.get(rule.id, ""))
        if owner is not None and owner.in_force == "draft" and rule.in_force == "active":
            what = f"{rule.id} belongs to {owner.id}, which is a draft"
            yield Problem(rule.place, what, mend="make both drafts, or neither", code="no-measure")
        if rule.id not in owners:
            gone = next((m.id for m in rulebook.set_aside if m.kind == "measure" and rule.id in _parts_of(m)), None)
            what = f"{rule.id} belongs to {f'{gone}, which is retired' if gone else 'no measure'}"
            mend = "retire it as well, or add it to `made_of` of another measure" if gone else "add it to `made_of`"
            yield Problem(rule.place, what, mend=mend, code="no-measure")


def _parts_of(retired: SetAside) -> list[str]:
    """What a retired measure was made of, as its file has it: the rulebook keeps its id only."""
    source = read_yaml(Path(retired.place.file))
    for i, entry in entries(source, "measure"):
        given = entry.get("made_of")
        if source.place(i) == retired.place and isinstance(given, list):
            return [str(part) for part in given]
    return []


def _circles(rulebook: Rulebook, places: EntryPlaces) -> Iterator[Problem]:
    try:
        links = {measure.id: (*measure.after, *measure.after_to_create) for measure in rulebook.measures.values()}
        TopologicalSorter(links).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        first = rulebook.measures[circle[0]]
        name = "after" if circle[1] in first.after else "after_to_create"
        where = places.at(first.place, name, getattr(first, name).index(circle[1]))
        yield Problem(where, f"`after` goes round in a circle: {' after '.join(circle)}", code="circle")


def _missing(rulebook: Rulebook, folder: Path, places: EntryPlaces) -> Iterator[Problem]:
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
        twice = (step for step, before in zip(rulebook.steps[1:], numbers, strict=False) if step.number == before)
        roadmap = next((places.at(step.place, "step") for step in twice), roadmap)
        yield Problem(roadmap, f"the roadmap has steps {listing(map(str, numbers))}", "1 to 6, once each", code="incomplete")
