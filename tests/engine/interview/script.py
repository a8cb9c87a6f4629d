"""Somebody who types lines that are known beforehand."""


class Script:
    """Types the lines it is given, then ends the input; a line that can be called is called when its turn comes."""

    def __init__(self, lines, on_say=lambda text: None):
        self.lines = list(lines)
        self.heard = []
        self.on_say = on_say

    def say(self, text):
        self.heard.append(text)
        self.on_say(text)

    def ask(self, prompt):
        while self.lines and callable(self.lines[0]):
            self.lines.pop(0)()
        line = self.lines.pop(0) if self.lines else None
        self.heard.append(f"{prompt}{line if line is not None else '(end)'}")
        return line

    @property
    def text(self):
        return "\n".join(self.heard)
