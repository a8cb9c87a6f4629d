"""Is a profile in order, and how complete is it? What a brief would still need, and what deserves a second look.

In: an `Advice` worked out from the profile. Out: a `Checked`, which prints as text or as JSON. Faults are found when a
profile is loaded; nothing found here stops a brief. What is withheld is counted and never named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from wayhome.engine.advise import Advice, is_settled
from wayhome.engine.brief.phrases import Phrases, capital
from wayhome.engine.brief.tree import Block, Grid, Heading, Items, Line, Paragraph, Text, plain
from wayhome.engine.check_warnings.finder import CheckWarning
from wayhome.engine.check_warnings.found import warnings_of
from wayhome.engine.dates import PartialDate
from wayhome.engine.errors import Place
from wayhome.engine.explain_text.words import Words
from wayhome.engine.facts import State
from wayhome.engine.plain_text import to_text
from wayhome.engine.profile import Answer, Part
from wayhome.engine.questionnaire import CATEGORY, NotKnown, Question, Questionnaire
from wayhome.engine.sources import Strict

ANSWERED, IN_PART = "answered", "in-part"
REST = (IN_PART, "stale", "contested", "nobody-knows", "not-asked", "withheld")
"""What a question is that is not answered, in the order of the table."""


class Count(Strict):
    """Of the questions that arise: how many are answered, and what the rest are."""

    asked: int
    answered: int
    core_asked: int
    core_answered: int
    rest: dict[str, int]
    """in-part, stale, contested, nobody-knows, not-asked or withheld, to the number of questions."""


class SectionCount(Strict):
    """The count of one section of the questionnaire."""

    section: str
    title: str
    count: Count


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
    warnings: list[CheckWarning]


def check(advice: Advice, older_than: PartialDate | None = None) -> Checked:
    """Look a profile over; evidence that describes a time before `older_than` is named as old."""
    p = Phrases(advice)
    profile, questionnaire = advice.profile, advice.library.questionnaire
    states = {
        question.question: _state(question, advice)
        for question in questionnaire.questions.values()
        if question.question not in advice.evaluation.irrelevant and is_counted(question, advice)
    }
    parts = [part for answer in profile.answers.values() for part in (*answer.parts.values(), *answer.qualifiers.values())]
    return Checked(
        file=profile.file,
        place=p.place,
        title=profile.title,
        sections=[
            SectionCount(section=section.id, title=section.title, count=_count(section.questions, states))
            for section in questionnaire.sections
        ],
        total=_count(questionnaire.questions.values(), states),
        does_not_arise=len(advice.evaluation.irrelevant),
        withheld=sum(part.state is NotKnown.WITHHELD for part in parts),
        needed=list(_needed(advice)),
        warnings=warnings_of(p, older_than),
    )


def is_counted(question: Question, advice: Advice) -> bool:
    """Whether a question is asked at this level, and of everybody; or has been answered all the same."""
    answered = question.question in advice.profile.answers
    return answered or question.is_raised(is_area=advice.profile.area is not None)


def _count(questions: Iterable[Question], states: dict[str, str]) -> Count:
    arise = [question for question in questions if question.question in states]
    core = [question for question in arise if question.core]
    counted = Counter(states[question.question] for question in arise)
    return Count(
        asked=len(arise),
        answered=counted[ANSWERED],
        core_asked=len(core),
        core_answered=sum(states[question.question] == ANSWERED for question in core),
        rest={state: counted[state] for state in REST if counted[state]},
    )


def _state(question: Question, advice: Advice) -> str:
    """One word for how far a question is answered; lines withheld are left out of account."""
    answer = advice.profile.answers.get(question.question)
    if answer is None:
        return "not-asked"
    given = advice.given.get(question.question)
    if given is not None and given.state is State.STALE:
        return "stale"
    lines = {_state_of(part) for part in _lines(question, answer, advice)}
    if lines != {"withheld"}:
        lines.discard("withheld")
    return lines.pop() if len(lines) == 1 else IN_PART


def _lines(question: Question, answer: Answer, advice: Advice) -> Iterator[Part]:
    """What is said of each line an answer should have."""
    unsaid = Part(state=NotKnown.NOT_ASKED)
    if question.kind == "period":
        whole = answer.parts.get("", unsaid)
        yield whole if whole.state else Part(("given",) if advice.profile.start is not None else ())
        yield whole if whole.state else Part(("given",) if answer.number else ())
        return
    for row in rows_of(question, advice.library.questionnaire):
        yield answer.parts.get(row, unsaid)


def rows_of(question: Question, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The lines a question has; one without a name for a single answer."""
    if question.grid:
        return tuple(question.grid.rows)
    if question.dates:
        return tuple(question.dates.rows)
    if question.repeat:
        return tuple(question.repeat.fields[CATEGORY].values)
    return questionnaire.actor_roles if question.names else tuple(question.options) or ("",)


