"""The words a comparison is told in: what its two sides are called, names of rules and questions, what a change is due to.

In: a `Comparison`. Out: words and lines of the document tree.
"""

from __future__ import annotations

from collections.abc import Callable

from wayhome.engine.brief.phrases import MOST_WAYS, lower, spaced
from wayhome.engine.brief.plan import reading_of
from wayhome.engine.brief.tree import Code, Inline, Line, Text, joined, plain
from wayhome.engine.changes.causes import Causes
from wayhome.engine.changes.comparison import Change, Comparison, State
from wayhome.engine.changes.standing import (
    CareState,
    FindingState,
    MeasureState,
    PiecesState,
    RecommendationState,
    TaskState,
)
from wayhome.engine.changes.units import Unit
from wayhome.engine.compare_text.names import Names
from wayhome.engine.explain_text.words import Words
from wayhome.engine.library_history import became
from wayhome.engine.questionnaire import MODES

MOST_CAUSES = 6
"""Named in one sentence; the JSON names all."""
_OF_CLASS = ("recommended", "depends")
"""Classes in which a way of doing a thing is told."""
_OF_THE_QUESTIONNAIRE = ("answer", "time", "relevance", "question", "scale", "qualifier")


class Teller(Names):
    """The words of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(comparison)
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

    def findings(self, change: Change[FindingState]) -> tuple[str, str]:
        """The values of a finding on both sides."""
        before, after = (
            self.finding_words(side, change.id, state)
            for side, state in ((self.before, change.before), (self.after, change.after))
        )
        return before, after

    def finding_words(self, side: Words, id_: str, state: FindingState | None) -> str:
        """The values of a finding; of a precondition our reading of it, never a mark."""
        if state is None:
            return self._not_there(side, id_)
        finding = side.advice.library.rulebook.findings[id_]
        if finding.is_precondition:
            return reading_of(side.p, finding)
        return side.found(id_, state.values)

    def absent(self, side: Words, id_: str) -> str:
        """Why a side says nothing of a measure or recommendation."""
        book = side.advice.library.rulebook
        gone = book.what_became_of(id_)
        if gone is not None:
            key = "replaced" if gone.replaced_by else gone.in_force
            return self.p.words(f"compare.absent.{key}", by=gone.replaced_by)
        owner = book.measures.get(id_) or next((one for one in book.measures.values() if id_ in one.made_of), None)
        if owner is None:
            return self._not_there(side, id_)
        is_told = side.advice.options.edition.sees(owner.audience)
        return self.p.words("compare.class.none" if is_told else "compare.absent.untold")

    def _not_there(self, side: Words, id_: str) -> str:
        """That a side has no such rule, since when if its history tells."""
        since = became(side.advice.library, id_)
        if since is None or since.now:
            return self.p.words("compare.absent.rule")
        return self.p.words("compare.absent.removed", version=since.version)

    def measures(self, change: Change[MeasureState]) -> tuple[str, str]:
        """The class of a measure on both sides, with the way if it is to be done."""

        def words(side: Words, state: MeasureState | None, most: int) -> str:
            if state is None:
                return self.absent(side, change.id)
            status = self.p.words(f"compare.class.{state.of_class or state.status}")
            return self._with_way(status, state.modes, most) if state.of_class in _OF_CLASS else status

        return self._told_apart(change, words)

    def recommendations(self, change: Change[RecommendationState]) -> tuple[str, str]:
        """The status of a recommendation on both sides, with the way if it is to be done."""

        def words(side: Words, state: RecommendationState | None, most: int) -> str:
            if state is None:
                return self.absent(side, change.id)
            if state.is_asked:
                return self.p.words("compare.status.asked")
            return self._with_way(self.p.words(f"status.{state.status}"), state.modes, most)

        return self._told_apart(change, words)

    def _told_apart(self, change: Change[State], words: Callable[[Words, State | None, int], str]) -> tuple[str, str]:
        """Both sides in words, with every way that is left where they would be told alike with a few."""
        few, every = (
            (words(self.before, change.before, most), words(self.after, change.after, most))
            for most in (MOST_WAYS, len(MODES))
        )
        is_of_ways = getattr(change.before, "modes", ()) != getattr(change.after, "modes", ())
        return every if few[0] == few[1] and is_of_ways else few

    def _with_way(self, status: str, modes: tuple[str, ...], most: int) -> str:
        if len(modes) > most:
            return self.p.words("compare.way.open", status=status)
        ways = " or ".join(self.p.words(f"way.{mode}") for mode in modes)
        return self.p.words("compare.way", status=status, ways=ways) if modes else status

    def pieces(self, change: Change[PiecesState]) -> tuple[str, str]:
        """The pieces in which the sides differ, with how far each is."""
        sides = [dict(state.pieces) if state else {} for state in (change.before, change.after)]
        differing = [id_ for id_ in {**sides[1], **sides[0]} if sides[0].get(id_) != sides[1].get(id_)]
        before, after = (
            "; ".join(
                self.p.words(
                    "compare.piece", title=self.passage(id_), how=self.p.words(f"compare.piece.{side.get(id_, 'absent')}")
                )
                for id_ in differing
            )
            for side in sides
        )
        return before, after

    def care(self, change: Change[CareState]) -> tuple[str, str]:
        """How a sentence of care is told on both sides; where it is told alike, with which measures."""

        def words(state: CareState | None) -> str:
            return self.p.words(
                "compare.care.absent" if state is None else f"compare.care.{'told' if state.is_told else 'named'}"
            )

        before, after = words(change.before), words(change.after)
        if before != after or change.before is None or change.after is None:
            return before, after
        first, second = (
            self.p.words("compare.care.with", how=before, titles="; ".join(map(self.measure, state.measures)))
            for state in (change.before, change.after)
        )
        return first, second

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
        return self.due_to(self.comparison.causes_of(change))

    def due_to(self, causes: Causes) -> Line:
        """These causes as a sentence; empty if there is none."""
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
        if unit.kind == "order":
            return self.p.say("compare.cause.order", kinds=f"{unit.id}s")
        key = unit.kind if unit.kind in _OF_THE_QUESTIONNAIRE else "rule"
        return self.p.say(f"compare.cause.{key}", name=Text(lower(self.unit_name(unit))), id=Code(unit.id))


def told(*parts: Line) -> Line:
    """Sentences one after the other."""
    return spaced(part for part in parts if part)
