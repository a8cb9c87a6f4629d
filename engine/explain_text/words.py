"""What one profile says, in words a domain expert reads: answers with evidence, source and what is uncertain about them.

In: `Phrases`. Out: words and lines. Outside the confidential edition a withheld fact is left out wherever it would stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wayhome.engine.advise import Edition
from wayhome.engine.brief.phrases import Phrases, capital, listed, spaced
from wayhome.engine.brief.tree import Line, Text, plain
from wayhome.engine.dates import in_words
from wayhome.engine.explain import Reason, reason_for
from wayhome.engine.explain_text.fact_words import FactWords
from wayhome.engine.facts import State
from wayhome.engine.profile import Answer
from wayhome.engine.questionnaire import Question
from wayhome.engine.truth import Condition


class Words(FactWords):
    """The words of one explanation."""

    def __init__(self, p: Phrases) -> None:
        super().__init__(p, p.advice.library)
        self.p: Phrases = p
        self.advice = p.advice
        self.is_area = p.advice.profile.area is not None

    def is_hidden(self, fact: str) -> bool:
        """Whether this edition keeps silent about a fact."""
        return self.advice.options.edition is not Edition.CONFIDENTIAL and self.advice.is_withheld(fact)

    def seen(self, facts: Iterable[str]) -> list[str]:
        """The facts this edition speaks of, each once."""
        return [fact for fact in dict.fromkeys(facts) if not self.is_hidden(fact)]

    def reason(self, condition: Condition) -> Reason | None:
        """A condition with the truth of its parts, without what this edition keeps silent about."""
        return self._visible(reason_for(condition, self.advice.evaluation, self.program))

    def _visible(self, reason: Reason) -> Reason | None:
        if reason.kind == "test":
            return None if self.is_hidden(reason.fact) else reason
        parts = tuple(part for part in map(self._visible, reason.parts) if part)
        if reason.parts and not parts:
            return None
        return Reason(reason.kind, reason.truth, parts, at_least=min(reason.at_least, len(parts)))

    # names

    def body(self, role: str) -> str:
        """The real name of a body if the profile gives it, else its role."""
        name = self.advice.profile.actor(role)
        return plain(name).text if name else self.questionnaire.roles[role].title

    def ask(self, question: Question) -> str:
        """Whom to ask: the first answers, the second is a second voice."""
        first, *others = dict.fromkeys(self.body(role) for role in question.ask)
        return self.p.words("explain.ask", first=first, others=listed(others)) if others else first

    def title(self, id_: str) -> str:
        """The title of a recommendation, measure or finding."""
        book, wording = self.advice.library.rulebook, self.p.wording
        if id_ in wording.preconditions:
            return wording.preconditions[id_].title
        if id_ in book.recommendations:
            return book.recommendations[id_].title
        return book.findings[id_].title if id_ in book.findings else wording.measures[id_].title

    def found(self, fact: str, values: Sequence[str]) -> str:
        """The values an answer leaves open."""
        domain = self.domain(fact)
        left = [value for value in domain.values if value not in values]
        if not left:
            return self.p.words("explain.unknown")
        if len(values) > 2 and len(left) <= 2:
            return self.p.words(
                f"explain.not-{len(left)}", **dict(zip(("first", "second"), self.quoted(fact, left), strict=False))
            )
        return self.p.words("explain.or").join(self.value(fact, value) for value in values)

    def known(self, fact: str) -> str:
        """What is known of a fact, in a clause."""
        values = self.domain(fact).names(self.advice.evaluation.facts[fact])
        return self.p.words("explain.says", subject=self.subject(fact), values=self.found(fact, values))

    # answers

    def answers(self, facts: Iterable[str]) -> list[Line]:
        """What is known of facts, a line each question, with evidence, source and what is uncertain about it."""
        by_question: dict[str, list[str]] = {}
        for fact in self.seen(facts):
            by_question.setdefault(self.questionnaire.facts[fact].question, []).append(fact)
        return [self._answer(self.questionnaire.questions[id_], found) for id_, found in by_question.items()]

    def _answer(self, question: Question, facts: list[str]) -> Line:
        answer = self.advice.profile.answers.get(question.question)
        given = [self.advice.given[fact].state for fact in facts]
        parts: list[Line] = [(Text(f"{capital(self.states(facts))}."),)]
        if question.question in self.advice.evaluation.irrelevant:
            parts.append(self.p.say("explain.skipped"))
        parts += self.doubts(facts)
        parts += [self.p.say("explain.narrowed", titles=title) for title in self._rules_on(facts)]
        if answer and any(state not in (State.NOT_ASKED, State.NOT_RAISED, State.ELSEWHERE) for state in given):
            parts += self._evidence(answer)
        return spaced(parts)

    def doubts(self, facts: Iterable[str]) -> list[Line]:
        """What makes an answer uncertain: its age, or voices that differ."""
        states = {self.advice.given[fact].state: fact for fact in facts}
        found: list[Line] = []
        if State.STALE in states:
            found.append(self.p.say("explain.stale"))
        if State.CONTESTED in states:
            fact = states[State.CONTESTED]
            voices = (self._voice(fact, voice.who, voice.value) for voice in self.advice.profile.answers[fact].voices)
            found.append(self.p.say("explain.voices", voices="; ".join(voices)))
        return found

    def _evidence(self, answer: Answer) -> list[Line]:
        """Evidence and date of an answer."""
        source = self.p.say("explain.source", notes=self.p.notes(answer)) if answer.sources else ()
        parts = [self.p.evidence(answer) or source]
        if answer.date and answer.date.text[:4] not in answer.evidence:
            parts.append(self.p.say("explain.as-of", date=in_words(answer.date)))
        return parts

    def _voice(self, fact: str, who: str, said: str | list[str]) -> str:
        values = [said] if isinstance(said, str) else said
        return self.p.words(
            "explain.voice", who=plain(who).text, values=self.p.words("explain.or").join(self.value(fact, v) for v in values)
        )

    def _rules_on(self, facts: list[str]) -> list[str]:
        """Titles of the implications that narrowed these facts."""
        titles = {rule.id: rule.title for rule in self.advice.library.rulebook.implications}
        return list(dict.fromkeys(titles[rule] for rule, fact in self.advice.evaluation.applied if fact in facts))

    def states(self, facts: Sequence[str]) -> str:
        """Facts of one question in a clause; lines of a list that say the same are put together."""
        rows = {fact: self.row(fact)[0] for fact in facts}
        if len(facts) == 1 or not all(rows.values()):
            says = (self.p.words("explain.says", subject=self.subject(fact), values=self.state(fact)) for fact in facts)
            return "; ".join(says)
        told: dict[str, list[str]] = {}
        for fact in facts:
            told.setdefault(self.state(fact), []).append(rows[fact])
        groups = (
            self.p.words("explain.rows.say", says=capital(says), rows=self.shortened(its)) for says, its in told.items()
        )
        return self.p.words("explain.rows", name=self.p.question_of(facts[0]).name, groups=". ".join(groups))

    def state(self, fact: str) -> str:
        """The values left of a fact, or in which way it is not known."""
        values = self.domain(fact).names(self.advice.evaluation.facts[fact])
        state = self.advice.given[fact].state
        if len(values) == len(self.domain(fact).values) and state is not State.CONTESTED:
            key = f"explain.state.{state}"
            return self.p.words(key if key in self.p.wording.sentences else "explain.unknown")
        return self.found(fact, values)