def _state_of(part: Part) -> str:
    if part.state is not None:
        return str(part.state)
    if part.date is not None or len(part.values) == 1:
        return ANSWERED
    return IN_PART if part.values else "not-asked"


def _needed(advice: Advice) -> Iterator[Needed]:
    """What the ministerial edition still needs."""
    library = advice.library
    for alternatives in library.rulebook.gate:
        questions = [library.questionnaire.questions[id_] for id_ in alternatives]
        is_asked = any(question.is_raised(is_area=advice.profile.area is not None) for question in questions)
        if not is_asked or any(is_settled(question, advice.given, library, advice.profile) for question in questions):
            continue
        yield Needed(
            questions=list(alternatives),
            names=[question.name for question in questions],
            ask=list(dict.fromkeys(role for question in questions for role in question.ask[:2])),
        )


def report(checked: Checked, advice: Advice) -> str:
    """What was found, for a terminal."""
    p = Phrases(advice)
    columns = ["section", "answered", "core", "open"]
    if checked.total.core_asked == checked.total.asked:
        columns.remove("core")
    counts = [(section.title, section.count) for section in checked.sections if section.count.asked]
    rows = [_row(p, title, count) for title, count in (*counts, (p.words("check.all"), checked.total))]
    grid = Grid(
        tuple(p.say(f"check.head.{key}") for key in columns), tuple(tuple(row[key] for key in columns) for row in rows)
    )
    blocks: list[Block] = [Heading(1, (plain(checked.title or capital(checked.place)),)), grid]
    means = tuple(p.say(f"check.means.{state}") for state in REST if state in checked.total.rest and state != "withheld")
    blocks += [Items(means)] if means else []
    notes = [(checked.does_not_arise, "check.irrelevant"), (checked.withheld, "check.withheld")]
    blocks += [Paragraph(p.say(key if count > 1 else f"{key}.one", count=str(count))) for count, key in notes if count]
    blocks += [Heading(2, p.say("check.gate.title")), *_gate(p, checked.needed), Heading(2, p.say("check.warnings.title"))]
    lines = [
        p.words("check.line", place=str(Place(found.file, found.line, found.column)), what=found.what, mend=found.mend)
        for found in checked.warnings
    ]
    key = {0: "none", 1: "one"}.get(len(lines), "count")
    unless = "" if advice.profile.has_country else "country."
    last = p.words(f"check.warnings.{unless}{key}", count=str(len(lines)))
    return "\n".join([to_text(blocks).rstrip("\n"), *lines, *([""] if lines else []), last]) + "\n"


def _row(p: Phrases, title: str, count: Count) -> dict[str, Line]:
    rest = "; ".join(p.words(f"check.state.{state}", count=str(number)) for state, number in count.rest.items())
    return {
        "section": (Text(title),),
        "answered": p.say("check.count", answered=str(count.answered), asked=str(count.asked)),
        "core": p.say("check.count", answered=str(count.core_answered), asked=str(count.core_asked)),
        "open": (Text(rest or p.words("check.complete")),),
    }


def _gate(p: Phrases, needed: list[Needed]) -> list[Block]:
    if not needed:
        return [Paragraph(p.say("check.gate.ready" if p.advice.profile.has_country else "check.gate.country"))]
    lines = []
    for one in needed:
        pairs = zip(one.names, one.questions, strict=True)
        questions = p.words("check.or").join(p.words("check.gate.question", name=name, id=id_) for name, id_ in pairs)
        lines.append(
            p.say(
                "check.gate.one",
                questions=capital(questions),
                bodies=Words(p).either([Words(p).body(role) for role in one.ask]),
            )
        )
    return [Paragraph(p.say("check.gate.lead")), Items(tuple(lines))]
