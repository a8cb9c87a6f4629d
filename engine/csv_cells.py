"""Text for a cell of a CSV file, so that no spreadsheet program takes any of it for a formula.

In: text. Out: text, with an apostrophe wherever a formula could begin.
"""

from __future__ import annotations

import re

_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"  # and the same in the width of East Asian letters
FORMULA = (*_SIGNS, "\t", "\r", "\n")
"""What programs take for the beginning of a formula, as the OWASP pages on CSV injection list it."""
# Where the comma stands in numbers, as in French, programs read a semicolon as the end of a cell, whatever the quotes.
_NEXT_CELL = re.compile(rf"""(;[\s"]*)(?=[{re.escape(_SIGNS)}])""")


def without_formula(text: str) -> str:
    """The same text; an apostrophe stands where it, or what follows a semicolon in it, begins as a formula does."""
    inert = _NEXT_CELL.sub(r"\1'", text)
    return f"'{inert}" if inert.startswith(FORMULA) else inert
