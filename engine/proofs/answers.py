"""What one answer says of several facts at once: the ways in which a question of a complete profile can be answered.

In: the questionnaire. Out: groups of `Way`s, of which exactly one is taken in each group. A way says what it leaves of each
of its facts, which is read off real profiles, and what such a profile writes. Dates and numbers have endlessly many values;
the few tried here stand for all, since they yield every combination of facts that any date or number yields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wayhome.engine.answer_fields import ANSWER, NONE_PLANNED, YEAR, Said, saying
from wayhome.engine.facts import facts_of_profile
from wayhome.engine.profile_reader import check_profile
from wayhome.engine.questionnaire import NotKnown, Question, Questionnaire
from wayhome.engine.truth import Domain
from wayhome.engine.yaml_text import lines_of

START = "2026-01"
"""The day of every profile written here, and the first month of its plan."""
PLANS = (6, 12, 24)
"""Lengths of the plan in months: whether a date lies inside one depends on no more than these tell apart."""
_OFFSETS = (-30, -12, 3, 6, 9, 12, 18, 30)
"""Months from the start: each band, inside and outside each plan, recent and not."""
_OLD_YEAR, _NEW_YEAR = 1990, 2025


@dataclass(frozen=True)
class Way:
    """One way of answering: by fact the sets of values it may leave, and what is written of it."""

    leaves: dict[str, tuple[int, ...]]
    said: Said = field(default_factory=dict)


Group = tuple[Way, ...]
Groups = dict[str, tuple[Group, ...]]
"""The groups of each question."""


def singles(domain: Domain) -> tuple[int, ...]:
    """What a plain answer leaves: one value."""
    return tuple(1 << i for i in range(len(domain.values)))


def plan_of(questionnaire: Questionnaire) -> str:
    """The name of what stands for the length of the plan: no fact that rules read, but dates are counted by it."""
    return next((f"{question.question}.months" for question in questionnaire.questions.values() if question.period), "")


def answer_lines(answers: Mapping[str, Said], questionnaire: Questionnaire) -> list[str]:
    """The lines of a profile that give these answers."""
    lines: list[str] = []
    for id_, said in answers.items():
        entry = saying(questionnaire.questions[id_], None, said, questionnaire) or {"answer": None}
        is_bare = set(entry) == {"answer"} and not isinstance(entry["answer"], dict)
        lines += lines_of(id_, entry["answer"] if is_bare else entry, 2)
    return lines


def plan_said(questionnaire: Questionnaire, months: int) -> dict[str, Said]:
    """The answer to the question on the plan that dates are counted from, if it is asked."""
    asked = (question.question for question in questionnaire.questions.values() if question.period)
    return {id_: {("answer", "start"): START, ("answer", "months"): months} for id_ in asked}


def _facts_left(answers: Mapping[str, Said], questionnaire: Questionnaire, months: int) -> dict[str, int]:
    """What a profile with these answers leaves of each fact."""
    lines = ["wayhome: 1", f"date: {START}", "answers:"]
    lines += answer_lines(plan_said(questionnaire, months) | dict(answers), questionnaire)
    profile = check_profile("\n".join(lines), "", questionnaire)
    return {fact: given.mask for fact, given in facts_of_profile(profile, questionnaire, None).items()}


def groups_by_question(questionnaire: Questionnaire, *, is_beside_open: bool) -> Groups:
    """The groups of each question; every fact but those of lists of bodies stands in one.

    What stands beside an answer, such as the day a policy was adopted, can be left open if `is_beside_open`.
    """
    dated = _Dated(questionnaire, is_beside_open)
    found: Groups = {}
    for id_, question in questionnaire.questions.items():
        facts = {spec.id: spec.domain for spec in questionnaire.facts_of(id_)}
        groups = [
            *_counted(question, facts, questionnaire, is_beside_open),
            *_not_known(question, facts),
            *dated.groups(question),
        ]
        grouped = {fact for group in groups for way in group for fact in way.leaves}
        beside = {f"{id_}.{one.qualifier}" for one in questionnaire.qualifiers_of(question)} if is_beside_open else set()
        for fact, domain in facts.items():
            if fact not in grouped and not question.repeat:
                groups.append((Way({fact: (*singles(domain), domain.full) if fact in beside else singles(domain)}),))
        found[id_] = tuple(groups)
    return found


def _counted(
    question: Question, facts: Mapping[str, Domain], questionnaire: Questionnaire, is_beside_open: bool
) -> Iterator[Group]:
    """A number: what is counted and how old the figure is decide what it leaves of its band and of what qualifies it."""
    if question.number is None:
        return
    numbers = [0, *(band.below for band in question.number.bands if band.below is not None)]
    counted: list[Said] = [{("counted",): kind} for kind in question.number.counted] or [{}]
    answers: list[Said] = [{ANSWER: number, YEAR: year} for number in numbers for year in (_NEW_YEAR, _OLD_YEAR)]
    figures: list[Said] = [answer | said for answer in answers for said in counted]
    if question.should_know:
        figures.append({ANSWER: NotKnown.NOBODY_KNOWS.value})
    beside = {f"{question.question}.{one.qualifier}" for one in questionnaire.qualifiers_of(question)}
    beside |= {f"{question.question}.{name}" for one in questionnaire.qualifiers_of(question) for name in one.dates}
    yield _tried(question, [fact for fact in facts if fact not in beside], [(said, said) for said in figures], questionnaire)
    # What qualifies a figure is no better than the figure: one from each year, and none.
    of_each_age = list({said.get(YEAR): said for said in figures}.values())
    old = [f"{question.question}.old"] if f"{question.question}.old" in facts else []
    for one in questionnaire.qualifiers_of(question):
        if not one.dates:
            values: list[Said] = [{(one.qualifier,): value} for value in one.values]
            values += [{}] if is_beside_open else []
            tried = [(figure | value, value) for figure in of_each_age for value in values]
            yield _tried(question, [f"{question.question}.{one.qualifier}", *old], tried, questionnaire)


def _tried(
    question: Question, facts: Sequence[str], tried: Iterable[tuple[Said, Said]], questionnaire: Questionnaire
) -> Group:
    """The ways that answers leave facts: for each answer tried, the part of it that a profile writes for this way."""
    ways: dict[tuple[int, ...], Way] = {}
    for answer, said in tried:
        masks = _facts_left({question.question: answer}, questionnaire, PLANS[-1])
        left = tuple(masks[fact] for fact in facts)
        ways.setdefault(left, Way({fact: (mask,) for fact, mask in zip(facts, left, strict=True)}, said))
    return tuple(ways.values())


def _not_known(question: Question, facts: Mapping[str, Domain]) -> Iterator[Group]:
    """What a State should know: the answer, or that nobody could say."""
    asked = f"{question.question}.nobody-knows"
    if asked not in facts or question.number:
        return
    lines = (
        [question.question] if question.question in facts else [f"{question.question}.{line}" for line in _lines(question)]
    )
    known = {fact: singles(facts[fact]) for fact in lines}
    unknown = {fact: (facts[fact].full,) for fact in lines}
    yes, no = facts[asked].mask(["yes"]), facts[asked].mask(["no"])
    yield Way({**known, asked: (no,)}), Way({**unknown, asked: (yes,)}, {ANSWER: NotKnown.NOBODY_KNOWS.value})


def _lines(question: Question) -> tuple[str, ...]:
    return (*question.options, *(question.grid.rows if question.grid else ()))


class _Dated:
    """Facts that follow from one date: profiles in which every date is the same show what each date yields."""

    def __init__(self, questionnaire: Questionnaire, is_beside_open: bool) -> None:
        self._questionnaire = questionnaire
        self._is_beside_open = is_beside_open
        self._plan = plan_of(questionnaire)

    @cached_property
    def _tried(self) -> list[tuple[str | None, dict[str, int]]]:
        """Each date, or none planned, in a plan of each length."""
        return [(when, self._facts(months, when)) for when in (*map(_month, _OFFSETS), None) for months in PLANS]

    def groups(self, question: Question) -> Iterator[Group]:
        for row in question.dates.rows if question.dates else ():
            fact = f"{question.question}.{row}"
            yield self._group((fact, f"{fact}.inside-horizon"), ("answer", row, "date"))
        for qualifier in self._questionnaire.qualifiers_of(question):
            if qualifier.dates:
                yield self._group(tuple(f"{question.question}.{name}" for name in qualifier.dates), (qualifier.qualifier,))

    def _group(self, facts: tuple[str, ...], path: tuple[str, ...]) -> Group:
        is_row = path[0] == "answer"
        by_date: dict[str, list[tuple[int, ...]]] = {}
        for when, left_of in self._tried:
            if when is not None or is_row:
                by_date.setdefault(when or NONE_PLANNED, []).append(tuple(left_of[fact] for fact in facts))
        ways: dict[tuple[tuple[int, ...], int | None], Way] = {}
        for when, left in by_date.items():
            if len(set(left)) == 1:  # the same in a plan of any length
                ways.setdefault((left[0], None), Way({f: (m,) for f, m in zip(facts, left[0], strict=True)}, {path: when}))
        for when, left in by_date.items():
            for i, masks in enumerate(left):
                if (masks, None) not in ways:
                    leaves: dict[str, tuple[int, ...]] = {f: (mask,) for f, mask in zip(facts, masks, strict=True)}
                    ways.setdefault((masks, i), Way({**leaves, self._plan: (1 << i,)}, {path: when}))
        unsaid = (Way(dict.fromkeys(facts, (3,))),) if self._is_beside_open and not is_row else ()
        return (*ways.values(), *unsaid)

    def _facts(self, months: int, when: str | None) -> dict[str, int]:
        answers: dict[str, Said] = {}
        for id_, question in self._questionnaire.questions.items():
            rows = question.dates.rows if question.dates else ()
            dates: Said = {("answer", row, "date"): when or NONE_PLANNED for row in rows}
            dates |= {(one.qualifier,): when for one in self._questionnaire.qualifiers_of(question) if one.dates and when}
            if dates:
                answers[id_] = dates
        return _facts_left(answers, self._questionnaire, months)


def _month(offset: int) -> str:
    """The month so many after the start, as profiles write it."""
    year, month = map(int, START.split("-"))
    at = year * 12 + month - 1 + offset
    return f"{at // 12}-{at % 12 + 1:02}"
