"""What a changelog is made of: one entry a rule that is new, gone or changed, with what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wayhome.engine.version_file import Step
from wayhome.engine.versions.meaning import Turn


class How(StrEnum):
    """What happened to a rule, the foremost first."""

    CHANGED = "changed"
    RETIRED = "retired"
    """It advises no more; its id is kept."""
    RENAMED = "renamed"
    """It has another id, and nothing else changed."""
    FALLEN = "fallen"
    """A measure that is written as it was, and of whose parts none advises any more."""
    REMOVED = "removed"
    """It is gone, and nothing says what became of it."""
    NEW = "new"
    DRAFT = "draft"
    """It is there and advises nothing, not yet or not any more."""
    REWORDED = "reworded"
    """Other words, the same meaning."""


class Behind(StrEnum):
    """What changed where a rule decides otherwise, the foremost first."""

    ITSELF = "itself"
    FINDING = "finding"
    """One that it reads; the rule is written as it was."""
    KNOWLEDGE = "knowledge"


@dataclass(frozen=True)
class Said:
    """One thing that changed in a rule."""

    what: str
    """Which part of the rule, as its file calls it."""
    sentence: str
    step: Step
    turn: Turn | None = None
    """Of a condition or a table: how the new one stands to the old one."""
    before: str = ""
    after: str = ""
    examples: tuple[str, ...] = ()
    """Answers with which the two versions differ, one for each way in which they do."""
    through: tuple[str, ...] = ()
    """Findings through which it changed; the rule itself is written as it was."""


@dataclass(frozen=True)
class Entry:
    """One rule, and what is said of it."""

    kind: str
    id: str
    title: str
    how: How
    step: Step
    said: tuple[Said, ...] = ()
    other: str = ""
    """The id that stands in its place, or that it has now."""
    by_knowledge: bool = False
    """A rule that is written as it was and changed only because the knowledge did, whose version it is that grows for it."""

    @property
    def behind(self) -> Behind:
        """What changed in truth."""
        if self.by_knowledge:
            return Behind.KNOWLEDGE
        return Behind.FINDING if self.said and all(one.through for one in self.said) else Behind.ITSELF


def changed(kind: str, id_: str, title: str, said: tuple[Said, ...]) -> Entry:
    """A rule that stands in both versions."""
    step = max(one.step for one in said)
    return Entry(kind, id_, title, How.REWORDED if step is Step.PATCH else How.CHANGED, step, said)
