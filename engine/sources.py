"""Read the files people edit, keeping every position; write files atomically.

In: YAML (1.2 scalars: `NO` and `yes` are words) and Markdown. Out: plain values with a way back to file, line and column.
"""

from __future__ import annotations

import errno
import functools
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from wayhome.engine.errors import InputError, Place, Problem, did_you_mean, first_of, listing
from wayhome.engine.shape_faults import name_of, said_of

BEGUN = ".wayhome-begun.json"
"""At the top of a rules folder while a rule is being written; left there by a run that was killed."""
CASES = ".cases.yaml"
"""How the names of files of examples end, which stand beside rules and questions and decide nothing."""
HISTORY = "history.yaml"
"""Beside rules and knowledge: what changed in which version. It decides nothing either."""
Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
Path_ = tuple[str | int, ...]

LARGEST_FILE = 2_000_000  # bytes; a full profile with evidence is about 60 kB
DEEPEST = 24
MOST_ENTRIES = 10_000  # of one file that is a list of them
MOST_VALUES = 100_000  # of one YAML file; the longest of ours has a few thousand
_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_LACKING = {"cites": "missing-citation", "passage": "missing-citation", "examples": "missing-example"}
"""The kind of fault where one of these keys is left out or empty; that of any other key is of its shape alone."""
_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


class Strict(BaseModel):
    """A shape read from a file: unknown keys are errors, values do not change."""

    # Validators are built when first used: a cached library needs none of them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


