"""What the lists of a passage name: roles, and codes of goals, of objectives and of purposes of aid.

In: a `Reading`. Out: faults at the lines of passages. Codes are told by their form; what each of them means is for their
editor to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wayhome.engine.draft_texts import DRAFT
from wayhome.engine.entry_places import EntryPlaces
from wayhome.engine.errors import did_you_mean
from wayhome.engine.lint.codes import fault
from wayhome.engine.lint.finding import LintFinding
from wayhome.engine.lint.reading import Reading

CODES = {
    "sdg": ("SDG", re.compile(r"(?:[1-9]|1[0-7])\.(?:[1-9][0-9]?|[a-d])"), "a target of goals 1 to 17, such as 10.7"),
    "gcm": ("GCM", re.compile(r"[1-9]|1[0-9]|2[0-3]"), "an objective, 1 to 23"),
    "crs": ("CRS", re.compile(r"[0-9]{5}"), "a purpose code of five digits, such as 15190"),
}


def faults_in_lists(reading: Reading) -> Iterator[LintFinding]:
    """Roles there are not, and codes of a form there is not."""
    roles, places = reading.library.questionnaire.roles, EntryPlaces()
    for passage in reading.library.passages.values():
        for line, named in (("Actors", passage.actors), ("Partners", passage.partners)):
            for role in named:
                if role not in roles:
                    what = f"{passage.id}: {line} names no role {role!r}"
                    where = places.field(passage.place, line.lower())
                    yield fault("unknown-id", where, what, did_you_mean(role, roles), passage.id)
        for name, (line, form, expected) in CODES.items():
            for code in getattr(passage, name):
                if not form.fullmatch(code) and not code.startswith(DRAFT):  # a draft is told as one
                    what = f"{passage.id}: {code!r} is no code for {line}"
                    where = places.field(passage.place, name)
                    yield fault("outside-domain", where, what, f"expected {expected}", passage.id)
