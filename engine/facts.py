"""From answers to facts: for each fact of the questionnaire, the values the answer leaves open, and why.

In: a `Profile`, the questionnaire, the date of the brief. Out: `Given` by fact id. Dates become bands in months from the
start of the plan; old answers widen by one level each way; what nobody knows is a fact of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.dates import PartialDate, parse_date
from wayhome.engine.profile import Answer, Part, Profile
from wayhome.engine.questionnaire import DATE_BANDS, FactSpec, NotKnown, Question, Questionnaire
from wayhome.engine.truth import Domain

RECENT_MONTHS = 24  # ours: the handbook gives no period


class State(StrEnum):
    """What is known of a fact, and in which way it is not."""

    ANSWERED = "answered"
    STALE = "stale"
    CONTESTED = "contested"
    NOBODY_KNOWS = "nobody-knows"
    WITHHELD = "withheld"
    NOT_RAISED = "not-raised"
    """A question asked on request only, which nobody requested."""
    ELSEWHERE = "elsewhere"
    """A question asked at another level of government."""
    NOT_ASKED = "not-asked"


SILENT = (State.WITHHELD, State.NOT_RAISED, State.ELSEWHERE)
"""States in which nothing is asked or counted; what is withheld speaks in the confidential edition alone."""


@dataclass(frozen=True)
class Given:
    """What an answer says of one fact."""

    mask: int
    state: State


@dataclass(frozen=True)
class Opening:
    """A law, plan or budget that is being written or due: what it is called, and when."""

    title: str
    date: PartialDate | None
    month: int | None
    """The month of the plan it falls into, if both are known."""


def openings_of(profile: Profile, questionnaire: Questionnaire) -> dict[str, Opening]:
    """The dates a profile gives, by fact, as far as they are still to come; the nearest first, the undated last."""
    found = {}
    for id_, answer in profile.answers.items():
        if questionnaire.questions[id_].kind != "dates":
            continue
        for row, part in answer.parts.items():
            month = part.date.first - profile.start if part.date and profile.start is not None else None
            is_coming = part.date is not None or len(part.values) > 1
            if is_coming and (month is None or month >= 0):
                found[f"{id_}.{row}"] = Opening(part.title, part.date, month)
    return dict(sorted(found.items(), key=lambda item: item[1].date.first if item[1].date else 10**6))


def facts_of_profile(profile: Profile, questionnaire: Questionnaire, today: PartialDate | None) -> dict[str, Given]:
    """Every fact of the questionnaire as the profile's answers leave it."""
    facts: dict[str, Given] = {}
    calendar = _Calendar(profile, today or profile.date)
    asked: dict[str, list[FactSpec]] = {id_: [] for id_ in questionnaire.questions}
    for spec in questionnaire.facts.values():
        asked[spec.question].append(spec)
    for question in questionnaire.questions.values():
        answer = profile.answers.get(question.question)
        is_old = answer is not None and calendar.is_stale(question, answer, questionnaire)
        for spec in asked[question.question]:
            given = _given(question, spec, answer, questionnaire, calendar, is_old=is_old)
            if given.state is State.NOT_ASKED and not question.is_raised(is_area=profile.area is not None):
                given = Given(given.mask, State.NOT_RAISED if question.opt_in else State.ELSEWHERE)
            facts[spec.id] = given
    return facts


def described(answer: Answer, profile: Profile) -> PartialDate | None:
    """The time an answer describes: the year of its figure, its own date, its newest source's, or the profile's day."""
    if answer.number is not None and answer.year is not None:
        return parse_date(answer.year)
    dates = [date for key in answer.sources if (date := parse_date(profile.sources[key].date))]
    return answer.date or max(dates, key=lambda found: found.last, default=profile.date)


_STATES = {
    NotKnown.NOT_ASKED: State.NOT_ASKED,
    NotKnown.NOBODY_KNOWS: State.NOBODY_KNOWS,
    NotKnown.WITHHELD: State.WITHHELD,
}


def _given(
    question: Question,
    spec: FactSpec,
    answer: Answer | None,
    questionnaire: Questionnaire,
    calendar: _Calendar,
    *,
    is_old: bool,
) -> Given:
    domain = spec.domain
    unasked = Given(domain.full, State.NOT_ASKED)
    if answer is None:
        return unasked
    whole = answer.parts.get("")
    if whole is not None and whole.state is NotKnown.WITHHELD:
        return Given(domain.full, State.WITHHELD)  # and all that qualifies it
    suffix = spec.id.removeprefix(question.question).removeprefix(".")
    if suffix == "old":
        return Given(_yes_no(is_old), State.ANSWERED) if answer.number is not None else unasked
    if suffix == "nobody-knows":
        return _nobody_knows(answer, domain)
    row, _, derived = suffix.partition(".")
    if question.kind == "dates":
        part = answer.parts.get(row)
        if part is None:
            return unasked
        if part.state:
            return Given(domain.full, _STATES[part.state])
        return Given(calendar.inside(part) if derived else calendar.band(part), State.ANSWERED)
    part = answer.parts.get(suffix)
    if part is None:
        return _qualified(question, suffix, answer, domain, questionnaire, calendar, is_old=is_old) or unasked
    if part.state is NotKnown.CONTESTED:
        said = domain.mask(part.values)
        return Given(_widened(domain, said) if is_old else said, State.CONTESTED)
    if part.state is not None:
        return Given(domain.full, _STATES[part.state])
    mask = domain.mask(part.values)
    if question.number and not suffix:
        mask = _lower_bound(question, answer, mask, domain)
    if is_old and suffix != "counted":
        return Given(_widened(domain, mask), State.STALE)
    return Given(mask, State.ANSWERED)


