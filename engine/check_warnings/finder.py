"""A warning, and what every search for warnings works with.

In: `Phrases` of an advice. Out: a `Finder`, which words a warning and gives it its place in the file.
"""

from __future__ import annotations

from wayhome.engine.advise import Advice
from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.errors import Place
from wayhome.engine.explain_text.words import Words
from wayhome.engine.profile import Answer
from wayhome.engine.questionnaire import NotKnown
from wayhome.engine.sources import Strict


class CheckWarning(Strict):
    """One thing that deserves a second look."""

    file: str
    line: int
    column: int
    kind: str
    """country, date, start or horizon (the head and the frame); irrelevant, conflict or contradiction (answers against each
    other); none or source (evidence that is missing); stale or old (its age); range or future (numbers and dates); sources
    (the list of sources itself)."""
    question: str | None
    what: str
    mend: str


class Finder:
    """The profile with all that follows from it, and the words for what is found."""

    def __init__(self, p: Phrases) -> None:
        self.p = p
        self.advice: Advice = p.advice
        self.profile = p.advice.profile
        self.questionnaire = p.questionnaire
        self.words = Words(p)

    def warning(self, kind: str, question: str | None, mend: str = "", **slots: str) -> CheckWarning:
        """A warning on a question, or on the profile as a whole.

        Args:
            kind: its kind, perhaps with a dot and a variant; the sentence `check.KIND.what` says it.
            question: where it stands.
            mend: the kind whose `check.KIND.mend` says how to mend it, if not the same.
            slots: what the sentences leave open.
        """
        return self.at(self.profile.places.get(question or ""), kind, question, mend, **slots)

    def at(self, place: Place | None, kind: str, question: str | None = None, mend: str = "", **slots: str) -> CheckWarning:
        """The same at a place of the file; at its beginning if there is none."""
        place = place or Place(self.profile.file, 1, 1)
        return CheckWarning(
            file=place.file,
            line=place.line,
            column=place.column,
            kind=kind.partition(".")[0],
            question=question,
            what=self.p.words(f"check.{kind}.what", **slots),
            mend=self.p.words(f"check.{mend or kind}.mend", **slots),
        )

    def is_irrelevant(self, question: str) -> bool:
        """Whether a question certainly does not arise, so that nothing else need be said of its answer."""
        return question in self.advice.evaluation.irrelevant


def says(answer: Answer) -> bool:
    """Whether something was said beyond not having asked, or wanting silence."""
    silent = (NotKnown.NOT_ASKED, NotKnown.WITHHELD)
    return any(part.state not in silent for part in answer.parts.values())
