"""Somebody at a terminal: runs the installed program on a pseudo-terminal, types lines and waits for the next prompt."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

PATIENCE = 60
"""Seconds after which a program that shows no prompt is given up; nothing waits that long unless it hangs."""
# Line editing tells the terminal before each prompt to mark what is pasted: a prompt cannot be mistaken for other text.
_PROMPT = re.compile(r"\x1b\[\?2004h[^\n]*: \Z")
_DUMB_PROMPT = re.compile(r"\n[^\n]+: \Z")
_MARKS = re.compile(r"\x1b\[\?2004[hl]\r?")


class Typist:
    """A program on a terminal of its own."""

    def __init__(self, program, *args, cwd, columns=100, **environment):
        self._terminal, line = pty.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._process = subprocess.Popen(
            [program, *map(str, args)],
            stdin=line,
            stdout=line,
            stderr=line,
            cwd=cwd,
            env={**inherited, "TERM": "xterm", "LC_ALL": "C.UTF-8", "INPUTRC": os.devnull, **environment},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C is a signal
        )
        os.close(line)
        self._prompt = _DUMB_PROMPT if environment.get("TERM") == "dumb" else _PROMPT
        self._has_ended = False
        self.raw = ""
        self._read_up_to = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.wait()

    @property
    def screen(self):
        """All that was shown, as plain lines."""
        return _MARKS.sub("", self.raw).replace("\r\n", "\n")

    def wait(self):
        """Wait for the next prompt, or the end; what has been shown since the last one."""
        end = time.monotonic() + PATIENCE
        while not self._prompt.search(self.raw, self._read_up_to):
            ready, _, _ = select.select([self._terminal], [], [], max(0, end - time.monotonic()))
            assert ready, f"no prompt came:\n{self.screen}"
            try:
                data = os.read(self._terminal, 65536)
            except OSError:  # the program has ended
                data = b""
            if not data:
                break
            self.raw += self._decoder.decode(data)
        shown = _MARKS.sub("", self.raw[self._read_up_to :]).replace("\r\n", "\n")
        self._read_up_to = len(self.raw)
        return shown

    def type(self, *lines):
        """Type lines, each after its prompt; what was shown after the last."""
        shown = ""
        for line in lines:
            self.begin(f"{line}\r")
            shown = self.wait()
        return shown

    def begin(self, text):
        """Type something without waiting for what comes of it."""
        os.write(self._terminal, text.encode())

    def see(self, text):
        """Wait until something is on the screen."""
        while text not in self.screen:
            assert select.select([self._terminal], [], [], PATIENCE)[0], f"{text!r} is not on the screen:\n{self.screen}"
            self.raw += self._decoder.decode(os.read(self._terminal, 65536))

    def interrupt(self):
        """Press Ctrl-C; the exit status.

        Python forgets one that comes in the very moment in which a key is being worked on, so that a person presses again.
        """
        self.begin("\x03")
        while not select.select([self._terminal], [], [], 5)[0]:
            self.begin("\x03")
        return self.end()

    def end_input(self):
        """Press Ctrl-D; the exit status."""
        self.begin("\x04")
        return self.end()

    def kill(self):
        """End the program as `kill -9` does."""
        os.kill(self._process.pid, signal.SIGKILL)
        return self.end()

    def end(self):
        """Wait for the end; the exit status."""
        self.wait()
        os.close(self._terminal)
        self._has_ended = True
        return self._process.wait(PATIENCE)

    def close(self):
        """Leave no program behind."""
        if not self._has_ended:
            self.kill()
