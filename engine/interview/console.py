"""Where an interview takes place: a terminal, or files and pipes that stand in for one.

In: text to say, prompts. Out: the lines that are typed. Plain text only: no colours, no movement of the cursor.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from typing import IO, Protocol

LONGEST_LINE = 100_000
"""Characters of a line that are read; the rest of a longer one is passed over."""


class Console(Protocol):
    """Somebody to talk to."""

    def say(self, text: str) -> None:
        """Show some lines."""

    def ask(self, prompt: str) -> str | None:
        """The line that is typed after a prompt, without its end; None at the end of input."""


class Terminal:
    """Standard input and output: with line editing where both are a terminal, else a line at a time."""

    def __init__(self) -> None:
        self._is_typed = sys.stdin is not None and sys.stdin.isatty()
        self._is_seen = sys.stdout is not None and sys.stdout.isatty()
        self._is_heard = sys.stdout is not None
        if self._is_typed and self._is_seen:
            _edit_lines()

    def say(self, text: str) -> None:
        """Show some lines, broken between words where they are seen on a terminal."""
        self._write((_wrapped(text, shutil.get_terminal_size().columns) if self._is_seen else text) + "\n")

    def ask(self, prompt: str) -> str | None:
        """The line that is typed after a prompt; None at the end of input, or if nobody is left to see the prompt."""
        if self._is_typed and self._is_seen:
            try:
                return input(prompt)
            except EOFError:
                self._write("\n")
                return None
            except UnicodeDecodeError:
                return "\ufffd"
        self._write(prompt)
        if sys.stdin is None or (self._is_typed and not self._is_heard):
            return None
        line = _next_line(sys.stdin)
        if not self._is_typed:
            self._write(f"{line or ''}\n")  # what was read from a file stands in the record, as if it had been typed
        return line

    def _write(self, text: str) -> None:
        """Show text. A reader who has left loses what is said, and never what is answered."""
        if not self._is_heard:
            return
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError:
            self._is_heard = False
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer cannot fail again


def _edit_lines() -> None:
    """Let `input` edit lines, where the system can; a text pasted over several lines stays one, where the terminal can."""
    try:
        import readline
    except ImportError:
        return
    readline.set_completer(lambda text, state: None)  # names of files are no answers
    if os.environ.get("TERM", "dumb") != "dumb":
        readline.parse_and_bind("set enable-bracketed-paste on")


def _next_line(stream: IO[str]) -> str | None:
    data: bytes = stream.buffer.readline(4 * LONGEST_LINE)  # type: ignore[attr-defined]
    rest = data
    while rest and not rest.endswith(b"\n"):
        rest = stream.buffer.readline(4 * LONGEST_LINE)  # type: ignore[attr-defined]
    if not data:
        return None
    return data.decode("utf-8", "replace").rstrip("\r\n").removeprefix("\ufeff")


def _wrapped(text: str, columns: int) -> str:
    """Lines broken between words; what belongs to a numbered line stands under its words."""
    lines = []
    for line in text.split("\n"):
        indent = " " * 6 if line.startswith(" ") else ""
        parts = textwrap.wrap(
            line,
            max(columns - 1, 40),
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        lines += parts or [""]
    return "\n".join(lines)
