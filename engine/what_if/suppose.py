"""Answers supposed: what `--set Q=V` makes of a profile and its facts.

In: an `Advice` and answers as profiles write them. Out: `Supposed`, from which everything is concluded anew. An answer
supposed is as of today: it is never old, whatever the age of what it takes the place of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wayhome.engine.advise import Advice, Edition
from wayhome.engine.answer_fields import COMPLETE, YEAR, AnswerField, Takes, fields_of, saying
from wayhome.engine.errors import InputError, Problem, did_you_mean, listing
from wayhome.engine.facts import Given, State, facts_of_profile
from wayhome.engine.profile import FORMAT, Answer, Part, Profile
from wayhome.engine.profile_reader import check_source, frame_of
from wayhome.engine.questionnaire import NotKnown, Questionnaire
from wayhome.engine.sources import Plain, Source

UNKNOWN = ("unknown", str(NotKnown.NOT_ASKED))
_NOT_SUPPOSED = (Takes.TEXT, Takes.TEXTS, Takes.KEYS, Takes.NOTHING)
_NO_VALUES = (NotKnown.CONTESTED, NotKnown.WITHHELD)


@dataclass(frozen=True)
class Supposed:
    """A profile with some answers otherwise."""

    profile: Profile
    facts: dict[str, Given]
    """The facts supposed that the profile itself does not yield."""
    names: tuple[str, ...] = ()
    """The questions, fields and facts supposed."""


def suppose(advice: Advice, profile: Profile, answers: Mapping[str, str | Sequence[str]]) -> Supposed:
    """Put answers into a profile.

    Args:
        advice: what follows from the profile as it is.
        profile: the same, with what its adviser withholds.
        answers: by question, field (`referral.use.money`, `returns.groups.children`) or fact, a value, several values of
            which one holds (a list, or separated by commas), `unknown` or `nobody-knows`.

    Raises:
        InputError: for what is no question or no answer to it, naming all such, and for what this edition is silent about.
    """
    questionnaire = advice.library.questionnaire
    names = _names(questionnaire)
    problems: list[Problem] = []
    supposed = Supposed(profile, {})
    canonical = [(questionnaire.canonical(name.strip()), value) for name, value in answers.items()]
    # What is said of the time of the plan comes first, since dates are held against it.
    for name, value in sorted(canonical, key=lambda one: not _is_of_plan(questionnaire, names.get(one[0]))):
        said = [value.strip()] if isinstance(value, str) else [part.strip() for part in value]
        try:
            supposed = _with(advice, supposed, name, said, names)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    start, horizon, actors = frame_of(supposed.profile.answers, questionnaire)
    return replace(supposed, profile=replace(supposed.profile, start=start, horizon=horizon, actors=actors))


def _is_of_plan(questionnaire: Questionnaire, one: AnswerField | None) -> bool:
    return one is not None and questionnaire.questions[one.question].period is True


def _names(questionnaire: Questionnaire) -> dict[str, AnswerField | None]:
    """All that can be supposed: fields of answers, and facts that follow from what stands beside an answer."""
    found: dict[str, AnswerField | None] = dict.fromkeys(questionnaire.facts)
    for question in questionnaire.questions.values():
        for one in fields_of(question, questionnaire):
            if one.takes not in _NOT_SUPPOSED and one.path not in (COMPLETE, YEAR):
                row = one.path[1:2] if one.path[0] == "answer" else one.path
                found[".".join((one.question, *row))] = one
    return found


def _with(
    advice: Advice, supposed: Supposed, name: str, said: list[str], names: Mapping[str, AnswerField | None]
) -> Supposed:
    """One answer more."""
    place, questionnaire = f"--set {name}", advice.library.questionnaire
    if name not in names:
        book = advice.library.rulebook
        if name in book.findings or name in book.recommendations or name in book.measures:
            mend = f"`--reach {name}=...` looks for answers that bring it about"
            raise InputError.at(place, f"{name!r} is a conclusion, not an answer", mend=mend)
        raise _no_such(questionnaire, name, names)
    if name in supposed.names:
        raise InputError.at(place, f"{name!r} is supposed twice", mend="several values of which one holds: `a,b`")
    supposed = replace(supposed, names=(*supposed.names, name))
    one, spec = names[name], questionnaire.facts.get(name)
    _refuse_silence(advice, name, one.question if one else questionnaire.facts[name].question)
    is_unknown = len(said) == 1 and said[0] in UNKNOWN
    values = [part.strip() for word in said for part in word.split(",")]
    is_of_fact = spec is not None and set(values) <= set(spec.domain.values)
    if spec is not None and (one is None or (is_of_fact and one.takes in (Takes.OPENING, Takes.NAME))):
        if not is_unknown and not is_of_fact:
            known = spec.domain.values
            wrong = next(value for value in values if value not in known)
            raise InputError.at(place, f"{wrong!r} is not an answer here", listing(known), did_you_mean(wrong, known))
        if not (one and set(values) <= set(one.choices)):
            found = Given(spec.domain.full, State.NOT_ASKED) if is_unknown else _answered(spec.domain.mask(values))
            return replace(supposed, facts={**supposed.facts, name: found})
    assert one is not None
    if is_unknown:
        return replace(supposed, profile=_without(supposed.profile, one))
    is_listed = one.takes in (Takes.CHOICE, Takes.NUMBER)
    fresh = _read(questionnaire, place, one, values if is_listed else said)
    profile = replace(supposed.profile, answers={one.question: fresh})
    start, horizon, _ = frame_of({**supposed.profile.answers, one.question: fresh}, questionnaire)
    facts = facts_of_profile(replace(profile, start=start, horizon=horizon), questionnaire, advice.options.date)
    mine = {
        spec.id: facts[spec.id]
        for spec in questionnaire.facts_of(one.question)
        if facts[spec.id].state is not State.NOT_ASKED and not spec.id.endswith(".nobody-knows")
    }
    answers = {**supposed.profile.answers, one.question: _merged(supposed.profile.answers.get(one.question), fresh)}
    return replace(supposed, profile=replace(supposed.profile, answers=answers), facts={**supposed.facts, **mine})


def _answered(mask: int) -> Given:
    return Given(mask, State.ANSWERED)


def _no_such(questionnaire: Questionnaire, name: str, names: Mapping[str, object]) -> InputError:
    place, lines = f"--set {name}", [known for known in names if known.startswith(f"{name}.")]
    if name not in questionnaire.questions:
        hint = did_you_mean(name, names) or "`wayhome new` writes every question into a profile"
        return InputError.at(place, f"there is no question or field {name!r}", mend=hint)
    if lines:
        return InputError.at(place, f"{name!r} has several lines", f"one of {listing(lines)}")
    return InputError.at(place, f"{name!r} decides nothing, so that nothing would change")


def _refuse_silence(advice: Advice, name: str, question: str) -> None:
    """What is withheld, or asked on request only, is not probed where it is not to be seen."""
    if advice.options.edition is Edition.CONFIDENTIAL:
        return
    questionnaire = advice.library.questionnaire
    facts = [name] if name in questionnaire.facts else [spec.id for spec in questionnaire.facts_of(question)]
    states = {advice.given[fact].state for fact in facts}
    if questionnaire.questions[question].opt_in or states & {State.WITHHELD, State.NOT_RAISED}:
        what = f"the {advice.options.edition} edition says nothing of {name!r}"
        raise InputError.at(f"--set {name}", what, mend="`--edition confidential` can suppose it")


def _read(questionnaire: Questionnaire, place: str, one: AnswerField, said: list[str]) -> Answer:
    """The answer this field alone would be; raises InputError for what is none."""
    if said[0] in _NO_VALUES:
        raise InputError.at(place, f"{said[0]!r} cannot be supposed", "a value, `unknown` or `nobody-knows`")
    is_number = one.takes in (Takes.NUMBER, Takes.MONTHS)
    words: list[Plain] = [int(word) if is_number and word.isascii() and word.isdigit() else word for word in said]
    question = questionnaire.questions[one.question]
    entry = saying(question, None, {one.path: words if len(words) > 1 else words[0]}, questionnaire)
    written: Plain = {"wayhome": FORMAT, "answers": {one.question: entry}}
    found = check_source(Source(place, written, {}), "", questionnaire).answers.get(one.question)
    if found is None:
        raise InputError.at(place, "there is no value", "--set QUESTION=VALUE", "`unknown` takes an answer away")
    return found


def _merged(before: Answer | None, fresh: Answer) -> Answer:
    """An answer with what was said anew; evidence of what is now otherwise goes."""
    if before is None:
        return fresh
    said = {name: part for name, part in fresh.parts.items() if part.is_given and part != Part()}
    parts, qualifiers = {**before.parts, **said}, {**before.qualifiers, **fresh.qualifiers}
    number = fresh.number if fresh.number is not None or "" in said else before.number
    return replace(before, parts=parts, qualifiers=qualifiers, number=number, evidence="", voices=())


def _without(profile: Profile, one: AnswerField) -> Profile:
    """A profile with one field of an answer taken away."""
    before = profile.answers.get(one.question)
    if before is None:
        return profile
    key = "" if one.path == ("answer",) else one.path[1] if one.path[0] == "answer" else one.path[0]
    parts = {name: part for name, part in before.parts.items() if name != key}
    qualifiers = {name: part for name, part in before.qualifiers.items() if name != key}
    is_number_gone = key in ("", "months")
    answer = replace(
        before,
        parts=parts,
        qualifiers=qualifiers,
        evidence="",
        voices=() if not key else before.voices,
        number=None if is_number_gone else before.number,
    )
    return replace(profile, answers={**profile.answers, one.question: answer})
