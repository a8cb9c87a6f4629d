"""Where a key, an item or a field of an entry stands, for faults that are found once everything has been read.

In: the place of an entry. Out: that of a part of it. Files are read once more, each at most once: only faults ask.
"""

from __future__ import annotations

from pathlib import Path

from wayhome.engine.entries import read_entries
from wayhome.engine.errors import InputError, Place
from wayhome.engine.sources import Path_, Source, read_yaml


class EntryPlaces:
    """Finds parts of entries in the files they were read from."""

    def __init__(self) -> None:
        self._sources: dict[str, tuple[Source, dict[Place, Path_]]] = {}
        self._pages: dict[str, dict[Place, dict[str, Place]]] = {}

    def at(self, entry: Place, *path: str | int) -> Place:
        """The place of a key or an item of an entry in YAML; of the nearest that holds it, if it is not there."""
        source, known = self._yaml(entry.file)
        return source.place(*known[entry], *path) if entry in known else entry

    def at_example(self, example: Place, is_one_of_several: bool, key: str, *path: str | int) -> Place:
        """The same in an example; what one of several gives may stand with it, or with all of them."""
        source, known = self._yaml(example.file)
        whole = known.get(example)
        if whole is None:
            return example
        if is_one_of_several:
            if key == "given" and (*whole, *path[:1]) in source.marks:
                return source.place(*whole, *path)
            whole = whole[:-2]
        return source.place(*whole, key, *path)

    def field(self, entry: Place, name: str) -> Place:
        """The line of a field, or of a paragraph for one way of doing a thing, of an entry in Markdown."""
        if entry.file not in self._pages:
            try:
                self._pages[entry.file] = {one.place: one.places for one in read_entries(Path(entry.file))}
            except InputError:  # it has changed meanwhile
                self._pages[entry.file] = {}
        return self._pages[entry.file].get(entry, {}).get(name, entry)

    def _yaml(self, file: str) -> tuple[Source, dict[Place, Path_]]:
        if file not in self._sources:
            try:
                source = read_yaml(Path(file))
            except InputError:  # it has changed meanwhile
                source = Source(file, None, {})
            known: dict[Place, Path_] = {}
            for path, mark in source.marks.items():
                known.setdefault(Place(file, *mark), path)  # what holds others comes before them
            self._sources[file] = (source, known)
        return self._sources[file]
