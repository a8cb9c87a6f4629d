"""The rows of the sheets `survey` and `choices` of an XLSForm while they are being written.

In: questions of the form, one after the other. Out: rows by column, and lists of choices, each list once. Words come in the
one language of the questionnaire. (https://xlsform.org/en/)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from wayhome.engine.forms import form_words as words

TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
SURVEY = (
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "appearance",
    "relevant",
    "required",
    "required_message",
    "constraint",
    "constraint_message",
    "calculation",
)
CHOICES = ("list_name", "name", "label")
Row = Mapping[str, str]


@dataclass
class Rows:
    """What the form holds so far."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    _lists: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)

    def add(self, type_: str, name: str, label: str = "", **cells: str) -> None:
        """One row; cells without text stay empty."""
        given = {"type": type_, "name": name, "label": label, **cells}
        self.survey.append({column: text for column, text in given.items() if text})

    def select(self, list_name: str, choices: Mapping[str, str], *, several: bool = False) -> str:
        """The type of a question with these choices (value to label); the same choices are one list."""
        key = tuple(choices.items())
        if key not in self._lists:
            taken = set(self._lists.values())
            others = (f"{list_name}_{i}" for i in range(2, len(taken) + 3))
            list_name = next(one for one in (list_name, *others) if one not in taken)
            self._lists[key] = list_name
            self.choices += [{"list_name": list_name, "name": value, "label": label} for value, label in key]
        return f"{'select_multiple' if several else 'select_one'} {self._lists[key]}"

    @contextmanager
    def group(self, name: str, label: str, **cells: str) -> Iterator[None]:
        """A group around the rows added within."""
        self.add("begin_group", name, label, **cells)
        yield
        self.survey.append({"type": "end_group"})

    @contextmanager
    def repeat(self, name: str, label: str, **cells: str) -> Iterator[None]:
        """The same around rows that can be answered several times."""
        self.add("begin_repeat", name, label, **cells)
        yield
        self.survey.append({"type": "end_repeat"})


def header(column: str) -> str:
    """The header of a column: words name their language."""
    return f"{column}::{words.LANGUAGE}" if column in TRANSLATED else column
