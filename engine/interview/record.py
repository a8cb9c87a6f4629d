"""Writing answers down: each is in the file before anything else is asked, and what cannot be written is told.

In: changes to a profile. Out: the file, and a line that says so. A failed change can be tried again as often as it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wayhome.engine.answer_fields import FieldPath, Said
from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.interview.in_words import sentence
from wayhome.engine.interview.talk import Back, Changed, Jump, Skip, Talk
from wayhome.engine.open_profile import OpenProfile
from wayhome.engine.sources import Plain


class Record:
    """The profile that is being answered."""

    def __init__(self, profile: OpenProfile, talk: Talk) -> None:
        self.unsaved: InputError | None = None
        """Why the last answer is not in the file, if the interview ended over it."""
        self._profile = profile
        self._talk = talk

    @property
    def draft(self) -> Draft:
        """The profile as it was last seen."""
        return self._profile.draft

    def said(self, question: str) -> Said:
        """What is said on a question."""
        return self.draft.said(question)

    def refresh(self) -> None:
        """Take in what somebody else wrote. A file that cannot be read now is told of when something is to be saved."""
        try:
            self._profile.refresh()
        except InputError:
            return
        self._tell_of_others()

    def answer(self, question: str, changes: Mapping[FieldPath, Plain], words: str, short: str = "") -> None:
        """Write a change to an answer; raises Changed if somebody else has meanwhile said something else on the question."""
        seen = self.said(question)
        self.write(
            lambda draft: draft.with_said(question, changes), words, lambda draft: draft.said(question) == seen, short
        )

    def write(
        self,
        make: Callable[[Draft], Draft],
        words: str,
        may: Callable[[Draft], bool] = lambda draft: True,
        short: str = "",
    ) -> None:
        """Write a change; `words` say what it is, `short` says so where nobody wants to hear a whole text again.

        Raises Changed, with nothing written, if it no longer fits what the file holds; Skip or Stop if it cannot be written
        and is given up.
        """
        while True:
            try:
                is_written = self._profile.change(make, may)
                break
            except InputError as error:
                self._ask_what_to_do(error, words)
        self._tell_of_others()
        if not is_written:
            self._talk.say(f"Not saved: {sentence(words)} They have answered this question meanwhile.")
            raise Changed
        self._talk.say(f"Saved: {sentence(short or words)}")

    def _tell_of_others(self) -> None:
        if self._profile.was_changed_elsewhere:
            self._profile.was_changed_elsewhere = False
            self._talk.say("Somebody else has changed the file meanwhile; their changes are kept.")

    def _ask_what_to_do(self, error: InputError, words: str) -> None:
        """Tell that something is not saved; comes back to try again."""
        self._talk.say(f"Not saved: {sentence(words)}\n{error}")
        self.unsaved = error
        while True:
            is_gone = not self._profile.path.exists()
            anew = "w writes the file anew, with all it held; " if is_gone else ""
            self._talk.say(f"Enter tries again; {anew}s goes on without this answer; q quits.")
            try:
                reply = self._talk.ask("Enter, w, s or q: " if is_gone else "Enter, s or q: ", may_edit_evidence=False)
            except (Back, Skip, Jump) as leave:
                self.unsaved = None
                raise leave if isinstance(leave, Jump) else Skip from None
            if reply == "w" and is_gone:
                try:
                    self._profile.restore()
                except InputError as failed:
                    self._talk.say(str(failed))
                    continue
            if not reply or reply == "w":
                self.unsaved = None
                return
