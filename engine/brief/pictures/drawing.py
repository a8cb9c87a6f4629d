"""The one style of all pictures, and the sheet they are drawn on.

In: shapes and words. Out: SVG 1.1 of plain shapes with presentation attributes, which browsers, typst and resvg draw alike.
A sheet is 640 units wide if nothing else is asked for; printed 16 cm wide, type of 11 units stands 7.8 points high. What a
colour says, a sign, a pattern or a word says too; the colours differ in lightness, so that they do in grey as well. The same
calls give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from wayhome.engine.brief.pictures.lettering import directed, is_right_to_left

WIDTH = 640
SMALL, PLAIN, LARGE = 11, 12, 13
"""Sizes of type."""
LEADING = 1.25
"""From one line to the next, in sizes of type."""

INK, MUTED, RULE, PALE, PAPER = "#1f2933", "#4b5563", "#d3d9e0", "#f1f4f7", "#ffffff"
DEEP, MIDDLE, LIGHT = "#174a7c", "#a9c8e6", "#dfeaf5"
"""Steps of one blue: what is certain or ours to do, what is open, what is there."""
SIGNAL = "#b34700"
"""An orange, dark enough to be read: what leads from one thing to another, and dates."""

# Names are only asked for: the first that a machine has is taken, and the rest serve scripts that one lacks.
FONTS = "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans Arabic', 'DejaVu Sans', sans-serif"

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


class Drawing:
    """A sheet; y counts downwards from its top edge."""

    def __init__(self, name: str, width: float = WIDTH) -> None:
        self.name = name
        self.width = width
        self._parts: list[str] = []
        self._hatches: dict[str, str] = {}

    def hatch(self, colour: str) -> str:
        """A fill of slanting lines on white."""
        id_ = self._hatches.setdefault(colour, f"{self.name}-hatch-{len(self._hatches) + 1}")
        return f"url(#{id_})"

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        stroke: str | None = None,
        dashes: str | None = None,
        radius: float = 0,
    ) -> None:
        """A rectangle, perhaps with an outline and round corners."""
        self._add("rect", x=x, y=y, width=width, height=height, rx=radius or None, fill=fill, **_outline(stroke, dashes))

    def disc(self, x: float, y: float, radius: float, *, fill: str, stroke: str | None = None, width: float = 1) -> None:
        """A circle."""
        self._add("circle", cx=x, cy=y, r=radius, fill=fill, **_outline(stroke, width=width))

    def shape(
        self,
        path: str,
        *,
        fill: str = "none",
        stroke: str | None = None,
        width: float = 1,
        dashes: str | None = None,
    ) -> None:
        """A path in the words of SVG; see `path`."""
        self._add("path", d=path, fill=fill, **_outline(stroke, dashes, width))

    def line(self, *points: Point, stroke: str, width: float = 1, dashes: str | None = None) -> None:
        """A line through points."""
        self._add("path", d=path(*points), fill="none", **_outline(stroke, dashes, width))

    def label(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = SMALL,
        bold: bool = False,
        fill: str = INK,
        anchor: Anchor = "start",
    ) -> None:
        """Lines of words below one another; `y` is the base of the first. Whatever they hold is only ever words."""
        turned = is_right_to_left(" ".join(lines))
        said = [_escaped(directed(line, is_right_to_left=turned)) for line in lines]
        if len(said) == 1:
            inner = said[0]
        else:
            at = [(_number(x), _number(y + i * size * LEADING)) for i in range(len(said))]
            inner = "".join(f'<tspan x="{x}" y="{y}">{line}</tspan>' for (x, y), line in zip(at, said, strict=True))
        weight = "bold" if bold else None
        away = None if anchor == "start" else anchor
        attributes = _attributes(
            {"x": x, "y": y, "font-size": size, "font-weight": weight, "text-anchor": away, "fill": fill}
        )
        self._parts.append(f"<text{attributes}>{inner}</text>" if said else "")

    def svg(self, height: float, title: str, alternative: str) -> str:
        """The whole picture with its title and what it shows in words."""
        title_id, alternative_id = f"{self.name}-title", f"{self.name}-desc"
        root: dict[str, str | float] = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": self.width,
            "height": height,
            "viewBox": f"0 0 {_number(self.width)} {_number(height)}",
            "role": "img",
            "aria-labelledby": f"{title_id} {alternative_id}",
            "font-family": FONTS,
        }
        patterns = [_hatching(id_, colour) for colour, id_ in self._hatches.items()]
        return "\n".join(
            [
                f"<svg{_attributes(root)}>",
                f'<title id="{title_id}">{_escaped(title)}</title>',
                f'<desc id="{alternative_id}">{_escaped(alternative)}</desc>',
                *(["<defs>", *patterns, "</defs>"] if patterns else []),
                f"<rect{_attributes({'width': self.width, 'height': height, 'fill': PAPER})}/>",
                *filter(None, self._parts),
                "</svg>\n",
            ]
        )

    def _add(self, tag: str, **attributes: str | float | None) -> None:
        self._parts.append(f"<{tag}{_attributes(attributes)}/>")


def path(*points: Point, closed: bool = False) -> str:
    """Points joined by straight lines, in the words of SVG."""
    return "".join(f"{'L' if i else 'M'}{_number(x)} {_number(y)}" for i, (x, y) in enumerate(points)) + (
        "Z" if closed else ""
    )


def height_of(lines: Sequence[str], size: float = SMALL) -> float:
    """The room lines of words take from top to bottom."""
    return len(lines) * size * LEADING


def _outline(stroke: str | None, dashes: str | None = None, width: float = 1) -> dict[str, str | float | None]:
    if stroke is None:
        return {}
    return {"stroke": stroke, "stroke_width": width, "stroke_dasharray": dashes}


def _hatching(id_: str, colour: str) -> str:
    lines = path((-1, 1), (1, -1)) + path((0, 6), (6, 0)) + path((5, 7), (7, 5))
    ground = f"<rect{_attributes({'width': 6, 'height': 6, 'fill': PAPER})}/>"
    strokes = f"<path{_attributes({'d': lines, 'fill': 'none', 'stroke': colour, 'stroke-width': 1.6})}/>"
    size = _attributes({"id": id_, "width": 6, "height": 6, "patternUnits": "userSpaceOnUse"})
    return f"<pattern{size}>{ground}{strokes}</pattern>"


def _attributes(given: Mapping[str, str | float | None]) -> str:
    return "".join(
        f' {name.replace("_", "-")}="{_escaped(value) if isinstance(value, str) else _number(value)}"'
        for name, value in given.items()
        if value is not None
    )


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _number(value: float) -> str:
    """A tenth of a unit is finer than any eye; and no machine rounds it otherwise."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")
