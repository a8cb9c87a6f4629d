"""The talk itself: a prompt and what is typed after it, with the commands that work at every prompt.

In: prompts. Out: replies, one line of text each. A command that leaves the prompt is raised as a `Leave`; the others are
done on the spot, and the prompt comes again.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from wayhome.engine.errors import listing, printable
from wayhome.engine.interview.console import Console
from wayhome.engine.profile import LONGEST_TEXT

Step = TypeVar("Step")

COMMANDS = """\

At every prompt:
  ?      this help
  u      not known; then: u not asked yet, n asked and nobody knows, c two voices differ, w withheld (not to be raised)
  s      skip this question
  b      back
  e      evidence, source and date of this answer
  /word  jump to a question, such as /money; / alone lists the sections
  q      save and quit
Enter alone leaves a thing as it is. To write one of these as a text, put it into quotes: "q".\
"""
_BREAKS = re.compile(r"[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")


class Leave(Exception):  # noqa: N818  # not an error: somebody wants to be elsewhere
    """The prompt is left without a reply."""


class Back(Leave):
    """To the prompt before."""


class Skip(Leave):
    """To the next question."""


class Stop(Leave):
    """To the end: asked for, or the input has ended."""


class Done(Leave):
    """To the next question, with nothing left to say on this one."""


class Again(Leave):
    """To the beginning of this question, to go through it prompt by prompt."""


class Changed(Leave):
    """To the beginning of this question: somebody else has answered it meanwhile."""


class Jump(Leave):
    """To another question."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class Commands(Protocol):
    """What the commands do that do not leave a prompt."""

    def explain(self) -> str:
        """The help on what is on the screen."""

    def edit_evidence(self) -> None:
        """Ask for what stands beside the answer on the screen."""

    def find(self, text: str) -> list[tuple[str, str]]:
        """Questions that match a text, as id and words; a single one if it is meant."""

    def sections(self) -> str:
        """The sections one can jump to."""


class Talk:
    """Says things, and asks for a line."""

    def __init__(self, console: Console, commands: Commands) -> None:
        self.say = console.say
        self._console = console
        self._commands = commands

    def ask(self, prompt: str, *, may_edit_evidence: bool = True) -> str:
        """The reply to a prompt, on one line; raises a Leave for a command that leaves it."""
        while True:
            line = self._console.ask(prompt)
            if line is None:
                raise Stop
            text = one_line(line)
            fault = fault_of(text)
            if fault:
                self.say(fault)
            elif text.lower() in _LEAVING:
                raise _LEAVING[text.lower()]
            elif text.lower() == "e" and not may_edit_evidence:
                self.say("Evidence cannot be edited from here. To write e as a text, put it into quotes.")
            elif text in ("?", "e", "E") or text.startswith("/"):
                self._obey(text)
            else:
                return unquoted(text)

    def _obey(self, text: str) -> None:
        """Do what a command says that does not leave the prompt, or need not."""
        if text == "?":
            self.say(self._commands.explain())
        elif text.lower() == "e":
            self._commands.edit_evidence()
        elif text == "/":
            self.say(self._commands.sections())
        else:
            self._jump(text.removeprefix("/").strip())

    def _jump(self, text: str) -> None:
        found = self._commands.find(text)
        if len(found) == 1:
            raise Jump(found[0][0])
        if not found:
            self.say(
                f"No question here speaks of {printable(text)}. / alone lists the sections."
                " To write a text that begins with /, put it into quotes."
            )
            return
        shown = found[:MOST_FOUND]
        self.say("\n".join(f"  {i}  {id_}: {words}" for i, (id_, words) in enumerate(shown, 1)))
        if len(found) > len(shown):
            self.say(f"And {len(found) - len(shown)} more: another word would narrow it down.")
        with contextlib.suppress(Back):
            number = self.ask("Number of the question, or Enter to stay: ", may_edit_evidence=False)
            if number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(shown):
                raise Jump(shown[int(number) - 1][0])


MOST_FOUND = 12
_LEAVING: dict[str, type[Leave]] = {"b": Back, "s": Skip, "q": Stop}


def walk(steps: Callable[[], Sequence[Step]], take: Callable[[Step], None]) -> None:
    """Take one step after another, and one back where that is asked for; raises Back before the first.

    What the later steps are is asked anew each time, since it may hang on what was said.
    """
    at = 0
    while at < len(left := steps()):
        try:
            take(left[at])
            at += 1
        except Back:
            if at == 0:
                raise
            at -= 1


def one_line(text: str) -> str:
    """A text on one line, without space at its ends."""
    return _BREAKS.sub(" ", text).strip()


def fault_of(text: str) -> str:
    """Why a line cannot be taken, as a sentence; nothing if it can."""
    if len(text) > LONGEST_TEXT:
        return f"That line has {len(text):,} characters; {LONGEST_TEXT:,} is the most. Nothing is changed: shorten it."
    if any(char == "\ufffd" or unicodedata.category(char) == "Cs" for char in text):
        return "That line is not readable as text (UTF-8). Nothing is changed; please type it again."
    odd = sorted({f"U+{ord(char):04X}" for char in text if _is_unwritable(char)})
    if odd:
        return f"That line holds what no text can hold ({listing(odd)}). Nothing is changed; please type it again."
    return ""


def _is_unwritable(char: str) -> bool:
    return unicodedata.category(char) == "Cc" or char == "\ufeff" or ord(char) & 0xFFFE == 0xFFFE


def unquoted(text: str) -> str:
    """What stands in quotes only because it would be a command without them."""
    inner = text[1:-1] if len(text) > 2 and text[0] == text[-1] == '"' else ""
    return inner if inner.lower() in _QUOTED or inner.startswith("/") else text


_QUOTED = (*_LEAVING, "?", "e", "u", "r", "-", "=", "0")
