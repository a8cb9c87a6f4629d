"""Submissions as they stand in an export, whichever server and kind of file it comes from.

In: tables or nested values. Out: `Record`s, each value under its question with the place it was read from. What the servers
add of their own is kept apart; a column that is neither theirs nor the form's is refused, unless it is empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wayhome.engine.errors import MOST_PROBLEMS, InputError, Place, Problem, did_you_mean
from wayhome.engine.forms.form_names import HEAD, FormNames
from wayhome.engine.forms.workbook import CellValue, Formula

EXPORT_AGAIN = "export again with `XML values and headers` (KoboToolbox), or as CSV or JSON (ODK Central)"
# What ODK Central, ODK Briefcase and the metadata questions of XLSForm add; what KoboToolbox adds begins with an underscore.
SYSTEM = frozenset(
    (
        *("SubmissionDate", "CompletionDate", "KEY", "PARENT_KEY", "SubmitterID", "SubmitterName", "Status", "ReviewState"),
        *("AttachmentsPresent", "AttachmentsExpected", "DeviceID", "Edits", "FormVersion", "MetaInstanceID", "instanceID"),
        *("instanceName", "start", "end", "today", "deviceid", "username", "phonenumber", "email", "subscriberid"),
        *("simserial", "audit"),
    )
)
SYSTEM_GROUPS = frozenset(("meta", "formhub", "__system"))
_WORD = re.compile(r"[A-Za-z0-9_]+")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """A question of the form, or one of its choices where each choice has a column."""

    name: str
    choice: str = ""


@dataclass(frozen=True)
class Value:
    """A value as it stands in the file, and where."""

    text: str
    place: Place


@dataclass(frozen=True)
class Record:
    """One submission, or one of the bodies it lists."""

    place: Place
    values: Mapping[Column, Value]
    system: Mapping[str, str]
    bodies: tuple[Record, ...] = ()


@dataclass
class Problems:
    """Faults found so far; a file with very many is not read to its end."""

    found: list[Problem] = field(default_factory=list)

    def tell(self, place: Place, what: str, expected: str = "", mend: str = "") -> None:
        """Note a fault."""
        self.found.append(Problem(place, what, expected, mend))
        if len(self.found) > MOST_PROBLEMS:
            raise InputError(self.found)

    def stop_if_any(self) -> None:
        """Raises InputError if there are any."""
        if self.found:
            raise InputError(self.found)


@dataclass(frozen=True)
class Header:
    """Reads the headers of an export."""

    names: FormNames

    @property
    def known(self) -> Collection[str]:
        """Every name in the form."""
        return {*self.names.by_name, *HEAD}

    def column(self, text: str) -> Column | None:
        """The question a header names, with or without its groups; None if it names none of the form."""
        words = list(_WORD.finditer(text.strip()))
        for word in reversed(words):
            if word[0] in HEAD or word[0] in self.names.by_name:
                rest = text.strip()[word.end() :]
                choice = rest[1:]
                if not rest or (word[0] in self.names.by_name and choice in self.names.by_name[word[0]].values):
                    return Column(word[0], choice)
        return None

    @staticmethod
    def system_name(title: str) -> str:
        """The name of a column that a server added, without its group; empty if none did."""
        parts = re.split(r"[/.:|-]", title)
        if parts[0] in SYSTEM_GROUPS or (title.startswith("_") and len(parts) > 1):
            return parts[-1]
        is_theirs = title in SYSTEM or title.startswith(("_", "SET-OF-")) or "@odata." in title
        return title if is_theirs else ""


def text_of(value: CellValue) -> str:
    """The text of a cell: numbers as digits, a formula as it is written; nothing is calculated."""
    if value is None:
        return ""
    return clean(value.text if isinstance(value, Formula) else str(value))


def clean(text: str) -> str:
    """Text with plain line ends, without what no file can hold (such as halves of characters) and without outer blanks."""
    return _NOT_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


@dataclass(frozen=True)
class Table:
    """A table with its headers in the first row."""

    name: str
    rows: Sequence[Sequence[CellValue]]
    place: Callable[[int, int], Place]


def records_of(table: Table, header: Header, problems: Problems) -> list[Record]:
    """The rows of a table as records; rows without a value say nothing."""
    titles = [text_of(value) for value in table.rows[0]] if table.rows else []
    columns = [header.column(title) for title in titles]
    if not any(columns):
        what = "no column is named as in the form" if any(titles) else "there are no headers"
        raise InputError.at(Place(table.name), what, "headers such as about/about_body", EXPORT_AGAIN)
    _refuse_twice(columns, titles, table, problems)
    found = []
    for i, row in enumerate(table.rows[1:], 1):
        values: dict[Column, Value] = {}
        system: dict[str, str] = {}
        for j, cell in enumerate(row):
            text = text_of(cell)
            if not text:
                continue
            title = titles[j] if j < len(titles) else ""
            column = columns[j] if j < len(columns) else None
            if column is not None:
                values[column] = Value(text, table.place(i, j))
            elif name := header.system_name(title):
                system[name] = text
            else:
                refuse(title, table.place(i, j), header, problems)
        if values:
            found.append(Record(table.place(i, 0), values, system))
    return found


def refuse(title: str, place: Place, header: Header, problems: Problems) -> None:
    """Tell of a value under a header that is neither of the form nor of a server."""
    what = f"the form has no question {title!r}" if title else "a value without a header above it"
    last = _WORD.findall(title)[-1:] or [""]
    problems.tell(place, what, mend=did_you_mean(last[0], header.known) or "leave the column out, or empty it")


def _refuse_twice(columns: Sequence[Column | None], titles: Sequence[str], table: Table, problems: Problems) -> None:
    counts = Counter(column for column in columns if column is not None)
    for j, column in enumerate(columns):
        if column is not None and counts[column] > 1 and column in columns[:j]:
            first = titles[columns.index(column)]
            problems.tell(
                table.place(0, j), f"{titles[j]!r} is the same question as {first!r}", mend="leave one of them out"
            )


LINKS = (("_parent_index", "_index"), ("PARENT_KEY", "KEY"), ("_submission__uuid", "_uuid"), ("_submission__id", "_id"))
"""How the row of a body names its submission: the column of the body, and that of the submission."""


def is_of_bodies(table: Table, header: Header) -> bool:
    """Whether the rows of a table belong to submissions in another one."""
    theirs = {header.system_name(text_of(value)) for value in (table.rows[0] if table.rows else ())}
    return any(link in theirs for link, _ in LINKS)


def joined(records: Sequence[Record], bodies: Iterable[Record], problems: Problems) -> list[Record]:
    """The submissions with the bodies each of them lists."""
    owners = {
        link: {record.system[key]: i for i, record in enumerate(records) if key in record.system} for link, key in LINKS
    }
    found: dict[int, list[Record]] = {}
    for body in bodies:
        at = next((known.get(body.system[link]) for link, known in owners.items() if known and link in body.system), None)
        if at is None:
            problems.tell(body.place, "no submission is found for this row", mend="export both again at one time")
        else:
            found.setdefault(at, []).append(body)
    return [replace(record, bodies=(*record.bodies, *found.get(i, ()))) for i, record in enumerate(records)]
