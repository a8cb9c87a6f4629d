"""What changes, in words: one table, and a line for what only moved.

In: what was before, what is after, `Change`s. Out: blocks. Each state is worded by the advice it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.engine.advise import Advice
from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.tree import Block, Grid, Items, Line, Paragraph, Text
from wayhome.engine.evaluation import Conflict
from wayhome.engine.explain_text.clauses import clause
from wayhome.engine.explain_text.words import Words
from wayhome.engine.what_if.changes import Change, Stand

MOST_REASONS = 2
FOLLOWING = (".nobody-knows", ".old")
SEPARATOR = "; "


class ChangeWords:
    """The words of one comparison."""

    def __init__(self, before: Advice, after: Advice, supposed: Sequence[str]) -> None:
        self._before, self._after = Words(Phrases(before)), Words(Phrases(after))
        self._supposed = supposed
        self.p = self._after.p

    def lead(self) -> list[Block]:
        """What is supposed, what of it is ignored, and what contradicts it."""
        words = self._after
        if not self._supposed:
            return [Paragraph(self.p.say("what-if.as-is"))]
        lines = [self.p.say("what-if.answer", answer=capital(words.known(fact))) for fact in self._foremost()]
        notes = [*self._ignored(), *self._contradicted()]
        supposed: list[Block] = [Paragraph(self.p.say("what-if.supposed")), Items(tuple(lines))] if lines else []
        return [*supposed, *([Items(tuple(notes))] if notes else [])]

    def _foremost(self) -> list[str]:
        """What is supposed, without what follows from it: that somebody knows, or how old a figure is."""
        own = [fact for fact in self._supposed if not fact.endswith(FOLLOWING) and not self._after.is_hidden(fact)]
        told = {self.p.question_of(fact).question for fact in own}
        return [fact for fact in self._supposed if fact in own or self.p.question_of(fact).question not in told]

    def _ignored(self) -> list[Line]:
        words, found = self._after, []
        for question in dict.fromkeys(self.p.question_of(fact).question for fact in self._supposed):
            if question in words.advice.evaluation.irrelevant:
                reason = words.reason(words.advice.library.rulebook.relevance[question])
                name = capital(words.questionnaire.questions[question].name)
                condition = clause(words, reason) if reason else ""
                found.append(self.p.say("what-if.ignored", subject=name, condition=condition))
        return found

    def conflicts(self) -> list[Conflict]:
        """The rules of ours that what is supposed contradicts."""
        here = self._before.advice.evaluation.conflicts
        return [
            conflict
            for conflict in self._after.advice.evaluation.conflicts
            if (conflict not in here or conflict.fact in self._supposed) and not self._after.is_hidden(conflict.fact)
        ]

    def _contradicted(self) -> list[Line]:
        titles = {rule.id: rule.title for rule in self._after.advice.library.rulebook.implications}
        return [
            self.p.say(
                "what-if.contradicted",
                subject=capital(self._after.subject(conflict.fact)),
                title=titles[conflict.implication],
            )
            for conflict in self.conflicts()
        ]

    def table(self, changes: Sequence[Change]) -> list[Block]:
        """The table; in a line below it the measures that only moved, and how many gained or lost points alone."""
        moved = [change for change in changes if change.is_only_moved]
        others = [change for change in changes if not change.is_only_moved and not self._is_supposed(change)]
        if not others and not moved:
            return [Paragraph(self.p.say("what-if.nothing"))]
        rows = [row for group in self._alike(others) if (row := self._row(group))]
        head = tuple(self.p.say(f"what-if.head.{key}") for key in ("what", "before", "after", "why"))
        blocks: list[Block] = [Grid(head, tuple(rows))] if rows else []
        if moved:
            measures = SEPARATOR.join(self._moved(change) for change in moved)
            blocks.append(Paragraph(self.p.say("what-if.moved", measures=measures)))
        hidden = len(self._alike(others)) - len(rows)
        if hidden:
            blocks.append(Paragraph(self.p.say("what-if.less", count=str(hidden))))
        if any(change.kind == "measure" for change in changes):
            counts = [
                str(sum(ranked.rank is not None for ranked in words.advice.ranked)) for words in (self._before, self._after)
            ]
            blocks.append(Paragraph(self.p.say("what-if.places", count=counts[1], before=counts[0])))
        return blocks

    def _alike(self, changes: Sequence[Change]) -> list[list[Change]]:
        """Lines of one list that change alike, together; everything else alone."""
        groups: dict[object, list[Change]] = {}
        for change in changes:
            key: object = (change.kind, change.id)
            if change.kind == "answer" and self._after.row(change.id)[0]:
                question, about = self.p.question_of(change.id).question, self._after.row(change.id)[1]
                key = (question, about, change.before, change.after, self._why_answer(change.id))
            groups.setdefault(key, []).append(change)
        return list(groups.values())

    def _is_supposed(self, change: Change) -> bool:
        return change.kind == "answer" and change.id in self._supposed

    def _row(self, group: Sequence[Change]) -> tuple[Line, ...] | None:
        """A row; None if nothing a reader looks for is another: no more than points, or one of many ways still open."""
        change = group[0]
        before, after = (self._stand(change, words, stand) for words, stand in self._sides(change))
        if before == after:
            return None
        return (self._what(group), (Text(before),), (Text(after),), (Text(self._why(change)),))

    def _sides(self, change: Change) -> tuple[tuple[Words, Stand | None], ...]:
        return (self._before, change.before), (self._after, change.after)

    def _what(self, group: Sequence[Change]) -> Line:
        change = group[0]
        stand = change.after or change.before
        assert stand is not None
        title = self.title(change)
        if len(group) > 1:
            name = self.p.question_of(change.id).name
            rows = self._after.shortened([self._after.row(one.id)[0] for one in group])
            title = self.p.words("what-if.lines", name=name, rows=rows)
        slots = {"step": str(stand.step)} if change.kind == "task" else {}
        return self.p.say(f"what-if.kind.{change.kind}", title=title, **slots)

    def title(self, change: Change) -> str:
        """What has changed, by its name."""
        if change.kind == "answer":
            return self._after.subject(change.id)
        if change.kind != "task":
            return self._after.title(change.id)
        words = self._after if change.after else self._before
        task = next(task for task in words.advice.roadmap.tasks if task.id == change.id)
        if task.kind == "scoping":
            return self.p.words("what-if.task.ask", body=words.body(task.lead or ""))
        return words.p.task_words(task)[0].rstrip(".")

    def _stand(self, change: Change, words: Words, stand: Stand | None) -> str:
        if stand is None:
            return self.p.words("what-if.stand.none")
        if change.kind == "task":
            start, end = map(str, stand.months or ())
            months = self.p.words("what-if.stand.months", start=start, end=end)
            count = str(stand.questions)
            return self.p.words("what-if.stand.questions", months=months, count=count) if stand.questions else months
        if stand.values:
            return words.found(change.id, stand.values)
        return self._of_status(change, stand)

    def _of_status(self, change: Change, stand: Stand) -> str:
        """A status; with the place, and with points and ways as far as these are what changed it."""
        other = change.after if stand is change.before else change.before
        status = "safe" if stand.of_class == "safe" else stand.status
        said = self.p.words("what-if.stand.safe" if status == "safe" else f"status.{status}")
        if stand.rank is not None:
            said = self.p.words("what-if.stand.place", status=said, rank=str(stand.rank))
        if stand.points and other and other.rank and other.rank != stand.rank and other.points != stand.points:
            low, high = stand.points
            key = "what-if.stand.points" if low < high else "what-if.stand.points.firm"
            said = self.p.words(key, status=said, low=str(low), high=str(high))
        is_same = other is not None and other.status == stand.status
        if stand.modes and (stand.status == "recommended" or is_same) and (other is None or other.modes != stand.modes):
            said = self.p.words("what-if.stand.way", status=said, ways=self.p.ways(stand.modes))
        return said

    def _moved(self, change: Change) -> str:
        before, after = (str(stand.rank) for stand in (change.before, change.after) if stand)
        return self.p.words("what-if.moved.one", title=self._after.title(change.id), before=before, after=after)

    def _why(self, change: Change) -> str:
        if change.kind == "answer":
            return self._why_answer(change.id)
        facts = [self._after.known(fact) for fact in change.because]
        told = SEPARATOR.join(facts[:MOST_REASONS])
        return self.p.words("what-if.why.more", facts=told) if len(facts) > MOST_REASONS else told

    def _why_answer(self, fact: str) -> str:
        was, now = self._before.advice.evaluation, self._after.advice.evaluation
        question = self.p.question_of(fact).question
        if (question in was.irrelevant) != (question in now.irrelevant):
            return self.p.words(f"what-if.why.{'does-not-arise' if question in now.irrelevant else 'arises'}")
        applied = set(was.applied) ^ set(now.applied)
        titles = {rule.id: rule.title for rule in self._after.advice.library.rulebook.implications}
        rules = dict.fromkeys(
            titles[rule] for rule, narrowed in (*now.applied, *was.applied) if (rule, fact) in applied and narrowed == fact
        )
        return self.p.words("what-if.why.rule", title=SEPARATOR.join(rules)) if rules else ""
