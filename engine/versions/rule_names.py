"""What rules, bodies, facts and texts are called that rules name, in whichever of two versions they stand.

In: `VersionWords`, and ids. Out: titles, in quotation marks.
"""

from __future__ import annotations

from wayhome.engine.rulebook import Rulebook
from wayhome.engine.versions.words import VersionWords, finding_title, measure_title


class RuleNames:
    """The names of what stands in either of two versions."""

    def __init__(self, words: VersionWords) -> None:
        self.w = words
        self.old, self.new = words.meaning.old, words.meaning.new

    def recommendation_name(self, id_: str) -> str:
        """What a recommendation is called."""
        known = {**self.old.rulebook.recommendations, **self.new.rulebook.recommendations}
        return f"“{known[id_].title}”"

    def measure_name(self, id_: str) -> str:
        """What a measure is called."""
        return f"“{measure_title(self.new if id_ in self.new.wording.measures else self.old, id_)}”"

    def role_name(self, id_: str) -> str:
        """What a role is called."""
        known = {**self.old.questionnaire.roles, **self.new.questionnaire.roles}
        return known[id_].title if id_ in known else id_

    def guard_name(self, id_: str) -> str:
        """What a sentence of care is called."""
        known = {**self.old.wording.guards, **self.new.wording.guards}
        return f"“{known[id_].title}”"

    def passage_name(self, id_: str) -> str:
        """What a passage is called."""
        known = {**self.old.passages, **self.new.passages}
        return f"“{known[id_].title}”"

    def finding_name(self, id_: str) -> str:
        """What a finding is called."""
        return f"“{finding_title(self.w.meaning, id_)}”"

    def fact_name(self, id_: str) -> str:
        """What a fact is about."""
        known = self.new.program.domains
        return f"“{(self.w.new if id_ in known else self.w.old).subject(id_)}”"

    def question_name(self, id_: str) -> str:
        """What a question is called."""
        known = {**self.old.questionnaire.questions, **self.new.questionnaire.questions}
        return f"“{known[id_].name}”"

    def sector_name(self, id_: str) -> str:
        """What a sector is called."""
        known = {**self.old.questionnaire.sectors, **self.new.questionnaire.sectors}
        return f"“{known[id_].title}”"

    def task_name(self, id_: str) -> str:
        """What a standing task is called."""
        known = {**self.old.wording.steps, **self.new.wording.steps}
        return f"“{known[id_].short or known[id_].text}”" if id_ in known else id_

    def gate(self, book: Rulebook) -> tuple[str, ...]:
        """The answers the ministerial edition needs, those in one of which is enough together."""
        return tuple(" or ".join(map(self.question_name, group)) for group in book.gate)
