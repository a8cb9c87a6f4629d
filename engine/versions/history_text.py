"""A history as text, with one version more in it or told anew; every other line stays as it is.

In: `history.yaml`, or nothing. Out: its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from wayhome.engine.errors import InputError
from wayhome.engine.history_file import Of, parse_history
from wayhome.engine.sources import Path_, Plain, Source, parse_yaml, read_text
from wayhome.engine.versions.recorded import ORDER
from wayhome.engine.yaml_edit import rewritten
from wayhome.engine.yaml_text import lines_of

HEAD = """\
# What changed in which version, the newest first. `wayhome rules record` writes it. Reasons can be written or made better by
# hand: that of a version behind `because`, that of one rule behind its id under `reasons`. Nothing is decided by this file.

"""


@dataclass(frozen=True)
class HistoryText:
    """The text of a history, and the versions in it, newest first."""

    path: Path
    of: Of
    text: str = ""
    source: Source = field(default_factory=lambda: Source("", None, {}))

    @classmethod
    def read(cls, path: Path, of: Of) -> HistoryText:
        """What stands in a file; nothing if there is none. Raises InputError for a history that cannot be read."""
        if not path.exists():
            return cls(path, of)
        if not path.is_file():
            raise InputError.at(str(path), "not a file", mend="take it away")
        text = read_text(path)
        source = parse_yaml(text, str(path))
        parse_history(source, of)
        return cls(path, of, text, source)

    @property
    def versions(self) -> dict[str, dict[str, Plain]]:
        """What stands under each version."""
        held = self.source.value if isinstance(self.source.value, dict) else {}
        return {name: value if isinstance(value, dict) else {} for name, value in held.items()}

    def with_version(self, version: str, entry: Mapping[str, Plain], before: Mapping[str, Plain]) -> str:
        """The text with this version in it, told anew if it was there, else above all others.

        Args:
            version: three numbers.
            entry: what stands under it.
            before: what stands below it, if the file has no version before it yet.

        Raises:
            InputError: if the file is laid out in a way that cannot be changed in place.
        """
        lacking = {} if self.versions.keys() - {version} else before
        if version not in self.versions:
            text = self._with_lines([_block(name, value) for name, value in {version: dict(entry), **lacking}.items()])
            return self._checked(text, {version: dict(entry), **self.versions, **lacking})
        wanted: dict[str, Plain] = {**self.versions, version: dict(entry)}
        with suppress(InputError):  # said below, in the words of a history
            text = rewritten(self.text, wanted, str(self.path), _order)
            below = "".join(f"\n{_block(name, value)}" for name, value in lacking.items())
            return self._checked(f"{text}{below}", {**wanted, **lacking})
        raise self._unfit()

    def _with_lines(self, blocks: Sequence[str]) -> str:
        """The text with versions above those it has: below the comments at its top, above a comment on the newest one."""
        text = self.text or HEAD
        lines = text.splitlines(keepends=True)
        at = self.source.place(*list(self.versions)[:1]).line - 1 if self.versions else len(lines)
        start = at
        while start and lines[start - 1].startswith("#"):
            start -= 1
        is_top = not any(line.strip() for line in lines[:start])
        at = at if is_top or not self.versions else start
        if at and not lines[at - 1].endswith("\n"):
            lines[at - 1] += "\n"
        return "".join([*lines[:at], "\n".join(blocks), "\n" if lines[at:] else "", *lines[at:]])

    def _checked(self, text: str, wanted: Mapping[str, Plain]) -> str:
        """The text, once it has been read again and says exactly what it should."""
        try:
            source = parse_yaml(text, str(self.path))
        except UnicodeEncodeError:
            raise InputError.at(str(self.path), "what was said cannot be written to a file") from None
        except InputError:
            raise self._unfit() from None
        held = source.value if isinstance(source.value, dict) else {}
        if {name: value or {} for name, value in held.items()} != wanted or [*held] != [*wanted]:
            raise self._unfit()
        parse_history(source, self.of)
        return text

    def _unfit(self) -> InputError:
        what = "the file is laid out in a way that cannot be changed in place"
        mend = "write each version, and each key under it, on a line of its own, indented by two spaces"
        return InputError.at(str(self.path), what, mend=mend)


def _block(version: str, value: Plain) -> str:
    return "".join(f"{line}\n" for line in lines_of(version, value))


def _order(path: Path_) -> Sequence[str]:
    return ORDER if len(path) == 1 else ()
