"""What every check looks at: a library, and the files it was made from with the position of everything in them.

In: a `Library` and its folders. Out: a `Reading`, which finds the place of any part of a rule or a question.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wayhome.engine.errors import Place
from wayhome.engine.library import Library
from wayhome.engine.questionnaire_reader import question_files
from wayhome.engine.rulebook_reader.files import STRATA
from wayhome.engine.sources import CASES, Path_, Source, read_yaml


@dataclass(frozen=True)
class Reading:
    """Rules and knowledge as they are checked."""

    library: Library
    rules: Path
    knowledge: Path

    @cached_property
    def rule_files(self) -> tuple[Source, ...]:
        """Every file that may hold rules, in the order in which it is read."""
        paths = [path for name in STRATA for path in sorted((self.rules / name).rglob("*.yaml"))]
        return tuple(read_yaml(path) for path in paths if not path.name.endswith(CASES))

    @cached_property
    def sections(self) -> tuple[Source, ...]:
        """The pages of the questionnaire."""
        return tuple(map(read_yaml, question_files(self.knowledge / "questionnaire")))

    def at(self, place: Place, *path: str | int) -> Place:
        """The place of a part of the rule or question that stands at this place; that of the whole if it has none."""
        known = self._entries.get(place)
        return known[0].place(*known[1], *path) if known else place

    @cached_property
    def _entries(self) -> dict[Place, tuple[Source, Path_]]:
        found: dict[Place, tuple[Source, Path_]] = {}
        for source in self.rule_files:
            for i in range(len(source.value) if isinstance(source.value, list) else 0):
                found[source.place(i)] = (source, (i,))
        for source in self.sections:
            asked = source.value["questions"] if isinstance(source.value, dict) else ()
            for i in range(len(asked) if isinstance(asked, list) else 0):
                found[source.place("questions", i)] = (source, ("questions", i))
        return found

    def entry(self, path: Path, kind: str, id_: str) -> Place:
        """The place of an entry of a file that is a list of entries."""
        source = read_yaml(path)
        written = source.value if isinstance(source.value, list) else []
        found = (i for i, entry in enumerate(written) if isinstance(entry, dict) and entry.get(kind) == id_)
        return source.place(*itertools.islice(found, 1))
