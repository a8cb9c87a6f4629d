"""What the bodies asked answered to a brief, and how far the work is: the part of a review that an advice reads.

`review.standing` makes it from the log of a review; the roadmap and the brief read it. A body that has not answered has not
agreed: silence is never consent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from wayhome.engine.dates import PartialDate


class Decision(StrEnum):
    """What a body may answer to a measure: the three of a management response, and two that reviewers miss in it."""

    ACCEPT = "accept"
    ACCEPT_IF_FUNDED = "accept-if-funded"
    PARTIALLY_ACCEPT = "partially-accept"
    REJECT = "reject"
    NOT_OURS = "not-ours"


class Outcome(StrEnum):
    """Where a measure stands once the answers of all bodies are put together."""

    ACCEPTED = "accepted"
    ACCEPTED_IF_FUNDED = "accepted-if-funded"
    PARTIALLY_ACCEPTED = "partially-accepted"
    REJECTED = "rejected"
    CONTESTED = "contested"
    """Two bodies differ on whether to do it, or each says that it is not theirs."""
    PASSED_ON = "passed-on"
    """The body asked says whose it is, and that one has not answered yet."""
    STALE = "stale"
    """The body that would lead decided on a text that has changed since."""
    OPEN = "open"
    """The body that would lead has not answered."""


class State(StrEnum):
    """How far an action is."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Response:
    """The answer of one body to one measure that stands today: its latest."""

    entry: int
    """Its number in the log."""
    body: str
    """The role it was asked in, such as `ministry-labour`."""
    name: str
    """What the body is called."""
    decision: Decision
    date: str
    reasons: str = ""
    whose: str = ""
    """For `not-ours`: the role, or else the name, of the body it passes the measure on to."""
    paid_by: str = ""
    """For `accept-if-funded`: whose money it waits for."""
    action: str = ""
    unit: str = ""
    by: PartialDate | None = None
    own_text: str = ""
    """The body's own law, plan or policy that it names."""
    title: str = ""
    text: str = ""
    """The title and the text it decided on."""
    is_stale: bool = False
    """The text has changed since, or the measure is no longer advised."""


@dataclass(frozen=True)
class Request:
    """A body that was asked about a measure."""

    body: str
    name: str
    deadline: str = ""
    """The day by which it was to answer; empty if none was set, or if it answered to an earlier text by then."""


@dataclass(frozen=True)
class Progress:
    """How far an action is, by the latest report."""

    entry: int
    state: State
    date: str
    evidence: str


@dataclass(frozen=True)
class Unplanned:
    """An action begun outside the plan, and how far it is."""

    action: str
    """Its key."""
    title: str
    by: str
    """Who carries it out."""
    progress: Progress


@dataclass(frozen=True)
class Remark:
    """What a body says of the brief as a whole."""

    body: str
    name: str
    text: str
    date: str


@dataclass(frozen=True)
class Proposal:
    """A fact that a body corrects."""

    entry: int
    question: str
    path: tuple[str, ...]
    held: str
    """What the profile said when the body was asked."""
    proposed: str
    evidence: str
    name: str
    """The body that corrects it."""
    is_taken_in: bool = False
    """The profile says so by now."""


@dataclass(frozen=True)
class MeasureReview:
    """What all bodies answered to one measure."""

    measure: str
    title: str
    outcome: Outcome
    text: str = ""
    """The text that is put to the bodies today; empty if it is no longer advised."""
    lead: str = ""
    """The role that would lead, or the one it was passed on to and that answered."""
    responses: tuple[Response, ...] = ()
    """One a body, the latest."""
    waits_for: tuple[Request, ...] = ()
    """The bodies asked that have not answered, or only on an earlier text."""
    progress: Progress | None = None
    is_advised: bool = True
    """It is recommended, safe or hanging on an answer today; False once it is in place or does not apply."""

    @property
    def is_asked(self) -> bool:
        """Whether a body was asked about it or answered, rather than only reported how far it is."""
        return bool(self.responses or self.waits_for)

    @property
    def is_dropped(self) -> bool:
        """Whether those who carried it out gave it up."""
        return self.progress is not None and self.progress.state is State.DROPPED

    @property
    def is_set_aside(self) -> bool:
        """Whether it leaves the plan: rejected by the body that would lead and wanted by none, or dropped."""
        return self.outcome is Outcome.REJECTED or self.is_dropped

    @property
    def is_done(self) -> bool:
        """Whether it has been carried out."""
        return self.progress is not None and self.progress.state is State.DONE

    @property
    def deciding(self) -> Response | None:
        """The answer of the body that leads, if it stands on today's text."""
        return next((one for one in self.responses if one.body == self.lead and not one.is_stale), None)

    @property
    def paid_by(self) -> str:
        """Whose money it waits for; empty if for none."""
        if self.outcome is not Outcome.ACCEPTED_IF_FUNDED or self.deciding is None:
            return ""
        return self.deciding.paid_by

    @property
    def promised(self) -> PartialDate | None:
        """The date by which the body that leads will have done it, if it accepted and named one."""
        wanted = (Outcome.ACCEPTED, Outcome.ACCEPTED_IF_FUNDED, Outcome.PARTIALLY_ACCEPTED)
        return self.deciding.by if self.deciding and self.outcome in wanted else None


@dataclass(frozen=True)
class Reviews:
    """A whole review as it stands: every measure that somebody was asked about or reported on."""

    entries: int
    """How many entries of the log were read."""
    head: str
    """The hash of the last of them, which stands for all before it."""
    measures: dict[str, MeasureReview] = field(default_factory=dict)
    unplanned: tuple[Unplanned, ...] = ()
    remarks: tuple[Remark, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def is_set_aside(self, measure: str) -> bool:
        """Whether a measure leaves the plan."""
        return measure in self.measures and self.measures[measure].is_set_aside

    def is_done(self, measure: str) -> bool:
        """Whether a measure has been carried out."""
        return measure in self.measures and self.measures[measure].is_done

    def is_begun(self, measure: str) -> bool:
        """Whether the work on a measure has begun, or is done."""
        found = self.measures.get(measure)
        return found is not None and found.progress is not None and found.progress.state in (State.UNDER_WAY, State.DONE)

    def paid_by(self, measure: str) -> str:
        """Whose money a measure waits for; empty if for none."""
        return self.measures[measure].paid_by if measure in self.measures else ""

    def promised(self, measure: str) -> PartialDate | None:
        """The date by which it will be done, as the body that leads answered."""
        return self.measures[measure].promised if measure in self.measures else None
