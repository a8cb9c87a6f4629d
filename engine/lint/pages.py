"""The page of a code: what it means, a wrong and a right example, and why it matters.

In: a `Code`. Out: Markdown, the same for `--explain` and for docs/lint/.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from wayhome.engine.errors import InputError
from wayhome.engine.lint.codes import Code, codes
from wayhome.engine.sources import write_atomically

WIDTH = 120
_WEIGHS = {"error": "an error", "warning": "a warning", "off": "off"}


def page_of(code: Code) -> str:
    """The page of a code."""
    parts = [
        f"# {code.code}: {code.title}",
        f"By itself {_WEIGHS[code.severity]}. Found by `wayhome rules {code.found_by}`.",
        f"## What it means\n\n{_wrapped(code.means)}",
        _example("Wrong", code.file, code.wrong),
        _example("Right", code.right_file or code.file, code.right),
        f"## Why it matters\n\n{_wrapped(code.why)}",
    ]
    return "\n\n".join(parts) + "\n"


def write_pages(folder: Path) -> int:
    """Write the page of every code, and their list as README.md; the number of codes. Raises InputError if it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError.at(str(folder), f"cannot be made: {error.strerror or error}") from None
    for code in codes().values():
        write_atomically(folder / f"{code.code}.md", page_of(code))
    write_atomically(folder / "README.md", contents())
    return len(codes())


def contents() -> str:
    """The list of all codes, with links to their pages."""
    rows = [f"| [{one.code}]({one.code}.md) | {one.severity} | {one.title} |" for one in codes().values()]
    head = "# What can be wrong with a rulebook\n\n`wayhome rules lint` and `wayhome rules prove` name these faults."
    how = (
        "`--severity CODE=error|warning|off` changes what one weighs, for good in `lint.yaml` beside the rules, under"
        " `severity`. There too, under `accepted`, stands what is right for a rulebook all the same, with the reason."
    )
    return "\n\n".join([head, _wrapped(how), "\n".join(["| code | by itself | what it is |", "|-|-|-|", *rows])]) + "\n"


def _example(title: str, file: str, text: str) -> str:
    form = "markdown" if file.endswith(".md") else "yaml"
    return f"## {title}\n\nIn {file}:\n\n```{form}\n{text.rstrip()}\n```"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
