"""The files in which KoboToolbox and ODK Central hand out submissions: .xlsx, .csv and .json.

In: a path. Out: `Record`s, one for each submission. The bodies that a submission lists stand on another sheet, in a file
beside (`form.csv` and `form-<repeat>.csv`) or within it. Nothing in a file can do more than be refused.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from wayhome.engine.errors import InputError, Place
from wayhome.engine.forms.form_names import FormNames
from wayhome.engine.forms.submission_records import (
    EXPORT_AGAIN,
    Column,
    Header,
    Problems,
    Record,
    Table,
    Value,
    clean,
    is_of_bodies,
    joined,
    records_of,
    refuse,
)
from wayhome.engine.forms.workbook import Sheet, column_name, read_workbook
from wayhome.engine.sources import DEEPEST, decoded, read_bytes

LARGEST = 20_000_000  # bytes; a submission that answers everything is about 40 kB
MOST_SUBMISSIONS = 2_000
_DELIMITERS = ",;\t"


def read_records(path: Path, names: FormNames, problems: Problems) -> list[Record]:
    """Every submission in a file; what cannot be placed is told, with row and column. Raises InputError for another file."""
    readers = {".xlsx": _read_xlsx, ".csv": _read_csv, ".json": _read_json}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError.at(
            str(path), f"{path.suffix or 'no ending'} is no kind of export we read", "a .xlsx, .csv or .json"
        )
    found = reader(path, Header(names), problems)
    if not found:
        problems.stop_if_any()
        raise InputError.at(str(path), "holds no submission")
    if len(found) > MOST_SUBMISSIONS:
        what = f"holds {len(found):,} submissions"
        raise InputError.at(str(path), what, f"at most {MOST_SUBMISSIONS:,}", "is it the right file?")
    return found


def _read_xlsx(path: Path, header: Header, problems: Problems) -> list[Record]:
    tables = [_table(sheet) for sheet in read_workbook(path)]
    return _from_tables(tables, str(path), header, problems)


def _table(sheet: Sheet) -> Table:
    return Table(f"{sheet.file}, sheet {sheet.name}", sheet.rows, sheet.place)


def _from_tables(tables: Sequence[Table], file: str, header: Header, problems: Problems) -> list[Record]:
    """The first table holds the submissions, those after it the bodies they list."""
    first, *others = tables or [Table(file, (), lambda row, column: Place(file))]
    if is_of_bodies(first, header):
        what = "these are the bodies that submissions list, without the submissions"
        raise InputError.at(first.name, what, mend="give the file, or put the sheet first, that holds the submissions")
    found = records_of(first, header, problems)
    for table in others:
        if not any(table.rows):
            continue
        if not is_of_bodies(table, header):
            what = "a sheet that belongs to no submission"
            raise InputError.at(table.name, what, "columns that name the submission, such as _parent_index", EXPORT_AGAIN)
        found = joined(found, records_of(table, header, problems), problems)
    return found


def _read_csv(path: Path, header: Header, problems: Problems) -> list[Record]:
    tables = [_csv_table(path, header)]
    for repeat in header.names.repeats:
        beside = path.with_name(f"{path.stem}-{repeat}{path.suffix}")
        if beside.is_file():
            tables.append(_csv_table(beside, header))
    return _from_tables(tables, str(path), header, problems)


def _csv_table(path: Path, header: Header) -> Table:
    name = str(path)
    text = _text(read_bytes(path, LARGEST), name)
    first = text.partition("\n")[0]
    # KoboToolbox writes semicolons, ODK Central commas, a spreadsheet what its country does.
    known = {
        delimiter: sum(header.column(title) is not None for title in _row(first, delimiter)) for delimiter in _DELIMITERS
    }
    delimiter = max(known, key=lambda one: known[one])
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows.extend(reader)
    except csv.Error as error:
        place = Place(f"{name}, line {reader.line_num}")
        raise InputError.at(place, f"not valid CSV: {error}", mend="export it anew; or save it as CSV UTF-8") from None
    titles = rows[0] if rows else []

    def cell(row: int, column: int) -> Place:
        title = f" ({titles[column]})" if column < len(titles) and titles[column] else ""
        return Place(f"{name}, row {row + 1}, column {column_name(column)}{title}")

    return Table(name, rows, cell)


def _row(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _text(data: bytes, file: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            raise InputError.at(file, "not valid UTF-16 text", mend="save it as CSV UTF-8") from None
    if data.startswith(b"PK\x03\x04"):
        raise InputError.at(file, "a workbook or an archive, not text", mend="name it .xlsx, or unpack it first")
    try:
        return decoded(data, file)
    except InputError as error:
        mend = "in Excel: Save as, CSV UTF-8; or export it anew"
        raise InputError.at(error.problems[0].place, "not UTF-8 text", mend=mend) from None


def _read_json(path: Path, header: Header, problems: Problems) -> list[Record]:
    name = str(path)
    text = _text(read_bytes(path, LARGEST), name)
    try:
        given = json.loads(text, object_pairs_hook=_without_repetition)
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise InputError.at(place, f"not valid JSON: {error.msg}", mend="export it anew") from None
    except (ValueError, RecursionError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise InputError.at(name, f"JSON that cannot be read: {what}", mend="export it anew") from None
    found = [
        _JsonReader(f"{name}, submission {i}", header, problems).read(submission, Place(f"{name}, submission {i}"))
        for i, submission in enumerate(_submissions(given, name), 1)
    ]
    if found and not any(record.values for record in found):
        raise InputError.at(name, "no key is named as in the form", "keys such as about/about_body", EXPORT_AGAIN)
    return [record for record in found if record.values]


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:80]!r} stands twice")
    return found


def _submissions(given: object, name: str) -> list[dict[str, object]]:
    """KoboToolbox hands out `results`, ODK Central `value`; a list alone is fine."""
    if isinstance(given, dict):
        given = next((given[key] for key in ("results", "value") if isinstance(given.get(key), list)), given)
    listed = given if isinstance(given, list) else [given]
    found = [one for one in listed if isinstance(one, dict)]
    if len(found) < len(listed):
        raise InputError.at(name, "not a list of submissions", '{"results": [...]}, {"value": [...]} or [...]')
    return found


class _JsonReader:
    """Takes one submission apart: groups are nested or in the key, repeats are lists."""

    def __init__(self, name: str, header: Header, problems: Problems) -> None:
        self.name = name
        self.header = header
        self.problems = problems

    def read(self, given: dict[str, object], place: Place, path: str = "") -> Record:
        values: dict[Column, Value] = {}
        system: dict[str, str] = {}
        bodies: list[Record] = []
        self._walk(given, path, values, system, bodies, 0)
        return Record(place, values, system, tuple(bodies))

    def _walk(
        self,
        given: dict[str, object],
        path: str,
        values: dict[Column, Value],
        system: dict[str, str],
        bodies: list[Record],
        depth: int,
    ) -> None:
        for key, value in given.items():
            full = f"{path}/{key}" if path else key
            place = Place(f"{self.name}, key {full}")
            if value is None or value in ("", [], {}):
                continue
            if depth > DEEPEST:
                raise InputError.at(place, f"nested deeper than {DEEPEST} levels")
            column = self.header.column(full)
            if theirs := "" if column else self.header.system_name(full):
                if isinstance(value, dict):
                    self._walk(value, full, values, system, bodies, depth + 1)
                elif not isinstance(value, list):
                    system[theirs] = str(value)
            elif isinstance(value, dict):
                self._walk(value, full, values, system, bodies, depth + 1)
            elif isinstance(value, list) and full.rpartition("/")[2] in self.header.names.repeats:
                bodies += self._bodies(value, full)
            elif column is None:
                refuse(full, place, self.header, self.problems)
            elif text := clean(str(value)):
                if isinstance(value, list):
                    self.problems.tell(place, f"a list in answer to {column.name}", "one text, such as `patchy mostly`")
                if column in values:
                    self.problems.tell(place, f"{column.name} is answered twice", mend="leave one of them out")
                values[column] = Value(text, place)

    def _bodies(self, given: list[object], path: str) -> list[Record]:
        found = []
        for i, body in enumerate(given, 1):
            place = Place(f"{self.name}, key {path}, number {i}")
            if isinstance(body, dict):
                found.append(_JsonReader(f"{self.name}, {path} {i}", self.header, self.problems).read(body, place))
            else:
                self.problems.tell(place, "not a body with its answers")
        return [body for body in found if body.values]
