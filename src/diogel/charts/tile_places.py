"""Where the tile of each Welsh authority stands, and the patterns that tell classes apart."""

from __future__ import annotations

from diogel.charts.palette import COLOURS
from diogel.charts.picture import Picture

# Column and row, from the north west. Neighbours on the ground are neighbours here wherever
# six columns allow it; no tile has a hole beside it that a coast does not explain.
PLACES: dict[str, tuple[int, int]] = {
    "W06000001": (1, 0),
    "W06000003": (2, 0),
    "W06000005": (3, 0),
    "W06000002": (2, 1),
    "W06000004": (3, 1),
    "W06000006": (4, 1),
    "W06000008": (2, 2),
    "W06000023": (3, 2),
    "W06000009": (0, 3),
    "W06000010": (1, 3),
    "W06000012": (2, 3),
    "W06000024": (3, 3),
    "W06000019": (4, 3),
    "W06000021": (5, 3),
    "W06000011": (1, 4),
    "W06000013": (2, 4),
    "W06000016": (3, 4),
    "W06000018": (4, 4),
    "W06000020": (5, 4),
    "W06000014": (3, 5),
    "W06000015": (4, 5),
    "W06000022": (5, 5),
}
COLUMNS, ROWS = 6, 6
MOST_CLASSES = 6

_GROUND = '<rect width="8" height="8" fill="#FFFFFF"/>'
_INK = COLOURS[0]
# From the densest to the emptiest, in one ink: the order holds in grey and on paper. The two
# ends are colours and no patterns, whose repeats some readers part with fine lines.
_PATTERNS = (
    _INK,
    f'{_GROUND}<path d="M0,0 L8,8 M8,0 L0,8" stroke="{_INK}" stroke-width="2.4"/>',
    f'{_GROUND}<path d="M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6" stroke="{_INK}" stroke-width="2"/>',
    f'{_GROUND}<circle cx="4" cy="4" r="2" fill="{_INK}"/>',
    f'{_GROUND}<path d="M0,4 L8,4" stroke="{_INK}" stroke-width="1.4"/>',
    "#FFFFFF",
)


def fills(picture: Picture, codes: list[str]) -> dict[str, str]:
    """What fills each class: its pattern, by its place in the key.

    ValueError for more classes than can be told apart.
    """
    if len(codes) > MOST_CLASSES:
        raise ValueError(f"{len(codes)} classes; patterns can be told apart up to {MOST_CLASSES}")
    return {
        code: fill if fill.startswith("#") else picture.pattern(f"class-{at}", fill)
        for at, (code, fill) in enumerate(zip(codes, _PATTERNS, strict=False))
    }
