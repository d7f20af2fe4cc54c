"""A picture in SVG, put together shape by shape; it knows where every word in it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from diogel.charts.letters import width
from diogel.charts.palette import FONT, INK, LETTER_HEIGHT
from diogel.core import Language

Point = tuple[float, float]
# Of the letters' height: what lies above and below the line they stand on.
_ABOVE, _BELOW = 0.76, 0.22
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}
_SHARES = {"left": 0.0, "middle": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line of words stands. [pixels]"""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether two boxes lie on each other, or nearer than `gap`."""
        apart_across = self.right + gap <= other.left or other.right + gap <= self.left
        apart_down = self.bottom + gap <= other.top or other.bottom + gap <= self.top
        return not (apart_across or apart_down)


def box_of(
    x: float, y: float, text: str, size: float, align: str = "left", *, bold: bool = False
) -> Box:
    """The box of a line of words that stands on the height `y`."""
    wide = width(text, size, bold=bold)
    left = x - wide * _SHARES[align]
    return Box(left, y - size * _ABOVE, left + wide, y + size * _BELOW, text)


def digits(value: float) -> str:
    """A place as it is written in the file: two decimals at most, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Picture:
    """Shapes in the order in which they are painted, on a white ground."""

    def __init__(self, wide: float, language: Language, title: str, description: str) -> None:
        self.wide = wide
        self.high = 0.0
        self.boxes: list[Box] = []
        self._language = language
        self._title = title
        self._description = description
        self._shapes: list[str] = []
        self._patterns: dict[str, str] = {}

    def reach(self, y: float) -> None:
        """Make the picture at least so high."""
        self.high = max(self.high, y)

    def shape(self, name: str, content: str = "", /, **attributes: Any) -> None:
        """One element; `_` in an attribute's name stands for `-`."""
        self._shapes.append(element(name, content, **attributes))

    def line(self, start: Point, end: Point, **style: Any) -> None:
        """A straight line, in the ink unless the style says otherwise."""
        style = {"stroke": INK, "stroke_width": 1, **style}
        self.shape("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **style)

    def path(self, points: Sequence[Point], **style: Any) -> None:
        """A line through points; nothing for fewer than two."""
        if len(points) > 1:
            joined = " ".join(f"{digits(x)},{digits(y)}" for x, y in points)
            self.shape("polyline", points=joined, **{"fill": "none", "stroke_width": 2, **style})

    def rect(self, box: Box, **style: Any) -> None:
        """A rectangle."""
        sides = {"width": box.right - box.left, "height": box.bottom - box.top}
        self.shape("rect", x=box.left, y=box.top, **sides, **style)

    def sign(self, kind: str, at: Point, size: float, **style: Any) -> None:
        """A sign of a kind ("circle", "diamond", "square", "triangle") around a point."""
        x, y = at
        if kind == "circle":
            self.shape("circle", cx=x, cy=y, r=size, **style)
            return
        shapes: dict[str, list[Point]] = {
            "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
            "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
            "triangle": [(0, -1.25), (1.15, 0.9), (-1.15, 0.9)],
        }
        corners = [(x + a * size, y + b * size) for a, b in shapes[kind]]
        joined = " ".join(f"{digits(a)},{digits(b)}" for a, b in corners)
        self.shape("polygon", points=joined, **style)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        align: str = "left",
        size: float = LETTER_HEIGHT,
        bold: bool = False,
        ink: str = INK,
        halo: bool = False,
    ) -> Box:
        """A line of words that stands on the height `y`; `halo` clears the ground around it."""
        box = box_of(x, y, text, size, align, bold=bold)
        style: dict[str, Any] = {"font_size": size, "fill": ink, "text_anchor": _ANCHORS[align]}
        if bold:
            style["font_weight"] = "bold"
        if halo:
            style |= {"stroke": "#FFFFFF", "stroke_width": 4, "stroke_linejoin": "round"}
            style["paint_order"] = "stroke"
        self.shape("text", escape(text, quote=False), x=x, y=y, **style)
        # Keeps lines apart for whoever has them read out.
        self._shapes.append("\n")
        self.boxes.append(box)
        return box

    def pattern(self, id_: str, content: str, side: float = 8) -> str:
        """A pattern to fill with, and the reference that fills with it."""
        self._patterns[id_] = element(
            "pattern", content, id=id_, width=side, height=side, patternUnits="userSpaceOnUse"
        )
        return f"url(#{id_})"

    def open_link(self, href: str, label: str) -> None:
        """What is painted until `close_link` leads somewhere."""
        self._shapes.append(f'<a href="{escape(href)}" aria-label="{escape(label)}">\n')

    def close_link(self) -> None:
        """The end of what leads somewhere."""
        self._shapes.append("</a>")

    def svg(self, *, linked: bool = False, prefix: str = "") -> str:
        """The whole file.

        With `linked` the parts are told to a screen reader one by one, not as one image;
        `prefix` keeps the names of patterns apart where a page holds several pictures.
        """
        wide, high = digits(self.wide), digits(self.high)
        defs = "".join(self._patterns[name] for name in sorted(self._patterns))
        shapes = "".join(self._shapes)
        if prefix:
            for name in self._patterns:
                defs = defs.replace(f'id="{name}"', f'id="{prefix}{name}"')
                shapes = shapes.replace(f"url(#{name})", f"url(#{prefix}{name})")
        role = "group" if linked else "img"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
            f' viewBox="0 0 {wide} {high}" role="{role}" lang="{self._language}"'
            f' font-family="{escape(FONT)}">'
            f"<title>{escape(self._title, quote=False)}</title>"
            f"<desc>{escape(self._description, quote=False)}</desc>"
            f"{f'<defs>{defs}</defs>' if defs else ''}"
            f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>'
            f"{shapes}</svg>"
        )


def element(name: str, content: str = "", /, **attributes: Any) -> str:
    """One element of SVG, its attributes in the order they were given."""
    told = "".join(
        f' {key if key == "patternUnits" else key.replace("_", "-")}="{_written(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _written(value: object) -> str:
    if isinstance(value, int | float):
        return digits(float(value))
    return escape(str(value))
