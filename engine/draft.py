"""A profile while it is being written: its text, and what it says so far.

In: the text of a profile. Out: `Draft`s, each with one change more; comments, order and everything else stay as they are.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count

from wayhome.engine.answer_fields import BESIDE, FieldPath, Said, body_fields, fields_of, said, saying
from wayhome.engine.profile import Profile, ProfileFile
from wayhome.engine.profile_reader import check_source
from wayhome.engine.questionnaire import Questionnaire
from wayhome.engine.sources import Path_, Plain, Source, parse_yaml
from wayhome.engine.yaml_edit import edited


@dataclass(frozen=True)
class Draft:
    """A valid profile as text."""

    text: str
    file: str
    questionnaire: Questionnaire
    _read: Source | None = field(default=None, repr=False, compare=False)
    """The text as read, where that has been done already."""

    @cached_property
    def source(self) -> Source:
        """The text as plain values with their places; raises InputError for what is no YAML."""
        return self._read or parse_yaml(self.text, self.file)

    @cached_property
    def profile(self) -> Profile:
        """The profile the text holds; raises InputError if it holds none."""
        return check_source(self.source, hashlib.sha256(self.text.encode()).hexdigest(), self.questionnaire)

    @property
    def value(self) -> dict[str, Plain]:
        """The text as plain values."""
        return self.source.value if isinstance(self.source.value, dict) else {}

    @property
    def entries(self) -> dict[str, Plain]:
        """Question to its entry as written, in the order of the file."""
        answers = self.value.get("answers")
        return answers if isinstance(answers, dict) else {}

    @property
    def sources(self) -> dict[str, Plain]:
        """Key to the source as written."""
        found = self.value.get("sources")
        return found if isinstance(found, dict) else {}

    def said(self, question: str) -> Said:
        """What is said in answer to a question, by field."""
        return said(self.questionnaire.questions[question], self.entries.get(question), self.questionnaire)

    def everything_said(self) -> dict[str, Said]:
        """The same for every question with an entry, in the order of the file."""
        return {question: found for question in self.entries if (found := self.said(question))}

    def with_said(self, question: str, changes: Mapping[FieldPath, Plain]) -> Draft:
        """The draft with some fields of an answer changed, None taking one away; raises InputError for what is no answer."""
        return self.with_all_said({question: changes})

    def with_all_said(self, changes: Mapping[str, Mapping[FieldPath, Plain]]) -> Draft:
        """The same for several questions at once."""
        answers, is_changed = dict(self.entries), False
        for question, fields in changes.items():
            held = self.said(question)
            fields = {path: value for path, value in fields.items() if held.get(path) != value}
            if not fields:
                continue
            is_changed = True
            entry = saying(self.questionnaire.questions[question], answers.get(question), fields, self.questionnaire)
            if entry is None:
                answers.pop(question, None)
            else:
                is_bare = not isinstance(answers.get(question, {}), dict) and set(entry) == {"answer"}
                answers[question] = entry["answer"] if is_bare else entry
        return self._with({**self.value, "answers": answers}) if is_changed else self

    def with_head(self, changes: Mapping[str, Plain]) -> Draft:
        """The draft with other lines at its head, such as `title`; None takes one away."""
        value = {**self.value, **changes}
        return self._with({key: part for key, part in value.items() if part is not None or key not in changes})

    def with_source(self, key: str, entry: Mapping[str, Plain]) -> Draft:
        """The draft with one source more."""
        return self._with({**self.value, "sources": {**self.sources, key: dict(entry)}})

    def _with(self, value: dict[str, Plain]) -> Draft:
        text, source = edited(self.text, self.source, value, self._order)
        draft = Draft(text, self.file, self.questionnaire, source)
        draft.profile  # noqa: B018  # what is no profile is refused here, before anything is written
        return draft

    def _order(self, path: Path_) -> Sequence[str]:
        """The keys of a mapping in the order of a new profile."""
        if not path:
            return [field.alias or name for name, field in ProfileFile.model_fields.items()]
        if path == ("answers",):
            return list(self.questionnaire.questions)
        if len(path) == 2 and path[0] == "answers":
            fields = fields_of(self.questionnaire.questions[str(path[1])], self.questionnaire)
            return list(dict.fromkeys(one.path[0] for one in fields)) + [one[0] for one in BESIDE]
        if len(path) == 3 and path[0] == "answers":
            fields = fields_of(self.questionnaire.questions[str(path[1])], self.questionnaire)
            return list(dict.fromkeys(one.path[1] for one in fields if len(one.path) > 1))
        if len(path) == 4 and path[0] == "answers" and (question := self.questionnaire.questions[str(path[1])]).repeat:
            return [one.path[2] for one in body_fields(question, str(path[3]))]
        return ()


def new_key(title: str, taken: Mapping[str, object], otherwise: str = "source") -> str:
    """A short key for a source or body with this title: small letters, digits, hyphens; none that is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:4]
    stem = "-".join(words)[:40].strip("-") or otherwise
    return next(key for key in chain([stem], (f"{stem}-{i}" for i in count(2))) if key not in taken)
