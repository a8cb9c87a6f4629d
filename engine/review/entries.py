"""The entries of the log of a review, and the one form in which they are written.

In: values. Out: `Entry` models, and their canonical bytes, which are what is hashed and signed.
"""

from __future__ import annotations

import hashlib
import json
from typing import Literal

from wayhome.engine.responses import Decision, State
from wayhome.engine.sources import Strict

LONGEST_ANSWER = 10_000
"""Characters of one answer; a form has room for reasons, not for a report."""


class Reviewer(Strict):
    """The official who answers, in that function."""

    name: str
    role: str


class Reviewed(Strict):
    """The text a body decided on."""

    title: str
    mode: str
    text: str
    lead: str
    """The role that would lead."""


class AskedEntry(Strict):
    """A body was sent a form."""

    kind: Literal["asked"] = "asked"
    subject: str
    body: str
    roles: tuple[str, ...]
    """Every role the body holds, `body` among them."""
    name: str
    form: str
    """The digest of the form."""
    deadline: str = ""
    opened: str = ""
    """The day the form was made, if it was given."""
    measures: dict[str, str]
    """Measure to the hash of the text the body was asked about."""
    noted: Literal["open", "form"] = "open"
    """Noted when the form was made, or taken from the form when it came back to a log that knew of none."""


class _Answer(Strict):
    """What every entry that came back on a form says: whose answer it is, on which form, and when."""

    subject: str
    body: str
    roles: tuple[str, ...]
    name: str
    reviewer: Reviewer
    date: str
    form: str


class DecisionEntry(_Answer):
    """What a body decided on one measure."""

    kind: Literal["decision"] = "decision"
    measure: str
    reviewed: Reviewed
    hash: str
    """Of the text reviewed, with the measure's id."""
    decision: Decision
    reasons: str = ""
    whose: str = ""
    paid_by: str = ""
    action: str = ""
    unit: str = ""
    by: str = ""
    own_text: str = ""


class CorrectionEntry(_Answer):
    """A fact that a body corrects; kept apart from what it decides."""

    kind: Literal["correction"] = "correction"
    question: str
    path: tuple[str, ...]
    """The field of the answer."""
    held: str
    """What the profile said."""
    proposed: str | int | tuple[str, ...]
    evidence: str
    document: str = ""
    established: str = ""
    """When the fact was established."""


class OverallEntry(_Answer):
    """What a body says of the brief as a whole."""

    kind: Literal["overall"] = "overall"
    text: str


class ProgressEntry(Strict):
    """How far an action is; of an action outside the plan, also what it is called."""

    kind: Literal["progress"] = "progress"
    subject: str
    action: str
    """A measure, or the key of an unplanned action."""
    is_planned: bool
    title: str
    state: State
    date: str
    evidence: str = ""
    by: str = ""
    """Who carries it out, or who reports it."""


Entry = AskedEntry | DecisionEntry | CorrectionEntry | OverallEntry | ProgressEntry


def canonical(value: object) -> bytes:
    """Plain values without floats as JSON in its one form: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def values_of(entry: Entry) -> dict[str, object]:
    """An entry as plain values, what is empty left out."""
    return entry.model_dump(mode="json", exclude_defaults=True) | {"kind": entry.kind}
