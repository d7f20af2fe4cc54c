"""Labels where there is room: pushed apart in a column, or beside their point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diogel.charts.letters import fitted, width
from diogel.charts.palette import LETTER_HEIGHT, LINE_HEIGHT, QUIET
from diogel.charts.picture import Box, Picture, Point, box_of

_SIGN_ROOM = 22
_KEY_GAP = 24


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Heights as near as can be to the wanted ones, in their order, `gap` apart."""
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    placed = [max(low, min(high, wanted[at])) for at in order]
    for at in range(1, len(placed)):
        placed[at] = max(placed[at], placed[at - 1] + gap)
    edge = high
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], edge)
        edge = placed[at] - gap
    found = [0.0] * len(wanted)
    for rank, at in enumerate(order):
        found[at] = placed[rank]
    return found


def roomiest(candidates: Iterable[Box], taken: Sequence[Box], gap: float = 2.0) -> Box:
    """The first box that meets nothing, else the one that meets the least."""
    boxes = list(candidates)
    return min(boxes, key=lambda box: sum(box.meets(other, gap) for other in taken))


def around(at: Point, text: str, size: float, *, bold: bool = False, far: float = 9) -> list[Box]:
    """Boxes for a label near a point: above, below and beside it, then further away."""
    x, y = at
    found = []
    for away in (far, far + 10, far + 22, far + 36, far + 52):
        places = [
            (x, y - away, "middle"),
            (x, y + away + size * 0.7, "middle"),
            (x + away, y + size * 0.35, "left"),
            (x - away, y + size * 0.35, "right"),
            (x + away, y - away, "left"),
            (x + away, y + away + size * 0.7, "left"),
            (x - away, y - away, "right"),
            (x - away, y + away + size * 0.7, "right"),
        ]
        found += [box_of(a, b, text, size, align, bold=bold) for a, b, align in places]
    return found


def ends_of(
    picture: Picture,
    labels: Sequence[tuple[float, str]],
    x: float,
    low: float,
    high: float,
    size: float = 12,
) -> None:
    """Names of lines at their right ends, pushed apart, each led to by a thin line."""
    heights = spread([y for y, _ in labels], size + 3, low + size / 2, high - 2)
    for (y, text), placed in zip(labels, heights, strict=True):
        picture.line((x, y), (x + 9, placed), stroke=QUIET)
        picture.words(x + 12, placed + size * 0.35, text, size=size)


@dataclass(frozen=True, slots=True)
class KeySign:
    """One sign of a key: how it is drawn, and what it stands for.

    `kind` is a sign of `Picture.sign`, "line" or "box".
    """

    kind: str
    text: str
    style: dict[str, object]


def key_row(picture: Picture, signs: Sequence[KeySign], top: float, left: float) -> float:
    """The signs beside each other, in as many rows as they need; the height they end at."""
    x, y = left, top
    for sign in signs:
        lines = fitted(sign.text, picture.wide - left - _SIGN_ROOM - 4, LETTER_HEIGHT)
        wide = max(width(line, LETTER_HEIGHT) for line in lines) + _SIGN_ROOM
        if x > left and x + wide > picture.wide - 4:
            x, y = left, y + LINE_HEIGHT + 2
        _key_sign(picture, sign, (x + 8, y + LINE_HEIGHT / 2))
        for at, line in enumerate(lines):
            y += LINE_HEIGHT if at else 0
            picture.words(x + _SIGN_ROOM, y + 12, line)
        x += wide + _KEY_GAP
    return y + LINE_HEIGHT + 2 if signs else top


def _key_sign(picture: Picture, sign: KeySign, at: Point) -> None:
    x, y = at
    if sign.kind == "line":
        picture.line((x - 8, y), (x + 8, y), **sign.style)
    elif sign.kind == "box":
        picture.rect(Box(x - 7, y - 7, x + 7, y + 7), **sign.style)
    else:
        picture.sign(sign.kind, at, 4.5, **sign.style)


def paragraphs(picture: Picture, texts: Iterable[str], top: float, left: float) -> float:
    """Lines of words over the whole width; the height they end at."""
    y = top
    for text in texts:
        for at, line in enumerate(fitted(text, picture.wide - left - 16, LETTER_HEIGHT)):
            picture.words(left + (12 if at else 0), y + 12, line)
            y += LINE_HEIGHT
        y += 2
    return y


def heading(picture: Picture, text: str, top: float = 0) -> float:
    """What is measured, over the picture's top left; the height it ends at."""
    y = top
    for line in fitted(text, picture.wide - 16, LETTER_HEIGHT):
        picture.words(8, y + 14, line)
        y += LINE_HEIGHT
    return y + 4
