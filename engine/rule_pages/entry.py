"""One rule with all that belongs to it, of whatever kind.

In: `RuleWords` and a node. Out: blocks: a heading, what it decides in words and as a table, its passages, what
it reads, what depends on it, its examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wayhome.engine.brief.markdown import blocks_to_markdown
from wayhome.engine.brief.tree import Block, Heading, Paragraph, Text
from wayhome.engine.errors import InputError, Place, did_you_mean
from wayhome.engine.library import Library
from wayhome.engine.library_history import histories_of
from wayhome.engine.plain_text import to_text
from wayhome.engine.rule_graph import STANDS_ONCE, Kind, Node, base_id, place_of, rule_graph
from wayhome.engine.rule_pages.conclusions import actor, contradiction, finding, guard, implication
from wayhome.engine.rule_pages.history import history
from wayhome.engine.rule_pages.measure import measure, step, task
from wayhome.engine.rule_pages.question import question
from wayhome.engine.rule_pages.recommendation import recommendation
from wayhome.engine.rule_pages.rule_words import RuleWords, kind_of_gone
from wayhome.engine.rule_pages.shown_examples import examples_of
from wayhome.engine.rule_pages.stands_once import places_of_once, stands_once
from wayhome.engine.rulebook import SetAside
from wayhome.engine.sources import entry_text

_BY_KIND: dict[Kind, Callable[[RuleWords, Node], list[Block]]] = {
    Kind.QUESTION: question,
    Kind.IMPLICATION: implication,
    Kind.CONTRADICTION: contradiction,
    Kind.FINDING: finding,
    Kind.PRECONDITION: finding,
    Kind.RECOMMENDATION: recommendation,
    Kind.ACTOR: actor,
    Kind.MEASURE: measure,
    Kind.GUARD: guard,
    Kind.STEP: step,
    Kind.TASK: task,
    Kind.RULEBOOK: stands_once,
}


def entry(w: RuleWords, node: Node) -> list[Block]:
    """Everything about one question or rule."""
    return [*_BY_KIND[node.kind](w, node), *history(w, node)]


def nodes_named(w: RuleWords, id_: str) -> list[Node]:
    """The questions and rules with this id; raises InputError if nothing has it."""
    id_ = base_id(w.library.questionnaire.canonical(id_))  # `list` names what holds of several facts with each
    nodes = w.graph.named(id_)
    if not nodes:
        mend = did_you_mean(id_, [*STANDS_ONCE, *(node.id for node in w.graph.titles)])
        if id_ in STANDS_ONCE:
            mend = f"no way leads through it; `wayhome rules show {id_}` tells it"
        elif id_ in w.library.passages:
            mend = f"it is a passage, which `wayhome handbook show {id_}` shows"
        elif gone := w.histories.became(id_):
            mend = f"it {gone.said}"
        raise InputError.at("ID", f"there is no rule {id_!r}", mend=mend or "`wayhome rules list` shows every id")
    return nodes


@dataclass(frozen=True)
class Shown:
    """A rule with all that belongs to it, and as its file has it."""

    blocks: tuple[Block, ...]
    place: Place
    lines: str


def shown(library: Library, id_: str) -> list[Shown]:
    """The questions and rules with this id: a passage may carry several.

    Raises:
        InputError: if nothing has it.
    """
    words = RuleWords(library, rule_graph(library), histories=histories_of(library), examples=examples_of(library))
    gone = [one for one in library.rulebook.set_aside if one.id == id_]
    if gone and not words.graph.named(id_):
        return [Shown(tuple(_retired(words, one)), one.place, entry_text(one.place)) for one in gone]
    if id_ in STANDS_ONCE and not words.graph.named(id_):
        return [_once(words, Node(Kind.RULEBOOK, id_))]
    nodes = nodes_named(words, id_)
    places = {node: place_of(library, node) for node in nodes}
    return [Shown(tuple(entry(words, node)), places[node], entry_text(places[node])) for node in nodes]


def _retired(w: RuleWords, gone: SetAside) -> list[Block]:
    """What is left of a rule that was retired: what it was called, and what stands in its place."""
    kind = kind_of_gone(gone)
    if gone.replaced_by:
        said = w.say("replaced", name=w.name_of_gone(gone), by=w.name_of_other(kind, gone.replaced_by))
    else:
        said = w.say("retired", name=w.name_of_gone(gone))
    return [Heading(w.level, (Text(w.title_of_gone(gone)),)), Paragraph(said), *history(w, Node(kind, gone.id))]


def _once(w: RuleWords, node: Node) -> Shown:
    """What stands once in a rulebook, with the lines of all its entries."""
    places = places_of_once(w.library, node.id)
    place = places[0] if places else Place(str(w.library.rules))
    return Shown(tuple(entry(w, node)), place, "\n".join(map(entry_text, places)))


def to_show(found: list[Shown], *, markdown: bool) -> str:
    """Rules as text for a terminal, or as Markdown; each ends with its lines in the file."""
    texts = []
    for one in found:
        if markdown:
            fence = "`" * 4  # no line of a rule begins with as many
            texts.append(f"{blocks_to_markdown(one.blocks)}\n{fence}yaml\n# {one.place}\n{one.lines}\n{fence}\n")
        else:
            texts.append(f"{to_text(one.blocks)}\n# {one.place}\n{one.lines}\n")
    return "\n".join(texts)
