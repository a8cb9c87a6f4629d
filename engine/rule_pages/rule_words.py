"""Words for rules, of no profile in particular: names that may be links, headings, conditions, tables.

In: a `Library`, its graph and where each rule stands on the pages. Out: lines and blocks of the document tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wayhome.engine.brief.phrases import capital, lower
from wayhome.engine.brief.sentences import Sentences
from wayhome.engine.brief.tree import Block, Code, Grid, Heading, Inline, Items, Line, Link, Paragraph, Text, joined
from wayhome.engine.errors import Place
from wayhome.engine.explain_text.clauses import asked_in_one_clause, asked_in_parts
from wayhome.engine.explain_text.fact_words import FactWords
from wayhome.engine.library import Library
from wayhome.engine.library_history import NO_HISTORIES, Histories
from wayhome.engine.rule_graph import Kind, Node, RuleGraph, place_of
from wayhome.engine.rule_pages.shown_examples import Examples
from wayhome.engine.rulebook import Row, SetAside
from wayhome.engine.rulebook_reader.files import STRATA
from wayhome.engine.truth import ALWAYS, NEVER, Condition

_FOLDERS = (*STRATA, "handbook", "questionnaire")
Address = Callable[[Node], str]
"""Where a node stands on the pages, as a relative address; empty where it stands nowhere."""


def nowhere(node: Node) -> str:
    """The address of a node where there are no pages."""
    return ""


def anchor_of(node: Node) -> str:
    """What links lead to a node by on its page."""
    return f"{node.kind}-{node.id}"


def file_of(place: Place) -> str:
    """A file by its place below the rules or the knowledge folder, wherever that is."""
    parts = Path(place.file).parts
    start = max((i for i, part in enumerate(parts) if part in _FOLDERS), default=len(parts) - 1)
    return "/".join(parts[start:])


def kind_of_gone(gone: SetAside) -> Kind:
    """The kind of a rule that was retired; its file calls it by the word its entry begins with."""
    return Kind.RECOMMENDATION if gone.kind == "recommend" else Kind(gone.kind)


@dataclass(frozen=True)
class RuleWords:
    """What every kind of rule is worded by."""

    library: Library
    graph: RuleGraph
    address: Address = nowhere
    level: int = 1
    """The level of the heading a rule stands under."""
    in_full: bool = True
    """For one rule alone: with its passages and the answers it reads, which stand elsewhere on pages."""
    histories: Histories = NO_HISTORIES
    """What is known of versions."""
    examples: Examples = field(default_factory=dict)
    """Of each rule, where examples are told."""
    sentences: Sentences = field(init=False)
    facts: FactWords = field(init=False)

    def __post_init__(self) -> None:
        sentences = Sentences(self.library.wording)
        object.__setattr__(self, "sentences", sentences)
        object.__setattr__(self, "facts", FactWords(sentences, self.library))

    def say(self, key: str, **slots: str | Inline | Iterable[Inline]) -> Line:
        """A sentence about rules."""
        return self.sentences.say(f"rules.{key}", **slots)

    def words(self, key: str, **slots: str) -> str:
        """The same as plain words."""
        return self.sentences.words(f"rules.{key}", **slots)

    # names

    def title(self, node: Node) -> str:
        """What a node is called."""
        questionnaire = self.library.questionnaire
        match node.kind:
            case Kind.PASSAGE:
                return self.library.passages[node.id].title
            case Kind.ROLE:
                return questionnaire.roles[node.id].title
            case Kind.SECTOR:
                return questionnaire.sectors[node.id].title
            case Kind.RULEBOOK:
                return self.words(f"once.{node.id}")
        return self.graph.titles[node]

    def name(self, node: Node) -> Line:
        """A node as a link to where it stands; where there are no pages, its title and its id."""
        target, title = self.address(node), self.title(node)
        if target:
            return (Link(title, target),)
        return (Text(title),) if node.kind in (Kind.ROLE, Kind.SECTOR) else self.say("named", title=title, id=Code(node.id))

    def title_of_gone(self, gone: SetAside) -> str:
        """What a rule that was retired was called: that of a measure may still stand in the knowledge; else its id."""
        words = self.library.wording.measures.get(gone.id) if gone.kind == "measure" else None
        return words.title if words else gone.title or gone.id

    def name_of_gone(self, gone: SetAside) -> Line:
        """A rule that was retired by its title, if it has one, and its id; it stands nowhere any more."""
        title = self.title_of_gone(gone)
        return (Code(gone.id),) if title == gone.id else self.say("named", title=title, id=Code(gone.id))

    def name_of_other(self, kind: Kind, id_: str) -> Line:
        """What stands in the place of a rule, as a link; its title, if it was retired in its turn."""
        if Node(kind, id_) in self.graph.titles:
            return self.name(Node(kind, id_))
        gone = [one for one in self.library.rulebook.set_aside if one.id == id_ and kind_of_gone(one) is kind]
        return self.name_of_gone(gone[0]) if gone else (Code(id_),)

    def names(self, kind: Kind, ids: Iterable[str]) -> Line:
        """Several nodes of a kind, with semicolons."""
        return self.named(Node(kind, id_) for id_ in ids)

    def named(self, nodes: Iterable[Node]) -> Line:
        """Several nodes, with semicolons."""
        out: list[Inline] = []
        for node in nodes:
            out += [Text("; ")] if out else []
            out += self.name(node)
        return joined(out)

    def count(self, number: int, kind: Kind) -> str:
        """`1 measure`, `3 measures`."""
        said = self.words(f"{'one' if number == 1 else 'kinds'}.{kind}")
        return self.words("graph.count", number=str(number), kind=lower(said))

    # blocks

    def head(self, node: Node, *lines: Line) -> list[Block]:
        """The heading of a rule, and the sentences that say what it is."""
        heading = Heading(self.level, (Text(capital(self.title(node))),), anchor_of(node))
        origin = self.say("origin", id=Code(node.id), file=Code(file_of(place_of(self.library, node))))
        draft = self.say("draft") if self.library.rulebook.is_draft(place_of(self.library, node)) else ()
        return [heading, *(Paragraph(line) for line in (draft, *lines, origin) if line)]

    def section(self, key: str, blocks: Sequence[Block]) -> list[Block]:
        """Blocks under a heading of their own; nothing if there are none."""
        return [Heading(self.level + 1, self.say(f"section.{key}")), *blocks] if blocks else []

    def grid(self, heads: Sequence[str], rows: Iterable[Sequence[str | Line]]) -> Grid:
        """A table; words for cells are taken as they are."""
        cells = tuple(tuple((Text(cell),) if isinstance(cell, str) else cell for cell in row) for row in rows)
        return Grid(tuple(self.say(f"head.{head}") for head in heads), cells)

    def condition(self, key: str, condition: Condition, **slots: str) -> list[Block]:
        """`It is recommended if any of these is so:` and the parts; nothing for what always or never holds."""
        how, parts = asked_in_parts(self.facts, condition)
        if not parts:
            return []
        return [
            Paragraph(self.sentences.say(key, how=how, **slots)),
            Items(tuple((Text(f"{part}."),) for part in parts)),
        ]

    def clause(self, condition: Condition) -> str:
        """A condition in one clause; of what always holds, that it does."""
        return asked_in_one_clause(self.facts, condition) or self.words("each-case")

    def rows(self, table: Sequence[Row]) -> list[tuple[str, str]]:
        """Each row of a table that can be reached, with its condition in words; the last holds in every other case."""
        last = "each-case" if len(table) == 1 else "any-case"
        reached = [(value, row) for value, row in table if row != NEVER]
        return [(value, capital(self.words(last) if row == ALWAYS else self.clause(row))) for value, row in reached]

    def way(self, mode: str) -> str:
        """A way of doing a thing in words, with the word rules use."""
        return self.sentences.words("explain.way", way=self.sentences.words(f"explain.way.{mode}"), mode=mode)
