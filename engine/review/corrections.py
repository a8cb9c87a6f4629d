"""The facts that bodies correct: what the profile holds, what is proposed, and the proposal written in on request.

In: a log and a profile. Out: `Proposal`s, and a draft of the profile with those applied that somebody chose. Nothing changes
by itself: the adviser decides which voice the profile follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wayhome.engine.answer_fields import DATE, EVIDENCE, SOURCE
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.contribution import Contribution, checked
from wayhome.engine.draft import Draft, new_key
from wayhome.engine.errors import InputError, Place, Problem, listing
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.responses import Proposal
from wayhome.engine.review.corrected import in_words
from wayhome.engine.review.entries import CorrectionEntry
from wayhome.engine.review.facts_asked import held_words
from wayhome.engine.review.log import Log
from wayhome.engine.sources import Plain
from wayhome.engine.take_in import take_in


@dataclass(frozen=True)
class Correction:
    """A correction in the log, held against a profile."""

    entry: int
    correction: CorrectionEntry
    held: str
    """What the profile says now."""
    proposed: str
    is_taken_in: bool
    is_contested: bool
    """Another body corrects the same fact otherwise."""

    @property
    def field(self) -> str:
        """The field of the answer by name: `service.health`, `returns.obstacles.debt` or `service.health, until`."""
        question, path = self.correction.question, self.correction.path
        return ".".join((question, *path[1:])) if path[0] == "answer" else f"{question}, {path[0]}"


def corrections_of(log: Log, p: Phrases) -> tuple[Correction, ...]:
    """The latest correction of each body and fact; of what the adviser withholds, none."""
    latest: dict[tuple[str, str, tuple[str, ...]], tuple[int, CorrectionEntry]] = {}
    for line in log.lines:
        entry = line.entry
        if isinstance(entry, CorrectionEntry) and not _is_withheld(p, entry):
            key = (entry.body, entry.question, entry.path)
            held = latest.get(key)
            if held is None or entry.date >= held[1].date:
                latest[key] = (line.number, entry)
    said: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for _, entry in latest.values():
        said.setdefault((entry.question, entry.path), set()).add(in_words(entry.proposed))
    found = []
    for number, entry in sorted(latest.values(), key=lambda pair: pair[0]):
        now, proposed = held_words(p.advice.profile.answers.get(entry.question), entry.path), in_words(entry.proposed)
        is_contested = len(said[entry.question, entry.path]) > 1
        found.append(Correction(number, entry, now, proposed, now == proposed, is_contested))
    return tuple(found)


def proposals_of(log: Log, p: Phrases) -> tuple[Proposal, ...]:
    """The same, as an advice reads them."""
    return tuple(
        Proposal(
            one.entry,
            one.correction.question,
            one.correction.path,
            one.held,
            one.proposed,
            one.correction.evidence,
            one.correction.name,
            one.is_taken_in,
        )
        for one in corrections_of(log, p)
    )


def _is_withheld(p: Phrases, entry: CorrectionEntry) -> bool:
    question = p.questionnaire.questions.get(entry.question)
    if question is None:
        return False
    row = entry.path[1] if entry.path[0] == "answer" and len(entry.path) > 1 else ""
    return question.opt_in or p.is_unsaid(entry.question) or p.advice.is_withheld(f"{entry.question}.{row}")


def applied(draft: Draft, chosen: Sequence[Correction], questionnaire: Questionnaire) -> Draft:
    """The profile with these corrections in place of what it said, each with its evidence and the body as its source.

    Raises InputError for two that differ on one fact, or one that the questionnaire no longer takes.
    """
    _refuse_two_voices(chosen)
    for one in chosen:
        draft = take_in(draft, [_contribution(draft, one, questionnaire)], prefer="new").draft
    return draft


def chosen_of(found: Iterable[Correction], numbers: Iterable[int], file: str) -> list[Correction]:
    """The corrections with these numbers; raises InputError for a number that is none."""
    known = {one.entry: one for one in found}
    wrong = [number for number in dict.fromkeys(numbers) if number not in known]
    if wrong:
        expected = f"one of {listing(map(str, known))}" if known else "a correction; there is none"
        raise InputError(Problem(Place(file), f"entry {number} is no correction that stands", expected) for number in wrong)
    return [known[number] for number in dict.fromkeys(numbers)]


def _refuse_two_voices(chosen: Sequence[Correction]) -> None:
    seen: dict[tuple[str, tuple[str, ...]], Correction] = {}
    for one in chosen:
        key = (one.correction.question, one.correction.path)
        other = seen.setdefault(key, one)
        if other.proposed != one.proposed:
            what = f"entries {other.entry} and {one.entry} correct the same fact, and differ"
            raise InputError.at("--apply", what, mend="choose one, or write `contested` with both voices")


def _contribution(draft: Draft, one: Correction, questionnaire: Questionnaire) -> Contribution:
    entry = one.correction
    source: dict[str, Plain] = {"title": f"{entry.name}, answer to the brief"}
    if entry.document:
        source["address"] = entry.document
    source["date"] = entry.date
    held = next((key for key, there in draft.sources.items() if there == source), None)
    key = held or new_key(entry.name, draft.sources)
    proposed: Plain = list(entry.proposed) if isinstance(entry.proposed, tuple) else entry.proposed
    values: dict[tuple[str, ...], Plain] = {entry.path: proposed, EVIDENCE: entry.evidence, SOURCE: key}
    if entry.established:
        values[DATE] = entry.established
    place = Place(f"entry {one.entry}")
    given = Contribution(
        entry.name, {entry.question: values}, lambda question, path: place, {}, {key: source}, is_another_voice=True
    )
    return checked(given, draft.file, questionnaire)
