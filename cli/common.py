"""What every command shares: the options of the library, reading profiles, errors without tracebacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from wayhome.engine.api import LoadedProfile
    from wayhome.engine.brief.tree import Picture
    from wayhome.engine.library import Library
    from wayhome.engine.review.log import Log
    from wayhome.engine.weights import BodyWeights

Command = TypeVar("Command", bound=Callable[..., Any])


class NamedPath(click.Path):
    """A path that has a name: an empty one would be the current folder, which nobody asked for."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; fails for an empty one."""
        if not os.fspath(value):
            self.fail("an empty name; `.` is the current folder", param, ctx)
        return super().convert(value, param, ctx)


PATH = NamedPath(path_type=Path, readable=False)  # that it cannot be read is wrong input, not wrong usage
OUTPUT = click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; - for standard output.")
PICTURE_KINDS = (".svg", ".png")
EDITIONS = ("draft", "ministerial", "adviser", "confidential")


class InOrder(click.Group):
    """Lists its commands in the order in which they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, as they were added."""
        return list(self.commands)


def library_options(command: Command) -> Command:
    """Add `--rulebook` and `--knowledge`, for a fork kept elsewhere."""
    command = click.option("--knowledge", type=PATH, metavar="DIR", help="Another knowledge folder.")(command)
    return click.option("--rulebook", type=PATH, metavar="DIR", help="Another rules folder.")(command)


def advice_options(command: Command) -> Command:
    """Add what changes an advice besides the profile: `--edition`, `--date`, `--weights`."""
    command = click.option("--weights", type=PATH, metavar="FILE", help="Weights of the criteria instead of ours.")(command)
    day = "The day of the brief, such as 2026-05-01; the profile's date if not given."
    command = click.option("--date", metavar="D", help=day)(command)
    editions = click.Choice(EDITIONS)
    return click.option("--edition", type=editions, default="draft", show_default=True, help="For whom it is made.")(command)


SINGLE_ENTRY = (
    "wayhome: warning: the durable-rules engine is not available for this Python"
    f" ({sys.version_info.major}.{sys.version_info.minor}); conclusions are drawn by the reference evaluator alone."
    " Python 3.11 and 3.12 draw them twice."
)


def load_library(rulebook: Path | None, knowledge: Path | None, *, with_drafts: bool = False) -> Library:
    """The library these options name, drafts included where they are checked or shown."""
    from wayhome.engine.library import load_library

    return load_library(rulebook, knowledge, with_drafts=with_drafts)


@contextmanager
def faults_of_reading(form: str) -> Iterator[None]:
    """What cannot be read, in the format of findings that a program asked for; as text it is told as everywhere."""
    from wayhome.engine.errors import InputError

    try:
        yield
    except InputError as error:
        if form == "text":
            raise
        from wayhome.engine.lint.report import FORMATS
        from wayhome.engine.lint.run import not_read

        write(FORMATS[form](not_read(error)), "-")
        raise SystemExit(1) from None


def load_profile(profile: str, rulebook: Path | None, knowledge: Path | None) -> LoadedProfile:
    """The profile these options name; warns once if conclusions will be drawn by one evaluator only."""
    from wayhome.engine.api import load_profile
    from wayhome.engine.inference import is_available

    loaded = load_profile(profile, rules=rulebook, knowledge=knowledge)
    if not is_available():
        click.echo(SINGLE_ENTRY, err=True)
    return loaded


def load_earlier(profile: str, loaded: LoadedProfile) -> LoadedProfile:
    """An earlier profile, read with the same rules and knowledge as today's."""
    from wayhome.engine.api import LoadedProfile
    from wayhome.engine.profile_reader import read_profile

    return LoadedProfile(read_profile(profile, loaded.library.questionnaire, loaded.library.examples), loaded.library)


def load_log(path: Path) -> Log:
    """The log of a review; warns of a line that a crash cut short, which was never recorded."""
    from wayhome.engine.review.log import read_log

    log = read_log(path)
    if log.cut:
        what = f"{path}:{len(log.lines) + 1}: warning: a line is cut short and was never recorded"
        click.echo(f"{what}; `wayhome review record` keeps what there is of it and goes on", err=True)
    return log


def same_file(one: str | Path, other: str | Path) -> bool:
    """Whether two names lead to one file, through links of either kind or standard input (`-`)."""
    try:
        read = os.fstat(0) if str(other) == "-" else Path(other).stat()
        return os.path.samestat(Path(one).stat(), read)
    except (OSError, ValueError):
        return False


def load_weights(path: Path | None) -> dict[str, int] | None:
    """The weights in a file, if one is given."""
    from wayhome.engine.sources import read_yaml
    from wayhome.engine.weights import read_weights

    return read_weights(read_yaml(path)) if path else None


def load_body_weights(path: Path) -> BodyWeights:
    """The weights of a body; called by the name of their file if they name nobody."""
    from dataclasses import replace

    from wayhome.engine.sources import read_yaml
    from wayhome.engine.weights import read_body_weights

    found = read_body_weights(read_yaml(path))
    return found if found.name else replace(found, name=path.stem)


def check_picture(output: str, *read: str | Path | None, option: str) -> None:
    """Refuse a picture whose name says of no kind we draw, or which would overwrite what is read."""
    from wayhome.engine.errors import InputError

    if Path(output).suffix.lower() not in PICTURE_KINDS:
        raise InputError.at(output, "which kind of picture this is cannot be told", "a name that ends in .svg or .png")
    for file in read:
        if file and same_file(output, file):
            raise InputError.at(output, f"the picture would overwrite {file}", mend=f"choose another name for {option}")


def write_picture(picture: Picture, output: str) -> None:
    """Write a picture as what its name ends in, or as SVG to standard output for `-`."""
    if Path(output).suffix.lower() == ".png":
        from wayhome.engine.brief.pictures.png import to_png

        write(to_png(picture.svg), output)
    else:
        write(picture.svg, output)


def write(content: str | bytes, output: str, *, replace: bool = True) -> None:
    """Write a result to a file, atomically, or to standard output for `-`; what is no text never goes to a terminal."""
    from wayhome.engine.errors import InputError
    from wayhome.engine.sources import write_atomically

    if output != "-":
        write_atomically(Path(output), content, replace=replace)
    elif sys.stdout is None:
        raise InputError.at("-", "standard output is closed", mend="give a file with -o")
    elif isinstance(content, bytes) and sys.stdout.isatty():
        raise InputError.at(
            "-", "a terminal cannot show this format", mend="give a file with -o, or send it on with `|` or `>`"
        )
    else:
        sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
        sys.stdout.buffer.flush()
