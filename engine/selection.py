"""Which questions to ask: those of a level, a section, a respondent; the core; those without an answer.

In: a questionnaire, what a profile says so far, and a `Selection`. Out: questions by section, in the order of the files.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wayhome.engine.errors import InputError, did_you_mean, listing
from wayhome.engine.questionnaire import Question, Questionnaire, Section


@dataclass(frozen=True)
class Selection:
    """What narrows the questions down; everything together has to hold."""

    section: str | None = None
    core: bool = False
    role: str | None = None
    """Only what a body in this role can answer, so that one meeting has one page."""
    opt_in: bool = False
    """With the questions asked on request only."""
    sensitive: bool = True
    """With the questions marked sensitive."""


def select(
    questionnaire: Questionnaire, selection: Selection, *, is_area: bool, leave_out: Collection[str] = ()
) -> tuple[Section, ...]:
    """The sections with the questions to ask, without those in `leave_out`; raises InputError for a name that is none."""
    sections = {section.id: section for section in questionnaire.sections}
    _known("section", selection.section, sections)
    _known("role", selection.role, questionnaire.roles)
    found = []
    for section in sections.values():
        if selection.section in (None, section.id):
            asked = tuple(q for q in section.questions if _is_asked(q, selection, is_area) and q.question not in leave_out)
            if asked:
                found.append(Section(section.id, section.title, asked))
    return tuple(found)


def _is_asked(question: Question, selection: Selection, is_area: bool) -> bool:
    return (
        (question.is_raised(is_area=is_area) or (selection.opt_in and question.opt_in))
        and (question.core or not selection.core)
        and (selection.role is None or selection.role in question.ask)
        and (selection.sensitive or not question.sensitive)
    )


def _known(what: str, name: str | None, known: Collection[str]) -> None:
    if name is not None and name not in known:
        raise InputError.at(
            f"--{'for' if what == 'role' else what}",
            f"there is no {what} {name!r}",
            listing(known, 40),
            did_you_mean(name, known),
        )
