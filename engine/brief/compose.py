"""Put a brief together: front matter, the main part, the annexes, the notes, in this order.

In: an `Advice`. Out: a `Document`. Nothing is read from a clock or a network, so the same advice gives the same document.
"""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.engine.advise import Advice
from wayhome.engine.brief import (
    actions,
    annexes,
    answers,
    asks,
    bodies,
    details,
    first_page,
    open_questions,
    partners,
    plan,
    responses_annex,
    since,
)
from wayhome.engine.brief.phrases import Detail, Phrases
from wayhome.engine.brief.tree import Block, Break, Document, Items, plain, word_count
from wayhome.engine.dates import in_words
from wayhome.engine.facts import State

MOST_WORDS = 1600
"""Of the main part: four pages."""
SHORTER: tuple[tuple[bool, Detail], ...] = ((False, "answers"), (False, "names"), (True, "names"), (True, "counts"))
"""How the main part is made shorter, until it fits: each whether bodies' answers and credit are cut, and the detail.

In each of them it says in fewer words how firm the order is, which is all there is to cut where no body has answered and
nothing is told since last time.
"""
MAIN_PART = (
    first_page.title,
    first_page.one_page,
    since.since,
    actions.actions,
    asks.asks,
    plan.ground,
    plan.roadmap,
    open_questions.not_confirmed,
    plan.care,
)
BEFORE_DETAILS = (
    answers.answers,
    annexes.findings,
    annexes.measures,
    annexes.weights,
    annexes.to_ask,
    annexes.all_tasks,
    annexes.all_care,
)
AFTER_DETAILS = (
    partners.partners,
    bodies.bodies,
    responses_annex.responses,
    since.since_in_full,
)


def compose(
    advice: Advice, version: str, reasons: details.Reasons, *, mermaid: bool = False, pictures: bool = True
) -> Document:
    """The brief as a document tree; its front matter says so if Mermaid is asked for.

    `reasons` explains an action in the annex, in the words of `wayhome explain`.
    Without pictures it is made faster; a format that has none loses nothing by that.
    Answers of bodies and what is new since last time never make the main part too long: then some go to the annexes.
    """
    is_drawn = pictures or mermaid
    phrases = Phrases(advice, is_drawn=is_drawn)
    main = _main(phrases)
    is_longer = advice.reviews is not None or advice.previous is not None
    for is_short, detail in SHORTER if is_longer else SHORTER[:1]:
        if _length(main) <= MOST_WORDS:
            break
        phrases = Phrases(advice, has_room=False, is_short=is_short, detail=detail, is_drawn=is_drawn)
        main = _main(phrases)
    after: list[Block] = [block for section in BEFORE_DETAILS for block in section(phrases)]
    after += details.details(phrases, reasons)
    after += [block for section in AFTER_DETAILS for block in section(phrases)]
    drawn = {"mermaid": True} if mermaid else {}
    return Document(_front(phrases, version, drawn), (*main, Break(), *after), phrases.sources())


def _length(blocks: list[Block]) -> int:
    """The words to read, with the numbers that stand before the lines of a list."""
    return word_count(blocks) + sum(len(block.lines) for block in blocks if isinstance(block, Items) and block.is_numbered)


def _main(phrases: Phrases) -> list[Block]:
    return [block for section in MAIN_PART for block in section(phrases)]


def compose_summary(advice: Advice, version: str) -> Document:
    """The one page a minister reads, as a document tree."""
    from wayhome.engine.brief.summary import summary  # no part of a brief

    phrases = Phrases(advice)
    blocks = tuple(summary(phrases))
    front = {**_front(phrases, version, {"summary": True}), "good until": phrases.words("summary.good-until")}
    return Document(front, blocks, phrases.sources()).with_notes_used()


def compose_for_body(advice: Advice, version: str, role: str) -> Document:
    """What an advice asks of one body, as a document tree.

    Raises InputError if there is no such role, or if the edition is not one for other readers than the adviser.
    """
    from wayhome.engine.brief.for_body import for_body  # no part of a brief

    phrases = Phrases(advice)
    main, after = for_body(phrases, role)
    own = {"for": phrases.body_title(role), "good until": phrases.words("summary.good-until")}
    front = {**_front(phrases, version, {"for": role}), **own}
    blocks = (*main, Break(), *after) if after else tuple(main)
    return Document(front, blocks, phrases.sources()).with_notes_used()


def front_matter(advice: Advice, version: str) -> dict[str, object]:
    """What identifies whatever is made of an advice."""
    return _front(Phrases(advice), version, {})


def _front(p: Phrases, version: str, made: Mapping[str, object]) -> dict[str, object]:
    """What identifies the brief, so that `wayhome verify` can make it again; `made` says what was made of the advice."""
    advice, profile = p.advice, p.advice.profile
    questions = [question for question in p.questionnaire.questions.values() if question.core]
    answered = sum(_is_answered(p, question.question) for question in questions)
    options: dict[str, object] = {
        "edition": str(advice.options.edition),
        "date": advice.options.date.text if advice.options.date else None,
        "weights": dict(advice.weights),
    }
    if advice.reviews is not None:
        options["reviews"] = {"entries": advice.reviews.entries, "head": advice.reviews.head}
    if advice.previous is not None:
        options["previous"] = {"sha256": advice.previous.before.profile.digest}
    front: dict[str, object] = {
        "country": f"{profile.country.name} ({profile.country.alpha_3})",
        "edition": p.words(f"edition.{advice.options.edition}"),
        "situation": f"as documented up to {in_words(profile.date)}" if profile.date else "date not given",
        "for": p.recipient,
        "basis": "; ".join(
            word
            for word in (
                p.words("basis.count", answered=str(answered), asked=str(len(questions))),
                plain(profile.basis).text,
            )
            if word
        ),
        "good until": p.words("good-until"),
        "inference": p.words("entry.double" if advice.is_double_entry else "entry.single"),
        "wayhome": version,
        "profile-sha256": profile.digest,
        **advice.library.identity,
        "options": {**options, **made},
    }
    if profile.invented:
        front = {"invented": True, **front}
    if profile.area:
        front = {"area": profile.area, **front}
    return front


def _is_answered(p: Phrases, question: str) -> bool:
    """Answered or narrowed, or asked with nobody knowing: not merely mentioned."""
    answer = p.advice.profile.answers.get(question)
    if answer is None:
        return False
    facts = [spec.id for spec in p.questionnaire.facts.values() if spec.question == question]
    if not facts:
        return bool(answer.items or answer.number or answer.parts)
    settled = (State.ANSWERED, State.STALE, State.CONTESTED, State.NOBODY_KNOWS)
    return any(
        p.advice.given[fact].state in settled
        and (
            p.advice.given[fact].mask != p.questionnaire.facts[fact].domain.full
            or p.advice.given[fact].state is State.NOBODY_KNOWS
        )
        for fact in facts
    )
