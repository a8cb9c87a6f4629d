"""What stands on each page.

In: `RuleWords` whose names are links, and a `Plan`. Out: the blocks of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from wayhome.engine.brief.phrases import capital, listed
from wayhome.engine.brief.tree import Block, Code, Heading, Items, Line, Link, Paragraph, Text
from wayhome.engine.prioritise import MOST_OF_A_CLUSTER
from wayhome.engine.rule_graph import STANDS_ONCE, Kind, Node, cited_by
from wayhome.engine.rule_pages.entry import entry
from wayhome.engine.rule_pages.measure import reason_of
from wayhome.engine.rule_pages.rule_words import RuleWords, anchor_of
from wayhome.engine.rule_pictures.chosen import around
from wayhome.engine.rule_pictures.picture import picture_of
from wayhome.engine.rule_site.changes import changes
from wayhome.engine.rule_site.passage import passage
from wayhome.engine.rule_site.plan import ALL, BY_KIND, CHANGES, MEASURES, PRIORITIES, START, Plan, file_name
from wayhome.engine.sources import read_text

DRAWN = (Kind.FINDING, Kind.PRECONDITION, Kind.RECOMMENDATION, Kind.MEASURE)
"""Kinds whose way is drawn beside them."""


@dataclass(frozen=True)
class Contents:
    """Writes the pages of one rulebook."""

    w: RuleWords
    plan: Plan
    ending: str

    @property
    def is_html(self) -> bool:
        """Whether the pages can draw and search."""
        return self.ending == "html"

    def pages(self) -> Iterator[tuple[str, list[Block]]]:
        """Each page with its blocks, the first page first."""
        yield START, self._start()
        yield ALL, self._all()
        intro = self.w.say("pages.priorities.intro")
        once = [Node(Kind.RULEBOOK, id_) for id_ in STANDS_ONCE]
        told = [block for node in once for block in self._entry(node, 2)]
        yield PRIORITIES, [*self._head(self.w.words("pages.priorities"), intro), *told]
        if any(one.versions for one in self.w.histories):
            intro = self.w.say("pages.changes.intro", command=Code("wayhome rules record"))
            yield CHANGES, [*self._head(self.w.words("pages.changes"), intro), *changes(self.w)]
        for page, ids in self.plan.sections.items():
            yield page, self._section(page, ids)
        for page, sector in self.plan.sectors.items():
            yield page, self._sector(sector)
        for page, role in self.plan.bodies.items():
            yield page, self._body(role)
        for page, kinds in BY_KIND.items():
            intro = self.w.say(f"pages.kind.{page}.intro", command=Code("wayhome check"))
            yield page, [*self._head(self.w.words(f"pages.kind.{page}"), intro), *self._entries(kinds)]
        yield MEASURES, self._measures()
        for page, cluster in self.plan.clusters.items():
            title = self.w.words("pages.cluster", cluster=self.cluster_title(cluster))
            found = [node for node, home in self.plan.homes.items() if home == page]
            yield page, [*self._head(title), *(block for node in found for block in self._entry(node, 2))]
        for page, topic in self.plan.topics.items():
            questions = [node for node, home in self.plan.homes.items() if home == page]
            title = next(one.title for one in self.w.library.questionnaire.sections if one.id == topic)
            yield page, [*self._head(title), *(block for node in questions for block in self._entry(node, 2))]

    def section_title(self, page: str) -> str:
        """What a part of the handbook is called: the first heading of its file."""
        lines = read_text(self.plan.files[page]).splitlines()
        found = next((line for line in lines if line.startswith("# ")), "")
        return found.removeprefix("# ").strip() or self.plan.files[page].stem

    def cluster_title(self, cluster: str) -> str:
        """What a cluster of measures is called; one that the knowledge has no words for by its own."""
        key = f"rules.cluster.{cluster}"
        has_words = key in self.w.library.wording.sentences
        return self.w.sentences.words(key) if has_words else cluster.replace("-", " ")

    # pages

    def _head(self, title: str, *lines: Line) -> list[Block]:
        """The title, the way to the first page and to everything, and what the page holds."""
        links = ((START, "start"), (ALL, "search-all" if self.is_html else "all"))
        way = [Link(self.w.words(f"pages.{key}"), file_name(page, self.ending)) for page, key in links]
        heading = Heading(1, (Text(capital(title)),))
        return [heading, Paragraph((way[0], Text(" · "), way[1])), *map(Paragraph, lines)]

    def _start(self) -> list[Block]:
        w, plan = self.w, self.plan
        sectors = {page: w.title(Node(Kind.SECTOR, sector)) for page, sector in plan.sectors.items()}
        bodies = {page: w.title(Node(Kind.ROLE, role)) for page, role in plan.bodies.items()}
        topics = {f"questions-{one.id}": one.title for one in w.library.questionnaire.sections}
        groups = (
            ("section", {page: self.section_title(page) for page in plan.sections}),
            ("sector", sectors),
            ("body", bodies),
            ("kind", {page: w.words(f"pages.kind.{page}") for page in (MEASURES, *BY_KIND)}),
            ("cluster", {page: self.cluster_title(cluster) for page, cluster in plan.clusters.items()}),
            ("topic", topics),
        )
        blocks = self._head(
            w.words("pages.title"), w.say("pages.intro", command=Code("wayhome rules docs")), w.say("pages.ours")
        )
        if self.is_html:
            name = Link(w.words("pages.all"), file_name(ALL, self.ending))
            blocks.append(Paragraph(w.say("pages.where-to-search", name=name)))
        beside = [PRIORITIES, *([CHANGES] if any(one.versions for one in w.histories) else [])]
        blocks += [Paragraph((Link(w.words(f"pages.{page}"), file_name(page, self.ending)),)) for page in beside]
        for key, pages in groups:
            lines = [self._counted(page, title) for page, title in pages.items()]
            blocks += [Heading(2, w.say(f"pages.by-{key}")), Items(tuple(lines))]
        return blocks

    def _counted(self, page: str, title: str) -> Line:
        """A page with how much stands on it."""
        name = Link(capital(title), file_name(page, self.ending))
        count = Counter(node.kind for node in self._nodes_of(page))
        said = [self.w.count(number, kind) for kind, number in count.items()]
        return self.w.say("pages.counted", name=name, counts=listed(said)) if said else (name,)

    def _nodes_of(self, page: str) -> list[Node]:
        """What a page holds, or lists."""
        if page == MEASURES:
            return [node for node in self.plan.homes if node.kind is Kind.MEASURE]
        if page in self.plan.sectors:
            return self._in_sector(self.plan.sectors[page])
        if page in self.plan.bodies:
            return [node for nodes in self._of_body(self.plan.bodies[page]).values() for node in nodes]
        return [node for node, home in self.plan.homes.items() if home == page and node.kind not in (Kind.ROLE, Kind.SECTOR)]

    def _all(self) -> list[Block]:
        """Everything by its title, under its first letter."""
        blocks = self._head(self.w.words("pages.all"), self.w.say("pages.all.intro"))
        letters: dict[str, list[Line]] = {}
        for node in self.everything():
            letters.setdefault(capital(self.w.title(node))[:1], []).append(self._listed(node))
        for letter, lines in letters.items():
            blocks += [Heading(2, (Text(letter),)), Items(tuple(lines))]
        return blocks

    def everything(self) -> list[Node]:
        """Every question, rule and passage, by title."""
        nodes = (node for node in self.plan.homes if node.kind not in (Kind.ROLE, Kind.SECTOR))
        return sorted(nodes, key=lambda node: (self.w.title(node).casefold(), node))

    def _listed(self, node: Node) -> Line:
        name = (Link(capital(self.w.title(node)), self.w.address(node)),)
        return self.w.say("pages.listed", name=name, kind=self.w.words(f"one.{node.kind}"))

    def _section(self, page: str, ids: Iterable[str]) -> list[Block]:
        """Passages, each followed by the rules that stand with it."""
        blocks = self._head(self.section_title(page), self.w.say("pages.section"))
        cited = cited_by(self.w.library)
        rules: dict[str, list[Node]] = {}
        for node in self.w.graph.titles:
            if node.kind is Kind.RECOMMENDATION:
                rules.setdefault(node.id, []).append(node)
            elif node.kind is Kind.ACTOR:
                rules.setdefault(self.w.library.rulebook.actor_rules[node.id].passage, []).append(node)
        for id_ in ids:
            blocks += passage(self.w, id_, cited.get(id_, ()))
            blocks += [block for node in rules.get(id_, ()) for block in self._entry(node, 3)]
        return blocks

    def _measures(self) -> list[Block]:
        """Each measure under its cluster, with what it is for, and leading on to where it stands in full."""
        w = self.w
        blocks = self._head(w.words("pages.kind.measures"), w.say("pages.kind.measures.intro", most=str(MOST_OF_A_CLUSTER)))
        for page, cluster in self.plan.clusters.items():
            title = Link(capital(self.cluster_title(cluster)), file_name(page, self.ending))
            blocks.append(Heading(2, (title,)))
            for node in (node for node, home in self.plan.homes.items() if home == page):
                # The anchor leads on what was linked here while all measures stood on this page.
                name = Link(capital(w.title(node)), w.address(node))
                blocks += [Heading(3, (name,), anchor_of(node)), Paragraph(reason_of(w, node.id))]
        return blocks

    def _sector(self, sector: str) -> list[Block]:
        found = self.w.library.questionnaire.sectors[sector]
        lead = self.w.name(Node(Kind.ROLE, found.lead))
        blocks = self._head(found.title, self.w.say("pages.sector", lead=lead))
        return [*blocks, *self._linked({"recommendation": self._in_sector(sector)})]

    def _in_sector(self, sector: str) -> list[Node]:
        book = self.w.library.rulebook
        return [Node(Kind.RECOMMENDATION, rule.id) for rule in book.recommendations.values() if rule.sector == sector]

    def _body(self, role: str) -> list[Block]:
        blocks = self._head(self.w.title(Node(Kind.ROLE, role)), self.w.say("pages.body"))
        return [*blocks, *self._linked(self._of_body(role))]

    def _of_body(self, role: str) -> dict[str, list[Node]]:
        """What a body leads, by kind, and the questions it can answer."""
        book, questionnaire = self.w.library.rulebook, self.w.library.questionnaire
        return {
            "recommendation": [Node(Kind.RECOMMENDATION, r.id) for r in book.recommendations.values() if r.lead == role],
            "measure": [
                Node(Kind.MEASURE, one.id)
                for one in book.measures.values()
                if role == one.lead or role in one.lead_by_mode.values()
            ],
            "task": [Node(Kind.TASK, task.id) for step in book.steps for task in step.tasks if task.lead == role],
            "question": [Node(Kind.QUESTION, q.question) for q in questionnaire.questions.values() if role in q.ask],
        }

    def _linked(self, nodes: dict[str, list[Node]]) -> list[Block]:
        """Lists of links, each under the kind of what it lists."""
        blocks: list[Block] = []
        for kind, found in nodes.items():
            if found:
                lines = tuple((Link(capital(self.w.title(node)), self.w.address(node)),) for node in found)
                blocks += [Heading(2, self.w.say(f"kinds.{kind}")), Items(lines)]
        return blocks or [Paragraph(self.w.say("pages.nothing"))]

    def _entries(self, kinds: Iterable[Kind]) -> list[Block]:
        return [block for node in self.w.graph.titles if node.kind in kinds for block in self._entry(node, 2)]

    def _entry(self, node: Node, level: int) -> list[Block]:
        """A rule in full, with its way drawn where there are pictures."""
        w = replace(self.w, level=level)
        blocks = entry(w, node)
        if self.is_html and node.kind in DRAWN:
            chosen = around(w.graph, node)
            picture = picture_of(w, chosen, f"way-{node.kind}-{node.id}".replace(".", "-"))
            blocks += w.section("way-to", [picture])
        return blocks