@dataclass(frozen=True)
class Source:
    """A YAML file as plain values, with the position of each of them."""

    file: str
    value: Plain
    marks: Mapping[Path_, tuple[int, int]] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Where the value at this path stands; the nearest known ancestor if it does not."""
        for length in range(len(path), -1, -1):
            mark = self.marks.get(tuple(path[:length]))
            if mark:
                return Place(self.file, *mark)
        return Place(self.file)


def read_bytes(path: Path, most: int = LARGEST_FILE) -> bytes:
    """The content of a file, or of standard input for `-`; raises InputError for what cannot be read or is too large."""
    name = str(path)
    try:
        if name != "-":
            with open(path, "rb", opener=_open) as file:
                data = file.read(most + 1)
        elif sys.stdin is None:
            raise InputError.at("-", "standard input is closed", code="unreadable")
        else:
            data = sys.stdin.buffer.read(most + 1)
    except OSError as error:
        raise InputError.at(name, f"cannot be read: {error.strerror or error}", code="unreadable") from None
    except ValueError:
        raise InputError.at(name, "not a file name", code="unreadable") from None
    if len(data) > most:
        raise InputError.at(name, f"larger than {most:,} bytes", mend="is it the right file?", code="unreadable")
    return data


def _open(path: str, flags: int) -> int:
    """Open without waiting: a named pipe nobody writes to is empty, not a reason to hang."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def decoded(data: bytes, file: str) -> str:
    """Bytes as text with plain line ends; raises InputError for what is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise InputError.at(
            Place(file, line, column), "not UTF-8 text", mend="save the file as UTF-8", code="unreadable"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(path: Path) -> str:
    """The text of a file; raises InputError for what cannot be read as UTF-8 text of reasonable size."""
    return decoded(read_bytes(path), str(path))


def read_yaml(path: Path) -> Source:
    """Parse one YAML file; raises InputError with line and column."""
    return parse_yaml(read_text(path), str(path))


def parse_yaml(text: str, file: str) -> Source:
    """Parse YAML text; duplicate keys, aliases, tags and deep nesting are refused."""
    if len(text) > LARGEST_FILE:
        raise InputError.at(file, f"more than {LARGEST_FILE} characters", mend="is it the right file?", code="unreadable")
    loader = yaml.CSafeLoader(text)
    reading = _Reading(loader, file)
    try:
        value = reading.document()
    except yaml.MarkedYAMLError as error:
        from wayhome.engine.yaml_mends import mend_of  # only a mistake needs it

        line, column, mend = mend_of(text, error)
        what = f"not valid YAML: {error.problem or error.context}"
        raise InputError.at(Place(file, line, column), what, mend=mend, code="unreadable") from None
    except yaml.reader.ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")
        place = Place(file, before.count("\n") + 1, error.position - before.rfind("\n"))
        what = f"not valid YAML: the character {chr(error.character)!r}"
        raise InputError.at(place, what, mend="take it out", code="unreadable") from None
    except yaml.YAMLError as error:
        raise InputError.at(file, f"not valid YAML: {' '.join(str(error).split())}", code="unreadable") from None
    finally:
        loader.dispose()
    return Source(file, value, reading.marks)


class _Reading:
    """One YAML file read event by event: no tree of nodes is made, and what is not plain is refused where it begins."""

    def __init__(self, loader: yaml.CSafeLoader, file: str) -> None:
        self.marks: dict[Path_, tuple[int, int]] = {(): (1, 1)}  # where a file begins that has nothing in it
        self._loader = loader
        self._file = file
        self._events = 0
        self._depth = 0
        self._faults: list[InputError] = []
        """Of keys: told of only where the file is valid YAML to its end."""

    def document(self) -> Plain:
        """The value of the only document; None if there is none."""
        value: Plain = None
        documents = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    what, mend = "not valid YAML: but found another document", "take the line --- out"
                    self._faults.insert(0, InputError.at(self._place(event), what, mend=mend, code="unreadable"))
                value = self._value(self._next(), ()) if documents == 1 else value
        if self._faults:
            raise self._faults[0]
        return value

    def _next(self) -> yaml.Event:
        event = self._loader.get_event()
        assert event is not None  # that happens only after the end
        if self._events > MOST_VALUES:
            what = f"more than {MOST_VALUES:,} values in one file"
            raise InputError.at(self._place(event), what, mend="is it the right file?", code="unreadable")
        self._events += 1
        if isinstance(event, yaml.NodeEvent):
            if event.anchor:  # of an alias too
                mend = "write it out; a text that begins with & or * stands in quotes"
                what = "anchors and aliases (& and *) are not used here"
                raise InputError.at(self._place(event), what, mend=mend, code="unreadable")
            if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag:
                mend = "a text that begins with ! stands in quotes"
                what = f"the tag {event.tag!r} is not used here"
                raise InputError.at(self._place(event), what, mend=mend, code="unreadable")
        if isinstance(event, yaml.CollectionStartEvent):
            self._depth += 1
            if self._depth > DEEPEST:
                raise InputError.at(self._place(event), f"nested deeper than {DEEPEST} levels", code="unreadable")
        elif isinstance(event, yaml.CollectionEndEvent):
            self._depth -= 1
        return event

    def _place(self, event: yaml.Event) -> Place:
        return Place(self._file, *_position(event))

    def _value(self, event: yaml.Event, path: Path_) -> Plain:
        self.marks[path] = _position(event)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            out: list[Plain] = []
            while not isinstance(entry := self._next(), yaml.SequenceEndEvent):
                out.append(self._value(entry, (*path, len(out))))
            return out
        return self._mapping(path)

    def _mapping(self, path: Path_) -> dict[str, Plain]:
        out: dict[str, Plain] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._faults.append(InputError.at(self._place(event), "a key must be a word"))
                self._value(event, path)
                self._value(self._next(), path)
                continue
            key = str(event.value)
            below = (*path, key)
            if key in out:
                mend = f"the first is on line {self.marks[below][0]}"
                what = f"the key {key!r} stands twice"
                self._faults.append(InputError.at(self._place(event), what, mend=mend, code="stands-twice"))
            out[key] = self._value(self._next(), below)
            self.marks[below] = _position(event)
        return out


def _position(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark is not None
    return mark.line + 1, mark.column + 1


def _scalar(event: yaml.ScalarEvent) -> Plain:
    return str(event.value) if event.style in ("'", '"', "|", ">") else unquoted(event.value)


def unquoted(text: str) -> str | int | float | bool | None:
    """What a word, number or nothing means that stands without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INT.match(text):
        return int(text) if len(text.lstrip("+-")) <= 18 else text
    return float(text) if _FLOAT.match(text) else text


Shape = TypeVar("Shape", bound=BaseModel)


def shape(model: type[Shape], source: Source, *path: str | int) -> Shape:
    """Check the value at a path of a source against a model; raises InputError naming every fault."""
    value: Plain = source.value
    for step in path:
        value = value[step]  # type: ignore[index]  # the caller has walked this path
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise InputError(first_of(_problems(error, model, source, path))) from None


_UNKNOWN = {"extra_forbidden", "unexpected_keyword_argument"}
"""Kinds of faults of a key that a shape has not; the latter of data classes, such as examples."""


