"""What rests on what: every question and rule as a node, and every way in which one of them depends on another.

In: a `Library`. Out: a `RuleGraph`. An edge leads from what is read, or comes first, to what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from wayhome.engine.errors import Place
from wayhome.engine.library import Library
from wayhome.engine.rulebook import Measure, Recommendation
from wayhome.engine.truth import Condition, facts_read


class Kind(StrEnum):
    """What a node is; the last ones stand behind rules and are no rules themselves."""

    QUESTION = "question"
    IMPLICATION = "implication"
    CONTRADICTION = "contradiction"
    FINDING = "finding"
    PRECONDITION = "precondition"
    RECOMMENDATION = "recommendation"
    ACTOR = "actor"
    MEASURE = "measure"
    GUARD = "guard"
    STEP = "step"
    TASK = "task"
    PASSAGE = "passage"
    ROLE = "role"
    SECTOR = "sector"
    RULEBOOK = "rulebook"
    """What stands once in a rulebook, as its weights do: one of `STANDS_ONCE`, and in no graph."""


STANDS_ONCE = ("weights", "means", "gate", "headline")
"""By these ids the rules are known that make up how a brief is ordered and when it may be handed on."""


class How(StrEnum):
    """In which way the target depends on the source."""

    READS = "reads"
    WEIGHS = "weighs"
    """A measure reads it for its points, or for whether it stands in the main part."""
    ASKED_IF = "asked-if"
    NARROWS = "narrows"
    PART = "part"
    AFTER = "after"
    RESTS_ON = "rests-on"
    CARE = "care"
    UNLESS_IN_PLACE = "unless-in-place"
    STEP = "step"


class Node(NamedTuple):
    """A question or a rule; an id alone is not enough, since a recommendation has the id of its passage."""

    kind: Kind
    id: str


class Edge(NamedTuple):
    """One dependence."""

    source: Node
    target: Node
    how: How


@dataclass(frozen=True)
class RuleGraph:
    """All nodes with their titles, in the order of the questionnaire and of the rule files, and all edges."""

    titles: dict[Node, str]
    edges: tuple[Edge, ...]
    _into: dict[Node, list[Edge]] = field(default_factory=dict)
    _out: dict[Node, list[Edge]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for edge in self.edges:
            self._into.setdefault(edge.target, []).append(edge)
            self._out.setdefault(edge.source, []).append(edge)

    def into(self, node: Node) -> list[Edge]:
        """What a node depends on."""
        return self._into.get(node, [])

    def out(self, node: Node) -> list[Edge]:
        """What depends on a node."""
        return self._out.get(node, [])

    def named(self, id_: str) -> list[Node]:
        """The nodes with this id, of whatever kind."""
        return [node for node in self.titles if node.id == id_]


def base_id(id_: str) -> str:
    """The id of a rule as its file has it: one that is said of several facts has the fact behind an @."""
    return id_.partition("@")[0]


def rule_graph(library: Library) -> RuleGraph:
    """Every question and rule of a library with what it depends on."""
    edges = dict.fromkeys((*_of_questions(library), *_of_rules(library), *_of_measures(library), *_of_steps(library)))
    return RuleGraph(dict(_titles(library)), tuple(edge for edge in edges if edge.source != edge.target))


def _titles(library: Library) -> Iterator[tuple[Node, str]]:
    book, wording = library.rulebook, library.wording
    for question in library.questionnaire.questions.values():
        yield Node(Kind.QUESTION, question.question), question.name
    for implication in book.implications:
        yield Node(Kind.IMPLICATION, base_id(implication.id)), implication.title
    for contradiction in book.contradictions:
        yield Node(Kind.CONTRADICTION, base_id(contradiction.id)), contradiction.title
    for finding in book.findings.values():
        if finding.is_precondition:
            yield Node(Kind.PRECONDITION, finding.id), wording.preconditions[finding.id].title
        else:
            yield Node(Kind.FINDING, finding.id), finding.title
    for some in book.some_actor.values():
        yield Node(Kind.FINDING, some.id), some.title
    for rule in book.recommendations.values():
        yield Node(Kind.RECOMMENDATION, rule.id), rule.title
    for actor_rule in book.actor_rules.values():
        yield Node(Kind.ACTOR, actor_rule.id), actor_rule.title
    for measure in book.measures.values():
        yield Node(Kind.MEASURE, measure.id), wording.measures[measure.id].title
    for guard in book.guards.values():
        yield Node(Kind.GUARD, guard.id), wording.guards[guard.id].title
    for step in book.steps:
        yield Node(Kind.STEP, step.id), step.title
        for task in step.tasks:
            words = wording.steps[task.id]
            yield Node(Kind.TASK, task.id), words.short or words.text.rstrip(".")


def node_of_fact(library: Library, fact: str) -> Node:
    """The question or the finding that a fact comes from."""
    questionnaire, book = library.questionnaire, library.rulebook
    if fact in book.some_actor:
        return Node(Kind.FINDING, fact)
    spec = questionnaire.facts.get(fact) or questionnaire.actor_facts.get(fact)
    if spec:
        return Node(Kind.QUESTION, spec.question)
    return Node(Kind.PRECONDITION if book.findings[fact].is_precondition else Kind.FINDING, fact)


def cited_by(library: Library) -> dict[str, list[Node]]:
    """Each passage with the rules that rest on it or print it, and the questions that ask for it."""
    book = library.rulebook
    found: list[tuple[Node, tuple[str, ...]]] = [
        *((Node(Kind.RECOMMENDATION, rule.id), rule.passages) for rule in book.recommendations.values()),
        *((Node(Kind.ACTOR, rule.id), (rule.passage,)) for rule in book.actor_rules.values()),
        *((Node(Kind.FINDING, some.id), some.cites) for some in book.some_actor.values()),
    ]
    for finding in book.findings.values():
        cites = (*finding.cites, *(task.passage for task in finding.tasks))
        found.append((node_of_fact(library, finding.id), tuple(dict.fromkeys(cites))))
    for step in book.steps:
        found.append((Node(Kind.STEP, step.id), step.cites))
        found += [(Node(Kind.TASK, task.id), task.passages) for task in step.tasks]
    for question in library.questionnaire.questions.values():
        found.append((Node(Kind.QUESTION, question.question), question.passages))
    by_passage: dict[str, list[Node]] = {}
    for node, passages in found:
        for id_ in passages:
            by_passage.setdefault(id_, []).append(node)
    return by_passage


def place_of(library: Library, node: Node) -> Place:
    """Where a question or a rule stands in its file; a task stands in its step."""
    book = library.rulebook
    match node.kind:
        case Kind.QUESTION:
            return library.questionnaire.places[node.id]
        case Kind.IMPLICATION:
            return next(rule.place for rule in book.implications if base_id(rule.id) == node.id)
        case Kind.CONTRADICTION:
            return next(rule.place for rule in book.contradictions if base_id(rule.id) == node.id)
        case Kind.FINDING | Kind.PRECONDITION:
            return (book.findings.get(node.id) or book.some_actor[node.id]).place
        case Kind.RECOMMENDATION:
            return book.recommendations[node.id].place
        case Kind.ACTOR:
            return book.actor_rules[node.id].place
        case Kind.MEASURE:
            return book.measures[node.id].place
        case Kind.GUARD:
            return book.guards[node.id].place
        case Kind.STEP | Kind.TASK:
            return next(s.place for s in book.steps if node.id in (s.id, *(task.id for task in s.tasks)))
    return library.passages[node.id].place


def _reads(library: Library, node: Node, conditions: Iterable[Condition | None], how: How = How.READS) -> Iterator[Edge]:
    for condition in conditions:
        for fact in sorted(facts_read(condition)) if condition is not None else ():
            yield Edge(node_of_fact(library, fact), node, how)


def _of_questions(library: Library) -> Iterator[Edge]:
    for question, condition in library.rulebook.relevance.items():
        yield from _reads(library, Node(Kind.QUESTION, question), [condition], How.ASKED_IF)


def _of_rules(library: Library) -> Iterator[Edge]:
    book = library.rulebook
    for implication in book.implications:
        node = Node(Kind.IMPLICATION, base_id(implication.id))
        yield from _reads(library, node, [implication.when])
        for fact, _ in implication.then:
            yield Edge(node, node_of_fact(library, fact), How.NARROWS)
    for contradiction in book.contradictions:
        yield from _reads(library, Node(Kind.CONTRADICTION, base_id(contradiction.id)), [contradiction.when])
    for finding in book.findings.values():
        yield from _reads(library, node_of_fact(library, finding.id), [row for _, row in finding.rows])
    for some in book.some_actor.values():
        yield from _reads(library, Node(Kind.FINDING, some.id), [some.when])
    for rule in book.recommendations.values():
        yield from _reads(library, Node(Kind.RECOMMENDATION, rule.id), _conditions_of(rule))
    for actor_rule in book.actor_rules.values():
        yield from _reads(library, Node(Kind.ACTOR, actor_rule.id), [actor_rule.when])
    for guard in book.guards.values():
        yield from _reads(library, Node(Kind.GUARD, guard.id), [guard.unless])


def _conditions_of(rule: Recommendation) -> Iterator[Condition | None]:
    yield from (rule.need, rule.fits, rule.national_when)
    yield from (row for _, row in (*rule.modes, *rule.gap))
    for part in rule.components:
        yield from (part.when, part.done)
    yield from (case.when for case in rule.illustrations)


def _of_measures(library: Library) -> Iterator[Edge]:
    for measure in library.rulebook.measures.values():
        node = Node(Kind.MEASURE, measure.id)
        for kind, ids, how in (
            (Kind.RECOMMENDATION, measure.made_of, How.PART),
            (Kind.MEASURE, (*measure.after, *measure.after_to_create), How.AFTER),
            (Kind.PRECONDITION, measure.rests_on, How.RESTS_ON),
            (Kind.GUARD, measure.guards, How.CARE),
        ):
            yield from (Edge(Node(kind, id_), node, how) for id_ in ids)
        yield from _reads(library, node, _weighed(measure), How.WEIGHS)


def _weighed(measure: Measure) -> Iterator[Condition]:
    yield measure.main_when
    for table in (*measure.criteria.values(), *measure.openings.values()):
        yield from (row for _, row in table)


def _of_steps(library: Library) -> Iterator[Edge]:
    for step in library.rulebook.steps:
        for task in step.tasks:
            node = Node(Kind.TASK, task.id)
            yield from _reads(library, node, [task.when])
            if task.unless_in_place:
                yield Edge(Node(Kind.MEASURE, task.unless_in_place), node, How.UNLESS_IN_PLACE)
            yield Edge(node, Node(Kind.STEP, step.id), How.STEP)
