"""Is a profile in order, and how complete is it? What a brief would still need, and what deserves a second look.

In: an `Advice` worked out from the profile. Out: a `Checked`, as plain text or as JSON. Faults are found when a profile is
loaded; what is found here never stops a brief. The adviser is the only reader: what is withheld is counted, never named.
"""

from __future__ import annotations

from collections import Counter

from wayhome.engine.advise import Advice
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.check_warnings import Warning_, warnings_of
from wayhome.engine.questionnaire import NotKnown, Question, Section
from wayhome.engine.sources import Strict

ANSWERED, IN_PART = "answered", "in-part"
NOT_SETTLED = (IN_PART, "stale", "contested", "nobody-knows", "not-asked", "withheld")
"""What the rest of the questions are, in the order of the table."""


class Count(Strict):
    """How many of the questions that arise are answered, and what the rest are."""

    asked: int
    answered: int
    core_asked: int
    core_answered: int
    rest: dict[str, int]
    """in-part, stale, contested, nobody-knows, not-asked or withheld, to the number of questions."""


class SectionCount(Count):
    """The same for one section of the questionnaire."""

    section: str
    title: str


class Needed(Strict):
    """Questions of which one has to be settled for the ministerial edition."""

    questions: list[str]
    names: list[str]
    ask: list[str]


class Checked(Strict):
    """What was found in a profile."""

    file: str
    place: str
    title: str
    sections: list[SectionCount]
    total: Count
    does_not_arise: int
    withheld: int
    """Parts of answers the adviser chose not to raise."""
    needed: list[Needed]
    warnings: list[Warning_]


def check(advice: Advice) -> Checked:
    """Look a profile over."""
    p = Phrases(advice)
    profile, questionnaire, irrelevant = advice.profile, advice.library.questionnaire, advice.evaluation.irrelevant
    states = {
        question.question: _state(question, profile.answers.get(question.question), advice)
        for question in questionnaire.questions.values()
        if question.question not in irrelevant
    }
    withheld = [part for answer in profile.answers.values() for part in _all_parts(answer)]
    return Checked(
        file=profile.file,
        place=p.place,
        title=profile.title,
        sections=[_section(section, states) for section in questionnaire.sections],
        total=Count(**_count(list(questionnaire.questions.values()), states)),
        does_not_arise=len(irrelevant),
        withheld=sum(part.state is NotKnown.WITHHELD for part in withheld),
        needed=list(_needed(advice)),
        warnings=warnings_of(p),
    )


def _section(section: Section, states: dict[str, str]) -> SectionCount:
    return SectionCount(section=section.id, title=section.title, **_count(list(section.questions), states))


def _count(questions: list[Question], states: dict[str, str]) -> dict[str, int | dict[str, int]]:
    arise = [question for question in questions if question.question in states]
    core = [question for question in arise if question.core]
    counted = Counter(states[question.question] for question in arise)
    return {
        "asked": len(arise),
        "answered": counted[ANSWERED],
        "core_asked": len(core),
        "core_answered": sum(states[question.question] == ANSWERED for question in core),
        "rest": {state: counted[state] for state in NOT_SETTLED if counted[state]},
    }
