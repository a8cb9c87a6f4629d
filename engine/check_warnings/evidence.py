"""What an answer rests on: evidence and a source, and how old they are."""

from __future__ import annotations

from collections.abc import Iterator

from wayhome.engine.check_warnings.finder import CheckWarning, Finder, says
from wayhome.engine.dates import PartialDate, in_words
from wayhome.engine.facts import State, described
from wayhome.engine.profile import Answer
from wayhome.engine.questionnaire import NotKnown, Question

UNSOURCED = ("period", "list")
"""The adviser's own frame rests on nothing."""


def on_evidence(finder: Finder, older_than: PartialDate | None) -> Iterator[CheckWarning]:
    """Answers without evidence or source, and old ones: older than they hold, or than the day given."""
    for id_, answer in finder.profile.answers.items():
        if says(answer) and not finder.is_irrelevant(id_):
            question = finder.questionnaire.questions[id_]
            yield from _lacking(finder, question, answer)
            yield from _aged(finder, question, answer, older_than)


def _lacking(finder: Finder, question: Question, answer: Answer) -> Iterator[CheckWarning]:
    id_ = question.question
    lacking = [key for key, given in (("evidence", answer.evidence), ("source", answer.sources)) if not given]
    nothing = _nothing(finder, question, answer)
    if nothing and lacking:
        missing = finder.p.words(f"check.lacking.{'both' if len(lacking) == 2 else lacking[0]}")
        yield finder.warning("none", id_, id=id_, words=nothing, lacking=missing)
    elif all(part.state is NotKnown.NOBODY_KNOWS for part in answer.parts.values()):
        if len(lacking) == 2:
            yield finder.warning("source.nobody", id_, id=id_)
    elif not answer.sources and not answer.voices and question.kind not in UNSOURCED:
        yield finder.warning("source", id_, id=id_)


def _nothing(finder: Finder, question: Question, answer: Answer) -> str:
    """The words of an answer by which there is nothing; empty for any other."""
    said = {row: part.values[0] for row, part in answer.parts.items() if len(part.values) == 1}
    if question.kind in ("options", "names"):
        given = [part for part in answer.parts.values() if part.values]
        is_none = bool(given) and all(part.values == ("no",) for part in given)
        return finder.p.words("check.none.of-these") if is_none else ""
    for row, value in said.items():
        fact = f"{question.question}.{row}".rstrip(".")
        scale = finder.questionnaire.scale_of(fact)
        creating = [level.level for level in scale.levels if level.mode == "create"] if scale else []
        is_none = value in creating or (not scale and (value == "none" or value.startswith(("none-", "no-"))))
        if is_none and question.kind in ("scale", "values", "grid"):
            return finder.words.value(fact, value)
    return ""


def _aged(finder: Finder, question: Question, answer: Answer, older_than: PartialDate | None) -> Iterator[CheckWarning]:
    """One warning at most: that it is read less sharply says more than that it is old."""
    id_ = question.question
    day = described(answer, finder.profile)
    if day is None or question.kind in UNSOURCED:
        return
    if id_ in finder.advice.given and finder.advice.given[id_].state is State.STALE:
        months = finder.questionnaire.stale_after(question) or 0
        yield finder.warning("stale", id_, id=id_, when=in_words(day), months=str(months))
    elif older_than is not None and day.is_before(older_than):
        yield finder.warning("old", id_, "stale", id=id_, when=in_words(day), limit=in_words(older_than))
