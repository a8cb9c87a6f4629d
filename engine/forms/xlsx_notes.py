"""Which cells of an Excel sheet carry a note, or comment.

In: the parts of a workbook and the name of a sheet's part. Out: the cells by name. Excel keeps the old kind of note beside a
comment of the new kind, so that one look finds both.
"""

from __future__ import annotations

import posixpath

from wayhome.engine.forms.xlsx_parts import Attributes, Parts, walk


def noted_cells(parts: Parts, sheet: str) -> list[str]:
    """The names of the cells, such as `H2`; notes stand in parts of their own, which the sheet is related to."""
    folder, _, name = sheet.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    found = _Notes(folder)
    if relations in parts:
        walk(parts.part(relations), found)
    for part in found.parts:
        walk(parts.part(part), found)
    return found.cells


class _Notes:
    """The parts with the notes of a sheet, and the cells they are on."""

    names = frozenset({"Relationship", "comment"})

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.parts: list[str] = []
        self.cells: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "comment":
            self.cells.append(attributes["ref"])
        elif attributes["Type"].endswith("/comments"):
            self.parts.append(posixpath.normpath(posixpath.join("/", self._folder, attributes["Target"])).lstrip("/"))

    def end(self, name: str, text: str) -> None:
        pass
