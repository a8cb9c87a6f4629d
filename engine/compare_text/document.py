"""A comparison as a document: what the two sides are, how to read it, what differs; and as plain values.

In: a `Comparison`. Out: text, Markdown or JSON.
"""

from __future__ import annotations

from wayhome.engine.brief.markdown import to_markdown
from wayhome.engine.brief.tree import Block, Document, Heading, Items, Line, Paragraph, Text
from wayhome.engine.changes.comparison import Comparison
from wayhome.engine.compare_text import sections
from wayhome.engine.compare_text.result import CompareResult, compare_result
from wayhome.engine.compare_text.teller import Teller
from wayhome.engine.plain_text import to_text

SECTIONS = (
    sections.answers,
    sections.preconditions,
    sections.findings,
    sections.measures,
    sections.order,
    sections.recommendations,
    sections.pieces,
    sections.tasks,
    sections.care,
    sections.reviews,
)


class Compared:
    """Two advices compared, to be read by people and machines."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    def to_document(self) -> Document:
        """The comparison as a document tree; the front matter says what it was made from."""
        return Document(self._front(), tuple(_blocks(Teller(self.comparison))), ())

    def to_text(self) -> str:
        """For a terminal."""
        return to_text(self.to_document().blocks)

    def to_markdown(self) -> str:
        """The same as Markdown."""
        return to_markdown(self.to_document())

    def to_result(self) -> CompareResult:
        """The same as plain values; `wayhome schema compare` describes them."""
        return compare_result(Teller(self.comparison))

    def to_json(self) -> str:
        """The same as JSON."""
        return self.to_result().model_dump_json(indent=2, by_alias=True) + "\n"

    def _front(self) -> dict[str, object]:
        front: dict[str, object] = {"edition": str(self.comparison.after.options.edition)}
        for name, side in (("before", self.comparison.before), ("now", self.comparison.after)):
            front[name] = {
                "country": side.profile.country.alpha_3,
                "area": side.profile.area,
                "date": side.options.date.text if side.options.date else None,
                "profile-sha256": side.profile.digest,
                **side.library.identity,
                "weights": side.weights,
                "reviews": {"entries": side.reviews.entries, "head": side.reviews.head} if side.reviews else None,
            }
        return front


def _blocks(t: Teller) -> list[Block]:
    found = [block for section in SECTIONS for block in section(t)]
    sides = Items((sections.side_line(t, t.first, t.before), sections.side_line(t, t.second, t.after)))
    head: list[Block] = [Heading(1, _title(t)), sides]
    key = "compare.read" if found else "compare.nothing"
    if not t.comparison.is_same_place:
        key += ".places"
    elif t.comparison.is_of_rules:
        key += ".rules"
    return [*head, Paragraph(t.p.say(key)), *found, *sections.renamed(t)]


def _title(t: Teller) -> Line:
    if not t.comparison.is_same_place:
        return t.p.say("compare.title.places", first=Text(t.first), second=Text(t.second))
    return t.p.say("compare.title.rules" if t.comparison.is_of_rules else "compare.title.time", place=Text(t.p.place))
