"""The words a comparison is told in: what its two sides are called, names of rules and questions, what a change is due to.

In: a `Comparison`. Out: lines of the document tree.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import MOST_WAYS, Phrases, lower, spaced
from wayhome.engine.brief.plan import reading_of
from wayhome.engine.brief.tree import Code, Inline, Line, Text, joined, plain
from wayhome.engine.changes.comparison import Change, Comparison, State
from wayhome.engine.changes.standing import FindingState, MeasureState, RecommendationState, TaskState
from wayhome.engine.changes.units import Unit
from wayhome.engine.explain_text.words import Words

MOST_CAUSES = 6
"""Named in one sentence; the JSON names all."""
_OF_CLASS = ("recommended", "depends")
"""Classes in which a way of doing a thing is told."""


class Teller:
    """The words of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.before, self.after = Words(Phrases(comparison.before)), Words(Phrases(comparison.after))
        self.p = self.after.p
        self.first, self.second = self._labels()

    def _labels(self) -> tuple[str, str]:
        """What the sides are called: before and now of one place, by their names of two."""
        if self.comparison.is_of_rules:
            return self.p.words("compare.before.rules"), self.p.words("compare.after.rules")
        if self.comparison.is_same_place:
            return self.p.words("compare.before"), self.p.words("compare.after")
        names = self.before.p.place, self.after.p.place
        if names[0] != names[1]:
            return names
        first, second = (plain(side.advice.profile.title).text for side in (self.before, self.after))
        return first or names[0], second or names[1]

    # names

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
            if id_ in side.advice.library.rulebook.findings:
                return side.advice.library.rulebook.findings[id_].title
        return id_

    def question(self, id_: str) -> str:
        """The name of a question."""
        return {**self.before.questionnaire.questions, **self.after.questionnaire.questions}[id_].name

    def line(self, subject: str, before: str, after: str, id_: str = "") -> Line:
        """A thing, how it stands on the first side, and on the second."""
        absent = self.p.words("compare.absent")
        key = "compare.line.code" if id_ else "compare.line"
        slots: dict[str, str | Inline] = {"id": Code(id_)} if id_ else {}
        return self.p.say(
            key,
            subject=Text(subject),
            first=Text(self.first),
            before=Text(before or absent),
            second=Text(self.second),
            after=Text(after or absent),
            **slots,
        )

    # how things stand

    def finding_words(self, side: Words, id_: str, state: FindingState | None) -> str:
        """The values of a finding; of a precondition our reading of it, never a mark."""
        if state is None:
            return self.p.words("compare.absent.rule")
        finding = side.advice.library.rulebook.findings[id_]
        if finding.is_precondition:
            return reading_of(side.p, finding)
        return side.found(id_, state.values)

    def absent(self, side: Words, id_: str) -> str:
        """Why a side says nothing of a rule; empty if it is not known to have been set aside there."""
        gone = side.advice.library.rulebook.what_became_of(id_)
        if gone is None:
            return ""
        if gone.replaced_by:
            return self.p.words("compare.absent.replaced", by=gone.replaced_by)
        return self.p.words(f"compare.absent.{gone.in_force}")

    def measure_words(self, side: Words, id_: str, state: MeasureState | None) -> str:
        """The class of a measure, with the way if it is to be done."""
        if state is None:
            return self.absent(side, id_) or self.p.words("compare.class.none")
        status = self.p.words(f"compare.class.{state.of_class or state.status}")
        return self._with_way(status, state.modes) if state.of_class in _OF_CLASS else status

    def recommendation_words(self, side: Words, id_: str, state: RecommendationState | None) -> str:
        """The status of a recommendation, with the way if it is to be done."""
        if state is None:
            return self.absent(side, id_) or self.p.words("compare.absent.rule")
        if state.is_asked:
            return self.p.words("compare.status.asked")
        return self._with_way(self.p.words(f"status.{state.status}"), state.modes)

    def _with_way(self, status: str, modes: tuple[str, ...]) -> str:
        if len(modes) > MOST_WAYS:
            return self.p.words("compare.way.open", status=status)
        return self.p.words("compare.way", status=status, ways=self.p.ways(modes)) if modes else status

    def task_words(self, side: Words, state: TaskState | None) -> str:
        """When a line of the roadmap is due, and who leads; of a round of questions what is asked."""
        if state is None:
            return self.p.words("compare.task.absent")
        if state.questions:
            return self.p.words("compare.task.asked", names="; ".join(map(self.question, state.questions)))
        key = "compare.task.at-once" if state.at_once else "compare.task.months"
        when = self.p.words(key, step=str(state.step), start=str(state.start), end=str(state.end))
        return self.p.words("compare.task.lead", when=when, lead=side.body(state.lead)) if state.lead else when

    # causes

    def due(self, change: Change[State]) -> Line:
        """What a change is due to; empty if that is not told."""
        causes = self.comparison.causes_of(change)
        if not causes.units:
            return ()
        key = "due.together" if causes.how == "together" else "due" if len(causes.units) == 1 else "due.any"
        named = [self._cause(unit) for unit in causes.units[:MOST_CAUSES]]
        left = len(causes.units) - len(named)
        if left:
            named.append(self.p.say("compare.cause.more", count=str(left)))
        parts: list[Inline] = []
        for one in named:
            parts += [Text("; "), *one] if parts else list(one)
        return self.p.say(f"compare.{key}", causes=joined(parts))

    def _cause(self, unit: Unit) -> Line:
        if not unit.id:
            return self.p.say(f"compare.cause.{unit.kind}")
        key = unit.kind if unit.kind in ("answer", "time", "relevance") else "rule"
        return self.p.say(f"compare.cause.{key}", name=Text(lower(self.unit_name(unit))), id=Code(unit.id))

    def unit_name(self, unit: Unit) -> str:
        """What an answer or a rule that differs is called."""
        match unit.kind:
            case "answer" | "time" | "relevance":
                return self.question(unit.id)
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


def told(*parts: Line) -> Line:
    """Sentences one after the other."""
    return spaced(part for part in parts if part)
