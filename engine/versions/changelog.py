"""What changed between two versions of rules and knowledge, in meaning, what weighs most first.

In: two libraries. Out: a `Changelog`: an entry for each rule that is new, gone or means something else, how far the versions
have to grow for it, and whether they say so. Of a library and itself nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from wayhome.engine.explain_text.clauses import asked_in_one_clause
from wayhome.engine.library import Library
from wayhome.engine.rulebook import Recommendation, Rulebook
from wayhome.engine.truth import ALWAYS
from wayhome.engine.version_file import Step, after, says
from wayhome.engine.versions.entries import Entry, How, Said, changed
from wayhome.engine.versions.knowledge import knowledge_entries
from wayhome.engine.versions.meaning import Meaning
from wayhome.engine.versions.renamed import renamed
from wayhome.engine.versions.rules import Differ
from wayhome.engine.versions.words import VersionWords

Rule = TypeVar("Rule")


@dataclass(frozen=True)
class Grown:
    """How far a version has to grow for what changed, and how far it did."""

    of: str
    """rulebook or knowledge."""
    before: str
    now: str
    step: Step

    @property
    def suggested(self) -> str:
        """The least version that says what changed; empty if the old one is not known."""
        return after(self.before, self.step) if self.before else ""

    @property
    def warning(self) -> str:
        """What is wrong with the new version; empty if nothing is."""
        if self.step is Step.NONE:
            return ""
        if not self.now or not self.before:
            side = "the new" if not self.now else "the old"
            return f"{side} {self.of} says no version"
        if not says(self.before, self.now, self.step):
            change = f"a {self.step.name.lower()} change"
            return f"the {self.of} says {self.now}, and {change} since {self.before} asks for {self.suggested} at least"
        return ""


@dataclass(frozen=True)
class Changelog:
    """All that changed."""

    old: Library
    new: Library
    entries: tuple[Entry, ...]
    """Of the rules, what weighs most first."""
    knowledge: tuple[Entry, ...]
    """Of questions and words."""

    @property
    def grown(self) -> tuple[Grown, Grown]:
        """The versions of rules and knowledge."""
        return (
            Grown("rulebook", self.old.rulebook_version, self.new.rulebook_version, _most(self.entries)),
            Grown("knowledge", self.old.knowledge_version, self.new.knowledge_version, _most(self.knowledge)),
        )


def changelog(old: Library, new: Library) -> Changelog:
    """Compare two libraries, as far as their rules are in force."""
    meaning = Meaning(old, new, renamed(old, new))
    teller = _Teller(VersionWords(meaning))
    rules = _sorted(teller.entries())
    return Changelog(old, new, rules, _sorted(knowledge_entries(teller.w)))


KINDS = (
    "recommendation",
    "measure",
    "precondition",
    "finding",
    "implication",
    "actor",
    "guard",
    "weights",
    "gate",
    "headline",
    "step",
    "contradiction",
    "question",
    "measure's words",
    "passage",
)
"""What is told first, where two changes weigh the same."""


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    hows = list(How)
    return tuple(sorted(entries, key=lambda one: (-one.step, one.is_echo, KINDS.index(one.kind), hows.index(one.how))))


def _most(entries: Iterable[Entry]) -> Step:
    return max((one.step for one in entries), default=Step.NONE)


class _Teller:
    def __init__(self, words: VersionWords) -> None:
        self.w = words
        self.differ = Differ(words)
        self.names = words.meaning.names
        self.old, self.new = self.names.links(words.meaning.old.rulebook), words.meaning.new.rulebook

    def entries(self) -> Iterator[Entry]:
        """Every kind of rule."""
        d, old, new = self.differ, self.old, self.new
        yield from self._kind("recommendation", old.recommendations, new.recommendations, d.recommendation)
        yield from self._kind("measure", old.measures, new.measures, d.measure)
        yield from self._findings()
        implications = _by_id(old.implications), _by_id(new.implications)
        yield from self._kind("implication", implications[0], implications[1], d.implication, new_is=Step.MAJOR)
        yield from self._kind("finding", old.some_actor, new.some_actor, d.some_actor)
        yield from self._kind("actor", old.actor_rules, new.actor_rules, d.actor_rule)
        yield from self._kind("guard", old.guards, new.guards, d.guard)
        yield from self._kind("step", _by_id(old.steps), _by_id(new.steps), d.step, new_is=Step.MAJOR)
        told = _by_id(old.contradictions), _by_id(new.contradictions)
        yield from self._kind("contradiction", told[0], told[1], d.contradiction, new_is=Step.PATCH, gone_is=Step.PATCH)
        yield from self._single("weights", "The weights of the criteria", self._weights())
        gates = [tuple(" or ".join(group) for group in side.gate) for side in (old, new)]
        gate = self.w.field("gate", "Answers the ministerial edition needs", gates[0], gates[1])
        yield from self._single("gate", "What the ministerial edition needs", gate)
        headline = self.w.field("headline", "Finding that chooses it", old.headline, new.headline, d.finding_name)
        yield from self._single("headline", "The headline", headline)
        yield from self._drafts()

    def _kind(
        self,
        kind: str,
        old: Mapping[str, Rule],
        new: Mapping[str, Rule],
        differ: Callable[[Rule, Rule], Iterator[Said]],
        *,
        new_is: Step = Step.MINOR,
        gone_is: Step = Step.MAJOR,
    ) -> Iterator[Entry]:
        """The rules of a kind that are not the same in both versions."""
        names = self.names.of("finding" if kind == "precondition" else kind)
        for id_, rule in {**old, **new}.items():
            title = self._title(kind, id_, rule)
            if id_ in names.values():
                continue
            if id_ in names:
                yield self._renamed(kind, id_, names[id_], title, gone_is)
            elif id_ not in old:
                said = (*self._of_aside(kind, id_, new_is), *self._of_new(rule))
                yield Entry(kind, id_, title, How.NEW, new_is, said)
            elif id_ not in new:
                yield self._gone(kind, id_, title, gone_is)
            else:
                said = tuple(differ(old[id_], new[id_]))
                if said:
                    yield changed(kind, id_, title, said)

    def _findings(self) -> Iterator[Entry]:
        for kind, is_precondition in (("precondition", True), ("finding", False)):
            sides = [
                {id_: one for id_, one in side.findings.items() if one.is_precondition is is_precondition}
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

    def _renamed(self, kind: str, id_: str, now: str, title: str, step: Step) -> Entry:
        sentence = f"It is now called {now}."
        if kind in _CAN_RETIRE:
            sentence += f" An old brief that names {id_} leads nowhere: keep it with `status: retired, replaced_by: {now}`."
        return Entry(kind, id_, title, How.RENAMED, step, (Said("id", sentence, step),), now)

    def _gone(self, kind: str, id_: str, title: str, step: Step) -> Entry:
        aside = next((one for one in self.new.set_aside if one.id == id_ and _is_of(kind, one.kind)), None)
        if aside is None:
            said = "It is gone. An old brief that names it leads nowhere: keep it with `status: retired` instead."
            sentence, how = (said, How.REMOVED) if kind in _CAN_RETIRE else ("It is gone.", How.REMOVED)
        elif aside.in_force == "draft":
            sentence, how = "It is a draft now and advises nothing for the time being.", How.DRAFT
        else:
            by = f"; {aside.replaced_by} stands in its place" if aside.replaced_by else ""
            sentence, how = f"It advises nothing any more{by}.", How.RETIRED
        other = aside.replaced_by if aside and how is How.RETIRED else ""
        return Entry(kind, id_, title, how, step, (Said("status", sentence, step),), other)

    def _drafts(self) -> Iterator[Entry]:
        """Rules that are written, and did not stand in the old version at all."""
        known = {(one.kind, one.id) for one in self.old.set_aside}
        known |= {(kind, id_) for kind, ids in _in_force(self.old).items() for id_ in ids}
        for one in self.new.set_aside:
            if (one.kind, one.id.partition("@")[0]) not in known and one.in_force == "draft":
                title = one.title or self._title(one.kind, one.id, one)
                said = Said("status", "It is written, and advises nothing yet.", Step.PATCH)
                yield Entry(_KIND_OF.get(one.kind, one.kind), one.id, title, How.DRAFT, Step.PATCH, (said,))

    def _title(self, kind: str, id_: str, rule: object) -> str:
        sides = self.w.meaning.old.wording, self.w.meaning.new.wording
        if kind == "measure":
            return {**sides[0].measures, **sides[1].measures}[id_].title
        if kind == "guard":
            return {**sides[0].guards, **sides[1].guards}[id_].title
        return str(getattr(rule, "title", id_))

    def _of_aside(self, kind: str, id_: str, step: Step) -> Iterator[Said]:
        """Of a rule that stood in the old version and advised nothing, what it was there."""
        aside = next((one for one in self.old.set_aside if one.id == id_ and _is_of(kind, one.kind)), None)
        if aside is not None:
            was = "a draft" if aside.in_force == "draft" else "retired"
            yield Said("status", f"It was {was}, and is in force now.", step)

    def _of_new(self, rule: object) -> Iterator[Said]:
        """Of a new recommendation, when it is advised."""
        if isinstance(rule, Recommendation):
            for what, so, condition in (("need", "It is needed", rule.need), ("fits", "It fits", rule.fits)):
                if condition != ALWAYS:
                    clause = asked_in_one_clause(self.w.new, condition)
                    yield Said(what, f"{so} where {clause}.", Step.MINOR, after=clause)


_KIND_OF = {"recommend": "recommendation"}
"""The kinds of entries as a changelog calls them, where that is not how they begin."""
_CAN_RETIRE = ("recommendation", "measure", "implication", "actor", "finding", "guard")


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Known = TypeVar("Known", bound=_HasId)


def _by_id(rules: Iterable[Known]) -> dict[str, Known]:
    return {rule.id: rule for rule in rules}


def _is_of(kind: str, begins: str) -> bool:
    return _KIND_OF.get(begins, begins) == kind


def _in_force(rulebook: Rulebook) -> dict[str, list[str]]:
    """The rules of kinds that can be drafts, by the word their entries begin with."""
    return {
        "recommend": list(rulebook.recommendations),
        "measure": list(rulebook.measures),
        "actor": list(rulebook.actor_rules),
        "implication": [rule.id.partition("@")[0] for rule in rulebook.implications],
        "finding": list(rulebook.findings),
        "guard": list(rulebook.guards),
    }
