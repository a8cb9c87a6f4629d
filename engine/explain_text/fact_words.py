"""Facts and values in words a domain expert reads, whatever the profile: labels and clauses of the questionnaire.

In: `Sentences` and a `Library`. Out: words.
"""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.engine.brief.phrases import listed
from wayhome.engine.brief.sentences import Sentences
from wayhome.engine.library import Library
from wayhome.engine.questionnaire import CATEGORY, Question
from wayhome.engine.truth import Domain

MOST_ROWS = 8


class FactWords:
    """The words for facts of the country, and of each body in a list (`actor.*`)."""

    def __init__(self, sentences: Sentences, library: Library) -> None:
        self.p = sentences
        self.library = library
        self.questionnaire = library.questionnaire
        self.program = library.program

    def domain(self, fact: str) -> Domain:
        """The values a fact can take."""
        of_body = self.questionnaire.actor_facts.get(fact)
        return of_body.domain if of_body else self.program.domains[fact]

    def row(self, fact: str) -> tuple[str, str]:
        """The line of a list or grid a fact belongs to, and what it says of that line; empty for a single answer."""
        question = self.questionnaire.question_of(fact)
        rest = fact.removeprefix(question.question).removeprefix(".")
        row, _, derived = rest.partition(".")
        grid = question.grid or question.dates
        labels = grid.rows if grid else question.options
        if question.names:
            labels = {role: self.questionnaire.roles[role].title for role in self.questionnaire.actor_roles}
        if question.repeat:
            labels = question.repeat.fields[CATEGORY].values
        return (labels[row], derived) if row in labels else ("", rest)

    def subject(self, fact: str) -> str:
        """What a fact is about."""
        book = self.library.rulebook
        finding = book.findings.get(fact) or book.some_actor.get(fact)
        if finding:
            return self.p.words("explain.finding", title=finding.title, id=fact)
        if fact in self.questionnaire.actor_facts:
            return self.questionnaire.actor_facts[fact].label
        name = self.questionnaire.question_of(fact).name
        row, about = self.row(fact)
        if row:
            return self.p.words("explain.row.dated" if about else "explain.row", name=name, row=row)
        for qualifier in self.questionnaire.qualifiers_of(self.questionnaire.question_of(fact)):
            if about == qualifier.qualifier or about in qualifier.dates:
                return self.p.words("explain.qualifier", name=name, text=qualifier.text)
        return self.p.words("explain.counted", name=name) if about == "counted" else name

    def value(self, fact: str, value: str) -> str:
        """One value of a fact, as words after a colon."""
        if fact in self.questionnaire.actor_facts:
            return self.questionnaire.actor_facts[fact].clauses.get(value) or value
        if fact not in self.questionnaire.facts:
            key = f"explain.finding.{value}"
            return self.p.words(key) if key in self.p.wording.sentences else value.replace("-", " ")
        question, (row, about) = self.questionnaire.question_of(fact), self.row(fact)
        kind = about or (question.kind if row else "")
        key = f"explain.value.{kind}.{value}"
        if key in self.p.wording.sentences:
            return self.p.words(key)
        if question.number and fact == question.question:
            return self._band(question, value)
        spec = self.questionnaire.facts[fact]
        return spec.clauses.get(value) or value

    def _band(self, question: Question, band: str) -> str:
        """A band of a number, by its limits."""
        assert question.number is not None
        below = 0
        for entry in question.number.bands:
            slots = {"least": f"{below:,}", "most": f"{(entry.below or 1) - 1:,}", "unit": question.number.unit}
            if entry.band == band:
                key = "last" if entry.below is None else "between" if below else "first"
                return self.p.words(f"explain.band.{key}", **slots)
            below = entry.below or below
        return band

    def wanted(self, fact: str, values: Sequence[str]) -> str:
        """The values a rule asks for, as short as they can be said."""
        domain = self.domain(fact)
        left = [value for value in domain.values if value not in values]
        if len(values) > 2:
            limit = _limit(domain, values)
            if limit:
                return self.p.words(f"explain.{limit[0]}", value=self.value(fact, limit[1]))
            if len(left) <= 2:
                return self.p.words("explain.anything-but", values=self.either(self.quoted(fact, left)))
        return self.p.words("explain.or").join(self.value(fact, value) for value in values)

    def quoted(self, fact: str, values: Sequence[str]) -> list[str]:
        """Values in quotation marks."""
        return [self.p.words("explain.quoted", text=self.value(fact, value)) for value in values]

    def either(self, words: Sequence[str]) -> str:
        """`a, b or c`, for words without commas of their own."""
        first, last = ", ".join(words[:-1]), words[-1]
        return self.p.words("explain.either", first=first, last=last) if first else last

    def asks(self, fact: str, values: Sequence[str]) -> str:
        """What a rule asks of a fact, in a clause: `referral of returnees: each body acts alone`."""
        return self.p.words("explain.says", subject=self.subject(fact), values=self.wanted(fact, values))

    def shortened(self, rows: Sequence[str]) -> str:
        """Lines of a list in quotation marks, cut where a person would stop reading."""
        quoted = [self.p.words("explain.quoted", text=row) for row in rows]
        if len(quoted) <= MOST_ROWS:
            return listed(quoted)
        left = len(quoted) - MOST_ROWS + 1
        return self.p.words("explain.and-more", rows=", ".join(quoted[: MOST_ROWS - 1]), count=str(left))


def _limit(domain: Domain, values: Sequence[str]) -> tuple[str, str] | None:
    """The limit that says the same as these values: everything from a level on, or everything short of one."""
    for i, level in enumerate(domain.order):
        if list(values) == list(domain.order[i:]) and i:
            return "at-least", level
        if list(values) == list(domain.order[:i]):
            return "short-of", level
    return None
