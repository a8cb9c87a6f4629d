"""What changed between two versions of rules and knowledge, in meaning, what weighs most first.

In: two libraries. Out: a `Changelog`: an entry for each rule that is new, gone or means something else, how far the versions
have to grow for it, and whether they say so. Of a library and itself nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wayhome.engine.changes.renamed import renamed
from wayhome.engine.library import Library
from wayhome.engine.version_file import Step, after, says
from wayhome.engine.versions.aligned import aligned
from wayhome.engine.versions.entries import Behind, Entry, How
from wayhome.engine.versions.knowledge import knowledge_entries
from wayhome.engine.versions.meaning import Meaning
from wayhome.engine.versions.rule_entries import rule_entries
from wayhome.engine.versions.words import VersionWords
from wayhome.engine.versions.written import WrittenRules


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
    def of_rules(self) -> tuple[Entry, ...]:
        """The entries of rules that are not as they were, and not only through the knowledge."""
        return tuple(one for one in self.entries if not one.by_knowledge)

    @property
    def grown(self) -> tuple[Grown, Grown]:
        """The versions of rules and knowledge."""
        through_knowledge = [one for one in self.entries if one.by_knowledge]
        told = _most((*self.knowledge, *through_knowledge))
        return (
            Grown("rulebook", self.old.rulebook_version, self.new.rulebook_version, _most(self.of_rules)),
            Grown("knowledge", self.old.knowledge_version, self.new.knowledge_version, told),
        )


def changelog(old: Library, new: Library) -> Changelog:
    """Compare two libraries, as far as their rules are in force."""
    side = aligned(old, new)
    w = VersionWords(Meaning(side.library, new, renamed(side.library, new)))
    written = WrittenRules(old, new)
    return Changelog(old, new, _sorted(rule_entries(w, written)), _sorted(knowledge_entries(w, old, side.questions)))


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
    "scale",
    "qualifier",
    "role",
    "sector",
    "section",
    "passage",
    "measure's words",
    "guard's words",
    "step's words",
    "precondition's words",
    "sentence",
    "page's words",
    "inventory row",
)
"""What is told first, where two changes weigh the same."""


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    hows, behind = list(How), list(Behind)
    return tuple(
        sorted(
            entries,
            key=lambda one: (-one.step, behind.index(one.behind), KINDS.index(one.kind), hows.index(one.how)),
        )
    )


def _most(entries: Iterable[Entry]) -> Step:
    return max((one.step for one in entries), default=Step.NONE)
