"""Report how far an action is, or an action begun outside the plan, into the log of a review.

In: what somebody reports. Out: a `ProgressEntry`, refused if the brief knows no such action.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.dates import parse_date
from wayhome.engine.draft import new_key
from wayhome.engine.errors import InputError, did_you_mean
from wayhome.engine.library_history import became
from wayhome.engine.responses import State
from wayhome.engine.review.entries import LONGEST_ANSWER, ProgressEntry
from wayhome.engine.review.filled import cleaned
from wayhome.engine.review.form_maker import subject_of
from wayhome.engine.review.log import Log
from wayhome.engine.review.standing import is_earlier


def report(
    p: Phrases, log: Log, action: str, state: State, date: str, evidence: str, *, by: str = "", title: str = ""
) -> ProgressEntry:
    """The entry for a report on an action of the brief, or on an unplanned one that the log knows.

    With a `title` and no action, an unplanned action begins. Raises InputError for an action that is neither, a date that is
    none, or a state without anything that shows it.
    """
    log.refuse_unless_on(subject_of(p.advice.profile))
    evidence, title, by = cleaned(evidence), cleaned(title), cleaned(by)
    if parse_date(date) is None:
        raise InputError.at("--date", f"{date!r} is not a date", "2026, 2026-05 or 2026-05-12")
    if state is not State.NOT_STARTED and not evidence:
        raise InputError.at("--evidence", f"nothing shows that it is {state}", mend="say in a sentence what does")
    for text in (evidence, title, by):
        if len(text) > LONGEST_ANSWER:
            raise InputError.at("--evidence", f"{len(text):,} characters", f"at most {LONGEST_ANSWER:,}")
    unplanned = {
        line.entry.action: line.entry.title
        for line in log.lines
        if isinstance(line.entry, ProgressEntry) and not line.entry.is_planned
    }
    is_planned = False
    if title:
        taken = {**unplanned, **dict.fromkeys(p.advice.library.rulebook.measures, "")}
        same = next((key for key, held in unplanned.items() if held.casefold() == title.casefold()), None)
        action = same or new_key(title, taken, "unplanned")
    elif action in unplanned:
        title = unplanned[action]
    else:
        title, is_planned = _planned(p, action, unplanned), True
    return ProgressEntry(
        subject=subject_of(p.advice.profile),
        action=action,
        is_planned=is_planned,
        title=title,
        state=state,
        date=date,
        evidence=evidence,
        by=by,
    )


def standing_report(log: Log, action: str) -> ProgressEntry | None:
    """The report on an action that stands: that of the latest date, of one date the one recorded last."""
    found: ProgressEntry | None = None
    for line in log.lines:
        entry = line.entry
        if isinstance(entry, ProgressEntry) and entry.action == action:
            found = entry if found is None or not is_earlier(entry.date, found.date) else found
    return found


def _planned(p: Phrases, action: str, unplanned: dict[str, str]) -> str:
    """The title of an action of the brief, whatever its status is by now."""
    known = {r.id: r for r in p.advice.ranked if r.measure.audience == "brief"}
    gone = p.advice.library.rulebook.what_became_of(action)
    if action not in known and gone is not None:
        raise InputError.at(
            "ACTION", f"{action!r} is {gone.said}", mend="report on what stands in its place, if it is advised"
        )
    if action not in known:
        since = None if action in p.advice.library.rulebook.measures else became(p.advice.library, action)
        is_told = since is not None and (not since.now or since.now in known)
        hint = f"it {since.said}" if since and is_told else did_you_mean(action, [*known, *unplanned])
        raise InputError.at(
            "ACTION", f"this brief has no action {action!r}", mend=hint or "`wayhome review status` lists them"
        )
    return p.action(known[action])[0]