def _nobody_knows(answer: Answer, domain: Domain) -> Given:
    states = {part.state for part in answer.parts.values()}
    if states <= {NotKnown.NOT_ASKED, NotKnown.WITHHELD}:
        return Given(domain.full, State.WITHHELD if states == {NotKnown.WITHHELD} else State.NOT_ASKED)
    is_so = states == {NotKnown.NOBODY_KNOWS}
    return Given(domain.mask(["yes" if is_so else "no"]), State.ANSWERED)


def _qualified(
    question: Question,
    suffix: str,
    answer: Answer,
    domain: Domain,
    questionnaire: Questionnaire,
    calendar: _Calendar,
    *,
    is_old: bool,
) -> Given | None:
    """The fact of a qualifier: its value, or a yes/no that follows from its date."""
    for qualifier in questionnaire.qualifiers_of(question):
        part = answer.qualifiers.get(qualifier.qualifier)
        if part is None or (suffix != qualifier.qualifier and suffix not in qualifier.dates):
            continue
        if part.state:
            return Given(domain.full, _STATES.get(part.state, State.NOT_ASKED))
        if not qualifier.dates:
            return Given(domain.full, State.STALE) if is_old else Given(domain.mask(part.values), State.ANSWERED)
        if part.date:
            return Given(calendar.dated(suffix, part.date), State.ANSWERED)
    return None


def _lower_bound(question: Question, answer: Answer, mask: int, domain: Domain) -> int:
    """A partial count, such as a programme's caseload, says only that there are at least so many."""
    assert question.number is not None
    counted = answer.parts.get("counted")
    kinds = [question.number.counted[value] for value in counted.values] if counted else []
    if not any(not isinstance(kind, str) and kind.partial for kind in kinds):
        return mask
    lowest = domain.names(mask)[0]
    return domain.at_least(lowest)


def _widened(domain: Domain, mask: int) -> int:
    """One level more each way for every ordered level still possible (ours); all, where there is no order."""
    if not domain.order:
        return domain.full
    values = set(domain.names(mask))
    for value in domain.names(mask):
        if value in domain.order:
            at = domain.order.index(value)
            values.update(domain.order[max(0, at - 1) : at + 2])
    return domain.mask(values)


class _Calendar:
    """Where dates fall, seen from the start of the plan and from the day of the brief."""

    def __init__(self, profile: Profile, today: PartialDate | None) -> None:
        self.start = profile.start
        # The last month of the plan: what ends in it ends inside the plan.
        self.end = profile.start + profile.horizon - 1 if profile.start is not None and profile.horizon else None
        self.today = today
        self.profile = profile

    def band(self, part: Part) -> int:
        """The bands of the date of an opening, in months from the start (bands are ours)."""
        domain = Domain(DATE_BANDS)
        if part.values:
            return domain.mask(part.values)
        if part.date is None or self.start is None:
            return domain.mask(band for band in DATE_BANDS if band != "none-planned")
        months = range(part.date.first - self.start, part.date.last - self.start + 1)
        return domain.mask(_band(month) for month in months)

    def inside(self, part: Part) -> int:
        """Whether a date lies between the start and the end of the plan."""
        if part.values == ("none-planned",):
            return _yes_no(False)
        if part.date is None or self.start is None:
            return _EITHER
        if part.date.last < self.start:
            return _yes_no(False)
        if self.end is None:
            return _EITHER
        if part.date.first > self.end:
            return _yes_no(False)
        return _yes_no(True) if part.date.first >= self.start and part.date.last <= self.end else _EITHER

    def dated(self, fact: str, date: PartialDate) -> int:
        """The yes/no a qualifying date yields."""
        if fact == "ends-inside-plan":
            if self.start is not None and date.last < self.start:
                return _yes_no(True)
            return _compare(date, self.end)
        if self.today is None:
            return _EITHER
        if fact == "period-over":
            if date.last < self.today.first:
                return _yes_no(True)
            return _yes_no(False) if date.first >= self.today.last else _EITHER
        if date.last < self.today.first - RECENT_MONTHS:
            return _yes_no(False)
        return _yes_no(True) if date.first >= self.today.last - RECENT_MONTHS else _EITHER

    def is_stale(self, question: Question, answer: Answer, questionnaire: Questionnaire) -> bool:
        """Whether an answer describes a day longer ago than answers to this question hold."""
        months = questionnaire.stale_after(question)
        day = described(answer, self.profile)
        return months is not None and day is not None and self.today is not None and self.today.first - day.last > months


_EITHER = 0b11


def _yes_no(is_so: bool) -> int:
    return 0b10 if is_so else 0b01


def _compare(date: PartialDate, end: int | None) -> int:
    """Yes if the date is certainly no later than the end, no if certainly later."""
    if end is None:
        return _EITHER
    if date.last <= end:
        return _yes_no(True)
    return _yes_no(False) if date.first > end else _EITHER


def _band(month: int) -> str:
    if month < 0:
        return "passed"
    return "within-6" if month <= 6 else "within-12" if month <= 12 else "later"
