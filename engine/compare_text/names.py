"""What the things that a comparison tells of are called, on whichever of its sides they are known.

In: a `Comparison`. Out: titles and names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.changes.comparison import Comparison
from wayhome.engine.changes.units import Unit
from wayhome.engine.explain_text.words import Words
from wayhome.engine.rulebook import Audience


@dataclass(frozen=True)
class RenamedRule:
    """A rule that is the same under another id."""

    kind: str
    before: str
    after: str
    title: str


class Names:
    """The names of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.before, self.after = Words(Phrases(comparison.before)), Words(Phrases(comparison.after))
        self.p = self.after.p

    def measure(self, id_: str) -> str:
        """The title of a measure, on whichever side it is known."""
        known = {**self.before.p.wording.measures, **self.p.wording.measures}
        return known[id_].title

    def recommendation(self, id_: str) -> str:
        """The title of a recommendation."""
        known = {**self.before.advice.library.rulebook.recommendations, **self.p.advice.library.rulebook.recommendations}
        return known[id_].title

    def finding(self, id_: str) -> str:
        """The title of a finding, of a precondition as the brief words it."""
        for side in (self.after, self.before):
            if id_ in side.p.wording.preconditions:
                return side.p.wording.preconditions[id_].title
            book = side.advice.library.rulebook
            if id_ in book.findings or id_ in book.some_actor:
                return (book.findings.get(id_) or book.some_actor[id_]).title
        return id_

    def guard(self, id_: str) -> str:
        """The title of a sentence of care."""
        return {**self.before.p.wording.guards, **self.p.wording.guards}[id_].title

    def passage(self, id_: str) -> str:
        """The title of a passage."""
        return {**self.before.advice.library.passages, **self.after.advice.library.passages}[id_].title

    def question(self, id_: str) -> str:
        """The name of a question."""
        return {**self.before.questionnaire.questions, **self.after.questionnaire.questions}[id_].name

    @cached_property
    def renamed(self) -> list[RenamedRule]:
        """The rules that have another id now, as far as this edition tells of them."""
        advice = self.after.advice
        edition, book = advice.options.edition, advice.library.rulebook
        named: dict[str, tuple[Callable[[str], str], dict[str, Audience]]] = {
            "recommendation": (
                self.recommendation,
                {part: one.audience for one in book.measures.values() for part in one.made_of},
            ),
            "measure": (self.measure, {id_: one.audience for id_, one in book.measures.items()}),
            "guard": (self.guard, {id_: one.audience for id_, one in book.guards.items()}),
            "finding": (self.finding, {}),
            "implication": (self._implication, {}),
        }
        return [
            RenamedRule(kind, before, after, title(after))
            for kind, (title, audiences) in named.items()
            for before, after in self.comparison.mixtures.names.of(kind).items()
            if edition.sees(audiences.get(after, "brief"))
        ]

    def unit_name(self, unit: Unit) -> str:
        """What an answer or a rule that differs is called."""
        match unit.kind:
            case "answer" | "time" | "relevance" | "question":
                return self.question(unit.id)
            case "scale":
                return {**self.before.questionnaire.scales, **self.after.questionnaire.scales}[unit.id].title
            case "qualifier":
                return {**self.before.questionnaire.qualifiers, **self.after.questionnaire.qualifiers}[unit.id].text
            case "order":
                return self.p.words("compare.cause.order", kinds=f"{unit.id}s")
            case "guard":
                return self.guard(unit.id)
            case "finding":
                return self.finding(unit.id)
            case "recommendation":
                return self.recommendation(unit.id)
            case "measure":
                return self.measure(unit.id)
            case "implication":
                return self._implication(unit.id)
            case "step":
                return self._step(unit.id)
            case _:
                return self.p.words(f"compare.cause.{unit.kind}")

    def _implication(self, id_: str) -> str:
        books = self.before.advice.library.rulebook, self.after.advice.library.rulebook
        return {rule.id: rule.title for book in books for rule in book.implications}[id_]

    def _step(self, id_: str) -> str:
        books = self.before.advice.library.rulebook, self.after.advice.library.rulebook
        return {step.id: step.title for book in books for step in book.steps}[id_]
