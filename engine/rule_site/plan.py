"""Which pages there are, what stands on each, and where each rule is found.

In: a `Library` and its graph. Out: a `Plan`. A rule stands on one page in full and is linked from everywhere else:
recommendations and rules on bodies with their passage, measures with their cluster, what makes up the order of a brief on a
page of its own, everything else with its kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from wayhome.engine.handbook import Passage
from wayhome.engine.inventory import read_inventory
from wayhome.engine.library import Library
from wayhome.engine.rule_graph import STANDS_ONCE, Kind, Node, RuleGraph
from wayhome.engine.rule_pages.rule_words import anchor_of

START, ALL, CHANGES, PRIORITIES = "index", "all", "changes", "priorities"
BY_KIND: dict[str, tuple[Kind, ...]] = {
    "findings": (Kind.FINDING, Kind.PRECONDITION),
    "implications": (Kind.IMPLICATION,),
    "contradictions": (Kind.CONTRADICTION,),
    "care": (Kind.GUARD,),
    "steps": (Kind.STEP, Kind.TASK),
}
"""Pages of rules of one kind, in the order of the data, but for measures."""
MEASURES = "measures"
"""The page that leads to each measure: they are too many for one page, and stand on one for each cluster."""
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9.]+")


@dataclass(frozen=True)
class Plan:
    """The pages by name, without the ending of their files."""

    sections: dict[str, tuple[str, ...]]
    """Page of a part of the handbook to the passages on it."""
    files: dict[str, Path]
    """Page of a part of the handbook to the file it is made from."""
    clusters: dict[str, str]
    """Page to the cluster of the measures on it."""
    sectors: dict[str, str]
    """Page to sector."""
    bodies: dict[str, str]
    """Page to role."""
    topics: dict[str, str]
    """Page to section of the questionnaire."""
    homes: dict[Node, str]
    """Every node to its page."""

    def address(self, node: Node, ending: str) -> str:
        """Where a node is found: its page, with the place on it if the page has others."""
        page = file_name(self.homes[node], ending)
        return page if node.kind in (Kind.ROLE, Kind.SECTOR) else f"{page}#{anchor_of(node)}"


def file_name(page: str, ending: str) -> str:
    """The file of a page; the first page is what a folder of such files shows by itself."""
    return "README.md" if page == START and ending == "md" else f"{page}.{ending}"


def plan_of(library: Library, graph: RuleGraph) -> Plan:
    """The pages of a rulebook."""
    sections: dict[str, list[str]] = {}
    files: dict[str, Path] = {}
    homes: dict[Node, str] = {}
    for passage in _as_in_the_handbook(library):
        path = Path(passage.place.file)
        page = next((page for page, known in files.items() if known == path), "")
        if not page:
            page = _free(f"handbook-{_NOT_IN_NAMES.sub('-', path.stem)}", files)
            files[page] = path
        sections.setdefault(page, []).append(passage.id)
        homes[Node(Kind.PASSAGE, passage.id)] = page
    topics = {f"questions-{section.id}": section.id for section in library.questionnaire.sections}
    by_topic = {
        q.question: f"questions-{section.id}" for section in library.questionnaire.sections for q in section.questions
    }
    clusters: dict[str, str] = {}
    for cluster in dict.fromkeys(measure.cluster for measure in library.rulebook.measures.values()):
        clusters[_free(f"{MEASURES}-{_NOT_IN_NAMES.sub('-', cluster)}", clusters)] = cluster
    by_cluster = {cluster: page for page, cluster in clusters.items()}
    by_kind = {kind: page for page, kinds in BY_KIND.items() for kind in kinds}
    for node in graph.titles:
        match node.kind:
            case Kind.QUESTION:
                homes[node] = by_topic[node.id]
            case Kind.RECOMMENDATION:
                homes[node] = homes[Node(Kind.PASSAGE, node.id)]
            case Kind.ACTOR:
                homes[node] = homes[Node(Kind.PASSAGE, library.rulebook.actor_rules[node.id].passage)]
            case Kind.MEASURE:
                homes[node] = by_cluster[library.rulebook.measures[node.id].cluster]
            case _:
                homes[node] = by_kind[node.kind]
    sectors = {f"sector-{sector}": sector for sector in library.questionnaire.sectors}
    bodies = {f"body-{role}": role for role in library.questionnaire.roles}
    homes |= {Node(Kind.RULEBOOK, id_): PRIORITIES for id_ in STANDS_ONCE}
    homes |= {Node(Kind.SECTOR, sector): page for page, sector in sectors.items()}
    homes |= {Node(Kind.ROLE, role): page for page, role in bodies.items()}
    by_section = {page: tuple(ids) for page, ids in sections.items()}
    return Plan(by_section, files, clusters, sectors, bodies, topics, homes)


def _as_in_the_handbook(library: Library) -> list[Passage]:
    """The passages, file by file in the order in which the handbook has them."""
    order = {id_: i for i, id_ in enumerate(read_inventory(library.examples.parent / "handbook"))}
    last: dict[str, int] = {}
    for passage in library.passages.values():  # by the last one: a file may take up a passage of an earlier section
        file = passage.place.file
        last[file] = max(order.get(passage.id, len(order)), last.get(file, 0))
    return sorted(library.passages.values(), key=lambda passage: last[passage.place.file])


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number if two things that have pages differ in nothing but other signs."""
    number = 2
    free = name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free
