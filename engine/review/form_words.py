"""The headings, labels and words of a form, the same on paper, in a workbook and in Markdown.

In: the sentences of the knowledge. Out: `FormWords`: what stands above each answer, and which words mean which decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wayhome.engine.errors import InputError
from wayhome.engine.responses import Decision
from wayhome.engine.wording import filled

ANSWERS = ("decision", "reasons", "whose", "paid-by", "action", "unit", "by", "own-text")
"""What is answered on a measure, in the order of a form."""
CORRECTIONS = ("proposed", "evidence", "document", "established")
"""What is answered on a fact."""
PERSON = ("name", "role", "date", "overall")
"""What is said of whoever answers, and of the brief as a whole."""
REQUIRED_OF_PERSON = ("name", "role", "date")


@dataclass(frozen=True)
class FormWords:
    """What a form says beside its content."""

    sentences: Mapping[str, str]

    def __call__(self, key: str, **slots: str) -> str:
        """A sentence of the form; raises InputError if the knowledge has none, or one with a slot that nothing fills."""
        try:
            return filled(self.sentences[f"review.{key}"], slots)
        except KeyError as missing:
            what = f"the sentence 'review.{key}' is missing or has an unknown slot ({missing.args[0]!r})"
            raise InputError.at("wording/review.yaml", what) from None

    def answer(self, name: str) -> str:
        """What stands above an answer on a measure."""
        return self(f"head.{name}")

    def correction(self, name: str) -> str:
        """What stands above an answer on a fact."""
        return self(f"facts.head.{name}")

    def person(self, name: str) -> str:
        """What stands beside an answer on the person."""
        return self(f"form.{name}")

    def decision(self, decision: Decision) -> str:
        """The words for a decision."""
        return self(f"decision.{decision}")

    def decision_of(self, typed: str) -> Decision | None:
        """The decision that somebody typed, be it in capitals, with hyphens, or as a participle; None if it is none."""
        plain = " ".join(typed.casefold().replace("-", " ").replace("_", " ").replace(".", " ").replace(",", " ").split())
        for decision in Decision:
            words = self.decision(decision).casefold()
            if plain in (words, f"{words}ed", words.replace("accept", "accepted"), decision.replace("-", " ")):
                return decision
        return None

    @property
    def choices(self) -> list[str]:
        """The words for every decision."""
        return [self.decision(decision) for decision in Decision]
