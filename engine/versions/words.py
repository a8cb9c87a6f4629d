"""How changes of rules are said: conditions, tables and plain fields, each before and now.

In: two libraries. Out: `Said`s, in the words of the questionnaires.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from wayhome.engine.brief.phrases import listed
from wayhome.engine.brief.sentences import Sentences
from wayhome.engine.explain_text.clauses import asked_in_one_clause
from wayhome.engine.explain_text.fact_words import FactWords
from wayhome.engine.library import Library
from wayhome.engine.rulebook import Row
from wayhome.engine.truth import ALWAYS, NEVER, Condition
from wayhome.engine.version_file import Step
from wayhome.engine.versions.entries import Said
from wayhome.engine.versions.meaning import Answers, Meaning, Turn, Turned, as_condition

Name = Callable[[str], str]
"""An id to what it is called."""


class VersionWords:
    """The words for what changed between two libraries."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning
        self.old, self.new = (FactWords(Sentences(side.wording), side) for side in (meaning.old, meaning.new))

    def condition(self, what: str, so: str, old: Condition | None, new: Condition | None) -> Iterator[Said]:
        """How a condition changed.

        Args:
            what: the part of the rule, as its file calls it.
            so: what is so where it holds, as a sentence without its full stop.
            old: the condition of the old version; left out, it never held.
            new: that of the new one.
        """
        old, new = NEVER if old is None else old, NEVER if new is None else new
        turned = self.meaning.condition(old, new)
        if turned is None:
            return
        examples = [self.where(one) for one in (turned.gained, turned.lost) if one is not None]
        sentence = self._turn(so, turned)
        step = Step.PATCH if turned.turn is Turn.REWORDED else Step.MAJOR
        before, after = self.clause(self.old, old), self.clause(self.new, new)
        yield Said(what, sentence, step, turned.turn, before, after, tuple(examples), turned.through)

    def _turn(self, so: str, turned: Turned) -> str:
        gained = "" if turned.gained is None else self.where(turned.gained)
        lost = "" if turned.lost is None else self.where(turned.lost)
        through = f" {self._through(turned)}" if turned.through else ""
        match turned.turn:
            case Turn.WEAKER:
                return f"{so} in more cases than before; now also, for example, where {gained}.{through}"
            case Turn.STRONGER:
                return f"{so} in fewer cases than before; no longer, for example, where {lost}.{through}"
            case Turn.DIFFERENT:
                told = f"now also, for example, where {gained}; no longer, for example, where {lost}"
                return f"{so} in other cases than before; {told}.{through}"
            case Turn.REWORDED:
                return f"{so} in the same cases as before; the condition is written otherwise."
            case Turn.SETTLED_OTHERWISE:
                told = "in the same cases as before once everything is answered; while answers are open or nobody knows"
                return f"{so} {told}, it may be settled otherwise.{through}"
        return f"{so}: the condition changed. {self._untold()}{through}"

    def table(
        self,
        what: str,
        of: str,
        old: tuple[Row, ...],
        new: tuple[Row, ...],
        within: tuple[tuple[Condition, ...], tuple[Condition, ...]] = ((), ()),
        name: Name = str,
    ) -> Iterator[Said]:
        """How a table changed; `of` says what its values are, `within` where it is asked in the old and the new version."""
        turned = self.meaning.table(old, new, *within)
        if turned is None:
            return
        through = f" {self._through(turned)}" if turned.through else ""
        if turned.turn is Turn.REWORDED:
            yield Said(what, f"{of}: the same as before; the table is written otherwise.", Step.PATCH, turned.turn)
        elif turned.turn is Turn.SETTLED_OTHERWISE:
            told = "the same as before once everything is answered; while answers are open, more or less may be left of it"
            yield Said(what, f"{of}: {told}.", Step.MAJOR, turned.turn)
        elif turned.turn is Turn.UNTOLD:
            yield Said(what, f"{of}: the table changed. {self._untold()}{through}", Step.MAJOR, turned.turn)
        for move in turned.moves:
            before, after, where = name(move.before), name(move.after), self.where(move.where)
            sentence = f"{of}: where it was “{before}” it can now be “{after}”, for example where {where}.{through}"
            yield Said(what, sentence, Step.MAJOR, turned.turn, before, after, (where,), turned.through)

    def field(
        self, what: str, of: str, old: object, new: object, name: Name = str, step: Step = Step.MAJOR
    ) -> Iterator[Said]:
        """How a plain field changed: what came in and what went out of a list, else what it was and what it is."""
        if old == new:
            return
        if isinstance(old, dict) and isinstance(new, dict):  # of what is said way by way, the ways that differ
            old, new = ({way: its[way] for way in its if old.get(way) != new.get(way)} for its in (old, new))
        before, after = _shown(old, name), _shown(new, name)
        if isinstance(old, tuple) and isinstance(new, tuple) and set(old) != set(new) and (old and new):
            told = [
                f"{word} {listed(name(str(one)) for one in ids)}"
                for word, ids in (("now also", _without(new, old)), ("no longer", _without(old, new)))
                if ids
            ]
            yield Said(what, f"{of}: {'; '.join(told)}.", step, None, before, after)
        else:
            yield Said(what, f"{of}: was {before}, is now {after}.", step, None, before, after)

    def where(self, answers: Answers) -> str:
        """Answers in one clause, in the words of the new version as far as it knows what they answer."""
        known = self.new.program.domains | self.new.questionnaire.actor_facts
        ours = {fact: mask for fact, mask in answers.items() if fact in known}
        theirs = {fact: mask for fact, mask in answers.items() if fact not in known}
        said = [
            self.clause(side, as_condition(its, side.library)) for side, its in ((self.new, ours), (self.old, theirs)) if its
        ]
        return ", and ".join(said) or "anything is answered"

    def clause(self, side: FactWords, condition: Condition) -> str:
        """A condition in one clause."""
        if condition == ALWAYS:
            return "always"
        return "never" if condition == NEVER else asked_in_one_clause(side, condition)

    def _through(self, turned: Turned) -> str:
        titles = listed(f"“{finding_title(self.meaning, id_)}”" for id_ in turned.through)
        return f"It is written as it was; what changed is {titles}."

    def _untold(self) -> str:
        subject = self.new.subject(self.meaning.answered_otherwise)
        return f"How cannot be decided, since the answers on “{subject}” are not the same in both."


def finding_title(meaning: Meaning, id_: str) -> str:
    """What a finding is called, in whichever version has it."""
    known = {**meaning.old.rulebook.findings, **meaning.new.rulebook.findings}
    return known[id_].title


def measure_title(library: Library, id_: str) -> str:
    """What a measure is called."""
    words = library.wording.measures.get(id_)
    return words.title if words else id_


def _without(these: Collection[object], those: Collection[object]) -> list[object]:
    return [one for one in these if one not in those]


def _shown(value: object, name: Name) -> str:
    match value:
        case None | () | "":
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return listed(name(str(one)) for one in value)
        case dict():
            return "; ".join(f"{key}: {name(str(one))}" for key, one in value.items()) or "nothing"
    return name(str(value))
