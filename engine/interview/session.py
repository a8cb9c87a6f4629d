"""An interview from beginning to end: a profile is opened or made, and its questions are asked until somebody stops.

In: a console, a file, a library, and what to ask. Out: the file, and an exit status. Nothing that was answered is lost,
however it ends.
"""

from __future__ import annotations

import contextlib
import shlex
from dataclasses import replace
from pathlib import Path

from wayhome.engine.errors import InputError, listing, printable
from wayhome.engine.interview.ask_beside import Beside
from wayhome.engine.interview.ask_head import ask_head
from wayhome.engine.interview.console import Console
from wayhome.engine.interview.course import Course
from wayhome.engine.interview.opening import open_or_make
from wayhome.engine.interview.prompts import CARE, WELCOME
from wayhome.engine.interview.record import Record
from wayhome.engine.interview.talk import COMMANDS, Back, Jump, Skip, Stop, Talk
from wayhome.engine.interview.visit import Visit
from wayhome.engine.interview.wanted import Wanted
from wayhome.engine.library import Library
from wayhome.engine.selection import select

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""


def interview(console: Console, path: Path, library: Library, wanted: Wanted) -> int:
    """Hold an interview; the exit status. Raises InputError for a file that is no profile, or options that do not fit."""
    return _Session(console, path, library, wanted).hold()


