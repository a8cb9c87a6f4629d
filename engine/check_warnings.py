"""What deserves a second look in a profile: answers ignored, at odds, old, without evidence; dates that cannot be.

In: `Phrases` of an advice. Out: warnings in the order of the file, each with what it is and how to mend it.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.advise import Advice
from wayhome.engine.brief.phrases import Phrases, listed
from wayhome.engine.brief.tree import plain
from wayhome.engine.dates import in_words, parse_date
from wayhome.engine.errors import Place
from wayhome.engine.explain import deciding_facts
from wayhome.engine.explain_text.words import Words
from wayhome.engine.facts import State
from wayhome.engine.profile import Answer
from wayhome.engine.questionnaire import NotKnown, Question
from wayhome.engine.sources import Strict

FRAME = "frame.start-horizon"
_UNSOURCED = ("period", "list")  # the adviser's own frame


class CheckWarning(Strict):
    """One thing that deserves a second look."""

    file: str
    line: int
    column: int
    kind: str
    """irrelevant, conflict, none, source, stale, date, start, horizon or future."""
    question: str | None
    what: str
    mend: str


class _Finder:
    def __init__(self, p: Phrases) -> None:
        self.p = p
        self.advice: Advice = p.advice
        self.profile = p.advice.profile
        self.questionnaire = p.questionnaire
        self.words = Words(p)

    def warning(self, kind: str, question: str | None, mend: str = "", **slots: str) -> CheckWarning:
        place = self.profile.places.get(question or "") or Place(self.profile.file, 1, 1)
        return CheckWarning(
            file=place.file,
            line=place.line,
            column=place.column,
            kind=kind.partition(".")[0],
            question=question,
            what=self.p.words(f"check.{kind}.what", **slots),
            mend=self.p.words(f"check.{mend or kind}.mend", **slots),
        )

    def frame(self) -> Iterator[CheckWarning]:
        """Dates the whole plan hangs on."""
        if self.profile.date is None:
            yield self.warning("date", None)
        if self.profile.start is None:
            yield self.warning("start", FRAME)
        if self.profile.horizon is None:
            yield self.warning("horizon", FRAME)

    def irrelevant(self) -> Iterator[CheckWarning]:
        """Answers to questions that do not arise."""
        for id_, answer in self.profile.answers.items():
            question = self.questionnaire.questions[id_]
            if id_ not in self.advice.evaluation.irrelevant or not _says(answer):
                continue
            if all(part.values == (question.when_skipped,) for part in answer.parts.values()):
                continue  # it says what is concluded anyway
            condition = self.advice.library.rulebook.relevance[id_]
            facts = deciding_facts(condition, self.advice.evaluation, self.advice.library.program)
            because = "; ".join(self.words.known(fact) for fact in facts)
            ids = dict.fromkeys(self.questionnaire.facts[fact].question for fact in facts)
            yield self.warning("irrelevant", id_, id=id_, because=because, questions=listed(ids))

    def conflicts(self) -> Iterator[CheckWarning]:
        """Answers that a rule of ours holds to exclude each other."""
        rules = {rule.id: rule for rule in self.advice.library.rulebook.implications}
        for conflict in self.advice.evaluation.conflicts:
            rule = rules[conflict.implication]
            behind = deciding_facts(rule.when, self.advice.evaluation, self.advice.library.program)
            others = [self._named(fact) for fact in behind if not self.advice.is_withheld(fact)]
            if self.advice.is_withheld(conflict.fact) or not others:
                continue
            name = rule.id.partition("@")[0]
            one, other = self._named(conflict.fact), listed(others)
            id_ = self.questionnaire.facts[conflict.fact].question
            yield self.warning("conflict", id_, one=one, other=other, rule=name, title=rule.title)

    def _named(self, fact: str) -> str:
        return self.p.words("check.conflict.answer", known=self.words.known(fact), id=fact)

    def answers(self) -> Iterator[CheckWarning]:
        """Answers without evidence or source, and old ones."""
        for id_, answer in self.profile.answers.items():
            question = self.questionnaire.questions[id_]
            if not _says(answer) or id_ in self.advice.evaluation.irrelevant:
                continue
            lacking = [key for key, given in (("evidence", answer.evidence), ("source", answer.sources)) if not given]
            nothing = self._nothing(question, answer)
            if nothing and lacking:
                missing = self.p.words(f"check.lacking.{'both' if len(lacking) == 2 else lacking[0]}")
                yield self.warning("none", id_, id=id_, words=nothing, lacking=missing)
            elif all(part.state is NotKnown.NOBODY_KNOWS for part in answer.parts.values()):
                if len(lacking) == 2:
                    yield self.warning("source.nobody", id_, id=id_)
            elif not answer.sources and not answer.voices and question.kind not in _UNSOURCED:
                yield self.warning("source", id_, id=id_)
            if id_ in self.advice.given and self.advice.given[id_].state is State.STALE:
                yield self._stale(question, answer)

    def _nothing(self, question: Question, answer: Answer) -> str:
        """The words of an answer by which there is nothing; empty for any other."""
        said = {row: part.values[0] for row, part in answer.parts.items() if len(part.values) == 1}
        if question.kind in ("options", "names"):
            given = [part for part in answer.parts.values() if part.values]
            is_none = bool(given) and all(part.values == ("no",) for part in given)
            return self.p.words("check.none.of-these") if is_none else ""
        for row, value in said.items():
            fact = f"{question.question}.{row}".rstrip(".")
            scale = self.questionnaire.scale_of(fact)
            creating = [level.level for level in scale.levels if level.mode == "create"] if scale else []
            is_none = value in creating or (not scale and (value == "none" or value.startswith(("none-", "no-"))))
            if is_none and question.kind in ("scale", "values", "grid"):
                return self.words.value(fact, value)
        return ""

    def _stale(self, question: Question, answer: Answer) -> CheckWarning:
        scale = self.questionnaire.scales[question.scale] if question.scale else None
        months = question.stale_after or (scale.stale_after if scale else None) or 0
        date = answer.date or self.profile.date
        when = str(answer.year) if answer.number is not None and answer.year else in_words(date) if date else ""
        return self.warning("stale", question.question, id=question.question, when=when, months=str(months))

    def future(self) -> Iterator[CheckWarning]:
        """Dates after the day the answers describe."""
        day = self.profile.date
        if day is None:
            return
        told = in_words(day)
        late: dict[str, str] = {}
        for key, source in self.profile.sources.items():
            date = parse_date(source.date)
            if date and date.first > day.last:
                late[key] = in_words(date)
        for id_, answer in self.profile.answers.items():
            dates = [answer.date, *(answer.qualifiers[key].date for key in self._past(id_) if key in answer.qualifiers)]
            said = [in_words(date) for date in dates if date and date.first > day.last]
            if answer.year and answer.year * 12 > day.last:
                said.append(str(answer.year))
            for date_words in said:
                yield self.warning("future", id_, id=id_, date=date_words, day=told)
            for key in answer.sources:
                if key in late:
                    yield self.warning("future.source", id_, "future", source=plain(key).text, date=late.pop(key), day=told)
        for key, date_words in late.items():
            yield self.warning("future.source", None, "future", source=plain(key).text, date=date_words, day=told)

    def _past(self, id_: str) -> list[str]:
        """The qualifiers of a question that date something done."""
        known = self.questionnaire.qualifiers_of(self.questionnaire.questions[id_])
        return [qualifier.qualifier for qualifier in known if "recent" in qualifier.dates]


def warnings_of(p: Phrases) -> list[CheckWarning]:
    """Every warning, in the order of the file."""
    finder = _Finder(p)
    found = [*finder.frame(), *finder.irrelevant(), *finder.conflicts(), *finder.answers(), *finder.future()]
    return sorted(found, key=lambda warning: (warning.line, warning.column))


def _says(answer: Answer) -> bool:
    """Something was said beyond not having asked, or wanting silence."""
    silent = (NotKnown.NOT_ASKED, NotKnown.WITHHELD)
    return any(part.state not in silent for part in answer.parts.values())
