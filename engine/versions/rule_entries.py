"""An entry for each rule that is new, gone or means something else.

In: `VersionWords`, and the rules as they are written. Out: `Entry`s in no order that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from wayhome.engine.explain_text.clauses import asked_in_one_clause
from wayhome.engine.rulebook import Recommendation
from wayhome.engine.truth import ALWAYS
from wayhome.engine.version_file import Step
from wayhome.engine.versions.aside import CAN_RETIRE, Aside
from wayhome.engine.versions.entries import Entry, How, Said, changed
from wayhome.engine.versions.order import order_of_implications, order_of_measures
from wayhome.engine.versions.rules import Differ
from wayhome.engine.versions.words import VersionWords
from wayhome.engine.versions.written import WrittenRules

Rule = TypeVar("Rule")


def rule_entries(w: VersionWords, written: WrittenRules) -> Iterator[Entry]:
    """Every kind of rule, and the rules that advise nothing."""
    teller = _Teller(w, written)
    for entry in (*teller.entries(), *teller.aside.entries()):
        is_changed = entry.how in (How.CHANGED, How.REWORDED)
        yield replace(entry, by_knowledge=is_changed and written.is_through_knowledge(entry))


class _Teller:
    def __init__(self, words: VersionWords, written: WrittenRules) -> None:
        self.w = words
        self.differ = Differ(words)
        self.aside = Aside(words.meaning.old, words.meaning.new, written)
        self.names = words.meaning.names
        self.old, self.new = self.names.links(words.meaning.old.rulebook), words.meaning.new.rulebook

    def entries(self) -> Iterator[Entry]:
        """Every kind of rule that is in force."""
        d, old, new = self.differ, self.old, self.new
        yield from self._kind("recommendation", old.recommendations, new.recommendations, d.recommendation)
        yield from self._kind("measure", old.measures, new.measures, d.measure, also=order_of_measures(self.w))
        yield from self._findings()
        implications = _by_id(old.implications), _by_id(new.implications)
        order = order_of_implications(self.w)
        yield from self._kind("implication", *implications, d.implication, new_is=Step.MAJOR)
        for id_, said in order.items():
            title = next(rule.title for rule in new.implications if rule.id.partition("@")[0] == id_)
            yield changed("implication", id_, title, tuple(said))
        yield from self._kind("finding", old.some_actor, new.some_actor, d.some_actor)
        yield from self._kind("actor", old.actor_rules, new.actor_rules, d.actor_rule)
        yield from self._kind("guard", old.guards, new.guards, d.guard)
        yield from self._kind("step", _by_id(old.steps), _by_id(new.steps), d.step, new_is=Step.MAJOR)
        told = _by_id(old.contradictions), _by_id(new.contradictions)
        yield from self._kind("contradiction", *told, d.contradiction, new_is=Step.PATCH, gone_is=Step.PATCH)
        yield from self._single("weights", "The weights of the criteria", self._weights())
        gate = self.w.field("gate", "Answers the ministerial edition needs", d.gate(old), d.gate(new))
        yield from self._single("gate", "What the ministerial edition needs", gate)
        headline = self.w.field("headline", "Finding that chooses it", old.headline, new.headline, d.finding_name)
        yield from self._single("headline", "The headline", headline)

    def _kind(
        self,
        kind: str,
        old: Mapping[str, Rule],
        new: Mapping[str, Rule],
        differ: Callable[[Rule, Rule], Iterator[Said]],
        *,
        new_is: Step = Step.MINOR,
        gone_is: Step = Step.MAJOR,
        also: Mapping[str, list[Said]] | None = None,
    ) -> Iterator[Entry]:
        """The rules of a kind that are not the same in both versions; `also` is what is said of them besides, by id."""
        names = self.names.of("finding" if kind == "precondition" else kind)
        for id_, rule in {**old, **new}.items():
            title = self._title(kind, id_, rule)
            if id_ in names.values():
                continue
            if id_ in names:
                yield self._renamed(kind, id_, names[id_], title, gone_is, new[names[id_]])
            elif id_ not in old:
                said = (*self.aside.said_of_new(kind, id_, new_is), *self._of_new(rule))
                yield Entry(kind, id_, title, How.NEW, new_is, said)
            elif id_ not in new:
                yield self.aside.gone(kind, id_, title, gone_is)
            else:
                said = tuple(differ(old[id_], new[id_]))
                said = (*said, *self.differ.rest(old[id_], new[id_], said), *(also or {}).get(id_, ()))
                if said:
                    yield changed(kind, id_, title, said)

    def _findings(self) -> Iterator[Entry]:
        """Preconditions, then other findings; one that is of the other kind now is told as what it is now."""
        both = {**self.old.findings, **self.new.findings}
        for kind, is_precondition in (("precondition", True), ("finding", False)):
            sides = [
                {id_: one for id_, one in side.findings.items() if both[id_].is_precondition is is_precondition}
                for side in (self.old, self.new)
            ]
            yield from self._kind(kind, sides[0], sides[1], self.differ.finding)

    def _single(self, kind: str, title: str, said: Iterator[Said]) -> Iterator[Entry]:
        found = tuple(said)
        if found:
            yield changed(kind, "", title, found)

    def _weights(self) -> Iterator[Said]:
        for name in {**self.old.weights, **self.new.weights}:
            yield from self.w.field("weights", f"Weight of {name}", self.old.weights.get(name), self.new.weights.get(name))
        yield from self.w.condition("means", "There is money of the State's own", self.old.means, self.new.means)

    def _renamed(self, kind: str, id_: str, now: str, title: str, step: Step, rule: object) -> Entry:
        sentence = f"It is now called {now}."
        if kind in CAN_RETIRE:
            sentence += f" An old brief that names {id_} leads nowhere: keep it with `status: retired, replaced_by: {now}`."
        said = [Said("id", sentence, step)]
        said += self.w.field("title", "Title", f"“{title}”", f"“{self._title(kind, now, rule)}”", step=Step.PATCH)
        return Entry(kind, id_, title, How.RENAMED, step, tuple(said), now)

    def _title(self, kind: str, id_: str, rule: object) -> str:
        sides = self.w.meaning.old.wording, self.w.meaning.new.wording
        if kind == "measure":
            return {**sides[0].measures, **sides[1].measures}[id_].title
        if kind == "guard":
            return {**sides[0].guards, **sides[1].guards}[id_].title
        return str(getattr(rule, "title", id_))

    def _of_new(self, rule: object) -> Iterator[Said]:
        """Of a new recommendation, when it is advised."""
        if isinstance(rule, Recommendation):
            for what, so, condition in (("need", "It is needed", rule.need), ("fits", "It fits", rule.fits)):
                if condition != ALWAYS:
                    clause = asked_in_one_clause(self.w.new, condition)
                    yield Said(what, f"{so} where {clause}.", Step.MINOR, after=clause)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Known = TypeVar("Known", bound=_HasId)


def _by_id(rules: Iterable[Known]) -> dict[str, Known]:
    return {rule.id: rule for rule in rules}
