"""The folder that pages are written into: all of them or none, and nobody's file is lost.

In: a folder, and the text of each page by the name of its file. The new pages are written beside the old ones first and put
in their places together, once all of them are on the disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from wayhome.engine.errors import InputError, Place, Problem
from wayhome.engine.rule_site.site import is_ours
from wayhome.engine.sources import LARGEST_FILE, make_folder

_DRAFTS = ".wayhome-pages-"
"""How the folder begins in which pages are kept until all are there."""
_DRAFT = ".wayhome-*"
"""Files and folders that a run leaves behind which is killed while it writes."""


def write_site(folder: Path, pages: Mapping[str, str]) -> None:
    """Write pages into a folder, which is made if need be.

    Pages of ours that are no longer made are taken away, and so are drafts of ours that a run left which was ended early.

    Raises:
        InputError: if something of somebody else has the name of a page, or the pages cannot be written: the folder is then
            as it was.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError.at(str(folder), "not a folder")
    in_the_way = list(_in_the_way(folder, pages))
    if in_the_way:
        raise InputError(in_the_way)
    make_folder(folder)
    try:
        ending = Path(next(iter(pages))).suffix
        held = {path.name: text for path in sorted(folder.glob(f"*{ending}")) if is_ours(text := _text(path))}
        _take_drafts_away(folder)
        drafts = Path(tempfile.mkdtemp(dir=folder, prefix=_DRAFTS))
        try:
            changed = [name for name, text in pages.items() if held.get(name) != text]
            for name in changed:
                (drafts / name).write_text(pages[name], encoding="utf-8", newline="\n")
            for name in changed:
                (drafts / name).replace(folder / name)
        finally:
            shutil.rmtree(drafts, ignore_errors=True)
        for name in held.keys() - pages.keys():
            (folder / name).unlink()
    except OSError as error:
        raise InputError.at(str(folder), f"cannot be written: {error.strerror or error}") from None


def _in_the_way(folder: Path, pages: Mapping[str, str]) -> Iterator[Problem]:
    """Whatever has the name of a page and is none of ours."""
    for name in pages:
        path = folder / name
        if path.is_dir():
            yield Problem(Place(str(path)), "a folder that has the name of a page", mend="choose another folder")
        elif os.path.lexists(path) and not is_ours(_text(path)):
            what = "no page of the rulebook; it stays as it is"
            yield Problem(Place(str(path)), what, mend="choose another folder")


def _take_drafts_away(folder: Path) -> None:
    for path in folder.glob(_DRAFT):
        if path.is_dir() and not path.is_symlink() and path.name.startswith(_DRAFTS):
            shutil.rmtree(path)
        elif is_ours(_text(path)):
            path.unlink()


def _text(path: Path) -> str:
    """What a file holds; nothing, if it cannot be read or is larger than any page: it is none of ours then."""
    with contextlib.suppress(OSError):
        if path.is_file() and path.stat().st_size <= LARGEST_FILE:
            return path.read_bytes().decode("utf-8", errors="replace")
    return ""
