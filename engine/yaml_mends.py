"""How the commonest slips in YAML are mended, in plain words, and the line that is to blame.

In: the text of a file and what the parser says of it. Out: a line, a column and a mend; the parser's own place and no mend
where nothing plain can be said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from yaml import Mark, MarkedYAMLError

Told = tuple[int, int, str]
"""Line and column, from 1, and the mend."""

_LEFT_BY_A_MERGE = re.compile(r"(<{7}|>{7})( |$)|={7}$")
_FIRST_COLON = re.compile(r"""\s*(- +)*[^\s:'"{\[#][^:]*:(?= |$)""")
"""The beginning of a line up to the colon of its key."""
_NO_SPACE = re.compile(r"\s*(- +)*[\w.-]+:\S")
_COLON = "a text with a colon stands in quotes"
_INDENT = "begin the line as far in as the keys beside it; an entry of a list begins with `- `"


def mend_of(text: str, error: MarkedYAMLError) -> Told:
    """Where the slip is and how to mend it."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, 0, ""
    for number, line in enumerate(lines, 1):
        if _LEFT_BY_A_MERGE.match(line):
            return (
                number,
                1,
                "a merge is not finished: keep one version, and take out the lines with <<<<<<<, ======= and >>>>>>>",
            )
    start, problem = error.context_mark, str(error.problem)
    if "could not find expected ':'" in problem and start is not None:
        line = _line(lines, start)
        mend = (
            "a space follows the colon"
            if _NO_SPACE.match(line)
            else "a key ends with a colon and a space, as in `key: text`"
        )
        return *_at(start), mend
    if "end of stream" in problem and start is not None:
        return *_at(start), "close the quote that begins here; a text with an apostrophe stands in double quotes"
    if "expected ',' or" in problem and start is not None and start.line != mark.line:
        opening = _line(lines, start)[start.column : start.column + 1]
        return *_at(start), f"close the {opening} that begins here"
    return *_at(mark), _on_the_line(_line(lines, mark), mark.column, problem)


def _on_the_line(line: str, column: int, problem: str) -> str:
    """The mend of a slip on the line where the parser stops."""
    here, before = line[column : column + 1], line[:column].rstrip()
    is_at_start = not before or before.strip(" -") == ""
    if line.lstrip().startswith("```"):
        return "take the line with ``` out: it begins or ends an example in Markdown"
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, not with tabs"
    if "cannot start any token" in problem and here:
        return f"a text that begins with {here} stands in quotes"
    if "escape character" in problem:
        return "put the text into single quotes, or write each backslash twice"
    if "mapping values" in problem:
        key = _FIRST_COLON.match(line)
        return _COLON if key and column >= key.end() else _INDENT
    if "expected ',' or" in problem:
        return _COLON if here == ":" else "a comma or a closing bracket is missing before it, or quotes around a text"
    if here in ("}", "]"):
        return f"take the {here} out: nothing is open that it closes"
    if before.endswith(("'", '"')):
        return "quotes enclose a whole text, and one with an apostrophe stands in double quotes"
    return _INDENT if is_at_start and "did not find expected" in problem else ""


def _line(lines: Sequence[str], mark: Mark) -> str:
    return lines[mark.line] if mark.line < len(lines) else ""


def _at(mark: Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1
