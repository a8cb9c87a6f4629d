"""The answers in which two advices differ, as far as a conclusion can rest on them.

In: two advices. Out: `Unit`s. An answer that is written the same and read otherwise (on another day, for another start of
the plan) is a unit of its own kind; one that means something else to another questionnaire is none: its question is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wayhome.engine.advise import Advice
from wayhome.engine.changes.units import Unit


def differing_answers(before: Advice, after: Advice, touched: Mapping[str, frozenset[Unit]]) -> Iterator[Unit]:
    """Answers, the level, weights and reviews; `touched` are the questions that changed, with what of them did."""
    is_one_profile = before.profile.digest == after.profile.digest
    is_one_day = before.options.date == after.options.date
    own = {some for side in (before, after) for some in side.library.rulebook.some_actor}  # facts of rules over a list
    questions = after.library.questionnaire.questions | before.library.questionnaire.questions
    facts: dict[str, list[str]] = {}
    for questionnaire in (before.library.questionnaire, after.library.questionnaire):
        for spec in questionnaire.facts.values():
            if spec.id not in own:
                facts.setdefault(spec.question, []).append(spec.id)
    for id_, question in questions.items():
        is_touched = bool(touched.get(id_))
        is_same = (is_touched and is_one_profile) or before.profile.answers.get(id_) == after.profile.answers.get(id_)
        if is_same and is_touched and is_one_day:
            continue
        # Of dates the month counts as well, and the period of the plan yields no fact at all.
        is_dated = question.kind in ("dates", "period", "repeat") and not is_same
        if is_dated or any(before.given.get(fact) != after.given.get(fact) for fact in facts.get(id_, ())):
            yield Unit("time" if is_same else "answer", id_)
    if (before.profile.area is None) is not (after.profile.area is None):
        yield Unit("level")
    if before.weights != after.weights:
        yield Unit("weights")
    if before.reviews != after.reviews:
        yield Unit("review")