def _problems(error: ValidationError, model: type[BaseModel], source: Source, path: Path_) -> Iterator[Problem]:
    for where, faults in _by_value(error, source, path).items():
        place = source.place(*path, *where)
        kinds, given = {fault["type"] for fault in faults}, faults[0].get("input")
        key = str(where[-1]) if where else ""
        if kinds <= _UNKNOWN:
            unknown = str(faults[0]["loc"][-1])
            # `{name: one, two}` reads as a name and a key without a value.
            unquoted = "put text that holds a comma into quotes" if given is None else ""
            mend = did_you_mean(unknown, _fields(model)) or unquoted
            known = (
                ""
                if mend or len(where) > 1
                else listing((one.alias or name for name, one in model.model_fields.items()), 99)
            )
            yield Problem(place, f"unknown key {unknown!r}", known and f"one of {known}", mend)
        elif kinds <= {*_UNKNOWN, "missing"}:
            last = where[-1]
            what = f"entry {last + 1} of {name_of(where[:-1])}" if isinstance(last, int) else f"the key {key!r}"
            yield Problem(place, f"{what} is missing", code=_LACKING.get(key, ""))
        else:
            own = [
                fault for fault in faults if fault["type"] not in (*_UNKNOWN, "missing")
            ]  # of shapes that have such a key
            what, expected, mend = said_of(where, own, "the entry" if path else "the file")
            code = _LACKING.get(key, "") if kinds == {"too_short"} else ""
            yield Problem(place, what, expected, mend, code)


def _by_value(error: ValidationError, source: Source, path: Path_) -> dict[Path_, list[Any]]:
    """Faults by the value they are about, without the names of the shapes that were tried on it.

    Where a value may have several shapes, those that reached deeper into it came nearer to what was meant.
    """
    placed: list[tuple[Path_, Path_ | None, Any]] = []
    for fault in error.errors(include_url=False):
        if fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]:
            continue  # it only lacks the entries that are faulty themselves
        where: Path_ = ()
        choice: Path_ | None = None
        for i, step in enumerate(fault["loc"], 1):
            if (*path, *where, step) in source.marks or (fault["type"] == "missing" and i == len(fault["loc"])):
                where = (*where, step)
            else:
                choice = where if choice is None else choice
        placed.append((where, choice, fault))
    deeper = {choice for where, choice, _ in placed if choice is not None and where != choice}
    found: dict[Path_, list[Any]] = {}
    for where, choice, fault in placed:
        if choice not in deeper or where != choice:
            found.setdefault(where, []).append(fault)
    return found


@functools.cache
def _fields(model: type[BaseModel]) -> set[str]:
    """Names of the keys of a model and of the models it holds, for hints."""
    schema = model.model_json_schema()
    return {name for holder in (schema, *schema.get("$defs", {}).values()) for name in holder.get("properties", {})}


def entries(source: Source, key: str) -> Iterator[tuple[int, dict[str, Plain]]]:
    """The entries of a list of mappings, each with its index; raises InputError for another shape."""
    if not isinstance(source.value, list):
        raise InputError.at(source.place(), f"expected a list of entries, each beginning with `- {key}:`")
    if len(source.value) > MOST_ENTRIES:
        raise InputError.at(
            source.place(MOST_ENTRIES), f"more than {MOST_ENTRIES:,} entries", mend="make several files of it"
        )
    for i, entry in enumerate(source.value):
        if not isinstance(entry, dict):
            raise InputError.at(source.place(i), f"expected an entry beginning with `- {key}:`")
        yield i, entry


def make_folder(folder: Path) -> None:
    """Make a folder with all above it, if it is not there; raises InputError if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError.at(str(folder), f"cannot be made: {error.strerror or error}") from None


def write_atomically(path: Path, text: str | bytes, *, replace: bool = True) -> None:
    """Write a file so that a reader, or a killed process, sees the old text or the new one, never a part.

    Raises InputError if it cannot be written, or if it exists and `replace` is false.
    """
    data = text.encode() if isinstance(text, str) else text
    try:
        if path.exists() and not path.is_file():
            # A terminal or a pipe holds no old text, and must not be replaced by a file; a folder refuses.
            with path.open("wb") as device:
                device.write(data)
        else:
            _replace(Path(os.path.realpath(path)), data, replace=replace)  # a link stays a link
    except FileExistsError:
        raise InputError.at(str(path), "the file exists", mend="choose another name") from None
    except OSError as error:
        raise InputError.at(str(path), f"cannot be written: {error.strerror or error}") from None


def _replace(path: Path, data: bytes, *, replace: bool) -> None:
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    import tempfile  # whoever only reads needs none of it

    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".wayhome-", delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            if replace or not _linked(draft, path):
                draft.replace(path)
            else:
                draft.unlink()
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def _linked(draft: Path, path: Path) -> bool:
    """Give a draft its name only if the name is free: unlike a look beforehand, a link cannot overwrite."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # no links on this file system
        if path.exists():
            raise FileExistsError from None
        return False
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def entry_text(place: Place) -> str:
    """The lines of a file from the entry at this place up to the next one."""
    lines = read_text(Path(place.file)).splitlines()[place.line - 1 :]
    end = next((i for i, text in enumerate(lines[1:], 1) if text.startswith("- ") or (text and text[0] == "#")), len(lines))
    return "\n".join(lines[:end]).rstrip()