class _Session:
    """Holds what an interview goes along with."""

    def __init__(self, console: Console, path: Path, library: Library, wanted: Wanted) -> None:
        self._talk = Talk(console, self)
        self._path = path
        self._library = library
        self._wanted = wanted
        self._record: Record | None = None
        self._course: Course | None = None
        self._visit: Visit | None = None
        self._visited: list[str] = []
        self._is_cared_for = False

    def hold(self) -> int:
        status = 0
        try:
            self._begin()
            self._go_on()
        except Stop:
            pass
        except KeyboardInterrupt:
            status = INTERRUPTED
        with contextlib.suppress(KeyboardInterrupt):  # somebody in a hurry presses Ctrl-C twice
            self._talk.say(f"\n{self._farewell()}")
        if self._record and self._record.unsaved:
            raise self._record.unsaved
        return status

    def explain(self) -> str:
        """The help on what is on the screen."""
        return self._visit.help() if self._visit else COMMANDS

    def edit_evidence(self) -> None:
        """Ask for what stands beside the answer on the screen."""
        if self._visit:
            self._visit.edit_evidence()
        else:
            self._talk.say("There is no question on the screen.")

    def find(self, text: str) -> list[tuple[str, str]]:
        """The questions that match a text, as id and name."""
        questions = self._library.questionnaire.questions
        return [(id_, questions[id_].name) for id_ in self._course.find(text)] if self._course else []

    def sections(self) -> str:
        """The sections one can jump to, with how far each is answered."""
        return self._course.overview if self._course else "There is nothing to jump to yet."

    def _begin(self) -> None:
        """Open the profile, or make it; ask for what its head lacks; say where we are."""
        profile, is_new = open_or_make(self._talk, self._path, self._library.questionnaire, self._wanted)
        self._record = Record(profile, self._talk)
        self._beside = Beside(self._talk, self._record)
        is_area = profile.draft.profile.area is not None
        sections = select(self._library.questionnaire, self._wanted.selection, is_area=is_area)
        if not sections:
            raise InputError.at(str(self._path), "no question of its level is left by these options", mend="leave one out")
        order = self._wanted.order(sections, profile.draft.profile, self._library)
        course = Course(sections, order, profile.draft, self._library, self._wanted.only_unanswered)
        self._talk.say(self._greeting(course))
        ask_head(self._talk, self._record, is_new=is_new)
        self._course = course

    def _greeting(self, course: Course) -> str:
        profile = course.draft.profile
        place = f"{profile.name or profile.country.name}{f', {profile.area}' if profile.area else ''}"
        lines = [f"{printable(place)}: {course.count}.", WELCOME]
        role = self._wanted.selection.role
        if role:
            title = self._library.questionnaire.roles[role].title
            lines.insert(1, f"One meeting, one page: the {len(course.arising)} questions for {title}.")
        if course.open and course.answered:
            lines.append("We go on with the first question that has no answer yet.")
        return "\n".join(lines)

    def _go_on(self) -> None:
        """Ask one question after another; ends with Stop."""
        question = self._now().first
        while True:
            question = self._ask(question) if question else self._ask_where_to_go()

    def _now(self) -> Course:
        """The course as the file leaves it now."""
        assert self._record is not None
        assert self._course is not None
        self._record.refresh()
        course = self._course.on(self._record.draft)
        if self._wanted.is_reordered and course is not self._course:
            order = self._wanted.order(course.sections, course.draft.profile, self._library)
            course = replace(course, order=order)
        self._course = course
        return course

    def _following(self, id_: str) -> str | None:
        """The question after another: the next in the order or, where that changes, the first not visited yet."""
        course = self._now()
        if self._wanted.is_reordered:
            return next((open_ for open_ in course.open if open_ not in self._visited), None)
        return course.after(id_)

    def _ask(self, id_: str) -> str | None:
        """Ask one question; the one to ask after it."""
        course = self._now()
        assert self._record is not None
        if id_ not in course.arising:
            return self._following(id_)
        question = self._library.questionnaire.questions[id_]
        if question.sensitive and not self._is_cared_for:
            self._talk.say(f"\n{CARE}")
            self._is_cared_for = True
        self._talk.say(f"\n{course.progress(id_)}.")
        self._visit = Visit(question, self._library, self._talk, self._record, self._beside, is_quick=self._wanted.is_quick)
        try:
            self._visit.ask()
        except Back:
            return self._before(id_)
        except Jump as jump:
            self._visited.append(id_)
            return jump.question
        except Skip:
            pass
        finally:
            self._visit = None
        self._visited.append(id_)
        return self._following(id_)

    def _before(self, id_: str | None) -> str | None:
        """The question asked before another one, or before the end; where there is none, the same again."""
        course = self._now()
        while self._visited:
            last = self._visited.pop()
            if last in course.arising:
                return last
        if id_ is None:
            return course.arising[-1] if course.arising else None
        if course.before(id_) is None:
            self._talk.say("This is the first question.")
        return course.before(id_) or id_

    def _ask_where_to_go(self) -> str | None:
        """At the end of the questions: another one to go to; raises Stop if there is none."""
        course = self._now()
        self._talk.say(f"\n{_what_is_left(course)}")
        try:
            while self._talk.ask("Enter, b or /word: "):
                self._talk.say("Enter ends; b goes back; / and a word jumps to a question, such as /money.")
        except Back:
            return self._before(None)
        except Jump as jump:
            return jump.question
        except Skip:
            pass
        raise Stop

    def _farewell(self) -> str:
        """What is saved, and how to go on."""
        if self._record is None:
            return "Nothing was saved: no file was made." if not self._path.exists() else "Nothing was changed."
        course = self._course.on(self._record.draft) if self._course else None
        count = f": {course.count}" if course else ""
        name = shlex.quote(printable(str(self._path)))
        but = "The last answer is not saved. All others are" if self._record.unsaved else "All answers are saved"
        return f"{but} in {printable(str(self._path))}{count}. To go on: wayhome interview {name}"


def _what_is_left(course: Course) -> str:
    count = len(course.open)
    if not count:
        return f"Nothing is left to ask: {course.count}. Enter ends; b goes back; / and a word jumps to a question."
    are = "One question is" if count == 1 else f"{count} questions are"
    return (
        f"That was the last question. {are} still open: {listing(course.open, 12)}."
        " Enter ends; b goes back; / and a word jumps to a question."
    )
