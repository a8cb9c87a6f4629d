"""Every warning on a profile, whatever its kind.

In: `Phrases` of an advice, and the day before which evidence is called old. Out: warnings in the order of the file, each
with what it is and how to mend it.
"""

from __future__ import annotations

from wayhome.engine.brief.phrases import Phrases
from wayhome.engine.check_warnings.against import against_each_other
from wayhome.engine.check_warnings.evidence import on_evidence
from wayhome.engine.check_warnings.finder import CheckWarning, Finder
from wayhome.engine.check_warnings.frame import in_the_frame
from wayhome.engine.check_warnings.listed_sources import in_the_list
from wayhome.engine.check_warnings.numbers import out_of_range
from wayhome.engine.dates import PartialDate


def warnings_of(p: Phrases, older_than: PartialDate | None = None) -> list[CheckWarning]:
    """Look for everything that deserves a second look."""
    finder = Finder(p)
    found = [
        *in_the_frame(finder),
        *in_the_list(finder),
        *against_each_other(finder),
        *on_evidence(finder, older_than),
        *out_of_range(finder),
    ]
    return sorted(found, key=lambda warning: (warning.line, warning.column))
