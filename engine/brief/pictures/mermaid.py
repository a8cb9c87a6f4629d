"""Pictures in the words of Mermaid, which some programs draw where a Markdown file has them.

In: what a picture shows. Out: text for a fenced block. Whatever a person typed keeps its letters and loses what Mermaid
would read as more than words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from wayhome.engine.brief.pictures.timeline_rows import Row

_HARMLESS = set(" .,()'’/+-–…")
_AS_COMMA = {";": ",", ":": ","}


def inert(text: str) -> str:
    """Words that Mermaid takes for words wherever they stand: letters with their marks, numbers, and a few signs."""
    kept = (_AS_COMMA.get(character, character) for character in text)
    return " ".join("".join(c if c in _HARMLESS or unicodedata.category(c)[0] in "LMN" else " " for c in kept).split())


def head(kind: str, title: str, said: str) -> list[str]:
    """The kind of a picture, and what is said of it to those who cannot see it."""
    return [kind, f"    accTitle: {inert(title)}", f"    accDescr: {inert(said)}"]


def gantt(title: str, said: str, rows: Iterable[Row], start: int | None, beyond: Sequence[str]) -> str:
    """A timeline; its axis has the months of the calendar if the start is known, else those of the plan."""

    def when(month: int) -> str:
        if start is None:
            return str(month)  # a millisecond to Mermaid, which has no months without a calendar
        return f"{(start + month) // 12:04}-{(start + month) % 12 + 1:02}-01"

    # The marker of today would read the clock; names of sections need more room than they are given.
    lines = ["%%{init: {'gantt': {'leftPadding': 240}}}%%", *head("gantt", title, said), "    todayMarker off"]
    lines += (
        ["    dateFormat x", "    axisFormat %Q"] if start is None else ["    dateFormat YYYY-MM-DD", "    axisFormat %b %Y"]
    )
    for i, row in enumerate(rows):
        words = inert(" ".join(row.lines))
        if row.task:
            words = f"{row.number}. {words}" if row.number else words
            at_once, active = ("▶ ", "active, ") if row.task.at_once else ("", "")
            is_late = " …" if row.task.id in beyond else ""
            lines.append(f"    {at_once}{words}{is_late} :{active}t{i}, {when(row.task.start)}, {when(row.task.end)}")
        elif row.opening and row.opening.month is not None:
            lines.append(f"    ◆ {words} :milestone, t{i}, {when(row.opening.month)}, {when(row.opening.month)}")
        else:
            lines.append(f"    section {words}")
    return "\n".join(lines)


def quadrants(
    title: str, said: str, x_axis: tuple[str, str], y_axis: tuple[str, str], bodies: dict[tuple[str, str], list[str]]
) -> str:
    """A chart of four fields; `bodies` by (level on the x axis, level on the y axis), each `low` or `high`."""
    lines = head("quadrantChart", title, said)
    for axis, (low, high) in (("x", x_axis), ("y", y_axis)):
        lines.append(f'    {axis}-axis "{inert(low)}" --> "{inert(high)}"')
    for (across, up), names in bodies.items():
        left, floor = 0.5 * (across == "high"), 0.5 * (up == "high")
        for i, name in enumerate(names):
            height = floor + 0.5 * (len(names) - i) / (len(names) + 1)
            lines.append(f'    "{inert(name)}": [{left + 0.25:.2f}, {height:.2f}]')
    return "\n".join(lines)
