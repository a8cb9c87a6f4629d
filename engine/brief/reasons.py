"""Why a measure is advised: the answers that decided it, as their evidence puts it.

In: `Phrases`. Out: lines, and the ids of facts.
"""

from __future__ import annotations

from dataclasses import replace

from wayhome.engine.brief.phrases import Phrases, spaced
from wayhome.engine.brief.tree import Line, line
from wayhome.engine.compile import fits_of, need_of
from wayhome.engine.explain import deciding_facts
from wayhome.engine.facts import State
from wayhome.engine.prioritise import Ranked
from wayhome.engine.rulebook import Finding
from wayhome.engine.truth import facts_read

MOST_REASONS = 1


def facts_behind(p: Phrases, rule: str) -> list[str]:
    """The answers that made a recommendation what it is."""
    evaluation, program = p.advice.evaluation, p.advice.library.program
    names = (need_of(rule), fits_of(rule))
    facts = [fact for name in names for fact in deciding_facts(program.verdicts[name], evaluation, program)]
    behind = [answer for fact in facts for answer in (*_narrowing(p, fact), fact)]
    return [fact for fact in dict.fromkeys(behind) if not p.advice.is_withheld(fact)]


def _narrowing(p: Phrases, fact: str) -> list[str]:
    """The answers by which a rule of ours narrowed a fact nobody was asked about."""
    if p.advice.given[fact].state not in (State.NOT_ASKED, State.ELSEWHERE):
        return []
    program, as_asked = p.advice.library.program, replace(p.advice.evaluation, facts=p.advice.evaluation.asked)
    applied = {rule for rule, narrowed in p.advice.evaluation.applied if narrowed == fact}
    rules = [rule for rule in program.implications if rule.id in applied]
    return [answer for rule in rules for answer in deciding_facts(rule.when, as_asked, program)]


def why(p: Phrases, r: Ranked, *, on_request: bool = True) -> Line:
    """The first answers that decided a measure; the general reason if there are none.

    Args:
        p: the phrases of a brief.
        r: the measure.
        on_request: whether answers given on request only may be told.
    """
    found: dict[Line, None] = {}
    for part in r.leading_parts:
        for fact in facts_behind(p, part.rule.id):
            if on_request or not p.question_of(fact).opt_in:
                found[p.reason(fact)] = None
    return spaced(list(found)[:MOST_REASONS]) or line(p.of(r).say("reason"))


def questions_read(p: Phrases, finding: Finding) -> list[str]:
    """The questions a finding's own conditions read."""
    facts = [fact for _, condition in finding.rows for fact in sorted(facts_read(condition))]
    known = p.questionnaire.facts
    return list(dict.fromkeys(known[fact].question for fact in facts if fact in known))
