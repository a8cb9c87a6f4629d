"""Answers against each other: to questions that do not arise, excluded by a rule, or unable to be true together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wayhome.engine.brief.phrases import Phrases, listed
from wayhome.engine.check_warnings.finder import CheckWarning, Finder, says
from wayhome.engine.explain import deciding_facts
from wayhome.engine.explain_text.words import Words
from wayhome.engine.truth import truth


def against_each_other(finder: Finder) -> Iterator[CheckWarning]:
    """Every answer that another one speaks against."""
    yield from _irrelevant(finder)
    yield from _conflicts(finder)
    yield from _contradictions(finder)


def _irrelevant(finder: Finder) -> Iterator[CheckWarning]:
    """Answers to questions that do not arise."""
    evaluation, library = finder.advice.evaluation, finder.advice.library
    for id_, answer in finder.profile.answers.items():
        question = finder.questionnaire.questions[id_]
        if not finder.is_irrelevant(id_) or not says(answer):
            continue
        if all(part.values == (question.when_skipped,) for part in answer.parts.values()):
            continue  # it says what is concluded anyway
        facts = deciding_facts(library.rulebook.relevance[id_], evaluation, library.program)
        because = "; ".join(finder.words.known(fact) for fact in facts)
        ids = dict.fromkeys(finder.questionnaire.facts[fact].question for fact in facts)
        yield finder.warning("irrelevant", id_, id=id_, because=because, questions=listed(ids))


def _conflicts(finder: Finder) -> Iterator[CheckWarning]:
    """Answers that an implication holds to exclude each other."""
    advice = finder.advice
    rules = {rule.id: rule for rule in advice.library.rulebook.implications}
    for conflict in advice.evaluation.conflicts:
        rule = rules[conflict.implication]
        behind = deciding_facts(rule.when, advice.evaluation, advice.library.program)
        others = [_named(fact, finder.words) for fact in behind if not advice.is_withheld(fact)]
        if advice.is_withheld(conflict.fact) or not others:
            continue
        one, other = _named(conflict.fact, finder.words), listed(others)
        id_ = finder.questionnaire.facts[conflict.fact].question
        name = rule.id.partition("@")[0]
        yield finder.warning("conflict", id_, one=one, other=other, rule=name, title=rule.title)


def _contradictions(finder: Finder) -> Iterator[CheckWarning]:
    """Answers that cannot all be true: told as they were given, before any rule narrowed them."""
    advice = finder.advice
    given = replace(advice.evaluation, facts=advice.evaluation.asked)
    words = Words(Phrases(replace(advice, evaluation=given)))
    for rule in advice.library.rulebook.contradictions:
        if truth(rule.when, given.facts) is not True:
            continue
        facts = deciding_facts(rule.when, given, advice.library.program)
        if any(advice.is_withheld(fact) for fact in facts):
            continue  # the rule itself would say what is not to be raised
        answered = [finder.questionnaire.facts[fact].question for fact in facts]
        id_ = next((question for question in answered if question in finder.profile.places), answered[0])
        yield finder.warning(
            "contradiction",
            id_,
            answers=listed(_named(fact, words) for fact in facts),
            rule=rule.id.partition("@")[0],
            title=rule.title,
            how=rule.mend,
        )


def _named(fact: str, words: Words) -> str:
    return words.p.words("check.conflict.answer", known=words.known(fact), id=fact)
